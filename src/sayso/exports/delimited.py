"""Tables as CSV or tab-separated files, written row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TextIO, TypeVar

import msgspec

from sayso.exports.cells import DANGEROUS, flat, guarded, words_of_cell
from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Columns, names, tags
from sayso.ledger.records import EVENT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")


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
    count = 0
    with as_text(target) as out:
        write = _writer(out, style)
        write.writerows(head)
        values = [column.value for column in columns]
        for row in rows:
            write.writerow([_words(value(row), selection.raw, style.quoted) for value in values])
            count += 1
    return count


def _writer(out: TextIO, style: Style) -> Any:
    if style.quoted:
        return csv.writer(out, delimiter=style.delimiter, lineterminator="\n")
    return csv.writer(
        out, delimiter=style.delimiter, lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None, escapechar=None
    )


def _words(cell: object, raw: bool, quoted: bool) -> object:
    """A cell for the writer: numbers as they are, words guarded."""
    if type(cell) is str:
        if not quoted:
            cell = flat(cell)
        return cell if raw or cell[:1] not in DANGEROUS else guarded(cell)
    return words_of_cell(cell) if cell is None or cell is True or cell is False else cell


def events(selection: Selection, target: BinaryIO) -> Written:
    """events.csv: one row an event in sayso's own columns."""
    return Written(write_table(selection.dossiers(), EVENT_COLUMNS, target, selection))


def statements(selection: Selection, target: BinaryIO) -> Written:
    """statements.csv: one row a statement."""
    return Written(write_table(selection.statements(), STATEMENT_COLUMNS, target, selection))
