"""GDELT 2.0 Events: 61 columns, tab-separated, without a header (GDELT Event Codebook 2.0)."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from sayso.exports.delimited import TABS_ALONE
from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.cameo import TYPES, Cameo, cameo, leaves_out
from sayso.exports.shapes.happening import TOWN, Happening, first
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Cell, Column, joined
from sayso.ledger.lines import LineActor


class GdeltRow:
    """An event as GDELT codes it."""

    def __init__(self, happening: Happening) -> None:
        self.event = happening
        self.sides = (first(happening.doers), first(happening.others))
        found = cameo(happening.line.type, happening.line.mode)
        if found is None:
            raise KeyError(happening.line.type)  # such events have no rows
        self.cameo: Cameo = found

    @property
    def is_root(self) -> int:
        """1 where a report names the event in its first paragraph."""
        leads = self.event.dossier.reports
        return int(any(s.start < leads[s.report_key].lead for s in self.event.told("mention") if s.report_key in leads))

    @property
    def fraction(self) -> str | None:
        """The day as a fraction of its year, by the codebook's formula: (month x 30 + day) / 365."""
        day = self.event.start
        return f"{day.year + min(0.9999, (day.month * 30 + day.day) / 365):.4f}" if day else None

    @property
    def added(self) -> str | None:
        return stamp(min((report.ingested for report in self.event.reports), default=None))

    @property
    def url(self) -> str | None:
        return next((report.url for report in self.event.reports if report.url), None)

    # -------------------------------------------------------- the place of the action
    @property
    def geo_type(self) -> int | None:
        """1 country, 2 and 3 state and town of the United States, 4 town, 5 area elsewhere."""
        place, precision = self.event.place, self.event.precision
        if place is None or not precision or precision == "region":
            return None
        home = place.country == "US"
        return 1 if precision == "country" else (3 if home else 4) if precision in TOWN else 2 if home else 5

    @property
    def full_name(self) -> str | None:
        place, country = self.event.place, self.event.country
        parts = [place.name, self.event.admin1, country.name if country else None] if place else []
        return joined(parts, ", ")

    @property
    def fips(self) -> str | None:
        return (self.event.country.fips or None) if self.event.country else None

    @property
    def of_country(self) -> str | None:
        """The FIPS code where the place is the country itself."""
        return self.fips if self.event.precision == "country" else None


def stamp(moment: str | None) -> str | None:
    """A moment as YYYYMMDDHHMMSS."""
    return "".join(mark for mark in moment if mark.isdigit())[:14] if moment else None


def type_of(actor: LineActor | None) -> str | None:
    """The CAMEO type of an actor's sector."""
    return TYPES.get(actor.sector, actor.sector) if actor and actor.sector else None


_NOBODY = "nobody is named or described on that side"
_UNTOLD = "always: sayso places events, not actors"
_UNSHIPPED = "always: CAMEO's table of it is not shipped"


def _actor(side: int) -> list[Column[GdeltRow]]:
    def of(value: Callable[[LineActor], Cell]) -> Callable[[GdeltRow], Cell]:
        def cell(row: GdeltRow) -> Cell:
            actor = row.sides[side]
            return value(actor) if actor is not None else None

        return cell

    n = side + 1
    blank = [f"Actor{n}{name}" for name in ("KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")]
    return [
        Column(
            f"Actor{n}Code",
            of(lambda a: f"{a.country or ''}{type_of(a) or ''}" or None),
            "country and type code one after the other",
            "neither is known",
        ),
        Column(
            f"Actor{n}Name",
            of(lambda a: a.name.upper()),
            "who did it" if side == 0 else "to whom: recipient, else victim, else target",
            _NOBODY,
        ),
        Column(
            f"Actor{n}CountryCode",
            of(lambda a: a.country),
            "ISO 3166-1 alpha-3, which CAMEO's codes follow but for few",
            "not known",
        ),
        *(Column(name, lambda r: None, "nothing", _UNSHIPPED) for name in blank),
        Column(f"Actor{n}Type1Code", of(type_of), "CAMEO type of the PLOVER sector", "the sector is not known"),
        *(Column(f"Actor{n}Type{k}Code", lambda r: None, "nothing", "always: sayso gives one sector") for k in (2, 3)),
    ]


def _placed(name: str) -> list[Column[GdeltRow]]:
    tails = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return [Column(f"{name}_{tail}", lambda r: None, "nothing", _UNTOLD) for tail in tails]


_NO_DAY = "no report lets one tell when"
_NO_PLACE = "no place is known"
_ALL = TOWN | {"admin1", "admin2", "country"}

COLUMNS: tuple[Column[GdeltRow], ...] = (
    Column(
        "GLOBALEVENTID",
        lambda r: r.event.number,
        "our event id as a whole number: its hexadecimal digits",
        kind="whole",
    ),
    Column("SQLDATE", lambda r: f"{r.event.start:%Y%m%d}" if r.event.start else None, "first day, YYYYMMDD", _NO_DAY),
    Column("MonthYear", lambda r: f"{r.event.start:%Y%m}" if r.event.start else None, "its month, YYYYMM", _NO_DAY),
    Column("Year", lambda r: r.event.start.year if r.event.start else None, "its year", _NO_DAY, kind="whole"),
    Column("FractionDate", lambda r: r.fraction, "year and (month x 30 + day) / 365", _NO_DAY),
    *_actor(0),
    *_actor(1),
    Column("IsRootEvent", lambda r: r.is_root, "1 where some report names it in its first paragraph", kind="whole"),
    Column(
        "EventCode",
        lambda r: r.cameo.code,
        "CAMEO code of the PLOVER type and mode (the table stands in shapes/cameo.toml)",
    ),
    Column("EventBaseCode", lambda r: r.cameo.base, "its first three digits"),
    Column("EventRootCode", lambda r: r.cameo.root, "its first two digits"),
    Column(
        "QuadClass", lambda r: r.cameo.quad, "1 and 2 verbal and material cooperation, 3 and 4 conflict", kind="whole"
    ),
    Column(
        "GoldsteinScale",
        lambda r: r.cameo.goldstein,
        "the Goldstein score of the code",
        "GDELT's table has none for it",
        kind="number",
    ),
    Column("NumMentions", lambda r: len(r.event.line.mentions), "spans of reports that name it", kind="whole"),
    Column("NumSources", lambda r: len(r.event.publishers), "outlets that tell of it", kind="whole"),
    Column("NumArticles", lambda r: len(r.event.reports), "reports that tell of it", kind="whole"),
    Column("AvgTone", lambda r: None, "nothing", "always: sayso measures no tone"),
    *_placed("Actor1Geo"),
    *_placed("Actor2Geo"),
    Column(
        "ActionGeo_Type",
        lambda r: r.geo_type,
        "1 country, 2 US state, 3 US town, 4 town, 5 area: the precision of the point",
        f"{_NO_PLACE}, or it is a region",
        kind="whole",
    ),
    Column("ActionGeo_FullName", lambda r: r.full_name, "place, area, country", _NO_PLACE),
    Column("ActionGeo_CountryCode", lambda r: r.fips, "FIPS 10-4 code", "the country is not known or has none"),
    Column(
        "ActionGeo_ADM1Code",
        lambda r: r.of_country,
        "the country's FIPS code where the place is a country",
        "the place is finer: FIPS codes of areas are not shipped",
    ),
    Column("ActionGeo_ADM2Code", lambda r: None, "nothing", "always: FIPS codes of areas are not shipped"),
    Column(
        "ActionGeo_Lat",
        lambda r: r.event.point(_ALL)[0],
        "of the place's middle; read it with ActionGeo_Type",
        f"{_NO_PLACE}, or it is a region",
        kind="number",
    ),
    Column("ActionGeo_Long", lambda r: r.event.point(_ALL)[1], "as ActionGeo_Lat", "as ActionGeo_Lat", kind="number"),
    Column(
        "ActionGeo_FeatureID",
        lambda r: r.of_country,
        "the FIPS code of a country",
        "the place is finer: our ids are GeoNames', not GNS's",
    ),
    Column("DATEADDED", lambda r: r.added, "when the ledger first learned of it, YYYYMMDDHHMMSS, UTC"),
    Column("SOURCEURL", lambda r: r.url, "address of the first report that has one", "no report gives its address"),
)

SHAPE = Shape(
    "GDELT 2.0 Events", COLUMNS, lambda happening: (GdeltRow(happening),), style=TABS_ALONE,
    reads=frozenset({"mention"}), leaves_out=leaves_out,
    cannot=(
        "GDELT has two actors, one place, one address and no numbers: deaths, injured, crowds and rival figures have no "
        "column, nor has who vouches for what, intervals (the first day stands for all) or further actors. Its CAMEO codes "
        "have no place for displacement, disasters, votes, offices and crime, which have no rows, nor have events planned, "
        "foiled or denied. Tone, ethnic, religious and known-group codes, and places of actors, are blank. A claim is not "
        "turned into a statement event (CAMEO 01): export `claims` for those."
    ),
)  # fmt: skip


def write(selection: Selection, target: BinaryIO) -> Written:
    """The GDELT 2.0 Events file: tab-separated, no header, as GDELT publishes it."""
    return SHAPE.write(selection, target)
