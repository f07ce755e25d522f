"""Which place a name stands for: a table of small features with weights, and the context they look at.

A name's senses are weighed by what is known before the report (people, kind of place, whether it is the name itself)
and by the report (the country and area it is about, places near by, what holds the name: "Paris, Texas"). Names with
one strong sense are settled first; they make the context for the rest. A name has one sense in a report, but where
the text says otherwise beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sayso.places.build import ABBREVIATION, BOUND, MAIN, kilometres
from sayso.places.gazetteer import Sense

WEIGHTS: dict[str, float] = {
    "people": 1.0,  # times log10 of the inhabitants, from 0 to 7.5
    "country": 3.2,  # it is a country
    "admin1": 1.2,  # it is a first-order area
    "admin2": -0.6,  # it is a second-order area
    "region": 2.0,  # it is a region, sea or river of the supplement
    "other_name": -2.2,  # the name is not its first one
    "held": 9.0,  # the text says what holds it ("Paris, Texas"), and that is so
    "not_held": -4.0,  # ... and that is not so
    "kind": 4.0,  # the text says of what kind it is ("Boone County"), and that is so
    "in_country": 5.0,  # times the share of its country in the report
    "in_area": 3.5,  # times the share of its first-order area in the report
    "near": 2.0,  # times nearness to what is settled: 1 beside it, 0 from 400 km on
    "dateline": 1.5,  # it lies in the dateline's country, or its first-order area
}
"""What each feature is worth. Set by hand on the training split and the two development splits."""

NEAR_KM = 400.0
ANCHORS = 40
"""How many settled places are looked at for nearness, the most often named first."""


@dataclass
class Context:
    """What a report is about, as far as it is known."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    anchors: list[tuple[float, float]] = field(default_factory=list)
    dateline: Sense | None = None

    def note(self, sense: Sense, weight: float) -> None:
        """Counts a settled place."""
        if sense.country:
            self.countries[sense.country] += weight  # type: ignore[assignment]
        if sense.admin1 and sense.precision != "country":
            self.areas[sense.admin1] += weight  # type: ignore[assignment]
        if sense.lat is not None and sense.lon is not None and sense.precision not in ("country", "region"):
            self.anchors.append((sense.lat, sense.lon))


@dataclass(frozen=True)
class Hints:
    """What the words beside a name say of it."""

    holders: tuple[Sense, ...] = ()  # senses of what is said to hold it
    kind: str | None = None  # "admin1", "admin2", "town"
    abbreviation: bool = False  # it stands where an abbreviation may
    holding: bool = False  # it is said to hold the place before it


@lru_cache(maxsize=20_000)
def prior(sense: Sense) -> float:
    """What a sense is worth before the report is read."""
    people = min(7.5, math.log10(sense.population + 30))
    worth = WEIGHTS["people"] * people + WEIGHTS.get(sense.precision, 0.0)
    return worth + (WEIGHTS["other_name"] if sense.use != MAIN else 0.0)


def holds(holder: Sense, sense: Sense) -> bool:
    """Whether a place lies in another, by codes, or by nearness for regions."""
    if holder.precision == "country":
        return sense.country == holder.country and sense.precision != "country"
    if holder.precision == "admin1":
        return sense.admin1 == holder.admin1 and sense.id != holder.id and sense.precision != "admin1"
    if holder.precision == "admin2":
        return sense.admin2 == holder.admin2 and sense.precision in ("town", "site")
    return sense.id != holder.id and _apart(holder, sense) <= max(holder.radius_km * 1.3, 15.0)


def _apart(a: Sense, b: Sense) -> float:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.inf
    return kilometres((a.lat, a.lon), (b.lat, b.lon))


def worth(sense: Sense, hints: Hints, context: Context) -> dict[str, float]:
    """The features of a sense here, each times its weight; their sum is the sense's worth."""
    found = {"prior": prior(sense)}
    if hints.holders:
        held = any(holds(holder, sense) for holder in hints.holders)
        found["held" if held else "not_held"] = WEIGHTS["held" if held else "not_held"]
    if hints.kind and hints.kind == sense.precision:
        found["kind"] = WEIGHTS["kind"]
    elif hints.kind == "town" and sense.precision in ("country", "admin1"):
        found["kind"] = -WEIGHTS["kind"]
    if hints.holding and sense.use == BOUND:
        found["holding"] = WEIGHTS["kind"]
    found["in_country"] = WEIGHTS["in_country"] * share(context.countries, sense.country)
    if sense.precision != "country":
        found["in_area"] = WEIGHTS["in_area"] * share(context.areas, sense.admin1)
        found["near"] = WEIGHTS["near"] * _nearness(sense, context.anchors)
    if context.dateline is not None and context.dateline.admin1 and sense.precision not in ("country", "region"):
        same = (context.dateline.country == sense.country) + (context.dateline.admin1 == sense.admin1)
        found["dateline"] = WEIGHTS["dateline"] * same / 2
    return found


def share(counts: Mapping[str, float], code: str | None) -> float:
    """The part of the counts that a code has, as if there were one count more."""
    total = sum(counts.values())
    return counts.get(code, 0.0) / (total + 1.0) if code else 0.0


def _nearness(sense: Sense, anchors: Sequence[tuple[float, float]]) -> float:
    if sense.lat is None or sense.lon is None:
        return 0.0
    here = (sense.lat, sense.lon)
    best = 0.0
    for lat, lon in anchors:
        if abs(lat - here[0]) < 4.0:
            apart = kilometres(here, (lat, lon))
            if apart < NEAR_KM and apart > 0.01:
                best = max(best, 1.0 - apart / NEAR_KM)
    return best


def allowed(senses: Iterable[Sense], hints: Hints) -> list[Sense]:
    """The senses whose use of the name fits where it stands, and that have a point. A town stands before the area that is
    called after it, but where the text says otherwise.
    """
    fitting = _fitting(senses, hints)
    if hints.kind in ("admin1", "admin2"):
        return fitting
    whole = {sense.country for sense in fitting if sense.precision == "country" and sense.use == MAIN}
    fitting = [sense for sense in fitting if sense.precision not in AREAS or sense.country not in whole]
    if hints.holding:
        return fitting
    towns = [s for s in fitting if s.precision == "town" and s.use == MAIN and s.population >= SEAT_PEOPLE][:SEATS]
    return [s for s in fitting if s.precision not in AREAS or not any(_is_seat(town, s) for town in towns)]


AREAS = ("admin1", "admin2")
SEAT_PEOPLE, SEATS, SEAT_KM = 20_000, 8, 250.0
"""A town with so many people stands before an area of its name that is no farther off; so many towns are looked at."""


def _is_seat(town: Sense, area: Sense) -> bool:
    """Whether an area is called after a town: in the same area or near by, and of some weight in it."""
    near = town.admin1 == area.admin1 or _apart(town, area) <= SEAT_KM
    return near and town.country == area.country and town.population >= 0.1 * area.population


def _fitting(senses: Iterable[Sense], hints: Hints) -> list[Sense]:
    return [
        sense
        for sense in senses
        if sense.lat is not None
        and (sense.use != ABBREVIATION or hints.abbreviation)
        and (sense.use != BOUND or hints.kind == sense.precision or hints.holding or _is_area(hints, sense))
    ]


def _is_area(hints: Hints, sense: Sense) -> bool:
    """Whether the text calls an area one, of whichever order: counties are of the first in Liberia and Kenya."""
    return hints.kind in AREAS and sense.precision in AREAS


def best(senses: Sequence[Sense], hints: Hints, context: Context) -> tuple[Sense, dict[str, float], float]:
    """The sense of most worth, its features, and how far ahead of the next elsewhere it is (inf where there is none)."""
    ranked = sorted(
        ((sum(features.values()), sense, features) for sense in senses for features in [worth(sense, hints, context)]),
        key=lambda item: (-item[0], item[1].id),
    )
    top = ranked[0]
    rival = next((item[0] for item in ranked[1:] if _apart(item[1], top[1]) > 50.0), -math.inf)
    return top[1], top[2], top[0] - rival
