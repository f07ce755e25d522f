"""The encoder's drafts mended by what the rule reader knows better: fronts, subjects, sources, ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from sayso.claims import rules
from sayso.claims.draft import Draft
from sayso.claims.pieces import Pieces
from sayso.claims.saying import RELATIVE, Saying
from sayso.language.resuming import SHOWING
from sayso.model import Span, Token

RELATIVE_WORDS = ("which", "that", "who", "whom")
ASIDE = frozenset(("while", "although", "though", "even", "and", "but"))
"""Words that, behind a comma where the rule reader ends a content, begin what the report adds."""


class Mending:
    """The rule reader's drafts of one report by the words of their cues, and how far they mend another's."""

    def __init__(self, saying: Saying, ruled: Sequence[Draft]) -> None:
        self.saying, self.analysis, self.spans = saying, saying.analysis, saying.spans
        self.pieces = Pieces(saying)
        self._words = saying.spans.within
        self.speaking = {draft.source[0].start for draft in ruled if draft.source and self.saying.cue_words(draft)}
        self.by_cue = {token.index: draft for draft in ruled for span in draft.cue for token in self._words(span)}

    def ruled(self, draft: Draft) -> Draft | None:
        """The rule reader's draft with a cue word in common, the last such word deciding."""
        found = [self.by_cue[token.index] for token in self.saying.cue_words(draft) if token.index in self.by_cue]
        return found[-1] if found else None

    def whole(self, draft: Draft) -> Draft:
        """The draft with the pieces that belong to it, and with what the rule reader knows better."""
        draft = self._filled(draft)
        draft = self._heard(self._parted(draft._replace(content=self.pieces.of(draft))))
        rule = self.ruled(draft)
        if rule is None:
            return draft._replace(content=tuple(self.pieces.of_subject(piece, draft) for piece in draft.content))
        if self._turned_round(draft, rule):
            return rule
        if self.saying.answer(rule):
            source = rule.source if self.saying.judges(rule) else self._source(draft, rule)
            return draft._replace(source=source, content=rule.content)
        draft = draft._replace(content=tuple(self.pieces.of_subject(piece, draft) for piece in draft.content))
        if self._other_side(draft, rule):
            return draft._replace(source=self._source(draft, rule), content=rule.content)
        draft = self._all_of_it(self._from_subject(self._both_sides(draft, rule), rule), rule)
        draft = self._fronted(draft, rule)
        draft = self._clause_alone(draft)
        content = tuple(self._before_another(self._shorter(piece, draft, rule)) for piece in draft.content)
        source = self._source(draft, rule)
        content = tuple(self.pieces.behind_source(piece, draft._replace(source=source)) for piece in content)
        kept = tuple(piece for piece in content if not any(span.contains(piece) for span in rule.source))
        return draft._replace(source=source, content=kept or content)

    def _turned_round(self, draft: Draft, rule: Draft) -> bool:
        """ "Sixty homes were lost, *reported the council*": what is said taken for who says it, and the other way round."""
        if not rule.source or not draft.source or rule.source[0].start < rule.cue[-1].end:
            return False
        return rule.source[0].overlaps(draft.content[0]) and rule.content[0].overlaps(draft.source[0])

    def _filled(self, draft: Draft) -> Draft:
        """Without a gap that was left in the one clause before ", police said"."""
        rule = self.ruled(draft)
        if rule is None or len(rule.content) != 1 or len(draft.content) < 2 or not self.saying.closes(rule):
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
        passive = not draft.source and not rule.source and self.saying.cue_words(draft)[-1].xpos == "VBN"
        pronoun = len(front) == 1 and front[0].word.lower() in (*RELATIVE_WORDS, "what")
        passive, pronoun = passive and not pronoun, pronoun and bool(draft.source)
        gap = self._words(Span(draft.cue[-1].end, draft.content[0].start))
        turned = any(token.word.lower() in ("but", "though", "although", "while") for token in gap)
        if passive or pronoun or (turned and self.saying.stated(front)):
            return draft._replace(content=rule.content)
        return draft

    def _clause_alone(self, draft: Draft) -> Draft:
        """ "The shoal, where a boat was rammed in June, *according to* the guard": the guard tells of the boat alone."""
        if len(draft.content) != 1 or self.saying.cue_words(draft)[-1].word.lower() != "to":
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
        if len(draft.content) != 1 or len(rule.content) != 1 or not self.saying.closes(rule):
            return draft
        piece, other = draft.content[0], rule.content[0]
        tagged = self._words(piece)
        finite = any(token.xpos in ("VBD", "VBZ", "VBP", "MD") for token in tagged)
        lost = other.start < piece.start and other.end == piece.end and not finite
        return draft._replace(content=rule.content) if lost else draft

    def _fronted(self, draft: Draft, rule: Draft) -> Draft:
        """The clause before "..., two envoys said on Friday, in the worst raid this year", where but a piece of it without its
        verb was tagged ("*On Monday*, nine fled, the mayor told ..."), or only the remark behind the cue."""
        if self.saying.interrupts(rule) and draft.content and all(rule.content[0].contains(p) for p in draft.content):
            return draft._replace(content=rule.content)
        if len(rule.content) != 1 or not draft.content or rule.content[0].end > draft.cue[0].start:
            return draft
        front = rule.content[0]
        words = self._words(front)
        verb = next((t for t in words if t.upos in ("VERB", "AUX") and not front.contains(self._above(t).span)), None)
        verb = verb or next((t for t in words if t.upos == "VERB" and t.dep == "root"), None)
        if verb is None or not self.saying.stated(words) or self.saying.cue_words(rule)[-1].upos != "VERB":
            return draft
        kept = [piece for piece in draft.content if not self.pieces.remark(piece) or piece.start < draft.cue[0].start]
        kept = [piece for piece in kept if not self.pieces.tacked_on(piece, front, draft)]
        parts = all(
            self._name_of(front, piece) or (front.contains(piece) and not piece.contains(verb.span)) for piece in kept
        )
        return draft._replace(content=rule.content) if parts else draft

    def _name_of(self, clause: Span, piece: Span) -> bool:
        """Whether a piece is what the clause before it is called: "a move"."""
        words = self._words(piece)
        return len(words) < 4 and piece.start > clause.end and words[0].word.lower() in ("a", "an")

    def _quoted_in(self, piece: Span) -> bool:
        return any(self.spans.quote_at[token.index] >= 0 for token in self._words(piece))

    def _above(self, token: Token) -> Token:
        return self.analysis.tokens[token.head]

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
                return self.pieces.up_to(piece, one.start)
        return piece

    def _heard(self, draft: Draft) -> Draft:
        """ "Partners have received reports that ...": who hears of something is not who says it."""
        cue = self.saying.cue_words(draft)
        received = any(token.lemma.lower() in ("receive", "get", "investigate", "examine", "verify") for token in cue)
        if not received or cue[-1].upos != "NOUN" or cue[-1].lemma.lower() not in rules.HEARSAY:
            return draft
        return draft._replace(source=(), cue=(cue[-1].span,))

    def _parted(self, draft: Draft) -> Draft:
        """ "Denies backing the rebels": the second verb of the cue is what the first one is about."""
        ruled = [self.by_cue[token.index] for token in self.saying.cue_words(draft) if token.index in self.by_cue]
        if not ruled or not any(piece.start == ruled[-1].cue[0].start for piece in ruled[0].content):
            return draft
        return draft._replace(cue=ruled[0].cue, content=ruled[0].content)

    def _source(self, draft: Draft, rule: Draft) -> tuple[Span, ...]:
        """The draft's source, unless there is none or it stands in another sentence than the cue: then the rule's."""
        near = {token.sentence for token in self.saying.cue_words(draft)}
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
        verb = self.saying.cue_words(rule)[-1]
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

    def _shorter(self, piece: Span, draft: Draft, rule: Draft) -> Span:
        """The rule reader's end where a comma, a semicolon or another sentence without quotation marks follows it; its infinitive
        behind "called on ..."."""
        for other in rule.content:
            tail = self._words(Span(other.end, piece.end)) if other.start == piece.start else ()
            if len(tail) > 1 and tail[1].sentence != tail[0].sentence and not self._quoted_in(piece):
                return other
            if len(tail) > 1 and (tail[0].word == ";" or (tail[0].word == "," and tail[1].word.lower() in ASIDE)):
                return other
            second = (
                self.by_cue.get(tail[1].index) if len(tail) > 1 and tail[0].word.lower() in ("and", "but") else None
            )
            if second is not None and second.source == rule.source:
                return other
            if len(tail) > 1 and tail[0].word.lower() == "and" and tail[1].lemma.lower() in SHOWING:
                return other
            called = self.saying.cue_words(draft)[-1].word.lower() in ("on", "upon")
            if called and other.end == piece.end and self._words(other)[0].xpos == "TO":
                return other
        return piece
