"""The lexicon of the time grammar, and what single words and figures of it mean."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from sayso.language import numerals


@cache
def lexicon() -> dict[str, Any]:
    """lexicon.toml, parsed."""
    return tomllib.loads(files("sayso.times").joinpath("lexicon.toml").read_text(encoding="utf-8"))


@cache
def feasts() -> dict[str, Any]:
    """feasts.toml, parsed."""
    return tomllib.loads(files("sayso.times").joinpath("feasts.toml").read_text(encoding="utf-8"))


LEXICON = lexicon()
MONTHS: dict[str, int] = LEXICON["months"]
SHORT_MONTHS = frozenset(month for month in MONTHS if len(month) < 5)
WEEKDAYS: dict[str, int] = LEXICON["weekdays"]
UNITS: dict[str, str] = LEXICON["units"]
PARTS: dict[str, str] = LEXICON["parts"]
SEASONS: dict[str, str] = LEXICON["seasons"]
HEDGES: dict[str, str] = LEXICON["hedges"]
REFERENCES: dict[str, str] = LEXICON["references"]
SETS: dict[str, str] = LEXICON["sets"]
DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8, "nineties": 9,
}  # fmt: skip
UNIT_NAMES = {"D": "day", "N": "day", "W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year"} | {
    "E": "decade",
    "C": "century",
}
ORDINALS = {
    **{word: n for word, n in numerals.ORDINALS.items() if n <= 20},
    "thirtieth": 30,
}


def cardinal(words: list[str]) -> Fraction | None:
    """The count in "two", "2 1/2", "a", "a couple of"; None for vague ones."""
    said = [word for word in words if word not in ("of", "the")]
    if said in (["a"], ["an"], ["another"], ["one"], ["each"], ["every"], ["per"]):
        return Fraction(1)
    if (said[:1] == ["a"] and said[-1:] == ["couple"]) or said == ["couple"]:
        return Fraction(2)
    if said[:1] in (["half"], ["quarter"]) and said[-1] in ("a", "an"):
        said = said[:1]  # "half an" hour
    return numerals.read(said)


def year_of(words: list[str]) -> int | None:
    """The year in "1998", "nineteen ninety-eight", "two thousand (and) four", "twenty twenty-four"."""
    said = [word for word in words if word not in ("-", "the", "year")]
    if len(said) == 1 and said[0].isdigit() and len(said[0]) == 4:
        return int(said[0])
    plain = numerals.read(said)
    if plain is not None:
        return int(plain) if plain.denominator == 1 and 1000 <= plain < 2200 else None
    if len(said) not in (2, 3):
        return None
    head, tail = numerals.read(said[:1]), numerals.read(["-".join(said[1:])] if len(said) == 2 else said[1:])
    if said[1:] == ["hundred"]:
        tail = Fraction(0)
    if said[1] in ("oh", "o") and len(said) == 3:
        tail = numerals.read(said[2:])
    if head is None or tail is None or not 10 <= head <= 21 or not 0 <= tail <= 99:
        return None
    return int(head) * 100 + int(tail)


def clock_of(words: list[str]) -> str | None:
    """`HH:MM` of a clock time: "10", "p.m."; "10:35"; "0530", "gmt"; "half", "past", "six"; None where it is none."""
    half = _half_of_day(words)
    told = words[: words.index("(")] if "(" in words[1:] else words  # "6 p.m. (1000 GMT)"
    core = [w for w in told if w not in _CLOCK_NOISE]
    if not core:
        return None
    if core[0] in ("noon", "midday", "midnight"):
        return PARTS[core[0]]
    minutes = 0
    if core[0] in ("half", "quarter") and len(core) == 3:
        minutes = {"half": 30, "quarter": 15}[core[0]] * (-1 if core[1] == "to" else 1)
        core = core[2:]
    found = _hours_minutes(core)
    if found is None:
        return None
    total = (found[0] * 60 + found[1] + minutes) % 1440
    hour, minute = divmod(total, 60)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


_CLOCK_NOISE = {
    *LEXICON["words"]["clock_noise"],
    *LEXICON["zones"]["names"],
    *(word for phrase in LEXICON["zones"]["phrases"] for word in phrase.split()),
}


def _half_of_day(words: list[str]) -> str:
    for word in words:
        plain = word.lstrip("+").replace(".", "")
        if plain in ("am", "a", "morning") and word != "a":
            return "a"
        if plain in ("pm", "p", "afternoon", "evening", "night"):
            return "p"
    return ""


def _hours_minutes(core: list[str]) -> tuple[int, int] | None:
    figure = core[0]
    if ":" in figure or "." in figure:
        parts = figure.replace(".", ":").split(":")
        hour, minute = int(parts[0]), int(parts[1])
    elif figure.isdigit() and len(figure) == 4:
        hour, minute = int(figure[:2]), int(figure[2:])
    else:
        read = numerals.read(core[:1])
        rest = numerals.read(core[1:]) if len(core) > 1 else Fraction(0)
        if read is None or rest is None or read.denominator != 1:
            return None
        hour, minute = int(read), int(rest)
    return (hour, minute) if hour <= 24 and minute < 60 else None
