"""Words and wordpieces of a report, and the windows in which the encoder reads them.

A word is a run of letters and digits, or a mark, as BERT's pre-tokeniser cuts it; its offsets are those of the untouched
text. The blocks of a report (paragraphs, headlines, datelines) are packed into windows in their order, with a separator
between two blocks. A block too long for one window is read in several that overlap, and each of its words is taken from the
window in which it stands farthest from an edge. The model is trained on the same windows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from tokenizers import Tokenizer

from sayso.language.blocks import blocks, plain
from sayso.model import Span

WINDOW = 160
"""Wordpieces of a window at most, without its first mark and the separators' share of one a block."""

MARGIN = 32
"""Wordpieces of context on either side where a block is cut."""

START, SEPARATOR = 101, 102
"""[CLS] and [SEP] of the vocabulary."""

LOWER, CAPITAL, SHOUTED = 0, 1, 2
"""How a word is written, given to the uncased model in place of BERT's segment number. Upper-case copy counts as LOWER."""


class Words(msgspec.Struct, frozen=True):
    """The words of one block. Word `i` is pieces `[firsts[i], firsts[i + 1])`, or up to the end for the last."""

    pieces: list[int]
    cases: list[int]
    firsts: list[int]
    spans: list[Span]

    def end_of(self, word: int) -> int:
        """Where the pieces of a word end."""
        return self.firsts[word + 1] if word + 1 < len(self.firsts) else len(self.pieces)


class Part(msgspec.Struct, frozen=True):
    """Words `[first, last)` of block `block` in a window; of these `[kept_from, kept_to)` are taken from it."""

    block: int
    first: int
    last: int
    kept_from: int
    kept_to: int


def words_of(tokenizer: Tokenizer, text: str) -> list[Words]:
    """The words of each block of the text, in order; blocks without a word have none."""
    found = blocks(text)
    coded = tokenizer.encode_batch([plain(text[b.start : b.end]) for b in found], add_special_tokens=False)
    return [_words(text, block.start, c.ids, c.word_ids, c.offsets) for block, c in zip(found, coded, strict=True)]


def _words(text: str, start: int, ids: list[int], numbers: list[int | None], offsets: list[tuple[int, int]]) -> Words:
    firsts: list[int] = []
    spans: list[Span] = []
    before: int | None = None
    for position, (number, (low, high)) in enumerate(zip(numbers, offsets, strict=True)):
        if number == before and spans:
            spans[-1] = Span(spans[-1].start, start + high)
            continue
        before = number
        firsts.append(position)
        spans.append(Span(start + low, start + high))
    forms = [span.of(text) for span in spans]
    shouted = any(map(str.isupper, forms)) and not any(form.islower() for form in forms)
    sizes = [end - first for first, end in pairwise([*firsts, len(ids)])]
    cases = [LOWER if shouted else case_of(form) for form in forms]
    spread = [case for case, size in zip(cases, sizes, strict=True) for _ in range(size)]
    return Words(ids, spread, firsts, spans)


def case_of(form: str) -> int:
    """How a word is written."""
    if not form[:1].isupper():
        return LOWER
    return SHOUTED if len(form) > 1 and form.isupper() else CAPITAL


def windows(report: Sequence[Words], size: int = WINDOW) -> list[list[Part]]:
    """The windows of a report's blocks, in order: as many whole blocks as fit, a longer block by itself in overlapping ones."""
    made: list[list[Part]] = []
    open_window: list[Part] = []
    room = size
    for number, words in enumerate(report):
        count, cost = len(words.spans), len(words.pieces) + 1
        if not count:
            continue
        if cost > room and open_window:
            made.append(open_window)
            open_window, room = [], size
        if cost > size:
            made += [[part] for part in _cut(number, words, size)]
            continue
        open_window.append(Part(number, 0, count, 0, count))
        room -= cost
    return [*made, open_window] if open_window else made


def _cut(number: int, words: Words, size: int) -> Iterator[Part]:
    """A long block in windows that overlap by two margins."""
    count, first, kept = len(words.spans), 0, 0
    margin = min(MARGIN, size // 4)
    while kept < count:
        last = first
        while last < count and (words.end_of(last) - words.firsts[first] < size or last == first):
            last += 1
        if last == count:
            yield Part(number, first, last, kept, count)
            return
        keep_to = _back(words, last, margin, kept + 1)
        yield Part(number, first, last, kept, keep_to)
        first, kept = max(first + 1, _back(words, keep_to, margin, 0)), keep_to


def _back(words: Words, word: int, pieces: int, least: int) -> int:
    """The word up to `pieces` wordpieces before `word`, no earlier than `least` and no later than `word`."""
    at = word
    while at > least and words.end_of(word - 1) - words.firsts[at - 1] <= pieces:
        at -= 1
    return max(at, min(least, word))


def sequence(report: Sequence[Words], window: Sequence[Part]) -> tuple[list[int], list[int], list[int]]:
    """What the model is given for a window: piece ids, cases, and the position of each word's first piece."""
    ids, cases, positions = [START], [LOWER], []
    for part in window:
        words = report[part.block]
        low, high = words.firsts[part.first], words.end_of(part.last - 1)
        positions += [len(ids) + first - low for first in words.firsts[part.first : part.last]]
        ids += words.pieces[low:high]
        cases += words.cases[low:high]
        ids.append(SEPARATOR)
        cases.append(LOWER)
    return ids, cases, positions
