"""Export a checkpoint of the shared encoder as one small ONNX graph for one window at a time.

    python -m training.export_encoder --checkpoint X.safetensors --data DATA --out models/encoder [--float]

Inputs `ids` and `cases` [1, pieces] and `positions` [words]; outputs `words` [words, sum of WIDTHS] and `lower`
[1, pieces, size]. There is no mask, as a
window is never padded. Word embeddings are kept in 8 bits with a scale a row; matrices of the trunk in 8 bits with a scale a
column, activations quantised as they come; the heads stay in float. Weights are unsigned bytes: signed ones overflow in
the 16-bit sums of processors without VNNI, and then the result depends on the machine. As all activations of a window share
one scale, what a few loud channels carry is first shifted into the weights (SmoothQuant, Xiao et al. 2023), after a look at
some training articles.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from safetensors.torch import load_file
from torch import Tensor, nn

from sayso.language.tasks import CLAIM_TAGS, WIDTHS
from sayso.language.wordpieces import sequence, windows, words_of
from training.encoder_data import SOURCES, rows
from training.encoder_model import Encoder
from training.train_encoder import BASE, tokenizer


class RowQuantized(nn.Module):  # type: ignore[misc]
    """An embedding in 8 bits with a scale a row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("codes", (weight / scale).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        return self.codes[ids].float() * self.scale[ids]


class Window(nn.Module):  # type: ignore[misc]
    """The encoder for one window without padding; all heads side by side."""

    def __init__(self, model: Encoder, small: bool) -> None:
        super().__init__()
        self.model = model
        embeddings = model.trunk.embeddings
        self.words = RowQuantized(embeddings.word_embeddings.weight.data) if small else embeddings.word_embeddings

    def forward(self, ids: Tensor, cases: Tensor, positions: Tensor) -> Tensor:
        trunk, embeddings = self.model.trunk, self.model.trunk.embeddings
        places = torch.arange(ids.shape[1])
        hidden = (
            self.words(ids) + embeddings.token_type_embeddings(cases) + embeddings.position_embeddings(places)[None]
        )
        hidden = embeddings.LayerNorm(hidden)
        for layer in trunk.encoder.layer:
            hidden = plain_layer(layer, hidden)
        chosen = hidden[0][positions]
        heads = self.model.heads
        certain = nn.functional.gelu(self.model.certainty_hidden(chosen))
        return torch.cat([heads[name](certain if name == "certainty" else chosen) for name in WIDTHS], 1)


def plain_layer(layer: nn.Module, hidden: Tensor) -> Tensor:
    """One layer of BERT written out, in the shape that onnxruntime's fusions know."""
    attention = layer.attention.self
    heads, size = 12, hidden.shape[-1] // 12

    def split(value: Tensor) -> Tensor:
        return value.view(1, -1, heads, size).transpose(1, 2)

    query, key, value = (split(part(hidden)) for part in (attention.query, attention.key, attention.value))
    weights = torch.softmax(query @ key.transpose(-1, -2) / size**0.5, -1)
    mixed = (weights @ value).transpose(1, 2).reshape(1, -1, heads * size)
    out = layer.attention.output
    hidden = out.LayerNorm(out.dense(mixed) + hidden)
    wide = nn.functional.gelu(layer.intermediate.dense(hidden))
    return layer.output.LayerNorm(layer.output.dense(wide) + hidden)


def export(model: Encoder, path: Path, small: bool) -> None:
    """Writes the float graph, with or without 8-bit embeddings."""
    window = Window(model, small).eval()
    example = (torch.randint(1000, 2000, (1, 24)), torch.zeros(1, 24, dtype=torch.long), torch.arange(1, 20))
    torch.onnx.export(
        window, example, str(path), input_names=["ids", "cases", "positions"], output_names=["words"], dynamo=False,
        dynamic_axes={"ids": {1: "pieces"}, "cases": {1: "pieces"}, "positions": {0: "words"}, "words": {0: "words"}},
        opset_version=17,
    )  # fmt: skip


def fused(source: Path, target: Path) -> None:
    """BERT's attention, GELU and layer norms as single operations."""
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    made = optimizer.optimize_model(str(source), "bert", num_heads=12, hidden_size=384, optimization_options=options)
    print(made.get_fused_operator_statistics())
    made.save_model_to_file(str(target))


def products(graph: onnx.GraphProto) -> list[onnx.NodeProto]:
    """The matrix products and attentions of the trunk; the heads are `Gemm`."""
    return [node for node in graph.node if node.op_type in ("MatMul", "Attention")]


def loudness(path: Path, windows: Sequence[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The largest absolute value of each channel of what goes into each product, over some windows."""
    model = onnx.load(str(path))
    names = sorted({node.input[0] for node in products(model.graph)})
    model.graph.output.extend(onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, np.ndarray] = {}
    for fed in windows:
        for name, value in zip(names, session.run(names, fed), strict=True):
            top = np.abs(value).max(axis=(0, 1))
            found[name] = np.maximum(found[name], top) if name in found else top
    return found


def smooth(path: Path, loud: dict[str, np.ndarray], share: float) -> None:
    """Divides loud channels before each product and multiplies the weights' rows instead."""
    model = onnx.load(str(path))
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    made = []
    for number, node in enumerate(products(model.graph)):
        tensor = weights[node.input[1]]
        matrix = onnx.numpy_helper.to_array(tensor)
        scale = np.maximum(loud[node.input[0]], 1e-5) ** share
        scale = (scale / np.exp(np.log(scale).mean())).astype(np.float32)
        tensor.CopyFrom(onnx.numpy_helper.from_array(matrix * scale[:, None], tensor.name))
        model.graph.initializer.append(onnx.numpy_helper.from_array(1 / scale, f"calm_{number}"))
        made.append(
            (
                node,
                onnx.helper.make_node("Mul", [node.input[0], f"calm_{number}"], [f"calmed_{number}"], f"calm_{number}"),
            )
        )
        node.input[0] = f"calmed_{number}"
    for node, before in made:
        model.graph.node.insert(list(model.graph.node).index(node), before)
    onnx.save(model, str(path))


def examples(data: Path, articles: int = 24) -> list[dict[str, np.ndarray]]:
    """Windows of training articles."""
    made = []
    split = tokenizer()
    for row in islice(rows(data / SOURCES["claims"]), articles):
        report = words_of(split, row["text"])
        for window in windows(report):
            ids, cases, positions = sequence(report, window)
            fed = {"ids": [ids], "cases": [cases], "positions": positions}
            made.append({name: np.array(value, np.int64) for name, value in fed.items()})
    return made


def quantize(source: Path, target: Path, kind: str, floats: tuple[str, ...]) -> None:
    """8-bit matrices with a scale a column."""
    quantize_dynamic(
        source, target, per_channel=True, reduce_range=kind == "s7",
        weight_type=QuantType.QUInt8 if kind == "u8" else QuantType.QInt8,
        nodes_to_quantize=[n.name for n in products(onnx.load(str(source)).graph) if n.name not in floats],
        op_types_to_quantize=["MatMul", "Attention"],
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


LOWER = 4
"""Behind how many layers of the trunk a second output is taken, for heads with upper layers of their own."""


def expose(path: Path) -> None:
    """Gives a graph the output `lower`, what the lower layers say of each piece."""
    model = onnx.load(str(path))
    norms = [node.output[0] for node in model.graph.node if node.op_type == "SkipLayerNormalization"]
    model.graph.node.append(onnx.helper.make_node("Identity", [norms[2 * LOWER]], ["lower"], "lower"))
    model.graph.output.append(onnx.helper.make_tensor_value_info("lower", onnx.TensorProto.FLOAT, None))
    onnx.save(model, str(path))


def save_heads(model: Encoder, path: Path) -> None:
    """What decoding needs beside the graph."""
    kept = {name: getattr(model, name).tolist() for name in ("steps", "first", "last", "distance")}
    path.write_text(json.dumps({"widths": WIDTHS, "claim_tags": CLAIM_TAGS, **kept}) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave every weight in float, for comparison")
    parser.add_argument("--kind", choices=("u8", "s8", "s7"), default="u8", help="how bytes stand for weights")
    parser.add_argument("--data", type=Path, help="the folder of the training data, to calibrate")
    parser.add_argument("--smooth", type=float, default=0.5, help="how much of the loudness goes into the weights")
    parser.add_argument("--keep", nargs="*", default=(), help="parts of names of nodes left in float")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    model = Encoder(BASE)
    model.load_state_dict(load_file(args.checkpoint))
    model.eval()
    with tempfile.TemporaryDirectory() as folder:
        plain, whole = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        export(model, plain, small=not args.float)
        fused(plain, whole)
        if args.float:
            shutil.copy(whole, args.out / "encoder.onnx")
        else:
            smooth(whole, loudness(whole, examples(args.data)), args.smooth)
            quantize(whole, args.out / "encoder.onnx", args.kind, tuple(args.keep))
            expose(args.out / "encoder.onnx")
    save_heads(model, args.out / "heads.json")
    save_tokenizer(args.out / "tokenizer.json")


def save_tokenizer(path: Path) -> None:
    """The tokenizer without cutting and padding, on one line."""
    tokenizer().save(str(path), pretty=False)


if __name__ == "__main__":
    main()
