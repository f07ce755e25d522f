"""Places as GeoJSON (RFC 7946): a point each, with its precision and radius, never a false pin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from sayso.model import Place, Reading


def places_geojson(readings: Iterable[Reading]) -> str:
    """A FeatureCollection of the places of some readings; one that could not be resolved has no geometry."""
    features = [_feature(reading, place) for reading in readings for place in reading.places]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features}).decode()


def _feature(reading: Reading, place: Place) -> dict[str, Any]:
    known = place.lat is not None and place.lon is not None
    properties: dict[str, Any] = msgspec.to_builtins(place)
    for name in ("id", "lat", "lon"):
        properties.pop(name, None)
    words = list(dict.fromkeys(span.of(reading.text) for span in place.mentions))
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if known else None,
        "properties": {"report": reading.report.id, "words": words, **properties},
    }
