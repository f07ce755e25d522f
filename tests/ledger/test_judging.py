"""Judgements: what people decide, how it is undone to the byte, and how it outlives the coder."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sayso.errors import LedgerError
from sayso.ledger import Filters, Ledger
from sayso.ledger.judgements import judgement, standing
from sayso.model import Event, Reading, Report
from tests.ledger.made import elsewhere, later, march, raid, story


def everything(ledger: Ledger) -> list[str]:
    made = [line.to_dict() for line in ledger.events()] + [line.to_dict() for line in ledger.tallies("majority")]
    return [msgspec.json.encode(line).decode() for line in made]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "l.db")
    for reading in story():
        made.add(reading)
    return made


def ids(ledger: Ledger) -> dict[str, str]:
    """The event of each report."""
    return {mention.report: line.id for line in ledger.events() for mention in line.mentions}


def test_same_joins_and_undo_restores_to_the_byte(ledger: Ledger) -> None:
    before, at = everything(ledger), ids(ledger)
    row = ledger.merge(at["r3"], at["r4"], by="ada", why="an errand")
    joined = ids(ledger)
    assert joined["r3"] == joined["r4"] != joined["r1"]
    assert everything(ledger) != before
    back = ledger.undo(row.id, by="ada", why="a mistake")
    assert everything(ledger) == before
    ledger.undo(back.id, by="bo", why="no mistake")
    assert ids(ledger) == joined
    assert [(made.kind, made.undone) for made in ledger.judgements()] == [
        ("same", False),
        ("undo", True),
        ("undo", False),
    ]


def test_split_parts_tellings_and_undo_restores(ledger: Ledger) -> None:
    before, at = everything(ledger), ids(ledger)
    mention = next(m for line in ledger.events() for m in line.mentions if m.report == "r2")
    row = ledger.split(at["r1"], [f"r2:{mention.span[0]}-{mention.span[1]}"], by="ada", why="two raids")
    apart = ids(ledger)
    assert apart["r1"] != apart["r2"]
    ledger.undo(row.id, by="ada")
    assert everything(ledger) == before


def test_a_newer_judgement_goes_before_an_older_one(ledger: Ledger) -> None:
    at = ids(ledger)
    ledger.split(at["r1"], ["r2:38-42"], by="ada", why="")
    apart = ids(ledger)
    ledger.merge(apart["r1"], apart["r2"], by="bo", why="")
    assert ids(ledger)["r1"] == ids(ledger)["r2"]


def test_a_wrong_value_leaves_the_view_and_the_statement_stays(ledger: Ledger) -> None:
    before = everything(ledger)
    nine = next(s for s in ledger.statements(Filters(text="nine")) if s.property == "killed")
    row = ledger.judge(nine.id, False, by="ada", why="misread")
    line = next(line for line in ledger.tallies() if line.role == "killed")
    assert (line.best, [used.number for used in line.used]) == (7, [7])
    assert nine in list(ledger.statements())
    ledger.undo(row.id, by="ada")
    assert everything(ledger) == before


def test_a_right_value_stands_alone(ledger: Ledger) -> None:
    event = ids(ledger)["r1"]
    day = next(s for s in ledger.statements(event=event) if s.property == "time")
    ledger.judge(day.id, True, by="ada")
    assert ledger.verify() == []


def test_what_cannot_be_judged_is_refused(ledger: Ledger) -> None:
    at = ids(ledger)
    for refused in (
        lambda: ledger.merge(at["r1"], at["r2"], by="ada"),
        lambda: ledger.merge(at["r1"], "e:nowhere", by="ada"),
        lambda: ledger.split(at["r3"], ["r3:8-16"], by="ada"),
        lambda: ledger.split(at["r1"], ["r9:0-1"], by="ada"),
        lambda: ledger.judge("s:none", True, by="ada"),
        lambda: ledger.undo("j:none", by="ada"),
    ):
        with pytest.raises(LedgerError):
            refused()
    assert list(ledger.judgements()) == []


def recoded(report: Report) -> Reading:
    """A newer coder: one of the triggers is read wider, and all are typed anew."""
    by_id = {teller.id: teller for teller in (raid(), later(), elsewhere(), march())}
    reading = by_id[report.id].reading()
    events = tuple(_wider(event) for event in reading.events)
    return msgspec.structs.replace(reading, events=events, coder="made 2")


def _wider(event: Event) -> Event:
    trigger = event.trigger._replace(end=event.trigger.end + 4)
    return msgspec.structs.replace(event, trigger=trigger, mentions=(trigger, *event.mentions[1:]), mode="firearms")


def test_judgements_outlive_the_coder(ledger: Ledger) -> None:
    at = ids(ledger)
    ledger.merge(at["r3"], at["r4"], by="ada", why="an errand")
    nine = next(s for s in ledger.statements(Filters(text="nine")) if s.property == "killed")
    ledger.judge(nine.id, False, by="ada")
    assert {made.status for made in ledger.recode(recoded)} == {"recoded"}
    after = ids(ledger)
    assert after["r3"] == after["r4"] and after["r1"] == after["r2"]
    assert next(line for line in ledger.tallies() if line.role == "killed").best == 7
    assert {line.mode for line in ledger.events()} == {"firearms"}
    assert {made.status for made in ledger.recode(recoded)} == {"unchanged"}
    assert ledger.verify() == []


def test_undoing_an_undoing() -> None:
    one = judgement("same", ([], []), "ada", "", "2024-01-01T00:00:00Z")
    two = judgement("undo", ([], []), "ada", "", "2024-01-02T00:00:00Z", of=one.id)
    three = judgement("undo", ([], []), "ada", "", "2024-01-03T00:00:00Z", of=two.id)
    assert standing([one]) == [one]
    assert standing([one, two]) == []
    assert standing([one, two, three]) == [one]


def test_unsure_pairs_come_with_reasons(tmp_path: Path) -> None:
    other = later()
    other.events[0] = msgspec.structs.replace(other.events[0], type="COERCE", time=None)
    with Ledger(tmp_path / "l.db") as ledger:
        for reading in (raid().reading(), other.reading(), elsewhere().reading()):
            ledger.add(reading)
        for pair in ledger.review():
            assert pair.event_a != pair.event_b and pair.reasons
