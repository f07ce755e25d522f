"""Dates of publication as sources give them, in whatever style."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from sayso.errors import UnreadableError

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_WORDED = (
    re.compile(r"\b(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s\-/.]+(?P<month>[A-Za-z]{3,9})\.?,?[\s\-/.]+(?P<year>\d{4})\b"),
    re.compile(r"\b(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b"),
)
_YEAR_FIRST = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?P<sep>[-/.]?)(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?!\d)")
_YEAR_LAST = re.compile(r"\b(?P<a>\d{1,2})(?P<sep>[-/.])(?P<b>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)\b")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_LONGEST = 80
"""Characters of a date at most: longer strings are none."""


def checked_date(value: str, where: str) -> str:
    """An ISO 8601 date or date-time that begins `YYYY-MM-DD`. Raises UnreadableError for impossible and other ones."""
    try:
        parsed = date.fromisoformat(value) if len(value) <= 10 else datetime.fromisoformat(value)
    except ValueError:
        reason = (
            f'"published" is {value[:40]!r}; it must be an ISO 8601 date such as 2024-10-23 or 2024-10-23T18:00:00Z'
        )
        raise UnreadableError(where, reason) from None
    return value if value[:10] == parsed.isoformat()[:10] else parsed.isoformat()


def read_date(value: str | None) -> str | None:
    """A date in any usual style as ISO 8601; None where it is none, or could be two days (03/04/2025).

    Understood are ISO 8601, RFC 822 (feeds, mail), seconds since 1970, words ("4 March 2025", "March 4, 2025"), and digits
    with the year first, or last where the day is told apart from the month by being over 12, or by a dot after it.
    """
    given = " ".join((value or "").split())
    if not given or len(given) > _LONGEST:
        return None
    return _iso(given) or _mail(given) or _epoch(given) or _worded(given) or _digits(given)


def _iso(given: str) -> str | None:
    if match := _ISO.fullmatch(given):
        day, at, zone = match.groups()
        given = f"{day}T{at}{(zone or '').upper()}"
    elif len(given) != 10:
        return None
    try:
        return checked_date(given, "")
    except UnreadableError:
        return None


def _mail(given: str) -> str | None:
    """RFC 822 and its kin, which name the month and tell the time."""
    if ":" not in given or not re.search(r"[A-Za-z]{3}", given):
        return None
    try:
        at = parsedate_to_datetime(given)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at.isoformat() if 1900 < at.year < 2100 else None


def _epoch(given: str) -> str | None:
    if not _EPOCH.fullmatch(given):
        return None
    return datetime.fromtimestamp(int(given[:10]), UTC).isoformat()


def _worded(given: str) -> str | None:
    for pattern in _WORDED:
        for match in pattern.finditer(given):
            if month := _MONTHS.get(match["month"].lower()):
                return _day(int(match["year"]), month, int(match["day"]))
    return None


def _digits(given: str) -> str | None:
    if match := _YEAR_FIRST.search(given):
        return _day(int(match["year"]), int(match["month"]), int(match["day"]))
    if not (match := _YEAR_LAST.search(given)):
        return None
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    if match["sep"] == "." or a > 12 or a == b:  # nobody writes the month first with dots
        return _day(year, b, a)
    return _day(year, a, b) if b > 12 else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
