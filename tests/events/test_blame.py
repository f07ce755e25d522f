from __future__ import annotations

import pytest

from tests.events.conftest import World, event_of, names, words


@pytest.mark.parametrize(
    ("text", "voucher"),
    [
        ("Police blamed the Reds for the bombing of a bank.", "Police"),
        ("The Reds claimed responsibility for the bombing of a bank.", "Reds"),
        ("The bombing of a bank was attributed to the Reds.", None),
        ("Police held the Reds responsible for the bombing of a bank.", "Police"),
    ],
)
def test_who_is_named_for_it_acts_on_the_word_of_who_names_them(world: World, text: str, voucher: str | None) -> None:
    reading = world.read(text, actors="Reds:g; Police:o")
    event = event_of(reading, "bombing")
    assert names(reading, event, "actor") == {"Reds"}
    (argument,) = [a for a in event.arguments if a.role == "actor"]
    ids = {a.name: a.id for a in reading.actors}
    assert [a.source for a in argument.attestations] == [ids[voucher] if voucher else None]


def test_a_denial_of_responsibility_is_denied_by_the_one_who_denies(world: World) -> None:
    reading = world.read("The Reds denied responsibility for the bombing of a bank.", actors="Reds:g")
    (argument,) = [a for a in event_of(reading, "bombing").arguments if a.role == "actor"]
    assert [a.factuality for a in argument.attestations] == ["CT-"]


def test_a_victim_of_blame_for_speech_acts_in_nothing(world: World) -> None:
    reading = world.read("Police blamed the Reds for the delay.", actors="Reds:g; Police:o")
    assert all("Reds" not in names(reading, e, "actor") for e in reading.events)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Police arrested Dean Cole in connection with the murder of a guard.", "PS+"),
        ("Dean Cole was sentenced to 20 years for the murder of a guard.", "PR+"),
    ],
)
def test_who_is_held_or_tried_for_it_acts_as_possible_or_probable(world: World, text: str, sure: str) -> None:
    reading = world.read(text, actors="Dean Cole:p; Police:o")
    (argument,) = [a for a in event_of(reading, "murder").arguments if a.role == "actor"]
    assert reading.actors[0].name == "Dean Cole"
    assert argument.actor == "a1"
    assert {a.factuality for a in argument.attestations} == {sure}


def test_who_is_blamed_keeps_no_happening_apart(world: World) -> None:
    reading = world.read(
        "The Reds attacked a clinic in Goma. Police arrested Juan Paz over the attack.",
        actors="The Reds:g; Juan Paz:p; Police:o",
        places="Goma",
    )
    assert names(reading, event_of(reading, "attacked"), "actor") == {"The Reds", "Juan Paz"}


def test_nobody_acts_where_no_group_does(world: World) -> None:
    reading = world.read("No group has claimed responsibility for the bombing of a bank.", actors="group:u")
    assert names(reading, event_of(reading, "bombing"), "actor") == set()


REEF = "Reef Front:g; police:o; army:o; bishop:u"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The bombing of a bank was the work of the Reef Front.", "bombing"),
        ("The Reef Front was behind the bombing of a bank.", "bombing"),
        ("The murder of a nun and two of her pupils perpetrated by the Reef Front was condemned.", "murder"),
        ("Those responsible for killing the nun are the Reef Front.", "killing"),
        ("A spokesman for the Reef Front claimed responsibility for the bombing of a bank.", "bombing"),
        ("An unknown caller claimed responsibility for the bombing of a bank on behalf of the Reef Front.", "bombing"),
        ("Leaflets of the Reef Front claimed responsibility for the murder of a nun.", "murder"),
        ("The Reef Front distributed leaflets claiming responsibility for the murder of a nun.", "murder"),
        (
            "A station reported receiving a call from the Reef Front claiming responsibility for the murder of a nun.",
            "murder",
        ),
        ("A nun was killed. The Reef Front claimed responsibility for the action.", "killed"),
        ("The bombing of a bank was claimed by the Reef Front.", "bombing"),
    ],
)
def test_who_is_behind_it_in_other_words_is_its_only_actor(world: World, text: str, trigger: str) -> None:
    reading = world.read(text, actors=REEF + "; spokesman:u; caller:u; station:o; Leaflets=leaflets:u")
    assert names(reading, event_of(reading, trigger), "actor") == {"Reef Front"}


@pytest.mark.parametrize(
    ("text", "trigger", "source", "sure"),
    [
        ("The army was accused of killing three villagers.", "killing", None, "PR+"),
        ("The bishop accused the army of the murder of two nuns.", "murder", "bishop", "CT+"),
        ("The police linked the army to the murder of two nuns.", "murder", "police", "PS+"),
        ("The army was charged with the murder of two nuns.", "murder", None, "PS+"),
        ("The murder of two nuns is attributed to the Reef Front and not to the army.", "murder", "report", "CT-"),
    ],
)
def test_who_is_accused_is_vouched_for_by_the_accuser_alone(
    world: World, text: str, trigger: str, source: str | None, sure: str
) -> None:
    reading = world.read(text, actors=REEF)
    ids = {a.name: a.id for a in reading.actors}
    (argument,) = [a for a in event_of(reading, trigger).arguments if a.role == "actor" and a.actor == ids["army"]]
    assert [(a.source, a.factuality) for a in argument.attestations] == [(ids.get(source or "", source), sure)]


@pytest.mark.parametrize(
    "text",
    [
        "The bombing of a bank was not the work of the Reef Front.",
        "The police stood behind the Reef Front after the bombing of a bank.",
        "The police described the work of the Reef Front after the bombing of a bank.",
        "The Reef Front was accused of fraud after the bombing of a bank.",
        "The Reef Front stores were behind the bank when the bombing began.",
    ],
)
def test_who_is_only_told_of_beside_it_does_not_act(world: World, text: str) -> None:
    reading = world.read(text, actors="Reef Front:g; police:o")
    assert "Reef Front" not in names(reading, event_of(reading, "bombing"), "actor")


def test_a_link_makes_no_doer_of_who_draws_it(world: World) -> None:
    reading = world.read("The police linked Ana Cole to the murder of a nun.", actors="police:o; Ana Cole:p")
    assert names(reading, event_of(reading, "murder"), "actor") == {"Ana Cole"}


def test_those_involved_are_nobody_in_particular(world: World) -> None:
    reading = world.read(
        "The names of the individuals involved in the murder of a nun are known.", actors="individuals:m"
    )
    assert not names(reading, event_of(reading, "murder"), "actor")


@pytest.mark.parametrize("hedge", ["Alleged", "Suspected", "Presumed"])
def test_a_hedged_doer_is_probable_and_the_deed_is_not(world: World, hedge: str) -> None:
    reading = world.read(f"{hedge} gunmen killed a nun.", actors="gunmen:m")
    event = event_of(reading, "killed")
    (argument,) = [a for a in event.arguments if a.role == "actor"]
    assert [a.factuality for a in argument.attestations] == ["PR+"]
    assert [a.factuality for a in event.attestations] == ["CT+"]


def test_a_weapon_or_an_unknown_name_before_a_clash_is_no_doer(world: World) -> None:
    reading = world.read("A nun was killed in the Turbana clash. A cook was murdered by machinegun bursts.",
                         actors="Turbana:o; machinegun:o")  # fmt: skip
    assert all(not names(reading, event, "actor") for event in reading.events)


@pytest.mark.parametrize(
    "text", ["Police blamed the attack on the Rebels.", "Police blamed the Rebels for the attack."]
)
def test_a_deed_is_blamed_on_its_doers_and_not_done_to_them(world: World, text: str) -> None:
    reading = world.read(text, actors="Police:o; Rebels:g")
    attack = next(event for event in reading.events if event.type == "ASSAULT")
    assert names(reading, attack, "actor") == {"Rebels"}
    assert names(reading, attack, "recipient", "victim", "target") == set()
    blame = next(event for event in reading.events if event.type == "ACCUSE")
    assert names(reading, blame, "recipient") == {"Rebels"}


def test_whoever_is_held_by_others_has_not_held_himself(world: World) -> None:
    reading = world.read(
        "The fate of two ministers held by the Rebels was unclear.", actors="two ministers:u; Rebels:g"
    )
    (event,) = [event for event in reading.events if event.mode == "abduct"]
    assert names(reading, event, "actor") == {"Rebels"}
    assert names(reading, event, "victim") == {"two ministers"}


def test_who_is_blamed_right_behind_a_deed_is_its_doer(world: World) -> None:
    reading = world.read(
        "A raid on Goma killed nine, medics said, blaming the Rebels.", actors="medics:u; Rebels:g", places="Goma"
    )
    raid = next(event for event in reading.events if event.type == "ASSAULT")
    assert names(reading, raid, "actor") == {"Rebels"}


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("The army blamed the attack on the Rebels.", []),
        ("The attack on the village was blamed on the Rebels.", ["the village"]),
        ("The army attributed the attack to the Rebels.", []),
        ("The attack was attributed to the Rebels.", []),
    ],
)
def test_at_whose_door_a_deed_is_laid_is_its_doer_and_no_target(world: World, text: str, struck: list[str]) -> None:
    reading = world.read(text, actors="army:o; Rebels:g")
    attack = next(event for event in reading.events if event.type == "ASSAULT")
    assert names(reading, attack, "actor") == {"Rebels"}
    assert words(reading, attack, "target") == struck


def test_whose_part_in_a_deed_is_told_may_have_done_it(world: World) -> None:
    reading = world.read(
        "The court spoke of the involvement of the Rebels in the killing of Okello.", actors="Rebels:g; Okello:p"
    )
    killing = event_of(reading, "killing")
    assert names(reading, killing, "actor") == {"Rebels"}
    told = next(a for a in killing.arguments if a.role == "actor")
    assert {a.factuality for a in told.attestations} == {"PS+"}
