"""Numbers told apart from their happening."""

from __future__ import annotations

from tests.events.conftest import World, event_of, words


def test_a_turnout_goes_to_the_march(world: World) -> None:
    text = "Teachers marched in Goma. Police put the turnout at 800 people."
    reading = world.read(text, places="Goma", numbers={"800 people": ""})
    assert words(reading, event_of(reading, "marched"), "count") == ["800 people"]


def test_those_treated_are_hurt_of_the_attack_not_of_the_march(world: World) -> None:
    text = "Teachers marched in Goma. Soldiers fired on the crowd. The clinic said it treated 7 people after the march."
    reading = world.read(text, places="Goma", numbers={"7 people": "treated"})
    assert words(reading, event_of(reading, "fired on"), "wounded") == ["7 people"]
    assert words(reading, event_of(reading, "marched"), "wounded") == []


def test_who_gives_a_figure_vouches_for_it(world: World) -> None:
    text = "A bomb exploded at a market in Goma. The mayor put the dead at 7 people."
    reading = world.read(text, actors="mayor:u", places="Goma", numbers={"7 people": "killed"})
    (toll,) = [a for a in event_of(reading, "exploded").arguments if a.role == "killed"]
    assert [a.source for a in toll.attestations] == ["a1"]


def test_a_number_goes_to_what_was_told_last_rather_than_to_what_only_dates_it(world: World) -> None:
    text = (
        "A rocket hit a school in Goma, killing nine people. Two hours after the attack, another missile struck a mill in Beni. "
        "Its manager counted seven bodies."
    )
    reading = world.read(text, places="Goma; Beni", numbers={"nine people": "killed", "seven bodies": "killed"})
    assert words(reading, event_of(reading, "struck"), "killed") == ["seven bodies"]


def test_numbers_of_another_month_are_none_of_a_bombing(world: World) -> None:
    text = "A bomb exploded in Goma on Monday. The mission treated nine people in March."
    times = {"Monday": ("2031-05-19", "2031-05-19"), "March": ("2031-03-01", "2031-03-31")}
    reading = world.read(text, places="Goma", times=times, numbers={"nine people": "treated"})
    assert words(reading, event_of(reading, "exploded"), "wounded") == []
