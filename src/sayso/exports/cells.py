"""Cells of tables as words, guarded where a spreadsheet would take them for formulas."""

from __future__ import annotations

DANGEROUS = frozenset("=+-@\t\r")
"""A cell that begins with one of these is a formula to some spreadsheet (OWASP, "CSV Injection")."""


def guarded(words: str) -> str:
    """The words, after an apostrophe where they begin like a formula and are no number."""
    return f"'{words}" if words[:1] in DANGEROUS and not is_number(words) else words


def is_number(words: str) -> bool:
    """Whether a spreadsheet may well take the words for the number that they are."""
    try:
        float(words)
    except ValueError:
        return False
    return words.isascii() and words == words.strip()


def flat(words: str) -> str:
    """The words on one line without tabs, for files that have no quoting."""
    return " ".join(words.split()) if any(mark in words for mark in "\t\n\r\v\f\x85\u2028\u2029") else words
