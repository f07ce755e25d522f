"""Words as evidence of sameness: stems, how telling a word is, and sentences as sparse vectors.

Worked out from a report's text alone, so that a ledger is the same whatever parser read the report.
"""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.resources import files

Vector = dict[int, int]
"""A sparse vector of length one: hashed stem -> weight in ten-thousandths. Whole numbers add up to the same in any order."""

BUCKETS = 1 << 15
_WORD = re.compile(r"\w[\w'’-]*", re.UNICODE)
_END = re.compile(r"(?<=[.!?][\"”’')\]\s])\s*(?=[\"“‘'(\[]?[A-Z0-9])|\n+")


@cache
def _table() -> dict[str, dict[str, object]]:
    return tomllib.loads((files(__package__) / "stems.toml").read_text(encoding="utf-8"))


@cache
def _irregular() -> dict[str, str]:
    forms: Mapping[str, object] = _table()["irregular"]
    return {form: stem for stem, listed in forms.items() for form in str(listed).split()}


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing about which happening it is."""
    return frozenset(str(_table()["stop"]["words"]).split())


@cache
def _concepts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for concept, listed in _table()["concepts"].items():
        for word in str(listed).split():
            found.setdefault(stem(word), []).append(concept)
    return {word: tuple(names) for word, names in found.items()}


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A rough stem in lower case: enough to join "charged", "charges" and "charging"."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'-")
    if word in _irregular():
        return _irregular()[word]
    if len(word) <= 4 or word.endswith("ss"):
        return word[:-1] if len(word) == 4 and word.endswith("s") and word[-2] not in "su" else word
    for suffix, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            cut = word[: -len(suffix)] + instead
            break
    else:
        cut = word
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] in "bdgmnprt":
        cut = cut[:-1]
    return cut.removesuffix("e") if len(cut) > 3 else cut


def concepts(stems: Iterable[str]) -> frozenset[str]:
    """What kinds of happening the stems name ("shooting" for shoot, fire, gunfire)."""
    return frozenset(name for word in stems for name in _concepts().get(word, ()))


def tokens(words: str) -> list[str]:
    """The words, as they stand."""
    return _WORD.findall(words)


@lru_cache(maxsize=65536)
def _telling(word: str) -> tuple[str, bool]:
    """A word's stem, "" for a stop word; and whether it is a capitalised word that may be a name. A "march" is no month."""
    return ("", False) if word.lower() in stop_words() and word != "march" else (stem(word), word[0].isupper())


def stems(words: str) -> list[str]:
    """The stems of the words, without stop words, in order."""
    return [found for word in tokens(words) if (found := _telling(word)[0])]


@lru_cache(maxsize=262144)
def bucket(word: str) -> int:
    """A stable hash of a word, below `BUCKETS`."""
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big") % BUCKETS


@cache
def _rarity() -> bytes:
    return (files(__package__) / "rarity.bin").read_bytes()


def rarity(word: str) -> float:
    """How telling a stem is: its inverse document frequency in news, about 0.5 (said) to 9 (never seen), in nats."""
    return _rarity()[bucket(word)] / 25.0


@lru_cache(maxsize=65536)
def weighed(word: str) -> tuple[int, float]:
    """The hash of a stem, and how telling it is."""
    return bucket(word), rarity(word)


def vector(words: Iterable[str], top: int | None = None) -> Vector:
    """Stems as a vector of length one, weighted by (1 + log count) x rarity; only the `top` heaviest if given."""
    counts = Counter(words)
    weights = {word: (1 + math.log(n)) * weighed(word)[1] if n > 1 else weighed(word)[1] for word, n in counts.items()}
    kept: Iterable[tuple[str, float]] = weights.items()
    if top is not None and len(weights) > top:
        kept = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:top]
    made: dict[int, float] = {}
    for word, weight in kept:
        key = weighed(word)[0]
        made[key] = made.get(key, 0.0) + weight
    norm = math.sqrt(sum([weight * weight for weight in made.values()])) or 1.0
    unit = _UNIT / norm
    return {key: int(weight * unit + 0.5) for key, weight in made.items()}


_UNIT = 10_000  # what a weight of 1 is in a vector


def cosine(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length one."""
    return sum([weight * b[key] for key, weight in a.items() if key in b]) / (_UNIT * _UNIT)


def bounds(words: str) -> list[int]:
    """Where the text's sentences begin, and its end; roughly: a line is a sentence too."""
    return [0, *(match.end() for match in _END.finditer(words)), len(words)]


def first_sentence(words: str) -> str:
    """The words up to the first of their `bounds`."""
    found = _END.search(words)
    return words[: found.end()] if found else words


_MARKS = frozenset('.!?:“"')
_SURELY = 8.0


def names(words: str) -> list[str]:
    """Stems of capitalised words: names, mostly. A word that begins a sentence counts if it is capitalised inside one too,
    or hardly ever seen."""
    return Lexed(words).names(0, len(words))


class Lexed:
    """A text cut into words once, for what is asked of it and of its sentences."""

    def __init__(self, words: str) -> None:
        self.words = words
        found = list(_WORD.finditer(words))
        self.starts = [match.start() for match in found]
        self.said = [_telling(match[0]) for match in found]

    def _inside(self, start: int, end: int) -> tuple[int, int]:
        return bisect_left(self.starts, start), bisect_left(self.starts, end)

    def stems(self, start: int, end: int) -> list[str]:
        """`stems` of a part that begins and ends between words."""
        low, high = self._inside(start, end)
        return [stem for stem, _ in self.said[low:high] if stem]

    def names(self, start: int, end: int) -> list[str]:
        """`names` of a part that begins and ends between words."""
        low, high = self._inside(start, end)
        inner: list[str] = []
        first: list[str] = []
        for n in range(low, high):
            stem, capital = self.said[n]
            if capital:
                (first if n == low or self._after_mark(n) else inner).append(stem)
        known = set(inner)
        return inner + [word for word in first if word in known or weighed(word)[1] > _SURELY]

    def _after_mark(self, n: int) -> bool:
        at = self.starts[n]
        return not _MARKS.isdisjoint(self.words[max(0, at - 2) : at])
