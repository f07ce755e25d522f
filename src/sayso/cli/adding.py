"""Reports on their way into a ledger: what is in already is skipped, what cannot be read is kept, a broken-off run goes on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import typer

from sayso.errors import ReportError
from sayso.ledger import Ledger
from sayso.model import Reading, Report
from sayso.sources import Options
from sayso.sources.state import State

EVERY = 50
"""Reports after which it is written down how far a file was read."""


def state_path(ledger: Path) -> Path:
    """The file beside a ledger that remembers how far files were read and what feeds gave."""
    return ledger.with_name(f"{ledger.name}.sources")


class Adding:
    """Adds readings to a ledger and counts what became of them. Use as a context manager."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._state = State(state_path(ledger.path))
        self._places: dict[str, int] = {}
        self._unmarked = 0
        self.tally = {"added": 0, "revised": 0, "unchanged": 0}

    def __enter__(self) -> Self:
        self._state.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._mark()
        self._state.__exit__(kind, error, trace)

    def resumed(self, options: Options, paths: Iterable[str]) -> Options:
        """The options, with what a broken-off run has dealt with already of these paths."""
        wanted = [Path(path) for path in paths]
        marks = self._state.bookmarks().items()
        done = {path: n for path, n in marks if any(Path(path).is_relative_to(one) for one in wanted)}
        for path, number in done.items():
            typer.echo(f"{path}: goes on after {number} reports, where a run was broken off", err=True)
        self._places.update(done)
        return msgspec.structs.replace(options, done=done)

    def add(self, reading: Reading) -> None:
        """Append a reading."""
        self.tally[self._ledger.add(reading).status] += 1

    def skip(self, report: Report) -> bool:
        """Whether the very report is in the ledger."""
        known = self._ledger.known(report)
        self.tally["unchanged"] += known
        return known

    def set_aside(self, report: Report, error: ReportError) -> None:
        """Keep a report that could not be read."""
        self._ledger.set_aside(report, error.reason)

    def settled(self, position: tuple[str, int]) -> None:
        """All up to this place in this file has been dealt with."""
        self._places[position[0]] = position[1]
        self._unmarked += 1
        if self._unmarked >= EVERY:
            self._mark()

    def finished(self) -> None:
        """Everything was read to its end: a later run begins anew."""
        self._state.clear_marks(self._places)
        self._places.clear()

    def _mark(self) -> None:
        for path, done in self._places.items():
            self._state.mark(path, done)
        self._unmarked = 0

    def done(self) -> str:
        """What became of the reports, in words."""
        return ", ".join(f"{n} {what}" for what, n in self.tally.items() if n or what == "added")
