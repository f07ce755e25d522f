"""Figures given again without their noun."""

from __future__ import annotations

import pytest

from sayso.model import Quantity
from tests.quantities.test_sentences import one


def figure(text: str, number: int) -> Quantity:
    (found,) = [q for q in one(text) if q.best == number]
    return found


@pytest.mark.parametrize(
    ("text", "number", "tally"),
    [
        ("The clinic corrected the number of people shot dead at the rally to seven.", 7, "killed"),
        ("The ministry lowered its count of those injured in Sunday's blast to 64.", 64, "wounded"),
        ("The charity published the names of nine dead.", 9, "killed"),
        ("Relatives said they had counted 40 dead and 12 wounded.", 40, "killed"),
        ("The mayor said the toll was 26.", 26, "killed"),
        ("The governor gave a toll of 2,311.", 2311, "killed"),
        ("The bishop put the number of girls abducted at 85.", 85, "held"),
        ("The clinic corrected its count to ten, saying one body had been listed twice.", 10, "killed"),
        ("Seventeen people are now known to have died in the landslide.", 17, "killed"),
        ("The clinic said it had admitted 35 people with burns.", 35, "treated"),
    ],
)
def test_what_befell_those_counted_stands_with_the_carrier(text: str, number: int, tally: str) -> None:
    assert figure(text, number).tally == tally


def test_a_bare_figure_goes_on_with_the_one_before() -> None:
    assert figure("Police said 14 people had been arrested. The union put it at 31.", 31).tally == "held"


def test_a_turnout_befell_nobody() -> None:
    crowd = figure("Two people were hurt. Police put the turnout at 3,500.", 3500)
    assert (crowd.of, crowd.tally) == ("people", None)


def test_a_number_that_nothing_carries_is_none() -> None:
    assert one("He moved to 14 and stayed.") == ()
