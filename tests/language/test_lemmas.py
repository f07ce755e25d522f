"""Lemmas that the parser's rules get wrong."""

from __future__ import annotations

import pytest

from sayso.language.lemmas import Verbs, mended

VERBS = Verbs(frozenset({"fin", "stag", "gut", "cordon", "damage"}), {"retook": "retake", "found": "find"})


@pytest.mark.parametrize(
    ("word", "lemma", "tag", "expected"),
    [
        ("staged", "stag", "VBD", "stage"),
        ("fined", "fin", "VBN", "fine"),
        ("cordoned", "cordone", "VBD", "cordon"),
        ("gutted", "gutte", "VBN", "gut"),
        ("wiretapped", "wiretappe", "VBN", "wiretap"),
        ("retook", "retook", "VBP", "retake"),
        ("damaged", "damage", "VBD", "damage"),
        ("sanitised", "sanitise", "VBD", "sanitise"),
        ("stages", "stage", "NNS", "stage"),
        ("Raging", "raging", "JJ", "raging"),
    ],
)
def test_mended(word: str, lemma: str, tag: str, expected: str) -> None:
    assert mended(word, lemma, tag, VERBS) == expected
