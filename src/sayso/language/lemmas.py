"""Lemmas of verbs that the parser's rules get wrong: "cordoned" of "cordon" (not "cordone"), "staged" of "stage" (not "stag")."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

WRONG: Mapping[str, str] = MappingProxyType({
    "axed": "axe", "axing": "axe", "caned": "cane", "caning": "cane", "dined": "dine", "dining": "dine", "fined": "fine",
    "fining": "fine", "installed": "install", "installing": "install", "raged": "rage", "raging": "rage", "raped": "rape",
    "raping": "rape", "slated": "slate", "slating": "slate", "sniped": "snipe", "sniping": "snipe", "spared": "spare",
    "sparing": "spare", "staged": "stage", "staging": "stage", "teargassed": "teargas", "waged": "wage", "waging": "wage",
})  # fmt: skip
"""Forms whose stem without "e" is a verb too, which the parser takes them for."""

WITHOUT_E = ("er", "on", "ck", "st", "nt", "nd", "rt", "rd", "sh", "eet")
"""What the stems of verbs end in that the parser does not know, and that have no "e"."""


class Verbs(NamedTuple):
    """The verbs that the parser's rules know, and their irregular forms with the lemma of each."""

    known: frozenset[str]
    irregular: Mapping[str, str]


def mended(word: str, lemma: str, tag: str, verbs: Verbs) -> str:
    """The lemma of a word; of a past form that is tagged as a present one ("retook") too."""
    if not tag.startswith("VB"):
        return lemma
    low, known = word.lower(), verbs.known
    if low in WRONG:
        return WRONG[low]
    if tag in ("VB", "VBP") and low not in known:
        return verbs.irregular.get(low, lemma)
    if not lemma.endswith("e") or lemma.lower() in known or not low.endswith(("ed", "ing")):
        return lemma
    stem = low.removesuffix("ed").removesuffix("ing")
    if lemma.lower() != f"{stem}e":
        return lemma
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiouls":
        return stem[:-1]
    return stem if stem.endswith(WITHOUT_E) else lemma
