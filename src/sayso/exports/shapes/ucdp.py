"""UCDP-GED-shaped: the 49 columns of the UCDP Georeferenced Event Dataset (codebook 23.1)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from sayso.exports.countries import country
from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.happening import TOWN, Happening, first, names
from sayso.exports.shapes.parties import party_of
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Column, joined
from sayso.ledger.lines import LineActor, LineTally
from sayso.ledger.policies import Number

GOVERNMENT = frozenset({"state", "outside"})
GROUPS = frozenset({"rebels", "militia"})
CIVIL = frozenset({"civilians", "children", "women", "residents", "villagers", "protesters", "journalists", "medics",
                   "students", "workers", "patients", "passengers"})  # fmt: skip
TROOPS = frozenset({"soldiers", "troops", "police", "officers", "policemen", "guards"})
FIGHTERS = frozenset({"fighters", "militants", "rebels", "insurgents", "gunmen"})
BOUNDS = ("best", "high", "low")
WHERE = {"site": 1, "town": 1, "admin2": 3, "admin1": 4, "country": 6, "region": 7}
_ANYWHERE = frozenset(WHERE)


class UcdpRow:
    """An event as UCDP GED codes it."""

    def __init__(self, happening: Happening) -> None:
        self.event = happening
        self.a, self.b = first(happening.doers), first(happening.others)
        self.parties = (party_of(self.a, happening.country), party_of(self.b, happening.country))
        self.deaths = self._deaths()

    @property
    def violence(self) -> int | None:
        """1 state-based, 2 non-state, 3 one-sided; None where the sides do not tell."""
        a, b = self.parties
        if b == "civilians" and a is not None and a != "civilians":
            return 3
        if (a in GOVERNMENT and b in GOVERNMENT | GROUPS) or (b in GOVERNMENT and a in GROUPS):
            return 1
        return 2 if a in GROUPS and b in GROUPS else None

    @property
    def dyad(self) -> str | None:
        return f"{self.a.name} - {self.b.name}" if self.a and self.b else None

    @property
    def date_precision(self) -> int | None:
        """1 one day, 2 two to six days, 3 a week, 4 a month, 5 longer."""
        days = self.event.days
        if days is None:
            return None
        return next(code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4), (math.inf, 5)) if days <= most)

    @property
    def clarity(self) -> int:
        """1 where day and town are known, 2 where the event is told less clearly."""
        return 1 if self.event.days == 1 and self.event.precision in TOWN else 2

    @property
    def where_precision(self) -> int | None:
        code = WHERE.get(self.event.precision)
        return 2 if code == 1 and self.event.vague else code

    @property
    def described(self) -> str | None:
        """The place with what it lies in."""
        place = self.event.place
        parts = (
            [place.name, self.event.admin1, self.event.country.name if self.event.country else None] if place else []
        )
        return joined(parts, ", ")

    @property
    def point(self) -> tuple[float, float] | tuple[None, None]:
        return self.event.point(_ANYWHERE)

    @property
    def grid(self) -> int | None:
        """The PRIO-GRID cell: half a degree wide, numbered from the south-west, 720 in a row."""
        lat, lon = self.point
        if lat is None or lon is None or self.event.precision not in TOWN:
            return None
        row, column = min(359, int((lat + 90) * 2)), min(719, int((lon + 180) * 2))
        return row * 720 + column + 1

    # -------------------------------------------------------- deaths
    def _deaths(self) -> dict[str, Number | None]:
        """Deaths of each side, of civilians and of the unknown, and best, high and low of all.

        `best` of all is the policy's; where no report counts all, the parts' sum, which is how UCDP defines it, or the
        figure of a population that belongs to no side.
        """
        told = self.event.tallies("killed")
        whole = next((tally for tally in told if tally.whose == "all"), None)
        parts = {name: self._part(populations) for name, populations in self._populations().items()}
        best = {name: tally.best for name, tally in parts.items() if tally is not None and tally.best is not None}
        bounds = {bound: getattr(whole, bound) if whole else _least(parts.values(), told, bound) for bound in BOUNDS}
        rest = bounds["best"] - sum(best.values()) if bounds["best"] is not None else None
        if rest is not None and rest < 0:  # the parts are of another speaker than the whole
            best, rest = {}, bounds["best"]
        return {**dict.fromkeys(("a", "b", "civilians")), **best, "unknown": rest, **bounds}

    def _populations(self) -> dict[str, frozenset[str]]:
        """Whose deaths count for which side: troops for the only government, fighters for the only group."""
        sides = {"civilians": CIVIL}
        for name, party, other in (("a", *self.parties), ("b", *self.parties[::-1])):
            for kind, populations in ((GOVERNMENT, TROOPS), (GROUPS, FIGHTERS)):
                if party in kind and other not in kind:
                    sides[name] = populations
        return sides

    def _part(self, populations: frozenset[str]) -> LineTally | None:
        found = [tally for tally in self.event.tallies("killed") if tally.whose in populations]
        return max(found, key=lambda tally: (tally.best or tally.low or 0, tally.whose), default=None)

    def sources(self, *fields: str) -> str | None:
        """These fields of every report, parted by commas; the reports by semicolons."""
        told = (",".join(str(getattr(report, field) or "")[:200] for field in fields) for report in self.event.reports)
        return joined(words.strip(",") for words in told)

    def government(self, actor: LineActor | None, party: str | None) -> int | None:
        found = country(actor.country) if actor and party in GOVERNMENT else None
        return int(found.gw) if found and found.gw else None


def _least(parts: Iterable[LineTally | None], told: Sequence[LineTally], bound: str) -> Number | None:
    """Where nobody counts all: the sum of the sides' parts, or one population's figure where that is greater."""
    known = [number for part in parts if part is not None and (number := getattr(part, bound)) is not None]
    single = [number for tally in told if (number := getattr(tally, bound)) is not None]
    return max([sum(known), *single]) if single else None


def leaves_out(happening: Happening) -> str | None:
    """GED events are of organised violence with at least one death in one of the three estimates."""
    if happening.line.type not in ("ASSAULT", "COERCE", "PROTEST"):
        return f"of type {happening.line.type}, which UCDP does not code"
    numbers = [getattr(tally, bound) for tally in happening.tallies("killed") for bound in BOUNDS]
    return None if any(number for number in numbers if number) else "without a reported death"


def _deaths(name: str) -> Column[UcdpRow]:
    says = {
        "a": "deaths on side A: soldiers or police of a government, fighters of a group",
        "b": "deaths on side B, likewise",
        "civilians": "deaths of civilians: the greatest figure of one civilian population",
        "unknown": "best less the three columns before",
        "best": "deaths under ucdp_best_low_high (or --policy); where nobody counts all, the sum of the parts, or one population's",
        "high": "the highest credible figure",
        "low": "the lowest credible figure",
    }[name]
    column = f"deaths_{name}" if name in ("a", "b", "civilians", "unknown") else name
    return Column(
        column,
        lambda r: r.deaths[name],
        says,
        "no credible figure tells; UCDP writes 0 for a side",
        kind="number",
        hxl=f"#affected+killed+{name}",
    )


_YEARLY = "always: it needs all events of the year"
_THEIRS = "always: UCDP's own numbers are not ours to give"
_WHEN = "no report lets one tell when"
_SIDE = "nobody is named or described on that side"


def _blank(name: str, why: str) -> Column[UcdpRow]:
    return Column(name, lambda r: None, "nothing", why, hxl=f"#meta+{name.replace('_', '+')}")


COLUMNS: tuple[Column[UcdpRow], ...] = (
    Column(
        "id",
        lambda r: r.event.number,
        "our event id as a whole number: its hexadecimal digits",
        kind="whole",
        hxl="#event+id+num",
    ),
    Column("relid", lambda r: r.event.line.id, "our event id", hxl="#event+id"),
    Column(
        "year",
        lambda r: r.event.start.year if r.event.start else None,
        "year of the first day",
        _WHEN,
        kind="whole",
        hxl="#date+year",
    ),
    _blank("active_year", _YEARLY),
    _blank("code_status", "always: nobody has checked the row as UCDP does"),
    Column(
        "type_of_violence",
        lambda r: r.violence,
        "1 state-based, 2 non-state, 3 one-sided, by the sectors of the two sides",
        "the sides do not tell",
        kind="whole",
        hxl="#event+type",
    ),
    _blank("conflict_dset_id", _THEIRS),
    _blank("conflict_new_id", _THEIRS),
    _blank("conflict_name", "always: reports do not name UCDP's conflicts"),
    _blank("dyad_dset_id", _THEIRS),
    _blank("dyad_new_id", _THEIRS),
    Column(
        "dyad_name",
        lambda r: r.dyad,
        "side A - side B, as the reports name them",
        "a side is not known",
        hxl="#event+dyad",
    ),
    _blank("side_a_dset_id", _THEIRS),
    _blank("side_a_new_id", _THEIRS),
    Column("side_a", lambda r: names(r.event.doers), "who did it", _SIDE, hxl="#group+actor+name+first"),
    _blank("side_b_dset_id", _THEIRS),
    _blank("side_b_new_id", _THEIRS),
    Column("side_b", lambda r: names(r.event.others), "to whom it was done", _SIDE, hxl="#group+actor+name+second"),
    Column(
        "number_of_sources",
        lambda r: len(r.event.reports),
        "how many reports tell of it",
        kind="whole",
        hxl="#meta+reports+num",
    ),
    Column(
        "source_article",
        lambda r: r.sources("publisher", "published", "title"),
        "publisher, date and title of each report, parted by semicolons",
        hxl="#meta+source+article",
    ),
    Column("source_office", lambda r: joined(r.event.publishers), "who published them", hxl="#meta+source"),
    Column(
        "source_date",
        lambda r: joined((c.published or "")[:10] for c in r.event.reports),
        "when they were published",
        "no report gives its date",
        hxl="#date+published",
    ),
    Column("source_headline", lambda r: r.sources("title"), "their titles", "they have none", hxl="#meta+source+title"),
    Column(
        "source_original",
        lambda r: joined(v.name for v in r.event.line.vouchers if not v.outlet),
        "who vouches for it in the reports",
        "the reports tell it in their own voice",
        hxl="#meta+source+original",
    ),
    Column(
        "where_prec",
        lambda r: r.where_precision,
        "1 town or site, 2 only near it, 3 second-order area, 4 first-order area, 6 country, 7 wider",
        "no place is known",
        kind="whole",
        hxl="#geo+precision",
    ),
    Column(
        "where_coordinates",
        lambda r: r.event.place.name if r.event.place else None,
        "the place that the coordinates are of",
        "no place is known",
        hxl="#loc+name",
    ),
    Column(
        "where_description",
        lambda r: r.described,
        "the place with its area and country",
        "no place is known",
        hxl="#loc+description",
    ),
    Column("adm_1", lambda r: r.event.admin1, "first-order area", "not known", hxl="#adm1+name"),
    Column(
        "adm_2",
        lambda r: r.event.named_at("admin2"),
        "second-order area, where it is the place itself",
        "the place is finer or coarser",
        hxl="#adm2+name",
    ),
    Column(
        "latitude",
        lambda r: r.point[0],
        "of the place's middle; read it with where_prec",
        "no place is known, or not resolved",
        kind="number",
        hxl="#geo+lat",
    ),
    Column("longitude", lambda r: r.point[1], "as latitude", "as latitude", kind="number", hxl="#geo+lon"),
    Column(
        "geom_wkt",
        lambda r: f"POINT ({r.point[1]} {r.point[0]})" if r.point[0] is not None else None,
        "the same as well-known text",
        "as latitude",
        hxl="#geo+wkt",
    ),
    Column(
        "priogrid_gid",
        lambda r: r.grid,
        "the PRIO-GRID cell of a town or site",
        "the place is an area, or not known",
        kind="whole",
        hxl="#geo+grid",
    ),
    Column(
        "country",
        lambda r: c.name if (c := r.event.country) else None,
        "the country's short English name, not UCDP's",
        "not known",
        hxl="#country+name",
    ),
    Column(
        "country_id",
        lambda r: int(c.gw) if (c := r.event.country) and c.gw else None,
        "Gleditsch and Ward number",
        "not known, or it has none",
        kind="whole",
        hxl="#country+code",
    ),
    Column(
        "region",
        lambda r: (c.ucdp_region or None) if (c := r.event.country) else None,
        "UCDP's region",
        "as country_id",
        hxl="#region+name",
    ),
    Column(
        "event_clarity",
        lambda r: r.clarity,
        "1 where day and town are known, else 2",
        kind="whole",
        hxl="#event+clarity",
    ),
    Column(
        "date_prec",
        lambda r: r.date_precision,
        "1 one day, 2 two to six days, 3 a week, 4 up to a month, 5 longer",
        _WHEN,
        kind="whole",
        hxl="#date+precision",
    ),
    Column(
        "date_start",
        lambda r: str(r.event.start) if r.event.start else None,
        "first day",
        _WHEN,
        kind="day",
        hxl="#date+event+start",
    ),
    Column(
        "date_end",
        lambda r: str(r.event.end) if r.event.end else None,
        "last day",
        _WHEN,
        kind="day",
        hxl="#date+event+end",
    ),
    *(_deaths(name) for name in ("a", "b", "civilians", "unknown", "best", "high", "low")),
    Column(
        "gwnoa",
        lambda r: r.government(r.a, r.parties[0]),
        "Gleditsch and Ward number of a government on side A",
        "side A is no government, or its country is not known",
        kind="whole",
        hxl="#group+actor+code+first",
    ),
    Column(
        "gwnob",
        lambda r: r.government(r.b, r.parties[1]),
        "of a government on side B",
        "likewise",
        kind="whole",
        hxl="#group+actor+code+second",
    ),
)

SHAPE = Shape(
    "UCDP GED", COLUMNS, lambda happening: (UcdpRow(happening),), policy="ucdp_best_low_high", leaves_out=leaves_out,
    cannot=(
        "UCDP GED has one dyad, one place and deaths. It cannot hold who vouches for which figure (three estimates stand for "
        "all speakers), the injured, the missing, the displaced, several actors on a side as such (they share a cell), or "
        "rival culprits. Events without a reported death have no row, whatever else happened, nor have types other than "
        "assault, coercion and protest, nor events planned, foiled or denied. UCDP's numbers of conflicts, dyads and actors are "
        "blank: nobody has matched ours to them."
    ),
)  # fmt: skip


def write(selection: Selection, target: BinaryIO) -> Written:
    """The UCDP-GED-shaped file: comma-separated with a header."""
    return SHAPE.write(selection, target)
