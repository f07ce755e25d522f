"""What was hit and with what: each thing once, by the words that tell most."""

from __future__ import annotations

import msgspec
import pytest

from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from sayso.events.mention import Filler
from sayso.events.stage import Account
from sayso.events.things import told_once
from sayso.events.words import load
from tests.events.conftest import World, spans


def things(world: World, text: str, role: str = "target", **layers: str) -> set[str]:
    """The words for what fills a role in any event of a report."""
    reading = world.read(text, **layers)
    return {a.span.of(text) for e in reading.events for a in e.arguments if a.role == role}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen burned a fuel truck near Lome. Police said the vehicle was destroyed.", {"a fuel truck"}),
        ("A bomb damaged a savings bank. The building was destroyed by the fire.", {"a savings bank"}),
        ("Gunmen burned a school bus. The damaged vehicle was destroyed later.", {"a school bus"}),
        ("Gunmen burned a fuel truck. They also destroyed the police vehicle.", {"a fuel truck", "the police vehicle"}),
        ("Gunmen burned a fuel truck. They also destroyed the building.", {"a fuel truck", "the building"}),
        ("Gunmen burned two fuel trucks. They also destroyed the car.", {"fuel trucks", "the car"}),
    ],
)
def test_a_general_noun_takes_up_a_thing_of_its_kind(world: World, text: str, wanted: set[str]) -> None:
    assert things(world, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Rebels burned the offices of a bank, the town library, and two shops.",
            {"the offices of a bank", "the town library", "shops"},
        ),
        ("Rebels attacked villagers and burned a mill, a clinic, and a school.", {"a mill", "a clinic", "a school"}),
    ],
)
def test_a_list_of_things_is_hit_as_a_whole(world: World, text: str, wanted: set[str]) -> None:
    assert wanted <= things(world, text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Attackers destroyed a privately owned bus.", {"a privately owned bus"}),
        ("Attackers destroyed at least three buses.", {"buses"}),
        ("Attackers destroyed his house.", {"house"}),
        ("The clinic was destroyed at the site of the ambush.", {"The clinic"}),
        ("No helicopter was destroyed by the rebels.", set()),
        ("A bomb exploded near the Rosewood neighborhood.", set()),
        ("A bomb exploded near the Rosewood bakery.", {"the Rosewood bakery"}),
    ],
)
def test_what_is_hit_is_a_thing_and_what_it_is_told_by(world: World, text: str, wanted: set[str]) -> None:
    assert things(world, text) == wanted


@pytest.mark.parametrize("side", ["Rebels", "Soldiers"])
def test_the_positions_of_a_side_are_hit_as_that_side(world: World, side: str) -> None:
    other = "Soldiers" if side == "Rebels" else "Rebels"
    text = f"{side} attacked the {other.lower()}' positions and a grain store."
    reading = world.read(text, actors=f"{side}:g; {other.lower()}:g")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    by_role = {(a.role, a.span.of(text)) for a in event.arguments}
    assert ("target", "a grain store") in by_role
    assert any(a.role == "recipient" and a.actor == "a2" for a in event.arguments)
    assert not any(role == "target" and "positions" in words for role, words in by_role)


def test_a_measure_keeps_its_number(world: World) -> None:
    assert "20 kg of dynamite" in things(world, "Attackers destroyed the bridge with 20 kg of dynamite.", "instrument")


def test_bullets_that_a_car_is_riddled_with_are_no_weapon(world: World) -> None:
    assert things(world, "The car was riddled with bullets.", "instrument") == set()
    assert things(world, "The gunmen blew up the car with dynamite.", "instrument") == {"dynamite"}


@pytest.mark.parametrize(
    ("text", "added", "kept"),
    [
        ("Gunmen burned an office of the tax agency. They fled.", "tax agency", False),
        ("Gunmen burned an office of the tax agency. The doors were open.", "doors", False),
        ("Gunmen burned a fuel truck. The vehicle was old.", "vehicle", False),
        ("Gunmen burned an office of the tax agency. A hotel was near.", "hotel", True),
        ("Gunmen burned a fuel truck. A vehicle was near.", "vehicle", True),
    ],
)
def test_what_is_added_across_sentences_is_no_part_owner_or_other_name_of_a_thing_hit(
    world: World, text: str, added: str, kept: bool
) -> None:
    reading = world.prepared(text)
    account = Account.of(reading, detect(reading, Lexicon.load()), load())
    links, syntax = account.joining.links, account.joining.syntax
    (span,) = spans(text, added)
    head = links.head(span)
    assert head is not None
    filler = Filler(role="target", token=head, span=span, how="cast")
    first = account.groups[0][0]
    groups = [[msgspec.structs.replace(first, fillers=(*first.fillers, filler)), *account.groups[0][1:]]]
    (members,) = told_once(groups, links, syntax)
    left = [f.span.of(text) for m in members for f in m.of("target")]
    assert (added in left) is kept
    assert len(left) == 1 + kept
