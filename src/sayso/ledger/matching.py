"""Whether two tellings are of one happening: a table of small features, their weights, and what can never be the same.

The score of a pair is the sum of its features' weights, in log-odds: above 0 rather the same. Each feature gives a number
from 0 to 1 and is 0 where a value is blank: a blank is no evidence, for or against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import msgspec

from sayso.ledger.sketches import Context, Sketch
from sayso.ledger.words import cosine, rarity


class Pair(msgspec.Struct, frozen=True, gc=False):
    """Two tellings with their reports' contexts, and what several features need."""

    a: Sketch
    b: Sketch
    near: float  # cosine of the reports' words; 1 within one report
    terms: int  # telling names that the reports share
    stems: frozenset[str]  # that the triggers share
    concepts: bool  # whether the triggers share a kind of happening
    apart_days: int | None  # days between the events, 0 where they overlap
    apart_km: float | None
    actors: float  # how far the names of who did it are the same, by the rarity of their words
    patients: float  # the same, of to whom it was done
    names: tuple[int, ...]  # that the sentences share


class Feature(msgspec.Struct, frozen=True):
    """A named feature; `why` says what it looks at, `of` works it out (0 to 1)."""

    name: str
    weight: float
    why: str
    of: Callable[[Pair], float]


WITHIN = (1.0, 0)
"""The nearness of a report to itself."""


def nearness(a: Context, b: Context) -> tuple[float, int]:
    """The cosine of two reports' words, and how many telling names they share."""
    return cosine(a.doc, b.doc), len(a.terms & b.terms)


def pair_of(a: Sketch, b: Sketch, contexts: Mapping[int, Context]) -> Pair:
    """The pair in the order of `Sketch.order`, so that its score does not depend on who came first."""
    near = WITHIN if a.reading == b.reading else nearness(contexts[a.reading], contexts[b.reading])
    return pair_near(a, b, near)


def pair_near(a: Sketch, b: Sketch, near_terms: tuple[float, int]) -> Pair:
    """`pair_of`, given the `nearness` of the reports, or `WITHIN`."""
    if b.order < a.order:
        a, b = b, a
    near, terms = near_terms
    kinds = not a.concepts.isdisjoint(b.concepts)
    return Pair(
        a, b, near, terms, a.stems & b.stems, kinds, _days_apart(a, b), _kilometres(a.where, b.where),
        _overlap(a.actors, b.actors), _overlap(a.patients, b.patients), tuple([key for key in a.names if key in b.names]),
    )  # fmt: skip


def _days_apart(a: Sketch, b: Sketch) -> int | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        return None
    return max(0, a.start - b.end, b.start - a.end)


def _kilometres(a: tuple[float, float] | None, b: tuple[float, float] | None) -> float | None:
    if a is None or b is None:
        return None
    if a == b:
        return 0.0
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


# ---------------------------------------------------------------- features
def _overlap(a: dict[int, float], b: dict[int, float]) -> float:
    """The shared weight over the lesser whole: 1 where one holds the other."""
    if not a or not b:
        return 0.0
    shared = sum([weight for key, weight in a.items() if key in b])
    return shared / min(sum(a.values()), sum(b.values())) if shared else 0.0


def same_trigger(pair: Pair) -> float:
    return 1.0 if pair.stems else 0.0


def telling_trigger(pair: Pair) -> float:
    return min(1.0, max(map(rarity, pair.stems)) / 8) if pair.stems else 0.0


def same_concept(pair: Pair) -> float:
    return 1.0 if pair.concepts and not pair.stems else 0.0


def other_words(pair: Pair) -> float:
    return 1.0 if not pair.stems and not pair.concepts else 0.0


def same_type(pair: Pair) -> float:
    return 1.0 if pair.a.type == pair.b.type else 0.0


def other_type(pair: Pair) -> float:
    return 1.0 if pair.a.type != pair.b.type and pair.a.family == pair.b.family else 0.0


def other_family(pair: Pair) -> float:
    return 1.0 if pair.a.family != pair.b.family else 0.0


def same_mode(pair: Pair) -> float:
    return 1.0 if any(mode in pair.b.modes for mode in pair.a.modes) else 0.0


def other_mode(pair: Pair) -> float:
    return 1.0 if pair.a.modes and pair.b.modes and not same_mode(pair) else 0.0


def same_day(pair: Pair) -> float:
    if pair.apart_days != 0 or pair.a.end is None or pair.a.start is None or pair.b.end is None or pair.b.start is None:
        return 0.0
    longest = max(pair.a.end - pair.a.start, pair.b.end - pair.b.start)
    return 1.0 if longest == 0 else 0.5 if longest <= 7 else 0.1


def next_day(pair: Pair) -> float:
    return 1.0 if pair.apart_days == 1 else 0.0


def other_day(pair: Pair) -> float:
    if pair.apart_days and pair.apart_days > 1 and pair.a.start == pair.a.end and pair.b.start == pair.b.end:
        return 1.0
    return min(1.0, (pair.apart_days - 1) / 3) if pair.apart_days and pair.apart_days > 1 else 0.0


EXACT = frozenset({"site", "town"})
"""Kinds of places that are points."""

NEAR_KM, FAR_KM = 20, 60
"""From how many kilometres on towns may clash, and surely do."""

SURELY_APART = 0.6
"""Degrees of latitude: more than 60 km."""


AROUND = 0.4
"""What a shared place counts for that stands beside the event's own words in neither telling, but is worked out."""


def same_place(pair: Pair) -> float:
    near = _same_place(pair.a, pair.b, pair.apart_km)
    return near if pair.a.firm[1] or pair.b.firm[1] else AROUND * near


def _same_place(a: Sketch, b: Sketch, apart_km: float | None) -> float:
    if apart_km is not None and a.precision in EXACT and b.precision in EXACT:
        return 1.0 if apart_km <= 8 or a.place == b.place else 0.4 if apart_km <= NEAR_KM else 0.0
    if a.place and a.place == b.place:
        return 0.2 if a.precision == "country" else 0.7
    return 0.2 if a.country and a.country == b.country and {a.precision, b.precision} & {"country", "admin1"} else 0.0


def _places_clash(a: Sketch, b: Sketch) -> float:
    if a.country and b.country and a.country != b.country:
        return 1.0
    if a.precision not in EXACT or b.precision not in EXACT or a.where is None or b.where is None:
        return 0.0
    if abs(a.where[0] - b.where[0]) > SURELY_APART:
        return 1.0
    apart = _kilometres(a.where, b.where) or 0.0
    return 1.0 if apart > FAR_KM else 0.4 if apart > NEAR_KM else 0.0


def other_place(pair: Pair) -> float:
    return _places_clash(pair.a, pair.b)


def same_actor(pair: Pair) -> float:
    return pair.actors


def other_actor(pair: Pair) -> float:
    return 1.0 if pair.a.named[0] and pair.b.named[0] and not pair.actors else 0.0


def same_patient(pair: Pair) -> float:
    return pair.patients


def other_patient(pair: Pair) -> float:
    return 1.0 if pair.a.named[1] and pair.b.named[1] and not pair.patients else 0.0


def same_figure(pair: Pair) -> float:
    if not pair.a.figures or not pair.b.figures:
        return 0.0
    shared = [number for role, number in pair.a.figures if (role, number) in pair.b.figures]
    return max([1.0 if number >= 10 else 0.6 if number >= 3 else 0.2 for number in shared], default=0.0)


def alike_sentences(pair: Pair) -> float:
    return cosine(pair.a.words, pair.b.words)


def alike_reports(pair: Pair) -> float:
    return 0.0 if pair.a.reading == pair.b.reading else min(1.0, max(0.0, pair.near - 0.12) / 0.48)


def same_story(pair: Pair) -> float:
    return min(1.0, max(0, pair.terms - 1) / 4)


def unrelated_reports(pair: Pair) -> float:
    return max(0.0, 1.0 - pair.near / 0.12)


def shared_names(pair: Pair) -> float:
    return min(1.0, sum([pair.a.names[key] for key in pair.names]) / 16)


def no_names(pair: Pair) -> float:
    return 0.0 if pair.names else 1.0


def nothing_telling(pair: Pair) -> float:
    if pair.a.reading == pair.b.reading or pair.terms or pair.names:
        return 0.0
    return 1.0 if not same_day(pair) and not same_place(pair) else 0.0


def within_report(pair: Pair) -> float:
    return 1.0 if pair.a.reading == pair.b.reading else 0.0


def refers_back(pair: Pair) -> float:
    return 1.0 if pair.a.reading == pair.b.reading and pair.b.back and pair.a.family == pair.b.family else 0.0


def open_against_done(pair: Pair) -> float:
    return 1.0 if pair.a.open != pair.b.open else 0.0


def told_apart(pair: Pair) -> float:
    return 1.0 if pair.a.ordinal != pair.b.ordinal else 0.0


BIAS = -3.4
FEATURES = (
    Feature("same_trigger", 2.2, "the words that name the event share a stem", same_trigger),
    Feature("telling_trigger", -0.4, "how rare the shared stem is", telling_trigger),
    Feature("same_concept", 0.6, "they name one kind of happening in other words", same_concept),
    Feature("other_words", -2.1, "they share neither stem nor kind", other_words),
    Feature("same_type", 0.6, "coded as one type", same_type),
    Feature("other_type", -0.8, "coded as two types of one family", other_type),
    Feature("other_family", -2.5, "coded as types of two families", other_family),
    Feature("same_mode", 0.4, "coded with a mode in common", same_mode),
    Feature("other_mode", -0.4, "coded with other modes", other_mode),
    Feature("same_day", 1.0, "the events' days are the same (half for a week that overlaps)", same_day),
    Feature("next_day", -1.6, "a day apart: a night, or a report a day off", next_day),
    Feature("other_day", -4.0, "more than a day apart", other_day),
    Feature("same_place", 1.6, "within 8 km, or one name (less within 20 km, for an area, or both worked out)", same_place),
    Feature("other_place", -4.0, "two countries, or two towns more than 60 km apart (less from 20 km)", other_place),
    Feature("same_actor", 0.9, "the names of who did it, by the rarity of their words", same_actor),
    Feature("other_actor", -0.6, "both named, and not a word in common (blame differs)", other_actor),
    Feature("same_patient", 0.9, "the names of to whom it was done", same_patient),
    Feature("other_patient", -0.8, "both named, and not a word in common", other_patient),
    Feature("same_figure", 0.8, "one figure in common (rival tolls are no evidence against)", same_figure),
    Feature("alike_sentences", 0.8, "the cosine of the sentences' words", alike_sentences),
    Feature("alike_reports", 1.7, "the cosine of the reports' words", alike_reports),
    Feature("same_story", 0.6, "how many of their eight most telling names the reports share", same_story),
    Feature("unrelated_reports", -1.6, "the reports have little in common but the candidate's day", unrelated_reports),
    Feature("shared_names", 0.4, "names that both sentences hold, by their rarity", shared_names),
    Feature("no_names", -0.1, "the sentences share no name", no_names),
    Feature("nothing_telling", -3.0, "no day, place or name in common, in the sentences or the reports", nothing_telling),
    Feature("within_report", 0.5, "two events of one reading", within_report),
    Feature("refers_back", 1.6, "the later one in a report only points back (\"the attack\")", refers_back),
    Feature("open_against_done", -1.2, "one is planned, threatened or called for, the other has happened", open_against_done),
    Feature("told_apart", -0.8, "one is called second, another, separate ... and the other is not", told_apart),
)  # fmt: skip
"""The table. The weights stand in docs/statements-and-judgements.md too; a test compares them."""


_TABLE = tuple((feature.weight, feature.of) for feature in FEATURES)


def score(pair: Pair) -> float:
    """The pair's log-odds of being one happening."""
    return sum([weight * of(pair) for weight, of in _TABLE], BIAS)


def reasons(pair: Pair) -> dict[str, float]:
    """What each feature adds to the score, those that add nothing left out."""
    found = {feature.name: round(feature.weight * feature.of(pair), 3) for feature in FEATURES}
    return {name: share for name, share in found.items() if share}


def ruled_out(a: Sketch, b: Sketch) -> bool:
    """Whether the two can never be one happening: days or towns apart by their own words, countries apart, or told apart
    by one report; or one a running total and the other a single happening. A day or place that only stands around an event
    is weighed, and rules nothing out.
    """
    if a.total != b.total:
        return True
    if (a.ordinal == "aftershock") != (b.ordinal == "aftershock") and "quak" in a.stems & b.stems:
        return True
    days = _days_apart(a, b) if a.firm[0] and b.firm[0] else 0
    if days and (days > 3 or (days > 1 and a.start == a.end and b.start == b.end)):
        return True
    sure = a.firm[1] and b.firm[1]
    place = _places_clash(a, b) if sure or a.country != b.country else 0.0
    if place == 1.0 or (days and place):
        return True
    if a.reading != b.reading:
        return False
    return bool(days or place or (sure and _two_towns(a, b)) or (a.ordinal != b.ordinal and a.type == b.type))


def _two_towns(a: Sketch, b: Sketch) -> bool:
    return a.precision in EXACT and b.precision in EXACT and (_kilometres(a.where, b.where) or 0.0) > 5


def never(pair: Pair) -> bool:
    """`ruled_out`, of a pair."""
    return ruled_out(pair.a, pair.b)
