"""The spans of an attribution: how far a source, a cue and a content reach.

They follow the habits of PolNeAR's annotators (Newell, Margolin and Ruths 2018): a source is the whole noun phrase
without a relative clause set off by a comma; a cue takes its auxiliaries, adverbs and the preposition of its content; a
content keeps its "that" or "to", its quotation marks and what stands inside them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sayso.claims.lexicon import Cues, cues
from sayso.claims.quotations import Quotation, quotations
from sayso.claims.syntax import RELATIVES, SUBJECTS, Range, Syntax
from sayso.model import Reading, Span, Token

ASPECT = frozenset(
    ("go", "continue", "tend", "begin", "start", "try", "struggle", "use", "have", "get", "come", "proceed")
)
"""Verbs that only open or prolong what their infinitive says: they belong to its cue."""


class Found(NamedTuple):
    """A draft in words instead of characters."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]


class Spans:
    """One report's syntax and quotations, and the parts of attributions in them."""

    def __init__(self, reading: Reading) -> None:
        self.syntax = Syntax(reading.analysis)
        self.tokens = self.syntax.tokens
        self.cues: Cues = cues()
        self.text, self.starts = reading.text, reading.analysis.starts
        self.placed = {span.start: span.end for place in reading.places for span in place.mentions}
        self.named = {span.start for actor in reading.actors for span in actor.mentions}
        self.quotes = quotations(reading.analysis)
        self.quote_at = _quote_index(self.quotes, len(self.tokens))

    def within(self, span: Span) -> Sequence[Token]:
        """The words that begin inside a span."""
        return self.tokens[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def dateline(self, name: Span) -> bool:
        """Whether words before a colon are where a report was written: a place, or words in capitals that name nobody."""
        if self.placed.get(name.start, -1) >= name.end:
            return True
        words = name.of(self.text)
        return words.isupper() and " " in words and name.start not in self.named

    def _preposition(self, token: Token) -> str:
        case = [t for t in self.syntax.dependents(token.index, "case", "mark") if t.index < token.index]
        return case[0].word.lower() if case else ""

    def _infinitival(self, verb: Token) -> bool:
        return any(self.tokens[child].xpos == "TO" for child in self.syntax.children[verb.index])

    def _own_subject(self, clause: Token) -> bool:
        subjects = self.syntax.dependents(clause.index, *SUBJECTS)
        return bool(subjects) and subjects[0].word.lower() not in RELATIVES

    def _cue(self, verb: Token) -> Range:
        """The word with the auxiliaries and adverbs that stand right before it, and its particle."""
        own = {
            child
            for child in self.syntax.children[verb.index]
            if self.tokens[child].dep in ("aux", "aux:pass", "advmod", "cop")
            and self.tokens[child].upos != "SCONJ"
            and (self.tokens[child].dep != "advmod" or not self.syntax.children[child])
        }
        first = last = verb.index
        while first - 1 in own:
            first -= 1
        head = self.tokens[verb.head]
        if verb.dep == "xcomp" and head.lemma.lower() in ASPECT and head.index < first and self._infinitival(verb):
            between = self.tokens[head.index + 1 : first]
            if all(token.dep in ("compound:prt", "advmod") for token in between):
                first = self._cue(head)[0]
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last + 1].head == verb.index
            and self.tokens[last + 1].dep == "compound:prt"
        ):
            last += 1
        return first, last

    def _source(self, subject: Token, verb: Token) -> Range | None:
        first, last = self.syntax.phrase(subject.index)
        if first <= verb.index <= last:  # the verb describes the noun: take what stands before it
            if verb.index < subject.index:
                return None
            last = verb.index - 1
            while last > subject.index and self.tokens[last].head == verb.index:
                last -= 1
        return self._noun_phrase((first, last), subject)

    def _noun_phrase(self, words: Range, head: Token) -> Range | None:
        """The phrase without a relative clause behind a comma; with the comma that ends an apposition."""
        first, last = words
        for clause in self.syntax.dependents(head.index, "acl:relcl", "acl"):
            start = self.syntax.phrase(clause.index)[0]
            if start > head.index and self.tokens[start - 1].word in (",", "-", "--", "—", "–"):
                last = min(last, start - 1)
        trimmed = self.syntax.trimmed((first, last))
        if trimmed is None:
            return None
        first, last = trimmed
        apposed = any(head.index < t.index <= last for t in self.syntax.dependents(head.index, "appos"))
        follows = last + 1 < len(self.tokens) and self.tokens[last + 1].word == ","
        whole = last + 2 < len(self.tokens) and self.tokens[last + 2].word.lower() not in ("who", "which", "whose")
        return (first, last + 1) if apposed and follows and whole else (first, last)

    def _block(self, verb: Token, cue: Range, subject: Token | None, content: Token) -> Range:
        """The words of source and cue, where they interrupt a content."""
        first, last = cue
        if subject is not None:
            low, high = self.syntax.phrase(subject.index)
            if not low <= content.index <= high and not low <= verb.index <= high:
                first, last = min(first, low), max(last, high)
        for child in self.syntax.dependents(verb.index, "obl", "obj", "iobj", "advmod", "obl:npmod", "advcl"):
            low, high = self.syntax.phrase(child.index)
            if low == last + 1:
                last = high
        return first, last

    def _split(self, words: Range, block: Range) -> list[Range]:
        """A content without the words that interrupt it."""
        first, last = words
        if block[1] < first or last < block[0]:
            return [words]
        pieces = [self.syntax.trimmed(piece) for piece in ((first, block[0] - 1), (block[1] + 1, last))]
        return [piece for piece in pieces if piece]

    def _quoted(self, index: int) -> bool:
        return self.quote_at[index] >= 0

    def _spoken(self, index: int) -> bool:
        number = self.quote_at[index]
        return number >= 0 and self.quotes[number].spoken

    def _whole(self, index: int) -> Range:
        quote = self.quotes[self.quote_at[index]]
        return quote.first, quote.last

    def _made(self, source: Range | None, cue: Range, content: Sequence[Range]) -> Found | None:
        """The draft, its content widened to the quotations it stands in."""
        pieces: list[Range] = []
        for piece in content:
            wide = self._widened(piece, cue)
            if wide and all(
                self.tokens[index].upos == "PUNCT" for index in range(wide[0], min(wide[1], wide[0] + 3) + 1)
            ):
                continue
            if wide and self._outside(wide, cue):
                return None
            if wide and (not pieces or wide[0] > pieces[-1][1]):
                pieces.append(wide)
        return Found(source, cue, tuple(pieces)) if pieces else None

    def _outside(self, piece: Range, cue: Range) -> bool:
        """Whether a cue inside a quotation is given a content that begins before or ends behind it."""
        number = self.quote_at[cue[0]]
        if number < 0 or not self.quotes[number].spoken:
            return False
        return piece[0] < self.quotes[number].first or piece[1] > self.quotes[number].last

    def _widened(self, piece: Range, cue: Range) -> Range | None:
        trimmed = self.syntax.trimmed(piece)
        if trimmed is None:
            return None
        first, last = trimmed
        for index in (first, last):
            number = self.quote_at[index]
            if number >= 0 and self.quote_at[cue[0]] != number:
                quote = self.quotes[number]
                first, last = min(first, quote.first), max(last, quote.last)
        last = self._spoken_end(first, self._before_others(first, last, cue), cue)
        closing = self.quote_at[last + 1] if last + 1 < len(self.tokens) else -1
        if closing >= 0 and self.quotes[closing].last == last + 1 and self.quotes[closing].first >= first:
            last += 1
        return first, last

    def _before_others(self, first: int, last: int, cue: Range) -> int:
        """Where a content ends behind which stands, in the same sentence, "after somebody else said ..."."""
        token = self.tokens[last]
        for _ in range(12):
            if token.head == token.index or token.head < first:
                return last
            begin = self.syntax.phrase(token.index)[0]
            if token.dep == "advcl" and begin > max(first, cue[1]) and self._tells(token):
                trimmed = self.syntax.trimmed((first, begin - 1))
                return trimmed[1] if trimmed else last
            token = self.tokens[token.head]
        return last

    def _tells(self, verb: Token) -> bool:
        """Whether a clause says when or why by what somebody said."""
        marked = self._preposition(verb) in ("after", "as", "before", "when", "while", "since", "because")
        told = "clause" in self.cues.frames("verb", verb.lemma.lower())
        return marked and told and bool(self.syntax.dependents(verb.index, *SUBJECTS))

    def _spoken_end(self, first: int, last: int, cue: Range) -> int:
        """Where a content ends that holds a quotation closed by a comma: what comes behind is the report's."""
        for number in range(max(self.quote_at[first : last + 1]), -1, -1):
            quote = self.quotes[number]
            if quote.last < first:
                break
            comma = quote.first < quote.last < last and self.tokens[quote.last - 1].word == ","
            if comma and self.quote_at[cue[0]] != number and self._breaks(quote.last + 1):
                last = quote.last
        return last

    def _breaks(self, index: int) -> bool:
        return self.tokens[index].xpos in ("VBG", "CC", "WDT", "WP", "IN") or self.tokens[index].word.lower() == "then"


def _quote_index(quotes: Sequence[Quotation], size: int) -> list[int]:
    """For each word the number of the quotation it stands in, or -1."""
    found = [-1] * size
    for number, quote in enumerate(quotes):
        for index in range(quote.first, quote.last + 1):
            found[index] = number
    return found
