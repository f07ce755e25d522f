"""Scores of single reports, so that a change of a figure can be traced to the reports that changed: bench/cases/*.tsv.

    python -m bench.cases         from the readings that `python -m bench.run` left in .cache/bench

One line a report of the development part, by the functions of the scorers of ../shared/bench themselves; a blank where
a figure is not defined. Reports are named by their id in the data.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.run import OUT, ROOT, SHARED

CASES = ROOT / "bench" / "cases"
Row = dict[str, Any]


def main() -> int:
    """Writes a file for each task whose readings are there; 0, also where there is nothing to do."""
    for name, rows in TABLES.items():
        readings = OUT / f"{name}.readings.jsonl"
        if (SHARED / "bench").is_dir() and readings.exists():
            write(CASES / f"{name}.tsv", list(rows(readings)))
    return 0


def write(path: Path, rows: list[Row]) -> None:
    """One line a report under a line of names; figures with three decimals."""
    path.parent.mkdir(exist_ok=True)
    lines = ["\t".join(rows[0]), *("\t".join(map(shown, row.values())) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}, {len(rows)} reports")


def shown(value: Any) -> str:
    """A figure as it is printed."""
    return "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)


def attribution(readings: Path) -> Iterator[Row]:
    """Claims given and read, and exact F1 of each part and of whole claims."""
    for report, figures in _each("attribution", readings, lambda report: True):
        f1 = {part: figures[part]["exact"]["f1"] for part in ("source", "cue", "content")}
        whole = figures["whole"]
        yield {"report": report["id"], "given": whole["gold"], "read": whole["read"], **f1, "whole": whole["f1"]}


def certainty(readings: Path) -> Iterator[Row]:
    """Targets, those covered, and the mean absolute error and r on these, by anyone's attestation."""
    for report, figures in _each(
        "certainty", readings, lambda report: bool(report["set"] == "uw" and report["targets"])
    ):
        line = figures["sets"]["uw"]["anyone"]
        yield {"report": report["id"], **{name: line[name] for name in ("targets", "covered", "mae", "mae_of_3", "r")}}


def coding(readings: Path) -> Iterator[Row]:
    """For each gold item its label, the one said, and whether both actors are right."""
    scorer, read, given = _readings("coding", readings)
    for report in given:
        rows = scorer.judge([report], read, False)
        for item, row in zip(report["gold"], rows, strict=True):
            yield {
                "item": f"{report['id']}/{item['id']}",
                "gold": row["gold"],
                "said": row["said"],
                "both": row["both"],
            }


def incidents(readings: Path) -> Iterator[Row]:
    """Entities and slots, strictly: right, said, in the key, by report."""
    scorer, read, given = _readings("incidents", readings)
    for report in given:
        said = {report["id"]: scorer.incidents(read[report["id"]]) if report["id"] in read else []}
        entities = scorer.score_entities([report], said, True)["micro"]
        slots = scorer.score_templates([report], said, True)["slots"]
        figures = {f"entities {n}": entities[n] for n in ("said", "gold", "f1")}
        yield {"report": report["id"], **figures, **{f"slots {n}": slots[n] for n in ("said", "gold", "f1")}}


def recall(readings: Path) -> Iterator[Row]:
    """Of each label the sentences that have it, that are said to, and both."""
    scorer, read, given = _readings("recall", readings)
    for report in given:
        said = scorer.said(report, read.get(report["id"]))
        line: Row = {"report": report["id"]}
        for label in scorer.LABELS:
            pairs = [(label in one, label in gold[2]) for one, gold in zip(said, report["sentences"], strict=True)]
            line[f"{label} gold"] = sum(g for _, g in pairs)
            line[f"{label} said"] = sum(s for s, _ in pairs)
            line[f"{label} right"] = sum(s and g for s, g in pairs)
        yield line


def _readings(script: str, path: Path) -> tuple[ModuleType, dict[str, Row], list[Row]]:
    """A scorer that takes reports one by one, the readings by report, and the development part."""
    scorer = _module(SHARED / "bench" / f"{script}.py")
    lines = path.read_text(encoding="utf-8").split("\n")
    read = {reading["report"]["id"]: reading for reading in map(json.loads, filter(None, lines))}
    return scorer, read, scorer.load(SHARED / "data" / script, "dev")


TABLES: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "attribution": attribution,
    "certainty-all": certainty,
    "coding": coding,
    "incidents": incidents,
    "recall": recall,
}


def _each(script: str, path: Path, wanted: Callable[[Row], bool]) -> Iterator[tuple[Row, Row]]:
    """Each report with the scorer's figures for it alone."""
    scorer = _module(SHARED / "bench" / f"{script}.py")
    readings = {reading["report"]["id"]: reading for reading in scorer.load(path)}
    for report in scorer.load(scorer.DATA / "dev.jsonl"):
        if wanted(report):
            yield report, scorer.score([report], readings)


def _module(path: Path) -> ModuleType:
    """A scorer as a module, though it lies in no package."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


if __name__ == "__main__":
    sys.exit(main())
