"""Export the casting head as one small ONNX graph for one chunk at a time.

    python -m training.export_casting --run RUN/casting --scenes RUN/casting.pickle --out models/casting [--float]

Inputs `hidden` [1, pieces, size], what the lower layers of the shared encoder say; `places` [rows], pieces; and
`features` [rows, known], numbers of features, the last number where there are no more. Output `parts` [rows, 6].
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.casting_model import HEADS, SIZE, Casting, Layer
from training.export_encoder import fused, loudness, quantize, smooth
from training.train_casting import MOST, load, lower

ADD = (0.5, 0.4, 0.4, 0.4, 0.25)
"""From which probability on someone is added to each part: in the reports kept apart, two in three of the doers that are added are
right, and more than two in five of the victims and things."""
LEAVE = (0.0, 0.0, 0.0, 0.1, 0.05)
"""For each part: a thing that the rules give it is left out where that is less than so many times as likely as that its harm is an
incident. In the reports kept apart, of 45 things hit that fall below three tenths none is right."""


class Plain(nn.Module):  # type: ignore[misc]
    """A layer written out in the shape that onnxruntime's fusions know."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.query, self.key, self.value = (nn.Linear(SIZE, SIZE) for _ in range(3))
        for n, part in enumerate((self.query, self.key, self.value)):
            part.weight.data = layer.qkv.weight.data[n * SIZE : (n + 1) * SIZE].clone()
            part.bias.data = layer.qkv.bias.data[n * SIZE : (n + 1) * SIZE].clone()

    def forward(self, hidden: Tensor) -> Tensor:
        size = SIZE // HEADS

        def split(value: Tensor) -> Tensor:
            return value.view(1, -1, HEADS, size).transpose(1, 2)

        query, key, value = (split(part(hidden)) for part in (self.query, self.key, self.value))
        weights = torch.softmax(query @ key.transpose(-1, -2) / size**0.5, -1)
        mixed = (weights @ value).transpose(1, 2).reshape(1, -1, SIZE)
        hidden = self.layer.first(self.layer.out(mixed) + hidden)
        return self.layer.second(self.layer.narrow(functional.gelu(self.layer.wide(hidden))) + hidden)


class Scorer(nn.Module):  # type: ignore[misc]
    """The head for one chunk without padding."""

    def __init__(self, model: Casting) -> None:
        super().__init__()
        self.model = model
        self.layers = nn.ModuleList(Plain(layer) for layer in model.layers)

    def forward(self, hidden: Tensor, places: Tensor, features: Tensor) -> Tensor:
        for layer in self.layers:
            hidden = layer(hidden)
        chosen = hidden[0][places]
        own = self.model.known.weight[features].sum(1)
        inner = functional.gelu(self.model.inner(torch.cat([chosen, own], 1)))
        made: Tensor = self.model.last(inner) + self.model.plain.weight[features].sum(1)
        return made


def export(model: Casting, path: Path) -> None:
    """Writes the float graph."""
    features = model.plain.num_embeddings
    example = (torch.randn(1, 24, SIZE), torch.arange(1, 9), torch.randint(0, features, (8, MOST)))
    torch.onnx.export(
        Scorer(model).eval(), example, str(path), input_names=["hidden", "places", "features"], output_names=["parts"],
        dynamic_axes={"hidden": {1: "pieces"}, "places": {0: "rows"}, "features": {0: "rows", 1: "known"}, "parts": {0: "rows"}},
        dynamo=False, opset_version=17,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--scenes", type=Path, required=True, help="reports to calibrate by")
    parser.add_argument("--encoder", type=Path, default=Path("models/encoder/encoder.onnx"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave every weight in float, for comparison")
    options = parser.parse_args()
    names = json.loads((options.run / "features.json").read_text(encoding="utf-8"))
    model = Casting(len(names))
    model.load_state_dict(torch.load(options.run / "casting.pt"))
    model.eval()
    for bag in (model.known, model.plain):
        bag.weight.data[len(names)] = 0
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, whole = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        export(model, plain)
        fused(plain, whole)
        if options.float:
            shutil.copy(whole, options.out / "casting.onnx")
        else:
            smooth(whole, loudness(whole, examples(options.scenes, options.encoder, len(names))), 0.5)
            quantize(whole, options.out / "casting.onnx", "u8", ())
    kept = {"features": names, "most": MOST, "add": ADD, "leave": LEAVE}
    (options.out / "features.json").write_text(json.dumps(kept, separators=(",", ":")) + "\n", encoding="utf-8")


def examples(scenes: Path, encoder: Path, blank: int) -> list[dict[str, np.ndarray]]:
    """What the lower layers say of some training reports."""
    return [
        {
            "hidden": chunk.astype(np.float32)[None],
            "places": np.arange(1, 3),
            "features": np.full((2, 1), blank, np.int64),
        }
        for s in load(scenes, lower(encoder), 32)
        for chunk in s["hidden"]
    ]


if __name__ == "__main__":
    main()
