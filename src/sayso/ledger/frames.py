"""A ledger's events as something to go through, or as a data frame.

ledger.events                                   every event
ledger.events(Filters(country="ML"))            those that fit
ledger.events(as_of="2024-10-05").to_pandas()   as a data frame, one row an event in the columns of `records`
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso.errors import ResourceError
from sayso.ledger.columns import Cell, Kind, cells
from sayso.ledger.dossiers import Wanted, dossiers
from sayso.ledger.filters import Filters
from sayso.ledger.lines import EventLine
from sayso.ledger.policies import named
from sayso.ledger.records import EVENT_COLUMNS

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

Lines = Callable[[Filters, str | None], Iterator[EventLine]]

_PANDAS: dict[Kind, str] = {
    "text": "str",
    "json": "str",
    "day": "str",
    "whole": "Int64",
    "number": "Float64",
}


class EventQuery:
    """The events of a ledger that fit some filters, as of a moment. Going through it gives lines in order of time, then id."""

    def __init__(self, ledger: Ledger, lines: Lines, filters: Filters | None = None, as_of: str | None = None) -> None:
        self._ledger, self._lines = ledger, lines
        self.filters, self.as_of = filters or Filters(), as_of

    def __call__(self, filters: Filters | None = None, as_of: str | None = None) -> EventQuery:
        """The same query with these filters, as of this moment."""
        return EventQuery(self._ledger, self._lines, filters, as_of)

    def __iter__(self) -> Iterator[EventLine]:
        return self._lines(self.filters, self.as_of)

    def to_pandas(self, policy: str | None = None) -> Any:
        """A pandas data frame, numbers by the policy (the ledger's own if none is given). Raises ResourceError without pandas."""
        pandas = _library("pandas")
        table = self._table(policy)
        return pandas.DataFrame({
            column.name: pandas.array(table[column.name], dtype=_PANDAS[column.kind]) for column in EVENT_COLUMNS
        })  # fmt: skip

    def to_polars(self, policy: str | None = None) -> Any:
        """A polars data frame; days are dates. Raises ResourceError without polars."""
        polars = _library("polars")
        types = {"whole": polars.Int64, "number": polars.Float64}
        table = self._table(policy)
        schema = {column.name: types.get(column.kind, polars.String) for column in EVENT_COLUMNS}
        frame = polars.DataFrame(
            {name: polars.Series(name, values, dtype=schema[name], strict=False) for name, values in table.items()}
        )
        days = [column.name for column in EVENT_COLUMNS if column.kind == "day"]
        return frame.with_columns(polars.col(days).str.to_date())

    def to_geopandas(self, policy: str | None = None) -> Any:
        """A geopandas data frame with points in WGS 84; an event that could not be placed has none.

        A point stands for an area where `precision` says so: draw it with its `radius_km`. Raises ResourceError without
        geopandas.
        """
        geopandas = _library("geopandas")
        frame = self.to_pandas(policy)
        points = geopandas.points_from_xy(frame["lon"].astype("float64"), frame["lat"].astype("float64"))
        points[frame["lat"].isna().to_numpy(dtype=bool)] = None
        return geopandas.GeoDataFrame(frame, geometry=points, crs="EPSG:4326")

    def _table(self, policy: str | None) -> dict[str, list[Cell]]:
        wanted = Wanted(self.filters, self.as_of, named(policy) if policy else None)
        table: dict[str, list[Cell]] = {column.name: [] for column in EVENT_COLUMNS}
        lists = list(table.values())
        for dossier in dossiers(self._ledger, wanted):
            for held, cell in zip(lists, cells(EVENT_COLUMNS, dossier), strict=True):
                held.append(cell)
        return table


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise ResourceError(f"{name} is not installed: pip install 'sayso[frames]'") from None
