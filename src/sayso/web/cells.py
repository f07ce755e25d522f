"""What a person types for a value, as a typed value; and the values of a report that can be corrected."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import get_args

import msgspec
from sqlalchemy import text

from sayso.errors import SettingsError
from sayso.ledger.clocks import day_number
from sayso.ledger.pages import shown
from sayso.ledger.statements import TALLY_ROLES, Statement, Tally, Typed, When, Where, Who, Words
from sayso.ledger.store import STATEMENT_COLUMNS, statement_from
from sayso.model import Phase
from sayso.web.filters import TYPES
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

_WHO = frozenset({"actor", "recipient", "victim"})
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST = re.compile(r"(?i)^(?:at least|no fewer than|from)\b|\+$|or more$")
_MOST = re.compile(r"(?i)^(?:at most|up to|no more than)\b")
_ABOUT = re.compile(r"(?i)^(?:about|some|around|nearly|roughly)\b")


def typed_value(prop: str, words: str, old: Typed | None = None) -> Typed:
    """What was typed as a value of a property. Raises SettingsError where it is none, saying what would be."""
    said = " ".join(words.split())
    if not said:
        raise SettingsError("type the right value, or select its words")
    if prop == "type":
        return Words(text=_event_type(said))
    if prop == "phase":
        return Words(text=_one_of(said.replace(" ", "_"), get_args(Phase), "phase"))
    if prop == "time":
        return _days(said)
    if prop in TALLY_ROLES:
        return _tally(said, old)
    if prop in ("place", "mentioned_place", "origin", "destination"):
        return Where(name=said)
    if prop in _WHO:
        return Who(name=said, kind=old.kind if isinstance(old, Who) else "unnamed")
    return Words(text=said)


def _event_type(said: str) -> str:
    by_noun = {noun: code for code, (noun, _) in NOUNS.items()}
    return by_noun.get(said.lower()) or _one_of(said.upper(), TYPES, "type")


def _one_of(said: str, allowed: Sequence[str], what: str) -> str:
    if said not in allowed:
        raise SettingsError(f"{said!r} is no {what}; choose from {', '.join(allowed)}")
    return said


def _days(said: str) -> When:
    parts = [part for part in re.split(r"\s*(?:/|\bto\b)\s*", said) if part]
    if not 1 <= len(parts) <= 2 or any(len(part) != 10 or day_number(part) is None for part in parts):
        raise SettingsError(f"{said!r} is no day; write 2024-10-23, or 2024-10-23 to 2024-10-25")
    start, end = parts[0], parts[-1]
    if start > end:
        raise SettingsError(f"{said!r} ends before it begins")
    return When(start=start, end=end)


def _tally(said: str, old: Typed | None) -> Tally:
    numbers = [float(found.replace(",", "")) for found in _NUMBER.findall(said)]
    whole = [int(n) if n.is_integer() else n for n in numbers]
    if not 1 <= len(whole) <= 2:
        raise SettingsError(f"{said!r} is no number; write 9, 9-12, at least 9, at most 9 or about 9")
    kept = old if isinstance(old, Tally) else Tally()
    low, high = min(whole), max(whole)
    if len(whole) == 2:
        bounds, qualifier = {"low": low, "best": None, "high": high}, "exact"
    elif _LEAST.search(said):
        bounds, qualifier = {"low": low, "best": low, "high": None}, "at_least"
    elif _MOST.search(said):
        bounds, qualifier = {"low": None, "best": high, "high": high}, "at_most"
    elif _ABOUT.search(said):
        bounds, qualifier = {"low": None, "best": low, "high": None}, "about"
    else:
        bounds, qualifier = {"low": low, "best": low, "high": high}, "exact"
    return msgspec.structs.replace(kept, qualifier=qualifier, **bounds)


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
