"""What one trigger of the report says, before mentions of the same happening are joined."""

from __future__ import annotations

import msgspec

from sayso.events.detect import Candidate
from sayso.model import Attestation, Factuality, Interval, Phase, Role, Span

VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE"})
"""Types of what one side says to or of another."""
HARM = frozenset({"ASSAULT", "DISASTER"})
"""Types of happenings that hurt people or things, on purpose or not."""


class Filler(msgspec.Struct, frozen=True):
    """What fills a role: its head token, the words, the values they name, and the relation it was found by.

    `attestations`: vouchers for this filler alone, where they are not the mention's.
    """

    role: Role
    token: int
    span: Span
    actor: str | None = None
    place: str | None = None
    time: str | None = None
    quantity: str | None = None
    label: str = ""
    how: str = "own"
    attestations: tuple[Attestation, ...] = ()


class Mention(msgspec.Struct, frozen=True):
    """One trigger with its arguments, where it stands, and how firmly the report takes it.

    `definite`: how a noun is introduced (`Syntax.definite`); `early`: among the first sentences of the body;
    `standing`: it tells what holds by now, in the present perfect; `cumulative`: it gives a running total, not one
    happening's toll; `called`: nouns of its type among its words.
    """

    index: int
    candidate: Candidate
    lemma: str
    effect: Role | None
    noun: bool
    definite: str
    plural: bool
    sentence: int
    paragraph: int
    headline: bool
    early: bool
    cumulative: bool
    fillers: tuple[Filler, ...]
    factuality: Factuality
    phase: Phase
    attestations: tuple[Attestation, ...]
    time: Interval | None = None
    time_reason: str = ""
    since: bool = False
    standing: bool = False
    told: bool = False
    place: str | None = None
    place_reason: str = ""
    reasons: tuple[str, ...] = ()
    called: tuple[str, ...] = ()

    def of(self, *roles: Role) -> list[Filler]:
        """The fillers of some roles, in order."""
        return [f for f in self.fillers if f.role in roles]

    @property
    def doers(self) -> frozenset[str]:
        """Ids of the actors that act."""
        return frozenset(f.actor for f in self.fillers if f.role == "actor" and f.actor)

    @property
    def blamed(self) -> frozenset[str]:
        """Ids of the actors that somebody names for it: rivals may name others for the same happening."""
        return frozenset(f.actor for f in self.fillers if f.role == "actor" and f.actor and f.how == "blame")

    @property
    def struck(self) -> frozenset[str]:
        """Ids of the actors to whom it is done."""
        return frozenset(f.actor for f in self.fillers if f.role in ("recipient", "victim", "target") and f.actor)
