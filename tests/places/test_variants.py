"""Names spelled otherwise than the gazetteer spells them."""

from __future__ import annotations

from sayso.places.variants import variants
from tests.places.conftest import Reader, place_at


def test_one_change_at_a_time() -> None:
    found = set(variants("qoryoley"))
    assert {"qooryoley", "qoryooley", "qorioley"} <= found
    assert "qooryooley" not in found
    assert "qoryoley" not in found


def test_a_long_vowel_written_short_is_found_in_the_report_s_country(read: Reader) -> None:
    place = place_at(read("Fighters raided a base on the outskirts of Qoryoley, Somali officials said."), "Qoryoley")
    assert place is not None and place.country == "SO" and place.lat is not None


def test_it_is_not_looked_for_in_other_countries(read: Reader) -> None:
    place = place_at(read("Fighters raided a base on the outskirts of Qoryoley, officials in Peru said."), "Qoryoley")
    assert place is None or place.lat is None


def test_a_person_s_name_is_not_respelled(read: Reader) -> None:
    reading = read("Minister Ali Qoryoley of Somalia spoke on Friday.")
    assert place_at(reading, "Qoryoley") is None


def test_every_town_has_an_old_city(read: Reader) -> None:
    assert place_at(read("Groups clashed in the Old City area of Akola in India."), "Old City") is None
    place = place_at(read("Police in Jerusalem closed the Old City."), "Old City")
    assert place is not None and place.lat is not None


def test_the_beginning_of_a_longer_name_is_no_place(read: Reader) -> None:
    reading = read("Syrian shells fell near Ain Zarbaqa, and farmers fled to Raqqa.")
    assert all(place.name != "Ain" for place in reading.places)
