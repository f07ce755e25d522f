"""Accusations that only the noun names that says they are denied."""

from __future__ import annotations

import pytest

from sayso.events.detect import Candidate, detect
from sayso.events.lexicon import Lexicon
from tests.events.conftest import World

LEXICON = Lexicon.load()


def charges(world: World, text: str) -> list[tuple[Candidate, str]]:
    """The accusations that a noun names, with the verb they hang on."""
    reading = world.parsed(text)
    return [
        (c, reading.analysis.tokens[c.support].word)
        for c in detect(reading, LEXICON)
        if c.support is not None and any("called a charge" in reason for reason in c.reasons)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Baku says the observers gather intelligence for France, a charge the bloc rejects.",
        "Quito said Lima had trained the rebels -- an accusation that Lima denies.",
        "The army claims the mission spies on its bases, an allegation dismissed by the mission.",
    ],
)
def test_who_says_it_accuses(world: World, text: str) -> None:
    ((charge, verb),) = charges(world, text)
    assert (charge.type, charge.mode, charge.frame.roles["nsubj"]) == ("ACCUSE", "allege", "actor")
    assert verb in ("says", "said", "claims")


def test_what_is_an_accusation_already_is_no_second_one(world: World) -> None:
    assert charges(world, "The army accuses Lima of arming its rival, a charge that Lima has denied.") == []


def test_a_charge_in_court_is_none(world: World) -> None:
    assert charges(world, "The court said he was guilty. He had denied the charge of fraud.") == []
