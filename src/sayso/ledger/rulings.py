"""Judgements of sameness on the tellings that they are about now, whatever coder read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from sayso.ledger.judgements import Anchor, standing
from sayso.ledger.merging import Rulings, rulings_from
from sayso.ledger.store import judgements_in


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
