from __future__ import annotations

import pytest

from sayso.claims.deeds import done
from sayso.model import Token
from tests.claims.reading import parsed


def told(text: str, cue: str, source: str, content: str) -> bool:
    """Whether the cue tells of a deed."""

    def words(piece: str) -> list[Token]:
        at = text.index(piece)
        return [token for token in parsed(text).analysis.tokens if at <= token.start < at + len(piece)]

    return done(words(cue), words(source), words(content), stated="that " in content)


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The mayor had been wanted over a killing.", "had been wanted", "The mayor", "a killing"),
        ("The council banned the club from using the hall.", "banned", "The council", "the club from using the hall"),
        ("The tug blasted it with water.", "blasted", "The tug", "it with water"),
        ("The general rejected his defeat.", "rejected", "The general", "his defeat"),
        ("All parties rejected the murder of a judge.", "rejected", "All parties", "the murder of a judge"),
        ("The two sides agreed to swap prisoners.", "agreed", "The two sides", "to swap prisoners"),
        ("The court ordered a recount.", "ordered", "The court", "a recount"),
        ("The governor declared a state of emergency.", "declared", "The governor", "a state of emergency"),
        ("The queen offered condolences to the crew.", "offered", "The queen", "condolences to the crew"),
        (
            "The mayor ordered a probe into what he called fraud.",
            "ordered",
            "The mayor",
            "a probe into what he called fraud",
        ),
        ("The senate will debate the treaty.", "will debate", "The senate", "the treaty"),
        ("A letter seen by the agency lists the ships.", "seen", "the agency", "A letter"),
    ],
)
def test_deeds_are_no_claims(text: str, cue: str, source: str, content: str) -> None:
    assert told(text, cue, source, content)


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("The mayor wanted a recount.", "wanted", "The mayor", "a recount"),
        ("The critic blasted it for the delay.", "blasted", "The critic", "it for the delay"),
        ("The general rejected the charges.", "rejected", "The general", "the charges"),
        ("The mayor agreed to resign.", "agreed", "The mayor", "to resign"),
        ("The court ordered the club to close.", "ordered", "The court", "the club to close"),
        ("The governor declared that he had won.", "declared", "The governor", "that he had won"),
        ("The mayor offered to resign.", "offered", "The mayor", "to resign"),
        ("The union held the firm responsible.", "held", "The union", "the firm responsible"),
    ],
)
def test_words_are(text: str, cue: str, source: str, content: str) -> None:
    assert not told(text, cue, source, content)
