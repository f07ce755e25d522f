"""`sayso export` as a user runs it."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from sayso.cli import main
from sayso.exports.formats import FORMATS
from tests.exports.made import fill


class Done(NamedTuple):
    """What the command printed, and its exit code."""

    code: int
    out: bytes
    err: str


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("export") / "news.db")


def run(*arguments: str | Path) -> Done:
    out, err, argv = io.BytesIO(), io.StringIO(), sys.argv
    printed = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    sys.argv = ["sayso", "export", *map(str, arguments)]
    try:
        with redirect_stdout(printed), redirect_stderr(err), pytest.raises(SystemExit) as ended:
            main()
        printed.flush()
        return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())
    finally:
        sys.argv = argv
        printed.detach()


def test_the_table_alone_is_on_standard_output(ledger: Path) -> None:
    done = run(ledger, "--format", "acled", "--country", "ML", "--since", "2024-03-12")
    rows = list(csv.DictReader(io.StringIO(done.out.decode())))
    assert {row["location"] for row in rows} == {"Ansongo", "Kidal"}
    assert done.code == 0
    assert (
        done.err
        == "acled: 2 rows; left out: 1 of type DISASTER, which ACLED does not code, 1 that had not happened (planned)\n"
    )


def test_a_file_appears_whole_or_not_at_all(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "news.xlsx"
    done = run(ledger, "--format", "xlsx", "-o", target)
    assert (done.code, done.out) == (0, b"")
    assert done.err.startswith(f"{target}: ")
    assert openpyxl.load_workbook(target).sheetnames == ["events", "statements", "sources"]
    assert run(ledger, "--format", "events.csv", "--policy", "guess", "-o", tmp_path / "other.csv").code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["news.xlsx"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(ledger: Path, name: str) -> None:
    done = run(ledger, "--format", name)
    assert done.code == 0, done.err
    assert done.out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--format", "csv"), 2, "no format 'csv'; there are: events.csv, events.parquet"),
        (("--format", "gdelt", "--hxl"), 2, "gdelt has no HXL tags"),
        (("--as-of", "soon"), 2, "as of 'soon'"),
        (("--since", "2024-13-01"), 2, "'2024-13-01' is no day"),
        (("--policy", "guess"), 2, "no policy 'guess'"),
    ],
)
def test_mistakes_get_one_plain_line(ledger: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(ledger, *arguments)
    assert done.code == code
    assert words in done.err
    assert "Traceback" not in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == b""


def test_a_missing_ledger_is_not_made(tmp_path: Path) -> None:
    done = run(tmp_path / "none.db", "--format", "events.csv")
    assert done.code == 1
    assert "there is no ledger here" in done.err
    assert not list(tmp_path.iterdir())


def test_the_formats_are_listed(ledger: Path) -> None:
    done = run(ledger, "--format", "help")
    assert [line.split()[0] for line in done.out.decode().splitlines()] == list(FORMATS)


def test_raw_and_hxl(ledger: Path) -> None:
    lines = run(ledger, "--raw", "--hxl").out.decode().splitlines()
    assert lines[1].startswith("#event+id,#event+type")
    assert any(',"=HYPERLINK' in line for line in lines)


def test_a_closed_pipe_is_nothing_wrong(ledger: Path) -> None:
    command = f"{sys.executable} -m sayso export {ledger} --format statements.jsonl | head -c 5"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=120)
    assert (done.stdout, done.stderr) == ('{"id"', "")
