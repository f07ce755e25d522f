"""Which tellings are one event: candidates, scores, clusters, and what people have judged. Pure; derived.py does the I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from sayso.ledger.clustering import NEVER, cluster
from sayso.ledger.matching import pair_near, pair_of, ruled_out, score
from sayso.ledger.sketches import Context, Sketch

JOIN = 0.0
"""From this mean score on, two groups of tellings are one event."""

UNSURE = -1.2
"""Pairs between this score and `JOIN` go to review."""

KEEP = -2.5
"""Pairs below this score are not kept."""

RELATED = 0.12
"""From this cosine on, the events of two reports are compared."""

WHOLE = 200
"""In components of up to so many tellings every pair is scored, in larger ones only the candidates."""

Key = tuple[str, str]


class Rulings(msgspec.Struct, frozen=True):
    """Judgements in force as pairs of entities, each with its place in the order of recording."""

    same: Mapping[Key, int] = {}
    different: Mapping[Key, int] = {}


def ordered(a: str, b: str) -> Key:
    """The two in a fixed order."""
    return (a, b) if a < b else (b, a)


def weigh(a: Sketch, b: Sketch, contexts: Mapping[int, Context]) -> float:
    """The score of two tellings; NEVER where they cannot be the same."""
    return NEVER if ruled_out(a, b) else score(pair_of(a, b, contexts))


def weigh_near(a: Sketch, b: Sketch, near: tuple[float, int]) -> float:
    """The score of two tellings that may be the same, given the `nearness` of their reports."""
    return score(pair_near(a, b, near))


def comparable(a: Sketch, b: Sketch) -> bool:
    """Whether two events of related reports are worth scoring: one family of types, or words in common."""
    return a.family == b.family or not a.stems.isdisjoint(b.stems) or not a.concepts.isdisjoint(b.concepts)


def groups(
    sketches: Sequence[Sketch], links: Mapping[Key, float], contexts: Mapping[int, Context], rulings: Rulings
) -> list[list[str]]:
    """The events of one component, each a sorted list of entities. Judgements go before scores.

    `links`: scores known already; of small components those that are not are worked out, large ones are joined by these alone.
    """
    weights = _all_weights(sketches, contexts, links) if len(sketches) <= WHOLE else dict(links)
    names = {sketch.entity: sketch.order for sketch in sketches}
    weights = {key: weight for key, weight in weights.items() if key[0] in names and key[1] in names}
    weights |= {key: NEVER for key in rulings.different if key[0] in names and key[1] in names}
    by_order = {(names[a], names[b]): weight for (a, b), weight in weights.items()}
    entity = {order: name for name, order in names.items()}
    drawn = {sketch.order: sketch for sketch in sketches}
    forbids = None if len(sketches) <= WHOLE else lambda a, b: ruled_out(drawn[a], drawn[b])
    found = cluster(names.values(), by_order, JOIN, forbids)
    return _ruled([sorted(entity[order] for order in group) for group in found], rulings)


def _all_weights(
    sketches: Sequence[Sketch], contexts: Mapping[int, Context], known: Mapping[Key, float]
) -> dict[Key, float]:
    found: dict[Key, float] = {}
    for a, b in combinations(sketches, 2):
        key = ordered(a.entity, b.entity)
        weight = known.get(key)
        found[key] = weigh(a, b, contexts) if weight is None else weight
    return found


def _ruled(found: list[list[str]], rulings: Rulings) -> list[list[str]]:
    """Join whole groups that people have judged the same, the newest judgement first, unless a newer one parts them."""
    home = {entity: number for number, group in enumerate(found) for entity in group}
    members = dict(enumerate(found))
    for (a, b), place in sorted(rulings.same.items(), key=lambda item: (-item[1], item[0])):
        if a not in home or b not in home or home[a] == home[b]:
            continue
        if any(rulings.different.get(ordered(x, y), -1) > place for x in members[home[a]] for y in members[home[b]]):
            continue
        kept, gone = home[a], home[b]
        for entity in members[gone]:
            home[entity] = kept
        members[kept] = sorted(members[kept] + members.pop(gone))
    return sorted(members.values())


def rulings_from(pairs: Iterable[tuple[str, Sequence[str], Sequence[str]]]) -> Rulings:
    """Rulings from judgements in order (kind, entities, entities); a later one on a pair takes the earlier one's place."""
    newest: dict[Key, tuple[str, int]] = {}
    for place, (kind, mine, theirs) in enumerate(pairs):
        for a in mine:
            newest |= {ordered(a, b): (kind, place) for b in theirs if a != b}
    same = {key: place for key, (kind, place) in newest.items() if kind == "same"}
    return Rulings(same, {key: place for key, (kind, place) in newest.items() if kind == "different"})
