"""Builders of durations and of what is counted in units from an anchor ("two weeks ago", "last year")."""

from __future__ import annotations

from fractions import Fraction

from sayso.language.phrases import Match
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.matched import (
    CLOSERS,
    SHIFTED,
    STEPS,
    Found,
    closes,
    from_group,
    is_rate,
    is_title,
    lean_of,
    modifier,
    only,
    part_code,
    word_after,
    word_before,
)
from sayso.times.meaning import Base, Calendar, Length, Reference, Shift, Unit

_UNIT_VALUES = {
    "D": "P{}D", "N": "P{}D", "W": "P{}W", "F": "P{}W", "WE": "P{}D", "M": "P{}M", "Q": "P{}Q", "Y": "P{}Y",
    "E": "P{}E", "C": "P{}C", "L": "P{}L", "H": "PT{}H", "TM": "PT{}M", "TS": "PT{}S",
}  # fmt: skip


_WHOLES = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "WE": ("D", 2)}
"""Units that a counted duration is given in smaller ones for: two decades are P20Y."""


_HALVES = {"Y": ("M", 12), "H": ("TM", 60), "TM": ("TS", 60), "D": ("H", 24), "E": ("Y", 10), "C": ("Y", 100)}


def length_value(count: Fraction | None, code: str) -> str:
    """The TIMEX3 value of a duration: P3D, PT1H30M, P2Y6M, PXW."""
    if count is None:
        return _UNIT_VALUES[code].format("X")
    if count.denominator == 1:
        if count == 1 and code in ("E", "C", "L"):
            return _UNIT_VALUES[code].format(1)
        code, times = _WHOLES.get(code, (code, 1))
        return _UNIT_VALUES[code].format(int(count * times))
    if code in _HALVES:
        smaller, times = _HALVES[code]
        rest = (count - int(count)) * times
        if rest.denominator == 1:
            return _joined(int(count), code, int(rest), smaller)
    return _UNIT_VALUES[code].format(float(count))


def _joined(count: int, code: str, rest: int, smaller: str) -> str:
    if code in ("E", "C"):
        return f"P{count * (10 if code == 'E' else 100) + rest}Y"
    low = _UNIT_VALUES[smaller].format(rest)
    if not count:
        return low
    high = _UNIT_VALUES[code].format(count)
    return high + low.removeprefix("PT") if high.startswith("PT") else high + low.removeprefix("P")


def ago(match: Match) -> Found:
    unit = match.words("unit")
    if not unit:
        words = match.words("count")
        if len(words) == 1 and words[0] in lex.UNITS:
            return from_group(
                match,
                "count",
                Length(
                    value=length_value(None, lex.UNITS[words[0]]), unit=lex.UNITS[words[0]], toward=-1, base="report"
                ),
            )
        return []
    code, count = lex.UNITS[unit[0]], lex.cardinal(match.words("count"))
    if match.words("day"):
        return _ago_day(match, code, count)
    if count is None or count.denominator != 1:
        return _vague_ago(match, code, count)
    code, times = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "Q": ("M", 3)}.get(code, (code, 1))
    if code in ("H", "TM", "TS"):
        return only(match, Length(value=length_value(count, code), unit=code, count=count, toward=-1, base="report"))
    if code not in lex.UNIT_NAMES:
        return []
    return only(match, _shift(code, -int(count) * times))


def _shift(code: str, count: int) -> Shift:
    return Shift(unit=SHIFTED[lex.UNIT_NAMES[code]], count=count, like=code == "Y")


def _ago_day(match: Match, code: str, count: Fraction | None) -> Found:
    if count is None or count.denominator != 1 or code not in ("W", "D", "Y", "M"):
        return []
    if code in "MY":  # "a year ago Sunday": the day itself may be that of this week or of that year
        return only(match, Shift(unit="month", count=-int(count) * (12 if code == "Y" else 1)))
    weekday = next((lex.WEEKDAYS[w] for w in match.words("day") if w in lex.WEEKDAYS), None)
    unit: Unit = SHIFTED[lex.UNIT_NAMES[code]]
    if weekday is None:
        return only(match, Shift(unit="day", count=-int(count) * {"W": 7, "D": 1}.get(code, 0))) if code in "WD" else []
    return only(match, Shift(unit=unit, count=-int(count), weekday=weekday)) if code == "W" else []


def _vague_ago(match: Match, code: str, count: Fraction | None) -> Found:
    if count is not None:
        return only(match, Length(value=length_value(count, code), unit=code, count=count, toward=-1, base="report"))
    if match.words("count") in (["the"], []):
        return []
    if code in ("H", "TM", "TS", "D", "W"):
        return only(match, Length(value=length_value(None, code), unit=code, toward=-1, base="report"))
    return only(match, Reference("PAST_REF"))


def recent(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    toward = -1 if match.word("lean") == "recent" else 1
    if code == "Y" and toward < 0:
        return only(match, Reference("PAST_REF"))
    return only(match, Length(value=length_value(None, code), unit=code, toward=toward, base="report", whole=True))


def stretch(match: Match) -> Found:
    code, count = lex.UNITS[match.word("unit")], lex.cardinal(match.words("count"))
    lean = match.word("lean")
    if code == "Q" and lean in ("first", "last", "final") and word_after(match) == "of":
        return []  # "the first two quarters of 1990" is a half
    if lean == "last" and match.lexemes.forms[match.first] == "last" and word_before(match) in _MODALS:
        return []  # "should last eight weeks"
    if lean in ("following", "preceding") and match.lexemes.forms[match.first] == lean:
        return []  # "floods following three days of rain"
    toward = (
        -1
        if lean in ("last", "past", "previous", "preceding", "latest")
        else 1
        if lean in ("next", "coming", "following")
        else 0
    )
    base: Base = "report" if lean in ("last", "past", "next", "coming", "latest") else "told"
    return only(
        match, Length(value=length_value(count, code), unit=code, count=count, toward=toward, base=base, whole=True)
    )


_MODALS = frozenset({"will", "would", "should", "could", "may", "might", "can", "must", "to", "'ll", "not"})


def ahead(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    return only(match, Length(value=length_value(None, code), unit=code, toward=1, base="report", whole=True))


def offset(match: Match) -> Found:
    words, way = match.words("count"), match.word("way")
    code = lex.UNITS[match.word("unit")]
    plural = match.word("unit").endswith("s")
    if (not words and not plural) or (words == ["the"] and plural) or (words == ["just"] and not plural):
        return []
    toward = -1 if way in ("earlier", "before", "prior", "previously", "beforehand") else 1
    if match.word("unit") == "second" and words[-1:] in (["the"], ["a"], []):
        return []  # "the second since Sunday"
    if words in (["the"], ["one"]) and way in ("before", "after", "prior") and words == ["the"]:
        if way == "prior" or code not in ("D", "Y", "W", "M") or _next_opens_clause(match):
            return []
        return [
            (
                Span(match.span.start, match.span.end),
                Shift(unit=SHIFTED[lex.UNIT_NAMES[code]], count=toward, base="told"),
            )
        ]
    count = None if words in ([], ["just"]) else lex.cardinal(words)
    if words and words[-1] in ("any", "no"):
        return []
    end = match.span.end if way == "earlier" and code not in ("H", "TM", "TS") else match.end("unit")
    if way == "earlier" and code == "Y" and count is not None and count.denominator == 1:
        return [
            (Span(match.span.start, match.span.end), Shift(unit="year", count=-int(count), base="report", like=True))
        ]
    if way == "earlier" and _is_compared(match) and code in _COMPARED and count is not None and count.denominator == 1:
        return only(match, Shift(unit=SHIFTED[lex.UNIT_NAMES[code]], count=-int(count), base="told"))
    start = match.start("unit") if words == ["just"] else match.span.start
    if way in ("into", "since"):
        toward = 0
    base: Base = "event" if way in ("before", "after", "prior") and _next_opens_clause(match) else "told"
    made = Length(value=length_value(count, code), unit=code, count=count, toward=toward, base=base)
    return [(Span(start, end), made)]


_COMPARED = ("D", "W", "M")


def _is_compared(match: Match) -> bool:
    """Whether a figure is compared with that of then: "up from 18% a month earlier"."""
    before = word_before(match)
    return before in ("from", "than", "with", "against", "%", "percent", "million", "billion") or before[:1].isdigit()


def _next_opens_clause(match: Match) -> bool:
    """Whether "the day before" goes on ("the day before the vote"): then it is counted from what follows."""
    return word_after(match) not in CLOSERS


def length(match: Match) -> Found:
    words = [w for w in match.words("count") if w not in _FILLERS]
    unit = match.word("unit")
    code = lex.UNITS[unit]
    if _is_ordinal_second(match, unit) or word_before(match) in ("$", "€", "£", "-"):
        return []
    if words[:1] == ["the"]:
        words = words[1:]
        if not words or words[0] in ("a", "an", "one", "few", "several", "couple", "some", "many") or code == "Q":
            return []
        if "-" in match.words("count") or not unit.endswith("s"):
            return []
    if (code == "Q" and (word_after(match) == "of" or words in (["a"], ["one"], ["three"]))) or is_title(match, "unit"):
        return []
    if words == ["a"] and code == "D" and word_after(match) == "of":
        return []
    if words == ["one"] and code == "D" and not match.words("hedge"):
        return []
    if words in (["the"], []) or (code == "WE" and words in (["a"], ["some"])):
        return []
    if word_after(match) == "-" and word_after(match, 1) in ("old", "olds"):
        return []
    if (
        words == ["a"]
        and code in ("H",)
        and word_before(match) in ("km", "kph", "miles", "kilometers", "kilometres", "mph")
    ):
        return []
    if word_after(match) in ("old", "olds") or (word_after(match) == "of" and word_after(match, 1) == "age"):
        return []
    if words and words[0] in ("a", "an") and len(words) == 1 and (is_rate(match) or "calendar" in match.words("count")):
        return []
    count = lex.cardinal(words)
    if count is None and match.words("hedge") and "several" in words:
        return []
    if count is None and not any(
        w in lex.LEXICON["counts"]["words"] or w in ("dozens", "hundreds", "thousands", "scores") for w in words
    ):
        return []
    if (
        "and a half" in match.lexemes.forms[match.last - 3 : match.last]
        or match.lexemes.forms[match.last - 1] == "half"
    ):
        count = (count or Fraction(1)) + Fraction(1, 2)
    if words[:1] == ["some"] and count is None and not unit.endswith("s"):
        return []
    return only(match, Length(value=length_value(count, code), unit=code, count=count))


_FILLERS = frozenset(lex.LEXICON["words"]["fillers"])


def _is_ordinal_second(match: Match, unit: str) -> bool:
    return unit == "second" and (match.words("count")[-1:] in (["a"], ["the"], ["another"]) or not match.words("count"))


def length_range(match: Match) -> Found:
    low, high = lex.cardinal(match.words("low")), lex.cardinal(match.words("high"))
    code = lex.UNITS[match.word("unit")]
    if low is None or high is None or word_after(match) in ("old", "-"):
        return []
    value = length_value(None, code) if high - low > 5 else length_value(low, code)
    return only(match, Length(value=value, unit=code))


def hyphened(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    if (word_after(match) == "-" and word_after(match, 1) in ("old", "olds")) or word_before(match) in ("-", "$"):
        return []
    if (match.words("tail") and match.words("tail")[-1] == "old") or word_after(match) in ("old", "olds"):
        return []
    if code == "Q" and word_after(match) == "of":  # "three-quarters of its food"
        return []
    words = match.words("count")
    count = None if words == ["multi"] else lex.cardinal(words)
    return only(match, Length(value=length_value(count, code), unit=code, count=count))


def bare_unit(match: Match) -> Found:
    before, unit = word_before(match), match.word("unit")
    code = lex.UNITS[unit]
    if unit in ("weekends", "quarters", "nights", "seconds", "fortnights", "mins", "hrs"):
        return []
    if before in (
        "for",
        "in",
        "within",
        "after",
        "over",
        "of",
        "lasted",
        "several",
        "took",
        "spent",
        "took",
        "last",
    ) and word_after(match) not in ("old", "-", "'"):
        return only(match, Length(value=length_value(None, code), unit=code))
    return []


def unit_long(match: Match) -> Found:
    unit = match.word("unit")
    code = lex.UNITS[unit]
    count = None if unit.endswith("s") else Fraction(1)
    return [
        (Span(match.start("unit"), match.span.end), Length(value=length_value(count, code), unit=code, count=count))
    ]


def quarter_century(match: Match) -> Found:
    return only(match, Length(value="P25Y", unit="Y", count=Fraction(25)))


def lean_unit(match: Match) -> Found:
    unit, leans = match.word("unit"), match.words("lean")
    lean, base = lean_of(leans)
    if unit == "fortnight" or unit == "half":
        return only(match, Length(value="P2W", unit="W", count=Fraction(2), toward=STEPS[lean], whole=True))
    if unit == "day" and leans[-1] not in ("previous", "following", "same", "that", "preceding"):
        return []
    if unit in ("century", "decade") and leans[-1] in ("past", "coming", "preceding", "previous"):
        code = "E" if unit == "decade" else "C"
        length = Length(
            value="P10Y" if code == "E" else "P100Y",
            unit=code,
            count=Fraction(1),
            toward=STEPS[lean],
            base=base,
            whole=True,
        )
        return only(match, length)
    if is_title(match, "unit"):
        return []
    if unit == "quarter" and leans[-1] in ("that", "same"):
        return only(match, Shift(unit="quarter", count=0, base="told", named=True))
    if unit == "quarter" and (leans[-1] == "latest" or (leans[-1] == "this" and _is_of_results(match))):
        return only(match, Shift(unit="quarter", count=0, base="told"))
    clock = part_code(match.words("part"))
    made = Shift(unit=SHIFTED[unit], count=STEPS[lean], base=base, mod=modifier(match), clock=clock)
    if match.word("mod") in ("earlier", "later") and unit == "week":
        return [(Span(match.end("mod") + 1, match.span.end), made)]
    return only(match, made)


_RESULTS = frozenset(lex.LEXICON["words"]["results"])


def _is_of_results(match: Match) -> bool:
    """Whether the quarter is one that is over: "this quarter's loss"."""
    return word_after(match) == "'s" and not _RESULTS.isdisjoint((word_after(match, 1), word_after(match, 2)))


def the_unit(match: Match) -> Found:
    return only(
        match,
        Shift(
            unit=SHIFTED[match.word("unit")],
            count=0,
            base="told" if match.word("unit") == "day" else "report",
            mod=modifier(match),
        ),
    )


def for_year(match: Match) -> Found:
    """ "the year ended March 31" is a year long; "for the full year" is the report's year."""
    span = Span(match.start("the"), match.end("the"))
    unit = match.words("the")[-1]
    if match.words("ended"):
        return [(span, Length(value="P1Y" if unit == "year" else "P1W", unit=unit[0].upper(), count=Fraction(1)))]
    if unit == "week" and len(match.words("the")) == 2 and word_after(match) == "'s":
        return [(span, Shift(unit="week", count=0))]
    if match.lexemes.forms[match.first] != "for" or not (closes(match) or len(match.words("the")) == 3):
        return []
    return [(span, Shift(unit=SHIFTED[unit], count=0))]


def weekend(match: Match) -> Found:
    if match.lexemes.forms[match.last - 2 : match.last - 1] not in (["the"], ["this"]):
        return []
    return only(match, Shift(unit="weekend", count=0, base="report"))


def year_end(match: Match) -> Found:
    if word_before(match) == "since" and not match.lexemes.forms[match.first].startswith(("a", "ar")):
        return only(match, Calendar(month=12, day=31, lean="last"))  # what figures are compared with
    return only(match, Shift(unit="year", count=0, mod="end"))
