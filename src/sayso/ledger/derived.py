"""The tables that merging works out (`m_...`), kept up with what was appended: only what a report touches is done again.

All of it can be dropped and made again from reports, readings and judgements; the order of adding leaves no trace.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, text

from sayso.ledger import schema
from sayso.ledger.clocks import END_OF_TIME
from sayso.ledger.clustering import components
from sayso.ledger.copies import SAME, bands, likeness, pack, sign, unpack
from sayso.ledger.figures import Told
from sayso.ledger.gates import Gates
from sayso.ledger.judgements import Anchor, Judgement, standing
from sayso.ledger.lines import EventLine, Telling, event_line
from sayso.ledger.matching import WITHIN, nearness, ruled_out
from sayso.ledger.merging import (
    KEEP,
    RELATED,
    Key,
    Rulings,
    comparable,
    groups,
    ordered,
    rulings_from,
    weigh_near,
)
from sayso.ledger.policies import Policy
from sayso.ledger.sketches import Context, Drawing, Sketch, blocks, context_bands
from sayso.ledger.speakers import Ranks
from sayso.ledger.statements import TALLY_ROLES, Statement
from sayso.ledger.store import (
    STATEMENT_COLUMNS,
    active_readings,
    chunks,
    judgements_in,
    listed,
    newest_readings,
    reading_from,
    statement_from,
    typed,
)
from sayso.ledger.words import bounds

MATCHER = "9"
"""The version of what is derived; a ledger derived by another is derived again."""


class Limits(msgspec.Struct, frozen=True):
    """From how many on a key that events, or reports, share finds no candidates: it says too little then, and would make
    work grow with its square. Of the keys of reports only the even ones are limited; the odd ones find copies.
    """

    events: int = 200
    reports: int = 300


_BATCH = 200  # readings worked on at a time
_CACHED = 20_000  # sketches kept in memory
_AROUND = 160  # characters looked at beside a figure
_COLUMNS = 18  # of STATEMENT_COLUMNS

_sketches = msgspec.msgpack.Decoder(Sketch)
_contexts = msgspec.msgpack.Decoder(Context)
_pack = msgspec.msgpack.Encoder()


def stamp(connection: Connection) -> str:
    """What the derived tables would be made from now."""
    last = connection.execute(select(func.max(schema.readings.c.number))).scalar()
    judged = connection.execute(select(func.max(schema.judgements.c.number))).scalar()
    return f"{MATCHER}|{last or 0}|{judged or 0}"


def fresh(connection: Connection) -> bool:
    """Whether the derived tables are up to date."""
    state = select(schema.m_state.c.value).where(schema.m_state.c.name == "stamp")
    return connection.execute(state).scalar() == stamp(connection)


def matching_anchors(connection: Connection, anchors: Iterable[Anchor]) -> dict[Anchor, list[str]]:
    """The entities whose triggers stand at (or share a character with) each anchor."""
    wanted = list(anchors)
    found: dict[Anchor, list[str]] = {anchor: [] for anchor in wanted}
    query = text(
        'SELECT e.entity, e.start, e."end" FROM m_events e JOIN m_readings m ON m.reading = e.reading '
        'JOIN reports r ON r.number = m.report WHERE r.key = :key AND e.start < :end AND e."end" > :start ORDER BY e.entity'
    )
    for anchor in wanted:
        rows = list(connection.execute(query, {"key": anchor.report, "start": anchor.start, "end": anchor.end}))
        exact = [row[0] for row in rows if (row[1], row[2]) == (anchor.start, anchor.end)]
        found[anchor] = exact or [row[0] for row in rows]
    return found


def rulings_in(connection: Connection) -> Rulings:
    """The judgements in force about sameness, on the entities they are about now."""
    told = [row for row in standing(judgements_in(connection)) if row.kind in ("same", "different")]
    homes = matching_anchors(connection, {anchor for row in told for anchor in (*row.subject, *row.object)})
    return rulings_from((row.kind, _entities(row.subject, homes), _entities(row.object, homes)) for row in told)


def _entities(anchors: Iterable[Anchor], homes: Mapping[Anchor, list[str]]) -> list[str]:
    return [entity for anchor in anchors for entity in homes[anchor]]


def _drop_all(connection: Connection) -> None:
    for table in schema.DERIVED:
        connection.execute(delete(table))
    connection.exec_driver_sql("DELETE FROM m_words")


class Crowd(msgspec.Struct, frozen=True):
    """Blocks and bands that too many share, and those of them that were not crowded before."""

    blocks: list[int]
    bands: list[int]
    new_blocks: list[int]
    new_bands: list[int]


class Derivation:
    """One bringing up to date, within the caller's writing transaction."""

    def __init__(self, connection: Connection, by: Policy, ranks: Ranks, limits: Limits | None = None) -> None:
        self.connection, self.by, self.ranks = connection, by, ranks
        self.limits = limits or Limits()
        self.cache: OrderedDict[int, Sketch] = OrderedDict()
        self.contexts: dict[int, Context] = {}
        self.near: dict[tuple[int, int], tuple[float, int]] = {}
        self.touched: set[int] = set()  # components to do again

    def run(self) -> None:
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
        events = self._column("SELECT number FROM m_events WHERE reading IN :these", numbers)
        crowded = self._crowded_around(events, numbers)
        touched = self._column("SELECT DISTINCT component FROM m_events WHERE reading IN :these", numbers)
        for batch in chunks(events):
            for statement in ("DELETE FROM m_links WHERE a IN :these", "DELETE FROM m_links WHERE b IN :these",
                              "DELETE FROM m_blocks WHERE event IN :these", "DELETE FROM m_clusters WHERE entity IN "
                              "(SELECT entity FROM m_events WHERE number IN :these)"):  # fmt: skip
                self._do(statement, batch)
        for table in (schema.m_events, schema.m_bands, schema.m_readings):
            self.connection.execute(delete(table).where(table.c.reading.in_(numbers)))
        self._part(touched)
        self._bring_back(*crowded)

    def _set_back(self, numbers: Sequence[int]) -> None:
        """A newer revision takes the place of these readings; they stay for views as of an earlier day."""
        touched = self._column("SELECT DISTINCT component FROM m_events WHERE reading IN :these", numbers)
        self._do("UPDATE m_readings SET current = 0 WHERE reading IN :these", numbers)
        self._do("UPDATE m_events SET component = 0 WHERE reading IN :these", numbers)
        self._part(touched)

    def _part(self, touched: Sequence[int]) -> None:
        """Components that lost members may fall apart: find them again from the links that are left."""
        rest = self._column("SELECT number FROM m_events WHERE component IN :these AND component > 0", touched)
        for batch in chunks(touched):
            self._drop_lines(batch)
        self._connect(rest)

    def _take_in(self, batch: Mapping[int, tuple[int, str]], current: Container[int]) -> None:
        rows = self._rows(
            "SELECT g.number, g.packed, r.key FROM readings g JOIN reports r ON r.number = g.report WHERE g.number IN :these",
            list(batch),
        )
        sketches: list[Sketch] = []
        told: list[tuple[Any, ...]] = []
        keys: list[tuple[int, int]] = []
        for number, packed, key in rows:
            reading = reading_from(packed)
            drawing, signature = Drawing(reading), sign(reading.text)
            context = drawing.context()
            self.contexts[number] = context
            voice = f"{reading.report.published or '~'}|{context.report}"
            told.append((number, *batch[number], number in current, pack(signature), _pack.encode(context), voice))
            keys += [(band, number) for band in {*map(_even, context_bands(context)), *map(_odd, bands(signature))}]
            sketches += drawing.sketches(number, key)
        self.connection.exec_driver_sql("INSERT INTO m_readings VALUES (?, ?, ?, ?, ?, ?, ?)", told)
        self.connection.exec_driver_sql("INSERT INTO m_bands VALUES (?, ?)", keys)
        self._link(self._insert_events(sketches, current), list(batch))
        if len(self.contexts) > _CACHED:
            self.contexts.clear()
        self.near.clear()

    def _insert_events(self, sketches: Sequence[Sketch], current: Container[int]) -> list[int]:
        at = int(self.connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM m_events").scalar() or 0)
        numbered = list(enumerate(sketches, at + 1))
        for number, sketch in numbered:
            self._remember(number, sketch)
        rows = [
            (n, s.entity, s.reading, *s.trigger, _pack.encode(s), n if s.reading in current else 0) for n, s in numbered
        ]
        keys = [(key, n) for n, s in numbered for key in set(blocks(s))]
        if rows:
            self.connection.exec_driver_sql("INSERT INTO m_events VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        if keys:
            self.connection.exec_driver_sql("INSERT INTO m_blocks VALUES (?, ?)", keys)
        return [n for n, _ in numbered]

    # -------------------------------------------------------- links
    def _link(self, events: Sequence[int], readings: Sequence[int]) -> None:
        """Score the new events' candidate pairs, keep what may matter, and join what hangs together."""
        crowd = self._crowd(min(events, default=0), min(readings))
        pairs = self._by_reports(readings, crowd.bands)
        if events:
            pairs |= self._by_blocks(min(events), crowd.blocks)
        joined = self._score(pairs) | set(events)
        self._connect(self._with_components(joined | self._take_back(crowd)))

    def _score(self, pairs: Iterable[tuple[int, int]]) -> set[int]:
        """Write the links among candidate pairs; the events that a link joins."""
        found, rows = list(pairs), []
        drawn = [(self._sketch(a), self._sketch(b)) for a, b in found]
        near = self._nearness([ordered_numbers(one.reading, two.reading) for one, two in drawn])
        for (a, b), (one, two), how in zip(found, drawn, near, strict=True):
            weight = weigh_near(one, two, how)
            if weight >= KEEP:
                rows.append((a, b, weight))
        if rows:
            rows.sort()
            self.connection.exec_driver_sql("INSERT OR REPLACE INTO m_links VALUES (?, ?, ?)", rows)
        return {event for a, b, weight in rows if weight > 0 for event in (a, b)}

    def _by_blocks(self, first: int, crowded: Sequence[int]) -> set[tuple[int, int]]:
        """The pairs of the events from the `first` on that share a block with an earlier one and are not ruled out."""
        query = text(
            "SELECT DISTINCT y.event, x.event FROM m_blocks x JOIN m_blocks y ON x.block = y.block AND y.event < x.event "
            "WHERE x.event >= :first AND x.block NOT IN (SELECT value FROM json_each(:crowded))"
        )
        rows = self.connection.execute(query, {"first": first, "crowded": _listed(crowded)})
        return self._not_ruled_out([(a, b) for a, b in rows.all()])

    def _by_reports(self, readings: Sequence[int], crowded: Sequence[int]) -> set[tuple[int, int]]:
        query = text(
            "SELECT DISTINCT y.reading, x.reading FROM m_bands x JOIN m_bands y ON x.band = y.band AND y.reading < x.reading "
            "WHERE x.reading >= :first AND x.band NOT IN (SELECT value FROM json_each(:crowded))"
        )
        rows = self.connection.execute(query, {"first": min(readings), "crowded": _listed(crowded)})
        near = sorted({(row[0], row[1]) for row in rows.all()})
        self._find_copies(near)
        return self._between(self._related(near) + [(n, n) for n in readings])

    def _related(self, near: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The pairs of readings whose words are alike enough that their events are compared."""
        return [pair for pair, (alike, _) in zip(near, self._nearness(near), strict=True) if alike >= RELATED]

    def _nearness(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[float, int]]:
        """How near pairs of readings are; kept while a batch is worked on, since their events are scored by it too."""
        wanted = [pair for pair in pairs if pair not in self.near]
        contexts = self._contexts_of({n for pair in wanted for n in pair})
        for a, b in wanted:
            self.near[a, b] = nearness(contexts[a], contexts[b]) if a != b else WITHIN
        return [self.near[pair] for pair in pairs]

    def _between(self, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
        """The candidate pairs of events between (or within) pairs of readings."""
        homes = self._events_of({n for pair in pairs for n in pair})
        drawn = {n: self._sketch(n) for events in homes.values() for n in events}
        return {
            ordered_numbers(a, b)
            for a, b in Gates(drawn).open_between(pairs, homes)
            if comparable(drawn[a], drawn[b]) and not ruled_out(drawn[a], drawn[b])
        }

    def _not_ruled_out(self, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
        drawn = {n: self._sketch(n) for n in {n for pair in pairs for n in pair}}
        return {(a, b) for a, b in Gates(drawn).open_among(pairs) if not ruled_out(drawn[a], drawn[b])}

    # -------------------------------------------------------- crowded blocks
    def _crowd(self, event: int, reading: int) -> Crowd:
        """The keys of the newest events and readings (from these on) that are crowded, and those that were not before."""
        found = []
        for table, column, first, most, which in (
            ("m_blocks", "event", event, self.limits.events, "1"),
            ("m_bands", "reading", reading, self.limits.reports, "{key} & 1 = 0"),
        ):  # fmt: skip
            key = "block" if table == "m_blocks" else "band"
            query = (
                f"SELECT {key}, count(*) - sum({column} >= :first) <= :most FROM {table} WHERE {key} IN "  # noqa: S608
                f"(SELECT {key} FROM {table} WHERE {column} >= :first) AND {which.format(key=key)} "
                f"GROUP BY {key} HAVING count(*) > :most"
            )
            rows = self.connection.execute(text(query), {"first": first, "most": most}).all() if first else []
            found.append(([row[0] for row in rows], [row[0] for row in rows if row[1]]))
        return Crowd(found[0][0], found[1][0], found[0][1], found[1][1])

    def _take_back(self, crowd: Crowd) -> set[int]:
        """Drop the links that nothing finds any more but keys which have become crowded; the events that they joined."""
        events = set(self._column("SELECT event FROM m_blocks WHERE block IN :these", crowd.new_blocks))
        readings = self._column("SELECT DISTINCT reading FROM m_bands WHERE band IN :these", crowd.new_bands)
        events |= set(self._column("SELECT number FROM m_events WHERE reading IN :these", readings))
        linked = self._rows("SELECT a, b, weight FROM m_links WHERE a IN :these", sorted(events))
        lost = [(a, b) for a, b, _ in linked if b in events and not self._still_found(a, b)]
        if lost:
            self.connection.exec_driver_sql("DELETE FROM m_links WHERE a = ? AND b = ?", lost)
        return {event for pair in lost for event in pair}

    def _crowded_around(self, events: Sequence[int], readings: Sequence[int]) -> tuple[list[int], list[int]]:
        """The crowded blocks and bands that some events and readings are in."""
        blocks = self._column("SELECT DISTINCT block FROM m_blocks WHERE event IN :these", events)
        bands = self._column("SELECT DISTINCT band FROM m_bands WHERE band & 1 = 0 AND reading IN :these", readings)
        return self._still_crowded("m_blocks", blocks), self._still_crowded("m_bands", bands)

    def _still_crowded(self, table: str, keys: Sequence[int]) -> list[int]:
        key, most = ("block", self.limits.events) if table == "m_blocks" else ("band", self.limits.reports)
        query = f"SELECT {key} FROM {table} WHERE {key} IN :these GROUP BY {key} HAVING count(*) > {most}"  # noqa: S608
        return self._column(query, keys)

    def _bring_back(self, blocks: Sequence[int], bands: Sequence[int]) -> None:
        """Find the candidates of blocks and bands again that were crowded before something was taken out."""
        freed = sorted(set(blocks) - set(self._still_crowded("m_blocks", blocks)))
        bands = sorted(set(bands) - set(self._still_crowded("m_bands", bands)))
        query = (
            "SELECT y.event, x.event FROM m_blocks x JOIN m_blocks y ON x.block = y.block AND y.event < x.event "
            "WHERE x.block IN :these"
        )
        pairs = self._not_ruled_out(sorted({(a, b) for a, b in self._rows(query, freed)}))
        query = (
            "SELECT y.reading, x.reading FROM m_bands x JOIN m_bands y ON x.band = y.band AND y.reading < x.reading "
            "WHERE x.band IN :these"
        )
        pairs |= self._between(self._related(sorted({(a, b) for a, b in self._rows(query, bands)})))
        joined = self._score(pairs)
        if joined:
            self._connect(self._with_components(joined))

    def _still_found(self, a: int, b: int) -> bool:
        """Whether two events are candidates by a block or by reports that are not crowded."""
        one, two = self._sketch(a), self._sketch(b)
        if one.reading == two.reading or self._share("m_blocks", a, b):
            return True
        homes = ordered_numbers(one.reading, two.reading)
        return comparable(one, two) and bool(self._related([homes])) and self._share("m_bands", *homes)

    def _share(self, table: str, a: int, b: int) -> bool:
        """Whether two events share a block, or two readings a band, that is not crowded."""
        key, column = ("block", "event") if table == "m_blocks" else ("band", "reading")
        most = (
            f"{self.limits.events}"
            if table == "m_blocks"
            else f"(CASE WHEN x.band & 1 THEN 1e9 ELSE {self.limits.reports} END)"
        )
        query = (
            f"SELECT 1 FROM {table} x JOIN {table} y ON x.{key} = y.{key} WHERE x.{column} = ? AND y.{column} = ? "  # noqa: S608
            f"AND (SELECT count(*) FROM {table} z WHERE z.{key} = x.{key}) <= {most} LIMIT 1"
        )
        return self.connection.exec_driver_sql(query, (a, b)).first() is not None

    def _find_copies(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Give copies of one text one voice: the name of the earliest."""
        numbers = sorted({n for pair in pairs for n in pair})
        rows = self._rows("SELECT reading, sign, voice FROM m_readings WHERE reading IN :these", numbers)
        told = {row[0]: (unpack(row[1]), row[2]) for row in rows}
        same = [(told[a][1], told[b][1]) for a, b in pairs if likeness(told[a][0], told[b][0]) >= SAME]
        for group in components({voice for pair in same for voice in pair}, same):
            others = [voice for voice in group if voice != group[0]]
            query = (
                "SELECT DISTINCT e.component FROM m_events e JOIN m_readings m ON m.reading = e.reading "
                "WHERE m.voice IN :these AND e.component > 0"
            )
            self.touched |= set(self._column(query, group))
            for voice in others:
                self.connection.exec_driver_sql("UPDATE m_readings SET voice = ? WHERE voice = ?", (group[0], voice))

    # -------------------------------------------------------- components
    def _with_components(self, events: Iterable[int]) -> list[int]:
        """The events, with all that hang together with them already."""
        held: set[int] = set()
        for batch in chunks(sorted(events)):
            held |= set(
                self._column("SELECT DISTINCT component FROM m_events WHERE number IN :these AND component > 0", batch)
            )
        self.touched -= held
        for batch in chunks(sorted(held)):
            self._drop_lines(batch)
        return self._column("SELECT number FROM m_events WHERE component IN :these", sorted(held))

    def _connect(self, events: Sequence[int]) -> None:
        """Find the components among these events; none of them has a link out of them."""
        joined, here = [], set(events)
        for batch in chunks(events):
            rows = self._rows("SELECT a, b FROM m_links WHERE a IN :these AND weight > 0", batch)
            joined += [(_name(row[0]), _name(row[1])) for row in rows if row[1] in here]
        joined += self._judged_same(events)
        found = components(map(_name, events), joined)
        rows = [(int(group[0]), int(n)) for group in found for n in group]
        if rows:
            self.connection.exec_driver_sql("UPDATE m_events SET component = ? WHERE number = ?", rows)
        self.touched |= {int(group[0]) for group in found}

    def _judged_same(self, events: Sequence[int]) -> list[tuple[str, str]]:
        rulings = rulings_in(self.connection)
        if not rulings.same:
            return []
        entities = {entity for key in rulings.same for entity in key}
        rows = self._rows("SELECT entity, number FROM m_events WHERE entity IN :these", sorted(entities))
        numbers, here = {row[0]: row[1] for row in rows}, set(events)
        pairs = ((numbers.get(a), numbers.get(b)) for a, b in rulings.same)
        return [(_name(a), _name(b)) for a, b in pairs if a in here and b in here and a and b]

    def _touch_judged(self) -> None:
        """Every event that any judgement is or was about is done again."""
        told = judgements_in(self.connection)
        homes = matching_anchors(
            self.connection, {a for row in told for a in (*row.subject, *row.object) if not a.property}
        )
        entities = sorted({entity for found in homes.values() for entity in found})
        numbers = self._column("SELECT number FROM m_events WHERE entity IN :these AND component > 0", entities)
        self._connect(self._with_components(numbers))
        self._touch_values([row for row in told if row.kind in ("right", "wrong")])

    def _touch_values(self, told: Sequence[Judgement]) -> None:
        keys = sorted({anchor.report for row in told for anchor in row.subject})
        query = (
            "SELECT DISTINCT e.component FROM m_events e JOIN m_readings m ON m.reading = e.reading "
            "JOIN reports r ON r.number = m.report WHERE r.key IN :these AND e.component > 0"
        )
        self.touched |= set(self._column(query, keys))

    # -------------------------------------------------------- clusters and lines
    def _settle(self) -> None:
        rulings, judged = rulings_in(self.connection), standing(judgements_in(self.connection))
        for batch in chunks(sorted(self.touched), 200):
            self._drop_lines(batch)
            self._settle_batch(batch, rulings, judged)
        self.touched.clear()

    def _settle_batch(self, batch: Sequence[int], rulings: Rulings, judged: Sequence[Judgement]) -> None:
        rows = self._rows("SELECT number, component FROM m_events WHERE component IN :these ORDER BY number", batch)
        members: dict[int, list[int]] = {}
        for number, component in rows:
            members.setdefault(component, []).append(number)
        tellings = tellings_in(self.connection, [n for group in members.values() for n in group])
        tellings = {entity: judged_telling(telling, judged) for entity, telling in tellings.items()}
        found: list[tuple[int, list[Telling]]] = []
        links = self._links_among([n for group in members.values() if len(group) > 1 for n in group])
        for component, numbers in sorted(members.items()):
            sketches = [self._sketch(n) for n in numbers]
            contexts = self._contexts_of({sketch.reading for sketch in sketches})
            for group in groups(sketches, self._known(numbers, links), contexts, rulings):
                found.append((component, [tellings[entity] for entity in group]))
        self._write_events(found)

    def _links_among(self, numbers: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
        """For each of some events its links to events with a greater number."""
        found: dict[int, list[tuple[int, float]]] = {}
        for a, b, weight in self._rows("SELECT a, b, weight FROM m_links WHERE a IN :these", numbers):
            found.setdefault(a, []).append((b, weight))
        return found

    def _known(self, numbers: Sequence[int], links: Mapping[int, list[tuple[int, float]]]) -> dict[Key, float]:
        """The known scores within one component."""
        names = {number: self._sketch(number).entity for number in numbers}
        inner = ((a, b, weight) for a in numbers for b, weight in links.get(a, ()) if b in names)
        return {ordered(names[a], names[b]): weight for a, b, weight in inner}

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

    def _drop_lines(self, batch: Sequence[int]) -> None:
        self._do("DELETE FROM m_words WHERE rowid IN (SELECT number FROM m_lines WHERE component IN :these)", batch)
        self._do("DELETE FROM m_lines WHERE component IN :these", batch)

    # -------------------------------------------------------- small things
    def _remember(self, number: int, sketch: Sketch) -> Sketch:
        self.cache[number] = sketch
        if len(self.cache) > _CACHED:
            self.cache.popitem(last=False)
        return sketch

    def _sketch(self, number: int) -> Sketch:
        held = self.cache.get(number)
        if held is not None:
            return held
        packed = self.connection.exec_driver_sql("SELECT sketch FROM m_events WHERE number = ?", (number,)).scalar()
        return self._remember(number, _sketches.decode(packed or b""))

    def _contexts_of(self, readings: Iterable[int]) -> Mapping[int, Context]:
        wanted = [number for number in readings if number not in self.contexts]
        for batch in chunks(wanted):
            rows = self._rows("SELECT reading, context FROM m_readings WHERE reading IN :these", batch)
            self.contexts |= {row[0]: _contexts.decode(row[1]) for row in rows}
        return self.contexts

    def _events_of(self, readings: Iterable[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        query = "SELECT reading, number FROM m_events WHERE reading IN :these ORDER BY number"
        for reading, number in self._rows(query, sorted(readings)):
            found.setdefault(reading, []).append(number)
        return found

    def _rows(self, query: str, these: Sequence[Any]) -> list[Any]:
        batches = chunks(these, 5000)
        return [row for batch in batches for row in self.connection.execute(listed(query), {"these": batch}).all()]

    def _column(self, query: str, these: Sequence[Any]) -> list[Any]:
        return [row[0] for row in self._rows(query, these)]

    def _do(self, command: str, these: Sequence[Any]) -> None:
        if these:
            self.connection.execute(listed(command), {"these": list(these)})


def _even(key: int) -> int:
    return key & ~1


def _odd(key: int) -> int:
    return key | 1


def _listed(keys: Sequence[int]) -> str:
    """Numbers as a JSON list, for `json_each`."""
    return msgspec.json.encode(list(keys)).decode()


def _name(number: int) -> str:
    return f"{number:012d}"


def _line_row(line: EventLine, component: int) -> tuple[Any, ...]:
    days = (line.time.start, line.time.end) if line.time else (None, None)
    where = (line.place.country, line.place.name) if line.place else (None, None)
    return (line.id, component, line.type, *days, *where, msgspec.json.encode(line).decode())


def ordered_numbers(a: int, b: int) -> tuple[int, int]:
    """The two in order."""
    return (a, b) if a < b else (b, a)


def search_words(line: EventLine, tellings: Sequence[Telling]) -> tuple[str, str, str]:
    """What text search finds an event by: quotes and the sentences of its triggers; its actors; its places."""
    told = [statement for telling in tellings for statement in telling.statements]
    words = {statement.quote for statement in told} | {line.type, line.mode or ""}
    words |= {_sentence(one) for telling in tellings for one in telling.told if one.statement.property == "type"}
    actors = {actor.name for actor in line.actors}
    places = {getattr(s.value, "name", "") for s in told if s.property in ("place", "mentioned_place")}
    return " ".join(sorted(words)), " ; ".join(sorted(actors)), " ; ".join(sorted(places))


def _sentence(told: Told) -> str:
    """The sentence around a value, as far as it is known."""
    before, after = told.before[bounds(told.before)[-2] :] if told.before else "", told.after
    return before + told.statement.quote + (after[: bounds(after)[1]] if after else "")


def judged_telling(telling: Telling, judged: Sequence[Judgement]) -> Telling:
    """The telling without the values that were judged wrong, and with those that a person gave instead.

    A value judged right, or given by a person, stands alone for its property; of numbers and mentions several may stand.
    """
    rows = {a: row for row in judged if row.kind in ("right", "wrong") for a in row.subject}
    if not rows:
        return telling
    told = [(one, rows.get(value_anchor(one.statement))) for one in telling.told]
    given = [_corrected(one, row) for one, row in told if row and row.object] + _filled(telling, rows)
    settled = {one.statement.property for one, row in told if row and row.kind == "right"}
    settled = (settled | {one.statement.property for one in given}) - set(TALLY_ROLES) - {"mention"}
    kept = [
        one for one, row in told
        if (row is None and one.statement.property not in settled) or (row is not None and row.kind == "right")
    ]  # fmt: skip
    return msgspec.structs.replace(telling, told=(*kept, *given))


def _filled(telling: Telling, rows: Mapping[Anchor, Judgement]) -> list[Told]:
    """The values that people gave where the telling had none; each stands in for the words of the trigger."""
    trigger = next((one for one in telling.told if one.statement.property == "type"), None)
    if trigger is None:
        return []
    at = trigger.statement
    mine = (at.report_key, at.start, at.end)
    return [
        _corrected(trigger, row)
        for anchor, row in rows.items()
        if (anchor.report, anchor.start, anchor.end) == mine and anchor.property and not anchor.value and row.object
    ]


def _corrected(one: Told, row: Judgement) -> Told:
    """What a person read in place of a value: said by whom the report says it, on words of the same report."""
    given = row.object[0]
    statement = msgspec.structs.replace(
        one.statement, id=f"s:{row.id.removeprefix('j:')}", property=given.property, value=typed(given.value),
        start=given.start, end=given.end, quote=given.quote, coder=f"corrected by {row.by}",
    )  # fmt: skip
    return msgspec.structs.replace(one, statement=statement, before="", after="")


def value_anchor(statement: Statement) -> Anchor:
    """What a judgement on a value is about: its words, property and value, whoever read it."""
    value = msgspec.json.encode(statement.value).decode()
    return Anchor(statement.report_key, statement.start, statement.end, statement.property, value)


_BESIDE = ", ".join(f"'{prop}'" for prop in (*TALLY_ROLES, "type"))


def tellings_in(connection: Connection, events: Iterable[int]) -> dict[str, Telling]:
    """The tellings of events by their numbers in `m_events`, by entity."""
    query = listed(
        f"SELECT {STATEMENT_COLUMNS}, m.voice, r.clock, e.sketch, "  # noqa: S608 (constants only)
        f"CASE WHEN s.property IN ({_BESIDE}) THEN substr(r.text, max(s.start - {_AROUND - 1}, 1), min(s.start, {_AROUND})) END, "
        f'CASE WHEN s.property IN ({_BESIDE}) THEN substr(r.text, s."end" + 1, {_AROUND}) END '
        "FROM m_events e JOIN statements s ON s.entity = e.entity AND s.reading = e.reading "
        "JOIN reports r ON r.number = s.report JOIN m_readings m ON m.reading = e.reading "
        "WHERE e.number IN :these ORDER BY s.number"
    )
    found: dict[str, tuple[Any, list[Told]]] = {}
    for batch in chunks(events, 1000):
        for row in connection.execute(query, {"these": batch}).all():
            statement = statement_from(row)
            told = Told(statement, row[_COLUMNS + 1], row[_COLUMNS], row[_COLUMNS + 3] or "", row[_COLUMNS + 4] or "")
            found.setdefault(statement.entity, (row[_COLUMNS + 2], []))[1].append(told)
    return {entity: _telling(entity, sketch, told) for entity, (sketch, told) in found.items()}


class _Ordered(msgspec.Struct):
    order: str


_order_of = msgspec.msgpack.Decoder(_Ordered)


def _telling(entity: str, sketch: bytes, told: list[Told]) -> Telling:
    return Telling(entity, _order_of.decode(sketch).order, told[0].clock, told[0].voice, tuple(told))


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
    for rows in connection.execute(text(query), parameters).partitions(_BATCH):
        for (line,) in rows:
            yield _line.decode(line)


def line_from(stored: str) -> EventLine:
    """A stored line as a value again."""
    return _line.decode(stored)


_line = msgspec.json.Decoder(EventLine)
