"""Direct quotations: where quotation marks open and close, over sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.model import Analysis, Sentence, Token

OPENING = {"“": "”", "„": "“”", "«": "»", "``": "''", "‘": "’"}
"""What closes each opening mark."""
STRAIGHT = frozenset(('"', "''"))
"""Marks that open and close alike, or that tokenisation leaves alike."""


class Quotation(NamedTuple):
    """Tokens `[first, last]`, marks included. `closed` is false where the paragraph ended first."""

    first: int
    last: int
    closed: bool
    spoken: bool  # holds a clause or ends in a mark of its own: words somebody spoke, not a single quoted term


def quotations(analysis: Analysis) -> list[Quotation]:
    """The outermost quotations, in order of the text. A quotation never closed ends with its paragraph."""
    found: list[Quotation] = []
    for first, last in paragraphs(analysis.sentences):
        found.extend(_in_paragraph(analysis.tokens, first, last))
    return found


def paragraphs(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Token ranges `[first, last)` of the paragraphs."""
    at = 0
    for n, sentence in enumerate(sentences):
        if n + 1 == len(sentences) or sentences[n + 1].paragraph != sentence.paragraph:
            yield sentences[at].first, sentence.last
            at = n + 1


def _in_paragraph(tokens: Sequence[Token], first: int, last: int) -> Iterator[Quotation]:
    opened, closing = -1, ""
    for index in range(first, last):
        word = tokens[index].word
        if opened < 0:
            if word in STRAIGHT or (word in OPENING and (word != "‘" or _opens(tokens, index, last))):
                opened, closing = index, OPENING.get(word, word)
        elif word == closing or (word in closing and len(closing) > 1 and word) or _closes(word, closing):
            yield _made(tokens, opened, index, closed=True)
            opened = -1
    if 0 <= opened < last - 1:
        yield _made(tokens, opened, last - 1, closed=False)


def _opens(tokens: Sequence[Token], index: int, last: int) -> bool:
    """A single mark opens where a word follows at once and none stands right before."""
    glued = index + 1 < last and tokens[index + 1].start == tokens[index].end
    return glued and (index == 0 or tokens[index - 1].end < tokens[index].start)


def _closes(word: str, closing: str) -> bool:
    """Straight marks close curly ones where an editor mixed them."""
    return closing == "”" and word == '"'


def _made(tokens: Sequence[Token], first: int, last: int, *, closed: bool) -> Quotation:
    inside = tokens[first + 1 : last]
    finite = any(t.upos in ("VERB", "AUX") and t.xpos in ("VBD", "VBZ", "VBP", "MD", "VB") for t in inside)
    ended = bool(inside) and inside[-1].word in (",", ".", "?", "!", "…", "...")
    return Quotation(first, last, closed, bool(inside) and ((finite and len(inside) > 3) or ended))
