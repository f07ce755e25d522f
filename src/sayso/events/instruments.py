"""What a deed is done with: weapons, hazards, forces sent, and who uses them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sayso.events.detect import Candidate
from sayso.events.mention import Filler
from sayso.events.relations import SHOOTING, Relations, alternatives
from sayso.events.syntax import Edge
from sayso.model import Role, Span

RUINING = frozenset({"blow", "set"})
"""Verbs that ruin a vehicle and use a bomb: "blew up a car", "set a bus on fire", "set a bomb"."""
VAGUE_ARMS = frozenset({"device", "charge", "package", "parcel", "weapon"})


class Instruments:
    """The instruments of one reading's candidates."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations
        self.links, self.syntax, self.words = relations.links, relations.syntax, relations.words
        self.tokens, self.triggers = relations.tokens, relations.triggers
        self.lemma, self.filler = relations.lemma, relations.filler

    def of(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
        """A weapon, a hazard, forces sent; someone who stands in such a place does it or has it done to them."""
        lemma, actor = self.lemma(edge.token), self.links.actor(edge.token)
        if edge.token in self.triggers and actor is None and lemma not in self.words.weapon:
            return
        known = lemma in (self.words.hazard if candidate.type == "DISASTER" else self.words.weapon) or self._measured(
            edge.token
        )
        if actor is not None and not known and candidate.type != "MOBILIZE":
            role: Role = "actor" if edge.label.startswith("nsubj") else "recipient"
            if candidate.type != "DISASTER" or role == "recipient":
                yield self.filler(role, edge, actor=actor.id)
            return
        listed = any(candidate.frame.roles.get(key) == "instrument" for key in alternatives(edge.label, False))
        thing = listed and self.tokens[edge.token].upos in ("NOUN", "PROPN") and lemma not in self.words.abstract
        if not known and candidate.type == "ASSAULT":
            if thing and edge.label in ("obj", "nsubj:pass"):
                yield self.filler("target", edge)
            return
        if not known and not thing:
            return
        made = self.filler("instrument", edge, actor=actor.id if actor else None)
        yield made
        if candidate.type == "ASSAULT" and edge.label.startswith(("obl", "nmod", "nsubj:pass")):
            users = self.relations.users(edge.token)
            yield from (self.filler("actor", edge._replace(token=user), actor=owner.id) for user, owner in users)
        quantity = self.links.quantity(edge.token)
        if quantity is not None and candidate.type in ("ASSAULT", "MOBILIZE") and not edge.label.startswith("compound"):
            yield msgspec.structs.replace(made, role="count", quantity=quantity.id, span=quantity.span)

    def _measured(self, index: int) -> bool:
        """Whether a measure of something that is used stands for it: "20 kg of dynamite"."""
        of = (c for c in self.syntax.children[index] if self.syntax.relation(c) == "nmod:of")
        return self.lemma(index) in self.words.measure and any(self.lemma(c) in self.words.weapon for c in of)

    def means(self, edge: Edge, candidate: Candidate) -> bool:
        """Whether what a verb is done to is the weapon it is done with: "planted a device"."""
        if edge.label.endswith((":at", ":on", ":against")):
            return False  # "fired at a vehicle"
        # no one fires what is "on fire"
        verbs = (token for token in candidate.words if self.tokens[token].upos != "NOUN")
        lemmas = {self.lemma(token) for token in (candidate.token, *verbs)}
        if self.words.kind_of(self.lemma(edge.token)) - {"explosive"}:
            lemmas -= RUINING
        return self.lemma(edge.token) in self.words.weapon and bool(lemmas & self.words.deploying)

    def of_trigger(self, candidate: Candidate, kept: list[Filler]) -> list[Filler]:
        """Weapons that modify the trigger: "rocket attack", "car bomb blast", or that are its own words."""
        if candidate.type != "ASSAULT" or any(f.role == "instrument" for f in kept):
            return []
        for token in (candidate.token, *candidate.words):
            noun = self.tokens[token].upos in ("NOUN", "PROPN") and self.tokens[token].dep != "compound"
            if noun and self.lemma(token) in self.words.weapon and self.lemma(token) not in SHOOTING:
                return [self._itself(token)]
        for edge in self.syntax.edges(candidate.token):
            if (
                edge.label == "compound"
                and self.lemma(edge.token) in self.words.weapon
                and edge.token not in self.triggers
            ):
                return [self.filler("instrument", edge)]
        return []

    def _itself(self, index: int) -> Filler:
        """A word of the trigger as the weapon that it names ("a car bomb"), without its determiner; "device" says nothing
        without its adjective."""
        wanted = ("compound", "amod") if self.lemma(index) in VAGUE_ARMS else ("compound",)
        modifiers = [c for c in self.syntax.children[index] if c < index and self.tokens[c].dep in wanted]
        first = min([index, *(c for c in modifiers if not self.syntax.counting(c))])
        while (
            first > 1 and self.tokens[first - 1].word == "-" and self.tokens[first - 1].end == self.tokens[first].start
        ):
            first -= 2  # the front half of a hyphenated word: "medium-intensity bomb"
        span = Span(self.tokens[first].start, self.tokens[index].end)
        return Filler(role="instrument", token=index, span=span, label="trigger")
