from __future__ import annotations

import pytest

from tests.claims.test_sifting import draft, outcome


@pytest.mark.parametrize(
    ("text", "source", "said", "rest", "other"),
    [
        (
            "Nine guards died, police said, while the army claimed to have killed ten raiders.",
            "police", "Nine guards died", "while the army claimed to have killed ten raiders",
            (["the army"], "claimed", ["to have killed ten raiders"]),
        ),
        (
            "The blast hit a mill, the mayor said, and the army denied firing at it.",
            "the mayor", "The blast hit a mill", "the army denied firing at it",
            (["the army"], "denied", ["firing at it"]),
        ),
        (
            "Gunmen killed six men, officials said; a guild claimed responsibility for it.",
            "officials", "Gunmen killed six men", "a guild claimed responsibility for it",
            (["a guild"], "claimed", ["responsibility for it"]),
        ),
    ],
)  # fmt: skip
def test_the_other_voice_behind_the_cue(
    text: str, source: str, said: str, rest: str, other: tuple[list[str], str, list[str]]
) -> None:
    made = outcome(text, draft(text, source, "said", said, rest))
    assert made == [([source], "said", [said]), other]


def test_what_the_same_clause_goes_on_with_stays() -> None:
    text = "Gunmen stormed a mill, police said, and killed six men."
    given = draft(text, "police", "said", "Gunmen stormed a mill", "and killed six men")
    assert outcome(text, given) == [(["police"], "said", ["Gunmen stormed a mill", "and killed six men"])]


def test_a_piece_that_is_all_anothers_gives_way_to_what_stands_before() -> None:
    text = "Nine guards died, police said, while the army claimed to have killed ten raiders."
    given = draft(text, "police", "said", "while the army claimed to have killed ten raiders")
    assert outcome(text, given)[0] == (["police"], "said", ["Nine guards died"])


def test_the_speaker_goes_on_by_a_participle() -> None:
    text = "Togo said the dam had burst, adding that two men drowned."
    given = draft(text, "Togo", "said", "the dam had burst, adding that two men drowned")
    assert outcome(text, given) == [
        (["Togo"], "said", ["the dam had burst"]),
        (["Togo"], "adding", ["that two men drowned"]),
    ]


def test_what_is_left_unsaid_is_the_reports() -> None:
    text = "Togo said three men had been killed but did not say by whom."
    given = draft(text, "Togo", "said", "three men had been killed but did not say by whom")
    assert outcome(text, given) == [(["Togo"], "said", ["three men had been killed"])]
