"""What merging keeps of events and reports, read back: sketches, contexts, event lines. Read in bulk; the last ones are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.lines import EventLine
from sayso.ledger.matching import WITHIN, nearness
from sayso.ledger.sketches import Context, Sketch
from sayso.ledger.store import fetched

KEPT = 20_000
"""Sketches, and contexts, kept in memory."""

_LINES = 200  # read at a time

_sketches = msgspec.msgpack.Decoder(Sketch)
_contexts = msgspec.msgpack.Decoder(Context)
_line = msgspec.json.Decoder(EventLine)


class Drawn:
    """Sketches by their number in `m_events`, contexts by the number of their reading."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._sketches: OrderedDict[int, Sketch] = OrderedDict()
        self._contexts: dict[int, Context] = {}
        self._near: dict[tuple[int, int], tuple[float, int]] = {}

    def remember(self, number: int, sketch: Sketch) -> None:
        """Keep a new event's sketch at hand."""
        self._sketches[number] = sketch

    def remember_context(self, reading: int, context: Context) -> None:
        """Keep a new reading's context at hand."""
        self._contexts[reading] = context

    def sketch(self, number: int) -> Sketch:
        """The sketch of an event."""
        return self._sketches[number] if number in self._sketches else self.sketches([number])[number]

    def sketches(self, numbers: Collection[int]) -> dict[int, Sketch]:
        """The sketches of events."""
        wanted = [number for number in numbers if number not in self._sketches]
        query = "SELECT number, sketch FROM m_events WHERE number IN :these"
        for number, packed in fetched(self.connection, query, wanted):
            self._sketches[number] = _sketches.decode(packed)
        return {number: self._sketches[number] for number in numbers}

    def contexts(self, readings: Collection[int]) -> Mapping[int, Context]:
        """The contexts of readings, and perhaps of others."""
        wanted = [number for number in readings if number not in self._contexts]
        query = "SELECT reading, context FROM m_readings WHERE reading IN :these"
        for reading, packed in fetched(self.connection, query, wanted):
            self._contexts[reading] = _contexts.decode(packed)
        return self._contexts

    def nearness(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[float, int]]:
        """How near pairs of readings are: asked when candidates are found, and again when they are scored."""
        wanted = [pair for pair in pairs if pair not in self._near]
        contexts = self.contexts({n for pair in wanted for n in pair})
        for a, b in wanted:
            self._near[a, b] = nearness(contexts[a], contexts[b]) if a != b else WITHIN
        return [self._near[pair] for pair in pairs]

    def forget(self) -> None:
        """Let go of what is too much to keep, between one batch and the next."""
        self._near.clear()
        if len(self._contexts) > KEPT:
            self._contexts.clear()
        while len(self._sketches) > KEPT:
            self._sketches.popitem(last=False)


def sketch_reader(connection: Connection) -> Callable[[int], Sketch]:
    """Reads sketches by their number in `m_events`."""
    query = "SELECT sketch FROM m_events WHERE number = ?"
    return lambda number: _sketches.decode(connection.exec_driver_sql(query, (number,)).scalar() or b"")


def context_reader(connection: Connection) -> Callable[[int], Context]:
    """Reads contexts by the number of their reading."""
    query = "SELECT context FROM m_readings WHERE reading = ?"
    return lambda number: _contexts.decode(connection.exec_driver_sql(query, (number,)).scalar() or b"")


def iter_lines(connection: Connection, where: str, parameters: Mapping[str, Any]) -> Iterator[EventLine]:
    """The ledger's event lines that fit an SQL condition on `m_lines`, in order of time, then id."""
    dated = "since" in parameters or "until" in parameters  # then every line has a start, and an index gives the order
    order = "start, event" if dated else "start IS NULL, start, event"
    query = f"SELECT line FROM m_lines WHERE {where} ORDER BY {order}"  # noqa: S608 (Filters.condition)
    for rows in connection.execute(text(query), parameters).partitions(_LINES):
        for (line,) in rows:
            yield _line.decode(line)


def line_from(stored: str) -> EventLine:
    """A stored line as a value again."""
    return _line.decode(stored)


def events_of(connection: Connection, readings: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of readings' events, in order."""
    found: dict[int, list[int]] = {}
    query = "SELECT reading, number FROM m_events WHERE reading IN :these ORDER BY number"
    for reading, number in fetched(connection, query, sorted(readings)):
        found.setdefault(reading, []).append(number)
    return found
