"""What holds of actors, from our own sentences."""

from __future__ import annotations

import pytest

from sayso.model import Claim, Source, Span, Time
from tests.facts.conftest import Facts, told

OFFICES = [
    ("Colombian Defence Minister Laura Pinto resigned.", ("Laura Pinto", "holds_office", "Colombian Defence Minister")),
    ("Laura Pinto, the mayor of Cali, resigned.", ("Laura Pinto", "holds_office", "mayor of Cali")),
    ("The spokesman for the army, Leo Paz, said nothing.", ("Leo Paz", "holds_office", "spokesman for the army")),
    ("Leo Paz is the governor of Arauca.", ("Leo Paz", "holds_office", "governor of Arauca")),
    ("Foreign Minister Asaad al-Hariri left Oslo.", ("Asaad al-Hariri", "holds_office", "Foreign Minister")),
    ("Superintendent of Police Ana Ruiz spoke.", ("Ana Ruiz", "holds_office", "Superintendent of Police")),
    ("NATO Secretary General Mark Rutte left Oslo.", ("Mark Rutte", "holds_office", "NATO Secretary General")),
]
BODIES = [
    ("Hezbollah leader Leo Paz was killed.", ("Leo Paz", "heads", "Hezbollah")),
    ("Leo Paz, the head of Oxfam, resigned.", ("Leo Paz", "heads", "Oxfam")),
    ("Oxfam's director, Ana Ruiz, resigned.", ("Ana Ruiz", "heads", "Oxfam")),
    ("Ana Ruiz heads Oxfam.", ("Ana Ruiz", "heads", "Oxfam")),
    ("The war of the army, led by General Ana Ruiz, and the rebels began.", ("Ana Ruiz", "heads", "army")),
    ("Greenpeace is led by Ana Ruiz.", ("Ana Ruiz", "heads", "Greenpeace")),
    ("Ana Ruiz is a member of the Senate.", ("Ana Ruiz", "member_of", "Senate")),
    ("Ana Ruiz was a member of the Senate and the Jihad Council.", ("Ana Ruiz", "member_of", "Jihad Council")),
    ("Fatah's armed wing, the Harbour Brigades, fired.", ("Harbour Brigades", "part_of", "Fatah")),
]
TIES = [
    ("Iran-backed Hezbollah fired rockets.", ("Hezbollah", "backed_by", "Iran")),
    ("Hamas, which is backed by Iran, fired rockets.", ("Hamas", "backed_by", "Iran")),
    ("Hamas, an ally of Hezbollah, fired rockets.", ("Hamas", "allied_with", "Hezbollah")),
    ("London-based Oxfam sent tents.", ("Oxfam", "based_in", "London")),
    ("Al Shabaab controls much of southern Somalia.", ("Al Shabaab", "controls", "much of southern Somalia")),
    (
        "The Northern Cartel, a rival of the Sinaloa Cartel, denied it.",
        ("Northern Cartel", "opposes", "Sinaloa Cartel"),
    ),
]
PEOPLE = [
    ("Ana Ruiz, 45, was elected.", ("Ana Ruiz", "age", "45")),
    ("Ana Ruiz is expected to succeed Leo Paz.", ("Ana Ruiz", "expected_successor_of", "Leo Paz")),
    ("Ana Ruiz, the likely successor to Leo Paz, resigned.", ("Ana Ruiz", "expected_successor_of", "Leo Paz")),
]


@pytest.mark.parametrize(("words", "fact"), OFFICES + BODIES + TIES + PEOPLE)
def test_a_fact_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "Ana Ruiz met a mayor in Cali.",
        "Ana Ruiz is not the mayor of Cali.",
        "The leader of the group resigned.",
        "Norway supported the proposal by Oxfam.",
        "Norway designated Ana Ruiz as its mediator.",
        "Hamas would control Gaza.",
        "Ana Ruiz led a march to the square.",
        "Ana Ruiz, 45 kilometres from home, was found.",
    ],
)
def test_nothing_is_read_where_nothing_is_said(read: Facts, words: str) -> None:
    assert told(read(words)) == set()


@pytest.mark.parametrize("before", ["former", "previous", "ousted"])
def test_a_past_leader_is_former(read: Facts, before: str) -> None:
    reading = read(f"The {before} Hezbollah leader, Leo Paz, was buried.")
    assert [(fact.property, fact.phase) for fact in reading.facts] == [("heads", "former")]


def test_a_listing_names_its_authorities(read: Facts) -> None:
    reading = read("Hamas is designated as a terrorist organization by Norway and the European Union.")
    names = {actor.id: actor.name for actor in reading.actors}
    assert {(names[f.by or ""], f.value, f.scope) for f in reading.facts if f.property == "designated_as"} == {
        ("Norway", "terrorist organization", "whole"),
        ("European Union", "terrorist organization", "whole"),
    }


def test_a_listing_of_a_wing_leaves_the_whole_alone(read: Facts) -> None:
    reading = read("Norway has blacklisted Hezbollah's armed wing.")
    fact = next(f for f in reading.facts if f.property == "designated_as")
    names = {actor.id: actor.name for actor in reading.actors}
    assert (names[fact.subject], names[fact.scope or ""], fact.value) == (
        "Hezbollah",
        "Hezbollah's armed wing",
        "blacklisted",
    )


def test_a_listing_has_its_date(read: Facts) -> None:
    words = "Norway designated Leo Paz a terrorist in 2017."
    at = words.index("2017")
    year = Time(id="t1", span=Span(at, at + 4), type="DATE", value="2017", start="2017-01-01", end="2017-12-31")
    fact = next(f for f in read(words, times=[year]).facts if f.property == "designated_as")
    assert fact.time is not None
    assert (fact.time.start, fact.time.end) == ("2017-01-01", "2017-12-31")


def test_what_a_party_says_is_the_partys(read: Facts) -> None:
    words = "Oxfam said Ana Ruiz was a member of the Senate."
    claim = Claim(
        id="c1", source=Source(spans=(Span(0, 5),), actor="a1"), cue=(Span(6, 10),), content=(Span(11, len(words) - 1),),
        manner="indirect", stance="says",
    )  # fmt: skip
    fact = next(f for f in read(words, claims=[claim]).facts if f.property == "member_of")
    assert [(a.source, a.factuality) for a in fact.attestations] == [("a1", "CT+")]


def test_a_title_inside_what_a_party_says_is_the_reports(read: Facts) -> None:
    words = "Oxfam said Peruvian President Ana Ruiz had called."
    claim = Claim(
        id="c1", source=Source(spans=(Span(0, 5),), actor="a1"), cue=(Span(6, 10),), content=(Span(11, len(words) - 1),),
        manner="indirect", stance="says",
    )  # fmt: skip
    assert [a.source for f in read(words, claims=[claim]).facts for a in f.attestations] == ["report"]


def test_an_expected_successor_is_no_certainty(read: Facts) -> None:
    fact = next(f for f in read("Ana Ruiz is expected to succeed Leo Paz.").facts)
    assert fact.phase == "future"
    assert {a.factuality for a in fact.attestations} <= {"PR+", "PS+", "Uu"}


def test_one_fact_is_told_once(read: Facts) -> None:
    reading = read(
        "Peruvian President Ana Ruiz left. President Ana Ruiz had met Oxfam. Iran-backed Hamas fired. Hamas, backed by Iran, denied it."
    )
    assert len(reading.facts) == 2


def test_every_fact_stands_in_the_text(read: Facts) -> None:
    reading = read("“Iran-backed Hezbollah’s leader, Leo Paz, 60,” said Fatah’s armed wing, the Harbour Brigades.")
    assert reading.facts
    assert all(0 <= f.span.start < f.span.end <= len(reading.text) and f.attestations for f in reading.facts)


def test_exchanging_two_sides_exchanges_the_cells(read: Facts) -> None:
    words = "{0}-backed Hezbollah fired. {1} has designated Hezbollah a terrorist group."
    one, other = told(read(words.format("Chad", "Peru"))), told(read(words.format("Peru", "Chad")))
    assert one - other == {("Hezbollah", "backed_by", "Chad")}
    assert other - one == {("Hezbollah", "backed_by", "Peru")}


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("The ABC state chairman, Leo Paz, resigned.", ("Leo Paz", "holds_office", "ABC state chairman")),
        ("Agency head Ana Ruiz left Oslo.", ("Ana Ruiz", "holds_office", "Agency head")),
        ("The Electoral Commissioner, Prof. Ana Ruiz, left.", ("Ana Ruiz", "holds_office", "Electoral Commissioner")),
        ("Ana Ruiz, a researcher at Oxfam, spoke.", ("Ana Ruiz", "member_of", "Oxfam")),
        ("One of Hezbollah's leaders, Leo Paz, was killed.", ("Leo Paz", "heads", "Hezbollah")),
        ("Hamas, which is linked to Hezbollah, fired.", ("Hamas", "allied_with", "Hezbollah")),
        ("Iran, which has backed Hezbollah, spoke.", ("Hezbollah", "backed_by", "Iran")),
        (
            "Al Shabaab controls much of the area around Jilib.",
            ("Al Shabaab", "controls", "much of the area around Jilib"),
        ),
    ],
)
def test_posts_and_ties_told_in_other_words(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize("words", ["Gang leader Leo Paz was killed.", "Leo Paz is the seventh leader of the country."])
def test_who_leads_outlaws_or_is_counted_holds_no_post(read: Facts, words: str) -> None:
    assert not {fact for fact in told(read(words)) if fact[1] == "holds_office"}
