"""The tellings of merged events, now or as of a past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, text

from sayso.errors import LedgerError
from sayso.ledger.judgements import standing
from sayso.ledger.lines import Telling
from sayso.ledger.past import Past, past_tellings
from sayso.ledger.store import judgements_in, listed
from sayso.ledger.tellings import judged_by, tellings_in, verdicts


def tellings_of(connection: Connection, event: str) -> list[Telling]:
    """The tellings of an event; none for an id that is not there."""
    return next(iter(tellings_of_many(connection, [event])), [])


def tellings_then(connection: Connection, event: str, seen: Past) -> list[Telling]:
    """The tellings of an event as of a past moment."""
    if event in seen.parts:
        return next(past_tellings(connection, seen, [event]))
    component = connection.execute(
        text("SELECT component FROM m_lines WHERE event = :event"), {"event": event}
    ).scalar()
    return tellings_of(connection, event) if component is not None and seen.holds(component) else []


def tellings_of_many(
    connection: Connection, events: Sequence[str], seen: Past | None = None
) -> Iterator[list[Telling]]:
    """The tellings of each event, as of a past if given, in the order given; events that are not there are passed over."""
    then = [event for event in events if seen is not None and event in seen.parts]
    parted = dict(zip(then, past_tellings(connection, seen, then), strict=True)) if seen is not None else {}
    query = (
        "SELECT c.event, e.number, e.entity FROM m_clusters c JOIN m_events e ON e.entity = c.entity "
        "JOIN m_lines l ON l.event = c.event WHERE c.event IN :these AND e.component > 0"
    )
    rows = connection.execute(listed(query), {"these": list(events)}).all()
    judged = verdicts(standing(judgements_in(connection)))
    found = tellings_in(connection, [row[1] for row in rows])
    homes: dict[str, list[str]] = {}
    for event, _, entity in rows:
        homes.setdefault(event, []).append(entity)
    for event in events:
        if event in parted:
            yield parted[event]
        elif event in homes:
            told = [judged_by(found[entity], judged) for entity in homes[event]]
            yield sorted(told, key=lambda telling: telling.order)


def named_tellings(told: Sequence[Telling], name: str) -> list[Telling]:
    """The tellings with a mention at "report:start-end". Raises LedgerError where there is none."""
    found = [
        t for t in told if any(f"{s.report}:{s.start}-{s.end}" == name for s in t.statements if s.property == "mention")
    ]
    if not found:
        there = sorted(f"{s.report}:{s.start}-{s.end}" for t in told for s in t.statements if s.property == "mention")
        raise LedgerError(f"no telling at {name!r}; there are: {', '.join(there[:12])}")
    return found
