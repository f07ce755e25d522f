"""Draw which event types and modes are taken for which: docs/pictures/confusion-*.svg.

    python -m bench.confusion       from the readings that `python -m bench.run coding whole-own` left in .cache/bench

Types: the development sentences of PLV, by the answer that the scorer takes. Modes: our own gold reports (bench/gold), by the
event that matches each gold event. Rows are the gold, columns what was said; "-" is nothing said.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from bench.cases import _module
from bench.run import GOLD, OUT, ROOT, SHARED

PICTURES = ROOT / "docs" / "pictures"
CELL, LEFT, TOP, MARGIN = 30, 120, 120, 16
"""Sizes in pixels: of a cell, of the space for names, of the edge."""
NOTHING = "-"
Pairs = Counter[tuple[str, str]]


def main() -> int:
    """Writes the pictures; 0, also where the scorers or readings are missing."""
    if not (SHARED / "bench").is_dir():
        return 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    coded, own = OUT / "coding.readings.jsonl", OUT / "whole-own.readings.jsonl"
    if coded.exists():
        _write("confusion-types.svg", draw(types(coded), "types of PLV's development sentences"))
    if own.exists():
        _write("confusion-modes.svg", draw(modes(own), "modes of our own gold reports"))
    return 0


def _write(name: str, picture: str) -> None:
    (PICTURES / name).write_text(picture, encoding="utf-8")
    print(f"wrote docs/pictures/{name}")


def types(path: Path) -> Pairs:
    """Gold and said label of each item."""
    scorer = _module(SHARED / "bench" / "coding.py")
    rows = scorer.judge(scorer.load(SHARED / "data" / "coding", "dev"), _by_report(path), False)
    return Counter((row["gold"], row["said"] or NOTHING) for row in rows)


def modes(path: Path) -> Pairs:
    """Gold and said mode of each gold event that has one."""
    scorer = _module(SHARED / "bench" / "whole.py")
    read, found = _by_report(path), Counter[tuple[str, str]]()
    for gold, words in scorer.load_gold(GOLD, GOLD):
        reading = scorer.Reading(read.get(gold["doc"], {}), words)
        matched = scorer.match_events(reading, gold["events"])
        for number, event in enumerate(gold["events"]):
            if event["modes"] and not event.get("optional"):
                said = reading.events[matched[number]].get("mode") if number in matched else None
                wanted = said if said in event["modes"] else event["modes"][0]
                found[str(wanted), str(said or NOTHING)] += 1
    return found


def _by_report(path: Path) -> dict[str, dict[str, object]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    return {reading["report"]["id"]: reading for reading in map(json.loads, filter(None, lines))}


# ---------------------------------------------------------------- the picture
def draw(pairs: Pairs, title: str) -> str:
    """A matrix as SVG: a row a gold label, a column a label said, darker for a larger share of the row."""
    rows = sorted({gold for gold, _ in pairs})
    columns = [*rows, *sorted({said for _, said in pairs} - {*rows, NOTHING}), NOTHING]
    width, height = LEFT + CELL * len(columns) + MARGIN, TOP + CELL * len(rows) + MARGIN
    right, total = sum(n for (gold, said), n in pairs.items() if gold == said), sum(pairs.values())
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            'font-family="sans-serif" font-size="10">',
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            f'<text x="{MARGIN}" y="{MARGIN + 4}" font-size="12">{escape(title)}: {right} of {total} right</text>',
            *_names(rows, columns),
            *_cells(pairs, rows, columns),
            "</svg>",
            "",
        ]
    )


def _names(rows: Sequence[str], columns: Sequence[str]) -> Iterable[str]:
    """The labels beside the rows and, turned, above the columns."""
    for number, name in enumerate(rows):
        y = TOP + CELL * number + CELL * 0.6
        yield f'<text x="{LEFT - 6}" y="{y:.0f}" text-anchor="end">{escape(name.lower())}</text>'
    for number, name in enumerate(columns):
        x = LEFT + CELL * number + CELL * 0.6
        yield f'<text transform="translate({x:.0f},{TOP - 6}) rotate(-60)">{escape(name.lower())}</text>'


def _cells(pairs: Pairs, rows: Sequence[str], columns: Sequence[str]) -> Iterable[str]:
    """A square for each pair with its number; the right ones in blue, the others in red."""
    for at, gold in enumerate(rows):
        whole = sum(pairs[gold, said] for said in columns)
        for number, said in enumerate(columns):
            count = pairs[gold, said]
            x, y = LEFT + CELL * number, TOP + CELL * at
            colour, share = ("#1f5fa8" if gold == said else "#b5362b"), count / whole
            yield (
                f'<rect x="{x}" y="{y}" width="{CELL}" height="{CELL}" fill="{colour}" fill-opacity="{share:.2f}" '
                'stroke="#dddddd"/>'
            )
            if count:
                ink = "#ffffff" if share > 0.5 else "#222222"
                yield (
                    f'<text x="{x + CELL // 2}" y="{y + CELL * 0.6:.0f}" text-anchor="middle" fill="{ink}">{count}</text>'
                )


if __name__ == "__main__":
    sys.exit(main())
