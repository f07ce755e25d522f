"""Any number from 0 to 10^12, written in figures or words, is read back."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.language import numerals
from sayso.language.phrases import forms

ONES = [word for word, _ in sorted(numerals.UNITS.items(), key=lambda item: item[1])]
TENS = {n: word for word, n in numerals.TENS.items() if word != "fourty"}
SCALES = [(10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand")]


def below_hundred(n: int) -> str:
    if n < 20:
        return ONES[n]
    return TENS[n - n % 10] + (f"-{ONES[n % 10]}" if n % 10 else "")


def below_thousand(n: int, joint: str) -> str:
    hundreds, rest = divmod(n, 100)
    if not hundreds:
        return below_hundred(rest)
    return f"{ONES[hundreds]} hundred" + (f"{joint}{below_hundred(rest)}" if rest else "")


def in_words(n: int, joint: str) -> str:
    """A number in words; `joint` stands after a hundred, and before the last group where that is below a hundred."""
    parts = []
    rest = n
    for scale, name in SCALES:
        count, rest = divmod(rest, scale)
        if count:
            parts.append(f"{below_thousand(count, joint)} {name}")
    if rest or not parts:
        last = below_thousand(rest, joint)
        parts.append(f"and {last}" if parts and rest < 100 and "and" in joint else last)
    return " ".join(parts)


numbers = st.integers(min_value=0, max_value=10**12)


@given(numbers, st.sampled_from([" ", " and "]))
def test_words_are_read_back(n: int, joint: str) -> None:
    assert numerals.read(forms(in_words(n, joint))) == n


@given(numbers)
def test_figures_are_read_back(n: int) -> None:
    assert numerals.read(forms(str(n))) == n
    assert numerals.read(forms(f"{n:,}")) == n


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=9), st.sampled_from(SCALES))
def test_scaled_decimals_are_exact(whole: int, tenth: int, scale: tuple[int, str]) -> None:
    value, name = scale
    assert numerals.read(forms(f"{whole}.{tenth} {name}")) == Fraction(10 * whole + tenth, 10) * value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("half a million", 500_000), ("a quarter of a million", 250_000), ("a million and a half", 1_500_000),
        ("two and a half", Fraction(5, 2)), ("2 1/2", Fraction(5, 2)), ("two dozen", 24), ("half a dozen", 6),
        ("three-quarters", Fraction(3, 4)), ("twelve hundred", 1200), ("3.4bn", 3_400_000_000), ("five lakh", 500_000),
        ("one point five million", 1_500_000), ("a hundred thousand", 100_000),
    ],
)  # fmt: skip
def test_the_ways_of_the_press(words: str, value: Fraction | int) -> None:
    assert numerals.read(forms(words)) == value


@pytest.mark.parametrize(
    "words",
    [
        "nineteen ninety",
        "thousand thousand",
        "and",
        "two and three",
        "five thousand million thousand",
        "ten six",
        "a",
        "",
    ],
)
def test_what_is_no_number_is_refused(words: str) -> None:
    assert numerals.read(forms(words)) is None


def test_endless_figures_are_codes() -> None:
    assert numerals.read(["9" * 9000]) is None
