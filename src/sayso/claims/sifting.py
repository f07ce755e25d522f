"""The encoder's drafts held against the syntax and the rule reader's drafts, before they become claims.

The encoder tags words and joins spans by how well their vectors go together; it knows of no clauses. What it gets wrong
most is therefore what a tree or a quotation mark tells at once: a piece of another sentence joined to a cue, a content
that runs into the next speaker, a speaker taken from far away. Where clause and tags merely differ in length, the tags
are usually right and stay. The figures with and without all this stand in docs/who-says-so.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from sayso.claims import encoder, rules
from sayso.claims.draft import Draft
from sayso.claims.mending import Mending
from sayso.claims.nested import standing
from sayso.claims.saying import PLAIN, Saying
from sayso.claims.spans import Spans
from sayso.claims.stances import VIOLENCE
from sayso.claims.voices import Voices
from sayso.model import Reading, Span, Token

FEARED = frozenset(("fear", "believe", "presume", "think", "suspect", "report", "assume"))
HARM = frozenset((
    "dead", "killed", "missing", "trapped", "drowned", "injured", "hurt", "lost", "buried", "stranded", "wounded", "kidnapped",
))  # fmt: skip
"""What people are feared to be, in words that follow the cue at once in headlines."""
SUMMONING = frozenset(("call", "summon", "recall"))
"""What is done with an envoy to whom something is said."""
CLIMB = 4
"""How many nouns up from a clause about a deed the deed's noun may stand ("a bombing at a mosque in the city, which")."""
SPEAKER = 5
"""How many words the second speaker of a headline and the "as" before it have at most."""
LEAD = 6
"""How many words may stand before the "that" of a content."""


def find(reading: Reading) -> list[Draft]:
    """The encoder's attributions of a reading, sifted. Raises SettingsError where no encoder has run."""
    return sifted(reading, encoder.outermost(reading), rules.find(reading))


def sifted(reading: Reading, drafts: Sequence[Draft], ruled: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand, repaired; with plain claims of the rule reader (`ruled`) that were missed, and those of its
    claims that stand inside contents.

    Every span lies within the report's text. The order is not that of the text; `claims_of` puts them in order.
    """
    nested = set(encoder.inside(drafts, ruled))
    sifter = _Sifter(reading, ruled)
    tagged = [draft for draft in drafts if draft not in nested]
    kept = sifter.sift(tagged)
    kept += sifter.missed(kept, nested, tagged)
    return list(dict.fromkeys([*kept, *standing(reading, kept, ruled)]))


class _Sifter:
    """One report with the rule reader's drafts, against which the encoder's are held."""

    def __init__(self, reading: Reading, ruled: Sequence[Draft]) -> None:
        self.analysis, self.ruled = reading.analysis, ruled
        spans = Spans(reading)
        self._words = spans.within
        self.saying = Saying(reading.analysis, spans)
        self.mending = Mending(self.saying, ruled)
        self.pieces = self.mending.pieces
        self.voices = Voices(spans, ruled)
        self.freed: set[Draft] = set()

    def sift(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The drafts that stand, with their pieces, sources and ends put right."""
        stray = [draft for draft in drafts if self.saying.in_answer(draft)]
        drafts = [self._demanded(part) for draft in drafts for part in self._quoted(draft)]
        drafts = [part for draft in drafts for part in self._beside(self._in_headline(draft))]
        told = [self._feared(self._given(self._unrelated(draft), stray)) for draft in drafts if draft not in stray]
        made = [self._own_words(self.mending.whole(draft)) for draft in told if self._claims(draft)]
        made = [self._owned(draft) for draft in made]
        freed = self._speakers_freed([self._both_speakers(self._after_that(draft)) for draft in made])
        speaking = {token.index for draft in freed for span in draft.source for token in self._words(span)}
        return [draft for draft in freed if not self._about_a_speaker(draft, speaking)]

    def missed(self, kept: Sequence[Draft], freed: Collection[Draft], tagged: Sequence[Draft]) -> list[Draft]:
        """Claims of the rule reader, in no content of its own, whose cue is left untouched: plain ones, and those freed
        when a content was cut short."""
        standing = {draft.cue for draft in kept}
        cut = [draft for draft in tagged if draft.cue in standing]
        within = {token.index for draft in cut for span in draft.content for token in self._words(span)}
        taken = {token.index for draft in kept for span in (*draft.cue, *draft.content) for token in self._words(span)}
        nested = set(encoder.inside(self.ruled, self.ruled))
        open_ones = (
            draft
            for draft in self.ruled
            if (draft not in nested or draft in self.freed or self.saying.answer(draft))
            and not self.saying.boilerplate(draft)
            and not self.saying.deed(draft)
            and self._demanded(draft) is draft
        )
        return [
            self._owned(draft)
            for draft in open_ones
            if (
                draft in freed
                or draft in self.freed
                or (draft.source and (self.saying.told(draft) or self.saying.cue_words(draft)[-1].index in within))
                or self.saying.hearsay(draft)
            )
            and taken.isdisjoint(t.index for t in self.saying.cue_words(draft))
        ]

    def _claims(self, draft: Draft) -> bool:
        """Whether a draft tells of something said, and in the report itself."""
        ruled = self.mending.ruled(draft) is not None
        return not self.saying.boilerplate(draft) and not self.saying.act(draft, ruled=ruled)

    def _quoted(self, draft: Draft) -> list[Draft]:
        """ "Media quoted *the mayor as saying* that ..." is the mayor's claim within the media's; "reported, *citing an envoy*,
        that ..." is two."""
        cue = self.saying.cue_words(draft)
        words = [token for span in draft.content for token in self._words(span)]
        if not cue or cue[-1].lemma.lower() not in ("quote", "cite") or not words:
            return [draft]
        for n, (one, other) in enumerate(pairwise(words)):
            if (
                n
                and one.word.lower() == "as"
                and other.lemma.lower() in ("say", "tell", "state")
                and n + 2 < len(words)
            ):
                told = Span(words[n + 2].start, words[-1].end)
                return [draft, Draft((Span(words[0].start, words[n - 1].end),), (Span(one.start, other.end),), (told,))]
            if n and one.word == "," and other.word.lower() == "that" and cue[-1].xpos == "VBG" and cue[0].index > 1:
                verb = self.analysis.tokens[cue[0].index - 2]
                told = Span(other.start, words[-1].end)
                cited = draft._replace(content=(Span(words[0].start, words[n - 1].end),))
                return [Draft(draft.source, (verb.span,), (told,)), cited] if verb.upos == "VERB" else [draft]
        return [draft]

    def _demanded(self, draft: Draft) -> Draft:
        """ "Called in the envoy *to demand* his release", taken for one cue: it is the demand that is the claim."""
        cue = self.saying.cue_words(draft)
        words = self._words(draft.content[-1]) if draft.content else ()
        if not cue or cue[0].lemma.lower() not in SUMMONING or len(words) < 3 or words[0].xpos != "TO":
            return draft
        after = self.analysis.tokens[cue[0].index + 1].word.lower()
        frames = self.saying.spans.cues.frames("verb", words[1].lemma.lower())
        if (cue[0].lemma.lower() == "call" and after not in ("in", "back")) or not frames or words[1].upos != "VERB":
            return draft
        return draft._replace(cue=(words[1].span,), content=(Span(words[2].start, draft.content[-1].end),))

    def _in_headline(self, draft: Draft) -> Draft:
        """ "Nine buried *as banned outfit* claims blast": the speaker of a headline's second clause, left out."""
        cue = self.saying.cue_words(draft)
        if draft.source or len(cue) != 1 or self.analysis.sentences[cue[0].sentence].kind != "headline":
            return draft
        speaker = self._speaker_behind_as(cue[0])
        return draft._replace(source=(speaker,)) if speaker else draft

    def _speaker_behind_as(self, cue: Token) -> Span | None:
        """The few words, no clause of their own, between "as" or "while" and a plain word of saying."""
        words = self.analysis.tokens[max(cue.index - SPEAKER, 0) : cue.index]
        at = max((n for n, token in enumerate(words) if token.word.lower() in ("as", "while")), default=-1)
        inside = words[at + 1 :]
        plain = cue.lemma.lower() in PLAIN and cue.xpos in ("VBZ", "VBP", "NNS", "VBD")
        named = bool(inside) and inside[-1].upos in ("NOUN", "PROPN") and inside[0].sentence == cue.sentence
        if at < 0 or not plain or not named or any(t.upos in ("AUX", "ADP", "PUNCT", "PRON") for t in inside):
            return None
        return Span(inside[0].start, inside[-1].end)

    def _beside(self, draft: Draft) -> list[Draft]:
        """ "Ministry says boy shot *as army claims troops came under fire*": a headline's two claims, taken for one."""
        cue = self.saying.cue_words(draft)
        if len(draft.content) != 1 or not cue or self.analysis.sentences[cue[0].sentence].kind != "headline":
            return [draft]
        piece = draft.content[0]
        words = self._words(piece)
        for token in words[2:-1]:
            speaker = self._speaker_behind_as(token)
            if speaker is None or speaker.start <= words[1].start:
                continue
            told = draft._replace(content=(self.pieces.up_to(piece, speaker.start),))
            return [told, Draft((speaker,), (token.span,), (Span(token.end + 1, piece.end),))]
        return [draft]

    def _owned(self, draft: Draft) -> Draft:
        """ "A raid on the depot, *which a commander claimed*": what is owned to is the deed, not the pronoun."""
        cue = self.saying.cue_words(draft)
        words = [token for span in draft.content for token in self._words(span)]
        if not cue or cue[-1].lemma.lower() != "claim" or [t.word.lower() for t in words] not in (["which"], ["that"]):
            return draft
        noun, tokens = self.analysis.tokens[cue[-1].head], self.analysis.tokens
        for _ in range(CLIMB):
            if noun.lemma.lower() in VIOLENCE:
                first = self.saying.spans.syntax.phrase(noun.index)[0]
                deed = self.pieces.up_to(Span(tokens[first].start, words[0].start), words[0].start)
                return draft._replace(content=(deed,))
            noun = tokens[noun.head]
        return draft

    def _unrelated(self, draft: Draft) -> Draft:
        """ "Iran, *which Washington* says arms the rebels": the pronoun is of what is said, not of who says it."""
        words = self._words(draft.source[0]) if draft.source else ()
        if (
            len(words) < 2
            or words[0].xpos not in ("WDT", "WP")
            or words[1].upos not in ("PROPN", "NOUN", "DET", "PRON")
        ):
            return draft
        source = (Span(words[1].start, draft.source[0].end), *draft.source[1:])
        return draft._replace(source=source, content=tuple(sorted((words[0].span, *draft.content))))

    def _feared(self, draft: Draft) -> Draft:
        """ "Dozens feared dead": who is feared dead fears nothing."""
        words = [token for span in draft.content for token in self._words(span)]
        cue = self.saying.cue_words(draft)
        if not draft.source or not words or len(cue) != 1 or cue[0].lemma.lower() not in FEARED:
            return draft
        if words[0].word.lower() not in HARM or cue[0].xpos not in ("VBD", "VBN"):
            return draft
        return draft._replace(source=(), content=(*draft.source, *draft.content))

    def _given(self, draft: Draft, stray: Sequence[Draft]) -> Draft:
        """The draft with the pieces that went astray, where the rule reader has them in its content."""
        rule = self.mending.ruled(draft) if stray else None
        astray = {piece for other in stray for piece in other.content}
        found = [piece for piece in (rule.content if rule else ()) if any(piece.overlaps(other) for other in astray)]
        return draft._replace(content=tuple(sorted({*draft.content, *found}))) if found else draft

    def _about_a_speaker(self, draft: Draft, speaking: Collection[int]) -> bool:
        """Whether the cue only describes a claim's source: "officials who asked not to be named said ..."."""
        cue = self.saying.cue_words(draft)
        return bool(cue) and cue[0].index in speaking

    def _both_speakers(self, draft: Draft) -> Draft:
        """ "..., residents and the agency said": the first of two speakers, taken for the end of what they say or for nobody."""
        if not draft.source or not draft.content or draft.content[-1].end > draft.source[0].start:
            return draft
        between = self._words(Span(draft.content[-1].end, draft.source[0].start))
        words = self._words(draft.content[-1])
        if between and between[0].word == "," and between[-1].word.lower() == "and" and _names(between[1:-1]):
            return draft._replace(source=(Span(between[1].start, draft.source[0].end), *draft.source[1:]))
        if not between and words[-1].word.lower() == "and":
            between, words = words[-1:], words[:-1]
        comma = next((i for i in range(len(words) - 2, max(len(words) - 6, 0), -1) if words[i].word == ","), None)
        if [token.word.lower() for token in between] != ["and"] or comma is None:
            return draft
        first = words[comma + 1 :]
        if not _names(first):
            return draft
        source = (Span(first[0].start, draft.source[0].end), *draft.source[1:])
        content = (*draft.content[:-1], Span(draft.content[-1].start, words[comma - 1].end))
        return draft._replace(source=source, content=content)

    def _after_that(self, draft: Draft) -> Draft:
        """ "said hours later that ...": when it was said is no part of what was said."""
        words = self._words(draft.content[0]) if draft.content else ()
        that = next((i for i, token in enumerate(words[:LEAD]) if i and token.word.lower() == "that"), 0)
        if that and words[that].xpos != "IN" and words[that - 1].upos != "ADV":
            return draft
        if not that or any(token.upos in ("VERB", "AUX", "PUNCT", "PRON") for token in words[:that]):
            return draft
        return draft._replace(content=(Span(words[that].start, draft.content[0].end), *draft.content[1:]))

    def _own_words(self, draft: Draft) -> Draft:
        """The draft without what others say in the rest of its content, or what it says by a verb further on."""
        kept: list[Span] = []
        for piece in draft.content:
            cut = self.voices.cut(draft, piece)
            if cut is None:
                kept.append(piece)
                continue
            if cut.draft is not None:
                self.freed.add(cut.draft)
            if cut.end > piece.start:
                kept.append(self.pieces.up_to(piece, cut.end))
            break
        rule = self.mending.ruled(draft)
        before = tuple(piece for piece in (rule.content if rule else ()) if piece.end <= draft.cue[0].start)
        return draft._replace(content=tuple(kept) or before or draft.content)

    def _speakers_freed(self, drafts: Sequence[Draft]) -> list[Draft]:
        """A content that ends in the speaker of the next cue gives that speaker back to it."""
        freed: dict[Draft, Draft] = {}
        speaking = {draft.source[-1].end: draft for draft in self.ruled if self._speaks(draft)}
        made = []
        for draft in drafts:
            said = [speaking.get(piece.end) for piece in draft.content]
            if any(said):
                freed.update((rule, rule) for rule in said if rule is not None)
                draft = draft._replace(content=self._before_speakers(draft, said))
            made.append(draft)
        return [self._given_back(draft, freed) for draft in made]

    def _speaks(self, draft: Draft) -> bool:
        """Whether source and plain cue follow each other and the content comes behind."""
        if not draft.source or not draft.content or not self.saying.plain(draft):
            return False
        between = Span(draft.source[-1].end, draft.cue[0].start) if draft.source[-1].end <= draft.cue[0].start else None
        return between is not None and not self._words(between) and draft.content[0].start >= draft.cue[0].end

    def _before_speakers(self, draft: Draft, said: Sequence[Draft | None]) -> tuple[Span, ...]:
        """Each piece cut before the speaker it ends in, or as the rule reader has it."""
        rule, pieces = self.mending.ruled(draft), []
        for piece, speaker in zip(draft.content, said, strict=True):
            if speaker is None or speaker.source[0].start <= piece.start:
                pieces.append(piece)
                continue
            cut = self.pieces.up_to(piece, speaker.source[0].start)
            better = [other for other in (rule.content if rule else ()) if cut.contains(other)]
            pieces.append(better[0] if better else cut)
        return tuple(pieces)

    def _given_back(self, draft: Draft, freed: dict[Draft, Draft]) -> Draft:
        rule = self.mending.ruled(draft)
        return draft._replace(source=rule.source) if rule is not None and rule in freed else draft


def _names(words: Sequence[Token]) -> bool:
    """Whether words are one noun phrase and nothing else."""
    clause = any(token.upos in ("VERB", "AUX", "ADP", "SCONJ") for token in words)
    return bool(words) and not clause and words[-1].upos in ("NOUN", "PROPN")
