from __future__ import annotations

import pytest

from sayso.language.certainty import Commitment, commitment, compose
from sayso.language.stage import LanguageStage
from sayso.model import Factuality, Phase, Reading, Report

STAGE = LanguageStage()


def value(text: str, word: str) -> Commitment:
    analysis = STAGE([Reading(report=Report(id="x", text=text))])[0].analysis
    return commitment(analysis, next(token.index for token in analysis.tokens if token.word == word))


@pytest.mark.parametrize(
    ("text", "word", "factuality", "phase"),
    [
        ("Rebels attacked the town.", "attacked", "CT+", "happened"),
        ("Rebels did not attack the town.", "attack", "CT-", "happened"),
        ("No one was hurt in the explosion.", "hurt", "CT-", "happened"),
        ("No one was hurt in the explosion.", "explosion", "CT+", "happened"),
        ("There will be no talks.", "talks", "CT-", "planned"),
        ("Rebels may attack the town.", "attack", "PS+", "happened"),
        ("Rebels could not enter the town.", "enter", "CT-", "happened"),
        ("Rebels may not attack the town.", "attack", "PS-", "happened"),
        ("The president will visit Oslo.", "visit", "PR+", "planned"),
        ("Troops managed to free the hostages.", "free", "CT+", "happened"),
        ("Troops did not manage to free the hostages.", "free", "CT-", "happened"),
        ("The two sides failed to agree on a date.", "agree", "CT-", "happened"),
        ("Soldiers were forced to retreat.", "retreat", "CT+", "happened"),
        ("Inspectors determined that nine men had drowned.", "drowned", "CT+", "happened"),
        ("Rebels are determined to storm the compound.", "storm", "PS+", "planned"),
        ("Troops tried to storm the compound.", "storm", "PS+", "attempted"),
        ("The coup attempt ended at dawn.", "coup", "CT+", "attempted"),
        ("The army has prevented an attack on the embassy.", "attack", "CT-", "foiled"),
        ("Iran denied that its forces had attacked the ship.", "attacked", "CT-", "happened"),
        ("Iran did not deny that its forces had attacked the ship.", "attacked", "Uu", "happened"),
        ("Washington insisted that Hamas disarm and release the hostages.", "disarm", "Uu", "called_for"),
        ("The opposition called for a strike.", "strike", "Uu", "called_for"),
        ("The president blamed the opposition for the violence.", "violence", "CT+", "happened"),
        ("The minister escaped an attack on his convoy.", "attack", "CT+", "happened"),
        ("The minister escaped arrest.", "arrest", "CT-", "happened"),
        ("Soldiers fired in the air, then they ordered everyone outside.", "fired", "CT+", "happened"),
        ("Peru urged Ecuador to withdraw its troops.", "withdraw", "Uu", "called_for"),
        ("The president threatened to dissolve parliament.", "dissolve", "Uu", "threatened"),
        ("The airline plans to cut flights.", "cut", "Uu", "planned"),
        ("The dam will burst if the rain continues.", "continues", "Uu", "conditional"),
        ("The rebels could have killed the hostages.", "killed", "Uu", "conditional"),
        ("The court is expected to sentence the mayor.", "sentence", "PR+", "planned"),
        ("The planned visit was cancelled.", "visit", "CT-", "planned"),
        ("The alleged attack took place in May.", "attack", "PR+", "happened"),
        ("Did the president order the killing?", "order", "Uu", "happened"),
        ("The minister did not rule out an offensive.", "offensive", "Uu", "happened"),
        ("Ministers regret that the talks collapsed.", "collapsed", "CT+", "happened"),
        ("Ministers do not regret that the talks collapsed.", "collapsed", "CT+", "happened"),
        ("The city has been shelled without warning.", "warning", "CT-", "happened"),
        ("The council has yet to approve the budget.", "approve", "CT-", "happened"),
        ("Police had to use tear gas.", "use", "CT+", "happened"),
        ("Drivers have to use the ferry.", "use", "Uu", "called_for"),
        ("The army was able to retake the port.", "retake", "CT+", "happened"),
        ("The army is able to retake the port.", "retake", "PS+", "happened"),
        ("The army was not able to retake the port.", "retake", "CT-", "happened"),
        ("Troops failed to take the hill and withdrew.", "withdrew", "CT+", "happened"),
        ("The minister rejected the offer.", "offer", "CT+", "happened"),
        ("The minister denied the attack.", "attack", "CT-", "happened"),
        ("The plan presented on Monday failed.", "presented", "CT+", "happened"),
        ("They not only burned the depot but looted it.", "burned", "CT+", "happened"),
        ("The army denied reports that it had bombed the market.", "bombed", "CT-", "happened"),
        ("The army did not deny reports that it had bombed the market.", "bombed", "Uu", "happened"),
        ("The mayor rejected allegations of torture.", "torture", "CT-", "happened"),
        ("The group denied involvement in an attack.", "attack", "CT+", "happened"),
        ("The group denied it had used the school and accused the army of lying.", "accused", "CT+", "happened"),
        ("The UN has accused both sides; the rebels deny it.", "accused", "CT+", "happened"),
        ("He was open to talks.", "talks", "Uu", "planned"),
    ],
)
def test_commitment(text: str, word: str, factuality: Factuality, phase: Phase) -> None:
    found = value(text, word)
    assert (found.factuality, found.phase) == (factuality, phase)


def test_what_is_not_flatly_stated_says_why() -> None:
    assert "will" in value("The president will visit Oslo.", "visit").reason
    assert "denied" in value("Iran denied that its forces had attacked the ship.", "attacked").reason
    assert value("Rebels attacked the town.", "attacked").reason == ""


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [("CT-", "CT-", "CT+"), ("PR+", "CT-", "PR-"), ("PS-", "PR+", "PS-"), ("Uu", "CT-", "Uu"), ("CT+", "Uu", "Uu")],
)
def test_composition_takes_the_weaker_strength_and_multiplies_signs(
    outer: Factuality, inner: Factuality, expected: Factuality
) -> None:
    assert compose(outer, inner) == expected
    assert compose(inner, outer) == expected
