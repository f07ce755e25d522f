"""Designations in passives, coordinations and attributes, from our own sentences."""

from __future__ import annotations

import pytest

from tests.facts.conftest import Facts

LISTINGS = [
    (
        "Hamas was banned by Norway and designated as a terrorist group by Chile.",
        {("banned", "Norway"), ("terrorist group", "Chile")},
    ),
    ("Hamas, designated a terrorist group by Norway, denied it.", {("terrorist group", "Norway")}),
    ("Hamas, which is outlawed in Norway, denied it.", {("outlawed", "Norway")}),
    ("The outlawed Hamas denied it.", {("outlawed", "")}),
    ("Hamas, a Norwegian-designated terrorist group, denied it.", {("terrorist group", "Norway")}),
    ("Hamas struck. Norway declared it a terrorist organisation.", {("terrorist organisation", "Norway")}),
    ("Norway added Hamas to its list of terrorist entities.", {("list of terrorist entities", "Norway")}),
    ("Ana Ruiz, who was sanctioned by Norway, denied it.", {("sanctioned", "Norway")}),
    ("Ana Ruiz is under Norwegian sanctions.", {("sanctioned", "")}),
]


@pytest.mark.parametrize(("words", "listed"), LISTINGS)
def test_a_listing_is_read(read: Facts, words: str, listed: set[tuple[str, str]]) -> None:
    reading = read(words)
    names = {actor.id: actor.name for actor in reading.actors} | {"": ""}
    found = {(f.value or "", names[f.by or ""]) for f in reading.facts if f.property == "designated_as"}
    assert {(value, by if by in {b for _, b in listed} else "") for value, by in found} == listed


@pytest.mark.parametrize(
    "words",
    ["Norway banned the fishing of cod.", "Norway sanctioned the plan.", "Norway added Hamas to its list of speakers."],
)
def test_other_bans_are_none(read: Facts, words: str) -> None:
    assert not [fact for fact in read(words).facts if fact.property == "designated_as"]
