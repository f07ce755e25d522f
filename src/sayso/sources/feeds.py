"""RSS and Atom feeds, by feedparser: one report an item, of the feed's own words or of the page it leads to."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import read_date
from sayso.sources.fragments import words_of
from sayso.sources.inputs import Input, Outcome, sha256, whole
from sayso.sources.xml import checked_xml

WHOLE_STORY = 1000
"""Characters of an item's content from which on it is taken for the whole story, and its page is not fetched."""

_DATES = ("published", "issued", "created", "updated", "modified", "dc_date")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a feed, or a page of a sitemap. `text` is what the list itself gives of the story, maybe nothing."""

    id: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    language: str | None = None
    text: str = ""


def feed_reports(given: Input) -> Iterator[Outcome]:
    """The reports of a feed's items; their pages are fetched where that is allowed and the feed has less than a story."""
    from sayso.sources.following import entry_reports

    yield from entry_reports(entries(whole(given), given.where, given.url), given)


def entries(data: bytes, where: str, url: str | None = None) -> list[Entry]:
    """The items of a feed. Raises UnreadableError for what is no feed, or has none."""
    import feedparser  # type: ignore[import-untyped]

    checked_xml(data, where)
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        fault = feed.get("bozo_exception")
        said = f" ({type(fault).__name__})" if fault is not None else ""
        raise UnreadableError(where, f"is a feed without items{said}" if feed.version else f"is no feed{said}")
    home = str(feed.feed.get("link") or url or where)
    base = url or home
    outlet, language = _plain(feed.feed.get("title")), (feed.feed.get("language") or "")[:2].lower()
    made = [_entry(item, base, home) for item in feed.entries]
    return [
        msgspec.structs.replace(entry, publisher=entry.publisher or outlet, language=language or None) for entry in made
    ]


def _entry(item: Any, base: str, home: str) -> Entry:
    text = max((words_of(value) for value in _contents(item)), key=len, default="")
    link = str(item.get("link") or "").strip()
    title, source = _plain(item.get("title")), item.get("source")
    url = _absolute(base, link) if link else None
    told = str(item.get("id") or "").strip()
    if told and ":" not in told:  # a number or a word: other feeds have it too
        told = f"{home}#{told}"
    return Entry(
        id=told or url or f"{home}#{sha256(f'{title} {text}'.encode())[:16]}", url=url, title=title, text=text,
        published=next((day for name in _DATES if (day := read_date(_told(item, name)))), None),
        publisher=_plain(source.get("title")) if hasattr(source, "get") else None,
    )  # fmt: skip


def _contents(item: Any) -> Iterator[str]:
    for content in item.get("content") or ():
        if str(content.get("type", "text/html")).startswith(("text/", "application/xhtml")):
            yield str(content.get("value") or "")
    yield str(item.get("summary") or "")


def _told(item: Any, name: str) -> str | None:
    value = item.get(name) if name in item else None  # feedparser would give one date for another
    return value if isinstance(value, str) else None


def _plain(value: Any) -> str | None:
    return " ".join(words_of(str(value)).split()) or None if value else None


def _absolute(base: str, link: str) -> str | None:
    try:
        url = urljoin(base, link) if base.startswith(("http://", "https://")) else link
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None


def entry_report(entry: Entry) -> Report | None:
    """The report of an item's own words; None where it has none."""
    if not entry.text.strip():
        return None
    return Report(
        id=entry.id, text=entry.text, title=entry.title, url=entry.url, published=entry.published,
        publisher=entry.publisher, language=entry.language,
    )  # fmt: skip
