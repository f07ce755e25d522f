"""Count how rare words are in news: src/sayso/ledger/rarity.bin.

    python training/rarity.py DATA_FOLDER

Reads the training parts of six corpora in DATA_FOLDER. One byte for each bucket that a word's stem falls into: 25 times the
natural logarithm of (texts + 1) / (texts that hold a stem of the bucket + 0.3), at most 255.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.ledger import words

TRAINING = (
    "ecbplus/train.jsonl",
    "incidents/train.jsonl.gz",
    "lgl-trnews/train.jsonl",
    "polnear/train.jsonl.gz",
    "re3d/train.jsonl.gz",
    "tbaq/train.jsonl",
)


def texts(folder: Path) -> Iterator[str]:
    """The texts of the training parts."""
    for name in TRAINING:
        data = (folder / name).read_bytes()
        for line in (gzip.decompress(data) if name.endswith(".gz") else data).splitlines():
            yield json.loads(line)["text"]


def main(folder: Path, target: Path) -> None:
    """Write the table."""
    holding: Counter[int] = Counter()
    total = 0
    for text in texts(folder):
        total += 1
        holding.update({words.bucket(stem) for stem in words.stems(text)})
    rarity = (25 * math.log((total + 1) / (holding[bucket] + 0.3)) for bucket in range(words.BUCKETS))
    target.write_bytes(bytes(min(255, round(value)) for value in rarity))
    print(f"{total} texts -> {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "src/sayso/ledger/rarity.bin")
