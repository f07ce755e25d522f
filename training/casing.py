"""Count which words news text mostly capitalises inside sentences: src/sayso/language/names.txt.

    python training/casing.py DATA_FOLDER

Reads the training parts of the corpora in DATA_FOLDER (PolNeAR, TBAQ, LGL, the written stories). A word is kept when it is
capitalised in at least 80 % of its stands inside a sentence and has at least 4 of them.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

TRAINING = (
    "polnear/train.jsonl.gz", "tbaq/train.jsonl", "lgl-trnews/train.jsonl", "plover-synthetic/train.jsonl.gz",
    "certainty/train.jsonl.gz",
)  # fmt: skip
INSIDE = re.compile(r"(?<=[a-z,] )([A-Z]?[a-z]+)(?=[ ,.'’])")
LEAST, SHARE = 4, 0.8
HEADER = """# Words, one a line, in lower case, that news text mostly capitalises inside sentences: names, months, peoples.
# Counted by training/casing.py (at least 4 stands, 80 % of them capitalised). Used to write all-upper-case copy as running text.
"""


def texts(folder: Path) -> Iterator[str]:
    """The texts of the training parts."""
    for name in TRAINING:
        path = folder / name
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in data.splitlines():
            yield json.loads(line)["text"]


def main(folder: Path, target: Path) -> None:
    """Write the list."""
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in texts(folder):
        for word in INSIDE.findall(text):
            total[word.lower()] += 1
            capital[word.lower()] += word[0].isupper()
    kept = sorted(word for word, n in total.items() if n >= LEAST and len(word) > 1 and capital[word] >= SHARE * n)
    target.write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} words -> {target}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parents[1] / "src/sayso/language/names.txt")
