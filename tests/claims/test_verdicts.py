from __future__ import annotations

import pytest

from sayso.claims import rules
from tests.claims.reading import parsed


def judged(text: str) -> list[tuple[list[str], str, list[str]]]:
    """The rule reader's drafts whose content stands before their source."""
    return [
        ([span.of(text) for span in made.source], made.cue[0].of(text), [span.of(text) for span in made.content])
        for made in rules.find(parsed(text))
        if made.source and made.content[0].start < made.source[0].start
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'He asserted that 22 men had died, a figure port officials dismissed as "gossip".',
            (["port officials"], "dismissed", ["a figure", 'as "gossip"']),
        ),
        (
            "Six thousand people died, a figure aid workers believe is far too low.",
            (["aid workers"], "believe", ["a figure", "is far too low"]),
        ),
        (
            "The guild accuses Benin of arming its rival, a charge that Benin has repeatedly denied.",
            (["Benin"], "has repeatedly denied", ["a charge"]),
        ),
    ],
)
def test_what_others_make_of_what_was_said(text: str, expected: tuple[list[str], str, list[str]]) -> None:
    assert expected in judged(text)


def test_a_verdict_needs_somebody_who_judges() -> None:
    assert judged("Six died, a figure that could not be confirmed.") == []
