"""Which sentence of a report holds some words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from sayso.ledger.words import bounds, tokens
from sayso.web.answers import ExcerptAt

LONGEST = 420
"""Characters of a sentence that are shown; a longer one is cut around its words."""


def excerpt(words: str, start: int, end: int, edges: Sequence[int] | None = None) -> ExcerptAt:
    """The sentence around `[start, end)` of a text. `edges` are the text's `bounds`, where the caller has them."""
    edges = edges or bounds(words)
    first = edges[max(bisect_right(edges, start) - 1, 0)]
    last = edges[min(bisect_right(edges, max(end - 1, start)), len(edges) - 1)]
    first, last = _cut(first, last, start, end)
    sentence = words[first:last]
    lead = len(sentence) - len(sentence.lstrip())
    return ExcerptAt(
        sentence=sentence.strip(), span=(start, end), words=(start - first - lead, min(end, last) - first - lead)
    )


def _cut(first: int, last: int, start: int, end: int) -> tuple[int, int]:
    if last - first <= LONGEST:
        return first, last
    first = max(first, start - LONGEST // 3)
    return first, min(last, max(first + LONGEST, min(end, start + LONGEST)))


def sentence_with(words: str, wanted: Sequence[str], edges: Sequence[int] | None = None) -> ExcerptAt | None:
    """The first sentence that holds the most of the wanted words (in lower case); None where the text holds none of them."""
    edges = edges or bounds(words)
    best: tuple[int, int, int] | None = None
    for first, last in pairwise(edges):
        said = {word.lower() for word in tokens(words[first:last])}
        held = sum(any(one.startswith(word) for one in said) for word in wanted)
        if held and (best is None or held > best[0]):
            best = (held, first, last)
            if held == len(wanted):
                break
    if best is None:
        return None
    start = min((at for word in wanted if (at := words.lower().find(word, best[1], best[2])) >= 0), default=best[1])
    return excerpt(words, start, min(start + 1, best[2]), edges)
