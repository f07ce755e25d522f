"""Who is said to be among the victims."""

from __future__ import annotations

import pytest

from tests.events.conftest import World, names


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed five people in Goma. Among the dead was Ana Ruiz.",
        "A bomb killed five people in Goma. Ana Ruiz was among the dead.",
        "A bomb hit a market in Goma. Among those killed was Ana Ruiz.",
        "A bomb hit a market in Goma. Ana Ruiz was among those killed.",
        "A bomb hit a market in Goma. Among the injured is Ana Ruiz.",
        "A bomb hit a market in Goma. Among the victims was Ana Ruiz.",
    ],
)
def test_whoever_is_among_the_victims_is_one(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; five people:m" if "five" in text else "Ana Ruiz:p", places="Goma")
    harms = [e for e in reading.events if e.type == "ASSAULT"]
    assert {n for e in harms for n in names(reading, e, "victim")} >= {"Ana Ruiz"}
    assert not [n for e in harms for n in names(reading, e, "actor")]


@pytest.mark.parametrize(
    "text",
    [
        "Among the guests was Ana Ruiz.",
        "A bomb killed five in Goma. Doctors worked among the dead.",
        "Ana Ruiz was among the injured.",
    ],
)
def test_nobody_else_is(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p" if "Ana" in text else "Doctors:m", places="Goma")
    assert not [n for e in reading.events for n in names(reading, e, "victim")]
