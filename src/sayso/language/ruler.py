"""spaCy's attribute ruler with a memory: what its patterns make of a word is looked up once for each kind of word.

The ruler gives each word its part of speech and morphology by some 180 patterns over the word and at most one neighbour, and
takes a fifth of the parser's time to match them. What they look at (tag, label, whether the word is a blank, and the word
itself where a pattern names it) takes few values, so nearly every word has been met before. A document with a word of a new
kind goes through the ruler itself; results are the same by construction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.language import Language

NAME = "remembered_attribute_ruler"
Row: TypeAlias = list[int]
Key: TypeAlias = tuple[int, ...]


class Given(NamedTuple):
    """What the ruler gave a word, as numbers of the string store; 0 for a lemma, tag or label that it left alone."""

    pos: int
    morph: int
    lemma: int
    tag: int
    dep: int


class RememberedRuler:
    """Does to a document what the ruler does."""

    def __init__(self, ruler: Any) -> None:
        self.ruler = ruler
        self.known: dict[Key, Given] = {}
        patterns = [pattern for entry in ruler.patterns for pattern in entry["patterns"]]
        self.all = Named(ruler, [token for pattern in patterns for token in pattern])
        pairs = [pattern for pattern in patterns if len(pattern) > 1]
        self.first, self.second = (Named(ruler, [pattern[place] for pattern in pairs]) for place in (0, 1))

    def __call__(self, doc: Any) -> Any:
        """The document with its words' parts of speech, morphology and some lemmas."""
        rows = doc.to_array([TAG, DEP, IS_SPACE, LOWER]).tolist() if len(doc) else []
        keys = list(self._keys(rows))
        given = [self.known.get(key) for key in keys]
        if None in given:
            doc = self.ruler(doc)
            self.known.update(zip(keys, map(_given, doc, rows), strict=True))
            return doc
        for token, found in zip(doc, given, strict=True):
            _give(token, found)
        return doc

    def _keys(self, rows: list[Row]) -> Iterator[Key]:
        """All that the patterns can see of each word: the word, and its neighbour where the two may fit a pattern."""
        own = [self.all.of(row) for row in rows]
        pairs = [self.first.fits(one) and self.second.fits(two) for one, two in pairwise(rows)]
        before, after = [False, *pairs], [*pairs, False]
        for at, key in enumerate(own):
            yield (*key, *(own[at - 1] if before[at] else ()), *((-1, *own[at + 1]) if after[at] else ()))


class Named:
    """The tags, labels and words that patterns of single words name; all others look alike to them."""

    def __init__(self, ruler: Any, tokens: list[Mapping[str, Any]]) -> None:
        self.strings = ruler.vocab.strings
        self.tags = {self.strings[value] for value in _values(tokens, "TAG") if value}
        self.labels = {self.strings[value] for value in _values(tokens, "DEP") if value}
        self.words = frozenset(_values(tokens, "LOWER"))
        self.shapes = [
            re.compile(token["LOWER"]["REGEX"]) for token in tokens if "REGEX" in _mapping(token.get("LOWER"))
        ]
        self.met: dict[int, int] = {0: 0}

    def of(self, row: Row) -> Key:
        """A word's tag, label, blankness and form, each 1 where it has one that no pattern names, 0 where it has none."""
        tag, label, blank, word = row
        return (
            tag if tag in self.tags else min(tag, 1),
            label if label in self.labels else min(label, 1),
            blank,
            self.form(word),
        )

    def fits(self, row: Row) -> bool:
        """Whether a word has a label or form that a pattern names."""
        return row[1] in self.labels or self.form(row[3]) > 1

    def form(self, word: int) -> int:
        """The word itself where a pattern names it, else 1."""
        if word not in self.met:
            lower = self.strings[word]
            named = lower in self.words or any(shape.search(lower) for shape in self.shapes)
            self.met[word] = word if named else 1
        return self.met[word]


def _values(tokens: list[Mapping[str, Any]], name: str) -> Iterator[str]:
    """The values that patterns of words name for an attribute."""
    for token in tokens:
        wanted = token.get(name)
        if isinstance(wanted, str):
            yield wanted
        for choice in ("IN", "NOT_IN"):
            yield from _mapping(wanted).get(choice, ())


def _mapping(wanted: Any) -> Mapping[str, Any]:
    return wanted if isinstance(wanted, dict) else {}


def _given(token: Any, before: Row) -> Given:
    tag, dep = (0 if now == then else now for now, then in zip((token.tag, token.dep), before[:2], strict=True))
    return Given(token.pos, token.morph.key, token.lemma, tag, dep)


def _give(token: Any, found: Given | None) -> None:
    if found is None:
        return
    token.pos = found.pos
    token.set_morph(found.morph)
    if found.lemma:
        token.lemma = found.lemma
    if found.tag:
        token.tag = found.tag
    if found.dep:
        token.dep = found.dep


def _made(nlp: Any, name: str) -> RememberedRuler:
    return RememberedRuler(nlp.get_pipe("attribute_ruler"))


Language.factory(NAME, func=_made)


def remembering(model: Any) -> Any:
    """The model with a ruler that remembers in the place of its own."""
    model.add_pipe(NAME, before="attribute_ruler")
    model.disable_pipe("attribute_ruler")
    return model
