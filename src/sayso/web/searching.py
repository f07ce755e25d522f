"""Search over reports, quotes, actors, places and events; what is found shows the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sqlalchemy import Connection, text

from sayso.ledger.clocks import until
from sayso.ledger.lines import speaker_name
from sayso.ledger.statements import Statement
from sayso.ledger.store import STATEMENT_COLUMNS, listed, statement_from
from sayso.ledger.words import bounds, tokens
from sayso.web.addresses import actor_page, event_page, report_page
from sayso.web.answers import EventItem, Found, Results
from sayso.web.filters import DeskFilters
from sayso.web.queries import Desk
from sayso.web.sentences import excerpt, sentence_with
from sayso.web.wording import days_words, moment_words

EACH = {"actor": 8, "place": 8, "event": 8, "quote": 12, "report": 20}
"""Results of each kind, in the order of the page."""

_LOOKED_AT = 60
"""Reports whose quotes are looked through."""


def search(desk: Desk, query: str, as_of: str | None = None, limit: int | None = None) -> Results:
    """What holds all the words; the last may be the beginning of one. `limit` is of each kind."""
    wanted = [word.lower() for word in tokens(query)][:12]
    if not wanted:
        return Results(query=query, results=[])
    most = {kind: min(number, limit or number) for kind, number in EACH.items()}
    with desk.ledger.store.looking() as connection:
        reports = _reports(connection, wanted, until(as_of))
    found = [
        *_actors(desk, wanted, most["actor"]), *_places(desk, wanted, as_of, most["place"]),
        *_events(desk, query, as_of, most["event"]), *_quotes(desk, wanted, reports, most["quote"]),
        *(_report(row, wanted) for row in reports[: most["report"]]),
    ]  # fmt: skip
    return Results(query=query, results=found)


def _holds(words: str, wanted: Sequence[str]) -> bool:
    said = [word.lower() for word in tokens(words)]
    return all(any(one.startswith(word) for one in said) for word in wanted)


def _actors(desk: Desk, wanted: Sequence[str], most: int) -> list[Found]:
    found = [one for one in desk.people().all if any(_holds(name, wanted) for name in one.names)][:most]
    return [
        Found(kind="actor", id=one.id, title=one.name, href=actor_page(one.id),
              sentence=f"{one.kind}{f', {one.country}' if one.country else ''}; in {one.reports} report{'s'[: one.reports != 1]}")
        for one in found
    ]  # fmt: skip


def _places(desk: Desk, wanted: Sequence[str], as_of: str | None, most: int) -> list[Found]:
    board = desk.board(as_of)
    held = [(name, len(at)) for name, at in board.places.found.items() if _holds(name, wanted)]
    held.sort(key=lambda pair: (-pair[1], pair[0]))
    return [
        Found(kind="place", id=name, title=name, sentence=f"{count} event{'s'[: count != 1]}",
              href="/events?" + DeskFilters(place=name, as_of=as_of).to_query())
        for name, count in held[:most]
    ]  # fmt: skip


def _events(desk: Desk, query: str, as_of: str | None, most: int) -> list[Found]:
    found = desk.events(DeskFilters(text=query, as_of=as_of), limit=most).events[:most]
    return [
        Found(kind="event", id=item.id, title=item.summary, href=event_page(item.id), sentence=_when_and_where(item))
        for item in found
    ]


def _when_and_where(item: EventItem) -> str:
    when = days_words(item.when.start, item.when.end) if item.when else ""
    return " · ".join(part for part in (when, item.place.name if item.place else "") if part)


_Row = tuple[int, str, str | None, str | None, str | None, str]


def _reports(connection: Connection, wanted: Sequence[str], moment: str) -> list[_Row]:
    """(row, id, title, publisher, published, text) of the best reports, the newest revision of each."""
    match = " AND ".join(f'"{word}"' for word in wanted) + "*"
    query = text(
        "SELECT r.number, r.id, r.title, r.publisher, r.published, r.text FROM ("
        "SELECT w.rowid AS number, w.rank AS rank FROM report_words w JOIN reports c ON c.number = w.rowid "
        "WHERE report_words MATCH :match AND c.clock <= :moment ORDER BY w.rank LIMIT :most"
        ") AS best JOIN reports r ON r.number = best.number ORDER BY best.rank, r.number"
    )
    rows = connection.execute(query, {"match": match, "moment": moment, "most": _LOOKED_AT}).all()
    newest = {row[1]: row[0] for row in sorted(rows, key=lambda row: row[0])}
    return [row for row in map(tuple, rows) if newest[row[1]] == row[0]]


def _report(row: _Row, wanted: Sequence[str]) -> Found:
    _, key, title, publisher, published, words = row
    held = sentence_with(words, wanted)
    about = " · ".join(part for part in (publisher, moment_words(published)) if part)
    return Found(
        kind="report", id=key, title=title or about or key, sentence=held.sentence if held else about,
        span=held.span if held else None, href=report_page(key, held.span[0] if held else None),
        speaker=publisher, published=published,
    )  # fmt: skip


def _quotes(desk: Desk, wanted: Sequence[str], reports: Sequence[_Row], most: int) -> list[Found]:
    by_number = {row[0]: row for row in reports}
    query = listed(
        f"SELECT {STATEMENT_COLUMNS}, s.report, s.reading FROM statements s JOIN reports r ON r.number = s.report "  # noqa: S608
        "WHERE s.kind = 'claim' AND s.reading IN (SELECT number FROM readings WHERE report IN :these) ORDER BY s.number"
    )
    active = desk.active()
    with desk.ledger.store.looking() as connection:
        rows = connection.execute(query, {"these": list(by_number)}).all() if by_number else []
    told = [(row[-2], statement_from(row)) for row in rows if row[-1] in active]
    ranked = {number: n for n, number in enumerate(by_number)}
    told.sort(key=lambda pair: ranked[pair[0]])
    return [*islice(_quoted(told, by_number, wanted), most)]


def _quoted(told: Sequence[tuple[int, Statement]], reports: dict[int, _Row], wanted: Sequence[str]) -> Iterator[Found]:
    for number, statement in told:
        speaker = speaker_name(statement.speaker)
        content = getattr(statement.value, "text", "")
        if not _holds(f"{speaker} {content}", wanted):
            continue
        words = reports[number][5]
        held = excerpt(words, statement.start, statement.end, bounds(words))
        yield Found(
            kind="quote", id=statement.report, title=speaker, sentence=held.sentence, span=held.span, speaker=speaker,
            href=report_page(statement.report, held.span[0]), published=statement.published,
        )  # fmt: skip
