"""The claim reader on the shared encoder, with its real weights."""

from __future__ import annotations

import msgspec
import pytest

from sayso.claims.draft import Draft
from sayso.claims.encoder import find, inside
from sayso.errors import SettingsError
from sayso.language.encoder import EncoderStage
from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report, Span


@pytest.fixture(scope="module")
def stage() -> EncoderStage:
    return EncoderStage()


def read(stage: EncoderStage, text: str) -> list[Draft]:
    (reading,) = stage([Reading(report=Report(id="1", text=text))])
    return find(reading)


def words(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def test_who_said_what(stage: EncoderStage) -> None:
    text = "Lukas Brandt, the deputy mayor, said the tram line would reopen in May."
    (draft,) = read(stage, text)
    assert words(text, draft.cue) == ["said"]
    assert words(text, draft.source)[0].startswith("Lukas Brandt")
    assert words(text, draft.content) == ["the tram line would reopen in May"]


def test_a_quotation_around_its_source_is_one_claim(stage: EncoderStage) -> None:
    text = '"The water is rising," said Anna Kovac, who runs the shelter, "and we have no boats left."'
    (draft,) = read(stage, text)
    assert len(draft.content) == 2
    assert "Anna Kovac" in words(text, draft.source)[0]


def test_each_speaker_has_their_own_words(stage: EncoderStage) -> None:
    text = "The union said the strike would go on. The company denied that talks had failed."
    said, denied = read(stage, text)
    assert "union" in words(text, said.source)[0] and "strike" in words(text, said.content)[0]
    assert "company" in words(text, denied.source)[0] and "talks" in words(text, denied.content)[0]
    assert words(text, denied.cue) == ["denied"]


def test_a_plain_report_of_weather_has_no_claims(stage: EncoderStage) -> None:
    assert read(stage, "Snow fell on the pass for three days. The road was cleared on Friday.") == []


def test_changing_the_name_of_a_speaker_changes_only_that_name(stage: EncoderStage) -> None:
    form = "{} told reporters that the harbour would stay closed until the wreck had been lifted."
    one, other = form.format("Marta Silva"), form.format("Jonas Weber")
    (first,), (second,) = read(stage, one), read(stage, other)
    assert words(one, first.cue) == words(other, second.cue)
    assert words(one, first.content) == words(other, second.content)
    assert words(one, first.source) == ["Marta Silva"] and words(other, second.source) == ["Jonas Weber"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "said said said",
        '"' * 40 + " he said",
        '“He said: ‘She said: "They left"',
        '\u202bقال المتحدث\u202c that he "would go", the station said',
        "he said " * 2500,
    ],
)
def test_odd_reports_give_spans_inside_them(stage: EncoderStage, text: str) -> None:
    for draft in read(stage, text):
        for start, end in (*draft.source, *draft.cue, *draft.content):
            assert 0 <= start < end <= len(text)


def test_what_stands_wholly_inside_a_content_is_added() -> None:
    outer = Draft((Span(0, 5),), (Span(6, 10),), (Span(11, 60),))
    nested = Draft((Span(15, 20),), (Span(21, 25),), (Span(26, 60),))
    rival = Draft((Span(0, 5),), (Span(6, 10),), (Span(11, 40),))
    across = Draft((Span(50, 55),), (Span(56, 59),), (Span(60, 80),))
    assert inside([outer], [nested, rival, across]) == [nested]
    assert inside([], [nested]) == []


def test_a_claim_within_a_claim_is_read() -> None:
    text = "The station said that a guard had told its reporter that the gate was open."
    (reading,) = EncoderStage()(LanguageStage()([Reading(report=Report(id="1", text=text))]))
    cues = [words(text, draft.cue) for draft in find(reading)]
    assert ["said"] in cues and ["had told"] in cues


def test_the_encoder_must_have_run() -> None:
    with pytest.raises(SettingsError, match="encoder"):
        find(msgspec.structs.replace(Reading(report=Report(id="1", text="He left.")), encoded=None))
