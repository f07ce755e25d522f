"""Dates of publication as sources give them."""

from __future__ import annotations

from datetime import date, datetime

from sayso.errors import UnreadableError


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
