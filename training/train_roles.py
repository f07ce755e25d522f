"""Train the scorer of parts in a harm (`sayso.events.bridging`) on the keys of MUC-3's development part.

    python -m training.train_roles --data ../shared/data --out models/roles

Each example is a happening that the rules found and someone named near it; it plays a part where a template of the key, of a
type that the happening may be, names it: same head word, and the words of one among those of the other. Logistic regression
for each part, L2, by AdaGrad over the whole set; how many of the fillers that it adds are right is shown for two
halves, each judged by weights of the other. Deterministic; minutes on one core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sayso.events.bridging import PARTS, Bridging, Someone, fits
from sayso.events.detect import detect
from sayso.events.lexicon import Lexicon
from sayso.events.mention import Mention
from sayso.events.stage import Account
from sayso.events.words import load
from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.reader import Settings, pipeline

SLOTS = {
    "individual": "perp_individual",
    "organization": "perp_organization",
    "victim": "hum_target",
    "target": "phys_target",
    "instrument": "instrument",
}
SEEN = 4
"""How often a feature must stand in the examples to be kept."""
ROUNDS, RATE, L2 = 150, 0.15, 2e-5
BOUNDARY = re.compile(
    r",|\[|\(|\b(?:of|in|from|who|whom|which|that|with|at|on|to|for|near|by|belonging|where)\b", re.IGNORECASE
)


class Example(msgspec.Struct, frozen=True):
    """One named near a happening: features, which parts it may and does play, and by which the rules already have it."""

    document: int
    entity: str
    features: tuple[str, ...]
    may: tuple[bool, ...]
    plays: tuple[bool, ...]
    given: tuple[bool, ...]


# ---------------------------------------------------------------- the keys
def plain(words: str) -> list[str]:
    """Lower-case words without marks and articles."""
    return [w for w in re.findall(r"[^\W_]+", words.lower()) if w not in ("a", "an", "the")]


def head(words: str) -> str:
    """The last word before the first preposition, relative pronoun, comma or bracket."""
    return (plain(BOUNDARY.split(words)[0]) or plain(words) or [""])[-1]


def alike(one: str, other: str) -> bool:
    """Whether two phrases may name one thing."""
    a, b = set(plain(one)), set(plain(other))
    return bool(a and b) and head(one) == head(other) and (a <= b or b <= a)


def fillers(document: dict[str, Any], part: str, *, kidnapping: bool) -> list[list[str]]:
    """The strings of each filler of a part over the templates that a happening may be."""
    found = []
    for template in document["templates"]:
        if kidnapping == ("KIDNAPPING" in template["type"]):
            found += [[*e["strings"], *e.get("description", [])] for e in template[SLOTS[part]]]
    return found


# ---------------------------------------------------------------- examples
def examples(number: int, reading: Reading, document: dict[str, Any], lexicon: Lexicon) -> Iterator[Example]:
    """The examples of one report."""
    account = Account.of(reading, detect(reading, lexicon), load())
    mentions = [m for members in account.groups for m in members]
    bridging = Bridging(mentions, account.joining.links, account.joining.syntax, lexicon)
    for members in account.groups:
        if members[0].candidate.type != "ASSAULT":
            continue
        kidnapping = any("abduct" in (m.candidate.mode, *m.candidate.modes) for m in members)
        keys = {part: fillers(document, part, kidnapping=kidnapping) for part in PARTS}
        for token, someone in bridging.around(members):
            yield example(number, bridging, members, token, someone, keys)


def example(
    number: int,
    bridging: Bridging,
    members: Sequence[Mention],
    token: int,
    someone: Someone,
    keys: dict[str, list[list[str]]],
) -> Example:
    """One example."""
    report = bridging.links.reading.text
    names = [someone.actor.name] if someone.actor else [bridging.syntax.phrase(token).of(report)]
    plays = tuple(any(alike(n, s) for n in names for strings in keys[part] for s in strings) for part in PARTS)
    given = bridging.given(members, someone)
    return Example(
        document=number,
        entity=" ".join(plain(names[0])),
        features=tuple(bridging.features(members, token, someone)),
        may=tuple(fits(part, someone) for part in PARTS),
        plays=plays,
        given=tuple(part in given for part in PARTS),
    )


# ---------------------------------------------------------------- logistic regression
class Matrix:
    """Examples as lists of feature numbers."""

    def __init__(self, found: Sequence[Example], numbers: dict[str, int]) -> None:
        pairs = [(row, numbers[f]) for row, e in enumerate(found) for f in set(e.features) if f in numbers]
        self.rows = np.array([r for r, _ in pairs], np.int64)
        self.columns = np.array([c for _, c in pairs], np.int64)
        self.size, self.width = len(found), len(numbers)

    def times(self, weights: np.ndarray) -> np.ndarray:
        return np.bincount(self.rows, weights=weights[self.columns], minlength=self.size)

    def back(self, errors: np.ndarray) -> np.ndarray:
        return np.bincount(self.columns, weights=errors[self.rows], minlength=self.width)


def fit(matrix: Matrix, plays: np.ndarray, may: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights and bias of one part."""
    weights, bias = np.zeros(matrix.width), 0.0
    squares, square = np.full(matrix.width, 1e-8), 1e-8
    total = max(may.sum(), 1)
    for _ in range(ROUNDS):
        errors = (1 / (1 + np.exp(-(matrix.times(weights) + bias))) - plays) * may / total
        slope = matrix.back(errors) + L2 * weights
        squares += slope**2
        square += errors.sum() ** 2
        weights -= RATE * slope / np.sqrt(squares)
        bias -= RATE * errors.sum() / np.sqrt(square)
    return weights, bias


def trained(found: Sequence[Example]) -> tuple[dict[str, int], np.ndarray, np.ndarray]:
    """Feature numbers, weights [parts, features], biases."""
    counts = Counter(f for e in found for f in set(e.features))
    numbers = {f: n for n, f in enumerate(sorted(f for f, c in counts.items() if c >= SEEN))}
    matrix = Matrix(found, numbers)
    fits_ = [
        fit(matrix, np.array([e.plays[p] for e in found], float), np.array([e.may[p] for e in found], float))
        for p in range(len(PARTS))
    ]
    return numbers, np.array([w for w, _ in fits_]), np.array([b for _, b in fits_])


def judged(found: Sequence[Example], model: tuple[dict[str, int], np.ndarray, np.ndarray]) -> np.ndarray:
    """Probabilities [examples, parts]; zero where a part is impossible."""
    numbers, weights, bias = model
    matrix = Matrix(found, numbers)
    logits = np.stack([matrix.times(w) + b for w, b in zip(weights, bias, strict=True)], axis=1)
    shares: np.ndarray = (1 / (1 + np.exp(-logits))) * np.array([e.may for e in found], float)
    return shares


# ---------------------------------------------------------------- thresholds
ADD = {"individual": 0.35, "organization": 0.3, "victim": 0.45, "target": 0.3, "instrument": 0.5}
"""From which probability on a filler is added: about where F1 over reports stops rising while two in five are right."""
GRID = (0.2, 0.3, 0.4, 0.5, 0.6)


def show(found: Sequence[Example], shares: np.ndarray, wanted: Sequence[int]) -> None:
    """What adding from some probabilities on does to each part, over the entities of each report."""
    for part, name in enumerate(PARTS):
        base = entities(found, [e.given[part] for e in found], part)
        rows = []
        for least in GRID:
            new = [s >= least and not any(e.given) for e, s in zip(found, shares[:, part], strict=True)]
            added = {k: right for k, right in entities(found, new, part).items() if k not in base}
            right = sum(base.values()) + sum(added.values())
            f1 = 200 * right / (len(base) + len(added) + wanted[part])
            rows.append(f"{least}: {sum(added.values())}/{len(added)} right, F1 {f1:.1f}")
        print(f"{name:<13} F1 {200 * sum(base.values()) / (len(base) + wanted[part]):.1f} by rules; {'; '.join(rows)}")


def entities(found: Sequence[Example], taken: Sequence[bool], part: int) -> dict[tuple[int, str], bool]:
    """Those of each report whose examples are taken, and whether the key has them in the part."""
    said: dict[tuple[int, str], bool] = {}
    for e, take in zip(found, taken, strict=True):
        if take:
            key = (e.document, e.entity)
            said[key] = said.get(key, False) or e.plays[part]
    return said


# ---------------------------------------------------------------- files
def documents(data: Path) -> list[dict[str, Any]]:
    """The training reports of MUC with their keys."""
    with gzip.open(data / "incidents" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(found: Iterable[dict[str, Any]]) -> Iterator[Reading]:
    """The reports, read up to claims."""
    reports = (Report(id=d["id"], text=d["text"], published=d.get("published")) for d in found)
    for outcome in pipeline(Settings(), until="claims").read(reports):
        if isinstance(outcome, Failure):
            raise SystemExit(f"not read: {outcome.error}")
        yield outcome


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    keys = documents(options.data)
    train(keys, read(keys), options.out)
    return 0


def train(keys: Sequence[dict[str, Any]], readings: Iterable[Reading], out: Path) -> None:
    """Examples, halves, thresholds, weights."""
    lexicon = Lexicon.load()
    found = [e for n, (r, d) in enumerate(zip(readings, keys, strict=True)) for e in examples(n, r, d, lexicon)]
    print(f"{len(found)} examples; playing a part: {[sum(e.plays[p] for e in found) for p in range(len(PARTS))]}")
    wanted = [sum(len(t[SLOTS[part]]) for d in keys for t in d["templates"]) for part in PARTS]
    halves = [[e for e in found if e.document % 2 == h] for h in (0, 1)]
    shares = [judged(halves[h], trained(halves[1 - h])) for h in (0, 1)]
    show([*halves[0], *halves[1]], np.concatenate(shares), wanted)
    write(trained(found), out)


def write(model: tuple[dict[str, int], np.ndarray, np.ndarray], out: Path) -> None:
    """The file of weights; features that hardly matter are left out."""
    numbers, weights, bias = model
    kept = {
        f: [round(float(w), 2) for w in weights[:, n]] for f, n in numbers.items() if np.abs(weights[:, n]).max() > 0.1
    }
    out.mkdir(parents=True, exist_ok=True)
    least = [ADD[part] for part in PARTS]
    content = {"parts": PARTS, "bias": [round(float(b), 3) for b in bias], "add": least, "features": kept}
    (out / "weights.json").write_text(
        json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    print(f"{len(kept)} features")


if __name__ == "__main__":
    sys.exit(main())
