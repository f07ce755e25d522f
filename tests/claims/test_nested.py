"""Claims inside the contents of others: who else is made a source, on made-up sentences."""

from __future__ import annotations

import msgspec

from sayso.claims import encoder, rules
from sayso.claims.draft import Draft
from sayso.claims.nested import standing
from sayso.model import Span
from tests.claims.reading import actor, parsed


def inner(text: str, outer: tuple[str, str, str], **actors: str) -> list[str]:
    """The cues of the claims that stand inside the one given by source, cue and content."""
    reading = msgspec.structs.replace(
        parsed(text), actors=tuple(actor(text, key, words) for key, words in actors.items())
    )
    around = Draft(*((Span(text.index(part), text.index(part) + len(part)),) for part in outer))
    return [draft.cue[0].of(text) for draft in standing(reading, [around], rules.find(reading))]


def test_somebody_else_who_speaks_stands() -> None:
    text = "The station said that two witnesses told the police the gunmen had fled."
    outer = ("The station", "said", "that two witnesses told the police the gunmen had fled")
    assert inner(text, outer) == ["told"]


def test_what_a_speaker_knows_or_hopes_himself_does_not() -> None:
    text = '"We believe that the dam will hold," said Ana Petrov.'
    assert inner(text, ("Ana Petrov", "said", '"We believe that the dam will hold,"')) == []


def test_the_same_speaker_is_known_by_his_mentions() -> None:
    text = "The ministry said the ministry expected the dam to hold."
    outer = ("The ministry", "said", "the ministry expected the dam to hold")
    assert inner(text, outer, ministry="ministry") == []
    assert inner(text, outer) == ["expected"]


def test_a_denial_of_ones_own_stands() -> None:
    text = '"We deny that our men crossed the river," said Ana Petrov.'
    assert inner(text, ("Ana Petrov", "said", '"We deny that our men crossed the river,"')) == ["deny"]


def test_what_is_yet_to_be_said_does_not() -> None:
    text = "The mayor said the ministry would announce that the road was closed."
    outer = ("The mayor", "said", "the ministry would announce that the road was closed")
    assert inner(text, outer) == []


def test_what_eyes_and_minds_do_is_no_claim() -> None:
    text = "The mayor said the crews had found that the bridge was cracked."
    assert inner(text, ("The mayor", "said", "the crews had found that the bridge was cracked")) == []


def test_without_contents_there_is_nothing_inside() -> None:
    reading = parsed("The mayor said the road was closed.")
    assert standing(reading, [], rules.find(reading)) == encoder.inside([], rules.find(reading)) == []
