"""Tables as CSV or tab-separated files, written row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO, TextIO, TypeVar

import msgspec

from sayso.exports.cells import DANGEROUS, flat, guarded
from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Cell, Column, Columns, names, tags
from sayso.ledger.records import EVENT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")

BATCH = 1_000
"""Rows held at a time."""

NUMBERS = frozenset({"whole", "number"})


class Style(msgspec.Struct, frozen=True):
    """How a file parts its cells. Without quoting, tabs and line ends in cells become spaces."""

    delimiter: str = ","
    header: bool = True
    quoted: bool = True


COMMAS = Style()
TABS = Style("\t", quoted=False)
TABS_ALONE = Style("\t", header=False, quoted=False)


@contextmanager
def as_text(target: BinaryIO) -> Iterator[TextIO]:
    """The target for words, UTF-8, line ends as written; left open at the end."""
    wrapped = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=False)
    try:
        yield wrapped
        wrapped.flush()
    finally:
        wrapped.detach()


def write_table(
    rows: Iterable[R], columns: Columns[R], target: BinaryIO, selection: Selection, style: Style = COMMAS
) -> int:
    """Write a table, header first; the number of rows. Raises SettingsError where HXL tags are wanted and there are none."""
    head = [names(columns)] if style.header else []
    head += [tags(columns)] if selection.hxl else []
    count, waiting = 0, iter(rows)
    with as_text(target) as out:
        writer = _writer(out, style)
        writer.writerows(head)
        while batch := list(islice(waiting, BATCH)):
            writer.writerows(zip(*(_cells(column, batch, selection.raw, style) for column in columns), strict=True))
            count += len(batch)
    return count


def _writer(out: TextIO, style: Style) -> Any:
    if style.quoted:
        return csv.writer(out, delimiter=style.delimiter, lineterminator="\n")
    return csv.writer(
        out, delimiter=style.delimiter, lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None
    )


def _cells(column: Column[R], rows: list[R], raw: bool, style: Style) -> list[Cell]:
    """The column's cells; words guarded, and on one line where the style has no quoting."""
    cells = [column.value(row) for row in rows]
    if column.kind in NUMBERS:
        return cells
    if not style.quoted:
        cells = [flat(cell) if type(cell) is str else cell for cell in cells]
    if raw or DANGEROUS.isdisjoint({cell[:1] for cell in cells if type(cell) is str}):
        return cells
    return [guarded(cell) if type(cell) is str else cell for cell in cells]


def events(selection: Selection, target: BinaryIO) -> Written:
    """events.csv: one row an event in sayso's own columns."""
    return Written(write_table(selection.dossiers(), EVENT_COLUMNS, target, selection))


def statements(selection: Selection, target: BinaryIO) -> Written:
    """statements.csv: one row a statement."""
    return Written(write_table(selection.statements(), STATEMENT_COLUMNS, target, selection))
