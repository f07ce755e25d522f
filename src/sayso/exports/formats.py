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
    """A format: what it is in one line, where its function stands ("module:function"), whether a terminal can show it."""

    name: str
    says: str
    entry: str
    binary: bool = False
    hxl: bool = False

    def load(self) -> Exporter:
        """The function that writes it. Raises ResourceError where a library that it needs is not installed."""
        module, _, function = self.entry.partition(":")
        try:
            return cast(Exporter, getattr(import_module(f"sayso.exports.{module}"), function))
        except ImportError as error:
            if error.name is None or error.name.startswith("sayso"):
                raise
            raise ResourceError(f"{self.name} needs {error.name}: pip install 'sayso[exports]'") from error


_TABLE = (
    Format("events.csv", "events in sayso's own columns, comma-separated", "delimited:events", hxl=True),
    Format("events.parquet", "events in sayso's own columns, Parquet", "parquet:events", binary=True),
    Format("events.jsonl", "events whole, one JSON object a line, as `sayso events` prints them", "jsonlines:events"),
    Format("statements.csv", "statements, comma-separated", "delimited:statements", hxl=True),
    Format("statements.parquet", "statements, Parquet; nothing is lost", "parquet:statements", binary=True),
    Format("statements.jsonl", "statements whole, one JSON object a line", "jsonlines:statements"),
    Format("acled", "ACLED-shaped, 31 columns, comma-separated", "shapes.acled:write", hxl=True),
    Format("ucdp", "UCDP-GED-shaped, 49 columns, comma-separated", "shapes.ucdp:write", hxl=True),
    Format("polecat", "POLECAT-shaped, 40 columns, tab-separated", "shapes.polecat:write"),
    Format("gdelt", "GDELT 2.0 Events, 61 columns, tab-separated without a header", "shapes.gdelt:write"),
    Format("gdelt-mentions", "GDELT 2.0 Mentions, 16 columns, tab-separated without a header", "shapes.mentions:write"),
    Format("icews", "ICEWS-shaped, 20 columns, tab-separated", "shapes.icews:write"),
    Format("geojson", "GeoJSON (RFC 7946), a point an event with precision and radius", "geojson:events"),
    Format("geoparquet", "GeoParquet 1.1, the same as a table", "parquet:geo", binary=True),
    Format("kml", "KML 2.2: pins for towns and sites, circles for areas", "kml:events"),
    Format("xlsx", "Excel: sheets of events, statements and sources", "workbook:write", binary=True),
    Format("ftm", "FollowTheMoney entities, one JSON object a line", "ftm:entities"),
    Format("ftm-statements", "FollowTheMoney statements, CSV", "ftm:statements"),
    Format("annotations", "W3C Web Annotations of the reports, JSON-LD", "annotations:write"),
    Format("prov", "where everything comes from, PROV-O as JSON-LD", "prov:write"),
    Format("claims", "schema.org Claim and ClaimReview, JSON-LD", "claims:write"),
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
