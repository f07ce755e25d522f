"""Who is said to be behind a happening: claims of responsibility, blame, attribution.

"The ELN claimed responsibility for the attack", "police blamed the cartel for the bombing", "the murder was attributed to
rebels": the one named becomes the happening's actor, vouched for by whoever says so and by nobody else. So does one who is
held, tried or wanted for it, or said to have had a part in it, as possible: that a court or the police think so is no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Edge, Syntax
from sayso.model import Attestation, Factuality

ADMITTING = frozenset({"claim", "admit", "accept", "assume", "acknowledge", "take", "deny"})
"""Verbs whose subject takes (or refuses) the responsibility that is their object."""
RESPONSIBILITY = frozenset({"responsibility", "credit", "authorship", "blame"})
BLAMING = frozenset({"blame", "accuse", "suspect", "charge", "hold"})
"""Verbs whose object is said to have done what follows with "for" or "of"."""
LAYING = frozenset({"attribute", "ascribe", "blame", "pin", "credit", "link", "trace"})
"""Verbs whose object is said to be the doing of what follows with "to" or "on"."""

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
CLAIMED = 2
"""How many sentences back the attack may stand for which somebody just "claimed responsibility"."""
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
            if lemma in PROSECUTING or lemma in CONVICTING:
                yield from self._prosecuted(token.index, "PR+" if lemma in CONVICTING else "PS+")
            elif lemma in PARTAKING or (lemma in ("take", "play", "have") and self._takes_part(token.index)):
                yield from self._partaking(token.index, lemma)

    def _verb(self, index: int, lemma: str) -> Iterator[tuple[Mention, Filler]]:
        edges = self.syntax.edges(index)
        passive = self.syntax.passive(index)
        doers = [e for e in edges if e.label == ("obl:by" if passive else "nsubj")]
        struck = [e for e in edges if e.label == ("nsubj:pass" if passive else "obj")]
        if lemma in ADMITTING and any(self._lemma(e) in RESPONSIBILITY for e in struck):
            sure = "CT-" if lemma == "deny" else "CT+"
            happenings = [
                *self._harm(edges, "obl:for"),
                *(m for e in struck for m in self._harm(self._below(e), "nmod:for")),
            ]
            happenings = happenings or self._told_before(index, [*edges, *(b for e in struck for b in self._below(e))])
            yield from self._named(happenings, doers, [(self._actor(e), sure) for e in doers])
        if lemma in BLAMING:
            named = [*self._harm(edges, "obl:for"), *self._harm(edges, "obl:of"), *self._responsibility(struck, edges)]
            yield from self._named(named, struck, self._sources(doers))
        if lemma in LAYING:
            happenings = [m for e in struck if (m := self.by_token.get(e.token)) and m.candidate.type == "ASSAULT"]
            yield from self._named(
                happenings, [e for e in edges if e.label in ("obl:to", "obl:on")], self._sources(doers)
            )

    def _told_before(self, index: int, edges: Sequence[Edge]) -> list[Mention]:
        """The attack told last, which a claim of responsibility means that says not for what."""
        if any(e.label.endswith(":for") for e in edges):
            return []
        first = self.tokens[index].sentence - CLAIMED
        told = [m for t, m in self.by_token.items() if t < index and self.tokens[t].sentence >= first]
        harm = [m for m in told if m.candidate.type == "ASSAULT" and m.phase == "happened"]
        return harm[-1:]

    def _prosecuted(self, index: int, sure: Factuality) -> Iterator[tuple[Mention, Filler]]:
        """Who is arrested, wanted or convicted for a happening."""
        edges = self.syntax.edges(index)
        struck = [e for e in edges if e.label == ("nsubj:pass" if self.syntax.passive(index) else "obj")]
        if not struck and self.tokens[index].dep.startswith("acl"):
            struck = [Edge("obj", self.tokens[index].head, "own")]  # "three men arrested over the murder"
        about = self._about(index) or [m for e in struck for m in self._about(e.token)]
        yield from self._named(about, struck, [(None, sure)])

    def _partaking(self, index: int, lemma: str) -> Iterator[tuple[Mention, Filler]]:
        """Who is said to have had a part in a happening: by the word of whoever says that."""
        passive = self.syntax.passive(index)
        if passive and lemma not in LOOSE:
            return
        subjects = [Edge("nsubj", token, how) for token, how in self.syntax.subjects(index)]
        if not subjects and self.tokens[index].dep.startswith(("acl", "amod")):
            subjects = [Edge("nsubj", self.tokens[index].head, "own")]
        above = self.tokens[self.tokens[index].head].lemma.lower()
        doubted = lemma in LOOSE or above in BLAMING or above in PROSECUTING or above == "believe"
        yield from self._named(self._about(index), subjects, [(None, "PS+")] if doubted else [])

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
        subjects = [e for e in edges if e.label == "nsubj"]
        token = self.tokens[index]
        if token.dep == "amod" and self.tokens[self.tokens[token.head].head].lemma.lower() != "hold":
            subjects.append(Edge("amod", token.head, "own"))
        yield from self._named(happenings, subjects, [])

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
        for mention in happenings:
            for edge in named:
                actor = self._actor(edge)
                if actor is not None and not self.syntax.nobody(edge.token):
                    span = self.syntax.phrase(edge.token)
                    yield (
                        mention,
                        Filler(
                            role="actor", token=edge.token, span=span, actor=actor, how="blame", attestations=vouchers
                        ),
                    )


def with_blame(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, with the actors that are named for them."""
    added: dict[int, list[Filler]] = {}
    for mention, filler in Blame(links, syntax, mentions).fillers():
        if filler.actor not in mention.doers:
            added.setdefault(mention.index, []).append(filler)
    return [
        msgspec.structs.replace(m, fillers=(*m.fillers, *added[m.index])) if m.index in added else m for m in mentions
    ]
