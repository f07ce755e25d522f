"""The ledger as of a past moment, worked out from the merged events of now: only what the moment cuts through is merged again.

Tellings hang together in components. A component whose reports had all been published by then is what it is now; one that had none
of them was not there; only those between, and those that a report's earlier revision belongs to, are parted and joined anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection

from sayso.ledger.clustering import components
from sayso.ledger.drawn import Drawn
from sayso.ledger.judgements import standing
from sayso.ledger.lines import Telling
from sayso.ledger.merging import Rulings, groups, ordered
from sayso.ledger.rulings import rulings_in
from sayso.ledger.store import chunks, column, fetched, judgements_in
from sayso.ledger.tellings import judged_by, tellings_in, verdicts


class Past(msgspec.Struct, frozen=True):
    """The events as of a moment. Those of the components in `gone` and `cut` are not what they are now: of the former nothing was
    known, of the latter `parts` are the events, each as the numbers of its tellings in `m_events`, by id.
    """

    until: str
    gone: frozenset[int]
    cut: frozenset[int]
    parts: dict[str, tuple[int, ...]]

    def holds(self, component: int) -> bool:
        """Whether a component's events are what they are now."""
        return component not in self.gone and component not in self.cut


def past(connection: Connection, until: str) -> Past:
    """What was known by a moment (UTC to the second). The judgements in force now hold for it too."""
    earlier, rulings = _earlier(connection, until), rulings_in(connection)
    gone = connection.exec_driver_sql("SELECT component FROM m_spans WHERE first > ?", (until,)).scalars().all()
    parted = "SELECT component FROM m_spans WHERE first <= ? AND last > ?"
    cut = set(connection.exec_driver_sql(parted, (until, until)).scalars().all())
    cut |= _meeting(connection, earlier, until, rulings)
    found = _grouped(connection, _known(connection, sorted(cut), until) + earlier, rulings)
    return Past(until, frozenset(gone), frozenset(cut), found)


def _earlier(connection: Connection, until: str) -> list[int]:
    """The tellings of those revisions that counted then, and that a later one has replaced since."""
    query = (
        "SELECT e.number FROM m_readings m INDEXED BY m_readings_older "  # few: the planner would look through all reports
        "CROSS JOIN reports r ON r.number = m.report CROSS JOIN m_events e ON e.reading = m.reading "
        "WHERE m.current = 0 AND m.clock <= ? AND NOT EXISTS (SELECT 1 FROM reports q WHERE q.id = r.id AND q.clock <= ? "
        "AND (q.clock, q.revision) > (r.clock, r.revision)) ORDER BY e.number"
    )
    return [row[0] for row in connection.exec_driver_sql(query, (until, until)).all()]


def _known(connection: Connection, cut: Sequence[int], until: str) -> list[int]:
    """The tellings in some components that were published by then."""
    query = (
        "SELECT e.number, m.clock FROM m_events e JOIN m_readings m ON m.reading = e.reading WHERE e.component IN :these "
        "ORDER BY e.component, e.number"
    )
    return [number for number, clock in fetched(connection, query, cut) if clock <= until]


def _meeting(connection: Connection, earlier: Sequence[int], until: str, rulings: Rulings) -> set[int]:
    """The components that hang together with tellings of earlier revisions."""
    if not earlier:
        return set()
    linked = set(column(connection, "SELECT b FROM m_links WHERE a IN :these AND weight > 0", earlier))
    linked |= set(column(connection, "SELECT a FROM m_links WHERE b IN :these AND weight > 0", earlier))
    linked |= set(_numbers_of(connection, {entity for key in rulings.same for entity in key}).values())
    query = (
        "SELECT e.component, m.clock FROM m_events e JOIN m_readings m ON m.reading = e.reading "
        "WHERE e.number IN :these AND e.component > 0"
    )
    return {component for component, clock in fetched(connection, query, sorted(linked)) if clock <= until}


def _grouped(connection: Connection, numbers: Sequence[int], rulings: Rulings) -> dict[str, tuple[int, ...]]:
    """The events among some tellings, merged as the ledger merges, by id: the one that the earliest telling gives."""
    drawn = Drawn(connection)
    sketches = drawn.sketches(numbers)
    at = {sketch.entity: number for number, sketch in sketches.items()}
    links = [row for row in fetched(connection, _LINKS, numbers) if row[1] in sketches]
    joined = [(a, b) for a, b, weight in links if weight > 0]
    joined += [(at[a], at[b]) for a, b in rulings.same if a in at and b in at]
    weights = {ordered(sketches[a].entity, sketches[b].entity): weight for a, b, weight in links}
    found: dict[str, tuple[int, ...]] = {}
    for component in components(numbers, joined):
        few = [sketches[number] for number in component]
        contexts = drawn.contexts({sketch.reading for sketch in few})
        for group in groups(few, weights, contexts, rulings):
            mine = tuple(sorted(at[entity] for entity in group))
            first = min((sketches[number] for number in mine), key=lambda sketch: sketch.order)
            found["e:" + first.entity.removeprefix("v:")[:12]] = mine
    return found


_LINKS = "SELECT a, b, weight FROM m_links WHERE a IN :these"


def _numbers_of(connection: Connection, entities: Iterable[str]) -> dict[str, int]:
    query = "SELECT entity, number FROM m_events WHERE entity IN :these"
    return {row[0]: row[1] for row in fetched(connection, query, sorted(entities))}


def past_tellings(connection: Connection, seen: Past, events: Iterable[str]) -> Iterator[list[Telling]]:
    """The tellings of events that are not what they are now, in the order given."""
    judged = verdicts(standing(judgements_in(connection)))
    for batch in chunks(events, 300):
        numbers = [number for event in batch for number in seen.parts[event]]
        found = tellings_in(connection, numbers)
        names = {number: entity for entity, number in _numbers_of(connection, found).items()}
        for event in batch:
            told = [judged_by(found[names[number]], judged) for number in seen.parts[event]]
            yield sorted(told, key=lambda telling: telling.order)
