"""The addresses of pages. Ids of reports may hold any character; in an address each is quoted."""

from __future__ import annotations

from urllib.parse import quote


def event_page(event: str) -> str:
    """An event's page."""
    return f"/events/{quote(event, safe=':')}"


def actor_page(actor: str) -> str:
    """An actor's page."""
    return f"/actors/{quote(actor, safe=':')}"


def report_page(report: str, start: int | None = None) -> str:
    """A report's page, at the words that begin at a character."""
    return f"/reports/{quote(report, safe=':')}" + (f"#w{start}" if start is not None else "")


def as_of_query(address: str, as_of: str | None) -> str:
    """The address as of a day."""
    if not as_of:
        return address
    page, mark, fragment = address.partition("#")
    return f"{page}{'&' if '?' in page else '?'}as_of={quote(as_of, safe=':')}{mark}{fragment}"
