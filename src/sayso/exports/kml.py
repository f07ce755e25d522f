"""Events as KML 2.2 (OGC 07-147r2): a pin for a town or site, a circle for an area, nothing for what is not known."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

from sayso.exports.delimited import as_text
from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Cell
from sayso.ledger.dossiers import Dossier
from sayso.ledger.lines import LinePlace
from sayso.ledger.records import EVENT_COLUMNS

PINNED = frozenset({"site", "town"})
"""The precisions that a pin may stand for."""

CORNERS = 24
EARTH_KM = 6371.0

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>sayso events</name>
<Style id="area">
<LineStyle><color>ff0055aa</color><width>1</width></LineStyle><PolyStyle><color>330055aa</color></PolyStyle></Style>
"""
_TAIL = "</Document></kml>\n"


def events(selection: Selection, target: BinaryIO) -> Written:
    """A Placemark an event; all of sayso's columns that are not blank as ExtendedData."""
    count = 0
    with as_text(target) as out:
        out.write(_HEAD)
        for dossier in selection.dossiers():
            out.write("".join(_placemark(dossier)))
            count += 1
        out.write(_TAIL)
    return Written(count)


def _placemark(dossier: Dossier) -> Iterator[str]:
    line = dossier.line
    yield f'<Placemark id="{xml(line.id.replace(":", "-"))}"><name>{xml(title(dossier))}</name>'
    if line.time is not None and line.time.start:
        end = line.time.end or line.time.start
        yield f"<TimeSpan><begin>{xml(line.time.start)}</begin><end>{xml(end)}</end></TimeSpan>"
    yield "<ExtendedData>"
    for column in EVENT_COLUMNS:
        cell = column.value(dossier)
        if cell is not None:
            yield f'<Data name="{column.name}"><value>{xml(cell)}</value></Data>'
    yield "</ExtendedData>"
    yield geometry(line.place)
    yield "</Placemark>\n"


def title(dossier: Dossier) -> str:
    """The event in a few words: type, place, day."""
    line = dossier.line
    where = line.place.name if line.place else None
    when = line.time.start if line.time else None
    return ", ".join(part for part in (line.type.lower(), where, when) if part)


def geometry(place: LinePlace | None) -> str:
    """A point for a site or town; for an area a circle of its radius; nothing where place or radius is not known."""
    if place is None or place.lat is None or place.lon is None:
        return ""
    if place.precision in PINNED:
        return f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point>"
    if not place.radius_km:
        return ""
    corners = " ".join(f"{lon:.5f},{lat:.5f}" for lon, lat in circle(place.lon, place.lat, place.radius_km))
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{corners}</coordinates></LinearRing></outerBoundaryIs>"
    return f"<styleUrl>#area</styleUrl><Polygon>{ring}</Polygon>"


def circle(lon: float, lat: float, radius_km: float) -> list[tuple[float, float]]:
    """A closed ring of points at a distance, counter-clockwise; poles and the date line are not crossed but cut off."""
    high = math.degrees(radius_km / EARTH_KM)
    wide = high / max(0.05, math.cos(math.radians(lat)))
    ring = []
    for n in range(CORNERS + 1):
        angle = 2 * math.pi * (n % CORNERS) / CORNERS
        east, north = lon + wide * math.cos(angle), lat + high * math.sin(angle)
        ring.append((max(-180.0, min(180.0, east)), max(-90.0, min(90.0, north))))
    return ring


def xml(cell: Cell) -> str:
    """A cell as words of XML 1.0: escaped, without the characters that XML has not."""
    words = str(cell)
    if not words.isprintable():
        words = "".join(
            c
            for c in words
            if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        )
    return escape(words, {'"': "&quot;"})
