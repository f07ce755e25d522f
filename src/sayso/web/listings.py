"""Lists of reports and of actors."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from sayso.ledger.clocks import until
from sayso.ledger.filters import quoted
from sayso.ledger.store import listed
from sayso.ledger.words import tokens
from sayso.web.answers import ActorItem, ActorList, ReportItem, ReportList
from sayso.web.filters import DeskFilters
from sayso.web.people import Person
from sayso.web.queries import MOST, PAGE, Desk

_BEGINNING = 220
"""Characters of a report that a list shows."""


def list_reports(desk: Desk, filters: DeskFilters, limit: int = PAGE) -> ReportList:
    """The reports, the newest first: those published in the filters' days whose title or text holds its text's words."""
    parts = ["r.clock <= :moment"]
    values: dict[str, Any] = {"moment": until(filters.as_of)}
    if filters.since:
        parts.append("r.published >= :since")
        values["since"] = filters.since
    if filters.until:
        parts.append("substr(r.published, 1, 10) <= :until")
        values["until"] = filters.until
    if filters.text:
        parts.append("r.number IN (SELECT rowid FROM report_words WHERE report_words MATCH :match)")
        values["match"] = quoted(filters.text) if tokens(filters.text) else '""'
    newest = "NOT EXISTS (SELECT 1 FROM reports n WHERE n.id = r.id AND n.revision > r.revision AND n.clock <= :moment)"
    where = " AND ".join([*parts, newest])
    clock, _, number = (filters.cursor or "~~0").partition("~")
    values |= {"clock": clock or "~", "number": number.strip("~") or "0", "limit": min(limit, MOST) + 1}
    query = text(
        "SELECT r.number, r.id, r.title, r.publisher, r.published, r.clock, "  # noqa: S608 (conditions from above)
        f"substr(r.text, 1, {_BEGINNING}) FROM reports r WHERE {where} "
        "AND (r.clock, -r.number) < (:clock, -CAST(:number AS INTEGER)) ORDER BY r.clock DESC, r.number LIMIT :limit"
    )
    with desk.ledger.store.looking() as connection:
        total = connection.execute(text(f"SELECT count(*) FROM reports r WHERE {where}"), values).scalar()  # noqa: S608
        rows = connection.execute(query, values).all()
        shown = rows[: min(limit, MOST)]
        counts = _counts(desk, [row[0] for row in shown])
    more = f"{shown[-1][5]}~{shown[-1][0]}" if len(rows) > len(shown) else None
    items = [
        ReportItem(id=row[1], title=row[2], publisher=row[3], published=row[4], begins=" ".join(row[6].split()),
                   events=counts.get((row[0], "event"), 0), claims=counts.get((row[0], "claim"), 0))
        for row in shown
    ]  # fmt: skip
    return ReportList(total=int(total or 0), next=more, reports=items)


def _counts(desk: Desk, numbers: list[int]) -> dict[tuple[int, str], int]:
    """How many events and claims the newest readings of reports hold."""
    query = listed(
        "SELECT s.report, s.kind, count(DISTINCT s.entity) FROM statements s WHERE s.reading IN "
        "(SELECT max(number) FROM readings WHERE report IN :these GROUP BY report) AND s.kind <> 'actor' GROUP BY s.report, s.kind"
    )
    with desk.ledger.store.looking() as connection:
        return {(row[0], row[1]): row[2] for row in connection.execute(query, {"these": numbers})}


def list_actors(desk: Desk, filters: DeskFilters, limit: int = PAGE) -> ActorList:
    """The actors, those in most reports first; `actor` and `text` are words of a name. Those known by the day as of."""
    needle = f"{filters.actor or ''} {filters.text or ''}"
    wanted = [word.lower() for word in tokens(needle)]
    active = desk.active(filters.as_of) if filters.as_of else None
    people = desk.people()
    known = people.known_in(active.keys()) if active is not None else None
    found = [one for one in people.all if _bears(one, wanted) and (known is None or one.id in known)]
    at = int(filters.cursor) if filters.cursor and filters.cursor.isdigit() else 0
    size = min(limit, MOST)
    shown = [
        ActorItem(id=one.id, name=one.name, kind=one.kind, country=one.country, sector=one.sector, names=list(one.names),
                  reports=one.reports)
        for one in found[at : at + size]
    ]  # fmt: skip
    return ActorList(total=len(found), next=str(at + size) if at + size < len(found) else None, actors=shown)


def _bears(one: Person, wanted: list[str]) -> bool:
    if not wanted:
        return True
    said = [word.lower() for name in one.names for word in tokens(name)]
    return all(any(word.startswith(part) for word in said) for part in wanted)
