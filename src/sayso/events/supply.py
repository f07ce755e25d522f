"""What a happening takes over from another: a toll from the war it came about in, a later act from the account it continues.

Only blanks are filled, each with its reason; a happening's own words always stand first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from sayso.events.mention import HARM, Mention
from sayso.model import Interval

CHAIN = 3
"""How many causes up a doer, day or place is looked for."""
ACCOUNT = frozenset({"ASSAULT", "DISASTER", "COERCE", "PROTEST", "DISPLACE", "MOBILIZE", "RETREAT"})
"""Types that are told as one account from sentence to sentence."""


def supplied(
    groups: Sequence[list[Mention]], causes: Mapping[int, Mention], published: str | None
) -> list[list[Mention]]:
    """The groups with their blanks filled from their causes, then from the account that they continue."""
    home = {m.index: n for n, members in enumerate(groups) for m in members}
    made = since_then(answered(groups), published)
    for number, members in enumerate(made):
        for other in chain(members, causes, home, groups):
            members[0] = from_cause(members, made[home[other.index]])
            if number == home[other.index]:
                break
    last: dict[str, list[Mention]] = {}
    told: list[list[Mention]] = []
    account: list[Mention] | None = None
    for members in made:
        kind = members[0].candidate.type
        told.append(continued(members, last.get(kind) if members[0].definite == "other" else account))
        last[kind] = told[-1]
        if account is None or kind in ACCOUNT or not beside(told[-1], account):
            account = told[-1]
    return told


def beside(members: Sequence[Mention], account: Sequence[Mention]) -> bool:
    """Whether a happening has no days and no place but those of an account, which then goes on past it."""
    days = {m.time for m in account if m.time is not None}
    places = {m.place for m in account if m.place is not None}
    return all((m.time is None or m.time in days) and (m.place is None or m.place in places) for m in members)


ANSWERING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types of what is said of a deed, which is said of those who did it."""


TELLING = 8
"""So many of a deed's first mentions are asked who did it."""


def answered(groups: Sequence[list[Mention]]) -> list[list[Mention]]:
    """The groups, with those who did what somebody condemns or praises as the ones it is said of: "condemned the attack"."""
    home = {m.candidate.token: members for members in groups for m in members}
    made = []
    for members in groups:
        first = members[0]
        deeds = [home[f.token] for f in first.of("target") if f.actor is None and f.token in home]
        if first.candidate.type in ANSWERING and deeds and not any(m.struck for m in members):
            own = first.doers
            told = (
                f for m in deeds[0][:TELLING] for f in m.of("actor") if f.actor and f.how not in ("blame", "implied")
            )
            doers = {f.actor: f for f in told if f.actor not in own}
            named = (msgspec.structs.replace(f, role="recipient", how="deed") for f in doers.values())
            first = msgspec.structs.replace(first, fillers=(*first.fillers, *named))
        made.append([first, *members[1:]])
    return made


def since_then(groups: list[list[Mention]], published: str | None) -> list[list[Mention]]:
    """The groups, with what "has since" begun dated from the last dated happening before it to the report."""
    anchor: Interval | None = None
    for members in groups:
        first = next((n for n, m in enumerate(members) if m.since), None)
        if first is not None and anchor and published and not any(m.time for m in members):
            days = Interval(start=anchor.start, end=published)
            why = f"since {anchor.start}, the last day told of, up to the report"
            members[first] = msgspec.structs.replace(members[first], time=days, time_reason=why)
        anchor = next((m.time for m in members if m.time is not None and m.phase == "happened"), anchor)
    return groups


def chain(
    members: Sequence[Mention], causes: Mapping[int, Mention], home: Mapping[int, int], groups: Sequence[list[Mention]]
) -> list[Mention]:
    """The cause of a group's mentions, its cause, and so on."""
    found: list[Mention] = []
    while len(found) < CHAIN:
        cause = next((causes[m.index] for m in members if m.index in causes), None)
        if cause is None or cause in found:
            break
        found.append(cause)
        members = groups[home[cause.index]]
    return found


def from_cause(members: Sequence[Mention], cause: Sequence[Mention]) -> Mention:
    """The first mention of a group with the doers, days and place of its cause, where the group has none."""
    first = members[0]
    if not any(m.of("actor") for m in members):
        doers = [msgspec.structs.replace(f, how="cause") for m in cause for f in m.of("actor")]
        first = msgspec.structs.replace(first, fillers=(*first.fillers, *doers))
    return timed_and_placed(first, members, cause, f"of the {cause[0].lemma} it came about in")


def timed_and_placed(first: Mention, members: Sequence[Mention], other: Sequence[Mention], why: str) -> Mention:
    """A mention with the days and place of another happening, where its group has none."""
    dated = next((m for m in other if m.time is not None), None)
    vague = all(m.time is None or (m.told and dated is not None and not dated.told) for m in members)
    if dated is not None and vague:
        first = msgspec.structs.replace(first, time=dated.time, time_reason=f"{dated.time_reason}; {why}")
    placed = next((m for m in other if m.place is not None and not went(m)), None)
    if placed is not None and not any(m.place is not None for m in members):
        first = msgspec.structs.replace(first, place=placed.place, place_reason=f"{placed.place_reason}; {why}")
    return first


def went(mention: Mention) -> bool:
    """Whether a mention's place is where people went, which is not where the rest of the account took place."""
    return any(f.role == "destination" and f.place == mention.place for f in mention.fillers)


def continued(members: list[Mention], before: Sequence[Mention] | None) -> list[Mention]:
    """A group that goes on with the account of the one before it, with that one's days and place where it has none.

    Such an account stays in one paragraph and is told in the past of what happened; the same side acts, or nobody is said
    to. "Another" goes on with the last of its kind. What holds by now ("police have held four since") has none of its days.
    """
    first = members[0]
    if before is None:
        return members
    if not goes_on(first, before[0]):
        return [in_the_place_of(members, before), *members[1:]]
    if looked_back(members, before):
        return members
    made = timed_and_placed(first, members, before, "of the account it continues")
    if first.standing and first.sentence != before[-1].sentence:
        made = msgspec.structs.replace(made, time=first.time, time_reason=first.time_reason)
    return [made, *members[1:]]


def looked_back(members: Sequence[Mention], before: Sequence[Mention]) -> bool:
    """Whether the happening before was only looked back on: elsewhere, in a month or year of which no day is told."""
    places = {m.place for m in members if m.place is not None}, {m.place for m in before if m.place is not None}
    month = any(
        m.time is not None and (m.time.start or "")[:10] != (m.time.end or "")[:10] and vaguely(m) for m in before
    )
    return month and bool(places[0] and places[1]) and not places[0] & places[1]


def vaguely(mention: Mention) -> bool:
    """Whether the days of a mention are whole months or years."""
    start, end = (mention.time.start or "", mention.time.end or "") if mention.time is not None else ("", "")
    return start[8:10] == "01" and end[8:10] in ("28", "29", "30", "31")


def in_the_place_of(members: Sequence[Mention], before: Sequence[Mention]) -> Mention:
    """The first mention of a group with the place of the account before, which a new paragraph goes on with."""
    first, other = members[0], before[0]
    close = 0 <= first.sentence - before[-1].sentence <= 2 or 0 <= first.sentence - other.sentence <= 2
    kinds = {first.candidate.type, other.candidate.type} <= HARM and not first.noun
    real = first.phase == other.phase == "happened" and not first.cumulative and not other.cumulative
    days = not first.time or not other.time or first.time == other.time
    placed = next((m for m in before if m.place is not None and not went(m)), None)
    if not (close and kinds and real and days) or placed is None or any(m.place is not None for m in members):
        return first
    why = f"{placed.place_reason}; of the account that it goes on with"
    return msgspec.structs.replace(first, place=placed.place, place_reason=why)


def goes_on(one: Mention, other: Mention) -> bool:
    """Whether a mention goes on with the account of another."""
    if one.definite == "other":
        if one.phase not in ("happened", "ongoing"):
            return False  # "another march" that is promised is not of the last one's day
        return one.candidate.type == other.candidate.type and 0 <= one.sentence - other.sentence <= 3
    near = one.paragraph == other.paragraph and 0 <= one.sentence - other.sentence <= 2
    kinds = {one.candidate.type, other.candidate.type} <= ACCOUNT
    real = one.phase == other.phase == "happened" and not one.cumulative and not other.cumulative
    sides = not one.doers or not other.doers or bool(one.doers & other.doers) or bool(one.struck & other.doers)
    return near and kinds and real and sides and not one.noun
