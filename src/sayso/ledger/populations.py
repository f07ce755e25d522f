"""Whom a figure counts: everybody, or a population told apart from the rest ("nine children", "two of them soldiers").

Passengers of a coach that was shot at, protesters at a march and villagers of a village are whoever was there: their number is
the happening's own. Children, soldiers or police are a population wherever they are, and so is any group that a report counts
as a part of a whole, or lists beside others.
"""

from __future__ import annotations

import re

from sayso.model import Quantity, Reading

_THERE = frozenset(
    {"passengers", "migrants", "refugees", "protesters", "tourists", "pilgrims", "worshippers", "prisoners", "hostages", "students",
     "workers", "men"}
)  # fmt: skip
"""Populations of those who are at a place, not of what people are wherever they are."""
_CALLED = frozenset(
    [
        "pupils",
        "schoolchildren",
        "schoolgirls",
        "schoolboys",
        "villagers",
        "residents",
        "inhabitants",
        "peasants",
        "bystanders",
        "traders",
        "vendors",
        "shoppers",
        "shopkeepers",
        "shepherds",
        "herders",
        "herdsmen",
    ]
)
"""What those are called who count as children or civilians, and are whoever was there all the same."""
_LISTED = re.compile(r"(?:,| and|, and|,? as well as| plus)\s{1,2}(?:a |an )?")


def population(reading: Reading, quantity: Quantity) -> str | None:
    """The population that a number counts; None where it counts everybody."""
    told = quantity.population
    there = told in _THERE or quantity.of.split(" ")[-1] in _CALLED
    return None if told and there and quantity.part_of is None and not _is_listed(reading, quantity) else told


def _is_listed(reading: Reading, quantity: Quantity) -> bool:
    """Whether another population, of whom the same is told, stands right beside the number."""
    return any(
        other.tally == quantity.tally and other.population not in (None, quantity.population)
        for other in reading.quantities
        if other.id != quantity.id and _beside(reading.text, other, quantity)
    )


def _beside(text: str, one: Quantity, other: Quantity) -> bool:
    first, last = sorted((one, other), key=lambda q: q.span.start)
    return (
        last.span.start - first.span.end < 12 and _LISTED.fullmatch(text[first.span.end : last.span.start]) is not None
    )
