"""An actor's page: what holds of it, what it said, what was said of it, what it did and what was done to it, kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

import msgspec
from sqlalchemy import Connection, TextClause

from sayso.ledger.lines import speaker_name
from sayso.ledger.pages import PropertyValue, values_of
from sayso.ledger.statements import Held, Statement, Words
from sayso.ledger.store import STATEMENT_COLUMNS, chunks, listed, statement_from
from sayso.web.answers import ActorPage, SaidAt
from sayso.web.charts import Band
from sayso.web.event_view import properties
from sayso.web.people import People, Person
from sayso.web.queries import Desk

SHOWN = 50
"""Claims and events of each kind on a page."""

BANDS = ("designated_as", "holds_office", "heads", "member_of", "part_of", "backed_by", "controls")
"""Facts that are drawn as bands over time."""

Active: TypeAlias = Mapping[int, tuple[int, str]]

_SELECT = f"SELECT {STATEMENT_COLUMNS}, s.reading FROM statements s JOIN reports r ON r.number = s.report"  # noqa: S608 (constants)


def read_actor(desk: Desk, key: str, as_of: str | None = None) -> tuple[ActorPage, list[Band]] | None:
    """An actor's page and its bands over time; None where there is none (as of the moment)."""
    people = desk.people()
    person = people.find(key)
    if person is None:
        return None
    active = desk.active(as_of)
    with desk.ledger.store.looking() as connection:
        told = _own(connection, person, active)
        if not told:
            return None
        readings = _readings(connection, person, active)
        said = _said(connection, person, readings)
        said_of = _said_of(connection, person, readings)
    facts = values_of(s for s in told if isinstance(s.value, Held) or s.property == "alias")
    did, suffered = _events(desk, people, person, as_of)
    return ActorPage(
        id=person.id, name=person.name, kind=person.kind, country=person.country, sector=person.sector,
        identifier=person.identifier, names=list(person.names), reports=len({s.report_key for s in told}),
        facts=properties(facts, people), said=[said_at(one, people) for one in said],
        said_of=[said_at(one, people) for one in said_of], did=desk.items(did[:SHOWN], as_of),
        suffered=desk.items(suffered[:SHOWN], as_of), did_total=len(did), suffered_total=len(suffered),
    ), bands_of(facts, told)  # fmt: skip


def _own(connection: Connection, person: Person, active: Active) -> list[Statement]:
    """The names and facts of an actor, in its current readings as of a moment."""
    query = listed(f"{_SELECT} WHERE s.entity IN :these ORDER BY r.clock, s.number")
    found = []
    for batch in chunks(person.entities):
        found += [statement_from(row) for row in connection.execute(query, {"these": batch}) if row[-1] in active]
    return found


def _readings(connection: Connection, person: Person, active: Active) -> list[int]:
    """The current readings that name an actor, the newest report first."""
    query = listed("SELECT DISTINCT reading FROM statements WHERE entity IN :these")
    found = {row[0] for batch in chunks(person.entities) for row in connection.execute(query, {"these": batch})}
    return sorted(found & active.keys(), key=lambda number: active[number][1], reverse=True)


def _said(connection: Connection, person: Person, readings: Sequence[int]) -> list[Statement]:
    """The newest claims whose speaker bears one of the actor's names, in reports that name it."""
    query = listed(
        _SELECT + " WHERE s.reading IN :these AND s.kind = 'claim' "  # noqa: S608
        "AND json_extract(s.vouchers, '$[#-1].name') IN (SELECT value FROM json_each(:names)) ORDER BY r.clock DESC, s.start"
    )
    return _newest(connection, query, readings, person)


def _said_of(connection: Connection, person: Person, readings: Sequence[int]) -> list[Statement]:
    """The newest claims of others that name the actor."""
    query = listed(
        _SELECT + " WHERE s.reading IN :these AND s.kind = 'claim' "  # noqa: S608
        "AND json_extract(s.vouchers, '$[#-1].name') NOT IN (SELECT value FROM json_each(:names)) "
        "AND EXISTS (SELECT 1 FROM json_each(:names) n WHERE instr(json_extract(s.value, '$.text'), n.value)) "
        "ORDER BY r.clock DESC, s.start"
    )
    return _newest(connection, query, readings, person)


def _newest(connection: Connection, query: TextClause, readings: Sequence[int], person: Person) -> list[Statement]:
    found: list[Statement] = []
    names = msgspec.json.encode(person.names).decode()
    for batch in chunks(readings, 60):
        rows = connection.execute(query, {"these": batch, "names": names})
        found += [statement_from(row) for row in rows]
        if len(found) >= SHOWN:
            break
    return found[:SHOWN]


def said_at(statement: Statement, people: People) -> SaidAt:
    """A claim as listed."""
    value = statement.value if isinstance(statement.value, Words) else Words(text=statement.quote)
    speaker = statement.speaker
    return SaidAt(
        speaker=people.named(speaker_name(speaker), speaker.identifier, speaker.country), stance=value.stance,
        cue=value.cue, content=value.text, report=statement.report, span=(statement.start, statement.end),
        outlet=statement.vouchers[0].name, published=statement.published,
    )  # fmt: skip


def _events(desk: Desk, people: People, person: Person, as_of: str | None) -> tuple[list[str], list[str]]:
    """The events that the actor did, and those done to it, the newest first."""
    told = people.events_of(person)
    homes = desk.home_of({entity for entity, _ in told}, as_of)
    board = desk.board(as_of)
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for entity, role in told:
        if entity in homes:
            found[role == "actor"].add(homes[entity])
    did, suffered = (sorted(found[side], key=lambda event: board.at[event], reverse=True) for side in (True, False))
    return did, suffered


# ---------------------------------------------------------------- bands
def bands_of(facts: Iterable[PropertyValue], told: Sequence[Statement]) -> list[Band]:
    """Facts as bands over time: one for each value, named by whose list or what office it is."""
    by_id = {statement.id: statement for statement in told}
    made = []
    for fact in facts:
        if fact.property not in BANDS:
            continue
        first = by_id.get((*fact.vouched, *fact.denied)[0].statement)
        if first is not None and isinstance(first.value, Held):
            made.append(_band(fact, first.value))
    return made


def _band(fact: PropertyValue, held: Held) -> Band:
    name = fact.property.replace("_", " ")
    row = f"{name} by {held.by}" if held.by else name
    states = {"former": "former", "future": "future"}
    return Band(
        row=row, label=held.text + (f" ({held.scope} only)" if held.scope and held.scope != "whole" else ""),
        start=held.start, end=held.end, told=(fact.since or "")[:10] or None, scope=held.scope or "whole",
        state="denied" if not fact.vouched else states.get(held.phase, "current"),  # type: ignore[arg-type]
    )  # fmt: skip
