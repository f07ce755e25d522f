"""Spans are exact whatever the text holds, and nothing depends on the batch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.model import Reading
from tests.places.conftest import Reader, place_at

ODD = st.text(st.sampled_from("a Z\u00a0\u0301\u0130ß😀👩‍🚒שלום مرحبا\r\n\t-–'’.,()\u202b\u200d"), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ODD, after=ODD)
def test_spans_hold_among_odd_characters(read: Reader, before: str, after: str) -> None:
    reading = read(f"{before} Shots were heard in Mogadishu, Somalia. {after}")
    for place in reading.places:
        assert place.mentions == tuple(sorted(place.mentions))
        for start, end in place.mentions:
            assert 0 <= start < end <= len(reading.text)
            assert not reading.text[start].isspace() and not reading.text[end - 1].isspace()
    place = place_at(reading, "Mogadishu")
    if place is not None and place.name == "Mogadishu":
        assert [reading.text[s:e] for s, e in place.mentions] == ["Mogadishu"]


def test_diacritics_and_apostrophes_are_one_name(read: Reader) -> None:
    reading = read("Fighting went on in Sana’a, in Ta'izz and in São Paulo.")
    assert [place.country for place in reading.places] == ["YE", "YE", "BR"]
    assert [reading.text[s:e] for place in reading.places for s, e in place.mentions] == [
        "Sana’a",
        "Ta'izz",
        "São Paulo",
    ]


def test_a_genitive_is_no_part_of_the_name(read: Reader) -> None:
    reading = read("Mosul’s bridges and Beirut's hospitals were hit.")
    assert [reading.text[s:e] for place in reading.places for s, e in place.mentions] == ["Mosul", "Beirut"]


def test_the_batch_does_not_matter(read_all: Callable[[Sequence[str]], list[Reading]], read: Reader) -> None:
    texts = ["Shots in Goma.", "A fire in Athens, Ga., spread.", "", "Troops left Khartoum for Port Sudan."]
    assert [reading.places for reading in read_all(texts)] == [read(text).places for text in texts]


def test_nothing_is_found_in_nothing(read: Reader) -> None:
    assert read("").places == ()
    assert read("12 34 -- ... 😀").places == ()
