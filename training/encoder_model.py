"""The shared encoder in PyTorch: MiniLM-L6 with one small head a task, and the losses they learn by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertModel

from sayso.language.tasks import CLAIM_TAGS, LINK_SIZE, SCALES, WIDTHS
from training.encoder_data import UNMARKED, Sample

DISTANCES = 32
"""Buckets of the signed distance in words between a cue and a span: 16 a side, two for each doubling."""


class Encoder(nn.Module):  # type: ignore[misc]
    """Ids and cases of wordpieces, each [batch, length], to a value for each head, [batch, length, WIDTHS[name]]."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.trunk = BertModel.from_pretrained(weights, add_pooling_layer=False, attn_implementation="sdpa")
        self.trunk.embeddings.token_type_embeddings = _cases(self.trunk.embeddings.token_type_embeddings)
        self.trunk.config.type_vocab_size = 3
        size = self.trunk.config.hidden_size
        self.certainty_hidden = nn.Linear(size, size // 2)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(size // 2 if name == "certainty" else size, width) for name, width in WIDTHS.items()}
        )
        tags = len(CLAIM_TAGS)
        self.steps = nn.Parameter(torch.zeros(tags, tags))  # from a row's tag to a column's
        self.first = nn.Parameter(torch.zeros(tags))
        self.last = nn.Parameter(torch.zeros(tags))
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))  # cue to source, cue to content
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor) -> dict[str, Tensor]:
        trunk = self.trunk(input_ids=ids, token_type_ids=cases, attention_mask=mask).last_hidden_state
        hidden = self.dropout(trunk)
        out = {name: head(hidden) for name, head in self.heads.items() if name != "certainty"}
        out["certainty"] = self.heads["certainty"](functional.gelu(self.certainty_hidden(hidden)))
        return out


def _cases(old: nn.Embedding) -> nn.Embedding:
    """Three ways to write a word, all beginning as BERT's first segment."""
    new = nn.Embedding(3, old.embedding_dim)
    new.weight.data = old.weight.data[:1].repeat(3, 1) + 0.002 * torch.randn(3, old.embedding_dim)
    return new


# ---------------------------------------------------------------- losses
def tag_loss(logits: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(logits, labels, ignore_index=UNMARKED)


def chain_loss(model: Encoder, emissions: Sequence[Tensor], labels: Sequence[Tensor]) -> Tensor:
    """Negative log-likelihood of the tags of each block as a linear chain, by word (Lafferty et al. 2001)."""
    lengths = torch.tensor([len(e) for e in emissions])
    scores = nn.utils.rnn.pad_sequence(list(emissions), batch_first=True)
    tags = nn.utils.rnn.pad_sequence(list(labels), batch_first=True)
    mask = torch.arange(scores.shape[1])[None] < lengths[:, None]
    gold = _gold_score(model, scores, tags, mask, lengths)
    alpha = model.first + scores[:, 0]
    for step in range(1, scores.shape[1]):
        moved = torch.logsumexp(alpha[:, :, None] + model.steps, 1) + scores[:, step]
        alpha = torch.where(mask[:, step, None], moved, alpha)
    return (torch.logsumexp(alpha + model.last, 1) - gold).sum() / lengths.sum()


def _gold_score(model: Encoder, scores: Tensor, tags: Tensor, mask: Tensor, lengths: Tensor) -> Tensor:
    emitted = (scores.gather(2, tags[..., None])[..., 0] * mask).sum(1)
    moved = (model.steps[tags[:, :-1], tags[:, 1:]] * mask[:, 1:]).sum(1)
    ends = tags.gather(1, lengths[:, None] - 1)[:, 0]
    return emitted + moved + model.first[tags[:, 0]] + model.last[ends]


def bucket(distance: Tensor) -> Tensor:
    """The bucket of a signed distance in words: two for each doubling, 0 to 15 behind, 16 to 31 ahead."""
    size = (2 * torch.log2(distance.abs().clamp(min=1).float())).floor().long().clamp(max=DISTANCES // 2 - 1)
    return torch.where(distance < 0, size, size + DISTANCES // 2)


def link_loss(model: Encoder, vectors: Tensor, sample: Sample) -> Tensor | None:
    """Each cue picks its source among those of the window, or none; each content picks its cue."""
    if not sample.links:
        return None
    cues = torch.tensor([cue[0] for cue, _, _ in sample.links])
    losses = [_source_loss(model, vectors, cues, sample), _content_loss(model, vectors, cues, sample)]
    kept = [loss for loss in losses if loss is not None]
    return torch.stack(kept).sum() if kept else None


def link_scores(model: Encoder, vectors: Tensor, cues: Tensor, spans: Sequence[tuple[int, int]], kind: int) -> Tensor:
    """[cues, spans]: how well each cue goes with each source (kind 0) or content (kind 1)."""
    low = 2 * kind * LINK_SIZE
    asking, keys = vectors[:, low : low + LINK_SIZE], vectors[:, low + LINK_SIZE : low + 2 * LINK_SIZE]
    first, last = torch.tensor(spans).T
    met = asking[cues] @ (keys[first] + keys[last]).T / (2 * math.sqrt(LINK_SIZE))
    return met + model.distance[kind][bucket(first[None] - cues[:, None])]


def _source_loss(model: Encoder, vectors: Tensor, cues: Tensor, sample: Sample) -> Tensor:
    spans = sorted({source for _, source, _ in sample.links if source})
    none = vectors[cues, 4 * LINK_SIZE][:, None]
    scores = torch.cat([none, link_scores(model, vectors, cues, spans, 0)], 1) if spans else none
    gold = torch.tensor([spans.index(source) + 1 if source else 0 for _, source, _ in sample.links])
    return functional.cross_entropy(scores, gold)


def _content_loss(model: Encoder, vectors: Tensor, cues: Tensor, sample: Sample) -> Tensor | None:
    spans = [content for _, _, contents in sample.links for content in contents]
    if not spans:
        return None
    gold = torch.tensor([i for i, (_, _, contents) in enumerate(sample.links) for _ in contents])
    return functional.cross_entropy(link_scores(model, vectors, cues, spans, 1).T, gold)


def type_loss(logits: Sequence[Tensor], types: Sequence[tuple[int, ...]]) -> Tensor:
    """A window's types against its words' logits pooled by log-sum-exp; of several types any is right."""
    pooled = torch.stack([torch.logsumexp(words, 0) for words in logits]).log_softmax(1)
    return -torch.stack([torch.logsumexp(row[list(gold)], 0) for row, gold in zip(pooled, types, strict=True)]).mean()


WEIGHTS = {
    "claims": 1.0, "links": 0.1, "names": 0.2, "uw": 0.15, "uds": 0.1, "triggers": 0.3, "types": 0.05, "pairs": 0.3,
    "roles": 0.5,
}  # fmt: skip
"""What each loss counts for. Claims come first."""


def losses(model: Encoder, batch: Sequence[Sample]) -> dict[str, Tensor]:
    """The losses of a batch of one group, by task."""
    out = model(*padded(batch))
    words = {name: [v[i, s.positions] for i, s in enumerate(batch)] for name, v in out.items()}
    labels = {
        task: [torch.from_numpy(s.tags[task]) for s in batch]
        for task in batch[0].tags
        if all(task in s.tags for s in batch)
    }
    found: dict[str, Tensor] = {}
    for task in ("names", "roles", "pairs"):
        marked = [
            (w, torch.from_numpy(s.tags[task])) for w, s in zip(words[task], batch, strict=True) if task in s.tags
        ]
        if marked:
            found[task] = tag_loss(*map(torch.cat, zip(*marked, strict=True)))
    if "claims" in labels:
        cut = [
            (e[a:b], t[a:b])
            for s, e, t in zip(batch, words["claims"], labels["claims"], strict=True)
            for a, b in s.blocks
        ]
        found["claims"] = chain_loss(model, *zip(*cut, strict=True))
        linked = [
            loss for v, s in zip(words["links"], batch, strict=True) if (loss := link_loss(model, v, s)) is not None
        ]
        if linked:
            found["links"] = torch.stack(linked).mean()
    for column, scale in enumerate(SCALES):
        if scale in labels:
            found |= _certainty_losses(words, labels, scale, column)
    typed = [(w, s.types) for w, s in zip(words["types"], batch, strict=True) if s.types]
    if typed:
        found["types"] = type_loss(*zip(*typed, strict=True))
    return found


def _certainty_losses(
    words: dict[str, list[Tensor]], labels: dict[str, list[Tensor]], scale: str, column: int
) -> dict[str, Tensor]:
    gold, read = torch.cat(labels[scale]), torch.cat(words["certainty"])[:, column]
    known = ~gold.isnan()
    found = {scale: functional.smooth_l1_loss(read[known], gold[known], beta=0.5)} if known.any() else {}
    marked = torch.cat(labels["triggers"])
    if scale == "uw":
        logits = torch.cat(words["triggers"])[:, 0]
        found["triggers"] = functional.binary_cross_entropy_with_logits(logits, marked.float())
    return found


def padded(batch: Sequence[Sample]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, cases and mask of a batch, each [batch, longest]."""
    ids = nn.utils.rnn.pad_sequence([torch.tensor(s.ids) for s in batch], batch_first=True)
    cases = nn.utils.rnn.pad_sequence([torch.tensor(s.cases) for s in batch], batch_first=True)
    return ids, cases, (ids != 0).long()
