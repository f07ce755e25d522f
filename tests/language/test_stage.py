from __future__ import annotations

import pytest

from sayso.language.casing import case_of, truecased
from sayso.language.stage import LanguageStage
from sayso.model import Analysis, Reading, Report

STAGE = LanguageStage()


def analysis(text: str) -> Analysis:
    return STAGE([Reading(report=Report(id="x", text=text))])[0].analysis


def relations(text: str) -> set[tuple[str, str, str]]:
    """(word, relation, head) of a text."""
    found = analysis(text)
    return {(t.word, t.dep, found.tokens[t.head].word) for t in found.tokens}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels fled from the town.", [("town", "obl", "fled"), ("from", "case", "town")]),
        ("The mayor of Kullu resigned.", [("Kullu", "nmod", "mayor"), ("of", "case", "Kullu")]),
        ("He was shot by gunmen.", [("He", "nsubj:pass", "shot"), ("was", "aux:pass", "shot"), ("gunmen", "obl:agent", "shot")]),
        ("She was a member of the council.", [("was", "cop", "member"), ("She", "nsubj", "member"), ("member", "root", "member")]),
        ("The army attacked and burned the village.", [("burned", "conj", "attacked"), ("and", "cc", "burned"), ("village", "obj", "burned")]),
        ("There was a strike.", [("strike", "nsubj", "was"), ("There", "expl", "was")]),
        ("They were accused of killing a priest.", [("killing", "advcl", "accused"), ("of", "mark", "killing")]),
        ("It fought in and around Gaza.", [("Gaza", "obl", "fought"), ("in", "case", "Gaza"), ("around", "case", "Gaza")]),
        ("Two men were killed and five others wounded.", [("others", "nsubj:pass", "wounded"), ("wounded", "conj", "killed")]),
        ("He was held and his brother fled.", [("brother", "nsubj", "fled")]),
        ("Troops came out of the fort.", [("fort", "obl", "came"), ("out", "case", "fort"), ("of", "case", "fort")]),
    ],
)  # fmt: skip
def test_syntax_is_universal_dependencies(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert set(expected) <= relations(text)


def test_upper_case_copy_is_tagged_as_running_text() -> None:
    found = analysis("THE ARMY REPORTED THAT SIX FARMERS WERE KIDNAPPED BY GUNMEN NEAR SAN MIGUEL.")
    by_word = {token.word: token for token in found.tokens}
    assert by_word["REPORTED"].upos == "VERB"
    assert by_word["KIDNAPPED"].lemma == "kidnap"
    assert by_word["FARMERS"].upos == "NOUN"
    assert by_word["MIGUEL"].upos == "PROPN"
    assert all(sentence.upper for sentence in found.sentences)


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("THE REBELS MET ANA RUIZ IN GOMA.", "MET"),
        ("THE GUARDS AT GOMA BEGAN SHOOTING AT THE CROWD.", "BEGAN"),
        ("A PATROL MACHINEGUNNED ANA RUIZ IN GOMA.", "MACHINEGUNNED"),
    ],
)
def test_irregular_and_compound_verbs_of_upper_case_copy_are_no_names(text: str, verb: str) -> None:
    assert next(token for token in analysis(text).tokens if token.word == verb).upos == "VERB"


@pytest.mark.parametrize("name", ["PONTES", "REIS", "WASHINGTON", "MANNHEIM", "HATFIELD", "MOHAMMED"])
def test_surnames_that_look_like_irregular_or_compound_words_stay_names(name: str) -> None:
    found = analysis(f"THE ARMY SAID ON MONDAY THAT CARLOS {name} WAS KILLED.")
    assert next(token for token in found.tokens if token.word == name).upos == "PROPN"


def test_a_dateline_is_a_sentence_of_its_own() -> None:
    kinds = [
        sentence.kind for sentence in analysis("ACCRA, May 2 (Wire) -- Two men were held. A third fled.").sentences
    ]
    assert kinds == ["dateline", "body", "body"]


def test_sentences_cover_their_tokens_and_know_their_paragraph() -> None:
    found = analysis("One came. Two left.\n\nThree stayed.")
    assert [sentence.paragraph for sentence in found.sentences] == [0, 0, 1]
    for sentence in found.sentences:
        inside = found.of(sentence)
        assert (inside[0].start, inside[-1].end) == (sentence.start, sentence.end)
        assert {token.sentence for token in inside} == {sentence.index}


ENGLISH = {"fire", "guts", "old", "market", "in", "the", "army", "said", "monday", "march", "on"}


@pytest.mark.parametrize(
    ("written", "case", "running"),
    [
        ("THE ARMY SAID ON MONDAY", "upper", "The army said on Monday"),
        ("Fire Guts Old Market In Basra", "title", "Fire guts old market in Basra"),
        ("the army said on monday in march", "lower", "The army said on Monday in March"),
        ("The army said so in Basra", "mixed", "The army said so in Basra"),
    ],
)
def test_copy_without_cases_is_written_as_running_text(written: str, case: str, running: str) -> None:
    assert case_of(written) == case
    assert truecased(written, ENGLISH) == running


def test_an_english_word_right_behind_a_name_may_be_a_surname() -> None:
    english = {"the", "guard", "merino", "wool", "king", "of", "said", "pastor", "in", "a", "was", "killed"}
    assert truecased("A GUARD KILLED CARLOS MERINO", english) == "A guard killed Carlos Merino"
    assert truecased("CARLOS MERINO WAS KILLED", english) == "Carlos Merino was killed"
    assert truecased("THE GUARD SAID A MERINO WAS KILLED IN GOMA, KING OF WOOL", english) == (
        "The guard said a merino was killed in Goma, king of wool"
    )


def test_an_english_word_right_before_a_name_may_be_a_first_name() -> None:
    english = frozenset(("victor", "guard", "killed", "the", "a", "was"))
    assert truecased("A GUARD KILLED VICTOR PAZ RUIZ", english) == "A guard killed Victor Paz Ruiz"
    assert truecased("THE VICTOR WAS A GUARD", english) == "The victor was a guard"
    assert truecased("A GUARD KILLED VICTOR MERINO", english | {"merino"}) == "A guard killed Victor Merino"


def test_a_plural_in_es_is_no_english_word_behind_every_stem() -> None:
    english = frozenset(("soar", "church", "guard", "saw", "the"))
    assert truecased("THE GUARD SAW ANA SOARES", english) == "The guard saw Ana Soares"
    assert truecased("THE GUARD SAW THE CHURCHES", english) == "The guard saw the churches"


def test_truecasing_keeps_the_length_of_letters_that_grow() -> None:
    written = "İSTANBUL İÇİŞLERİ BAKANLIĞI DİYOR STRASSE ẞ"
    assert len(truecased(written, ENGLISH)) == len(written)


def test_a_sentence_of_thousands_of_words_is_read() -> None:
    found = analysis("and then " * 2500 + "stop")
    assert len(found.tokens) == 5001


@pytest.mark.parametrize(
    "text",
    [
        "Atty. Carla Benoza spoke for the clan.",
        "The deputy mayor, Engr. Musa Danladi, resigned.",
        "Rev. Fr. Kevin Oduor and Sgt. Li Wei fled.",
        "CAPT. JORGE NIETO TOLD LT. COL. PAZ SO.",
    ],
)
def test_no_sentence_ends_at_an_abbreviated_title(text: str) -> None:
    found = analysis(text)
    assert len(found.sentences) == 1
    assert [t.word for t in found.tokens].count(".") == 1
