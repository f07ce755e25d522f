"""What English wire reports call happenings by, and what the same words say of something else."""

from __future__ import annotations

import pytest

from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from tests.events.conftest import World, triggers

LEXICON = Lexicon.load()


def codes(world: World, text: str, word: str) -> list[tuple[str, str | None]]:
    """The type and mode of the candidates whose trigger has a word."""
    reading = world.parsed(text)
    return [(c.type, c.mode) for c in detect(reading, LEXICON) if word in c.trigger.of(text)]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("A footbridge gave way under the crowd.", "gave", ("DISASTER", None)),
        ("A trench collapsed on top of two labourers.", "collapsed", ("DISASTER", None)),
        ("A train jumped the tracks near Kanpur.", "jumped", ("DISASTER", None)),
        ("Bird flu broke out on a farm in Kent.", "broke", ("DISASTER", None)),
        ("Three workers suffocated in a tank in Pune.", "suffocated", ("DISASTER", None)),
        ("The United States cut the sugar quota of Guatemala.", "cut", ("SANCTION", "discontinue")),
        ("Washington is weighing an asset freeze against the bank.", "freeze", ("SANCTION", "discontinue")),
        ("The Security Council will debate the case on Thursday.", "debate", ("CONSULT", "multilateral")),
        ("The governor visited the scene on Sunday.", "visited", ("CONSULT", "visit")),
        ("Police are hunting for two managers of the mill.", "hunting", ("COERCE", "arrest")),
        ("Peru stripped the poet of his citizenship.", "stripped", ("COERCE", "deport")),
        ("Soldiers forced the driver to leave the vehicle.", "forced", ("COERCE", None)),
        ("The family denounced the seizure of Carlos Perez, a lawyer.", "seizure", ("ASSAULT", "abduct")),
        ("Gunmen whisked away a bank manager.", "whisked", ("ASSAULT", "abduct")),
        ("Bulldozers cut the water supply of the camp.", "cut", ("ASSAULT", "destroy")),
        ("Soldiers responded with live fire.", "responded", ("ASSAULT", "firearms")),
        ("The Red Crescent deployed 30 volunteers to the area.", "deployed", ("AID", None)),
        ("Soldiers joined the search for the missing.", "joined", ("AID", None)),
        ("The heirs of the victims would be paid $5,000 each.", "paid", ("AID", None)),
        ("The minister hit back, saying the report was false.", "hit back", ("ACCUSE", "disapprove")),
        ("The president rejected the attack and called it cowardly.", "rejected", ("ACCUSE", "disapprove")),
    ],
)
def test_wire_words_are_found(world: World, text: str, word: str, expected: tuple[str, str | None]) -> None:
    assert expected in codes(world, text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("House prices came down in May.", "came"),
        ("The striker was sickened by the defeat.", "sickened"),
        ("Contractors tore up the road to lay pipes.", "tore"),
        ("The coach visited the site of the new stadium.", "visited"),
        ("Japan cut its production quota.", "cut"),
        ("The mist dispersed by noon.", "dispersed"),
        ("The club quit the league.", "quit"),
        ("He is not authorised to speak to the media.", "authorised"),
        ("The gunman was named as Peter Hale, 31.", "named"),
    ],
)
def test_the_same_words_of_something_else_are_none(world: World, text: str, word: str) -> None:
    assert codes(world, text, word) == []


def test_a_mine_that_caves_in_concedes_nothing(world: World) -> None:
    assert codes(world, "A coal mine caved in near Zonguldak on Monday.", "caved") == [("DISASTER", None)]


def test_a_series_of_attacks_is_what_left_people_dead(world: World) -> None:
    reading = world.read("A series of attacks in Bamako left nine people dead.")
    event = next(e for e in reading.events if "attacks" in triggers(reading, e))
    assert any("left" in word for word in triggers(reading, event))
