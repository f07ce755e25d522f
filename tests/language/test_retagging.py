"""Parts of speech that the parse contradicts."""

from __future__ import annotations

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The group demanded that Mali release around 20 of its jailed fighters.", "release", "VB"),
        ("Interior Minister Paul Atanga Nji accused foreign embassies of financing unrest.", "accused", "VBD"),
        ("Russia said it had captured Bakhmut.", "Bakhmut", "NNP"),
        ("The army said it had attacked Rapidly.", "Rapidly", "RB"),
        ("Fighting in Omdurman killed 30 civilians.", "Fighting", "NN"),
        ("Fighting them in Omdurman killed 30 civilians.", "Fighting", "VBG"),
        ("The town lowered its toll of those killed in Friday's market shelling to 20.", "shelling", "NN"),
        ("The death toll from the mosque bombing rose to nine.", "bombing", "NN"),
        ("She spoke of an army shelling its own people.", "shelling", "VBG"),
        ("The release of the fighters was demanded.", "release", "NN"),
        ("The men accused of the raid were freed.", "accused", "VBN"),
        ("In Gao, WHO has opened a clinic.", "WHO", "NNP"),
    ],
)
def test_tags_that_the_parse_contradicts_are_set_right(text: str, word: str, tag: str) -> None:
    reading = LanguageStage()([Reading(report=Report(id="r", text=text))])[0]
    assert [t.xpos for t in reading.analysis.tokens if t.word == word] == [tag]
