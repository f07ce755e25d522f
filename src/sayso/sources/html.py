"""Web pages: main text, title, date and outlet by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.errors import UnreadableError
from sayso.model import Report


def read_html(data: bytes, where: str) -> Iterator[Report | UnreadableError]:
    """The report of a saved page; the page's charset is worked out from its bytes."""
    from trafilatura import bare_extraction

    if not data.strip():
        yield UnreadableError(where, "is empty")
        return
    try:
        page = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    except (ValueError, TypeError, RecursionError, AssertionError) as error:
        yield UnreadableError(where, f"is no web page that can be read ({type(error).__name__})")
        return
    if page is None or not page.text:
        yield UnreadableError(where, "holds no article text")
        return
    yield Report(
        id=where, text=page.text, title=page.title or None, url=page.url or None,
        publisher=page.sitename or page.hostname or None, published=page.date or None,
    )  # fmt: skip
