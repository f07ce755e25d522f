"""From the mentions of one happening to the event they make: one value a role, its vouchers, its days and its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.events.mention import Filler, Mention
from sayso.model import REPORT_VOICE, Argument, Attestation, Event, EventType, Interval, Phase, Role

FIRMNESS: tuple[Phase, ...] = (
    "happened", "ongoing", "attempted", "foiled", "planned", "called_for", "threatened", "conditional",
)  # fmt: skip
"""From what is most real to what is least: an event has the firmest phase of its mentions."""
ORDER: tuple[Role, ...] = (
    "actor", "recipient", "victim", "target", "instrument", "place", "origin", "destination", "time", "killed",
    "wounded", "missing", "held", "displaced", "count", "topic",
)  # fmt: skip
CONTEXTS_AT_MOST = 3
WEEK, WEEKEND = 7, 2
"""Fewer days than this after its first a week or weekend lasts, in which one happening was on one of the days."""
THINGS = ("target", "instrument")
"""Roles of things, which may be named again by fewer words."""


def assemble(key: str, members: Sequence[Mention], text: str, times: Iterable[Argument]) -> Event:
    """The event of mentions in order of the text. Never without a trigger and an attestation."""
    main = principal(members)
    attestations = vouched(members)
    modes = distinct(m for member in (main, *members) for m in (member.candidate.mode, *member.candidate.modes) if m)
    when, why_when = dated(main, members)
    where, why_where = placed(main, members)
    kind = kind_of(main, members)
    return Event(
        id=key,
        type=kind,
        mode=modes[0] if modes and kind == main.candidate.type else None,
        modes=modes if len(modes) > 1 and kind == main.candidate.type else (),
        context=distinct(c for member in members for c in member.candidate.context)[:CONTEXTS_AT_MOST],
        phase=phase_of(members),
        trigger=main.candidate.trigger,
        mentions=tuple(sorted({m.candidate.trigger for m in members})),
        arguments=(*arguments(main, members, attestations, text), *times),
        time=when,
        place=where,
        attestations=attestations,
        reasons=distinct((*main.reasons, why_when, why_where, *(r for m in members for r in m.reasons))),
    )


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """The values that say something, once each, in order."""
    return tuple(dict.fromkeys(filter(None, values)))


def principal(members: Sequence[Mention]) -> Mention:
    """The mention that names the event best: what was done before what it led to, with its means before without."""

    phase = phase_of(members)

    def rank(member: Mention) -> tuple[bool, bool, bool, int]:
        bare = member.effect in ("killed", "wounded") and not member.noun
        return (
            member.headline,
            member.phase != phase,
            bare and member.candidate.mode is None,
            member.index,
        )

    return min(members, key=rank)


def kind_of(main: Mention, members: Sequence[Mention]) -> EventType:
    """The type of the principal mention; a disaster's where its harm is all the others tell."""
    disaster = any(m.candidate.type == "DISASTER" for m in members)
    harm = all(m.candidate.type == "DISASTER" or m.effect in ("killed", "wounded") for m in members)
    return "DISASTER" if disaster and harm else main.candidate.type


def phase_of(members: Sequence[Mention]) -> Phase:
    """The firmest phase of the mentions."""
    return min((m.phase for m in members), key=FIRMNESS.index)


# ---------------------------------------------------------------- who vouches
def vouched(members: Sequence[Mention]) -> tuple[Attestation, ...]:
    """Who vouches for the happening: the sources of every mention that tells it.

    A noun that merely refers back in the report's own words does not make the report vouch for what only others said, nor
    does a headline that leaves out whose word it is; a mention that is less real than another adds nothing.
    """
    phase = phase_of(members)
    real = [m for m in members if m.phase == phase] or list(members)
    telling = [m for m in real if not refers(m)] or real
    body = [m for m in telling if not m.headline]
    if body and not any(a.source == REPORT_VOICE for m in body for a in m.attestations):
        telling = body
    found = tuple(dict.fromkeys(a for m in telling for a in m.attestations))
    others = [a for m in real for a in m.attestations if a.source != REPORT_VOICE]
    return firmest(dict.fromkeys((*found, *others)))


def refers(member: Mention) -> bool:
    """Whether a mention takes its happening as known ("the attack", "their raid")."""
    return member.noun and member.definite in ("definite", "possessive")


def firmest(attestations: Iterable[Attestation]) -> tuple[Attestation, ...]:
    """One attestation a source and claim; of several by one source those that commit it, if any does."""
    given = list(attestations)
    committed = {a.source for a in given if a.factuality != "Uu"}
    return tuple(a for a in given if a.factuality != "Uu" or a.source not in committed)


# ---------------------------------------------------------------- arguments
def arguments(
    main: Mention, members: Sequence[Mention], attestations: tuple[Attestation, ...], text: str
) -> list[Argument]:
    """The fillers of all mentions, one a value and role; those of mentions with other vouchers keep these."""
    found: dict[tuple[Role, str], Argument] = {}
    for member in (main, *(m for m in members if m is not main)):
        own = member.attestations if differ(member.attestations, attestations) else ()
        for filler in member.fillers:
            key = (filler.role, value(filler, text))
            if key not in found:
                found[key] = argument(filler, filler.attestations or own)
    things: list[tuple[Role, frozenset[str]]] = []
    for given in found.values():
        if given.role in THINGS and not (given.actor or given.place):
            things.append((given.role, kinds(given.span.of(text))))
    kept = [a for key, a in found.items() if not shadowed(key, a, found) and not named_fuller(a, things, text)]
    return sorted(kept, key=lambda a: ORDER.index(a.role))


def differ(some: tuple[Attestation, ...], others: tuple[Attestation, ...]) -> bool:
    """Whether an argument's vouchers are not the event's."""
    return {(a.source, a.factuality) for a in some} != {(a.source, a.factuality) for a in others}


def value(filler: Filler, text: str) -> str:
    """What makes two fillers of a role the same: the number, the actor or the place, else the words."""
    words = " ".join(sorted(kinds(filler.span.of(text)))) if filler.role in THINGS else plain(filler.span.of(text))
    return filler.quantity or filler.actor or filler.place or words


def plain(words: str) -> str:
    """Words in lower case without articles."""
    return " ".join(w for w in words.lower().split() if w not in ("a", "an", "the"))


def argument(filler: Filler, attestations: tuple[Attestation, ...]) -> Argument:
    return Argument(
        role=filler.role, span=filler.span, actor=filler.actor, place=filler.place, time=filler.time,
        quantity=filler.quantity, attestations=attestations,
    )  # fmt: skip


def kinds(words: str) -> frozenset[str]:
    """The words of a thing, in the singular as far as an "s" tells, without articles."""
    return frozenset(
        w.removesuffix("s")
        for w in words.lower().split()
        if w not in ("a", "an", "the", "this", "that", "these", "those")
    )


def named_fuller(given: Argument, things: Sequence[tuple[Role, frozenset[str]]], text: str) -> bool:
    """Whether a thing is named by more words elsewhere in the event: "the building" beside "the ministry building"."""
    if given.role not in THINGS or given.actor or given.place:
        return False
    own, head = kinds(given.span.of(text)), given.span.of(text).lower().split()[-1].removesuffix("s")
    return any(role == given.role and own < words and head in words for role, words in things)


def shadowed(key: tuple[Role, str], given: Argument, found: dict[tuple[Role, str], Argument]) -> bool:
    """Whether a filler says no more than another: a recipient who is a victim too."""
    if given.role == "recipient" and given.actor:
        return ("victim", given.actor) in found
    return False


# ---------------------------------------------------------------- when and where
def dated(main: Mention, members: Sequence[Mention]) -> tuple[Interval | None, str]:
    """The principal mention's days, or the narrowest that another gives inside them; else the narrowest of the others'."""
    sure = [m for m in members if m.time is not None and not m.told]
    dates = [(m.time, m.time_reason) for m in sure or members if m.time is not None]
    if main.time is not None and (main in sure or not sure):
        inside = [(m.time, m.time_reason) for m in sure if m.time is not None and pinned(m, m.time, main.time)]
        return min(inside, key=lambda d: (length(d[0]), 0), default=(main.time, main.time_reason))
    if not dates:
        return None, f"no date: {main.time_reason}"
    return min(dates, key=lambda d: (length(d[0]), 0))


def pinned(member: Mention, narrow: Interval, wide: Interval) -> bool:
    """Whether a mention says which of a few days its happening was on: "the May 15 attack" of "last week's attack",
    "abducted on Sunday" of "at the weekend"; not of what went on for days."""
    inside = (wide.start or "") <= (narrow.start or "") and (narrow.end or "") <= (wide.end or "") and narrow != wide
    return inside and length(wide) < (WEEK if refers(member) else WEEKEND)


def length(interval: Interval | None) -> int:
    """How many days an interval lasts, roughly: for comparing."""
    if interval is None or not interval.start or not interval.end:
        return 1_000_000
    (y1, m1, d1), (y2, m2, d2) = (tuple(map(int, day.split("-"))) for day in (interval.start, interval.end))
    return (y2 - y1) * 366 + (m2 - m1) * 31 + d2 - d1


def placed(main: Mention, members: Sequence[Mention]) -> tuple[str | None, str]:
    """The principal mention's place, else the first that another has."""
    for member in (main, *members):
        if member.place is not None:
            return member.place, member.place_reason
    return None, f"no place: {main.place_reason}"
