""" "The year-ago quarter, the second quarter ended Oct. 31": quarters that the words beside them tell more of.

Firms count quarters from the start of a year of their own, so that a quarter's name alone does not give its months; the
day on which it ended does.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from sayso.model import Span
from sayso.times.cells import Cell, cell
from sayso.times.matched import Found
from sayso.times.meaning import Calendar, Meaning, Shift

_ENDED = re.compile(r"\s+(?:which\s+|that\s+)?(?:ended|ending)\s+(?:on\s+)?")
_NAMED_AGAIN = re.compile(r"\s*,\s+(?:its\s+|their\s+|the\s+)?")
_HALF = timedelta(45)
"""From the last day of a quarter back to its middle."""


def with_neighbours(text: str, found: Found) -> Found:
    """The expressions, quarters with what is said of them right behind: their name, the day on which they ended."""
    made = list(found)
    for place in range(len(made) - 1):
        (span, meaning), (after, other) = made[place], made[place + 1]
        if isinstance(meaning, Shift | Calendar) and isinstance(other, Calendar):
            made[place], made[place + 1] = _pair(text, (span, meaning), (after, other))
    return made


def _pair(
    text: str, one: tuple[Span, Shift | Calendar], other: tuple[Span, Calendar]
) -> tuple[tuple[Span, Meaning], tuple[Span, Meaning]]:
    (span, meaning), (after, named) = one, other
    year_ago = isinstance(meaning, Shift) and meaning.unit == "quarter" and meaning.count == -4
    if year_ago and named.quarter and _is_bare(named) and _NAMED_AGAIN.fullmatch(text, span.end, after.start):
        again = msgspec.structs.replace(named, year_lean="last")
        return (span, again), (after, again)
    if named.month and named.day and _ENDED.fullmatch(text, span.end, after.start):
        if isinstance(meaning, Shift) and meaning.unit == "quarter" and meaning.count == 0:
            return (span, msgspec.structs.replace(named, ended=True)), other
        if isinstance(meaning, Calendar) and meaning.quarter and meaning.year_lean == "last" and _is_bare(named):
            return one, (after, msgspec.structs.replace(named, year_lean="last"))
    return one, other


def _is_bare(date: Calendar) -> bool:
    return date.year is None and date.year_lean == "none"


def quarter_ended(day: date) -> Cell:
    """The quarter of the calendar in which most of a quarter lies that ended on this day."""
    return cell("quarter", day - _HALF)
