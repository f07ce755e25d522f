"""Modes: what an entry leaves open, and what says more than it."""

from __future__ import annotations

import pytest

from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from tests.events.conftest import World

LEXICON = Lexicon.load()


def mode(world: World, text: str, word: str) -> str | None:
    """The main mode of the event whose trigger has a word."""
    reading = world.parsed(text)
    return next(c.mode for c in detect(reading, LEXICON) if word in c.trigger.of(text))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Warplanes bombed a market in Aden.", "bombed", "aerial"),
        ("Rebels bombed a market in Aden.", "bombed", "explosives"),
        ("A suicide bomber detonated a charge at the gate.", "detonated", "suicide-attack"),
        ("The militants rammed an explosives-laden truck into the wall.", "rammed", "suicide-attack"),
        ("A driver rammed a group of tourists.", "rammed", "primitive"),
        ("A coast guard ship blasted the boat with water cannons.", "blasted", "crowd-control"),
        ("The regulator banned two newspapers.", "banned", "censor"),
        ("Rebels fired dozens of drones at Aden.", "fired", "drone"),
    ],
)
def test_means_say_more_than_the_word(world: World, text: str, word: str, expected: str) -> None:
    assert mode(world, text, word) == expected


def test_a_plane_elsewhere_in_the_sentence_makes_no_air_raid(world: World) -> None:
    assert mode(world, "A bomb went off just before the senator left the plane.", "went off") == "explosives"


def test_a_request_for_nothing_in_particular_asks_for_change(world: World) -> None:
    assert mode(world, "The union urged the minister to think again.", "urged") == "change"
