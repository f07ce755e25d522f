"""The compiled patterns of the time grammar: patterns.toml over the words of lexicon.toml and feasts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from sayso.language import numerals
from sayso.language.phrases import Grammar, any_of
from sayso.times import words as lex

_TEENS = [w for w, n in numerals.UNITS.items() if n >= 10]
_ONES = [w for w, n in numerals.UNITS.items() if 1 <= n <= 9]

_UNCUT = ("may", "june", "july")
"""Short names of months that are no abbreviations: a full stop behind them ends the sentence."""

CLASSES: dict[str, Iterable[str]] = {
    "MONTH": lex.MONTHS,
    "WEEKDAY": lex.WEEKDAYS,
    "SHORTDAY": [w for w in lex.WEEKDAYS if not w.endswith("day")],
    "FULLDAY": [w for w in lex.WEEKDAYS if w.endswith("day")],
    "FULLMONTH": [w for w in lex.MONTHS if len(w) >= 5 or w in _UNCUT],
    "SHORTMONTH": [w for w in lex.MONTHS if len(w) < 5 and w not in _UNCUT],
    "WEEKDAYS": lex.LEXICON["weekdays_many"],
    "UNIT": [w for w in lex.UNITS if not w.endswith("s") and w not in ("centuries", "millennia")],
    "UNITS": [w for w in lex.UNITS if w.endswith("s") or w == "millennia"],
    "ANYUNIT": lex.UNITS,
    "DATEUNIT": ["day", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight", "half"],
    "PART": lex.PARTS,
    "SEASON": lex.SEASONS,
    "SEASONS": ["springs", "summers", "autumns", "falls", "winters"],
    "DECADE": lex.DECADES,
    "DAYFIG": ["TO12", "TO24", "TO31", "PADDED"],
    "HOURFIG": ["ZERO", "PADDED", "TO12", "TO24"],
    "TWO": ["ZERO", "PADDED", "TO12", "TO24", "TO31", "TO59", "TO99"],
    "FIGURE": ["TO12", "TO24", "TO31", "TO59", "TO99", "THREE", "FOUR", "YEAR4", "DECIMAL", "POINTED", "GROUPED", "LONG"],
    "FOURFIG": ["YEAR4", "FOUR"],
    "ORD": lex.ORDINALS,
    "ORDSUFFIX": ["+st", "+nd", "+rd", "+th"],
    "ONE": _ONES,
    "TEEN": _TEENS,
    "TEN": numerals.TENS,
    "CARD": [*numerals.UNITS, *numerals.TENS, "hundred", "thousand", "dozen", "million", "billion"],
    "ZONE": lex.LEXICON["zones"]["names"],
    "AMPM": ["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "+am", "+pm", "+a.m.", "+p.m.", "+a.m", "+p.m"],
    "EARLY": ["early", "late", "mid", "middle", "earlier", "later"],
    "REF": ["now", "currently", "current", "presently", "nowadays", "recently", "lately"],
    "SETWORD": lex.SETS,
    "CURRENCY": ["$", "€", "£"],
}  # fmt: skip
_LOOSE_HEDGES = ("over", "under", "around", "some", "up to")
"""Hedges that are prepositions before "the past two weeks"."""


@cache
def grammar() -> Grammar:
    """The compiled grammar. Raises ResourceError where patterns.toml is broken."""
    data = tomllib.loads(files("sayso.times").joinpath("patterns.toml").read_text(encoding="utf-8"))
    return Grammar(CLASSES, data["rules"], parts=_made_parts() | data["parts"], capital=lex.LEXICON["capital"])


def _made_parts() -> dict[str, str]:
    return {
        "hedge": any_of(lex.HEDGES),
        "hedged": any_of(hedge for hedge in lex.HEDGES if hedge not in _LOOSE_HEDGES),
        "zonephrase": any_of(lex.LEXICON["zones"]["phrases"]),
        "refname": any_of(name for name in lex.REFERENCES if " " in name),
        "feastname": any_of(name for feast in lex.feasts().values() for name in feast["names"]),
    }
