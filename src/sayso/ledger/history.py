"""What changed between two moments: events, figures, corrections and denials that became known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from sayso.ledger.figures import Figure
from sayso.ledger.lines import Telling, event_id, speaker_name

ChangeKind: TypeAlias = Literal["new_event", "new_figure", "correction", "denial"]
Known = tuple[list[Telling], list[Figure]]


class Change(msgspec.Struct, frozen=True):
    """Something that became known about an event: by whom, in which report, and what it says."""

    kind: ChangeKind
    event: str
    says: str
    speaker: str
    report: str
    published: str | None
    role: str | None = None
    was: float | int | None = None
    now: float | int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The change as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


def changes(before: Sequence[Known], after: Sequence[Known]) -> Iterator[Change]:
    """All changes, in the order of the later moment's events, then of publication."""
    seen = {telling.entity for tellings, _ in before for telling in tellings}
    old = {figure.statement: figure for _, figures in before for figure in figures}
    for tellings, figures in sorted(after, key=lambda known: event_id(known[0])):
        yield from _of_event(tellings, figures, seen, old)


def _of_event(
    tellings: Sequence[Telling], figures: Sequence[Figure], seen: set[str], old: dict[str, Figure]
) -> Iterator[Change]:
    event = event_id(tellings)
    fresh = [telling for telling in tellings if telling.entity not in seen]
    if len(fresh) == len(tellings):
        first = min(fresh, key=lambda telling: telling.order).statements[0]
        yield Change("new_event", event, first.quote, speaker_name(first.speaker), first.report, first.published)
    for figure in figures:
        if figure.statement not in old:
            yield Change("new_figure", event, figure.quote, figure.speaker_name, figure.report, figure.published,
                         figure.role, None, figure.number)  # fmt: skip
    yield from _corrections(event, figures, old)
    yield from _denials(event, fresh)


def _corrections(event: str, figures: Sequence[Figure], old: dict[str, Figure]) -> Iterator[Change]:
    """Figures that stood before and do not stand now."""
    standing = {(f.role, f.whose, f.scope): f for f in figures if f.aside is None and f.statement not in old}
    for figure in figures:
        was = old.get(figure.statement)
        if was is None or was.aside is not None or figure.aside is None:
            continue
        by = standing.get((figure.role, figure.whose, figure.scope), figure)
        yield Change("correction", event, figure.aside, by.speaker_name, by.report, by.published, figure.role,
                     figure.number, by.number if by is not figure else None)  # fmt: skip


def _denials(event: str, fresh: Sequence[Telling]) -> Iterator[Change]:
    told = {
        (s.report, s.speaker.name, s.property): s for t in fresh for s in t.statements if s.factuality.endswith("-")
    }
    for statement in told.values():
        if statement.property in ("type", "actor"):
            yield Change("denial", event, f"{statement.property}: {statement.quote}", speaker_name(statement.speaker),
                         statement.report, statement.published)  # fmt: skip
