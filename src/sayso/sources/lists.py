"""Lists of addresses: OPML lists of feeds, and (news) sitemaps of pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sayso.errors import UnreadableError
from sayso.sources.dates import read_date
from sayso.sources.feeds import Entry
from sayso.sources.following import entry_reports, followed
from sayso.sources.inputs import Input, Outcome, whole
from sayso.sources.xml import local_name, tree_of

MOST_PAGES = 50_000
"""Pages of a sitemap at most, as the sitemap protocol has it."""


def opml_reports(given: Input) -> Iterator[Outcome]:
    """The reports of every feed of the list. Raises UnreadableError."""
    for url in feeds_of(whole(given), given.where):
        yield from followed(url, given)


def sitemap_reports(given: Input) -> Iterator[Outcome]:
    """The reports of every page of a sitemap, or of every sitemap of an index of them. Raises UnreadableError."""
    data = whole(given)
    for url in sitemaps_of(data, given.where):
        yield from followed(url, given)
    yield from entry_reports(pages_of(data, given.where), given)


def feeds_of(data: bytes, where: str) -> list[str]:
    """The addresses of the feeds of an OPML list, each once, in order. Raises UnreadableError, also for none."""
    outlines = (element for element in tree_of(data, where).iter() if local_name(element) == "outline")
    found = [(element.get("xmlUrl") or element.get("xmlurl") or "").strip() for element in outlines]
    urls = list(dict.fromkeys(url for url in found if url.startswith(("http://", "https://"))))
    if not urls:
        raise UnreadableError(where, "names no feeds")
    return urls


def sitemaps_of(data: bytes, where: str) -> list[str]:
    """The addresses of the sitemaps of an index; none where it is a sitemap itself."""
    root = tree_of(data, where)
    return [url for element in root if local_name(element) == "sitemap" and (url := _child(element, "loc"))]


def pages_of(data: bytes, where: str) -> list[Entry]:
    """The pages of a sitemap with what it tells of them. A page's last change is not taken for its publication."""
    root = tree_of(data, where)
    elements = (element for element in root if local_name(element) == "url" and _child(element, "loc"))
    return [_page(element) for _, element in zip(range(MOST_PAGES), elements, strict=False)]


def _page(element: Any) -> Entry:
    url = _child(element, "loc") or ""
    news = next((child for child in element if local_name(child) == "news"), element)
    outlet = next((child for child in news if local_name(child) == "publication"), news)
    return Entry(
        id=url, url=url, title=_child(news, "title"), published=read_date(_child(news, "publication_date")),
        publisher=_child(outlet, "name"), language=(_child(outlet, "language") or "")[:2].lower() or None,
    )  # fmt: skip


def _child(element: Any, name: str) -> str | None:
    found = next((child for child in element if local_name(child) == name), None)
    return " ".join((found.text or "").split()) or None if found is not None else None
