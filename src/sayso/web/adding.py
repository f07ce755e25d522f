"""Adding reports from the page: files, pasted text or addresses, read one after the other in the background.

Reading happens in a process of its own, so that the desk stays quick and small; only adding to the ledger happens here.
"""

from __future__ import annotations

import io
import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

import msgspec

from sayso.engines.processes import read_in_processes
from sayso.errors import ReportError, ResourceError, SaysoError, SettingsError, UnreadableError
from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.reader import Settings
from sayso.sources.containers import is_known, kinds_of, opened
from sayso.sources.dates import checked_date
from sayso.sources.inputs import Fetch, Input, Options
from sayso.web.answers import Answer
from sayso.web.queries import Desk

State: TypeAlias = Literal["queued", "reading", "done", "known", "failed"]
Reader: TypeAlias = Callable[[Iterable[Report]], Iterator[Reading | Failure]]

WAITING = 16
"""Jobs that may wait; further ones are refused."""

KEPT = 32
"""Jobs whose progress can still be asked for."""

MOST_PARTS = 200
"""Files that one job may have."""


class Part(msgspec.Struct, frozen=True):
    """Something to be read: a file's bytes under its name, a report made of pasted text, or an address."""

    name: str
    data: bytes = b""
    report: Report | None = None
    url: str | None = None


class AddingLine(Answer, frozen=True):
    """What became of a file or of one of its reports. `done` of `of` are dealt with by then."""

    file: str
    state: State
    done: int
    of: int
    report: str | None = None
    reason: str | None = None
    events: int | None = None
    claims: int | None = None


class AddingProgress(Answer, frozen=True):
    """How far a job has come."""

    id: str
    finished: bool
    lines: list[AddingLine]


class Job:
    """Parts on their way into the ledger, and what became of them. Lines are only ever appended."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self.id = secrets.token_urlsafe(9)
        self.parts = tuple(parts)
        self.lines: list[AddingLine] = []
        self.finished = False
        self.of, self.settled = len(self.parts), 0
        for part in self.parts:
            self.say(part.name, "queued")

    def say(self, name: str, state: State, report: str | None = None, reason: str | None = None,
            counts: tuple[int, int] | None = None) -> None:  # fmt: skip
        """Append a line; one that settles something counts."""
        self.settled += state in ("done", "known", "failed")
        self.of = max(self.of, self.settled)
        events, claims = counts or (None, None)
        self.lines.append(
            AddingLine(file=name, state=state, done=self.settled, of=self.of, report=report, reason=reason, events=events,
                       claims=claims)
        )  # fmt: skip

    def progress(self) -> AddingProgress:
        """How far it has come."""
        return AddingProgress(id=self.id, finished=self.finished, lines=list(self.lines))


def in_a_process(reports: Iterable[Report]) -> Iterator[Reading | Failure]:
    """Reads in another process, a report at a time."""
    return read_in_processes(reports, Settings(batch_size=1), None, 1)


class Adder:
    """The one worker that adds to a desk's ledger. `fetch` is None where fetching is not allowed."""

    def __init__(self, desk: Desk, *, read: Reader = in_a_process, fetch: Fetch | None = None) -> None:
        self.desk, self.read, self.fetch = desk, read, fetch
        self._waiting: queue.Queue[Job | None] = queue.Queue(WAITING)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._lock = threading.Lock()
        self._worker: threading.Thread | None = None

    def add(self, parts: Iterable[Part]) -> Job:
        """A job for some parts. Raises SettingsError where there is nothing to read, or too much is waiting."""
        job = Job(parts)
        if not job.parts:
            raise SettingsError("there is nothing to read: choose files, or paste a report's text")
        if len(job.parts) > MOST_PARTS:
            raise SettingsError(
                f"{len(job.parts)} files are too many for once; add {MOST_PARTS} at most, or use the command line"
            )
        with self._lock:
            try:
                self._waiting.put_nowait(job)
            except queue.Full:
                raise SettingsError("too much is waiting to be read; try again later") from None
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="adding", daemon=True)
                self._worker.start()
        return job

    def job(self, key: str) -> Job | None:
        """A job by its id."""
        return self._jobs.get(key)

    def close(self) -> None:
        """No further job is begun; the one under way is finished with its report."""
        with self._lock:
            if self._worker is not None:
                self._closing = True
                self._waiting.put(None)
                self._worker.join(10)

    _closing = False

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                self._run(job)
            except SaysoError as error:
                job.say(job.parts[-1].name, "failed", reason=str(error))
            finally:
                job.finished = True

    def _run(self, job: Job) -> None:
        for outcome in self.read(self._reports(job)):
            if self._closing:
                return
            self._settle(job, outcome)
        self.desk.board()  # merging happens here, not in the next request

    def _settle(self, job: Job, outcome: Reading | Failure) -> None:
        report = outcome.report
        try:
            if isinstance(outcome, Failure):
                self.desk.ledger.set_aside(report, outcome.error.reason)
                job.say(report.id, "failed", report.id, outcome.error.reason)
                return
            added = self.desk.ledger.add(outcome)
        except SaysoError as error:
            job.say(report.id, "failed", report.id, str(error))
            return
        counts = (len(outcome.events), len(outcome.claims))
        job.say(report.id, "known" if added.status == "unchanged" else "done", report.id, counts=counts)

    def _reports(self, job: Job) -> Iterator[Report]:
        """The reports of a job that are not in the ledger; lines for the others."""
        for part in job.parts:
            job.say(part.name, "reading")
            try:
                for outcome in self._outcomes(part):
                    if isinstance(outcome, ReportError):
                        job.say(part.name, "failed", reason=outcome.reason)
                    elif self.desk.ledger.known(outcome):
                        job.say(part.name, "known", outcome.id)
                    else:
                        yield outcome
            except ReportError as error:
                job.say(part.name, "failed", reason=error.reason)
            except ResourceError as error:
                job.say(part.name, "failed", reason=str(error))

    def _outcomes(self, part: Part) -> Iterator[Report | UnreadableError]:
        if part.report is not None:
            yield part.report
        elif part.url is not None:
            yield from self._fetched(part.url)
        elif not is_known(part.name):
            yield UnreadableError(
                part.name, f"is of a kind that cannot be read ({kinds_of(part.name)[-1] or 'no extension'})"
            )
        else:
            given = Input(where=part.name, stream=io.BytesIO(part.data), options=Options(fetch=None), seekable=True)
            yield from opened(given, kinds_of(part.name))

    def _fetched(self, url: str) -> Iterator[Report | UnreadableError]:
        if self.fetch is None:
            yield UnreadableError(url, "addresses are only fetched by a desk that was started with --allow-fetch")
            return
        from sayso.sources.following import followed

        yield from followed(url, Input(where=url, stream=io.BytesIO(), options=Options(fetch=self.fetch)))


# ---------------------------------------------------------------- parts
def file_part(name: str, data: bytes) -> Part:
    """An uploaded file. Its name is cut to its last part: it names the report, and opens nothing."""
    last = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(mark for mark in last if mark.isprintable())[-120:]
    return Part(f"file{clean or '.txt'}" if clean[:1] in ("", ".") else clean, data)


def pasted_part(words: str, *, title: str = "", published: str = "", publisher: str = "") -> Part:
    """A report of pasted text, named by its words. Raises SettingsError for a date that is none."""
    from sayso.ledger.statements import digest

    kept = words.replace("\r\n", "\n")
    try:
        date = checked_date(published.strip(), "published") if published.strip() else None
    except ReportError:
        raise SettingsError(f"published is {published!r}; write a date such as 2024-10-23") from None
    key = f"pasted-{digest(kept, title, publisher, date)}"
    report = Report(id=key, text=kept, title=title.strip() or None, publisher=publisher.strip() or None, published=date)
    return Part(title.strip()[:80] or key, report=report)


def address_part(url: str) -> Part:
    """An address to be fetched. Raises SettingsError for what is none."""
    if not url.lower().startswith(("http://", "https://")):
        raise SettingsError(f"{url[:80]!r} is no address; it begins with http:// or https://")
    return Part(url, url=url)
