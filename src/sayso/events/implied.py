"""Who must have done what nobody is said to have done: the police where only they have the means.

Tear gas is the police's, and a volley of shots told right after the side that opened fire is that side's. Such a doer is an
inference from the account, so it is vouched for by those who tell of the happening and no firmer than probable.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax
from sayso.language.certainty import compose
from sayso.model import Actor, Attestation

POLICING = frozenset({"COP", "MIL"})
"""Sectors of those who have the means of crowd control."""
BACK = 2
"""How many sentences before the happening they may be named."""
SHOTS = frozenset({"round", "shot", "bullet", "shell", "canister", "grenade"})
"""What is counted when a volley is told of without those who fired it."""


class Implied:
    """Finds the doers of one reading's agentless happenings. `mentions`: all of them, in order of the text."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax) -> None:
        self.mentions, self.links, self.syntax = mentions, links, syntax
        self.forces = self._forces()

    def doer(self, mention: Mention) -> Filler | None:
        """The doer of a happening that names none, with lowered vouchers; None where nothing tells."""
        if mention.candidate.type != "ASSAULT" or mention.of("actor") or mention.phase != "happened":
            return None
        found = self._same_side(mention)
        if found is None and "crowd-control" in (mention.candidate.mode, *mention.candidate.modes):
            found = self._police_near(mention)
        return self._filler(mention, *found) if found else None

    def _forces(self) -> dict[int, list[tuple[int, Actor]]]:
        """The heads of mentions of police and soldiers, by sentence."""
        found: dict[int, list[tuple[int, Actor]]] = {}
        for actor in self.links.reading.actors:
            whole = self.links.actor_by_id.get(actor.part_of or "")
            if actor.kind != "country" and POLICING & {actor.sector, whole.sector if whole else None}:
                for span in actor.mentions:
                    if (head := self.links.head(span)) is not None:
                        found.setdefault(self.syntax.tokens[head].sentence, []).append((head, actor))
        return found

    def _police_near(self, mention: Mention) -> tuple[int, Actor] | None:
        """The police named last before the happening, in its sentence or the few before; else later in its own."""
        struck = {f.token for f in mention.fillers if f.role in ("victim", "target", "recipient")}
        for sentence in range(mention.sentence, mention.sentence - BACK - 1, -1):
            named = [n for n in sorted(self.forces.get(sentence, ()), key=lambda n: n[0]) if n[0] not in struck]
            before = [n for n in named if n[0] < mention.candidate.token]
            if before or named:
                return (before or named)[-1 if before else 0]
        return None

    def _same_side(self, mention: Mention) -> tuple[int, Actor] | None:
        """The side that opened fire in the sentence before a volley whose shots are counted ("Some 20 rounds were fired")."""
        if not any(self.syntax.tokens[f.token].lemma.lower() in SHOTS for f in mention.of("instrument")):
            return None
        before = self.mentions[mention.index - 1] if mention.index else None
        if before is None or mention.sentence - before.sentence > 1 or before.paragraph != mention.paragraph:
            return None
        means = {before.candidate.mode, *before.candidate.modes} & {"firearms", "crowd-control", "heavy-weapons"}
        named = [(f.token, self.links.actor_by_id[f.actor]) for f in before.of("actor") if f.actor]
        return named[0] if means and len(named) == 1 else None

    def _filler(self, mention: Mention, token: int, actor: Actor) -> Filler:
        vouchers = tuple(
            Attestation(source=a.source, factuality=compose("PR+", a.factuality), claim=a.claim)
            for a in mention.attestations
        )
        span = self.syntax.phrase(token)
        return Filler(role="actor", token=token, span=span, actor=actor.id, how="implied", attestations=vouchers)


def with_implied(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, with the doers that their means imply."""
    implied = Implied(mentions, links, syntax)
    made: list[Mention] = []
    for mention in mentions:
        filler = implied.doer(mention)
        if filler is not None:
            reasons = (*mention.reasons, "doer implied by the means, or by who fired before")
            mention = msgspec.structs.replace(mention, fillers=(*mention.fillers, filler), reasons=reasons)
        made.append(mention)
    return made
