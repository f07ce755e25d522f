"""What the words of a match say: years, days, clock times, and which way they lean."""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from sayso.language import numerals
from sayso.language.phrases import Match
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.meaning import Base, Calendar, Lean, Meaning, Unit

Found: TypeAlias = list[tuple[Span, Meaning]]
"""The times that one match makes: their spans and meanings."""


PREPOSITIONS = frozenset(lex.LEXICON["words"]["prepositions"])


_LEANS: dict[str, tuple[Lean, Base]] = {
    "last": ("last", "report"), "past": ("last", "report"), "previous": ("last", "told"),
    "preceding": ("last", "told"), "this": ("this", "report"), "current": ("this", "report"),
    "latest": ("this", "report"), "that": ("this", "told"), "same": ("this", "told"), "next": ("next", "report"),
    "coming": ("next", "report"), "upcoming": ("next", "report"), "following": ("next", "told"),
}  # fmt: skip


STEPS: dict[Lean, int] = {"last": -1, "this": 0, "next": 1, "none": 0}


MODS = {
    "early": "early", "the start of": "start", "the beginning of": "start", "the first days of": "start",
    "the early days of": "start", "the early part of": "early", "the first half of": "first-half", "late": "late",
    "the end of": "end", "the final days of": "end", "the last days of": "end", "the latter part of": "late",
    "the later part of": "late", "the second half of": "second-half", "the last half of": "second-half",
    "mid": "mid", "middle": "mid", "the middle of": "mid", "earlier": "before", "later": "after",
    "earlier in": "before", "later in": "after", "early in": "early", "late in": "late", "the rest of": "after",
}  # fmt: skip


SHIFTED: dict[str, Unit] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century",
}  # fmt: skip


NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def word_before(match: Match, n: int = 1) -> str:
    """The n-th lexeme before the match; "" at the text's start."""
    return match.lexemes.forms[match.first - n] if match.first >= n else ""


def word_after(match: Match, n: int = 0) -> str:
    return match.lexemes.forms[match.last + n] if match.last + n < len(match.lexemes.forms) else ""


def only(match: Match, meaning: Meaning | None) -> Found:
    return [] if meaning is None else [(match.span, meaning)]


def from_group(match: Match, group: str, meaning: Meaning) -> Found:
    """The meaning, standing from a group's start to the match's end."""
    return [(Span(match.start(group), match.span.end), meaning)]


def modifier(match: Match) -> str | None:
    said = match.word("mod")
    return MODS.get(said, "about" if said else None)


def year_in(words: list[str]) -> tuple[int | None, bool]:
    """The year, and whether only its last two figures are given."""
    figures = [w for w in words if w not in ("'", ",")]
    if len(figures) == 1 and len(figures[0]) == 2:
        return int(figures[0]), True
    return (lex.year_of(figures), False) if figures else (None, False)


def day_number(words: list[str]) -> int | None:
    figures = [w for w in words if w.isdigit() and len(w) <= 2]
    if figures:
        return int(figures[0]) or None
    said = [w for w in words if w in numerals.ORDINALS or w in numerals.TENS or w == "-"]
    return numerals.ordinal(said) if said else None


def lean_of(words: list[str]) -> tuple[Lean, Base]:
    known = [word for word in words if word in _LEANS]
    if "then" in words:
        return "this", "told"
    return _LEANS[known[-1]] if known else ("none", "report")


def part_code(words: list[str]) -> str | None:
    """The clock of "morning", "late afternoon", "nights", "the early hours"."""
    if words[-1:] == ["hours"]:
        return "MO"
    for word in words:
        code = lex.PARTS.get(word) or lex.PARTS.get(word.removesuffix("s"))
        if code:
            return code
    return None


def clock_in(words: list[str]) -> str | None:
    if not words:
        return None
    return lex.clock_of(words) if any(w in _CLOCKISH or w[:1].isdigit() for w in words) else part_code(words)


_CLOCKISH = frozenset({"noon", "midnight", "midday", "o'clock", *numerals.UNITS})


def calendar_in(words: list[str]) -> Calendar | None:
    """A date from the words of one: month, day, weekday, year by their looks."""
    month = next((lex.MONTHS[w] for w in words if w in lex.MONTHS), None)
    weekday = next((lex.WEEKDAYS[w] for w in words if w in lex.WEEKDAYS), None)
    year, short = _trailing_year(words, month is not None)
    rest = words[: len(words) - 1] if year is not None and words[-1].isdigit() else words
    day = day_number(rest)
    lean, base = lean_of([w for w in words if w in _LEANS])
    if day is not None and day > 31:
        return None
    made = Calendar(month=month, day=day, weekday=weekday, year=year, short_year=short, lean=lean, base=base)
    return changed(made, lean="none", year_lean=lean) if words[-1] == "year" else made


def _trailing_year(words: list[str], dated: bool) -> tuple[int | None, bool]:
    last = words[-1]
    if last.isdigit() and len(last) == 4:
        return int(last), False
    figures = [w for w in words if w.isdigit()]
    if dated and last.isdigit() and len(last) == 2 and (len(figures) == 2 or words[-2] == "'"):
        return int(last), True
    for n in (4, 3, 2):
        year = (
            lex.year_of(words[-n:])
            if len(words) > n and words[-n] in ("nineteen", "eighteen", "twenty", "two")
            else None
        )
        if year:
            return year, False
    return None, False


def changed(value: Calendar, **changes: Any) -> Calendar:
    """The date with other values in some fields."""
    made: Calendar = msgspec.structs.replace(value, **changes)
    return made


def numbered_date(year: int, month: int, day: int, short: bool = False) -> Calendar | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Calendar(year=year, month=month, day=day, short_year=short)


CLOSERS = frozenset(
    [
        ".",
        ",",
        ";",
        ":",
        ")",
        "\n",
        "--",
        "in",
        "at",
        "on",
        "and",
        "for",
        "by",
        "when",
        "as",
        "after",
        "before",
        '"',
        "”",
        "while",
        "with",
        "during",
    ]
) | {
    "\n",
    "",
}


def closes(match: Match) -> bool:
    """Whether what follows can't be the noun of a number."""
    return word_after(match) in CLOSERS


def is_capital(match: Match, at: int) -> bool:
    return at < len(match.lexemes.forms) and match.lexemes.is_capital(at)


def is_title(match: Match, group: str) -> bool:
    """Whether the word is capitalised in running text, as in the names of programmes: "This Week", "60 Minutes"."""
    at = match.found.start(group)
    return is_capital(match, at)


COUNTED_AFTER = frozenset(lex.LEXICON["words"]["counted_after"])


def is_rate(match: Match) -> bool:
    """Whether "a year" says how often or how fast: after a figure or a noun counted per time, as in "3 percent a year"."""
    before = word_before(match)
    return before in (
        "%",
        "percent",
        "times",
        "once",
        "twice",
        "dollars",
        "people",
        "barrels",
        "tons",
        "tonnes",
        "flights",
    ) or (
        before[:1].isdigit() or before in ("million", "billion", "thousand", "hundred", "trillion", "+m", "+bn", "+k")
    )
