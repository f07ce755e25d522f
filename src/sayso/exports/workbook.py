"""Excel: a sheet each of events, statements and sources, written row by row. Words are never formulas.

Office Open XML (ECMA-376, part 1): a package of a few fixed parts and a part a sheet, whose rows go straight into the zip.
A library that keeps cells as objects needs minutes for the statements of 100,000 events.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, BinaryIO, TypeVar
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from sayso.exports.selection import Selection, Written
from sayso.ledger.columns import Column, Columns
from sayso.ledger.records import EVENT_COLUMNS, REPORT_COLUMNS, STATEMENT_COLUMNS

R = TypeVar("R")

ROWS = 1_048_576
"""Excel's sheets have no more rows; what is over goes on another sheet of the same name with a number."""

CHARACTERS = 32_767
"""Excel's cells hold no more UTF-16 units."""

BATCH = 1_000

_EVENT_WORDS = frozenset({"tallies"})
_STATEMENT_WORDS = frozenset({
    "entity", "value_json", "vouchers_json", "report_key", "ingested", "coder", "speaker_role", "start", "end",
})  # fmt: skip
_REPORT_WORDS = frozenset({"key"})
"""Columns for programs, which the sheets do without; `statements.parquet` has them all."""

_NUMBERS = frozenset({"whole", "number"})
_MARKED = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

STYLES = (
    f'{_DECLARED}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/>'
    '<sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/>'
    '</border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" '
    'borderId="0" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)
_SHEET_HEAD = (
    f'{_DECLARED}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_SHEET_TAIL = "</sheetData></worksheet>"


def write(selection: Selection, target: BinaryIO) -> Written:
    """The workbook. `statements` are those of the events that fit; a cell holds at most Excel's 32,767 characters."""
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1) as package:
        book = Book(package)
        events = book.add("events", selection.dossiers(), _shown(EVENT_COLUMNS, _EVENT_WORDS))
        book.add("statements", selection.statements(), _shown(STATEMENT_COLUMNS, _STATEMENT_WORDS))
        book.add("sources", selection.reports(), _shown(REPORT_COLUMNS, _REPORT_WORDS))
        book.finish()
    return Written(events)


def _shown(columns: Columns[R], without: frozenset[str]) -> list[Column[R]]:
    return [column for column in columns if column.name not in without]


class Book:
    """A workbook under way: sheets of at most so many rows as they are added, the parts that list them at the end."""

    def __init__(self, package: ZipFile, most: int = ROWS) -> None:
        self.package, self.most, self.names = package, most, list[str]()

    def add(self, name: str, rows: Iterable[R], columns: Columns[R]) -> int:
        """Add a table; the number of its rows."""
        waiting, count, sheets = iter(rows), 0, 0
        while True:
            sheets += 1
            held = self._sheet(name if sheets == 1 else f"{name} {sheets}", islice(waiting, self.most - 1), columns)
            count += held
            after = list(islice(waiting, 1)) if held == self.most - 1 else []
            if not after:
                return count
            waiting = chain(after, waiting)

    def _sheet(self, name: str, rows: Iterator[R], columns: Columns[R]) -> int:
        self.names.append(name)
        letters = [letter_of(place) for place in range(len(columns))]
        count = 0
        with self.package.open(f"xl/worksheets/sheet{len(self.names)}.xml", "w", force_zip64=True) as part:
            part.write(_SHEET_HEAD.encode())
            part.write(_head(columns, letters).encode())
            while batch := list(islice(rows, BATCH)):
                part.write(_rows(columns, letters, batch, count + 2).encode())
                count += len(batch)
            part.write(_SHEET_TAIL.encode())
        return count

    def finish(self) -> None:
        """Write the parts that name the sheets."""
        numbers = range(1, len(self.names) + 1)
        sheets = "".join(
            f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, self.names, strict=True)
        )
        ties = "".join(
            f'<Relationship Id="rId{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
            for n in numbers
        )
        ties += f'<Relationship Id="rId{len(self.names) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        types = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_OFFICE}.worksheet+xml"/>' for n in numbers
        )
        for name, words in (
            ("xl/styles.xml", STYLES),
            (
                "xl/workbook.xml",
                f'{_DECLARED}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>',
            ),
            ("xl/_rels/workbook.xml.rels", _relations(ties)),
            (
                "_rels/.rels",
                _relations(f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'),
            ),
            ("[Content_Types].xml", _types(types)),
        ):
            self.package.writestr(name, words)


def _relations(ties: str) -> str:
    return f'{_DECLARED}<Relationships xmlns="{_PACKAGE}/relationships">{ties}</Relationships>'


def _types(sheets: str) -> str:
    return (
        f'{_DECLARED}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/>{sheets}</Types>'
    )


def _head(columns: Columns[Any], letters: list[str]) -> str:
    cells = zip(letters, (inline(column.name) for column in columns), strict=True)
    return '<row r="1">' + "".join(f'<c r="{letter}1" s="1"{cell}' for letter, cell in cells) + "</row>"


def _rows(columns: Columns[R], letters: list[str], rows: list[R], first: int) -> str:
    """The rows from number `first` on: worked out column by column."""
    numbers = [str(number) for number in range(first, first + len(rows))]
    starts = [f'<row r="{number}">' for number in numbers]
    cells = [_cells(column, rows, letter, numbers) for column, letter in zip(columns, letters, strict=True)]
    told = map("".join, zip(starts, *cells, strict=True))
    return "</row>".join(told) + "</row>"


def _cells(column: Column[R], rows: list[R], letter: str, numbers: list[str]) -> list[str]:
    """The column's cells with address, type and value; "" for a blank."""
    values: list[Any] = list(map(column.value, rows))
    start = f'<c r="{letter}'
    both = zip(numbers, values, strict=True)
    if column.kind in _NUMBERS:
        return ["" if value is None else f'{start}{at}"><v>{value}</v></c>' for at, value in both]
    if not _plain([value or "" for value in values]):
        return [f'{start}{at}"{inline(value)}' if value else "" for at, value in both]
    return [f'{start}{at}" t="inlineStr"><is><t>{value}</t></is></c>' if value else "" for at, value in both]


def _plain(words: list[str]) -> bool:
    """Whether all of them can stand as they are; asked of a thousand at once, since most columns are plain throughout."""
    whole = "|".join(words)
    marked = any(mark in whole for mark in ("&", "<", ">", "_x", " |", "| ")) or whole[:1] == " " or whole[-1:] == " "
    return whole.isprintable() and not marked and max(map(len, words), default=0) <= CHARACTERS // 2


def inline(words: str) -> str:
    """Words as an inline string, whatever they begin with."""
    if len(words) > CHARACTERS // 2:
        words = words.encode("utf-16-le", "replace")[: 2 * CHARACTERS].decode("utf-16-le", "ignore")
    if _MARKED.search(words):
        words = escape(_MARKED.sub(_marked, words))
    space = ' xml:space="preserve"' if words[0].isspace() or words[-1].isspace() or "\n" in words else ""
    return f' t="inlineStr"><is><t{space}>{words}</t></is></c>'


def _marked(found: re.Match[str]) -> str:
    """A character that XML has not, as Excel writes it; what looks like such a mark, so that it is read as it stands."""
    words = found.group()
    if words in "&<>":
        return words
    return f"_x005F{words}" if len(words) > 1 else f"_x{ord(words):04X}_"


def letter_of(place: int) -> str:
    """A column's letters, from 0 on: A to Z, then AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
