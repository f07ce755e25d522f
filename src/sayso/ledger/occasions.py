"""What came of an occasion: those held at a march or after a shooting, those displaced by a flood or an attack.

A reading keeps an arrest, and people's flight, as events of their own; the ledger, which is asked how many were held or
displaced, tells their figures of the occasion as well. An arrest belongs to the protest and to the violence that its
report tells of, a flight to the disaster and the violence, unless another day or another town speaks against it; of
several to the first in which people died, else the first, which is mostly what the report is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sayso.ledger.clocks import day_number
from sayso.model import Argument, Attestation, Event, EventType, Place, Reading, Role

OCCASIONS: Mapping[str, tuple[Role, tuple[EventType, ...]]] = {
    "COERCE": ("held", ("PROTEST", "ASSAULT")),
    "DISPLACE": ("displaced", ("DISASTER", "ASSAULT")),
}
"""What comes of which types of occasion, with the role of its figures; of each type it belongs to one event at most."""
LATER = 7
"""Days after an occasion on which something still comes of it."""
_REAL = frozenset({"happened", "ongoing"})
_EXACT = frozenset({"site", "town", "admin2"})

Figure = tuple[Argument, tuple[Attestation, ...]]


def consequences(reading: Reading) -> Mapping[str, list[Figure]]:
    """For events of a reading the figures of what came of them, each with who vouches for it."""
    found: dict[str, list[Figure]] = {}
    places = {place.id: place for place in reading.places}
    for event in reading.events:
        role, types = OCCASIONS.get(event.type, (None, ()))
        figures = [a for a in event.arguments if a.role == role and a.quantity]
        if event.phase not in _REAL or not figures:
            continue
        for occasion in _occasions(reading, event, types, places):
            told = found.setdefault(occasion.id, [])
            told += [(a, a.attestations or event.attestations) for a in figures if not _has(occasion, a)]
    return found


def _has(event: Event, figure: Argument) -> bool:
    return any(a.role == figure.role and a.quantity == figure.quantity for a in event.arguments)


def _occasions(
    reading: Reading, event: Event, types: Iterable[EventType], places: Mapping[str, Place]
) -> Iterator[Event]:
    for kind in types:
        fitting = [e for e in reading.events if e.type == kind and e.phase in _REAL and _may_be(event, e, places)]
        before = [e for e in fitting if e.mentions[0].start < event.trigger.start]
        if fitting:
            yield min(before or fitting, key=lambda e: not any(a.role == "killed" for a in e.arguments))


def _may_be(event: Event, occasion: Event, places: Mapping[str, Place]) -> bool:
    """Whether neither day nor town speaks against what came about having come of an occasion."""
    a, b = places.get(event.place or ""), places.get(occasion.place or "")
    if a and b and a.id != b.id and a.precision in _EXACT and b.precision in _EXACT:
        return False
    return _days_fit(event, occasion)


def _days_fit(event: Event, occasion: Event) -> bool:
    if event.time is None or occasion.time is None:
        return True
    last, first = day_number(event.time.end), day_number(occasion.time.start)
    begun, ended = day_number(event.time.start), day_number(occasion.time.end)
    if last is None or first is None or begun is None or ended is None:
        return True
    return last >= first and begun <= ended + LATER
