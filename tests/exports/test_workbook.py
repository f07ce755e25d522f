"""The workbook as another library reads it."""

from __future__ import annotations

import io
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from sayso.exports.workbook import Book, inline, letter_of
from sayso.ledger import Ledger
from sayso.ledger.columns import Column
from tests.exports.made import EVIL, exported

pytestmark = pytest.mark.filterwarnings("error")


def opened(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_there_is_a_sheet_each_for_events_statements_and_sources(ledger: Ledger) -> None:
    book = opened(exported(ledger, "xlsx")[0])
    assert book.sheetnames == ["events", "statements", "sources"]
    assert book["events"].max_row == len(list(ledger.events)) + 1
    assert book["statements"].max_row == len(list(ledger.statements())) + 1
    assert book["sources"].max_row == len(list(ledger.reports())) + 1


def test_numbers_are_numbers_and_words_are_words(ledger: Ledger) -> None:
    sheet = opened(exported(ledger, "xlsx")[0])["events"]
    head = [cell.value for cell in sheet[1]]
    rows = [dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2)]
    raid = next(row for row in rows if row["place"].value == "Tessit")
    assert (raid["killed"].value, raid["killed"].data_type) == (9, "n")
    assert (raid["start"].value, raid["lat"].value) == ("2024-03-11", 15.42)
    assert raid["mode"].value is None
    assert all(cell.font.b for cell in sheet[1])
    assert sheet.freeze_panes == "A2"


def test_no_cell_is_a_formula(ledger: Ledger) -> None:
    book = opened(exported(ledger, "xlsx")[0])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    evil = [cell for cell in cells if cell.value == EVIL]
    assert evil
    assert {cell.data_type for cell in evil} <= {"s", "inlineStr"}


def made_of(words: list[str], most: int = 1_048_576) -> bytes:
    target = io.BytesIO()
    with ZipFile(target, "w") as package:
        book = Book(package, most)
        book.add("words", words, [Column("word", lambda word: word, "a word")])
        book.finish()
    return target.getvalue()


def test_a_full_sheet_goes_on_in_another() -> None:
    book = opened(made_of([f"w{n}" for n in range(9)], most=5))
    assert book.sheetnames == ["words", "words 2", "words 3"]
    assert [cell.value for sheet in book for (cell,) in sheet.iter_rows(min_row=2)] == [f"w{n}" for n in range(9)]
    assert opened(made_of([f"w{n}" for n in range(4)], most=5)).sheetnames == ["words"]


def test_marks_of_xml_controls_and_length_are_kept_or_cut() -> None:
    words = ["<r><t>x</t></r>", "a & b", "_x0041_", " lead", "line\nbreak", "y" * 40_000, "😀" * 20_000]
    found = [cell.value for (cell,) in opened(made_of(words)).active.iter_rows(min_row=2)]
    assert found[:2] + found[3:5] == words[:2] + words[3:5]
    assert found[2] == "_x005F_x0041_"  # as the standard marks it; Excel shows _x0041_
    assert len(found[5]) == 32_767
    assert len(found[6].encode("utf-16-le")) <= 2 * 32_767
    assert "_x0007_" in inline("bell\x07")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), max_size=5))
def test_words_come_back_as_they_were(words: list[str]) -> None:
    found = (
        [cell.value for (cell,) in opened(made_of(words)).active.iter_rows(min_row=2, max_row=1 + len(words))]
        if words
        else []
    )
    assert found == [word for word in words if word not in ("\ufffe", "\uffff")] or any(
        c in w for w in words for c in "\ufffe\uffff"
    )


def test_letters_of_columns() -> None:
    assert [letter_of(n) for n in range(0, 800, 13)] == [get_column_letter(n + 1) for n in range(0, 800, 13)]
