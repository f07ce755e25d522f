from __future__ import annotations

from sayso.model import Interval
from tests.events.conftest import World, event_of

MONDAY = {"Monday": ("2031-05-12", "2031-05-12")}


def test_the_day_on_the_trigger_dates_it(world: World) -> None:
    reading = world.read("Rebels attacked Goma on Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-12")
    assert "time" in {a.role for a in event_of(reading, "attacked").arguments}


def test_a_clause_lends_its_day_to_its_result(world: World) -> None:
    reading = world.read("On Monday rebels raided a village, killing a farmer.", times=MONDAY)
    assert all(e.time == Interval(start="2031-05-12", end="2031-05-12") for e in reading.events)


def test_the_report_is_never_the_day(world: World) -> None:
    reading = world.read("Rebels have attacked Goma.")
    event = event_of(reading, "attacked")
    assert event.time is None
    assert any("no date" in reason for reason in event.reasons)


def test_a_day_of_telling_is_only_a_bound(world: World) -> None:
    reading = world.read("Police said on Monday that they had arrested a banker.", times=MONDAY)
    assert event_of(reading, "arrested").time == Interval(start="2031-05-11", end="2031-05-12")


def test_what_is_told_as_future_is_not_dated_by_the_telling(world: World) -> None:
    reading = world.read("Police said on Monday that they would arrest the banker.", times=MONDAY)
    assert event_of(reading, "arrest").time is None


def test_a_day_compared_with_is_not_the_day(world: World) -> None:
    reading = world.read("Rebels attacked Goma before Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time is None


def test_a_joined_mention_gives_the_day(world: World) -> None:
    reading = world.read(
        "Rebels attacked a bus near Goma. The attack on Monday was filmed.", times=MONDAY, places="Goma"
    )
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-12")


def test_has_since_runs_from_the_last_day_told_to_the_report(world: World) -> None:
    reading = world.read("Rebels attacked Goma on Monday. Freedonia has since launched an offensive.", times=MONDAY)
    assert event_of(reading, "offensive").time == Interval(start="2031-05-12", end="2031-05-20")


def test_a_day_without_a_year_is_the_one_told_before(world: World) -> None:
    import msgspec

    text = "Rebels attacked Goma on March 7, 2029. Officials recalled the March 7 attack."
    prepared = world.prepared(
        text, times={"March 7, 2029": ("2029-03-07", "2029-03-07"), "March 7 ": ("2031-03-07", "2031-03-07")}
    )
    first, second = prepared.times[0], prepared.times[-1]
    second = msgspec.structs.replace(second, anchor="published", span=second.span._replace(end=second.span.end - 1))
    reading = world.events([msgspec.structs.replace(prepared, times=(first, second))])[0]
    assert {e.time for e in reading.events if e.type == "ASSAULT"} == {Interval(start="2029-03-07", end="2029-03-07")}
