"""Places and events as GeoJSON (RFC 7946): a point each, with its precision and radius, never a false pin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Column
from sayso.ledger.dossiers import Dossier
from sayso.ledger.records import EVENT_COLUMNS
from sayso.model import Place, Reading

_encoder = msgspec.json.Encoder()


def places_geojson(readings: Iterable[Reading]) -> str:
    """A FeatureCollection of the places of some readings; one that could not be resolved has no geometry."""
    features = [_place(reading, place) for reading in readings for place in reading.places]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}).decode()


def events(selection: Selection, target: BinaryIO) -> Written:
    """A FeatureCollection of events, one feature a line; one without a place has no geometry. Blanks are left out."""
    features = (_event(dossier) for dossier in selection.dossiers())
    return Written(write_collection(features, target, b'{"type":"FeatureCollection","features":[\n'))


def write_collection(items: Iterable[Any], target: BinaryIO, head: bytes, tail: bytes = b"\n]}\n") -> int:
    """Write values as one JSON list, a line each, between a head and a tail; how many."""
    target.write(head)
    buffer, count = bytearray(), 0
    for item in items:
        buffer += b",\n" if count else b""
        buffer += _encoder.encode(item)
        count += 1
        if len(buffer) > 1 << 18:
            target.write(buffer)
            buffer.clear()
    target.write(buffer)
    target.write(tail)
    return count


def _place(reading: Reading, place: Place) -> dict[str, Any]:
    properties: dict[str, Any] = msgspec.to_builtins(place)
    for name in ("id", "lat", "lon"):
        properties.pop(name, None)
    words = list(dict.fromkeys(span.of(reading.text) for span in place.mentions))
    return _feature(place.lat, place.lon, {"report": reading.report.id, "words": words, **properties})


def _event(dossier: Dossier) -> dict[str, Any]:
    place = dossier.line.place
    properties = {name: value for name, value in _properties(dossier) if value is not None}
    lat, lon = (place.lat, place.lon) if place is not None else (None, None)
    return {**_feature(lat, lon, properties), "id": dossier.line.id}


def _properties(dossier: Dossier) -> Iterator[tuple[str, Any]]:
    for column in _PROPERTIES:
        yield column.name, column.value(dossier)


_PROPERTIES: tuple[Column[Dossier], ...] = tuple(
    column for column in EVENT_COLUMNS if column.name not in ("lat", "lon", "tallies")
)


def _feature(lat: float | None, lon: float | None, properties: dict[str, Any]) -> dict[str, Any]:
    known = lat is not None and lon is not None
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if known else None,
        "properties": properties,
    }
