"""Whether anything is said by the words of a draft, and how plainly.

The encoder takes refusals, datelines and wishes not to be named for claims; the rule reader has claims that it leaves untouched.
Both are told by a draft's own words and their syntax.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims import rules
from sayso.claims.deeds import done
from sayso.claims.draft import Draft
from sayso.claims.spans import Spans
from sayso.claims.stances import UNDONE_BY_NOT, negated, stance_of
from sayso.claims.verbs import LIABLE
from sayso.claims.verdicts import SAID
from sayso.model import Analysis, Token

PLAIN = frozenset((
    "accord", "accuse", "acknowledge", "add", "admit", "allege", "announce", "appeal", "argue", "blame", "call", "claim",
    "condemn", "confirm", "criticise", "criticize", "declare", "demand", "denounce", "deny", "describe", "disassociate",
    "dismiss", "dissociate", "distance", "estimate", "insist", "mourn", "pledge", "praise", "promise", "reject",
    "report", "reproach", "say", "state", "stress", "tell", "threaten",
    "urge", "vow", "warn", "welcome",
))  # fmt: skip
"""Words of saying so plain that a cue of the rule reader stands even where the encoder saw none."""
RELATIVE = frozenset(("WP", "WDT", "WP$"))
UNDONE = frozenset(("refuse", "fail", "decline"))
"""With an infinitive that tells nothing said ("refused to leave") these are acts, not claims."""
PLOTTING = frozenset(("plan", "plot", "conspire", "intend", "prepare", "seek"))
"""What is done in secret by who is alleged to have done it."""
TOLD = 8
"""How far from its cue a clause that was interrupted goes on: "a nurse *told* Reuters by phone, *was* ..."."""
SHY = frozenset(("name", "identify", "quote"))
"""Verbs of what a source asks for itself ("asked not to be named"): that describes the source."""


class Saying:
    """What the drafts of one report say."""

    def __init__(self, analysis: Analysis, spans: Spans) -> None:
        self.analysis, self.spans = analysis, spans
        self._words = spans.within

    def cue_words(self, draft: Draft) -> list[Token]:
        """The words of a draft's cue."""
        return [token for span in draft.cue for token in self._words(span)]

    def plain(self, draft: Draft) -> bool:
        """Whether a draft's cue has a plain word of saying."""
        return any(token.lemma.lower() in PLAIN for token in self.cue_words(draft))

    def told(self, draft: Draft) -> bool:
        """Whether a claim is told in words so plain that the encoder need not have seen it."""
        last = self.cue_words(draft)[-1]
        if (last.upos == "NOUN" and last.word.lower() in rules.CLOSING) or (
            last.upos == "PUNCT" and self._in_headline(last)
        ):
            return True
        plain = (
            self.plain(draft)
            or self._holds_liable(draft)
            or self.answer(draft)
            or self._counts(draft)
            or self._witness(draft)
        )
        return plain or self.closes(draft) or self.interrupts(draft)

    def _holds_liable(self, draft: Draft) -> bool:
        """ "Held the militia responsible"."""
        words = {token.lemma.lower() for span in draft.content for token in self._words(span)}
        return self.cue_words(draft)[-1].lemma.lower() == "hold" and bool(words & LIABLE)

    def _in_headline(self, token: Token) -> bool:
        return self.analysis.sentences[token.sentence].kind == "headline"

    def closes(self, draft: Draft) -> bool:
        """ "The shells were flown to Chad, *flight data show*": source and cue end their sentence, or go on with ", adding"."""
        cue = self.cue_words(draft)[-1]
        after = self.analysis.tokens[cue.index + 1 : self.analysis.sentences[cue.sentence].last]
        ends = len(after) < 2 and all(token.upos == "PUNCT" for token in after)
        behind = ends or [t.word if n == 0 else t.xpos for n, t in enumerate(after[:2])] == [",", "VBG"]
        frames = self.spans.cues.frames("verb", cue.lemma.lower())
        said = [token for span in draft.content for token in self._words(span)]
        whole = bool(said) and said[0].sentence == cue.sentence and self.stated(said)
        front = bool(draft.source) and draft.content[-1].end <= draft.source[0].start
        return behind and whole and front and "clause" in frames

    def interrupts(self, draft: Draft) -> bool:
        """ "The driver, *the inquest found*, had fallen asleep": source and cue between commas in the midst of one clause."""
        cue = self.cue_words(draft)[-1]
        if len(draft.content) != 2 or not draft.source or not self.spans.cues.frames("verb", cue.lemma.lower()):
            return False
        front, rest = (self._words(piece) for piece in draft.content)
        tokens = self.analysis.tokens
        block = (draft.source[0].start, draft.cue[-1].end)
        inside = bool(front and rest) and front[-1].end <= block[0] and block[1] <= rest[0].start
        if not inside or front[0].sentence != cue.sentence or not 1 < rest[0].index - cue.index < TOLD:
            return False
        between = tokens[cue.index + 1 : rest[0].index]
        commas = between[-1].word == "," and tokens[self._words(draft.source[0])[0].index - 1].word == ","
        told = not any(token.upos in ("VERB", "AUX", "PUNCT") for token in between[:-1])
        return commas and told and rest[0].xpos in ("VBD", "VBZ", "VBP", "MD")

    def hearsay(self, draft: Draft) -> bool:
        """ "Two guards were reportedly hurt"."""
        return self.cue_words(draft)[-1].word.lower() in self.spans.cues.adverb

    def _counts(self, draft: Draft) -> bool:
        """ "Put the number of dead at 23"."""
        words = [token for span in draft.content for token in self._words(span)]
        at = next((n for n, token in enumerate(words) if token.word.lower() in ("at", "to")), None)
        counted = at is not None and any(token.upos == "NUM" for token in words[at + 1 : at + 4])
        return counted and self.cue_words(draft)[-1].lemma.lower() in ("put", "raise", "revise", "lower", "update")

    def _witness(self, draft: Draft) -> bool:
        """ "Nine bodies lay in the street, a reporter saw"."""
        cue = self.cue_words(draft)[-1]
        seen = cue.lemma.lower() in ("see", "witness", "observe") and cue.xpos != "VBN"
        speaker = {token.lemma.lower() for span in draft.source for token in self._words(span)}
        return seen and draft.content[0].start < draft.cue[0].start and bool(speaker & self.spans.cues.outlets)

    def answer(self, draft: Draft) -> bool:
        """Whether it denies what stands before it: "..., a charge the ministry denies", "..., which it rejects"."""
        last = self.cue_words(draft)[-1]
        if draft.content[0].start > draft.cue[0].start:
            return False
        frames = self.spans.cues.frames("verb", last.lemma.lower())
        said = [token for span in draft.content for token in self._words(span)]
        which = len(said) == 1 and said[0].word.lower() == "which"
        return self.judges(draft) or ((which or last.dep == "acl:relcl") and "denies" in frames.values())

    def judges(self, draft: Draft) -> bool:
        """Whether it tells what others make of what was said: "..., a figure officials dismissed as propaganda"."""
        words = self._words(draft.content[0])
        article = words[0].word.lower() in ("a", "an") and words[-1].lemma.lower() in SAID
        return article and bool(draft.source) and draft.content[0].end <= draft.source[0].start

    def in_answer(self, draft: Draft) -> bool:
        """ "..., an allegation it denies": the noun was taken for a cue, and who denies for who alleges."""
        cue = self.cue_words(draft)
        if not cue or cue[-1].upos != "NOUN" or not draft.content or draft.content[-1].end > cue[-1].start:
            return False
        below = (self.analysis.tokens[child] for child in self.spans.syntax.children[cue[-1].index])
        return any(
            token.dep == "acl:relcl" and "denies" in self.spans.cues.frames("verb", token.lemma.lower()).values()
            for token in below
        )

    def boilerplate(self, draft: Draft) -> bool:
        """Whether the cue stands in a link or a line about the outlet, which reports nothing."""
        return any(self.analysis.sentences[t.sentence].kind == "boilerplate" for t in self.cue_words(draft))

    def act(self, draft: Draft, *, ruled: bool) -> bool:
        """Whether what the cue tells is done, not said: a refusal to act, or an unknown cue with nobody who speaks.
        `ruled`: whether the rule reader has a draft with such a cue."""
        words = [token for span in draft.content for token in self._words(span)]
        cue = self.cue_words(draft)
        if self._nothing_said(draft, cue, words) or self._dateline(draft) or self._name(cue):
            return True
        if self.deed(draft) or self._plotted(cue):
            return True
        if cue and all(token.upos in ("ADV", "DET", "PART", "PUNCT") and not self._known(token) for token in cue):
            return cue[0].word != ":"
        undone = [token for token in cue if token.lemma.lower() in UNDONE]
        if undone:
            verbs = [token for token in (*cue, *words) if token.upos == "VERB" and token.index > undone[0].index]
            return bool(verbs) and not self.spans.cues.frames("verb", verbs[0].lemma.lower())
        if ruled or any(map(self._known, cue)):
            return False
        unsaid = bool(words) and any(token.upos == "VERB" for token in cue) and not self.stated(words)
        return not draft.source or unsaid

    def _name(self, cue: Sequence[Token]) -> bool:
        """Whether the only word of a cue is part of a name ("President *Said* Ali"): in capitals within a sentence, and
        before a name."""
        if len(cue) != 1 or not cue[0].word.istitle() or cue[0].index + 1 >= len(self.analysis.tokens):
            return False
        before, after = self.analysis.tokens[cue[0].index - 1], self.analysis.tokens[cue[0].index + 1]
        inside = (
            before.sentence == cue[0].sentence and before.upos not in ("PUNCT", "SYM") and not self._in_headline(cue[0])
        )
        return inside and before.word[:1].isupper() and after.upos == "PROPN" and after.word.istitle()

    def _plotted(self, cue: Sequence[Token]) -> bool:
        """ "Had *allegedly planned* the raid": a deed that others allege, not a plan that is told."""
        hearsay = any(token.word.lower() in self.spans.cues.adverb for token in cue)
        return hearsay and any(token.lemma.lower() in PLOTTING for token in cue)

    def deed(self, draft: Draft) -> bool:
        """Whether the cue tells of a deed (`claims.deeds`)."""
        cue, words = self.cue_words(draft), [token for span in draft.content for token in self._words(span)]
        speaker = [token for span in draft.source for token in self._words(span)]
        after = self.analysis.tokens[words[-1].index + 1 : words[-1].index + 2] if words else ()
        return done(cue, speaker, [*words, *after], stated=bool(words) and self.stated(words))

    def _dateline(self, draft: Draft) -> bool:
        """Whether a place before a colon was taken for a speaker ("DERA ISMAIL KHAN: Nine men were ...")."""
        cue = self.cue_words(draft)
        return bool(cue and draft.source) and cue[0].word == ":" and self.spans.dateline(draft.source[0])

    def _nothing_said(self, draft: Draft, cue: Sequence[Token], words: Sequence[Token]) -> bool:
        """Whether nobody claimed it, or it is a source's wish not to be named, or a demand that was not made, or there is
        nothing but a relative pronoun in the content."""
        stance = stance_of(cue, words, by_outlet=False)
        speaker = [token for span in draft.source for token in self._words(span)]
        if stance == "admits" and speaker and speaker[0].word.lower() in ("no", "nobody", "none"):
            return True
        if words and all(token.xpos in RELATIVE for token in words):
            return True
        if self._spoken_to(draft, cue) or (not draft.source and self._told_to_readers(cue)):
            return True
        if any(token.lemma.lower() in SHY for token in words[:4]) and any(t.word.lower() == "be" for t in words[:3]):
            return True
        if words and len(words) < 3 and words[-1].lemma.lower() == "anonymity":
            return True
        if not draft.source and any(
            token.lemma.lower() in ("clear", "unclear", "unknown", "uncertain") for token in cue
        ):
            return True
        return negated(cue) and stance in UNDONE_BY_NOT

    def _spoken_to(self, draft: Draft, cue: Sequence[Token]) -> bool:
        """ "Diplomats briefed on the talks": a participle's noun is who hears."""
        verb = cue[-1] if cue and cue[-1].upos == "VERB" else cue[0] if cue else None
        if verb is None or verb.xpos != "VBN" or verb.dep != "acl":
            return False
        return any(span.contains(self.analysis.tokens[verb.head].span) for span in draft.source)

    def _told_to_readers(self, cue: Sequence[Token]) -> bool:
        """ "Recall that ...": a command to the readers at the start of a sentence."""
        first = bool(cue) and cue[0].index == self.analysis.sentences[cue[0].sentence].first
        return first and len(cue) == 1 and cue[0].xpos in ("VB", "VBP")

    def stated(self, words: Sequence[Token]) -> bool:
        """Whether a content holds a clause or words in quotation marks: something that can be so or not."""
        if any(self.spans.quote_at[token.index] >= 0 for token in words):
            return True
        inside = range(words[0].index, words[-1].index + 1) if words else range(0)
        return any(
            token.dep.startswith(("nsubj", "csubj", "expl"))
            and token.head in inside
            and self.analysis.tokens[token.head].dep != "acl:relcl"
            for token in words
        )

    def _known(self, token: Token) -> bool:
        cues, lemma = self.spans.cues, token.lemma.lower()
        frames = {frame for table in (cues.verb, cues.noun, cues.adjective) for frame in table.get(lemma, ())}
        if frames - {"quote"} or lemma in cues.adverb:
            return True
        return any(token.word.lower() == words[0] for words in cues.phrases)
