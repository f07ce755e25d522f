from __future__ import annotations

import msgspec

from sayso.events.stage import EventsStage
from sayso.language.encoder import EncoderStage
from sayso.model import Event, Reading
from tests.events.conftest import World

TEXT = (
    "Rebels attacked Nurses in Goma on Monday. Ana Ruiz baked a cake for the Nurses. She did not sing. "
    "The bakery will open at noon."
)
ACTORS = "Rebels:g; Nurses:m; Ana Ruiz:p"
ALL = EventsStage(others=True)


def others(reading: Reading) -> list[Event]:
    return [event for event in reading.events if event.type == "OTHER"]


def by_word(reading: Reading) -> dict[str, Event]:
    return {event.trigger.of(reading.text): event for event in others(reading)}


def test_nothing_without_a_type_is_read_unless_asked_for(world: World) -> None:
    reading = world.prepared(TEXT, actors=ACTORS)
    assert not others(world.events([reading])[0])


def test_what_has_a_type_stays_as_it_is_and_the_others_follow(world: World) -> None:
    prepared = world.prepared(TEXT, actors=ACTORS)
    typed, everything = world.events([prepared])[0], ALL([prepared])[0]
    assert everything.events[: len(typed.events)] == typed.events
    assert everything.warnings == typed.warnings
    assert {event.type for event in everything.events[len(typed.events) :]} == {"OTHER"}
    assert [event.id for event in everything.events] == [f"e{n}" for n in range(1, len(everything.events) + 1)]


def test_a_happening_without_a_type_has_actors_phase_and_vouchers(world: World) -> None:
    found = by_word(ALL([world.prepared(TEXT, actors=ACTORS)])[0])
    assert [(a.role, a.actor) for a in found["baked"].arguments] == [("actor", "a3")]
    assert [(a.source, a.factuality) for a in found["baked"].attestations] == [("report", "CT+")]
    assert found["sing"].attestations[0].factuality == "CT-"
    assert found["open"].phase == "planned"
    assert all(event.time is None and event.place is None for event in found.values())


def test_only_the_source_vouches_for_what_was_only_said(world: World) -> None:
    text = "The bakery said it baked nine cakes."
    found = by_word(ALL([world.prepared(text, actors="The bakery:o", said={"it baked nine cakes": "The bakery"})])[0])
    assert [(a.source, a.factuality) for a in found["baked"].attestations] == [("a1", "CT+")]
    assert [a.source for a in found["said"].attestations] == ["report"]


def test_the_encoder_finds_nouns_too_and_no_word_twice(world: World) -> None:
    text = "The celebration of the harvest ended with a long conversation about prices."
    reading = EncoderStage()([world.prepared(text)])[0]
    spans = [event.trigger for event in ALL([reading])[0].events]
    assert {"celebration", "conversation", "ended"} <= {span.of(text) for span in spans}
    assert len(spans) == len(set(spans))
    assert all(a.end <= b.start for a, b in zip(sorted(spans), sorted(spans)[1:], strict=False))
    assert ALL([msgspec.structs.replace(reading, encoded=None)])[0].events
