"""Reading on several processes of one machine, in order and with a bounded number of reports under way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import msgspec

from sayso.model import Analysis, Reading, Report
from sayso.pipeline import Failure, Pipeline, batches
from sayso.reader import Settings, pipeline

AHEAD = 3
"""Batches under way for each process: enough to keep it busy, few enough to keep memory bounded."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def read_in_processes(
    reports: Iterable[Report], settings: Settings, until: str | None, workers: int
) -> Iterator[Reading | Failure]:
    """One outcome a report, in the reports' order. Readings come without their analysis, which is costly to pass on."""
    waiting: deque[Future[list[Reading | Failure]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_one_thread) as pool:
        try:
            for batch in batches(reports, settings.batch_size):
                waiting.append(pool.submit(_read, batch, settings, until))
                if len(waiting) >= AHEAD * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _one_thread() -> None:
    """Keep each process on one processor: their threads would fight over them."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    _pipeline.cache_clear()


@cache
def _pipeline(settings: Settings, until: str | None) -> Pipeline:
    return pipeline(settings, until=until)


def _read(batch: list[Report], settings: Settings, until: str | None) -> list[Reading | Failure]:
    return [_light(outcome) for outcome in _pipeline(settings, until).read(batch)]


def _light(outcome: Reading | Failure) -> Reading | Failure:
    if isinstance(outcome, Failure):
        return outcome
    return msgspec.structs.replace(outcome, analysis=Analysis())
