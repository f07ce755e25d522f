from __future__ import annotations

import msgspec
import pytest

from sayso.language.certainty import commitment
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


def vouched(text: str, words: str, **actors: str) -> set[tuple[str | None, Factuality]]:
    """Who vouches for what stands at `words`, taken as flatly stated."""
    at = text.index(words)
    return {(a.source, a.factuality) for a in attest(read(text, **actors), Span(at, at + len(words)), "CT+")}


def test_who_denies_a_charge_stands_beside_the_accuser() -> None:
    text = "Togo accused Benin of sheltering smugglers, a charge Benin denies."
    assert vouched(text, "sheltering", togo="Togo", benin="Benin") == {("togo", "CT+"), ("benin", "CT-")}


def test_who_denies_by_a_relative_pronoun() -> None:
    text = "The army said rebels had shelled Bunia, which the rebels deny."
    assert vouched(text, "shelled", army="The army", rebels="the rebels") == {("army", "CT+"), ("rebels", "CT-")}


def test_who_denies_the_accusation_in_the_next_sentence() -> None:
    text = "Togo said Benin had shot down a drone. Benin denied the accusation."
    assert vouched(text, "shot", togo="Togo", benin="Benin") == {("togo", "CT+"), ("benin", "CT-")}


def test_a_denial_of_something_else_leaves_it_alone() -> None:
    text = "Togo said Benin had shot down a drone. Benin denied claims that its mayor had fled."
    assert vouched(text, "shot", togo="Togo", benin="Benin") == {("togo", "CT+")}


def test_what_is_told_by_the_way_is_not_denied() -> None:
    text = "Togo accused Benin of sheltering the men who robbed a bank, a charge Benin denies."
    assert vouched(text, "robbed", togo="Togo", benin="Benin") == {("togo", "CT+")}


def test_a_charge_denied_was_made() -> None:
    text = "Benin denied the accusation."
    assert vouched(text, "accusation", benin="Benin") == {("report", "CT+")}


def test_background_in_the_reports_present_is_the_reports() -> None:
    text = "The union said the raid was led by Benin, which has blocked the port for months."
    assert vouched(text, "blocked", union="The union") == {("report", "CT+")}


def test_what_is_told_in_the_sources_past_stays_the_sources() -> None:
    text = "The union said the raid was led by Benin, which had blocked the port for months."
    assert vouched(text, "blocked", union="The union") == {("union", "CT+")}


def test_of_an_outlet_and_whom_it_quotes_the_latter_vouches() -> None:
    text = "The army had shelled Hama, the Herald reported, citing a colonel."
    assert vouched(text, "shelled", herald="the Herald", colonel="a colonel") == {("colonel", "CT+")}


def test_what_somebody_is_blamed_for_did_happen() -> None:
    text = "Togo blamed the guild for the massacre in Lome."
    assert vouched(text, "massacre", togo="Togo") == {("togo", "CT+"), ("report", "CT+")}


def test_what_somebody_is_blamed_for_doing_is_the_accusers_word() -> None:
    text = "Togo blamed the guild for killing two guards."
    assert vouched(text, "killing", togo="Togo") == {("togo", "CT+")}


def held(text: str, words: str, **actors: str) -> set[tuple[str | None, Factuality]]:
    """Who vouches for what stands at `words`, as firmly as its own words commit to it."""
    at = text.index(words)
    read_so = read(text, **actors)
    index = next(token.index for token in read_so.analysis.tokens if token.start == at)
    value = commitment(read_so.analysis, index).factuality
    return {(a.source, a.factuality) for a in attest(read_so, Span(at, at + len(words)), value)}


def test_a_rumour_denied_leaves_who_spreads_it_uncommitted() -> None:
    text = "The minister denied rumours that the king had fled."
    assert held(text, "fled", minister="The minister") == {("minister", "CT-"), (None, "Uu")}


def test_a_claim_denied_is_still_the_word_of_who_makes_it() -> None:
    text = "The mayor rejected accusations by residents that guards had looted homes."
    assert held(text, "looted", mayor="The mayor", residents="residents") == {("mayor", "CT-"), ("residents", "CT+")}


@pytest.mark.parametrize(
    "text",
    [
        "Togo denied any role in the blast.",
        "Togo denied being behind the blast.",
        "Togo denied responsibility for the blast.",
    ],
)
def test_who_had_no_part_in_it_does_not_deny_that_it_happened(text: str) -> None:
    assert held(text, "blast", togo="Togo") == {("report", "CT+")}


def test_what_is_turned_down_is_of_something_real() -> None:
    text = "The party rejected the results of the vote."
    assert held(text, "vote", party="The party") == {("report", "CT+")}


def test_that_is_all_that_was_just_said() -> None:
    text = "Residents said soldiers had burned the mill. The army denied that."
    assert vouched(text, "burned", residents="Residents", army="The army") == {("residents", "CT+"), ("army", "CT-")}


def test_what_somebody_is_criticized_for_doing_is_the_critics_word() -> None:
    text = "The mayor criticized the guild for flooding the mine."
    assert vouched(text, "flooding", mayor="The mayor") == {("mayor", "CT+")}


@pytest.mark.parametrize(
    "text", ["The ministry said 400 men had drowned since the war began.", "Togo accused Benin of prolonging the war."]
)
def test_a_known_war_is_not_one_sources_word(text: str) -> None:
    source = {"ministry": "The ministry", "togo": "Togo"}
    assert ("report", "CT+") in vouched(text, "war", **{key: name for key, name in source.items() if name in text})


def test_an_accusation_takes_for_granted_what_somebody_is_to_have_caused() -> None:
    text = "Togo accused Benin of provoking the clash."
    assert vouched(text, "clash", togo="Togo") == {("togo", "CT+"), ("report", "CT+")}


def test_a_deed_is_not_doubted_because_it_is_laid_to_somebody() -> None:
    text = "Attacks attributed to the guild killed six men, residents said."
    assert vouched(text, "Attacks", residents="residents") == {("residents", "CT+")}


def test_nobody_was_harmed_answers_who_says_that_somebody_was() -> None:
    text = "The union said two men were beaten in a van. The mayor denied that anyone had been mistreated."
    assert vouched(text, "beaten", union="The union", mayor="The mayor") == {("union", "CT+"), ("mayor", "CT-")}


def test_them_are_reports_not_speakers() -> None:
    text = "There were reports that the mayor had resigned, but his office denied them."
    assert vouched(text, "resigned", office="his office") == {(None, "PR+"), ("office", "CT-")}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled Bunia on Friday, two medics and the mayor said.",
        "Medics and the mayor said rebels had shelled Bunia.",
        "Rebels shelled Bunia, according to medics and the mayor.",
    ],
)
def test_of_several_sources_named_together_each_vouches(text: str) -> None:
    medics = next(words for words in ("Medics", "two medics", "medics") if words in text)
    assert vouched(text, "shelled", medics=medics, mayor="the mayor") == {("medics", "CT+"), ("mayor", "CT+")}


def test_who_is_only_part_of_a_sources_description_does_not_vouch() -> None:
    text = "Rebels shelled Bunia, the envoy to Togo and Benin said."
    assert vouched(text, "shelled", envoy="the envoy", togo="Togo", benin="Benin") == {("envoy", "CT+")}


def test_the_report_vouches_for_what_it_calls_a_move() -> None:
    told = read("The rebels freed 30 soldiers on Saturday, a move confirmed by the Red Cross.", red="the Red Cross")
    assert told.claims and told.claims[0].stance == "confirms"
    at = told.text.index("freed")
    assert {one.source for one in attest(told, Span(at, at + 5), "CT+")} == {"red", "report"}


def test_a_known_war_is_nobodys_word() -> None:
    told = read("The office said 900 had died since the full-scale invasion in May.", office="The office")
    at = told.text.index("full-scale")
    assert attest(told, Span(at, at + len("full-scale invasion")), "CT+")[0].source == "report"


def test_something_denied_is_all_that_was_just_said() -> None:
    text = (
        "The plea was extracted by guards who beat the boy, the lawyer said - something the guards have always denied."
    )
    found = vouched(text, "beat", lawyer="the lawyer", guards="the guards")
    assert found == {("lawyer", "CT+"), ("guards", "CT-")}


def test_a_charge_rejected_is_the_accusation_and_not_what_was_said_since() -> None:
    text = 'The union alleged that guards had shot two men. A priest said they were cousins. The mayor rejected the charge as "lies".'
    found = vouched(text, "shot", union="The union", priest="A priest", mayor="The mayor")
    assert found == {("union", "CT+"), ("mayor", "CT-")}


@pytest.mark.parametrize(
    "text",
    [
        "The rebels released 51 men in May, a move confirmed by the Red Cross.",
        "The rebels released 51 men in May, which the Red Cross confirmed.",
    ],
)
def test_who_confirms_what_was_told_stands_beside_the_report(text: str) -> None:
    assert vouched(text, "released", cross="the Red Cross") == {("report", "CT+"), ("cross", "CT+")}


def test_whose_reports_somebody_will_not_comment_on_is_their_source() -> None:
    text = "The palace declined to comment on reports by two newspapers that the vizier had been dismissed."
    assert vouched(text, "dismissed", palace="The palace", papers="two newspapers") == {("papers", "CT+")}


def test_an_invasion_since_which_something_is_so_is_known() -> None:
    text = "At least 400 men have drowned since the full-scale invasion in May, according to the ministry."
    assert vouched(text, "full-scale invasion", ministry="the ministry") == {("report", "CT+")}
