"""Score an encoder on the development parts: a checkpoint in PyTorch, or the exported graph.

    python -m training.score_encoder --shared SHARED (--checkpoint X.safetensors | --folder models/encoder) [--out scores.json]

`SHARED` is the folder with `data/` and `bench/`. Claims are scored by `bench/attribution.py`; certainty by mean
absolute error and correlation over every target; event types by accuracy of the best type over whole sentences; roles by F1
over words, in paragraphs with a filler and in all; names by F1 of exact spans against those of spaCy.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from sayso.claims.encoder import drafts
from sayso.language.encoder import Encoded, Heads, Run, encoded, graph
from sayso.language.tagging import Chain
from sayso.language.tasks import CLAIM_TAGS, WIDTHS
from sayso.language.wordpieces import words_of
from sayso.model import Span
from training.encoder_data import ROLE_SLOTS, pieces, role_texts, rows, type_names

PARTS = ("source", "cue", "content")


class Scored:
    """An encoder from whichever file, and the texts it read."""

    def __init__(self, tokenizer: Tokenizer, run: Run, heads: Heads) -> None:
        self.tokenizer, self.run, self.heads = tokenizer, run, heads

    def read(self, words: str) -> Encoded:
        return encoded(words_of(self.tokenizer, words), self.run, self.heads)


def from_folder(folder: Path) -> Scored:
    """The exported encoder."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Scored(tokenizer, graph(folder / "encoder.onnx"), Heads.load(folder / "heads.json"))


def from_checkpoint(path: Path) -> Scored:
    """A checkpoint of `train_encoder.py`, run in PyTorch on one thread."""
    import torch
    from safetensors.torch import load_file

    from training.encoder_model import Encoder
    from training.train_encoder import BASE, tokenizer

    torch.set_num_threads(1)
    model = Encoder(BASE)
    model.load_state_dict(load_file(path))
    model.eval()

    def run(ids: list[int], cases: list[int], positions: list[int]) -> Any:
        with torch.inference_mode():
            fed = torch.tensor([ids])
            out = model(fed, torch.tensor([cases]), torch.ones_like(fed))
            return torch.cat([out[name][0, positions] for name in WIDTHS], 1).numpy()

    chain = Chain(*(getattr(model, name).detach().numpy() for name in ("steps", "first", "last")))
    return Scored(tokenizer(), run, Heads(chain.lawful(CLAIM_TAGS), model.distance.detach().numpy()))


def module(path: Path) -> ModuleType:
    """A scorer of the shared folder."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def claim_reading(report: dict[str, Any], found: Encoded) -> dict[str, Any]:
    """What `bench/attribution.py` reads."""
    claims = [
        {"id": f"c{n}", "source": {"spans": draft.source}, "cue": draft.cue, "content": draft.content}
        for n, draft in enumerate(drafts(found))
    ]
    return {"report": {"id": report["id"]}, "claims": claims}


def score_claims(shared: Path, scored: Scored) -> dict[str, float]:
    scorer = module(shared / "bench" / "attribution.py")
    reports = list(rows(shared / "data/polnear/dev.jsonl"))
    figures = scorer.score(reports, {r["id"]: claim_reading(r, scored.read(r["text"])) for r in reports})
    exact = {part: figures[part]["exact"]["f1"] for part in PARTS}
    overlap = {f"{part}_overlap": figures[part]["overlap"]["f1"] for part in PARTS}
    return exact | overlap | {"whole": figures["whole"]["f1"]}


def score_certainty(shared: Path, scored: Scored) -> dict[str, float]:
    pairs: dict[str, list[tuple[float, float]]] = {}
    triggers: Counter[str] = Counter()
    for report in rows(shared / "data/certainty/dev.jsonl"):
        found = scored.read(report["text"])
        targets = [Span(*target["span"]) for target in report["targets"]]
        for span, target in zip(targets, report["targets"], strict=True):
            value = found.certainty(span, report["set"])
            pairs.setdefault(report["set"], []).append((target["value"], 3.0 if value is None else value))
        if report["set"] == "uw":
            gold = {found.words_in(span).start for span in targets}
            read = set(np.flatnonzero(found.scores["triggers"][:, 0] > 0).tolist())
            triggers += Counter(right=len(gold & read), read=len(read), gold=len(gold))
    figures = {"triggers": f1(triggers)}
    for name, values in pairs.items():
        gold, read = np.array(values).T
        figures |= {f"{name}_mae": float(abs(gold - read).mean()), f"{name}_r": float(np.corrcoef(gold, read)[0, 1])}
    return figures


def f1(counts: Counter[str]) -> float:
    total = counts["read"] + counts["gold"]
    return 2 * counts["right"] / total if total else 0.0


def score_types(shared: Path, scored: Scored) -> dict[str, float]:
    right = total = 0
    pairs: Counter[str] = Counter()
    for row in rows(shared / "data/coding/dev.jsonl"):
        found = scored.read(row["text"])
        shares = found.types(Span(0, len(row["text"])))
        best = max(shares, key=lambda name: shares[name])
        right += any(best in type_names(item["label"]) for item in row["gold"])
        total += 1
        marked = [(part, span) for item in row["gold"] for part in ("source", "target") for span in item[part]]
        gold = {(part, *found.words_in(Span(*span))) for part, span in marked}
        read = {(piece.label, *range(piece.first, piece.last + 1)) for piece in found.pairs}
        pairs += Counter(right=len(gold & read), read=len(read), gold=len(gold))
    return {"types": right / total, "pairs": f1(pairs)}


def score_roles(shared: Path, scored: Scored) -> dict[str, float]:
    """Role by role over words; a filler of the key counts wherever its words stand."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*ROLE_SLOTS.values(), "full")}
    for row in rows(shared / "data/incidents/dev.jsonl"):
        for paragraph, text in zip(re.split(r"\n\s*\n", row["text"]), role_texts(row, scored.tokenizer), strict=True):
            found = scored.read(paragraph)
            gold = _words(text.tags["roles"])
            read = {(p.label, w) for p in found.roles for w in range(p.first, p.last + 1)}
            for role in ROLE_SLOTS.values():
                g, r = ({pair for pair in side if pair[0] == role} for side in (gold, read))
                counts[role] += Counter(right=len(g & r), read=len(r), gold=len(g))
            if gold:
                counts["full"] += Counter(right=len(gold & read), read=len(read), gold=len(gold))
    every = sum((counts[role] for role in ROLE_SLOTS.values()), Counter())
    return {f"role_{name.lower()}": f1(c) for name, c in counts.items()} | {"roles": f1(every)}


def _words(tags: Sequence[np.ndarray]) -> set[tuple[str, int]]:
    from sayso.language.tasks import ROLE_TAGS

    row = np.concatenate(list(tags)) if tags else np.zeros(0, int)
    return {(ROLE_TAGS[tag][2:], int(word)) for word, tag in enumerate(row) if tag}


def score_names(names: Path | None, shared: Path, scored: Scored) -> dict[str, float]:
    """Against spaCy's names on PolNeAR dev, where they were marked with `encoder_names.py --split dev`."""
    if names is None:
        return {}
    from training.encoder_data import NAME_KINDS

    texts = {f"polnear/{row['id']}": row["text"] for row in rows(shared / "data/polnear/dev.jsonl")}
    counts: Counter[str] = Counter()
    for row in rows(names):
        if row["key"] in texts:
            found = scored.read(texts[row["key"]])
            report = words_of(scored.tokenizer, texts[row["key"]])
            gold = {(NAME_KINDS[label], *piece) for s, e, label in row["names"] for piece in pieces(report, [(s, e)])}
            read = {(p.label, *piece) for p in found.names for piece in pieces(report, [found.span_of(p)])}
            counts += Counter(right=len(gold & read), read=len(read), gold=len(gold))
    return {"names": f1(counts)}


def scores(shared: Path, scored: Scored, names: Path | None = None) -> Iterator[tuple[str, float]]:
    """Every figure by name."""
    yield from score_claims(shared, scored).items()
    yield from score_certainty(shared, scored).items()
    yield from score_types(shared, scored).items()
    yield from score_roles(shared, scored).items()
    yield from score_names(names, shared, scored).items()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--names", type=Path, help="spaCy's names of PolNeAR dev")
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--checkpoint", type=Path)
    which.add_argument("--folder", type=Path)
    parser.add_argument("--claims-only", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    scored = from_checkpoint(args.checkpoint) if args.checkpoint else from_folder(args.folder)
    figures = score_claims(args.shared, scored) if args.claims_only else dict(scores(args.shared, scored, args.names))
    printed = json.dumps({name: round(value, 4) for name, value in figures.items()}, indent=1)
    if args.out:
        args.out.write_text(printed + "\n", encoding="utf-8")
    sys.stdout.write(printed + "\n")


if __name__ == "__main__":
    main()
