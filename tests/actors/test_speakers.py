"""Who speaks, in passages of our own: one of several, initials, bracketed posts, acronyms, changed names."""

from __future__ import annotations

import pytest

from tests.actors.conftest import Read, named, quotes

MEANT = [
    ("One of the customs officers said the road was shut. He said it would reopen.", "customs officers", "He"),
    ('Maria Paz, a nurse, fled. "My sister was shot. She died here," she said.', "Maria Paz", "she"),
    ("The minister wrote on X. She urged calm.", "minister", "She"),
    ("Ana Ruiz*, a 34-year-old teacher, spoke. She wept.", "Ana Ruiz", "She"),
    ("The Doctors Syndicate, known by its Arabic acronym SDS, spoke.", "Doctors Syndicate", "SDS"),
    (
        "El-Kabir hospital closed. The interior ministry denied it. The ministry said no more.",
        "interior ministry",
        "ministry",
    ),
    ("Fighters of the Red Spear, a group allied with Rwanda, fled.", "Red Spear", "group"),
    ("The army overthrew Mali's elected government and jailed its leader.", "Mali's elected government", "its"),
    ("A spokesman for the army, Leo Paz, denied it.", "Leo Paz", "spokesman"),
    ("The army deposed the cabinet and jailed its leader.", "cabinet", "its"),
]


@pytest.mark.parametrize(("text", "name", "quote"), MEANT)
def test_later_words_mean_whom_they_mean(read: Read, text: str, name: str, quote: str) -> None:
    reading = read(text)
    assert quote in quotes(reading, named(reading, name))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The road is shut, Inspector General of Police (Northern Range) Sundar K. said.", "Sundar K.", "person"),
        ("Kherson City Head Roman Bondar spoke.", "Roman Bondar", "person"),
        ("“All is calm,” Superintendent of Police Ramesh Gupta told reporters.", "Ramesh Gupta", "person"),
        ("Cholera spread. WHO has sent tents.", "WHO", "organization"),
    ],
)
def test_a_name_is_of_its_kind(read: Read, text: str, name: str, kind: str) -> None:
    assert named(read(text), name).kind == kind


def test_the_language_of_an_acronym_names_no_country(read: Read) -> None:
    reading = read("The army, known by its French acronym FARDC, spoke.")
    assert "army" not in quotes(reading, named(reading, "France"))


def test_a_list_is_no_apposition(read: Read) -> None:
    reading = read("Officials met a spokesman for the army, Leo Paz and two envoys.")
    assert "spokesman" not in quotes(reading, named(reading, "Leo Paz"))


def test_whose_kin_it_is_was_not_harmed(read: Read) -> None:
    tokens = read("In court was Ana Ruiz, whose son Leo, a cook, was shot in the raid.").analysis.tokens
    (shot,) = (token for token in tokens if token.word == "shot")
    assert [token.word for token in tokens if token.head == shot.index and token.dep == "nsubj:pass"] == ["son"]


def test_a_network_is_nobody(read: Read) -> None:
    assert not [actor for actor in read("The mayor wrote on X. Officials agreed.").actors if actor.name.startswith("X")]
