"""The ledger's events held ready for the desk: in memory, in order of time, narrowed by filters in a few milliseconds.

A board is made from event lines alone, those of now or those as of a past moment, and never changes. Lines that two boards
share are held once.
"""

from __future__ import annotations

import math
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.ledger.lines import EventLine, LinePlace
from sayso.ledger.past import Past
from sayso.ledger.words import tokens
from sayso.web.answers import Site
from sayso.web.filters import CERTAINTIES, DISPUTED, TYPES, Box, DeskFilters
from sayso.web.wording import summary

Positions = NDArray[np.int64]
Mask = NDArray[np.bool_]
Texts: TypeAlias = Callable[[str], Collection[str]]

RADIUS_KM = {"site": 1.0, "town": 5.0, "admin2": 30.0, "admin1": 100.0, "country": 350.0, "region": 500.0}
"""How far from its point an event may have happened where its place gives no radius: what the map draws, by precision."""

_SELECTIONS = 64
"""Selections that a board remembers."""


class Entry:
    """An event's line with what pages show of it, worked out when it is first asked for."""

    __slots__ = ("_feature", "_summary", "line")

    def __init__(self, line: EventLine) -> None:
        self.line = line
        self._summary: str | None = None
        self._feature: msgspec.Raw | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Its place in the order of time: undated ones last, then by id."""
        time = self.line.time
        return (time.start or "~" if time else "~", self.line.id)

    @property
    def summary(self) -> str:
        if self._summary is None:
            self._summary = summary(self.line)
        return self._summary

    @property
    def feature(self) -> msgspec.Raw:
        """The event as a GeoJSON feature; only for one that has coordinates."""
        if self._feature is None:
            self._feature = msgspec.Raw(msgspec.json.encode(_feature(self)))
        return self._feature


def _feature(entry: Entry) -> dict[str, Any]:
    line, place = entry.line, entry.line.place
    assert place is not None
    precision = place.precision or "town"
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "id": line.id, "type": line.type, "summary": entry.summary, "when": when_value(line), "place": place.name,
            "precision": precision, "radius_km": radius_of(place), "factuality": firmest(line),
        },
    }  # fmt: skip


def radius_of(place: LinePlace) -> float | None:
    """How far from its point an event may have happened; None for a place without a point."""
    if place.lat is None:
        return None
    return place.radius_km if place.radius_km is not None else RADIUS_KM.get(place.precision or "town", 5.0)


def when_value(line: EventLine) -> str | None:
    """When it happened, as ISO 8601: a day, with its time where that is known, or "first/last"."""
    if line.time is None or not line.time.start:
        return None
    start, end = line.time.start, line.time.end or line.time.start
    if line.time.at:
        return f"{start}T{line.time.at}"
    return start if start == end else f"{start}/{end}"


def firmest(line: EventLine) -> str:
    """The firmest that anybody vouches for the event."""
    return line.certainty[0] if line.certainty else "Uu"


class Board:
    """The events of a ledger as of one moment. `version` is what the ledger was when it was made; positions are in order of time.

    `texts` gives the ids of the events that hold some words. `past` is what was known, where it is of a past moment.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        *,
        version: str,
        texts: Texts,
        as_of: str | None = None,
        past: Past | None = None,
    ) -> None:
        self.texts, self.past = texts, past
        self.entries = tuple(sorted(entries, key=lambda entry: entry.key))
        self.version, self.as_of = version, as_of
        self.keys = [entry.key for entry in self.entries]
        self.at = {key[1]: n for n, key in enumerate(self.keys)}
        lines = [entry.line for entry in self.entries]
        self.starts = _days([line.time.start if line.time else None for line in lines])
        self.ends = _days([(line.time.end or line.time.start) if line.time else None for line in lines])
        self.clocks = np.array([_clock(line) for line in lines], dtype="datetime64[m]")
        self.dated = int(np.count_nonzero(~np.isnat(self.starts)))
        self.types = np.array([_TYPE_CODES.get(line.type, 0) for line in lines], dtype=np.int16)
        self.certainty = np.array([_certainty_bits(line.certainty) for line in lines], dtype=np.int16)
        self.lats = np.array([_or_nan(line.place.lat if line.place else None) for line in lines])
        self.lons = np.array([_or_nan(line.place.lon if line.place else None) for line in lines])
        self._select = lru_cache(_SELECTIONS)(self._selected)
        self._selecting = threading.Lock()

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def actors(self) -> _Names:
        """The events of each name of those who stand in them."""
        return _Names((who.name for who in entry.line.actors) for entry in self.entries)

    @cached_property
    def vouchers(self) -> _Names:
        """The events of each name of those who vouch."""
        return _Names((one.name for one in entry.line.vouchers) for entry in self.entries)

    @cached_property
    def places(self) -> _Names:
        """The events of each place."""
        return _Names(((entry.line.place.name,) if entry.line.place else ()) for entry in self.entries)

    @cached_property
    def sites(self) -> Sites:
        """Where the events are."""
        return Sites(entry.line.place for entry in self.entries)

    def select(self, filters: DeskFilters) -> Positions:
        """The positions of the events that fit, in order. What list, timeline and map ask for at once is looked for once."""
        with self._selecting:
            return self._select(filters.changed(as_of=None))

    def _selected(self, filters: DeskFilters) -> Positions:
        mask = np.ones(len(self.entries), dtype=bool)
        if filters.since:
            mask &= self.ends >= np.datetime64(filters.since)
        if filters.until:
            mask &= self.starts <= np.datetime64(filters.until)
        if filters.types:
            mask &= np.isin(self.types, [_TYPE_CODES[name] for name in filters.types])
        if filters.certainties:
            mask &= self._firm(filters.certainties)
        if filters.actor:
            mask &= self.actors.holding(filters.actor, len(mask))
        if filters.voucher:
            mask &= self.vouchers.holding(filters.voucher, len(mask))
        if filters.place:
            mask &= self.places.holding(filters.place, len(mask))
        if filters.bbox:
            mask &= self._inside(filters.bbox)
        if filters.text:
            mask &= self._of(self.texts(filters.text))
        return np.flatnonzero(mask)

    def _firm(self, wanted: Iterable[str]) -> Mask:
        mask = np.zeros(len(self.entries), dtype=bool)
        for name in wanted:
            mask |= (self.certainty & _CERTAINTY_BITS[name]) != 0
        return mask

    def _inside(self, box: Box) -> Mask:
        across = (self.lons >= box.west) & (self.lons <= box.east)
        if box.west > box.east:
            across = (self.lons >= box.west) | (self.lons <= box.east)
        inside: Mask = across & (self.lats >= box.south) & (self.lats <= box.north)
        return inside

    def _of(self, ids: Collection[str]) -> Mask:
        mask = np.zeros(len(self.entries), dtype=bool)
        mask[[self.at[one] for one in ids if one in self.at]] = True
        return mask

    # -------------------------------------------------------- listing, newest first
    def ranked(self, positions: Positions) -> Positions:
        """The positions with the newest event first and those without a time last."""
        dated = positions[positions < self.dated]
        return np.concatenate([dated[::-1], positions[positions >= self.dated]])

    def after(self, ranked: Positions, cursor: str) -> Positions:
        """What comes after an event in a ranked listing, whether or not it is still there. `cursor` is of `cursor_of`."""
        start, _, event = cursor.partition("~")
        place = bisect_left(self.keys, (start or "~", event))
        here = place < len(self.keys) and self.keys[place][1] == event
        if start:
            return ranked[(ranked < place) | (ranked >= self.dated)]
        return ranked[ranked >= max(place + here, self.dated)]

    def cursor_of(self, position: int) -> str:
        """A cursor that stands for an event: its day and id."""
        start, event = self.keys[position]
        return f"{'' if start == '~' else start}~{event}"


_TYPE_CODES: Mapping[str, int] = {name: n for n, name in enumerate(TYPES, 1)}
TYPE_NAMES = ("other", *TYPES)
"""The names of `Board.types`."""

_CERTAINTY_BITS: Mapping[str, int] = {name: 1 << n for n, name in enumerate((*CERTAINTIES, DISPUTED))}


@lru_cache(1024)
def _certainty_bits(given: tuple[str, ...]) -> int:
    """The bit of the firmest value; the one of disputed events too where one affirms and another denies."""
    if not given:
        return _CERTAINTY_BITS["uncommitted"]
    bits = next(_CERTAINTY_BITS[name] for name, values in CERTAINTIES.items() if given[0] in values)
    disputed = given[0].endswith("+") and given[-1].endswith("-")
    return bits | (_CERTAINTY_BITS[DISPUTED] if disputed else 0)


def _days(days: Sequence[str | None]) -> NDArray[np.datetime64]:
    return np.array([day[:10] if day else "NaT" for day in days], dtype="datetime64[D]")


def _clock(line: EventLine) -> str:
    """The moment of an event whose time of day is known."""
    time = line.time
    return f"{time.start[:10]}T{time.at}" if time and time.start and time.at else "NaT"


def _or_nan(degrees: float | None) -> float:
    return math.nan if degrees is None else degrees


class Sites:
    """The places of events: `of` has the number of each event's place in `all`, -1 for one without coordinates."""

    def __init__(self, places: Iterable[LinePlace | None]) -> None:
        known: dict[tuple[float, float, str], int] = {}
        names: list[Counter[LinePlace]] = []
        of = []
        for place in places:
            if place is None or place.lat is None or place.lon is None:
                of.append(-1)
                continue
            number = known.setdefault((place.lat, place.lon, place.precision or "town"), len(known))
            if number == len(names):
                names.append(Counter())
            names[number][place] += 1
            of.append(number)
        self.of: NDArray[np.int64] = np.array(of, dtype=np.int64)
        self.all = [_site(min(told, key=lambda one: (-told[one], one.name))) for told in names]


def _site(place: LinePlace) -> Site:
    assert place.lat is not None and place.lon is not None
    return Site(
        name=place.name, lat=place.lat, lon=place.lon, precision=place.precision or "town", radius_km=radius_of(place) or 0.0,
        area=area_of(place),
    )  # fmt: skip


def area_of(place: LinePlace) -> str | None:
    """The code of the country or first-order area that a place is known to lie in and no better."""
    return {"country": place.country, "admin1": place.admin1}.get(place.precision or "town")


class _Names:
    """Which events bear which names."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        self.found: dict[str, list[int]] = {}
        for n, some in enumerate(names):
            for name in some:
                self.found.setdefault(name, []).append(n)

    def holding(self, words: str, size: int) -> Mask:
        """Events one of whose names holds all the words, in any case."""
        wanted = _folded(words)
        mask = np.zeros(size, dtype=bool)
        for name, positions in self.found.items():
            if wanted <= _folded(name):
                mask[positions] = True
        return mask


@lru_cache(100_000)
def _folded(words: str) -> frozenset[str]:
    return frozenset(word.lower() for word in tokens(words)) or frozenset((words.lower(),))


def entries_of(lines: Iterable[EventLine], held: Board | None = None) -> list[Entry]:
    """Entries for lines; those that a board holds already are taken from it."""
    known = held.at if held else {}
    made = []
    for line in lines:
        at = known.get(line.id)
        old = held.entries[at] if held is not None and at is not None else None
        made.append(old if old is not None and old.line == line else Entry(line))
    return made
