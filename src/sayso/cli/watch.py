"""The command that watches feeds and adds what is new to a ledger."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ledger import LedgerPath, opened_ledger
from sayso.cli.output import complain
from sayso.cli.reading import AllowNetwork, Claims, polite_fetcher
from sayso.errors import LedgerError, ReportError, SettingsError
from sayso.model import Reading, Report
from sayso.pipeline import Failure, Pipeline
from sayso.reader import Settings, pipeline
from sayso.sources import is_address
from sayso.sources.languages import foreign

if TYPE_CHECKING:
    from sayso.ledger import Ledger
    from sayso.sources.polling import Found, Poller

SHORTEST = 60.0
"""Seconds between two visits to a feed at least."""

_LENGTH = re.compile(r"(\d{1,6})\s*([smhd]?)", re.IGNORECASE)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}

WATCH_HELP = """Ask feeds again and again and add what is new to a ledger.

It can be stopped (Ctrl-C) and started at any time. Feeds that have not changed are not sent again, robots.txt is kept to, a
host gets one request at a time, and a feed that fails is left alone for longer and longer.

Examples:

    sayso watch feeds.opml --ledger news.db --every 15m

    sayso watch https://example.org/rss.xml --ledger news.db --once
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("watch", help=WATCH_HELP)(watch)


def watch(
    feeds: Annotated[
        list[str], typer.Argument(help="OPML files, or addresses of feeds, news sitemaps and OPML lists.", show_default=False)
    ],
    ledger: LedgerPath = None,
    every: Annotated[str, typer.Option(help="The pause between two visits to a feed: 90s, 15m, 2h.")] = "15m",
    once: Annotated[bool, typer.Option("--once", help="Ask the feeds that are due once, and end.")] = False,
    contact: Annotated[
        str, typer.Option(envvar="SAYSO_CONTACT", help="An address or e-mail that sites can write to.", show_default=False)
    ] = "",
    claims: Claims = Settings().claims, allow_network: AllowNetwork = None,
) -> None:  # fmt: skip
    from sayso.cli.adding import state_path
    from sayso.sources.polling import Poller
    from sayso.sources.state import State

    settings, seconds, stop = Settings(claims=claims), length(every), threading.Event()  # type: ignore[arg-type]
    fetch = polite_fetcher(allow_network or (), contact, stop.wait)
    targets(feeds)  # complains of wrong ones before anything is done
    with opened_ledger(ledger, create=True) as opened, State(state_path(opened.path)) as state, _alone(state.path):
        visit = _Visit(opened, Poller(state, fetch, every=seconds, stop=stop), settings)
        with _stopped_by_signals(stop):
            while not stop.is_set():
                visit.round(targets(feeds))
                if once:
                    break
                stop.wait(visit.poller.next_due(targets(feeds)) or SHORTEST)
    if stop.is_set():
        typer.echo("stopped; start it again to go on", err=True)
    elif visit.faults:
        raise typer.Exit(1)


class _Visit:
    """Rounds of asking, reading and adding."""

    def __init__(self, ledger: Ledger, poller: Poller, settings: Settings) -> None:
        self.poller = poller
        self.faults = 0
        self._ledger = ledger
        self._settings = settings
        self._under_way: list[Found] = []
        self._tally: dict[str, int] = {}

    @cached_property
    def _pipeline(self) -> Pipeline:
        return pipeline(self._settings)

    def round(self, feeds: Sequence[str]) -> None:
        """Ask the feeds that are due and add what is new."""
        self._tally = {"added": 0}
        for outcome in self._pipeline.read(self._wanted(feeds)):
            self._arrived(self._under_way.pop(0), outcome)
        if set(self._tally) != {"added"} or self._tally["added"]:
            told = ", ".join(f"{number} {what}" for what, number in self._tally.items())
            typer.echo(f"{time.strftime('%H:%M')} {self._ledger.path}: {told}", err=True)

    def _wanted(self, feeds: Sequence[str]) -> Iterator[Report]:
        for found in self.poller.round(feeds):
            if isinstance(found.outcome, ReportError):
                self._fault(found, found.outcome)
            elif self._ledger.known(found.outcome):
                self.poller.done(found)
            elif error := foreign(found.outcome):
                self._aside(found, found.outcome, error)
            else:
                self._under_way.append(found)
                yield found.outcome

    def _arrived(self, found: Found, outcome: Reading | Failure) -> None:
        if isinstance(outcome, Failure):
            self.faults += 1
            self._aside(found, outcome.report, outcome.error)
            return
        self._count(self._ledger.add(outcome).status)
        self.poller.done(found)

    def _aside(self, found: Found, report: Report, error: ReportError) -> None:
        complain(error)
        self._ledger.set_aside(report, error.reason)
        self._count("set aside")
        self.poller.done(found)

    def _fault(self, found: Found, error: ReportError) -> None:
        complain(error)
        self.faults += 1
        self._count("failed")
        self.poller.failed(found)

    def _count(self, what: str) -> None:
        self._tally[what] = self._tally.get(what, 0) + 1


def length(words: str) -> float:
    """Seconds of "90s", "15m", "2h", "1d". Raises SettingsError for other words and for less than a minute."""
    match = _LENGTH.fullmatch(words.strip())
    seconds = int(match[1]) * _SECONDS[match[2].lower()] if match else 0
    if seconds < SHORTEST:
        raise SettingsError(f"--every is {words!r}; write it as 15m or 2h, {SHORTEST:.0f}s at least")
    return float(seconds)


def targets(names: Sequence[str]) -> list[str]:
    """The addresses to ask: those given, and those of the OPML files given. Raises SettingsError for other things."""
    from sayso.sources.inputs import LARGEST
    from sayso.sources.lists import feeds_of

    found: list[str] = []
    for name in names:
        if is_address(name):
            found.append(name)
            continue
        try:
            with Path(name).open("rb") as file:
                found += feeds_of(file.read(LARGEST), name)
        except OSError as error:
            raise SettingsError(f"{name}: {(error.strerror or str(error)).lower()}") from error
        except ReportError as error:
            raise SettingsError(f"{error}; give an OPML file or an address") from error
    return list(dict.fromkeys(found))


@contextmanager
def _stopped_by_signals(stop: threading.Event) -> Iterator[None]:
    """Ctrl-C and a polite kill end the watch after the report that is being read; a second Ctrl-C ends it at once."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = [(number, signal.signal(number, on_signal)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the ledger's watch. Raises LedgerError where another process holds it; its end, however it comes, lets go."""
    import fcntl

    with path.with_name(f"{path.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LedgerError(f"{path}: another sayso watch is at work on this ledger") from error
        yield
