"""Points in time: publication clocks that compare as strings, and the days of events as ordinals."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sayso.errors import SettingsError

END_OF_TIME = "9999-12-31T23:59:59Z"


def now() -> str:
    """This moment in UTC, `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: str) -> str | None:
    """An ISO 8601 date or date-time as UTC to the second; a date is its first second. None for what is neither."""
    try:
        if len(moment) == 10:
            return f"{date.fromisoformat(moment)}T00:00:00Z"
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def until(moment: str | None) -> str:
    """The last second that `as of` a date or date-time takes in. Raises SettingsError for what is neither."""
    if moment is None:
        return END_OF_TIME
    at = clock(moment)
    if at is None:
        raise SettingsError(f"as of {moment!r}: give a date (2024-10-23) or a date-time (2024-10-23T18:00:00Z)")
    return f"{moment}T23:59:59Z" if len(moment) == 10 else at


def day_number(day: str | None) -> int | None:
    """The proleptic ordinal of `YYYY-MM-DD` (longer strings are cut); None for what is no day."""
    if not day:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None
