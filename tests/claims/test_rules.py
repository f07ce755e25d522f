from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.rules import find
from tests.claims.reading import only, parsed, read, words


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            "Kenya's interior minister denied that police had fired on protesters in Kisumu.",
            ["Kenya's interior minister"], ["denied"], ["that police had fired on protesters in Kisumu"],
        ),
        (
            "The bridge, engineers said, could collapse within days.",
            ["engineers"], ["said"], ["The bridge", "could collapse within days"],
        ),
        (
            "The minister vowed to rebuild the town within a year.",
            ["The minister"], ["vowed"], ["to rebuild the town within a year"],
        ),
        ("The opposition called for a general strike.", ["The opposition"], ["called for"], ["a general strike"]),
        (
            "Chile accused Bolivia of violating its airspace.",
            ["Chile"], ["accused"], ["Bolivia of violating its airspace"],
        ),
        (
            "The court is expected to sentence the former mayor on Friday.",
            [], ["is expected"], ["The court", "to sentence the former mayor on Friday"],
        ),
        (
            "At least 400 people have fled Goma since Monday, according to the Red Cross.",
            ["the Red Cross"], ["according to"], ["At least 400 people have fled Goma since Monday"],
        ),
        (
            "According to the Red Cross, at least 400 people have fled Goma.",
            ["the Red Cross"], ["According to"], ["at least 400 people have fled Goma"],
        ),
        ("Militants reportedly seized the town.", [], ["reportedly"], ["Militants", "seized the town"]),
        ("It is feared that dozens of miners are trapped.", [], ["is feared"], ["that dozens of miners are trapped"]),
        ("Brazil's Lula: Amazon summit will go ahead", ["Brazil's Lula"], [":"], ["Amazon summit will go ahead"]),
    ],
)  # fmt: skip
def test_parts_of_an_attribution(text: str, source: list[str], cue: list[str], content: list[str]) -> None:
    reading, claim = only(text)
    assert words(reading, claim) == (source, cue, content)


def test_a_source_keeps_its_apposition_and_loses_its_relative_clause() -> None:
    reading, claim = only('Zelba\'s envoy, Petr Novak, said on Sunday: "There will be no talks."')
    assert words(reading, claim)[0] == ["Zelba's envoy, Petr Novak,"]
    reading, claim = only("Nora Haas, who heads the council, said the road was closed.")
    assert words(reading, claim)[0] == ["Nora Haas"]


def test_a_quotation_goes_on_behind_its_speaker() -> None:
    text = '"We will not leave," Mayor Lina Haddad told reporters in Tripoli. "This is our city. Nobody moves us."'
    reading, claim = only(text)
    assert words(reading, claim)[2] == ['"We will not leave,"', '"This is our city. Nobody moves us."']


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“We lost the bridge,” said Ana Ruiz. “We lost the school.\n\n“And we lost the mill.”"
    reading, claim = only(text)
    assert words(reading, claim)[2][-1] == "“And we lost the mill.”"


def test_what_the_report_adds_behind_a_quotation_is_not_content() -> None:
    reading, claim = only("“It is over,” the general said, and left the room.")
    assert words(reading, claim)[2] == ["“It is over,”"]


def test_the_reports_own_we_is_no_source() -> None:
    assert not read("You know the town was quiet.").claims


def test_a_refusal_to_act_is_no_claim() -> None:
    assert not read("The militia refused to hand over its weapons.").claims


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said " + "that the army said " * 1250 + "it left.",
        "“" * 40 + " He said. " + "”" * 3,
        "\"He said 'she said “they said «no” ' " * 40,
        "\u202bقال الوزير\u202c said Minister Ḥasan “\u05e9\u05dc\u05d5\u05dd” 👩‍👩‍👧 he added.\r\n\r\n“No end, they said",
        "MAYOR: BRIDGE TO REOPEN, POLICE SAY",
        '"" said.',
        "“",
        "",
    ],
)
def test_spans_stand_inside_the_text_whatever_it_is(text: str) -> None:
    for draft in find(parsed(text)):
        for span in (*draft.source, *draft.cue, *draft.content):
            assert 0 <= span.start < span.end <= len(text)


PIECES = st.sampled_from(
    [
        "The army said",
        "“",
        "”",
        '"',
        "'",
        " it had left",
        ", police added",
        " the town.",
        "\n\n",
        " reportedly",
        " He",
        ":",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_parts_of_a_draft_are_in_order_and_apart(text: str) -> None:
    for draft in find(parsed(text)):
        assert list(draft.content) == sorted(draft.content)
        assert all(one.end <= other.start for one, other in zip(draft.content, draft.content[1:], strict=False))
        assert draft.content and draft.cue


def test_a_clause_that_denies_a_claim_is_not_what_was_claimed() -> None:
    reading = read("Troops took the village, the ministry said, a claim that Lome rejected.")
    told = [words(reading, claim) for claim in reading.claims]
    assert not [cue for _, cue, _ in told if cue == ["claim"]]
    assert (["Lome"], ["rejected"]) in [(source, cue) for source, cue, _ in told]


def test_a_dateline_is_no_speaker() -> None:
    text = "DERA ISMAIL KHAN: Nine men were killed when raiders stormed a post."
    assert read(text).claims == ()


def test_a_headline_may_end_in_who_says_so() -> None:
    text = (
        "Two guards killed in ambush near the dam: army\n\nTwo guards were killed in an ambush near the dam on Monday."
    )
    reading, claim = only(text)
    assert words(reading, claim) == (["army"], [":"], ["Two guards killed in ambush near the dam"])


def test_a_toll_is_raised_and_a_rate_is_not() -> None:
    reading, claim = only("The ministry raised the toll to 34.")
    assert words(reading, claim) == (["The ministry"], ["raised"], ["the toll to 34"])
    assert read("The bank raised its rates to 20 percent.").claims == ()


def test_who_stands_before_a_participle_hung_on_a_place() -> None:
    reading, claim = only("A mob gathered outside the station demanding action.")
    assert words(reading, claim)[0] == ["A mob"]


def test_the_main_verb_behind_a_relative_clause() -> None:
    reading = read("Togo, which also claims parts of the area, called on both sides to avoid the use of force.")
    assert (["Togo"], ["called on"]) in [words(reading, claim)[:2] for claim in reading.claims]


def test_what_is_said_goes_on_behind_while_in_the_past_of_the_past() -> None:
    _, claim = only("The ministry said 12 men were hurt, while three bridges had been destroyed.")
    assert claim.content[0].end > 60
    _, other = only("The ministry said 12 men were hurt, while the shops remained shut.")
    assert other.content[0].end < 40


@pytest.mark.parametrize(
    ("text", "cue", "content", "stance"),
    [
        ("The bishop reproached the police for the delay.", "reproached", ["the police for the delay"], "condemns"),
        ("The spokesman distanced the league from the riot.", "distanced", ["the league from the riot"], "denies"),
        ("The league mourned two men as its members.", "mourned", ["two men as its members"], "praises"),
        (
            "The mayor held the firm responsible for the spill.",
            "held",
            ["the firm responsible for the spill"],
            "accuses",
        ),
        ("The imam rejected the attack on the chapel.", "rejected", ["the attack on the chapel"], "condemns"),
        ("Lima expelled two envoys it accuses of theft.", "accuses", ["two envoys", "of theft"], "accuses"),
    ],
)
def test_reproaches_and_those_held_to_blame(text: str, cue: str, content: list[str], stance: str) -> None:
    reading, claim = only(text)
    assert words(reading, claim)[1:] == ([cue], content)
    assert claim.stance == stance
