"""The words of a piece of markup: what a feed or a letter carries, no whole page."""

from __future__ import annotations

import re
from html import unescape

from sayso.sources.boilerplate import prune, sifted

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "figure", "footer",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_BREAK = "\u2029"  # parts paragraphs, and nothing else
MOST_TAGS = 50_000
"""Tags of a fragment at most."""

_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000}")
"""A tag with so many attributes that parsing it takes minutes."""


def words_of(markup: str) -> str:
    """The paragraphs of a fragment of HTML, parted by blank lines, without boilerplate; "" where there are none."""
    if "<" not in markup:
        return sifted(unescape(markup))
    if markup.count("<") > MOST_TAGS or _LONG_TAG.search(markup):
        return ""
    from lxml.etree import LxmlError  # type: ignore[import-untyped]
    from lxml.html import document_fromstring  # type: ignore[import-untyped]

    try:
        tree = document_fromstring(f"<html><body>{markup.replace(chr(0), '')}</body></html>")
    except (LxmlError, ValueError):
        return ""
    for script in list(tree.iter("script")):
        script.drop_tree()
    prune(tree)
    for element in tree.iter():
        if element.tag in _BLOCKS:
            element.text = _BREAK + (element.text or "")
            element.tail = _BREAK + (element.tail or "")
    return sifted("\n".join(" ".join(line.split()) for line in str(tree.text_content()).split(_BREAK)))
