"""Names that are no places, places that no gazetteer lists, and capitals that are only described."""

from __future__ import annotations

import pytest

from tests.places.conftest import Reader


@pytest.mark.parametrize(
    "text",
    [
        "PORT SUDAN, Sudan, July 22 (Meridian) - Shells hit a fuel depot on Tuesday.",
        "KADUNA, Nigeria (Pacific Report) -- Gunmen raided a clinic.",
        "MANILA (Victoria News) — Lawmakers passed a budget.",
        "ASTANA, March 4 /Columbia/. The minister resigned.",
    ],
)
def test_the_agency_of_a_dateline_is_no_place(read: Reader, text: str) -> None:
    names = {place.name for place in read(text).places}
    assert not names & {"Meridian", "Pacific", "Victoria", "Columbia"}
    assert text.split()[0].strip(",").capitalize() in " ".join(names)


def test_brackets_may_say_where_the_town_of_a_dateline_is(read: Reader) -> None:
    town, area = read("SPRINGFIELD (Illinois) - A judge freed four men.").places
    assert (town.admin1, area.precision) == ("Illinois", "admin1")


@pytest.mark.parametrize(
    "text",
    [
        "Police fired tear gas in Plaza de Bolívar.",
        "Shops burned along Avenida Córdoba.",
        "Crowds gathered in Place de la Nation on Sunday.",
        "The car crashed in Rue de Lyon.",
    ],
)
def test_a_square_is_not_where_it_is_called_after(read: Reader, text: str) -> None:
    assert all(place.lat is None for place in read(text).places)


def test_a_village_that_is_not_listed_keeps_its_name(read: Reader) -> None:
    (village,) = read("Raiders burned the village of Zhortupe at dawn.").places
    assert (village.name, village.precision, village.lat) == ("Zhortupe", "town", None)
    assert village.reason


def test_a_village_that_is_not_listed_stands_in_what_holds_it(read: Reader) -> None:
    places = read("Two nurses died in the village of Zhortupe, in Sunsari district, Nepal.").places
    village = next(place for place in places if place.name == "Zhortupe")
    assert (village.country, village.lat is not None) == ("NP", True)


def test_no_village_is_put_in_the_middle_of_a_country(read: Reader) -> None:
    places = read("Two nurses died in the village of Zhortupe in Ukraine.").places
    village = next(place for place in places if place.name == "Zhortupe")
    assert (village.country, village.lat) == ("UA", None)


def test_a_namesake_elsewhere_gives_way_to_what_the_text_says(read: Reader) -> None:
    places = read("Floods drowned four in the village of Boro, in Sunsari district of Nepal.").places
    assert next(place for place in places if place.name == "Boro").country == "NP"


def test_faiths_and_peoples_make_no_village(read: Reader) -> None:
    assert not read("He lives in a Christian village near a Kurdish town.").places


def test_the_capital_is_that_of_the_country_told_of(read: Reader) -> None:
    text = "Voters in North Macedonia go to the polls. Several hundred people blocked a bridge in the capital."
    assert "Skopje" in {place.name for place in read(text).places} or any(
        place.country == "MK" and place.precision == "town" for place in read(text).places
    )


@pytest.mark.parametrize(
    "text",
    [
        "Protesters blocked a bridge in the capital.",
        "Lawmakers in Chad and in Niger met. Shots rang out in the capital.",
    ],
)
def test_the_capital_of_no_one_country_is_no_place(read: Reader, text: str) -> None:
    assert not any(place.precision == "town" for place in read(text).places)


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("A bomb went off at a concert in Lima.", "Lima", "town"),
        ("Workers marched through Buenos Aires.", "Buenos Aires", "town"),
        (
            "CULIACÁN, Mexico — Gunmen fled to Mexico City, and troops searched the north of Mexico.",
            "Mexico",
            "country",
        ),
        ("Farmers blocked roads in Buenos Aires province.", "Buenos Aires", "admin1"),
    ],
)
def test_a_town_comes_before_its_area_and_a_country_before_both(
    read: Reader, text: str, name: str, precision: str
) -> None:
    found = {place.name: place.precision for place in read(text).places}
    assert found[name] == precision


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Bombs killed six police officers in Giza's Haram district.", "Haram", "EG"),
        ("Shells hit Nairobi's Zorbala district.", "Zorbala", "KE"),
        ("Floods cut roads in Mali's Mopti region.", "Mopti region", "ML"),
        ("In the Hunan city of Yueyang, 47 reservoirs were full.", "Yueyang", "CN"),
    ],
)
def test_what_a_place_owns_lies_in_it(read: Reader, text: str, name: str, country: str) -> None:
    place = next(place for place in read(text).places if place.name == name)
    assert (place.country, place.lat is not None) == (country, True)


def test_a_river_is_not_the_province_it_is_called_after(read: Reader) -> None:
    assert not any(place.precision == "admin1" for place in read("The Koshi River burst its banks.").places)


@pytest.mark.parametrize(
    "text",
    [
        "ADEN, Yemen, March 14 (Tidewater News) -- Nine people died.",
        "The Malta-flagged Aegean Dawn was boarded by nine men.",
        "The group blamed Islamic State Khorasan Province.",
        "Engineers opened all gates of the Koshi Barrage.",
    ],
)
def test_months_flags_ships_and_wings_are_no_places(read: Reader, text: str) -> None:
    assert not {place.name for place in read(text).places} & {"March", "Malta", "Aegean", "Khorasan", "Koshi"}


@pytest.mark.parametrize(
    "text", ["Shots were heard outside Mali's capital.", "Mutineers held a camp in Mali’s capital on Thursday."]
)
def test_a_country_s_capital_is_one_place(read: Reader, text: str) -> None:
    (capital,) = read(text).places
    assert (capital.country, capital.precision) == ("ML", "town")


def test_a_capital_that_is_named_beside_is_one_place(read: Reader) -> None:
    places = read("Gangs attacked Haiti's capital, Port-au-Prince. Troops were sent there.").places
    assert [place.name for place in places if place.precision == "town"] == ["Port-au-Prince"]


def test_a_county_may_be_of_the_first_order(read: Reader) -> None:
    (county,) = read("Police in Nimba County arrested four men.").places
    assert (county.country, county.precision) == ("LR", "admin1")
