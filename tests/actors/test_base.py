"""The actor base: what it knows, how it is searched and matched, and what a user can add."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.actors import load, search, shipped
from sayso.actors.base import folded
from sayso.actors.stage import ActorsStage
from sayso.errors import ResourceError


def test_it_knows_states_their_people_and_some_thousand_actors() -> None:
    base = shipped()
    countries = [entry for entry in base.entries.values() if entry.kind == "country"]
    assert len(countries) > 195
    assert len(base.entries) > 2000
    assert all(entry.country is None or len(entry.country) == 3 for entry in base.entries.values())


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("IDF", "Israel Defense Forces"),
        ("hizbullah", "Hezbollah"),
        ("MSF", "Doctors Without Borders"),
        ("fmln", "Farabundo Marti National Liberation Front"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("chancellor 2005-2021", "Angela Merkel"),
    ],
)
def test_search_finds_by_name_acronym_spelling_and_note(query: str, name: str) -> None:
    assert search(query)[0].name == name


def test_search_for_nothing_or_for_the_unknown_is_empty() -> None:
    assert search("  ") == []
    assert search("no such body anywhere") == []


def test_every_part_has_its_whole_in_the_base() -> None:
    base = shipped()
    assert [e.name for e in base.entries.values() if e.part_of and e.part_of not in base.entries] == []


def test_folding_keeps_every_character_in_its_place() -> None:
    words = "Côte d’Ivoire – Türkiye, Łódź, İstanbul"
    assert folded(words) == "Cote d'Ivoire - Turkiye, Lodz, Istanbul"
    assert len(folded(words)) == len(words)


def test_a_user_adds_actors_that_come_before_the_shipped_ones(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(
        "# mine\nHarbour Guard\tgroup\tREB\tMLT\tHG;Guardians of the Harbour\nOxfam\torganization\tBUS\tGBR\n"
    )
    base = load(own)
    assert base.search("guardians of the harbour")[0].name == "Harbour Guard"
    assert base.entries["Oxfam"].sector == "BUS"
    assert ActorsStage(own).base.entries["Harbour Guard"].country == "MLT"


@pytest.mark.parametrize("line", ["Harbour Guard", "Harbour Guard\tpirates", "\tgroup\tREB"])
def test_a_broken_line_of_a_users_file_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text(f"# head\n{line}\n")
    with pytest.raises(ResourceError, match=r"own\.tsv:2"):
        load(own)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match=r"none\.tsv"):
        load(tmp_path / "none.tsv")
