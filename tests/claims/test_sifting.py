"""Drafts as an encoder may leave them, held against syntax and rules: made-up sentences, drafts given by their words."""

from __future__ import annotations

from sayso.claims import rules, sifting
from sayso.claims.draft import Draft
from sayso.model import Reading, Span
from tests.claims.reading import parsed


def at(text: str, *words: str) -> tuple[Span, ...]:
    """Where the words stand first."""
    return tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in words if piece)


def sifted(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """What stands after sifting, with the rule reader's drafts beside."""
    return sifting.sifted(reading, drafts, rules.find(reading))


def draft(text: str, source: str, cue: str, *content: str) -> Draft:
    return Draft(at(text, source), at(text, cue), at(text, *content))


def outcome(text: str, *drafts: Draft) -> list[tuple[list[str], str, list[str]]]:
    """What stands after sifting, as words, in order of the cues."""
    found = sorted(sifted(parsed(text), list(drafts)), key=lambda made: made.cue)
    return [
        ([span.of(text) for span in made.source], made.cue[0].of(text), [span.of(text) for span in made.content])
        for made in found
    ]


def test_a_right_draft_stays_as_it_is() -> None:
    text = "The harbour master said the pilots would return to work on Monday."
    given = draft(text, "The harbour master", "said", "the pilots would return to work on Monday")
    assert sifted(parsed(text), [given]) == [given]


def test_a_piece_of_another_sentence_without_quotation_marks_goes() -> None:
    text = "Miners blocked the road to Oruro. The governor said the army would clear it."
    given = draft(text, "The governor", "said", "Miners blocked the road", "the army would clear it")
    assert outcome(text, given) == [(["The governor"], "said", ["the army would clear it"])]


def test_a_quotation_of_another_sentence_stays() -> None:
    text = '"We have no water," said Rosa Quispe, a teacher. "The wells are dry."'
    given = draft(text, "Rosa Quispe, a teacher", "said", '"We have no water,"', '"The wells are dry."')
    assert outcome(text, given) == [
        (["Rosa Quispe, a teacher"], "said", ['"We have no water,"', '"The wells are dry."'])
    ]


def test_the_only_piece_stays_even_from_another_sentence() -> None:
    text = "The bridge at Tete will close. So the ministry said on Friday."
    given = draft(text, "the ministry", "said", "The bridge at Tete will close")
    assert outcome(text, given)[0][2] == ["The bridge at Tete will close"]


def test_a_relative_pronoun_is_no_content() -> None:
    text = "Police held a driver, who was suspected of smuggling fuel across the border."
    given = draft(text, "", "was suspected of", "who", "smuggling fuel across the border")
    assert outcome(text, given)[0][2] == ["smuggling fuel across the border"]


def test_a_content_gives_back_the_speaker_it_ran_into() -> None:
    text = "Norway has called on the rebels to release the crew after the coast guard said it had found their boat near Aden."
    demand = draft(text, "Norway", "has called on", "the rebels to release the crew after the coast guard")
    said = draft(text, "Norway", "said", "it had found their boat near Aden")
    found = outcome(text, demand, said)
    assert found[0] == (["Norway"], "has called on", ["to release the crew"])
    assert found[1] == (["the coast guard"], "said", ["it had found their boat near Aden"])


def test_an_unknown_cue_without_a_speaker_goes() -> None:
    text = "Neither road seems passable. The mayor said buses would stop."
    seems = draft(text, "", "seems", "passable")
    said = draft(text, "The mayor", "said", "buses would stop")
    assert outcome(text, seems, said) == [(["The mayor"], "said", ["buses would stop"])]


def test_a_refusal_to_act_goes_but_one_to_speak_stays() -> None:
    text = "The union refused to vacate the depot. The minister refused to say who had fired the shots."
    act = draft(text, "The union", "refused", "to vacate the depot")
    silence = draft(text, "The minister", "refused to say", "who had fired the shots")
    assert [found for found in outcome(text, act, silence) if "refused" in found[1]] == [
        (["The minister"], "refused to say", ["who had fired the shots"])
    ]


def test_a_plain_claim_that_was_missed_is_added() -> None:
    text = "The airport in Juba reopened at noon, according to the transport ministry."
    ((source, cue, content),) = outcome(text)
    assert (source, cue) == (["the transport ministry"], "according to")
    assert content == ["The airport in Juba reopened at noon"]


def test_what_the_other_side_says_is_not_part_of_the_first_claim() -> None:
    text = "The union said 9,000 nurses had walked out, while the hospitals estimated the number at 4,000."
    given = draft(
        text, "The union", "said", "9,000 nurses had walked out, while the hospitals estimated the number at 4,000"
    )
    found = outcome(text, given)
    assert found[0] == (["The union"], "said", ["9,000 nurses had walked out"])
    assert found[1][0] == ["the hospitals"]


def test_a_missing_agent_is_taken_from_the_rules() -> None:
    text = "The dam is considered a danger by engineers."
    given = draft(text, "", "is considered", "The dam", "a danger")
    assert outcome(text, given)[0][0] == ["engineers"]


def test_a_speaker_of_another_sentence_yields_to_the_one_beside_the_cue() -> None:
    text = "Ruiz left the court by a side door. Her lawyer, Ana Soto, said she would appeal."
    given = draft(text, "Ruiz", "said", "she would appeal")
    assert outcome(text, given) == [(["Her lawyer, Ana Soto,"], "said", ["she would appeal"])]


def test_a_link_to_another_story_claims_nothing() -> None:
    text = "A dam burst near Derna on Monday.\nSEE ALSO: Farmers Fear Another Flood\nThe army sent boats to the valley."
    given = draft(text, "Farmers", "Fear", "Another Flood")
    assert outcome(text, given) == []


def test_a_claim_without_source_in_a_piece_that_goes_is_freed() -> None:
    text = "The prosecutor said four smugglers were shot. Police held a driver, who is accused of hiding fuel."
    given = draft(text, "The prosecutor", "said", "four smugglers were shot", "a driver, who is accused of hiding fuel")
    assert [(source, cue) for source, cue, _ in outcome(text, given)] == [
        (["The prosecutor"], "said"),
        ([], "is accused of"),
    ]


def test_sifting_twice_changes_nothing_more() -> None:
    text = "Miners blocked the road to Oruro. The governor said the army would clear it."
    given = draft(text, "The governor", "said", "Miners blocked the road", "the army would clear it")
    once = sifted(parsed(text), [given])
    assert sifted(parsed(text), once) == once


def test_no_drafts_and_no_text_give_nothing() -> None:
    assert sifted(parsed("Snow fell on the pass for three days."), []) == []
    assert sifted(parsed(""), []) == []


def test_what_only_describes_a_speaker_is_no_claim_of_its_own() -> None:
    text = "Two envoys who asked not to be named said the talks had stalled."
    given = draft(text, "Two envoys who asked not to be named", "said", "the talks had stalled")
    aside = draft(text, "who", "asked", "not to be named")
    assert outcome(text, given, aside) == [
        (["Two envoys who asked not to be named"], "said", ["the talks had stalled"])
    ]


def test_the_first_of_two_speakers_is_no_end_of_what_they_say() -> None:
    text = "Shells hit a mill on Friday, residents and the relief agency said."
    given = draft(text, "the relief agency", "said", "Shells hit a mill on Friday, residents")
    assert outcome(text, given) == [(["residents and the relief agency"], "said", ["Shells hit a mill on Friday"])]


def test_when_it_was_said_is_no_part_of_what_was_said() -> None:
    text = "The junta said hours later that order had been restored."
    given = draft(text, "The junta", "said", "hours later that order had been restored")
    assert outcome(text, given) == [(["The junta"], "said", ["that order had been restored"])]


def test_what_is_done_to_a_thing_is_no_claim() -> None:
    text = "Lesotho expelled two diplomats on Friday."
    assert outcome(text, draft(text, "Lesotho", "expelled", "two diplomats")) == []


def test_an_unknown_word_stands_where_it_tells_a_clause() -> None:
    text = "The harbour master grumped that the pilots had left."
    given = draft(text, "The harbour master", "grumped", "that the pilots had left")
    assert outcome(text, given) == [(["The harbour master"], "grumped", ["that the pilots had left"])]


def test_a_wish_not_to_be_named_describes_the_source() -> None:
    text = "A clerk asked not to be named because the talks go on."
    assert outcome(text, draft(text, "A clerk", "asked", "not to be named because the talks go on")) == []


def test_what_nobody_claimed_and_what_was_not_asked_are_no_claims() -> None:
    text = "No group claimed responsibility. Togo has not yet asked for help."
    claimed = draft(text, "No group", "claimed", "responsibility")
    asked = draft(text, "Togo", "has not yet asked for", "help")
    assert outcome(text, claimed, asked) == []


def test_a_denial_in_a_relative_clause_is_of_what_stands_before_it() -> None:
    text = "The army says rebels shelled the market, an accusation the rebels reject."
    given = draft(text, "The army", "says", "rebels shelled the market")
    assert (["the rebels"], "reject", ["an accusation"]) in outcome(text, given)


def test_a_charge_set_before_its_denial_is_all_that_is_denied() -> None:
    text = "Togo has accused Benin of sheltering smugglers, a charge Porto-Novo denies."
    given = draft(text, "Togo", "has accused", "Benin of sheltering smugglers")
    assert [made for made in outcome(text, given) if made[1] == "denies"] == [(["Porto-Novo"], "denies", ["a charge"])]


def test_what_a_denial_is_about_is_no_part_of_its_cue() -> None:
    text = "Togo, which denies backing the smugglers, closed the road."
    given = draft(text, "which", "denies backing", "the smugglers")
    assert outcome(text, given) == [(["which"], "denies", ["backing the smugglers"])]


def test_a_subject_told_of_ends_before_its_predicate() -> None:
    text = "Reports that the general had fled were denied by the palace."
    given = draft(text, "", "Reports", "that the general had fled were denied by the palace")
    assert ([], "Reports", ["that the general had fled"]) in outcome(text, given)


def test_a_second_demand_cut_from_a_content_stands_by_itself() -> None:
    text = "The guild said that police had beaten a man, and demanded an inquiry."
    given = draft(text, "The guild", "said", "that police had beaten a man, and demanded an inquiry")
    assert outcome(text, given) == [
        (["The guild"], "said", ["that police had beaten a man"]),
        (["The guild"], "demanded", ["an inquiry"]),
    ]


def test_a_number_put_at_something_and_what_a_reporter_saw_need_no_encoder() -> None:
    text = "The army put the dead at 23. Nine trucks were burning near the port, a Coastal Dispatch reporter saw."
    assert [made[1] for made in outcome(text)] == ["put", "saw"]


def test_who_is_feared_dead_fears_nothing() -> None:
    text = "Dozens feared dead in mine"
    assert outcome(text, draft(text, "Dozens", "feared", "dead in mine"))[0][0] == []


def test_who_hears_reports_does_not_make_them() -> None:
    text = "Partners have received reports that two girls were taken."
    given = draft(text, "Partners", "have received reports", "that two girls were taken")
    assert outcome(text, given) == [([], "reports", ["that two girls were taken"])]


def test_who_was_briefed_did_not_speak_thereby() -> None:
    text = "Two diplomats briefed on the talks said the sides had met."
    given = draft(text, "Two diplomats", "briefed on", "the talks")
    assert "briefed on" not in [made[1] for made in outcome(text, given)]


def test_the_speaker_stands_before_the_relative_clause_not_in_it() -> None:
    text = "Togo, which backed Gen Kodjo in the past, described the report as false."
    given = draft(text, "Gen Kodjo in the past,", "described", "the report as false")
    assert outcome(text, given)[0][0] == ["Togo"]


def test_a_content_ends_at_the_semicolon_before_somebody_else() -> None:
    text = "Unions said 400 people came; the mayor put the crowd at 90."
    given = draft(text, "Unions", "said", "400 people came; the mayor put the crowd at 90")
    assert outcome(text, given) == [
        (["Unions"], "said", ["400 people came"]),
        (["the mayor"], "put", ["the crowd at 90"]),
    ]


def test_when_it_was_is_the_reports_remark() -> None:
    text = "Nine men fled, police said, hours after the mayor had resigned."
    given = draft(text, "police", "said", "Nine men fled", "hours after the mayor had resigned")
    assert outcome(text, given) == [(["police"], "said", ["Nine men fled"])]


def test_a_verdict_on_what_was_said_is_no_part_of_it() -> None:
    text = "An official said that drones had struck the camp, a claim the army would not confirm."
    said = "that drones had struck the camp"
    given = draft(text, "An official", "said", said + ", a claim the army would not confirm")
    assert (["An official"], "said", [said]) in outcome(text, given)


def test_hearsay_needs_no_speaker() -> None:
    text = "Two guards were reportedly wounded."
    assert outcome(text) == [([], "reportedly", ["Two guards were", "wounded"])]


def test_what_stands_behind_but_was_not_said_by_who_speaks_before_it() -> None:
    said = "Mediators have handed the rebels a new text"
    text = said + ", two envoys said on Friday, but the sides remain apart on who would police it."
    given = draft(text, "two envoys", "said", "who would police it")
    assert outcome(text, given) == [(["two envoys"], "said", [said])]


def test_how_it_ranks_is_the_reports_remark() -> None:
    text = "Nine men drowned, police said, in the worst flood this year."
    given = draft(text, "police", "said", "Nine men drowned", "in the worst flood this year")
    assert outcome(text, given) == [(["police"], "said", ["Nine men drowned"])]


def test_who_shows_it_at_the_end_of_a_sentence_need_not_have_been_tagged() -> None:
    text = "A plane flew the shells to Chad, documents suggest."
    assert outcome(text) == [(["documents"], "suggest", ["A plane flew the shells to Chad"])]


def test_the_front_of_an_interrupted_content_is_not_lost() -> None:
    said = "The rebels had sought observers"
    text = said + ", two envoys said, but the generals refused."
    given = draft(text, "two envoys", "said", "the generals refused")
    assert outcome(text, given)[-1] == (["two envoys"], "said", [said, "but the generals refused"])


def test_whom_a_paper_quotes_as_saying_it_says_it() -> None:
    text = "The Herald quoted the mayor as saying that 14 men were missing."
    given = draft(text, "The Herald", "quoted", "the mayor as saying that 14 men were missing")
    assert (["the mayor"], "as saying", ["that 14 men were missing"]) in outcome(text, given)


def test_who_is_cited_between_commas_is_no_part_of_what_is_reported() -> None:
    text = "The agency reported, citing two envoys, that the kings would meet."
    given = draft(text, "The agency", "citing", "two envoys, that the kings would meet")
    assert (["The agency"], "reported", ["that the kings would meet"]) in outcome(text, given)


def test_a_relative_pronoun_is_of_what_is_said() -> None:
    text = "The guns came from Togo, which Benin says arms the rebels."
    given = draft(text, "which Benin", "says", "arms the rebels")
    assert outcome(text, given) == [(["Benin"], "says", ["arms the rebels"])]


def test_an_authority_tells_of_the_relative_clause_it_ends() -> None:
    text = "Togo disputes the shoal, where a boat was rammed in June, according to the guard."
    given = draft(text, "the guard", "according to", "Togo disputes the shoal, where a boat was rammed in June")
    assert outcome(text, given)[-1][2] == ["a boat was rammed in June"]


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    text = "EL FASHER RIDGE - Nine men drowned, police said."
    given = draft(text, "police", "said", "EL FASHER RIDGE - Nine men drowned")
    assert outcome(text, given) == [(["police"], "said", ["Nine men drowned"])]


def test_a_wish_not_to_be_named_is_no_demand() -> None:
    text = "Nine men drowned, an official said, requesting anonymity."
    given = draft(text, "an official", "requesting", "anonymity")
    assert "requesting" not in [made[1] for made in outcome(text, given)]


def test_the_first_of_two_speakers_left_over_between_content_and_source_speaks_too() -> None:
    text = "Gunmen killed nine guards on Friday, two sources and an official said."
    found = outcome(text, draft(text, "an official", "said", "Gunmen killed nine guards on Friday"))
    assert found == [(["two sources and an official"], "said", ["Gunmen killed nine guards on Friday"])]


def test_what_stands_between_content_and_source_and_is_no_speaker_is_left() -> None:
    text = "Gunmen killed nine guards, then fled north, and an official said it was over."
    found = outcome(text, draft(text, "an official", "said", "it was over"))
    assert found == [(["an official"], "said", ["it was over"])]


def test_a_gap_in_the_clause_that_somebody_said_is_filled() -> None:
    whole = "A bomb went off in Timba, in the southwest, on Tuesday evening, wounding nine people"
    text = f"{whole}, the army said."
    found = outcome(
        text, draft(text, "the army", "said", "A bomb went off", "on Tuesday evening, wounding nine people")
    )
    assert found == [(["the army"], "said", [whole])]


def test_a_clause_before_its_speaker_is_whole_though_the_speaker_goes_on() -> None:
    said = "Troops backed by jets recaptured the town of Ora from rebels on Friday"
    text = f"{said}, the ministry said, adding that nine guards were hurt."
    found = outcome(text, draft(text, "the ministry", "said", "the town of Ora from rebels on Friday"))
    assert found[0] == (["the ministry"], "said", [said])


def test_a_sentence_may_end_with_a_word_behind_the_cue() -> None:
    text = "Nine guards were hurt in the raid, the army said today"
    found = outcome(text, draft(text, "the army", "said", "Nine guards were hurt in the raid"))
    assert found == [(["the army"], "said", ["Nine guards were hurt in the raid"])]


def test_a_clause_hung_behind_the_reporting_one_is_the_reports_own() -> None:
    text = "Six sailors drowned off Beira, the navy says, as divers comb the wreck."
    given = draft(text, "the navy", "says", "Six sailors drowned off Beira", "as divers comb the wreck")
    assert outcome(text, given) == [(["the navy"], "says", ["Six sailors drowned off Beira"])]


def test_what_is_demanded_of_a_summoned_envoy_is_the_claim() -> None:
    text = "Oslo summoned the envoy to demand an apology."
    given = draft(text, "Oslo", "summoned", "to demand an apology")
    assert outcome(text, given) == [(["Oslo"], "demand", ["an apology"])]


def test_who_owns_to_a_deed_owns_to_what_the_pronoun_stands_for() -> None:
    text = "A raid on the depot, which a rebel commander claimed, killed two guards."
    assert outcome(text) == [(["a rebel commander"], "claimed", ["A raid on the depot"])]


def test_what_is_said_and_who_says_it_are_turned_round() -> None:
    text = "At least 60 homes suffered damage, reported the municipal rescue council."
    given = draft(text, "At least 60 homes", "reported", "the municipal rescue council")
    said = "At least 60 homes suffered damage"
    assert outcome(text, given) == [(["the municipal rescue council"], "reported", [said])]


def test_a_headline_makes_two_claims() -> None:
    text = "Ministry says girl shot as navy claims sailors came under fire\n\nThe girl was hit on the quay on Monday."
    given = draft(text, "Ministry", "says", "girl shot as navy claims sailors came under fire")
    made = outcome(text, given)
    assert made == [(["Ministry"], "says", ["girl shot"]), (["navy"], "claims", ["sailors came under fire"])]
