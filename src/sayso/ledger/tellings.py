"""Tellings: what readings say of events, read from the statements, as people have judged it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection

from sayso.ledger.figures import Told
from sayso.ledger.judgements import Anchor, Judgement
from sayso.ledger.lines import EventLine, Telling
from sayso.ledger.sketches import order_of
from sayso.ledger.statements import TALLY_ROLES, Statement
from sayso.ledger.store import chunks, fetched, statement_of_report, typed
from sayso.ledger.words import bounds, first_sentence

AROUND = 160
"""Characters looked at beside a figure."""

_BESIDE = frozenset({*TALLY_ROLES, "type"})


class _Home(msgspec.Struct, frozen=True, gc=False):
    """A reading's report."""

    voice: str
    clock: str
    id: str
    key: str
    published: str | None
    text: str


_HOMES = (
    "SELECT m.reading, m.voice, r.clock, r.id, r.key, r.published, r.text FROM m_readings m "
    "JOIN reports r ON r.number = m.report WHERE m.reading IN :these"
)
_EVENTS = "SELECT number, entity, reading, start FROM m_events WHERE number IN :these"
_STATEMENTS = (
    'SELECT s.id, s.entity, s.kind, s.property, s.value, s.vouchers, s.factuality, s.reading, s.start, s."end", s.quote, '
    "s.event_start, s.event_end, s.stated, s.published, s.ingested, s.coder FROM m_events e "
    "CROSS JOIN statements s ON s.entity = e.entity AND s.reading = e.reading WHERE e.number IN :these "
    "ORDER BY e.number, s.number"
)


def tellings_in(connection: Connection, events: Iterable[int]) -> dict[str, Telling]:
    """The tellings of events by their numbers in `m_events`, by entity."""
    return {entity: telling for batch in chunks(events, 1000) for entity, telling in _tellings(connection, batch)}


def _tellings(connection: Connection, events: Sequence[int]) -> Iterable[tuple[str, Telling]]:
    named = {row[1]: row for row in fetched(connection, _EVENTS, events)}
    readings = sorted({row[2] for row in named.values()})
    homes = {row[0]: _Home(*row[1:]) for row in fetched(connection, _HOMES, readings)}
    said: dict[str, list[Told]] = {}
    for row in fetched(connection, _STATEMENTS, events):
        said.setdefault(row[1], []).append(_told(row, homes[row[7]]))
    for entity, told in said.items():
        _, _, reading, start = named[entity]
        home = homes[reading]
        order = order_of(home.published, home.id, start, entity)
        yield entity, Telling(entity, order, home.clock, home.voice, tuple(told))


def _told(row: Sequence[Any], home: _Home) -> Told:
    """A statement; of a figure and of a type with the words before and after."""
    statement = statement_of_report(row, home.id, home.key)
    if statement.property not in _BESIDE:
        return Told(statement, home.clock, home.voice)
    before = home.text[max(0, statement.start - AROUND) : statement.start]
    return Told(statement, home.clock, home.voice, before, home.text[statement.end : statement.end + AROUND])


# ---------------------------------------------------------------- as judged
Verdicts = Mapping[Anchor, Judgement]
"""Judgements of values in force, by what they are about."""


def verdicts(judged: Iterable[Judgement]) -> Verdicts:
    """The judgements of values among those in force, the newest of each value."""
    return {anchor: row for row in judged if row.kind in ("right", "wrong") for anchor in row.subject}


def judged_telling(telling: Telling, judged: Sequence[Judgement]) -> Telling:
    """The telling without the values that were judged wrong, and with those that a person gave instead.

    A value judged right, or given by a person, stands alone for its property; of numbers and mentions several may stand.
    """
    return judged_by(telling, verdicts(judged))


def judged_by(telling: Telling, rows: Verdicts) -> Telling:
    """`judged_telling`, for many tellings."""
    if not rows:
        return telling
    told = [(one, rows.get(value_anchor(one.statement))) for one in telling.told]
    given = [_corrected(one, row) for one, row in told if row and row.object] + _filled(telling, rows)
    settled = {one.statement.property for one, row in told if row and row.kind == "right"}
    settled = (settled | {one.statement.property for one in given}) - set(TALLY_ROLES) - {"mention"}
    kept = [
        one for one, row in told
        if (row is None and one.statement.property not in settled) or (row is not None and row.kind == "right")
    ]  # fmt: skip
    return msgspec.structs.replace(telling, told=(*kept, *given))


def _filled(telling: Telling, rows: Verdicts) -> list[Told]:
    """The values that people gave where the telling had none; each stands in for the words of the trigger."""
    trigger = next((one for one in telling.told if one.statement.property == "type"), None)
    if trigger is None:
        return []
    at = trigger.statement
    mine = (at.report_key, at.start, at.end)
    return [
        _corrected(trigger, row)
        for anchor, row in rows.items()
        if (anchor.report, anchor.start, anchor.end) == mine and anchor.property and not anchor.value and row.object
    ]


def _corrected(one: Told, row: Judgement) -> Told:
    """What a person read in place of a value: said by whom the report says it, on words of the same report."""
    given = row.object[0]
    statement = msgspec.structs.replace(
        one.statement, id=f"s:{row.id.removeprefix('j:')}", property=given.property, value=typed(given.value),
        start=given.start, end=given.end, quote=given.quote, coder=f"corrected by {row.by}",
    )  # fmt: skip
    return msgspec.structs.replace(one, statement=statement, before="", after="")


def value_anchor(statement: Statement) -> Anchor:
    """What a judgement on a value is about: its words, property and value, whoever read it."""
    value = msgspec.json.encode(statement.value).decode()
    return Anchor(statement.report_key, statement.start, statement.end, statement.property, value)


# ---------------------------------------------------------------- what they are searched by
def search_words(line: EventLine, tellings: Sequence[Telling]) -> tuple[str, str, str]:
    """What text search finds an event by: quotes and the sentences of its triggers; its actors; its places."""
    words = {line.type, line.mode or ""}
    places = set()
    for told in (told for telling in tellings for told in telling.told):
        statement = told.statement
        words.add(statement.quote)
        if statement.property == "type":
            words.add(_sentence(told))
        elif statement.property in ("place", "mentioned_place"):
            places.add(getattr(statement.value, "name", ""))
    actors = {actor.name for actor in line.actors}
    return " ".join(sorted(words)), " ; ".join(sorted(actors)), " ; ".join(sorted(places))


def _sentence(told: Told) -> str:
    """The sentence around a value, as far as it is known."""
    before = told.before[bounds(told.before)[-2] :] if told.before else ""
    return before + told.statement.quote + first_sentence(told.after)
