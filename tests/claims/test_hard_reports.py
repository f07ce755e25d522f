"""Reports that break claim readers: both readers must come through them with every span inside the text."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import msgspec
import pytest

from sayso.claims.stage import ClaimsStage
from sayso.model import REPORT_VOICE, Claim, Reading, Report, Span
from sayso.reader import Settings, pipeline
from sayso.vouching import attest

READERS = ("rules", "encoder")

LONG = " and ".join(
    f"the mayor of Oruro said that {n} trucks had left the depot while drivers feared a blockade" for n in range(300)
)
"""One sentence of more than 5,000 tokens."""

HARD = {
    "a sentence of 5,000 tokens": LONG + ".",
    "a quotation never closed": "“We will not leave the mine, said Rosa Quispe.\n\nThe police said the gate was shut.\n\nSnow fell.",
    "quotations of three kinds, one in the other": (
        '“He told me ‘the guard shouted "stop" and then «fire»’ before he ran,” said Ana Ruiz, a clerk. “I hid.”'
    ),
    "marks that open and never meet": '"“‘«„ said the mayor of Goma ”"’» , " he added \' that " nothing “ was lost.',
    "a headline that claims": "MAYOR: BRIDGE WILL CLOSE\n\nGOMA (Wire) — The mayor said on Monday the bridge would close.",
    "right-to-left words": "“\u202bלא נעזוב\u202c,” said the mayor of Haifa. وقال المتحدث: «لن نغادر» said the spokesman. 😀 “Yes”, he said.",
    "marks alone": '“ ” ‘ ’ " \' : — said : """',
    "a cue alone": "said",
    "nothing": "",
}


class Readers:
    """Both readers of claims; each text is read once by each."""

    def __init__(self) -> None:
        self.made = {name: pipeline(Settings(claims=name), until="claims") for name in READERS}  # type: ignore[arg-type]
        self.known: dict[tuple[str, str], Reading] = {}

    def read(self, name: str, text: str) -> Reading:
        """The text with its claims."""
        if (name, text) not in self.known:
            (outcome,) = self.made[name].read([Report(id="1", text=text)])
            assert isinstance(outcome, Reading)
            self.known[name, text] = outcome
        return self.known[name, text]


@pytest.fixture(scope="module")
def readers() -> Readers:
    return Readers()


def spans(claim: Claim) -> list[Span]:
    return [*claim.source.spans, *claim.cue, *claim.content]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", HARD.values(), ids=HARD)
def test_every_span_stands_in_the_text(readers: Readers, name: str, text: str) -> None:
    reading = readers.read(name, text)
    known = {claim.id for claim in reading.claims}
    for claim in reading.claims:
        assert claim.content
        assert all(0 <= span.start < span.end <= len(text) for span in spans(claim))
        assert claim.within is None or claim.within in known - {claim.id}


@pytest.mark.parametrize("name", READERS)
def test_a_long_sentence_is_read_to_its_end(readers: Readers, name: str) -> None:
    claims = readers.read(name, HARD["a sentence of 5,000 tokens"]).claims
    assert max(span.end for claim in claims for span in spans(claim)) > len(LONG) * 0.9


@pytest.mark.parametrize("name", READERS)
def test_a_quotation_never_closed_ends_with_its_paragraph(readers: Readers, name: str) -> None:
    text = HARD["a quotation never closed"]
    for claim in readers.read(name, text).claims:
        assert all("Snow" not in span.of(text) for span in claim.content)


@pytest.mark.parametrize("name", READERS)
def test_a_claim_of_a_headline_has_its_speaker(readers: Readers, name: str) -> None:
    text = "Mayor: bridge at Goma to close for a month\n\nGOMA (Wire) — Rain has weakened the bridge, an engineer said."
    found = {claim.source.spans[0].of(text): claim for claim in readers.read(name, text).claims if claim.source.spans}
    assert "bridge at Goma" in found["Mayor"].content[0].of(text)
    assert "an engineer" in found


@pytest.mark.parametrize("name", READERS)
def test_another_speaker_changes_nothing_but_the_name(readers: Readers, name: str) -> None:
    def shape(speaker: str) -> list[tuple[str, str, list[str], list[str]]]:
        text = (
            f"{speaker} said on Friday that the port of Beira would reopen.\n\n"
            f"“The cranes are safe,” {speaker} told reporters, denying that two workers had been hurt."
        )
        return [
            (
                claim.stance,
                claim.manner,
                [span.of(text).replace(speaker, "X") for span in claim.content],
                [span.of(text).replace(speaker, "X") for span in (*claim.source.spans, *claim.cue)],
            )
            for claim in readers.read(name, text).claims
        ]

    assert shape("Maria Santos") == shape("Ahmed Hassan") == shape("Olga Petrova")


def calls_of(work: Callable[[], Any]) -> int:
    """How many functions of Python some work calls: a clock that runs the same on every machine."""
    count = 0

    def tick(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


STORY = (
    "The mayor of Oruro said on Monday that drivers had blocked the road, and that he feared worse.\n\n"
    "“We will stay,” said Rosa Quispe, a driver. She added that the police had denied firing tear gas.\n\n"
)
SIZES = (12, 48)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    "unit", [STORY, STORY.replace(". She", ", and she").replace("\n\n", " and ")], ids=["paragraphs", "one"]
)
def test_work_grows_no_faster_than_the_report(readers: Readers, name: str, unit: str) -> None:
    stage = ClaimsStage(name)

    def work(times: int) -> int:
        bare = msgspec.structs.replace(readers.read(name, unit * times), claims=())
        return calls_of(lambda: vouch(stage([bare])[0]))

    small, large = map(work, SIZES)
    assert large < 1.3 * SIZES[1] / SIZES[0] * small


def vouch(reading: Reading) -> None:
    for token in reading.analysis.tokens:
        attest(reading, token.span, "CT+")


def test_the_report_never_vouches_inside_a_content(readers: Readers) -> None:
    text = "The ministry said rebels had burned the depot at Bukavu. The rebels denied that they had burned it."
    reading = readers.read("encoder", text)
    for at in [n for n in range(len(text)) if text.startswith("burned", n)]:
        sources = {a.source for a in attest(reading, Span(at, at + 6), "CT+")}
        assert REPORT_VOICE not in sources
