"""What goes on up to the report."""

from __future__ import annotations

from sayso.model import Interval
from tests.events.conftest import World, event_of

APRIL = {"15 April 2029": ("2029-04-15", "2029-04-15")}
TO_REPORT = Interval(start="2029-04-15", end="2031-05-20")


def test_a_toll_since_a_war_began_runs_from_its_first_day(world: World) -> None:
    text = "The war broke out on 15 April 2029. More than 900 people have been killed since the war began."
    reading = world.read(text, times=APRIL)
    assert event_of(reading, "killed").time == TO_REPORT
    assert event_of(reading, "war").time == TO_REPORT


def test_a_war_that_nobody_says_goes_on_keeps_its_day(world: World) -> None:
    reading = world.read("The war broke out on 15 April 2029.", times=APRIL)
    assert event_of(reading, "war").time == Interval(start="2029-04-15", end="2029-04-15")


def test_a_date_in_the_clause_itself(world: World) -> None:
    reading = world.read("Strikes have killed nine farmers since the truce began on 15 April 2029.", times=APRIL)
    assert event_of(reading, "killed").time == TO_REPORT


def test_what_happened_before_is_not_what_has_been_since(world: World) -> None:
    reading = world.read("Rebels killed a banker since the war began on 15 April 2029.", times=APRIL)
    assert event_of(reading, "killed").time != TO_REPORT


def test_a_toll_since_an_invasion_goes_on_and_the_invasion_does_not(world: World) -> None:
    text = "Nearly 900 civilians have been killed in Goma since the full-scale invasion in April 2029, the UN said."
    reading = world.read(text, times={"April 2029": ("2029-04-01", "2029-04-30")}, places="Goma")
    assert event_of(reading, "killed").time == Interval(start="2029-04-01", end="2031-05-20")
    assert event_of(reading, "invasion").time == Interval(start="2029-04-01", end="2029-04-30")


def test_what_an_offensive_has_done_by_now_runs_from_its_beginning(world: World) -> None:
    text = "On 15 April 2029 rebels launched an offensive that has displaced 900 people."
    reading = world.read(text, times=APRIL, numbers={"900 people": "displaced"})
    assert event_of(reading, "displaced").time == TO_REPORT
    assert event_of(reading, "launched an offensive").time == Interval(start="2029-04-15", end="2029-04-15")


def test_what_an_offensive_did_is_of_its_days(world: World) -> None:
    text = "On 15 April 2029 rebels launched an offensive that displaced 900 people."
    reading = world.read(text, times=APRIL, numbers={"900 people": "displaced"})
    assert event_of(reading, "displaced").time == Interval(start="2029-04-15", end="2029-04-15")
