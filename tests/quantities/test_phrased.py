"""What set phrases tell of those counted."""

from __future__ import annotations

import pytest

from sayso.model import Quantity
from tests.quantities.test_sentences import one


def figure(text: str, number: int) -> Quantity:
    return next(q for q in one(text) if number in (q.best, q.low))


@pytest.mark.parametrize(
    ("text", "number", "tally", "population"),
    [
        ("The army said two of those slain were soldiers going on leave.", 2, "killed", "soldiers"),
        ("The toll has climbed to 52. Of the dead, 11 were children, it said.", 11, "killed", "children"),
        ("Gunmen led away six villagers and set fire to the school.", 6, "held", "civilians"),
        ("The society counted at least 140 people in custody, 22 of them minors.", 140, "held", None),
        ("The society counted at least 140 people in custody, 22 of them minors.", 22, "held", "children"),
        ("Twenty-eight pupils are still in captivity.", 28, "held", "children"),
        ("Officers bundled some 60 young people into vans.", 60, "held", None),
        ("The commission said the attack had cost 14 lives.", 14, "killed", None),
        ("Four people were hacked to death.", 4, "killed", None),
        ("The Red Crescent spoke of four children among the dead.", 4, "killed", "children"),
        ("The dead included three firefighters.", 3, "killed", "rescuers"),
        ("The hospital said its morgue held 21 victims of the shipwreck.", 21, "killed", None),
        ("More than 300 people were killed or wounded in the shelling.", 300, "casualties", None),
        ("The clinic registered 83 wounded, of whom five later died.", 5, "killed", None),
        ("A list of the victims with 12 names was released.", 12, "killed", None),
    ],
)
def test_a_phrase_tells_what_befell_those_counted(text: str, number: int, tally: str, population: str | None) -> None:
    found = figure(text, number)
    assert (found.tally, found.population) == (tally, population)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The team traded away two players.", 2),
        ("Police seized 14 weapons.", 14),
        ("The library put 300 books in storage.", 300),
        ("Nine of the ministers were women.", 9),
    ],
)
def test_like_phrases_of_other_things_tell_nothing(text: str, number: int) -> None:
    assert figure(text, number).tally is None


def test_part_of_the_dead_is_a_part_of_the_number_of_dead() -> None:
    text = "The quake killed 42 people. A spokesman said 31 of the dead were in Faryab."
    whole, part = figure(text, 42), figure(text, 31)
    assert part.part_of == whole.id


def test_two_numbers_beside_a_comma_are_two() -> None:
    assert [q.best for q in one("The shelling wounded at least eight, three of them seriously.")] == [8, 3]
    assert [q.best for q in one("They counted one thousand, two hundred and five men.")] == [1205]


@pytest.mark.parametrize(
    ("text", "number", "tally"),
    [
        ("The committee has revised down to 47 the number of people who lost their lives.", 47, "killed"),
        ("The society lowered to 18 the number of minors among those arrested.", 18, "held"),
        ("Doctors had received 13 bodies and 9 injured. The mayor revised his own count to 12.", 12, "killed"),
        (
            "The number of people detained rose to 163. Police revised their figure to 112 and said 30 were released.",
            112,
            "held",
        ),
        ("One of the 13 bodies had come from a road accident, leaving 12.", 12, "killed"),
        ("By Thursday the confirmed dead numbered 61.", 61, "killed"),
    ],
)
def test_a_figure_is_given_again(text: str, number: int, tally: str) -> None:
    assert figure(text, number).tally == tally


def test_a_difference_between_figures_is_no_figure() -> None:
    assert [q.best for q in one("The blast killed seven people, two more than first reported.")] == [7]
