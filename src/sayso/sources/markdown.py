"""Markdown: one report a file; its text is the words without the marks."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.text import decoded

_SPOKEN = {"text", "code_inline"}
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


def read_markdown(data: bytes, where: str) -> Iterator[Report | UnreadableError]:
    """The report: each block of the page a paragraph, its first heading the title."""
    try:
        tokens = MarkdownIt("commonmark").parse(decoded(data, where))
    except UnreadableError as error:
        yield error
        return
    blocks = [_words(token) for token in tokens if token.type == "inline"]
    text = "\n\n".join(block for block in blocks if block.strip())
    if text:
        yield Report(id=where, text=text, title=_title(tokens))
    else:
        yield UnreadableError(where, "holds no text")


def _words(token: Token) -> str:
    return "".join(_BREAKS.get(t.type, t.content if t.type in _SPOKEN else "") for t in token.children or ())


def _title(tokens: list[Token]) -> str | None:
    headings = (tokens[n + 1] for n, token in enumerate(tokens) if token.type == "heading_open")
    return next((_words(heading).strip() or None for heading in headings), None)
