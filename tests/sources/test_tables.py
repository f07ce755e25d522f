"""Tables and JSON: which columns hold what, and what becomes of rows that are no reports."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pyarrow
import pytest
from pyarrow import parquet

from sayso.errors import SettingsError
from sayso.model import Report
from sayso.sources import Options
from sayso.sources.tables import columns_of
from tests.sources.made import PARAGRAPHS, SENTENCE, complaint, only, read, written

MAPPED = Options(columns={"text": "body", "published": "date"})


def test_a_table_with_our_own_names_needs_no_mapping(tmp_path: Path) -> None:
    words = 'Id,Title,Text,published,publisher\nr1,Bus,"Two ""hurt"",\nnear Kullu.",2025-03-04,Hill Wire\n'
    report = only(written(tmp_path, "a.csv", b"\xef\xbb\xbf" + words.encode()))
    assert report == Report(
        id="r1", title="Bus", text='Two "hurt",\nnear Kullu.', published="2025-03-04", publisher="Hill Wire"
    )


@pytest.mark.parametrize(
    ("name", "separator"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "|"), ("a.tsv", "\t"), ("a.csv", "\t")]
)
def test_columns_are_mapped_and_the_separator_is_worked_out(tmp_path: Path, name: str, separator: str) -> None:
    rows = [
        ("date", "body", "n"),
        ("4 March 2025", "Two hurt.", "1"),
        ("03/25/2025", "One hurt.", "2"),
        ("", "None hurt.", "3"),
    ]
    path = written(tmp_path, name, "\n".join(separator.join(row) for row in rows))
    found = [report for report in read(path, MAPPED) if isinstance(report, Report)]
    assert [(r.text, r.published) for r in found] == [
        ("Two hurt.", "2025-03-04"),
        ("One hurt.", "2025-03-25"),
        ("None hurt.", None),
    ]
    assert [report.id for report in found] == [f"{path}:{n}" for n in (2, 3, 4)]


def test_rows_that_are_no_reports_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a.csv", "body,date\nOne.,2025-03-04\n,2025-03-04\nTwo.,03/04/2025\nThree.\n\nFour.,2025-03-04,more\n"
    )
    found = read(path, MAPPED)
    assert [report.text for report in found if isinstance(report, Report)] == ["One.", "Three.", "Four."]
    said = [str(error).removeprefix(f"{path}:") for error in found if not isinstance(error, Report)]
    assert said == ["3: has no text", "4: \"published\" is '03/04/2025'; write the day as 2024-10-23"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "name one with --map text=COLUMN, of a, b"),
        (b"body\nx\n", "has no column 'date'; its columns are body"),
        (b"body,date\nM\xe1laga,\n", "a.csv:2: is not UTF-8"),
        (b"body,date\n\0\0,\n", "a.csv:2: is binary"),
        (b'body,date\n"open,2025-03-04\n' + (b"x" * 5_000_000 + b"\n") * 5, "is a quotation mark left open?"),
    ],
)
def test_what_is_no_table_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    options = MAPPED if b"body" in data else None
    assert reason in complaint(written(tmp_path, "a.csv", data), options)


@pytest.mark.parametrize("told", ["text", "text=", "words=body", "text:body", "=body"])
def test_a_wrong_mapping_is_refused(told: str) -> None:
    with pytest.raises(SettingsError, match="write FIELD=COLUMN"):
        columns_of(told)
    assert columns_of(" text = body , published=date") == {"text": "body", "published": "date"}
    assert columns_of(None) == {}


def test_json_lines_are_mapped_too(tmp_path: Path) -> None:
    lines = [json.dumps({"body": "Two hurt.", "date": "4 March 2025", "key": 1}), json.dumps({"body": "One hurt."})]
    first, second = read(written(tmp_path, "a.jsonl", "\n".join(lines)), MAPPED)
    assert isinstance(first, Report)
    assert (first.text, first.published) == ("Two hurt.", "2025-03-04")
    assert "has no column 'date'" in str(second)


def test_parquet_tables_give_their_rows(tmp_path: Path) -> None:
    day = datetime.date(2025, 3, 4)
    moment = datetime.datetime(2025, 3, 4, 8, 30, tzinfo=datetime.UTC)
    table = pyarrow.table(
        {
            "body": [f"{SENTENCE}{n}" for n in range(100)] + [None],
            "date": [moment] * 101,
            "id": list(range(101)),
            "day": [day] * 101,
        }
    )
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path, row_group_size=30)
    found = read(path, MAPPED)
    assert [report.id for report in found[:100] if isinstance(report, Report)] == [str(n) for n in range(100)]
    assert found[3] == Report(id="3", text=f"{SENTENCE}3", published="2025-03-04T08:30:00+00:00")
    assert str(found[100]) == f"{path}:101: has no text"
    days = Options(columns={"text": "body", "published": "day"})
    assert {report.published for report in read(path, days) if isinstance(report, Report)} == {"2025-03-04"}
    assert "is no Parquet table" in complaint(written(tmp_path, "b.parquet", path.read_bytes()[:-100]), MAPPED)


NINJS = {
    "uri": "https://hill.test/n/1", "type": "text", "pubstatus": "usable", "language": "en-IN", "headline": "Bus leaves road",
    "firstcreated": "2025-03-04T08:00:00Z", "versioncreated": "2025-03-04T08:30:00+05:30", "copyrightholder": "Hill Wire",
    "body_xhtml": f"<p>{PARAGRAPHS[0]}</p><p>READ MORE: x</p><p>{PARAGRAPHS[1]}</p>",
}  # fmt: skip


def test_a_ninjs_item_is_a_report(tmp_path: Path) -> None:
    assert only(written(tmp_path, "a.json", json.dumps(NINJS))) == Report(
        id="https://hill.test/n/1", url="https://hill.test/n/1", text="\n\n".join(PARAGRAPHS[:2]), title="Bus leaves road",
        published="2025-03-04T08:30:00+05:30", publisher="Hill Wire", language="en",
    )  # fmt: skip


def test_later_ninjs_keeps_its_words_elsewhere(tmp_path: Path) -> None:
    item = {
        "uri": "urn:1", "standard": {"name": "ninjs", "version": "3.0"}, "versionCreated": "2025-03-04T08:30:00Z",
        "headlines": [{"role": "main", "value": "Bus leaves road"}], "infosources": [{"name": "Hill Wire"}],
        "bodies": [{"role": "caption", "value": "A bus"}, {"role": "main", "contentType": "text/html", "value": f"<p>{SENTENCE}</p>"}],
    }  # fmt: skip
    report = only(written(tmp_path, "a.ninjs", json.dumps(item)))
    assert (report.text, report.title, report.publisher) == (SENTENCE.strip(), "Bus leaves road", "Hill Wire")
    assert (report.published, report.url) == ("2025-03-04T08:30:00Z", None)


def test_lists_of_items_and_of_our_own_reports_are_read(tmp_path: Path) -> None:
    items = [
        NINJS,
        {"id": "r1", "text": "Two hurt."},
        {"uri": "urn:2", "body_text": "A\nB", "pubstatus": "canceled"},
        5,
        {"a": 1},
    ]
    path = written(tmp_path, "a.json", json.dumps({"items": items}))
    found = read(path)
    assert [report.id for report in found if isinstance(report, Report)] == ["https://hill.test/n/1", "r1"]
    assert [str(error).removeprefix(f"{path}:") for error in found[2:]] == [
        "3: is not for use (pubstatus canceled)", "4: is JSON, but no ninjs item and no report", "5: is JSON, but no ninjs item and no report",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("[]", "is an empty list"),
        ("{}", "is JSON, but"),
        ("[" * 100_000, "is not JSON"),
        ("{", "is not JSON"),
        ('{"uri": "u", "headline": "x"}', "has no text"),
    ],
)
def test_json_of_another_kind_says_so(tmp_path: Path, words: str, reason: str) -> None:
    assert reason in complaint(written(tmp_path, "a.json", words))
