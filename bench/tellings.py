"""Score our own stories in one process: the scorer's commands answered by the library, the models loaded once.

    python -m bench.tellings [--missed] [DIR]     DIR: other stories than bench/stories

The example story is run through the command line (bench/run.py), which shows that the two say the same.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from sayso.ledger import Ledger
from sayso.model import Reading, Report
from sayso.pipeline import Failure, Pipeline
from sayso.reader import pipeline

ROOT = Path(__file__).parents[1]
SCORER = ROOT.parent / "shared" / "bench" / "stories.py"
OWN = ROOT / "bench" / "stories"


def scorer() -> ModuleType:
    """The scorer of stories as a module."""
    spec = importlib.util.spec_from_file_location("stories_scorer", SCORER)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made  # its dataclasses look for it
    spec.loader.exec_module(made)
    return made


class Program:
    """Answers `ledger add`, `events` and `tally` as the command line does. A report is read once, whatever its ledger."""

    def __init__(self, reader: Pipeline) -> None:
        self.reader = reader
        self.read: dict[bytes, Reading] = {}

    def __call__(self, arguments: list[str]) -> str:
        options = dict(pairwise(arguments))
        with Ledger(options["--ledger"]) as ledger:
            if arguments[:2] == ["ledger", "add"]:
                for line in filter(None, Path(arguments[-1]).read_text(encoding="utf-8").split("\n")):
                    ledger.add(self.reading(line.encode()))
                return ""
            as_of = options.get("--as-of")
            if arguments[0] == "events":
                return _lines(ledger.events(as_of=as_of))
            return _lines(ledger.tallies(options["--policy"], as_of=as_of))

    def reading(self, line: bytes) -> Reading:
        """The reading of one input line."""
        if line not in self.read:
            outcome = next(self.reader.read([msgspec.json.decode(line, type=Report)]))
            if isinstance(outcome, Failure):
                raise outcome.error
            self.read[line] = outcome
        return self.read[line]


def _lines(rows: Iterable[Any]) -> str:
    return "".join(msgspec.json.encode(row.to_dict()).decode() + "\n" for row in rows)


def figures(folder: Path = OWN, *, missed: bool = False) -> str:
    """What the scorer prints of the stories of a folder."""
    score = scorer()
    program = Program(pipeline())
    found = score.overall([score.score_story(gold, program, None) for gold in score.load(folder)])
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        score.show(found, missed)
    return printed.getvalue()


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    print(figures(*folders[:1], missed="--missed" in sys.argv), end="")
