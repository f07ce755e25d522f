"""What holds of every stage, on the same reports: the promises of the house."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import msgspec
import pytest

from sayso.model import LAYERS, Analysis, Reading, Report, Span
from sayso.pipeline import Pipeline
from sayso.reader import STAGES, pipeline

STORY = """BEIRUT, Oct. 23 (Harbour News) -- A drone strike killed three people and wounded at least 12 others near the port of \
Tyre late on Tuesday, Lebanon's Civil Defence said.

"We heard two explosions," said Rima Haddad, a baker. The army denied that it had fired, and blamed militants.

Foreign Minister Jean Aoun is expected to visit Cairo next week for talks on a truce.
"""
REPORTS = {
    "story": STORY,
    "upper": STORY.upper(),
    "lower": STORY.lower(),
    "windows": STORY.replace("\n", "\r\n"),
    "emoji": STORY.replace("drone", "🚁 drone 🧑‍🤝‍🧑").replace("Haddad", "Hadda\u0301d"),
    "right-to-left": STORY.replace("Rima Haddad", "ريما حداد (Rima Haddad)").replace("truce", "\u202bהפסקת אש\u202c"),
    "blanks": STORY.replace(" ", "\u00a0").replace("three", "three\u200b"),
    "unpunctuated": STORY.replace(".", "").replace('"', "“"),
    "open quotation": STORY.replace(',"', ","),
    "one word": "Attack",
    "marks": '... -- !!! (( " “ ‘ 12 % $ ,',
    "headline glued": "SEE ALSO: Fire Guts Market In BasraTwo people were hurt on Monday, police said in the southern city.",
    "no letters": "1234 5678 -- 90",
    "Turkish": "İSTANBUL – İçişleri Bakanlığı said İmamoğlu was detained on 19 March 2025 with 105 others.",
    "typo": "Heath Ministry officals said 5 poeple were kileld in an airstike on Gaza citty yesterday.",
}


@pytest.fixture(scope="module")
def whole() -> Pipeline:
    return pipeline()


@pytest.fixture(scope="module")
def reports() -> list[Report]:
    return [Report(id=name, text=text, published="2024-10-24") for name, text in REPORTS.items()]


@pytest.fixture(scope="module")
def readings(whole: Pipeline, reports: list[Report]) -> dict[str, Reading]:
    made = [outcome for outcome in whole.read(reports) if isinstance(outcome, Reading)]
    assert [reading.report for reading in made] == reports
    return {reading.report.id: reading for reading in made}


def spans(value: Any) -> Iterator[Span]:
    """Every span inside a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def ids(reading: Reading) -> set[str]:
    return {value.id for name in LAYERS[:-1] for value in getattr(reading, name)}


@pytest.mark.parametrize("name", REPORTS)
def test_every_span_holds_words_of_the_text(readings: dict[str, Reading], name: str) -> None:
    reading = readings[name]
    for layer in LAYERS:
        for span in spans(getattr(reading, layer)):
            assert 0 <= span.start < span.end <= len(reading.text), (layer, span)
            words = span.of(reading.text)
            assert words == words.strip(), (layer, words)


@pytest.mark.parametrize("name", REPORTS)
def test_tokens_are_the_text(readings: dict[str, Reading], name: str) -> None:
    reading = readings[name]
    tokens = reading.analysis.tokens
    assert all(token.word == token.span.of(reading.text) for token in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    covered = {at for token in tokens for at in range(token.start, token.end)}
    missed = "".join(c for at, c in enumerate(reading.text) if at not in covered)
    assert not any(c.isalnum() for c in missed)
    assert all(0 <= token.head < len(tokens) and tokens[token.head].sentence == token.sentence for token in tokens)


@pytest.mark.parametrize("name", REPORTS)
def test_whatever_is_referred_to_is_there(readings: dict[str, Reading], name: str) -> None:
    reading = readings[name]
    known = ids(reading)
    for claim in reading.claims:
        assert claim.source.actor is None or claim.source.actor in known
        assert claim.within is None or (claim.within in known and claim.within != claim.id)
        assert claim.content or claim.cue
    for event in reading.events:
        assert event.attestations
        assert event.trigger in event.mentions
        assert event.place is None or event.place in known
        for argument in event.arguments:
            for key in (argument.actor, argument.place, argument.time, argument.quantity):
                assert key is None or key in known
        given = [*event.attestations, *(a for argument in event.arguments for a in argument.attestations)]
        assert all(a.source in (None, "report") or a.source in known for a in given)
    for fact in reading.facts:
        assert fact.attestations
        assert fact.subject in known
        assert (fact.object in known) if fact.object else fact.value


def test_ids_are_unique(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        assert sum(len(getattr(reading, name)) for name in LAYERS[:-1]) == len(ids(reading))


def test_the_contracts_values_are_kept(readings: dict[str, Reading]) -> None:
    """A printed reading is read back, which refuses kinds, types, roles and stances that the contract does not know."""
    for reading in readings.values():
        printed = msgspec.json.decode(reading.to_json())
        assert Reading.from_dict(printed).to_dict() == reading.to_dict()
        assert printed["report"]["text"] == reading.text


@pytest.mark.parametrize("size", [1, 3, 16])
def test_the_same_reading_whatever_the_batch(
    whole: Pipeline, reports: list[Report], readings: dict[str, Reading], size: int
) -> None:
    other = Pipeline(whole.stages, coder=whole.coder, batch_size=size)
    for outcome in other.read(reversed(reports)):
        assert isinstance(outcome, Reading)
        assert outcome.to_dict() == readings[outcome.report.id].to_dict()


def test_a_stage_changes_only_the_layers_it_declares_and_leaves_its_input(
    whole: Pipeline, reports: list[Report]
) -> None:
    batch = [Reading(report=report) for report in reports]
    for stage in whole.stages:
        before = [(reading.to_dict(), reading.analysis) for reading in batch]
        after = stage(batch)
        assert [(reading.to_dict(), reading.analysis) for reading in batch] == before
        for old, new in zip(batch, after, strict=True):
            for name in {*Reading.__struct_fields__} - stage.fills:
                assert getattr(new, name) == getattr(old, name), f"{stage.name} changed {name}"
        batch = after


def test_the_stages_are_those_of_the_table(whole: Pipeline) -> None:
    assert [stage.name for stage in whole.stages] == [name for name in STAGES if name in {s.name for s in whole.stages}]
    assert {*STAGES} - {stage.name for stage in whole.stages} <= {"encoder"}


def test_a_blank_date_is_no_publication_date(whole: Pipeline) -> None:
    report = Report(id="x", text="Gunmen attacked a convoy. Two soldiers were killed.", published="2024-10-24")
    (reading,) = whole.read([report])
    assert isinstance(reading, Reading)
    assert reading.events
    assert all(event.time is None for event in reading.events)
    assert not reading.places


def test_without_analysis_nothing_is_found(whole: Pipeline) -> None:
    empty = [Reading(report=Report(id="x", text="Gunmen attacked a convoy."), analysis=Analysis())]
    for stage in whole.stages[1:]:
        empty = stage(empty)
    assert not empty[0].events
