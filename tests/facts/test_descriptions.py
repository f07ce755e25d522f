"""Facts from descriptions and ties: ranks, heads of districts, units in brackets, opposed rule, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts, told

STATED = [
    ("Ana Ruiz, a 58-year-old former army colonel, spoke.", ("Ana Ruiz", "member_of", "army")),
    ("Police arrested a cartel lieutenant, Leo Paz, in Cali.", ("Leo Paz", "member_of", "cartel")),
    ("Kherson Oblast Head Ana Ruiz spoke.", ("Ana Ruiz", "holds_office", "Kherson Oblast Head")),
    ("The 12th Infantry Regiment (3rd Division) fled.", ("Infantry Regiment", "part_of", "3rd Division")),
    ("The Red Spear, which opposes military rule, spoke.", ("Red Spear", "opposes", "military rule")),
    ("Nigerian oil worker Leo Paz was freed.", ("Leo Paz", "nationality", "Nigerian")),
    ("The gunmen belonged to Hezbollah.", ("gunmen", "member_of", "Hezbollah")),
    ("Fighters of the Red Spear, a group allied with Rwanda, fled.", ("Red Spear", "allied_with", "Rwanda")),
    ("Washington declared the Red Lions and the Jaguar coalition, which controls the port, foreign terrorist organizations in May.",
     ("Jaguar coalition", "designated_as", "foreign terrorist organizations")),
    ("In a message shared on WhatsApp, the gang's leader, Leo Paz, spoke.", ("Leo Paz", "heads", "gang")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "fact"), STATED)
def test_a_fact_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))
