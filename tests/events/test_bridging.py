"""Fillers across sentences: what the scorer may add, what it must leave alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import ResourceError
from sayso.events.bridging import PARTS, Bridging, Weights, bridged, shipped
from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from sayso.events.stage import Account
from sayso.events.words import load
from sayso.model import Reading
from tests.events.conftest import World

LEXICON = Lexicon.load()
TEXT = "A bomb destroyed a clinic in Goma. The blast came at dawn. The Reds are behind this crime."


def account(reading: Reading) -> Account:
    return Account.of(reading, detect(reading, LEXICON), load())


def eager(part: str) -> Weights:
    """Weights that give a part to everyone who can play it."""
    sure = tuple(9.0 if p == part else -9.0 for p in PARTS)
    return Weights(bias=sure, add=(0.5,) * len(PARTS), weights={})


def added(told: Account, weights: Weights) -> list[tuple[str, str | None, set[str]]]:
    """Role, actor and factualities of what bridging adds."""
    joining = told.joining
    before = {id(f) for members in told.groups for m in members for f in m.fillers}
    groups = bridged(told.groups, joining.links, joining.syntax, LEXICON, weights)
    return [
        (f.role, f.actor, {a.factuality for a in f.attestations})
        for members in groups
        for m in members
        for f in m.fillers
        if id(f) not in before
    ]


def test_what_it_adds_is_at_most_possible(world: World) -> None:
    text = "A bomb destroyed a clinic in Goma. The blast came at dawn. Nurses lay in the street."
    told = account(world.prepared(text, actors="Nurses:m", places="Goma"))
    assert added(told, eager("victim")) == [("victim", "a1", {"PS+"})]


@pytest.mark.parametrize("part", ["individual", "organization"])
def test_nobody_is_taken_for_a_doer_without_words_that_say_so(world: World, part: str) -> None:
    told = account(world.prepared(TEXT, actors="The Reds:g", places="Goma"))
    assert added(told, eager(part)) == []


def test_a_body_is_no_victim(world: World) -> None:
    told = account(world.prepared(TEXT, actors="The Reds:g", places="Goma"))
    assert not [a for a in added(told, eager("victim")) if a[1] == "a1"]


def test_whoever_acts_already_is_left_alone(world: World) -> None:
    told = account(world.prepared("Villagers burned a clinic. Villagers fled.", actors="Villagers:m"))
    assert not [a for a in added(told, eager("victim")) if a[1] == "a1"]


def test_a_party_to_another_harm_is_not_bridged_to_this_one(world: World) -> None:
    text = "A shell hit a clinic in Goma. Rebels killed two nurses."
    told = account(world.prepared(text, actors="nurses:m", places="Goma"))
    assert not [a for a in added(told, eager("victim")) if a[1] == "a1"]


def test_what_is_only_planned_gets_nobody(world: World) -> None:
    told = account(world.prepared("The plan was to bomb a clinic. Nurses met in Goma.", actors="Nurses:m"))
    assert added(told, eager("victim")) == []


def test_features_know_no_side_and_no_word_for_fighters(world: World) -> None:
    def features(fighter: str, side: str) -> list[str]:
        text = f"A bomb hit a clinic in Goma. The {fighter}s of {side} had warned of it."
        told = account(world.prepared(text, actors=f"{fighter}s:m; {side}:g", places="Goma"))
        bridging = Bridging([m for g in told.groups for m in g], told.joining.links, told.joining.syntax, LEXICON)
        (members,) = [g for g in told.groups if g[0].candidate.type == "ASSAULT"][:1]
        return [
            f
            for head, someone in bridging.around(members)
            if someone.actor
            for f in bridging.features(members, head, someone)
        ]

    assert features("terrorist", "Azure") == features("fighter", "Crimson")


def test_the_shipped_weights_are_those_of_this_program() -> None:
    weights = shipped()
    assert len(weights.bias) == len(weights.add) == len(PARTS)
    assert all(len(w) == len(PARTS) for w in weights.weights.values())


@pytest.mark.parametrize("content", ["", "{}", json.dumps({"parts": ["x"], "bias": [], "add": [], "features": {}})])
def test_broken_weights_are_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError, match="weights"):
        Weights.load(path)


def test_a_thing_named_again_takes_its_fuller_words(world: World) -> None:
    reading = world.read("Rebels burned the Kivu textile factory. Later they shelled the factory.", actors="Rebels:g")
    hit = [a.span.of(reading.text) for e in reading.events for a in e.arguments if a.role == "target"]
    assert set(hit) == {"the Kivu textile factory"}
