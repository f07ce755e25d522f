"""As of a past moment: what is worked out from the events of now is what merging everything anew gives."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from sayso.errors import LedgerError
from sayso.ledger import Filters, Ledger
from sayso.ledger.clocks import clock, until
from sayso.ledger.derived import search_words
from sayso.ledger.lines import EventLine, event_line
from sayso.ledger.snapshots import snapshot
from sayso.model import Reading
from tests.ledger.made import elsewhere, later, many, raid, story

MOMENTS = ("2023-12-31", "2024-01-01", "2024-03-11", "2024-03-12", "2024-03-12T10:00:00Z", "2024-03-13", "2024-03-13T12:00:00Z",
           "2024-04-04", "2024-06-30", "2030-01-01")  # fmt: skip


def anew(ledger: Ledger, moment: str, filters: Filters) -> list[EventLine]:
    """The events by merging all that was known by then from the beginning."""
    ledger.refresh()
    found = []
    with ledger.store.looking() as connection:
        for tellings in snapshot(connection, until(moment)).tellings(connection):
            line = event_line(tellings, ledger.policy, ledger.ranks)
            if filters.fits(line, search_words(line, tellings)):
                found.append(line)
    return sorted(found, key=lambda line: (line.time is None, line.time.start if line.time else "", line.id))


def revised() -> list[Reading]:
    """Reports that come out again with other words, or words that part what was one."""
    again = raid(published="2024-03-14T09:00:00Z").reading()
    moved = elsewhere(published="2024-05-01T09:00:00Z").reading()
    return [
        msgspec.structs.replace(again, report=msgspec.structs.replace(again.report, title="Corrected")),
        msgspec.structs.replace(moved, events=(), report=msgspec.structs.replace(moved.report, title="Withdrawn")),
    ]


@pytest.fixture(params=[0, 1, 2])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Ledger:
    readings = story() + many(24)
    random.Random(request.param).shuffle(readings)
    made = Ledger(tmp_path / "l.db")
    for reading in [*readings, *revised()]:
        made.add(reading)
    if request.param:
        at = {mention.report: line.id for line in made.events() for mention in line.mentions}
        made.merge(at["m0002"], at["m0004"], by="ada")
        made.merge(at["r4"], at["r2"], by="ada")
        mention = next(m for line in made.events() for m in line.mentions if m.report == "m0009")
        made.split(at["m0009"], f"{mention.report}:{mention.span[0]}-{mention.span[1]}", by="ada")
    return made


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(text="killing"), Filters(place="kidal", since="2024-02-01"), Filters(actor="gunmen")]
)
def test_the_past_is_what_merging_anew_gives(ledger: Ledger, filters: Filters) -> None:
    for moment in MOMENTS:
        assert list(ledger.events(filters, as_of=moment)) == anew(ledger, moment, filters), moment


def test_an_event_of_the_past_has_its_page(ledger: Ledger) -> None:
    for moment in MOMENTS:
        seen = ledger.past(moment)
        for line in ledger.events(as_of=moment):
            assert ledger.event(line.id, as_of=moment).line == line
            assert ledger.event(line.id, seen=seen).line == line


def test_what_came_later_is_not_there(ledger: Ledger) -> None:
    early = {line.id for line in ledger.events(as_of="2024-03-12")}
    late = next(line.id for line in ledger.events() if line.id not in early)
    with pytest.raises(LedgerError, match="as of"):
        ledger.event(late, as_of="2024-03-12")


def test_a_revision_is_as_it_stood(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        for reading in (raid().reading(), later().reading(), *revised()[:1]):
            ledger.add(reading)
        then = next(iter(ledger.events(as_of="2024-03-13")))
        now = next(iter(ledger.events()))
        assert (then.published[0], now.published[0]) == ("2024-03-12T09:00:00Z", "2024-03-13T18:00:00Z")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_past_moment_is_the_ledger_of_what_was_published_by_then(tmp_path: Path, moment: str) -> None:
    made = [*story(), *many(24), *revised()]
    with Ledger(tmp_path / "all.db") as ledger, Ledger(tmp_path / "then.db") as then:
        for reading in made:
            ledger.add(reading)
        for reading in made:
            if (clock(reading.report.published or "") or "") <= until(moment):
                then.add(reading)
        assert list(ledger.events(as_of=moment)) == list(then.events())
        assert [row.to_dict() for row in ledger.tallies(as_of=moment)] == [row.to_dict() for row in then.tallies()]


def test_a_past_moment_is_the_same_whether_asked_for_before_or_after_others(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        for reading in [*story(), *many(24), *revised()]:
            ledger.add(reading)
        asked = {moment: list(ledger.events(as_of=moment)) for moment in MOMENTS}
        assert asked == {moment: list(ledger.events(as_of=moment)) for moment in reversed(MOMENTS)}
