"""The shared encoder: one pass over a report serves every layer that wants to know how its words are used.

MiniLM-L6 (Wang et al. 2020), fine-tuned with one head a task (`tasks.py`; its card stands beside the weights), quantised
to 8 bits and run by onnxruntime on one thread. Each window is run by itself: 8-bit scales are taken from what is run
together, so a batch would make a window's result depend on its neighbours.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import numpy as np
from tokenizers import Tokenizer

from sayso.errors import ResourceError
from sayso.language.tagging import Chain, Floats, Piece, best_tags, likeliest_tags, log_pool, pieces, shares
from sayso.language.tasks import CLAIM_TAGS, NAME_TAGS, PAIR_TAGS, ROLE_TAGS, SCALES, TYPES, WIDTHS
from sayso.language.wordpieces import Words, sequence, windows, words_of
from sayso.model import Reading, Span

Run: TypeAlias = Callable[[list[int], list[int], list[int]], Floats]
"""Piece ids, cases and positions of words to scores, [words, sum of WIDTHS]."""
Lower: TypeAlias = Callable[[Sequence[int]], Floats]
"""Piece ids to what the lower layers of the trunk say of them, [pieces, size]."""

FILES = ("encoder.onnx", "tokenizer.json", "heads.json")


class Heads(msgspec.Struct, frozen=True, eq=False):
    """What decoding needs beside the graph: the chain of claim tags, and what a distance adds to a link's score."""

    chain: Chain
    distance: Floats

    @classmethod
    def load(cls, path: Path) -> Heads:
        """Reads `heads.json`. Raises ResourceError where it was written for other labels than this program's."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["widths"] != WIDTHS or tuple(kept["claim_tags"]) != CLAIM_TAGS:
            raise ResourceError(f"{path} belongs to another version of sayso: install program and model together")
        chain = Chain(*(np.array(kept[name], np.float32) for name in ("steps", "first", "last")))
        return cls(chain.lawful(CLAIM_TAGS), np.array(kept["distance"], np.float32))


class Encoded(msgspec.Struct, frozen=True, eq=False, dict=True):
    """What the encoder tells of a report's words.

    `spans` are the words (runs of letters and digits, or single marks), `blocks` their ranges `[first, last)` by
    paragraph, `windows` their ranges by the window they were read in, `scores` an array [words, width] for each head of
    `tasks.WIDTHS`.
    """

    spans: tuple[Span, ...]
    blocks: tuple[tuple[int, int], ...]
    windows: tuple[tuple[int, int], ...]
    scores: dict[str, Floats]
    heads: Heads

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins."""
        return tuple(span.start for span in self.spans)

    def words_in(self, span: Span) -> range:
        """The words that share a character with `span`."""
        first = max(bisect_right(self.starts, span.start) - 1, 0)
        if first < len(self.spans) and self.spans[first].end <= span.start:
            first += 1
        last = first
        while last < len(self.spans) and self.spans[last].start < span.end:
            last += 1
        return range(first, last)

    def span_of(self, piece: Piece) -> Span:
        """The characters of a piece."""
        return Span(self.spans[piece.first].start, self.spans[piece.last].end)

    @cached_property
    def claim_pieces(self) -> tuple[Piece, ...]:
        """Sources, cues and contents, in order of the text; their links are `claims.encoder`'s business."""
        return tuple(pieces(best_tags(self.scores["claims"], self.blocks, self.heads.chain), self.blocks, CLAIM_TAGS))

    @cached_property
    def names(self) -> tuple[Piece, ...]:
        """Candidate names, labelled as in OntoNotes."""
        return self._likeliest("names", NAME_TAGS)

    @cached_property
    def roles(self) -> tuple[Piece, ...]:
        """Perpetrators, targets, victims and instruments of attacks."""
        return self._likeliest("roles", ROLE_TAGS)

    @cached_property
    def pairs(self) -> tuple[Piece, ...]:
        """Who does something (`source`) and to whom (`target`), sentence by sentence."""
        return self._likeliest("pairs", PAIR_TAGS)

    def _likeliest(self, task: str, names: Sequence[str]) -> tuple[Piece, ...]:
        return tuple(pieces(likeliest_tags(self.scores[task], self.blocks, names), self.blocks, names))

    def certainty(self, span: Span, scale: str = "uw") -> float | None:
        """From -3 (it did not happen) to +3 (it did), for the event named by the first word of `span`; None outside."""
        words = self.words_in(span)
        if not words:
            return None
        value = float(self.scores["certainty"][words[0], SCALES.index(scale)])
        return max(-3.0, min(3.0, value))

    def trigger(self, span: Span) -> float:
        """How likely the span names an event at all, from 0 to 1: the best of its words."""
        words = self.words_in(span)
        if not words:
            return 0.0
        return float(1 / (1 + np.exp(-self.scores["triggers"][words.start : words.stop, 0].max())))

    def types(self, span: Span) -> dict[str, float]:
        """How likely each PLOVER type is, for what stands in `span` (a sentence, a clause): shares that sum to 1."""
        words = self.words_in(span)
        if not words:
            return {}
        pooled = shares(log_pool(self.scores["types"][words.start : words.stop]))
        return dict(zip(TYPES, pooled.tolist(), strict=True))


class Encoder:
    """Reports in, `Encoded` out. Loads its model, from `folder` or from the installation, when first used."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @cached_property
    def folder(self) -> Path:
        """Where the weights are. Raises ResourceError where there are none."""
        return complete([self._folder] if self._folder else places("encoder"), FILES)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """BERT's uncased WordPiece."""
        return wordpiece(self.folder / "tokenizer.json")

    @cached_property
    def heads(self) -> Heads:
        """What decoding needs beside the graph."""
        return Heads.load(self.folder / "heads.json")

    @cached_property
    def run(self) -> Run:
        """The graph, on one thread."""
        return graph(self.folder / "encoder.onnx")

    @cached_property
    def lower(self) -> Lower:
        """The lower layers alone, for heads with upper layers of their own."""
        return lower(self.folder / "encoder.onnx")

    def encode(self, words_of_report: str) -> Encoded:
        """The words of a report. Time is linear in their number."""
        report = words_of(self.tokenizer, words_of_report)
        return encoded(report, self.run, self.heads)


def encoded(report: Sequence[Words], run: Run, heads: Heads) -> Encoded:
    """Runs every window and puts each word's scores in the order of the text."""
    starts = list(accumulate((len(words.spans) for words in report), initial=0))
    table = np.zeros((starts[-1], sum(WIDTHS.values())), np.float32)
    seen: list[tuple[int, int]] = []
    for window in windows(report):
        found, row, low = run(*sequence(report, window)), 0, starts[-1]
        for part in window:
            shift, start = row - part.first, starts[part.block]
            table[start + part.kept_from : start + part.kept_to] = found[shift + part.kept_from : shift + part.kept_to]
            row += part.last - part.first
            low, high = min(low, start + part.kept_from), start + part.kept_to
        seen.append((low, high))
    spans = tuple(span for words in report for span in words.spans)
    ranges = tuple((low, high) for low, high in pairwise(starts) if high > low)
    return Encoded(spans, ranges, tuple(seen), dict(_columns(table)), heads)


def _columns(table: Floats) -> Iterator[tuple[str, Floats]]:
    low = 0
    for name, width in WIDTHS.items():
        yield name, table[:, low : low + width]
        low += width


@cache
def wordpiece(path: Path) -> Tokenizer:
    """A tokenizer, loaded once a process."""
    return Tokenizer.from_file(str(path))


@cache
def session(path: Path) -> Any:
    """An ONNX graph, loaded once a process, on one thread. Raises ResourceError where it is broken."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:
        raise ResourceError(f"the encoder {path} cannot be loaded: {error}".splitlines()[0]) from error


def graph(path: Path) -> Run:
    """The encoder's graph as a function. Raises ResourceError where it is broken."""
    opened = session(path)

    def run(ids: list[int], cases: list[int], positions: list[int]) -> Floats:
        fed = {"ids": [ids], "cases": [cases], "positions": positions}
        made: Floats = opened.run(["words"], {name: np.array(value, np.int64) for name, value in fed.items()})[0]
        return made

    return run


def lower(path: Path) -> Lower:
    """The lower layers of the encoder's graph as a function; what lies above them is not run."""
    import onnxruntime

    opened, options = session(path), onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True

    def run(ids: Sequence[int]) -> Floats:
        fed = {"ids": [list(ids)], "cases": [[0] * len(ids)], "positions": [0]}
        made: Floats = opened.run(["lower"], {n: np.array(v, np.int64) for n, v in fed.items()}, options)[0]
        return made

    return run


def places(model: str) -> list[Path]:
    """Where a model may be: in the installed package, or in a source tree's `models/`."""
    return [Path(str(files("sayso"))) / "models" / model, Path(__file__).resolve().parents[3] / "models" / model]


def complete(folders: Sequence[Path], names: Sequence[str]) -> Path:
    """The first of the folders that has all the files. Raises ResourceError where none has."""
    for folder in folders:
        if all((folder / name).is_file() for name in names):
            return folder
    raise ResourceError(
        f"no {', '.join(names)} in {folders[0]}: install sayso from its wheel, or run `make train-{folders[0].name}`"
    )


class EncoderStage:
    """Fills `Reading.encoded`."""

    name = "encoder"
    needs: frozenset[str] = frozenset()
    fills = frozenset({"encoded"})

    def __init__(self, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or Encoder()

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, encoded=self.encoder.encode(reading.text)) for reading in batch]


def of(reading: Reading) -> Encoded | None:
    """What the encoder told of a reading; None where it was not asked."""
    found: Any = reading.encoded
    return found if isinstance(found, Encoded) else None
