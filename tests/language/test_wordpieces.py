"""Words, wordpieces and windows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso.language.encoder import Encoder
from sayso.language.wordpieces import CAPITAL, LOWER, SEPARATOR, SHOUTED, START, sequence, windows, words_of

REPORT = 'Ferry service halted\n\nThe NATO envoy\'s boat left Rijeka late, harbour staff said.\n\n"We wait," one added.'


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Encoder().tokenizer


def test_words_stand_where_they_stand_in_the_report(tokenizer: Tokenizer) -> None:
    words = [span.of(REPORT) for block in words_of(tokenizer, REPORT) for span in block.spans]
    assert words[:9] == ["Ferry", "service", "halted", "The", "NATO", "envoy", "'", "s", "boat"]
    assert words[-4:] == ['"', "one", "added", "."]


def test_each_word_says_how_it_is_written(tokenizer: Tokenizer) -> None:
    block = words_of(tokenizer, REPORT)[1]
    written = {span.of(REPORT): block.cases[first] for span, first in zip(block.spans, block.firsts, strict=True)}
    assert (written["NATO"], written["Rijeka"], written["boat"]) == (SHOUTED, CAPITAL, LOWER)


def test_upper_case_copy_says_nothing_by_its_case(tokenizer: Tokenizer) -> None:
    (block,) = words_of(tokenizer, "GUNMEN SEIZED A BRIDGE NEAR OSIJEK ON MONDAY, RADIO REPORTS SAID.")
    assert set(block.cases) == {LOWER}


def test_a_block_of_control_characters_has_no_words(tokenizer: Tokenizer) -> None:
    assert [words.spans for words in words_of(tokenizer, "\x1b")] == [[]]


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_words_in_order_inside_it(tokenizer: Tokenizer, text: str) -> None:
    spans = [span for block in words_of(tokenizer, text) for span in block.spans]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(st.lists(st.integers(1, 90), min_size=1, max_size=8), st.sampled_from((24, 64, 160)))
@settings(max_examples=40, deadline=None)
def test_every_word_is_kept_from_just_one_window(tokenizer: Tokenizer, sizes: list[int], size: int) -> None:
    report = words_of(tokenizer, "\n\n".join("wait " * n + "here." for n in sizes))
    kept = [(p.block, w) for window in windows(report, size) for p in window for w in range(p.kept_from, p.kept_to)]
    assert kept == [(b, w) for b, words in enumerate(report) for w in range(len(words.spans))]


def test_windows_hold_as_much_as_fits(tokenizer: Tokenizer) -> None:
    report = words_of(tokenizer, "\n\n".join(["The council met again on Friday evening."] * 40))
    made = windows(report, 64)
    assert all(len(sequence(report, window)[0]) <= 65 for window in made)
    assert {len(window) for window in made[:-1]} == {7}


def test_a_cut_block_shows_context_on_both_sides(tokenizer: Tokenizer) -> None:
    report = words_of(tokenizer, "wait " * 500)
    made = [part for window in windows(report, 64) for part in window]
    assert all(part.last - part.first <= 64 for part in made)
    assert all(part.kept_from - part.first >= 12 for part in made[1:])
    assert all(part.last - part.kept_to >= 12 for part in made[:-1])


def test_a_word_that_fills_a_window_alone_does_not_stop_the_reading(tokenizer: Tokenizer) -> None:
    report = words_of(tokenizer, "zqx" * 33 + " " + "zqx" * 33 + " said so")
    assert sum(part.kept_to - part.kept_from for window in windows(report, 16) for part in window) == 4


def test_a_sequence_has_marks_between_blocks(tokenizer: Tokenizer) -> None:
    report = words_of(tokenizer, REPORT)
    (window,) = windows(report)
    ids, cases, positions = sequence(report, window)
    assert ids[0] == START and ids.count(SEPARATOR) == 3 and ids[-1] == SEPARATOR
    assert len(ids) == len(cases) and len(positions) == sum(len(words.spans) for words in report)
    assert all(ids[position] not in (START, SEPARATOR) for position in positions)
