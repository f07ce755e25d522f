"""Adding whole folders of sources to a ledger: tables, other languages, and runs that are broken off."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.cli.adding import Adding, state_path
from sayso.ledger import Ledger
from sayso.model import Reading, Report
from sayso.sources import Options
from sayso.sources.state import State
from tests.cli.test_commands import STORY, run
from tests.cli.test_watch import FRENCH

RULES = ("--claims", "rules")


def test_a_table_is_read_with_its_columns_mapped(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f'key,date,body\nr1,3 May 2025,"{STORY}"\nr2,3 May 2025,\n', encoding="utf-8")
    done = run("read", "a.csv", "--map", "id=key,text=body,published=date", "--format", "jsonl", *RULES, cwd=tmp_path)
    assert done.stderr == "sayso: a.csv:3: has no text\n"
    (reading,) = map(json.loads, done.stdout.splitlines())
    assert (reading["report"]["id"], reading["report"]["published"]) == ("r1", "2025-05-03")
    wrong = run("read", "a.csv", "--map", "words=body", cwd=tmp_path)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "fields are id, text, published" in wrong.stderr


def test_other_languages_are_kept_as_unread(tmp_path: Path) -> None:
    lines = [
        {"id": "en", "text": STORY, "published": "2025-05-03"},
        {"id": "fr", "text": " ".join(FRENCH), "published": "2025-05-03"},
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    read = run("read", "a.jsonl", "--format", "jsonl", *RULES, cwd=tmp_path)
    assert [json.loads(line)["report"]["id"] for line in read.stdout.splitlines()] == ["en"]
    assert (read.returncode, read.stderr) == (0, "sayso: fr: is in French (fr), which this version does not read\n")
    for _ in range(2):
        added = run("ledger", "add", "a.jsonl", "--ledger", "l.db", *RULES, cwd=tmp_path)
        assert added.returncode == 0
        assert "1 in another language set aside" in added.stderr
    listed = run("ledger", "unread", "--ledger", "l.db", "--format", "jsonl", cwd=tmp_path).stdout.splitlines()
    assert [(row["id"], row["reason"]) for row in map(json.loads, listed)] == [
        ("fr", "is in French (fr), which this version does not read")
    ]
    with Ledger(tmp_path / "l.db") as ledger:
        assert [report.text for report in ledger.unread_reports()] == [" ".join(FRENCH)]


def test_a_fault_is_told_beside_another_language(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "fr", "text": " ".join(FRENCH)}), "{"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for command in (("read", "a.jsonl"), ("ledger", "add", "a.jsonl", "--ledger", "l.db")):
        done = run(*command, *RULES, cwd=tmp_path)
        assert done.returncode == 1
        assert "a.jsonl:2" in done.stderr
    assert "1 in another language set aside, 1 could not be read" in done.stderr


def test_a_later_version_reads_what_an_earlier_one_set_aside(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.set_aside(Report(id="en", text=STORY, published="2025-05-03"), "quantities failed")
    done = run("ledger", "recode", "--ledger", "l.db", *RULES, cwd=tmp_path)
    assert "1 read for the first time" in done.stderr
    assert run("ledger", "unread", "--ledger", "l.db", "--format", "jsonl", cwd=tmp_path).stdout == ""


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"id": f"r{n}", "text": STORY}) for n in range(5)), encoding="utf-8")
    with pytest.raises(KeyboardInterrupt), Ledger(tmp_path / "l.db") as ledger, Adding(ledger) as adding:
        assert adding.resumed(Options(), [str(tmp_path)]).done == {}
        for n in range(3):
            adding.add(Reading(report=Report(id=f"r{n}", text=STORY), coder="x"))
            adding.settled((str(path), n + 1))
        raise KeyboardInterrupt
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    other = run("ledger", "add", str(tmp_path / "b.txt"), "--ledger", str(tmp_path / "l.db"), *RULES)
    assert "goes on" not in other.stderr
    done = run("ledger", "add", str(path), "--ledger", str(tmp_path / "l.db"), *RULES)
    assert f"{path}: goes on after 3 reports" in done.stderr
    assert "2 added" in done.stderr
    assert "unchanged" not in done.stderr
    again = run("ledger", "add", str(path), "--ledger", str(tmp_path / "l.db"), *RULES)
    assert "0 added, 5 unchanged" in again.stderr


def test_a_bookmark_of_a_file_that_has_changed_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("One.", encoding="utf-8")
    with State(state_path(tmp_path / "l.db")) as state:
        state.mark(str(path), 1)
        assert state.bookmarks() == {str(path): 1}
        path.write_text("One, two.", encoding="utf-8")
        assert state.bookmarks() == {}
