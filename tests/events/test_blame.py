from __future__ import annotations

import pytest

from tests.events.conftest import World, event_of, names


@pytest.mark.parametrize(
    ("text", "voucher"),
    [
        ("Police blamed the Reds for the bombing of a bank.", "Police"),
        ("The Reds claimed responsibility for the bombing of a bank.", "Reds"),
        ("The bombing of a bank was attributed to the Reds.", None),
        ("Police held the Reds responsible for the bombing of a bank.", "Police"),
    ],
)
def test_who_is_named_for_it_acts_on_the_word_of_who_names_them(world: World, text: str, voucher: str | None) -> None:
    reading = world.read(text, actors="Reds:g; Police:o")
    event = event_of(reading, "bombing")
    assert names(reading, event, "actor") == {"Reds"}
    (argument,) = [a for a in event.arguments if a.role == "actor"]
    ids = {a.name: a.id for a in reading.actors}
    assert [a.source for a in argument.attestations] == [ids[voucher] if voucher else None]


def test_a_denial_of_responsibility_is_denied_by_the_one_who_denies(world: World) -> None:
    reading = world.read("The Reds denied responsibility for the bombing of a bank.", actors="Reds:g")
    (argument,) = [a for a in event_of(reading, "bombing").arguments if a.role == "actor"]
    assert [a.factuality for a in argument.attestations] == ["CT-"]


def test_a_victim_of_blame_for_speech_acts_in_nothing(world: World) -> None:
    reading = world.read("Police blamed the Reds for the delay.", actors="Reds:g; Police:o")
    assert all("Reds" not in names(reading, e, "actor") for e in reading.events)
