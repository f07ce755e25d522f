"""Parquet tables, compressed or not, by pyarrow."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.errors import UnreadableError
from sayso.sources.inputs import Input, Outcome, spooled
from sayso.sources.tables import outcome, placed

_ROWS = 16
"""Rows that are held at a time: a cell may be large."""


def read_parquet(given: Input) -> Iterator[Outcome]:
    """One outcome a row. Only the columns that are needed are read, a few rows at a time."""
    import pyarrow  # type: ignore[import-untyped]
    from pyarrow import parquet

    file = spooled(given)
    try:
        table = parquet.ParquetFile(file)
        fields = placed(table.schema_arrow.names, given.options.columns, given.where)
        number = 0
        for batch in table.iter_batches(batch_size=_ROWS, columns=list(fields.values()), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                yield outcome(row, fields, f"{given.where}:{number}")
        if not number:
            raise UnreadableError(given.where, "has no rows")
    except (pyarrow.ArrowException, ValueError, OSError) as error:
        raise UnreadableError(given.where, f"is no Parquet table that can be read ({_first_line(error)})") from error
    finally:
        if file is not given.stream:
            file.close()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:120]
