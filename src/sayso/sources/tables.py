"""Rows of named values -> reports, whichever kind of table they come from; and tables with a separator (CSV, TSV)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sayso.errors import SettingsError, UnreadableError
from sayso.model import Report
from sayso.sources.dates import read_date
from sayso.sources.inputs import LARGEST, Input, Outcome, bounded_lines

FIELDS = ("id", "text", "published", "title", "url", "publisher", "language")
"""The fields of a report that a row can hold."""

_SEPARATORS = ",;\t|"


def columns_of(told: str | None) -> dict[str, str]:
    """`text=body,published=date` as a table. Raises SettingsError for other words and unknown fields."""
    made: dict[str, str] = {}
    for pair in filter(None, (told or "").split(",")):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column or field not in FIELDS:
            raise SettingsError(
                f"--map is {told!r}; write FIELD=COLUMN, with commas between; fields are {', '.join(FIELDS)}"
            )
        made[field] = column
    return made


def placed(names: Sequence[str], columns: Mapping[str, str], where: str) -> dict[str, str]:
    """Field -> the column that holds it. Raises UnreadableError where the text's or a named one is missing."""
    known = {name.strip().lower(): name for name in reversed(names)}
    found = {field: known[field] for field in FIELDS if field in known}
    listed = ", ".join(name.strip()[:40] for name in names[:20]) or "none"
    for field, column in columns.items():
        if column.lower() not in known:
            raise UnreadableError(where, f"has no column {column!r}; its columns are {listed}")
        found[field] = known[column.lower()]
    if "text" not in found:
        raise UnreadableError(where, f"has no column for the text; name one with --map text=COLUMN, of {listed}")
    return found


def report_of(row: Mapping[str, Any], fields: Mapping[str, str], where: str) -> Report:
    """The report of a row; named by its place where it has no id. Raises UnreadableError."""
    return made({field: _words(row.get(column)) for field, column in fields.items()}, where)


def made(values: dict[str, str | None], where: str) -> Report:
    """The report of these values by field; named by its place where it has no id. Raises UnreadableError."""
    text = values.pop("text", None)
    if not text or not text.strip():
        raise UnreadableError(where, "has no text")
    if given := values.get("published"):
        values["published"] = read_date(given)
        if values["published"] is None:
            reason = f'"published" is {given[:40]!r}; write the day as 2024-10-23'
            raise UnreadableError(where, reason)
    return Report(**{"id": values.pop("id", None) or where, "text": text, **values})  # type: ignore[arg-type]


def _words(value: Any) -> str | None:
    if type(value) is str:
        return value or None
    if value is None or value != value:  # NaN is how some tables say that a cell is empty
        return None
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) or None


def read_csv(given: Input) -> Iterator[Outcome]:
    """One outcome a row below the headings; the separator is that of the headings."""
    csv.field_size_limit(LARGEST)  # the module's own limit, of a process, is too low for long reports
    lines = _decoded(given)
    first = next(lines, "")
    if not first.strip():
        raise UnreadableError(given.where, "is empty")
    separator = "\t" if ".tsv" in given.where.lower() else max(_SEPARATORS, key=first.count)
    names = next(csv.reader([first], delimiter=separator))
    fields = placed(names, given.options.columns, given.where)
    rows = csv.reader(lines, delimiter=separator)
    places = [(field, names.index(column)) for field, column in fields.items()]
    try:
        for number, row in enumerate(rows, 2):
            if row and not given.passing.take():
                yield _outcome(row, places, f"{given.where}:{number}")
    except csv.Error as error:
        said = f"is no table from here on ({error}); is a quotation mark left open?"
        raise UnreadableError(f"{given.where}:{rows.line_num + 1}", said) from error


def _outcome(row: Sequence[str], places: Sequence[tuple[str, int]], where: str) -> Outcome:
    width = len(row)
    try:
        return made({field: row[place] or None for field, place in places if place < width}, where)
    except UnreadableError as error:
        return error


def outcome(row: Mapping[str, Any], fields: Mapping[str, str], where: str) -> Outcome:
    """The report of a row, or why it is none."""
    try:
        return report_of(row, fields, where)
    except UnreadableError as error:
        return error


def _decoded(given: Input) -> Iterator[str]:
    for number, line in enumerate(bounded_lines(given.stream, LARGEST), 1):
        if line is None:
            raise UnreadableError(f"{given.where}:{number}", f"the line is longer than {LARGEST >> 20} MiB")
        if b"\0" in line:
            raise UnreadableError(f"{given.where}:{number}", "is binary, not text")
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            reason = f"is not UTF-8 ({error.reason}); convert it with iconv"
            raise UnreadableError(f"{given.where}:{number}", reason) from error
