"""From a word of the report to the actor, place, time or quantity that it names.

Everything is asked by head token: the noun that a phrase is built on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

import msgspec

from sayso.events.syntax import Syntax
from sayso.mentions import MentionIndex
from sayso.model import Actor, Place, Quantity, Reading, Span, Time

ROUND = frozenset({"dozen", "hundred", "thousand", "million", "score", "ten", "lakh", "crore"})
"""Nouns that count by a round number: "scores of villagers"."""
REASONS = frozenset({"for", "over", "after", "to", "against", "following"})
"""Prepositions between a happening and another that it answers."""
SHARES = frozenset({"some", "many", "several", "most", "few", "half", "all", "both"})
"""Words for so many of those who are named behind them: "some of the protesters"."""


class Links:
    """The earlier layers of one reading, by token. Building it is linear in the reading."""

    def __init__(self, reading: Reading, syntax: Syntax) -> None:
        self.reading = reading
        self.syntax = syntax
        self.tokens = syntax.tokens
        self._starts = reading.analysis.starts
        self._actors = MentionIndex(reading.actors)
        self.places = outside_names(reading)
        self._places = MentionIndex(self.places)
        self._times = {t: time for time in reading.times for t in self.within(time.span)}
        self._quantities = {t: q for q in reading.quantities for t in self.within(q.span)}
        self._called: dict[str, Actor | None] = {}
        self._actor_memo: dict[int, Actor | None] = {}
        self.actor_by_id = {actor.id: actor for actor in reading.actors}
        self.place_by_id = {place.id: place for place in reading.places}
        self.times_under: dict[int, list[Time]] = {}
        for time in reading.times:
            if (governor := self._governor_of(time.span)) is not None:
                self.times_under.setdefault(governor, []).append(time)

    def within(self, span: Span) -> range:
        """The tokens that begin inside a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def head(self, span: Span) -> int | None:
        """The token of a span on which the others depend: the first whose head stands outside."""
        inside = self.within(span)
        for index in inside:
            head = self.tokens[index].head
            if head == index or head not in inside:
                return index
        return None

    def _governor_of(self, span: Span) -> int | None:
        """What a time expression hangs on; of "hours before he spoke" the clause that this is said of."""
        head = self.head(span)
        governor = None if head is None else self.syntax.governor(head)
        if (nearer := self._nearer(span, governor) or self._behind_colon(span, governor)) is not None:
            return nearer
        if (verb := self._stranded(span, governor)) is not None or (verb := self._between(span, governor)) is not None:
            return verb
        if governor is not None and head is not None and self._measures(head, governor):
            return self.syntax.governor(governor)
        if governor is None or self.tokens[governor].upos not in ("ADV", "SCONJ", "ADP"):
            return governor
        clause = self.syntax.governor(governor)
        if clause is None or self.tokens[governor].dep not in ("mark", "case"):
            return clause
        return self.syntax.governor(clause)

    def _stranded(self, span: Span, governor: int | None) -> int | None:
        """The verb of "On Monday rebels raided ...", where the parse takes the day for a part of the next noun."""
        first = bisect_left(self._starts, span.start)
        if governor is None or first == 0 or self.tokens[governor].upos not in ("NOUN", "PROPN"):
            return None
        before = self.tokens[first - 1]
        alone = (
            before.dep == "advmod"
            and before.word.lower() in ("on", "in", "at", "during", "by")
            and before.head > governor
        )
        return before.head if alone else None

    def _between(self, span: Span, governor: int | None) -> int | None:
        """The verb of "separatists on 3 August ambushed ...", where the parse hangs a day between subject and verb on those
        who did it; not of a happening's own day ("the attack on Monday was condemned")."""
        if (told := self._right_before(span, governor)) is not None:
            return told
        if governor is None or not self.tokens[governor].dep.startswith("nsubj") or governor in self.syntax.triggers:
            return None
        verb, after = self.syntax.governor(governor), bisect_left(self._starts, span.end)
        if verb is None or not governor < after <= verb or self.tokens[governor].upos not in ("NOUN", "PROPN"):
            return None
        between = {self.tokens[i].dep.partition(":")[0] for i in range(after, verb)}
        return verb if between <= {"aux", "advmod", "neg"} else None

    def _nearer(self, span: Span, governor: int | None) -> int | None:
        """The happening right before a time, where the parse hangs the time on another that it was the reason of: "retaliation
        for the killing last week of a clerk"."""
        before = bisect_left(self._starts, span.start) - 1
        if governor is None or not governor < before or before not in self.syntax.triggers:
            return None
        reason = self.tokens[before].head == governor and self.syntax.case(before) in REASONS
        return before if reason and self.tokens[governor].upos == "NOUN" else None

    def _behind_colon(self, span: Span, governor: int | None) -> int | None:
        """The verb of a clause that begins behind a colon with a time, where the parse hangs the time on a word before the
        colon: "it is not the first time: in March, bandits abducted"."""
        first = bisect_left(self._starts, span.start)
        colon = next((i for i in (first - 1, first - 2) if i >= 0 and self.tokens[i].word in (":", ";")), None)
        if colon is None or governor is None or governor > colon:
            return None
        verb = self.tokens[colon].head
        return verb if verb > first and self.tokens[verb].upos == "VERB" else None

    def _right_before(self, span: Span, governor: int | None) -> int | None:
        """The happening told right behind a day ("gunmen on 3 August ambushed", "soldiers 7-8 August torched"), where the
        parse hangs the day on a word before it; not of another happening's own day ("the attack on Monday killed")."""
        verb = bisect_left(self._starts, span.end)
        if verb >= len(self.tokens) or verb not in self.syntax.triggers or self.tokens[verb].xpos != "VBD":
            return None
        inside = self.within(span)
        before = inside.start if governor is None else governor
        same = self.tokens[before].sentence == self.tokens[verb].sentence
        return verb if before < inside.start and same and before not in self.syntax.triggers else None

    def _measures(self, head: int, clause: int) -> bool:
        """Whether a time says how long before or after a clause something else was ("hours before he spoke")."""
        marks = [c for c in self.syntax.children[clause] if self.tokens[c].dep == "mark" and c > head]
        words = {self.tokens[c].lemma.lower() for c in marks}
        return self.syntax.base(clause) == "advcl" and bool(words & {"before", "after"})

    def actor(self, index: int) -> Actor | None:
        """The actor that the phrase of this head names."""
        if index not in self._actor_memo:
            found = self._named(index) or self._actors.at(self.tokens[index].span)
            self._actor_memo[index] = found or self._counted(index)
        return self._actor_memo[index]

    def _counted(self, index: int) -> Actor | None:
        """Those whom a number counts: "thousands of garment workers", "20 of them"."""
        if self.tokens[index].lemma.lower() not in ROUND | SHARES and self.tokens[index].upos != "NUM":
            return None
        counted = next((c for c in self.syntax.children[index] if self.syntax.relation(c) == "nmod:of"), None)
        return None if counted is None else self._actors.at(self.tokens[counted].span)

    def only_called(self, lemma: str) -> Actor | None:
        """The only actor of the reading that is called by a noun, as its own or described; None for none or several."""
        if lemma not in self._called:
            heads = ((a, self.head(span)) for a in self.reading.actors for span in a.mentions)
            found = {a.id: a for a, h in heads if h is not None and self.tokens[h].lemma.lower() == lemma}
            self._called[lemma] = next(iter(found.values())) if len(found) == 1 else None
        return self._called[lemma]

    def _named(self, index: int) -> Actor | None:
        """The person whose name stands in apposition to a description ("the group's leader, Ana Pérez")."""
        if self.tokens[index].upos != "NOUN" or self.tokens[index].xpos == "NNS":
            return None
        for child in self.syntax.children[index]:
            if self.tokens[child].dep == "appos" and self.tokens[child].upos == "PROPN":
                actor = self._actors.at(self.tokens[child].span)
                return actor if actor is not None and actor.kind == "person" else None
        return None

    def beside(self, index: int) -> list[int]:
        """The heads of the people's names by which a plural noun, or some of those it counts, are told: "two men, Ana Ruiz
        and Leo Paz", "five people, including Ana Ruiz"; of a series without number each one is another's case."""
        if self.tokens[index].xpos != "NNS":
            return []
        relations = ("appos", "nmod:including") if self.quantity(index) is not None else ("appos",)
        firsts = [c for c in self.syntax.children[index] if c > index and self.syntax.relation(c) in relations]
        return self.people([name for first in firsts for name in self.syntax.conjuncts(first)])

    def people(self, heads: Iterable[int]) -> list[int]:
        """The heads that are of names of people."""
        named = ((head, self.actor(head)) for head in heads)
        return [head for head, actor in named if actor is not None and actor.kind == "person"]

    def place(self, index: int) -> Place | None:
        """The literal place that the phrase of this head names."""
        return self._places.at(self.tokens[index].span)

    def places_in(self, span: Span) -> list[Place]:
        """The literal places named inside a span, in order of the text."""
        return [place for _, place in self._places.inside(span)]

    def mentions_in(self, span: Span) -> list[tuple[Span, Place]]:
        """The mentions of literal places inside a span, in order of the text."""
        return list(self._places.inside(span))

    def places_at(self, span: Span) -> list[tuple[int, Place]]:
        """The literal places named inside a span with the head tokens of their names, in order of the text."""
        found = [(self.head(mention), place) for mention, place in self._places.inside(span)]
        return [(head, place) for head, place in found if head is not None]

    def time(self, index: int) -> Time | None:
        """The time expression that the token stands in."""
        return self._times.get(index)

    def quantity(self, index: int) -> Quantity | None:
        """The number of the phrase of this head: of its own words, or of the words in front of it."""
        if found := self._quantities.get(index):
            return found
        return next(filter(None, map(self._quantities.get, self._numerals(index))), None)

    def _numerals(self, index: int) -> Iterable[int]:
        children = self.syntax.children[index]
        return [
            c
            for c in children
            if c < index and self.tokens[c].dep in ("nummod", "amod", "det", "compound", "obl:npmod", "advmod")
        ]


def outside_names(reading: Reading) -> list[Place]:
    """The places of a reading without the mentions that are part of a person's name: "Orlando" of "Orlando Ruiz"."""
    persons = [actor for actor in reading.actors if actor.kind == "person"]
    named = MentionIndex(persons)
    words = {actor.id: set(actor.name.lower().split()) for actor in persons}

    def of_person(span: Span) -> bool:
        own = set(span.of(reading.text).lower().split())
        return any(around.contains(span) and own < words[actor.id] for around, actor in named.around(*span))

    kept = ((place, tuple(s for s in place.mentions if not of_person(s))) for place in reading.places)
    return [
        place if mentions == place.mentions else msgspec.structs.replace(place, mentions=mentions)
        for place, mentions in kept
    ]
