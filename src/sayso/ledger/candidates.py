"""Which pairs of tellings are worth scoring: by blocks that events share, and by reports that are alike. Reads and never writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.drawn import Drawn, events_of
from sayso.ledger.gates import Gates
from sayso.ledger.matching import ruled_out
from sayso.ledger.merging import RELATED, comparable
from sayso.ledger.store import column, fetched, listing, rows_of

Pair = tuple[int, int]
"""Numbers of two events, or of two readings, the lesser first."""


class Limits(msgspec.Struct, frozen=True):
    """From how many on a key that events, or reports, share finds no candidates: it says too little then, and would make
    work grow with its square. Of the keys of reports only the even ones are limited; the odd ones find copies.
    """

    events: int = 200
    reports: int = 300


class Crowd(msgspec.Struct, frozen=True):
    """Blocks and bands that too many share, and those of them that were not crowded before."""

    blocks: list[int]
    bands: list[int]
    new_blocks: list[int]
    new_bands: list[int]


_BLOCKS = (
    "SELECT DISTINCT y.event, x.event FROM m_blocks x JOIN m_blocks y ON x.block = y.block AND y.event < x.event "
    "WHERE x.event >= ? AND x.block NOT IN (SELECT value FROM json_each(?))"
)
_BANDS = (
    "SELECT DISTINCT y.reading, x.reading FROM m_bands x JOIN m_bands y ON x.band = y.band AND y.reading < x.reading "
    "WHERE x.reading >= ? AND x.band NOT IN (SELECT value FROM json_each(?))"
)


def in_order(a: int, b: int) -> Pair:
    """The two, the lesser first."""
    return (a, b) if a < b else (b, a)


class Candidates:
    """Finds candidate pairs among the events and readings that are in the tables."""

    def __init__(self, connection: Connection, drawn: Drawn, limits: Limits) -> None:
        self.connection, self.drawn, self.limits = connection, drawn, limits

    # -------------------------------------------------------- of new ones
    def by_blocks(self, first: int, crowded: Sequence[int]) -> set[Pair]:
        """The pairs of the events from the `first` on that share a block with an earlier one and are not ruled out."""
        return self._not_ruled_out(self._sharing(_BLOCKS, first, crowded))

    def by_reports(self, near: Sequence[Pair], readings: Iterable[int]) -> set[Pair]:
        """The pairs of events that may be the same between near readings that are alike, and within each of the `readings`."""
        return self._between(self._alike(near) + [(n, n) for n in readings])

    def near(self, first: int, crowded: Sequence[int]) -> list[Pair]:
        """The pairs of the readings from the `first` on that share a band with an earlier one."""
        return sorted(self._sharing(_BANDS, first, crowded))

    def _sharing(self, query: str, first: int, crowded: Sequence[int]) -> list[Pair]:
        rows: list[Any] = rows_of(self.connection, query, (first, listing(crowded)))
        return rows

    def _alike(self, near: Sequence[Pair]) -> list[Pair]:
        """The pairs of readings whose words are alike enough that their events are compared."""
        return [pair for pair, (alike, _) in zip(near, self.drawn.nearness(near), strict=True) if alike >= RELATED]

    def _between(self, pairs: Sequence[Pair]) -> set[Pair]:
        """The candidate pairs of events between (or within) pairs of readings."""
        homes = events_of(self.connection, {n for pair in pairs for n in pair})
        drawn = self.drawn.sketches([n for events in homes.values() for n in events])
        return {
            in_order(a, b)
            for a, b in Gates(drawn).open_between(pairs, homes)
            if comparable(drawn[a], drawn[b]) and not ruled_out(drawn[a], drawn[b])
        }

    def _not_ruled_out(self, pairs: Sequence[Pair]) -> set[Pair]:
        drawn = self.drawn.sketches({n for pair in pairs for n in pair})
        return {(a, b) for a, b in Gates(drawn).open_among(pairs) if not ruled_out(drawn[a], drawn[b])}

    # -------------------------------------------------------- crowded blocks and bands
    def crowd(self, event: int, reading: int) -> Crowd:
        """The keys of the newest events and readings (from these on) that are crowded, and those that were not before."""
        found = []
        for table, of, first, most, which in (
            ("m_blocks", "event", event, self.limits.events, "1"),
            ("m_bands", "reading", reading, self.limits.reports, "{key} & 1 = 0"),
        ):  # fmt: skip
            key = "block" if table == "m_blocks" else "band"
            query = (
                f"SELECT {key}, count(*) - sum({of} >= :first) <= :most FROM {table} WHERE {key} IN "  # noqa: S608
                f"(SELECT {key} FROM {table} WHERE {of} >= :first) AND {which.format(key=key)} "
                f"GROUP BY {key} HAVING count(*) > :most"
            )
            rows = self.connection.execute(text(query), {"first": first, "most": most}).all() if first else []
            found.append(([row[0] for row in rows], [row[0] for row in rows if row[1]]))
        return Crowd(found[0][0], found[1][0], found[0][1], found[1][1])

    def lost(self, crowd: Crowd) -> list[Pair]:
        """The links that nothing finds any more but keys which have become crowded."""
        events = set(column(self.connection, "SELECT event FROM m_blocks WHERE block IN :these", crowd.new_blocks))
        query = "SELECT DISTINCT reading FROM m_bands WHERE band IN :these"
        readings = column(self.connection, query, crowd.new_bands)
        events |= set(column(self.connection, "SELECT number FROM m_events WHERE reading IN :these", readings))
        linked = fetched(self.connection, "SELECT a, b FROM m_links WHERE a IN :these", sorted(events))
        return [(a, b) for a, b in linked if b in events and not self._still_found(a, b)]

    def crowded_around(self, events: Sequence[int], readings: Sequence[int]) -> tuple[list[int], list[int]]:
        """The crowded blocks and bands that some events and readings are in."""
        blocks = column(self.connection, "SELECT DISTINCT block FROM m_blocks WHERE event IN :these", events)
        query = "SELECT DISTINCT band FROM m_bands WHERE band & 1 = 0 AND reading IN :these"
        bands = column(self.connection, query, readings)
        return self._still_crowded("m_blocks", blocks), self._still_crowded("m_bands", bands)

    def _still_crowded(self, table: str, keys: Sequence[int]) -> list[int]:
        key, most = ("block", self.limits.events) if table == "m_blocks" else ("band", self.limits.reports)
        query = f"SELECT {key} FROM {table} WHERE {key} IN :these GROUP BY {key} HAVING count(*) > {most}"  # noqa: S608
        return column(self.connection, query, keys)

    def freed(self, blocks: Sequence[int], bands: Sequence[int]) -> set[Pair]:
        """The candidates of blocks and bands that were crowded before something was taken out, and are no longer."""
        free_blocks = sorted(set(blocks) - set(self._still_crowded("m_blocks", blocks)))
        free_bands = sorted(set(bands) - set(self._still_crowded("m_bands", bands)))
        query = (
            "SELECT DISTINCT y.event, x.event FROM m_blocks x JOIN m_blocks y ON x.block = y.block AND y.event < x.event "
            "WHERE x.block IN :these"
        )
        pairs = self._not_ruled_out([(a, b) for a, b in fetched(self.connection, query, free_blocks)])
        query = (
            "SELECT DISTINCT y.reading, x.reading FROM m_bands x JOIN m_bands y ON x.band = y.band AND y.reading < x.reading "
            "WHERE x.band IN :these"
        )
        near = sorted((a, b) for a, b in fetched(self.connection, query, free_bands))
        return pairs | self._between(self._alike(near))

    def _still_found(self, a: int, b: int) -> bool:
        """Whether two events are candidates by a block or by reports that are not crowded."""
        one, two = self.drawn.sketch(a), self.drawn.sketch(b)
        if one.reading == two.reading or self._share("m_blocks", a, b):
            return True
        homes = in_order(one.reading, two.reading)
        return comparable(one, two) and bool(self._alike([homes])) and self._share("m_bands", *homes)

    def _share(self, table: str, a: int, b: int) -> bool:
        """Whether two events share a block, or two readings a band, that is not crowded."""
        key, of = ("block", "event") if table == "m_blocks" else ("band", "reading")
        most = (
            f"{self.limits.events}"
            if table == "m_blocks"
            else f"(CASE WHEN x.band & 1 THEN 1e9 ELSE {self.limits.reports} END)"
        )
        query = (
            f"SELECT 1 FROM {table} x JOIN {table} y ON x.{key} = y.{key} WHERE x.{of} = ? AND y.{of} = ? "  # noqa: S608
            f"AND (SELECT count(*) FROM {table} z WHERE z.{key} = x.{key}) <= {most} LIMIT 1"
        )
        return self.connection.exec_driver_sql(query, (a, b)).first() is not None
