"""Repairs of what the parser is led astray by."""

from __future__ import annotations

from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report


def relations(text: str) -> dict[str, tuple[str, str]]:
    """Each word's label and head."""
    (reading,) = LanguageStage()([Reading(report=Report(id="r", text=text))])
    tokens = reading.analysis.tokens
    return {t.word: (t.dep, tokens[t.head].word) for t in tokens}


def test_a_verb_without_object_is_no_reduced_passive() -> None:
    found = relations(
        "A ferry carrying about 180 passengers capsized on the Meghna river near Bhola on Saturday morning, and at least 12 "
        "people drowned, police said."
    )
    assert found["ferry"] == ("nsubj", "capsized")
    assert found["drowned"] == ("conj", "capsized")
    assert found["capsized"] == ("ccomp", "said")


def test_a_participle_of_what_was_done_stays_with_its_noun() -> None:
    found = relations("Passengers killed in the crash were buried.")
    assert found["killed"] == ("acl", "Passengers")


def test_what_stands_before_a_verb_of_saying_behind_its_content_is_of_the_content() -> None:
    found = relations(
        "A bomb exploded outside a shop in Gao, in the north, on Sunday, wounding three people, police said."
    )
    assert found["Sunday"] == ("obl", "exploded")
    assert found["wounding"] == ("advcl", "exploded")


def test_a_happening_summed_up_behind_the_verb_of_saying_is_of_the_content() -> None:
    found = relations(
        "A bomber blew up a van outside a hotel in Gao on Sunday, police said, in an attack that left nine people dead."
    )
    assert found["attack"] == ("obl", "blew")


def test_a_small_word_with_a_capital_begins_a_sentence_after_an_abbreviation() -> None:
    text = "They heard gunfire from 5 a.m. A nurse fled to the U.S. In all, five were held by Acme Inc. guards."
    (reading,) = LanguageStage()([Reading(report=Report(id="r", text=text))])
    assert [s.span.of(text) for s in reading.analysis.sentences] == [
        "They heard gunfire from 5 a.m.",
        "A nurse fled to the U.S.",
        "In all, five were held by Acme Inc. guards.",
    ]


def test_a_plural_noun_taken_for_a_verb_is_the_subject_of_the_verb_behind_it() -> None:
    found = relations(
        "Drone strikes on a fuel convoy near the city of El Geneina killed at least 19 people, doctors said."
    )
    assert found["strikes"] == ("nsubj", "killed")
    assert found["Drone"] == ("compound", "strikes")
    assert found["killed"] == ("ccomp", "said")


def test_when_and_of_whom_is_told_of_the_deed_that_another_answers() -> None:
    found = relations("The raid appeared to be retaliation for the killing last week of a warlord by a rival clan.")
    assert found["warlord"] == ("nmod", "killing")
    assert found["week"][1] == "killing"
    assert found["clan"] == ("nmod", "killing")


def test_a_bare_number_behind_over_is_who_suffered_it() -> None:
    assert relations("The storm killed over 100 and left the port in ruins.")["100"] == ("obj", "killed")
