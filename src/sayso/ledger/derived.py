"""The tables that merging works out (`m_...`), kept up with what was appended: only what a report touches is done again.

All of it can be dropped and made again from reports, readings and judgements; the order of adding leaves no trace.
"""

from __future__ import annotations

import gc
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, text

from sayso.ledger import schema
from sayso.ledger.candidates import Candidates, Limits, Pair, in_order
from sayso.ledger.clocks import END_OF_TIME
from sayso.ledger.clustering import components
from sayso.ledger.copies import bands, copies, pack, sign, unpack
from sayso.ledger.drawn import Drawn, context_reader, iter_lines, line_from, sketch_reader
from sayso.ledger.judgements import Judgement, standing
from sayso.ledger.lines import EventLine, Telling, event_line
from sayso.ledger.merging import KEEP, Rulings, groups, ordered, weigh_near
from sayso.ledger.policies import Policy
from sayso.ledger.rulings import matching_anchors, rulings_in
from sayso.ledger.sketches import Drawing, Sketch, blocks, context_bands
from sayso.ledger.speakers import Ranks
from sayso.ledger.store import (
    active_readings,
    chunks,
    column,
    fetched,
    judgements_in,
    newest_readings,
    reading_from,
    run_on,
)
from sayso.ledger.tellings import Verdicts, judged_by, judged_telling, search_words, tellings_in, value_anchor, verdicts

__all__ = [
    "MATCHER", "Derivation", "Limits", "context_reader", "fresh", "iter_lines", "judged_telling", "line_from",
    "matching_anchors", "rulings_in", "search_words", "sketch_reader", "stamp", "tellings_in", "value_anchor",
]  # fmt: skip

MATCHER = "11"
"""The version of what is derived; a ledger derived by another is derived again."""


_BATCH = 200  # readings, or components, worked on at a time
_pack = msgspec.msgpack.Encoder()
_PACKED = (
    "SELECT g.number, g.packed, r.key FROM readings g JOIN reports r ON r.number = g.report WHERE g.number IN :these"
)
_MEMBERS = "SELECT number, component, entity FROM m_events WHERE component IN :these ORDER BY number"
_SPEAKING = (
    "SELECT DISTINCT e.component FROM m_events e JOIN m_readings m ON m.reading = e.reading "
    "WHERE m.voice IN :these AND e.component > 0"
)


def stamp(connection: Connection) -> str:
    """What the derived tables would be made from now."""
    last = connection.execute(select(func.max(schema.readings.c.number))).scalar()
    judged = connection.execute(select(func.max(schema.judgements.c.number))).scalar()
    return f"{MATCHER}|{last or 0}|{judged or 0}"


def fresh(connection: Connection) -> bool:
    """Whether the derived tables are up to date."""
    state = select(schema.m_state.c.value).where(schema.m_state.c.name == "stamp")
    return connection.execute(state).scalar() == stamp(connection)


def _drop_all(connection: Connection) -> None:
    for table in schema.DERIVED:
        connection.execute(delete(table))
    connection.exec_driver_sql("DELETE FROM m_words")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within it Python does not look for cycles: among thousands of rows at once there are none, and looking takes a twentieth
    of the time. Who stopped it starts it again, so that threads may be within it together.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


class Derivation:
    """One bringing up to date, within the caller's writing transaction."""

    def __init__(self, connection: Connection, by: Policy, ranks: Ranks, limits: Limits | None = None) -> None:
        self.connection, self.by, self.ranks = connection, by, ranks
        self.drawn = Drawn(connection)
        self.candidates = Candidates(connection, self.drawn, limits or Limits())
        self.touched: set[int] = set()  # components to do again

    def run(self) -> None:
        """Bring the tables up to date."""
        with _uncollected():
            self._run()

    def _run(self) -> None:
        state = self.connection.execute(select(schema.m_state.c.value).where(schema.m_state.c.name == "stamp")).scalar()
        now = stamp(self.connection)
        if state == now:
            return
        before = (state or "||").split("|")
        if before[0] != MATCHER:
            _drop_all(self.connection)
        self._bring_readings()
        if now.split("|")[2] != "0":
            self._touch_judged()
        self._settle()
        self.connection.exec_driver_sql("INSERT OR REPLACE INTO m_state VALUES ('stamp', ?)", (now,))

    # -------------------------------------------------------- readings in and out
    def _bring_readings(self) -> None:
        """Every revision's newest reading is sketched and linked; only the current ones are in components."""
        newest, current = newest_readings(self.connection), active_readings(self.connection, END_OF_TIME)
        known = {row[0]: row[1] for row in self.connection.execute(text("SELECT reading, current FROM m_readings"))}
        for batch in chunks(sorted(known.keys() - newest.keys())):
            self._take_out(batch)
        older = newest.keys() - current.keys()
        for batch in chunks(sorted(number for number, was in known.items() if was and number in older)):
            self._set_back(batch)
        for batch in chunks(sorted(newest.keys() - known.keys()), _BATCH):
            self._take_in({number: newest[number] for number in batch}, current.keys())

    def _take_out(self, numbers: Sequence[int]) -> None:
        events = column(self.connection, "SELECT number FROM m_events WHERE reading IN :these", numbers)
        crowded = self.candidates.crowded_around(events, numbers)
        touched = column(self.connection, "SELECT DISTINCT component FROM m_events WHERE reading IN :these", numbers)
        for command in ("DELETE FROM m_links WHERE a IN :these", "DELETE FROM m_links WHERE b IN :these",
                        "DELETE FROM m_blocks WHERE event IN :these", "DELETE FROM m_clusters WHERE entity IN "
                        "(SELECT entity FROM m_events WHERE number IN :these)"):  # fmt: skip
            run_on(self.connection, command, events)
        for table in (schema.m_events, schema.m_bands, schema.m_readings):
            self.connection.execute(delete(table).where(table.c.reading.in_(numbers)))
        self._part(touched)
        joined = self._score(self.candidates.freed(*crowded))
        if joined:
            self._connect(self._with_components(joined))

    def _set_back(self, numbers: Sequence[int]) -> None:
        """A newer revision takes the place of these readings; they stay for views as of an earlier day."""
        touched = column(self.connection, "SELECT DISTINCT component FROM m_events WHERE reading IN :these", numbers)
        run_on(self.connection, "UPDATE m_readings SET current = 0 WHERE reading IN :these", numbers)
        run_on(self.connection, "UPDATE m_events SET component = 0 WHERE reading IN :these", numbers)
        self._part(touched)

    def _part(self, touched: Sequence[int]) -> None:
        """Components that lost members may fall apart: find them again from the links that are left."""
        rest = column(
            self.connection, "SELECT number FROM m_events WHERE component IN :these AND component > 0", touched
        )
        self._drop_lines(touched)
        self._connect(rest)

    def _take_in(self, batch: Mapping[int, tuple[int, str]], current: Container[int]) -> None:
        sketches: list[Sketch] = []
        told: list[tuple[Any, ...]] = []
        keys: list[tuple[int, int]] = []
        for number, packed, key in fetched(self.connection, _PACKED, list(batch)):
            reading = reading_from(packed)
            drawing, signature = Drawing(reading), sign(reading.text)
            context = drawing.context()
            self.drawn.remember_context(number, context)
            voice = f"{reading.report.published or '~'}|{context.report}"
            told.append((number, *batch[number], number in current, pack(signature), _pack.encode(context), voice))
            keys += [(band, number) for band in {*map(_even, context_bands(context)), *map(_odd, bands(signature))}]
            sketches += drawing.sketches(number, key)
        self.connection.exec_driver_sql("INSERT INTO m_readings VALUES (?, ?, ?, ?, ?, ?, ?)", told)
        self.connection.exec_driver_sql(
            "INSERT INTO m_bands VALUES (?, ?)", sorted(keys)
        )  # in the order they are kept in
        self._link(self._insert_events(sketches, current), list(batch))
        self.drawn.forget()

    def _insert_events(self, sketches: Sequence[Sketch], current: Container[int]) -> list[int]:
        at = int(self.connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM m_events").scalar() or 0)
        numbered = list(enumerate(sketches, at + 1))
        for number, sketch in numbered:
            self.drawn.remember(number, sketch)
        rows = [
            (n, s.entity, s.reading, *s.trigger, _pack.encode(s), n if s.reading in current else 0) for n, s in numbered
        ]
        keys = [(key, n) for n, s in numbered for key in set(blocks(s))]
        if rows:
            self.connection.exec_driver_sql("INSERT INTO m_events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        if keys:
            self.connection.exec_driver_sql("INSERT INTO m_blocks VALUES (?, ?)", sorted(keys))
        return [n for n, _ in numbered]

    # -------------------------------------------------------- links
    def _link(self, events: Sequence[int], readings: Sequence[int]) -> None:
        """Score the new events' candidate pairs, keep what may matter, and join what hangs together."""
        crowd = self.candidates.crowd(min(events, default=0), min(readings))
        near = self.candidates.near(min(readings), crowd.bands)
        self._find_copies(near)
        pairs = self.candidates.by_reports(near, readings)
        if events:
            pairs |= self.candidates.by_blocks(min(events), crowd.blocks)
        joined = self._score(pairs) | set(events)
        lost = self.candidates.lost(crowd)
        if lost:
            self.connection.exec_driver_sql("DELETE FROM m_links WHERE a = ? AND b = ?", lost)
        self._connect(self._with_components(joined | {event for pair in lost for event in pair}))

    def _score(self, pairs: Iterable[Pair]) -> set[int]:
        """Write the links among candidate pairs; the events that a link joins."""
        found, rows = sorted(pairs), []
        drawn = self.drawn.sketches({number for pair in found for number in pair})
        near = self.drawn.nearness([in_order(drawn[a].reading, drawn[b].reading) for a, b in found])
        for (a, b), how in zip(found, near, strict=True):
            weight = weigh_near(drawn[a], drawn[b], how)
            if weight >= KEEP:
                rows.append((a, b, weight))
        if rows:
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO m_links VALUES (?, ?, ?)", rows)
        return {event for a, b, weight in rows if weight > 0 for event in (a, b)}

    def _find_copies(self, pairs: Sequence[Pair]) -> None:
        """Give copies of one text one voice: the name of the earliest."""
        query = "SELECT reading, sign, voice FROM m_readings WHERE reading IN :these"
        rows = fetched(self.connection, query, sorted({n for pair in pairs for n in pair}))
        voices = {row[0]: row[2] for row in rows}
        same = [(voices[a], voices[b]) for a, b in copies({row[0]: unpack(row[1]) for row in rows}, pairs)]
        for group in components({voice for pair in same for voice in pair}, same):
            self.touched |= set(column(self.connection, _SPEAKING, group))
            for voice in group[1:]:
                self.connection.exec_driver_sql("UPDATE m_readings SET voice = ? WHERE voice = ?", (group[0], voice))

    # -------------------------------------------------------- components
    def _with_components(self, events: Iterable[int]) -> list[int]:
        """The events, with all that hang together with them already."""
        query = "SELECT DISTINCT component FROM m_events WHERE number IN :these AND component > 0"
        held = sorted(column(self.connection, query, sorted(events)))
        self.touched.difference_update(held)
        self._drop_lines(held)
        return column(self.connection, "SELECT number FROM m_events WHERE component IN :these", held)

    def _connect(self, events: Sequence[int]) -> None:
        """Find the components among these events; none of them has a link out of them."""
        here = set(events)
        links = fetched(self.connection, "SELECT a, b FROM m_links WHERE a IN :these AND weight > 0", events)
        found = components(events, [(a, b) for a, b in links if b in here] + self._judged_same(here))
        rows = [(group[0], n) for group in found for n in group]
        if rows:
            self.connection.exec_driver_sql("UPDATE m_events SET component = ? WHERE number = ?", rows)
        self.touched.update(group[0] for group in found)

    def _judged_same(self, here: set[int]) -> list[Pair]:
        rulings = rulings_in(self.connection)
        entities = sorted({entity for key in rulings.same for entity in key})
        rows = fetched(self.connection, "SELECT entity, number FROM m_events WHERE entity IN :these", entities)
        numbers = {row[0]: row[1] for row in rows if row[1] in here}
        return [(numbers[a], numbers[b]) for a, b in rulings.same if a in numbers and b in numbers]

    def _touch_judged(self) -> None:
        """Every event that any judgement is or was about is done again."""
        told = judgements_in(self.connection)
        homes = matching_anchors(
            self.connection, {a for row in told for a in (*row.subject, *row.object) if not a.property}
        )
        entities = sorted({entity for found in homes.values() for entity in found})
        numbers = column(
            self.connection, "SELECT number FROM m_events WHERE entity IN :these AND component > 0", entities
        )
        self._connect(self._with_components(numbers))
        self._touch_values([row for row in told if row.kind in ("right", "wrong")])

    def _touch_values(self, told: Sequence[Judgement]) -> None:
        keys = sorted({anchor.report for row in told for anchor in row.subject})
        query = (
            "SELECT DISTINCT e.component FROM m_events e JOIN m_readings m ON m.reading = e.reading "
            "JOIN reports r ON r.number = m.report WHERE r.key IN :these AND e.component > 0"
        )
        self.touched |= set(column(self.connection, query, keys))

    # -------------------------------------------------------- clusters and lines
    def _settle(self) -> None:
        rulings, judged = rulings_in(self.connection), verdicts(standing(judgements_in(self.connection)))
        for batch in chunks(sorted(self.touched), _BATCH):
            self._drop_lines(batch)
            self._settle_batch(batch, rulings, judged)
            self.drawn.forget()
        self.touched.clear()

    def _settle_batch(self, batch: Sequence[int], rulings: Rulings, judged: Verdicts) -> None:
        members: dict[int, dict[int, str]] = {}
        for number, component, entity in fetched(self.connection, _MEMBERS, batch):
            members.setdefault(component, {})[number] = entity
        told = tellings_in(self.connection, [n for group in members.values() for n in group])
        several = [n for group in members.values() if len(group) > 1 for n in group]
        self.drawn.sketches(several)  # all at once
        links = self._links_among(several)
        found: list[tuple[int, list[Telling]]] = []
        for component, named in sorted(members.items()):
            for group in self._groups(named, links, rulings):
                found.append((component, [judged_by(told[entity], judged) for entity in group]))
        self._write_events(found)
        self._write_spans(found)

    def _groups(
        self, named: Mapping[int, str], links: Mapping[int, list[tuple[int, float]]], rulings: Rulings
    ) -> list[list[str]]:
        """The events of a component, each as the entities of its tellings."""
        if len(named) == 1:
            return [list(named.values())]
        inner = ((a, b, weight) for a in named for b, weight in links.get(a, ()) if b in named)
        known = {ordered(named[a], named[b]): weight for a, b, weight in inner}
        sketches = list(self.drawn.sketches(named).values())
        contexts = self.drawn.contexts({sketch.reading for sketch in sketches})
        return groups(sketches, known, contexts, rulings)

    def _links_among(self, numbers: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
        """For each of some events its links to events with a greater number."""
        found: dict[int, list[tuple[int, float]]] = {}
        for a, b, weight in fetched(self.connection, "SELECT a, b, weight FROM m_links WHERE a IN :these", numbers):
            found.setdefault(a, []).append((b, weight))
        return found

    def _write_events(self, found: Sequence[tuple[int, list[Telling]]]) -> None:
        """Write the events of some components: their tellings' homes, their lines, and what they are searched by."""
        execute = self.connection.exec_driver_sql
        at = int(execute("SELECT coalesce(max(number), 0) FROM m_lines").scalar() or 0)
        homes, rows, words = [], [], []
        for number, (component, tellings) in enumerate(found, at + 1):
            line = event_line(tellings, self.by, self.ranks)
            homes += [(telling.entity, line.id) for telling in tellings]
            rows.append((number, *_line_row(line, component)))
            words.append((number, *search_words(line, tellings)))
        if rows:
            execute("INSERT OR REPLACE INTO m_clusters VALUES (?, ?)", homes)
            execute("INSERT INTO m_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
            execute("INSERT INTO m_words (rowid, words, actors, places) VALUES (?, ?, ?, ?)", words)

    def _write_spans(self, found: Sequence[tuple[int, list[Telling]]]) -> None:
        """Write from when to when each component was told of."""
        clocks: dict[int, list[str]] = {}
        for component, tellings in found:
            clocks.setdefault(component, []).extend(telling.clock for telling in tellings)
        rows = [(component, min(told), max(told)) for component, told in clocks.items()]
        if rows:
            self.connection.exec_driver_sql("INSERT INTO m_spans VALUES (?, ?, ?)", rows)

    def _drop_lines(self, batch: Sequence[int]) -> None:
        run_on(
            self.connection,
            "DELETE FROM m_words WHERE rowid IN (SELECT number FROM m_lines WHERE component IN :these)",
            batch,
        )
        run_on(self.connection, "DELETE FROM m_lines WHERE component IN :these", batch)
        run_on(self.connection, "DELETE FROM m_spans WHERE component IN :these", batch)


def _even(key: int) -> int:
    return key & ~1


def _odd(key: int) -> int:
    return key | 1


def _line_row(line: EventLine, component: int) -> tuple[Any, ...]:
    days = (line.time.start, line.time.end) if line.time else (None, None)
    where = (line.place.country, line.place.name) if line.place else (None, None)
    return (line.id, component, line.type, *days, *where, msgspec.json.encode(line).decode())
