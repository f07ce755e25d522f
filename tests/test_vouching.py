from __future__ import annotations

import msgspec
import pytest

from sayso.model import Analysis, Attestation, Claim, Factuality, Reading, Report, Source, Span, Stance
from sayso.vouching import attest
from tests.claims.reading import read

TEXT = "0123456789" * 10


def claim(key: str, content: Span, stance: Stance = "says", **more: str | None) -> Claim:
    source = Source(spans=() if more.get("implied") else (Span(0, 1),), actor=more.get("actor"))
    return Claim(
        id=key,
        source=source,
        cue=(Span(1, 2),),
        content=(content,),
        manner="indirect",
        stance=stance,
        within=more.get("within"),
    )


def reading(*claims: Claim) -> Reading:
    return Reading(report=Report(id="x", text=TEXT), claims=claims, analysis=Analysis())


def test_the_report_vouches_for_what_nobody_else_says() -> None:
    assert attest(reading(claim("c1", Span(10, 20))), Span(30, 35), "PR+") == (
        Attestation(source="report", factuality="PR+"),
    )


def test_the_innermost_source_vouches() -> None:
    found = attest(
        reading(claim("c1", Span(10, 60), actor="a1"), claim("c2", Span(20, 50), actor="a2", within="c1")),
        Span(25, 30),
        "CT+",
    )
    assert found == (Attestation(source="a2", factuality="CT+", claim="c2"),)


def test_what_two_sources_say_together_both_vouch_for() -> None:
    found = attest(
        reading(claim("c1", Span(10, 60), actor="a1"), claim("c2", Span(10, 60), actor="a2")), Span(25, 30), "CT+"
    )
    assert {attestation.source for attestation in found} == {"a1", "a2"}


@pytest.mark.parametrize(
    ("stance", "factuality"),
    [
        ("says", "CT+"),
        ("denies", "CT-"),
        ("doubts", "PR-"),
        ("expects", "PR+"),
        ("believes", "PR+"),
        ("declines", "Uu"),
    ],
)
def test_a_stance_changes_what_its_source_vouches_for(stance: Stance, factuality: Factuality) -> None:
    found = attest(reading(claim("c1", Span(10, 60), stance, actor="a1")), Span(25, 30), "CT+")
    assert found == (Attestation(source="a1", factuality=factuality, claim="c1"),)


def test_hearsay_is_at_most_probable() -> None:
    found = attest(reading(claim("c1", Span(10, 60), implied="yes")), Span(25, 30), "CT+")
    assert found == (Attestation(source=None, factuality="PR+", claim="c1"),)


def test_the_report_takes_for_granted_what_is_condemned() -> None:
    found = attest(reading(claim("c1", Span(10, 60), "condemns", actor="a1")), Span(25, 30), "CT+")
    assert {attestation.source for attestation in found} == {"a1", "report"}


@pytest.mark.parametrize("stance", ["says", "denies", "admits", "accuses", "confirms", "reports", "warns", "believes"])
def test_the_report_never_vouches_for_what_only_a_party_said(stance: Stance) -> None:
    found = attest(reading(claim("c1", Span(10, 60), stance, actor="a1")), Span(25, 30), "CT+")
    assert all(attestation.source != "report" for attestation in found)


def test_a_cue_that_governs_the_event_is_not_counted_twice() -> None:
    made = read("Iran denied that its forces had attacked the ship.", iran="Iran")
    at = made.text.index("attacked")
    found = attest(made, Span(at, at + len("attacked")), "CT-")
    assert [(attestation.source, attestation.factuality) for attestation in found] == [("iran", "CT-")]


def test_pieces_of_an_interrupted_content_vouch_alike() -> None:
    whole = claim("c1", Span(10, 20), actor="a1")
    cut = reading(msgspec.structs.replace(whole, content=(Span(10, 20), Span(40, 50))))
    assert attest(cut, Span(42, 44), "CT+") == attest(cut, Span(12, 14), "CT+")


def test_a_demand_is_left_open_by_whoever_tells_of_it() -> None:
    found = attest(reading(claim("c1", Span(10, 60), "demands", actor="a1")), Span(25, 30), "PR+")
    assert {(attestation.source, attestation.factuality) for attestation in found} == {("a1", "Uu"), ("report", "Uu")}
