"""In which relation the words of a report stand to a trigger, and which role each relation has.

A relation names a role through the frame of the candidate's lexicon entry, else through the defaults below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sayso.events.detect import Candidate
from sayso.events.links import Links
from sayso.events.mention import Filler
from sayso.events.syntax import Edge, Syntax
from sayso.events.words import Words
from sayso.model import Actor, Role

SHOOTING = frozenset({"bullet", "fire", "gunfire", "shooting", "round", "volley", "barrage"})
"""Nouns that name the shooting, and no weapon, where they are the trigger's own words."""
DRIVING = frozenset({"ram", "drive", "crash", "plough", "plow", "smash", "steer", "slam"})
"""Verbs whose object is what is driven, where a vehicle."""
INTO = ("obl:into", "obl:through", "obl:at")
THROWING = frozenset({"pelt", "hurl", "throw", "lob", "fire", "shoot", "toss", "fling", "aim"})
"""Verbs whose "at" names those who are meant to be hit."""
ENVOYS = frozenset(
    {
        "ambassador",
        "envoy",
        "diplomat",
        "attache",
        "attaché",
        "charge",
        "chargé",
        "consul",
        "official",
        "staff",
        "minister",
    }
)
"""Who is summoned or expelled for his country."""
FREEING = frozenset({"release", "freedom", "return", "liberation", "extradition", "safety", "protection", "rescue"})
"""What is demanded for somebody, who is asked for nothing."""
TROOPS = frozenset({
    "force", "troop", "fighter", "unit", "man", "soldier", "jet", "warplane", "guard", "gunman", "commando",
})  # fmt: skip
"""Whose deed is that of the side whose they are said to be: "its forces repulsed"."""
BODIES = frozenset({"military", "army", "navy", "naval", "police", "coalition", "rebel", "junta", "government"})
SUMMONING = frozenset({"ACCUSE", "SANCTION", "REJECT"})
"""Types whose verb's own object names to whom it is done: "summoned the Iranian ambassador", "expelled two French envoys"."""
CORE = frozenset({"nsubj", "obj", "iobj", "nsubj:pass"})

VERB_ROLES: Mapping[str, Role] = {
    "nsubj": "actor", "obj": "recipient", "iobj": "recipient", "nsubj:pass": "recipient", "obl:by": "actor",
    "obl:against": "recipient", "obl:with": "instrument", "obl:from": "origin", "obl:to": "destination",
    "obl:into": "destination", "obl:toward": "destination", "obl:towards": "destination", "obl:using": "instrument",
    "obl:over": "topic", "obl:about": "topic",
}  # fmt: skip
NOUN_ROLES: Mapping[str, Role] = {
    "nmod:poss": "actor", "nmod:by": "actor", "obl:by": "actor", "nsubj": "actor", "amod": "actor", "compound": "actor",
    "nsubj:pass": "recipient", "obj": "recipient", "iobj": "recipient", "nmod:against": "recipient",
    "nmod:on": "recipient", "nmod:of": "recipient", "nmod:at": "recipient", "nmod:to": "recipient",
    "nmod:into": "recipient", "nmod:between": "actor", "nmod:with": "instrument", "nmod:from": "actor",
    "nmod:for": "topic", "nmod:over": "topic", "nmod:about": "topic",
}  # fmt: skip


class Relations:
    """The relations of one reading's candidates. `triggers`: head tokens of all candidates, which name events, not doers."""

    def __init__(self, links: Links, syntax: Syntax, words: Words, triggers: Iterable[int]) -> None:
        self.links, self.syntax, self.words = links, syntax, words
        self.tokens = syntax.tokens
        self.triggers = frozenset(triggers)

    def lemma(self, index: int) -> str:
        """The lemma of a token, lower case."""
        return self.tokens[index].lemma.lower()

    def noun(self, candidate: Candidate) -> bool:
        """Whether the trigger is a noun, with or without a verb that carries it."""
        return candidate.support is not None or not self.syntax.verbal(candidate.token)

    def edges(self, candidate: Candidate) -> Iterator[Edge]:
        """The relations of the trigger, and those that the frame reaches along a path ("xcomp>obj")."""
        inside = {candidate.token, *candidate.words}
        own = self._driven(self.syntax.edges(candidate.token, candidate.support), candidate)
        yield from (each for e in own if e.token not in inside for each in self._mutual(e))
        yield from (e._replace(label="nmod:by") for e in own if e.token in inside and self._names_doer(e))
        for path in candidate.frame.roles:
            if ">" in path:
                yield from (Edge(path, token, "path") for token in self.follow(candidate.token, path.split(">")))
        for token in sorted(inside - {candidate.token}):
            owners = self.users(token) if candidate.type == "ASSAULT" else []
            yield from (Edge("obl:by", owner, "owner") for owner, _ in owners)
            for edge in self.syntax.edges(token):
                if edge.token not in inside and edge.label not in CORE and edge.token not in dict(owners):
                    yield from self._of_inner(edge, token, candidate)

    def _driven(self, edges: Iterable[Edge], candidate: Candidate) -> list[Edge]:
        """The relations, with what is driven into another thing as the means and that thing as what is struck."""
        found = list(edges)
        vehicle = [e for e in found if e.label == "obj" and self.lemma(e.token) in self.words.weapon | self.words.craft]
        if self.lemma(candidate.token) not in DRIVING or not vehicle or not any(e.label in INTO for e in found):
            return found
        turned = {"obj": "obl:with", **dict.fromkeys(INTO, "obj")}
        return [e._replace(label=turned.get(e.label, e.label)) for e in found]

    def _mutual(self, edge: Edge) -> Iterator[Edge]:
        """A relation; for "each other" and "one another" the same relation to those who do it."""
        kin = (self.lemma(c) for c in self.syntax.children[edge.token])
        if not (self.lemma(edge.token) in ("other", "another") and set(kin) & {"each", "one"}):
            yield edge
            return
        verb = self.syntax.governor(edge.token)
        doers = [] if verb is None else [token for token, _ in self.syntax.subjects(verb)]
        yield from (Edge(edge.label, token, "mutual") for token in doers if token != edge.token)

    def _of_inner(self, edge: Edge, word: int, candidate: Candidate) -> Iterator[Edge]:
        """A relation of a noun among the trigger's words: whose ambassador is summoned, whose website is blocked or whose
        resignation is demanded has it done to him; whose release is demanded, and an inquiry's own adjective, is nobody here."""
        if edge.label == "nmod:for" and self.lemma(word) == "warrant":
            yield edge._replace(label="obl:against")
            return
        if edge.label not in ("amod", "compound", "nmod:poss"):
            if not (candidate.type == "REQUEST" and edge.label == "nmod:into"):
                yield edge
            return
        if candidate.type in ("DISPLACE", "DISASTER") and edge.label == "nmod:poss":
            return  # whose homes they are drove nobody out, and the river whose banks they are is no doer
        actor = self.links.actor(edge.token)
        if candidate.type in SUMMONING and self.lemma(word) in ENVOYS and actor is not None:
            yield edge._replace(label="obl:against")
            return
        if actor is None or actor is self.links.actor(word):
            yield from () if candidate.type == "REQUEST" or actor is not None else (edge,)
            return
        undergoes = (
            self.tokens[word].dep in ("obj", "nsubj:pass") and edge.label == "nmod:poss" and not self.noun(candidate)
        )
        if candidate.type == "REQUEST":
            if self.lemma(word) not in FREEING:
                yield edge._replace(label="obl:against")
        elif candidate.type in SUMMONING or (undergoes and candidate.type in ("COERCE", "ASSAULT")):
            yield edge._replace(label="obl:against")
        elif candidate.type != "PROTEST" or self.tokens[word].dep not in ("obj", "nsubj:pass") or self.noun(candidate):
            yield edge  # whose cars are set on fire is no rioter

    def _names_doer(self, edge: Edge) -> bool:
        """Whether a word of the trigger says whose deed it is as well: "police firing"."""
        return edge.label in ("compound", "nmod:poss") and self.links.actor(edge.token) is not None

    def follow(self, index: int, path: list[str]) -> list[int]:
        """The tokens at the end of a path of relations."""
        ends = [index]
        for label in path:
            ends = [token for end in ends for token in self.reached(end, label)]
        return ends

    def reached(self, index: int, label: str) -> list[int]:
        """The tokens in a relation to one; a clausal complement is none of `Syntax.edges`."""
        if label == "ccomp":
            return [c for c in self.syntax.children[index] if self.tokens[c].dep == "ccomp"]
        return [e.token for e in self.syntax.edges(index) if label in (e.label, e.label.partition(":")[0])]

    # ------------------------------------------------------------ the role of a relation
    def role(self, label: str, candidate: Candidate) -> Role | None:
        """The role that a relation has: by the frame, with passive turned round, else by default."""
        frame, noun = self.frame(candidate), self.noun(candidate)
        if label == "obl:at" and frame.get(label) == "place" and self.lemma(candidate.token) in THROWING:
            return "recipient"
        if (
            label == "obl:at"
            and frame.get("obj") == "target"
            and frame.get(label) == "target"
            and not noun
            and not self._aimed(candidate)
        ):
            return "place"
        for key in alternatives(label, noun):
            if key in frame:
                return frame[key]
        if label == "nsubj:pass" and "nsubj" in frame and not noun:
            return frame["nsubj"]  # an entry that is itself passive: "be sentenced"
        if label in CORE and not noun and frame.keys() & CORE:
            return None
        base, _, case = label.partition(":")
        if base == "nmod" or noun:
            return NOUN_ROLES.get(label) or NOUN_ROLES.get(f"nmod:{case}") or (VERB_ROLES.get(label) if case else None)
        return VERB_ROLES.get(label)

    def _aimed(self, candidate: Candidate) -> bool:
        """Whether a trigger's "at" names what is meant to be hit, and not where it is done."""
        return any(
            self.lemma(t) in THROWING | SHOOTING or self.lemma(t) in self.words.weapon
            for t in (candidate.token, *candidate.words)
        )

    def frame(self, candidate: Candidate) -> Mapping[str, Role | None]:
        """The roles of a candidate's relations; turned round where the trigger itself says "under" ("be under pressure")."""
        turned = candidate.support is None and any(self.lemma(token) == "under" for token in candidate.words)
        return candidate.frame.inverted().roles if turned else candidate.frame.roles

    def filler(
        self, role: Role, edge: Edge, *, actor: str | None = None, place: str | None = None, quantity: str | None = None
    ) -> Filler:
        """A filler with the words of its phrase."""
        thing = role in ("target", "instrument") and actor is None and place is None
        span = self.syntax.thing(edge.token) if thing else self.syntax.phrase(edge.token)
        return Filler(
            role=role, token=edge.token, span=span, actor=actor, place=place, quantity=quantity, label=edge.label,
            how=edge.how,
        )  # fmt: skip

    # ------------------------------------------------------------ whose a noun is
    def users(self, index: int) -> list[tuple[int, Actor]]:
        """Who uses a weapon or vehicle that is said to act: "an army helicopter attacked", "the police's guns"."""
        if self.lemma(index) in self.words.weapon | self.words.craft:
            return self.owners(index)
        if self.lemma(index) in TROOPS:
            return [(c, a) for c, a in self.owners(index) if self.tokens[c].dep == "nmod:poss"]
        return []

    def owners(self, index: int) -> list[tuple[int, Actor]]:
        """The actors that modify a noun, and their tokens: whose it is, or of which side."""
        near = [c for c in self.syntax.children[index] if self.tokens[c].dep in ("compound", "amod", "nmod:poss")]
        found = [(c, self.links.actor(c) or self._force(c)) for c in near]
        return [(c, actor) for c, actor in found if actor is not None and not self.guessed(c, actor, modifier=False)]

    def _force(self, index: int) -> Actor | None:
        """The one body of the report that a word in front of a thing means: "a military jet" where "the military" is told of."""
        return self.links.only_called(self.lemma(index)) if self.lemma(index) in BODIES else None

    def guessed(self, index: int, actor: Actor, *, modifier: bool) -> bool:
        """Whether what was taken for a body of no known kind is but the weapon, or names the place: "the Turbana clash"."""
        if actor.kind != "organization" or actor.sector is not None or actor.identifier is not None:
            return False
        arms = self.words.weapon | self.words.craft
        return self.lemma(index) in arms or (modifier and len(actor.mentions) == 1)


def alternatives(label: str, noun: bool) -> list[str]:
    """The keys under which a frame may list a relation, best first."""
    base, _, case = label.partition(":")
    keys = [label]
    if label == "nsubj:pass":
        keys.append("obj")
    elif label in ("obl:by", "nmod:by"):
        keys += ["obl:by", "nmod:by", "nsubj"]
    elif base == "obl" and case:
        keys.append(f"nmod:{case}")
    elif base == "nmod" and case and case != "poss":
        keys.append(f"obl:{case}")
    if noun and label in ("amod", "compound"):
        keys += ["compound", "nmod:poss"]
    return keys
