"""Adding: once, whole or not at all, and never undone by anything but one more row."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import LedgerError
from sayso.ledger import Filters, Ledger
from sayso.ledger import schema as tables
from sayso.ledger.migrations import VERSION
from sayso.ledger.statements import report_key, statements_of
from sayso.model import Actor, Reading, Report, Span
from tests.ledger.made import Teller, many, raid, story


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.execute(query))
    finally:
        connection.close()


def printed(path: Path) -> list[str]:
    with Ledger(path) as ledger:
        return [msgspec.json.encode(line.to_dict()).decode() for line in ledger.events()]


def test_adding_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        first = ledger.add(raid().reading())
        again = ledger.add(raid().reading())
        assert ledger.known(raid().reading().report)
    assert (first.status, again.status) == ("added", "unchanged")
    assert first.statements == rows(path, "SELECT count(*) FROM statements")[0][0] > 0


def test_the_same_id_with_other_words_is_a_revision_and_both_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    revised = Teller("r1", "Gunmen attacked Ansongo on Monday.", published="2024-03-14T00:00:00Z")
    revised.event("attacked", place="Ansongo")
    with Ledger(path) as ledger:
        ledger.add(raid().reading())
        assert ledger.add(revised.reading()).status == "revised"
        assert [line.place.name for line in ledger.events() if line.place] == ["Ansongo"]
        before = list(ledger.events(as_of="2024-03-13"))
        assert [line.place.name for line in before if line.place] == ["Tessit"]
        assert [row.revision for row in ledger.reports()] == [2]
    assert rows(path, "SELECT revision FROM reports ORDER BY revision") == [(1,), (2,)]


@pytest.mark.parametrize("table", ["reports", "readings", "statements", "judgements"])
def test_the_database_itself_refuses_changes(tmp_path: Path, table: str) -> None:
    path = tmp_path / "l.db"
    with Ledger(path) as ledger:
        for reading in story():
            ledger.add(reading)
        one, two = list(ledger.events())[:2]
        ledger.merge(one.id, two.id, by="ada", why="a test")
    connection = sqlite3.connect(path)
    for command in (f"DELETE FROM {table}", f"UPDATE {table} SET number = number + 100"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(command)
    connection.close()


def test_broken_evidence_is_refused_by_the_code_and_by_the_database(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    reading = raid().reading()
    outside = Actor(id="a9", name="Nobody", kind="person", mentions=(Span(0, len(reading.text) + 5),))
    broken = msgspec.structs.replace(reading, actors=(*reading.actors, outside))
    with Ledger(path) as ledger:
        with pytest.raises(LedgerError, match="not in its text"):
            ledger.add(broken)
        assert list(ledger.reports()) == []
        ledger.add(reading)
    connection = sqlite3.connect(path)
    names = [column.name for column in tables.statements.columns if column.name != "number"]
    listed = ", ".join(f'"{name}"' for name in names)
    copied = ", ".join("'other'" if name == "id" else "'lies'" if name == "quote" else f'"{name}"' for name in names)
    with pytest.raises(sqlite3.IntegrityError, match="evidence"):
        connection.execute(f"INSERT INTO statements ({listed}) SELECT {copied} FROM statements LIMIT 1")
    connection.close()


words = st.text(
    alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=3, max_size=60
)


@settings(max_examples=60, deadline=None)
@given(words, st.data())
def test_evidence_is_exact_in_any_script(
    tmp_path_factory: pytest.TempPathFactory, said: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(said) - 1))
    end = data.draw(st.integers(start + 1, len(said)))
    actor = Actor(id="a1", name=said[start:end], kind="group", mentions=(Span(start, end),))
    reading = Reading(report=Report(id="x", text=said), actors=(actor,))
    with Ledger(tmp_path_factory.mktemp("ledger") / "l.db") as ledger:
        ledger.add(reading)
        kept = list(ledger.statements())
    assert [statement.quote for statement in kept] == [said[start:end]]


def test_ids_are_made_of_contents_not_of_the_order_of_adding(tmp_path: Path) -> None:
    for name, readings in (("a", story()), ("b", story()[::-1])):
        with Ledger(tmp_path / name) as ledger:
            for reading in readings:
                ledger.add(reading)
    ids = [sorted(rows(tmp_path / name, "SELECT id, entity, quote FROM statements")) for name in ("a", "b")]
    assert ids[0] == ids[1]
    assert {row[0] for row in ids[0]} == {s.id for reading in story() for s in statements_of(reading)}


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger(path).close()
    assert rows(path, "SELECT max(number) FROM migrations") == [(VERSION,)]
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migrations VALUES (999, '2030-01-01T00:00:00Z')")
    connection.commit()
    connection.close()
    with pytest.raises(LedgerError, match="newer sayso"):
        Ledger(path)


def test_what_is_no_ledger_is_refused_in_one_line(tmp_path: Path) -> None:
    other, junk = tmp_path / "other.db", tmp_path / "junk.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE things (x)")
    connection.commit()
    connection.close()
    junk.write_bytes(b"this is no database, only words" * 100)
    for path in (other, junk, tmp_path / "missing" / "l.db"):
        with pytest.raises(LedgerError) as caught:
            Ledger(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(LedgerError, match="no ledger here"):
        Ledger(tmp_path / "none.db", create=False)


def test_the_tables_are_what_the_code_thinks(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    Ledger(path).close()
    for table in tables.metadata.sorted_tables:
        there = [row[1] for row in rows(path, f"PRAGMA table_info({table.name})")]
        assert there == [column.name for column in table.columns], table.name


def _add_all(path: Path, readings: list[Reading]) -> None:
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)
        ledger.refresh()


def test_two_processes_adding_at_once_both_succeed(tmp_path: Path) -> None:
    path, readings = tmp_path / "l.db", many(24)
    Ledger(path).close()
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add_all, args=(path, half)) for half in (readings[::2], readings[1::2])]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    alone = tmp_path / "alone.db"
    _add_all(alone, readings)
    assert printed(path) == printed(alone)


def test_a_killed_adder_loses_at_most_the_report_in_hand(tmp_path: Path) -> None:
    path, readings = tmp_path / "l.db", many(60)
    Ledger(path).close()
    context = multiprocessing.get_context("fork")
    for _ in range(4):
        worker = context.Process(target=_add_all, args=(path, readings))
        before = rows(path, "SELECT count(*) FROM reports")[0][0]
        worker.start()
        while worker.is_alive() and rows(path, "SELECT count(*) FROM reports")[0][0] == before:
            pass
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        with Ledger(path) as ledger:
            assert ledger.verify() == []
            kept = {row.id: row.statements for row in ledger.reports()}
        by_id = {reading.report.id: reading for reading in readings}
        assert all(number == len(list(statements_of(by_id[name]))) for name, number in kept.items())
    _add_all(path, readings)
    alone = tmp_path / "alone.db"
    _add_all(alone, readings)
    assert printed(path) == printed(alone)


def test_stored_readings_come_back_as_they_were(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raid().reading())
        assert ledger.reading("r1") == raid().reading()
        with pytest.raises(LedgerError, match="no report 'r9'"):
            ledger.reading("r9")


def test_four_clocks(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raid().reading())
        toll = next(s for s in ledger.statements(Filters(text="six")) if s.property == "killed")
    assert (toll.event_start, toll.published) == ("2024-03-11", "2024-03-12T09:00:00Z")
    assert toll.ingested.endswith("Z") and toll.stated is None
    assert [voucher.name for voucher in toll.vouchers] == ["River Agency", "mayor"]
    assert toll.coder == "made 1" and toll.report_key == report_key(raid().reading().report)
