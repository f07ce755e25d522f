"""Statements: one value of one property of an event, actor or claim, with who vouches for it and where it stands.

A statement is what the ledger keeps for good. Its entity is local to one report: the event that stands at this trigger,
the actor first named here. Which entities are the same is a matter of merging and of judgements, never of statements.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from typing import Any, Literal, TypeAlias

import msgspec

from sayso.errors import LedgerError
from sayso.ledger.occasions import consequences
from sayso.ledger.populations import population
from sayso.model import (
    REPORT_VOICE,
    Actor,
    Argument,
    Attestation,
    Claim,
    Event,
    Fact,
    Interval,
    Reading,
    Report,
    Span,
    Time,
)
from sayso.model import Place as ReadPlace

_json = msgspec.json.Encoder().encode

EntityKind: TypeAlias = Literal["event", "actor", "claim"]
TALLY_ROLES = ("killed", "wounded", "missing", "held", "displaced", "count")
"""The roles of an event that are numbers of people or things."""

# The typed values: printed with their type's name under `is`.


class Words(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="text"):
    """Text: a type, a mode, a post, a quote. A claim's content carries its stance, manner and cue."""

    text: str
    stance: str | None = None
    manner: str | None = None
    cue: str | None = None


class Who(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="actor"):
    """An actor, by the fullest name its report gives it. `entity` is that actor's own entity."""

    name: str
    kind: str
    entity: str | None = None
    country: str | None = None
    sector: str | None = None
    identifier: str | None = None
    part_of: str | None = None


class Where(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="place"):
    """A place; `lat` and `lon` absent where it could not be resolved."""

    name: str
    precision: str | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    radius_km: float | None = None


class When(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="time"):
    """A closed interval of days; `at` the time of that day, HH:MM, where the report tells it."""

    start: str | None = None
    end: str | None = None
    at: str | None = None


class Tally(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="tally"):
    """A number of people or things. `scope` keeps one incident's figures apart from running totals; `part`: it counts only
    some of those that another number counts ("seven dead, two of whom").
    """

    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    qualifier: str = "exact"
    of: str = "people"
    population: str | None = None
    scope: Literal["incident", "cumulative"] = "incident"
    part: bool = False


class Held(msgspec.Struct, frozen=True, gc=False, omit_defaults=True, tag_field="is", tag="fact"):
    """The other end of a fact about an actor: a name or words, by whose authority, of which part, from when to when."""

    text: str
    entity: str | None = None
    by: str | None = None
    scope: str | None = None
    phase: str = "current"
    start: str | None = None
    end: str | None = None


Typed: TypeAlias = Words | Who | Where | When | Tally | Held


class Voucher(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A link of the chain of those who vouch: the outlet, then speakers, the innermost last."""

    name: str
    role: Literal["outlet", "speaker"]
    kind: str | None = None
    country: str | None = None
    identifier: str | None = None
    part_of: str | None = None
    stance: str | None = None
    cue: str | None = None


class Statement(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A row of the ledger. `text[start:end] == quote` in the report's text; four clocks, each None where not known."""

    id: str
    entity: str
    kind: EntityKind
    property: str
    value: Typed
    vouchers: tuple[Voucher, ...]
    factuality: str
    report: str
    start: int
    end: int
    quote: str
    event_start: str | None = None
    event_end: str | None = None
    stated: str | None = None
    published: str | None = None
    ingested: str = ""
    coder: str = ""
    report_key: str = ""

    @builtins.property
    def speaker(self) -> Voucher:
        """Who vouches in the end: the innermost link of the chain."""
        return self.vouchers[-1]

    def to_dict(self) -> dict[str, Any]:
        """The statement as plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


def digest(*parts: object, size: int = 8) -> str:
    """A stable hash of the parts' texts, in hexadecimal."""
    joined = "\x1f".join(["" if part is None else str(part) for part in parts])
    return blake2b(joined.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def report_key(report: Report) -> str:
    """The hash of all that a report says of itself: the same key is the same report, word for word."""
    return "t:" + digest(
        report.id, report.text, report.title, report.publisher, report.url, report.published, report.language, size=12
    )


def entity_key(report: str, kind: EntityKind, span: Span, place_in_line: int) -> str:
    """An entity's key: its report and the span it is known by, so that a newer coder gives it the same one."""
    return {"event": "v:", "actor": "a:", "claim": "c:"}[kind] + digest(report, kind, *span, place_in_line, size=10)


def check_evidence(statement: Statement, words: str) -> None:
    """Raises LedgerError unless the quote is what stands at the statement's span in its report's text."""
    if (
        not 0 <= statement.start <= statement.end <= len(words)
        or words[statement.start : statement.end] != statement.quote
    ):
        at = f"{statement.report} [{statement.start}, {statement.end})"
        raise LedgerError(f"{at}: evidence of {statement.property} is not in its text: {statement.quote[:60]!r}")


def statements_of(reading: Reading, *, key: str = "", ingested: str = "") -> Iterator[Statement]:
    """Every statement that a reading makes, each once, in a fixed order. Raises LedgerError for broken evidence."""
    writer = _Writer(reading, key or report_key(reading.report), ingested)
    seen: set[str] = set()
    for statement in writer.all():
        if statement.id not in seen:
            seen.add(statement.id)
            check_evidence(statement, reading.text)
            yield statement


def event_entities(reading: Reading, key: str) -> dict[str, str]:
    """The entity key of each event of a reading, by its id in the reading."""
    return _keys(key, "event", [(event.id, event.trigger) for event in reading.events])


def event_interval(reading: Reading, event: Event) -> Interval | None:
    """The event's days: of its one dated time argument where it has one, else as the event layer worked them out."""
    spoken = [reading.find(argument.time) for argument in event.arguments if argument.role == "time" and argument.time]
    dated = {
        (time.start, time.end)
        for time in spoken
        if isinstance(time, Time) and time.type in ("DATE", "TIME") and time.start
    }
    if len(dated) != 1 or event.phase != "happened":
        return event.time
    start, end = dated.pop()
    return Interval(start=start, end=end or start)


_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}):?(\d{2})?")


def event_clock(reading: Reading, event: Event, when: Interval) -> str | None:
    """The time of the event's day, HH:MM, where just one of its time arguments gives one."""
    if when.start is None or when.end not in (when.start, None):
        return None
    spoken = [reading.find(argument.time) for argument in event.arguments if argument.role == "time" and argument.time]
    found = [_CLOCK.match(time.value) for time in spoken if isinstance(time, Time) and time.type == "TIME"]
    clocks = {f"{match[2]}:{match[3] or '00'}" for match in found if match and match[1] == when.start}
    return clocks.pop() if len(clocks) == 1 else None


def _keys(report: str, kind: EntityKind, anchors: list[tuple[str, Span]]) -> dict[str, str]:
    taken: dict[Span, int] = {}
    made = {}
    for name, span in anchors:
        taken[span] = taken.get(span, -1) + 1
        made[name] = entity_key(report, kind, span, taken[span])
    return made


_BESIDE_BODY = 60  # characters between a body and its speaker
_OFFICE = (
    r"(?:\w+\s)?(?:spokes\w+|director|head|chief|superintendent|secretary(?:-general)?|commissioner|administrator|manager|coordinator"
    r"|chairman|chairwoman|president|official|doctor|nurse|officer|representative)"
)
_OF_BODY = re.compile(r"\s(?:of|for|at|from|with)\s(?:the\s|its\s)?")
_SPEAKS_FOR = re.compile(rf",?\s(?:who is\s)?(?:a|an|the)?\s?{_OFFICE}\s(?:of|for|at)\s(?:the\s)?")
_ITS_SPEAKER = re.compile(rf"(?:['’]s?)?\s{_OFFICE},?\s")
_ITS = re.compile(r"(?:^|\s)(?:its|their)\s")


class _Writer:
    """Makes one reading's statements."""

    def __init__(self, reading: Reading, key: str, ingested: str) -> None:
        self.reading, self.key, self.ingested = reading, key, ingested
        self.actors = {actor.id: actor for actor in reading.actors}
        self.places = {place.id: place for place in reading.places}
        self.claims = {claim.id: claim for claim in reading.claims}
        self.entities = event_entities(reading, key)
        named = [(actor.id, actor.mentions[0]) for actor in reading.actors if actor.mentions]
        self.entities |= _keys(key, "actor", named)
        self.entities |= _keys(key, "claim", [(claim.id, _claim_span(claim)) for claim in reading.claims])
        publisher = reading.report.publisher or reading.report.id
        self.outlet = Voucher(name=publisher, role="outlet")
        self.stated = cache(self._stated)
        self.vouching = cache(self._vouching)  # a report says the same of who vouches again and again
        self.consequences = consequences(reading)

    def all(self) -> Iterator[Statement]:
        for actor in self.reading.actors:
            yield from self.of_actor(actor)
        for claim in self.reading.claims:
            yield self.of_claim(claim)
        for event in self.reading.events:
            yield from self.of_event(event)
        for fact in self.reading.facts:
            yield from self.of_fact(fact)

    # -------------------------------------------------------- one row
    def row(
        self,
        about: tuple[str, EntityKind],
        prop: str,
        value: Typed,
        span: Span,
        by: Attestation,
        when: Interval | None = None,
    ) -> Statement:
        entity, kind = about
        vouchers, chain = self.vouching(by.source, by.claim)
        report = self.reading.report
        said = f"[{_json(value).decode()},{chain}]"
        return Statement(
            id="s:" + digest(entity, prop, said, by.factuality, *span, self.reading.coder, size=10),
            entity=entity, kind=kind, property=prop, value=value, vouchers=vouchers, factuality=by.factuality,
            report=report.id, start=span.start, end=span.end, quote=span.of(self.reading.text),
            event_start=when.start if when else None, event_end=when.end if when else None,
            stated=self.stated(by.claim) if by.claim else None, published=report.published,
            ingested=self.ingested, coder=self.reading.coder, report_key=self.key,
        )  # fmt: skip

    def _vouching(self, source: str, claim: str | None) -> tuple[tuple[Voucher, ...], str]:
        """The chain of those who vouch, with its JSON."""
        vouchers = self.chain(source, claim)
        return vouchers, _json(vouchers).decode()

    def chain(self, source: str, claim_id: str | None) -> tuple[Voucher, ...]:
        """The outlet, then the speakers from the outermost claim inwards; only the outlet for the report's own voice."""
        claim = self.claims.get(claim_id or "")
        outer: list[Voucher] = []
        seen = {claim_id}
        around = self.claims.get(claim.within or "") if claim else None
        while around is not None and around.id not in seen:
            seen.add(around.id)
            outer.append(self.voucher(around.source.actor, around))
            around = self.claims.get(around.within or "")
        if source == REPORT_VOICE:
            return (self.outlet, *reversed(outer))
        return (self.outlet, *reversed(outer), self.voucher(source, claim))

    def voucher(self, actor_id: str | None, claim: Claim | None) -> Voucher:
        actor = self.actors.get(actor_id or "") or self.actors.get((claim.source.actor if claim else None) or "")
        actor = self.fuller(actor) if actor else None
        stance = claim.stance if claim else None
        cue = " ".join(span.of(self.reading.text) for span in claim.cue) if claim else None
        if actor is None:
            words = " ".join(span.of(self.reading.text) for span in claim.source.spans) if claim else ""
            return Voucher(name=words, role="speaker", stance=stance, cue=cue)
        whole = self.actors.get(actor.part_of or "") or self.body_of(actor) or self.owner(actor)
        return Voucher(
            name=actor.name, role="speaker", kind=actor.kind, country=actor.country, identifier=actor.identifier,
            part_of=whole.name if whole else None, stance=stance, cue=cue,
        )  # fmt: skip

    def fuller(self, actor: Actor) -> Actor:
        """The body that a word like "the commission" stands for: the one named last before whose name holds it; else itself."""
        word = actor.name.lower()
        if (
            " " in word
            or actor.name != word
            or actor.kind not in ("organization", "group", "unnamed")
            or not actor.mentions
        ):
            return actor
        at = actor.mentions[0].start
        named = [
            (max(span.start for span in body.mentions if span.start < at), body)
            for body in self.reading.actors
            if body.kind in ("organization", "group") and word in body.name.lower().split() and body.name[:1].isupper()
            and any(span.start < at for span in body.mentions)
        ]  # fmt: skip
        return max(named, key=lambda pair: pair[0])[1] if named else actor

    def body_of(self, actor: Actor) -> Actor | None:
        """The body that a report says somebody speaks for: "the director of the hospital", "the ministry's spokesman, Ali Reza"."""
        if actor.kind not in ("person", "unnamed"):
            return None
        others = (a for a in self.reading.actors if a.kind in ("organization", "group") and a.id != actor.id)
        bodies = [(span, body) for body in others for span in body.mentions]
        found = (body for mention in actor.mentions for span, body in bodies if self.speaks_for(actor, mention, span))
        return next(found, None)

    def speaks_for(self, actor: Actor, mention: Span, body: Span) -> bool:
        """Whether the words between somebody and a body say that the one speaks for the other."""
        words = self.reading.text
        if body.start >= mention.end:
            match = (_SPEAKS_FOR if actor.kind == "person" else _OF_BODY).match(words, mention.end)
            return match is not None and 0 <= match.end() - body.start <= len("the ")
        near = 0 < mention.start - body.end < _BESIDE_BODY
        return near and _ITS_SPEAKER.fullmatch(words, body.end, mention.start) is not None

    def owner(self, actor: Actor) -> Actor | None:
        """Whom "its director" speaks for: the body named last before, in the same sentence."""
        words = self.reading.text
        owned = [m for m in actor.mentions if _ITS.search(words[max(0, m.start - 7) : m.start + 6])]
        if not owned or actor.kind not in ("person", "unnamed"):
            return None
        at = owned[0].start
        bodies = (a for a in self.reading.actors if a.kind in ("organization", "group") and a.part_of is None)
        named = [(span.end, body) for body in bodies for span in body.mentions if span.end <= at]
        last = max(named, key=lambda pair: pair[0], default=None)
        return last[1] if last and not set(words[last[0] : at]) & set(".!?\n") else None

    def _stated(self, claim_id: str) -> str | None:
        """The day the claim was made, where a date stands beside its cue ("said on Sunday") and outside its content."""
        claim = self.claims.get(claim_id)
        if claim is None or not claim.cue:
            return None
        cue = claim.cue[-1]
        for time in self.reading.times:
            beside = cue.end <= time.span.start <= cue.end + 24 and not any(
                c.overlaps(time.span) for c in claim.content
            )
            between = self.reading.text[cue.end : time.span.start]
            if beside and time.start and time.start == time.end and not set(between) & set(".;:\n"):
                return time.start
        return None

    # -------------------------------------------------------- values
    def who(self, actor_id: str) -> Who | None:
        actor = self.actors.get(actor_id)
        if actor is None:
            return None
        whole = self.actors.get(actor.part_of or "")
        return Who(
            name=actor.name, kind=actor.kind, entity=self.entities.get(actor.id), country=actor.country,
            sector=actor.sector, identifier=actor.identifier, part_of=whole.name if whole else None,
        )  # fmt: skip

    def where(self, place_id: str | None) -> Where | None:
        place = self.places.get(place_id or "")
        return _where(place) if place else None

    def tally(self, argument: Argument) -> Tally:
        """An argument without a quantity counts one."""
        quantity = self.reading.find(argument.quantity) if argument.quantity else None
        if quantity is None:
            return Tally(low=1, best=1, high=1)
        q: Any = quantity
        return Tally(
            low=q.low, best=None if q.qualifier == "more_than" else q.best, high=q.high,
            qualifier=q.qualifier, of=q.of, population=population(self.reading, q),
            scope="cumulative" if q.cumulative else "incident", part=q.part_of is not None and q.population is None,
        )  # fmt: skip

    def filler(self, argument: Argument) -> Typed:
        """What an argument says, typed by what it points at."""
        if argument.role in TALLY_ROLES:
            return self.tally(argument)
        time: Any = self.reading.find(argument.time) if argument.time else None
        pointed = self.who(argument.actor or "") or self.where(argument.place)
        if pointed is None and time is not None and time.start:
            return When(start=time.start, end=time.end)
        return pointed or Words(text=argument.span.of(self.reading.text))

    # -------------------------------------------------------- entities
    def of_actor(self, actor: Actor) -> Iterator[Statement]:
        if not actor.mentions:
            return
        about: tuple[str, EntityKind] = (self.entities[actor.id], "actor")
        own = Attestation(source=REPORT_VOICE, factuality="CT+")
        who = self.who(actor.id)
        if who is not None:
            yield self.row(about, "name", who, _naming(actor, self.reading.text), own)
        for alias in actor.aliases:
            yield self.row(about, "alias", Words(text=alias), actor.mentions[0], own)

    def of_claim(self, claim: Claim) -> Statement:
        span = _claim_span(claim)
        words = " ... ".join(part.of(self.reading.text) for part in claim.content) or span.of(self.reading.text)
        cue = " ".join(part.of(self.reading.text) for part in claim.cue)
        value = Words(text=words, stance=claim.stance, manner=claim.manner, cue=cue)
        by = Attestation(source=claim.source.actor, factuality="Uu", claim=claim.id)
        return self.row((self.entities[claim.id], "claim"), "content", value, span, by)

    def of_event(self, event: Event) -> Iterator[Statement]:
        about: tuple[str, EntityKind] = (self.entities[event.id], "event")
        first = event.attestations[0] if event.attestations else Attestation(source=REPORT_VOICE, factuality="Uu")
        own = Attestation(source=REPORT_VOICE, factuality=first.factuality)
        when = event_interval(self.reading, event)
        for by in event.attestations:
            yield self.row(about, "type", Words(text=event.type), event.trigger, by, when)
        for prop, text in _codes(event):
            yield self.row(about, prop, Words(text=text), event.trigger, own, when)
        for span in event.mentions:
            yield self.row(about, "mention", Words(text=span.of(self.reading.text)), span, own, when)
        if when and (when.start or when.end):
            value = When(start=when.start, end=when.end, at=event_clock(self.reading, event, when))
            yield self.row(about, "time", value, self.span_of(event, "time"), first, when)
        where = self.where(event.place)
        if where:
            yield self.row(about, "place", where, self.span_of(event, "place"), first, when)
        for argument in event.arguments:
            yield from self.of_argument(event, argument, about)
        for figure, vouchers in self.consequences.get(event.id, ()):
            for by in vouchers:
                yield self.row(about, figure.role, self.tally(figure), figure.span, by, when)

    def of_argument(self, event: Event, argument: Argument, about: tuple[str, EntityKind]) -> Iterator[Statement]:
        if argument.role == "time" or (argument.role == "place" and argument.place == event.place and event.place):
            return
        prop = "mentioned_place" if argument.role == "place" else argument.role
        for by in argument.attestations or event.attestations:
            yield self.row(about, prop, self.filler(argument), argument.span, by, event_interval(self.reading, event))

    def span_of(self, event: Event, role: str) -> Span:
        """Where the event's time or place stands: its argument's span, else the trigger that it was worked out for."""
        spans = [a.span for a in event.arguments if a.role == role and (role == "time" or a.place == event.place)]
        return spans[0] if spans else event.trigger

    def of_fact(self, fact: Fact) -> Iterator[Statement]:
        entity = self.entities.get(fact.subject)
        if entity is None:
            return
        value = Held(
            text=self.name(fact.object) or fact.value or "", entity=self.entities.get(fact.object or ""),
            by=self.name(fact.by), scope=self.name(fact.scope) or fact.scope, phase=fact.phase,
            start=fact.time.start if fact.time else None, end=fact.time.end if fact.time else None,
        )  # fmt: skip
        for by in fact.attestations:
            yield self.row((entity, "actor"), fact.property, value, fact.span, by, fact.time)

    def name(self, actor_id: str | None) -> str | None:
        actor = self.actors.get(actor_id or "")
        return actor.name if actor else None


def _codes(event: Event) -> list[tuple[str, str]]:
    modes = list(dict.fromkeys([*([event.mode] if event.mode else []), *event.modes]))
    phase = [("phase", event.phase)] if event.phase != "happened" else []
    return [("mode", mode) for mode in modes] + [("context", name) for name in event.context] + phase


def _where(place: ReadPlace) -> Where:
    return Where(
        name=place.name, precision=place.precision, lat=place.lat, lon=place.lon, country=place.country,
        admin1=place.admin1, geonames=place.geonames, radius_km=place.radius_km,
    )  # fmt: skip


def _claim_span(claim: Claim) -> Span:
    """What a claim is known by: its first words of content, else its cue, else its source."""
    spans = claim.content or claim.cue or claim.source.spans
    return spans[0] if spans else Span(0, 0)


def _naming(actor: Actor, words: str) -> Span:
    """The first mention that bears the actor's name, else the first."""
    return next((span for span in actor.mentions if span.of(words) == actor.name), actor.mentions[0])
