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


@pytest.mark.parametrize(
    ("text", "number", "tally"),
    [
        ("The headmaster said 52 pupils had been taken.", 52, "held"),
        ("Thirty villagers were taken to hospital.", 30, "treated"),
        ("The coastguard was searching for 58 people.", 58, "missing"),
        ("The police were searching for 3 men.", 3, None),
        ("Divers found 17 more victims at dawn.", 17, "killed"),
        ("Police changed their figure for those abducted in the raid: it is now 70.", 70, "held"),
    ],
)
def test_what_befell_those_taken_sought_and_found(text: str, number: int, tally: str | None) -> None:
    assert figure(text, number).tally == tally


@pytest.mark.parametrize("text", ["A boy of six was among the dead.", "A girl of 12 and her aunt were hurt."])
def test_an_age_is_no_number_of_people(text: str) -> None:
    assert not [q for q in one(text) if q.best in (6, 12)]


def test_since_a_day_of_the_week_no_total_runs() -> None:
    assert not figure("Doctors have treated 29 wounded people since Wednesday.", 29).cumulative
    assert figure("Soldiers have killed 290 people since 2021.", 290).cumulative
