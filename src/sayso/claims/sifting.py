"""The encoder's drafts held against the syntax and the rule reader's drafts, before they become claims.

The encoder tags words and joins spans by how well their vectors go together; it knows of no clauses. What it gets wrong
most is therefore what a tree or a quotation mark tells at once: a piece of another sentence joined to a cue, a content
that runs into the next speaker, a speaker taken from far away. Where clause and tags merely differ in length, the tags
are usually right and stay. The figures with and without all this stand in docs/who-says-so.md.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from sayso.claims import encoder, rules
from sayso.claims.deeds import done
from sayso.claims.draft import Draft
from sayso.claims.nested import standing
from sayso.claims.spans import Spans
from sayso.claims.stances import UNDONE_BY_NOT, negated, stance_of
from sayso.claims.verdicts import SAID
from sayso.claims.voices import Voices
from sayso.model import Reading, Span, Token

PLAIN = frozenset((
    "accord", "accuse", "acknowledge", "add", "admit", "allege", "announce", "appeal", "argue", "blame", "call", "claim",
    "condemn", "confirm", "criticise", "criticize", "declare", "demand", "denounce", "deny", "describe", "dismiss",
    "estimate", "insist", "pledge", "praise", "promise", "reject", "report", "say", "state", "stress", "tell", "threaten",
    "urge", "vow", "warn", "welcome",
))  # fmt: skip
"""Words of saying so plain that a cue of the rule reader stands even where the encoder saw none."""
RELATIVE = frozenset(("WP", "WDT", "WP$"))
RELATIVE_WORDS = ("which", "that", "who", "whom")
UNDONE = frozenset(("refuse", "fail", "decline"))
"""With an infinitive that tells nothing said ("refused to leave") these are acts, not claims."""
SHY = frozenset(("name", "identify", "quote"))
"""Verbs of what a source asks for itself ("asked not to be named"): that describes the source."""
FEARED = frozenset(("fear", "believe", "presume", "think", "suspect", "report", "assume"))
HARM = frozenset((
    "dead", "killed", "missing", "trapped", "drowned", "injured", "hurt", "lost", "buried", "stranded", "wounded", "kidnapped",
))  # fmt: skip
"""What people are feared to be, in words that follow the cue at once in headlines."""
UNITS = frozenset(
    ("minutes", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "years", "year", "shortly")
)
RANKS = frozenset(("first", "second", "third", "latest", "fourth", "fifth"))
LEAD = 6
"""How many words may stand before the "that" of a content."""
DATELINE = 14
"""How many words a dateline has at most, its line included."""
LINE = frozenset((":", "-", "–", "—", "--"))
ASIDE = frozenset(("while", "although", "though", "even", "and", "but"))
"""Words that, behind a comma where the rule reader ends a content, begin what the report adds."""


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
    """One report's words, quotations and the rule reader's drafts by the words of their cues."""

    def __init__(self, reading: Reading, ruled: Sequence[Draft]) -> None:
        self.reading, self.ruled = reading, ruled
        self.analysis = reading.analysis
        self.spans = Spans(reading)
        self.voices = Voices(self.spans, ruled)
        self.freed: set[Draft] = set()
        self.speaking = {draft.source[0].start for draft in ruled if draft.source and self._cue_words(draft)}
        self.by_cue = {token.index: draft for draft in ruled for span in draft.cue for token in self._words(span)}

    def sift(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The drafts that stand, with their pieces, sources and ends put right."""
        stray = [draft for draft in drafts if self._in_answer(draft)]
        drafts = [part for draft in drafts for part in self._quoted(draft)]
        told = [self._feared(self._given(self._unrelated(draft), stray)) for draft in drafts if draft not in stray]
        made = [self._whole(draft) for draft in told if not self._boilerplate(draft) and not self._act(draft)]
        made = [self._own_words(draft) for draft in made]
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
            if (draft not in nested or draft in self.freed or self._answer(draft))
            and not self._boilerplate(draft)
            and not self._deed(draft)
        )
        return [
            draft
            for draft in open_ones
            if (
                draft in freed
                or draft in self.freed
                or (draft.source and (self._told(draft) or self._cue_words(draft)[-1].index in within))
                or self._hearsay(draft)
            )
            and taken.isdisjoint(t.index for t in self._cue_words(draft))
        ]

    def _words(self, span: Span) -> Sequence[Token]:
        starts = self.analysis.starts
        return self.analysis.tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)]

    def _cue_words(self, draft: Draft) -> list[Token]:
        return [token for span in draft.cue for token in self._words(span)]

    def _ruled(self, draft: Draft) -> Draft | None:
        """The rule reader's draft with a cue word in common, the last such word deciding."""
        found = [self.by_cue[token.index] for token in self._cue_words(draft) if token.index in self.by_cue]
        return found[-1] if found else None

    def _plain(self, draft: Draft) -> bool:
        return any(token.lemma.lower() in PLAIN for token in self._cue_words(draft))

    def _told(self, draft: Draft) -> bool:
        """Whether a claim is told in words so plain that the encoder need not have seen it."""
        last = self._cue_words(draft)[-1]
        if (last.upos == "NOUN" and last.word.lower() in rules.CLOSING) or (
            last.upos == "PUNCT" and self._in_headline(last)
        ):
            return True
        plain = self._plain(draft) or self._answer(draft) or self._counts(draft) or self._witness(draft)
        return plain or self._closes(draft)

    def _in_headline(self, token: Token) -> bool:
        return self.analysis.sentences[token.sentence].kind == "headline"

    def _closes(self, draft: Draft) -> bool:
        """ "The shells were flown to Chad, *flight data show*": source and cue end their sentence, or go on with ", adding"."""
        cue = self._cue_words(draft)[-1]
        after = self.analysis.tokens[cue.index + 1 : self.analysis.sentences[cue.sentence].last]
        ends = len(after) < 2 and all(token.upos == "PUNCT" for token in after)
        behind = ends or [t.word if n == 0 else t.xpos for n, t in enumerate(after[:2])] == [",", "VBG"]
        frames = self.spans.cues.frames("verb", cue.lemma.lower())
        said = [token for span in draft.content for token in self._words(span)]
        whole = bool(said) and said[0].sentence == cue.sentence and self._stated(said)
        front = bool(draft.source) and draft.content[-1].end <= draft.source[0].start
        return behind and whole and front and "clause" in frames

    def _hearsay(self, draft: Draft) -> bool:
        """ "Two guards were reportedly hurt"."""
        return self._cue_words(draft)[-1].word.lower() in self.spans.cues.adverb

    def _counts(self, draft: Draft) -> bool:
        """ "Put the number of dead at 23"."""
        words = [token for span in draft.content for token in self._words(span)]
        at = next((n for n, token in enumerate(words) if token.word.lower() in ("at", "to")), None)
        counted = at is not None and any(token.upos == "NUM" for token in words[at + 1 : at + 4])
        return counted and self._cue_words(draft)[-1].lemma.lower() in ("put", "raise", "revise", "lower", "update")

    def _witness(self, draft: Draft) -> bool:
        """ "Nine bodies lay in the street, a reporter saw"."""
        cue = self._cue_words(draft)[-1]
        seen = cue.lemma.lower() in ("see", "witness", "observe") and cue.xpos != "VBN"
        speaker = {token.lemma.lower() for span in draft.source for token in self._words(span)}
        return seen and draft.content[0].start < draft.cue[0].start and bool(speaker & self.spans.cues.outlets)

    def _answer(self, draft: Draft) -> bool:
        """Whether it denies what stands before it: "..., a charge the ministry denies", "..., which it rejects"."""
        last = self._cue_words(draft)[-1]
        if draft.content[0].start > draft.cue[0].start:
            return False
        frames = self.spans.cues.frames("verb", last.lemma.lower())
        return self._judges(draft) or (last.dep == "acl:relcl" and "denies" in frames.values())

    def _judges(self, draft: Draft) -> bool:
        """Whether it tells what others make of what was said: "..., a figure officials dismissed as propaganda"."""
        words = self._words(draft.content[0])
        article = words[0].word.lower() in ("a", "an") and words[-1].lemma.lower() in SAID
        return article and bool(draft.source) and draft.content[0].end <= draft.source[0].start

    def _in_answer(self, draft: Draft) -> bool:
        """ "..., an allegation it denies": the noun was taken for a cue, and who denies for who alleges."""
        cue = self._cue_words(draft)
        if not cue or cue[-1].upos != "NOUN" or not draft.content or draft.content[-1].end > cue[-1].start:
            return False
        below = (self.analysis.tokens[child] for child in self.spans.syntax.children[cue[-1].index])
        return any(
            token.dep == "acl:relcl" and "denies" in self.spans.cues.frames("verb", token.lemma.lower()).values()
            for token in below
        )

    def _quoted(self, draft: Draft) -> list[Draft]:
        """ "Media quoted *the mayor as saying* that ..." is the mayor's claim within the media's; "reported, *citing an envoy*,
        that ..." is two."""
        cue = self._cue_words(draft)
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
        cue = self._cue_words(draft)
        if not draft.source or not words or len(cue) != 1 or cue[0].lemma.lower() not in FEARED:
            return draft
        if words[0].word.lower() not in HARM or cue[0].xpos not in ("VBD", "VBN"):
            return draft
        return draft._replace(source=(), content=(*draft.source, *draft.content))

    def _given(self, draft: Draft, stray: Sequence[Draft]) -> Draft:
        """The draft with the pieces that went astray, where the rule reader has them in its content."""
        rule = self._ruled(draft) if stray else None
        astray = {piece for other in stray for piece in other.content}
        found = [piece for piece in (rule.content if rule else ()) if any(piece.overlaps(other) for other in astray)]
        return draft._replace(content=tuple(sorted({*draft.content, *found}))) if found else draft

    def _boilerplate(self, draft: Draft) -> bool:
        """Whether the cue stands in a link or a line about the outlet, which reports nothing."""
        return any(self.analysis.sentences[t.sentence].kind == "boilerplate" for t in self._cue_words(draft))

    def _act(self, draft: Draft) -> bool:
        """Whether what the cue tells is done, not said: a refusal to act, or an unknown cue with nobody who speaks."""
        words = [token for span in draft.content for token in self._words(span)]
        cue = self._cue_words(draft)
        if self._nothing_said(draft, cue, words) or self._dateline(draft):
            return True
        if self._deed(draft):
            return True
        if cue and all(token.upos in ("ADV", "DET", "PART", "PUNCT") and not self._known(token) for token in cue):
            return cue[0].word != ":"
        undone = [token for token in cue if token.lemma.lower() in UNDONE]
        if undone:
            verbs = [token for token in (*cue, *words) if token.upos == "VERB" and token.index > undone[0].index]
            return bool(verbs) and not self.spans.cues.frames("verb", verbs[0].lemma.lower())
        if self._ruled(draft) is not None or any(map(self._known, cue)):
            return False
        unsaid = bool(words) and any(token.upos == "VERB" for token in cue) and not self._stated(words)
        return not draft.source or unsaid

    def _deed(self, draft: Draft) -> bool:
        cue, words = self._cue_words(draft), [token for span in draft.content for token in self._words(span)]
        speaker = [token for span in draft.source for token in self._words(span)]
        after = self.analysis.tokens[words[-1].index + 1 : words[-1].index + 2] if words else ()
        return done(cue, speaker, [*words, *after], stated=bool(words) and self._stated(words))

    def _dateline(self, draft: Draft) -> bool:
        """Whether a place before a colon was taken for a speaker ("DERA ISMAIL KHAN: Nine men were ...")."""
        cue = self._cue_words(draft)
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

    def _stated(self, words: Sequence[Token]) -> bool:
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

    def _about_a_speaker(self, draft: Draft, speaking: Collection[int]) -> bool:
        """Whether the cue only describes a claim's source: "officials who asked not to be named said ..."."""
        cue = self._cue_words(draft)
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

    def _known(self, token: Token) -> bool:
        cues, lemma = self.spans.cues, token.lemma.lower()
        frames = {frame for table in (cues.verb, cues.noun, cues.adjective) for frame in table.get(lemma, ())}
        if frames - {"quote"} or lemma in cues.adverb:
            return True
        return any(token.word.lower() == words[0] for words in cues.phrases)

    def _whole(self, draft: Draft) -> Draft:
        """The draft with the pieces that belong to it, and with what the rule reader knows better."""
        draft = self._filled(draft)
        draft = self._heard(self._parted(draft._replace(content=self._pieces(draft))))
        rule = self._ruled(draft)
        if rule is None:
            return draft._replace(content=tuple(self._of_subject(piece, draft) for piece in draft.content))
        if self._answer(rule):
            source = rule.source if self._judges(rule) else self._source(draft, rule)
            return draft._replace(source=source, content=rule.content)
        draft = draft._replace(content=tuple(self._of_subject(piece, draft) for piece in draft.content))
        if self._other_side(draft, rule):
            return draft._replace(source=self._source(draft, rule), content=rule.content)
        draft = self._all_of_it(self._from_subject(self._both_sides(draft, rule), rule), rule)
        draft = self._clause_alone(draft)
        content = tuple(self._before_another(self._shorter(piece, draft, rule)) for piece in draft.content)
        return draft._replace(source=self._source(draft, rule), content=content)

    def _filled(self, draft: Draft) -> Draft:
        """Without a gap that was left in the one clause before ", police said"."""
        rule = self._ruled(draft)
        if rule is None or len(rule.content) != 1 or len(draft.content) < 2 or not self._closes(rule):
            return draft
        whole = rule.content[0]
        same = draft.content[0].start == whole.start and draft.content[-1].end == whole.end
        return draft._replace(content=rule.content) if same else draft

    def _other_side(self, draft: Draft, rule: Draft) -> bool:
        """ "Mediators met the rebels, two envoys said, but the sides ...": what comes behind such a cue and its "but" was
        not said by them, if a whole clause stands before it."""
        cue = draft.cue[-1]
        if draft.content[0].start < cue.end or rule.content[-1].end > cue.start:
            return False
        between = self._words(Span(cue.end, draft.content[0].start))
        return any(token.word.lower() in ("but", "though", "although", "while") for token in between)

    def _both_sides(self, draft: Draft, rule: Draft) -> Draft:
        """ "They sought a truce, two envoys said, but the rest refused", with the front lost; a passive without its subject."""
        front = self._words(rule.content[0]) if rule.content[0].end <= draft.cue[0].start else ()
        behind = draft.content[0].start >= draft.cue[-1].end and rule.content[-1].overlaps(draft.content[-1])
        if not front or not behind or len(rule.content) < 2:
            return draft
        passive = not draft.source and not rule.source and self._cue_words(draft)[-1].xpos == "VBN"
        pronoun = len(front) == 1 and front[0].word.lower() in (*RELATIVE_WORDS, "what")
        passive, pronoun = passive and not pronoun, pronoun and bool(draft.source)
        gap = self._words(Span(draft.cue[-1].end, draft.content[0].start))
        turned = any(token.word.lower() in ("but", "though", "although", "while") for token in gap)
        if passive or pronoun or (turned and self._stated(front)):
            return draft._replace(content=rule.content)
        return draft

    def _clause_alone(self, draft: Draft) -> Draft:
        """ "The shoal, where a boat was rammed in June, *according to* the guard": the guard tells of the boat alone."""
        if len(draft.content) != 1 or self._cue_words(draft)[-1].word.lower() != "to":
            return draft
        piece, tokens = draft.content[0], self.analysis.tokens
        words = self._words(piece) if piece.end <= draft.cue[0].start else ()
        for verb in words:
            first, last = self.spans.syntax.phrase(verb.index)
            if verb.dep != "acl:relcl" or last < words[-1].index or first <= words[0].index:
                continue
            if tokens[first].word.lower() == "where" and tokens[first - 1].word == ",":
                return draft._replace(content=(Span(tokens[first + 1].start, piece.end),))
        return draft

    def _all_of_it(self, draft: Draft, rule: Draft) -> Draft:
        """The whole clause before "..., documents suggest", where but its last phrase was tagged."""
        if len(draft.content) != 1 or len(rule.content) != 1 or not self._closes(rule):
            return draft
        piece, other = draft.content[0], rule.content[0]
        tagged = self._words(piece)
        finite = any(token.xpos in ("VBD", "VBZ", "VBP", "MD") for token in tagged)
        lost = other.start < piece.start and other.end == piece.end and not finite
        return draft._replace(content=rule.content) if lost else draft

    def _from_subject(self, draft: Draft, rule: Draft) -> Draft:
        """A content that begins with a clause's verb gets the clause's subject, if the rule reader has it there."""
        piece, other = draft.content[0], rule.content[0]
        words = self._words(piece)
        finite = bool(words) and words[0].xpos in ("VBD", "VBZ", "VBP", "MD")
        lost = other.start < piece.start < other.end and (finite or self._told_under(words))
        if lost and any(span.overlaps(Span(other.start, piece.start)) for span in (*draft.cue, *draft.source)):
            return draft
        return draft._replace(content=(Span(other.start, piece.end), *draft.content[1:])) if lost else draft

    def _told_under(self, words: Sequence[Token]) -> bool:
        """Whether the words are the clause of a noun for what is said, which was left out ("allegations *that it spied were
        false*")."""
        before = self.analysis.tokens[words[0].index - 1] if words and words[0].index else None
        return before is not None and words[0].word.lower() == "that" and before.lemma.lower() in rules.HEARSAY

    def _before_another(self, piece: Span) -> Span:
        """A content ends at the semicolon behind which somebody else speaks."""
        words = self._words(piece)
        for one, other in pairwise(words):
            if one.word == ";" and other.start in self.speaking and self.spans.quote_at[one.index] < 0:
                return self._up_to(piece, one.start)
        return piece

    def _heard(self, draft: Draft) -> Draft:
        """ "Partners have received reports that ...": who hears of something is not who says it."""
        cue = self._cue_words(draft)
        received = any(token.lemma.lower() in ("receive", "get", "investigate", "examine", "verify") for token in cue)
        if not received or cue[-1].upos != "NOUN" or cue[-1].lemma.lower() not in rules.HEARSAY:
            return draft
        return draft._replace(source=(), cue=(cue[-1].span,))

    def _parted(self, draft: Draft) -> Draft:
        """ "Denies backing the rebels": the second verb of the cue is what the first one is about."""
        ruled = [self.by_cue[token.index] for token in self._cue_words(draft) if token.index in self.by_cue]
        if not ruled or not any(piece.start == ruled[-1].cue[0].start for piece in ruled[0].content):
            return draft
        return draft._replace(cue=ruled[0].cue, content=ruled[0].content)

    def _source(self, draft: Draft, rule: Draft) -> tuple[Span, ...]:
        """The draft's source, unless there is none or it stands in another sentence than the cue: then the rule's."""
        near = {token.sentence for token in self._cue_words(draft)}
        kept = [span for span in draft.source if any(token.sentence in near for token in self._words(span))]
        if kept and self._words(kept[0])[0].upos == "ADP":
            kept = []
        if not draft.source and draft.content[:1] == rule.source:
            return ()
        if not rule.source or (kept and not self._beside_subject(draft, rule) and not self._elsewhere(draft, rule)):
            return draft.source
        return rule.source

    def _elsewhere(self, draft: Draft, rule: Draft) -> bool:
        """Whether the source is another clause's subject: "Togo has not commented, but an envoy said ..."."""
        own = {token.index for span in rule.source for token in self._words(span)}
        words = [token for span in draft.source for token in self._words(span)]
        verb = self._cue_words(rule)[-1]
        below = self.spans.syntax.dependents(verb.index, "nsubj")
        if not words or any(token.index in own for token in words) or not any(token.index in own for token in below):
            return False
        return any(
            t.dep == "nsubj" and t.head != verb.index and self.analysis.tokens[t.head].upos == "VERB" for t in words
        )

    def _beside_subject(self, draft: Draft, rule: Draft) -> bool:
        """Whether the source was taken out of a relative clause of the true one: "Togo, which backed X in May, said"."""
        words = [token for span in draft.source for token in self._words(span)]
        subject = self._words(rule.source[-1])
        if not words or words[0].index <= subject[-1].index or words[-1].xpos in RELATIVE:
            return False
        gap = self._words(Span(rule.source[-1].end, draft.cue[0].start))
        return len(gap) > 1 and gap[0].word == "," and any(token.xpos in RELATIVE for token in gap[1:3])

    def _pieces(self, draft: Draft) -> tuple[Span, ...]:
        """The pieces without strays; all of them where nothing would be left."""
        kept: list[Span] = []
        if len(draft.content) > 1:
            for piece in draft.content:
                if not self._stray(piece, draft, kept):
                    kept.append(piece)
        told = [piece for n, piece in enumerate(kept or draft.content) if not n or not self._remark(piece)]
        told = [self._behind_source(self._unpaused(piece), draft) for piece in told]
        told = [rest for piece in told if (rest := self._without_dateline(piece)) is not None]
        return tuple(self._before_verdict(self._without_relative(piece)) for piece in told or draft.content)

    def _unpaused(self, piece: Span) -> Span:
        """The piece without a semicolon at its end."""
        words = self._words(piece)
        return self._up_to(piece, words[-1].start) if len(words) > 1 and words[-1].word == ";" else piece

    def _behind_source(self, piece: Span, draft: Draft) -> Span:
        """ "Accused by *the UN* of looting": a piece does not begin with who speaks."""
        for source in draft.source:
            rest = (
                self._words(Span(source.end, piece.end))
                if piece.start == source.start and source.end < piece.end
                else ()
            )
            if rest:
                return Span(rest[0].start, piece.end)
            if piece.end == source.end and piece.start < source.start:
                return self._up_to(piece, source.start)
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

    def _remark(self, piece: Span) -> bool:
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
                return self._up_to(piece, comma.start)
        return piece

    def _stray(self, piece: Span, draft: Draft, before: Sequence[Span]) -> bool:
        """A relative pronoun alone, or words without quotation marks of another sentence, or of the same one but cut off
        from the piece before by words that are neither source nor cue."""
        words, cue = self._words(piece), self._cue_words(draft)
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
        return self._up_to(piece, words[-1].start)

    def _up_to(self, piece: Span, end: int) -> Span:
        """The piece up to a place, without the commas, prepositions and conjunctions left standing there."""
        words = list(self._words(Span(piece.start, end)))
        while len(words) > 1 and words[-1].upos in ("PUNCT", "SCONJ", "ADP", "CCONJ"):
            words.pop()
        return Span(piece.start, words[-1].end) if words else piece

    def _of_subject(self, piece: Span, draft: Draft) -> Span:
        """ "Reports that the general had fled were denied": what a subject's noun tells of ends before its predicate."""
        cue = self._cue_words(draft)
        noun = cue[-1] if cue else None
        if noun is None or noun.upos != "NOUN" or not noun.dep.startswith("nsubj") or piece.start < noun.end:
            return piece
        last = self.analysis.tokens[self.spans.syntax.phrase(noun.index)[1]]
        return self._up_to(piece, last.end) if piece.start < last.start and last.end < piece.end else piece

    def _shorter(self, piece: Span, draft: Draft, rule: Draft) -> Span:
        """The rule reader's end where a comma or semicolon follows it; its infinitive behind "called on ..."."""
        for other in rule.content:
            tail = self._words(Span(other.end, piece.end)) if other.start == piece.start else ()
            if len(tail) > 1 and (tail[0].word == ";" or (tail[0].word == "," and tail[1].word.lower() in ASIDE)):
                return other
            second = (
                self.by_cue.get(tail[1].index) if len(tail) > 1 and tail[0].word.lower() in ("and", "but") else None
            )
            if second is not None and second.source == rule.source:
                return other
            called = self._cue_words(draft)[-1].word.lower() in ("on", "upon")
            if called and other.end == piece.end and self._words(other)[0].xpos == "TO":
                return other
        return piece

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
                kept.append(self._up_to(piece, cut.end))
            break
        rule = self._ruled(draft)
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
        if not draft.source or not draft.content or not self._plain(draft):
            return False
        between = Span(draft.source[-1].end, draft.cue[0].start) if draft.source[-1].end <= draft.cue[0].start else None
        return between is not None and not self._words(between) and draft.content[0].start >= draft.cue[0].end

    def _before_speakers(self, draft: Draft, said: Sequence[Draft | None]) -> tuple[Span, ...]:
        """Each piece cut before the speaker it ends in, or as the rule reader has it."""
        rule, pieces = self._ruled(draft), []
        for piece, speaker in zip(draft.content, said, strict=True):
            if speaker is None or speaker.source[0].start <= piece.start:
                pieces.append(piece)
                continue
            cut = self._up_to(piece, speaker.source[0].start)
            better = [other for other in (rule.content if rule else ()) if cut.contains(other)]
            pieces.append(better[0] if better else cut)
        return tuple(pieces)

    def _given_back(self, draft: Draft, freed: dict[Draft, Draft]) -> Draft:
        rule = self._ruled(draft)
        return draft._replace(source=rule.source) if rule is not None and rule in freed else draft


def _names(words: Sequence[Token]) -> bool:
    """Whether words are one noun phrase and nothing else."""
    clause = any(token.upos in ("VERB", "AUX", "ADP", "SCONJ") for token in words)
    return bool(words) and not clause and words[-1].upos in ("NOUN", "PROPN")
