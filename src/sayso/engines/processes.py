"""Reading on several processes of one machine, in order and with a bounded number of reports under way.

Each process is started afresh and loads its models once: what onnxruntime and spaCy hold does not survive a fork. Reports
go out a few at a time, so that the processes end together; readings come back as bytes, without what only the stages
need, which would take longer to pass on than to make.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import TypeAlias

import msgspec

from sayso.errors import ResourceError
from sayso.model import Analysis, Reading, Report
from sayso.pipeline import Failure, Pipeline, batches
from sayso.reader import Settings, pipeline

AHEAD = 3
"""Chunks under way for each process: enough to keep it busy, few enough to keep memory bounded."""

CHUNK = 4
"""Reports handed to a process at a time, at most. Small chunks even out long and short reports at the end."""

Packed: TypeAlias = bytes | Failure
"""A reading as MessagePack, or why there is none."""

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def read_in_processes(
    reports: Iterable[Report], settings: Settings, until: str | None, workers: int
) -> Iterator[Reading | Failure]:
    """One outcome a report, in the reports' order. Readings come without `analysis` and `encoded`.

    Raises ResourceError where a process dies.
    """
    waiting: deque[Future[list[Packed]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_one_thread) as pool:
        try:
            for chunk in batches(reports, min(CHUNK, settings.batch_size)):
                waiting.append(pool.submit(_read, chunk, settings, until))
                if len(waiting) >= AHEAD * workers:
                    yield from map(unpacked, waiting.popleft().result())
            while waiting:
                yield from map(unpacked, waiting.popleft().result())
        except BrokenProcessPool as error:
            raise ResourceError("a reading process died, perhaps for want of memory: try fewer --workers") from error
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


def _read(chunk: list[Report], settings: Settings, until: str | None) -> list[Packed]:
    return [packed(outcome) for outcome in _pipeline(settings, until).read(chunk)]


def packed(outcome: Reading | Failure) -> Packed:
    """What is passed on of an outcome: all of a reading that is printed."""
    if isinstance(outcome, Failure):
        return outcome
    return msgspec.msgpack.encode(msgspec.structs.replace(outcome, analysis=Analysis(), encoded=None))


def unpacked(outcome: Packed) -> Reading | Failure:
    """The outcome again."""
    return _DECODER.decode(outcome) if isinstance(outcome, bytes) else outcome


_DECODER = msgspec.msgpack.Decoder(Reading)
