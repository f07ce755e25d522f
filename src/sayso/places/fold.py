"""Names of places as keys: what two spellings of one name have in common."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = frozenset("al el ar as ash at ad adh an az ath aş ech es".split())  # noqa: SIM905
"""The Arabic article as it is written in Latin letters, before sun letters too."""

_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe",
        "Œ": "oe", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ə": "a", "Ə": "a", "ħ": "h", "ŋ": "n", "-": " ", "‐": " ",
        "‑": " ", "–": " ", "—": " ", "/": " ", "_": " ", ",": " ", "&": " and ", ".": None, "'": None, "’": None,
        "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, "ʿ": None, "ʾ": None, "ʹ": None, "′": None,
    }
)  # fmt: skip
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_ASCII = re.compile(r"[a-z0-9 ]+\Z")


def fold(name: str) -> str:
    """The key of a name: no case, no diacritics, no apostrophes or full stops, single spaces, "St." as "saint"."""
    plain = name.lower()
    if not _ASCII.match(plain):
        plain = unicodedata.normalize("NFKD", plain.translate(_LETTERS))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = plain.split()
    if words and words[0] == "the" and len(words) > 1:
        del words[0]
    return " ".join(_SHORT.get(word, word) for word in words)


def without_article(key: str) -> str | None:
    """The key with its leading Arabic article as "al", or None where it has no other form of it."""
    first, _, rest = key.partition(" ")
    return f"al {rest}" if rest and first in ARTICLES and first != "al" else None
