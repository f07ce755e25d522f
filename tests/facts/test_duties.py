"""What people do for bodies, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts, told

DUTIES = [
    ("Dr. Lina Haddad, who heads the burns ward at the clinic, spoke.", ("Lina Haddad", "heads", "burns ward")),
    ("Ana Ruiz, who runs a shelter in Cali, spoke.", ("Ana Ruiz", "heads", "shelter")),
    ("Ana Ruiz, who also holds the Home portfolio, spoke.", ("Ana Ruiz", "holds_office", "Home portfolio")),
    ("Ana Ruiz, who speaks for the Chilean army, spoke.", ("Ana Ruiz", "member_of", "Chilean army")),
    ("Ana Ruiz sits on the Jihad Council.", ("Ana Ruiz", "member_of", "Jihad Council")),
    ("Ana Ruiz joined Hezbollah in 2015.", ("Ana Ruiz", "member_of", "Hezbollah")),
    ("Ana Ruiz, who has ruled Chad since 1999, won.", ("Ana Ruiz", "heads", "Chad")),
]


@pytest.mark.parametrize(("words", "fact"), DUTIES)
def test_a_duty_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize(
    "words",
    [
        "Ana Ruiz led the charge.",
        "Ana Ruiz served in Chad.",
        "Ana Ruiz joined Norway in calling for calm.",
        "Ana Ruiz would chair the committee.",
        "Ana Ruiz said nobody would ask which side he belongs to.",
    ],
)
def test_a_deed_is_no_duty(read: Facts, words: str) -> None:
    assert told(read(words)) == set()


def test_a_service_that_ended_is_former(read: Facts) -> None:
    reading = read("Ana Ruiz served in the presidential guard until last year.")
    assert [(fact.property, fact.phase) for fact in reading.facts] == [("member_of", "former")]
