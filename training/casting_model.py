"""The casting head in PyTorch: the upper layers of the shared encoder, learning on from what its lower layers tell.

The upper layers begin as those of the shipped graph: its 8-bit weights as numbers again, what calibration had shifted between
channels shifted back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional

LOWER = 4
"""How many layers of the shared encoder are taken as they are."""
UPPER = 2
SIZE, INNER, HEADS = 384, 1536, 12
KNOWN = 64
"""How many values the features of a row become beside the transformer's."""
PARTS = 6
"""Five parts, and for a word that names a harm how concrete it is."""


class Layer(nn.Module):  # type: ignore[misc]
    """One layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.wide, self.narrow = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.first, self.second = nn.LayerNorm(SIZE, 1e-12), nn.LayerNorm(SIZE, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = hidden.shape
        parts = self.qkv(hidden).view(batch, length, 3, HEADS, SIZE // HEADS)
        query, key, value = (parts[:, :, n].transpose(1, 2) for n in range(3))
        mixed = functional.scaled_dot_product_attention(query, key, value, mask)
        mixed = mixed.transpose(1, 2).reshape(batch, length, SIZE)
        hidden = self.first(hidden + self.drop(self.out(mixed)))
        return self.second(hidden + self.drop(self.narrow(functional.gelu(self.wide(hidden)))))


class Casting(nn.Module):  # type: ignore[misc]
    """Hidden values of pieces, and rows (a piece each) with their features, to a value for each row and part."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(UPPER))
        self.known = nn.EmbeddingBag(features + 1, KNOWN, mode="sum", padding_idx=features)
        self.plain = nn.EmbeddingBag(features + 1, PARTS, mode="sum", padding_idx=features)
        self.inner = nn.Linear(SIZE + KNOWN, 192)
        self.last = nn.Linear(192, PARTS)
        self.drop = nn.Dropout(0.2)
        nn.init.normal_(self.known.weight, std=0.02)
        nn.init.zeros_(self.plain.weight)
        nn.init.constant_(self.last.bias, -3.0)

    def forward(self, hidden: Tensor, mask: Tensor, places: Tensor, features: Tensor) -> Tensor:
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :])
        chosen = hidden.reshape(-1, SIZE)[places]
        own = self.known(features)
        inner = functional.gelu(self.inner(self.drop(torch.cat([chosen, own], 1))))
        made: Tensor = self.last(self.drop(inner)) + self.plain(features)
        return made

    def begin(self, graph: Path) -> None:
        """The upper layers as the shipped encoder has them."""
        kept = shipped(graph)
        for number, layer in enumerate(self.layers):
            for name, value in kept[LOWER + number].items():
                layer.get_parameter(name).data = torch.tensor(value)


def shipped(path: Path) -> list[dict[str, np.ndarray]]:
    """The layers of an 8-bit graph in float, by the names of `Layer`."""
    model = onnx.load(str(path))
    values = {t.name: onnx.numpy_helper.to_array(t) for t in model.graph.initializer}
    matrices = list(_matrices(model.graph, values))
    made = []
    for number in range(len(matrices) // 4):
        qkv, out, wide, narrow = matrices[4 * number : 4 * number + 4]
        at = f"model.trunk.encoder.layer.{number}"
        made.append({
            "qkv.weight": qkv.T, "qkv.bias": values[f"Attention_{number}_qkv_bias"],
            "out.weight": out.T, "out.bias": values[f"{at}.attention.output.dense.bias"],
            "wide.weight": wide.T, "wide.bias": values[f"{at}.intermediate.dense.bias"],
            "narrow.weight": narrow.T, "narrow.bias": values[f"{at}.output.dense.bias"],
            "first.weight": values[f"{at}.attention.output.LayerNorm.weight"],
            "first.bias": values[f"{at}.attention.output.LayerNorm.bias"],
            "second.weight": values[f"{at}.output.LayerNorm.weight"],
            "second.bias": values[f"{at}.output.LayerNorm.bias"],
        })  # fmt: skip
    return [{name: np.ascontiguousarray(v, np.float32) for name, v in layer.items()} for layer in made]


def _matrices(graph: onnx.GraphProto, values: dict[str, np.ndarray]) -> Iterator[np.ndarray]:
    """The matrices of the trunk in their order, without the scales of 8 bits and of calibration."""
    for node in graph.node:
        if node.op_type in ("QAttention", "MatMulInteger"):
            attention = node.op_type == "QAttention"
            codes = values[node.input[1]].astype(np.float32)
            stem = node.input[1].removesuffix("_quantized")
            zero, scale = values[f"{stem}_zero_point"].astype(np.float32), values[f"{stem}_scale"]
            calm = node.input[0].removesuffix("_quantized").replace("calmed", "calm")
            yield (codes - zero) * scale * values[calm][:, None]
            assert attention or node.input[0].startswith("calmed")
