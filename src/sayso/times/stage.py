"""The stage that fills `Reading.times`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import msgspec

from sayso.model import Analysis, Reading, Span, Time, numbered
from sayso.times.anchor import Context, Resolved, Tense, Told, resolve
from sayso.times.cells import Cell
from sayso.times.grammar import expressions
from sayso.times.matched import Found
from sayso.times.meaning import Calendar, Length, Meaning, Shift
from sayso.times.neighbours import with_neighbours
from sayso.times.story import happening, is_aside, tell
from sayso.times.tense import tense_at


class TimesStage:
    """Finds the time expressions of each report and works out their values. Depends on the reading alone."""

    name = "times"
    needs = frozenset({"analysis"})
    fills = frozenset({"times"})

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, times=times_of(reading)) for reading in batch]


def times_of(reading: Reading) -> tuple[Time, ...]:
    """The times of a reading, in order of the text, with ids `t1`, `t2` ..."""
    found = with_neighbours(reading.text, expressions(reading.text))
    context = _context(reading, found)
    paragraph = -1
    sentences = [sentence.start for sentence in reading.analysis.sentences]
    made: list[Time] = []
    place = -1
    for span, meaning in found:
        here = bisect_right(sentences, span.start) - 1
        if here >= 0 and _is_byline(reading, here, span) and _may_be_name(meaning):
            continue
        if here != place:
            place, context.sentence_day, context.sentence_month, context.here = here, None, None, here
            now = reading.analysis.sentences[here].paragraph if here >= 0 else -1
            if now > paragraph + 1:
                context.quarter = context.last_quarter = None
            paragraph = now
        made.append(_time(reading, span, meaning, context, f"t{len(made) + 1}"))
    return numbered("t", made)


def _is_byline(reading: Reading, sentence: int, span: Span) -> bool:
    """Whether a line above the text begins with "By" and the words of the span."""
    line = reading.analysis.sentences[sentence]
    return line.kind != "body" and reading.text[line.start : span.start].lower() == "by "


def _may_be_name(meaning: Meaning) -> bool:
    """Whether the words may be somebody's first name: "By Sunday Okoro", "By June Carr"."""
    return isinstance(meaning, Calendar) and not meaning.day and not meaning.year


def _time(reading: Reading, span: Span, meaning: Meaning, context: Context, key: str) -> Time:
    def tense() -> Tense:
        said = tense_at(reading.analysis, span.start)
        if said == "perfect" and not _is_deadline(reading.text, span.end):
            return said
        return "future" if _looks_ahead(reading.text, span.start) else said

    if isinstance(meaning, Length) and meaning.base == "event":
        context.event = happening(reading.analysis, span, context, after=meaning.toward > 0)
    resolved, cell = resolve(meaning, context, tense)
    if isinstance(meaning, Length) and meaning.base != "report" and resolved.first and resolved.first == resolved.last:
        cell = Cell("day", resolved.first)
    if isinstance(meaning, Calendar) and meaning.quarter and meaning.fiscal:
        context.fiscal = cell
    line = context.here >= 0 and reading.analysis.sentences[context.here].kind == "dateline"
    if cell is not None and not line and cell.unit not in ("century", "decade"):
        aside = is_aside(reading.analysis, span, cell, context, tense)
        told = Told(cell=cell, key=key, sentence=context.here, aside=aside, counted=isinstance(meaning, Length))
        _tell(reading.analysis, context, told, span.start)
    elif isinstance(meaning, Length) and meaning.unit == "M" and meaning.count and meaning.count >= 6:
        context.quarter = None
    return _value(span, resolved)


_AHEAD = re.compile(
    r"\b(?:until|till|as early as|as soon as|as late as|no later than|not before|starting|beginning|effective|payable|due)"
    r"\s+(?:at least\s+|on\s+)?$",
    re.IGNORECASE,
)


def _looks_ahead(text: str, start: int) -> bool:
    """Whether the words before a day point forward: "until Tuesday", "as soon as Monday"."""
    return _AHEAD.search(text, max(0, start - 30), start) is not None


_TO_DO = re.compile(r"\s+to\s+[a-z]{2,}\s+(?:an?|the|its|their|his|her|it|them|in|on|for|up|out|back|down)\b")


def _is_deadline(text: str, end: int) -> bool:
    """Whether the words behind a time say what is to be done: "has given them until Tuesday to leave the town"."""
    return _TO_DO.match(text, end) is not None


def _value(span: Span, resolved: Resolved) -> Time:
    return Time(
        id="", span=span, type=resolved.type, value=resolved.value,
        start=resolved.first.isoformat() if resolved.first else None,
        end=resolved.last.isoformat() if resolved.last else None,
        edtf=resolved.edtf, anchor=resolved.anchor, reason=resolved.reason,
    )  # fmt: skip


def _tell(analysis: Analysis, context: Context, told: Told, start: int) -> None:
    """What the expression told is what the next ones count from."""
    tell(analysis, context, told, start)
    if told.cell.unit == "day" and not told.counted:
        context.sentence_day = told
    if told.cell.unit == "month" and context.sentence_month is None:
        context.sentence_month = told.cell
    if told.cell.unit == "quarter":
        context.sentence_month = None
    if told.cell.unit == "quarter" and context.quarter != told.cell:
        context.last_quarter = told.cell
    if told.cell.unit in ("quarter", "year") and not _is_compared(context, told.cell):
        context.quarter = told.cell if told.cell.unit == "quarter" else None


def _is_compared(context: Context, told: Cell) -> bool:
    """Whether a quarter is only what the one told before is compared with: the same of the year before. What is yet to come
    is not compared."""
    quarter = context.quarter
    if quarter is None or told.unit != "quarter" or (context.day is not None and quarter.first > context.day):
        return False
    return told == quarter.shifted(-4)


def _context(reading: Reading, found: Found) -> Context:
    day, source = _report_day(reading, found)
    full = {
        (m.month, m.day): m.year
        for _, m in reversed(found)
        if isinstance(m, Calendar) and m.year and m.month and m.day and not m.short_year
    }
    return Context(day=day, source=source, narrative=_is_narrative(day, found), full=full)


def _report_day(reading: Reading, found: Found) -> tuple[date | None, str | None]:
    """The report's date: `published`, else a full date in the dateline or, before any sentence, at the text's head."""
    published = reading.report.published
    if published and re.match(r"\d{4}-\d\d-\d\d", published):
        return date.fromisoformat(published[:10]), "published"
    datelines = [s.span for s in reading.analysis.sentences if s.kind == "dateline"]
    for span, meaning in found:
        if not any(line.contains(span) for line in datelines):
            continue
        if isinstance(meaning, Calendar) and meaning.year and meaning.month and meaning.day:
            year = meaning.year
            if meaning.short_year:
                year += 1900 if year >= 50 else 2000
            try:
                return date(year, meaning.month, meaning.day), "dateline"
            except ValueError:
                continue
    return None, None


_FAR = 2
"""So many years before the report's date is long ago."""


def _is_narrative(day: date | None, found: Found) -> bool:
    """Whether the text tells a history: most of its full dates lie years before its own date, and it has no "yesterday"."""
    deictic = sum(_is_deictic(meaning) for _, meaning in found)
    if day is None:
        return True
    years = [m.year for _, m in found if isinstance(m, Calendar) and m.year is not None and m.month is not None]
    far = sum(abs(day.year - year) >= _FAR for year in years)
    return far >= 3 and far > 2 * deictic and far * 2 > len(years)


def _is_deictic(meaning: Meaning) -> bool:
    if isinstance(meaning, Shift):
        return meaning.base == "report" and meaning.unit in ("day", "week", "month")
    if isinstance(meaning, Length):
        return meaning.base == "report" and bool(meaning.toward)
    return isinstance(meaning, Calendar) and meaning.weekday is not None and meaning.month is None
