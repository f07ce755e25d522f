"""Stages, and the one loop that runs them.

A stage declares which layers it needs and which it fills; it gets a batch of readings and returns as many, in the same
order, with only those layers changed. The pipeline checks the order of its stages once, cuts the reports into
batches, and sets a report that spoils a stage aside with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol, TypeVar

import msgspec

from sayso.errors import ReportError, ResourceError, SettingsError, StageError
from sayso.model import Reading, Report

T = TypeVar("T")


class Stage(Protocol):
    """A named step. `needs` and `fills` are names of fields of `Reading`."""

    @property
    def name(self) -> str: ...

    @property
    def needs(self) -> frozenset[str]: ...

    @property
    def fills(self) -> frozenset[str]: ...

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        """The readings, in order, with the declared layers filled. Depends on nothing but each reading itself."""
        ...


class Failure(msgspec.Struct, frozen=True):
    """A report that was set aside."""

    report: Report
    error: ReportError


class Pipeline:
    """Stages in order. Raises SettingsError when a stage needs what no earlier one fills."""

    def __init__(self, stages: Sequence[Stage], *, coder: str = "", batch_size: int = 16) -> None:
        if batch_size < 1:
            raise SettingsError(f"batch_size is {batch_size}; it must be at least 1")
        check_order(stages)
        self.stages = tuple(stages)
        self.coder = coder
        self.batch_size = batch_size

    def read(self, reports: Iterable[Report]) -> Iterator[Reading | Failure]:
        """One outcome a report, in order, read lazily a batch at a time."""
        for chunk in batches(reports, self.batch_size):
            yield from self._read_batch(chunk)

    def _read_batch(self, reports: Sequence[Report]) -> Iterator[Reading | Failure]:
        try:
            batch = self._run(reports)
        except ResourceError:
            raise
        except Exception:  # some report spoils the batch: one by one shows which
            yield from map(self._read_one, reports)
        else:
            yield from batch

    def _run(self, reports: Sequence[Report]) -> list[Reading]:
        batch = [Reading(report=report, coder=self.coder) for report in reports]
        for stage in self.stages:
            batch = stage(batch)
        return batch

    def _read_one(self, report: Report) -> Reading | Failure:
        batch = [Reading(report=report, coder=self.coder)]
        for stage in self.stages:
            try:
                batch = stage(batch)
            except ReportError as error:
                return Failure(report, error)
            except ResourceError:
                raise
            except Exception as error:  # whatever a stage trips over spoils this report, never the run
                reason = f"{stage.name} failed: {type(error).__name__}: {error}".splitlines()[0]
                spoiled = StageError(report.id, reason)
                spoiled.__cause__ = error
                return Failure(report, spoiled)
        return batch[0]


def check_order(stages: Sequence[Stage]) -> None:
    """Raises SettingsError for a stage that comes before what it needs."""
    filled: set[str] = set()
    for stage in stages:
        missing = stage.needs - filled
        if missing:
            raise SettingsError(f"stage {stage.name} needs {', '.join(sorted(missing))}, which no earlier stage fills")
        filled |= stage.fills


def batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of `size` values, the last one maybe shorter."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
