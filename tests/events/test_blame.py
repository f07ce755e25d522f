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


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Police arrested Dean Cole in connection with the murder of a guard.", "PS+"),
        ("Dean Cole was sentenced to 20 years for the murder of a guard.", "PR+"),
    ],
)
def test_who_is_held_or_tried_for_it_acts_as_possible_or_probable(world: World, text: str, sure: str) -> None:
    reading = world.read(text, actors="Dean Cole:p; Police:o")
    (argument,) = [a for a in event_of(reading, "murder").arguments if a.role == "actor"]
    assert reading.actors[0].name == "Dean Cole"
    assert argument.actor == "a1"
    assert {a.factuality for a in argument.attestations} == {sure}


def test_who_is_blamed_keeps_no_happening_apart(world: World) -> None:
    reading = world.read(
        "The Reds attacked a clinic in Goma. Police arrested Juan Paz over the attack.",
        actors="The Reds:g; Juan Paz:p; Police:o",
        places="Goma",
    )
    assert names(reading, event_of(reading, "attacked"), "actor") == {"The Reds", "Juan Paz"}


def test_nobody_acts_where_no_group_does(world: World) -> None:
    reading = world.read("No group has claimed responsibility for the bombing of a bank.", actors="group:u")
    assert names(reading, event_of(reading, "bombing"), "actor") == set()
