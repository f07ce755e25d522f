"""Web pages: main text, title, date and outlet by trafilatura, without what is no part of the story."""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.boilerplate import prune, sifted
from sayso.sources.dates import read_date
from sayso.sources.inputs import Input, Outcome, sha256, whole

logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what is wrong with a page is told in one line
logging.getLogger("htmldate").addHandler(logging.NullHandler())

MOST_TAGS = 250_000
"""Tags of a page at most: a page of more is no story, and would take minutes."""

PLAIN_TAGS = 20_000
PLAIN_SIZE = 4 << 20
"""Pages of more tags or bytes, or with a tag of very many attributes, are read in a process of their own."""

_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{20000}")
_DATA_URI = re.compile(rb"data:[^\s\"'>]{1000,}")

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LATIN = frozenset((
    "cp1250", "cp1252", "cp1254", "cp1257", "cp437", "cp775", "cp850", "cp852", "cp858", "iso8859_1", "iso8859_2", "iso8859_3",
    "iso8859_4", "iso8859_9", "iso8859_10", "iso8859_13", "iso8859_14", "iso8859_15", "iso8859_16", "latin_1", "mac_roman",
    "mac_latin2", "hp_roman8",
))  # fmt: skip
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='pubdate' or @name='date' or @name='DC.date.issued' or @name='parsely-pub-date']/@content",
)
_DATES = {"original_date": True, "extensive_search": False}
"""The date must be told by the page's head, its address or its markup; a date found anywhere else may be another's."""


def read_html(given: Input) -> Iterator[Outcome]:
    """The report of a page. Raises UnreadableError for what holds no article."""
    data = whole(given)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError(given.where, "is empty")
    if (tags := data.count(b"<")) > MOST_TAGS:
        raise UnreadableError(given.where, f"has more than {MOST_TAGS:,} tags")
    if tags > PLAIN_TAGS or len(data) > PLAIN_SIZE or _LONG_TAG.search(_DATA_URI.sub(b"", data)):
        from sayso.sources.apart import read_apart

        yield from read_apart(data, given)
    else:
        yield page_report(data, given)


def page_report(data: bytes, given: Input) -> Report:
    """The report of a page's bytes. Raises UnreadableError for what holds no article."""
    page = decoded_page(data, given.charset)
    tree = _tree(page)
    if tree is None:
        raise UnreadableError(given.where, "is no web page that can be read")
    return _report(tree, page, sha256(data), given)


def _report(tree: Any, page: str, digest: str, given: Input) -> Report:
    from trafilatura import bare_extraction

    language = (tree.get("lang") or tree.get("xml:lang") or "")[:2].lower()
    exact = _exact_date(tree, page)
    prune(tree)
    found = bare_extraction(
        tree, url=given.url, fast=True, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params=dict(_DATES),
    )  # fmt: skip
    text = sifted(found.text) if found is not None and found.text else ""
    if not text:
        raise UnreadableError(given.where, "holds no article text")
    published = found.date or (exact or "")[:10] or None
    if exact and exact[:10] == published:
        published = exact
    return Report(
        id=given.where, text=text, title=found.title or None, url=given.url or found.url or None,
        publisher=found.sitename or found.hostname or None, published=published,
        language=language if language.isalpha() else None, sha256=digest, fetched=given.fetched,
    )  # fmt: skip


def _tree(page: str) -> Any:
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from trafilatura import load_html

    try:
        return load_html(page)
    except (LxmlError, ValueError, TypeError, AssertionError):
        return None


def _exact_date(tree: Any, page: str) -> str | None:
    """The moment of publication that the page's head gives."""
    told = [str(value) for path in _DATE_PATHS for value in tree.xpath(path)[:1]]
    if match := _LD_DATE.search(page):
        told.append(match[1])
    return next((day for value in told if (day := read_date(value))), None)


def decoded_page(data: bytes, charset: str | None = None) -> str:
    """The words of a page in the first of these charsets that fits: that of its first bytes, UTF-8, the one the server named,
    the one the page names, one guessed from its bytes. What fits none is read as Windows-1252, with marks for what is wrong.
    """
    from trafilatura.utils import detect_encoding

    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    named = _META_CHARSET.search(data, 0, 4096)
    told = ["utf-8", charset or "", named[1].decode("ascii") if named else ""]
    for name in filter(None, told):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    guessed = detect_encoding(data[:200_000])
    if not _LATIN.isdisjoint(guess.replace("-", "_").lower() for guess in guessed[:1]):
        guessed = ["cp1252"]  # one Latin charset looks like another; this is by far the most common one
    for name in guessed:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")
