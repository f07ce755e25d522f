"""Readings with the language layer filled, kept on disk between experiments.

    from bench.parsed import parsed            # in a script run from the repository's root
    readings = parsed(Path("reports.jsonl"))   # input lines of `sayso read`; or a list of Report values

The cache stands under .cache/parsed, keyed by the text and by the code of the language layer.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.language.stage import LanguageStage
from sayso.model import Analysis, Reading, Report

ROOT = Path(__file__).parents[1]
CACHE = ROOT / ".cache" / "parsed"


def parsed(reports: Path | Iterable[Report]) -> Iterator[Reading]:
    """The reports as readings whose `analysis` is filled, in order."""
    stage, code = LanguageStage(), _code_digest()
    CACHE.mkdir(parents=True, exist_ok=True)
    for report in _reports(reports) if isinstance(reports, Path) else reports:
        path = CACHE / hashlib.sha256(f"{code}\0{report.text}".encode()).hexdigest()
        if path.exists():
            analysis: Analysis = pickle.loads(path.read_bytes())
        else:
            analysis = stage([Reading(report=report)])[0].analysis
            path.write_bytes(pickle.dumps(analysis, protocol=5))
        yield Reading(report=report, analysis=analysis)


def _reports(path: Path) -> Iterator[Report]:
    known = Report.__struct_fields__
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        data = msgspec.json.decode(line)
        yield msgspec.convert({key: data[key] for key in known if key in data}, Report)


def _code_digest() -> str:
    files = sorted((ROOT / "src/sayso/language").glob("*.py"))
    kept = [f for f in files if f.name in ("blocks.py", "casing.py", "parser.py", "universal.py", "stage.py")]
    return hashlib.sha256(b"".join(f.read_bytes() for f in kept)).hexdigest()
