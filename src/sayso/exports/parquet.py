"""Tables as Parquet and GeoParquet, a few thousand rows at a time."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, TypeVar

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Cell, Columns, Kind
from sayso.ledger.dossiers import Dossier
from sayso.ledger.records import EVENT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")

ROWS = 4_000
"""Rows held at a time, and in a row group."""

_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(), "json": pa.string(), "day": pa.date32(), "whole": pa.int64(), "number": pa.float64(),
}  # fmt: skip


def events(selection: Selection, target: BinaryIO) -> Written:
    """events.parquet: one row an event; days are dates."""
    return Written(_write(selection.dossiers(), EVENT_COLUMNS, target))


def statements(selection: Selection, target: BinaryIO) -> Written:
    """statements.parquet: one row a statement; `ledger.records.statement_of` makes a row a statement again."""
    return Written(_write(selection.statements(), STATEMENT_COLUMNS, target, dates=False))


def geo(selection: Selection, target: BinaryIO) -> Written:
    """GeoParquet 1.1: the columns of events.parquet and `geometry`, WKB points in OGC:CRS84; no point where there is no place."""
    schema = _schema(EVENT_COLUMNS).append(pa.field("geometry", pa.binary()))
    box = _Box()
    count = 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for rows in _batches(selection.dossiers()):
            arrays = _arrays(EVENT_COLUMNS, rows)
            arrays.append(pa.array([box.point(row) for row in rows], pa.binary()))
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count += len(rows)
        writer.add_key_value_metadata({"geo": json.dumps(_geo(box))})
    return Written(count)


def point(lon: float, lat: float) -> bytes:
    """A point as well-known binary, little-endian."""
    return struct.pack("<BIdd", 1, 1, lon, lat)


class _Box:
    """Makes points of places, and keeps the box around them."""

    def __init__(self) -> None:
        self.west = self.south = math.inf
        self.east = self.north = -math.inf

    def point(self, row: Dossier) -> bytes | None:
        place = row.line.place
        if place is None or place.lat is None or place.lon is None:
            return None
        self.west, self.east = min(self.west, place.lon), max(self.east, place.lon)
        self.south, self.north = min(self.south, place.lat), max(self.north, place.lat)
        return point(place.lon, place.lat)

    @property
    def around(self) -> list[float] | None:
        return [self.west, self.south, self.east, self.north] if self.west <= self.east else None


def _geo(box: _Box) -> dict[str, Any]:
    """The `geo` metadata of GeoParquet 1.1.0; without `crs` it is OGC:CRS84, longitude first."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"] if box.around else []}
    if box.around:
        column["bbox"] = box.around
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _schema(columns: Columns[Any], dates: bool = True) -> pa.Schema:
    """The columns' types; with what each holds as its description."""
    return pa.schema(
        pa.field(
            column.name, _TYPES[column.kind] if dates or column.kind != "day" else pa.string(),
            metadata={"description": column.holds},
        )
        for column in columns
    )  # fmt: skip


def _write(rows: Iterable[R], columns: Columns[R], target: BinaryIO, *, dates: bool = True) -> int:
    schema, count = _schema(columns, dates), 0
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for batch in _batches(rows):
            writer.write_batch(pa.record_batch(_arrays(columns, batch, dates), schema=schema))
            count += len(batch)
    return count


def _batches(rows: Iterable[R]) -> Iterator[list[R]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, ROWS)):
        yield batch


def _arrays(columns: Columns[R], rows: list[R], dates: bool = True) -> list[pa.Array]:
    return [_array(list(map(column.value, rows)), column.kind, dates) for column in columns]


def _array(cells: list[Cell], kind: Kind, dates: bool) -> pa.Array:
    if kind == "day":
        words = pa.array([cell[:10] if isinstance(cell, str) else None for cell in cells], pa.string())
        return words.cast(pa.date32()) if dates else pa.array(cells, pa.string())
    return pa.array(cells, _TYPES[kind])
