"""ACLED-shaped: the 31 columns of ACLED's API and CSV files (codebook 2023; column order of 2024)."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import BinaryIO

from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.happening import TOWN, Happening, first, names
from sayso.exports.shapes.parties import ARMED, Party, party_of
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Column, joined

BATTLES, REMOTE, CIVILIANS = "Battles", "Explosions/Remote violence", "Violence against civilians"
PROTESTS, RIOTS, STRATEGIC = "Protests", "Riots", "Strategic developments"

DISORDER: Mapping[str, str] = MappingProxyType({
    BATTLES: "Political violence", REMOTE: "Political violence", CIVILIANS: "Political violence",
    PROTESTS: "Demonstrations", RIOTS: "Demonstrations", STRATEGIC: "Strategic developments",
})  # fmt: skip

CODES: Mapping[tuple[str, str | None], tuple[str, str | None]] = MappingProxyType({
    ("PROTEST", "riot"): (RIOTS, "Violent demonstration"),
    ("PROTEST", "vandalize"): (RIOTS, "Violent demonstration"),
    ("PROTEST", None): (PROTESTS, "Peaceful protest"),
    ("ASSAULT", "aerial"): (REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "suicide-attack"): (REMOTE, "Suicide bomb"),
    ("ASSAULT", "explosives"): (REMOTE, "Remote explosive/landmine/IED"),
    ("ASSAULT", "unconventional"): (REMOTE, "Chemical weapon"),
    ("ASSAULT", "abduct"): (CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "sexual"): (CIVILIANS, "Sexual violence"),
    ("ASSAULT", "torture"): (CIVILIANS, "Attack"),
    ("ASSAULT", "destroy"): (STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "crowd-control"): (PROTESTS, "Protest with intervention"),
    ("COERCE", "arrest"): (STRATEGIC, "Arrests"),
    ("COERCE", "seize"): (STRATEGIC, "Looting/property destruction"),
    ("COERCE", None): (STRATEGIC, "Other"),
    ("RETREAT", "ceasefire"): (STRATEGIC, "Agreement"),
    ("RETREAT", "withdraw"): (STRATEGIC, "Non-violent transfer of territory"),
    ("RETREAT", "disarm"): (STRATEGIC, "Change to group/activity"),
    ("MOBILIZE", None): (STRATEGIC, "Change to group/activity"),
})  # fmt: skip
"""PLOVER type and mode to ACLED event and sub-event type; a mode that is not listed takes the type's own row (None)."""

PEACE = frozenset({"military", "peacekeeping", "territory", "terrorism"})
INTER: Mapping[Party | None, int] = MappingProxyType(
    {"state": 1, "rebels": 2, "militia": 3, "civilians": 7, "outside": 8}
)
RIOTERS, PROTESTERS, CIVILIAN = 5, 6, 7


class AcledRow:
    """An event as ACLED codes it: `coded` are event and sub-event type, None where the sides do not tell a battle from
    violence against civilians; `inter1` and `inter2` the kinds of the sides.
    """

    __slots__ = ("coded", "event", "inter1", "inter2")

    def __init__(self, happening: Happening) -> None:
        self.event = happening
        self.coded = self._coded()
        self.inter1, self.inter2 = self._inter1(), self._inter2()

    def _coded(self) -> tuple[str | None, str | None]:
        event_type, sub = code_of(self.event) or (None, None)
        if event_type == PROTESTS and sub == "Protest with intervention" and self.event.tallies("killed"):
            return PROTESTS, "Excessive force against protesters"
        if event_type is not None or self.event.line.type != "ASSAULT":
            return event_type, sub
        return self._by_sides()

    def _by_sides(self) -> tuple[str | None, str | None]:
        doer, other = (party_of(first(side), self.event.country) for side in (self.event.doers, self.event.others))
        if doer in ARMED and other in ARMED:
            return BATTLES, "Armed clash"
        return (CIVILIANS, "Attack") if other == "civilians" else (None, None)

    @property
    def disorder(self) -> str:
        return DISORDER.get(self.coded[0] or "", "Political violence")

    def _inter1(self) -> int | None:
        if self.event.line.type == "PROTEST":
            return RIOTERS if self.coded[0] == RIOTS else PROTESTERS
        return INTER.get(party_of(first(self.event.doers), self.event.country))

    def _inter2(self) -> int | None:
        if self.event.line.mode == "crowd-control":
            return PROTESTERS
        return INTER.get(party_of(first(self.event.others), self.event.country))

    @property
    def interaction(self) -> int | None:
        """The two codes, the lower first; one alone is followed by 0."""
        found = sorted(code for code in (self.inter1, self.inter2) if code is not None)
        if not found:
            return None
        return found[0] * 10 + (found[1] if len(found) > 1 else 0)

    @property
    def targeted(self) -> str | None:
        violent = self.disorder == "Political violence" or self.event.line.mode == "crowd-control"
        return "Civilian targeting" if violent and self.inter2 in (PROTESTERS, CIVILIAN) else None

    @property
    def time_precision(self) -> int | None:
        days = self.event.days
        return None if days is None or days > 31 else 1 if days == 1 else 2 if days <= 7 else 3

    @property
    def geo_precision(self) -> int | None:
        if self.event.point(_PLACED) == (None, None):
            return None
        if self.event.precision == "admin1":
            return 3
        return 2 if self.event.precision == "admin2" or self.event.vague else 1

    @property
    def tags(self) -> str | None:
        count = self.event.toll("count")
        if self.event.line.type != "PROTEST":
            return None
        number = None if count is None else count.best if count.best is not None else count.low
        return "crowd size=no report" if number is None else f"crowd size={number:g}"

    @property
    def note(self) -> str:
        """The event in one sentence put together from its values, and who reports it."""
        event, line = self.event, self.event.line
        deed = f"{line.type}, {line.mode}" if line.mode else line.type
        who = names(event.doers) or "Nobody named"
        whom = f" against {names(event.others)}" if event.others else ""
        where = f" in {event.place.name}" if event.place else ""
        when = f" on {event.start}" if event.start else ""
        words = event.words("type")
        return f"{who}: {deed}{whom}{where}{when} (“{words}”). Told by {'; '.join(event.publishers)}."

    @property
    def timestamp(self) -> int | None:
        """When the ledger last learned of it, in seconds since 1970."""
        latest = max((report.ingested for report in self.event.reports), default=None)
        return timegm(datetime.fromisoformat(latest).timetuple()) if latest else None


_PLACED = TOWN | {"admin1", "admin2"}


def code_of(happening: Happening) -> tuple[str | None, str | None] | None:
    """Event and sub-event type by type and mode; (None, None) where the sides must tell; None where ACLED has no code."""
    kind, mode = happening.line.type, happening.line.mode
    found = CODES.get((kind, mode)) or CODES.get((kind, None))
    if found is not None:
        return found
    if kind == "AGREE" and PEACE & set(happening.line.context):
        return STRATEGIC, "Agreement"
    return (None, None) if kind == "ASSAULT" else None


def leaves_out(happening: Happening) -> str | None:
    """ACLED codes violence, demonstrations and strategic developments: no words, votes, trials, disasters."""
    return None if code_of(happening) is not None else f"of type {happening.line.type}, which ACLED does not code"


def _c(happening: Happening, name: str) -> str | None:
    return getattr(happening.country, name) or None if happening.country else None


_NO_COUNTRY = "no report lets one tell the country"
_FINER = "the place is a country or region, not known, or not resolved: ACLED has no precision for these"

COLUMNS: tuple[Column[AcledRow], ...] = (
    Column("event_id_cnty", lambda r: r.event.line.id, "our event id", hxl="#event+id"),
    Column(
        "event_date",
        lambda r: str(r.event.start) if r.event.start else None,
        "first day of the event, YYYY-MM-DD",
        "no report lets one tell when; ACLED has no such events",
        kind="day",
        hxl="#date+event",
    ),
    Column(
        "year",
        lambda r: r.event.start.year if r.event.start else None,
        "its year",
        "as event_date",
        kind="whole",
        hxl="#date+year",
    ),
    Column(
        "time_precision",
        lambda r: r.time_precision,
        "1 one day, 2 up to a week, 3 up to a month",
        "no day is known, or it took longer than a month",
        kind="whole",
        hxl="#date+precision",
    ),
    Column(
        "disorder_type",
        lambda r: r.disorder,
        "by event_type; Political violence for an assault that the sides do not tell apart",
        hxl="#event+category",
    ),
    Column(
        "event_type",
        lambda r: r.coded[0],
        "by PLOVER type and mode; battles and violence against civilians by who is on the two sides",
        "an assault whose sides do not tell whether it was a battle",
        hxl="#event+type",
    ),
    Column("sub_event_type", lambda r: r.coded[1], "as event_type", "as event_type", hxl="#event+subtype"),
    Column(
        "actor1",
        lambda r: a.name if (a := first(r.event.doers)) else None,
        "who did it, as the reports name them, not ACLED's actor names",
        "nobody is named or described",
        hxl="#group+actor+name+first",
    ),
    Column(
        "assoc_actor_1",
        lambda r: names(r.event.doers[1:]),
        "others said to have done it",
        "there are none",
        hxl="#group+actor+name+associated",
    ),
    Column(
        "inter1",
        lambda r: r.inter1,
        "1 state, 2 rebels, 3 political militias, 5 rioters, 6 protesters, 7 civilians, 8 from outside; by PLOVER sector",
        "the sector is not known; identity militias (4) are never told",
        kind="whole",
        hxl="#group+actor+type+first",
    ),
    Column(
        "actor2",
        lambda r: a.name if (a := first(r.event.others)) else None,
        "to whom it was done: recipient, else victim, else target",
        "no report says",
        hxl="#group+actor+name+second",
    ),
    Column(
        "assoc_actor_2",
        lambda r: names(r.event.others[1:]),
        "others to whom it was done",
        "there are none",
        hxl="#group+actor+name+second+associated",
    ),
    Column("inter2", lambda r: r.inter2, "as inter1", "as inter1", kind="whole", hxl="#group+actor+type+second"),
    Column(
        "interaction",
        lambda r: r.interaction,
        "the two codes, the lower first; 10 to 80 for one alone",
        "neither code is known",
        kind="whole",
        hxl="#event+interaction",
    ),
    Column(
        "civilian_targeting",
        lambda r: r.targeted,
        "Civilian targeting where violence is against civilians or protesters",
        "it is not, or that is not known",
        hxl="#event+civilians",
    ),
    Column(
        "iso",
        lambda r: int(n) if (n := _c(r.event, "number")) else None,
        "ISO 3166-1 numeric code of the country",
        _NO_COUNTRY,
        kind="whole",
        hxl="#country+code",
    ),
    Column(
        "region",
        lambda r: _c(r.event, "acled_region"),
        "ACLED's region of the country",
        _NO_COUNTRY,
        hxl="#region+name",
    ),
    Column(
        "country", lambda r: _c(r.event, "name"), "the country's short English name", _NO_COUNTRY, hxl="#country+name"
    ),
    Column("admin1", lambda r: r.event.admin1, "first-order area", "not known", hxl="#adm1+name"),
    Column(
        "admin2",
        lambda r: r.event.named_at("admin2"),
        "second-order area, where it is the place itself",
        "the place is finer or coarser",
        hxl="#adm2+name",
    ),
    Column("admin3", lambda r: None, "nothing", "always: our gazetteer ends at the second order", hxl="#adm3+name"),
    Column(
        "location",
        lambda r: r.event.place.name if r.event.place else None,
        "the place's name",
        "no report lets one tell where",
        hxl="#loc+name",
    ),
    Column("latitude", lambda r: r.event.point(_PLACED)[0], "of the place", _FINER, kind="number", hxl="#geo+lat"),
    Column("longitude", lambda r: r.event.point(_PLACED)[1], "of the place", _FINER, kind="number", hxl="#geo+lon"),
    Column(
        "geo_precision",
        lambda r: r.geo_precision,
        "1 town or site, 2 second-order area or only near a town or site, 3 first-order area",
        "as latitude",
        kind="whole",
        hxl="#geo+precision",
    ),
    Column(
        "source",
        lambda r: joined(r.event.publishers),
        "who published the reports, parted by semicolons",
        "no report was read",
        hxl="#meta+source",
    ),
    Column("source_scale", lambda r: None, "nothing", "always: outlets are not classed", hxl="#meta+source+scale"),
    Column(
        "notes",
        lambda r: r.note,
        "a sentence put together from the event's values and words, not a summary by a person",
        hxl="#description",
    ),
    Column(
        "fatalities",
        lambda r: t.best if (t := r.event.toll("killed")) else None,
        "deaths under acled_conservative (or --policy): of all, else the greatest figure of one population",
        "nobody credible gives a figure; ACLED writes 0 there",
        kind="number",
        hxl="#affected+killed",
    ),
    Column("tags", lambda r: r.tags, "crowd size of protests", "the event is no protest", hxl="#meta+tags"),
    Column(
        "timestamp",
        lambda r: r.timestamp,
        "when the ledger last learned of it, seconds since 1970",
        "no report was read",
        kind="whole",
        hxl="#date+updated",
    ),
)

SHAPE = Shape(
    "ACLED", COLUMNS, lambda happening: (AcledRow(happening),), policy="acled_conservative",
    reads=frozenset({"type"}), leaves_out=leaves_out,
    cannot=(
        "ACLED has one row for each day, two sides and one number of deaths. It cannot hold who vouches for what: a deed "
        "that one side blames on the other stands in `actor1` like a fact. It has no column for the injured, for rival "
        "figures, for intervals (an event of several days has one row, on its first day) or for places coarser than a "
        "first-order area (their coordinates are left out, not put on a capital). Speech, votes, offices, trials, crime, "
        "displacement and disasters are not ACLED events and have no rows; nor have events that are planned, threatened, "
        "foiled or denied."
    ),
)  # fmt: skip


def write(selection: Selection, target: BinaryIO) -> Written:
    """The ACLED-shaped file: comma-separated with a header."""
    return SHAPE.write(selection, target)
