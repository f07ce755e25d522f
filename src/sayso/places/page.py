"""A report as the places layer looks at it: words, with the tokens, names and sentences they belong to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sayso.model import Analysis, Entity, Reading, Sentence, Token
from sayso.places.lexicon import Lexicon
from sayso.places.literal import head_of, tokens_in
from sayso.places.spotting import Word, joins, words_of

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_BETWEEN = frozenset({"the", "downtown", "nearby", "neighboring", "neighbouring", "greater"})
NO_SENTENCE = Sentence(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True)
class Page:
    """A reading and the words of its text."""

    reading: Reading
    words: tuple[Word, ...]
    lexicon: Lexicon

    @classmethod
    def of(cls, reading: Reading, lexicon: Lexicon) -> Page:
        """The page of a reading."""
        return cls(reading, tuple(words_of(reading.text)), lexicon)

    @property
    def text(self) -> str:
        return self.reading.text

    @property
    def analysis(self) -> Analysis:
        return self.reading.analysis

    @cached_property
    def _entity_starts(self) -> list[int]:
        return [entity.start for entity in self.analysis.entities]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    @cached_property
    def lower(self) -> frozenset[int]:
        """Words of sentences without any capital."""
        found: set[int] = set()
        starts = [word.start for word in self.words]
        for sentence in self.analysis.sentences:
            if self.text[sentence.start : sentence.end].islower() and sentence.last - sentence.first >= 4:
                found.update(range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)))
        return frozenset(found)

    def entity_at(self, start: int, end: int) -> Entity | None:
        """The candidate name that shares a character with `[start, end)`; entities do not overlap."""
        at = bisect_right(self._entity_starts, end - 1) - 1
        if at < 0:
            return None
        entity = self.analysis.entities[at]
        return entity if entity.end > start else None

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds the offset."""
        at = bisect_right(self._sentence_starts, offset) - 1
        return self.analysis.sentences[at] if at >= 0 else NO_SENTENCE

    def tokens(self, first: int, last: int) -> Sequence[Token]:
        """The tokens of words `[first, last)`."""
        return tokens_in(self.analysis, self.words[first].start, self.words[last - 1].end)

    def head(self, first: int, last: int) -> Token | None:
        """The token that the words `[first, last)` hang on."""
        return head_of(self.tokens(first, last))

    def before(self, at: int) -> Word | None:
        """The word before word `at`, where the two belong to one phrase."""
        return self.words[at - 1] if at > 0 and joins(self.words[at].gap) else None

    def after(self, last: int) -> Word | None:
        """The word after word `last - 1`, where the two belong to one phrase."""
        return self.words[last] if last < len(self.words) and joins(self.words[last].gap) else None

    def capitals_after(self, last: int, most: int = 5) -> Sequence[Word]:
        """The capitalised words that follow without a mark between, "of" and the like between two of them too."""
        end = at = last
        while at < min(len(self.words), last + most) and joins(self.words[at].gap):
            word = self.words[at]
            if word.capital and not word.form[0].isdigit():
                end = at + 1
            elif word.lower not in ("of", "for", "and", "the", "&", "de"):
                break
            at += 1
        return self.words[last:end]

    def capitals_before(self, first: int, most: int = 5) -> Sequence[Word]:
        """The capitalised words that come right before, in order of the text."""
        at = first
        while at > 0 and first - at < most and joins(self.words[at].gap) and self.words[at - 1].capital:
            if self.words[at - 1].form[0].isdigit():
                break
            at -= 1
        return self.words[at:first]

    def preposition(self, first: int) -> str | None:
        """The preposition right before word `first`, past articles and words of the compass."""
        for at in range(first - 1, max(-1, first - 5), -1):
            word = self.words[at]
            if not joins(self.words[at + 1].gap):
                return None
            if word.lower in self.lexicon.locative or word.lower == "of":
                return word.lower
            if word.lower not in _BETWEEN and word.lower not in self.lexicon.compass:
                return None
        return None
