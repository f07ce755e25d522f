"""An event's and an actor's page as data: every value, who vouches for it, since when, its rivals, its denials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from sayso.ledger.figures import Figure
from sayso.ledger.lines import EventLine, Telling, speaker_name
from sayso.ledger.policies import TallyLine
from sayso.ledger.speakers import same_speaker
from sayso.ledger.statements import Held, Statement, Tally, Typed, Voucher, When, Where, Who, Words


class Vouching(msgspec.Struct, frozen=True):
    """Someone vouches for a value: in which report, how firmly, at which words."""

    speaker: str
    outlet: str
    factuality: str
    report: str
    span: tuple[int, int]
    quote: str
    published: str | None
    stated: str | None
    stance: str | None
    statement: str


class PropertyValue(msgspec.Struct, frozen=True):
    """A value of a property with all who vouch for it, the earliest first. `rivals` are the other values of the property."""

    property: str
    value: str
    since: str | None
    vouched: tuple[Vouching, ...]
    denied: tuple[Vouching, ...]
    rivals: tuple[str, ...] = ()
    aside: str | None = None


class EventView(msgspec.Struct, frozen=True):
    """An event's page: its line, the values of its properties, its figures, and who is held responsible by whose word."""

    line: EventLine
    values: tuple[PropertyValue, ...]
    figures: tuple[Figure, ...]
    answers: tuple[TallyLine, ...]
    responsibility: tuple[PropertyValue, ...]

    def to_dict(self) -> dict[str, Any]:
        """The page as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made | {"line": self.line.to_dict(), "answers": [answer.to_dict() for answer in self.answers]}


class ActorView(msgspec.Struct, frozen=True):
    """What holds of an actor on a day, or ever: each value with its vouchers."""

    name: str
    names: tuple[str, ...]
    identifier: str | None
    on: str | None
    values: tuple[PropertyValue, ...]

    def to_dict(self) -> dict[str, Any]:
        """The page as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


RIVALS = frozenset({"type", "time", "place", "actor"})
"""Properties of which two values contradict each other."""


def shown(value: Typed) -> str:
    """A value in words."""
    match value:
        case Words():
            return value.text
        case Who() | Where():
            return value.name
        case When():
            return f"{value.start}/{value.end}" if value.end != value.start else str(value.start)
        case Tally():
            return _number(value)
        case Held():
            parts = [value.text, f"by {value.by}" if value.by else "", f"scope {value.scope}" if value.scope else ""]
            return ", ".join(part for part in parts if part)


def _number(tally: Tally) -> str:
    low, best, high = tally.low, tally.best, tally.high
    if best is not None and {low, high} <= {best, None}:
        number = f"{best:g}"
    else:
        number = " to ".join(f"{n:g}" for n in (low, high) if n is not None) or "unknown"
    population = tally.population or tally.of
    return f"{number} {population}" + (" (running total)" if tally.scope == "cumulative" else "")


def vouching(statement: Statement) -> Vouching:
    """Who vouches for a statement, and where."""
    outlet = statement.vouchers[0].name
    return Vouching(
        speaker=speaker_name(statement.speaker), outlet=outlet, factuality=statement.factuality, report=statement.report,
        span=(statement.start, statement.end), quote=statement.quote, published=statement.published,
        stated=statement.stated, stance=statement.speaker.stance, statement=statement.id,
    )  # fmt: skip


def values_of(statements: Iterable[Statement], asides: dict[str, str] | None = None) -> list[PropertyValue]:
    """Statements by property and value, in order of property, then of the number of those who vouch."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.property, shown(statement.value)), []).append(statement)
    names: dict[str, list[str]] = {}
    for prop, value in groups:
        names.setdefault(prop, []).append(value)
    found = [
        _value(prop, value, group, tuple(v for v in names[prop] if v != value) if prop in RIVALS else (), asides or {})
        for (prop, value), group in groups.items()
    ]
    return sorted(found, key=lambda value: (value.property, -len(value.vouched), value.since or "~", value.value))


def _value(
    prop: str, value: str, group: Sequence[Statement], rivals: tuple[str, ...], asides: dict[str, str]
) -> PropertyValue:
    ordered = sorted(group, key=lambda s: (s.published or "~", s.report, s.start, s.id))
    vouched = tuple(vouching(s) for s in ordered if not s.factuality.endswith("-"))
    denied = tuple(vouching(s) for s in ordered if s.factuality.endswith("-"))
    why = next((asides[s.id] for s in ordered if s.id in asides), None)
    return PropertyValue(prop, value, ordered[0].published, vouched, denied, rivals, why)


def event_view(
    line: EventLine, tellings: Sequence[Telling], found: Sequence[Figure], answers: Sequence[TallyLine]
) -> EventView:
    """An event's page from its tellings and figures."""
    statements = [statement for telling in tellings for statement in telling.statements]
    asides = {figure.statement: figure.aside for figure in found if figure.aside}
    told = values_of((s for s in statements if s.property != "mention"), asides)
    blamed = tuple(value for value in told if value.property == "actor")
    return EventView(line, tuple(told), tuple(found), tuple(answers), blamed)


def responsibility(value: PropertyValue) -> dict[str, list[str]]:
    """Of a value of `actor`: who claims it for itself, who blames it, who denies it, by name."""
    own = Voucher(name=value.value, role="speaker")
    claimed: list[str] = []
    blamed: list[str] = []
    for one in value.vouched:
        mine = one.stance in ("admits", "says") and same_speaker(Voucher(name=one.speaker, role="speaker"), own)
        (claimed if mine else blamed).append(one.speaker)
    return {"claimed_by": claimed, "blamed_on_by": blamed, "denied_by": [one.speaker for one in value.denied]}


def valid_on(statement: Statement, day: str | None) -> bool:
    """Whether a fact holds on a day: within its time where given, else from the day it was published on.

    What a report gives as former or coming does not hold on the report's own day.
    """
    value = statement.value
    if day is None or not isinstance(value, Held):
        return True
    if value.start or value.end:
        return (not value.start or value.start <= day) and (not value.end or day <= value.end)
    told = (statement.published or "")[:10]
    if value.phase == "former":
        return False
    return value.phase == "current" and (not told or told <= day)
