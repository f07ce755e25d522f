"""Sentences in the styles of many outlets: numbers, bounds, what is counted, what befell it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Quantity, Reading, Report, Span
from sayso.quantities.stage import QuantitiesStage
from sayso.times.stage import TimesStage

SENTENCES = Path(__file__).with_name("sentences.txt")
MARK = re.compile(r"\{([^|{}]*)\|([^|{}]*)\|([^|{}]*)\|([^|{}]*)\}")
SIGNS = {
    "exact": "=", "about": "~", "almost": "<~", "at_least": ">=", "more_than": ">", "at_most": "<=", "fewer_than": "<",
    "vague": "v",
}  # fmt: skip
Marked = tuple[Span, str, str, str]


def marked(line: str) -> tuple[str, list[Marked]]:
    text, found, at = "", [], 0
    for mark in MARK.finditer(line):
        text += line[at : mark.start()]
        words, value, of, tally = mark.groups()
        if of != "x":
            found.append((Span(len(text), len(text) + len(words)), value, of, tally))
        text += words
        at = mark.end()
    return text + line[at:], found


def short(number: float | None) -> str:
    return f"{round(number, 2):g}" if isinstance(number, float) else str(number)


def written(quantity: Quantity) -> str:
    """The value as the sentences write it."""
    if quantity.low is not None and quantity.high is not None and quantity.low != quantity.high:
        return f"{short(quantity.low)}..{short(quantity.high)}"
    return SIGNS[quantity.qualifier] + short(quantity.low if quantity.best is None else quantity.best)


def read(texts: list[str]) -> list[Reading]:
    batch = [Reading(report=Report(id=str(n), text=text, published="2024-10-23")) for n, text in enumerate(texts)]
    return QuantitiesStage()(TimesStage()(LanguageStage()(batch)))


@pytest.fixture(scope="module")
def readings() -> list[tuple[Reading, list[Marked]]]:
    lines = [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    cases = [marked(line) for line in lines]
    return list(zip(read([text for text, _ in cases]), (found for _, found in cases), strict=True))


def is_right(reading: Reading, gold: list[Marked]) -> bool:
    """Every marked quantity with its value, noun and tally; and no other, but for those inside a marked one."""
    found = reading.quantities
    inner = sum(any(o is not q and o.span.contains(q.span) for o in found) for q in found)
    return len(found) - inner == len(gold) and all(
        any(
            span.overlaps(q.span) and written(q) == value and of in ("", q.of) and (q.tally or "") == tally
            for q in found
        )
        for span, value, of, tally in gold
    )


def test_nineteen_of_twenty_sentences_are_read_right(readings: list[tuple[Reading, list[Marked]]]) -> None:
    wrong = [reading.text for reading, gold in readings if not is_right(reading, gold)]
    assert len(readings) >= 200
    assert len(wrong) <= 0.05 * len(readings), wrong


def test_bounds_are_in_order(readings: list[tuple[Reading, list[Marked]]]) -> None:
    for reading, _ in readings:
        for quantity in reading.quantities:
            known = [bound for bound in (quantity.low, quantity.best, quantity.high) if bound is not None]
            assert known and known == sorted(known)


def one(text: str) -> tuple[Quantity, ...]:
    return read([text])[0].quantities


def test_parts_name_their_whole() -> None:
    whole, children, women = one("The blast killed 14 people, including three children and two women.")
    assert (children.part_of, women.part_of, whole.part_of) == (whole.id, whole.id, None)
    assert (children.population, women.population) == ("children", "women")


def test_a_share_of_a_known_number_is_a_number() -> None:
    part, whole = one("More than half of its 800 fighters were killed.")
    assert (part.low, part.best, part.high, part.of, part.part_of) == (400, 400, None, "fighters", whole.id)
    assert (part.tally, whole.tally) == ("killed", None)


def test_running_totals_are_marked() -> None:
    (total,) = one("The death toll has risen to 412 since the war began.")
    (single,) = one("The strike killed nine people.")
    assert total.cumulative and not single.cumulative


@pytest.mark.parametrize(
    ("text", "population"),
    [
        ("Five civilians were killed.", "civilians"),
        ("Two paramedics were wounded.", "medics"),
        ("Three cameramen were detained.", "press"),
        ("Ten militants were killed.", "fighters"),
        ("Four police officers were killed.", "police"),
        ("Six people were killed.", None),
    ],
)
def test_populations(text: str, population: str | None) -> None:
    assert one(text)[0].population == population


def test_what_times_have_taken_is_no_quantity() -> None:
    assert one("Talks in 2019 lasted 12 days and ended at 10 p.m. on 3 June.") == ()


@pytest.mark.parametrize(
    ("text", "cumulative"),
    [
        ("The death toll from Tuesday's blast at a market rose to 27.", False),
        ("The toll climbed to 34, the fire service said.", False),
        ("Officials lowered the death toll from the ferry sinking to 31.", False),
        ("The death toll of the war has risen to 9,000.", True),
        ("The death toll in Sudan rose to 9,000, the ministry said.", True),
        ("The death toll from the blasts has risen to 80 since January.", True),
        (
            "At least 75 farmers have been killed by herders and by soldiers in the upper reaches of the river valley since 2 June.",
            True,
        ),
        ("Some 410 people have been killed in the country since the colonels took power in May 2022.", True),
        ("Mining accidents have killed 145 people over the past decade.", True),
        ("Since the start of the year, mines have killed 12 people.", True),
        ("Twelve people have been killed since a boat sank on Wednesday.", False),
        ("Nothing has stood there since the storm of 2019, in which 300 people were killed.", False),
        ("A bomb killed 12 people last year.", False),
    ],
)
def test_the_toll_of_one_happening_is_no_running_total(text: str, cumulative: bool) -> None:
    assert [q.cumulative for q in one(text) if q.tally == "killed"] == [cumulative]
