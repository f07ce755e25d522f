"""Corrections, blanks filled, remarks and judged pairs: rows like any other, undone to the byte."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.errors import LedgerError, SettingsError
from sayso.ledger import Filters, Ledger
from sayso.ledger.given import typed_value
from sayso.ledger.statements import Tally, When, Where, Who, Words
from tests.ledger.made import story


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "l.db")
    for reading in story():
        made.add(reading)
    return made


def everything(ledger: Ledger) -> list[str]:
    made = [line.to_dict() for line in ledger.events()] + [line.to_dict() for line in ledger.tallies("majority")]
    return [msgspec.json.encode(line).decode() for line in made]


def nine(ledger: Ledger) -> str:
    return next(s.id for s in ledger.statements(Filters(text="nine")) if s.property == "killed")


def test_a_corrected_number_counts_and_its_voucher_stays(ledger: Ledger) -> None:
    before = everything(ledger)
    row = ledger.correct(nine(ledger), Tally(low=8, best=8, high=8), by="ada", why="misread")
    killed = next(line for line in ledger.tallies("airwars_min_max") if line.role == "killed")
    assert {(used.number, used.speaker) for used in killed.used} == {(8, "clinic"), (7, "mayor")}
    assert nine(ledger) in {statement.id for statement in ledger.statements()}
    assert ledger.verify() == []
    ledger.undo(row.id, by="ada")
    assert everything(ledger) == before


def test_a_corrected_place_stands_alone(ledger: Ledger) -> None:
    place = next(s for s in ledger.statements() if s.property == "place" and s.report == "r4")
    ledger.correct(place.id, Where(name="Santa Cruz"), by="ada")
    line = next(line for line in ledger.events() if line.type == "PROTEST")
    assert line.place is not None and line.place.name == "Santa Cruz"


def test_a_blank_is_filled_on_words_of_the_report(ledger: Ledger) -> None:
    march = next(line for line in ledger.events() if line.type == "PROTEST")
    mention = march.mentions[0]
    telling = f"{mention.report}:{mention.span[0]}-{mention.span[1]}"
    row = ledger.fill(telling, "topic", Words(text="fuel"), (0, 4), by="ada")
    told = [s for s in ledger.statements(event=march.id) if s.property == "topic"]
    assert [(s.quote, s.start, s.end, s.coder) for s in told] == [("Some", 0, 4, "corrected by ada")]
    ledger.undo(row.id, by="ada")
    assert not [s for s in ledger.statements(event=march.id) if s.property == "topic"]
    with pytest.raises(LedgerError, match="no span"):
        ledger.fill(telling, "topic", Words(text="fuel"), (5, 5_000), by="ada")


def test_corrections_outlive_a_newer_coder(ledger: Ledger) -> None:
    ledger.correct(nine(ledger), Tally(low=8, best=8, high=8), by="ada")
    by_id = {reading.report.id: reading for reading in story()}
    list(ledger.recode(lambda report: msgspec.structs.replace(by_id[report.id], coder="made 2")))
    killed = next(line for line in ledger.tallies("airwars_min_max") if line.role == "killed")
    assert {used.number for used in killed.used} == {8, 7}


def test_a_remark_changes_nothing_else(ledger: Ledger) -> None:
    before, event = everything(ledger), next(iter(ledger.events())).id
    ledger.comment(event, by="ada", why="ask again")
    ledger.note("r1", (0, 6), by="ada", why="checked")
    assert everything(ledger) == before
    assert [(row.kind, row.why) for row in ledger.judgements()] == [("comment", "ask again"), ("comment", "checked")]
    with pytest.raises(LedgerError):
        ledger.note("r9", (0, 6), by="ada", why="checked")


def test_pairs_are_judged_whichever_comes_first(ledger: Ledger) -> None:
    at = {line.mentions[0].report: line.mentions[0] for line in ledger.events()}
    names = [f"{name}:{at[name].span[0]}-{at[name].span[1]}" for name in ("r3", "r4")]
    ledger.judge_pair(names[0], names[1], True, by="ada")
    joined = next(line for line in ledger.events() if {m.report for m in line.mentions} >= {"r3", "r4"})
    ledger.judge_pair(names[1], names[0], False, by="bo")
    assert joined.id not in {line.id for line in ledger.events() if {m.report for m in line.mentions} >= {"r3", "r4"}}
    for first, second in ((names[0], names[0]), ("r3:0-1", names[1]), ("nonsense", names[1])):
        with pytest.raises(LedgerError):
            ledger.judge_pair(first, second, True, by="ada")


@pytest.mark.parametrize(
    ("prop", "words", "value"),
    [
        ("type", "assault", Words(text="ASSAULT")),
        ("phase", "called for", Words(text="called_for")),
        ("time", "2024-10-23", When(start="2024-10-23", end="2024-10-23")),
        ("time", "2024-10-23 to 2024-10-25", When(start="2024-10-23", end="2024-10-25")),
        ("place", " Al  Hol ", Where(name="Al Hol")),
        ("actor", "River Front", Who(name="River Front", kind="unnamed")),
        ("target", "a bridge", Words(text="a bridge")),
        ("killed", "1,200", Tally(low=1200, best=1200, high=1200)),
        ("killed", "9-12", Tally(low=9, high=12)),
        ("killed", "at least 9", Tally(low=9, best=9, qualifier="at_least")),
        ("killed", "up to 9", Tally(best=9, high=9, qualifier="at_most")),
        ("killed", "about 9", Tally(best=9, qualifier="about")),
    ],
)
def test_what_is_written_is_typed(prop: str, words: str, value: object) -> None:
    assert typed_value(prop, words) == value


def test_a_number_keeps_whom_it_counts() -> None:
    old = Tally(low=3, best=3, high=3, population="children", scope="cumulative")
    assert typed_value("killed", "4", old) == Tally(low=4, best=4, high=4, population="children", scope="cumulative")


@pytest.mark.parametrize(
    ("prop", "words"),
    [
        ("type", "war"),
        ("time", "Monday"),
        ("time", "2024-10-25 to 2024-10-23"),
        ("killed", "many"),
        ("killed", "1 2 3"),
        ("actor", " "),
    ],
)
def test_what_is_no_value_is_refused(prop: str, words: str) -> None:
    with pytest.raises(SettingsError):
        typed_value(prop, words)


def test_the_command_line_does_the_same(ledger: Ledger) -> None:
    path = str(ledger.path)
    killed, event = nine(ledger), next(iter(ledger.events())).id
    ledger.close()
    for arguments in (["correct", killed, "at least 8", "--span", "0-3"], ["comment", event, "ask again"]):
        result = CliRunner().invoke(app, ["ledger", *arguments, "--by", "ada", "--ledger", path])
        assert result.exit_code == 0 and result.output.startswith("j:"), result.output
    with Ledger(path) as again:
        assert [(row.kind, row.by) for row in again.judgements()] == [("wrong", "ada"), ("comment", "ada")]
