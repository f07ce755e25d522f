"""Which words name events: senses, light verbs, acts of speech, modes, and what is left alone."""

from __future__ import annotations

import msgspec
import pytest

from sayso.events.detect import Candidate, detect
from sayso.events.lexicon import Lexicon
from sayso.model import Analysis, Reading
from tests.events.conftest import World

LEXICON = Lexicon.load()


def found(world: World, text: str) -> tuple[Reading, list[Candidate]]:
    reading = world.parsed(text)
    return reading, detect(reading, LEXICON)


def coded(world: World, text: str) -> list[tuple[str, str]]:
    """Type and trigger of each candidate."""
    reading, candidates = found(world, text)
    return [(c.type, c.trigger.of(reading.text)) for c in candidates]


@pytest.mark.parametrize(
    "text",
    [
        "The striker scored twice in the second half of the match.",
        "Shares rallied on Monday after the bank cut its rate.",
        "The minister said the economy was growing.",
        "Workers charged the battery of the bus overnight.",
        "Prices hit a record high in May.",
        "The two firms struck a balance between cost and speed.",
        "The company launched a new phone in Nairobi.",
        "The new bridge meets the demand for safer roads.",
        "The actor died of cancer at his home.",
        "The novel captured the imagination of readers.",
    ],
)
def test_everyday_words_name_no_event(world: World, text: str) -> None:
    assert coded(world, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The attack helicopter stood in the hangar.",
        "The defence ministry has a new spokesman.",
        "The war crimes court has eleven judges.",
        "The strike force trains in the desert.",
    ],
)
def test_modifiers_of_other_nouns_name_no_event(world: World, text: str) -> None:
    assert coded(world, text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nurses went on strike over pay.", "PROTEST"),
        ("The strike on the barracks killed nine soldiers.", "ASSAULT"),
        ("Gunmen fired rockets at the airport.", "ASSAULT"),
        ("The president fired the central bank chief.", "OFFICE"),
        ("The premier met the Kenyan president.", "CONSULT"),
        ("Prosecutors charged the mayor with bribery.", "JUSTICE"),
        ("Police charged the crowd of demonstrators.", "ASSAULT"),
        ("A gas explosion killed three miners.", "DISASTER"),
        ("The army seized the town of Kidal.", "ASSAULT"),
        ("Customs officers seized the tanker.", "COERCE"),
        ("The senator attacked the plan as racist.", "ACCUSE"),
        ("The council designated the group a terrorist organization.", "SANCTION"),
        ("The council designated Mr Okello as chairman.", "OFFICE"),
    ],
)
def test_senses_are_told_apart(world: World, text: str, kind: str) -> None:
    assert kind in {c for c, _ in coded(world, text)}


@pytest.mark.parametrize("noun", ["Terrorists", "Militants", "Fighters", "Gunmen", "Rebels"])
def test_the_word_for_the_doer_changes_nothing(world: World, noun: str) -> None:
    _, candidates = found(world, f"{noun} stormed a school and kidnapped nine pupils near Gao.")
    assert [(c.type, c.mode, c.frame.name, c.phase) for c in candidates] == [
        ("ASSAULT", None, "hit", None),
        ("ASSAULT", "abduct", "abduct", None),
    ]


def test_a_light_verb_supports_its_noun(world: World) -> None:
    reading, (one,) = found(world, "The rebels carried out a bold attack on the dam.")
    assert reading.analysis.tokens[one.token].word == "attack"
    assert one.support is not None
    assert reading.analysis.tokens[one.support].word == "carried"
    assert one.frame.roles["nsubj"] == "actor"


def test_a_light_verb_may_turn_the_roles_round(world: World) -> None:
    _, (one,) = found(world, "The convoy came under attack near the bridge.")
    assert (one.type, one.frame.roles["nsubj"]) == ("ASSAULT", "target")


def test_a_foiled_plot_is_foiled(world: World) -> None:
    _, candidates = found(world, "Police foiled an attack on the stadium.")
    assert [c.phase for c in candidates] == ["foiled"]


def test_verb_and_noun_of_one_type_are_one_event(world: World) -> None:
    assert coded(world, "Ghana and Togo signed a fishing agreement.") == [("SUPPORT", "signed a fishing agreement")]


def test_what_is_lifted_is_no_second_event(world: World) -> None:
    assert coded(world, "The ministry lifted a ban on rallies.")[0] == ("CONCEDE", "lifted")
    assert "COERCE" not in {kind for kind, _ in coded(world, "The ministry lifted a ban on rallies.")}


def test_a_harm_points_to_what_it_came_from(world: World) -> None:
    _, candidates = found(world, "Six villagers were killed in an air strike.")
    harm, strike = candidates
    assert (harm.within, strike.mode) == (strike.token, "aerial")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The ministry said it would release forty prisoners.", "AGREE"),
        ("The ministry said it would not lift the embargo.", "REJECT"),
        ("The ministry said it would impose sanctions on the firm.", "THREATEN"),
        ("The envoy said the rebels must leave the town.", "REQUEST"),
    ],
)
def test_stated_intentions_are_acts_of_speech(world: World, text: str, kind: str) -> None:
    reading, candidates = found(world, text)
    first = candidates[0]
    assert (first.type, first.trigger.of(reading.text)) == (kind, "said")


def test_a_report_of_others_is_no_act_of_speech(world: World) -> None:
    assert "AGREE" not in {kind for kind, _ in coded(world, "The paper said the mayor would release the prisoners.")}


def test_modes_come_from_the_words_beside_the_trigger(world: World) -> None:
    _, candidates = found(world, "The depot was hit by a drone on Friday.")
    assert [(c.type, c.mode) for c in candidates] == [("ASSAULT", "drone")]


def test_a_demand_takes_its_mode_from_what_is_asked(world: World) -> None:
    _, candidates = found(world, "The envoy urged the generals to meet the opposition.")
    assert candidates[0].mode == "meet"


def test_contexts_are_those_of_the_sentence(world: World) -> None:
    _, candidates = found(world, "Lawmakers condemned the torture of political prisoners by the army.")
    assert {"human_rights", "legislative"} & set(candidates[0].context)
    assert len(candidates[0].context) <= 3


def test_candidates_stand_in_order_of_the_text_with_exact_triggers(world: World) -> None:
    text = "Police arrested nine men — “thieves” — after a raid; protests erupted, and the mayor resigned."
    reading, candidates = found(world, text)
    assert [c.token for c in candidates] == sorted(c.token for c in candidates)
    for one in candidates:
        token = reading.analysis.tokens[one.token]
        assert one.trigger.start <= token.start < token.end <= one.trigger.end
        assert one.reasons


def test_each_word_belongs_to_one_event_of_the_lexicon(world: World) -> None:
    text = "The army launched a major offensive and shelled the port, and rebels took nine nuns hostage before talks began."
    _, candidates = found(world, text)
    words = [index for one in candidates for index in one.words]
    assert len(words) == len(set(words))


def test_no_words_no_events(world: World) -> None:
    reading = msgspec.structs.replace(world.parsed("Nothing."), analysis=Analysis())
    assert detect(reading, LEXICON) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Thousands of nurses marched through Quito against a rise in fuel prices.", "PROTEST"),
        ("More than 9,000 people have been moved to schools in Jinja district.", "DISPLACE"),
        ("Rebel forces have taken the village of Sake.", "ASSAULT"),
        ("Forty students were seized in Zaria in 2024.", "ASSAULT"),
        ("Army troops seized nine rifles and a rocket launcher.", "COERCE"),
    ],
)
def test_happenings_without_a_word_of_their_own(world: World, text: str, kind: str) -> None:
    _, candidates = found(world, text)
    assert [c.type for c in candidates] == [kind]
