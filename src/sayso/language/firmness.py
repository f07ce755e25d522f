"""How firmly a report's words commit to an event: the rules of `certainty`, held against the encoder's certainty.

The rules see negation, modals, conditions and what governs an event, where those are said in words they know; the
encoder was taught how certain readers of news took each event to be (Lee et al. 2015), and sees little of negation. So
the rules decide what a denial, a plan, a demand and a condition are, and the encoder how much is left of what the rules
take to be flatly said, and where the rules found a governor or a negation that is not there. The bounds were chosen on the
training part of UW; docs/who-says-so.md has the figures.
"""

from __future__ import annotations

import re

from sayso.language.certainty import Commitment, commitment, negated
from sayso.language.encoder import of
from sayso.model import Factuality, Reading

FLAT: tuple[tuple[float, Factuality], ...] = ((1.5, "CT+"), (1.4, "PR+"), (0.5, "PS+"))
"""What is left of a flat statement at or above each certainty; below them all it is left open, never denied. UW's readers
are surer of CT+ from 2.4 on; but what a report says flatly should not be weakened for its tense or its distance."""

LEAST_PROBABLE = 1.0
"""Below this certainty what the rules hold probable is no more than possible."""

PROBABLE = 1.8
"""From this certainty what the rules hold possible, or leave open for no reason of phase, is probable."""

SURE = 2.9
"""From this certainty a plan, demand or condition that the rules saw is none of this event's, which is stated flatly."""

UNDENIED = 1.6
"""From this certainty a refusal that governs the event is not sure to be meant for it, and it is left open; a negation on
its own word stays."""

DENIAL = re.compile(r"'(?:den(?:y|ies|ied|ying|ial|ials)|refut\w+|rebut\w+|disput\w+|dismiss\w+|reject\w+|debunk\w+)'")
"""Governors that deny in so many words: who denies an event is never made to leave it open."""

OPEN_QUESTION = re.compile(r"'(?:un(?:clear|known|certain)|uncertainty|wonder\w*|investigat\w+)'")
"""Governors that leave it open whether it was so, however likely it sounds."""

REAL = frozenset(("happened", "ongoing"))


def firmness(reading: Reading, index: int) -> Commitment:
    """How firmly the words commit to the event that token `index` names, leaving aside who speaks.

    Without an encoder's reading this is `certainty.commitment`.
    """
    held = commitment(reading.analysis, index)
    encoded = of(reading)
    certainty = encoded.certainty(reading.analysis.tokens[index].span) if encoded else None
    if certainty is None or (held.factuality.endswith("-") and negated(reading.analysis, index)):
        return held
    return weighed(held, certainty)


def weighed(held: Commitment, certainty: float) -> Commitment:
    """What the rules hold, corrected by a certainty from -3 to +3; the reason says so where it changed anything."""
    value = held.factuality if DENIAL.search(held.reason) else _value(held, certainty)
    if value == held.factuality:
        return held
    phase = "happened" if value == "CT+" else held.phase
    reason = "; ".join(filter(None, (held.reason, f"certainty {certainty:.1f}")))
    return Commitment(value, phase, reason)


def _value(held: Commitment, certainty: float) -> Factuality:
    value, real = held.factuality, held.phase in REAL
    if value == "CT+" and real:
        return next((left for least, left in FLAT if certainty >= least), "Uu")
    if value == "PR+" and certainty < LEAST_PROBABLE:
        return "PS+"
    if value == "PS+" and held.phase != "attempted" and certainty >= PROBABLE:
        return "PR+"
    if value == "Uu" and certainty >= SURE:
        return "CT+"
    if value == "Uu" and real and certainty >= PROBABLE and not OPEN_QUESTION.search(held.reason):
        return "PR+"
    return "Uu" if value.endswith("-") and certainty >= UNDENIED else value
