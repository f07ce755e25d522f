from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.events.stage import EventsStage, explain
from sayso.model import Reading
from tests.events.conftest import World, event_of, names

TEXT = (
    "Rebels attacked Nurses in Goma on Monday, killing nine people. Freedonia condemned the attack. Talks will begin."
)


def test_every_event_has_a_trigger_and_a_voucher(world: World) -> None:
    reading = world.read(TEXT, actors="Rebels:g; Nurses:m; Freedonia:c", places="Goma")
    assert reading.events
    for event in reading.events:
        assert event.attestations
        assert event.trigger in event.mentions
        assert event.reasons


def test_exchanging_the_sides_exchanges_the_cells_and_nothing_else(world: World) -> None:
    def cells(one: str, other: str) -> list[tuple[str, str | None, set[str], set[str]]]:
        text = f"{one} attacked {other} in Goma on Monday. {other} was accused by {one} of shelling a school."
        reading = world.read(text, actors=f"{one}:g; {other}:g", places="Goma")
        turned = {one: "A", other: "B"}
        return [
            (e.type, e.mode, {turned[n] for n in names(reading, e, "actor")}, {turned[n] for n in names(reading, e, "recipient")})
            for e in reading.events
        ]  # fmt: skip

    assert cells("Kenya", "Uganda") == cells("Uganda", "Kenya")


@pytest.mark.parametrize("word", ["terrorists", "militants", "fighters", "gunmen"])
def test_a_name_called_changes_no_coding(world: World, word: str) -> None:
    reading = world.read(f"Masked {word} attacked a bank in Goma.", actors=f"{word}:u", places="Goma")
    (event,) = reading.events
    assert (event.type, event.phase, event.attestations[0].factuality) == ("ASSAULT", "happened", "CT+")
    assert names(reading, event, "actor") == {word}


def test_what_only_a_party_says_the_report_does_not_vouch_for(world: World) -> None:
    reading = world.read(
        "Farland said its troops had captured Goma.",
        actors="Farland:c; troops:g",
        places="Goma",
        said={"its troops had captured Goma": "Farland"},
    )
    assert {a.source for a in event_of(reading, "captured").attestations} == {"a1"}


def test_a_headline_does_not_vouch_for_what_only_a_party_says(world: World) -> None:
    reading = world.read(
        "Rebels attack bank in Goma\n\nRebels attacked a bank in Goma on Monday, police said.",
        actors="Rebels:g; police:o",
        places="Goma",
        said={"Rebels attacked a bank in Goma on Monday": "police"},
    )
    assert {a.source for a in event_of(reading, "attacked").attestations} == {"a2"}


def test_an_empty_report_has_no_events(world: World) -> None:
    assert world.read("").events == ()


def test_the_same_report_gives_the_same_events_in_any_batch(world: World) -> None:
    one, two = (world.prepared(t, actors="Rebels:g", places="Goma") for t in (TEXT, "Rebels fled Goma."))
    alone = [world.events([one])[0].events, world.events([two])[0].events]
    assert [r.events for r in world.events([one, two])] == alone
    assert [r.events for r in EventsStage()([two, one])] == alone[::-1]


def test_only_the_declared_layers_change(world: World) -> None:
    before = world.prepared(TEXT, actors="Rebels:g", places="Goma")
    after = world.events([before])[0]
    untouched = set(Reading.__struct_fields__) - world.events.fills
    assert all(getattr(before, name) == getattr(after, name) for name in untouched)


def test_why_an_event_was_coded_so_can_be_asked(world: World) -> None:
    reading = world.read(TEXT, actors="Rebels:g; Nurses:m", places="Goma")
    told = explain(reading, "e1")
    assert "ASSAULT" in told
    assert "lexicon" in told
    with pytest.raises(SettingsError, match="e99"):
        explain(reading, "e99")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from([
    "Rebels attacked Goma.", "😀 Two men were killed. ", "It was", "«The raid»\r\n", "killing and killing,", "Another one",
    "and the attack", "\u200f\u05d0", "On Monday, who", "Farland accused of the", "e\u0301tat",
]), max_size=6))  # fmt: skip
def test_every_span_stands_in_the_text(world: World, parts: list[str]) -> None:
    text = " ".join(parts)
    reading = world.read(text, actors="Rebels:g", places="Goma")
    for event in reading.events:
        for span in (event.trigger, *event.mentions, *(a.span for a in event.arguments)):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)


def test_ids_are_numbered_in_order_of_the_text(world: World) -> None:
    reading = world.read(TEXT, actors="Rebels:g", places="Goma")
    assert [e.id for e in reading.events] == [f"e{n}" for n in range(1, len(reading.events) + 1)]
    firsts = [min(e.mentions) for e in reading.events]
    assert firsts == sorted(firsts)


def test_printing_and_reading_back_keeps_the_events(world: World) -> None:
    reading = world.read(TEXT, actors="Rebels:g", places="Goma")
    back = Reading.from_dict(msgspec.json.decode(reading.to_json()))
    assert back.events == reading.events


def test_hours_after_a_strike_are_no_time_of_the_strike(world: World) -> None:
    text = "Rebels fired rockets hours after the strike on the depot."
    reading = world.prepared(text, actors="Rebels:g", times={"hours": ("", "")})
    length = msgspec.structs.replace(reading.times[0], type="DURATION", start=None, end=None, value="PTXH")
    read = world.events([msgspec.structs.replace(reading, times=(length,))])[0]
    strike = next(e for e in read.events if any("strike" in m.of(text) for m in e.mentions))
    assert not [a for a in strike.arguments if a.role == "time"]


@pytest.mark.parametrize(
    "text",
    [
        "No one was hurt in the attack on the bank.",
        "Nobody was injured when the bank was attacked.",
        "There were no casualties in the attack on the bank.",
        "No casualties were reported after the attack on the bank.",
    ],
)
def test_an_attack_in_which_nobody_was_hurt_happened(world: World, text: str) -> None:
    (event,) = world.read(text).events
    assert [(a.source, a.factuality) for a in event.attestations] == [("report", "CT+")]
    assert not [argument for argument in event.arguments if argument.role in ("victim", "wounded", "killed")]


def test_who_was_not_hurt_in_an_attack_does_not_undo_it(world: World) -> None:
    reading = world.read("Ana Ruiz was not hurt in the attack.", actors="Ana Ruiz:p")
    told = {event.trigger.of(reading.text): [a.factuality for a in event.attestations] for event in reading.events}
    assert told == {"hurt": ["CT-"], "attack": ["CT+"]}


def test_who_did_not_kill_anybody_is_denied_to_have_killed(world: World) -> None:
    (event,) = world.read("Rebels did not kill anybody.", actors="Rebels:g").events
    assert [a.factuality for a in event.attestations] == ["CT-"]
