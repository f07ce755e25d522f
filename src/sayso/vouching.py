"""Who vouches for what stands at a span, and how firmly.

Of a chain of claims the innermost source vouches; the outer ones are reached through `Claim.within`. What the words
commit to is `language.certainty`'s business; what a source does with its content (denies, doubts, expects) is the
claim's stance, and counts here only where the cue does not govern the span, since a governing cue has already had its
say in the commitment.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sayso.language.certainty import REACH, compose
from sayso.model import REPORT_VOICE, Attestation, Claim, Factuality, Reading, Span, Stance

EFFECT: Mapping[Stance, Factuality] = MappingProxyType({
    "says": "CT+", "confirms": "CT+", "admits": "CT+", "accuses": "CT+", "reports": "CT+", "warns": "CT+",
    "praises": "CT+", "condemns": "CT+",
    "denies": "CT-", "doubts": "PR-",
    "expects": "PR+", "believes": "PR+",
    "demands": "Uu", "threatens": "Uu", "promises": "Uu", "plans": "Uu", "wants": "Uu", "asks": "Uu", "declines": "Uu",
})  # fmt: skip
"""What each stance makes of a content that is stated flatly."""

TAKES_FOR_GRANTED = frozenset(("praises", "condemns"))
"""Stances towards a happening that the report itself takes for granted ("condemned the strike")."""

IMPLIED: Factuality = "PR+"
"""Hearsay from nobody in particular ("reportedly", "accusations that") is at most probable."""


def attest(reading: Reading, span: Span, factuality: Factuality) -> tuple[Attestation, ...]:
    """Who vouches for what stands at `span`, given how firmly its own words commit to it. Never empty."""
    covering = innermost(reading.claims, span)
    if not covering:
        return (Attestation(source=REPORT_VOICE, factuality=factuality),)
    governors = _governors(reading, span)
    own = [_attestation(reading, claim, governors, factuality) for claim in covering]
    if all(claim.stance in TAKES_FOR_GRANTED for claim in covering):
        own.append(Attestation(source=REPORT_VOICE, factuality=factuality))
    return tuple(dict.fromkeys(own))


def innermost(claims: Sequence[Claim], span: Span) -> list[Claim]:
    """The claims whose content covers `span`, without those that one of the others stands within."""
    covering = [claim for claim in claims if any(piece.contains(span) for piece in claim.content)]
    outer = {claim.within for claim in covering}
    inner = [claim for claim in covering if claim.id not in outer]
    shortest = min((_extent(claim) for claim in inner), default=0)
    return [claim for claim in inner if _extent(claim) == shortest]


def _extent(claim: Claim) -> int:
    return sum(end - start for start, end in claim.content)


def _attestation(reading: Reading, claim: Claim, governors: Sequence[Span], factuality: Factuality) -> Attestation:
    governed = any(cue.contains(word) for cue in claim.cue for word in governors)
    value = factuality if governed else compose(EFFECT[claim.stance], factuality)
    if not claim.source.spans and claim.source.actor is None:
        value = compose(IMPLIED, value)
    return Attestation(source=claim.source.actor, factuality=value, claim=claim.id)


def _governors(reading: Reading, span: Span) -> list[Span]:
    """The words above the span's head, as far as a commitment looks."""
    tokens = reading.analysis.tokens
    index = bisect_right(reading.analysis.starts, span.start) - 1
    if index < 0:
        return []
    while (head := tokens[index].head) != index and span.start <= tokens[head].start < span.end:
        index = head
    found: list[Span] = []
    while len(found) < REACH and tokens[index].head != index:
        index = tokens[index].head
        found.append(tokens[index].span)
    return found
