"""Arrests as part of an occasion: those held at a march, or after a shooting, are told of the march and the shooting too.

A reading keeps an arrest as an event of its own; the ledger, which is asked how many were held, tells its figure of the
occasion as well. An arrest belongs to the protest and to the violence that its report tells of, unless another day or
another town speaks against it; of several to the first, which is mostly what the report is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sayso.ledger.clocks import day_number
from sayso.model import Argument, Attestation, Event, Place, Reading

OCCASIONS = (frozenset({"PROTEST"}), frozenset({"ASSAULT"}))
"""Types that people are arrested at or after; of each an arrest belongs to one event at most."""
LATER = 7
"""Days after an occasion on which people are still arrested for it."""
_REAL = frozenset({"happened", "ongoing"})
_EXACT = frozenset({"site", "town", "admin2"})

Held = tuple[Argument, tuple[Attestation, ...]]


def arrests(reading: Reading) -> Mapping[str, list[Held]]:
    """For events of a reading the figures of those held in their course, each with who vouches for it."""
    found: dict[str, list[Held]] = {}
    places = {place.id: place for place in reading.places}
    for arrest in reading.events:
        figures = [a for a in arrest.arguments if a.role == "held" and a.quantity]
        if arrest.type != "COERCE" or arrest.phase not in _REAL or not figures:
            continue
        for occasion in _occasions(reading, arrest, places):
            told = found.setdefault(occasion.id, [])
            told += [(a, a.attestations or arrest.attestations) for a in figures if not _has(occasion, a)]
    return found


def _has(event: Event, figure: Argument) -> bool:
    return any(a.role == "held" and a.quantity == figure.quantity for a in event.arguments)


def _occasions(reading: Reading, arrest: Event, places: Mapping[str, Place]) -> Iterator[Event]:
    for types in OCCASIONS:
        fitting = [e for e in reading.events if e.type in types and e.phase in _REAL and _may_be(arrest, e, places)]
        before = [e for e in fitting if e.mentions[0].start < arrest.trigger.start]
        if fitting:
            yield (before or fitting)[0]


def _may_be(arrest: Event, occasion: Event, places: Mapping[str, Place]) -> bool:
    """Whether neither day nor town speaks against an arrest having come of an occasion."""
    a, b = places.get(arrest.place or ""), places.get(occasion.place or "")
    if a and b and a.id != b.id and a.precision in _EXACT and b.precision in _EXACT:
        return False
    return _days_fit(arrest, occasion)


def _days_fit(arrest: Event, occasion: Event) -> bool:
    if arrest.time is None or occasion.time is None:
        return True
    last, first = day_number(arrest.time.end), day_number(occasion.time.start)
    begun, ended = day_number(arrest.time.start), day_number(occasion.time.end)
    if last is None or first is None or begun is None or ended is None:
        return True
    return last >= first and begun <= ended + LATER
