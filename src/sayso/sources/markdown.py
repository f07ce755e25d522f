"""Markdown: one report a file; its text is the words without the marks."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.inputs import Input, Outcome, whole
from sayso.sources.text import decoded

_SPOKEN = {"text", "code_inline"}
_BREAKS = {"softbreak": "\n", "hardbreak": "\n"}


def read_markdown(given: Input) -> Iterator[Outcome]:
    """The report: each block of the page a paragraph, its first heading the title. Raises UnreadableError."""
    tokens = MarkdownIt("commonmark").parse(decoded(whole(given), given.where))
    blocks = [_words(token) for token in tokens if token.type == "inline"]
    text = "\n\n".join(block for block in blocks if block.strip())
    if not text:
        raise UnreadableError(given.where, "holds no text")
    yield Report(id=given.where, text=text, title=_title(tokens), url=given.url, fetched=given.fetched)


def _words(token: Token) -> str:
    return "".join(_BREAKS.get(t.type, t.content if t.type in _SPOKEN else "") for t in token.children or ())


def _title(tokens: list[Token]) -> str | None:
    headings = (tokens[n + 1] for n, token in enumerate(tokens) if token.type == "heading_open")
    return next((_words(heading).strip() or None for heading in headings), None)
