"""Expressions that the one right behind them tells more of.

Quarters: "the year-ago quarter, the second quarter ended Oct. 31". Firms count quarters from the start of a year of their
own, so that a quarter's name alone does not give its months; the day on which it ended does. Stretches: in "from Thursday
to Monday" the Monday comes after the Thursday, in "between November and February" the November before the February.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TypeGuard

import msgspec

from sayso.model import Span
from sayso.times.cells import Cell, cell
from sayso.times.matched import Found
from sayso.times.meaning import Calendar, Meaning, Shift

_ENDED = re.compile(r"\s+(?:which\s+|that\s+)?(?:ended|ending)\s+(?:on\s+)?")
_UP_TO = re.compile(r"\s*(?:to|through|until|till|up to|-|–)\s*", re.IGNORECASE)
_ON = re.compile(r"\s+(?:on\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_NAMED_AGAIN = re.compile(r"\s*,\s+(?:its\s+|their\s+|the\s+)?")
_HALF = timedelta(45)
"""From the last day of a quarter back to its middle."""


def with_neighbours(text: str, found: Found) -> Found:
    """The expressions: quarters with what is said of them right behind, the two ends of a stretch with one another."""
    made = list(found)
    for place in range(len(made) - 1):
        (span, meaning), (after, other) = made[place], made[place + 1]
        if isinstance(meaning, Shift) and meaning.mod == "overnight" and _is_its_day(text, span, after, other):
            made[place] = (span, msgspec.structs.replace(other, clock="NI", mod="overnight"))
        elif isinstance(meaning, Shift | Calendar) and isinstance(other, Calendar):
            made[place], made[place + 1] = _pair(text, (span, meaning), (after, other))
            if isinstance(meaning, Calendar) and _is_stretch(text, span, after):
                made[place], made[place + 1] = _stretch((span, meaning), (after, other))
    return made


def _is_its_day(text: str, span: Span, after: Span, other: Meaning) -> TypeGuard[Calendar]:
    """Whether the day of an "overnight" stands behind it: "overnight on Tuesday"."""
    day = isinstance(other, Calendar) and not other.clock and (other.day or other.weekday)
    return bool(day) and _ON.fullmatch(text, span.end, after.start) is not None


def _is_stretch(text: str, span: Span, after: Span) -> bool:
    if _UP_TO.fullmatch(text, span.end, after.start):
        return True
    between = _BETWEEN.search(text, max(0, span.start - 12), span.start)
    return between is not None and _AND.fullmatch(text, span.end, after.start) is not None


def _stretch(
    one: tuple[Span, Calendar], other: tuple[Span, Calendar]
) -> tuple[tuple[Span, Calendar], tuple[Span, Calendar]]:
    """Two weekdays: the second is the next one after the first. Two months, or days of them: the first is before the second."""
    (span, start), (after, end) = one, other
    if not (_is_bare(start) and _is_bare(end) and start.lean == end.lean == "none"):
        return one, other
    if _is_weekday(start) and _is_weekday(end):
        return one, (after, msgspec.structs.replace(end, lean="next", base="told"))
    if start.month and end.month and start.known is None and end.known is None:
        return (span, msgspec.structs.replace(start, until=end)), other
    return one, other


def _is_weekday(date: Calendar) -> bool:
    return date.weekday is not None and date.month is None and date.day is None


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
