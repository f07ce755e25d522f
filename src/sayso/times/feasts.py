"""Days of holidays in any year.

Easter: the anonymous Gregorian algorithm and Meeus' Julian one. Islamic dates: the tabular calendar (civil epoch, leap
years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of 30), which can be a day off the sighted moon. Hebrew dates: molad
and postponements as in Dershowitz and Reingold, "Calendrical Calculations". Lunar new year and Diwali: the new moon
by Meeus, "Astronomical Algorithms", chapter 49, main terms only (right to some minutes).
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import cache

_ISLAMIC_EPOCH = 227014
"""The ordinal of 1 Muharram 1 (16 July 622, Julian) less one."""
_HEBREW_EPOCH = -1373427
_HEBREW = {
    "rosh-hashanah": (7, 1), "yom-kippur": (7, 10), "sukkot": (7, 15), "simchat-torah": (7, 23),
    "hanukkah": (9, 25), "purim": (12, 14), "passover": (1, 15), "shavuot": (3, 6),
}  # fmt: skip
"""Month (Nisan is 1) and day of Hebrew feasts; Purim is in the second Adar of a leap year."""


@cache
def first_days(when: str, year: int) -> tuple[date, ...]:
    """The days in a year on which a feast begins; `when` as in feasts.toml. Islamic feasts may fall twice, or not."""
    kind, _, rest = when.partition(":")
    if kind == "weekday":
        month, n, weekday = map(int, rest.split(":"))
        return (_nth(year, month, n, weekday),)
    if kind == "islamic":
        return _islamic(year, *map(int, rest.split("-")))
    if kind == "hebrew":
        return _hebrew(year, *_HEBREW[rest])
    if kind == "lunar":
        return _lunar(year, rest)
    if when.startswith("easter"):
        return (easter(year) + timedelta(int(when.removeprefix("easter"))),)
    if when.startswith("orthodox"):
        return (orthodox_easter(year) + timedelta(int(when.removeprefix("orthodox"))),)
    month, day = map(int, when.split("-"))
    return (date(year, month, day),)


def easter(year: int) -> date:
    """Easter Sunday of the Western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Orthodox churches, as a Gregorian date."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    f = d + e + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(year // 100 - year // 400 - 2)


def _nth(year: int, month: int, n: int, weekday: int) -> date:
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.isoweekday()) % 7 + 7 * (n - 1))
    last = (date(year, month, 28) + timedelta(4)).replace(day=1) - timedelta(1)
    return last - timedelta((last.isoweekday() - weekday) % 7)


def _islamic(year: int, month: int, day: int) -> tuple[date, ...]:
    guess = int((year - 622) * 33 / 32)
    days = (_islamic_ordinal(y, month, day) for y in range(guess - 1, guess + 3))
    return tuple(d for d in map(date.fromordinal, days) if d.year == year)


def _islamic_ordinal(year: int, month: int, day: int) -> int:
    months = 29 * (month - 1) + month // 2
    return _ISLAMIC_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + months + day


def _hebrew(year: int, month: int, day: int) -> tuple[date, ...]:
    """Feasts of Tishri to Adar follow a new year; those of Nisan and later stand in the Hebrew year that began before."""
    hebrew = year + 3761 if month in (7, 9) else year + 3760
    start, length = _new_year(hebrew), _new_year(hebrew + 1) - _new_year(hebrew)
    if month == 7:
        ordinal = start + day - 1
    elif month == 9:
        ordinal = start + 30 + (30 if length in (355, 385) else 29) + day - 1
    else:  # counted back from the next new year: Nisan to Elul have 177 days
        nisan = start + length - 177
        ordinal = {12: nisan - 29 + day - 1, 1: nisan + day - 1, 3: nisan + 59 + day - 1}[month]
    return tuple(d for d in (date.fromordinal(ordinal),) if d.year == year)


@cache
def _new_year(year: int) -> int:
    """The ordinal of Rosh Hashanah."""
    before, this, after = (_elapsed(y) for y in (year - 1, year, year + 1))
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + late


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _lunar(year: int, name: str) -> tuple[date, ...]:
    if name == "new-year":
        first, last, zone = date(year, 1, 21), date(year, 2, 20), 8.0
    else:
        first, last, zone = date(year, 10, 17), date(year, 11, 16), 5.5
    k = math.floor((year + (0.0 if name == "new-year" else 0.8) - 2000) * 12.3685) - 1
    for step in range(5):
        moment = _new_moon(k + step) + timedelta(hours=zone)
        if name == "diwali" and moment.hour < 19:
            moment -= timedelta(days=1)
        if first <= moment.date() <= last:
            return (moment.date(),)
    return ()


def _new_moon(k: int) -> datetime:
    """The k-th new moon since that of 6 January 2000, in terrestrial time."""
    t = k / 1236.85
    day = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    sun = math.radians(2.5534 + 29.1053567 * k)
    moon = math.radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    latitude = math.radians(160.7108 + 390.67050284 * k)
    day += (
        -0.40720 * math.sin(moon) + 0.17241 * math.sin(sun) + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude) + 0.00739 * math.sin(moon - sun) - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )  # fmt: skip
    return datetime(2000, 1, 1, 12) + timedelta(days=day - 2451545.0)
