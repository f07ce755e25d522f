"""Copies: reports that are one text in several outlets, counted as one voice.

MinHash (Broder 1997) over shingles of words, with bands for finding candidates (Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3). 64 permutations in 16 bands of 4: two texts that share 80 % of their shingles
fall into one band with probability 0.9998, 30 % with 0.12; the estimate over all 64 then decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from sayso.ledger.words import tokens

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Sign: TypeAlias = npt.NDArray[np.uint32]

PERMUTATIONS = 64
BANDS = 16
SHINGLE = 4
SAME = 0.7
"""From this share of common shingles on (as estimated), two reports are copies of one text."""

_PRIME = (1 << 31) - 1


@cache
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Factors and summands of the permutations. NumPy is imported here: a ledger that is only looked at needs none."""
    import numpy as np

    random = np.random.default_rng(20241023)
    factors = random.integers(1, _PRIME, PERMUTATIONS, dtype=np.uint64)
    return factors, random.integers(0, _PRIME, PERMUTATIONS, dtype=np.uint64)


def sign(words: str) -> Sign:
    """The signature of a text: for each permutation the least hash of its shingles (case and marks do not count)."""
    import numpy as np

    found = [word.lower() for word in tokens(words)]
    runs = zip(*(found[n:] for n in range(SHINGLE)), strict=False) if len(found) >= SHINGLE else (found,)
    shingles = set(map(" ".join, runs))
    digests = (crc32(shingle.encode("utf-8", "surrogatepass")) for shingle in shingles)
    hashes = np.fromiter(digests, dtype=np.uint64, count=len(shingles)) % np.uint64(_PRIME)
    return _least(hashes)


def _least(hashes: npt.NDArray[np.uint64]) -> Sign:
    import numpy as np

    least = np.full(PERMUTATIONS, _PRIME, dtype=np.uint64)
    factors, summands = (numbers[:, None] for numbers in _permutations())
    for start in range(0, len(hashes), 4096):  # a long text is done in pieces, to bound memory
        permuted = hashes[start : start + 4096] * factors + summands
        permuted -= (
            permuted // np.uint64(_PRIME) * np.uint64(_PRIME)
        )  # the remainder: NumPy divides faster than it takes it
        least = np.minimum(least, permuted.min(axis=1))
    return least.astype(np.uint32)


def bands(of: Sign) -> list[int]:
    """One key for each band of a signature; texts that share a key may be copies."""
    rows = of.reshape(BANDS, -1)
    keys = (blake2b(bytes([n]) + row.tobytes(), digest_size=7).digest() for n, row in enumerate(rows))
    return [int.from_bytes(key, "big") for key in keys]


def likeness(a: Sign, b: Sign) -> float:
    """The estimated share of shingles that two texts have in common."""
    return float((a == b).mean())


def copies(signs: Mapping[int, Sign], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the pairs that are copies of one text."""
    import numpy as np

    place = {number: n for n, number in enumerate(signs)}
    rows = np.array(list(signs.values()))
    for start in range(0, len(pairs), 10_000):
        some = pairs[start : start + 10_000]
        alike = rows[[place[a] for a, _ in some]] == rows[[place[b] for _, b in some]]
        yield from (some[n] for n in np.flatnonzero(alike.mean(axis=1) >= SAME).tolist())


def pack(of: Sign) -> bytes:
    """A signature as bytes."""
    return of.tobytes()


def unpack(packed: bytes) -> Sign:
    """A signature from bytes."""
    import numpy as np

    return np.frombuffer(packed, dtype=np.uint32)
