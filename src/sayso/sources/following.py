"""From an address to the reports behind it: what kind of thing came back, and which reader takes it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.feeds import WHOLE_STORY, Entry, entry_report
from sayso.sources.fetching import Fetched
from sayso.sources.inputs import Input, Options, Outcome
from sayso.sources.xml import root_of

DEEPEST = 3
"""Addresses that lead one to the next at most: a list of sitemaps, a sitemap, a page."""

STORIES = (".html", ".txt", ".pdf")
"""The kinds of page that a feed's item may lead to."""

_KINDS = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf",
    "application/rss+xml": ".xml", "application/atom+xml": ".xml", "text/xml": ".xml", "application/xml": ".xml",
    "text/x-opml": ".xml", "application/json": ".json", "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl",
    "text/csv": ".csv", "message/rfc822": ".eml", "application/mbox": ".mbox",
}  # fmt: skip
_XML_ROOTS = ("rss", "feed", "rdf", "opml", "urlset", "sitemapindex")


def kind_of(page: Fetched) -> str:
    """The extension that what was fetched would have as a file, by its bytes, its media type, its address."""
    head = page.data[:65536]
    if head.lstrip()[:5] == b"%PDF-":
        return ".pdf"
    if root_of(head) in _XML_ROOTS:
        return ".xml"
    if kind := _KINDS.get(page.media):
        return kind
    ending = "".join(PurePosixPath(urlsplit(page.url).path).suffixes[-2:]).lower()
    return ending or ".html"


def followed(url: str, given: Input) -> Iterator[Outcome]:
    """The reports behind an address that an input names; one refusal where fetching is not allowed or fails."""
    try:
        page = _fetched(url, given)
    except UnreadableError as error:
        yield error
        return
    yield from fetched_reports(page, given.options, given.depth + 1)


def _fetched(url: str, given: Input) -> Fetched:
    if given.options.fetch is None:
        raise UnreadableError(url, "is only fetched with --allow-fetch")
    if given.depth >= DEEPEST:
        raise UnreadableError(url, "is not fetched: one address led to another too often")
    return given.options.fetch(url)


def fetched_reports(page: Fetched, options: Options, depth: int = 1) -> Iterator[Outcome]:
    """The reports of a page, feed, list or file that was fetched."""
    from sayso.sources.readers import read

    given = Input(
        where=page.asked, stream=io.BytesIO(page.data), options=options, url=page.url, fetched=page.at,
        charset=page.charset, seekable=True, depth=depth,
    )  # fmt: skip
    yield from read(given, kind_of(page))


def entry_reports(found: Iterable[Entry], given: Input) -> Iterator[Outcome]:
    """The report of each item: of its page where that may be fetched and is needed, else of its own words."""
    for entry in found:
        own = entry_report(entry)
        if entry.url and given.options.fetch is not None and len(entry.text) < WHOLE_STORY:
            try:
                yield from page_reports(entry, _fetched(entry.url, given), given.options)
            except UnreadableError as error:
                yield error
        elif own is not None:
            yield msgspec.structs.replace(own, fetched=given.fetched)
        elif entry.url:
            yield UnreadableError(entry.url, "is only named here; its page is fetched with --allow-fetch")
        else:
            yield UnreadableError(
                f"{given.where}: {entry.title or entry.id}"[:200], "has no words and leads to no page"
            )


def page_reports(entry: Entry, page: Fetched, options: Options) -> Iterator[Outcome]:
    """The report of an item's page, with what the list tells of it: its id and date, and where the page is silent the rest."""
    if (kind := kind_of(page)) not in STORIES:
        yield UnreadableError(page.asked, f"is no story but {kind.lstrip('.')}")
        return
    for outcome in fetched_reports(page, options, DEEPEST):
        yield _told(outcome, entry) if isinstance(outcome, Report) else outcome


def _told(report: Report, entry: Entry) -> Report:
    return msgspec.structs.replace(
        report, id=entry.id, published=entry.published or report.published, title=entry.title or report.title,
        publisher=report.publisher or entry.publisher, language=report.language or entry.language,
    )  # fmt: skip
