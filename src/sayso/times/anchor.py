"""From what an expression means to its value and its days.

Anchors, in the order they are asked: what the expression itself says; the time told last ("the previous day"); the
report's date. The report's date is `published`, else the date of its dateline, else unknown, and then a relative
expression keeps an underspecified value ("XXXX-10-22", "XXXX-WXX-5") and no days.

In a narrative (a text that tells of years long before its date and has no "yesterday" of its own, or that has no date
at all) the months and days without a year belong to the time told last, not to the report's date.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from sayso.times import feasts
from sayso.times import words as lex
from sayso.times.cells import Cell, cell, part, season
from sayso.times.meaning import Base, Calendar, Clock, Lean, Length, Meaning, Reference, Repeated, Shift
from sayso.times.neighbours import quarter_ended

Tense: TypeAlias = Literal["past", "perfect", "present", "future", "told"] | None
"""The tense around a time; "told" is the past of the very verb whose time it gives."""


class Resolved(msgspec.Struct, frozen=True, kw_only=True):
    """The value of a time, and what it was worked out from."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    first: date | None = None
    last: date | None = None
    edtf: str | None = None
    anchor: str | None = None
    reason: str | None = None


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A time that was told before: its cell, the id of its time, its sentence, whether it is background, and whether it
    is the end of a duration."""

    cell: Cell
    key: str
    sentence: int
    aside: bool = False
    counted: bool = False


class Context(msgspec.Struct, kw_only=True):
    """What is known while the expressions of one text are worked out in order."""

    day: date | None
    source: str | None  # "published" or "dateline"
    narrative: bool
    told: Told | None = None
    quarter: Cell | None = None
    last_quarter: Cell | None = None  # the quarter told last, even one that `quarter` was only compared with
    fiscal: Cell | None = None  # the quarter told last that a firm counts from the start of a year of its own
    full: dict[tuple[int, int], int] = msgspec.field(default_factory=dict)  # month and day of full dates: their year
    sentence_day: Told | None = None  # the last day told in the sentence at hand
    sentence_month: Cell | None = None  # the first month told in it
    here: int = -1  # the sentence at hand
    story: Told | None = None  # the last day told that is not background
    event: Told | None = None  # the time of the event that the expression at hand is counted from
    happenings: dict[str, Told] = msgspec.field(default_factory=dict)  # lemma: the first time told beside it
    speakers: dict[str, Told] = msgspec.field(default_factory=dict)  # who spoke: the day told beside it
    kept: dict[int, bool] = msgspec.field(default_factory=dict)  # sentences in `happenings`: whether as background

    def near(self) -> Told | None:
        """The time told last; background is forgotten once another sentence went by."""
        told = self.told
        forgotten = told is not None and told.aside and told.sentence < self.here - 1
        return self.story if forgotten and self.story is not None else told


def resolve(meaning: Meaning, context: Context, tense: Callable[[], Tense]) -> tuple[Resolved, Cell | None]:
    """The value of a meaning, and the cell it tells of (None for durations, sets and vague references)."""
    try:
        return _resolved(meaning, context, tense)
    except (OverflowError, ValueError):
        return Resolved(type="DATE", value="XXXX", reason="no such day in the calendar"), None


def _resolved(meaning: Meaning, context: Context, tense: Callable[[], Tense]) -> tuple[Resolved, Cell | None]:
    if isinstance(meaning, Reference):
        return Resolved(type="DATE", value=meaning.value, reason="vague"), None
    if isinstance(meaning, Repeated):
        return Resolved(type="SET", value=meaning.value), None
    if isinstance(meaning, Length):
        return _not_ahead(_length(meaning, context), meaning, context, tense), None
    if isinstance(meaning, Clock):
        return _clock(meaning, context, tense)
    if isinstance(meaning, Shift):
        return _shift(_weekend_past(meaning, context, tense), context)
    return _calendar(meaning, context, tense)


# ---------------------------------------------------------------- bases
def _base(base: Base, context: Context, *, fine: bool = False) -> tuple[Cell | None, str | None, str]:
    """The cell counted from, what it is, and why there is none. `fine`: days or less are counted."""
    if base == "event" and context.event is None:
        return None, None, "the day of what it is counted from is not told"
    told = {"event": context.event, "told": context.near() if fine else context.told, "report": None}[base]
    if told is not None:
        return told.cell, told.key, ""
    if context.day is None:
        return None, None, "the report's date is not known"
    return Cell("day", context.day), context.source, ""


def _made(cell_: Cell, *, mod: str | None = None, clock: str | None = None, anchor: str | None = None) -> Resolved:
    first, last = part(cell_.first, cell_.last, mod)
    if mod == "overnight":
        last += timedelta(1)  # a night is of two days
    value = cell_.value + (f"T{clock}" if clock else "")
    edtf = cell_.edtf if (first, last) == (cell_.first, cell_.last) else f"{first.isoformat()}/{last.isoformat()}"
    if clock and clock[0].isdigit() and clock != "24:00":
        edtf = f"{cell_.edtf}T{clock}:00"
    edtf += "~" if mod == "about" else ""
    return Resolved(type="TIME" if clock else "DATE", value=value, first=first, last=last, edtf=edtf, anchor=anchor)


# ---------------------------------------------------------------- shifts
_OPEN = {
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX",
    "half": "XXXX-HX", "season": "XXXX-XX", "year": "XXXX", "decade": "XXX", "century": "XX", "clock": "XXXX-XX-XX",
}  # fmt: skip


def _shift(meaning: Shift, context: Context) -> tuple[Resolved, Cell | None]:
    if meaning.unit == "quarter" and meaning.base == "told":
        return _quarter_told(meaning, context)
    if meaning.like and meaning.count == -1 and context.sentence_month is not None:
        return _made(context.sentence_month.shifted(12 * meaning.count), anchor=context.source), None
    if meaning.like and context.quarter is not None:
        return _made(context.quarter.shifted(4 * meaning.count), anchor=context.source), None
    base, anchor, reason = _base(meaning.base, context, fine=meaning.unit in ("day", "clock"))
    clock = f"T{meaning.clock}" if meaning.clock else ""
    if base is None:
        value = _OPEN[meaning.unit] + clock
        return Resolved(type="TIME" if clock else "DATE", value=value, reason=reason), None
    if meaning.base == "told" and meaning.count == 0 and meaning.unit == "day" and not clock:
        return _made(base, mod=meaning.mod, anchor=anchor), base
    day = base.last if meaning.base == "told" and meaning.count > 0 else base.first
    found = cell(meaning.unit, day).shifted(meaning.count)
    if meaning.unit == "weekend":
        found = _weekend(day, meaning.count)
    if meaning.weekday is not None:
        found = Cell("day", found.first + timedelta(meaning.weekday - 1))
    return _made(found, mod=meaning.mod, clock=meaning.clock, anchor=anchor), found


def _quarter_told(meaning: Shift, context: Context) -> tuple[Resolved, Cell | None]:
    """ "the quarter", "the year-ago quarter": counted from the quarter told last, else from the last one that is over."""
    if meaning.named and context.last_quarter is not None:
        return _made(context.last_quarter, anchor=context.source), context.last_quarter
    told = context.quarter
    if told is not None and context.day is not None and told.last >= context.day and meaning.count <= 0:
        told = None  # results are of quarters that are over
    if told is None and context.day is not None:
        told = cell("quarter", context.day).shifted(-1)
    if told is None:
        return Resolved(type="DATE", value="XXXX-QX", reason="the report's date is not known"), None
    context.last_quarter = found = told.shifted(meaning.count)
    return _made(found, anchor=context.source), told


def _weekend_past(meaning: Shift, context: Context, tense: Callable[[], Tense]) -> Shift:
    """ "Fighting has gone on since the weekend", said on a Friday: the weekend that is over."""
    late = context.day is not None and context.day.weekday() in (3, 4)
    if meaning.unit != "weekend" or meaning.count or not late or tense() not in _PAST:
        return meaning
    return msgspec.structs.replace(meaning, count=-1)


def _weekend(day: date, count: int) -> Cell:
    """Said on Monday to Wednesday, "the weekend" is the one before; later in the week, the one to come."""
    this = cell("weekend", day)
    if count == 0:
        return this.shifted(-1) if day.weekday() < 3 else this
    if count < 0:
        return this.shifted(-1)
    return this if day.weekday() < 3 else this.shifted(1)


# ---------------------------------------------------------------- durations
_DAYS = {"D": 1, "N": 1, "W": 7, "F": 14, "M": 30, "Q": 91, "Y": 365, "E": 3652, "C": 36525, "WE": 7}


def _length(meaning: Length, context: Context) -> Resolved:
    """A duration; where it leads from one day to another, the days of that stretch or of its end."""
    plain = Resolved(type="DURATION", value=meaning.value)
    if not meaning.toward:
        return plain
    base, anchor, reason = _base(meaning.base, context, fine=not _FINENESS.get(meaning.unit, 4))
    if base is None:
        return msgspec.structs.replace(plain, reason=reason)
    if _FINENESS.get(meaning.unit, 4) < _FINENESS.get(base.unit, 4):
        return msgspec.structs.replace(plain, anchor=anchor, reason="what it is counted from is told less finely")
    end = _reached(meaning, base)
    if end is None:
        return msgspec.structs.replace(plain, anchor=anchor, reason="how long is not said")
    near = base.first if meaning.toward < 0 else base.last
    first, last = (
        (end.first, end.last)
        if not meaning.whole and meaning.unit not in _CLOCK_UNITS
        else sorted((near, end.first if meaning.toward < 0 else end.last))
    )
    return msgspec.structs.replace(plain, first=first, last=last, anchor=anchor)


def _not_ahead(made: Resolved, meaning: Length, context: Context, tense: Callable[[], Tense]) -> Resolved:
    """What was over when it was told did not end after the report's date."""
    if made.last is None or context.day is None or meaning.base == "report" or made.last <= context.day:
        return made
    if tense() not in _PAST:
        return made
    if made.first is not None and made.first <= context.day:
        return msgspec.structs.replace(made, last=context.day)
    why = "it would lie after the report's date"
    return msgspec.structs.replace(made, first=None, last=None, reason=why)


_FINENESS = {
    "TS": 0, "TM": 0, "H": 0, "D": 0, "N": 0, "day": 0, "clock": 0, "W": 1, "F": 1, "WE": 1, "week": 1, "weekend": 1,
    "M": 2, "month": 2, "Q": 3, "quarter": 3, "season": 3, "half": 3,
}  # fmt: skip
"""How fine units and cells are; from a month no day can be counted. Years and what is longer are 4."""
_CLOCK_UNITS = ("H", "TM", "TS")
_CELLS = {
    "W": ("week", 1),
    "F": ("week", 2),
    "M": ("month", 1),
    "Q": ("month", 3),
    "Y": ("year", 1),
    "E": ("year", 10),
    "C": ("year", 100),
}


def _reached(meaning: Length, base: Cell) -> Cell | None:
    near = base.first if meaning.toward < 0 else base.last
    if meaning.unit in _CLOCK_UNITS:
        few = meaning.count is None or meaning.count <= 24 or meaning.unit != "H"
        days = 1 if few else int(-(-(meaning.count or 0) // 24))
        if meaning.unit != "H" and meaning.toward:
            days = 0
        return Cell("day", near + timedelta(meaning.toward * days))
    if meaning.count is None or meaning.count.denominator != 1:
        return None
    count = int(meaning.count) * meaning.toward
    if meaning.unit in ("D", "N") or (meaning.whole and meaning.unit in ("W", "F")):
        return Cell("day", near + timedelta(count * _DAYS[meaning.unit]))
    if meaning.unit not in _CELLS:
        return None
    unit, times = _CELLS[meaning.unit]
    if meaning.whole:
        return Cell("day", _back(near, unit, count * times))
    if base.unit == "day" and unit == "week":
        return Cell("day", near + timedelta(7 * count * times))
    return cell(unit, near).shifted(count * times)  # type: ignore[arg-type]


def _back(near: date, unit: str, count: int) -> date:
    moved = cell("month" if unit == "month" else "year", near).shifted(count)
    month = moved.first.month if unit == "month" else near.month
    for day in (near.day, 30, 29, 28):
        try:
            return date(moved.first.year, month, day)
        except ValueError:
            continue
    return moved.first


# ---------------------------------------------------------------- times of day
def _clock(meaning: Clock, context: Context, tense: Callable[[], Tense]) -> tuple[Resolved, Cell | None]:
    told, story = context.sentence_day, context.story
    if told is not None and told.aside and story is not None and tense() in _PAST:
        told = story  # "said on Wednesday that the blast came at 9 a.m."
    if told is not None and told.cell.unit == "day":
        return _made(told.cell, clock=meaning.clock, anchor=told.key), told.cell
    if context.narrative and context.told is not None and context.told.cell.unit == "day":
        return _made(context.told.cell, clock=meaning.clock, anchor=context.told.key), context.told.cell
    if context.day is None:
        return Resolved(type="TIME", value=f"XXXX-XX-XXT{meaning.clock}", reason="its day is not said"), None
    if story is not None and _still_told(story, context) and tense() in _PAST:
        return _made(story.cell, clock=meaning.clock, anchor=story.key), story.cell
    found = Cell("day", context.day)
    return _made(found, clock=meaning.clock, anchor=context.source), found


def _still_told(story: Told, context: Context) -> bool:
    """Whether a time of day without a day is of the story's day: told right before, or a few sentences back of the last days."""
    recent = context.day is not None and 0 <= (context.day - story.cell.first).days <= RECENT
    return story.sentence >= context.here - (FURTHER if recent else 1)


RECENT = 2
"""So many days before the report its story is of, that a time of day is still told of it some sentences on."""
FURTHER = 8
"""How many sentences."""


# ---------------------------------------------------------------- calendar dates
def _calendar(meaning: Calendar, context: Context, tense: Callable[[], Tense]) -> tuple[Resolved, Cell | None]:
    if meaning.era:
        return Resolved(type="DATE", value=f"BC{meaning.year:04d}"), None
    if meaning.century is not None:
        found = Cell("century", date(max(100 * (meaning.century - 1), 1), 1, 1))
        return msgspec.structs.replace(_made(found, mod=meaning.mod), value=f"{meaning.century - 1:02d}"), found
    if meaning.decade is not None:
        found = Cell("decade", date(10 * _full_decade(meaning.decade, context), 1, 1))
        return _made(found, mod=meaning.mod), found
    if meaning.ended:
        return _ended(meaning, context, tense)
    if meaning.quarter == -1:
        order = (context.quarter.first.month + 2) // 3 if context.quarter else None
        meaning = msgspec.structs.replace(meaning, quarter=order)
    year, anchor, reason = _year(meaning, context, tense)
    if meaning.feast:
        return _feast(meaning, year, context, tense)
    if year is None:
        return _open(meaning, context, anchor, reason, tense)
    return _dated(meaning, year, anchor)


def _ended(meaning: Calendar, context: Context, tense: Callable[[], Tense]) -> tuple[Resolved, Cell | None]:
    """ "the quarter ended July 31": the quarter in which most of it lies."""
    made, day = _calendar(msgspec.structs.replace(meaning, ended=False), context, tense)
    if day is None:
        return Resolved(type="DATE", value="XXXX-QX", reason=made.reason), None
    found = quarter_ended(day.last)
    fiscal = context.fiscal is not None and context.fiscal == context.quarter
    if fiscal and context.fiscal is not None:  # the firm's own name for it, on the days that it was
        named = _made(context.fiscal, anchor=made.anchor)
        return msgspec.structs.replace(named, first=found.first, last=found.last, edtf=found.edtf), context.fiscal
    return _made(found, anchor=made.anchor), found


def _full_decade(decade: int, context: Context) -> int:
    if decade >= 10:
        return decade
    now = context.day.year if context.day else 2025
    return (now - (now - 10 * decade) % 100) // 10


def _full_year(year: int, context: Context) -> int:
    """A year of two figures: the one nearest the report's date, not over twenty years after it."""
    now = context.day.year if context.day else 2025
    return now + 20 - (now + 20 - year) % 100


def _year(meaning: Calendar, context: Context, tense: Callable[[], Tense]) -> tuple[int | None, str | None, str]:
    """The year said, or found from "last year", or None where it has to be worked out from the tense."""
    if meaning.year is not None:
        return (_full_year(meaning.year, context) if meaning.short_year else meaning.year), None, ""
    if meaning.known is not None and (context.day is None or meaning.known <= context.day.year):
        return meaning.known, None, ""
    if meaning.month and meaning.day and meaning.lean == "none":
        year = _year_told(meaning, context)
        if year is not None and tense() != "future":
            return year, None, ""
    if meaning.year_lean != "none":
        step = {"last": -1, "this": 0, "next": 1}[meaning.year_lean]
        base, anchor, reason = _base("told" if meaning.lean == "this" else "report", context)
        return (base.first.year + step if base else None), anchor, reason
    return None, None, ""


_FRESH = 10
"""Days around the report's date within which a day without a year is this year's, whatever was told of the same day."""


def _year_told(meaning: Calendar, context: Context) -> int | None:
    """The year that the same day has elsewhere in the report ("October 7, 2023 ... the October 7 attack")."""
    year = context.full.get((meaning.month or 0, meaning.day or 0))
    if year is None or context.day is None:
        return year
    this = date(context.day.year, meaning.month or 1, min(meaning.day or 1, 28))
    fresh = abs((this - context.day).days) <= _FRESH
    return None if fresh or year > context.day.year else year


def _dated(meaning: Calendar, year: int, anchor: str | None) -> tuple[Resolved, Cell | None]:
    """A date whose year is known."""
    found = _cell_in(meaning, year)
    made = _made(found, mod=meaning.mod, clock=meaning.clock, anchor=anchor)
    if meaning.other is not None and meaning.other.year is not None:
        other = _cell_in(meaning.other, meaning.other.year if not meaning.other.short_year else year)
        both = sorted((found.first, other.first))
        made = msgspec.structs.replace(
            made, first=both[0], last=both[1], edtf=f"[{both[0].isoformat()},{both[1].isoformat()}]",
            reason="month and day may stand in either order",
        )  # fmt: skip
    return made, found


def _cell_in(meaning: Calendar, year: int) -> Cell:
    if meaning.season:
        return season(meaning.season, year)
    if meaning.quarter:
        return Cell("quarter", date(year, 3 * meaning.quarter - 2, 1))
    if meaning.half:
        return Cell("half", date(year, 6 * meaning.half - 5, 1))
    if meaning.month and meaning.day:
        day = date(year, meaning.month, meaning.day)
        return cell("week", day) if meaning.week_of else Cell("day", day)
    if meaning.month:
        return Cell("month", date(year, meaning.month, 1))
    return Cell("year", date(year, 1, 1))


def _open(
    meaning: Calendar, context: Context, anchor: str | None, reason: str, tense: Callable[[], Tense]
) -> tuple[Resolved, Cell | None]:
    """A date whose year is not said."""
    base, source = _anchor_day(meaning, context)
    if base is None:
        kind = "TIME" if meaning.clock else "DATE"
        clock = f"T{meaning.clock}" if meaning.clock else ""
        why = reason or "the report's date is not known"
        return Resolved(type=kind, value=_underspecified(meaning) + clock, reason=why), None  # type: ignore[arg-type]
    candidates = _candidates(meaning, base)
    found = _before_end(candidates, meaning, context, tense) or _chosen(candidates, meaning, base, context, tense)
    return _made(found, mod=meaning.mod, clock=meaning.clock, anchor=source), found


def _before_end(candidates: list[Cell], meaning: Calendar, context: Context, tense: Callable[[], Tense]) -> Cell | None:
    """Of "from November to February" the November before that February."""
    if meaning.until is None or context.day is None or context.narrative:
        return None
    end = _calendar(meaning.until, context, tense)[1]
    return next((c for c in reversed(candidates) if c.first <= end.first), None) if end is not None else None


def _anchor_day(meaning: Calendar, context: Context) -> tuple[date | None, str | None]:
    told = context.told
    if meaning.base == "told" and meaning.weekday and told is not None and told.cell.unit == "day":
        return told.cell.first, told.key
    narrated = told is not None and (context.narrative or context.day is None)
    if meaning.weekday and not meaning.month and context.day is not None:
        narrated = False
    if narrated and told is not None and meaning.lean == "none":
        return told.cell.first, told.key
    return context.day, context.source


def _underspecified(meaning: Calendar) -> str:
    if meaning.weekday and not meaning.month:
        return f"XXXX-WXX-{meaning.weekday}"
    if meaning.season:
        return f"XXXX-{meaning.season}"
    if meaning.quarter:
        return f"XXXX-Q{meaning.quarter}"
    if meaning.half:
        return f"XXXX-H{meaning.half}"
    month = f"{meaning.month:02d}" if meaning.month else "XX"
    return f"XXXX-{month}" + (f"-{meaning.day:02d}" if meaning.day else "")


def _candidates(meaning: Calendar, base: date) -> list[Cell]:
    """The cells near the base that the expression may mean, in order."""
    if meaning.weekday and not meaning.month and not meaning.day:
        start = base + timedelta((meaning.weekday - base.isoweekday()) % 7)
        return [Cell("day", start + timedelta(7 * n)) for n in (-2, -1, 0, 1)]
    if meaning.day and not meaning.month:
        return _days_of_month(meaning.day, base)
    found = []
    for year in range(base.year - (8 if meaning.day == 29 else 2), base.year + (9 if meaning.day == 29 else 3)):
        try:
            found.append(_cell_in(meaning, year))
        except ValueError:  # no 29 February in this year
            continue
    if meaning.weekday and meaning.day:
        fitting = [c for c in found if c.first.isoweekday() == meaning.weekday]
        found = fitting or found
    return found


def _days_of_month(day: int, base: date) -> list[Cell]:
    found = []
    for n in (-2, -1, 0, 1, 2):
        month = cell("month", base).shifted(n).first
        try:
            found.append(Cell("day", month.replace(day=day)))
        except ValueError:
            continue
    return found


def _chosen(
    candidates: list[Cell], meaning: Calendar, base: date, context: Context, tense: Callable[[], Tense]
) -> Cell:
    past = [c for c in candidates if c.first <= base]
    future = [c for c in candidates if c.last >= base]
    lean: Lean = meaning.lean
    here = [c for c in candidates if c.first <= base <= c.last]
    if lean == "last":
        earlier = [c for c in past if c.last < base] or past
        return earlier[-1]
    if lean == "next":
        later = [c for c in future if c.first > base] or future
        if meaning.weekday and not meaning.month:
            return later[0]
        return later[0]
    if lean == "this":
        if meaning.month or meaning.season:
            here = here or [c for c in candidates if c.first.year == base.year]
        return here[0] if here else min(candidates, key=lambda c: (abs((c.first - base).days), c.first))
    weekday = bool(meaning.weekday and not meaning.month)
    if context.day is None or (context.narrative and not weekday):
        return _told_next(candidates, base)
    if not past or not future:
        return (past or future)[-1 if past else 0]
    if meaning.weekday and not weekday:
        return min(candidates, key=lambda c: (abs((c.first - base).days), c.first))
    said = tense()
    if weekday:
        return future[0] if said == "future" else past[-1]
    return _by_tense(past[-1], future[0], base, said, meaning)


_PAST = ("past", "perfect", "told")
_NEAR = 60
"""Days within which a date is taken even against the tense, where the other choice is most of a year away."""


def _by_tense(before: Cell, after: Cell, base: date, said: Tense, meaning: Calendar) -> Cell:
    """The last or the next of a date that comes once a year."""
    if before == after:
        return before
    back, ahead = (base - before.last).days, (after.first - base).days
    if meaning.quarter and back < 100:
        return before
    if said == "future":
        return before if back <= _NEAR // 4 and ahead > 200 else after
    if said == "told" and meaning.day is None:
        return before
    if said in _PAST:
        near = ahead <= _NEAR and back > 250 and meaning.mod != "late"
        return after if ahead <= 2 or near else before
    return before if back <= 2 * ahead else after


def _told_next(candidates: list[Cell], base: date) -> Cell:
    """In a narrative: the first that does not begin long before the time told last."""
    later = [c for c in candidates if c.last >= base - timedelta(150)]
    return (later or candidates)[0]


# ---------------------------------------------------------------- feasts
def _feast(
    meaning: Calendar, year: int | None, context: Context, tense: Callable[[], Tense]
) -> tuple[Resolved, Cell | None]:
    entry = lex.feasts()[meaning.feast or ""]
    base, source = _anchor_day(meaning, context)
    if year is None and base is None:
        return Resolved(type="DATE", value="XXXX", reason="the report's date is not known"), None
    years = [year] if year is not None else range((base or date.today()).year - 2, (base or date.today()).year + 3)
    days = [Cell("day", day) for y in years for day in feasts.first_days(entry["when"], y)]
    if not days:
        return Resolved(type="DATE", value=f"{year or 0:04d}", reason="it does not fall in this year"), None
    found = days[0] if year is not None else _chosen(days, _with_day(meaning), base or days[0].first, context, tense)
    return _feast_days(meaning, found, entry.get("days", 1), source if year is None else None)


def _with_day(meaning: Calendar) -> Calendar:
    return Calendar(month=1, day=1, lean=meaning.lean)


def _feast_days(meaning: Calendar, found: Cell, days: int, anchor: str | None) -> tuple[Resolved, Cell]:
    if meaning.week_of:
        return _made(cell("week", found.first), anchor=anchor), cell("week", found.first)
    if meaning.mod == "eve":
        found, days = found.shifted(-1), 1
    made = _made(found, clock=meaning.clock, anchor=anchor)
    if days > 1:
        last = found.first + timedelta(days - 1)
        value = f"{found.first:%Y-%m}" if days >= 28 else made.value
        made = msgspec.structs.replace(
            made, value=value, last=last, edtf=f"{found.first.isoformat()}~/{last.isoformat()}~"
        )
    return made, found
