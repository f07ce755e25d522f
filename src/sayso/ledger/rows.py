"""The rows of the ledger's listings, and how those of claims, speakers and actors are made from statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from sayso.ledger.identity import identities, personas, plain_name
from sayso.ledger.judgements import Anchor
from sayso.ledger.lines import speaker_name
from sayso.ledger.speakers import Ranks, class_of
from sayso.ledger.statements import Statement, Who, Words


class _Row(msgspec.Struct, frozen=True):
    def to_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


class ReportRow(_Row, frozen=True):
    """A report of the ledger; `voice` is the same for copies of one text."""

    id: str
    revision: int
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    ingested: str
    coder: str
    events: int
    claims: int
    statements: int
    voice: str | None


class UnreadRow(_Row, frozen=True):
    """A report that was set aside, and why."""

    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None
    ingested: str
    reason: str


class ActorRow(_Row, frozen=True):
    """An actor across reports."""

    name: str
    kind: str
    country: str | None
    sector: str | None
    identifier: str | None
    names: tuple[str, ...]
    reports: int
    events: int


class ClaimRow(_Row, frozen=True):
    """Who said what, in which report."""

    report: str
    published: str | None
    speaker: str
    stance: str | None
    manner: str | None
    cue: str | None
    content: str
    span: tuple[int, int]
    outlet: str


class SpeakerRow(_Row, frozen=True):
    """A speaker, its standing by class, and what it does: claims, their stances, the types of events it vouches for."""

    speaker: str
    rank: int
    why: str
    claims: int
    stances: tuple[str, ...]
    topics: tuple[str, ...]
    statements: int
    reports: int


class JudgementRow(_Row, frozen=True):
    """A judgement as listed: `of` is what an undoing undoes, `at` when it was recorded, `undone` whether it no longer holds."""

    id: str
    kind: str
    of: str
    by: str
    why: str
    at: str
    undone: bool
    subject: tuple[Anchor, ...]
    object: tuple[Anchor, ...]


class UnsurePair(_Row, frozen=True):
    """Two tellings that may be one event, with what speaks for and against it."""

    first: str
    second: str
    event_a: str
    event_b: str
    score: float
    reasons: dict[str, float]


def claim_row(statement: Statement) -> ClaimRow:
    """A claim's row, of the statement of its content."""
    value = statement.value if isinstance(statement.value, Words) else Words(text=statement.quote)
    return ClaimRow(
        report=statement.report, published=statement.published, speaker=speaker_name(statement.speaker), stance=value.stance,
        manner=value.manner, cue=value.cue, content=value.text, span=(statement.start, statement.end),
        outlet=statement.vouchers[0].name,
    )  # fmt: skip


def speaker_row(name: str, said: Sequence[Statement], ranks: Ranks) -> SpeakerRow:
    """A speaker's row, of all the statements it vouches for."""
    stand = class_of(said[0].speaker, ranks)
    claims = [s for s in said if s.kind == "claim"]
    stances = Counter(s.value.stance for s in claims if isinstance(s.value, Words) and s.value.stance)
    topics = Counter(s.value.text for s in said if s.property == "type" and isinstance(s.value, Words))
    return SpeakerRow(
        speaker=name, rank=stand.rank, why=stand.why, claims=len(claims), stances=_by_number(stances),
        topics=_by_number(topics), statements=len(said), reports=len({s.report for s in said}),
    )  # fmt: skip


def _by_number(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def actor_groups(found: Sequence[Statement]) -> list[list[Statement]]:
    """Statements about actors, those about one actor together."""
    homes = identities(personas(found))
    groups: dict[str, list[Statement]] = {}
    for statement in found:
        if statement.entity in homes:
            groups.setdefault(homes[statement.entity], []).append(statement)
    return [groups[key] for key in sorted(groups)]


def actor_row(group: Sequence[Statement], events: dict[str, set[str]]) -> ActorRow:
    """An actor's row, of the statements about it; `events` of each of its entities."""
    whos = [statement.value for statement in group if isinstance(statement.value, Who)]
    names = [who.name for who in whos]
    name = min(set(names), key=lambda one: (-names.count(one), -len(one), one))
    told = {event for entity in {s.entity for s in group} for event in events.get(entity, ())}
    best = next(who for who in whos if who.name == name)
    return ActorRow(
        name=name, kind=best.kind, country=next((w.country for w in whos if w.country), None),
        sector=next((w.sector for w in whos if w.sector), None),
        identifier=next((w.identifier for w in whos if w.identifier), None), names=tuple(sorted(set(names))),
        reports=len({s.report_key for s in group}), events=len(told),
    )  # fmt: skip


def bears(group: Sequence[Statement], name: str) -> bool:
    """Whether an actor bears a name, or identifier."""
    wanted = plain_name(name)
    names = {plain_name(s.value.name) for s in group if isinstance(s.value, Who)}
    names |= {plain_name(s.value.text) for s in group if s.property == "alias" and isinstance(s.value, Words)}
    return wanted in names or any(isinstance(s.value, Who) and s.value.identifier == name for s in group)
