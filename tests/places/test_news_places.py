"""Three hundred and forty places in the news, each in a sentence of our own, are found and put on the right spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sayso.model import Reading
from sayso.places.build import kilometres
from tests.places.conftest import place_at

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("news_places.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _misses(reading: Reading, expected: str) -> list[str]:
    missed = []
    for item in expected.split(";"):
        name, _, numbers = item.partition("=")
        lat, lon, limit = map(float, numbers.split(","))
        place = place_at(reading, name)
        if place is None or place.lat is None or place.lon is None:
            missed.append(name)
        elif kilometres((lat, lon), (place.lat, place.lon)) > limit:
            missed.append(f"{name} at {place.lat}, {place.lon}")
    return missed


def test_places_in_the_news_are_put_on_the_map(read_all: Callable[[Sequence[str]], list[Reading]]) -> None:
    readings = read_all([sentence for sentence, _ in ROWS])
    missed = [
        name for reading, (_, expected) in zip(readings, ROWS, strict=True) for name in _misses(reading, expected)
    ]
    total = sum(expected.count("=") for _, expected in ROWS)
    assert total >= 300
    assert len(missed) <= 0.02 * total, missed
