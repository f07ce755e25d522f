"""What a time expression means by itself, before it is anchored on a day."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

Unit: TypeAlias = Literal[
    "day", "week", "weekend", "month", "season", "quarter", "half", "year", "decade", "century", "clock"
]
Base: TypeAlias = Literal["report", "told", "event"]
"""What a relative expression counts from: the report's date, the time told last, or that of an event named beside it."""
Lean: TypeAlias = Literal["last", "this", "next", "none"]


class Calendar(msgspec.Struct, frozen=True, kw_only=True):
    """A date by its names. What is None is not said; the coarsest field said decides where the anchor is needed."""

    century: int | None = None  # 20: the years 1900 to 1999, by TIMEX3's habit
    decade: int | None = None  # 199: the 1990s; 9: "the nineties", century not said
    year: int | None = None
    short_year: bool = False  # two figures of a year
    half: int | None = None
    quarter: int | None = None
    season: str | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week_of: bool = False  # the week in which the day falls
    feast: str | None = None
    lean: Lean = "none"
    base: Base = "report"  # what a weekday leans from: "the following Tuesday" from the time told last
    year_lean: Lean = "none"  # "June last year"
    mod: str | None = None
    clock: str | None = None
    other: Calendar | None = None  # the second reading of "03/04/2024"
    known: int | None = None  # the year of the event that the day is known by
    era: str = ""  # BC
    fiscal: bool = False
    until: Calendar | None = None  # the other end of a stretch that begins with it
    ended: bool = False  # the quarter that ended on that day


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """So many units from the base: "yesterday" is one day back from the report."""

    unit: Unit
    count: int
    base: Base = "report"
    mod: str | None = None
    clock: str | None = None
    like: bool = False  # "a year earlier": as fine as what it is compared with, a quarter's or a day's year before
    weekday: int | None = None  # the weekday inside that week: "Tuesday last week"
    named: bool = False  # "that quarter": the one told last, even one that another was only compared with


class Reference(msgspec.Struct, frozen=True):
    """PAST_REF, PRESENT_REF or FUTURE_REF."""

    value: str


class Length(msgspec.Struct, frozen=True, kw_only=True):
    """A duration. `toward` says on which side of its base it lies (-1 before, 1 after, 0 nowhere said)."""

    value: str
    unit: str
    count: Fraction | None = None
    toward: int = 0
    base: Base = "told"
    whole: bool = False  # the stretch itself ("the past two weeks"), not the point at its end ("two weeks later")


class Repeated(msgspec.Struct, frozen=True):
    """A set: "every Friday"."""

    value: str


class Clock(msgspec.Struct, frozen=True):
    """A time of day whose day is not said."""

    clock: str


Meaning: TypeAlias = Calendar | Shift | Reference | Length | Repeated | Clock
