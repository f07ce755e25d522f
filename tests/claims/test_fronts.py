"""Clauses that stand before their speaker, and what is done and not said, in sentences of our own."""

from __future__ import annotations

import pytest

from tests.claims.test_sifting import draft, outcome

REMARK = (
    "Raiders killed nine miners and burned a depot in northern Ituri, a headman and two nurses said on Friday, in the worst raid "
    "this year."
)


def test_the_clause_comes_back_where_only_the_remark_behind_the_cue_was_tagged() -> None:
    given = draft(REMARK, "a headman and two nurses", "said", "in the worst raid this year")
    assert outcome(REMARK, given) == [
        (["a headman and two nurses"], "said", ["Raiders killed nine miners and burned a depot in northern Ituri"])
    ]


def test_a_piece_without_the_verb_becomes_the_clause() -> None:
    text = "On Monday, two guards died and a third went missing near Kaya, the mayor told a local radio station."
    (found,) = outcome(text, draft(text, "the mayor", "told", "On Monday"))
    assert found[2] == ["On Monday, two guards died and a third went missing near Kaya"]


def test_speakers_hung_on_a_place_are_found_where_nothing_was_tagged() -> None:
    (found,) = outcome(REMARK)
    assert found[:2] == (["a headman and two nurses"], "said")


def test_a_content_without_quotation_marks_ends_with_its_sentence() -> None:
    text = "The bishop told reporters that soldiers had taken two priests. Their bodies were found in a ditch."
    given = draft(text, "The bishop", "told", "that soldiers had taken two priests. Their bodies were found in a ditch")
    assert outcome(text, given)[0][2] == ["that soldiers had taken two priests"]


def test_a_denial_ends_where_who_denies_shows_proof() -> None:
    text = "The army denied that the town had fallen and released a video of its troops there."
    given = draft(text, "The army", "denied", "that the town had fallen and released a video of its troops there")
    assert outcome(text, given)[0][2] == ["that the town had fallen"]


def test_a_move_confirmed_by_somebody_is_the_clause_before() -> None:
    text = "The rebels freed 30 soldiers on Saturday, a move confirmed by the Red Cross."
    assert outcome(text) == [(["the Red Cross"], "confirmed", ["The rebels freed 30 soldiers on Saturday"])]


def test_a_step_somebody_welcomed_is_the_clause_before() -> None:
    text = "The minister resigned on Friday, a step the union welcomed."
    assert outcome(text) == [(["the union"], "welcomed", ["The minister resigned on Friday"])]


def test_a_clause_goes_on_behind_whom_it_was_told() -> None:
    text = "The blast, a nurse told Reuters by phone, killed nine people."
    assert outcome(text, draft(text, "a nurse", "told", "The blast"))[0][2] == ["The blast", "killed nine people"]


def test_a_denial_of_what_was_said_stands() -> None:
    text = "Residents said troops had shelled the market and set houses ablaze, which the army denied."
    assert [(source, cue) for source, cue, _ in outcome(text)][1:] == [(["the army"], "denied")]


def test_who_interrupts_a_clause_speaks() -> None:
    text = "Karim, the judge found, had bought the explosives in Nairobi."
    assert outcome(text) == [(["the judge"], "found", ["Karim", "had bought the explosives in Nairobi"])]


@pytest.mark.parametrize(
    ("source", "cue", "content"),
    [
        ("Turkey and Iraq", "agreed", "to reopen the border"),
        ("They", "agreed", "to swap 90 prisoners"),
        ("The court", "found", "the former mayor guilty of fraud"),
        ("The troops", "pushed", "up to 3 kilometers"),
        ("The council", "voted", "to replace the mission"),
        ("The hospital", "admitted", "at least 30 wounded"),
        ("The territory", "declared", "independence"),
    ],
)
def test_what_is_done_is_no_claim(source: str, cue: str, content: str) -> None:
    text = f"{source} {cue} {content}."
    assert outcome(text, draft(text, source, cue, content)) == []


def test_a_given_name_is_no_cue() -> None:
    text = "Crowds gathered outside the home of Minister Said Bakari."
    assert outcome(text, draft(text, "Minister", "Said", "Crowds gathered outside the home")) == []
