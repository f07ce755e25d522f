"""Where another voice takes over in what a source is taken to say, or the same one speaks anew.

The encoder ends a content where words stop sounding reported; a second speaker's words sound so too. Of the rule reader's
drafts those whose speaker or cue opens the rest of a content end it: "..., police said, [while the army *claimed* to have
killed ten]", "said [prices had risen], *adding* that ...", "rejected [the reports] and *accused* the guild of lying".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sayso.claims.draft import Draft
from sayso.claims.spans import Spans
from sayso.claims.stances import SILENCE, stance_of
from sayso.claims.verdicts import SAID
from sayso.model import Span, Stance, Token

TURNS = frozenset(("while", "although", "though", "but", "whereas", "as", "and", "yet"))
"""Words that, behind a comma, may hand over to another speaker."""
ADDING = frozenset((
    "add", "note", "stress", "say", "insist", "emphasize", "emphasise", "warn", "explain", "reiterate", "claim", "state",
    "confirm", "underline", "underscore", "allege",
))  # fmt: skip
"""Participles behind a comma that go on with the speaker of the main clause."""
UTTERED: frozenset[Stance] = frozenset((
    "says", "reports", "confirms", "denies", "admits", "accuses", "demands", "warns", "threatens", "promises", "praises",
    "condemns", "asks", "declines",
))  # fmt: skip
"""Stances of what is said aloud; what others believe or want may well be part of what somebody says."""
WHOLE = frozenset(("denies", "accuses", "praises", "condemns", "admits", "confirms"))
"""Stances whose content may be a mere noun, behind which "and" takes up the speaker's next word."""

FINITE = ("VBD", "VBZ", "VBP", "MD")
BACKSHIFTED = frozenset(("had", "would", "'d"))
"""What a verb has inside what was said in the past: "said it was so, and the mayor *had* agreed"."""
BREAKS = frozenset((",", '"', "”", "''", "’"))


class Cut(NamedTuple):
    """Where a content ends, and the draft that begins there."""

    end: int
    draft: Draft | None  # None where nothing is said behind it ("but did not say by whom")


class Voices:
    """The rule reader's drafts of a report by where their sources and cues begin."""

    def __init__(self, spans: Spans, ruled: Sequence[Draft]) -> None:
        self.spans = spans
        told = [draft for draft in ruled if self._verbal(draft)]
        self.by_source = {draft.source[0].start: draft for draft in told if draft.source}
        self.by_verdict = {draft.content[0].start: draft for draft in told if self._judges(draft)}
        self.by_cue = {draft.cue[0].start: draft for draft in told}

    def cut(self, draft: Draft, piece: Span) -> Cut | None:
        """The first place in a piece of a draft's content where somebody speaks anew; its start, where all of it is another's."""
        words = self.spans.within(piece)
        fresh = self._fresh(draft, piece, words)
        if fresh is not None:
            return Cut(piece.start, fresh)
        cue = self._words(draft.cue)
        for n, token in enumerate(words):
            if self._silence(words, n) or self._acts(cue, words, n):
                return Cut(token.start, self.by_cue.get(words[n + 1].start))
            quoted = self.spans.quote_at[token.index]
            if quoted >= 0 and self.spans.quotes[quoted].last != token.index:
                continue
            found = self._turned(draft, words, n) or self._added(cue, words, n)
            if found is not None:
                return Cut(token.start if quoted < 0 else token.end, found)
        return None

    def _fresh(self, draft: Draft, piece: Span, words: Sequence[Token]) -> Draft | None:
        """Whose the piece is that sets in behind the cue with a turn: "Nine fled, police said, *while the army denied it*"."""
        if not words or piece.start < draft.cue[-1].end:
            return None
        if self.spans.quote_at[words[0].index] >= 0:
            return None
        if (judged := self._verdict(words, 0)) is not None:
            return judged
        gap = self.spans.within(Span(draft.cue[-1].end, piece.start))
        own = words[0].word.lower() in TURNS
        if not own and not any(token.word.lower() in TURNS or token.word == ";" for token in gap):
            return None
        return self._other(draft, words[1 if own and len(words) > 1 else 0])

    def _silence(self, words: Sequence[Token], n: int) -> bool:
        """ "Said three had died *but did not say* by whom": what the source leaves out is the report's remark."""
        after = [token.word.lower() for token in words[n + 1 : n + 4]]
        if not n or words[n].word.lower() not in ("but", "and", "without") or len(after) < 2:
            return False
        if after[:2] in (["did", "not"], ["did", "n't"]):
            return len(after) > 2 and words[n + 3].lemma.lower() in SILENCE
        return (after[0] in ("gave", "offered", "provided") and after[1] == "no") or (
            words[n].word.lower() == "without"
            and after[0] in ("elaborating", "giving", "providing", "specifying", "naming")
        )

    def _acts(self, cue: Sequence[Token], words: Sequence[Token], n: int) -> bool:
        """ "Denied the rumours *and appealed* for help": what the speaker does next, where the content is but a noun."""
        if not 0 < n < len(words) - 1 or words[n].word.lower() != "and" or not cue:
            return False
        return words[n + 1].xpos in ("VBD", "VBZ") and self._parallel(cue, words[:n], words[n + 1])

    def _verdict(self, words: Sequence[Token], n: int) -> Draft | None:
        """The judgement that begins at word `n` ("a figure officials dismissed")."""
        other = self.by_verdict.get(words[n].start)
        return other if other is not None and (n or words[n].word.lower() in ("a", "an")) else None

    def _turned(self, draft: Draft, words: Sequence[Token], n: int) -> Draft | None:
        """The draft whose speaker stands behind a comma and a turn, or behind a semicolon, at word `n`."""
        if words[n].word not in (",", ";") or not 0 < n < len(words) - 2:
            return None
        if (judged := self._verdict(words, n + 1)) is not None:
            return judged
        turn = words[n + 1].word.lower() in TURNS
        if not turn and words[n].word == ",":
            return None
        first = words[n + 2 if turn else n + 1]
        other = self._other(draft, first)
        if words[n + 1].word.lower() == "and" and first.upos == "PRON":
            return None
        if other is None or any(token.word.lower() in BACKSHIFTED for token in self._words(other.cue)):
            return None
        return other

    def _other(self, draft: Draft, first: Token) -> Draft | None:
        """The draft of another speaker whose words begin at `first`, if its cue is finite and tells of words uttered."""
        other = self.by_source.get(first.start)
        if other is None or other.source == draft.source or other.cue == draft.cue:
            return None
        finite = any(token.xpos in FINITE for token in self._words(other.cue))
        return other if finite and self._uttered(other) else None

    def _added(self, cue: Sequence[Token], words: Sequence[Token], n: int) -> Draft | None:
        """The draft whose cue, without a subject of its own, follows behind word `n`."""
        joint = words[n].word.lower() == "and"
        if not 0 < n < len(words) - 2 or not cue or not (joint or words[n].word in BREAKS):
            return None
        other = self.by_cue.get(words[n + 1].start)
        if other is None or not self._uttered(other):
            return None
        last = self._words(other.cue)[-1]
        if joint:
            return other if self._parallel(cue, words[:n], last) else None
        return other if last.xpos == "VBG" and last.lemma.lower() in ADDING and cue[-1].xpos != "VBG" else None

    def _parallel(self, cue: Sequence[Token], before: Sequence[Token], verb: Token) -> bool:
        """Whether a verb behind "and" goes on from the cue: a participle from a participle, a past from one with a noun."""
        main = next((token for token in reversed(cue) if token.upos == "VERB"), None)
        if main is None or verb.xpos != main.xpos:
            return False
        if verb.xpos == "VBG":
            return True
        clause = any(token.xpos in (*FINITE, "VB") for token in before)
        return verb.xpos in ("VBD", "VBZ") and not clause and stance_of(cue, before, by_outlet=False) in WHOLE

    def _verbal(self, draft: Draft) -> bool:
        return any(token.upos == "VERB" for token in self._words(draft.cue)) and bool(draft.content)

    def _judges(self, draft: Draft) -> bool:
        words = self.spans.within(draft.content[0])
        return bool(draft.source) and draft.content[0].end <= draft.source[0].start and words[-1].lemma.lower() in SAID

    def _uttered(self, draft: Draft) -> bool:
        return stance_of(self._words(draft.cue), self._words(draft.content), by_outlet=False) in UTTERED

    def _words(self, spans: Sequence[Span]) -> list[Token]:
        return [token for span in spans for token in self.spans.within(span)]
