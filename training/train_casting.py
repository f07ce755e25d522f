"""Train the casting head (`sayso.events.casting`) on the keys of MUC-3's development part.

    python -m training.train_casting --scenes RUN/casting.pickle --encoder models/encoder/encoder.onnx --out RUN/casting

Needs torch and onnx. What the lower layers of the shipped encoder say is computed once and kept in 16 bits.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor
from torch.nn import functional

from training.casting_model import LOWER, Casting

SEED = 7
SEEN = 12
"""In how many reports a feature must stand to be kept."""
MOST = 64
"""How many features of a row are used at most."""
PIECES = 2048
RATE, HEAD_RATE, PLAIN_RATE = 3e-4, 1e-3, 4e-3
NAMES = ("individual", "organization", "victim", "target", "instrument", "concrete")

Scene = dict[str, Any]


# ---------------------------------------------------------------- what the lower layers say
def lower(path: Path) -> onnxruntime.InferenceSession:
    """The shipped graph up to its lower layers."""
    model = onnx.load(str(path))
    name = layer_output(model, LOWER)
    model.graph.output.append(onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None))
    model.graph.output.remove(model.graph.output[0])
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def layer_output(model: onnx.ModelProto, layer: int) -> str:
    """The name of what a layer of the trunk gives."""
    norms = [n.output[0] for n in model.graph.node if n.op_type == "SkipLayerNormalization"]
    return str(norms[2 * layer])


def hidden(session: onnxruntime.InferenceSession, ids: Sequence[int]) -> np.ndarray:
    """What the lower layers say of the pieces of a chunk, in 16 bits."""
    fed = {
        "ids": np.array([ids], np.int64),
        "cases": np.zeros((1, len(ids)), np.int64),
        "positions": np.zeros(1, np.int64),
    }
    made: np.ndarray = session.run(None, fed)[0][0].astype(np.float16)
    return made


# ---------------------------------------------------------------- batches
class Batch:
    """Some reports: hidden values, mask, rows (place, features, whose), labels of those."""

    def __init__(self, some: Sequence[Scene], numbers: dict[str, int], drop: float = 0.0) -> None:
        chunks = [c for s in some for c in s["hidden"]]
        self.length = max(len(c) for c in chunks)
        self.hidden = torch.zeros(len(chunks), self.length, chunks[0].shape[1])
        self.mask = torch.zeros(len(chunks), self.length, dtype=torch.bool)
        for n, c in enumerate(chunks):
            self.hidden[n, : len(c)] = torch.from_numpy(c.astype(np.float32))
            self.mask[n, : len(c)] = True
        places, features, whose = [], [], []
        chunk = entity = 0
        for s in some:
            for at, position, own, known in s["rows"]:
                places.append((chunk + at) * self.length + position)
                ids = [numbers[f] for f in known if f in numbers and (not drop or random.random() > drop)][:MOST]
                features.append(ids + [len(numbers)] * (MOST - len(ids)))
                whose.append(entity + own)
            chunk += len(s["hidden"])
            entity += len(s["names"])
        self.places, self.features, self.whose = map(torch.tensor, (places, features, whose))
        self.entities = entity
        harm = torch.tensor([c for s in some for c in s["concrete"]])
        may = torch.tensor([m for s in some for m in s["may"]], dtype=torch.float)
        plays = torch.tensor([p for s in some for p in s["plays"]], dtype=torch.float)
        empty = torch.tensor([0.0 if any(map(any, s["plays"])) else 1.0 for s in some for _ in s["names"]])
        sure = (harm == 1).float() + (harm == 0).float() * (0.5 + 0.5 * empty)
        self.may = torch.cat([may * (harm < 0).float()[:, None], sure[:, None]], 1)
        self.plays = torch.cat([plays, harm.clamp(min=0)[:, None]], 1)

    def pooled(self, logits: Tensor) -> Tensor:
        """For each of those named the log-sum-exp of its rows."""
        top = torch.full((self.entities, logits.shape[1]), -30.0)
        top = top.scatter_reduce(0, self.whose[:, None].expand_as(logits), logits.detach(), "amax")
        shifted = torch.exp(logits - top[self.whose])
        return top + torch.log(torch.zeros_like(top).index_add(0, self.whose, shifted).clamp(min=1e-9))

    def loss(self, logits: Tensor) -> Tensor:
        each = functional.binary_cross_entropy_with_logits(self.pooled(logits), self.plays, reduction="none")
        return (each * self.may).sum() / max(1, len(self.mask))


def batches(scenes: Sequence[Scene], numbers: dict[str, int], drop: float, shuffle: bool) -> Iterator[Batch]:
    """Reports of like length together."""
    order = sorted(scenes, key=lambda s: (max(map(len, s["chunks"])) // 32, random.random() if shuffle else 0))
    groups: list[list[Scene]] = []
    room = 0
    for s in order:
        size = max(map(len, s["chunks"])) * len(s["chunks"])
        if not groups or size > room:
            groups.append([])
            room = PIECES
        groups[-1].append(s)
        room -= size
    if shuffle:
        random.shuffle(groups)
    for some in groups:
        yield Batch(some, numbers, drop)


# ---------------------------------------------------------------- training
def known(scenes: Sequence[Scene]) -> dict[str, int]:
    """The features that stand in enough reports."""
    counts: Counter[str] = Counter()
    for s in scenes:
        counts.update({f for row in s["rows"] for f in row[3]})
    return {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= SEEN))}


def fit(
    scenes: Sequence[Scene], numbers: dict[str, int], encoder: Path, epochs: int, seed: int = SEED, watch: Any = None
) -> Casting:
    """A head trained on some reports."""
    random.seed(seed)
    torch.manual_seed(seed)
    model = Casting(len(numbers))
    model.begin(encoder)
    plain = [model.plain.weight]
    upper = list(model.layers.parameters())
    rest = [p for p in model.parameters() if not any(p is q for q in (*plain, *upper))]
    optimizer = torch.optim.AdamW(
        [
            {"params": upper, "lr": RATE, "base": RATE, "weight_decay": 0.02},
            {"params": rest, "lr": HEAD_RATE, "base": HEAD_RATE, "weight_decay": 0.02},
            {"params": plain, "lr": PLAIN_RATE, "base": PLAIN_RATE, "weight_decay": 0.05},
        ]
    )
    total = epochs * sum(1 for _ in batches(scenes, {}, 0, False))
    step, start = 0, time.time()
    for epoch in range(epochs):
        model.train()
        losses = []
        for batch in batches(scenes, numbers, 0.15, True):
            progress = step / total
            share = min(1.0, progress / 0.06) * max(0.02, 1 - progress)
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * share
            loss = batch.loss(model(batch.hidden, batch.mask, batch.places, batch.features))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            losses.append(float(loss.detach()))
            step += 1
        print(f"epoch {epoch + 1} loss {np.mean(losses):.3f} {time.time() - start:.0f} s", flush=True)
        if watch is not None:
            watch(model)
    model.eval()
    return model


@torch.no_grad()  # type: ignore[untyped-decorator]
def judged(model: Casting, scenes: Sequence[Scene], numbers: dict[str, int]) -> list[np.ndarray]:
    """For each report the probabilities of those named in it, [named, parts]."""
    model.eval()
    made = []
    for s in scenes:
        batch = Batch([s], numbers)
        logits = batch.pooled(model(batch.hidden, batch.mask, batch.places, batch.features))
        made.append((torch.sigmoid(logits) * (batch.may > 0)).numpy())
    return made


def figures(scenes: Sequence[Scene], shares: Sequence[np.ndarray]) -> str:
    """The best F1 over each report's distinct names, by the head alone, and from which probability on."""
    told = []
    for part, name in enumerate(NAMES):
        pairs: list[tuple[float, bool]] = []
        for s, found in zip(scenes, shares, strict=True):
            best: dict[str, tuple[float, bool]] = {}
            for n, own in enumerate(s["names"]):
                right = s["plays"][n][part] if part < 5 else s["concrete"][n] == 1
                if (s["concrete"][n] >= 0) == (part == 5):
                    key = own if part < 5 else f"{n}"
                    old = best.get(key, (0.0, False))
                    best[key] = max(old[0], float(found[n, part])), old[1] or bool(right)
            pairs += best.values()
        told.append(f"{name} {best_f1(pairs)}")
    return "; ".join(told)


def best_f1(pairs: list[tuple[float, bool]]) -> str:
    wanted = sum(right for _, right in pairs)
    hits, best = 0, (0.0, 0.0, 0.0, 0.0)
    for n, (share, right) in enumerate(sorted(pairs, reverse=True), 1):
        hits += right
        best = max(best, (200 * hits / (n + wanted), share, hits / n, hits / max(1, wanted)))
    return f"{best[0]:.1f} from {best[1]:.2f} (p {100 * best[2]:.0f} r {100 * best[3]:.0f})"


def load(path: Path, session: onnxruntime.InferenceSession, most: int | None = None) -> list[Scene]:
    """The scenes of a file with what the lower layers say of them."""
    with path.open("rb") as source:
        scenes: list[Scene] = pickle.load(source)[:most]
    for s in scenes:
        s["hidden"] = [hidden(session, c) for c in s["chunks"]]
    return scenes


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--scenes", type=Path, nargs="+", required=True)
    parser.add_argument("--watch", type=Path, help="scenes to judge after each epoch; never learnt from")
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    options = parser.parse_args()
    session = lower(options.encoder)
    scenes = [s for path in options.scenes for s in load(path, session)]
    held = load(options.watch, session) if options.watch else []
    numbers = known(scenes)
    print(f"{len(scenes)} reports, {len(numbers)} features", flush=True)

    def watch(model: Casting) -> None:
        if held:
            print("   ", figures(held, judged(model, held, numbers)), flush=True)

    model = fit(scenes, numbers, options.encoder, options.epochs, watch=watch)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out / "casting.pt")
    (options.out / "features.json").write_text(json.dumps(sorted(numbers, key=numbers.__getitem__)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
