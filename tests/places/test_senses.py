"""Which place a name stands for depends on what stands beside it and on the whole report."""

from __future__ import annotations

import pytest

from tests.places.conftest import Reader, place_at


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A tornado hit Paris, Texas, on Sunday.", "Paris", "US", "Texas"),
        ("The fire in Springfield, Ill., killed two.", "Springfield", "US", "Illinois"),
        ("The fire in Springfield, Mass., killed two.", "Springfield", "US", "Massachusetts"),
        ("He was born in London, Ontario.", "London", "CA", "Ontario"),
        ("Protests spread to Tripoli, Lebanon.", "Tripoli", "LB", None),
        ("Militias shelled Tripoli, the Libyan capital, and Misrata, officials in Libya said.", "Tripoli", "LY", None),
        ("Georgian troops shelled villages outside Tbilisi, in the east of Georgia.", "of Georgia", "GE", None),
        ("A sheriff in Boone County, Missouri, said the river was rising.", "Boone County", "US", "Missouri"),
        ("Crowds filled Washington on Saturday.", "Washington", "US", "District of Columbia"),
    ],
)
def test_what_holds_a_place_tells_which_it_is(
    read: Reader, text: str, name: str, country: str, admin1: str | None
) -> None:
    place = place_at(read(text), name)
    assert place is not None
    assert place.country == country
    if admin1 is not None:
        assert place.admin1 == admin1


def test_the_report_is_about_one_country(read: Reader) -> None:
    text = (
        "Ukrainian troops left the town. Kyiv confirmed it. Shells hit houses in Pokrovsk and in Kramatorsk, Ukraine."
    )
    place = place_at(read(text), "Pokrovsk")
    assert place is not None and place.country == "UA"


def test_one_sense_a_report(read: Reader) -> None:
    reading = read("A flood hit Athens, Georgia. Shops in Athens closed.")
    assert [len(place.mentions) for place in reading.places if place.name == "Athens"] == [2]


def test_mentions_of_one_place_are_one_place(read: Reader) -> None:
    reading = read("Shots were heard in Goma. Banks in Goma closed, and people left Goma by boat.")
    assert [len(place.mentions) for place in reading.places] == [3]


def test_a_described_capital_is_found(read: Reader) -> None:
    place = place_at(read("A bomb went off in the Lebanese capital at noon."), "capital")
    assert place is not None and place.lat == pytest.approx(33.89, abs=0.05)


def test_an_unknown_site_keeps_its_name_and_stays_off_the_map(read: Reader) -> None:
    place = place_at(read("Twelve people were treated at Quillmere Vale Hospital after the crash."), "Quillmere")
    assert place is not None
    assert place.name == "Quillmere Vale Hospital" and place.lat is None and place.precision == "site"
    assert place.reason


def test_an_unknown_site_is_put_in_the_town_that_is_named(read: Reader) -> None:
    place = place_at(
        read("Twelve people were treated at Quillmere Vale Hospital in Mombasa after the crash."), "Quillmere"
    )
    assert place is not None and place.country == "KE"


def test_every_place_says_why(read: Reader) -> None:
    for place in read("Shots were heard in Goma and, 20 km north of Bukavu, in Kavumu.").places:
        assert place.reason


def test_a_publisher_tells_the_country(read: Reader) -> None:
    text = "Two men were held in Newcastle over the theft."
    place = place_at(read(text, publisher="The Sydney Morning Herald", url="https://www.smh.com.au/a"), "Newcastle")
    home = place_at(read(text, publisher="The Guardian"), "Newcastle")
    assert place is not None and home is not None
    assert home.country == "GB"


def test_a_little_namesake_in_a_country_hardly_named_is_no_place(read: Reader) -> None:
    text = (
        "Gunmen raided La Chapelle on Sunday in Haiti's Artibonite region. Police in Saint-Marc, Gonaïves and Port-au-Prince "
        "said the men had come from Verrettes."
    )
    place = place_at(read(text), "La Chapelle")
    assert place is None or place.lat is None or place.country == "HT"


def test_a_little_town_of_another_country_that_is_told_stays(read: Reader) -> None:
    text = "A nurse from Vittel in France was hurt near Vittel. Police in Goma, Bukavu, Kisangani and Kinshasa spoke."
    place = place_at(read(text), "Vittel")
    assert place is not None and place.country == "FR"


def test_a_name_that_only_begins_a_longer_one_is_no_place(read: Reader) -> None:
    text = (
        "About 900 people fled their homes in Bulo Burto, in Somalia. Others stayed in Jowhar, Kismayo and Mogadishu."
    )
    place = place_at(read(text), "Bulo")
    assert place is None or place.name == "Bulo Burto"
