"""Tables as CSV or tab-separated files, written a thousand rows at a time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, TextIO, TypeVar

import msgspec

from sayso.exports.cells import DANGEROUS, flat, guarded
from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Column, Columns, names, tags
from sayso.ledger.records import EVENT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")

BATCH = 1_000
"""Rows held at a time."""

NUMBERS = frozenset({"whole", "number"})

_START = "\x1f"  # what cells are joined by to be looked at together
_STARTS_DANGEROUSLY = re.compile(f"{_START}[{re.escape(''.join(sorted(DANGEROUS)))}]")
_TO_QUOTE = re.compile('[",\n\r]')
"""Cells with one of these stand in quotation marks."""


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
    target.write(_packed(head, style))
    count, waiting = 0, iter(rows)
    while batch := list(islice(waiting, BATCH)):
        made = [_cells(column, batch, selection.raw, style) for column in columns]
        target.write(_packed(zip(*made, strict=True), style))
        count += len(batch)
    return count


def _packed(rows: Iterable[Sequence[str]], style: Style) -> bytes:
    """Rows of finished cells as lines."""
    return "".join([f"{line}\n" for line in map(style.delimiter.join, rows)]).encode()


def _cells(column: Column[R], rows: list[R], raw: bool, style: Style) -> list[str]:
    """The column's cells as they stand in the file.

    What is rare (cells to guard, to quote, to put on one line) is asked of all rows at once: most columns need nothing.
    """
    values = list(map(column.value, rows))
    cells = ["" if value is None else value if type(value) is str else str(value) for value in values]
    if column.kind in NUMBERS:
        return cells
    whole = _START + _START.join(cells)
    if not style.quoted and flat(whole) is not whole:
        cells = [flat(cell) for cell in cells]
        whole = _START + _START.join(cells)
    if not raw and _STARTS_DANGEROUSLY.search(whole):
        cells = [guarded(cell) for cell in cells]
    if style.quoted and _TO_QUOTE.search(whole):
        cells = [quoted(cell) if _TO_QUOTE.search(cell) else cell for cell in cells]
    return cells


def quoted(words: str) -> str:
    """A cell in quotation marks, those inside doubled (RFC 4180)."""
    return '"' + words.replace('"', '""') + '"'


def events(selection: Selection, target: BinaryIO) -> Written:
    """events.csv: one row an event in sayso's own columns."""
    return Written(write_table(selection.dossiers(), EVENT_COLUMNS, target, selection))


def statements(selection: Selection, target: BinaryIO) -> Written:
    """statements.csv: one row a statement."""
    return Written(write_table(selection.statements(), STATEMENT_COLUMNS, target, selection))
