"""Places told by another place."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Span
from sayso.places.build import kilometres
from sayso.places.gazetteer import Sense
from sayso.places.relative import relate, shifted
from tests.places.conftest import Reader, place_at

TOWN = Sense(1, "Example", 10.0, 20.0, "TD", None, None, "town", 50_000, 3.0, 0)


def _related(words: str, sense: Sense = TOWN):  # type: ignore[no-untyped-def]
    text = f"It fell {words} Example."
    return relate(text, Span(text.index("Example"), text.index("Example") + 7), sense)


@pytest.mark.parametrize(
    ("words", "km", "bearing"),
    [
        ("10 km north of", 10.0, 0),
        ("about 15 miles (24 km) north-east of", 24.1, 45),
        ("five kilometres south of the town of", 5.0, 180),
        ("some 1,200 km to the west of", 1200.0, 270),
        ("2.5 kilometers southwest of", 2.5, 225),
    ],
)
def test_distance_and_direction_shift_the_point(words: str, km: float, bearing: float) -> None:
    place = _related(words)
    assert place is not None
    assert kilometres((10.0, 20.0), (place.lat, place.lon)) == pytest.approx(km, rel=0.02)
    north = math.cos(math.radians(bearing))
    assert (place.lat - 10.0) * north >= 0
    assert place.name.endswith("Example")


def test_distance_alone_is_a_radius() -> None:
    place = _related("40 km from")
    assert place is not None and (place.lat, place.lon, place.radius_km) == (10.0, 20.0, 40.0)


def test_outskirts_stay_at_the_town() -> None:
    place = _related("on the outskirts of")
    assert place is not None and (place.lat, place.lon) == (10.0, 20.0)


@pytest.mark.parametrize("words", ["in", "near", "north and", "after"])
def test_other_words_tell_no_other_place(words: str) -> None:
    assert _related(words) is None


def test_a_part_of_a_country_is_a_region() -> None:
    country = TOWN._replace(precision="country", radius_km=400.0)
    place = _related("in northern", country)
    assert place is not None and place.precision == "region" and place.lat > 10.0


@given(st.floats(-60, 60), st.floats(-179, 179), st.floats(0, 360), st.floats(0.5, 900))
def test_a_shift_is_as_long_as_told(lat: float, lon: float, bearing: float, km: float) -> None:
    there = shifted(lat, lon, bearing, km)
    assert kilometres((lat, lon), there) == pytest.approx(km, rel=0.01, abs=0.05)
    assert -180 <= there[1] <= 180


def test_the_words_of_a_relative_place_are_its_mention(read: Reader) -> None:
    reading = read("A truck blew up 10 km (six miles) north of Kandahar on Friday.")
    place = place_at(reading, "Kandahar")
    assert place is not None
    (span,) = place.mentions
    assert reading.text[span.start : span.end] == place.name == "10 km (six miles) north of Kandahar"
