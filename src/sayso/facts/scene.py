"""One reading as the fact patterns see it: its syntax, and which actor stands where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import msgspec

from sayso.facts.lexicon import Lexicon, lexicon
from sayso.mentions import MentionIndex
from sayso.model import Actor, Analysis, FactPhase, Interval, Property, Reading, Span, Time, Token

_STRIPPED = frozenset(("DET", "PUNCT", "CCONJ", "ADP", "SCONJ", "PART", "SPACE"))
_LEFT = frozenset(("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod", "flat", "obl:npmod"))


class Draft(msgspec.Struct, frozen=True):
    """A fact before it is attested: `anchor` is the token whose certainty and voice are the fact's."""

    subject: str
    property: Property
    anchor: int
    span: Span
    object: str | None = None
    value: str | None = None
    by: str | None = None
    scope: str | None = None
    phase: FactPhase = "current"
    time: Interval | None = None


class Scene:
    """Questions about one reading."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.analysis: Analysis = reading.analysis
        self.tokens = reading.analysis.tokens
        self.children = reading.analysis.children
        self.index: MentionIndex[Actor] = MentionIndex(reading.actors)
        self.by_id = {actor.id: actor for actor in reading.actors}
        self.words: Lexicon = lexicon()
        self._times = sorted((t for t in reading.times if t.start), key=lambda t: t.span)
        self._time_starts = [t.span.start for t in self._times]

    # ------------------------------------------------------------ actors
    def who(self, token: int) -> Actor | None:
        """The actor that the phrase headed by the token means."""
        return self.index.at(self.tokens[token].span)

    def named(self, actor: Actor | None) -> bool:
        """Whether the actor goes by a name, not only by a description. "The Tidal movement" is a name, "the group" is none."""
        if actor is None or not actor.name:
            return False
        last = actor.name.split()[-1]
        if (
            actor.kind == "organization"
            and actor.country is not None
            and actor.sector in ("MIL", "GOV", "COP", "JUD", "LEG")
        ):
            return True  # "Sudan's army" is one and no other
        return any(part[:1].isupper() for part in last.split("-")) or (
            actor.kind in ("group", "organization") and any(map(self._bears_name, actor.mentions))
        )

    def _bears_name(self, span: Span) -> bool:
        """Whether a proper noun stands before the head noun of a mention."""
        first = bisect_left(self.analysis.starts, span.start)
        inside = self.tokens[first : bisect_left(self.analysis.starts, span.end)]
        return any(token.upos == "PROPN" and token.dep == "compound" for token in inside)

    def mention_start(self, head: int) -> int:
        """The first token of the actor's mention that the token stands in; the token itself outside of any."""
        actor, span = self.who(head), self.tokens[head].span
        mention = next((m for m in actor.mentions if m.contains(span)), span) if actor is not None else span
        return bisect_left(self.analysis.starts, mention.start)

    def each(self, token: int) -> list[tuple[int, Actor]]:
        """The actors of a phrase and of those coordinated with it; for "the groups X and Y" X and Y."""
        found: list[tuple[int, Actor]] = []
        for head in (token, *self.conjuncts(token)):
            actor = self.who(head)
            if actor is not None and actor.members:
                found += [(head, self.by_id[m]) for m in actor.members if m in self.by_id]
            elif actor is not None:
                found.append((head, actor))
        return found

    # ------------------------------------------------------------ syntax
    def under(self, token: int, *deps: str) -> Iterator[int]:
        """The dependents with one of these relations."""
        return (c for c in self.children[token] if self.tokens[c].dep in deps)

    def conjuncts(self, token: int) -> list[int]:
        """What is coordinated with the token."""
        return [c for c in self.children[token] if self.tokens[c].dep == "conj"]

    def case(self, token: int) -> str:
        """The first preposition of a phrase, lower case; "" for none."""
        return next((self.tokens[c].word.lower() for c in self.under(token, "case")), "")

    def lemma(self, token: int) -> str:
        """The token's lemma in lower case."""
        return self.tokens[token].lemma.lower()

    def subject(self, verb: int) -> int | None:
        """The subject of a clause; of a coordinated clause without one, the first clause's."""
        found = next(self.under(verb, "nsubj", "nsubj:pass"), None)
        if found is None and self.tokens[verb].dep in ("conj", "xcomp") and self.tokens[verb].head != verb:
            return next(self.under(self.tokens[verb].head, "nsubj", "nsubj:pass"), None)
        return found

    def passive(self, verb: int) -> bool:
        """Whether the verb is a passive or a participle after its noun."""
        token = self.tokens[verb]
        if any(True for _ in self.under(verb, "nsubj:pass", "aux:pass")):
            return True
        if token.dep == "conj" and token.xpos in ("VBN", "VBD"):  # "was banned by X and designated as Y"
            own = ("nsubj", "aux") if token.xpos == "VBN" else ("nsubj", "aux", "obj", "ccomp", "xcomp")
            return not any(True for _ in self.under(verb, *own)) and self.passive(token.head)
        return (
            token.xpos == "VBN"
            and token.dep in ("acl", "amod")
            and not any(True for _ in self.under(verb, "nsubj", "aux"))
        )

    def holder(self, verb: int) -> int | None:
        """Whom a passive or a participle is about: its subject, or the noun it modifies."""
        found = self.subject(verb)
        if found is None and self.tokens[verb].dep == "conj" and self.tokens[self.tokens[verb].head].dep == "acl":
            return self.holder(self.tokens[verb].head)  # "X, formed in 2017 and led by Y"
        if found is None and self.tokens[verb].dep in ("acl", "amod") and self.tokens[verb].head != verb:
            return self._right_before(verb) or self.tokens[verb].head
        return found

    def _right_before(self, participle: int) -> int | None:
        """The actor whose name the participle and its comma follow ("the war of the army, led by X, and ...")."""
        at = participle - 2
        if at < 0 or self.tokens[participle - 1].word != "," or self.tokens[at].upos not in ("NOUN", "PROPN"):
            return None
        return at if self.who(at) is not None else None

    def agents(self, verb: int, *others: int) -> list[int]:
        """Heads of the "by ..." phrases under the verb or under its complements."""
        found = list(self.under(verb, "obl:agent"))
        for place in (verb, *others):
            found += [c for c in self.under(place, "obl", "nmod") if self.case(c) == "by" and c not in found]
        return found

    def negated(self, token: int) -> bool:
        """Whether "not", "never" or "no" stands right under the token."""
        return any(self.lemma(c) in ("not", "never", "no", "n't", "neither") for c in self.children[token])

    def left(self, token: int) -> int:
        """The first token of the phrase before its head, without determiners and marks."""
        first = token
        for child in reversed(self.children[token]):
            if child < token and self.tokens[child].dep in _LEFT:
                first = min(first, self._edge(child))
        while first < token and self.tokens[first].upos in _STRIPPED:
            first += 1
        return first

    def _edge(self, token: int) -> int:
        first = token
        for _ in range(6):
            before = [c for c in self.children[first] if c < first and self.tokens[c].dep in _LEFT]
            if not before:
                break
            first = before[0]
        return first

    def low(self, first: int, last: int) -> list[str]:
        """The words of tokens `[first, last)` in lower case, the last one as its lemma."""
        found = [self.tokens[i].word.lower() for i in range(first, last)]
        if found:
            found[-1] = self.lemma(last - 1)
        return found

    # ------------------------------------------------------------ words
    def span(self, first: int, last: int) -> Span:
        """Where tokens `[first, last)` stand."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def quote(self, first: int, last: int) -> str:
        """The words of tokens `[first, last)` with single spaces."""
        return " ".join(self.span(first, last).of(self.reading.text).split())

    def phrase_end(self, token: int, *cases: str) -> int:
        """Where the phrase ends with its "of ..." behind it (or other prepositions)."""
        end = token + 1
        for child in self.children[token]:
            part = self.tokens[child]
            if child > token and part.dep in ("nmod", "obl") and self.case(child) in cases and child - token <= 7:
                end = max(end, self.phrase_end(child, "of") if child - token <= 4 else child + 1)
                break
        return end

    def phase(self, first: int, head: int) -> FactPhase:
        """Former, current or future, by the words from `first` to the head."""
        for at in range(max(first, 0), head):
            found = self.words.phases.get(self.tokens[at].word.lower())
            if found is not None:
                return found
        after = self.tokens[head + 2].word.lower() if head + 2 < len(self.tokens) else ""
        if head + 2 < len(self.tokens) and self.tokens[head + 1].word == "-":
            return self.words.phases.get(after, "current")
        return "current"

    def time(self, verb: int) -> Interval | None:
        """The days of the date under the verb: "in 2017", "on Monday"."""
        for child in self.under(verb, "obl", "obl:npmod", "advmod", "nmod"):
            found = self._time_at(self.tokens[child])
            if found is not None and self.case(child) in ("", "in", "on", "during"):
                return Interval(start=found.start, end=found.end)
        return None

    def _time_at(self, token: Token) -> Time | None:
        at = bisect_right(self._time_starts, token.start) - 1
        if at >= 0 and self._times[at].span.end > token.start:
            return self._times[at]
        at = bisect_left(self._time_starts, token.start)
        return self._times[at] if at < len(self._times) and self._times[at].span.start < token.end else None
