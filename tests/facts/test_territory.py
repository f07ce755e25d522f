"""Who holds what ground, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts, told

HOLDINGS = [
    ("Al Shabaab controls large parts of the south.", ("Al Shabaab", "controls", "large parts of the south")),
    ("Gilgit-Baltistan is administered by Pakistan.", ("Pakistan", "controls", "Gilgit-Baltistan")),
    ("The town of Rubaya is under the control of Hezbollah.", ("Hezbollah", "controls", "town of Rubaya")),
    ("Hezbollah remained in full control of the base.", ("Hezbollah", "controls", "base")),
    ("Hezbollah now holds the port and the airport.", ("Hezbollah", "controls", "airport")),
    ("The Houthi-held port of Hodeidah was hit.", ("Houthi", "controls", "port of Hodeidah")),
]


@pytest.mark.parametrize(("words", "fact"), HOLDINGS)
def test_a_holding_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "Hezbollah holds talks in Oslo.",
        "Hezbollah runs a route to Oslo.",
        "Hezbollah does not control the south.",
        "Hezbollah seized the town.",
        "Hezbollah would control the south.",
    ],
)
def test_nothing_is_held(read: Facts, words: str) -> None:
    assert not {fact for fact in told(read(words)) if fact[1] == "controls"}


def test_a_rule_that_ended_is_former(read: Facts) -> None:
    reading = read("Hezbollah governed the province until May.")
    assert [fact.phase for fact in reading.facts if fact.property == "controls"] == ["former"]
