"""XML from strangers: which kind it is, told by its root, and its tree without anything that a DTD could do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import UnreadableError
from sayso.sources.inputs import Input, Outcome, Reader, whole

_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_LEADING = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})[\"']")
_HEAD = 65_536

_KINDS = {
    "rss": "sayso.sources.feeds:feed_reports", "feed": "sayso.sources.feeds:feed_reports",
    "rdf": "sayso.sources.feeds:feed_reports", "channel": "sayso.sources.feeds:feed_reports",
    "opml": "sayso.sources.lists:opml_reports",
    "urlset": "sayso.sources.lists:sitemap_reports", "sitemapindex": "sayso.sources.lists:sitemap_reports",
}  # fmt: skip
"""Root element in lower case -> module:function, which gets the bytes and the input."""


def read_xml(given: Input) -> Iterator[Outcome]:
    """The reports of a feed, of the feeds of a list, or of the pages of a sitemap. Raises UnreadableError."""
    from importlib import import_module

    data = checked_xml(whole(given), given.where)
    root = root_of(data)
    if root == "html":
        from sayso.sources.html import read_html

        reader: Reader = read_html
    elif root in _KINDS:
        module, _, name = _KINDS[root].partition(":")
        reader = getattr(import_module(module), name)
    else:
        known = "a feed, OPML, a sitemap or a web page"
        raise UnreadableError(given.where, f"is XML of another kind (<{root}>) than {known}" if root else "is no XML")
    yield from reader(rewound(given, data))


def rewound(given: Input, data: bytes) -> Input:
    """The same input with its bytes before it again."""
    import io

    import msgspec

    return msgspec.structs.replace(given, stream=io.BytesIO(data), seekable=True)


def root_of(data: bytes) -> str:
    """The name of the root element in lower case, without its prefix; "" where there is none."""
    head = _decoded_head(data).lstrip("\ufeff")
    at = 0
    while match := _LEADING.match(head, at):
        at = match.end()
    found = _ROOT.search(head, at)
    return found[1].lower() if found else ""


def checked_xml(data: bytes, where: str) -> bytes:
    """The bytes. Raises UnreadableError for empty ones and for documents that declare entities of their own."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError(where, "is empty")
    if re.search(r"<!ENTITY\b", data.decode(_encoding(data), "replace"), re.IGNORECASE):
        raise UnreadableError(where, "declares XML entities of its own, which are not read")
    return data


def tree_of(data: bytes, where: str) -> Any:
    """The root element. Raises UnreadableError for what is not well-formed, or would load or expand anything."""
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableError(where, f"is no XML that can be read ({str(error).partition(chr(10))[0][:80]})") from error


def local_name(element: Any) -> str:
    """An element's name in lower case, without its namespace."""
    return str(element.tag).rpartition("}")[2].lower()


def _decoded_head(data: bytes) -> str:
    return data[:_HEAD].decode(_encoding(data), "replace")


def _encoding(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if data[:4] in (b"<\0?\0", b"<\0!\0"):
        return "utf-16-le"
    if data[:4] in (b"\0<\0?", b"\0<\0!"):
        return "utf-16-be"
    named = _ENCODING.search(data, 0, 200)
    name = named[1].decode("ascii") if named else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name if name.lower().replace("-", "").replace("_", "") not in ("utf7", "idna", "punycode") else "utf-8"
