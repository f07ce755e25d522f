"""What a person types for a value, as a typed value; and the values of a report that can be corrected."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import text

from sayso.ledger.given import typed_value as given_value
from sayso.ledger.pages import shown
from sayso.ledger.statements import Statement, Typed
from sayso.ledger.store import STATEMENT_COLUMNS, statement_from
from sayso.web.queries import Desk
from sayso.web.wording import NOUNS, heading, plain

FILLABLE = (
    "actor",
    "recipient",
    "victim",
    "target",
    "time",
    "place",
    "killed",
    "wounded",
    "missing",
    "held",
    "displaced",
)
"""Properties that may be given where a telling has none."""


def typed_value(prop: str, words: str, old: Typed | None = None) -> Typed:
    """What was typed as a value of a property; a type of event may be called what pages call it.

    Raises SettingsError where it is none, saying what would be.
    """
    nouns = {noun: code for code, (noun, _) in NOUNS.items()}
    return given_value(prop, nouns.get(words.strip().lower(), words) if prop == "type" else words, old)


class Cell(msgspec.Struct, frozen=True):
    """A value that can be corrected, or a blank that can be filled. `key` says which."""

    key: str
    label: str


class CellGroup(msgspec.Struct, frozen=True):
    """The cells of one event."""

    label: str
    cells: tuple[Cell, ...]


def cells_of(desk: Desk, report: str) -> list[CellGroup]:
    """The cells of a report's newest reading, by event, in order of the text."""
    query = text(
        f"SELECT {STATEMENT_COLUMNS} FROM statements s JOIN reports r ON r.number = s.report "  # noqa: S608 (constants)
        "WHERE s.kind = 'event' AND s.property <> 'mention' AND s.reading = (SELECT max(g.number) FROM readings g "
        "JOIN reports n ON n.number = g.report WHERE n.id = :id "
        "AND n.revision = (SELECT max(revision) FROM reports WHERE id = :id)) ORDER BY s.number"
    )
    with desk.ledger.store.looking() as connection:
        told = [statement_from(row) for row in connection.execute(query, {"id": report})]
    groups: dict[str, list[Statement]] = {}
    for statement in told:
        groups.setdefault(statement.entity, []).append(statement)
    made = [group for group in map(_group, groups.values()) if group]
    return [group for _, group in sorted(made, key=lambda pair: pair[0])]


def _group(told: Iterable[Statement]) -> tuple[int, CellGroup] | None:
    statements = list(told)
    trigger = next((one for one in statements if one.property == "type"), None)
    if trigger is None:
        return None
    once = {(one.property, shown(one.value), one.start): one for one in reversed(statements)}
    cells = [Cell(one.id, f"{heading(one.property)}: {_short(shown(one.value))}") for one in reversed(once.values())]
    held = {one.property for one in statements}
    at = f"{trigger.report}:{trigger.start}-{trigger.end}"
    blanks = [Cell(f"blank|{prop}|{at}", f"{heading(prop)}: (blank)") for prop in FILLABLE if prop not in held]
    return trigger.start, CellGroup(
        f"“{_short(trigger.quote)}”, {plain(shown(trigger.value)).lower()}", (*cells, *blanks)
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
