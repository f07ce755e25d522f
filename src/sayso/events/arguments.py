"""Who did what to whom, how many and with what: from the relations of a trigger to the fillers of its roles.

A relation names a role through the frame of the candidate's lexicon entry, else through the defaults below. What the
filler is then decides what the role can mean: a weapon is no doer, a building is a target and no victim, a day is a
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from sayso.events.detect import Candidate
from sayso.events.links import ROUND, Links
from sayso.events.mention import HARM, VERBAL, Filler
from sayso.events.syntax import MEASURES, NOBODY, Edge, Syntax
from sayso.events.words import Words
from sayso.model import Actor, Quantity, Role, Span

BESIDE = frozenset({"under", "outside", "inside", "beneath", "near", "at", "against", "underneath", "beside"})
"""Prepositions that name what a bomb was meant for."""
FILLING = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET"})
"""Parts of speech that can name one struck whom no actor is known for."""
AGENTIVE = frozenset(
    {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "JUSTICE", "SANCTION", "AGREE", "OFFICE", "VOTE", "AID"}
)
"""Types that only someone can do."""
COUNTED_ONLY = frozenset({"other", "another", "casualty", "loss", "dozen", "hundred", "thousand"})
"""Nouns that stand for a number of people, and say nothing of who they are."""
COLLECTIVE = frozenset({"crowd", "family", "couple", "crew", "mob", "people", "personnel", "police", "victim"})
"""Nouns that stand for several people, or for a number not told, in the singular."""
SIDES = frozenset({"MIL", "REB", "COP", "SPY", "CRM", "UAF"})
"""Sectors of bodies that are sides of a fight, and no things that can be hit."""
SHOOTING = frozenset({"bullet", "fire", "gunfire", "shooting", "round", "volley", "barrage"})
"""Nouns that name the shooting, and no weapon, where they are the trigger's own words."""
FORCE = frozenset(
    {"war", "reprisal", "retaliation", "revenge", "force", "invasion", "offensive", "campaign", "kidnapping"}
)
"""Nouns for what is threatened with."""
DRIVING = frozenset({"ram", "drive", "crash", "plough", "plow", "smash", "steer", "slam"})
"""Verbs whose object is what is driven, where a vehicle."""
DOUBTING = frozenset({"alleged", "presumed", "suspected", "supposed", "purported", "apparent", "reputed", "probable"})
"""Words before a doer that leave it open whether he is who he is called."""
ATTEMPTS = frozenset({"attempt", "bid", "plot", "survive"})
"""Words by which somebody was meant to be killed and was not."""
RUINING = frozenset({"blow", "set"})
"""Verbs that ruin a vehicle and use a bomb: "blew up a car", "set a bus on fire", "set a bomb"."""
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
DWELLINGS = frozenset(
    {"home", "house", "apartment", "flat", "village", "shop", "store", "building", "farm", "residence", "mosque"}
)
MEETINGS = frozenset({
    "round", "series", "session", "meeting", "talk", "negotiation", "summit", "conference", "dialogue", "truce", "deal",
})  # fmt: skip
"""What is held or agreed, and nobody one meets."""
FREEING = frozenset({"release", "freedom", "return", "liberation", "extradition", "safety", "protection", "rescue"})
"""What is demanded for somebody, who is asked for nothing."""
OWN_ACTS = frozenset({
    "resignation", "departure", "withdrawal", "pullout", "surrender", "apology", "exit", "retreat", "ouster", "removal",
})  # fmt: skip
"""What is demanded of whose it is."""
TROOPS = frozenset({
    "force", "troop", "fighter", "unit", "man", "soldier", "jet", "warplane", "guard", "gunman", "commando",
})  # fmt: skip
"""Whose deed is that of the side whose they are said to be: "its forces repulsed"."""
BODIES = frozenset({"military", "army", "navy", "naval", "police", "coalition", "rebel", "junta", "government"})
VAGUE_ARMS = frozenset({"device", "charge", "package", "parcel", "weapon"})
SUMMONING = frozenset({"ACCUSE", "SANCTION", "REJECT"})
"""Types whose verb's own object names to whom it is done: "summoned the Iranian ambassador", "expelled two French envoys"."""
MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
CORE = frozenset({"nsubj", "obj", "iobj", "nsubj:pass"})
UNDERGOER: frozenset[Role] = frozenset({"recipient", "victim", "target"})
NUMBERS: frozenset[Role] = frozenset({"killed", "wounded", "missing", "held", "displaced", "count"})
EFFECTIVE: Mapping[Role, frozenset[str]] = {
    "held": frozenset({"COERCE", "ASSAULT", "JUSTICE"}),
    "displaced": frozenset({"DISPLACE"}),
}
"""The types that have an effect of a kind; the others only harm has."""
COUNTED = frozenset({"MOBILIZE", "AID", "RETREAT", "PROTEST", "VOTE", "CRIME", "COERCE", "JUSTICE"})
"""Types whose recipients are counted, where no word says what befell them."""
LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "across", "through", "throughout", "along", "within", "over", "above",
    "off", "on", "by", "between", "north_of", "south_of", "east_of", "west_of", "toward", "towards", "amid", "beside",
    "close_to",
})  # fmt: skip
"""Prepositions that place a happening, where their noun is a literal place."""

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


class Arguments:
    """Fillers of one reading's candidates. `triggers`: head tokens of all candidates, which name events, not doers."""

    def __init__(self, links: Links, syntax: Syntax, words: Words, triggers: Iterable[int]) -> None:
        self.links, self.syntax, self.words = links, syntax, words
        self.tokens = syntax.tokens
        self.triggers = frozenset(triggers)

    def lemma(self, index: int) -> str:
        """The lemma of a token, lower case."""
        return self.tokens[index].lemma.lower()

    def effect(self, candidate: Candidate) -> Role | None:
        """What befalls the one struck ("killed", "held" ...), where the trigger says so."""
        by = self.syntax.harmed_by(candidate.token)
        tokens = (candidate.token, *candidate.words) if by is None else (by, candidate.token, *candidate.words)
        known = (self.words.effects.get(self.lemma(token)) for token in tokens)
        found = next((role for role in known if role is not None), None)
        if found is None and {"arrest", "abduct"} & {candidate.mode, *candidate.modes}:
            return "held"
        if found is None and candidate.type == "DISPLACE":
            return "displaced"
        if found == "killed" and ATTEMPTS & {self.lemma(token) for token in candidate.words}:
            return None  # "survived an assassination attempt"
        return found if found is None or befits(found, candidate) else None

    def of(self, candidate: Candidate) -> tuple[Filler, ...]:
        """The fillers of a candidate, in the order of its relations, none twice."""
        effect = self.effect(candidate)
        found: dict[tuple[Role, int], Filler] = {}
        for edge in self.edges(candidate):
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
                yield from (f for edge in edges for f in self._undergoer("recipient", edge, candidate, effect))
        if undergoes is not None and self.links.quantity(undergoes.token) is not None:
            among = [c for c in self.syntax.children[candidate.token] if self.syntax.relation(c) == "obl:including"]
            for name in self.links.people(n for c in among for n in self.syntax.conjuncts(c)):
                yield from self._undergoer("recipient", Edge(undergoes.label, name, "beside"), candidate, effect)

    def parted(self, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The one struck whom the parse hangs on the day or place between: "the assassination in May of General Ana Ruiz"."""
        for child in self.syntax.children[candidate.token] if self.noun(candidate) else ():
            between = self.syntax.relation(child) in ("nmod:in", "nmod:on", "nmod:at", "nmod:near")
            whom = [c for c in self.syntax.children[child] if self.syntax.relation(c) == "nmod:of" and between]
            for name in self.links.people(n for c in whom for n in self.syntax.conjuncts(c)):
                yield from self._undergoer("victim", Edge("nmod:of", name, "misplaced"), candidate, effect)

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
            if built and self.tokens[token].dep in ("obj", "nsubj:pass") and not self.noun(candidate):
                yield self.filler("target", Edge("obj", token, "own"))

    def asked(self, candidate: Candidate) -> Iterator[Filler]:
        """Who is asked for what only he can do: "demanded Mr Patil's resignation", "called for the army's withdrawal"."""
        for edge in self.syntax.edges(candidate.token):
            if edge.label in ("obj", "obl:for") and self.lemma(edge.token) in OWN_ACTS:
                for token, actor in self._owners(edge.token):
                    yield self.filler("recipient", Edge("obj>nmod:poss", token, "owner"), actor=actor.id)
        for verb in self._reached(candidate.token, "ccomp"):
            if self.tokens[verb].upos == "NOUN":  # a bare form taken for a noun: "demanded that Mali release fighters"
                for token, actor in self._owners(verb):
                    yield self.filler("recipient", Edge("ccomp>nsubj", token, "owner"), actor=actor.id)

    def accused(self, candidate: Candidate) -> Iterator[Filler]:
        """Who is accused where only the clause of the accusation says so: "claims that the army shelled"."""
        for child in self.syntax.children[candidate.token]:
            if self.syntax.base(child) in ("acl", "ccomp", "advcl") and self.syntax.verbal(child):
                for token, how in self.syntax.subjects(child):
                    actor = self.links.actor(token)
                    if actor is not None and how == "own":
                        yield self.filler("recipient", Edge("acl>nsubj", token, "complement"), actor=actor.id)

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
            owners = self._users(token) if candidate.type == "ASSAULT" else []
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
        if candidate.type == "DISPLACE" and edge.label == "nmod:poss":
            return  # whose homes they are drove nobody out
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
            ends = [token for end in ends for token in self._reached(end, label)]
        return ends

    def _reached(self, index: int, label: str) -> list[int]:
        """The tokens in a relation to one; a clausal complement is none of `Syntax.edges`."""
        if label == "ccomp":
            return [c for c in self.syntax.children[index] if self.tokens[c].dep == "ccomp"]
        return [e.token for e in self.syntax.edges(index) if label in (e.label, e.label.partition(":")[0])]

    def noun(self, candidate: Candidate) -> bool:
        """Whether the trigger is a noun, with or without a verb that carries it."""
        return candidate.support is not None or not self.syntax.verbal(candidate.token)

    # ------------------------------------------------------------ one relation
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

    def fill(self, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The fillers that one relation gives."""
        token = edge.token
        if self.links.time(token) is not None:
            return
        role = self.role(edge.label, candidate)
        base, _, case = edge.label.partition(":")
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
            yield from self._undergoer(role, edge, candidate, effect)
        elif role in ("origin", "destination", "place"):
            if place:
                yield self.filler(role, edge, place=place.id)
        elif role == "instrument":
            yield from self._instrument(edge, candidate)
        elif role in NUMBERS:
            yield from self._undergoer("victim" if candidate.type in HARM else "recipient", edge, candidate, role)
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

    def _doer(self, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        token, actor = edge.token, self.links.actor(edge.token)
        modifier = edge.label in ("compound", "amod")
        if actor is not None and self._guessed(token, actor, modifier=modifier):
            actor = None
        if (token in self.triggers and actor is None) or self.syntax.nobody(token):
            return
        if actor is None and not modifier and (users := self._users(token)):
            yield from (self.filler("actor", edge._replace(token=user), actor=actor.id) for user, actor in users)
            yield from self._instrument(edge, candidate)
            return
        if modifier and self._undergone(candidate, effect):
            yield from self._undergoer("recipient", edge, candidate, effect) if actor else ()
            return
        if actor is None and modifier:
            yield from self._deeper(edge)
        if actor is None and (self.lemma(token) in self.words.weapon or candidate.type == "DISASTER"):
            yield from self._instrument(edge, candidate)
            return
        if actor is not None or (not modifier and (self.human(token) or self._agentive(edge, candidate))):
            yield self.filler("actor", edge, actor=actor.id if actor else None)
            yield from self._count(edge, candidate)

    def doubted(self, filler: Filler) -> bool:
        """Whether the words for a doer say that this is only thought of him: "alleged gunmen", "a suspected rebel"."""
        kin = (self.tokens[c] for c in self.syntax.children[filler.token] if c < filler.token)
        return filler.role == "actor" and any(t.word.lower() in DOUBTING and t.dep in ("amod", "compound") for t in kin)

    def _guessed(self, index: int, actor: Actor, *, modifier: bool) -> bool:
        """Whether what was taken for a body of no known kind is but the weapon, or names the place: "the Turbana clash"."""
        if actor.kind != "organization" or actor.sector is not None or actor.identifier is not None:
            return False
        arms = self.words.weapon | self.words.craft
        return self.lemma(index) in arms or (modifier and len(actor.mentions) == 1)

    def _deeper(self, edge: Edge) -> Iterator[Filler]:
        """Whose forces or means a modifier names where these are no actor known: "a U.S. military air strike"."""
        yield from (
            self.filler("actor", edge._replace(token=c), actor=actor.id) for c, actor in self._owners(edge.token)
        )

    def _users(self, index: int) -> list[tuple[int, Actor]]:
        """Who uses a weapon or vehicle that is said to act: "an army helicopter attacked", "the police's guns"."""
        if self.lemma(index) in self.words.weapon | self.words.craft:
            return self._owners(index)
        if self.lemma(index) in TROOPS:
            return [(c, a) for c, a in self._owners(index) if self.tokens[c].dep == "nmod:poss"]
        return []

    def _owners(self, index: int) -> list[tuple[int, Actor]]:
        """The actors that modify a noun, and their tokens: whose it is, or of which side."""
        near = [c for c in self.syntax.children[index] if self.tokens[c].dep in ("compound", "amod", "nmod:poss")]
        found = [(c, self.links.actor(c) or self._force(c)) for c in near]
        return [(c, actor) for c, actor in found if actor is not None and not self._guessed(c, actor, modifier=False)]

    def _force(self, index: int) -> Actor | None:
        """The one body of the report that a word in front of a thing means: "a military jet" where "the military" is told of."""
        return self.links.only_called(self.lemma(index)) if self.lemma(index) in BODIES else None

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

    def _undergoer(self, role: Role, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        token = edge.token
        actor, place = self.links.actor(token), self.links.place(token)
        if token in self.triggers and actor is None:
            yield from self._deed(edge, candidate)
            return
        if actor is None and (
            self.tokens[token].upos not in FILLING
            or ">" in edge.label
            or self.lemma(token) in NOBODY
            or self.syntax.nobody(token)
            or self._otherwise(token, candidate)
        ):
            return
        kind = self._undergoer_role(role, token, actor, candidate, effect)
        if kind == "target" and actor is None and self._means(edge, candidate):
            yield from self._instrument(edge, candidate)
            return
        if kind == "target" and actor is None and place is None:
            if self._untouchable(edge, candidate):
                return
            if candidate.type == "ASSAULT" and self._side(token):
                yield from self._opponent(edge)
                return
        if candidate.type in ("CONSULT", "AGREE") and actor is None and self.lemma(token) in MEETINGS:
            return
        if candidate.type == "THREATEN" and actor is None and place is None and self._deeds(token):
            yield self.filler("topic", edge)  # "threatened an attack"
            return
        made = self.filler(
            kind, edge, actor=actor.id if actor else None, place=place.id if place and not actor else None
        )
        told = list(self._toll(made, actor, candidate, effect))
        people = kind == "victim" or any(f.role in ("killed", "wounded") for f in told)  # "left 31 dead"
        if not (people and told and self._only_counted(token)):
            yield made
        yield from told

    def _deeds(self, index: int) -> bool:
        """Whether a noun is of deeds or states, and nobody or nothing that can be hurt."""
        words = self.words
        return self.lemma(index) in words.happening | words.abstract | words.intangible | MEASURES | FORCE

    def _only_counted(self, index: int) -> bool:
        """Whether words give a number and nothing else: "five others were wounded" names nobody."""
        if self.tokens[index].upos == "NUM" or self.lemma(index) in ROUND:
            counted = any(self.syntax.relation(c) == "nmod:of" for c in self.syntax.children[index])
            return not counted or self.links.actor(index) is None
        return self.lemma(index) in COUNTED_ONLY

    def _untouchable(self, edge: Edge, candidate: Candidate) -> bool:
        """Whether a noun is nothing that could be hit: an abstraction, a happening, a bare number, a stretch of land that
        only says where."""
        lemma, token = self.lemma(edge.token), self.tokens[edge.token]
        if lemma in self.words.abstract or lemma in self.words.intangible or lemma in self.words.happening:
            return True
        if token.upos not in ("NOUN", "PROPN") and (self.links.quantity(edge.token) is None or edge.label == "obl:at"):
            return True
        if edge.label == "amod" or self.syntax.nobody(edge.token):
            return True
        if (
            edge.label == "compound"
            and not self.words.kind_of(lemma) - {"explosive"}
            and lemma not in self.words.premises
        ):
            return True
        ruined = candidate.mode == "destroy" or edge.label in ("obj", "nsubj:pass")
        return lemma in self.words.stretch and not ruined

    def _side(self, index: int) -> bool:
        """Whether a noun stands for an armed side where it stood: its positions, a patrol of its."""
        return self.lemma(index) in self.words.side

    def _opponent(self, edge: Edge) -> Iterator[Filler]:
        """The side whose positions are hit, where it is told, else the words for them."""
        owners = self._owners(edge.token)
        yield from (
            self.filler("recipient", edge._replace(token=c, how="owner"), actor=actor.id) for c, actor in owners
        )
        if not owners:
            yield self.filler("recipient", edge)

    def _means(self, edge: Edge, candidate: Candidate) -> bool:
        """Whether what a verb is done to is the weapon it is done with: "planted a device"."""
        if edge.label.endswith((":at", ":on", ":against")):
            return False  # "fired at a vehicle"
        # no one fires what is "on fire"
        verbs = (token for token in candidate.words if self.tokens[token].upos != "NOUN")
        lemmas = {self.lemma(token) for token in (candidate.token, *verbs)}
        if self.words.kind_of(self.lemma(edge.token)) - {"explosive"}:
            lemmas -= RUINING
        return self.lemma(edge.token) in self.words.weapon and bool(lemmas & self.words.deploying)

    def _deed(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
        """Whose deed is condemned, praised or refused: its doers as the phrase names them, else the deed as a thing."""
        if candidate.type not in VERBAL or (candidate.type == "THREATEN" and ">" in edge.label):
            return
        inside = self.syntax.edges(edge.token)
        laid = ["nmod:on"] if self.lemma(candidate.token) == "blame" else []  # "blamed the attack on the front"
        doers = [e for e in inside if e.label in ("nmod:poss", "nmod:by", "obl:by", "amod", "compound", *laid)]
        named = [(e, actor) for e in doers if (actor := self.links.actor(e.token)) is not None]
        for doer, actor in named:
            yield self.filler("recipient", doer._replace(how="deed"), actor=actor.id)
        if not named:
            yield self.filler("target", edge)

    def _undergoer_role(
        self, role: Role, token: int, actor: Actor | None, candidate: Candidate, effect: Role | None
    ) -> Role:
        """Recipient, victim or target, by what is struck."""
        if candidate.type not in HARM:
            return role
        if actor is not None and actor.kind != "country":
            if effect or actor.kind in ("person", "people", "unnamed"):
                return "victim"
            ruined = (
                candidate.mode in ("destroy", "explosives") and actor.kind == "organization" and actor.sector is None
            )
            return "recipient" if role == "target" and not ruined and self._fights(token, actor) else role
        if actor is not None:
            return "recipient" if role == "target" else role
        if self.links.place(token) is not None:
            return "target"
        counted = self.links.quantity(token) is not None and effect in ("killed", "wounded", "held")
        nameless = self.tokens[token].upos != "PROPN" or effect is None
        return "victim" if counted or not nameless or self._someone(token) else "target"

    def _someone(self, index: int) -> bool:
        """Whether a noun stands for people, or is a name behind such a noun: "opposition leader Galo Prado"."""
        if self.lemma(index) in self.words.person:
            return True
        titles = [
            c for c in self.syntax.children[index] if c < index and self.tokens[c].dep in ("compound", "flat", "amod")
        ]
        return self.tokens[index].upos == "PROPN" and any(self.lemma(c) in self.words.person for c in titles)

    def _fights(self, token: int, actor: Actor) -> bool:
        """Whether those struck are a side, and no thing of theirs: the army, and not its headquarters."""
        side = actor.kind == "group" or actor.sector is None or actor.sector in SIDES
        return side and (self.lemma(token) not in self.words.premises or self._side(token))

    def _toll(self, made: Filler, actor: Actor | None, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The number that goes with one struck: of killed, held ..., or of things counted."""
        quantity = self.links.quantity(made.token)
        role = self._number(made, quantity, candidate, effect)
        if role is None:
            return
        if quantity is not None:
            yield msgspec.structs.replace(made, role=role, quantity=quantity.id, span=quantity.span, place=None)
        elif role in ("killed", "wounded") and self._single(made.token, actor):
            yield msgspec.structs.replace(made, role=role)

    def _otherwise(self, index: int, candidate: Candidate) -> bool:
        """Whether a bare number is told by the next word to be of something else: "leaving 12 people dead and 30 wounded"."""
        after = index + 1
        if (
            self.tokens[index].upos != "NUM"
            or after >= len(self.tokens)
            or after in (candidate.token, *candidate.words)
        ):
            return False
        return self.tokens[after].xpos in ("VBN", "JJ", "VBD") and self.lemma(after) in self.words.effects

    def _number(
        self, made: Filler, quantity: Quantity | None, candidate: Candidate, effect: Role | None
    ) -> Role | None:
        """Which number of the event the quantity of one struck is."""
        if quantity is not None and (self.lemma(made.token) in self.words.projectile or self._of_projectiles(quantity)):
            return "count"
        keys = alternatives(made.label, self.noun(candidate))
        if effect and self.syntax.harmed_by(candidate.token) is not None:
            return effect
        listed = next((candidate.frame.numbers[k] for k in keys if k in candidate.frame.numbers), None)
        if (listed or effect) == "held" and quantity is not None and not self._living(made.token, quantity):
            return "count"
        if listed or effect:
            return listed or effect
        if quantity is None:
            return None
        if quantity.tally in NUMBERS:
            told = next(role for role in NUMBERS if role == quantity.tally)
            if befits(told, candidate):
                return told
        return "count" if candidate.type in COUNTED else None

    def _living(self, index: int, quantity: Quantity) -> bool:
        """Whether a noun that is taken or held stands for people: a number alone may, but not one of money or metres."""
        if self.links.actor(index) is not None or self.lemma(index) in self.words.person:
            return True
        return self.tokens[index].upos == "NUM" and not quantity.of.isupper()

    def _of_projectiles(self, quantity: Quantity) -> bool:
        return any(word.rstrip("s") in self.words.projectile for word in (quantity.of or "").lower().split())

    def _single(self, token: int, actor: Actor | None) -> bool:
        """Whether a phrase stands for one person."""
        if self.tokens[token].xpos in ("NNS", "NNPS"):
            return False
        if actor is not None and actor.kind not in ("people", "unnamed"):
            return actor.kind == "person"
        return self.lemma(token) in self.words.person and self.lemma(token) not in COLLECTIVE

    def _measured(self, index: int) -> bool:
        """Whether a measure of something that is used stands for it: "20 kg of dynamite"."""
        of = (c for c in self.syntax.children[index] if self.syntax.relation(c) == "nmod:of")
        return self.lemma(index) in self.words.measure and any(self.lemma(c) in self.words.weapon for c in of)

    def _count(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
        """How many took part."""
        quantity = self.links.quantity(edge.token)
        if quantity is not None and edge.label not in ("compound", "amod", "nmod:poss"):
            made = self.filler("count", edge, quantity=quantity.id)
            yield msgspec.structs.replace(made, span=quantity.span)

    def _instrument(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
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
            users = self._users(edge.token)
            yield from (self.filler("actor", edge._replace(token=user), actor=owner.id) for user, owner in users)
        quantity = self.links.quantity(edge.token)
        if quantity is not None and candidate.type in ("ASSAULT", "MOBILIZE") and not edge.label.startswith("compound"):
            yield msgspec.structs.replace(made, role="count", quantity=quantity.id, span=quantity.span)

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
        kept += self._weapons(candidate, kept)
        return tuple(kept)

    def _weapons(self, candidate: Candidate, kept: list[Filler]) -> list[Filler]:
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


def befits(effect: Role, candidate: Candidate) -> bool:
    """Whether a happening of the candidate's type can have such an effect on people."""
    return candidate.type in EFFECTIVE.get(effect, HARM)


def locative(base: str, case: str) -> bool:
    """Whether a relation may say where its governor happened."""
    return case in LOCATIVE if base in ("obl", "nmod") else base in ("compound", "amod", "advmod")


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
