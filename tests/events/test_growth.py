"""The event layer's work grows with a report's length, not with its square: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from types import FrameType

from sayso.model import Reading
from tests.events.conftest import World

PARAGRAPH = (
    "Rebels attacked a clinic in Goma on Monday, killing three nurses. The army said it had repelled the assault and arrested "
    "nine men. A spokesman for the Reds denied that they had fired at the clinic. Residents fled to Kindu after the attack, and "
    "the mayor condemned the killing. Police fired tear gas at marchers who demanded the release of the men. "
)


def calls(world: World, copies: int) -> tuple[int, int]:
    """How many calls the stage makes for so many paragraphs, and how many words they have."""
    report = "\n\n".join([PARAGRAPH] * copies)
    reading: Reading = world.prepared(report, actors="Rebels:g; the Reds:g; The army:o; Police:o", places="Goma; Kindu")
    count = 0

    def counted(frame: FrameType, kind: str, argument: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    sys.setprofile(counted)
    try:
        world.events([reading])
    finally:
        sys.setprofile(None)
    return count, len(report.split())


def test_four_times_the_words_are_four_times_the_work(world: World) -> None:
    small, words = calls(world, 84)
    large, more = calls(world, 336)
    assert more > 20_000
    assert large / small < 1.15 * more / words
