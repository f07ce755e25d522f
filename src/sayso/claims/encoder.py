"""The claim reader on the shared encoder: tags become spans, and every cue finds its source and its contents.

A cue and a span each have a vector for each of the two questions (who says it, what is said); their product, with what
the distance between them is worth, says how well the two go together (biaffine attention without the middle matrix,
after Dozat and Manning 2017). Each cue takes the best source, or none where none fits better; each content takes the
best cue. So a source can serve several cues, and a content can come in several pieces or run through paragraphs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sayso.claims.draft import Draft
from sayso.errors import SettingsError
from sayso.language.encoder import Encoded, of
from sayso.language.tagging import Floats, Piece
from sayso.language.tasks import LINK_SIZE
from sayso.model import Reading

REACH = 160
"""Words between a cue and what belongs to it, at most: about what one window of the encoder shows."""

SOURCE, CONTENT = 0, 1


def find(reading: Reading) -> list[Draft]:
    """The outermost attributions of a reading, in order of the text. Raises SettingsError where no encoder has run."""
    encoded = of(reading)
    if encoded is None:
        raise SettingsError("the claim reader 'encoder' needs the stage 'encoder' before it; 'rules' needs none")
    return drafts(encoded)


def drafts(encoded: Encoded) -> list[Draft]:
    """One draft a cue. A cue without any content is left out: nothing is attributed by it."""
    by_label: dict[str, list[Piece]] = defaultdict(list)
    for piece in encoded.claim_pieces:
        by_label[piece.label].append(piece)
    cues = by_label["cue"]
    sources = [_source(encoded, cue, by_label["source"]) for cue in cues]
    contents = _contents(encoded, cues, by_label["content"])
    return [
        Draft(
            tuple(map(encoded.span_of, [source] if source else [])),
            (encoded.span_of(cue),),
            tuple(map(encoded.span_of, contents[number])),
        )
        for number, (cue, source) in enumerate(zip(cues, sources, strict=True))
        if contents[number]
    ]


def _source(encoded: Encoded, cue: Piece, sources: Sequence[Piece]) -> Piece | None:
    """The source that goes best with a cue, or None where no source goes better."""
    near = _near(sources, cue)
    if not near:
        return None
    scores = link_scores(encoded, [cue], near, SOURCE)[0]
    best = int(scores.argmax())
    none = encoded.scores["links"][cue.first, 4 * LINK_SIZE]
    return near[best] if scores[best] >= none else None


def _contents(encoded: Encoded, cues: Sequence[Piece], contents: Sequence[Piece]) -> dict[int, list[Piece]]:
    """The contents of each cue, by its number."""
    found: dict[int, list[Piece]] = defaultdict(list)
    for content in contents:
        low, high = _window(cues, content)
        if low < high:
            scores = link_scores(encoded, cues[low:high], [content], CONTENT)[:, 0]
            found[low + int(scores.argmax())].append(content)
    return found


def _near(pieces: Sequence[Piece], middle: Piece) -> Sequence[Piece]:
    low, high = _window(pieces, middle)
    return pieces[low:high]


def _window(pieces: Sequence[Piece], middle: Piece) -> tuple[int, int]:
    """Which of the pieces, in order of the text, stand in reach of `middle`."""
    low = bisect_left(pieces, middle.first - REACH, key=lambda piece: piece.last)
    return low, bisect_right(pieces, middle.last + REACH, key=lambda piece: piece.first)


def link_scores(encoded: Encoded, cues: Sequence[Piece], spans: Sequence[Piece], kind: int) -> Floats:
    """[cues, spans]: how well each cue goes with each source (kind 0) or content (kind 1)."""
    vectors, low = encoded.scores["links"], 2 * kind * LINK_SIZE
    heads = np.array([cue.first for cue in cues])
    first, last = np.array([(span.first, span.last) for span in spans]).T
    asking = vectors[heads, low : low + LINK_SIZE]
    keys = vectors[:, low + LINK_SIZE : low + 2 * LINK_SIZE]
    met = asking @ (keys[first] + keys[last]).T / np.float32(2 * LINK_SIZE**0.5)
    scores: Floats = met + encoded.heads.distance[kind][_buckets(first[None] - heads[:, None], encoded)]
    return scores


def _buckets(distances: np.ndarray, encoded: Encoded) -> np.ndarray:
    """Two buckets for each doubling of the distance, those behind first; as in training."""
    half = encoded.heads.distance.shape[1] // 2
    size = np.floor(2 * np.log2(np.maximum(np.abs(distances), 1).astype(np.float32))).astype(np.intp)
    return np.where(distances < 0, 0, half) + np.minimum(size, half - 1)
