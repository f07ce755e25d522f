"""The shared encoder, with its real weights."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sayso.errors import ResourceError
from sayso.language.encoder import Encoded, Encoder, EncoderStage, Heads, of
from sayso.language.tasks import WIDTHS
from sayso.model import Reading, Report, Span

REPORT = (
    "The mayor of Tromsø said on Monday that the old bridge would be closed.\n\n"
    '"Nobody was hurt," Ingrid Dahl, a spokeswoman for the harbour police, told reporters.\n\n'
    "Two gunmen shot dead a judge outside her home in Cali, police said."
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder()


@pytest.fixture(scope="module")
def found(encoder: Encoder) -> Encoded:
    return encoder.encode(REPORT)


def span(words: str) -> Span:
    start = REPORT.index(words)
    return Span(start, start + len(words))


def test_every_head_speaks_of_every_word(found: Encoded) -> None:
    assert {name: scores.shape for name, scores in found.scores.items()} == {
        name: (len(found.spans), width) for name, width in WIDTHS.items()
    }


def test_sources_cues_and_contents_are_marked(found: Encoded) -> None:
    marked = {(piece.label, found.span_of(piece).of(REPORT)) for piece in found.claim_pieces}
    assert ("cue", "said") in marked
    assert any(label == "source" and "mayor" in words for label, words in marked)
    assert any(label == "content" and "Nobody was hurt" in words for label, words in marked)


def test_names_are_marked(found: Encoded) -> None:
    names = {(piece.label, found.span_of(piece).of(REPORT)) for piece in found.names}
    assert ("PERSON", "Ingrid Dahl") in names
    assert any(words == "Cali" for _, words in names)


def test_what_is_planned_is_less_certain_than_what_is_told(found: Encoded) -> None:
    closed, shot = found.certainty(span("closed"), "uds"), found.certainty(span("shot"), "uds")
    assert closed is not None and shot is not None
    assert -3 <= closed < 0 < shot <= 3


def test_an_event_word_is_more_of_a_trigger_than_a_name(found: Encoded) -> None:
    assert found.trigger(span("shot")) > 0.5 > found.trigger(span("Cali"))


def test_types_share_out_one(found: Encoded) -> None:
    types = found.types(span("Two gunmen shot dead a judge outside her home in Cali"))
    assert abs(sum(types.values()) - 1) < 1e-4
    assert max(types, key=lambda name: types[name]) == "ASSAULT"


def test_nothing_is_told_of_what_has_no_words(found: Encoded) -> None:
    outside = Span(len(REPORT) + 5, len(REPORT) + 9)
    assert found.certainty(outside) is None
    assert found.types(outside) == {} and found.trigger(outside) == 0.0


def test_words_in_a_span(found: Encoded) -> None:
    assert [found.spans[i].of(REPORT) for i in found.words_in(span("Ingrid Dahl,"))] == ["Ingrid", "Dahl", ","]
    assert list(found.words_in(Span(3, 4))) == []


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "\u202eأعلنت الوزارة\u202c", "🙂🙂", "“" * 300, "a\u0301" * 50, "\x00said"]
)
def test_odd_reports_are_read(encoder: Encoder, text: str) -> None:
    told = encoder.encode(text)
    assert all(0 <= s.start < s.end <= len(text) for s in told.spans)
    assert all(len(scores) == len(told.spans) for scores in told.scores.values())
    assert told.claim_pieces is not None


def test_a_sentence_of_five_thousand_words_is_read_whole(encoder: Encoder) -> None:
    text = "the ministry said that " + "the road and " * 1700 + "the bridge were open ."
    told = encoder.encode(text)
    assert len(told.spans) == len(text.split())
    assert told.spans[-1].end == len(text)


def test_a_report_is_told_the_same_in_any_company(encoder: Encoder) -> None:
    stage = EncoderStage(encoder)
    reports = [Reading(report=Report(id=str(i), text=t)) for i, t in enumerate((REPORT, "He left.", REPORT * 4))]
    together = [of(reading) for reading in stage(reports)]
    for reading, told in zip(reports, together, strict=True):
        (alone,) = stage([reading])
        other = of(alone)
        assert told is not None and other is not None
        assert all((told.scores[name] == other.scores[name]).all() for name in WIDTHS)


def test_a_reading_without_the_stage_has_nothing() -> None:
    assert of(Reading(report=Report(id="1", text="He left."))) is None


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="encoder"):
        Encoder(tmp_path).encode("He left.")


def test_weights_of_another_version_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "heads.json"
    path.write_bytes(msgspec.json.encode({"widths": {"claims": 3}, "claim_tags": []}))
    with pytest.raises(ResourceError, match="another version"):
        Heads.load(path)
