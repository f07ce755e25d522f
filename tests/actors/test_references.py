"""Whom later words mean, in passages of our own: posts, bodies by what they are called, lists, other names."""

from __future__ import annotations

import msgspec
import pytest

from sayso.actors import ActorsStage
from sayso.language.stage import LanguageStage
from sayso.model import Place, Reading, Report, Span
from tests.actors.conftest import Read, named, quotes


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("District Police Officer Ana Ruiz spoke. The DPO said six men fled.", "Ana Ruiz", "DPO"),
        ("A body calling itself the Council for National Rescue spoke. It said all was calm.",
         "Council for National Rescue", "It"),
        ("Al Shabaab struck at dawn. The al Qaeda-linked group said it killed ten.", "Al Shabaab", "al Qaeda-linked group"),
        ("Oxfam sent tents. Hamas said it had no men there. The organisation urged calm.", "Oxfam", "organisation"),
        ("Rwanda and Congo signed. The two countries hailed it.", "Rwanda and Congo", "two countries"),
        ("The Rapid Support Forces fled. Sudan said the paramilitaries had lost.", "Rapid Support Forces", "paramilitaries"),
        ("Leo Paz alias Toofan was held. Toofan denied it.", "Leo Paz", "Toofan"),
        ("Gustavo Petro spoke. The Colombian president said little.", "Gustavo Petro", "Colombian president"),
    ],
)  # fmt: skip
def test_later_words_mean_whom_they_mean(read: Read, text: str, name: str, quote: str) -> None:
    reading = read(text)
    assert any(quote in found for found in quotes(reading, named(reading, name)))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Gagik Sahakian, the head of the village, spoke.", "Gagik Sahakian", "person"),
        ("Sarjo, 34, read the statement.", "Sarjo", "person"),
        ("The trader Vektor Invest bought shells.", "Vektor Invest", "organization"),
        ("Leo Paz leads the Samyukta Kisan Morcha.", "Samyukta Kisan Morcha", "group"),
        ("Abu Asim said so.", "Abu Asim", "person"),
    ],
)
def test_a_name_is_of_its_kind(read: Read, text: str, name: str, kind: str) -> None:
    assert named(read(text), name).kind == kind


def test_who_backs_a_body_does_not_give_it_a_country(read: Read) -> None:
    reading = read("The Moscow-backed council said all was calm.")
    council = next(actor for actor in reading.actors if "council" in actor.name)
    assert council.country is None


def test_reporters_are_no_attackers(read: Read) -> None:
    reading = read("Speaking to reporters in Oslo, she said three of the attackers had fled.")
    reporters = next(actor for actor in reading.actors if actor.name == "reporters")
    assert len(reporters.mentions) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Heavily armed men stormed the town.", "heavily armed men"),
        ("HEAVILY ARMED MEN STORMED THE TOWN.", "HEAVILY ARMED MEN"),
        ("Four other Colombians shot a priest. TWO MEN KILLED A JUDGE", "TWO MEN"),
        ("Two men stormed the town.", "two men"),
        ("Rebels dynamited a branch of the Delta Loan Bank.", "branch of the Delta Loan Bank"),
        ("A faction of the M23 attacked Goma.", "faction of the M23"),
        ("Two branches of the Delta Loan Bank closed, police said.", "branches"),
    ],
)
def test_who_has_no_name_is_named_by_the_words_that_tell_who_it_is(read: Read, text: str, name: str) -> None:
    assert name.lower() in {actor.name.lower() for actor in read(text).actors}
    if name.isupper():
        assert named(read(text), name)


def test_a_town_that_looks_like_somebodys_name_is_nobody() -> None:
    language, actors = LanguageStage(), ActorsStage()
    text = "Warplanes struck Khan Younis on Monday."
    (parsed,) = language([Reading(report=Report(id="test", text=text, published="2025-03-05"))])
    town = Place(id="p1", name="Khan Younis", mentions=(Span(17, 28),), precision="town", lat=31.3, lon=34.3)
    (found,) = actors([msgspec.structs.replace(parsed, places=(town,))])
    assert not [actor for actor in found.actors if actor.kind == "person"]


def test_they_who_shoot_are_those_who_bear_arms(read: Read) -> None:
    text = "Gunmen killed nine men, two officials said. The gunmen fled, the officials said. They shot anyone they saw."
    reading = read(text)
    assert any(span.start == text.index("They") for span in named(reading, "Gunmen").mentions)
