"""Maps: points that say what they stand for, and no pin for an area."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from xml.etree import ElementTree

import geopandas
import pyarrow.parquet as pq
import pytest

from sayso.exports.kml import circle, geometry, xml
from sayso.ledger import Ledger
from sayso.ledger.lines import LinePlace
from tests.exports.made import exported

pytestmark = pytest.mark.filterwarnings("error")
KML = "{http://www.opengis.net/kml/2.2}"


def test_geojson_has_a_feature_an_event_with_precision_and_radius(ledger: Ledger) -> None:
    made = json.loads(exported(ledger, "geojson")[0])
    assert made["type"] == "FeatureCollection"
    assert [feature["id"] for feature in made["features"]] == [line.id for line in ledger.events]
    by_type = {feature["properties"]["type"]: feature for feature in made["features"]}
    flood, office = by_type["DISASTER"], by_type["OFFICE"]
    assert flood["geometry"] == {"type": "Point", "coordinates": [0.2, 16.5]}
    assert (flood["properties"]["precision"], flood["properties"]["radius_km"]) == ("admin1", 180.0)
    assert office["geometry"] is None
    assert "place" not in office["properties"]


def test_geopandas_reads_the_geojson_and_the_geoparquet_alike(ledger: Ledger) -> None:
    from_json = geopandas.read_file(io.BytesIO(exported(ledger, "geojson")[0]))
    frame = geopandas.read_parquet(io.BytesIO(exported(ledger, "geoparquet")[0]))
    assert frame.crs == "OGC:CRS84"
    lines = list(ledger.events)
    assert list(frame["id"]) == [line.id for line in lines]
    for line, point in zip(lines, frame.geometry, strict=True):
        where = (line.place.lon, line.place.lat) if line.place else None
        assert (None if point is None else (point.x, point.y)) == where
    assert list(from_json.geometry) == list(frame.geometry)
    assert list(from_json["precision"].dropna()) == list(frame["precision"].dropna())


def test_geoparquet_says_what_it_is(ledger: Ledger) -> None:
    read = pq.ParquetFile(io.BytesIO(exported(ledger, "geoparquet")[0]))
    geo = json.loads(read.metadata.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["Point"])
    places = [line.place for line in ledger.events if line.place]
    west, south, east, north = column["bbox"]
    assert (west, east) == (min(p.lon or 0 for p in places), max(p.lon or 0 for p in places))
    assert (south, north) == (min(p.lat or 0 for p in places), max(p.lat or 0 for p in places))


def test_kml_pins_towns_and_circles_areas(ledger: Ledger) -> None:
    root = ElementTree.fromstring(exported(ledger, "kml")[0])
    marks = {mark.get("id"): mark for mark in root.iter(f"{KML}Placemark")}
    assert len(marks) == len(list(ledger.events))
    for line in ledger.events:
        mark = marks[line.id.replace(":", "-")]
        point, area = mark.find(f"{KML}Point"), mark.find(f"{KML}Polygon")
        assert (point is not None) == (line.place is not None and line.place.precision == "town")
        assert (area is not None) == (line.place is not None and line.place.precision == "admin1")


def test_kml_survives_what_reports_hold(ledger: Ledger) -> None:
    root = ElementTree.fromstring(exported(ledger, "kml")[0])
    values = {value.text for value in root.iter(f"{KML}value")}
    assert '=HYPERLINK("http://x.example","+1")' in values
    assert xml("a\x00b<&>\ufffe") == "ab&lt;&amp;&gt;"


def test_a_circle_is_as_far_as_its_radius() -> None:
    ring = circle(10.0, 45.0, 50.0)
    assert ring[0] == ring[-1]
    for lon, lat in ring:
        across = math.radians(lon - 10.0) * math.cos(math.radians(45.0))
        assert math.hypot(across, math.radians(lat - 45.0)) * 6371.0 == pytest.approx(50.0, rel=0.01)
    assert all(abs(lat) <= 90 and abs(lon) <= 180 for lon, lat in circle(179.9, 89.9, 800.0))


@pytest.mark.parametrize(
    "place",
    [
        None,
        LinePlace("Nowhere"),
        LinePlace("Sahel", lat=15.0, lon=1.0, precision="region"),
        LinePlace("Odd", lat=1.0, lon=1.0),
    ],
)
def test_what_is_not_known_is_not_drawn(place: LinePlace | None) -> None:
    assert geometry(place) == ""


def test_an_export_of_no_places_is_still_geoparquet(tmp_path: Path) -> None:
    from tests.exports.made import fill

    with Ledger(fill(tmp_path / "none.db", [])) as empty:
        read = pq.ParquetFile(io.BytesIO(exported(empty, "geoparquet")[0]))
    assert json.loads(read.metadata.metadata[b"geo"])["columns"]["geometry"]["geometry_types"] == []
