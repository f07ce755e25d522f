"""Numbers told apart from their happening: "the morgue received six bodies", "the mayor put the dead at 17", "31 were treated".

A report tells what happened once and comes back to its toll in other sentences, on other people's word. Each number of
dead, hurt, missing or displaced that no event has yet, and each turnout, goes to the event it most likely tells of, with
vouchers of its own; to none where none is likely. What speaks for an event is counted in points (see `FEATURES`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from sayso.events.assemble import ORDER
from sayso.events.groups import may_hold, overlap
from sayso.events.links import Links
from sayso.events.mention import HARM
from sayso.events.syntax import Syntax
from sayso.events.tolls import BEFALLS, TYPES
from sayso.events.words import Words
from sayso.language.certainty import commitment
from sayso.model import REPORT_VOICE, Argument, Event, Place, Quantity, Role, Span, Time, Token
from sayso.vouching import attest

ROLES: Mapping[str, Role] = {**BEFALLS, "treated": "wounded"}
OTHERWISE: Mapping[Role, frozenset[str]] = {
    "killed": frozenset({"PROTEST", "COERCE", "MOBILIZE"}),
    "wounded": frozenset({"COERCE", "MOBILIZE"}),
    "missing": frozenset({"PROTEST", "COERCE", "DISPLACE"}),
    "held": frozenset({"DISASTER", "MOBILIZE", "DISPLACE"}),
    "count": frozenset(),
}
"""Types that a number may belong to where the report tells of no event of its usual types."""
GATHERINGS = frozenset({"PROTEST"})
TURNOUT = frozenset(
    {"crowd", "turnout", "attendance", "part", "join", "attend", "participate", "participant", "number", "march"}
)
"""Words beside a number of people that make it a turnout."""
ABOARD = frozenset({"aboard", "board"})
"""Words beside a number of people that make it those who were in what went down."""
GUARDS = frozenset({"police", "officers", "troops", "soldiers", "policemen", "guards", "fighters"})
"""Whom a number at a gathering does not count among those who came."""
REAL = frozenset({"happened", "ongoing"})
SEAT_CLIMB = 4
SETTING_OUT = frozenset(
    {"leave", "depart", "sail", "set", "head", "travel", "embark", "start", "come", "bind", "beach"}
)
PERIOD = 27
"""Days from the first to the last of what is a month or longer."""
FEWEST = 5  # people: fewer are no turnout
EXACT = frozenset({"site", "town", "admin2"})
ANCHORING = frozenset({"after", "before", "since", "following"})
"""Prepositions of a happening by which another may only be dated."""
LENGTHS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "fortnight"})
"""Nouns of "hours after the strike"."""
DATING = 4
"""How many words in front of the noun the length may stand."""


class Told(NamedTuple):
    """A number that no event has, with where it stands: its head token, its sentence, and the days and places named there."""

    quantity: Quantity
    role: Role
    head: int
    sentence: int
    times: tuple[Time, ...]
    places: tuple[Place, ...]


class Account:
    """One reading's events, to be asked which one a number tells of."""

    def __init__(self, events: Sequence[Event], links: Links, syntax: Syntax, words: Words) -> None:
        self.events, self.links, self.syntax, self.words = events, links, syntax, words
        self.analysis = links.reading.analysis
        named = (a for a in links.reading.actors if a.kind in ("organization", "group", "unnamed"))
        self.bodies = [span for actor in named for span in actor.mentions]
        said = (self.links.head(span) for claim in links.reading.claims for span in claim.source.spans)
        self.speaking = {head for head in said if head is not None}
        self.sentences = {e.id: self._told_in(e) for e in events}
        self.aboard = any(e.type == "DISASTER" and e.phase in REAL for e in events)
        self.main = {
            role: next((e for e in events if e.type in types and e.phase in REAL), None)
            for role, types in FIRST.items()
        }

    def _told_in(self, event: Event) -> list[int]:
        """The sentences that tell of an event, but for those that only date another by it ("hours after the attack"), unless
        all do."""
        told = [m for m in event.mentions if not self._dates(m)] or event.mentions
        return sorted({self._sentence_of(m.start) for m in told})

    def _dates(self, mention: Span) -> bool:
        """Whether something else is only dated by a mention: "hours after the attack, a drone hit", not "died after the attack"."""
        head = self.links.head(mention)
        if head is None or self.syntax.case(head) not in ANCHORING or self.syntax.tokens[head].upos != "NOUN":
            return False
        before = self.syntax.tokens[max(0, head - DATING) : head]
        return any(t.lemma.lower() in LENGTHS for t in before)

    def words_of(self, sentence: int) -> Sequence[Token]:
        """The words of a sentence."""
        inside = self.analysis.sentences[sentence]
        return self.syntax.tokens[inside.first : inside.last]

    def nouns_in(self, span: Span) -> set[str]:
        """The things that a phrase names: its nouns' lemmas, those for people left out."""
        tokens = (self.syntax.tokens[index] for index in self.links.within(span))
        return {t.lemma.lower() for t in tokens if t.upos == "NOUN" and t.lemma.lower() not in self.words.person}

    def _sentence_of(self, offset: int) -> int:
        return self.syntax.tokens[max(0, bisect_right(self.analysis.starts, offset) - 1)].sentence

    def numbers(self) -> Iterator[Told]:
        """The numbers that no event has."""
        taken = {
            a.quantity for e in self.events for a in e.arguments if a.quantity and e.type in KEEPING.get(a.role, ())
        }
        for quantity in self.links.reading.quantities:
            head = None if quantity.id in taken or quantity.cumulative else self.links.head(quantity.span)
            part = quantity.part_of is not None and quantity.population is None
            if head is None or part or not (quantity.best or quantity.low):
                continue
            role = ROLES.get(quantity.tally or "") or self._turnout(quantity, head)
            if role is not None and self.syntax.tokens[head].lemma.lower() not in self.words.weapon:
                yield self._told(quantity, role, head)

    def _told(self, quantity: Quantity, role: Role, head: int) -> Told:
        sentence = self.analysis.sentences[self.syntax.tokens[head].sentence]
        times = (t for t in self.links.reading.times if sentence.start <= t.span.start < sentence.end and t.start)
        return Told(quantity, role, head, sentence.index, tuple(times), tuple(self._places(sentence.span)))

    def _places(self, sentence: Span) -> Iterator[Place]:
        """The places that a sentence names, but for those in the name of a body ("the El Fasher Doctors' Committee") and where
        a speaker sits ("doctors at the hospital in Quetta said")."""
        for head, place in self.links.places_at(sentence):
            span = self.syntax.tokens[head].span
            named = any(b.contains(span) and b != span for b in self.bodies)
            if not named and not self._seats(head) and not self._left(head):
                yield place

    def _left(self, head: int) -> bool:
        """Whether somebody only set out from a place, or was bound for it."""
        verb = self.syntax.governor(head)
        return verb is not None and self.syntax.tokens[verb].lemma.lower() in SETTING_OUT

    def _seats(self, head: int) -> bool:
        """Whether a place hangs on the noun of somebody who speaks."""
        at: int | None = head
        for _ in range(SEAT_CLIMB):
            if at is None or self.syntax.tokens[at].upos == "VERB":
                return False
            if at in self.speaking:
                return True
            at = self.syntax.governor(at)
        return False

    def _turnout(self, quantity: Quantity, head: int) -> Role | None:
        """`count` where a number of people is said to have come, or to have been aboard."""
        people = quantity.of == "people" or self.syntax.tokens[head].lemma.lower() in self.words.person
        big = (quantity.best or quantity.low or 0) >= FEWEST
        if quantity.tally or not people or not big or quantity.of in GUARDS or quantity.part_of:
            return None
        sentence = self.analysis.sentences[self.syntax.tokens[head].sentence]
        near = self.syntax.tokens[max(sentence.first, head - 12) : min(sentence.last, head + 10)]
        came = TURNOUT if self.main["count"] is not None or not self.aboard else ABOARD
        return "count" if any(t.lemma.lower() in came for t in near) else None

    def givers(self, told: Told) -> set[str | None]:
        """Those who vouch for a number, or are the subject of the verb that gives it."""
        by = {a.source for a in attest(self.links.reading, told.quantity.span, "CT+")}
        return {*by, giver_of(self, told.head, self.words.giving | FOUND)} - {REPORT_VOICE, None}

    def owner(self, told: Told) -> Event | None:
        """The event that a number tells of; of equals the first."""
        usual = [e for e in self.events if e.phase in REAL and e.type in KEEPING[told.role]]
        others = [e for e in self.events if e.phase in REAL and e.type in OTHERWISE.get(told.role, ())]
        before = any(s <= told.sentence for e in usual for s in self.sentences[e.id])
        found = usual if before else [*usual, *others]
        scored = [(sum(feature(self, told, e) for _, feature in FEATURES), -n) for n, e in enumerate(found)]
        best, place = max(scored, default=(0.0, 0))
        return found[-place] if best > 0 else None


FIRST: Mapping[Role, frozenset[str]] = {
    "killed": HARM, "wounded": HARM, "missing": HARM, "held": frozenset({"COERCE", "ASSAULT"}),
    "displaced": frozenset({"DISPLACE", "DISASTER"}), "count": GATHERINGS | {"DISASTER"},
}  # fmt: skip
"""The types that a number of each role is of in the first place."""
KEEPING: Mapping[Role, frozenset[str]] = {**TYPES, "count": GATHERINGS | {"DISASTER"}}
"""The types whose events have numbers of each role."""


# ---------------------------------------------------------------- what speaks for an event
def told_there(account: Account, told: Told, event: Event) -> float:
    """The event is named in the number's sentence."""
    return 3.0 if told.sentence in account.sentences[event.id] else 0.0


def just_told(account: Account, told: Told, event: Event) -> float:
    """The event was told of in the sentences before."""
    before = [s for s in account.sentences[event.id] if s <= told.sentence]
    return max(0.2, 1.5 - 0.5 * (told.sentence - before[-1])) if before else 0.1


def told_last(account: Account, told: Told, event: Event) -> float:
    """The sentence right before tells of the event and of no other of its types: "another shell hit a mill. Two died"."""
    there = [e for e in account.events if e.type in KEEPING[told.role] and told.sentence - 1 in account.sentences[e.id]]
    return 0.4 if there == [event] and told.sentence not in account.sentences[event.id] else 0.0


def main_event(account: Account, told: Told, event: Event) -> float:
    """The event is what the report is about: the first harm it tells of."""
    return 0.8 if event is account.main[told.role] else 0.0


def its_kind(account: Account, told: Told, event: Event) -> float:
    """The event is of the kind that a number of this role is of in the first place: harm, before the march that it ended."""
    if event.type in FIRST[told.role] or account.main[told.role] is None:
        return 0.0
    others = (e for e in account.events if e.type in FIRST[told.role] and e.phase in REAL)
    fits = any(its_place(account, told, e) >= 0 and its_day(account, told, e) >= 0 for e in others)
    return -8.0 if fits else -2.6


def its_place(account: Account, told: Told, event: Event) -> float:
    """The sentence names the event's place, or only others."""
    place = account.links.place_by_id.get(event.place or "")
    exact = [p for p in told.places if p.precision in EXACT]
    if place is None or not exact:
        return 0.0
    if any(p.id == place.id or may_hold(p, place) or may_hold(place, p) for p in exact):
        return 2.0
    return -2.5 if place.precision in EXACT else 0.0


def its_day(account: Account, told: Told, event: Event) -> float:
    """The sentence names the event's day, or only others (which may be the day of speaking)."""
    days = [t for t in told.times if t.type in ("DATE", "TIME")]
    if event.time is None or not days:
        return 0.0
    spans = [msgspec.structs.replace(event.time, start=t.start, end=t.end or t.start) for t in days]
    if any(overlap(span, event.time) for span in spans):
        return 1.2
    return -3.0 if all(_is_period(t) for t in days) else -0.6


def _is_period(time: Time) -> bool:
    """Whether a time is a month or longer, of which no speaker says when he speaks: "recorded 208 deaths in August"."""
    first, last = str(time.start)[:10], str(time.end or time.start)[:10]
    full = len(first) == len(last) == 10
    return full and (date.fromisoformat(last) - date.fromisoformat(first)).days >= PERIOD


GENTLE = frozenset({"crowd-control", "beat", "abduct"})
"""Modes of violence by which people are seldom killed."""


def its_harm(account: Account, told: Told, event: Event) -> float:
    """Dead belong to what kills rather than to tear gas or a kidnapping, captives to a kidnapping, and nobody to what is denied."""
    if event.attestations and all(a.factuality.endswith("-") for a in event.attestations):
        return -3.0
    abducts = event.mode == "abduct" or "abduct" in event.modes
    if told.role == "held":
        return 1.5 if abducts or event.type == "COERCE" else 0.0
    if told.role not in ("killed", "wounded"):
        return 0.0
    if told.role == "killed" and event.mode in GENTLE and not any(a.role == "killed" for a in event.arguments):
        return -1.5
    return -1.0 if abducts else 0.0


THERE = frozenset({"there"})


def its_scene(account: Account, told: Told, event: Event) -> float:
    """The sentence names again what was struck ("the camp"), or says "there" of where the last happening was."""
    here = {t.lemma.lower() for t in account.words_of(told.sentence)}
    struck = {lemma for a in event.arguments if a.role in STRUCK for lemma in account.nouns_in(a.span)}
    last = max((s for s in account.sentences[event.id] if s <= told.sentence), default=-1)
    there = bool(here & THERE) and last == max(
        (s for spots in account.sentences.values() for s in spots if s <= told.sentence), default=-1
    )
    return 1.0 if here & struck or there else 0.0


def its_teller(account: Account, told: Told, event: Event) -> float:
    """Who gives the number is who told of the event right before: "residents said a drone hit a mosque. They counted six"."""
    close = any(0 < told.sentence - s <= 1 for s in account.sentences[event.id])
    if not close or event is account.main[told.role]:
        return 0.0
    tellers = {a.source for a in event.attestations} - {REPORT_VOICE, None}
    return 1.0 if tellers & account.givers(told) else 0.0


STRUCK: frozenset[Role] = frozenset({"target", "victim", "recipient", "instrument"})


def its_occasion(account: Account, told: Told, event: Event) -> float:
    """The sentence names something else of the event's day or place ("after Saturday's march")."""
    beside = (e for e in account.events if e is not event and told.sentence in account.sentences[e.id])
    same_day = any(e.time and event.time and e.type == "PROTEST" and overlap(e.time, event.time) for e in beside)
    return 0.7 if same_day else 0.0


FEATURES: tuple[tuple[str, Callable[[Account, Told, Event], float]], ...] = (
    ("told there", told_there), ("just told", just_told), ("told last", told_last), ("main event", main_event),
    ("its kind", its_kind),
    ("its place", its_place), ("its day", its_day), ("its harm", its_harm), ("its scene", its_scene),
    ("its occasion", its_occasion), ("its teller", its_teller),
)  # fmt: skip


def with_accounts(events: Sequence[Event], links: Links, syntax: Syntax, words: Words) -> tuple[Event, ...]:
    """The events, each with the numbers told of it elsewhere in the report."""
    account = Account(events, links, syntax, words)
    added: dict[str, list[Argument]] = {}
    for told in account.numbers():
        event = account.owner(told)
        if event is not None:
            added.setdefault(event.id, []).append(argument(account, told))
    return tuple(told_by_givers(account, joined(event, added.get(event.id, ()))) for event in events)


def argument(account: Account, told: Told) -> Argument:
    """A number as an argument, with those who vouch for it."""
    held = commitment(account.analysis, told.head)
    by = attest(account.links.reading, told.quantity.span, held.factuality)
    return Argument(role=told.role, span=told.quantity.span, quantity=told.quantity.id, attestations=by)


def joined(event: Event, added: Iterable[Argument]) -> Event:
    """The event with more arguments, in the order of roles."""
    arguments = sorted((*event.arguments, *added), key=lambda a: ORDER.index(a.role))
    return (
        msgspec.structs.replace(event, arguments=tuple(arguments)) if len(arguments) > len(event.arguments) else event
    )


# ---------------------------------------------------------------- who gives a number
GIVING_CLIMB = 6
STATING_CLIMB = 3
FOUND = frozenset({"count", "find", "recover", "see", "treat", "receive", "bury", "tally"})
"""Verbs whose subject knows the number of what it found."""


def told_by_givers(account: Account, event: Event) -> Event:
    """The event with those who give its numbers vouching for them, where the report seems to: "the mayor put the dead at 17"."""
    changed = [given(account, event, a) if a.role in FIRST and a.quantity else a for a in event.arguments]
    return msgspec.structs.replace(event, arguments=tuple(changed)) if changed != list(event.arguments) else event


def given(account: Account, event: Event, number: Argument) -> Argument:
    """A number with its giver's word, where only the report vouches and a verb of giving figures has a subject."""
    by = number.attestations or event.attestations
    head = account.links.head(number.span)
    reported = all(a.source == REPORT_VOICE for a in by)
    giver = giver_of(account, head, STATING if not reported else account.words.giving) if head is not None else None
    if giver is None or any(a.source == giver for a in by):
        return number
    own = tuple(
        dict.fromkeys(msgspec.structs.replace(a, source=giver, claim=a.claim if reported else None) for a in by)
    )
    return msgspec.structs.replace(number, attestations=own)


STATING = frozenset(
    {"put", "peg", "raise", "lower", "revise", "correct", "cut", "estimate", "acknowledge", "admit", "concede", "confirm", "report",
     "update", "amend", "announce", "verify", "list"}
)  # fmt: skip
"""Verbs whose subject says the number, whoever else is told to speak in the sentence."""


def giver_of(account: Account, head: int, giving: frozenset[str]) -> str | None:
    """The actor who gives a number, by the nearest verb of giving figures above it; of stating them, in its own clause."""
    at: int | None = head
    for _ in range(GIVING_CLIMB if giving is not STATING else STATING_CLIMB):
        at = account.syntax.governor(at) if at is not None else None
        if at is None:
            return None
        token = account.syntax.tokens[at]
        if token.upos == "VERB" and token.lemma.lower() in giving and not account.syntax.passive(at):
            actors = (account.links.actor(subject) for subject, _ in account.syntax.subjects(at))
            return next((actor.id for actor in actors if actor is not None), None)
        if giving is STATING and token.upos == "VERB":
            return None
    return None
