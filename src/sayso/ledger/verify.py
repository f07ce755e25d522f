"""Whether a ledger is sound: evidence against texts, stored readings against statements, lines against what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.judgements import standing
from sayso.ledger.lines import EventLine, event_line
from sayso.ledger.policies import Policy
from sayso.ledger.speakers import Ranks
from sayso.ledger.statements import digest
from sayso.ledger.store import chunks, judgements_in, listed
from sayso.ledger.tellings import judged_telling, tellings_in


def problems_in(connection: Connection, by: Policy, ranks: Ranks) -> Iterator[str]:
    """One line for each problem."""
    yield from _file(connection)
    yield from _evidence(connection)
    yield from _keys(connection)
    yield from _lines(connection, by, ranks)


def _file(connection: Connection) -> Iterator[str]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield f"file: {said}"


def _evidence(connection: Connection) -> Iterator[str]:
    query = text(
        'SELECT r.id, s.id, s.property, s.start, s."end", s.quote FROM statements s JOIN reports r ON r.number = s.report '
        'WHERE s.quote IS NOT substr(r.text, s.start + 1, s."end" - s.start)'
    )
    for report, statement, prop, start, end, quote in connection.execute(query):
        yield f"{report} [{start}, {end}): evidence of {prop} ({statement}) is not in its text: {quote[:60]!r}"


def _keys(connection: Connection) -> Iterator[str]:
    for table in ("reports", "unread"):
        query = f"SELECT key, id, text, title, publisher, url, published, language FROM {table} ORDER BY number"  # noqa: S608
        for key, *values in connection.execute(text(query)):
            if key != "t:" + digest(*values, size=12):
                yield f"{values[0]}: the report is not what was added: its hash differs"


def _lines(connection: Connection, by: Policy, ranks: Ranks) -> Iterator[str]:
    judged = standing(judgements_in(connection))
    rows = connection.execute(
        text(
            "SELECT l.event, l.line, e.number FROM m_lines l JOIN m_clusters c ON c.event = l.event "
            "JOIN m_events e ON e.entity = c.entity WHERE e.component > 0 ORDER BY l.event, e.number"
        )
    )
    events: dict[str, tuple[str, list[int]]] = {}
    for event, line, number in rows:
        events.setdefault(event, (line, []))[1].append(number)
    seen: set[tuple[str, int, int]] = set()
    for batch in chunks(events.items(), 300):
        told = tellings_in(connection, [n for _, (_, numbers) in batch for n in numbers])
        by_number = _numbers(connection, [n for _, (_, numbers) in batch for n in numbers])
        for event, (line, numbers) in batch:
            stored = msgspec.json.decode(line, type=EventLine)
            made = event_line([judged_telling(told[by_number[n]], judged) for n in numbers], by, ranks)
            if made != stored and made.tallies == stored.tallies:
                yield f"{event}: its line is not what its statements say"
            for mention in stored.mentions:
                at = (mention.report, *mention.span)
                if at in seen:
                    yield f"{event}: the mention {at} stands in two events"
                seen.add(at)


def _numbers(connection: Connection, numbers: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for batch in chunks(numbers):
        rows = connection.execute(
            listed("SELECT number, entity FROM m_events WHERE number IN :these"), {"these": batch}
        )
        found |= {row[0]: row[1] for row in rows}
    return found
