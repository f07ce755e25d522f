"""Days and places that follow from the account."""

from __future__ import annotations

import pytest

from sayso.model import Interval
from tests.events.conftest import World, event_of

DAY = {"Monday": ("2031-05-19", "2031-05-19")}
STORY = "Students marched through Goma on Monday. "
MONDAY = Interval(start="2031-05-19", end="2031-05-19")
TILL_REPORT = Interval(start="2031-05-19", end="2031-05-20")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Officials said eleven drivers were killed.", "killed"),
        ("The army said two drones had been shot down.", "shot down"),
        ("A farmer, who was identified as Ana Ruiz, was wounded.", "wounded"),
        ("According to the mayor, who said nine soldiers had been killed, shots were fired.", "killed"),
        ("Two porters were killed and nine others injured.", "injured"),
    ],
)
def test_what_the_story_did_was_on_its_days(world: World, text: str, word: str) -> None:
    reading = world.read(STORY + "\n\n" + text, times=DAY, places="Goma")
    event = event_of(reading, word)
    assert event.time == MONDAY
    assert any("as part of what is told" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Freedonia condemned the march.", "condemned"),
        ("The bishop urged both sides to show restraint.", "urged"),
        ("Freedonia accused the general of aiding the rebels.", "accused"),
    ],
)
def test_an_answer_lies_between_the_story_and_the_report(world: World, text: str, word: str) -> None:
    reading = world.read(STORY + "\n\n" + text, times=DAY, places="Goma", actors="Freedonia:c")
    event = event_of(reading, word)
    assert event.time == TILL_REPORT
    assert any("between the" in reason for reason in event.reasons)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The general had killed a banker.", "killed"),  # before the story
        ("Freedonia has repeatedly condemned the rebels.", "condemned"),
        ("Freedonia condemns the march.", "condemns"),  # where it stands, not what it did
        ("The general, who killed a banker, fled.", "killed"),
        ("Rebels will attack Beni.", "attack"),
        ("The mayor said the rebels had not killed anybody.", "killed"),
        ("Rebels killed a banker in 2020. They also burned a market.", "burned"),  # background goes on
        ("Separately, gunmen killed a judge.", "killed"),
    ],
)
def test_what_is_not_the_story_gets_none_of_its_days(world: World, text: str, word: str) -> None:
    times = {**DAY, "2020": ("2020-01-01", "2020-12-31")}
    reading = world.read(STORY + "\n\n" + text, times=times, places="Goma")
    assert event_of(reading, word).time != MONDAY
    assert event_of(reading, word).time != TILL_REPORT


def test_a_report_without_a_dated_story_gives_no_days(world: World) -> None:
    reading = world.read("Students marched through Goma. Freedonia condemned the march.", places="Goma")
    assert all(event.time is None for event in reading.events)


def test_an_old_story_gives_no_days(world: World) -> None:
    old = {"Monday": ("2031-03-03", "2031-03-03")}
    reading = world.read(STORY + "\n\nFreedonia condemned the march.", times=old, places="Goma")
    assert event_of(reading, "condemned").time is None


def test_what_the_story_did_was_at_its_place(world: World) -> None:
    text = STORY + "\n\nNine soldiers were killed, the army said."
    reading = world.read(text, times=DAY, places="Goma", actors="the army:o")
    (goma,) = reading.places
    assert event_of(reading, "killed").place == goma.id


def test_a_story_of_several_scenes_gives_no_place(world: World) -> None:
    text = "Students marched through Goma on Monday, and teachers marched through Beni on Monday.\n\nNine porters were killed."
    reading = world.read(text, times=DAY, places="Goma; Beni")
    assert event_of(reading, "killed").place is None


def test_an_answer_is_at_no_place_of_the_story(world: World) -> None:
    reading = world.read(STORY + "\n\nFreedonia condemned the march.", times=DAY, places="Goma", actors="Freedonia:c")
    assert event_of(reading, "condemned").place is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "A clerk said the men went from house to house once the post had been taken and shot dead six men.",
            "shot dead",
        ),
        ("Tyres cut the road to the airport, and students set fire to the home of a minister.", "set fire"),
        ("The mayor reported two attacks on shops.", "attacks"),
        ("Police arrested 17 men after some of them burned a shop.", "burned"),
        ("Shots were heard in Beni, where a wall collapsed on a girl and killed her.", "collapsed"),
    ],
)
def test_a_detail_in_an_odd_clause_is_of_the_story(world: World, text: str, word: str) -> None:
    reading = world.read("Rebels attacked a post in Goma on Monday.\n\n" + text, times=DAY, places="Goma")
    assert event_of(reading, word).time == MONDAY


def test_a_headline_s_deed_is_of_the_day_that_the_story_gives(world: World) -> None:
    text = (
        "Nine soldiers killed in raid in Goma\n\nGunmen killed nine soldiers in a raid on a post in Goma, the army said on "
        "Tuesday.\n\nThe men overran the post on Monday and burned trucks."
    )
    times = {**DAY, "Tuesday": ("2031-05-20", "2031-05-20")}
    assert event_of(world.read(text, times=times, places="Goma"), "raid").time == MONDAY


def test_a_verdict_s_day_is_not_that_of_the_crime(world: World) -> None:
    reading = world.read("A court in Goma jailed a man on Monday after he killed his wife.", times=DAY, places="Goma")
    assert event_of(reading, "killed").time is None


def test_rescuers_dig_where_the_harm_was_told_of(world: World) -> None:
    text = "Shells hit Goma on Monday. In Beni, four women were killed. Rescuers pulled a woman alive from the rubble."
    reading = world.read(text, times=DAY, places="Goma; Beni")
    assert event_of(reading, "pulled").place == "p2"


def test_no_war_is_of_the_day_of_a_story_of_it(world: World) -> None:
    text = "A bomb killed two people in Goma on Monday. Sylvania denied aiming at civilians in the war."
    assert event_of(world.read(text, times=DAY, places="Goma"), "war").time is None


def test_a_march_after_an_attack_is_of_its_day_or_later(world: World) -> None:
    text = "A bomb killed nine people in Goma on Monday.\n\nHundreds of traders blocked a highway."
    found = event_of(world.read(text, times=DAY, places="Goma"), "blocked a highway").time
    assert found is not None and (found.start, found.end) == (MONDAY.start, "2031-05-20")


def test_a_known_happening_named_by_the_story_s_day_is_where_it_was(world: World) -> None:
    text = "Police shot dead three men in Goma on Monday. A group whose observers followed Monday's march spoke of five dead."
    assert event_of(world.read(text, times=DAY, places="Goma"), "march").place == "p1"


def test_shots_do_not_answer_sanctions(world: World) -> None:
    text = "Freedonia on Monday imposed sanctions on two generals.\n\nA report says gunmen shot a bodyguard outside a shop."
    assert event_of(world.read(text, times=DAY), "shot").time is None
