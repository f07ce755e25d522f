"""Training texts as windows of labels."""

from __future__ import annotations

import random

import numpy as np
import pytest
from tokenizers import Tokenizer

from sayso.language.encoder import Encoder
from sayso.language.tasks import CLAIM_TAGS, PAIR_TAGS, ROLE_TAGS, TYPES
from training import encoder_data as data

ARTICLE = 'The union said pay was too low.\n\n"We are tired," its leader added, "and angry."'


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Encoder().tokenizer


WRAPPED = """THE POLICE OF THE PORT SAID LATE ON SUNDAY EVENING THAT A CAR
BOMB WENT OFF NEAR THE CENTRAL MARKET AND THAT IT KILLED NURSE ANA
RUIZ ON HER WAY HOME.

IT RAINED."""


def spans(*quotes: str) -> list[list[int]]:
    return [[ARTICLE.index(quote), ARTICLE.index(quote) + len(quote)] for quote in quotes]


@pytest.fixture(scope="module")
def text(tokenizer: Tokenizer) -> data.Text:
    claims = [
        {"source": spans("The union"), "cue": spans("said"), "content": spans("pay was too low")},
        {"source": spans("its leader"), "cue": spans("added"), "content": spans('"We are tired,"', '"and angry."')},
    ]
    return data.claim_text("polnear/1", ARTICLE, claims, tokenizer)


def test_parts_become_tags(text: data.Text) -> None:
    (sample,) = data.samples(text, 160)
    tags = [CLAIM_TAGS[tag] for tag in sample.tags["claims"]]
    assert tags[:4] == ["B-source", "I-source", "B-cue", "B-content"]
    assert tags.count("B-content") == 3 and tags.count("B-cue") == 2


def test_links_join_a_cue_with_its_source_and_contents(text: data.Text) -> None:
    (sample,) = data.samples(text, 160)
    (_, _, first), (cue, source, contents) = sample.links
    assert len(first) == 1 and len(contents) == 2
    assert source is not None and source[1] < cue[0] < contents[1][0]


def test_a_window_without_the_source_has_no_such_link(text: data.Text) -> None:
    cut = data.samples(text, 12)
    assert len(cut) > 2
    for sample in cut:
        for cue, source, contents in sample.links:
            ends = [cue, *([source] if source else []), *contents]
            assert all(last < len(sample.positions) for _, last in ends)


def test_a_coded_sentence_has_types_and_a_pair(tokenizer: Tokenizer) -> None:
    words = "Norway withdrew its staff from Oman."
    item = {"label": "YIELD", "source": [[0, 6]], "target": [[31, 35]]}
    made = data.coded_text({"id": "1", "text": words, "gold": [item]}, tokenizer)
    assert [TYPES[t] for t in made.types] == ["CONCEDE", "RETREAT"]
    assert [PAIR_TAGS[t] for t in made.tags["pairs"][0]] == ["B-source", "O", "O", "O", "O", "B-target", "O"]


def test_fillers_are_marked_across_wrapped_lines(tokenizer: Tokenizer) -> None:
    slots: dict[str, list[object]] = {slot: [] for slot in data.ROLE_SLOTS}
    slots["hum_target"] = [{"strings": ["NURSE ANA RUIZ"]}]
    slots["instrument"] = [{"strings": ["CAR BOMB"]}]
    row = {"id": "1", "text": WRAPPED, "templates": [{"type": ["BOMBING"], **slots}]}
    full, empty = data.role_texts(row, tokenizer)
    names = [ROLE_TAGS[tag] for tag in np.concatenate(full.tags["roles"])]
    assert [name for name in names if name != "O"] == [
        "B-INSTRUMENT", "I-INSTRUMENT", "B-VICTIM", "I-VICTIM", "I-VICTIM",
    ]  # fmt: skip
    assert full.types and not empty.types and not any(block.any() for block in empty.tags["roles"])


def test_uw_marks_what_is_no_event_and_uds_does_not(tokenizer: Tokenizer) -> None:
    row = {"id": "1", "text": "They left early.", "targets": [{"span": [5, 9], "value": 3.0}]}
    uw, uds = (data.certainty_text({**row, "set": name}, tokenizer) for name in ("uw", "uds"))
    assert uw.tags["triggers"][0].tolist() == [0, 1, 0, 0]
    assert set(uds.tags["triggers"][0].tolist()) == {data.UNMARKED}
    assert uw.tags["uw"][0][1] == 3.0 and np.isnan(uw.tags["uw"][0][0])


def test_batches_are_no_larger_than_asked_and_lose_nothing(text: data.Text) -> None:
    found = [sample for _ in range(20) for sample in data.samples(text, 24)]
    made = list(data.batches(found, random.Random(1), 100))
    assert sum(map(len, made)) == len(found)
    assert all(len(batch) * max(len(s.ids) for s in batch) <= 100 for batch in made)
