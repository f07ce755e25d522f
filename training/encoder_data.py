"""What the encoder learns from: training texts as windows of wordpieces with a label a word for each of its tasks.

Only training parts are read: PolNeAR (claims), UW and UDS-IH2 (certainty), PLV and the synthetic PLOVER stories (event
types), MUC-3 (roles), and names as spaCy marks them (`encoder_names.py`). Development parts are read by `score_encoder.py`
and never here.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.language.tasks import CLAIM_TAGS, NAME_TAGS, PAIR_TAGS, ROLE_TAGS, TYPES
from sayso.language.wordpieces import Part, Words, sequence, windows, words_of

SOURCES = {
    "claims": "polnear/train.jsonl.gz",
    "certainty": "certainty/train.jsonl.gz",
    "types": "coding/train.jsonl",
    "stories": "plover-synthetic/train.jsonl.gz",
    "roles": "incidents/train.jsonl.gz",
}
NAME_KINDS = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "NORP": "NORP", "FAC": "FAC", "EVENT": "EVENT",
    "PRODUCT": "WORK", "WORK_OF_ART": "WORK", "LAW": "WORK",
}  # fmt: skip
ROLE_SLOTS = {
    "perp_individual": "PERPETRATOR", "perp_organization": "ORGANIZATION", "phys_target": "TARGET",
    "hum_target": "VICTIM", "instrument": "INSTRUMENT",
}  # fmt: skip
VIOLENT = frozenset(
    {"ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "MURDER", "HIJACKING", "FORCED WORK STOPPAGE", "ROBBERY"}
)
UNMARKED = -100
"""The label of a word that a task says nothing of."""

Spans = Iterable[Sequence[int]]


@dataclass(frozen=True)
class Link:
    """One attribution as pieces (block, first word, last word)."""

    cue: tuple[int, int, int]
    source: tuple[int, int, int] | None
    contents: tuple[tuple[int, int, int], ...]


@dataclass
class Text:
    """One training text: its words by block, and for each block an array of labels for each task it is marked for."""

    key: str
    words: list[Words]
    tags: dict[str, list[np.ndarray]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    types: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sample:
    """One window: the model's input, the words' positions in it, blocks as word ranges, labels a word, links."""

    ids: list[int]
    cases: list[int]
    positions: list[int]
    blocks: list[tuple[int, int]]
    tags: dict[str, np.ndarray]
    links: list[tuple[tuple[int, int], tuple[int, int] | None, list[tuple[int, int]]]]
    types: tuple[int, ...]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON lines file, compressed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def digest(data: Path, names: Path) -> str:
    """SHA-256 over the files learnt from."""
    sha = hashlib.sha256()
    for path in [*(data / name for name in SOURCES.values()), names]:
        sha.update(path.read_bytes())
    return sha.hexdigest()


# ---------------------------------------------------------------- spans to labels
def touched(words: Words, start: int, end: int) -> tuple[int, int] | None:
    """First and last word that share a character with `[start, end)`."""
    first = bisect_right(words.spans, start, key=lambda s: s.end)
    last = bisect_left(words.spans, end, key=lambda s: s.start) - 1
    return (first, last) if first <= last else None


def pieces(report: Sequence[Words], spans: Spans) -> list[tuple[int, int, int]]:
    """The spans cut at the borders of blocks, as (block, first word, last word)."""
    found = []
    for start, end in spans:
        for number, words in enumerate(report):
            near = words.spans and words.spans[0].start < end and start < words.spans[-1].end
            if near and (hit := touched(words, start, end)):
                found.append((number, *hit))
    return found


def blank(report: Sequence[Words], value: float = 0, kind: Any = np.int64) -> list[np.ndarray]:
    """An array a block."""
    return [np.full(len(words.spans), value, kind) for words in report]


def mark(tags: list[np.ndarray], piece: tuple[int, int, int], names: Sequence[str], name: str) -> None:
    """B-, then I-, over a piece."""
    block, first, last = piece
    tags[block][first : last + 1] = names.index(f"I-{name}")
    tags[block][first] = names.index(f"B-{name}")


# ---------------------------------------------------------------- one reader a corpus
def claim_text(key: str, text: str, attributions: Sequence[dict[str, Any]], tokenizer: Tokenizer) -> Text:
    """An article of PolNeAR."""
    report = words_of(tokenizer, text)
    tags = blank(report)
    links = []
    for claim in attributions:
        parts = {part: pieces(report, claim[part]) for part in ("content", "source", "cue")}
        for part, found in parts.items():
            for piece in found:
                mark(tags, piece, CLAIM_TAGS, part)
        if parts["cue"]:
            source = parts["source"][0] if parts["source"] else None
            links.append(Link(parts["cue"][0], source, tuple(parts["content"])))
    return Text(key, report, {"claims": tags}, links)


def certainty_text(row: dict[str, Any], tokenizer: Tokenizer) -> Text:
    """A text of UW or UDS-IH2: a value a target; in UW every other word is no event."""
    report = words_of(tokenizer, row["text"])
    values = blank(report, np.nan, np.float32)
    triggers = blank(report, 0 if row["set"] == "uw" else UNMARKED)
    for target in row["targets"]:
        for block, first, _ in pieces(report, [target["span"]])[:1]:
            values[block][first] = target["value"]
            triggers[block][first] = 1 if row["set"] == "uw" else UNMARKED
    return Text(f"certainty/{row['id']}", report, {row["set"]: values, "triggers": triggers})


def coded_text(row: dict[str, Any], tokenizer: Tokenizer) -> Text:
    """A sentence of PLV: its types, and who does it to whom."""
    report = words_of(tokenizer, row["text"])
    tags = blank(report)
    for item in row["gold"]:
        for part in ("source", "target"):
            for piece in pieces(report, item[part]):
                mark(tags, piece, PAIR_TAGS, part)
    types = {TYPES.index(name) for item in row["gold"] for name in type_names(item["label"])}
    return Text(row["id"], report, {"pairs": tags}, types=tuple(sorted(types)))


def type_names(label: str) -> tuple[str, ...]:
    """PLV's YIELD stands for two PLOVER types."""
    return ("CONCEDE", "RETREAT") if label == "YIELD" else (label,)


def story_texts(row: dict[str, Any], tokenizer: Tokenizer) -> Iterator[Text]:
    """The headline and the first sentence of a synthetic story."""
    first = re.split(r"(?<=[.!?])\s", row["text"][:400], maxsplit=1)[0]
    for number, words in enumerate((row["title"] or "", first)):
        if words.strip():
            key = f"synthetic/{row['id']}" if number else ""
            yield Text(key, words_of(tokenizer, words), types=(TYPES.index(row["label"]),))


def role_texts(row: dict[str, Any], tokenizer: Tokenizer) -> Iterator[Text]:
    """The paragraphs of a MUC report, each by itself, with the key's fillers marked wherever their words stand."""
    entities = [(role, entity) for t in row["templates"] for slot, role in ROLE_SLOTS.items() for entity in t[slot]]
    fillers = [(role, string) for role, entity in entities for string in entity["strings"]]
    fillers.sort(key=lambda filler: len(filler[1]))  # longer ones are marked last and win
    for paragraph in re.split(r"\n\s*\n", row["text"]):
        report = words_of(tokenizer, paragraph)
        tags = blank(report)
        slots = set()
        for role, string in fillers:
            pattern = r"\b" + r"\s+".join(map(re.escape, string.split())) + r"\b"
            for match in re.finditer(pattern, paragraph):
                slots.add(role)
                for piece in pieces(report, [match.span()]):
                    mark(tags, piece, ROLE_TAGS, role)
        violent = len(slots) >= 2 and any(kind in VIOLENT for t in row["templates"] for kind in t["type"])
        yield Text(row["id"], report, {"roles": tags}, types=(TYPES.index("ASSAULT"),) if violent else ())


def add_names(text: Text, names: dict[str, list[list[Any]]]) -> None:
    """Marks the names spaCy found, where it was asked."""
    if text.key in names:
        tags = blank(text.words)
        for start, end, label in names[text.key]:
            for piece in pieces(text.words, [(start, end)]):
                mark(tags, piece, NAME_TAGS, NAME_KINDS[label])
        text.tags["names"] = tags


def load(data: Path, names_path: Path, tokenizer: Tokenizer) -> dict[str, list[Text]]:
    """The training texts by group."""
    names = {row["key"]: row["names"] for row in rows(names_path)}
    groups: dict[str, list[Text]] = {
        "claims": [
            claim_text(f"polnear/{row['id']}", row["text"], row["attributions"], tokenizer)
            for row in rows(data / SOURCES["claims"])
        ],
        "types": [coded_text(row, tokenizer) for row in rows(data / SOURCES["types"])],
        "stories": [t for row in rows(data / SOURCES["stories"]) for t in story_texts(row, tokenizer)],
        "roles": [t for row in rows(data / SOURCES["roles"]) for t in role_texts(row, tokenizer)],
        "uw": [], "uds": [],
    }  # fmt: skip
    for row in rows(data / SOURCES["certainty"]):
        groups[row["set"]].append(certainty_text(row, tokenizer))
    for texts in groups.values():
        for text in texts:
            add_names(text, names)
    return groups


# ---------------------------------------------------------------- texts to windows
def samples(text: Text, size: int) -> list[Sample]:
    """The windows of a text with their labels. Links are kept whose cue stands in the window."""
    return [_sample(text, window) for window in windows(text.words, size)]


def _sample(text: Text, window: Sequence[Part]) -> Sample:
    ids, cases, positions = sequence(text.words, window)
    starts = np.cumsum([0, *(part.last - part.first for part in window)])
    tags = {
        task: np.concatenate([blocks[part.block][part.first : part.last] for part in window])
        for task, blocks in text.tags.items()
    }
    where = {part.block: (int(start), part) for start, part in zip(starts, window, strict=False)}
    ranges = [(int(low), int(high)) for low, high in pairwise(starts)]
    return Sample(ids, cases, positions, ranges, tags, _links(text.links, where), text.types)


def _links(links: Sequence[Link], where: dict[int, tuple[int, Part]]) -> list[Any]:
    """(cue word, source's first word or None, contents as (first, last) words, source as (first, last) or None)."""

    def at(piece: tuple[int, int, int] | None) -> tuple[int, int] | None:
        if piece is None or piece[0] not in where:
            return None
        start, part = where[piece[0]]
        if piece[1] < part.first or piece[2] >= part.last:
            return None
        return start + piece[1] - part.first, start + piece[2] - part.first

    found = []
    for link in links:
        cue, source = at(link.cue), at(link.source)
        if cue and (source or link.source is None):
            contents = [c for piece in link.contents if (c := at(piece))]
            found.append((cue, source, contents))
    return found


SHARES = {"claims": 1.0, "uw": 1.0, "uds": 0.25, "types": 1.0, "stories": 0.15, "roles": 0.33}
"""How much of each group an epoch takes: of the larger helping sets a part is drawn each time. Of MUC's paragraphs it is
the share of those with a filler, and a third as many without."""


def epoch(
    groups: dict[str, list[Text]], rng: random.Random, tokens: int, shares: Mapping[str, float] = SHARES
) -> list[tuple[str, list[Sample]]]:
    """One epoch's batches in random order: each of one group, of like length, about `tokens` wordpieces with padding.

    Window sizes are drawn anew for each text, so that the model sees its words with more and with less context.
    """
    made = []
    for group, texts in groups.items():
        draw = _draw_roles if group == "roles" else _draw
        chosen = draw(texts, rng, shares[group])
        found = [s for text in chosen for s in samples(text, rng.choice((96, 128, 160, 192)))]
        made += [(group, batch) for batch in batches(found, rng, tokens)]
    rng.shuffle(made)
    return made


def _draw(texts: Sequence[Text], rng: random.Random, share: float) -> list[Text]:
    """All texts as often as they go into the share, and some once more."""
    whole = int(share)
    return [*texts] * whole + rng.sample(texts, int(len(texts) * (share - whole)))


def _draw_roles(texts: Sequence[Text], rng: random.Random, share: float) -> list[Text]:
    full = [t for t in texts if any(block.any() for block in t.tags["roles"])]
    empty = [t for t in texts if not any(block.any() for block in t.tags["roles"])]
    count = int(len(full) * share)
    return rng.sample(full, count) + rng.sample(empty, count // 3)


def batches(found: list[Sample], rng: random.Random, tokens: int) -> Iterator[list[Sample]]:
    """Batches of windows of like length."""
    found = sorted(found, key=lambda s: (len(s.ids) // 8, rng.random()))
    batch: list[Sample] = []
    for sample in found:
        if batch and max(len(sample.ids), len(batch[0].ids)) * (len(batch) + 1) > tokens:
            yield batch
            batch = []
        batch.append(sample)
    if batch:
        yield batch
