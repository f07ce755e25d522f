"""What pages and the API both ask of a ledger: lists, timeline, map, days, what is served.

A `Desk` holds an open ledger and the boards made of it: one of now, and a few of past moments. A board is made again when the
ledger has changed, by this program or another.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal, TypeAlias, get_args

import msgspec
import numpy as np
from sqlalchemy import text

from sayso.errors import SaysoError, SettingsError
from sayso.ledger import POLICIES, Filters, Ledger
from sayso.ledger.clocks import until
from sayso.ledger.derived import fresh, stamp
from sayso.ledger.filters import holds
from sayso.ledger.lines import EventLine
from sayso.ledger.store import active_readings, chunks, listed
from sayso.ledger.words import tokens
from sayso.reader import VERSION
from sayso.web.answers import (
    About,
    Bucket,
    DayCount,
    Days,
    EventItem,
    EventList,
    FeatureCollection,
    FigureAt,
    PlaceAt,
    Places,
    SpanOfDays,
    Timeline,
    WhenAt,
)
from sayso.web.board import TYPE_NAMES, Board, Entry, Positions, area_of, entries_of, firmest, radius_of, when_value
from sayso.web.filters import CERTAINTIES, DISPUTED, TYPES, DeskFilters
from sayso.web.people import People
from sayso.web.wording import patients

Unit: TypeAlias = Literal["year", "month", "day", "hour"]
UNITS: tuple[Unit, ...] = get_args(Unit)
_NUMPY_UNITS: dict[str, str] = {"year": "Y", "month": "M", "day": "D"}

PAGE = 50
"""Events on a page, unless asked otherwise."""

MOST = 500
"""Events that one answer may list."""

SPANS = 400
"""Vague dates that one timeline draws."""

_PAST = 4
"""Boards of past moments that are kept."""

_line: msgspec.json.Decoder[EventLine] = msgspec.json.Decoder(EventLine)


class Desk:
    """An open ledger with what is held ready of it. Safe to ask from several threads."""

    def __init__(self, path: Path) -> None:
        self.ledger = Ledger(path, create=False)
        self._lock = threading.Lock()
        self._now: Board | None = None
        self._components: dict[str, int] = {}
        self._events: dict[int, str] = {}
        self._past: OrderedDict[str, Board] = OrderedDict()
        self._past_lock = threading.Lock()
        self._held: tuple[str, str] | None = None
        self._people_lock = threading.Lock()
        self._people: People | None = None
        self._active = lru_cache(_PAST)(self._read_active)

    def close(self) -> None:
        """Lets go of the ledger."""
        self.ledger.close()

    def hold(self) -> str:
        """Take the ledger for what it is now from here on, without looking whether it has changed. Gives what it was made from."""
        self._held = (self._version(), self.newest())
        return self._held[0]

    def warm(self) -> None:
        """Make ready what the first page needs; what fails here fails again, and is told, where it is asked for."""
        with suppress(SaysoError):
            self.people()
            board = self.board()
            _ = board.actors, board.vouchers, board.places, board.sites

    # -------------------------------------------------------- boards
    def board(self, as_of: str | None = None) -> Board:
        """The events as of a moment, or of now."""
        version = self._version()
        with self._lock:
            if self._now is None or self._now.version != version:
                self._now = self._made(version)
            now, components = self._now, self._components
        if as_of is None or until(as_of) >= self._last_clock():
            return now
        with self._past_lock:  # another one: who looks at now need not wait for a past moment to be worked out
            board = self._past.get(as_of)
            if board is None or board.version != now.version:
                board = self._past[as_of] = self._made_as_of(now, components, as_of)
            self._past.move_to_end(as_of)
            while len(self._past) > _PAST:
                self._past.popitem(last=False)
            return board

    def _version(self) -> str:
        """What the derived tables are made from, brought up to date first."""
        if self._held is not None:
            return self._held[0]
        with self.ledger.store.looking() as connection:
            if fresh(connection):
                return stamp(connection)
        self.ledger.refresh()
        with self.ledger.store.looking() as connection:
            return stamp(connection)

    def _made(self, version: str) -> Board:
        with self.ledger.store.looking() as connection:
            rows = connection.execute(text("SELECT line, component, number FROM m_lines")).all()
        entries = entries_of((_line.decode(row[0]) for row in rows), self._now)
        self._events = {row[2]: entry.line.id for entry, row in zip(entries, rows, strict=True)}
        self._components = {entry.line.id: row[1] for entry, row in zip(entries, rows, strict=True)}
        return Board(entries, version=version, texts=self._texts)

    def _made_as_of(self, now: Board, components: Mapping[str, int], as_of: str) -> Board:
        """Most of the board of now, and what the moment cuts through merged anew."""
        seen = self.ledger.past(as_of)
        parted = self.ledger.parted(seen)
        kept = [entry for entry in now.entries if seen.holds(components[entry.line.id])]
        entries = kept + [Entry(line) for line, _ in parted]
        held = frozenset(entry.line.id for entry in kept)
        words = {line.id: " ".join(found) for line, found in parted}
        texts = partial(self._texts_as_of, held, words)
        return Board(entries, version=now.version, texts=texts, as_of=as_of, past=seen)

    def _last_clock(self) -> str:
        """When the last report was published: from then on the past is the present."""
        with self.ledger.store.looking() as connection:
            return str(connection.execute(text("SELECT max(clock) FROM reports")).scalar() or "")

    def _texts(self, words: str) -> Collection[str]:
        match = Filters(text=words).match()
        if not match:
            return ()
        query = text("SELECT json_group_array(rowid) FROM m_words WHERE m_words MATCH :match")
        with self.ledger.store.looking() as connection:
            found = connection.execute(query, {"match": match}).scalar()
        events = self._events
        return [events[number] for number in msgspec.json.decode(found or "[]") if number in events]

    def _texts_as_of(self, held: frozenset[str], words: Mapping[str, str], wanted: str) -> Collection[str]:
        if not tokens(wanted):
            return ()
        own = [event for event, said in words.items() if holds(said, wanted)]
        return [event for event in self._texts(wanted) if event in held] + own

    def active(self, as_of: str | None = None) -> Mapping[int, tuple[int, str]]:
        """The readings that count as of a moment, with their report's row and clock."""
        return self._active(self.newest(), until(as_of))

    def newest(self) -> str:
        """The newest reading, by which what does not depend on judgements is kept."""
        if self._held is not None:
            return self._held[1]
        with self.ledger.store.looking() as connection:
            return str(connection.execute(text("SELECT max(number) FROM readings")).scalar() or 0)

    def _read_active(self, newest: str, moment: str) -> Mapping[int, tuple[int, str]]:
        with self.ledger.store.looking() as connection:
            return active_readings(connection, moment)

    def people(self) -> People:
        """The actors across reports."""
        newest = self.newest()
        with self._people_lock:
            if self._people is None or self._people.version != newest:
                with self.ledger.store.looking() as connection:
                    self._people = People.read(connection, newest)
            return self._people

    # -------------------------------------------------------- events
    def events(self, filters: DeskFilters, limit: int = PAGE) -> EventList:
        """The events that fit, newest first and those without a time last, from the cursor on."""
        board = self.board(filters.as_of)
        found = board.ranked(board.select(filters))
        rest = board.after(found, filters.cursor) if filters.cursor else found
        size = max(1, min(limit, MOST))
        shown = rest[:size]
        more = board.cursor_of(int(shown[-1])) if len(rest) > size else None
        people = self.people()
        return EventList(
            total=len(found), next=more, events=[event_item(board.entries[n], people) for n in shown.tolist()]
        )

    def item(self, event: str, as_of: str | None = None) -> EventItem | None:
        """An event as listed."""
        return self.shower(as_of)(event)

    def shower(self, as_of: str | None = None) -> Callable[[str], EventItem | None]:
        """Shows events of one board as listed, by id; None for one that is not there."""
        board, people = self.board(as_of), self.people()

        def show(event: str) -> EventItem | None:
            at = board.at.get(event)
            return None if at is None else event_item(board.entries[at], people)

        return show

    def home_of(self, entities: Iterable[str], as_of: str | None = None) -> dict[str, str]:
        """The events that tellings are of, by entity; as of a past moment those that were known then."""
        wanted = list(entities)
        query = listed("SELECT entity, event FROM m_clusters WHERE entity IN :these")
        board = self.board(as_of)
        with self.ledger.store.looking() as connection:
            rows = [tuple(row) for batch in chunks(wanted) for row in connection.execute(query, {"these": batch})]
        own = {entity: f"e:{entity.removeprefix('v:')[:12]}" for entity in wanted}
        homes = own | {entity: home for entity, home in rows if home in board.at}
        return {entity: home for entity, home in homes.items() if home in board.at}

    def items(self, events: Iterable[str], as_of: str | None = None) -> list[EventItem]:
        """Some events as listed, newest first."""
        board = self.board(as_of)
        positions = np.array(sorted({board.at[event] for event in events if event in board.at}), dtype=np.int64)
        people = self.people()
        return [event_item(board.entries[n], people) for n in board.ranked(positions).tolist()]

    # -------------------------------------------------------- timeline and map
    def timeline(self, filters: DeskFilters, unit: str = "day") -> Timeline:
        """The events that fit by units of time. By hours, events whose time of day is not known stand as spans of days."""
        if unit not in UNITS:
            raise SettingsError(f"unit is {unit!r}; choose from {', '.join(UNITS)}")
        board = self.board(filters.as_of)
        found = board.select(filters)
        dated = found[found < board.dated]
        units, inside = _units(board, dated, unit)
        vague = dated[~inside]
        bounds = self.extent(filters)
        return Timeline(
            unit=unit, buckets=_buckets(board, dated[inside], units[inside]), spans=_spans(board, vague),
            spans_total=len(vague), undated=len(found) - len(dated), first=bounds[0], last=bounds[1],
        )  # fmt: skip

    def extent(self, filters: DeskFilters) -> tuple[str | None, str | None]:
        """The first and last day of the events that fit the filters other than those of days."""
        board = self.board(filters.as_of)
        return _bounds(board, board.select(filters.changed(since=None, until=None)))

    def map(self, filters: DeskFilters) -> FeatureCollection:
        """The events that fit, with coordinates."""
        board = self.board(filters.as_of)
        found = board.select(filters)
        placed = found[~np.isnan(board.lats[found]) & ~np.isnan(board.lons[found])]
        features = [board.entries[n].feature for n in placed.tolist()]
        return FeatureCollection(type="FeatureCollection", unplaced=len(found) - len(placed), features=features)

    def places(self, filters: DeskFilters) -> Places:
        """The events that fit, with coordinates, gathered by place: what the desk's own map is drawn from."""
        board = self.board(filters.as_of)
        found = board.select(filters)
        placed = found[board.sites.of[found] >= 0]
        numbers, place = np.unique(board.sites.of[placed], return_inverse=True)
        days = board.starts[placed].astype(np.int64).tolist()
        dated = (placed < board.dated).tolist()
        lengths = (board.ends[placed] - board.starts[placed]).astype(np.int64) + 1
        return Places(
            unplaced=len(found) - len(placed), places=[board.sites.all[n] for n in numbers.tolist()], types=list(TYPE_NAMES),
            place=place.tolist(), type=board.types[placed].tolist(),
            day=[day if known else None for day, known in zip(days, dated, strict=True)],
            days=np.where(placed < board.dated, lengths, 0).tolist(),
        )  # fmt: skip

    # -------------------------------------------------------- the ledger
    def days(self) -> Days:
        """Days of publication with the number of reports, each report once."""
        query = (
            "SELECT substr(published, 1, 10) AS day, count(DISTINCT id) FROM reports WHERE published IS NOT NULL "
            "GROUP BY day ORDER BY day"
        )
        with self.ledger.store.looking() as connection:
            rows = connection.execute(text(query)).all()
            bare = connection.execute(text("SELECT count(DISTINCT id) FROM reports WHERE published IS NULL")).scalar()
        return Days(days=[DayCount(day=row[0], reports=row[1]) for row in rows], undated=int(bare or 0))

    def about(self) -> About:
        """What is served."""
        board = self.board()
        days = self.days().days
        with self.ledger.store.looking() as connection:
            counts = [
                int(connection.execute(text(query)).scalar() or 0)
                for query in ("SELECT count(DISTINCT id) FROM reports", "SELECT count(*) FROM statements",
                              "SELECT count(*) FROM judgements")
            ]  # fmt: skip
        return About(
            sayso=VERSION, ledger=self.ledger.path.name, reports=counts[0], events=len(board), statements=counts[1],
            judgements=counts[2], first=days[0].day if days else None, last=days[-1].day if days else None,
            published=False, types=list(TYPES), certainties=[*CERTAINTIES, DISPUTED],
            policies={name: one.says for name, one in POLICIES.items()},
        )  # fmt: skip


def _units(board: Board, dated: Positions, unit: str) -> tuple[np.ndarray, np.ndarray]:
    """The unit of time of each dated event, and whether it lies in that one unit."""
    if unit == "hour":
        return board.clocks[dated].astype("datetime64[h]"), ~np.isnat(board.clocks[dated])
    code = f"datetime64[{_NUMPY_UNITS[unit]}]"
    first, last = board.starts[dated].astype(code), board.ends[dated].astype(code)
    return first, first == last


def _bounds(board: Board, found: Positions) -> tuple[str | None, str | None]:
    dated = found[found < board.dated]
    if not len(dated):
        return None, None
    return str(board.starts[dated].min()), str(board.ends[dated].max())


def _buckets(board: Board, positions: Positions, units: np.ndarray) -> list[Bucket]:
    if not len(positions):
        return []
    names, which = np.unique(units, return_inverse=True)
    width = len(TYPE_NAMES)
    codes = which * width + board.types[positions]
    counts = np.bincount(codes, minlength=len(names) * width).reshape(-1, width)
    unsure = np.bincount(codes[board.certainty[positions] & 1 == 0], minlength=len(names) * width).reshape(-1, width)
    return [
        Bucket(start=str(name), count=int(row.sum()), by_type=_by_type(row), unsure=_by_type(doubtful))
        for name, row, doubtful in zip(names, counts, unsure, strict=True)
    ]


def _by_type(row: np.ndarray) -> dict[str, int]:
    return {TYPE_NAMES[n]: int(row[n]) for n in np.flatnonzero(row).tolist()}


def _spans(board: Board, positions: Positions) -> list[SpanOfDays]:
    shown = [board.entries[n] for n in positions[:SPANS].tolist()]
    return [
        SpanOfDays(id=one.line.id, start=one.line.time.start or "", end=one.line.time.end or one.line.time.start or "",
                   summary=one.summary, type=one.line.type, factuality=firmest(one.line))
        for one in shown if one.line.time
    ]  # fmt: skip


# ---------------------------------------------------------------- a line as an answer
def event_item(entry: Entry, people: People) -> EventItem:
    """An event as listed."""
    line = entry.line
    return EventItem(
        id=line.id, type=line.type, mode=line.mode, phase=line.phase, summary=entry.summary, when=_when(line),
        actors=[
            msgspec.structs.replace(people.named(who.name, who.identifier, who.country), blamed=who.blamed)
            for who in line.actors
            if who.role == "actor"
        ],
        recipients=[people.named(who.name, who.identifier, who.country) for who in patients(line)],
        place=_place(line), factuality=firmest(line), certainty=list(line.certainty),
        vouchers=[people.named(one.name, one.identifier, None) for one in line.vouchers], reports=line.reports,
        voices=line.voices, figures=_figures(line), first_published=line.published[0], last_published=line.published[1],
    )  # fmt: skip


def _when(line: EventLine) -> WhenAt | None:
    value = when_value(line)
    if value is None or line.time is None or line.time.start is None:
        return None
    start, end = line.time.start, line.time.end or line.time.start
    return WhenAt(value=value, start=start, end=end, precision="time" if line.time.at else precision_of(start, end))


def precision_of(start: str, end: str) -> str:
    """How exact days are: `day`, a few `days`, a `month`, a `year`, or `years`."""
    length = int((np.datetime64(end[:10]) - np.datetime64(start[:10])).astype(int)) + 1
    for most, name in ((1, "day"), (15, "days"), (62, "month"), (366, "year")):
        if length <= most:
            return name
    return "years"


def _place(line: EventLine) -> PlaceAt | None:
    place = line.place
    if place is None:
        return None
    return PlaceAt(
        name=place.name, lat=place.lat, lon=place.lon, country=place.country, precision=place.precision,
        radius_km=radius_of(place), area=area_of(place),
    )  # fmt: skip


def _figures(line: EventLine) -> list[FigureAt]:
    return [
        FigureAt(type=one.role, whose=one.whose, of=one.of, low=one.low, best=one.best, high=one.high)
        for one in line.tallies
    ]
