"""The formats a ledger is exported to: an explicit table, each format's module imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import BinaryIO, TypeAlias, cast

import msgspec

from sayso.errors import ResourceError, SettingsError
from sayso.exports.selection import Selection, Written

Exporter: TypeAlias = Callable[[Selection, BinaryIO], Written]


class Format(msgspec.Struct, frozen=True):
    """A format: what it is in one line, where its function stands ("module:function"), whether a terminal can show it, whether it
    has HXL tags.
    """

    name: str
    says: str
    entry: str
    binary: bool = False
    hxl: bool = False
    table: str = ""  # where its columns stand ("module:name"), or the shape they belong to
    cannot: str = ""  # what it cannot hold, where no shape says so

    def load(self) -> Exporter:
        """The function that writes it. Raises ResourceError where a library that it needs is not installed."""
        module, _, function = self.entry.partition(":")
        try:
            return cast(Exporter, getattr(import_module(f"sayso.exports.{module}"), function))
        except ImportError as error:
            if error.name is None or error.name.startswith("sayso"):
                raise
            raise ResourceError(f"{self.name} needs {error.name}: pip install 'sayso[exports]'") from error


_EVENTS, _STATEMENTS = "ledger.records:EVENT_COLUMNS", "ledger.records:STATEMENT_COLUMNS"
_FLAT = (
    "One row an event holds one value of each kind: the type, time and place that most voices give. Rivals, and who vouches "
    "for which value, are in the statements."
)
_LOSSLESS = (
    "Nothing of a statement is lost. Reports' texts, readings and judgements other than right and wrong are not in it; values "
    "that people gave instead of wrong ones are in the events and, with filters, in the statements."
)
_GEO = f"{_FLAT} Only the event's own place is drawn, not places that it merely mentions, origins or destinations."

_TABLE = (
    Format(
        "events.csv",
        "events in sayso's own columns, comma-separated",
        "delimited:events",
        hxl=True,
        table=_EVENTS,
        cannot=_FLAT,
    ),
    Format(
        "events.parquet",
        "events in sayso's own columns, Parquet; days are dates",
        "parquet:events",
        binary=True,
        table=_EVENTS,
        cannot=_FLAT,
    ),
    Format(
        "events.jsonl",
        "events whole, one JSON object a line, as `sayso events --format jsonl` prints them",
        "jsonlines:events",
        cannot=_FLAT,
    ),
    Format(
        "statements.csv",
        "statements, comma-separated",
        "delimited:statements",
        hxl=True,
        table=_STATEMENTS,
        cannot=_LOSSLESS,
    ),
    Format(
        "statements.parquet",
        "statements, Parquet; days are words, as the ledger keeps them",
        "parquet:statements",
        binary=True,
        table=_STATEMENTS,
        cannot=_LOSSLESS,
    ),
    Format(
        "statements.jsonl",
        "statements whole, one JSON object a line, with `event` and `judged`",
        "jsonlines:statements",
        cannot=_LOSSLESS,
    ),
    Format(
        "acled",
        "ACLED-shaped, 31 columns, comma-separated",
        "shapes.acled:write",
        hxl=True,
        table="exports.shapes.acled:SHAPE",
    ),
    Format(
        "ucdp",
        "UCDP-GED-shaped, 49 columns, comma-separated",
        "shapes.ucdp:write",
        hxl=True,
        table="exports.shapes.ucdp:SHAPE",
    ),
    Format(
        "polecat",
        "POLECAT-shaped, 40 columns, tab-separated",
        "shapes.polecat:write",
        table="exports.shapes.polecat:SHAPE",
    ),
    Format(
        "gdelt",
        "GDELT 2.0 Events, 61 columns, tab-separated without a header",
        "shapes.gdelt:write",
        table="exports.shapes.gdelt:SHAPE",
    ),
    Format(
        "gdelt-mentions",
        "GDELT 2.0 Mentions, 16 columns, tab-separated without a header",
        "shapes.mentions:write",
        table="exports.shapes.mentions:SHAPE",
    ),
    Format(
        "icews", "ICEWS-shaped, 20 columns, tab-separated", "shapes.icews:write", table="exports.shapes.icews:SHAPE"
    ),
    Format(
        "geojson",
        "GeoJSON (RFC 7946): a point an event, with the columns of events.csv as properties, blanks left out",
        "geojson:events",
        cannot=(
            f"{_GEO} A point may stand for an area: `precision` and `radius_km` say so. An event without a place "
            "has no geometry."
        ),
    ),
    Format(
        "geoparquet",
        "GeoParquet 1.1: the columns of events.parquet and a WKB point",
        "parquet:geo",
        binary=True,
        cannot=(
            f"{_GEO} A point may stand for an area: `precision` and `radius_km` say so. An event without a place "
            "has no point."
        ),
    ),
    Format(
        "kml",
        "KML 2.2: pins for towns and sites, circles for areas, the columns of events.csv as ExtendedData",
        "kml:events",
        cannot=(
            f"{_GEO} An area whose radius is not known, and an event without a place, are in the file without a "
            "geometry. Circles are cut off at the poles and the date line."
        ),
    ),
    Format(
        "xlsx",
        "Excel: sheets of events, statements and sources",
        "workbook:write",
        binary=True,
        cannot=(
            "The sheets leave out columns for programs (ids of entities, offsets, JSON): `statements.parquet` has "
            "them. A cell is cut at 32,767 characters; a sheet that is full goes on in another (`statements 2`). "
            "Days are words."
        ),
    ),
    Format(
        "ftm",
        "FollowTheMoney entities, one JSON object a line",
        "ftm:entities",
        cannot=(
            "FollowTheMoney's events have no roles, numbers, coordinates or vouchers: who stands in the event is "
            "`involved`, roles and numbers are words in `description`. Peoples and unnamed actors are no "
            "entities. Claims are not in it, nor are facts other than offices, aliases and ties between two "
            "actors."
        ),
    ),
    Format(
        "ftm-statements",
        "FollowTheMoney statements, CSV: `entity_id` is of the one report, `canonical_id` of what it was merged into",
        "ftm:statements",
        cannot=(
            "As `ftm`, and no ties between actors. What somebody denies, or a person judged wrong, is left out: "
            "these statements have no sign for it."
        ),
    ),
    Format(
        "annotations",
        "W3C Web Annotations of the reports (JSON-LD), with quote and position selectors",
        "annotations:write",
        cannot=(
            "Positions are code points of the text that sayso read, which a page's text may not share: anchor by "
            "quote there. Texts are not in it, but for 32 characters around each quote."
        ),
    ),
    Format(
        "prov",
        "where everything comes from, PROV-O as JSON-LD",
        "prov:write",
        cannot=(
            "Values are words, not typed. A speaker is a name: two people of one name are one agent. Judgements "
            "of sameness are not in it."
        ),
    ),
    Format(
        "claims",
        "schema.org Claim, and ClaimReview for claims that people judged (JSON-LD)",
        "claims:write",
        cannot=(
            "Claims only: no events, no facts. A ClaimReview says right or wrong, as the person judged whether "
            "the claim was read rightly; it is no fact check. Filters are about the claim; --place, --country and "
            "--type are refused."
        ),
    ),
)

FORMATS: Mapping[str, Format] = MappingProxyType({one.name: one for one in _TABLE})
"""Every format, by name."""


def named(name: str) -> Format:
    """The format of this name. Raises SettingsError that lists what exists."""
    if name not in FORMATS:
        raise SettingsError(f"no format {name!r}; there are: {', '.join(FORMATS)}")
    return FORMATS[name]


def export(selection: Selection, name: str, target: BinaryIO) -> Written:
    """Write what is selected in the format of this name. The target stays open.

    Raises SettingsError for an unknown format, or tags or a policy that it has not; ResourceError where a library is missing.
    """
    found = named(name)
    if selection.hxl and not found.hxl:
        having = ", ".join(one.name for one in _TABLE if one.hxl)
        raise SettingsError(f"{name} has no HXL tags; these have: {having}")
    return found.load()(selection, target)
