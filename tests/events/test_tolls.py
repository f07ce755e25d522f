"""Numbers that the sentence of a happening does not hold."""

from __future__ import annotations

from tests.events.conftest import World, event_of, words


def test_a_later_sentence_gives_the_toll_in_its_speakers_words(world: World) -> None:
    text = "A bomb exploded at a market in Goma. Nobody claimed it.\n\nMedics said that 7 people had died."
    reading = world.read(
        text, actors="Medics:u", places="Goma", numbers={"7 people": "killed"}, said={"7 people had died": "Medics"}
    )
    event = event_of(reading, "exploded")
    (toll,) = [a for a in event.arguments if a.role == "killed"]
    assert [(a.source, a.factuality) for a in toll.attestations] == [("a1", "CT+")]


def test_a_toll_goes_to_the_happening_whose_words_its_sentence_repeats(world: World) -> None:
    text = "A bomb exploded at a market in Goma. Soldiers shelled a farm. Medics said that 7 people had died in the market."
    reading = world.read(text, places="Goma", numbers={"7 people": "killed"})
    assert words(reading, event_of(reading, "exploded"), "killed") == ["7 people"]
    assert words(reading, event_of(reading, "shelled"), "killed") == []


def test_a_toll_of_another_town_is_not_taken(world: World) -> None:
    text = "A bomb exploded in Goma. Elsewhere, doctors in Bukavu counted 7 people as dead."
    reading = world.read(text, places="Goma; Bukavu", numbers={"7 people": "killed"})
    assert words(reading, event_of(reading, "exploded"), "killed") == []


def test_a_running_total_is_not_taken(world: World) -> None:
    text = "A bomb exploded in Goma. The toll stands at 900 people."
    reading = world.read(text, places="Goma", numbers={"900 people": "killed+"})
    assert words(reading, event_of(reading, "exploded"), "killed") == []


def test_a_running_total_goes_to_the_noun_that_it_counts(world: World) -> None:
    text = "A monitor has recorded 900 killings in Goma since March."
    reading = world.read(text, places="Goma", numbers={"900 killings": "killed+"})
    assert words(reading, event_of(reading, "killings"), "killed") == ["900 killings"]


def test_the_missing_are_no_dead_of_the_sinking(world: World) -> None:
    text = "A ferry capsized off the coast; nine people drowned and three others were still missing."
    reading = world.read(text, actors="people:m", numbers={"nine people": "killed", "three others": "missing"})
    event = event_of(reading, "capsized")
    assert words(reading, event, "missing") == ["three others"]
    assert words(reading, event, "killed") == ["nine people"]
