from __future__ import annotations

import msgspec
import pytest

from sayso.language.certainty import Commitment
from sayso.language.encoder import EncoderStage
from sayso.language.firmness import firmness, weighed
from sayso.language.stage import LanguageStage
from sayso.model import Factuality, Phase, Reading, Report

STAGE, ENCODER = LanguageStage(), EncoderStage()


def read(text: str) -> Reading:
    return ENCODER(STAGE([Reading(report=Report(id="x", text=text))]))[0]


def at(reading: Reading, word: str) -> int:
    return next(token.index for token in reading.analysis.tokens if token.word == word)


@pytest.mark.parametrize(
    ("held", "certainty", "expected"),
    [
        (("CT+", "happened"), 2.8, "CT+"),
        (("CT+", "happened"), 1.6, "CT+"),
        (("CT+", "happened"), 1.45, "PR+"),
        (("CT+", "happened"), 0.7, "PS+"),
        (("CT+", "happened"), -2.5, "Uu"),
        (("PR+", "planned"), 2.9, "PR+"),
        (("PR+", "planned"), 0.2, "PS+"),
        (("PS+", "happened"), 2.2, "PR+"),
        (("PS+", "attempted"), 2.2, "PS+"),
        (("Uu", "called_for"), 2.0, "Uu"),
        (("Uu", "called_for"), 2.95, "CT+"),
        (("Uu", "happened"), 2.0, "PR+"),
        (("CT-", "happened"), -1.0, "CT-"),
        (("CT-", "happened"), 0.9, "CT-"),
        (("PR-", "happened"), 2.5, "Uu"),
    ],
)
def test_the_encoder_corrects_what_the_rules_hold(
    held: tuple[Factuality, Phase], certainty: float, expected: Factuality
) -> None:
    assert weighed(Commitment(*held), certainty).factuality == expected


def test_a_change_gives_its_reason_and_what_is_sure_has_happened() -> None:
    found = weighed(Commitment("Uu", "planned", "under 'plan'"), 2.95)
    assert found == Commitment("CT+", "happened", "under 'plan'; certainty 3.0")
    assert weighed(Commitment("CT+"), 2.8) == Commitment("CT+")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ferry company said nobody was hurt when the boat sank.", "hurt"),
        ("No ransom has been demanded, said the governor of the province.", "demanded"),
        ("Rebels did not attack the town of Beni on Sunday.", "attack"),
    ],
)
def test_no_certainty_undoes_a_negation_on_the_word_itself(text: str, word: str) -> None:
    reading = read(text)
    assert firmness(reading, at(reading, word)).factuality == "CT-"


def test_a_flat_report_stays_a_fact() -> None:
    reading = read("Soldiers shot three miners dead near the town of Potosi on Friday.")
    assert firmness(reading, at(reading, "shot")) == Commitment("CT+")


def test_without_an_encoder_the_rules_decide() -> None:
    reading = read("The union plans to strike next week.")
    alone = msgspec.structs.replace(reading, encoded=None)
    assert firmness(alone, at(alone, "strike")) == Commitment("Uu", "planned", "under 'plans'")


def test_a_denial_in_so_many_words_is_never_left_open() -> None:
    held = Commitment("CT-", "happened", "under 'denied'")
    assert weighed(held, 3.0) == held
