"""Judgements: what people decide about the ledger, as rows that are only ever appended.

A judgement names tellings by where they stand (report and span) and values by their property and span, never by a
row's number, so that it holds for what a newer coder makes of the same words. Undoing one is one more row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, TypeAlias

import msgspec

from sayso.ledger.statements import digest

JudgementKind: TypeAlias = Literal["same", "different", "right", "wrong", "comment", "undo"]


class Anchor(msgspec.Struct, frozen=True, omit_defaults=True, order=True):
    """Where a telling or a value stands: a report's key, a span of its text, for a value the property and what it says.

    `quote` are the words at the span, kept only for a value that a person gives.
    """

    report: str
    start: int
    end: int
    property: str = ""
    value: str = ""
    quote: str = ""


class Judgement(msgspec.Struct, frozen=True):
    """`subject` and `object` are the same or different, each with each; `right`, `wrong` and `comment` are about the subject.

    A correction is a `wrong` whose object is the value that is right instead; the subject then has an empty value where the
    property was blank. `undo` is of the judgement whose id is in `of`. A `comment` is of the tellings or values it stands by.
    """

    id: str
    kind: JudgementKind
    subject: tuple[Anchor, ...]
    object: tuple[Anchor, ...]
    by: str
    why: str
    recorded: str
    of: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The judgement as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


def judgement(
    kind: JudgementKind, sides: tuple[Sequence[Anchor], Sequence[Anchor]], by: str, why: str, recorded: str, *, of: str = "",
    place: int = 0,
) -> Judgement:  # fmt: skip
    """A judgement with its id; `place` tells apart two alike made within one second."""
    subject, other = (tuple(sorted(side)) for side in sides)
    key = digest(kind, subject, other, by, why, recorded, of, place, size=6)
    return Judgement(f"j:{key}", kind, subject, other, by, why, recorded, of)


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those in force, in the order of recording: not undone, and no undoing that is itself undone."""
    rows = list(judgements)
    undone: set[str] = set()
    for row in reversed(rows):  # an undoing is known to hold once all later rows have been seen
        if row.kind == "undo" and row.id not in undone:
            undone.add(row.of)
    return [row for row in rows if row.kind != "undo" and row.id not in undone]
