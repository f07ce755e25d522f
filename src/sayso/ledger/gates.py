"""A quick look over many pairs of events at once, before those that are left are looked at one by one.

What is dropped here is ruled out (`matching.ruled_out`), or not worth comparing (`merging.comparable`): nothing else. A pair of
which that cannot be told quickly is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

from sayso.ledger.matching import EXACT, FAR_KM, NEAR_KM, SURELY_APART
from sayso.ledger.sketches import Sketch
from sayso.ledger.words import bucket

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers: TypeAlias = npt.NDArray[np.int64]
    Yes: TypeAlias = npt.NDArray[np.bool_]

_AT_ONCE = 500_000  # pairs looked at together, to bound memory
_MARGIN = 0.01  # kilometres by which a distance worked out here may be off

TOTAL, DATED, START, END, FAMILY, COUNTRY, EXACTLY, LAT, LON, SITED = range(10)


class Gates:
    """Events by their numbers, as columns of what rules a pair out. NumPy is imported here: a ledger that is only looked at needs
    none.
    """

    def __init__(self, drawn: Mapping[int, Sketch]) -> None:
        import numpy as np

        self.numbers = np.fromiter(sorted(drawn), dtype=np.int64, count=len(drawn))
        sketches = [drawn[int(number)] for number in self.numbers]
        self.columns = np.array([_columns(sketch) for sketch in sketches], dtype=np.float64).reshape(-1, 10).T.copy()
        self.words = np.fromiter(map(_words, sketches), dtype=np.uint64, count=len(sketches))

    def open_between(
        self, pairs: Sequence[tuple[int, int]], homes: Mapping[int, Sequence[int]]
    ) -> Iterator[tuple[int, int]]:
        """The pairs of events left between readings, and within one that is paired with itself, that may be comparable.

        `homes`: the events of each reading.
        """
        for a, b in self._between(pairs, homes):
            left = self.may_be_one(a, b) & self._may_compare(a, b)
            yield from zip(self.numbers[a[left]].tolist(), self.numbers[b[left]].tolist(), strict=True)

    def open_among(self, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The pairs left of those given."""
        import numpy as np

        for start in range(0, len(pairs), _AT_ONCE):
            some = np.array(pairs[start : start + _AT_ONCE], dtype=np.int64).reshape(-1, 2)
            a, b = np.searchsorted(self.numbers, some[:, 0]), np.searchsorted(self.numbers, some[:, 1])
            left = self.may_be_one(a, b)
            yield from zip(some[left, 0].tolist(), some[left, 1].tolist(), strict=True)

    def _between(
        self, pairs: Sequence[tuple[int, int]], homes: Mapping[int, Sequence[int]]
    ) -> Iterator[tuple[Numbers, Numbers]]:
        """Every pair of events between readings, as places in the columns, some at a time."""
        import numpy as np

        at = {reading: place for place, reading in enumerate(homes)}
        counts = np.array([len(events) for events in homes.values()], dtype=np.int64)
        firsts = np.cumsum(counts) - counts
        places = np.searchsorted(
            self.numbers, np.array([n for events in homes.values() for n in events], dtype=np.int64)
        )
        known = np.array([(at[x], at[y]) for x, y in pairs if x in at and y in at], dtype=np.int64).reshape(-1, 2)
        for some in _parts(known, counts[known[:, 0]] * counts[known[:, 1]]):
            x, y = some[:, 0], some[:, 1]
            sizes = counts[x] * counts[y]
            pair = np.repeat(np.arange(len(some)), sizes)
            within = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            a = firsts[x][pair] + within // counts[y][pair]
            b = firsts[y][pair] + within % counts[y][pair]
            once = (x != y)[pair] | (a < b)
            yield places[a[once]], places[b[once]]

    # -------------------------------------------------------- what rules a pair out
    def may_be_one(self, a: Numbers, b: Numbers) -> Yes:
        """Whether the pairs are not surely ruled out."""
        mine, theirs = self.columns[:, a], self.columns[:, b]
        days, far_days = self._days(mine, theirs)
        clash, near_clash = self._places(mine, theirs)
        out: Yes = (mine[TOTAL] != theirs[TOTAL]) | far_days | clash | (days & near_clash)
        return ~out

    def _days(self, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> tuple[Yes, Yes]:
        """Whether the days that both have beside their own words are apart, and whether so far that they rule the pair out."""
        import numpy as np

        apart = np.maximum(a[START] - b[END], b[START] - a[END]) * a[DATED] * b[DATED]
        single = (a[START] == a[END]) & (b[START] == b[END])
        return apart > 0, (apart > 3) | ((apart > 1) & single)

    def _places(self, a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> tuple[Yes, Yes]:
        """Whether the places clash, and whether they do so little that it takes other days to rule the pair out."""
        import numpy as np

        abroad = a[COUNTRY] != b[COUNTRY]
        looked: Yes = abroad | ((a[SITED] > 0) & (b[SITED] > 0))
        known: Yes = looked & (a[EXACTLY] > 0) & (b[EXACTLY] > 0)
        clash: Yes = abroad & (a[COUNTRY] > 0) & (b[COUNTRY] > 0)
        kilometres = np.zeros(len(known))
        kilometres[known] = _kilometres(a[LAT, known], a[LON, known], b[LAT, known], b[LON, known])
        clash |= known & ((np.abs(a[LAT] - b[LAT]) > SURELY_APART) | (kilometres > FAR_KM + _MARGIN))
        return clash, known & (kilometres > NEAR_KM + _MARGIN)

    def _may_compare(self, a: Numbers, b: Numbers) -> Yes:
        """Whether the types' families are the same or the triggers' words may be."""
        families = self.columns[FAMILY]
        found: Yes = (families[a] == families[b]) | ((self.words[a] & self.words[b]) > 0)
        return found


def _parts(pairs: Numbers, sizes: Numbers) -> Iterator[Numbers]:
    """The pairs of readings, cut so that each part has about `_AT_ONCE` pairs of events."""
    import numpy as np

    part = np.cumsum(sizes) // _AT_ONCE
    for cut in np.split(pairs, np.flatnonzero(np.diff(part)) + 1):
        if len(cut):
            yield cut


def _columns(sketch: Sketch) -> tuple[float, ...]:
    dated = sketch.firm[0] and sketch.start is not None and sketch.end is not None
    exact = sketch.precision in EXACT and sketch.where is not None
    lat, lon = sketch.where or (0.0, 0.0)
    return (
        sketch.total, dated, sketch.start or 0, sketch.end or 0, crc32(sketch.family.encode()),
        crc32(sketch.country.encode()) if sketch.country else 0, exact, lat, lon, sketch.firm[1],
    )  # fmt: skip


def _words(sketch: Sketch) -> int:
    """A bit for each stem and each concept of the trigger: events that share none share no bit, but for chance."""
    bits = 0
    for word in sketch.stems:
        bits |= 1 << bucket(word) % 64
    for name in sketch.concepts:
        bits |= 1 << bucket(f"*{name}") % 64
    return bits


def _kilometres(
    lat1: npt.NDArray[np.float64],
    lon1: npt.NDArray[np.float64],
    lat2: npt.NDArray[np.float64],
    lon2: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """The great-circle distances, by the haversine formula as in `matching`."""
    import numpy as np

    lat1, lon1, lat2, lon2 = (np.radians(degrees) for degrees in (lat1, lon1, lat2, lon2))
    h = np.sin((lat2 - lat1) / 2) ** 2 + np.cos(lat1) * np.cos(lat2) * np.sin((lon2 - lon1) / 2) ** 2
    found: npt.NDArray[np.float64] = 12742 * np.arcsin(np.minimum(1.0, np.sqrt(h)))
    return found
