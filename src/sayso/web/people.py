"""The actors across reports, held ready: which names are one actor, where each stands, and what its page is called."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, text

from sayso.ledger.clocks import until
from sayso.ledger.identity import identities, personas, plain_name
from sayso.ledger.lines import SIDES
from sayso.ledger.statements import Statement, Who
from sayso.ledger.store import active_readings, typed
from sayso.web.answers import Named


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An actor: a person or body. `entities` are its own in each report, the first of which names its page."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    identifier: str | None
    names: tuple[str, ...]
    entities: tuple[str, ...]
    reports: int
    readings: frozenset[int] = frozenset()


class People:
    """All named actors of the current readings. `version` is the newest reading."""

    def __init__(self, found: Sequence[Person], roles: dict[str, list[tuple[str, str]]], version: str) -> None:
        self.version = version
        self.roles = roles
        self.all = tuple(sorted(found, key=lambda one: (-one.reports, one.name, one.id)))
        self.by_entity = {entity: one for one in self.all for entity in one.entities}
        self._by_name: dict[str, dict[str, Person]] = {}
        for one in self.all:
            keys = {plain_name(name) for name in one.names} | ({one.identifier} if one.identifier else set())
            for key in keys:
                self._by_name.setdefault(key, {})[one.id] = one

    @classmethod
    def read(cls, connection: Connection, version: str) -> Self:
        """Reads them from a ledger."""
        active = set(active_readings(connection, until(None)))
        told = [(row, reading) for row, reading in _named_statements(connection) if reading in active]
        homes = identities(personas(statement for statement, _ in told))
        groups: dict[str, list[tuple[str, int, Who]]] = {}
        for statement, reading in told:
            if statement.entity in homes and isinstance(statement.value, Who):
                groups.setdefault(homes[statement.entity], []).append((statement.entity, reading, statement.value))
        return cls([_person(key, group) for key, group in groups.items()], _roles(connection, active), version)

    def named(self, name: str, identifier: str | None = None, country: str | None = None) -> Named:
        """A name with the id of the one actor that bears it; without an id where there is none, or more than one."""
        found = self._by_name.get(identifier or "") or (
            self._by_name.get(plain_name(name)) if name[:1].isupper() else None
        )
        if not found:
            return Named(id=None, name=name)
        fitting = [one for one in found.values() if not country or not one.country or one.country == country]
        return Named(id=fitting[0].id if len(fitting) == 1 else None, name=name)

    def find(self, key: str) -> Person | None:
        """The actor of an entity, an identifier, or a name that only one bears."""
        found = self.by_entity.get(key)
        if found is not None:
            return found
        bearing = self._by_name.get(key) or self._by_name.get(plain_name(key)) or {}
        return next(iter(bearing.values())) if len(bearing) == 1 else None

    def known_in(self, readings: Collection[int]) -> set[str]:
        """The ids of the actors that any of some readings names."""
        held = frozenset(readings)
        return {one.id for one in self.all if not one.readings.isdisjoint(held)}

    def events_of(self, person: Person) -> list[tuple[str, str]]:
        """The tellings that the actor stands in: event entity and role."""
        return [told for entity in person.entities for told in self.roles.get(entity, ())]


def _person(key: str, group: Sequence[tuple[str, int, Who]]) -> Person:
    whos = [who for _, _, who in group]
    names = [who.name for who in whos]
    name = min(set(names), key=lambda one: (-names.count(one), -len(one), one))
    best = next(who for who in whos if who.name == name)
    return Person(
        id=key, name=name, kind=best.kind, country=next((w.country for w in whos if w.country), None),
        sector=next((w.sector for w in whos if w.sector), None),
        identifier=next((w.identifier for w in whos if w.identifier), None), names=tuple(sorted(set(names))),
        entities=tuple(sorted({entity for entity, _, _ in group})), reports=len({reading for _, reading, _ in group}),
        readings=frozenset(reading for _, reading, _ in group),
    )  # fmt: skip


def _named_statements(connection: Connection) -> Iterator[tuple[Statement, int]]:
    """The names and offices of actors as statements, without who vouches for them, each with its reading."""
    query = text(
        "SELECT s.entity, s.property, s.value, r.key, s.reading FROM statements s JOIN reports r ON r.number = s.report "
        "WHERE s.kind = 'actor' AND s.property IN ('name', 'holds_office')"
    )
    for entity, prop, value, key, reading in connection.execute(query):
        yield Statement(
            id="", entity=entity, kind="actor", property=prop, value=typed(value), vouchers=(), factuality="CT+", report="",
            start=0, end=0, quote="", report_key=key,
        ), reading  # fmt: skip


def _roles(connection: Connection, active: set[int]) -> dict[str, list[tuple[str, str]]]:
    """Actor entity -> the event entities it stands in, with its role there."""
    sides = ", ".join(f"'{role}'" for role in SIDES)
    query = (
        "SELECT json_extract(value, '$.entity'), entity, property, reading FROM statements "  # noqa: S608 (constants)
        f"WHERE kind = 'event' AND property IN ({sides}) AND factuality NOT LIKE '%-'"
    )
    found: dict[str, dict[tuple[str, str], Any]] = {}
    for actor, event, role, reading in connection.execute(text(query)):
        if actor and reading in active:
            found.setdefault(actor, {})[(event, role)] = None
    return {actor: list(told) for actor, told in found.items()}
