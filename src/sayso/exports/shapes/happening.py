"""An event as the shapes see it: two sides, one place, days, reports. What no shape can hold is left out by reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sayso.exports.countries import Country, country
from sayso.ledger.columns import joined
from sayso.ledger.dossiers import Dossier, ReportCard
from sayso.ledger.lines import LineActor, LinePlace, LineTally
from sayso.ledger.statements import Statement

NOT_HAPPENED = frozenset({"planned", "threatened", "called_for", "conditional", "foiled"})
"""Phases of which a row without a column for them would say that it happened."""

TOWN = frozenset({"site", "town"})

NEAR_KM = 5
"""A point that the place may lie further from than this is near it, not it."""


class Happening:
    """One event, with what several shapes need worked out once.

    `start` and `end` are its days, `country` its place's; `doers` did it, `others` had it done to them (recipients, then
    victims, then targets, each name once); `reports` tell of it, in order of publication.
    """

    __slots__ = ("country", "doers", "dossier", "end", "line", "others", "place", "reports", "start")

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.line = dossier, dossier.line
        time, place = self.line.time, self.line.place
        self.start: date | None = _day(time.start) if time else None
        self.end: date | None = (_day(time.end) if time else None) or self.start
        self.place: LinePlace | None = place
        self.country: Country | None = country(place.country) if place else None
        self.doers: tuple[LineActor, ...] = tuple(actor for actor in self.line.actors if actor.role == "actor")
        self.others: tuple[LineActor, ...] = _others(self.line.actors)
        self.reports: tuple[ReportCard, ...] = tuple(dossier.reports.values())

    # -------------------------------------------------------- ids and days
    @property
    def number(self) -> int:
        """The event's id as a whole number: the 48 bits of its twelve hexadecimal digits."""
        return int(self.line.id.removeprefix("e:"), 16)

    @property
    def days(self) -> int | None:
        """How many days it may have taken, from 1 on."""
        return (self.end - self.start).days + 1 if self.start and self.end else None

    # -------------------------------------------------------- place
    @property
    def precision(self) -> str:
        """The place's precision; "" where there is no place."""
        return (self.place.precision or "") if self.place else ""

    @property
    def vague(self) -> bool:
        """Whether the point of a town or site is only near it: not in the gazetteer itself, and known to kilometres."""
        place = self.place
        return place is not None and place.geonames is None and (place.radius_km or 0) > NEAR_KM

    def named_at(self, *precisions: str) -> str | None:
        """The place's name if it is of one of these precisions."""
        return self.place.name if self.place and self.precision in precisions else None

    @property
    def admin1(self) -> str | None:
        """The first-order area that the place lies in, or is."""
        return self.named_at("admin1") or (self.place.admin1 if self.place else None)

    def point(self, precisions: frozenset[str]) -> tuple[float, float] | tuple[None, None]:
        """Latitude and longitude, if the place is of one of these precisions."""
        place = self.place
        if place is None or place.lat is None or place.lon is None or self.precision not in precisions:
            return None, None
        return place.lat, place.lon

    # -------------------------------------------------------- evidence
    @property
    def publishers(self) -> list[str]:
        """Who published them, each once."""
        return list(dict.fromkeys(report.publisher or report.id for report in self.reports))

    def told(self, *properties: str) -> Iterator[Statement]:
        """The statements of these properties."""
        return (statement for statement in self.dossier.statements() if statement.property in properties)

    def words(self, *properties: str) -> str | None:
        """The words of the reports for these properties, each once."""
        return joined(" ".join(statement.quote.split()) for statement in self.told(*properties))

    def own_words(self, *properties: str) -> str | None:
        """The same without the words that only name the event: what was worked out for those has no words of its own."""
        named = {(s.report_key, s.start, s.end) for s in self.told("type", "mention")}
        told = (s for s in self.told(*properties) if (s.report_key, s.start, s.end) not in named)
        return joined(" ".join(statement.quote.split()) for statement in told)

    # -------------------------------------------------------- numbers
    def tallies(self, role: str) -> list[LineTally]:
        """The numbers of a role: the whole population's first, if there is one."""
        found = [tally for tally in self.dossier.tallies if tally.role == role]
        return sorted(found, key=lambda tally: tally.whose != "all")

    def toll(self, role: str) -> LineTally | None:
        """The number of a role: of all, else the greatest of one population. Figures are never added."""
        found = self.tallies(role)
        if not found or found[0].whose == "all":
            return found[0] if found else None
        return max(found, key=lambda tally: (tally.best or tally.low or 0, tally.whose))


def unheld(happening: Happening) -> str | None:
    """Why no shape can hold an event: a row would say that it happened, where nobody says so."""
    line = happening.line
    if line.phase in NOT_HAPPENED:
        return "that had not happened (" + line.phase.replace("_", " ") + ")"
    if not any(value.endswith("+") for value in line.certainty):
        return "that nobody says happened (denied, or told without commitment)"
    return None


def names(actors: Iterable[LineActor]) -> str | None:
    """The actors' names, each once, parted by semicolons."""
    return joined(actor.name for actor in actors)


def first(actors: tuple[LineActor, ...]) -> LineActor | None:
    """The first of a side."""
    return actors[0] if actors else None


def _others(actors: Sequence[LineActor]) -> tuple[LineActor, ...]:
    ordered = [actor for role in ("recipient", "victim", "target") for actor in actors if actor.role == role]
    return tuple({actor.name: actor for actor in reversed(ordered)}.values())[::-1]


def _day(words: str | None) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None
