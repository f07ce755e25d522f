"""Who is said to be among the victims."""

from __future__ import annotations

import pytest

from tests.events.conftest import World, names, words


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


@pytest.mark.parametrize(
    "text",
    [
        "A bomb hit a market in Goma. The dead were identified as Ana Ruiz and Leo Paz.",
        "A bomb hit a market in Goma. The dead are: Ana Ruiz, 34; and Leo Paz, 29.",
        "A bomb hit a market in Goma. The victims were Ana Ruiz and Leo Paz.",
        "A bomb hit a market in Goma. Those killed were Ana Ruiz and Leo Paz.",
        "A bomb hit a market in Goma. The dead include Ana Ruiz and Leo Paz.",
        "He recalled the murders which occurred in July in Goma: Ana Ruiz and Leo Paz.",
        "The victims of the attack were Ana Ruiz and Leo Paz.",
    ],
)
def test_all_in_a_list_of_the_dead_are_victims(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; Leo Paz:p", places="Goma")
    assert {n for e in reading.events for n in names(reading, e, "victim")} == {"Ana Ruiz", "Leo Paz"}


def test_those_whom_a_pronoun_takes_up_are_victims_by_their_names(world: World) -> None:
    text = "Gunmen killed two people in Goma. They are Ana Ruiz and Leo Paz."
    reading = world.read(text, actors="Gunmen:u; two people=They:m; Ana Ruiz:p; Leo Paz:p", places="Goma")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert names(reading, event, "victim") >= {"Ana Ruiz", "Leo Paz"}
    assert names(reading, event, "actor") == {"Gunmen"}


@pytest.mark.parametrize(
    "text",
    [
        "Two people were killed in Goma. The witnesses were identified as Ana Ruiz and Leo Paz.",
        "Two people were killed in Goma. The gunmen are Ana Ruiz and Leo Paz.",
        "Two people were killed in Goma. The dead were not Ana Ruiz and Leo Paz.",
        "The president spoke of murder and named three ministers: Ana Ruiz and Leo Paz.",
        "The committee honoured two writers: Ana Ruiz and Leo Paz.",
        "Ana Ruiz and Leo Paz were the target of criticism.",
    ],
)
def test_other_lists_are_not_of_victims(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; Leo Paz:p; Two people:m", places="Goma")
    assert not {n for e in reading.events for n in names(reading, e, "victim")} & {"Ana Ruiz", "Leo Paz"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz was the victim of an attack.",
        "Ana Ruiz was the target of an assassination attempt.",
        "Ana Ruiz became the victim of an ambush.",
        "Ana Ruiz escaped unhurt from a bomb attack.",
    ],
)
def test_the_victim_of_an_attack_is_harmed_by_it(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert names(reading, event, "victim") == {"Ana Ruiz"}
    assert not names(reading, event, "actor")


def test_a_thing_that_was_the_target_of_attacks_is_their_target(world: World) -> None:
    reading = world.read("The Santa Isabel high school has been the target of ten bomb attacks.")
    assert words(reading, reading.events[0], "target") == ["The Santa Isabel high school"]
