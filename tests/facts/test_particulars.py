"""Ages, nationalities and other names, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts, told

PARTICULARS = [
    ("Ana Ruiz (28), a student, was hurt.", ("Ana Ruiz", "age", "28")),
    ("The 34-year-old captain, Ana Ruiz, spoke.", ("Ana Ruiz", "age", "34")),
    ("Forty-five-year-old Ana Ruiz spoke.", ("Ana Ruiz", "age", "45")),
    ("Ana Ruiz, a 31-year-old mother of four, spoke.", ("Ana Ruiz", "age", "31")),
    ("Ana Ruiz is 45 years old.", ("Ana Ruiz", "age", "45")),
    ("Ana Ruiz is 92.", ("Ana Ruiz", "age", "92")),
    ("Ana Ruiz, a Syrian national, was charged.", ("Ana Ruiz", "nationality", "Syrian")),
    ("Three of the attackers were Afghan nationals.", ("attackers", "nationality", "Afghan")),
    ("Turkish-born Ana Ruiz was charged.", ("Ana Ruiz", "nationality", "Turkish")),
    ("Leo Paz alias Toofan was killed.", ("Leo Paz", "alias", "Toofan")),
    ('Leo Paz, also known as "El Negro", was killed.', ("Leo Paz", "alias", "El Negro")),
    ("The Green Reform Party, or GRP, won.", ("Green Reform Party", "alias", "GRP")),
]


@pytest.mark.parametrize(("words", "fact"), PARTICULARS)
def test_a_particular_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "Ana Ruiz, 28 miles away, heard it.",
        "Ana Ruiz called Leo Paz.",
        "Ana Ruiz, or someone like her, did it.",
        "A man known as Dogo spoke.",
        "Ana Ruiz met a Syrian citizen.",
    ],
)
def test_no_particular_is_made_up(read: Facts, words: str) -> None:
    assert not {fact for fact in told(read(words)) if fact[1] in ("age", "nationality", "alias")}
