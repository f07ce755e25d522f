"""Builders of days and times of day: from a match of a rule in patterns.toml to meanings."""

from __future__ import annotations

from typing import Any

from sayso.language.phrases import Match
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.matched import (
    COUNTED_AFTER,
    STEPS,
    Found,
    calendar_in,
    changed,
    clock_in,
    closes,
    day_number,
    is_capital,
    lean_of,
    modifier,
    numbered_date,
    only,
    part_code,
    word_after,
    word_before,
    year_in,
)
from sayso.times.meaning import Calendar, Clock, Repeated, Shift

_RELATIVE_DAYS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip


def iso_date(match: Match) -> Found:
    year, month, day = (int(w) for w in match.words("date") if w != "-")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return only(match, Calendar(year=year, month=month, day=day, clock=clock_in(match.words("clock"))))


def slashed_date(match: Match) -> Found:
    figures = [w for w in match.words("date") if w not in ("/", ".")]
    if "." in figures[0]:
        figures = [*figures[0].split("."), figures[1]]
    numbers = [int(w) for w in figures]
    if len(figures[0]) == 4:
        made = numbered_date(numbers[0], numbers[1], numbers[2])
        return only(match, made)
    short = len(figures[2]) == 2
    european = numbered_date(numbers[2], numbers[1], numbers[0], short)
    american = numbered_date(numbers[2], numbers[0], numbers[1], short) if "." not in match.words("date") else None
    if european and american and european != american:
        return only(match, changed(american, other=european))
    return only(match, european or american)


def day(match: Match) -> Found:
    """A day, with or without a time of day, a part of it, "early" or "late"."""
    date = match.words("date")
    if date[0] == "on":
        date = date[1:]
    if date == ["today"] and _is_masthead(match):
        return []
    meaning = _dayish(match, date)
    if meaning is None or (word_after(match) in _NAMES and date[-1] not in _RELATIVE_DAYS):
        return []
    if isinstance(meaning, Calendar) and meaning.month and meaning.year is None:
        meaning = _known(match, meaning)
    clock = (
        clock_in(match.words("after4"))
        or clock_in(match.words("before4"))
        or clock_in(match.words("before"))
        or clock_in(match.words("after"))
        or clock_in(match.words("partof"))
    )
    if (match.words("after") and clock_in(match.words("after")) is None) or (match.words("before") and clock is None):
        return []
    mod = modifier(match)
    if clock and meaning.clock is None:
        meaning = _clocked(meaning, clock)
    if mod:
        meaning = _modified(meaning, mod)
    if match.words("near"):
        if clock is None and (not isinstance(meaning, Calendar) or not meaning.month):
            return []
        meaning = _modified(meaning, "about")
    return [(Span(_day_start(match), match.span.end), meaning)]


def _is_masthead(match: Match) -> bool:
    """Whether "Today" is part of a name, as in "the Coast Today": written with a capital behind a word that is."""
    at = match.found.start("date")
    return is_capital(match, at) and match.first == at > 0 and match.lexemes.is_named(at - 1)


_NAMES = frozenset(lex.LEXICON["names"])


_KNOWN_DAYS: dict[str, dict[str, Any]] = lex.LEXICON["known_days"]


def _known(match: Match, date: Calendar) -> Calendar:
    """A day that names an event: "the September 11 attacks" were in 2001."""
    known = _KNOWN_DAYS.get(f"{date.month:02d}-{date.day:02d}")
    if known is None:
        return date
    near = {word_after(match), word_after(match, 1), word_after(match, 2), word_before(match, 2), word_before(match, 3)}
    return changed(date, known=known["year"]) if near & set(known["words"]) else date


def _day_start(match: Match) -> int:
    """Where the expression starts: "late on Friday" at the day itself, "early Friday" at its modifier."""
    date = match.words("date")
    if match.words("before4"):
        return match.start("before4")
    if date[0] == "on":
        return match.lexemes.starts[match.found.start("date") + 1]
    loose = match.words("on") not in ([], ["-"]) or match.word("mod") in ("earlier", "later")
    return match.start("date") if loose and not match.words("before") else match.span.start


def _clocked(meaning: Calendar | Shift, clock: str) -> Calendar | Shift:
    if isinstance(meaning, Calendar):
        return changed(meaning, clock=clock)
    return Shift(unit=meaning.unit, count=meaning.count, base=meaning.base, mod=meaning.mod, clock=clock)


def _modified(meaning: Calendar | Shift, mod: str) -> Calendar | Shift:
    if isinstance(meaning, Calendar):
        return changed(meaning, mod=mod)
    return Shift(unit=meaning.unit, count=meaning.count, base=meaning.base, mod=mod, clock=meaning.clock)


def _dayish(match: Match, date: list[str]) -> Calendar | Shift | None:
    said = " ".join(date)
    if said in _RELATIVE_DAYS:
        return Shift(unit="day", count=_RELATIVE_DAYS[said])
    if said == "tonight":
        return Shift(unit="day", count=0, clock="NI")
    if said in ("overnight", "last night"):
        return Shift(unit="day", count=-1, clock="NI", mod="overnight" if said == "overnight" else None)
    if date[-1] in lex.PARTS or date[-1] == "day":
        if date[0] == "this" and date[-1] == "day":
            return None
        return _that_day(date)
    bare = len(date) == 1 and date[0] in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and not match.words("after")
    if bare and word_before(match) not in ("on", "last", "next", "this", "("):
        return None
    made = calendar_in(date)
    if made is None or (made.month is not None and made.day is None):
        return None
    return made


def _that_day(date: list[str]) -> Shift:
    lean, base = lean_of(date)
    part = None if date[-1] == "day" else lex.PARTS[date[-1]]
    if date[0] == "this":
        return Shift(unit="day", count=0, clock=part)
    return Shift(unit="day", count=STEPS[lean], base="told" if base == "told" or date[0] == "the" else base, clock=part)


def day_nights(match: Match) -> Found:
    part = lex.PARTS[match.word("part").removesuffix("s")]
    made: Found = []
    for group in ("first", "date"):
        if match.words(group):
            end = match.span.end if group == "date" else match.end(group)
            made.append((Span(match.start(group), end), Repeated(f"XXXX-WXX-{lex.WEEKDAYS[match.word(group)]}T{part}")))
    return made


def day_range(match: Match) -> Found:
    if match.word("to") in ("or", "&") and not match.words("year"):
        return []
    first = calendar_in(match.words("first"))
    day, (year, short) = day_number(match.words("second")), year_in(match.words("year"))
    if first is None or day is None or first.day is None or first.month is None or day > 31:
        return []
    if match.word("to") in ("-", "--", "to", "through") and day <= first.day:
        return []
    if word_after(match) in ("+am", "+pm", "a.m.", "p.m.", "am", "pm", ":", "%", "percent"):
        return []
    if not match.words("year") and match.word("to") in ("and", "to") and not closes(match):
        return []
    first = changed(first, year=year, short_year=short)
    second = changed(first, day=day, weekday=None)
    end = match.end("year") if match.words("year") else match.end("second")
    return [(Span(match.start("first"), match.end("first")), first), (Span(match.start("second"), end), second)]


def range_day(match: Match) -> Found:
    second, day = calendar_in(match.words("second")), day_number(match.words("first"))
    if second is None or day is None or second.month is None or second.day is None or day > 31 or not day >= 1:
        return []
    if day >= second.day and match.word("to") in ("-", "--", "to", "through"):
        return []
    first = changed(second, day=day)
    return [
        (Span(match.start("first"), match.end("first")), first),
        (Span(match.start("second"), match.end("second")), second),
    ]


def nine_eleven(match: Match) -> Found:
    if match.words("date") != ["9", "/", "11"] or word_before(match) in ("/", "-"):
        return []
    if match.lexemes.ends[match.first] != match.lexemes.starts[match.first + 1] or word_after(match) in ("/", "-"):
        return []
    return only(match, Calendar(year=2001, month=9, day=11))


def military(match: Match) -> Found:
    """ "at 0530": four figures that can be no year, or that follow "at"."""
    figure = match.words("clock")[0]
    first = match.lexemes.forms[match.first]
    clock = lex.clock_of([figure])
    tail = match.last > match.found.end("clock")
    if clock is None or not (
        figure.startswith("0") or first == "at" or tail or (first in ("until", "till", "by") and int(figure) < 1700)
    ):
        return []
    if word_after(match) in COUNTED_AFTER or word_after(match) in ("/", ":", "-", ","):
        return []
    return [(Span(match.start("clock"), match.span.end), Clock(clock))]


def week_of(match: Match) -> Found:
    made = calendar_in(match.words("date"))
    return only(match, changed(made, week_of=True) if made and made.day else None)


def nth_day(match: Match) -> Found:
    """ "It is the eighth day of the siege": today."""
    if word_before(match) not in ("is", "'s", "’s", "marks", "enters", "now"):
        return []
    return [(Span(match.span.start, match.lexemes.ends[match.last - 2]), Shift(unit="day", count=0))]


def lean_part(match: Match) -> Found:
    return only(match, _that_day([*match.words("lean"), match.word("part")]))


def clock_alone(match: Match) -> Found:
    words = match.words("clock")
    clock = clock_in(words) or part_code(words)
    if clock is None:
        return []
    bare = len(words) == 1 and ":" in words[0]
    if bare and word_before(match) in ("", "\n") and is_capital(match, match.last):
        return only(match, Clock(clock))  # the stamp of an entry in a live report
    if bare and word_before(match) not in (
        "at",
        "by",
        "from",
        "until",
        "around",
        "about",
        "before",
        "after",
        "since",
        "till",
        "to",
        "(",
        "and",
        "-",
        "--",
    ):
        return []
    hedge = match.word("hedge")
    start = match.start("clock") if hedge.startswith(("shortly", "just")) else match.span.start
    if words[0] in ("dawn", "dusk") and word_before(match) not in (
        "at",
        "before",
        "after",
        "by",
        "since",
        "until",
        "from",
        "around",
    ):
        return []
    return [(Span(start, match.span.end), Clock(clock))]


def part(match: Match) -> Found:
    """A part of the report's day; that of another, "during the evening of 9 May", is read with its day."""
    before = match.lexemes.forms[match.first]
    code = part_code(match.words("part"))
    if code is None or before not in ("in", "during", "by") or word_after(match) == "of" or _on_a_day(match):
        return []
    start = match.lexemes.starts[match.first + 1]
    return [(Span(start, match.span.end), Clock(code))]


def _on_a_day(match: Match) -> bool:
    """Whether "on" and a day stand behind: "in the evening on Monday"."""
    day = word_after(match, 1)
    return word_after(match) == "on" and (day in lex.WEEKDAYS or day in lex.MONTHS or day[:1].isdigit())


def since_then(match: Match) -> Found:
    return [(Span(match.start("then"), match.end("then")), Shift(unit="day", count=0, base="told"))]


def day_of_month(match: Match) -> Found:
    if not closes(match):
        return []
    return [(Span(match.start("day"), match.span.end), Calendar(day=day_number(match.words("day"))))]
