"""Things named again: "the hotel" after "the Hilton Hotel" is the hotel hit before, and takes its fuller words; so does "the
vehicle" after "a tank truck".

Only nouns that no actor stands for; an actor's names are the actors' business. Work is linear in a report's length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax
from sayso.events.words import Words

REACH = 10
"""How many sentences back the fuller words may stand."""
NEAR = 4
"""How many sentences back another word for the same thing may stand."""
NAMING = frozenset({"amod", "compound", "nmod", "flat", "nummod", "appos"})
ROLES = ("target", "instrument")


class Things:
    """The fullest words so far for each kind of thing that was hit or used, in one report."""

    def __init__(self, syntax: Syntax, words: Words) -> None:
        self.syntax, self.words = syntax, words
        self._last: dict[tuple[str, str], Filler] = {}
        self._told: dict[str, list[Filler]] = {}

    def resolved(self, filler: Filler) -> Filler:
        """The filler, or for a bare definite noun the words by which the same thing was named before."""
        if filler.role not in ROLES or filler.actor or filler.place or filler.quantity:
            return filler
        known = self._named_before(filler)
        if known is not None:
            return msgspec.structs.replace(filler, token=known.token, span=known.span, how="named again")
        self._told.setdefault(filler.role, []).append(filler)
        if self._described(filler.token):
            self._last[filler.role, self._lemma(filler.token)] = filler
        return filler

    def _named_before(self, filler: Filler) -> Filler | None:
        """The thing that a definite noun takes up."""
        if self.syntax.definite(filler.token) != "definite":
            return None
        known = self._last.get((filler.role, self._lemma(filler.token)))
        if known is not None and not self._described(filler.token) and self._back(known, filler) <= REACH:
            return known
        return next((f for f in self._of_its_kind(filler)), None)

    def _of_its_kind(self, filler: Filler) -> Iterator[Filler]:
        """Things told of shortly before that a general noun can stand for, the last first: "the building" for a bank."""
        lemma = self._lemma(filler.token)
        kinds = [kind for kind, general in self.words.general.items() if lemma in general]
        if not kinds or not self._plain(filler.token):
            return
        for known in reversed(self._told.get(filler.role, ())):
            same = any(self._lemma(known.token) in self.words.kinds[kind] for kind in kinds)
            if same and known.token != filler.token and 0 <= self._back(known, filler) <= NEAR and self._agree(known, filler):
                yield known

    def _agree(self, known: Filler, filler: Filler) -> bool:
        """Whether both are one thing or both are several."""
        some, others = (self.syntax.tokens[f.token].xpos in ("NNS", "NNPS") for f in (known, filler))
        return some == others

    def _back(self, known: Filler, filler: Filler) -> int:
        tokens = self.syntax.tokens
        return tokens[filler.token].sentence - tokens[known.token].sentence

    def _lemma(self, index: int) -> str:
        return self.syntax.tokens[index].lemma.lower()

    def _plain(self, index: int) -> bool:
        """Whether nothing but a state is said of a thing beside its kind: "the damaged building"."""
        said = [c for c in self.syntax.children[index] if self.syntax.base(c) in NAMING]
        return all(self.syntax.base(c) == "amod" and self.syntax.tokens[c].xpos in ("VBN", "VBG", "VBD") for c in said)

    def _described(self, index: int) -> bool:
        """Whether the words say more of a thing than its kind."""
        return any(self.syntax.base(c) in NAMING for c in self.syntax.children[index])


def with_things(mentions: Sequence[Mention], syntax: Syntax) -> list[Mention]:
    """The mentions, with each thing by the fullest words it has been named by so far."""
    things = Things(syntax, syntax.words)
    made = []
    for mention in mentions:
        fillers = tuple(things.resolved(f) for f in mention.fillers)
        made.append(mention if fillers == mention.fillers else msgspec.structs.replace(mention, fillers=fillers))
    return made
