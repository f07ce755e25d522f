"""Groups of mentions while a report's happenings are being joined: what their mentions say together, and how they may be told
apart by that alone."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sayso.events.mention import HARM, Mention
from sayso.events.words import Words
from sayso.model import Actor, Interval, Place, Role

EFFECTS = frozenset({"killed", "wounded", "displaced", "missing"})
"""What a happening does to people."""
UNREAL = frozenset({"planned", "threatened", "called_for", "conditional"})
GENERAL = frozenset(
    {
        "attack",
        "incident",
        "assault",
        "violence",
        "bloodshed",
        "tragedy",
        "disaster",
        "accident",
        "strike",
        "raid",
        "blast",
        "explosion",
    }
)
"""Nouns that take up any harm told before."""
DEFENCE = frozenset(
    {"intercept", "down", "repel", "repulse", "interception", "shoot down", "neutralize", "thwart", "foil"}
)


def family(kind: str) -> str:
    """Types whose mentions may name one happening: harm on purpose or not, since its cause is often told last."""
    return "HARM" if kind in HARM else kind


class Thing(NamedTuple):
    """A thing hit or used: the lemma of its noun, all lemmas of its words, and whether "the" takes it up."""

    kind: str
    words: frozenset[str]
    known: bool


class Things(NamedTuple):
    """The things of so many members of a group, with all their kinds and all their words."""

    members: int = 0
    each: frozenset[Thing] = frozenset()
    kinds: frozenset[str] = frozenset()
    words: frozenset[frozenset[str]] = frozenset()


class Group:
    """Mentions of one happening, with what they say together. Lives only while a report's mentions are joined."""

    def __init__(self, first: Mention) -> None:
        self.members: list[Mention] = []
        self.doers: set[str] = set()
        self.told_doers: set[str] = set()  # those that it is told of, and not only blamed on
        self.struck: set[str] = set()
        self.slain: set[str] = set()  # those that a mention of killing strikes
        self.lemmas: set[str] = set()
        self.modes: set[str] = set()
        self.places: set[str] = set()
        self.tolls: dict[str, set[str]] = defaultdict(set)
        self.times: list[Interval] = []
        self.things: dict[Role, Things] = {}
        self.fatal = self.cumulative = False
        self.add(first)

    def add(self, mention: Mention) -> None:
        """Take a mention in."""
        self.members.append(mention)
        self.fatal = self.fatal or mention.effect == "killed"
        self.cumulative = self.cumulative or mention.cumulative
        self.doers |= mention.doers
        self.told_doers |= mention.doers - mention.blamed
        self.struck |= mention.struck
        self.slain |= mention.struck if mention.effect == "killed" else set()
        self.lemmas |= {mention.lemma, *mention.called}
        self.modes |= {m for m in (mention.candidate.mode, *mention.candidate.modes) if m}
        self.places |= {mention.place} if mention.place else set()
        self.times += [mention.time] if mention.time and not mention.told else []
        for filler in mention.of("killed", "wounded"):
            if filler.quantity:
                self.tolls[filler.role].add(filler.quantity)

    @property
    def family(self) -> str:
        return family(self.members[0].candidate.type)

    @property
    def last(self) -> Mention:
        return self.members[-1]

    @property
    def unreal(self) -> bool:
        """Whether no mention says that it happened."""
        return all(m.phase in UNREAL for m in self.members)

    @property
    def refuted(self) -> bool:
        """Whether it is told only to be denied."""
        return all(a.factuality.endswith("-") for m in self.members for a in m.attestations)

    def protracted(self, words: Words) -> bool:
        """Whether it is something that goes on ("the war"), by all its words."""
        return all(m.lemma in words.protracted for m in self.members)

    @property
    def defence(self) -> bool:
        """Whether all it tells is what was intercepted or repelled, which no attack is taken up from."""
        return self.family == "HARM" and self.lemmas <= DEFENCE

    @property
    def effects_only(self) -> bool:
        """Whether all it is known by is whom it struck."""
        return all(m.effect in ("killed", "wounded", "missing") for m in self.members)


def named(mention: Mention) -> bool:
    """Whether a noun without a light verb of its own names it: not "imposed a curfew"; "escalated its attacks" it is."""
    return mention.noun and (mention.candidate.support is None or mention.candidate.phase == "ongoing")


def side_by_side(one: Group, other: Group) -> bool:
    """Whether both are told by verbs of one sentence that syntax did not tie: two acts, told one after the other."""
    if named(one.members[0]) or named(other.last) or one.members[0].sentence != other.last.sentence:
        return False
    harmed = one.effects_only and not one.doers and not other.effects_only and not other.tolls
    return not (harmed or told_on(one, other))  # "a convoy was ambushed; one driver was wounded"


def told_on(one: Group, other: Group) -> bool:
    """Whether a sentence goes on with the toll of what was told before it: "three of those killed were women, and 26 were hurt"."""
    last, first = other.last, one.members[0]
    taken_up = last.sentence != other.members[0].sentence and last.effect in EFFECTS and not last.doers
    return one.effects_only and not one.doers and taken_up and last.effect != first.effect


def official(actor: Actor) -> bool:
    """Whether an actor stands for a state."""
    return actor.kind == "country" or actor.sector in ("GOV", "MIL", "COP", "SPY")


def may_hold(wide: Place, narrow: Place) -> bool:
    """Whether `narrow` may lie in `wide`, by precision and country."""
    if wide.precision in ("country", "region"):
        return wide.country is None or narrow.country is None or wide.country == narrow.country
    if wide.precision == "town" and narrow.precision == "site" and wide.country == narrow.country:
        return (narrow.admin1 is None or wide.admin1 is None or wide.admin1 == narrow.admin1) and close(wide, narrow)
    if wide.precision != "admin1" or narrow.precision in ("country", "admin1"):
        return False
    return narrow.admin1 is None or wide.name in narrow.admin1


def close(one: Place, other: Place) -> bool:
    """Whether two places are not told to be far apart: within a quarter of a degree, where both are on the map."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return True
    return abs(one.lat - other.lat) < 0.25 and abs(one.lon - other.lon) < 0.25


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a day."""
    return (one.start or "") <= (other.end or "9") and (other.start or "") <= (one.end or "9")


def keys(group: Group) -> list[str]:
    """The blocks that a group is filed under: its family, and within it its words and those it struck."""
    kind = group.family
    return [
        kind,
        *sorted(f"{kind} word {w}" for w in group.lemmas),
        *sorted(f"{kind} struck {a}" for a in group.struck),
    ]


def killed(group: Group) -> bool:
    return group.fatal


def takes_up(group: Group) -> bool:
    """Whether a group is brought up by a singular definite noun of its own: "the attack"."""
    first = naming(group)
    definite = first.noun and not first.plural and first.definite == "definite"
    return definite and group.family == "HARM" and first.lemma in GENERAL and all(map(daily, group.times))


def naming(group: Group) -> Mention:
    """The mention by which a group takes up what was told: of "two died in the clash", "shops were damaged by the blast" the
    noun."""
    first = group.members[0]
    if first.noun or not (first.effect or first.candidate.mode == "destroy"):
        return first
    return next((m for m in group.members if m.noun and m.definite == "definite" and not m.effect), first)


def takes_up_all(group: Group) -> bool:
    """Whether a group is told by a definite noun that says nobody of its own: "her mother was wounded in the attack"."""
    name = naming(group)
    own = any(f.label.startswith("nmod") for f in name.of("victim", "recipient", "target"))
    return name.noun and name.definite == "definite" and not name.effect and not own


def daily(interval: Interval) -> bool:
    """Whether an interval is a day, or a night: from one day into the next at most."""
    start, end = interval.start or "", interval.end or ""
    return start[:7] == end[:7] and int(end[8:10] or 31) - int(start[8:10] or 1) <= 1


def narrow(interval: Interval) -> bool:
    """Whether an interval is short enough to tell happenings apart: within one month at most."""
    return bool(interval.start and interval.end and interval.start[:7] == interval.end[:7])
