"""The quick look over many pairs drops nothing that a close look would keep, and shortcuts say what the long way says."""

from __future__ import annotations

import random
from itertools import combinations, pairwise

import msgspec
import numpy as np
import pytest

from sayso.ledger import copies, words
from sayso.ledger.gates import Gates
from sayso.ledger.matching import ruled_out
from sayso.ledger.merging import comparable
from sayso.ledger.sketches import Sketch, sketches_of
from tests.ledger.made import raid

PLACES = (((16.27, -0.04), "town"), ((16.3, -0.02), "site"), ((16.5, 0.1), "town"), ((17.4, 1.2), "town"), ((16.0, 0.0), "admin1"),
          (None, "town"), (None, ""))  # fmt: skip
STEMS = tuple(frozenset(said) for said in (("attack",), ("raid", "attack"), ("flood",), ("march",), ("blast",), ()))


def drawn(dice: random.Random, number: int) -> Sketch:
    """A telling with days, a place, words and so on by chance."""
    first = next(iter(sketches_of(raid().reading(), number % 4, "t:made")))
    where, precision = dice.choice(PLACES)
    start = dice.choice((None, 100, 101, 102, 104))
    return msgspec.structs.replace(
        first, reading=number % 4, entity=f"v:{number}", order=f"{number:03d}", total=dice.random() < 0.1, start=start,
        end=None if start is None else start + dice.choice((0, 0, 2)), firm=(dice.random() < 0.7, dice.random() < 0.7), where=where,
        precision=precision, country=dice.choice(("MLI", "MLI", "NER", "")), family=dice.choice(("harm", "harm", "protest")),
        stems=dice.choice(STEMS), concepts=dice.choice((frozenset(), frozenset({"death"}))), ordinal=dice.choice((None, "second")),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_a_quick_look_drops_only_what_is_ruled_out_or_not_comparable(seed: int) -> None:
    dice = random.Random(seed)
    made = {number: drawn(dice, number) for number in range(1, 41)}
    homes = {reading: [n for n in made if made[n].reading == reading] for reading in range(4)}
    near = [(a, b) for a in homes for b in homes if a <= b]
    left = {tuple(sorted(pair)) for pair in Gates(made).open_between(near, homes)}
    wanted = {
        (a, b) for a, b in combinations(made, 2) if comparable(made[a], made[b]) and not ruled_out(made[a], made[b])
    }
    assert wanted <= left
    assert len(left) < len(list(combinations(made, 2)))
    pairs = list(combinations(made, 2))
    kept = set(Gates(made).open_among(pairs))
    assert {(a, b) for a, b in pairs if not ruled_out(made[a], made[b])} <= kept


def test_a_text_cut_once_says_of_its_sentences_what_they_say_alone() -> None:
    text = (
        'Gunmen from Gao raided Ansongo on Monday. "They took Moussa\'s cattle," said Fatou Maiga, of Gao. Maiga fled.\n'
        "The U.S.-led force denied it. Tessit was calm! (Officials in Menaka said so.)"
    )
    lexed = words.Lexed("A title\n" + text)
    bounds = words.bounds(text)
    for start, end in pairwise(bounds):
        assert lexed.stems(start + 8, end + 8) == words.stems(text[start:end])
        assert lexed.names(start + 8, end + 8) == words.names(text[start:end])


@pytest.mark.parametrize("number", [1, 500, 5000])
def test_a_signature_holds_the_least_remainders(number: int) -> None:
    prime = (1 << 31) - 1
    hashes = np.random.default_rng(5).integers(0, prime, number).astype(np.uint64)
    factors, summands = (numbers.tolist() for numbers in copies._permutations())
    least = [
        min((one * factor + summand) % prime for one in hashes.tolist())
        for factor, summand in zip(factors, summands, strict=True)
    ]
    assert copies._least(hashes).tolist() == least


@pytest.mark.parametrize(
    "text", ["", "no end here", "He fled. Others stayed. All", ". A", "one line\nand another", "in Gao on 3 May"]
)
def test_the_first_sentence_ends_at_the_first_bound(text: str) -> None:
    assert words.first_sentence(text) == text[: words.bounds(text)[1]]
