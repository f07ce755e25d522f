"""From scores a word to tags, and from tags to pieces. A piece lies in one block; B- begins one, I- goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Blocks: TypeAlias = Sequence[tuple[int, int]]
NEVER = np.float32(-1e4)


class Piece(NamedTuple):
    """Words `first` to `last`, both included, with a label."""

    label: str
    first: int
    last: int


class Chain(msgspec.Struct, frozen=True, eq=False):
    """Scores of a linear chain: `steps[a, b]` of going from tag a to tag b, `first` and `last` of a block's ends."""

    steps: Floats
    first: Floats
    last: Floats

    @classmethod
    def plain(cls, names: Sequence[str]) -> Chain:
        """The chain that only forbids what is no piece: an I- behind anything but its own B- or I-."""
        steps = np.zeros((len(names), len(names)), np.float32)
        first = np.zeros(len(names), np.float32)
        return cls(steps, first, np.zeros(len(names), np.float32)).lawful(names)

    def lawful(self, names: Sequence[str]) -> Chain:
        """The same chain with what is no piece forbidden."""
        steps, first = self.steps.copy(), self.first.copy()
        for column, name in enumerate(names):
            if name.startswith("I-"):
                first[column] = NEVER
                unfit = [row for row, before in enumerate(names) if before[2:] != name[2:]]
                steps[unfit, column] = NEVER
        return Chain(steps, first, self.last)


def best_tags(scores: Floats, blocks: Blocks, chain: Chain) -> NDArray[np.intp]:
    """The best tag sequence of each block (Viterbi 1967), all blocks side by side; `scores` is [words, tags].

    Of equal sequences the one with the lower tags wins. Time is linear in the words.
    """
    tags = np.zeros(len(scores), np.intp)
    for group in _alike(blocks):
        _decode(scores, group, chain, tags)
    return tags


def likeliest_tags(scores: Floats, blocks: Blocks, names: Sequence[str]) -> NDArray[np.intp]:
    """The best tag of each word by itself; an I- that goes on from nothing of its label becomes the label's B-."""
    tags: NDArray[np.intp] = scores.argmax(1)
    labels = np.array([0, *((tag + 1) // 2 for tag in range(1, len(names)))])
    begins = np.ones(len(tags), bool)
    begins[1:] = labels[tags[1:]] != labels[tags[:-1]]
    begins[[first for first, last in blocks if last > first]] = True
    inside = (tags > 0) & (tags % 2 == 0)
    return np.where(inside & begins, tags - 1, tags)


def _alike(blocks: Blocks) -> Iterator[list[tuple[int, int]]]:
    """Blocks in groups of lengths not too far apart, so that padding stays linear."""
    group: list[tuple[int, int]] = []
    for block in sorted((b for b in blocks if b[1] > b[0]), key=lambda b: b[1] - b[0]):
        if group and block[1] - block[0] > 8 * (group[0][1] - group[0][0]) + 64:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _decode(scores: Floats, blocks: Blocks, chain: Chain, tags: NDArray[np.intp]) -> None:
    starts = np.array([first for first, _ in blocks])
    sizes = np.array([last - first for first, last in blocks])
    rows, longest = np.arange(len(blocks)), int(sizes.max())
    table = np.zeros((len(blocks), longest, scores.shape[1]), np.float32)
    for row, (first, last) in enumerate(blocks):
        table[row, : last - first] = scores[first:last]
    back = np.zeros(table.shape, np.intp)
    best = chain.first + table[:, 0]
    ends = best + chain.last
    for step in range(1, longest):
        moved = best[:, :, None] + chain.steps
        back[:, step] = moved.argmax(1)
        best = moved.max(1) + table[:, step]
        stops = sizes == step + 1
        ends[stops] = best[stops] + chain.last
    tag = ends.argmax(1)
    for step in range(longest - 1, -1, -1):
        inside = sizes > step
        tags[starts[inside] + step] = tag[inside]
        tag = np.where(inside, back[rows, step, tag], tag)


def pieces(tags: NDArray[np.intp], blocks: Blocks, names: Sequence[str]) -> list[Piece]:
    """The pieces that lawful tags spell, in order."""
    found: list[Piece] = []
    marked = np.flatnonzero(tags)
    edges = {first for first, _ in blocks}
    for word in marked.tolist():
        name = names[tags[word]]
        if name.startswith("I-") and found and found[-1].last == word - 1 and word not in edges:
            found[-1] = found[-1]._replace(last=word)
        else:
            found.append(Piece(name[2:], word, word))
    return found


def shares(scores: Floats) -> Floats:
    """Softmax over the last axis."""
    spread = np.exp(scores - scores.max(-1, keepdims=True))
    made: Floats = spread / spread.sum(-1, keepdims=True)
    return made


def log_pool(scores: Floats) -> Any:
    """Log-sum-exp over the first axis."""
    top = scores.max(0)
    return top + np.log(np.exp(scores - top).sum(0))
