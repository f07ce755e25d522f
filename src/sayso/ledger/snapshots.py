"""The ledger as of a past moment: the events that its reports published by then make, and nothing later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.clustering import components
from sayso.ledger.drawn import context_reader, sketch_reader
from sayso.ledger.judgements import Judgement, standing
from sayso.ledger.lines import Telling
from sayso.ledger.merging import WHOLE, Key, groups, ordered
from sayso.ledger.rulings import rulings_in
from sayso.ledger.store import active_readings, chunks, judgements_in, listed
from sayso.ledger.tellings import judged_telling, tellings_in


class Snapshot(msgspec.Struct, frozen=True):
    """The events as of a moment, each as the numbers of its tellings in `m_events`."""

    events: tuple[tuple[int, ...], ...]
    judged: tuple[Judgement, ...]

    def tellings(self, connection: Connection) -> Iterator[list[Telling]]:
        """Each event's tellings, read a few hundred events at a time."""
        for batch in chunks(self.events, 300):
            found = tellings_in(connection, [n for event in batch for n in event])
            names = _entities(connection, [n for event in batch for n in event])
            for event in batch:
                yield [judged_telling(found[names[n]], self.judged) for n in event]


def _entities(connection: Connection, numbers: Sequence[int]) -> dict[int, str]:
    rows = connection.execute(
        listed("SELECT number, entity FROM m_events WHERE number IN :these"), {"these": list(numbers)}
    )
    return {row[0]: row[1] for row in rows}


def snapshot(connection: Connection, until: str) -> Snapshot:
    """The events as of a moment (UTC to the second). The judgements in force now hold for it too."""
    active = active_readings(connection, until)
    rows = connection.execute(text("SELECT number, reading, entity FROM m_events ORDER BY number"))
    nodes = {row[0]: row[2] for row in rows if row[1] in active}
    links = connection.execute(text("SELECT a, b FROM m_links WHERE weight > 0"))
    joined = [(f"{a:012d}", f"{b:012d}") for a, b in links if a in nodes and b in nodes]
    rulings = rulings_in(connection)
    numbers = {entity: number for number, entity in nodes.items()}
    joined += [(f"{numbers[a]:012d}", f"{numbers[b]:012d}") for a, b in rulings.same if a in numbers and b in numbers]
    sketches, contexts = sketch_reader(connection), context_reader(connection)
    found: list[tuple[int, ...]] = []
    for component in components((f"{n:012d}" for n in nodes), joined):
        if len(component) == 1:
            found.append((int(component[0]),))
            continue
        drawn = [sketches(int(name)) for name in component]
        here = {sketch.reading: contexts(sketch.reading) for sketch in drawn}
        known = _links(connection, [int(name) for name in component], nodes) if len(component) > WHOLE else {}
        for group in groups(drawn, known, here, rulings):
            found.append(tuple(sorted(numbers[entity] for entity in group)))
    return Snapshot(tuple(found), tuple(standing(judgements_in(connection))))


def _links(connection: Connection, numbers: Sequence[int], nodes: dict[int, str]) -> dict[Key, float]:
    found: dict[Key, float] = {}
    here = set(numbers)
    for batch in chunks(numbers):
        rows = connection.execute(listed("SELECT a, b, weight FROM m_links WHERE a IN :these"), {"these": batch})
        found |= {ordered(nodes[a], nodes[b]): weight for a, b, weight in rows if b in here}
    return found
