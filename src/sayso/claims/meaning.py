"""From a reader's drafts to claims: who the source is, stance and manner, what stands within what, who is spoken to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from sayso.claims.draft import Draft
from sayso.claims.lexicon import cues
from sayso.claims.stances import manner_of, stance_of
from sayso.claims.syntax import RELATIVES
from sayso.mentions import MentionIndex
from sayso.model import Actor, Claim, Reading, Source, Span, Stance, Token

ADDRESSED: frozenset[Stance] = frozenset(("demands", "asks", "warns", "threatens", "promises", "says"))

DOCUMENTS = frozenset(
    ("tally", "count", "toll", "statement", "database", "communique", "communiqué", "declaration", "briefing")
)
"""Documents that speak for who made them; outlets and further documents are in the lexicon."""

ISSUED = frozenset(
    ("statement", "communique", "communiqué", "release", "letter", "post", "message", "filing", "declaration")
)
"""Papers that somebody issues and that are then quoted as if they spoke."""

DATA = frozenset((
    "data", "datum", "figure", "statistic", "record", "estimate", "tally", "count", "toll", "database", "document", "file",
    "report", "log", "census",
))  # fmt: skip
"""Documents that those speak by whose they are: "police data"."""

GOING_ON = frozenset(("add", "continue"))
"""Verbs by which somebody who spoke says more."""

NAMED_SO = frozenset(("network", "monitor", "record", "account", "index", "map", "file", "site", "post", "press"))
"""Words for outlets and documents that bodies of other kinds bear in their names ("the Doctors' Network")."""

NEWS = frozenset(("news", "press", "telegraph", "media"))
"""Words in the names of agencies for news."""

QUANTITIES = frozenset((
    "thousand", "hundred", "dozen", "score", "million", "number", "majority", "handful", "scores", "dozens", "most", "many",
))  # fmt: skip
"""Nouns that count the people named behind them."""


def claims_of(reading: Reading, drafts: Iterable[Draft]) -> tuple[Claim, ...]:
    """The claims that the drafts stand for, numbered in order of the text."""
    kept = sorted({draft for draft in drafts if draft.content and (draft.cue or draft.source)}, key=_place)
    maker = _Maker(reading)
    kept, relayed = maker.relayed(kept)
    outer = [relayed.get(n, m) for n, m in enumerate(enclosing(kept))]
    made = [
        maker.claim(draft, f"c{n}", None if outer[n - 1] is None else f"c{outer[n - 1] + 1}")  # type: ignore[operator]
        for n, draft in enumerate(kept, 1)
    ]
    return tuple(maker.issued(made))


def _place(draft: Draft) -> tuple[int, Draft]:
    return min(span.start for part in draft for span in part), draft


def enclosing(drafts: Sequence[Draft]) -> list[int | None]:
    """For each draft the number of the innermost other one in whose content its cue stands."""
    pieces = sorted((span, n) for n, draft in enumerate(drafts) for span in draft.content)
    anchors = sorted((_anchor(draft), n) for n, draft in enumerate(drafts))
    found: list[int | None] = [None] * len(drafts)
    opened: list[tuple[Span, int]] = []
    at = 0
    for anchor, n in anchors:
        while at < len(pieces) and pieces[at][0].start <= anchor.start:
            opened.append(pieces[at])
            at += 1
        opened = [piece for piece in opened if piece[0].end > anchor.start]
        holding = [(span.end - span.start, m) for span, m in opened if m != n and _holds(span, drafts[m], drafts[n])]
        found[n] = min(holding)[1] if holding else None
    return found


def _anchor(draft: Draft) -> Span:
    return (draft.cue or draft.source)[0]


def _holds(piece: Span, outer: Draft, inner: Draft) -> bool:
    """Whether the inner one stands in this piece of the outer one's content, and not the other way round too."""
    anchor, back = _anchor(inner), _anchor(outer)
    if not piece.contains(anchor):
        return False
    return not any(span.contains(back) for span in inner.content)


class _Maker:
    """Claims of one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tokens, self.starts = reading.analysis.tokens, reading.analysis.starts
        self.actors: MentionIndex[Actor] = MentionIndex(reading.actors)
        self.outlets = cues().outlets

    def relayed(self, drafts: Sequence[Draft]) -> tuple[list[Draft], dict[int, int]]:
        """The drafts with those that tell whom an outlet quotes made claims of the one quoted ("SANA, quoting a colonel, said
        ..."), and for each of these the number of the claim that passes it on."""
        made, within = list(drafts), dict[int, int]()
        for n, draft in enumerate(drafts):
            passed = self._passed_on(n, drafts)
            if passed is not None:
                made[n] = Draft(draft.content, draft.cue, drafts[passed].content)
                within[n] = passed
        return made, within

    def _passed_on(self, n: int, drafts: Sequence[Draft]) -> int | None:
        """The claim near by, of the same source, whose content somebody quoted in this one is the source of."""
        draft = drafts[n]
        cue = [token for span in draft.cue for token in self._words(span)]
        quoted = self._head(draft.content[0])
        if len(cue) != 1 or cue[0].xpos != "VBG" or cue[0].lemma.lower() not in ("quote", "cite"):
            return None
        if not draft.source or len(draft.content) != 1 or quoted is None or self._actor(quoted) is None:
            return None
        for m in (n - 1, n + 1):
            if 0 <= m < len(drafts) and drafts[m].source == draft.source and drafts[m].cue != draft.cue:
                near = self._words(drafts[m].cue[0])
                return m if near and near[0].sentence == cue[0].sentence else None
        return None

    def claim(self, draft: Draft, key: str, within: str | None) -> Claim:
        """The claim that a draft stands for."""
        cue = [token for span in draft.cue for token in self._words(span)]
        content = [token for span in draft.content for token in self._words(span)]
        speaker = self._head(draft.source[0]) if draft.source else None
        actor = self._actor(speaker) or self._part_of(speaker) if speaker else None
        outlet = bool(speaker and self._outlet(speaker, actor)) and not self._of_itself(actor, draft.content)
        stance = stance_of(self._with_pair(cue), content, by_outlet=outlet, speaks=speaker is not None)
        if stance == "reports" and actor is not None and actor.kind == "person" and cue[-1].lemma.lower() == "find":
            stance = "says"  # a judge's finding is no news
        return Claim(
            id=key,
            source=Source(spans=self._with_antecedent(draft.source, speaker), actor=actor.id if actor else None),
            cue=draft.cue,
            content=draft.content,
            manner=manner_of(self.reading.text, draft.content),
            stance=stance,
            within=within,
            addressee=self._addressee(cue, stance, actor),
        )

    def issued(self, claims: Sequence[Claim]) -> Iterator[Claim]:
        """The claims; what "the statement" says is said by who issued one in the sentences before it."""
        last: Claim | None = None
        for claim in claims:
            head = self._head(claim.source.spans[0]) if claim.source.spans else None
            paper = head is not None and head.lemma.lower() in ISSUED and self._the(head)
            if (
                head is not None
                and paper
                and claim.source.actor is None
                and last is not None
                and self._issuer(last, head)
            ):
                claim = replace(claim, source=replace(claim.source, actor=last.source.actor))
            if (
                head is not None
                and claim.source.actor is None
                and last is not None
                and self._goes_on(last, head, claim)
            ):
                claim = replace(claim, source=replace(claim.source, actor=last.source.actor))
            last = claim if claim.source.actor is not None else last
            yield claim

    def _goes_on(self, last: Claim, head: Token, claim: Claim) -> bool:
        """Whether the speaker of the claim before goes on: "one of the sources said. The road was mined, he added"."""
        added = {token.lemma.lower() for span in claim.cue for token in self._words(span)} & GOING_ON
        cue = self._words(last.cue[0]) if last.cue else ()
        return bool(added) and head.xpos == "PRP" and bool(cue) and 0 <= head.sentence - cue[0].sentence <= 2

    def _the(self, noun: Token) -> bool:
        below = (self.tokens[child] for child in self.reading.analysis.children[noun.index])
        return any(token.dep == "det" and token.word.lower() in ("the", "that", "this") for token in below)

    def _issuer(self, claim: Claim, paper: Token) -> bool:
        """Whether a claim was made in such a paper, at most three sentences back."""
        cue = self._words(claim.cue[0]) if claim.cue else ()
        if not cue or not 0 <= paper.sentence - cue[0].sentence <= 3:
            return False
        sentence = self.reading.analysis.sentences[cue[0].sentence]
        return any(token.lemma.lower() == paper.lemma.lower() for token in self.tokens[sentence.first : sentence.last])

    def _with_pair(self, cue: Sequence[Token]) -> Sequence[Token]:
        """The cue with the verb it is paired with: "neither confirmed nor denied" is one answer, not two."""
        for token in cue:
            head = self.tokens[token.head]
            if token.dep == "conj" and {token.lemma.lower(), head.lemma.lower()} == {"deny", "confirm"}:
                below = [self.tokens[child] for child in self.reading.analysis.children[head.index]]
                return [*(word for word in below if word.dep in ("advmod", "cc:preconj", "cc")), head, *cue]
        return cue

    def _words(self, span: Span) -> Sequence[Token]:
        return self.tokens[bisect_left(self.starts, span.start) : bisect_left(self.starts, span.end)]

    def _head(self, span: Span) -> Token | None:
        """The word of the span that the others hang on."""
        words = self._words(span)
        inside = range(words[0].index, words[-1].index + 1) if words else range(0)
        for token in words:
            if token.upos != "PUNCT" and (token.head == token.index or token.head not in inside):
                return token
        return words[0] if words else None

    def _actor(self, head: Token) -> Actor | None:
        found = self.actors.at(self._counted(head).span)
        if found is None and head.word.lower() in RELATIVES:
            noun = self._antecedent(head)
            found = self.actors.at(noun.span) if noun is not None else None
        return found or self._author(head)

    def _with_antecedent(self, spans: tuple[Span, ...], head: Token | None) -> tuple[Span, ...]:
        """The source of "the UN, *which* estimates ..." with the noun that the pronoun stands for before it."""
        if (
            head is None
            or len(spans) != 1
            or head.word.lower() not in RELATIVES
            or self.tokens[head.index - 1].word != ","
        ):
            return spans
        noun = self._antecedent(head)
        if noun is None or noun.index > head.index or self.actors.at(noun.span) is None:
            return spans
        first = noun.index
        while first and self.tokens[first - 1].head == noun.index:
            first -= 1
        return (Span(self.tokens[first].start, noun.end), *spans)

    def _antecedent(self, pronoun: Token) -> Token | None:
        """The noun that a relative pronoun stands for."""
        verb = self.tokens[pronoun.head]
        for _ in range(4):
            if verb.dep == "acl:relcl" or verb.head == verb.index:
                break
            verb = self.tokens[verb.head]
        return self.tokens[verb.head] if verb.dep == "acl:relcl" else None

    def _part_of(self, head: Token) -> Actor | None:
        """Whose an office, a body or a spokesman is that is no actor itself ("South Korea's presidential office")."""
        if head.upos != "NOUN":
            return None
        for child in self.reading.analysis.children[head.index]:
            if self.tokens[child].dep == "nmod:poss" and (found := self.actors.at(self.tokens[child].span)) is not None:
                return found
        return None

    def _author(self, head: Token) -> Actor | None:
        """Whose a document is ("a tally by the observatory", "a statement from the ministry")."""
        if head.lemma.lower() not in self.outlets | DOCUMENTS | DATA:
            return None
        for child in self.reading.analysis.children[head.index]:
            token = self.tokens[child]
            below = [self.tokens[c] for c in self.reading.analysis.children[child]]
            told = any(t.dep == "case" and t.word.lower() in ("by", "from", "of") for t in below)
            if token.dep in ("nmod", "obl", "obl:agent") and token.index > head.index and told:
                return self.actors.at(token.span)
            if token.dep == "compound" and (found := self.actors.at(token.span)) is not None:
                return found  # "UN figures show"
            if token.dep in ("compound", "nmod:poss") and head.lemma.lower() in DATA:
                return self.actors.at(token.span) or self._called(token.word)
        return None

    def _called(self, word: str) -> Actor | None:
        """The actor that the report calls by the word alone: the police of "police data"."""
        return next((actor for actor in self.reading.actors if actor.name.lower() == word.lower()), None)

    def _counted(self, head: Token) -> Token:
        """Whom a number of people is made of ("thousands of protesters", "some of the miners")."""
        if head.upos in ("NUM", "DET", "PRON") or head.lemma.lower() in QUANTITIES:
            for child in self.reading.analysis.children[head.index]:
                token = self.tokens[child]
                if token.dep == "nmod" and token.index > head.index:
                    return token
        return head

    def _outlet(self, head: Token, actor: Actor | None) -> bool:
        """Whether the source is an outlet, a document or a monitor, whose business is to report."""
        if actor is not None and (actor.kind == "person" or actor.sector == "NGO"):
            return False
        name = head.upos == "PROPN" and head.lemma.lower() in NAMED_SO
        if actor is not None and head.lemma.lower() == "agency" and not self._tells_news(actor):
            return False
        return (actor is not None and actor.sector == "MED") or (head.lemma.lower() in self.outlets and not name)

    def _tells_news(self, agency: Actor) -> bool:
        """Whether an agency is one for news, by its sector or its name."""
        return agency.sector in ("MED", "JRN") or (
            agency.sector is None and bool(NEWS & set(agency.name.lower().split()))
        )

    def _of_itself(self, actor: Actor | None, content: Sequence[Span]) -> bool:
        """Whether an outlet speaks of itself ("its office was hit, the station said"): then it is a party."""
        return actor is not None and any(found is actor for piece in content for _, found in self.actors.inside(piece))

    def _addressee(self, cue: Sequence[Token], stance: Stance, speaker: Actor | None) -> str | None:
        """The actor whom the cue's verb has as hearer ("told the council", "called on Paris")."""
        if stance not in ADDRESSED:
            return None
        for verb in reversed(cue):
            for child in self.reading.analysis.children[verb.index]:
                token = self.tokens[child]
                told = token.dep == "nsubj:pass" or token.index > verb.index
                if not told or not self._hearer(verb, token):
                    continue
                found = self.actors.at(token.span)
                if found is not None and found is not speaker:
                    return found.id
        return None

    def _hearer(self, verb: Token, token: Token) -> bool:
        frames = cues().frames("verb", verb.lemma.lower())
        if token.dep in ("obj", "iobj", "nsubj:pass"):
            return "hearer" in frames or "np-inf" in frames
        children = (self.tokens[child] for child in self.reading.analysis.children[token.index])
        case = next((child.word.lower() for child in children if child.dep == "case"), "")
        return token.dep == "obl" and (case == "to" or (case in ("on", "upon") and verb.lemma.lower() == "call"))
