"""One use of a place's name, on its way to a Place."""

from __future__ import annotations

from dataclasses import dataclass, field

from sayso.model import Span, Token
from sayso.places.gazetteer import Sense
from sayso.places.literal import ALONE, Use
from sayso.places.naming import Part
from sayso.places.relative import Relative
from sayso.places.senses import Hints


@dataclass
class Mention:
    """A name that stands for a place or for those who act from there: words `[first, last)` of the page."""

    first: int
    last: int
    span: Span
    part: Part
    known: list[Sense]
    head: Token | None = None
    senses: list[Sense] = field(default_factory=list)  # of those known, the ones that fit where it stands
    hints: Hints = field(default_factory=Hints)
    sense: Sense | None = None
    features: dict[str, float] = field(default_factory=dict)
    lead: float = 0.0
    use: Use = field(default=ALONE)
    relative: Relative | None = None  # the place that the words before the name tell
