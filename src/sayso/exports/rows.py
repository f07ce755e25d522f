"""A reading as rows of words: what tables, pages and spreadsheets show of each event, fact and claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.model import (
    REPORT_VOICE,
    Actor,
    Argument,
    Attestation,
    Claim,
    Event,
    Fact,
    Factuality,
    Interval,
    Place,
    Quantity,
    Reading,
    Role,
    Span,
)  # fmt: skip

FIRMNESS: dict[Factuality, str] = {
    "CT+": "as fact", "PR+": "as probable", "PS+": "as possible", "Uu": "uncommitted",
    "CT-": "denied", "PR-": "as improbable", "PS-": "as doubtful",
}  # fmt: skip
"""FactBank's values in words."""

NUMBERS: tuple[Role, ...] = ("killed", "wounded", "missing", "held", "displaced", "count")
RECIPIENTS: tuple[Role, ...] = ("recipient", "victim", "target")
NOBODY = "(nobody named)"
APPROXIMATE = {"about": "about ", "almost": "almost ", "at_least": "at least ", "more_than": "more than ",
               "at_most": "at most ", "fewer_than": "fewer than "}  # fmt: skip


class Voucher(msgspec.Struct, frozen=True):
    """Who vouches, and how firmly in words."""

    name: str
    firmness: str
    factuality: Factuality
    about: str = ""  # the role that it speaks to, where not the whole event

    def __str__(self) -> str:
        return f"{self.name}, {self.firmness}" + (f" ({self.about})" if self.about else "")


class Cell(msgspec.Struct, frozen=True):
    """Words to show, and the characters of the report they rest on."""

    words: str
    spans: tuple[Span, ...] = ()


class EventRow(msgspec.Struct, frozen=True):
    """One event. Cells are empty where the report does not say."""

    id: str
    when: Cell
    what: Cell
    who: Cell
    to_whom: Cell
    where: Cell
    how_many: Cell
    vouchers: tuple[Voucher, ...]
    phase: str
    trigger: str


class FactRow(msgspec.Struct, frozen=True):
    """One fact about an actor."""

    id: str
    subject: str
    property: str
    object: str
    when: str
    vouchers: tuple[Voucher, ...]
    span: Span


class ClaimRow(msgspec.Struct, frozen=True):
    """One claim."""

    id: str
    speaker: str
    stance: str
    manner: str
    cue: Cell
    content: Cell
    source: Cell
    within: str


def event_rows(reading: Reading) -> list[EventRow]:
    """The events in order of time, those without a date last, then of the text."""
    ordered = sorted(reading.events, key=lambda e: (e.time is None or not e.time.start, _start(e.time), e.trigger))
    return [_event_row(reading, event) for event in ordered]


def fact_rows(reading: Reading) -> list[FactRow]:
    """The facts in order of the text."""
    return [_fact_row(reading, fact) for fact in sorted(reading.facts, key=lambda f: f.span)]


def claim_rows(reading: Reading) -> list[ClaimRow]:
    """The claims in order of the text."""
    return [_claim_row(reading, claim) for claim in sorted(reading.claims, key=lambda c: (c.cue, c.content))]


def name_of(reading: Reading, key: str | None) -> str:
    """The name of an actor or place; "" where there is none."""
    value = reading.find(key) if key else None
    return value.name if isinstance(value, Actor | Place) else ""


def speaker_of(reading: Reading, attestation: Attestation) -> str:
    """Who vouches, in words."""
    if attestation.source == REPORT_VOICE:
        return "the report"
    return name_of(reading, attestation.source) or NOBODY


def interval(time: Interval | None) -> str:
    """Days as people write them: one day, or "first to last"."""
    if time is None or not (time.start or time.end):
        return ""
    start, end = time.start or "", time.end or ""
    return start if start == end else f"{start} to {end}".strip()


def number(quantity: Quantity) -> str:
    """A quantity in digits with its bounds in words."""
    low, best, high = quantity.low, quantity.best, quantity.high
    if best is None and low is not None and high is not None:
        return f"{low:,} to {high:,}"
    if best is None and low is not None:
        return f"{low:,} or more"
    shown = best if best is not None else high
    return f"{APPROXIMATE.get(quantity.qualifier, '')}{shown:,}" if shown is not None else "an unknown number"


def _start(time: Interval | None) -> str:
    return (time.start or time.end or "") if time else ""


def _event_row(reading: Reading, event: Event) -> EventRow:
    trigger = event.trigger.of(reading.text)
    modes = f", {event.mode}" if event.mode else ""
    return EventRow(
        id=event.id,
        when=Cell(interval(event.time), _spans(event, ("time",))),
        what=Cell(f"{event.type}{modes}", event.mentions or (event.trigger,)),
        who=_named(reading, event, ("actor",)),
        to_whom=_named(reading, event, RECIPIENTS),
        where=Cell(name_of(reading, event.place), _spans(event, ("place", "destination", "origin"))),
        how_many=_numbers(reading, event),
        vouchers=tuple(_vouchers(reading, event)),
        phase=event.phase,
        trigger=trigger,
    )


def _spans(event: Event, roles: Sequence[Role]) -> tuple[Span, ...]:
    return tuple(a.span for a in event.arguments if a.role in roles)


def _named(reading: Reading, event: Event, roles: Sequence[Role]) -> Cell:
    arguments = [a for a in event.arguments if a.role in roles]
    names = [name_of(reading, a.actor or a.place) or _short(a.span.of(reading.text)) for a in arguments]
    return Cell("; ".join(dict.fromkeys(names)), tuple(a.span for a in arguments))


def _numbers(reading: Reading, event: Event) -> Cell:
    arguments = [a for a in event.arguments if a.role in NUMBERS]
    return Cell("; ".join(dict.fromkeys(_count(reading, a) for a in arguments)), tuple(a.span for a in arguments))


def _count(reading: Reading, argument: Argument) -> str:
    quantity = reading.find(argument.quantity) if argument.quantity else None
    if not isinstance(quantity, Quantity):
        return f"{argument.role} 1"
    counted = f"{number(quantity)} {quantity.of}".strip() if argument.role == "count" else number(quantity)
    return counted if argument.role == "count" else f"{argument.role} {counted}"


def _vouchers(reading: Reading, event: Event) -> Iterable[Voucher]:
    """Who vouches for the event; after them, who vouches otherwise for single roles of it."""
    whole = dict.fromkeys(_voucher(reading, attestation) for attestation in event.attestations)
    roles: dict[Voucher, list[str]] = {}
    for argument in event.arguments:
        for attestation in argument.attestations:
            roles.setdefault(_voucher(reading, attestation), []).append(argument.role)
    parts = [(voucher, dict.fromkeys(about)) for voucher, about in roles.items() if voucher not in whole]
    return [*whole, *(msgspec.structs.replace(voucher, about=", ".join(about)) for voucher, about in parts)]


def _voucher(reading: Reading, attestation: Attestation) -> Voucher:
    return Voucher(speaker_of(reading, attestation), FIRMNESS[attestation.factuality], attestation.factuality)


def _fact_row(reading: Reading, fact: Fact) -> FactRow:
    other = name_of(reading, fact.object) or fact.value or ""
    by = f" by {name_of(reading, fact.by)}" if fact.by else ""
    scope = f" ({name_of(reading, fact.scope) or fact.scope} only)" if fact.scope and fact.scope != "whole" else ""
    phase = f"{fact.phase} " if fact.phase != "current" else ""
    vouchers = dict.fromkeys(_voucher(reading, attestation) for attestation in fact.attestations)
    return FactRow(
        id=fact.id, subject=name_of(reading, fact.subject), property=f"{phase}{fact.property}".replace("_", " "),
        object=f"{other}{scope}{by}", when=interval(fact.time), vouchers=tuple(vouchers), span=fact.span,
    )  # fmt: skip


def _claim_row(reading: Reading, claim: Claim) -> ClaimRow:
    words = " … ".join(span.of(reading.text) for span in claim.content)
    source = " ".join(span.of(reading.text) for span in claim.source.spans)
    return ClaimRow(
        id=claim.id, speaker=name_of(reading, claim.source.actor) or source or NOBODY, stance=claim.stance,
        manner=claim.manner, cue=Cell(" ".join(s.of(reading.text) for s in claim.cue), claim.cue),
        content=Cell(" ".join(words.split()), claim.content), source=Cell(source, claim.source.spans),
        within=claim.within or "",
    )  # fmt: skip


def _short(words: str, most: int = 60) -> str:
    """At most so many characters of a phrase."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + " …"
