"""Some three hundred sentences in the styles of many outlets: what is found, its value, its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report, Span
from sayso.times.stage import TimesStage

SENTENCES = Path(__file__).with_name("sentences.txt")
MARK = re.compile(r"\{([^|{}]*)\|([A-Z]+)\|([^|{}]*)\}")
Marked = tuple[Span, str, str]


def marked(line: str) -> tuple[str, list[Marked]]:
    """The sentence without its marks, and what they say."""
    text, times, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        words, kind, value = mark.groups()
        times.append((Span(len(text), len(text) + len(words)), kind, value))
        text += words
        at = mark.end()
    return text + line[at:], times


def cases() -> Iterator[tuple[Report, list[Marked]]]:
    published: str | None = None
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            published = None if line[2:] == "-" else line[2:]
        elif line and not line.startswith("#"):
            text, times = marked(line)
            yield Report(id=text[:30], text=text, published=published), times


@pytest.fixture(scope="module")
def read() -> list[tuple[Reading, list[Marked]]]:
    known = list(cases())
    readings = TimesStage()(LanguageStage()([Reading(report=report) for report, _ in known]))
    return list(zip(readings, (times for _, times in known), strict=True))


def is_right(reading: Reading, gold: list[Marked]) -> bool:
    """Every marked time found with its type and value, and nothing else."""
    found = [(time.span, time.type, time.value) for time in reading.times]
    return len(found) == len(gold) and all(
        any(kind == k and value == v and span.overlaps(s) for s, k, v in found) for span, kind, value in gold
    )


def test_nineteen_of_twenty_sentences_are_read_right(read: list[tuple[Reading, list[Marked]]]) -> None:
    wrong = [reading.text for reading, gold in read if not is_right(reading, gold)]
    assert len(read) >= 280
    assert len(wrong) <= 0.05 * len(read), wrong


def test_spans_are_those_of_the_marks(read: list[tuple[Reading, list[Marked]]]) -> None:
    pairs = [(span, {time.span for time in reading.times}) for reading, gold in read for span, _, _ in gold]
    assert sum(span in found for span, found in pairs) >= 0.9 * len(pairs)


def test_days_lie_where_the_value_says(read: list[tuple[Reading, list[Marked]]]) -> None:
    for reading, _ in read:
        for time in reading.times:
            if time.start and time.end:
                assert time.start <= time.end
            if time.type == "DATE" and re.fullmatch(r"\d{4}-\d\d-\d\d", time.value) and time.start:
                assert time.start == time.value


def test_nothing_is_dated_without_an_anchor(read: list[tuple[Reading, list[Marked]]]) -> None:
    for reading, _ in read:
        if reading.report.published is None:
            for time in reading.times:
                assert time.start is None or "XX" not in time.value
                assert "X" not in time.value or time.type in ("DURATION", "SET") or time.reason


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The rebels said on Monday they would delay the handover.", "2025-02-10"),
        ("The opposition called for new protests on Saturday.", "2025-02-15"),
        ("The convoy planned for Sunday was put off.", "2025-02-16"),
        ("Talks would end if the crossing was not reopened by Saturday.", "2025-02-15"),
    ],
)
def test_the_words_beside_a_weekday_say_which_one_is_meant(text: str, value: str) -> None:
    report = Report(id="r", text=text, published="2025-02-11")
    (reading,) = TimesStage()(LanguageStage()([Reading(report=report)]))
    assert [t.value for t in reading.times] == [value]
