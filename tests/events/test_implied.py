"""Doers that means, owners and gerunds tell of."""

from __future__ import annotations

import msgspec
import pytest

from sayso.model import Reading
from tests.events.conftest import World, event_of, names, triggers


@pytest.mark.parametrize(
    "text",
    [
        "Two porters were killed in Police firing near the market of Beni.",
        "Two porters were killed by Police bullets near the market of Beni.",
        "Two porters fell to Police bullets near the market of Beni.",
        "Two porters died when the Police opened fire near the market of Beni.",
        "Two porters were shot dead by Police near the market of Beni.",
        "Two porters were killed in firing by the Police near the market of Beni.",
        "Two porters died in the Police firing near the market of Beni.",
    ],
)
def test_whose_shots_killed_does_not_depend_on_the_wording(world: World, text: str) -> None:
    reading = world.read(text, actors="Police:o; Two porters:m", places="Beni", numbers={"Two porters": "killed"})
    event = next(e for e in reading.events if any(a.role == "killed" for a in e.arguments))
    assert event.type == "ASSAULT"
    assert names(reading, event, "actor") == {"Police"}


@pytest.mark.parametrize("means", ["by Army shells", "in Army shelling", "in an Army drone strike"])
def test_the_owner_of_the_means_is_the_doer(world: World, means: str) -> None:
    reading = world.read(f"Six herders were killed {means} near Goma.", actors="Army:o", places="Goma")
    assert names(reading, event_of(reading, "killed"), "actor") == {"Army"}


def test_an_order_or_a_cause_makes_its_object_act(world: World) -> None:
    reading = world.read("The crowd grew, prompting the Police to open fire.", actors="Police:o")
    assert names(reading, event_of(reading, "fire"), "actor") == {"Police"}


def test_tear_gas_is_the_police_s_and_only_probable(world: World) -> None:
    text = "The Police closed the bridge of Kindu. Tear gas was fired at the marchers."
    reading = world.prepared(text, actors="Police:o", places="Kindu")
    reading = with_sector(reading, "Police", "COP")
    event = event_of(world.events([reading])[0], "gas")
    (doer,) = [a for a in event.arguments if a.role == "actor"]
    assert doer.actor == "a1"
    assert {a.factuality for a in doer.attestations} == {"PR+"}


def test_other_deeds_get_no_implied_doer(world: World) -> None:
    reading = with_sector(
        world.prepared("The Police closed the bridge. A trader was stabbed.", actors="Police:o"), "Police", "COP"
    )
    event = event_of(world.events([reading])[0], "stabbed")
    assert not [a for a in event.arguments if a.role == "actor"]


def test_a_force_in_a_name_is_no_use_of_force(world: World) -> None:
    reading = world.read("Rapid Action Force units were deployed in the town.")
    assert not [e for e in reading.events if e.type == "ASSAULT"]


def test_an_encounter_names_its_second_side_as_the_doer_of_the_killing(world: World) -> None:
    text = "Two raiders were killed in an encounter with the Police near Beni."
    reading = world.read(text, actors="Police:o; Two raiders:m", places="Beni")
    event = event_of(reading, "killed")
    assert "encounter" in triggers(reading, event)
    assert names(reading, event, "actor") == {"Police"}


def test_a_sentence_of_prison_is_no_arrest(world: World) -> None:
    reading = world.read("The trader was sentenced to three years' imprisonment.")
    assert [e.type for e in reading.events] == ["JUSTICE"]


def test_one_in_custody_is_held(world: World) -> None:
    reading = world.read("Ana Ruiz is in custody.", actors="Ana Ruiz:p")
    (event,) = reading.events
    assert (event.type, event.mode) == ("COERCE", "arrest")
    assert names(reading, event, "recipient") == {"Ana Ruiz"}


def with_sector(reading: Reading, name: str, sector: str) -> Reading:
    """The reading, with a sector for one actor."""
    actors = tuple(msgspec.structs.replace(a, sector=sector) if a.name == name else a for a in reading.actors)
    return msgspec.structs.replace(reading, actors=actors)
