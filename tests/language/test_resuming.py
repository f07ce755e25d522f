"""Verbs of address that go on with the main clause."""

from __future__ import annotations

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report, Token


@pytest.fixture(scope="module")
def stage() -> LanguageStage:
    return LanguageStage()


def head_of(stage: LanguageStage, text: str, word: str) -> tuple[str, str]:
    """A word's relation and the word that it hangs on."""
    tokens: tuple[Token, ...] = stage([Reading(report=Report(id="r", text=text))])[0].analysis.tokens
    token = next(t for t in tokens if t.word == word)
    return token.dep, tokens[token.head].word


@pytest.mark.parametrize(
    ("text", "word", "main"),
    [
        (
            "The group denied that its fighters had been using the school and accused Israel of a massacre.",
            "accused",
            "denied",
        ),
        (
            "The agency said its warehouses held enough flour and appealed to Israel to reopen the crossing.",
            "appealed",
            "said",
        ),
        ("The minister said the army had shelled a village and urged residents to leave.", "urged", "said"),
        ("The union said police had beaten its members and demanded an inquiry.", "demanded", "said"),
        ("The governor told reporters that two soldiers were killed and ordered a curfew.", "ordered", "told"),
    ],
)
def test_who_speaks_goes_on_speaking(stage: LanguageStage, text: str, word: str, main: str) -> None:
    assert head_of(stage, text, word) == ("conj", main)


@pytest.mark.parametrize(
    ("text", "word", "clause"),
    [
        ("Officials said rebels had attacked the convoy and killed three drivers.", "killed", "attacked"),
        ("Police said he had been arrested and accused of spying for Iran.", "accused", "arrested"),
        ("Witnesses said soldiers had opened fire and ordered people to leave.", "ordered", "opened"),
    ],
)
def test_what_is_told_goes_on_being_told(stage: LanguageStage, text: str, word: str, clause: str) -> None:
    assert head_of(stage, text, word) == ("conj", clause)


def test_a_verb_behind_an_aside_is_the_sentence_s(stage: LanguageStage) -> None:
    text = "Vietnam, which also claims parts of the area, called on both sides to avoid force."
    assert head_of(stage, text, "called") == ("root", "called")
    assert head_of(stage, text, "Vietnam") == ("nsubj", "called")
