"""Copies: reports that are one text in several outlets, counted as one voice.

MinHash (Broder 1997) over shingles of words, with bands for finding candidates (Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3). 64 permutations in 16 bands of 4: two texts that share 80 % of their shingles
fall into one band with probability 0.9998, 30 % with 0.12; the estimate over all 64 then decides.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from sayso.ledger.words import tokens

PERMUTATIONS = 64
BANDS = 16
SHINGLE = 4
SAME = 0.7
"""From this share of common shingles on (as estimated), two reports are copies of one text."""

Sign = npt.NDArray[np.uint32]
_PRIME = np.uint64((1 << 31) - 1)
_RANDOM = np.random.default_rng(20241023)
_A = _RANDOM.integers(1, int(_PRIME), PERMUTATIONS, dtype=np.uint64)
_B = _RANDOM.integers(0, int(_PRIME), PERMUTATIONS, dtype=np.uint64)


def sign(words: str) -> Sign:
    """The signature of a text: for each permutation the least hash of its shingles (case and marks do not count)."""
    found = [word.lower() for word in tokens(words)]
    shingles = {" ".join(found[n : n + SHINGLE]) for n in range(max(1, len(found) - SHINGLE + 1))}
    digests = (blake2b(s.encode("utf-8", "surrogatepass"), digest_size=4).digest() for s in shingles)
    hashes = np.array([int.from_bytes(d, "big") for d in digests], dtype=np.uint64) % _PRIME
    return _least(hashes)


def _least(hashes: npt.NDArray[np.uint64]) -> Sign:
    least = np.full(PERMUTATIONS, int(_PRIME), dtype=np.uint64)
    for start in range(0, len(hashes), 4096):  # a long text is done in pieces, to bound memory
        permuted = (hashes[start : start + 4096, None] * _A + _B) % _PRIME
        least = np.minimum(least, permuted.min(axis=0))
    return least.astype(np.uint32)


def bands(of: Sign) -> list[int]:
    """One key for each band of a signature; texts that share a key may be copies."""
    rows = of.reshape(BANDS, -1)
    keys = (blake2b(bytes([n]) + row.tobytes(), digest_size=7).digest() for n, row in enumerate(rows))
    return [int.from_bytes(key, "big") for key in keys]


def likeness(a: Sign, b: Sign) -> float:
    """The estimated share of shingles that two texts have in common."""
    return float(np.mean(a == b))


def pack(of: Sign) -> bytes:
    """A signature as bytes."""
    return of.tobytes()


def unpack(packed: bytes) -> Sign:
    """A signature from bytes."""
    return np.frombuffer(packed, dtype=np.uint32)
