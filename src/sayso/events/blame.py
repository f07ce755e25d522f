"""Who is said to be behind a happening: claims of responsibility, blame, attribution.

"The ELN claimed responsibility for the attack", "police blamed the cartel for the bombing", "the murder was attributed to
rebels": the one named becomes the happening's actor, vouched for by whoever says so and by nobody else. So does one who is
held, tried or wanted for it, or said to have had a part in it, as possible: that a court or the police think so is no more.
Who speaks for others claims what they did: "a spokesman for the ELN claimed responsibility" makes the ELN the actor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import LAYING, Edge, Syntax
from sayso.language.firmness import firmness
from sayso.model import REPORT_VOICE, Attestation, Factuality
from sayso.vouching import attest

ADMITTING = frozenset({"claim", "admit", "accept", "assume", "acknowledge", "take", "deny"})
"""Verbs whose subject takes (or refuses) the responsibility that is their object."""
RESPONSIBILITY = frozenset({"responsibility", "credit", "authorship", "blame"})
BLAMING = frozenset({"blame", "accuse", "suspect", "charge", "hold"})
"""Verbs whose object is said to have done what follows with "for" or "of"."""

PROSECUTING = frozenset({
    "arrest", "detain", "capture", "apprehend", "hold", "jail", "imprison", "indict", "try", "prosecute", "want", "seek", "nab",
    "extradite", "question", "interrogate", "remand", "pursue", "investigate",
})  # fmt: skip
"""Verbs whose object is thought to have done what they are held or sought for."""
CONVICTING = frozenset({"convict", "sentence", "condemn"})
"""Verbs of courts that find their object to have done what follows with "of" or "for"."""
PARTAKING = frozenset({
    "participate", "involve", "implicate", "link", "connect", "tie", "mastermind", "orchestrate", "instigate", "plot", "confess",
    "carry", "perpetrate", "commit", "execute", "engineer", "author", "stage", "order",
})  # fmt: skip
"""Verbs of having had a part in what they govern."""
PART = frozenset({"participation", "involvement", "complicity", "role"})
"""Nouns for somebody's part in what follows with "in"."""
LOOSE = frozenset({"involve", "implicate", "link", "connect", "tie"})
"""Those of them whose subject is only thought to have had a part."""
BETWEEN = frozenset(
    {
        "connection",
        "relation",
        "part",
        "role",
        "participation",
        "involvement",
        "case",
        "link",
        "responsibility",
        "series",
        "suspicion",
    }
)
"""Nouns between such a verb and the happening: "in connection with the murder", "took part in"."""
COMMITTED = frozenset({
    "perpetrate", "commit", "carry", "stage", "mastermind", "orchestrate", "instigate", "order", "plan", "engineer", "author",
})  # fmt: skip
"""Verbs whose passive names with "by" who did, or had done, the happening that is their subject."""
WORK = frozenset({"work", "doing", "handiwork", "deed", "act"})
"""Nouns of which it is told whose they are: "the bombing was the work of the front"."""
GENERAL = frozenset({"act", "action", "crime", "deed", "incident", "operation", "violence", "outrage", "atrocity"})
"""Nouns that take up a happening told before without naming its kind."""
VOICES = frozenset({"spokesman", "spokeswoman", "spokesperson", "caller", "representative", "envoy", "member"})
"""Nouns for someone who speaks for those who claim a happening, and need not have had a part in it."""
PAPERS = frozenset({
    "message", "statement", "communique", "communiqué", "leaflet", "pamphlet", "note", "letter", "call", "phone", "video",
    "recording", "tape", "post", "email", "flyer", "website", "channel", "telegram", "broadcast", "voice", "spokesmen",
})  # fmt: skip
"""Nouns for what carries a claim."""
SPOKEN_FOR = ("nmod:for", "nmod:of", "nmod:from", "nmod:by", "nmod:poss", "obl:from", "obl:by", "compound", "acl:for")
"""Relations of those for whom they speak."""
VAGUE = frozenset({"individual", "person", "people", "one", "those", "suspect"})
"""Nouns that with "the" say no more of those blamed than that they are blamed."""
DENYING = (Attestation(source=REPORT_VOICE, factuality="CT-"),)
"""Of those who are named as not behind it: "to the front and not to the party"."""
RECEIVING = frozenset({"receive", "get", "take", "answer", "have"})
"""Verbs whose object somebody else sent: "received a call from X claiming responsibility"."""
GENERALLY = 5
"""How many sentences back the attack may stand that "the act" means."""
CLAIMED = 2
"""How many sentences back the attack may stand for which somebody just "claimed responsibility"."""
CLIMB = 24
"""How many words before a participle its happening may stand."""
OVER = frozenset({"for", "of", "over", "in", "with", "to", "behind", "from"})


class Blame:
    """Finds who is said to be behind what, in one reading."""

    def __init__(self, links: Links, syntax: Syntax, mentions: Sequence[Mention]) -> None:
        self.links, self.syntax, self.tokens = links, syntax, syntax.tokens
        self.by_token: Mapping[int, Mention] = {m.candidate.token: m for m in mentions}

    def fillers(self) -> Iterator[tuple[Mention, Filler]]:
        """Mentions of harm with an actor that somebody names for it."""
        for token in self.tokens:
            lemma = token.lemma.lower()
            if lemma in ADMITTING or lemma in BLAMING or lemma in LAYING:
                yield from self._verb(token.index, lemma)
            elif lemma == "responsible":
                yield from self._responsible(token.index)
            elif lemma in WORK:
                yield from self._work(token.index)
            elif lemma == "behind" and token.dep == "case":
                yield from self._behind(token.head)
            if lemma in PROSECUTING or lemma in CONVICTING:
                yield from self._prosecuted(token.index, "PR+" if lemma in CONVICTING else "PS+")
            elif lemma in PART and token.upos == "NOUN":
                yield from self._part_of(token.index)
            elif lemma in PARTAKING or (lemma in ("take", "play", "have") and self._takes_part(token.index)):
                yield from self._partaking(token.index, lemma)

    def _verb(self, index: int, lemma: str) -> Iterator[tuple[Mention, Filler]]:
        edges = self.syntax.edges(index)
        passive = self.syntax.passive(index)
        doers = [e for e in edges if e.label == ("obl:by" if passive else "nsubj")]
        struck = [e for e in edges if e.label == ("nsubj:pass" if passive else "obj")]
        if lemma == "claim":
            claimed = [*self._harm(struck, "obj", "nsubj:pass"), *(self._last(index) if self._general(struck) else [])]
            for doer in self._claimants(index, doers) if claimed else ():
                yield from self._named(claimed, [doer], [(self._actor(doer), "CT+")])
        if lemma in ADMITTING and any(self._lemma(e) in RESPONSIBILITY for e in struck):
            sure = "CT-" if lemma == "deny" else "CT+"
            happenings = [
                *self._harm(edges, "obl:for"),
                *(m for e in struck for m in self._harm(self._below(e), "nmod:for")),
            ]
            happenings = happenings or self._told_before(index, [*edges, *(b for e in struck for b in self._below(e))])
            for doer in self._claimants(index, doers):
                yield from self._named(happenings, [doer], [(self._actor(doer), sure)])
        if lemma in BLAMING:
            named = [*self._harm(edges, "obl:for"), *self._harm(edges, "obl:of"), *self._responsibility(struck, edges)]
            sources = [(None, "PS+")] if lemma == "charge" and not doers else self._sources(doers)
            deeds = named or self._accused_of(index) or (self._last(index, 0) if lemma == "blame" else [])
            yield from self._named(deeds, struck, sources)
        if lemma in LAYING:
            happenings = [m for e in struck if (m := self.by_token.get(e.token)) and m.candidate.type == "ASSAULT"]
            happenings = happenings or (self._last(index) if self._general(struck) else [])
            laid = [e for e in edges if e.label in ("obl:to", "obl:on")]
            yield from self._named(happenings, laid, self._sources(doers))

    def _told_before(self, index: int, edges: Sequence[Edge]) -> list[Mention]:
        """The attack told last, which a claim of responsibility means that says not for what."""
        if any(e.label.endswith(":for") and self._lemma(e) not in GENERAL for e in edges):
            return []
        general = any(self._lemma(e) in GENERAL for e in edges)
        return self._last(index, GENERALLY if general else CLAIMED)

    def _general(self, edges: Sequence[Edge]) -> bool:
        """Whether a word takes up a happening told before: "the action", "this crime"."""
        return any(self._lemma(e) in GENERAL for e in edges)

    def _last(self, index: int, reach: int = GENERALLY) -> list[Mention]:
        """The attack told last before a word."""
        first = self.tokens[index].sentence - reach
        told = [m for t, m in self.by_token.items() if t < index and self.tokens[t].sentence >= first]
        harm = [m for m in told if m.candidate.type == "ASSAULT" and m.phase == "happened"]
        return harm[-1:]

    def _claimants(self, index: int, doers: Sequence[Edge]) -> list[Edge]:
        """Who claims a happening: the subject, that of the verb above a participle without one, or whom these speak for."""
        token = self.tokens[index]
        own = any(e.how == "own" and e.label == "nsubj" for e in doers)
        if not own and self.syntax.base(index) in ("acl", "advcl", "xcomp") and not self.syntax.passive(index):
            doers = self._above(token.head)
        found: list[Edge] = []
        for doer in doers:
            one = self._lemma(doer) in VOICES and self.tokens[doer.token].xpos not in ("NNS", "NNPS")
            voice = one or self._lemma(doer) in PAPERS
            found += self._spoken_for(doer.token, index) if voice else [doer] if self._actor(doer) else []
            if voice and not found and self.syntax.base(index) == "acl":
                found += self._above(self.tokens[doer.token].head)
        return found

    def _above(self, index: int) -> list[Edge]:
        """What a participle is said of: the noun above it, or the subjects of the verb."""
        if self.syntax.nominal(index):
            return [Edge("nsubj", index, "own")]
        if self.tokens[index].lemma.lower() in RECEIVING:
            given = self.syntax.edges(index)
            below = [b for e in given if e.label == "obj" for b in self._below(e)]
            return [e for e in (*given, *below) if e.label in ("obl:from", "nmod:from")]
        return [Edge("nsubj", token, how) for token, how in self.syntax.subjects(index)]

    def _spoken_for(self, voice: int, verb: int) -> list[Edge]:
        """For whom someone speaks: "a spokesman for X", "a caller who said he spoke for X", "on behalf of X"."""
        inside = [c for c in self.syntax.inside(voice) if not c > verb > voice]
        behalf = [
            c for c in self.syntax.inside(verb) if self.syntax.case(c).startswith("on_behalf") or self._of_behalf(c)
        ]
        for index in (*inside, *behalf):
            actor = self.links.actor(index)
            label = self.syntax.relation(index)
            bodied = actor is not None and actor.kind in ("group", "organization", "people")
            if bodied and (label in SPOKEN_FOR or label == "obl:for" or index in behalf):
                return [Edge("nsubj", index, "own")]
        return []

    def _of_behalf(self, index: int) -> bool:
        """Whether a noun stands behind "on behalf of"."""
        head = self.tokens[index].head
        return self.syntax.relation(index) == "nmod:of" and self.tokens[head].lemma.lower() in ("behalf", "name")

    def _accused_of(self, index: int) -> list[Mention]:
        """What someone is accused of by the clause or noun behind the verb: "accused of killing two"."""
        found: list[Mention] = []
        for child in self.syntax.children[index]:
            base = self.syntax.base(child)
            if child > index and base in ("advcl", "ccomp", "xcomp", "obl", "nmod", "acl"):
                label = self.syntax.relation(child)
                if base != "obl" or label.partition(":")[2] in ("of", "with", "for", "in"):
                    found += self._harm([Edge("of", child, "own")], "of")
        return found or self._under_object(index) or self._further_on(index)

    def _further_on(self, index: int) -> list[Mention]:
        """ "for the raid" behind the verb, where the parse comes apart between; no other verb stands there."""
        sentence = self.tokens[index].sentence
        for token in self.tokens[index + 1 :]:
            mention = self.by_token.get(token.index)
            if token.sentence != sentence or (mention is None and token.upos in ("VERB", "AUX")):
                return []
            if mention is not None:
                told = self.syntax.case(token.index) in ("for", "of") and mention.candidate.type == "ASSAULT"
                return [mention] if told else []
        return []

    def _under_object(self, index: int) -> list[Mention]:
        """A happening that the parse hangs on those blamed for it: "blame the front and its forces for the raid"."""
        objects = [c for c in self.syntax.children[index] if c > index and self.tokens[c].dep in ("obj", "nsubj:pass")]
        below = [t for c in objects for t in self.syntax.inside(c)]
        edges = [Edge(self.syntax.relation(t), t, "own") for t in below if self.tokens[t].head not in self.by_token]
        return self._harm(edges, "nmod:of", "nmod:for")[:1]

    def _work(self, index: int) -> Iterator[tuple[Mention, Filler]]:
        """ "The murder was the work of X": told by whoever tells the clause."""
        kin = self.syntax.children[index]
        if not any(self.tokens[c].dep == "cop" for c in kin) or self._denied(index):
            return
        subjects = [t for t, _ in self.syntax.subjects(index)]
        happenings = [m for t in subjects for m in self._harm([Edge("nsubj", t, "own")], "nsubj")]
        if not happenings and self._general([Edge("nsubj", t, "own") for t in subjects]):
            happenings = self._last(index)
        whose = [e for c in kin if self.syntax.relation(c) in ("nmod:of", "nmod:poss") for e in self._each(c)]
        yield from self._by_clause(happenings, whose, index)

    def _behind(self, index: int) -> Iterator[tuple[Mention, Filler]]:
        """ "X was behind the bombing", "X is believed to be behind it"."""
        mention = self.by_token.get(index)
        if mention is None or mention.candidate.type != "ASSAULT" or self._denied(index):
            return
        head = self.tokens[index].head
        be = head if self.tokens[index].dep == "obl" and self.tokens[head].lemma.lower() == "be" else index
        if be == index and not any(self.tokens[c].dep == "cop" for c in self.syntax.children[index]):
            return
        subjects = [Edge("nsubj", t, "own") for t in self._subjects(be)]
        yield from self._by_clause([mention], subjects, be)

    def _subjects(self, index: int) -> list[int]:
        """The subjects of a predicate noun, its own or, of "X is believed to be", those of the verb above."""
        own = [t for t, _ in self.syntax.subjects(index)]
        raised = self.syntax.base(index) in ("xcomp", "ccomp") and not own
        return [t for t, _ in self.syntax.subjects(self.tokens[index].head)] if raised else own

    def _denied(self, index: int) -> bool:
        """Whether a predicate is negated."""
        return any(self.tokens[c].lemma.lower() in ("not", "n't", "never") for c in self.syntax.children[index])

    def _each(self, index: int) -> list[Edge]:
        """A noun and those coordinated with it."""
        return [Edge("own", token, "own") for token in self.syntax.conjuncts(index)]

    def _by_clause(
        self, happenings: Sequence[Mention], named: Sequence[Edge], index: int
    ) -> Iterator[tuple[Mention, Filler]]:
        """Those named, vouched for as the clause of a word is told."""
        reading = self.links.reading
        told = attest(reading, self.tokens[index].span, firmness(reading, index).factuality)
        yield from self._vouched(happenings, named, told)

    def _committed(self, index: int) -> Iterator[tuple[Mention, Filler]]:
        """Who is named with "by" for having done or ordered a happening: "the murder of two nuns, perpetrated by X"."""
        edges = self.syntax.edges(index)
        by = [e for e in edges if e.label == "obl:by"]
        if not by or (self.tokens[index].lemma.lower() == "carry" and not self._out(index)):
            return
        happenings = [m for e in edges if e.label == "nsubj:pass" for m in self._harm([e], "nsubj:pass")]
        if not happenings and self.syntax.base(index) == "acl":
            happenings = self._deed_before(index - 1)
        yield from self._by_clause(happenings, by, index)

    def _out(self, index: int) -> bool:
        return any(self.tokens[c].word.lower() == "out" for c in self.syntax.children[index])

    def _deed_before(self, index: int) -> list[Mention]:
        """The happening that a participle behind its last words belongs to, wherever these hang: nobody is perpetrated."""
        for at in range(index, max(index - CLIMB, -1), -1):
            mention, token = self.by_token.get(at), self.tokens[at]
            if token.sentence != self.tokens[index].sentence or (mention is None and token.upos in ("VERB", "AUX")):
                return []
            if mention is not None and mention.candidate.type == "ASSAULT" and self.syntax.nominal(at):
                return [mention]
        return []

    def _prosecuted(self, index: int, sure: Factuality) -> Iterator[tuple[Mention, Filler]]:
        """Who is arrested, wanted or convicted for a happening."""
        edges = self.syntax.edges(index)
        struck = [e for e in edges if e.label == ("nsubj:pass" if self.syntax.passive(index) else "obj")]
        if not struck and self.tokens[index].dep.startswith("acl"):
            struck = [Edge("obj", self.tokens[index].head, "own")]  # "three men arrested over the murder"
        about = self._about(index) or [m for e in struck for m in self._about(e.token)]
        others = [m for m in about if m.candidate.token != index]  # "two men held by rebels" are held for nothing
        yield from self._named(others, struck, [(None, sure)])

    def _partaking(self, index: int, lemma: str) -> Iterator[tuple[Mention, Filler]]:
        """Who is said to have had a part in a happening: by the word of whoever says that."""
        passive = self.syntax.passive(index)
        if passive and lemma not in LOOSE:
            if lemma in COMMITTED:
                yield from self._committed(index)
            return
        tied = [e for e in self.syntax.edges(index) if e.label == "obj" and self._actor(e)]
        if lemma in LOOSE and not passive and tied:
            by = [e for e in self.syntax.edges(index) if e.label == "nsubj" and self._actor(e)]
            sources = [(self._actor(e), "PS+") for e in by]
            yield from self._named(self._about(index), tied, sources or [(None, "PS+")])
            return
        subjects = [Edge("nsubj", token, how) for token, how in self.syntax.subjects(index)]
        if not subjects and self.tokens[index].dep.startswith(("acl", "amod")):
            subjects = [Edge("nsubj", self.tokens[index].head, "own")]
        above = self.tokens[self.tokens[index].head].lemma.lower()
        doubted = lemma in LOOSE or above in BLAMING or above in PROSECUTING or above == "believe"
        yield from self._named(self._about(index), subjects, [(None, "PS+")] if doubted else [])

    def _part_of(self, index: int) -> Iterator[tuple[Mention, Filler]]:
        """Whose part in a happening a noun names: "the involvement of soldiers in the killing"."""
        whose = [
            e for e in self._below(Edge("obj", index, "own")) if e.label in ("nmod:of", "nmod:by", "nmod:poss", "amod")
        ]
        yield from self._named(self._about(index), whose, [(None, "PS+")])

    def _takes_part(self, index: int) -> bool:
        """Whether a light verb has a part or role as its object."""
        return any(
            self.tokens[c].dep == "obj" and self.tokens[c].lemma.lower() in BETWEEN for c in self.syntax.children[index]
        )

    def _about(self, index: int) -> list[Mention]:
        """The mentions of harm that a word of part or prosecution governs, straight or through a noun between."""
        found: list[Mention] = []
        queue, seen = [index], {index}
        while queue:
            for child in self.syntax.children[queue.pop()]:
                label = self.syntax.relation(child)
                base, _, case = label.partition(":")
                near = (
                    label == "obj"
                    or (base in ("obl", "nmod") and case.partition("_")[0] in OVER)
                    or base in ("conj", "advcl", "acl")
                )
                if not near or child in seen:
                    continue
                seen.add(child)
                mention = self.by_token.get(child)
                harm = mention if mention is not None and mention.candidate.type in ("ASSAULT", "CRIME") else None
                if harm is not None and (base != "conj" or found):
                    found.append(harm)
                    queue += [child] if base != "conj" else []
                elif self.tokens[child].lemma.lower() in BETWEEN:
                    queue.append(child)
        return found

    def _responsible(self, index: int) -> Iterator[tuple[Mention, Filler]]:
        """ "X was responsible for the attack": told by whoever tells the clause."""
        edges = self.syntax.edges(index)
        happenings = self._harm([*edges, *self._below(Edge("", index, ""))], "obl:for", "nmod:for")
        happenings = happenings or self._accused_of(index)
        subjects = [e for e in edges if e.label == "nsubj"]
        token = self.tokens[index]
        if token.dep == "amod" and self.tokens[self.tokens[token.head].head].lemma.lower() != "hold":
            subjects.append(Edge("amod", token.head, "own"))
        equal = [Edge("nsubj", t, "own") for e in subjects for t in self._said_to_be(e.token)]
        yield from self._by_clause(happenings, equal, equal[0].token) if equal else ()
        yield from self._named(happenings, subjects, [])

    def _said_to_be(self, index: int) -> list[int]:
        """Who "those responsible" are said to be: "those responsible for the raid are smugglers"."""
        token, head = self.tokens[index], self.tokens[self.tokens[index].head]
        if token.dep != "nsubj" or not any(self.tokens[c].dep == "cop" for c in self.syntax.children[head.index]):
            return []
        return (
            self.syntax.conjuncts(head.index) if self.links.actor(head.index) and not self._denied(head.index) else []
        )

    def _responsibility(self, struck: Sequence[Edge], edges: Sequence[Edge]) -> list[Mention]:
        """What those held responsible are held responsible for."""
        below = [e for one in struck for e in self._below(one)]
        held = [e.token for e in (*edges, *below) if self._lemma(e) == "responsible"]
        return (
            [m for token in held for m in self._harm(self.syntax.edges(token), "obl:for", "nmod:for")] if struck else []
        )

    def _lemma(self, edge: Edge) -> str:
        return self.tokens[edge.token].lemma.lower()

    def _below(self, edge: Edge) -> list[Edge]:
        """The dependents of a noun."""
        return [Edge(self.syntax.relation(c), c, "own") for c in self.syntax.children[edge.token]]

    def _harm(self, edges: Sequence[Edge], *labels: str) -> list[Mention]:
        """The mentions of harm in some relations."""
        found = [self.by_token.get(e.token) for e in edges if e.label in labels]
        return [m for m in found if m is not None and m.candidate.type in ("ASSAULT", "CRIME", "COERCE")]

    def _actor(self, edge: Edge) -> str | None:
        actor = self.links.actor(edge.token)
        return actor.id if actor is not None else None

    def _sources(self, doers: Sequence[Edge]) -> list[tuple[str | None, str]]:
        """Who blames: at most probable where nobody in particular does."""
        return [(self._actor(e), "CT+") for e in doers if self._actor(e)] or [(None, "PR+")]

    def _named(
        self, happenings: Sequence[Mention], named: Sequence[Edge], sources: Sequence[tuple[str | None, str]]
    ) -> Iterator[tuple[Mention, Filler]]:
        vouchers = tuple(Attestation(source=s, factuality=f) for s, f in sources)  # type: ignore[arg-type]
        yield from self._vouched(happenings, named, vouchers)

    def _vouched(
        self, happenings: Sequence[Mention], named: Sequence[Edge], vouchers: tuple[Attestation, ...]
    ) -> Iterator[tuple[Mention, Filler]]:
        for mention in happenings:
            for edge in named:
                told = DENYING if self._denied(edge.token) else vouchers
                for token, actor in self._people(edge):
                    span = self.syntax.phrase(token)
                    filler = Filler(role="actor", token=token, span=span, actor=actor, how="blame", attestations=told)
                    yield mention, filler

    def _people(self, edge: Edge) -> Iterator[tuple[int, str]]:
        """Those who are named: none for "no group", nor for "the people involved", which says no more than the deed."""
        actor = self._actor(edge)
        vague = self._lemma(edge) in VAGUE and self.syntax.definite(edge.token) == "definite"
        if actor is not None and not vague and not self.syntax.nobody(edge.token):
            yield edge.token, actor
            beside = ((token, self.links.actor(token)) for token in self.links.beside(edge.token))
            yield from ((token, other.id) for token, other in beside if other is not None)


def with_blame(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, with the actors that are named for them."""
    added: dict[int, list[Filler]] = {}
    for mention, filler in Blame(links, syntax, mentions).fillers():
        if filler.actor not in mention.doers:
            added.setdefault(mention.index, []).append(filler)
    return [_with(m, added[m.index]) if m.index in added else m for m in mentions]


def _with(mention: Mention, blamed: Sequence[Filler]) -> Mention:
    """A mention with those who are blamed for it, whom it was not done to by the same words."""
    told = {f.token for f in blamed}
    kept = (f for f in mention.fillers if f.token not in told or f.label != "nmod:on")
    return msgspec.structs.replace(mention, fillers=(*kept, *blamed))
