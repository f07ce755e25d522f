"""What is held ready of a ledger: spellings of one value as one, and a ledger that is held still."""

from __future__ import annotations

from pathlib import Path

from sayso.ledger import Ledger
from sayso.ledger.pages import PropertyValue
from sayso.web.event_view import folded
from sayso.web.filters import DeskFilters
from sayso.web.queries import Desk
from tests.ledger.made import many


def value(prop: str, words: str, since: str | None = None) -> PropertyValue:
    return PropertyValue(property=prop, value=words, since=since, vouched=(), denied=())


def test_values_that_differ_in_capitals_alone_are_one() -> None:
    found = folded(
        [value("place", "NYALA", "2025-06-04"), value("place", "Nyala", "2025-06-03"), value("place", "El Fasher")]
    )
    assert [(one.value, one.since) for one in found] == [("Nyala", "2025-06-03"), ("El Fasher", None)]


def test_values_of_two_properties_stay_two() -> None:
    assert len(folded([value("place", "Nyala"), value("target", "Nyala")])) == 2


def test_a_desk_that_is_held_shows_the_ledger_as_it_was(path: Path) -> None:
    desk, changing = Desk(path), Desk(path)
    try:
        desk.hold()
        before = desk.events(DeskFilters()).total
        with Ledger(path) as ledger:
            for reading in many(3):
                ledger.add(reading)
        assert desk.events(DeskFilters()).total == before
        assert changing.events(DeskFilters()).total > before
    finally:
        desk.close()
        changing.close()
