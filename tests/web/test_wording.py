"""What an event is called."""

from __future__ import annotations

from sayso.ledger.lines import EventLine, LineActor
from sayso.web.wording import summary


def line(*actors: LineActor) -> EventLine:
    return EventLine(id="e:1", type="ASSAULT", mode="drone", actors=actors, mentions=(), statements=1)


def test_a_title_names_the_doer_whom_somebody_names_as_a_fact() -> None:
    made = line(LineActor("actor", "Rebels", "group"), LineActor("target", "a market", "unnamed"))
    assert summary(made) == "Rebels: attack on a market (drone)"


def test_a_title_says_of_the_accused_that_they_are_blamed() -> None:
    made = line(LineActor("actor", "army", "group", blamed=True), LineActor("target", "a market", "unnamed"))
    assert summary(made) == "Attack on a market (drone); blamed on army"
