"""The ledger as of a past moment, worked out from the merged events of now: only what the moment cuts through is merged again.

Tellings hang together in components. A component whose reports had all been published by then is what it is now; one that had none
of them was not there; only those between, and those that a report's earlier revision belongs to, are parted and joined anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.clustering import components
from sayso.ledger.drawn import context_reader, sketch_reader
from sayso.ledger.judgements import standing
from sayso.ledger.lines import Telling
from sayso.ledger.merging import WHOLE, Key, Rulings, groups, ordered
from sayso.ledger.rulings import rulings_in
from sayso.ledger.store import active_readings, chunks, judgements_in, listed
from sayso.ledger.tellings import judged_telling, tellings_in


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
    active = active_readings(connection, until)
    whole: dict[int, list[int]] = {}
    known: dict[int, list[int]] = {}
    rows = connection.execute(text("SELECT number, reading, component FROM m_events ORDER BY number"))
    for number, reading, component in rows:
        if component:
            whole.setdefault(component, []).append(number)
        if reading in active:
            known.setdefault(component, []).append(number)
    earlier = known.pop(0, [])  # tellings of revisions that a later one has replaced since
    rulings = rulings_in(connection)
    cut = {component for component, numbers in known.items() if len(numbers) < len(whole[component])}
    cut |= _meeting(connection, earlier, known, rulings)
    numbers = [number for component in sorted(cut) for number in known.get(component, ())] + earlier
    found = _grouped(connection, numbers, rulings)
    names = _names(connection, found)
    return Past(until, frozenset(whole.keys() - known.keys()), frozenset(cut), dict(zip(names, found, strict=True)))


def _meeting(connection: Connection, earlier: Sequence[int], known: dict[int, list[int]], rulings: Rulings) -> set[int]:
    """The components that hang together with tellings of earlier revisions."""
    if not earlier:
        return set()
    linked: set[int] = set()
    for batch in chunks(earlier):
        for query in (
            "SELECT b FROM m_links WHERE a IN :these AND weight > 0",
            "SELECT a FROM m_links WHERE b IN :these AND weight > 0",
        ):
            linked |= {row[0] for row in connection.execute(listed(query), {"these": batch})}
    judged = {entity for key in rulings.same for entity in key}
    linked |= set(_numbers_of(connection, judged).values())
    return {component for component, numbers in known.items() if not linked.isdisjoint(numbers)}


def _grouped(connection: Connection, numbers: Sequence[int], rulings: Rulings) -> list[tuple[int, ...]]:
    """The events among some tellings, merged as the ledger merges."""
    here = set(numbers)
    sketches, contexts = sketch_reader(connection), context_reader(connection)
    drawn = {number: sketches(number) for number in numbers}
    by_entity = {sketch.entity: number for number, sketch in drawn.items()}
    joined = [(f"{a:012d}", f"{b:012d}") for a, b, weight in _links(connection, numbers) if b in here and weight > 0]
    joined += [
        (f"{by_entity[a]:012d}", f"{by_entity[b]:012d}") for a, b in rulings.same if a in by_entity and b in by_entity
    ]
    found: list[tuple[int, ...]] = []
    for component in components((f"{n:012d}" for n in numbers), joined):
        mine = [int(name) for name in component]
        if len(mine) == 1:
            found.append((mine[0],))
            continue
        few = [drawn[number] for number in mine]
        near = {reading: contexts(reading) for reading in {sketch.reading for sketch in few}}
        weights: dict[Key, float] = {}
        if len(mine) > WHOLE:
            weights = {
                ordered(drawn[a].entity, drawn[b].entity): w for a, b, w in _links(connection, mine) if b in here
            }
        found += [tuple(sorted(by_entity[entity] for entity in group)) for group in groups(few, weights, near, rulings)]
    return found


def _links(connection: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    for batch in chunks(numbers):
        rows = connection.execute(listed("SELECT a, b, weight FROM m_links WHERE a IN :these"), {"these": batch})
        yield from ((row[0], row[1], row[2]) for row in rows)


def _numbers_of(connection: Connection, entities: Iterable[str]) -> dict[str, int]:
    query = listed("SELECT entity, number FROM m_events WHERE entity IN :these")
    return {row[0]: row[1] for batch in chunks(entities) for row in connection.execute(query, {"these": batch})}


def _names(connection: Connection, found: Sequence[tuple[int, ...]]) -> list[str]:
    """The ids of events: of each the one that its earliest telling gives it."""
    sketches = sketch_reader(connection)
    earliest = (min((sketches(number) for number in group), key=lambda sketch: sketch.order) for group in found)
    return ["e:" + sketch.entity.removeprefix("v:")[:12] for sketch in earliest]


def past_tellings(connection: Connection, seen: Past, events: Iterable[str]) -> Iterator[list[Telling]]:
    """The tellings of events that are not what they are now, in the order given."""
    judged = standing(judgements_in(connection))
    for batch in chunks(events, 300):
        numbers = [number for event in batch for number in seen.parts[event]]
        found = tellings_in(connection, numbers)
        names = {number: entity for entity, number in _numbers_of(connection, found).items()}
        for event in batch:
            told = [judged_telling(found[names[number]], judged) for number in seen.parts[event]]
            yield sorted(told, key=lambda telling: telling.order)
