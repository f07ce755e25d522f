"""Things named again: "the hotel" after "the Hilton Hotel" is the hotel hit before, and takes its fuller words.

Only nouns that no actor stands for; an actor's names are the actors' business. Work is linear in the mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax

REACH = 10
"""How many sentences back the fuller words may stand."""
NAMING = frozenset({"amod", "compound", "nmod", "flat", "nummod", "appos"})


class Things:
    """The fullest words so far for each kind of thing that was hit or used, in one report."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self._last: dict[tuple[str, str], Filler] = {}

    def resolved(self, filler: Filler) -> Filler:
        """The filler, or for a bare definite noun the words by which the same thing was named before."""
        if filler.role not in ("target", "instrument") or filler.actor or filler.place or filler.quantity:
            return filler
        token = self.syntax.tokens[filler.token]
        key = (filler.role, token.lemma.lower())
        known = self._last.get(key)
        if self._described(filler.token):
            self._last[key] = filler
            return filler
        near = known is not None and token.sentence - self.syntax.tokens[known.token].sentence <= REACH
        if known is None or not near or self.syntax.definite(filler.token) != "definite":
            return filler
        return msgspec.structs.replace(filler, token=known.token, span=known.span, how="named again")

    def _described(self, index: int) -> bool:
        """Whether the words say more of a thing than its kind."""
        return any(self.syntax.base(c) in NAMING for c in self.syntax.children[index])


def with_things(mentions: Sequence[Mention], syntax: Syntax) -> list[Mention]:
    """The mentions, with each thing by the fullest words it has been named by so far."""
    things = Things(syntax)
    made = []
    for mention in mentions:
        fillers = tuple(things.resolved(f) for f in mention.fillers)
        made.append(mention if fillers == mention.fillers else msgspec.structs.replace(mention, fillers=fillers))
    return made
