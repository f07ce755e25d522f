"""Numbers of dead and hurt that no trigger takes as its argument: "leaving three dead", "with 12 people missing".

Each goes to the harm that its words hang on, else to the nearest one told of in its sentence; a running total goes to none
but the one that its own noun names ("1,800 deaths since October").
What sentences tell that name no harm of their own is `accounts`' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.syntax import Syntax
from sayso.language.certainty import commitment
from sayso.model import Attestation, Quantity, Role
from sayso.vouching import attest

BEFALLS: dict[str, Role] = {
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "held": "held",
    "displaced": "displaced",
}
TYPES: dict[Role, frozenset[str]] = {
    "killed": frozenset({"ASSAULT", "DISASTER"}),
    "wounded": frozenset({"ASSAULT", "DISASTER", "PROTEST"}),
    "missing": frozenset({"ASSAULT", "DISASTER"}),
    "held": frozenset({"ASSAULT", "COERCE", "PROTEST"}),
    "displaced": frozenset({"DISPLACE", "DISASTER", "ASSAULT"}),
}
"""Which types of event a number may belong to."""
CLIMB = 8


def with_tolls(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, each with the stray numbers that belong to it."""
    by_sentence: dict[int, list[Mention]] = {}
    harmed = any(m.candidate.type in HARM and m.phase == "happened" for m in mentions)
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    added: dict[int, list[Filler]] = {}
    for quantity in stray(mentions, links):
        head = links.head(quantity.span)
        if head is None:
            continue
        role = BEFALLS[quantity.tally or ""]
        near = [m for m in by_sentence.get(syntax.tokens[head].sentence, ()) if m.candidate.type in TYPES[role]]
        near = [m for m in near if role != "wounded" or not harmed or m.candidate.type in HARM]  # before any protest
        near = [m for m in near if not quantity.cumulative or m.candidate.token == head]
        owner = owner_of(head, near, syntax)
        if owner is not None:
            own = own_vouchers(owner, quantity, links, syntax, head)
            added.setdefault(owner.index, []).append(filler(role, head, quantity, own))
    return [joined(m, added.get(m.index, ())) for m in mentions]


def stray(mentions: Sequence[Mention], links: Links) -> list[Quantity]:
    """The numbers of people whom something befell that no mention has yet; parts of another number are left out."""
    taken = {f.quantity for m in mentions for f in m.fillers if f.quantity}
    return [
        q
        for q in links.reading.quantities
        if q.tally in BEFALLS and q.id not in taken and q.best != 0 and q.part_of is None
    ]


def owner_of(head: int, near: Sequence[Mention], syntax: Syntax) -> Mention | None:
    """The mention that the number hangs on, else the last one before it, else the first after it."""
    by_token = {m.candidate.token: m for m in near}
    at: int | None = head
    for _ in range(CLIMB):
        if at is None:
            break
        if at in by_token:
            return by_token[at]
        at = syntax.governor(at)
    before = [m for m in near if m.candidate.token < head]
    return before[-1] if before else next(iter(near), None)


def own_vouchers(
    owner: Mention, quantity: Quantity, links: Links, syntax: Syntax, head: int
) -> tuple[Attestation, ...]:
    """Those who vouch for a number, where somebody else gives it than those who tell of its happening."""
    told = attest(links.reading, quantity.span, commitment(syntax.analysis, head).factuality)
    apart = {(a.source, a.factuality) for a in told} != {(a.source, a.factuality) for a in owner.attestations}
    return told if apart else ()


def filler(role: Role, head: int, quantity: Quantity, by: tuple[Attestation, ...] = ()) -> Filler:
    return Filler(
        role=role, token=head, span=quantity.span, quantity=quantity.id, label="toll", how="stray", attestations=by
    )


def joined(mention: Mention, fillers: Iterable[Filler]) -> Mention:
    """The mention with more fillers."""
    fillers = tuple(fillers)
    return msgspec.structs.replace(mention, fillers=(*mention.fillers, *fillers)) if fillers else mention
