"""Time expressions: each kind's pattern (patterns.toml) and the builder that says what its words mean.

A builder gives an empty list where the words turn out to mean no time. At one place the longest fit that means
something wins, then the first rule of patterns.toml.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from sayso.language.phrases import Match
from sayso.times import days, lengths, months, sets
from sayso.times.matched import Found
from sayso.times.patterns import grammar

Builder: TypeAlias = Callable[[Match], Found]

BUILDERS: dict[str, Builder] = {
    "iso": days.iso_date,
    "slashed": days.slashed_date,
    "day": days.day,
    "daynights": days.day_nights,
    "dayrange": days.day_range,
    "rangeday": days.range_day,
    "monthyear": months.month_year,
    "leanmonth": months.lean_month,
    "month": months.month,
    "monthpart": months.month_part,
    "nineeleven": days.nine_eleven,
    "military": days.military,
    "monthrange": months.month_range,
    "weekof": days.week_of,
    "season": months.season,
    "yearseason": months.season,
    "leanseason": months.lean_season,
    "bareseason": months.bare_season,
    "quarter": months.quarter,
    "year": months.year_alone,
    "yearrange": months.year_range,
    "era": months.era,
    "fiscal": months.fiscal,
    "decade": months.decade,
    "century": months.century,
    "lean": lengths.lean_unit,
    "nthday": days.nth_day,
    "leanpart": days.lean_part,
    "theunit": lengths.the_unit,
    "weekend": lengths.weekend,
    "yearend": lengths.year_end,
    "foryear": lengths.for_year,
    "yearago": months.year_ago,
    "yearagolength": lengths.length,
    "halves": months.halves,
    "theperiod": months.the_period,
    "sameperiod": months.same_period,
    "yearsquarter": months.same_period,
    "latest": months.latest,
    "quartercentury": lengths.quarter_century,
    "ago": lengths.ago,
    "recent": lengths.recent,
    "stretch": lengths.stretch,
    "ahead": lengths.ahead,
    "offset": lengths.offset,
    "length": lengths.length,
    "lengths": lengths.length_range,
    "hyphen": lengths.hyphened,
    "bare": lengths.bare_unit,
    "unitlong": lengths.unit_long,
    "every": sets.every,
    "rate": sets.rate,
    "times": sets.times_a,
    "setword": sets.set_word,
    "weekdays": sets.weekdays,
    "ref": sets.reference,
    "refphrase": sets.ref_phrase,
    "feast": months.feast,
    "clock": days.clock_alone,
    "part": days.part,
    "then": days.since_then,
    "monthdayonly": days.day_of_month,
}


def expressions(text: str) -> Found:
    """The time expressions of a text in order, none overlapping another, with what they mean by themselves."""
    compiled = grammar()
    return compiled.read(compiled.lexemes(text), lambda match: BUILDERS[match.rule](match))
