"""Compound actors: each of those listed."""

from __future__ import annotations

import msgspec
import pytest

from tests.events.conftest import World, names, spans


@pytest.mark.parametrize(("literal", "doers"), [(True, {"Ana Ruiz", "Leo Paz"}), (False, {"groups"})])
def test_each_of_those_listed_plays_the_part_of_them_all(world: World, literal: bool, doers: set[str]) -> None:
    text = (
        "Ana Ruiz and Leo Paz fled. They shot the Mayor."
        if literal
        else "Ana Ruiz. Leo Paz. The groups shot the Mayor."
    )
    reading = world.prepared(text, actors="Ana Ruiz:p; Leo Paz:p; Mayor:p; " + ("They:m" if literal else "groups:g"))
    *singles, both = reading.actors
    listed = spans(text, "Ana Ruiz and Leo Paz")
    both = msgspec.structs.replace(both, mentions=(*listed, *both.mentions), members=(singles[0].id, singles[1].id))
    (read,) = world.events([msgspec.structs.replace(reading, actors=(*singles, both))])
    shooting = next(event for event in read.events if event.trigger.of(text) == "shot")
    assert names(read, shooting, "actor") == doers
