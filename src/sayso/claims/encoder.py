"""The claim reader on the shared encoder: tags become spans, and every cue finds its source and its contents.

A cue and a span each have a vector for each of the two questions (who says it, what is said); their product, with what
the distance between them is worth, says how well the two go together (biaffine attention without the middle matrix,
after Dozat and Manning 2017). Each cue takes the best source, or none where none fits better; each content takes the
best cue. So a source can serve several cues, and a content can come in several pieces or run through paragraphs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from sayso.claims import rules
from sayso.claims.draft import Draft
from sayso.errors import SettingsError
from sayso.language.encoder import Encoded, of
from sayso.language.tagging import Floats, Piece
from sayso.language.tasks import LINK_SIZE
from sayso.model import Reading

Distances: TypeAlias = NDArray[np.intp]
SOURCE, CONTENT = 0, 1

YIELDS = np.float32(1.0)
"""By how much (in log-odds) a content may go worse with a cue that has no other content. Chosen on PolNeAR dev."""


class Parts(NamedTuple):
    """The pieces of one window, each kind in order of the text."""

    sources: list[Piece]
    cues: list[Piece]
    contents: list[Piece]


def find(reading: Reading) -> list[Draft]:
    """The attributions of a reading as tagged, not sifted. Raises SettingsError where no encoder has run.

    The encoder knows only the outermost ones, as its training data do; what stands inside a content is read by rules.
    """
    outer = outermost(reading)
    return [*outer, *inside(outer, rules.find(reading))]


def outermost(reading: Reading) -> list[Draft]:
    """The attributions that the encoder tags. Raises SettingsError where no encoder has run."""
    encoded = of(reading)
    if encoded is None:
        raise SettingsError("the claim reader 'encoder' needs the stage 'encoder' before it; 'rules' needs none")
    return drafts(encoded)


def inside(outer: Sequence[Draft], others: Sequence[Draft]) -> list[Draft]:
    """Those of the others that stand, cue and source and content, within one piece of an outer content."""
    contents = sorted(span for draft in outer for span in draft.content)
    starts = [span.start for span in contents]
    reach = list(accumulate((span.end for span in contents), max))
    found = []
    for draft in others:
        spans = [span for part in draft for span in part]
        at = bisect_right(starts, min(spans).start) - 1 if spans else -1
        if at >= 0 and draft.cue and reach[at] >= max(span.end for span in spans):
            found.append(draft)
    return found


def drafts(encoded: Encoded) -> list[Draft]:
    """One draft a cue. A cue without any content is left out: nothing is attributed by it."""
    return [draft for parts in windows(encoded) for draft in _linked(encoded, parts)]


def windows(encoded: Encoded) -> Iterator[Parts]:
    """The pieces by the window they begin in: vectors of different windows say nothing of each other."""
    ends = [high for _, high in encoded.windows]
    for _, group in groupby(encoded.claim_pieces, key=lambda piece: bisect_right(ends, piece.first)):
        found = list(group)
        yield Parts(*([piece for piece in found if piece.label == label] for label in ("source", "cue", "content")))


def _linked(encoded: Encoded, parts: Parts) -> Iterator[Draft]:
    if not parts.cues:
        return
    sources = _sources(encoded, parts)
    contents = _contents(encoded, parts)
    for cue, source, said in zip(parts.cues, sources, contents, strict=True):
        if said:
            yield Draft(
                (encoded.span_of(source),) if source else (), (encoded.span_of(cue),), tuple(map(encoded.span_of, said))
            )


def _sources(encoded: Encoded, parts: Parts) -> list[Piece | None]:
    """The source that goes best with each cue, or None where no source goes better."""
    if not parts.sources:
        return [None] * len(parts.cues)
    scores = link_scores(encoded, parts.cues, parts.sources, SOURCE)
    none = encoded.scores["links"][[cue.first for cue in parts.cues], 4 * LINK_SIZE]
    return [
        parts.sources[best] if row[best] >= least else None
        for row, best, least in zip(scores, scores.argmax(1), none, strict=True)
    ]


def _contents(encoded: Encoded, parts: Parts) -> list[list[Piece]]:
    """The contents of each cue: each content goes to the cue that goes best with it, but a cue left with none takes one
    from a cue with several, if it goes nearly as well with it."""
    found: list[list[Piece]] = [[] for _ in parts.cues]
    if not parts.contents:
        return found
    scores = link_scores(encoded, parts.cues, parts.contents, CONTENT)
    owners = scores.argmax(0)
    counts = np.bincount(owners, minlength=len(parts.cues))
    for cue in np.flatnonzero(counts == 0):
        loss = np.where(counts[owners] > 1, scores.max(0) - scores[cue], np.inf)
        best = int(loss.argmin())
        if loss[best] <= YIELDS:
            counts[owners[best]] -= 1
            counts[cue] += 1
            owners[best] = cue
    for content, cue in zip(parts.contents, owners, strict=True):
        found[cue].append(content)
    return found


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


def _buckets(distances: Distances, encoded: Encoded) -> Distances:
    """Two buckets for each doubling of the distance, those behind first; as in training."""
    half = encoded.heads.distance.shape[1] // 2
    size = np.floor(2 * np.log2(np.maximum(np.abs(distances), 1).astype(np.float32))).astype(np.intp)
    found: Distances = np.where(distances < 0, 0, half) + np.minimum(size, half - 1)
    return found
