"""Numbers of dead and hurt that no trigger takes as its argument: "leaving three dead", "with 12 people missing".

Each goes to the harm that its words hang on, else to the nearest one told of in its sentence. Where its sentence tells of no
harm ("the fire service said 63 people had died"), it goes to the happening that the report goes on with, in the words of
whoever gives the number; a running total goes to none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax
from sayso.events.words import load
from sayso.language.certainty import commitment
from sayso.model import Quantity, Role
from sayso.vouching import attest

BEFALLS: dict[str, Role] = {
    "killed": "killed",
    "wounded": "wounded",
    "missing": "missing",
    "held": "held",
    "displaced": "displaced",
}
TYPES: dict[Role, frozenset[str]] = {
    "killed": frozenset({"ASSAULT", "DISASTER"}),
    "wounded": frozenset({"ASSAULT", "DISASTER", "PROTEST"}),
    "missing": frozenset({"ASSAULT", "DISASTER"}),
    "held": frozenset({"ASSAULT", "COERCE", "PROTEST"}),
    "displaced": frozenset({"DISPLACE", "DISASTER", "ASSAULT"}),
}
"""Which types of event a number may belong to."""
HARM = frozenset({"ASSAULT", "DISASTER"})
"""Types that the hurt are of before any protest."""
CLIMB = 8
REACH = 8
"""How many tellings back a sentence's number may belong to."""


def with_tolls(mentions: Sequence[Mention], links: Links, syntax: Syntax) -> list[Mention]:
    """The mentions, each with the stray numbers that belong to it."""
    by_sentence: dict[int, list[Mention]] = {}
    harmed = any(m.candidate.type in HARM and m.phase == "happened" for m in mentions)
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    added: dict[int, list[Filler]] = {}
    for quantity in stray([mentions], links):
        head = links.head(quantity.span)
        if head is None:
            continue
        role = BEFALLS[quantity.tally or ""]
        near = [m for m in by_sentence.get(syntax.tokens[head].sentence, ()) if m.candidate.type in TYPES[role]]
        near = [m for m in near if role != "wounded" or not harmed or m.candidate.type in HARM]
        owner = owner_of(head, near, syntax)
        if owner is not None:
            added.setdefault(owner.index, []).append(filler(role, head, quantity))
    return [joined(m, added.get(m.index, ())) for m in mentions]


def with_later_tolls(groups: Sequence[list[Mention]], links: Links, syntax: Syntax) -> list[list[Mention]]:
    """The happenings, each with the stray numbers of sentences that name no harm of their own.

    A number goes to a happening told of before it, of a fitting type, that came about and is no running total, unless its
    own sentence names a town that is not that happening's.
    """
    given = [list(members) for members in groups]
    harmed = any(m.candidate.type in HARM and m.phase == "happened" for members in given for m in members)
    types = {**TYPES, "wounded": HARM} if harmed else TYPES
    told = {role: happenings(given, types[role]) for role in BEFALLS.values()}
    for quantity in stray(groups, links):
        head, role = links.head(quantity.span), BEFALLS[quantity.tally or ""]
        home = None if head is None else told_before(given, told[role], syntax.tokens[head].sentence, links)
        held = None if head is None else commitment(links.reading.analysis, head)
        if head is None or home is None or held is None or held.phase != "happened":
            continue
        vouchers = attest(links.reading, quantity.span, held.factuality)
        number = msgspec.structs.replace(filler(role, head, quantity), attestations=vouchers)
        given[home][0] = joined(given[home][0], [number])
    return given


def stray(groups: Iterable[Sequence[Mention]], links: Links) -> list[Quantity]:
    """The numbers of people whom something befell that no happening has yet; parts of another number are left out."""
    taken = {f.quantity for members in groups for m in members for f in m.fillers if f.quantity}
    return [
        q
        for q in links.reading.quantities
        if q.tally in BEFALLS and q.id not in taken and not q.cumulative and q.best != 0 and q.part_of is None
    ]


def happenings(groups: Sequence[Sequence[Mention]], types: frozenset[str]) -> list[tuple[int, int]]:
    """Where the happenings of some types are told of: sentence and number of each, in order of the text."""
    fitting = [
        (number, members)
        for number, members in enumerate(groups)
        if members[0].candidate.type in types and not any(m.cumulative for m in members)
    ]
    return sorted(
        {(m.sentence, n) for n, members in fitting if any(m.phase == "happened" for m in members) for m in members}
    )


def told_before(
    groups: Sequence[Sequence[Mention]], told: Sequence[tuple[int, int]], sentence: int, links: Links
) -> int | None:
    """Which happening a sentence without one goes on with: of the last ones told of, one whose words it repeats ("the
    market"), else the last."""
    at = bisect_right(told, (sentence, len(groups)))
    recent = [
        n
        for _, n in reversed(told[max(0, at - REACH) : at])
        if not elsewhere(links, sentence, groups[n]) and not on_another_day(links, sentence, groups[n])
    ]
    tokens, inside = links.tokens, links.reading.analysis.sentences[sentence]
    words = {t.lemma.lower() for t in tokens[inside.first : inside.last] if t.upos in ("NOUN", "PROPN")}
    for number in recent:
        struck = [f for m in groups[number] for f in m.of("target", "instrument")]
        if words & {tokens[f.token].lemma.lower() for f in struck}:
            return number
    return next(iter(recent), None)


def on_another_day(links: Links, sentence: int, members: Sequence[Mention]) -> bool:
    """Whether a sentence names days on which something happened, and none of them is the happening's."""
    inside = links.reading.analysis.sentences[sentence]
    named = [
        t
        for index in range(inside.first, inside.last)
        if links.tokens[index].lemma.lower() not in load().speech
        for t in links.times_under.get(index, ())
        if t.start and t.start == t.end
    ]
    known = [m.time for m in members if m.time and m.time.start and m.time.end and not m.told]
    return bool(named and known) and not any(
        (i.start or "") <= (t.start or "")[:10] <= (i.end or "") for i in known for t in named
    )


def elsewhere(links: Links, sentence: int, members: Sequence[Mention]) -> bool:
    """Whether a sentence names a town that is not the happening's: what it counts may be another's."""
    inside = links.reading.analysis.sentences[sentence].span
    towns = {p.id for p in links.places_in(inside) if p.precision in ("site", "town")}
    known = {m.place for m in members if m.place} | {f.place for m in members for f in m.fillers if f.place}
    return bool(towns and known and not towns & known)


def owner_of(head: int, near: Sequence[Mention], syntax: Syntax) -> Mention | None:
    """The mention that the number hangs on, else the last one before it, else the first after it."""
    by_token = {m.candidate.token: m for m in near}
    at: int | None = head
    for _ in range(CLIMB):
        if at is None:
            break
        if at in by_token:
            return by_token[at]
        at = syntax.governor(at)
    before = [m for m in near if m.candidate.token < head]
    return before[-1] if before else next(iter(near), None)


def filler(role: Role, head: int, quantity: Quantity) -> Filler:
    return Filler(role=role, token=head, span=quantity.span, quantity=quantity.id, label="toll", how="stray")


def joined(mention: Mention, fillers: Iterable[Filler]) -> Mention:
    """The mention with more fillers."""
    fillers = tuple(fillers)
    return msgspec.structs.replace(mention, fillers=(*mention.fillers, *fillers)) if fillers else mention
