"""Days, weeks, months, seasons, quarters, years, decades and centuries as closed intervals of days.

A cell is one such stretch of the calendar. Weeks are ISO weeks (Monday to Sunday); a weekend is Saturday and Sunday;
seasons are those of the northern half of the world by whole months, winter named by the year of its December; decades
and centuries are those of everyday speech (the 1990s; the 20th century is 1900 to 1999, as TIMEX3 values have it).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import msgspec

from sayso.times.meaning import Unit

_SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_MONTHS = {"month": 1, "season": 3, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


class Cell(msgspec.Struct, frozen=True):
    """`first` is the first day of the stretch of the given unit."""

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        if self.unit in ("day", "clock"):
            return self.first
        if self.unit == "week":
            return self.first + timedelta(6)
        if self.unit == "weekend":
            return self.first + timedelta(1)
        return _month_day(self.first.year, self.first.month + _MONTHS[self.unit] - 1, 31)

    @property
    def value(self) -> str:
        """The TIMEX3 value."""
        year = f"{self.first.year:04d}"
        if self.unit in ("day", "clock"):
            return self.first.isoformat()
        if self.unit in ("week", "weekend"):
            iso = self.first.isocalendar()
            return f"{iso.year:04d}-W{iso.week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "month":
            return f"{year}-{self.first.month:02d}"
        if self.unit == "season":
            return f"{year}-{season_of(self.first)}"
        if self.unit == "quarter":
            return f"{year}-Q{(self.first.month + 2) // 3}"
        if self.unit == "half":
            return f"{year}-H{1 if self.first.month < 7 else 2}"
        return year[: {"year": 4, "decade": 3, "century": 2}[self.unit]]

    @property
    def edtf(self) -> str:
        """The same in EDTF (ISO 8601-2)."""
        year = f"{self.first.year:04d}"
        if self.unit in ("week", "weekend"):
            return f"{self.first.isoformat()}/{self.last.isoformat()}"
        if self.unit == "season":
            return f"{year}-{_SEASON_EDTF[season_of(self.first)]}"
        if self.unit == "quarter":
            return f"{year}-{32 + (self.first.month + 2) // 3}"
        if self.unit == "half":
            return f"{year}-{40 if self.first.month < 7 else 41}"
        return self.value + {"decade": "X", "century": "XX"}.get(self.unit, "")

    def shifted(self, count: int) -> Cell:
        """The cell of the same unit so many further on. Raises OverflowError beyond the years 1 to 9999."""
        if self.unit in ("day", "clock"):
            return Cell(self.unit, self.first + timedelta(count))
        if self.unit in ("week", "weekend"):
            return Cell(self.unit, self.first + timedelta(7 * count))
        return Cell(self.unit, _month_day(self.first.year, self.first.month + _MONTHS[self.unit] * count, 1))


def cell(unit: Unit, day: date) -> Cell:
    """The cell of the unit in which the day falls; for a weekend, that of the day's ISO week."""
    if unit in ("day", "clock"):
        return Cell(unit, day)
    if unit == "week":
        return Cell(unit, day - timedelta(day.weekday()))
    if unit == "weekend":
        return Cell(unit, day + timedelta(5 - day.weekday()))
    if unit == "month":
        return Cell(unit, day.replace(day=1))
    if unit == "season":
        return Cell(unit, _month_day(day.year, day.month - day.month % 3, 1))
    if unit in ("quarter", "half"):
        span = _MONTHS[unit]
        return Cell(unit, day.replace(month=(day.month - 1) // span * span + 1, day=1))
    years = {"year": 1, "decade": 10, "century": 100}[unit]
    return Cell(unit, date(max(day.year // years * years, 1), 1, 1))


def season(name: str, year: int) -> Cell:
    """The season that begins in a year."""
    return Cell("season", date(year, _SEASON_MONTHS[name], 1))


def season_of(first: date) -> str:
    """The TIMEX3 name of the season beginning on a day."""
    return {3: "SP", 6: "SU", 9: "FA"}.get(first.month, "WI")


def _month_day(year: int, month: int, day: int) -> date:
    """A day of a month counted on from a year's first; the month's last day where it is shorter."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError(f"year {year}")
    return date(year, month, min(day, monthrange(year, month)[1]))


_MOD_BOUNDS = {
    "early": (0.0, 1 / 3), "start": (0.0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1.0), "end": (2 / 3, 1.0),
    "first-half": (0.0, 0.5), "second-half": (0.5, 1.0),
}  # fmt: skip


def part(first: date, last: date, mod: str | None) -> tuple[date, date]:
    """The stretch that "early", "mid" or "late" leaves of a closed interval: thirds, of whole days."""
    if mod and " " in mod:
        return _counted_part(first, last, mod)
    bounds = _MOD_BOUNDS.get(mod or "")
    days = (last - first).days + 1
    if bounds is None or days < 3:
        return first, last
    start = first + timedelta(round(days * bounds[0]))
    return start, max(start, first + timedelta(round(days * bounds[1]) - 1))


_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_PART_DAYS = {"week": 7, "days": 3, "two weeks": 14, "weekend": 2}


def _counted_part(first: date, last: date, mod: str) -> tuple[date, date]:
    """ "first week", "last weekend" of a month: weeks of seven days from its first day, or back from its last."""
    order, _, unit = mod.partition(" ")
    length = _PART_DAYS[unit]
    if unit == "weekend":
        first += timedelta((5 - first.weekday()) % 7)
        last -= timedelta((last.weekday() - 6) % 7)
    if order in ("last", "final"):
        return last - timedelta(length - 1), last
    start = first + timedelta((7 if unit == "weekend" else length) * _ORDER[order])
    return start, min(start + timedelta(length - 1), last)
