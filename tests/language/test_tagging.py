"""From scores to pieces."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.language.tagging import Chain, Piece, best_tags, likeliest_tags, log_pool, pieces, shares

NAMES = ("O", "B-who", "I-who", "B-what", "I-what")
PLAIN = Chain.plain(NAMES)


def random_scores(seed: int, words: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(words, len(NAMES))).astype(np.float32)


def random_chain(seed: int) -> Chain:
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(len(NAMES), len(NAMES))).astype(np.float32)
    first, last = rng.normal(size=(2, len(NAMES))).astype(np.float32)
    return Chain(steps, first, last).lawful(NAMES)


def worth(tags: tuple[int, ...], scores: np.ndarray, chain: Chain) -> float:
    moved = sum(float(chain.steps[a, b]) for a, b in pairwise(tags))
    return moved + float(chain.first[tags[0]] + chain.last[tags[-1]] + sum(scores[i, t] for i, t in enumerate(tags)))


@given(st.integers(0, 10_000), st.integers(1, 5))
@settings(max_examples=40, deadline=None)
def test_the_best_sequence_is_found(seed: int, words: int) -> None:
    scores, chain = random_scores(seed, words), random_chain(seed)
    found = tuple(best_tags(scores, [(0, words)], chain).tolist())
    best = max(worth(tags, scores, chain) for tags in product(range(len(NAMES)), repeat=words))
    assert abs(worth(found, scores, chain) - best) < 1e-3


@given(st.integers(0, 10_000), st.lists(st.integers(1, 40), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_a_block_is_decoded_alike_alone_and_among_others(seed: int, sizes: list[int]) -> None:
    edges = np.cumsum([0, *sizes]).tolist()
    blocks = list(pairwise(edges))
    scores, chain = random_scores(seed, edges[-1]), random_chain(seed)
    together = best_tags(scores, blocks, chain)
    for first, last in blocks:
        alone = best_tags(scores[first:last], [(0, last - first)], chain)
        assert together[first:last].tolist() == alone.tolist()


@given(st.integers(0, 10_000), st.integers(1, 60))
@settings(max_examples=30, deadline=None)
def test_tags_are_lawful(seed: int, words: int) -> None:
    tags = best_tags(random_scores(seed, words), [(0, words)], PLAIN).tolist()
    for before, tag in zip([0, *tags], tags, strict=False):
        if NAMES[tag].startswith("I-"):
            assert NAMES[before][2:] == NAMES[tag][2:]


@given(st.integers(0, 10_000), st.lists(st.integers(1, 9), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_likeliest_tags_are_lawful_in_each_block(seed: int, sizes: list[int]) -> None:
    edges = np.cumsum([0, *sizes]).tolist()
    blocks = list(pairwise(edges))
    scores = random_scores(seed, edges[-1])
    tags = likeliest_tags(scores, blocks, NAMES)
    for first, last in blocks:
        for before, tag in pairwise([0, *tags[first:last].tolist()]):
            assert not NAMES[tag].startswith("I-") or NAMES[before][2:] == NAMES[tag][2:]
    same_label = [NAMES[a][2:] == NAMES[b][2:] for a, b in zip(tags, scores.argmax(1), strict=True)]
    assert all(same_label)


def test_pieces_end_at_tags_and_blocks() -> None:
    tags = np.array([1, 2, 1, 0, 3, 4, 4, 0])
    assert pieces(tags, [(0, 6), (6, 8)], NAMES) == [
        Piece("who", 0, 1), Piece("who", 2, 2), Piece("what", 4, 5), Piece("what", 6, 6),
    ]  # fmt: skip


def test_no_words_have_no_tags() -> None:
    assert best_tags(np.zeros((0, len(NAMES)), np.float32), [], PLAIN).tolist() == []


def test_a_long_block_and_many_short_ones_are_all_decoded() -> None:
    blocks = [(i, i + 1) for i in range(50)] + [(50, 3050)]
    scores = np.zeros((3050, len(NAMES)), np.float32)
    scores[:, 1] = 1.0
    assert best_tags(scores, blocks, PLAIN).tolist() == [1] * 3050


def test_shares_sum_to_one_and_the_pool_is_above_the_best() -> None:
    scores = random_scores(3, 6)
    assert np.allclose(shares(scores).sum(1), 1)
    assert (log_pool(scores) >= scores.max(0)).all()
