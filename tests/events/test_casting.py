"""The casting head: what it is shown, what it may add, and that it knows no side."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.events.bridging import PARTS, Bridging
from sayso.events.casting import CONCRETE, UNREALISED, Cast, Casting, Head, Judged, harms, rows, unrealised, view
from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from sayso.events.mention import Mention
from sayso.events.stage import Account
from sayso.events.words import load
from sayso.language.encoder import Encoder
from sayso.model import Reading
from tests.events.conftest import World

LEXICON = Lexicon.load()
TEXT = "A bomb destroyed a clinic in Goma. The blast came at dawn. The Reds are behind this crime."


def told(reading: Reading) -> tuple[Bridging, list[list[Mention]]]:
    account = Account.of(reading, detect(reading, LEXICON), load())
    mentions = [m for members in account.groups for m in members]
    return Bridging(mentions, account.joining.links, account.joining.syntax, LEXICON), account.groups


def letters(word: str) -> list[int]:
    """Pieces for tests: a word's letters."""
    return [ord(c) for c in word]


def added(reading: Reading, part: str, value: float = 9.0) -> list[tuple[str, str | None, set[str]]]:
    """Role, actor and factualities of what is added when everyone in view is taken to play a part."""
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), len(PARTS) + 1), -9.0, np.float32)
    values[:, PARTS.index(part)] = value
    casting = Casting(bridging, groups, Judged(found, values), (0.5,) * len(PARTS))
    return [(f.role, f.actor, {a.factuality for a in f.attestations}) for _, f in casting.fillers()]


@pytest.mark.parametrize(("part", "role"), [("organization", "actor"), ("target", "target")])
def test_what_it_adds_is_at_most_possible(world: World, part: str, role: str) -> None:
    reading = world.prepared("A bomb destroyed a clinic in Goma. The Reds are behind this crime.", actors="The Reds:g")
    assert (role, "a1", {"PS+"}) in added(reading, part)


def test_nobody_is_added_below_the_threshold(world: World) -> None:
    reading = world.prepared(TEXT, actors="The Reds:g", places="Goma")
    assert added(reading, "organization", -1.0) == []


def test_a_body_is_no_victim_and_a_person_no_weapon(world: World) -> None:
    reading = world.prepared("A bomb hit a clinic in Goma. Ana Ruiz met The Reds.", actors="The Reds:g; Ana Ruiz:p")
    assert {a[1] for a in added(reading, "victim")} == {"a2"}
    assert "a2" not in {a[1] for a in added(reading, "instrument")}


@pytest.mark.parametrize(
    "text",
    [
        "A bomb hit a clinic in Goma. Police arrested Ana Ruiz.",
        "A bomb hit a clinic in Goma. The arrested women were identified as Ana Ruiz, 23, and others.",
    ],
)
def test_whoever_was_arrested_is_not_taken_for_harmed(world: World, text: str) -> None:
    reading = world.prepared(
        text, actors="Ana Ruiz:p; Police:o; arrested women:m" if "women" in text else "Ana Ruiz:p; Police:o"
    )
    assert "a1" not in {a[1] for a in added(reading, "victim")}


def test_whoever_acts_already_is_left_alone(world: World) -> None:
    reading = world.prepared("Villagers burned a clinic. Villagers fled.", actors="Villagers:m")
    assert not [a for a in added(reading, "victim") if a[1] == "a1"]


def test_what_is_only_planned_is_not_shown(world: World) -> None:
    _, groups = told(world.prepared("The plan was to bomb a clinic. Nurses met in Goma.", actors="Nurses:m"))
    assert harms(groups) == []


def test_it_is_shown_the_sentences_of_a_harm_and_those_next_to_it(world: World) -> None:
    text = "Goma is large. Trade is good. A bomb destroyed a clinic. It came at dawn. Nobody knows why."
    bridging, groups = told(world.prepared(text))
    seen = {bridging.tokens[token].sentence for token in view(bridging, groups, letters).where}
    assert seen == {1, 2, 3}


def test_it_knows_no_side_and_no_word_for_fighters(world: World) -> None:
    def shown(fighter: str, side: str, name: str, number: str) -> tuple[object, object]:
        text = f"A bomb hit a clinic in Goma. {name} said {number} {fighter}s of {side} had warned of it."
        actors = f"{fighter}s:m; {side}:g; {name}:p"
        bridging, groups = told(world.prepared(text, actors=actors, places="Goma"))
        found = view(bridging, groups, letters)
        return found.chunks, [row.features for row in rows(bridging, groups, found)]

    assert shown("terrorist", "Azure", "Ana Ruiz", "two") == shown("fighter", "Crimson", "Bo Lindt", "seven")


def test_long_reports_are_read_in_several_chunks(world: World) -> None:
    bridging, groups = told(world.prepared("A bomb destroyed a clinic in Goma. " * 12))
    found = view(bridging, groups, letters)
    assert len(found.chunks) > 1
    assert all(len(chunk) <= 256 for chunk in found.chunks)


def test_the_shipped_head_says_something_of_everyone_in_view(world: World) -> None:
    bridging, groups = told(world.prepared(TEXT, actors="The Reds:g", places="Goma"))
    judged = Head(Encoder()).judge(bridging, groups)
    assert judged.values.shape == (len(judged.rows), len(PARTS) + 1)
    assert {row.key for row in judged.rows} >= {"a1", "!0"}
    assert np.isfinite(judged.values).all()


@pytest.mark.parametrize(("of_thing", "kept"), [(-9.0, []), (3.0, ["a clinic"])])
def test_a_thing_hardly_hit_is_left_out_and_nobody_else(world: World, of_thing: float, kept: list[str]) -> None:
    reading = world.prepared("Rebels destroyed a clinic and killed Ana Ruiz.", actors="Rebels:g; Ana Ruiz:p")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), len(PARTS) + 1), of_thing, np.float32)
    values[:, len(PARTS)] = 3.0
    casting = Casting(bridging, groups, Judged(found, values), (2.0,) * len(PARTS))
    fillers = [
        f for number, _ in harms(groups) for m in casting.without(number, (0.05,) * len(PARTS)) for f in m.fillers
    ]
    assert [f.span.of(reading.text) for f in fillers if f.role == "target"] == kept
    assert {"a1", "a2"} <= {f.actor for f in fillers}


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Rebels destroyed a clinic.", {"a clinic"}), ("Rebels destroyed a clinic and a mill.", {"a mill"})],
)
def test_a_doubtful_thing_is_believed_longer_where_nothing_else_is_hit(world: World, text: str, kept: set[str]) -> None:
    reading = world.prepared(text, actors="Rebels:g")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), len(PARTS) + 1), 9.0, np.float32)
    doubtful = next(n for n, row in enumerate(found) if bridging.tokens[row.token].word == "clinic")
    values[doubtful, : len(PARTS)] = -1.4  # about a fifth
    casting = Casting(bridging, groups, Judged(found, values), (2.0,) * len(PARTS))
    left = [f for number, _ in harms(groups) for m in casting.without(number, (0.1,) * len(PARTS)) for f in m.fillers]
    assert {f.span.of(text) for f in left if f.role == "target"} == kept


@pytest.mark.parametrize(
    ("text", "general"),
    [
        ("Bandits who attack clinics and kill nurses will be jailed.", True),
        ("Bandits attacked a clinic in Goma.", False),
        ("Bandits killed Ana Ruiz.", False),
    ],
)
def test_a_harm_with_a_place_or_a_named_victim_is_no_talk_of_violence(world: World, text: str, general: bool) -> None:
    reading = world.prepared(text, actors="Ana Ruiz:p; Bandits:m; nurses:m", places="Goma")
    bridging, groups = told(reading)
    vague = Cast(groups, frozenset(m.index for members in groups for m in members))
    assert {vague.general(members, bridging.links) for _, members in harms(groups)} == {general}


def test_what_the_head_takes_for_an_incident_is_kept(world: World) -> None:
    bridging, groups = told(
        world.prepared("Bandits who attack clinics and kill nurses will be jailed.", actors="nurses:m")
    )
    assert not any(Cast(groups).general(members, bridging.links) for members in groups)


def test_a_harm_that_is_only_planned_must_be_likelier_to_be_an_incident(world: World) -> None:
    reading = world.prepared("Rebels killed a farmer. They plan to attack the clinic.", actors="Rebels:g; farmer:u")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.zeros((len(found), CONCRETE + 1), np.float32)
    values[:, CONCRETE] = -1.7  # a probability of .15
    casting = Casting(bridging, groups, Judged(found, values), (2.0,) * len(PARTS))
    assert [casting.vague(n) for n, _ in harms(groups)] == [False]
    assert [casting.vague(n, UNREALISED) for n, _ in unrealised(groups)] == [True]


def test_what_is_fired_at_is_kept_whatever_the_head_thinks_of_it(world: World) -> None:
    reading = world.prepared("Rebels fired six missiles at a destroyer.", actors="Rebels:g")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), len(PARTS) + 1), -9.0, np.float32)
    values[:, len(PARTS)] = 3.0
    casting = Casting(bridging, groups, Judged(found, values), (2.0,) * len(PARTS))
    fillers = [f for n, _ in harms(groups) for m in casting.without(n, (0.3,) * len(PARTS)) for f in m.fillers]
    assert [f.span.of(reading.text) for f in fillers if f.role == "target"] == ["a destroyer"]


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Gunmen stormed Goma.", ["Goma"]),
        ("Gunmen shelled Goma.", ["Goma"]),
        ("Gunmen attacked Goma.", []),
    ],
)
def test_a_place_is_kept_as_hit_where_the_verb_is_of_places(world: World, text: str, struck: list[str]) -> None:
    reading = world.prepared(text, actors="Gunmen:m", places="Goma")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), CONCRETE + 1), -9.0, np.float32)
    values[:, CONCRETE] = 3.0
    casting = Casting(bridging, groups, Judged(found, values), (2.0,) * len(PARTS))
    kept = [f for n, _ in harms(groups) for m in casting.without(n, (0.3,) * len(PARTS)) for f in m.of("target")]
    assert [f.span.of(reading.text) for f in kept] == struck


def test_of_dozens_of_homes_the_homes_are_judged(world: World) -> None:
    reading = world.prepared("Gunmen torched dozens of homes.", actors="Gunmen:m")
    bridging, groups = told(reading)
    found = tuple(rows(bridging, groups, view(bridging, groups, letters)))
    values = np.full((len(found), len(PARTS) + 1), -9.0, np.float32)
    values[[row.key.startswith("!") for row in found], CONCRETE] = 9.0
    values[[bridging.tokens[row.token].word == "homes" for row in found], PARTS.index("target")] = 9.0
    casting = Casting(bridging, groups, Judged(found, values), (0.5,) * len(PARTS))
    kept = [f.span.of(reading.text) for m in casting.without(0, (0.1,) * len(PARTS)) for f in m.of("target")]
    assert kept == ["dozens of homes"]
