"""Where an event was: the literal place that its syntax gives, else the only one its sentence offers, or a blank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.events.links import Links
from sayso.events.mention import Filler
from sayso.events.syntax import Syntax
from sayso.model import Place, Sentence, Span

LOCATIVE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "along", "over", "on", "off"}
)
REACH = 24
RANK = {"site": 0, "town": 1, "admin2": 2, "admin1": 3, "region": 4, "country": 5}


class Placed(NamedTuple):
    """The id of a place, or None, and why."""

    place: str | None
    reason: str


class Placing:
    """The places of one reading's triggers."""

    def __init__(self, links: Links, syntax: Syntax) -> None:
        self.links, self.syntax, self.tokens = links, syntax, syntax.tokens

    def of(self, index: int, support: int | None, fillers: tuple[Filler, ...], *, deed: bool) -> Placed:
        """The best place: an argument of its own, a place inside what was struck, its clause's, its destination.

        `deed`: whether the event is done at a place, rather than said about one.
        """
        for found, reason in self._ranked(index, support, fillers, deed):
            return Placed(found.id, f"place {found.name}: {reason}")
        return Placed(None, "no literal place stands with the trigger")

    def _ranked(
        self, index: int, support: int | None, fillers: tuple[Filler, ...], deed: bool
    ) -> Iterator[tuple[Place, str]]:
        yield from self._best(fillers, "place", "its place argument")
        for filler in fillers:
            if filler.role in ("target", "victim", "recipient"):
                if filler.place and filler.actor is None:
                    yield self.links.place_by_id[filler.place], "what was struck"
                if deed:
                    yield from self._inside(filler, "inside what was struck")
        if deed:
            yield from self._clause(index if support is None else support)
        yield from self._best(fillers, "destination", "its destination")

    def _best(self, fillers: tuple[Filler, ...], role: str, reason: str) -> Iterator[tuple[Place, str]]:
        places = [self.links.place_by_id[f.place] for f in fillers if f.role == role and f.place]
        for place in sorted(places, key=lambda p: RANK[p.precision]):
            yield place, reason

    def _inside(self, filler: Filler, reason: str) -> Iterator[tuple[Place, str]]:
        """Places named in the phrase of a filler, or hanging on it ("a post near the town")."""
        for token, place in self.links.places_at(filler.span):
            if not self._hyphenated(token):
                yield place, reason
        for token in sorted(self.syntax.inside(filler.token, clauses=False)):
            hanging = self.links.place(token) if self.syntax.base(token) == "nmod" else None
            if hanging is not None and self.syntax.case(token) in (*LOCATIVE, "of"):
                yield hanging, reason

    def _hyphenated(self, index: int) -> bool:
        """Whether a name is part of a compound that says who backs or leads ("Iran-backed")."""
        return index + 1 < len(self.tokens) and self.tokens[index + 1].word == "-"

    def _clause(self, index: int) -> Iterator[tuple[Place, str]]:
        """Places on the verbs that the trigger's clause depends on, up to the reported clause's edge."""
        for _ in range(4):
            governor = self.syntax.governor(index)
            base = self.syntax.base(index)
            if governor is None or base in ("ccomp", "parataxis") or self.tokens[index].dep == "acl:relcl":
                return
            for child in self.syntax.children[governor]:
                found = self.links.place(child) if child != index and self._locates(child) else None
                if found is not None:
                    yield found, "its clause"
            index = governor

    def _locates(self, index: int) -> bool:
        """Whether a noun may say where its clause took place."""
        return self.syntax.base(index) in ("obl", "nmod") and self.syntax.case(index) in LOCATIVE

    def _above(self, index: int) -> list[int]:
        """The tokens that a token hangs on, nearest first."""
        found: list[int] = []
        governor = self.syntax.governor(index)
        while governor is not None and len(found) < REACH:
            found.append(governor)
            governor = self.syntax.governor(governor)
        return found

    def _shares(self, token: int, index: int, above: set[int]) -> bool:
        """Whether the clause of a place holds the trigger, or stands below it."""
        chain = self._above(token)
        verb = next((t for t in chain if self.tokens[t].upos in ("VERB", "AUX")), None)
        return verb is None or verb in above or index in chain

    def _stands(self, index: int) -> bool:
        """Whether a place's name says where something is, not whence someone is or what is called after it."""
        if self.tokens[index].dep == "conj":
            index = self.tokens[index].head
        base, case = self.syntax.base(index), self.syntax.case(index)
        if base in ("compound", "amod", "nsubj", "flat"):
            return False
        return self.tokens[index].dep == "nmod:poss" or case in LOCATIVE or (base == "obj" and not case)

    def of_sentence(self, sentence: Sentence, index: int) -> Placed:
        """The one literal place told of in the clauses above or below a trigger, where there is no other."""
        inside = self.links.places_at(Span(sentence.start, sentence.end))
        above = {index, *self._above(index)}
        places = {
            place.id: place for token, place in inside if self._stands(token) and self._shares(token, index, above)
        }
        if len(places) == 1:
            (place,) = places.values()
            return Placed(place.id, f"place {place.name}: the only one in its sentence")
        several = "several places stand in its sentence, none with the trigger"
        return Placed(None, several if places else "no literal place stands with the trigger")
