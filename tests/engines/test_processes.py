"""Several processes read what one reads. They parse made-up sentences only as far as the test needs."""

from __future__ import annotations

import pickle

import pytest

from sayso.engines.processes import CHUNK, packed, read_in_processes, unpacked
from sayso.errors import StageError
from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.reader import Settings, pipeline

SETTINGS = Settings(claims="rules")
TEXTS = [
    "Six miners were trapped near Potosi on Tuesday, the governor said.",
    "“We will not sell the harbour,” said Ana Ruiz. 😀 Nine ships waited.",
    "",
    "Nobody was hurt in the fire at Tete on 3 May 2031.",
    "\u202bשלום\u202c was written on the wall in Goma.",
]
REPORTS = [Report(id=str(n), text=text, published="2031-05-20") for n, text in enumerate(TEXTS)]


@pytest.fixture(scope="module")
def alone() -> list[Reading]:
    """The readings of one process."""
    found = list(pipeline(SETTINGS).read(REPORTS))
    assert all(isinstance(reading, Reading) for reading in found)
    return [reading for reading in found if isinstance(reading, Reading)]


def test_a_reading_packed_prints_as_before(alone: list[Reading]) -> None:
    again = [unpacked(packed(reading)) for reading in alone]
    assert [reading.to_json() for reading in again if isinstance(reading, Reading)] == [r.to_json() for r in alone]


def test_what_only_the_stages_need_is_left_behind(alone: list[Reading]) -> None:
    again = unpacked(packed(alone[0]))
    assert isinstance(again, Reading)
    assert alone[0].analysis.tokens
    assert not again.analysis.tokens
    assert again.encoded is None


def test_a_failure_passes_with_its_reason() -> None:
    failure = Failure(REPORTS[0], StageError("0", "times failed: ValueError: month 13"))
    again = unpacked(pickle.loads(pickle.dumps(packed(failure))))
    assert isinstance(again, Failure)
    assert again.report == failure.report
    assert str(again.error) == str(failure.error)


def test_two_processes_give_the_readings_of_one_in_order(alone: list[Reading]) -> None:
    reports = [Report(id=f"{n}", text=REPORTS[n % 5].text, published="2031-05-20") for n in range(2 * CHUNK + 1)]
    found = list(read_in_processes(iter(reports), SETTINGS, None, 2))
    assert [reading.report.id for reading in found] == [report.id for report in reports]
    for number, reading in enumerate(found):
        assert isinstance(reading, Reading)
        assert reading.events == alone[number % 5].events
        assert reading.claims == alone[number % 5].claims
        assert reading.times == alone[number % 5].times


def test_who_stops_listening_stops_the_processes() -> None:
    found = read_in_processes((REPORTS[0] for _ in range(1_000)), SETTINGS, "times", 1)
    first = next(found)
    assert isinstance(first, Reading)
    found.close()
    with pytest.raises(StopIteration):
        next(found)
