"""The ledger's events as data frames."""

from __future__ import annotations

import datetime
import math

import polars
import pytest

from sayso.ledger import Filters, Ledger
from sayso.ledger.records import EVENT_COLUMNS

pytestmark = pytest.mark.filterwarnings("error")
NAMES = [column.name for column in EVENT_COLUMNS]


def test_pandas(ledger: Ledger) -> None:
    frame = ledger.events.to_pandas()
    assert list(frame.columns) == NAMES
    assert list(frame["id"]) == [line.id for line in ledger.events]
    raid = frame[frame["place"] == "Tessit"].iloc[0]
    assert (raid["killed"], raid["killed_low"]) == (9, 7)
    assert frame["killed"].isna().any()


def test_polars(ledger: Ledger) -> None:
    frame = ledger.events.to_polars()
    assert frame.columns == NAMES
    raid = frame.row(by_predicate=polars.col("place") == "Tessit", named=True)
    assert raid["start"] == datetime.date(2024, 3, 11)
    assert (raid["killed"], raid["mode"]) == (9.0, None)


def test_geopandas(ledger: Ledger) -> None:
    frame = ledger.events(Filters(country="ML")).to_geopandas("acled_conservative")
    assert frame.crs == "EPSG:4326"
    assert {(point.x, point.y) for point in frame.geometry} >= {(0.68, 15.42)}
    raid = frame[frame["place"] == "Tessit"].iloc[0]
    assert raid["killed"] == 7
    everything = ledger.events.to_geopandas()
    assert [point is None for point in everything.geometry] == [line.place is None for line in ledger.events]


def test_queries_narrow_and_can_be_gone_through_again(ledger: Ledger) -> None:
    query = ledger.events(as_of="2024-03-12")
    assert list(query) == list(query)
    assert list(query.to_pandas()["id"]) == [line.id for line in query]
    assert len(ledger.events(Filters(text="qqqq")).to_pandas()) == 0
    assert list(ledger.events(Filters(text="qqqq")).to_geopandas().columns) == [*NAMES, "geometry"]
    assert all(not math.isnan(value) for value in ledger.events.to_polars()["lat"].drop_nulls())
