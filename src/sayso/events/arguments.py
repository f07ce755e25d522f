"""Who did what to whom, how many and with what: from the relations of a trigger to the fillers of its roles.

A relation names a role (`events.relations`). What the filler is then decides what the role can mean: a weapon is no doer
(`events.instruments`), a building is a target and no victim (`events.undergoers`), a day is a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from sayso.events.detect import Candidate
from sayso.events.instruments import Instruments
from sayso.events.mention import HARM, Filler
from sayso.events.placing import LOCATIVE
from sayso.events.relations import Relations
from sayso.events.syntax import Edge
from sayso.events.undergoers import MEETINGS, NUMBERS, UNDERGOER, Undergoers
from sayso.model import Role

BESIDE = frozenset({"under", "outside", "inside", "beneath", "near", "at", "against", "underneath", "beside"})
"""Prepositions that name what a bomb was meant for."""
AGENTIVE = frozenset(
    {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "JUSTICE", "SANCTION", "AGREE", "OFFICE", "VOTE", "AID"}
)
"""Types that only someone can do."""
DOUBTING = frozenset({"alleged", "presumed", "suspected", "supposed", "purported", "apparent", "reputed", "probable"})
"""Words before a doer that leave it open whether he is who he is called."""
DWELLINGS = frozenset(
    {"home", "house", "apartment", "flat", "village", "shop", "store", "building", "farm", "residence", "mosque"}
)
OWN_ACTS = frozenset({
    "resignation", "departure", "withdrawal", "pullout", "surrender", "apology", "exit", "retreat", "ouster", "removal",
})  # fmt: skip
"""What is demanded of whose it is."""
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
WHERE = frozenset({*LOCATIVE, "above", "by", "between", "toward", "towards", "amid", "beside"})
"""Prepositions that place a happening, where their noun is a literal place."""


class Arguments:
    """Fillers of one reading's candidates."""

    def __init__(self, relations: Relations) -> None:
        self.relations = relations
        self.instruments = Instruments(relations)
        self.undergoers = Undergoers(relations, self.instruments)
        self.links, self.syntax, self.words = relations.links, relations.syntax, relations.words
        self.tokens, self.triggers = relations.tokens, relations.triggers
        self.lemma, self.filler = relations.lemma, relations.filler

    def of(self, candidate: Candidate) -> tuple[Filler, ...]:
        """The fillers of a candidate, in the order of its relations, none twice."""
        effect = self.undergoers.effect(candidate)
        found: dict[tuple[Role, int], Filler] = {}
        for edge in self.relations.edges(candidate):
            for filler in self.fill(edge, candidate, effect):
                found.setdefault((filler.role, filler.token), filler)
        for filler in self.beside(candidate, list(found.values()), effect):
            found.setdefault((filler.role, filler.token), filler)
        if candidate.type in HARM and not any(f.role in UNDERGOER for f in found.values()):
            found.update({(f.role, f.token): f for f in self.parted(candidate, effect)})
        if candidate.type == "REQUEST" and not any(f.role in UNDERGOER for f in found.values()):
            found.update({(f.role, f.token): f for f in self.asked(candidate)})
        if candidate.type in MUTUAL and not any(f.role in UNDERGOER for f in found.values()):
            found.update({(f.role, f.token): f for f in self.partners(candidate)})
        if candidate.type in ("COERCE", "ASSAULT") and not any(f.role in UNDERGOER for f in found.values()):
            found.update({(f.role, f.token): f for f in self.entered(candidate)})
        if candidate.type == "ACCUSE" and not any(f.role in UNDERGOER for f in found.values()):
            found.update({(f.role, f.token): f for f in self.accused(candidate)})
        return self.settled(candidate, list(found.values()))

    def beside(self, candidate: Candidate, fillers: Iterable[Filler], effect: Role | None) -> Iterator[Filler]:
        """Those told by name beside a plural noun that fills a role ("killed two men, X and Y"), or by "including" behind the
        verb ("two men were killed, including X")."""
        undergoes: Filler | None = None
        for filler in fillers:
            names = self.links.beside(filler.token)
            edges = [Edge(filler.label, name, "beside") for name in names]
            if filler.role == "actor":
                yield from (f for edge in edges for f in self._doer(edge, candidate, effect))
            elif filler.role in UNDERGOER:
                undergoes = undergoes or filler
                yield from (f for edge in edges for f in self.undergoers.of("recipient", edge, candidate, effect))
        if undergoes is not None and self.links.quantity(undergoes.token) is not None:
            among = [c for c in self.syntax.children[candidate.token] if self.syntax.relation(c) == "obl:including"]
            for name in self.links.people(n for c in among for n in self.syntax.conjuncts(c)):
                yield from self.undergoers.of("recipient", Edge(undergoes.label, name, "beside"), candidate, effect)

    def parted(self, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The one struck whom the parse hangs on the day or place between: "the assassination in May of General Ana Ruiz"."""
        for child in self.syntax.children[candidate.token] if self.relations.noun(candidate) else ():
            between = self.syntax.relation(child) in ("nmod:in", "nmod:on", "nmod:at", "nmod:near")
            whom = [c for c in self.syntax.children[child] if self.syntax.relation(c) == "nmod:of" and between]
            for name in self.links.people(n for c in whom for n in self.syntax.conjuncts(c)):
                yield from self.undergoers.of("victim", Edge("nmod:of", name, "misplaced"), candidate, effect)

    def partners(self, candidate: Candidate) -> Iterator[Filler]:
        """With whom what is agreed or held is: "agreed to a truce with the United States"."""
        for edge in self.syntax.edges(candidate.token, candidate.support):
            if edge.label in ("obj", "obl:to", "obl:on", "obl:in") and self.lemma(edge.token) in MEETINGS:
                for inner in self.syntax.edges(edge.token):
                    actor = self.links.actor(inner.token) if inner.label == "nmod:with" else None
                    if actor is not None:
                        yield self.filler("recipient", inner, actor=actor.id)

    def entered(self, candidate: Candidate) -> Iterator[Filler]:
        """The buildings among a trigger's words: "raided some 60 homes"."""
        for token in candidate.words:
            built = self.lemma(token) in self.words.premises | DWELLINGS
            if built and self.tokens[token].dep in ("obj", "nsubj:pass") and not self.relations.noun(candidate):
                yield self.filler("target", Edge("obj", token, "own"))

    def asked(self, candidate: Candidate) -> Iterator[Filler]:
        """Who is asked for what only he can do: "demanded Mr Patil's resignation", "called for the army's withdrawal"."""
        for edge in self.syntax.edges(candidate.token):
            if edge.label in ("obj", "obl:for") and self.lemma(edge.token) in OWN_ACTS:
                for token, actor in self.relations.owners(edge.token):
                    yield self.filler("recipient", Edge("obj>nmod:poss", token, "owner"), actor=actor.id)
        for verb in self.relations.reached(candidate.token, "ccomp"):
            if self.tokens[verb].upos == "NOUN":  # a bare form taken for a noun: "demanded that Mali release fighters"
                for token, actor in self.relations.owners(verb):
                    yield self.filler("recipient", Edge("ccomp>nsubj", token, "owner"), actor=actor.id)

    def accused(self, candidate: Candidate) -> Iterator[Filler]:
        """Who is accused where only the clause of the accusation says so: "claims that the army shelled"."""
        for child in self.syntax.children[candidate.token]:
            if self.syntax.base(child) in ("acl", "ccomp", "advcl") and self.syntax.verbal(child):
                for token, how in self.syntax.subjects(child):
                    actor = self.links.actor(token)
                    if actor is not None and how == "own":
                        yield self.filler("recipient", Edge("acl>nsubj", token, "complement"), actor=actor.id)

    # ------------------------------------------------------------ one relation
    def fill(self, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The fillers that one relation gives."""
        token = edge.token
        if self.links.time(token) is not None:
            return
        role = self.relations.role(edge.label, candidate)
        base, _, case = edge.label.partition(":")
        if base == "nsubj" and self._listed(candidate, effect):
            if self.syntax.tokens[token].head != candidate.token:
                return
            role = "victim"
        place = self.links.place(token)
        if case in ("in", "during") and effect in ("killed", "wounded") and token not in self.triggers:
            yield from self._in_action_of(edge)
        if place is None and self._at_site(edge, case, candidate):
            yield from self._sites(edge)
            return
        if place and role not in UNDERGOER and role not in ("origin", "destination") and locative(base, case):
            yield self.filler("place", edge, place=place.id)
            return
        if role == "actor":
            yield from self._doer(edge, candidate, effect)
        elif role in UNDERGOER:
            yield from self.undergoers.of(role, edge, candidate, effect)
        elif role in ("origin", "destination", "place"):
            if place:
                yield self.filler(role, edge, place=place.id)
        elif role == "instrument":
            yield from self.instruments.of(edge, candidate)
        elif role in NUMBERS:
            yield from self.undergoers.of("victim" if candidate.type in HARM else "recipient", edge, candidate, role)
        elif role is not None and token not in self.triggers:
            yield self.filler(role, edge)

    def _in_action_of(self, edge: Edge) -> Iterator[Filler]:
        """Whose action people came to harm in: "injured in police action"."""
        if self.lemma(edge.token) in self.words.happening:
            yield from self._deeper(edge)

    def _at_site(self, edge: Edge, case: str, candidate: Candidate) -> bool:
        """Whether a bomb is said to have gone off at a thing: under a bus, in front of a bank."""
        bombed = {candidate.mode, *candidate.modes} & {"explosives", "suicide-attack"}
        nowhere = self.words.abstract | self.words.stretch
        things = self.tokens[edge.token].upos in ("NOUN", "PROPN") and self.lemma(edge.token) not in nowhere
        site = case in BESIDE or (case == "in" and self.lemma(edge.token) == "front")
        return bool(bombed) and things and site and edge.token not in self.triggers

    def _sites(self, edge: Edge) -> Iterator[Filler]:
        """The thing itself, where the words name a side of it ("in front of the bank")."""
        inner = [c for c in self.syntax.children[edge.token] if self.syntax.relation(c) == "nmod:of"]
        if self.lemma(edge.token) != "front":
            inner = [edge.token]
        for token in inner:
            actor = self.links.actor(token)
            if actor is None or actor.kind == "organization":
                yield self.filler("target", edge._replace(token=token), actor=actor.id if actor else None)

    def _doer(self, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        token, actor = edge.token, self.links.actor(edge.token)
        modifier = edge.label in ("compound", "amod")
        if actor is not None and self.relations.guessed(token, actor, modifier=modifier):
            actor = None
        if (token in self.triggers and actor is None) or self.syntax.nobody(token):
            return
        if actor is None and not modifier and (users := self.relations.users(token)):
            yield from (self.filler("actor", edge._replace(token=user), actor=actor.id) for user, actor in users)
            yield from self.instruments.of(edge, candidate)
            return
        if modifier and self._undergone(candidate, effect):
            yield from self.undergoers.of("recipient", edge, candidate, effect) if actor else ()
            return
        if actor is None and modifier:
            yield from self._deeper(edge)
        if actor is None and (self.lemma(token) in self.words.weapon or candidate.type == "DISASTER"):
            yield from self.instruments.of(edge, candidate)
            return
        if actor is not None or (not modifier and (self.human(token) or self._agentive(edge, candidate))):
            yield self.filler("actor", edge, actor=actor.id if actor else None)
            yield from self._count(edge, candidate)

    def _listed(self, candidate: Candidate, effect: Role | None) -> bool:
        """Whether a participle only says what befell a number of people, as whoever gives it did and underwent nothing:
        "reported seven dead and 85 hurt", "spoke of 44 wounded"."""
        token = self.tokens[candidate.token]
        below = (self.tokens[c] for c in self.syntax.children[token.index])
        bare = token.xpos == "VBN" and not any(t.dep.startswith(("aux", "obj", "cop")) for t in below)
        counted = token.index > 0 and self.tokens[token.index - 1].upos == "NUM"
        listed = token.dep == "conj" and self.tokens[token.head].upos in ("ADJ", "NOUN", "NUM")
        return bare and (counted or listed) and effect in ("killed", "wounded")

    def doubted(self, filler: Filler) -> bool:
        """Whether the words for a doer say that this is only thought of him: "alleged gunmen", "a suspected rebel"."""
        kin = (self.tokens[c] for c in self.syntax.children[filler.token] if c < filler.token)
        return filler.role == "actor" and any(t.word.lower() in DOUBTING and t.dep in ("amod", "compound") for t in kin)

    def _deeper(self, edge: Edge) -> Iterator[Filler]:
        """Whose forces or means a modifier names where these are no actor known: "a U.S. military air strike"."""
        yield from (
            self.filler("actor", edge._replace(token=c), actor=actor.id)
            for c, actor in self.relations.owners(edge.token)
        )

    def _agentive(self, edge: Edge, candidate: Candidate) -> bool:
        """Whether a subject that nothing is known of must be someone: that of an act of speech, law or office."""
        token = self.tokens[edge.token]
        said = candidate.type in AGENTIVE and edge.label == "nsubj" and token.upos in ("NOUN", "PROPN")
        vague = self.words.happening | self.words.document | self.words.weapon | self.words.toll
        return said and self.lemma(edge.token) not in vague and self.links.place(edge.token) is None

    def _undergone(self, candidate: Candidate, effect: Role | None) -> bool:
        """Whether a noun in front of the trigger suffers what it names: "civilian deaths", "hostage release"."""
        return (effect in ("killed", "wounded") and candidate.mode is None) or candidate.type in ("JUSTICE", "DISASTER")

    def human(self, index: int) -> bool:
        """Whether a phrase that no actor is known for stands for people all the same."""
        token = self.tokens[index]
        return self.lemma(index) in self.words.person or (token.upos == "PROPN" and self.links.place(index) is None)

    def _count(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
        """How many took part."""
        quantity = self.links.quantity(edge.token)
        if quantity is not None and edge.label not in ("compound", "amod", "nmod:poss"):
            made = self.filler("count", edge, quantity=quantity.id)
            yield msgspec.structs.replace(made, span=quantity.span)

    # ------------------------------------------------------------ all of a candidate's fillers together
    def settled(self, candidate: Candidate, fillers: list[Filler]) -> tuple[Filler, ...]:
        """The fillers once they are seen together: a mutual act has its second party as recipient; nobody does a thing
        to himself because of a parse; weapons in a target's phrase are instruments."""
        doers = {f.actor for f in fillers if f.role == "actor" and f.actor}
        owned = any(f.role == "actor" and f.label == "nmod:poss" for f in fillers)
        if candidate.type == "OFFICE" and owned:  # "demanded Patil's resignation": not the demander's
            fillers = [f for f in fillers if f.role != "actor" or f.how != "light"]
        kept = [
            f
            for f in fillers
            if not (f.role in UNDERGOER and f.actor in doers and candidate.type not in MUTUAL and f.how != "mutual")
        ]
        if candidate.type == "ASSAULT" and not any(f.role in UNDERGOER for f in kept):
            sides = [f for f in kept if f.role == "actor" and f.label == "nmod:between" and f.actor]
            kept += [msgspec.structs.replace(f, role="recipient", how="mutual") for f in sides if len(sides) > 1]
        kept += self.instruments.of_trigger(candidate, kept)
        return tuple(kept)


def locative(base: str, case: str) -> bool:
    """Whether a relation may say where its governor happened."""
    return case in WHERE if base in ("obl", "nmod") else base in ("compound", "amod", "advmod")
