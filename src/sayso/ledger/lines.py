"""An event of the ledger as one line: what its tellings say together, by majority of voices.

A pure function of statements. Nothing is decided here about numbers: that is what policies are for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from sayso.ledger.clocks import day_number
from sayso.ledger.figures import Figure, Parties, Told, figures
from sayso.ledger.policies import Number, Policy, grouped
from sayso.ledger.speakers import Ranks
from sayso.ledger.statements import TALLY_ROLES, Statement, Voucher, When, Where, Who, Words

K = TypeVar("K", bound=Hashable)
SIDES = ("actor", "recipient", "victim", "target")
_NOT_WHO = frozenset((
    "the", "a", "an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "at", "least",
))  # fmt: skip
"""Words of a name that do not tell who it is: "two gunmen" of one telling are "gunmen" of another."""


class Mention(msgspec.Struct, frozen=True, gc=False):
    """A span that names the event, in one report."""

    report: str
    span: tuple[int, int]


class LineActor(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Who stands in the event, by the name that most voices give. `blamed`: others accuse it and nobody says as
    a fact that it did it, or it denies it itself.
    """

    role: str
    name: str
    kind: str
    country: str | None = None
    identifier: str | None = None
    sector: str | None = None
    blamed: bool = False


class LineTally(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """The answer of the policy in force, for a role and what it counts."""

    role: str
    of: str
    whose: str
    best: Number | None = None
    low: Number | None = None
    high: Number | None = None


class LinePlace(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Where it happened. The true place lies within `radius_km` of the point, by the gazetteer or the report's words."""

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    precision: str | None = None
    admin1: str | None = None
    geonames: int | None = None
    radius_km: float | None = None


class LineVoucher(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """Someone who vouches for the event or a value of it; `outlet` where a report does so in its own voice."""

    name: str
    outlet: bool = False
    identifier: str | None = None


class EventLine(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One event of the ledger, as `sayso events --format jsonl` prints it. `voices` counts copies of one text once.

    `certainty` holds every factuality that somebody gives the event itself, the firmest first, denials last.
    """

    id: str
    type: str
    mode: str | None = None
    context: tuple[str, ...] = ()
    phase: str | None = None
    time: When | None = None
    place: LinePlace | None = None
    actors: tuple[LineActor, ...] = ()
    mentions: tuple[Mention, ...]
    statements: int
    reports: int = 0
    voices: int = 0
    published: tuple[str | None, str | None] = (None, None)
    tallies: tuple[LineTally, ...] = ()
    certainty: tuple[str, ...] = ()
    vouchers: tuple[LineVoucher, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The line as plain values; the time without its tag."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        if self.time is not None:
            made["time"] = {"start": self.time.start, "end": self.time.end} | (
                {"at": self.time.at} if self.time.at else {}
            )
        return made


class Telling(msgspec.Struct, frozen=True, gc=False):
    """What one reading says of one event: its statements, with the report's clock and voice."""

    entity: str
    order: str
    clock: str
    voice: str
    told: tuple[Told, ...]

    @property
    def statements(self) -> list[Statement]:
        return [told.statement for told in self.told]


def event_id(tellings: Sequence[Telling]) -> str:
    """Named by the earliest telling, so that later reports do not change the name."""
    return "e:" + min(tellings, key=lambda telling: telling.order).entity.removeprefix("v:")[:12]


def _affirmed(statement: Statement) -> bool:
    return not statement.factuality.endswith("-")


Said = Mapping[str, Sequence[tuple[Telling, Statement]]]
"""What tellings say, by property, each with its telling."""


def said_by(tellings: Iterable[Telling]) -> Said:
    """The statements of some tellings by property, in order."""
    found: dict[str, list[tuple[Telling, Statement]]] = {}
    for telling in tellings:
        for told in telling.told:
            found.setdefault(told.statement.property, []).append((telling, told.statement))
    return found


def _ballot(
    told: Iterable[tuple[Telling, Statement]], key: Callable[[Statement], K | None]
) -> dict[K, tuple[int, str]]:
    """For each value of a property: how many voices give it, and the order of the earliest telling that does."""
    voices: dict[K, set[str]] = {}
    first: dict[K, str] = {}
    for telling, statement in told:
        value = key(statement)
        if value is not None:
            voices.setdefault(value, set()).add(telling.voice)
            first[value] = min(first.get(value, telling.order), telling.order)
    return {value: (-len(names), first[value]) for value, names in voices.items()}


def _words(statement: Statement) -> str | None:
    return statement.value.text if isinstance(statement.value, Words) else None


def _winner(ballot: dict[str, tuple[int, str]]) -> str | None:
    return min(ballot, key=lambda value: (*ballot[value], value), default=None)


def _type(said: Said) -> str:
    """The type that most tellings of most voices give."""
    return _winner(_ballot(said.get("type", ()), _words)) or "ASSAULT"


def _interval(statement: Statement) -> tuple[str, str] | None:
    value = statement.value
    if not isinstance(value, When) or not value.start:
        return None
    return (value.start, value.end or value.start)


def _spoken(said: Said) -> list[tuple[Telling, Statement]]:
    """The times that stand in words of their own, not only around the trigger."""
    triggers = {(telling.entity, s.start, s.end) for telling, s in said.get("type", ())}
    return [(telling, s) for telling, s in said.get("time", ()) if (telling.entity, s.start, s.end) not in triggers]


def _time(said: Said) -> When | None:
    """Days in words of their own go before days from around; a day before its week; then the one most voices give."""
    told = said.get("time", ())
    ballot = _ballot(_spoken(said), _interval) or _ballot(told, _interval)

    def cost(days: tuple[str, str]) -> tuple[int, int, int, str, tuple[str, str]]:
        length = (day_number(days[1]) or 0) - (day_number(days[0]) or 0)
        return (min(length, 1), ballot[days][0], length, ballot[days][1], days)

    best = min(ballot, key=cost, default=None)
    if best is None:
        return None
    clocks = _ballot(told, lambda s: getattr(s.value, "at", None) if _interval(s) == best else None)
    return When(start=best[0], end=best[1], at=_winner(clocks))


_FINE = {"site": 0, "town": 0, "admin2": 1, "admin1": 2, "country": 3, "region": 3}


def _place(said: Said) -> LinePlace | None:
    """The place that most voices give, among those of the finest kind that is given and resolved."""
    ballot = _ballot(said.get("place", ()), lambda s: s.value if isinstance(s.value, Where) else None)

    def cost(place: Where) -> tuple[bool, int, int, str, str]:
        return (place.lat is None, _FINE.get(place.precision or "", 4), *ballot[place], place.name)

    best = min(ballot, key=cost, default=None)
    if best is None:
        return None
    return LinePlace(
        best.name, best.lat, best.lon, best.country, best.precision, best.admin1, best.geonames, best.radius_km
    )


def _actors(said: Said) -> tuple[LineActor, ...]:
    """Those who stand in the event, each once by identifier or name; who is only denied to, is left out."""
    return tuple(who for role in SIDES if role in said for who in _of_role(said[role], role))


def _of_role(told: Sequence[tuple[Telling, Statement]], role: str) -> list[LineActor]:
    ballot = _ballot(told, lambda s: _shown(role, s) if _affirmed(s) and isinstance(s.value, Who | Words) else None)
    kept: dict[str, LineActor] = {}
    for who in sorted(ballot, key=lambda who: (*ballot[who], who.name, who.kind)):
        kept.setdefault(who.identifier or _plain(who.name), who)
    if role != "actor":
        return list(kept.values())
    blamed = _only_blamed(statement for _, statement in told)
    return [msgspec.structs.replace(who, blamed=True) if key in blamed else who for key, who in kept.items()]


def _only_blamed(told: Iterable[Statement]) -> set[str]:
    """The doers whom others accuse, or who deny it themselves, and whom nobody names as a fact without accusing."""
    named: set[str] = set()
    accused: set[str] = set()
    denied: set[str] = set()
    for statement in told:
        if isinstance(who := statement.value, Who):
            key, speaker = who.identifier or _plain(who.name), statement.speaker
            if speaker.stance == "accuses":
                accused.add(key)
            elif statement.factuality == "CT+":
                named.add(key)
            elif statement.factuality == "CT-" and key in (speaker.identifier, _plain(speaker.name)):
                denied.add(key)
    return denied | (accused - named)


def _shown(role: str, statement: Statement) -> LineActor | None:
    value = statement.value
    if isinstance(value, Who):
        return LineActor(role, value.name, value.kind, value.country, value.identifier, value.sector)
    return LineActor(role, value.text, "unnamed") if isinstance(value, Words) and role == "target" else None


def _plain(name: str) -> str:
    words = [word for word in name.lower().split() if word not in _NOT_WHO]
    return " ".join(words)


def _parties(said: Said, tellings: Iterable[Telling]) -> Parties:
    """Who did it and who suffered it, by anyone's word, in the order of the tellings."""
    did = {s.value: None for _, s in said.get("actor", ()) if isinstance(s.value, Who)}
    if not any(side in said for side in SIDES[1:]):
        return Parties(tuple(did))
    others = (s.value for t in tellings for s in t.statements if s.property in SIDES and s.property != "actor")
    return Parties(tuple(did), tuple({who: None for who in others if isinstance(who, Who)}))


def event_figures(tellings: Sequence[Telling], ranks: Ranks) -> list[Figure]:
    """All figures of the event, those replaced set aside."""
    return _figures(said_by(tellings), tellings, ranks)


def _figures(said: Said, tellings: Sequence[Telling], ranks: Ranks) -> list[Figure]:
    if not any(role in said for role in TALLY_ROLES):
        return []
    return figures((told for telling in tellings for told in telling.told), _parties(said, tellings), ranks)


def line_tallies(tellings: Sequence[Telling], by: Policy, ranks: Ranks) -> tuple[LineTally, ...]:
    """A policy's numbers for one event's own figures (running totals apart), for each role and population that has one."""
    return _tallies(said_by(tellings), tellings, by, ranks)


def _tallies(said: Said, tellings: Sequence[Telling], by: Policy, ranks: Ranks) -> tuple[LineTally, ...]:
    of = {role: getattr(said[role][0][1].value, "of", "people") for role in TALLY_ROLES if role in said}
    groups = grouped(_figures(said, tellings, ranks))
    found = ((role, whose, by.rule(group)) for (role, whose, scope), group in groups.items() if scope == "incident")
    return tuple(
        LineTally(role, of.get(role, "people"), whose, answer.best, answer.low, answer.high)
        for role, whose, answer in found
        if answer.best is not None or answer.low is not None
    )


def event_line(tellings: Sequence[Telling], by: Policy, ranks: Ranks) -> EventLine:
    """The line of an event from all its tellings."""
    tellings = sorted(tellings, key=lambda telling: telling.order)
    said, event = said_by(tellings), event_id(tellings)
    told = [s for telling in tellings for s in telling.statements]
    days = sorted({s.published for s in told if s.published})
    return EventLine(
        id=event, type=_type(said), mode=_winner(_ballot(said.get("mode", ()), _words)),
        context=tuple(sorted(_ballot(said.get("context", ()), _words))), phase=_phase(said, tellings), time=_time(said),
        place=_place(said), actors=_actors(said), mentions=_mentions(s for _, s in said.get("mention", ())),
        statements=len(told), reports=len({s.report for s in told}), voices=len({telling.voice for telling in tellings}),
        published=(days[0], days[-1]) if days else (None, None),
        tallies=_tallies(said, tellings, by, ranks),
        certainty=_certainty(s for _, s in said.get("type", ())), vouchers=_vouchers(told),
    )  # fmt: skip


FIRMNESS = ("CT+", "PR+", "PS+", "Uu", "PS-", "PR-", "CT-")
"""FactBank's values, the firmest that it is so first."""


def _certainty(told: Iterable[Statement]) -> tuple[str, ...]:
    given = {statement.factuality for statement in told}
    return tuple(value for value in FIRMNESS if value in given)


def _vouchers(told: Iterable[Statement]) -> tuple[LineVoucher, ...]:
    """Who vouches for the event first, then who vouches for values of it only; who vouches for most goes first."""
    by_speaker: dict[Voucher, tuple[int, int]] = {}
    for statement in told:
        if statement.property != "mention":
            whole, part = by_speaker.get(statement.speaker, (0, 0))
            by_speaker[statement.speaker] = (whole + (statement.property == "type"), part + 1)
    counts: dict[LineVoucher, tuple[int, int]] = {}
    for speaker, (whole, part) in by_speaker.items():
        voucher = LineVoucher(speaker_name(speaker), speaker.role == "outlet", speaker.identifier)
        before = counts.get(voucher, (0, 0))
        counts[voucher] = (before[0] + whole, before[1] + part)
    return tuple(sorted(counts, key=lambda one: (-counts[one][0], -counts[one][1], one.outlet, one.name)))


def speaker_name(voucher: Voucher) -> str:
    """The speaker's name; of an implied source the words for that."""
    return voucher.name or "not named"


def _phase(said: Said, tellings: Sequence[Telling]) -> str | None:
    """A phase only while no telling has the event as happened."""
    phases: dict[str, str | None] = {}
    for telling, statement in said.get("phase", ()):
        phases.setdefault(telling.entity, _words(statement))
    found = [phases.get(telling.entity) for telling in tellings]
    return None if None in found else max(phase for phase in found if phase)


def _mentions(told: Iterable[Statement]) -> tuple[Mention, ...]:
    spans = {(s.published or "~", s.report, s.start, s.end) for s in told}
    return tuple(Mention(report, (start, end)) for _, report, start, end in sorted(spans))
