"""Where names of places may stand in a text: words, runs of capitals, and their keys in the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from sayso.places.fold import fold, without_article
from sayso.places.lexicon import Lexicon

_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Ft|Mt|Pt)\.|[^\W_]+(?:['’ʻʼ‘`](?!(?:s|S|ll|re|ve|m|d|t)\b)[^\W_]+)*", re.UNICODE
)  # "U.S.", "St.", "Sana'a"; never the 's of a genitive
LONGEST = 6
"""Words in the longest name that is looked up."""


class Word(NamedTuple):
    """One word of the text; `gap` is what stands between it and the word before."""

    start: int
    end: int
    form: str
    lower: str
    gap: str
    capital: bool


class Candidate(NamedTuple):
    """Words `[first, last)` that may name a place; `keys` are what to look up, the likeliest first."""

    first: int
    last: int
    keys: tuple[str, ...]


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    found: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        form = match[0]
        found.append(
            Word(match.start(), match.end(), form, form.lower(), text[end : match.start()], not form[0].islower())
        )
        end = match.end()
    return found


def joins(gap: str) -> bool:
    """Whether two words with this gap between them may belong to one name."""
    return gap in (" ", "-", "\u00a0", "‑", "–", "/") or (gap.isspace() and gap.count("\n") < 2 and len(gap) <= 12)


def candidates(words: Sequence[Word], lexicon: Lexicon, lower: Container[int] = ()) -> Iterator[Candidate]:
    """Every run of words that may be a name, longest first at each start. `lower`: words where no capitals tell."""
    for first in range(len(words)):
        if _may_start(words, first, lexicon, first in lower):
            for last in reversed(_ends(words, first, lexicon, first in lower)):
                yield Candidate(first, last, _keys(words[first:last]))


def _may_start(words: Sequence[Word], first: int, lexicon: Lexicon, lower: bool) -> bool:
    word = words[first]
    if word.form[0].isdigit():
        return False
    if word.lower == "the" and first + 1 < len(words) and words[first + 1].capital:
        return False
    if word.capital:
        return word.form[0].isupper() or word.form[0].isalpha()
    if lower or word.lower in lexicon.compass:
        return True
    follows = first + 1 < len(words) and words[first + 1].capital and joins(words[first + 1].gap)
    return follows and (word.lower in ("al", "el", "ar", "as", "ash", "at", "an", "ad", "az"))


def _ends(words: Sequence[Word], first: int, lexicon: Lexicon, lower: bool) -> list[int]:
    """Where a name that begins at `first` may end, nearest first."""
    ends = []
    limit = min(len(words), first + LONGEST)
    for at in range(first, limit):
        word = words[at]
        if at > first and not joins(word.gap):
            break
        if word.capital or lower or (at > first and word.lower in lexicon.tails):
            ends.append(at + 1)
        elif at > first and word.lower not in lexicon.inside:
            break
    return ends


def _keys(words: Sequence[Word]) -> tuple[str, ...]:
    key = fold(" ".join(word.form for word in words))
    other = without_article(key)
    return (key, other) if other else (key,)
