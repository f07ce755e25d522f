"""POLECAT-shaped: 40 columns, tab-separated with a header (POLECAT codebook; PLOVER manual for the codes)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import BinaryIO

from sayso.exports.countries import country
from sayso.exports.delimited import TABS
from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.happening import TOWN, Happening, names
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Column, joined
from sayso.ledger.lines import LineActor

QUADS: Mapping[str, int] = MappingProxyType({
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
})  # fmt: skip
"""The PLOVER types by quad. SANCTION is material conflict, as its own section of the manual says."""

FEATURES: Mapping[str, str] = MappingProxyType(
    {"town": "PPL", "admin2": "ADM2", "admin1": "ADM1", "country": "PCLI", "region": "RGN"}
)
Side = Callable[[Happening], tuple[LineActor, ...]]
_ALL = TOWN | {"admin1", "admin2", "country", "region"}


def leaves_out(happening: Happening) -> str | None:
    """Our own types are no PLOVER types."""
    kind = happening.line.type
    return None if kind in QUADS else f"of type {kind}, which PLOVER has not"


def _of(kinds: frozenset[str]) -> Callable[[Happening], str | None]:
    return lambda h: names(actor for actor in h.line.actors if actor.kind in kinds)


def _doers(happening: Happening) -> tuple[LineActor, ...]:
    return happening.doers


def _others(happening: Happening) -> tuple[LineActor, ...]:
    return happening.others


def _side(label: str, side: Side, roles: tuple[str, ...]) -> list[Column[Happening]]:
    who = "who did it" if label == "Actor" else "to whom it was done: recipients, victims, targets"

    def sectors(happening: Happening) -> list[str]:
        return list(dict.fromkeys(actor.sector for actor in side(happening) if actor.sector))

    def cow(happening: Happening) -> str | None:
        return joined(found.cow for actor in side(happening) if (found := country(actor.country)))

    return [
        Column(
            f"{label} Name",
            lambda h: names(side(h)),
            f"{who}, by the fullest names; parted by semicolons",
            "nobody is named or described",
        ),
        Column(
            f"{label} Country",
            lambda h: joined(a.country for a in side(h)),
            "ISO 3166-1 alpha-3 of their countries",
            "not known",
        ),
        Column(f"{label} COW", cow, "Correlates of War numbers of their countries", "not known, or it has none"),
        Column(
            f"Primary {label} Sector",
            lambda h: next(iter(sectors(h)), None),
            "PLOVER sector of the first of them that has one",
            "not known",
        ),
        Column(f"{label} Sectors", lambda h: joined(sectors(h)), "their PLOVER sectors", "not known"),
        Column(
            f"{label} Title",
            lambda h: None,
            "nothing",
            "always: offices are facts about actors, not parts of events; export `statements`",
        ),
        Column(
            f"{label} Name Raw",
            lambda h: h.words(*roles),
            "the words of the reports for them",
            "nobody is named or described",
        ),
        Column(
            f"Wikipedia {label} ID",
            lambda h: None,
            "nothing",
            "always: our identifiers are Wikidata's; `events.jsonl` has them",
        ),
    ]


COLUMNS: tuple[Column[Happening], ...] = (
    Column("Event ID", lambda h: h.line.id, "our event id"),
    Column(
        "Event Date",
        lambda h: str(h.start) if h.start else None,
        "first day, YYYY-MM-DD",
        "no report lets one tell when; the day of publication is not put there",
        kind="day",
    ),
    Column("Event Type", lambda h: h.line.type, "PLOVER type"),
    Column("Event Mode", lambda h: h.line.mode, "PLOVER mode", "the type has none, or no report tells it"),
    Column(
        "Intensity",
        lambda h: None,
        "nothing",
        "always: the manual's table of scores is not shipped; join it by type and mode",
    ),
    Column(
        "Quad Code",
        lambda h: QUADS.get(h.line.type),
        "1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict",
        kind="whole",
    ),
    Column("Contexts", lambda h: joined(h.line.context), "PLOVER contexts, parted by semicolons", "none was found"),
    *_side("Actor", _doers, ("actor",)),
    *_side("Recipient", _others, ("recipient", "victim", "target")),
    Column(
        "Placename", lambda h: h.place.name if h.place else None, "the place's name", "no report lets one tell where"
    ),
    Column("City", lambda h: h.named_at(*TOWN), "the same, if it is a town or site", "it is an area, or not known"),
    Column("District", lambda h: h.named_at("admin2"), "the same, if it is a second-order area", "it is not"),
    Column("Province", lambda h: h.admin1, "first-order area", "not known"),
    Column("Country", lambda h: h.country.iso3 if h.country else None, "ISO 3166-1 alpha-3 of the place", "not known"),
    Column(
        "Latitude",
        lambda h: h.point(_ALL)[0],
        "of the place's middle; read it with Feature Type",
        "not known, or not resolved",
        kind="number",
    ),
    Column("Longitude", lambda h: h.point(_ALL)[1], "as Latitude", "as Latitude", kind="number"),
    Column(
        "GeoNames ID",
        lambda h: h.place.geonames if h.place else None,
        "GeoNames id",
        "not resolved to one",
        kind="whole",
    ),
    Column(
        "Raw Placename",
        lambda h: h.own_words("place"),
        "the words of the reports for the place",
        "not known, or worked out from elsewhere in the report",
    ),
    Column(
        "Feature Type",
        lambda h: FEATURES.get(h.precision),
        "PPL, ADM2, ADM1, PCLI or RGN: what the point stands for",
        "not known, or a site in a town",
    ),
    Column("Source", lambda h: joined(h.publishers), "who published the reports, parted by semicolons"),
    Column(
        "Publication Date",
        lambda h: (h.line.published[0] or "")[:10] or None,
        "when the first of them was published",
        "no report gives its date",
        kind="day",
    ),
    Column(
        "Story People",
        _of(frozenset({"person"})),
        "persons who stand in the event, not in the whole story",
        "there are none",
    ),
    Column(
        "Story Organizations",
        _of(frozenset({"organization", "group"})),
        "organisations and groups who stand in it",
        "there are none",
    ),
    Column(
        "Story Locations",
        lambda h: h.place.name if h.place else None,
        "the event's place, not all of the story",
        "not known",
    ),
    Column("Language", lambda h: joined(card.language for card in h.reports), "languages of the reports", "not known"),
    Column("Version", lambda h: joined(dict.fromkeys(s.coder for s in h.told("mention"))), "which sayso read them"),
)

SHAPE = Shape(
    "POLECAT", COLUMNS, lambda happening: (happening,), style=TABS, leaves_out=leaves_out,
    reads=frozenset({"actor", "recipient", "victim", "target", "place", "mention", "type"}),
    cannot=(
        "POLECAT has no numbers at all and no column for who says so: deaths, injured, rival figures, vouchers, denials and "
        "blame stay behind. One date stands for intervals, one place for all. Its reports are one story a row; ours may be "
        "many, and share cells. Our own types (DISPLACE, DISASTER, OFFICE, VOTE, JUSTICE, CRIME) have no rows, nor have "
        "events planned, foiled or denied. Coordinates have no column for precision: Feature Type says what they stand for."
    ),
)  # fmt: skip


def write(selection: Selection, target: BinaryIO) -> Written:
    """The POLECAT-shaped file: tab-separated with a header."""
    return SHAPE.write(selection, target)
