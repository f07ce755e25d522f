"""The pieces of a content, without what its source did not say: strays, datelines, the report's own remarks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.claims.draft import Draft
from sayso.claims.saying import PLAIN, RELATIVE, Saying
from sayso.claims.verdicts import SAID
from sayso.model import Span, Token

UNITS = frozenset(
    ("minutes", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "years", "year", "shortly")
)
RANKS = frozenset(("first", "second", "third", "latest", "fourth", "fifth"))
DATELINE = 14
"""How many words a dateline has at most, its line included."""
TACKED = frozenset(("as", "while", "after", "before", "amid", "though", "although", "despite", "when"))
"""What begins the clause that a report hangs behind its ", police said"."""
LINE = frozenset((":", "-", "–", "—", "--"))


class Pieces:
    """The contents of one report's drafts, piece by piece."""

    def __init__(self, saying: Saying) -> None:
        self.saying, self.analysis, self.spans = saying, saying.analysis, saying.spans
        self._words = saying.spans.within

    def of(self, draft: Draft) -> tuple[Span, ...]:
        """The pieces without strays; all of them where nothing would be left."""
        kept: list[Span] = []
        if len(draft.content) > 1:
            for piece in draft.content:
                if not self._stray(piece, draft, kept):
                    kept.append(piece)
        told = [piece for n, piece in enumerate(kept or draft.content) if not n or not self.remark(piece)]
        told = [piece for n, piece in enumerate(told) if not n or not self.tacked_on(piece, told[0], draft)]
        told = [self.behind_source(self._unpaused(piece), draft) for piece in told]
        told = [rest for piece in told if (rest := self._without_dateline(piece)) is not None]
        return tuple(self._before_verdict(self._without_relative(piece)) for piece in told or draft.content)

    def _unpaused(self, piece: Span) -> Span:
        """The piece without a semicolon at its end."""
        words = self._words(piece)
        return self.up_to(piece, words[-1].start) if len(words) > 1 and words[-1].word == ";" else piece

    def behind_source(self, piece: Span, draft: Draft) -> Span:
        """ "Accused by *the UN* of looting": a piece does not begin with who speaks."""
        for source in draft.source:
            rest = (
                self._words(Span(source.end, piece.end))
                if piece.start == source.start and source.end < piece.end
                else ()
            )
            if rest:
                return Span(rest[0].start, piece.end)
            if piece.start < source.start < piece.end <= source.end:
                return self.up_to(piece, source.start)
        return piece

    def _without_dateline(self, piece: Span) -> Span | None:
        """The piece without the place and the date that a report begins with; None where it is nothing else."""
        words = self._words(piece)
        if not words or words[0].index != self.analysis.sentences[words[0].sentence].first:
            return piece
        line = next((n for n, token in enumerate(words[:DATELINE]) if n and self._line(words[n - 1], token)), 0)
        named = all(token.upos in ("PROPN", "NUM", "PUNCT", "NOUN", "SYM") for token in words[:line])
        if not line or not named or not self.spans.dateline(Span(words[0].start, self._place_end(words, line))):
            return piece
        return Span(words[line + 1].start, piece.end) if line + 1 < len(words) else None

    def _line(self, before: Token, token: Token) -> bool:
        """Whether a word is the colon or the dash behind a dateline, not a hyphen in a name."""
        return token.word == ":" or (token.word in LINE and before.end < token.start)

    def _place_end(self, words: Sequence[Token], line: int) -> int:
        """Where the first name of a dateline ends: before its first comma or bracket."""
        stop = next((n for n, token in enumerate(words[:line]) if token.word in (",", "(", "/")), line)
        return words[max(stop - 1, 0)].end

    def remark(self, piece: Span) -> bool:
        """ "..., police said, hours after the mayor had resigned", "..., in the worst raid this year": when it was and how it
        ranks are the report's own remarks."""
        first = self._words(piece)[:6]
        if len(first) > 2 and first[0].word.lower() in ("a", "an") and first[1].lemma.lower() in SAID:
            return True
        words = [token.word.lower() for token in first[:4]]
        ranked = any(token.xpos in ("JJS", "RBS") or token.word.lower() in RANKS for token in first)
        if ranked and words[:1] == ["in"] and words[1:2] and words[1] in ("the", "one", "what", "a"):
            return True
        return any(one in UNITS and other in ("after", "before") for one, other in pairwise(words))

    def tacked_on(self, piece: Span, front: Span, draft: Draft) -> bool:
        """ "Nine died, police said on Monday, *as crews dug for survivors*": behind a whole clause and who says it, a clause of
        when or against what is the report's own."""
        words, cue = self._words(piece), self.saying.cue_words(draft)
        if not cue or not words or front.end > cue[0].start or piece.start < cue[-1].end:
            return False
        comma = self.analysis.tokens[words[0].index - 1].word == ","
        conjunction = words[0].word.lower() in TACKED and any(token.upos in ("VERB", "AUX") for token in words[1:])
        if any(token.upos == "VERB" and token.lemma.lower() in PLAIN for token in words):
            return False  # somebody else's words: `voices` parts them
        return comma and conjunction and self.saying.stated(self._words(front))

    def _before_verdict(self, piece: Span) -> Span:
        """ "..., a claim the ministry would not confirm": what others make of it was not said by this source."""
        words = self._words(piece)
        for comma, article, noun in zip(words, words[1:], words[2:], strict=False):
            if comma.word != "," or article.word.lower() not in ("a", "an") or noun.lemma.lower() not in SAID:
                continue
            below = (self.analysis.tokens[child] for child in self.spans.syntax.children[noun.index])
            clause = next((token for token in below if token.dep == "acl:relcl"), None)
            if (
                clause is not None
                and self.spans.syntax.dependents(clause.index, "nsubj")
                and comma.index > words[0].index
            ):
                return self.up_to(piece, comma.start)
        return piece

    def _stray(self, piece: Span, draft: Draft, before: Sequence[Span]) -> bool:
        """A relative pronoun alone, or words without quotation marks of another sentence, or of the same one but cut off
        from the piece before by words that are neither source nor cue."""
        words, cue = self._words(piece), self.saying.cue_words(draft)
        if not words or not cue or any(self.spans.quote_at[token.index] >= 0 for token in words):
            return False
        if words[0].sentence != cue[0].sentence or (len(words) == 1 and words[0].xpos in RELATIVE):
            return True
        if not before or self._words(before[-1])[-1].sentence != words[0].sentence:
            return False
        gap = Span(before[-1].end, piece.start)
        interrupted = any(gap.start <= span.start < gap.end for span in (*draft.source, *draft.cue))
        return not interrupted and bool(self._words(gap))

    def _without_relative(self, piece: Span) -> Span:
        """A content does not end with the pronoun of a clause that it leaves out (", who")."""
        words = self._words(piece)
        if len(words) < 3 or words[-1].xpos not in RELATIVE:
            return piece
        return self.up_to(piece, words[-1].start)

    def up_to(self, piece: Span, end: int) -> Span:
        """The piece up to a place, without the commas, prepositions and conjunctions left standing there."""
        words = list(self._words(Span(piece.start, end)))
        while len(words) > 1 and words[-1].upos in ("PUNCT", "SCONJ", "ADP", "CCONJ"):
            words.pop()
        return Span(piece.start, words[-1].end) if words else piece

    def of_subject(self, piece: Span, draft: Draft) -> Span:
        """ "Reports that the general had fled were denied": what a subject's noun tells of ends before its predicate."""
        cue = self.saying.cue_words(draft)
        noun = cue[-1] if cue else None
        if noun is None or noun.upos != "NOUN" or not noun.dep.startswith("nsubj") or piece.start < noun.end:
            return piece
        last = self.analysis.tokens[self.spans.syntax.phrase(noun.index)[1]]
        return self.up_to(piece, last.end) if piece.start < last.start and last.end < piece.end else piece
