"""Excel: a sheet each of events, statements and sources, written row by row. Words are never formulas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, TypeVar

import xlsxwriter  # type: ignore[import-untyped]

from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Columns
from sayso.ledger.records import EVENT_COLUMNS, REPORT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")

ROWS = 1_048_576
"""Excel's sheets have no more rows; what is over goes on another sheet of the same name with a number."""

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_MACHINE = frozenset(
    {"entity", "value_json", "vouchers_json", "report_key", "ingested", "coder", "speaker_role", "key"}
)
"""Columns for programs, which the sheets do without; `statements.parquet` has them all."""

_NUMBERS = frozenset({"whole", "number"})


def write(selection: Selection, target: BinaryIO) -> Written:
    """The workbook. `statements` are those of the events that fit; a cell holds at most Excel's 32,767 characters."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        bold = book.add_format({"bold": True})
        events = _fill(book, "events", selection.dossiers(), EVENT_COLUMNS, bold)
        shown = [column for column in STATEMENT_COLUMNS if column.name not in _MACHINE]
        _fill(book, "statements", selection.statements(), shown, bold)
        reports = [column for column in REPORT_COLUMNS if column.name not in _MACHINE]
        _fill(book, "sources", selection.reports(), reports, bold)
    return Written(events)


def _fill(book: Any, name: str, rows: Iterable[R], columns: Columns[R], bold: Any) -> int:
    sheet, at, count, sheets = _sheet(book, name, columns, bold), 0, 0, 1
    values = [(place, column.value, column.kind in _NUMBERS) for place, column in enumerate(columns)]
    for row in rows:
        at += 1
        if at == ROWS:
            sheets += 1
            sheet, at = _sheet(book, f"{name} {sheets}", columns, bold), 1
        text, number = sheet.write_string, sheet.write_number
        for place, value, numeric in values:
            cell: Any = value(row)
            if cell is not None and cell != "":
                (number if numeric else text)(at, place, cell)
        count += 1
    return count


def _sheet(book: Any, name: str, columns: Columns[Any], bold: Any) -> Any:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, bold)
    return sheet
