"""Things named again: "the hotel" after "the Hilton Hotel" is the hotel hit before, and takes its fuller words; so does "the
vehicle" after "a tank truck".

Only nouns that no actor stands for; an actor's names are the actors' business. Work is linear in a report's length.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

import msgspec

from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.syntax import Syntax
from sayso.events.words import Words
from sayso.model import Span

REACH = 10
"""How many sentences back the fuller words may stand."""
NEAR = 4
"""How many sentences back another word for the same thing may stand."""
NAMING = frozenset({"amod", "compound", "nmod", "flat", "nummod", "appos"})
ROLES = ("target", "instrument")
ADDED = ("cast", "bridging")
"""How a filler was found that no relation gives."""


class Things:
    """The fullest words so far for each kind of thing that was hit or used, in one report; `kinds`: also of things that are
    taken up by another noun."""

    def __init__(self, syntax: Syntax, words: Words, *, kinds: bool = False) -> None:
        self.syntax, self.words, self.kinds = syntax, words, kinds
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
        return next(self._of_its_kind(filler), None) if self.kinds else None

    def _of_its_kind(self, filler: Filler) -> Iterator[Filler]:
        """Things told of shortly before that a general noun can stand for, the last first: "the building" for a bank."""
        lemma = self._lemma(filler.token)
        kinds = [kind for kind, general in self.words.general.items() if lemma in general]
        if not kinds or not self._plain(filler.token):
            return
        for known in reversed(self._told.get(filler.role, ())):
            same = any(self._lemma(known.token) in self.words.kinds[kind] for kind in kinds)
            if (
                same
                and known.token != filler.token
                and 0 <= self._back(known, filler) <= NEAR
                and self._agree(known, filler)
            ):
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
        return all(self.syntax.base(c) == "amod" and self._of_state(c) for c in said)

    def _of_state(self, index: int) -> bool:
        token = self.syntax.tokens[index]
        return token.xpos in ("VBN", "VBG", "VBD") or token.lemma.lower() in self.words.kinds["explosive"]

    def _described(self, index: int) -> bool:
        """Whether the words say more of a thing than its kind."""
        return any(self.syntax.base(c) in NAMING for c in self.syntax.children[index])


def with_things(mentions: Sequence[Mention], syntax: Syntax) -> list[Mention]:
    """The mentions, with each thing by the fullest words it has been named by so far. Another noun for it ("the vessel") is
    left for the joining to weigh."""
    things = Things(syntax, syntax.words)
    made = []
    for mention in mentions:
        fillers = tuple(things.resolved(f) for f in mention.fillers)
        made.append(mention if fillers == mention.fillers else msgspec.structs.replace(mention, fillers=fillers))
    return made


# ---------------------------------------------------------------- once everything is found
def told_once(groups: Sequence[Sequence[Mention]], links: Links, syntax: Syntax) -> list[list[Mention]]:
    """The groups, with each thing once that was added across sentences or stands by a general noun.

    "The vehicles" is dropped beside the trucks it means, the ministry beside "an office of the ministry", and a window
    beside what it is a window of.
    """
    harms = [m for members in groups if members[0].candidate.type in HARM for m in members]
    told = sorted(
        {(f.token, f) for m in harms for f in m.fillers if f.role in (*ROLES, "recipient")}, key=lambda pair: pair[0]
    )
    once = Once([f for _, f in told], links, syntax)
    return [
        [once.kept(m, members) for m in members] if members[0].candidate.type in HARM else list(members)
        for members in groups
    ]


class Once:
    """What of the things told in one report's harms is another one again."""

    def __init__(self, told: Sequence[Filler], links: Links, syntax: Syntax) -> None:
        self.links, self.syntax = links, syntax
        self.told = told
        things = Things(syntax, syntax.words, kinds=True)
        self.same = {(f.role, f.token): things.resolved(f) for f in told if f.role in ROLES and not f.quantity}

    def kept(self, mention: Mention, members: Sequence[Mention]) -> Mention:
        """A mention without what its happening has already."""
        beside = {(f.role, f.token) for m in members for f in m.fillers}
        made: list[Filler] = []
        for filler in mention.fillers:
            known = self.same.get((filler.role, filler.token), filler) if self._thing(filler) else filler
            if known.token != filler.token and (filler.role, known.token) in beside:
                continue
            if filler.how in ADDED and filler.role in ROLES and (self._owns(filler) or self._part(filler, beside)):
                continue
            if known.token != filler.token:
                filler = msgspec.structs.replace(filler, token=known.token, span=known.span)
            made.append(filler)
        return (
            mention
            if len(made) == len(mention.fillers) and tuple(made) == mention.fillers
            else msgspec.structs.replace(mention, fillers=tuple(made))
        )

    def _thing(self, filler: Filler) -> bool:
        return filler.role in ROLES and not (filler.actor or filler.place or filler.quantity)

    def _owns(self, filler: Filler) -> bool:
        """Whether someone or something is named within the words for another thing, or body, that was hit."""
        actor = self.links.actor_by_id.get(filler.actor or "")
        spans = [filler.span] if actor is None else [filler.span, *actor.mentions]
        roles = (filler.role, "recipient") if filler.role == "target" else (filler.role,)
        others = (pair for pair in self.phrases if pair[0].role in roles and pair[0].token != filler.token)
        apart = [phrase for f, phrase in others if f.actor is None or f.actor != filler.actor]
        return any(o.contains(s) and o != s for o in apart for s in spans)

    @cached_property
    def phrases(self) -> list[tuple[Filler, Span]]:
        """What is told with its whole phrases, numbers left out; asked for only where something was added."""
        return [(f, self.syntax.phrase(f.token)) for f in self.told if not f.quantity]

    def _part(self, filler: Filler, beside: Collection[tuple[str, int]]) -> bool:
        """Whether a thing is a part of another, where something else is told to be hit as well."""
        part = self.syntax.tokens[filler.token].lemma.lower() in self.syntax.words.part
        return part and any(role == filler.role and token != filler.token for role, token in beside)
