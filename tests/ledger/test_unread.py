"""Reports that could not be read are kept whole, with the reason, until a version reads them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from sayso.ledger import Ledger
from sayso.ledger.migrations import MIGRATIONS
from sayso.model import Reading, Report

FRENCH = Report(
    id="f1", text="Deux personnes ont été blessées lundi à Oran.", published="2025-03-03", url="https://wire.test/f1",
    sha256="ab" * 32, fetched="2025-03-03T09:00:00Z",
)  # fmt: skip


def test_what_is_set_aside_comes_back_whole_once(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        assert ledger.set_aside(FRENCH, "is in French (fr)")
        assert not ledger.set_aside(FRENCH, "is in French (fr)")
        assert list(ledger.unread_reports()) == [FRENCH]
        assert [(row.id, row.reason) for row in ledger.unread()] == [("f1", "is in French (fr)")]
        assert list(ledger.reports()) == []
        assert ledger.verify() == []


def test_what_is_read_later_is_unread_no_more(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.set_aside(FRENCH, "is in French (fr)")
        assert ledger.add(Reading(report=FRENCH, coder="later")).status == "added"
        assert list(ledger.unread()) == []
        assert not ledger.set_aside(FRENCH, "is in French (fr)")
        assert list(ledger._current_reports()) == [FRENCH]


def test_what_was_set_aside_is_never_changed(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        ledger.set_aside(FRENCH, "is in French (fr)")
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only: unread"):
        connection.execute("DELETE FROM unread")
    connection.close()


def test_a_ledger_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE migrations (number INTEGER PRIMARY KEY, at TEXT NOT NULL)")
    for command in MIGRATIONS[0]:
        connection.execute(command)
    connection.execute("INSERT INTO migrations VALUES (1, '2025-01-01T00:00:00Z')")
    connection.commit()
    connection.close()
    with Ledger(path) as ledger:
        ledger.add(Reading(report=FRENCH, coder="x"))
        assert [report.sha256 for report in ledger._current_reports()] == ["ab" * 32]
