"""Which of the rule reader's claims inside another claim's content stand.

What somebody is quoted as saying tells of many minds: "I know that people want us to tell the truth". Taken by the letter
that is four claims; what a reader of the report needs is who else is made a source. A claim inside another one stands if
somebody did say, ask, deny or hold it, and is not the speaker telling what he knows, wants or might say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from sayso.claims import encoder
from sayso.claims.deeds import done
from sayso.claims.draft import Draft
from sayso.claims.rules import HEARSAY, OWN_VOICE
from sayso.claims.spans import Spans
from sayso.claims.stances import UNDONE_BY_NOT, negated, stance_of
from sayso.mentions import MentionIndex
from sayso.model import Actor, Reading, Span, Stance, Token

UTTERED: frozenset[Stance] = frozenset((
    "confirms", "denies", "admits", "accuses", "demands", "asks", "warns", "threatens", "promises", "praises", "condemns",
    "declines",
))  # fmt: skip
"""Stances that are acts of speech: they stand whoever tells of them, "we deny it" included."""
HELD: frozenset[Stance] = frozenset(("believes", "doubts", "expects", "plans", "wants", "reports", "says"))
"""Stances whose content must be a clause or an infinitive or quoted, to tell "said that ..." from "mentioned the plan"."""
INWARD = frozenset((
    "see", "know", "find", "feel", "hear", "learn", "realize", "realise", "understand", "recognize", "recognise", "remember",
    "sense", "perceive", "imagine", "figure", "notice", "gather", "care", "worry", "forget", "hold", "like", "love", "prove",
    "wonder", "trust", "choose", "seek",
))  # fmt: skip
"""Verbs of what goes on in a mind, not of what it holds to be so or wills."""
AIMING = frozenset(("at",))
"""What makes an aim of a gerund: "aimed *at persuading* them that"."""
ANYBODY = frozenset(
    ("you", "anyone", "anybody", "everyone", "everybody", "someone", "somebody", "people", "one", "what")
)


def standing(reading: Reading, outer: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """Those of the rule reader's drafts inside the contents of `outer` that make somebody else a source."""
    inside = encoder.inside(outer, ruled)
    return list(_Sieve(reading, outer).kept(inside)) if inside else []


class _Sieve:
    """The contents around, with who speaks in each."""

    def __init__(self, reading: Reading, outer: Sequence[Draft]) -> None:
        self.spans = Spans(reading)
        self.starts = reading.analysis.starts
        self.actors: MentionIndex[Actor] = MentionIndex(reading.actors)
        self.around = sorted((piece, draft) for draft in outer for piece in draft.content)

    def kept(self, drafts: Iterable[Draft]) -> Iterable[Draft]:
        at = 0
        opened: list[tuple[Span, Draft]] = []
        for draft in sorted(drafts, key=lambda one: one.cue):
            start = draft.cue[0].start
            while at < len(self.around) and self.around[at][0].start <= start:
                opened.append(self.around[at])
                at += 1
            opened = [(piece, outer) for piece, outer in opened if piece.end > start]
            if opened and self._stands(draft, opened[-1][1]):
                yield draft

    def _stands(self, draft: Draft, outer: Draft) -> bool:
        cue, words = self._words(draft.cue), self._words(draft.content)
        if not cue or any(span.overlaps(piece) for span in draft.cue for piece in draft.content):
            return False
        if any(token.xpos in ("MD", "TO") for token in cue) or self._unreal(cue):
            return False
        after = self.spans.tokens[words[-1].index + 1 : words[-1].index + 2] if words else ()
        if done(cue, self._words(draft.source), [*words, *after], stated=bool(words) and self._stated(words, cue[0])):
            return False
        stance = stance_of(cue, words, by_outlet=False)
        if negated(cue) and stance in UNDONE_BY_NOT:
            return False
        if not draft.source:
            return self._hearsay(cue) and (cue[0].upos != "NOUN" or self._stated(words, cue[0]))
        speaker = self._words(draft.source)
        if speaker[0].word.lower() in ANYBODY:
            return False
        if any(token.lemma.lower() in INWARD or token.upos == "ADJ" for token in cue):
            return False
        if stance in UTTERED:
            return True
        if self._same(speaker, self._words(outer.source)):
            return False
        return stance in HELD and self._stated(words, cue[0])

    def _hearsay(self, cue: Sequence[Token]) -> bool:
        """Whether a cue with nobody to speak tells what is said, feared, expected: a noun of hearsay, a passive, an adverb."""
        if any(token.lemma.lower() in INWARD for token in cue):
            return False
        if cue[-1].upos == "NOUN":
            return any(token.lemma.lower() in HEARSAY for token in cue)
        return cue[-1].upos != "VERB" or cue[-1].xpos == "VBN"

    def _unreal(self, cue: Sequence[Token]) -> bool:
        """Whether the verb of the cue is said to come, to be due or to be possible ("will say", "to tell", "if he says")."""
        below = [self.spans.tokens[child] for token in cue for child in self.spans.syntax.children[token.index]]
        return any(
            token.xpos in ("MD", "TO") and token.dep in ("aux", "mark")
            for token in below
            if token.index < cue[-1].index
        ) or any(token.dep in ("mark", "case") and token.word.lower() in AIMING for token in below)

    def _same(self, speaker: Sequence[Token], outer: Sequence[Token]) -> bool:
        """Whether one who speaks tells of himself."""
        if speaker[-1].word.lower() in OWN_VOICE:
            return True
        one, other = (self._actor(words) for words in (speaker, outer))
        return one is not None and one is other

    def _actor(self, words: Sequence[Token]) -> Actor | None:
        return next((found for token in reversed(words) if (found := self.actors.at(token.span)) is not None), None)

    def _stated(self, words: Sequence[Token], cue: Token) -> bool:
        """Whether a content is a clause, an infinitive or in quotation marks of its own."""
        quote_at = self.spans.quote_at
        own = any(quote_at[token.index] not in (-1, quote_at[cue.index]) for token in words)
        if own or words[0].xpos == "TO":
            return True
        inside = range(words[0].index, words[-1].index + 1)
        return any(token.dep.startswith(("nsubj", "csubj", "expl")) and token.head in inside for token in words)

    def _words(self, spans: Sequence[Span]) -> list[Token]:
        tokens = self.spans.tokens
        return [
            token
            for span in spans
            for token in tokens[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]
        ]
