"""Which mentions are one actor: a small gold of our own, and the single ways to join."""

from __future__ import annotations

from itertools import combinations

import pytest

from sayso.model import Reading
from tests.actors.conftest import Read, named, quotes

TALKS = """BOGOTA, March 4 (Harbour News) -- Colombian President Gustavo Petro met Tuesday with the commander of the \
National Liberation Army, Antonio Varela, in a bid to revive peace talks.

Varela, who was once jailed for kidnapping, told reporters that the guerrilla group would release two soldiers. "We are \
ready," the 58-year-old rebel leader said.

Opposition senator Paloma Duarte accused the government of giving in. She said the president had "betrayed the victims".
"""
MINE = """The chief executive of Brightwater Mining, Helen Strand, resigned on Friday after the company said a dam at its \
Tarkwa mine had collapsed, killing four workers.

The Ghana Mineworkers' Union (GMU) said its members would strike. "We want justice," said Mensah Otabil, the GMU's general \
secretary. The union also called for compensation.
"""
GOLD = {
    TALKS: [
        ["Colombian President Gustavo Petro", "the president"],
        ["commander", "Antonio Varela", "Varela, who", "rebel leader"],
        ["National Liberation Army", "guerrilla group"],
        ["Opposition senator Paloma Duarte", "She said"],
        ["two soldiers"],
    ],
    MINE: [
        ["chief executive", "Helen Strand"],
        ["Brightwater Mining", "the company", "its \\\nTarkwa"],
        ["Mineworkers' Union", "GMU)", "The union"],
        ["Mensah Otabil", "GMU's general \\\nsecretary"],
        ["four workers"],
    ],
}


def actor_at(reading: Reading, quote: str) -> str | None:
    """The actor of the longest mention that touches the first stand of the quote's first word that is mentioned."""
    start = reading.text.find(quote.replace("\\\n", ""))
    assert start >= 0, quote
    end = start + len(quote.replace("\\\n", ""))
    found = [
        (s.end - s.start, a.id)
        for a in reading.actors
        for s in a.mentions
        if start <= s.start < end or s.start <= start < s.end
    ]
    return max(found)[1] if found else None


@pytest.mark.parametrize("words", list(GOLD), ids=["talks", "mine"])
def test_pairs_of_the_gold_are_joined_and_kept_apart(read: Read, words: str) -> None:
    reading = read(words)
    held = [(actor_at(reading, quote), number) for number, chain in enumerate(GOLD[words]) for quote in chain]
    pairs = [(one[0] is not None and one[0] == other[0], one[1] == other[1]) for one, other in combinations(held, 2)]
    right = sum(said and true for said, true in pairs)
    precision = right / sum(said for said, _ in pairs)
    recall = right / sum(true for _, true in pairs)
    assert precision >= 0.9
    assert recall >= 0.85


@pytest.mark.parametrize(
    ("words", "name", "mentions"),
    [
        (
            "The Free Harbour Front (FHF) said the FHF would disarm.",
            "Free Harbour Front",
            ["Free Harbour Front", "FHF", "FHF"],
        ),
        (
            'Leo "the Cat" Paz was freed. Paz, a baker, wept.',
            'Leo "the Cat" Paz',
            ['Leo "the Cat" Paz', "Paz", "baker"],
        ),
        (
            "President Zelensky spoke. Volodymyr Zelenskyy left.",
            "Volodymyr Zelenskyy",
            ["President Zelensky", "Volodymyr Zelenskyy"],
        ),
        ("Ana Ruiz, the mayor of Leon, resigned. The mayor wept.", "Ana Ruiz", ["Ana Ruiz", "mayor", "mayor"]),
        ("The party's leader, Ana Ruiz, resigned.", "Ana Ruiz", ["party's leader", "Ana Ruiz"]),
        ("The IDF said it fired. The Israeli army denied it.", "IDF", ["IDF", "it", "Israeli army"]),
    ],
)
def test_ways_to_join(read: Read, words: str, name: str, mentions: list[str]) -> None:
    reading = read(words)
    assert quotes(reading, named(reading, name))[: len(mentions)] == mentions


def test_what_a_speaker_says_of_it_is_the_speaker(read: Read) -> None:
    reading = read("Oxfam met the ministry on Monday. The ministry said it had sent the food.")
    assert "it" in quotes(reading, named(reading, "ministry"))


def test_an_unnamed_person_of_the_lead_is_named_later(read: Read) -> None:
    reading = read(
        "The Ugandan army said on Monday that it had killed a senior commander of Boko Haram near Baga.\n\n"
        "Bukar Gana, a top figure in Boko Haram, was killed in a raid, the army said."
    )
    assert "senior commander" in quotes(reading, named(reading, "Bukar Gana"))


def test_two_people_of_one_surname_are_two(read: Read) -> None:
    reading = read("Omar Zeid was shot dead. His father, Khaled Zeid, said Omar was a baker.")
    assert named(reading, "Omar Zeid").id != named(reading, "Khaled Zeid").id


def test_a_wing_is_part_of_the_whole_and_not_the_whole(read: Read) -> None:
    reading = read("Fatah denied the report. Fatah's armed wing, the Harbour Brigades, said it had fired four rockets.")
    wing, whole = named(reading, "Harbour Brigades"), named(reading, "Fatah")
    assert wing.part_of == whole.id != wing.id


def test_they_can_mean_two_people_named_together(read: Read) -> None:
    reading = read("Ana Ruiz and Leo Paz were kidnapped on Friday. They were found alive on Sunday.")
    pair = named(reading, "Ana Ruiz and Leo Paz")
    assert set(pair.members) == {named(reading, "Ana Ruiz").id, named(reading, "Leo Paz").id}
    assert "They" in quotes(reading, pair)


def test_the_empty_it_is_nobody(read: Read) -> None:
    reading = read("Norway sent a ship. It was feared that the ship had sunk.")
    assert "It" not in [quote for actor in reading.actors for quote in quotes(reading, actor)]


def test_an_office_of_two_countries_is_two_actors(read: Read) -> None:
    reading = read("The Kenyan army blamed the Somali army. The Somali army said nothing.")
    assert len(named(reading, "Somali army").mentions) >= 2
    assert len(named(reading, "Kenyan army").mentions) == 1
