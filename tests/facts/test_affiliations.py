"""Whose somebody or some body is, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts, told

AFFILIATIONS = [
    ("The European Union's border agency, Frontex, spoke.", ("Frontex", "part_of", "European Union")),
    ("The UN's World Food Programme spoke.", ("World Food Programme", "part_of", "UN")),
    ("Ana Ruiz of the Green Reform Party spoke.", ("Ana Ruiz", "member_of", "Green Reform Party")),
    ("Ana Ruiz's Likud won.", ("Ana Ruiz", "member_of", "Likud")),
    ("Rep. Ana Ruiz, a Democrat from Texas, spoke.", ("Ana Ruiz", "member_of", "Democrat")),
    ("NATO member Turkey agreed.", ("Turkey", "member_of", "NATO")),
    ("Ana Ruiz and Leo Paz, reporters for Oxfam, were jailed.", ("Ana Ruiz", "member_of", "Oxfam")),
    ("Ana Ruiz and Leo Paz, reporters for Oxfam, were jailed.", ("Leo Paz", "member_of", "Oxfam")),
]


@pytest.mark.parametrize(("words", "fact"), AFFILIATIONS)
def test_an_affiliation_is_read(read: Facts, words: str, fact: tuple[str, str, str]) -> None:
    assert fact in told(read(words))


@pytest.mark.parametrize(
    "words", ["Ana Ruiz's car was found.", "Norway's Ana Ruiz won.", "A member of the family wept."]
)
def test_owning_is_no_affiliation(read: Facts, words: str) -> None:
    assert not {fact for fact in told(read(words)) if fact[1] in ("part_of", "member_of")}
