"""How fast a ledger is exported, and in how much memory, over made-up reports.

    exports.py                            10,000 events, every format
    exports.py --events 100000            another size
    exports.py --formats acled,xlsx       some formats
    exports.py --keep /tmp/bench.db       keep the ledger there, and take it from there if it exists

Each event is told once, in reports of six (`growth.readings` with one telling each), so that as many events as mentions are
merged and written. Each format runs in a process of its own, with a warm start; printed are the processor's seconds, those
for 100,000 events at the same pace, and the peak of memory. `pace` is how many times slower a plain loop ran just before and
after than on an idle machine of 2024 (3 GHz, Python 3.11): on a machine that others use too, divide by it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.growth import DAILY, DEEDS, PER_REPORT, reading
from sayso.exports.formats import FORMATS
from sayso.exports.selection import Selection
from sayso.ledger import Ledger
from sayso.model import Reading

LIMIT_SECONDS = 20.0
LIMIT_MIB = 500.0
IDLE_LOOP = 0.06
"""Seconds of 1,500,000 additions on an idle machine."""


def readings(events: int) -> Iterator[Reading]:
    """Reports that tell of six events each; no two tell of the same."""
    dice = random.Random(9)
    for count, start in enumerate(range(0, events, PER_REPORT)):
        numbers = range(start, min(events, start + PER_REPORT))
        told = [(number, number // DAILY, dice.randrange(600), dice.randrange(len(DEEDS))) for number in numbers]
        yield reading(f"x{count:06d}", count % 40, told, dice)


def fill(path: Path, events: int) -> None:
    """A merged ledger of about so many events."""
    with Ledger(path) as ledger:
        for made in readings(events):
            ledger.add(made)
        ledger.refresh()


def pace() -> float:
    """How many times slower than on an idle machine a plain loop runs now."""
    started, total = time.process_time(), 0
    for number in range(1_500_000):
        total += number
    return (time.process_time() - started) / IDLE_LOOP


def measure(path: Path, name: str, folder: Path, answer: Any) -> None:
    """Export once, and say what it took."""
    exporter = FORMATS[name].load()  # libraries are loaded before the clock starts
    with Ledger(path) as ledger, (folder / name).open("w+b") as target:
        before = pace()
        started, wall = time.process_time(), time.perf_counter()
        written = exporter(Selection(ledger), target)
        seconds, elapsed = time.process_time() - started, time.perf_counter() - wall
        slower = (before + pace()) / 2
        size = target.tell()
    (folder / name).unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    left = sum(written.left_out.values())
    answer.put(
        {
            "format": name, "rows": written.rows, "left_out": left, "seconds": round(seconds, 2), "elapsed": round(elapsed, 2),
            "MiB": round(peak), "MB": round(size / 1e6, 1), "pace": round(slower, 2),
        }
    )  # fmt: skip


def run(path: Path, formats: list[str], folder: Path) -> list[dict[str, Any]]:
    """Each format in a process of its own."""
    with Ledger(path) as ledger:
        events = sum(1 for _ in ledger.events)
    context, found = multiprocessing.get_context("spawn"), []
    for name in formats:
        answer: Any = context.Queue()
        process = context.Process(target=measure, args=(path, name, folder, answer))
        process.start()
        row = answer.get()
        process.join()
        row["events"], row["at_100000"] = events, round(row["seconds"] * 100_000 / events, 1)
        found.append(row)
        show(row)
    return found


def show(row: dict[str, Any]) -> None:
    over = row["at_100000"] > LIMIT_SECONDS or row["MiB"] > LIMIT_MIB
    print(
        f"{row['format']:20} {row['rows']:>8} rows {row['seconds']:>7.2f} s ({row['elapsed']:.2f} elapsed)   "
        f"100,000 events: {row['at_100000']:>5.1f} s   {row['MiB']:>4} MiB   {row['MB']:>7.1f} MB   pace {row['pace']:.1f}"
        + ("   OVER" if over else ""),
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--formats", default=",".join(FORMATS))
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with tempfile.TemporaryDirectory() as name:
        path = args.keep or Path(name) / "exports.db"
        if not path.exists():
            fill(path, args.events)
        rows = run(path, args.formats.split(","), Path(name))
        if args.json:
            args.json.write_text(json.dumps(rows, indent=1) + "\n")
    return int(any(row["at_100000"] > LIMIT_SECONDS or row["MiB"] > LIMIT_MIB for row in rows))


if __name__ == "__main__":
    sys.exit(main())
