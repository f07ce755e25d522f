from __future__ import annotations

import pytest

from sayso.events.syntax import Syntax
from sayso.events.words import load
from tests.events.conftest import World


def related(world: World, text: str, verb: str) -> set[tuple[str, str]]:
    """The relations of a word, as (label, word)."""
    syntax = Syntax(world.parsed(text).analysis, load())
    index = next(t.index for t in syntax.tokens if t.word == verb)
    return {(e.label, syntax.tokens[e.token].word) for e in syntax.edges(index)}


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Rebels entered the town and burned the market.", "burned", "Rebels"),
        ("The fighters who stormed the base escaped.", "stormed", "fighters"),
        ("The army began shelling the suburb.", "shelling", "army"),
        ("The president ordered the troops to leave.", "leave", "troops"),
        ("Kenya accused Uganda of arming the militia.", "arming", "Uganda"),
        ("Soldiers opened fire, killing a farmer.", "killing", "Soldiers"),
    ],
)
def test_a_shared_subject_is_supplied(world: World, text: str, verb: str, subject: str) -> None:
    assert ("nsubj", subject) in related(world, text, verb)


def test_a_passive_has_its_agent_and_an_undergoer(world: World) -> None:
    found = related(world, "The mayor was shot by a gunman.", "shot")
    assert {("nsubj:pass", "mayor"), ("obl:by", "gunman")} <= found


def test_coordinated_objects_stand_in_the_same_relation(world: World) -> None:
    found = related(world, "The army bombed a bridge and a school.", "bombed")
    assert {("obj", "bridge"), ("obj", "school")} <= found


def test_what_a_relative_pronoun_stands_for_is_related(world: World) -> None:
    found = related(world, "The blast hit a market, in which nine people were killed.", "killed")
    assert ("obl:in", "market") in found


def test_a_result_takes_no_subject_from_a_passive(world: World) -> None:
    found = related(world, "The bus was struck near the border, killing nine people.", "killing")
    assert not {label for label, _ in found if label.startswith("nsubj")}


def test_a_phrase_leaves_clauses_and_later_prepositions_out(world: World) -> None:
    reading = world.parsed("The army shelled a small police station in Goma that housed recruits.")
    syntax = Syntax(reading.analysis, load())
    head = next(t.index for t in syntax.tokens if t.word == "station")
    assert syntax.phrase(head).of(reading.text) == "a small police station"


@pytest.mark.parametrize(
    ("text", "noun", "introduced"),
    [
        ("Another strike hit the port.", "strike", "other"),
        ("The raid failed.", "raid", "definite"),
        ("Their raid failed.", "raid", "possessive"),
        ("A raid failed.", "raid", "indefinite"),
    ],
)
def test_how_a_noun_is_introduced(world: World, text: str, noun: str, introduced: str) -> None:
    syntax = Syntax(world.parsed(text).analysis, load())
    assert syntax.definite(next(t.index for t in syntax.tokens if t.word == noun)) == introduced
