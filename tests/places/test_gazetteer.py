"""The gazetteer: names folded, senses in order, and what is said when it is missing."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from sayso.errors import ResourceError
from sayso.places.build import supplement
from sayso.places.fold import fold, without_article
from sayso.places.gazetteer import MOST, Gazetteer


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("São Paulo", "sao paulo"),
        ("ŁÓDŹ", "lodz"),
        ("Sana’a", "sanaa"),
        ("St. Louis", "saint louis"),
        ("Tel-Aviv", "tel aviv"),
        ("The Hague", "hague"),
        ("U.S.", "us"),
        ("Şırnak", "sirnak"),
    ],
)
def test_spellings_have_one_key(name: str, key: str) -> None:
    assert fold(name) == key


def test_the_arabic_article_has_one_form() -> None:
    assert without_article("el arish") == "al arish"
    assert without_article("kobani") is None


def test_senses_come_with_most_people_first(gazetteer: Gazetteer) -> None:
    senses = gazetteer.senses(["springfield"])["springfield"]
    people = [sense.population for sense in senses]
    assert people == sorted(people, reverse=True) and 5 < len(senses) <= MOST


def test_unknown_names_are_left_out(gazetteer: Gazetteer) -> None:
    assert gazetteer.senses(["quillmere vale", ""]) == {}


def test_every_place_of_the_supplement_is_in_it(gazetteer: Gazetteer) -> None:
    names = [row[0] for row in supplement()["places"]]
    found = gazetteer.senses(fold(name) for name in names)
    assert [name for name in names if fold(name) not in found] == []


def test_the_supplement_is_well_formed() -> None:
    rows = supplement()["places"]
    assert len(rows) > 1000
    for name, country, lat, lon, precision, radius, weight, others in rows:
        assert name and len(country) in (0, 2) and -90 <= lat <= 90 and -180 <= lon <= 180, name
        assert precision in ("site", "town", "admin2", "admin1", "country", "region"), name
        assert radius > 0 and weight >= 0 and isinstance(others, str), name


def test_capitals_are_known(gazetteer: Gazetteer) -> None:
    capital = gazetteer.capital("TD")
    assert capital is not None and capital.country == "TD" and capital.precision == "town"
    assert gazetteer.capital("ZZ") is None


def test_it_crosses_to_another_process(gazetteer: Gazetteer) -> None:
    gazetteer.senses(["goma"])
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.senses(["goma"]) == gazetteer.senses(["goma"])


def test_a_missing_gazetteer_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"python -m sayso\.places\.build"):
        Gazetteer(tmp_path / "none.sqlite")


def test_a_broken_gazetteer_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(ResourceError, match="broken"):
        Gazetteer(path).senses(["goma"])
