"""To whom or what it is done, and how many of them: victims, targets, recipients and their numbers.

What is struck decides what its role can mean: a building is a target and no victim, an abstraction is nothing that can be hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from sayso.events.detect import Candidate
from sayso.events.instruments import Instruments
from sayso.events.links import ROUND
from sayso.events.mention import HARM, VERBAL, Filler
from sayso.events.relations import Relations, alternatives
from sayso.events.syntax import MEASURES, NOBODY, Edge
from sayso.model import Actor, Quantity, Role

FILLING = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET"})
"""Parts of speech that can name one struck whom no actor is known for."""
COUNTED_ONLY = frozenset({"other", "another", "casualty", "loss"})
"""Nouns that, beside round numbers, stand for a number of people and say nothing of who they are."""
COLLECTIVE = frozenset({"crowd", "family", "couple", "crew", "mob", "people", "personnel", "police", "victim"})
"""Nouns that stand for several people, or for a number not told, in the singular."""
SIDES = frozenset({"MIL", "REB", "COP", "SPY", "CRM", "UAF"})
"""Sectors of bodies that are sides of a fight, and no things that can be hit."""
FORCE = frozenset(
    {"war", "reprisal", "retaliation", "revenge", "force", "invasion", "offensive", "campaign", "kidnapping"}
)
"""Nouns for what is threatened with."""
ATTEMPTS = frozenset({"attempt", "bid", "plot", "survive"})
"""Words by which somebody was meant to be killed and was not."""
LIFE = frozenset({"life"})
COSTING = frozenset({"lose", "claim", "cost", "take"})
"""Verbs that with "lives" tell of deaths."""
MEETINGS = frozenset({
    "round", "series", "session", "meeting", "talk", "negotiation", "summit", "conference", "dialogue", "truce", "deal",
})  # fmt: skip
"""What is held or agreed, and nobody one meets."""
UNDERGOER: frozenset[Role] = frozenset({"recipient", "victim", "target"})
NUMBERS: frozenset[Role] = frozenset({"killed", "wounded", "missing", "held", "displaced", "count"})
EFFECTIVE: Mapping[Role, frozenset[str]] = {
    "held": frozenset({"COERCE", "ASSAULT", "JUSTICE"}),
    "displaced": frozenset({"DISPLACE"}),
}
"""The types that have an effect of a kind; the others only harm has."""
COUNTED = frozenset({"MOBILIZE", "AID", "RETREAT", "PROTEST", "VOTE", "CRIME", "COERCE", "JUSTICE"})
"""Types whose recipients are counted, where no word says what befell them."""


class Undergoers:
    """Those to whom one reading's candidates are done."""

    def __init__(self, relations: Relations, instruments: Instruments) -> None:
        self.relations, self.instruments = relations, instruments
        self.links, self.syntax, self.words = relations.links, relations.syntax, relations.words
        self.tokens, self.triggers = relations.tokens, relations.triggers
        self.lemma, self.filler = relations.lemma, relations.filler

    def effect(self, candidate: Candidate) -> Role | None:
        """What befalls the one struck ("killed", "held" ...), where the trigger says so."""
        by = self.syntax.harmed_by(candidate.token)
        tokens = (candidate.token, *candidate.words) if by is None else (by, candidate.token, *candidate.words)
        known = (self.words.effects.get(self.lemma(token)) for token in tokens)
        found = next((role for role in known if role is not None), None)
        if self.lemma(candidate.token) in COSTING and LIFE & {self.lemma(token) for token in candidate.words}:
            found = "killed"
        if found is None and {"arrest", "abduct"} & {candidate.mode, *candidate.modes}:
            return "held"
        if found is None and candidate.type == "DISPLACE":
            return "displaced"
        if found == "killed" and ATTEMPTS & {self.lemma(token) for token in candidate.words}:
            return None  # "survived an assassination attempt"
        return found if found is None or befits(found, candidate) else None

    def of(self, role: Role, edge: Edge, candidate: Candidate, effect: Role | None) -> Iterator[Filler]:
        """The fillers that one relation to the one struck gives: him or it, how many, or what else its noun is."""
        token = edge.token
        actor, place = self.links.actor(token), self.links.place(token)
        if token in self.triggers and actor is None:
            yield from self._deed(edge, candidate)
            return
        if actor is None and (
            self.tokens[token].upos not in FILLING
            or (">" in edge.label and role != "target")
            or self.lemma(token) in NOBODY
            or self.syntax.nobody(token)
            or self._otherwise(token, candidate)
        ):
            return
        kind = self._role(role, token, actor, candidate, effect)
        if kind == "target" and actor is None and self.instruments.means(edge, candidate):
            yield from self.instruments.of(edge, candidate)
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
        owners = self.relations.owners(edge.token)
        yield from (
            self.filler("recipient", edge._replace(token=c, how="owner"), actor=actor.id) for c, actor in owners
        )
        if not owners:
            yield self.filler("recipient", edge)

    def _deed(self, edge: Edge, candidate: Candidate) -> Iterator[Filler]:
        """Whose deed is condemned, praised or refused: its doers as the phrase names them, else the deed as a thing."""
        if candidate.type not in VERBAL or (candidate.type == "THREATEN" and ">" in edge.label):
            return
        inside = self.syntax.edges(edge.token)
        doers = [e for e in inside if e.label in ("nmod:poss", "nmod:by", "obl:by", "amod", "compound")]
        named = [(e, actor) for e in doers if (actor := self.links.actor(e.token)) is not None]
        for doer, actor in named:
            yield self.filler("recipient", doer._replace(how="deed"), actor=actor.id)
        if not named:
            yield self.filler("target", edge)

    def _role(self, role: Role, token: int, actor: Actor | None, candidate: Candidate, effect: Role | None) -> Role:
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
        counted = self.links.quantity(token) is not None and effect in ("killed", "wounded", "held", "missing")
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

    # ------------------------------------------------------------ how many
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

    def _dead(self, index: int) -> bool:
        """Whether a number has a word of its own for the dead: "two dead"."""
        return any(self.tokens[c].word.lower() in ("dead", "killed", "slain") for c in self.syntax.children[index])

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
        if effect == "wounded" and quantity is not None and self._dead(made.token):
            return "killed"  # "reported two dead and 31 wounded"
        keys = alternatives(made.label, self.relations.noun(candidate))
        if effect and self.syntax.harmed_by(candidate.token) is not None:
            return effect
        listed = next((candidate.frame.numbers[k] for k in keys if k in candidate.frame.numbers), None)
        if (listed or effect) == "held" and quantity is not None and not self._living(made.token, quantity):
            return "count"
        if effect == "missing":
            return effect  # whatever else may befall those whom the frame is of
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


def befits(effect: Role, candidate: Candidate) -> bool:
    """Whether a happening of the candidate's type can have such an effect on people."""
    return candidate.type in EFFECTIVE.get(effect, HARM)
