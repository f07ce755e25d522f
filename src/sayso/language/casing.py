"""Copy without cases (all upper, all lower) and headlines in title case, written as running text has it.

The tagger and the parser read cases. A word of such a copy is lowered when it is an English word that is seldom a name,
and capitalised otherwise; one that is a last name too is capitalised right behind a name, and one that is a first name too
right before one. The result is as long as the original, character for character.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ACRONYM = 5
"""In title-case lines a word of up to this many capitals is an acronym and stays as it is."""

_BESIDE = re.compile(rf" ({_WORD.pattern})")
_SIBILANT = ("ses", "xes", "zes", "ches", "shes", "oes")
"""Ends of words with "es" behind their stem: "Soares" is none."""
_PART = 4
"""Letters of the first of two words in one; the second may have one fewer."""


def case_of(block: str) -> str:
    """`upper`, `lower`, `title` or `mixed`: how the block is written."""
    words = _WORD.findall(block)
    letters = [c for word in words for c in word]
    if len(words) < 3 or not letters:
        return "mixed"
    upper = sum(c.isupper() for c in letters) / len(letters)
    if upper > 0.85:
        return "upper"
    if upper == 0.0 and len(words) >= 6:
        return "lower"
    capital = sum(word[0].isupper() for word in words if len(word) > 3)
    long = sum(len(word) > 3 for word in words)
    return "title" if long >= 3 and capital >= 0.9 * long else "mixed"


def truecased(block: str, english: Container[str]) -> str:
    """The block in the case that running text would have. `english` holds the lower-case words of the language."""
    case = case_of(block)
    if case == "mixed":
        return block

    start = first.start() if (first := _WORD.search(block)) else 0
    named = 0  # where the name before ends, if one is right before

    def forename(match: re.Match[str]) -> bool:
        behind = _BESIDE.match(block, match.end()) if case == "upper" and match[0].lower() in forenames() else None
        if behind is None:
            return False
        return behind[1].lower() in surnames() or _running(behind[1], english, first=False, unknown=True)[0].isupper()

    def recase(match: re.Match[str]) -> str:
        nonlocal named
        word = match[0]
        if case == "title" and (word.islower() or (word.isupper() and len(word) <= _ACRONYM)):
            return word
        beside = case == "upper" and block[named : match.start()] == " " and named > 0
        part = (beside and re.split("['’]", word.lower())[0] in surnames()) or forename(match)
        recased = _running(word, english, first=match.start() == start or part, unknown=case != "lower")
        named = match.end() if recased[0].isupper() and match.start() != start else 0
        if match.start() == start and word.lower() in names():
            named = match.end()
        return _as_long(word, recased)

    return _WORD.sub(recase, block)


def _running(word: str, english: Container[str], *, first: bool, unknown: bool) -> str:
    lower = word.lower()
    stem = re.split("['’]", lower)[0]
    if stem == "i" or stem in names() or first:
        return lower[:1].upper() + lower[1:]
    if stem in english or _stemmed(stem, english) or not unknown:
        return lower
    return lower[:1].upper() + lower[1:]


def _stemmed(word: str, english: Container[str]) -> bool:
    """Whether the word is an English word with a regular ending."""
    if word.endswith(_SIBILANT) and word.removesuffix("es") in english:
        return True
    for ending, stems in (
        ("s", ("",)),
        ("ies", ("y",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
        ("ly", ("",)),
    ):
        if word.endswith(ending) and any(word[: -len(ending)] + stem in english for stem in stems):
            return True
        if ending in ("ed", "ing") and word.endswith(ending) and len(word) > len(ending) + 2:
            root = word[: -len(ending)]
            single = root[:-1] if root[-1] == root[-2] else root
            if single != root and single in english:
                return True
            if any(_compounded(stem, english) for stem in {root, single, root + "e"}):
                return True
    return False


def _compounded(stem: str, english: Container[str]) -> bool:
    """Whether a verb's stem is two English words in one: "machinegun" of "machinegunned"."""
    return any(stem[:cut] in english and stem[cut:] in english for cut in range(_PART, len(stem) - _PART + 2))


def _as_long(word: str, recased: str) -> str:
    """`recased`, or the word as it was where changing its case would change its length."""
    return recased if len(recased) == len(word) else word


@cache
def names() -> frozenset[str]:
    """Lower-case words that running news text mostly capitalises (language/names.txt)."""
    lines = files("sayso.language").joinpath("names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


@cache
def surnames() -> frozenset[str]:
    """Lower-case English words that are last names as well (language/surnames.txt)."""
    return _words("surnames.txt")


@cache
def forenames() -> frozenset[str]:
    """Lower-case English words that are first names as well (language/forenames.txt)."""
    return _words("forenames.txt")


def _words(file: str) -> frozenset[str]:
    lines = files("sayso.language").joinpath(file).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
