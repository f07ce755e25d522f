"""Patterns over words: what they mean, where they match, what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import ResourceError
from sayso.language.phrases import Grammar, Match, any_of, forms

GRAMMAR = Grammar(
    {"FRUIT": ["apple", "pear", "may"], "COUNT": ["TO12", "TO24"]},
    {"many": "<n: COUNT > ( ripe | green )? <what: FRUIT > s?", "one": "an? <what: FRUIT >", "pair": "FRUIT - FRUIT"},
    capital=["may"],
)


def found(text: str) -> list[tuple[str, str, str]]:
    def build(match: Match) -> list[tuple[str, str, str]]:
        return [(match.rule, match.word("n"), match.span.of(text))]

    return GRAMMAR.read(GRAMMAR.lexemes(text), build)


def test_the_longest_fit_wins_and_none_overlap() -> None:
    assert found("Take 3 ripe pear and an apple.") == [("many", "3", "3 ripe pear"), ("one", "", "an apple")]


def test_a_refused_fit_gives_way() -> None:
    kept = GRAMMAR.read(GRAMMAR.lexemes("12 apple"), lambda match: [match.span] if match.rule == "one" else [])
    assert kept == [(3, 8)]


def test_words_that_need_a_capital() -> None:
    assert found("3 may") == []
    assert found("3 May") == [("many", "3", "3 May")]


def test_hyphens_are_told_from_dashes() -> None:
    assert [rule for rule, _, _ in found("apple-pear")] == ["pair"]
    assert [rule for rule, _, _ in found("apple - pear")] == ["one", "one"]


def test_forms_of_the_press() -> None:
    assert forms("10.30 p.m., 1,200 of the 1990s’ 3.4bn") == [
        "10.30",
        "p.m.",
        ",",
        "1,200",
        "of",
        "the",
        "1990",
        "+s",
        "'",
        "3.4",
        "+bn",
    ]


def test_phrases_become_a_pattern() -> None:
    assert any_of(["at least", "at", "+"]) == "at least | `+ | at"


@pytest.mark.parametrize("pattern", ["FRUIT +", "( FRUIT", "VEGETABLE"])
def test_broken_patterns_are_refused(pattern: str) -> None:
    with pytest.raises(ResourceError, match="pattern wrong is broken"):
        Grammar({"FRUIT": ["apple"]}, {"wrong": pattern})


@given(st.text())
def test_offsets_hold_in_any_text(text: str) -> None:
    lexemes = GRAMMAR.lexemes(text)
    assert len(lexemes.letters) == len(lexemes.starts) == len(lexemes.ends) == len(lexemes.forms)
    assert all(start < end for start, end in zip(lexemes.starts, lexemes.ends, strict=True))
    assert all(end <= start for end, start in zip(lexemes.ends, lexemes.starts[1:], strict=False))
