"""Asking feeds for what is new, politely, so that it can be stopped at any moment and nothing is lost or done twice.

A round asks every feed that is due, then fetches the pages of its new items. An item counts as dealt with only when
the caller says so; a feed's ETag is kept only when all its items are, so that a round cut short is made good by the next.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.courtesy import Courtesy
from sayso.sources.feeds import WHOLE_STORY, Entry, entries, entry_report
from sayso.sources.fetching import Fetched, FetchError
from sayso.sources.following import page_reports
from sayso.sources.inputs import Options
from sayso.sources.lists import feeds_of, pages_of, sitemaps_of
from sayso.sources.state import FeedState, State
from sayso.sources.xml import checked_xml, root_of

DAY = 86_400.0
MOST_DOUBLINGS = 6
"""The pause after a fault doubles with every further one, so many times at most, and is a day at most."""

MOST_TRIES = 5
"""Times that an item's page is asked for before it is given up."""

MOST_NEWS = 1000
"""Pages of a news sitemap at most, as its makers have it."""

_GONE = 410


class Found(msgspec.Struct, frozen=True):
    """What came of an item, or of a feed that could not be asked (then `item` is None)."""

    feed: str
    item: Entry | None
    outcome: Report | UnreadableError


class _Polled(msgspec.Struct, frozen=True):
    """A feed's answer: its items, or lists further on; or why there was none."""

    state: FeedState
    page: Fetched | None = None
    entries: tuple[Entry, ...] = ()
    leads_to: tuple[str, ...] = ()
    fault: UnreadableError | None = None


class Poller:
    """Asks feeds, sitemaps and OPML lists. `every` is in seconds; `stop` ends a round as soon as it is set."""

    def __init__(
        self, state: State, fetch: Courtesy, *, every: float, stop: threading.Event | None = None,
        clock: Callable[[], float] = time.time, hosts_at_once: int = 6,
    ) -> None:  # fmt: skip
        self.state = state
        self.every = every
        self.stop = stop or threading.Event()
        self._fetch = fetch
        self._clock = clock
        self._hosts_at_once = hosts_at_once
        self._open: dict[str, set[str]] = {}  # feed -> items of this round that are not dealt with
        self._answers: dict[str, FeedState] = {}  # what to keep of a feed once they all are

    def next_due(self, feeds: Iterable[str]) -> float:
        """The seconds until the first of the feeds is due; `every` where there are none that will be."""
        states = [self.state.feed(url) for url in feeds]
        soonest = min((state.due for state in states if not state.gone), default=self._clock() + self.every)
        return max(0.0, soonest - self._clock())

    def round(self, feeds: Sequence[str]) -> Iterator[Found]:
        """One outcome for each new item of the feeds that are due, and one for each feed that could not be asked."""
        due, seen = list(dict.fromkeys(feeds)), set(feeds)
        while due and not self.stop.is_set():
            further: list[str] = []
            for polled in self._ask(due):
                further += [url for url in polled.leads_to if url not in seen]
                seen.update(polled.leads_to)
                yield from self._items(polled)
            due = further

    def _ask(self, feeds: Sequence[str]) -> Iterator[_Polled]:
        states = [state for state in map(self.state.feed, feeds) if not state.gone and state.due <= self._clock()]
        yield from _Workers(self._poll, _feed_host, self._hosts_at_once, self.stop).run(states)

    def _poll(self, state: FeedState) -> _Polled:
        try:
            page = self._fetch(state.url, state.etag, state.modified)
            if page.status == 304:
                return _Polled(state, page)
            data = checked_xml(page.data, state.url)
            root = root_of(data)
            if root == "opml":
                return _Polled(state, page, leads_to=tuple(feeds_of(data, state.url)))
            if root in ("sitemapindex", "urlset"):
                return _Polled(state, page, _news(data, state.url), tuple(sitemaps_of(data, state.url)))
            return _Polled(state, page, tuple(entries(data, state.url, page.url)))
        except UnreadableError as error:
            return _Polled(state, fault=error)
        except Exception as error:  # noqa: BLE001 (whatever a parser trips over in a feed spoils that feed, never the watch)
            return _Polled(state, fault=UnreadableError(state.url, f"cannot be read ({type(error).__name__})"))

    # -------------------------------------------------------- items
    def _items(self, polled: _Polled) -> Iterator[Found]:
        url, page = polled.state.url, polled.page
        if page is None:
            if polled.fault is not None and not self.stop.is_set():
                self._failed(polled.state, polled.fault)
                yield Found(url, None, polled.fault)
            return
        fresh = [entry for entry in {entry.id: entry for entry in polled.entries}.values() if self._is_due(entry)]
        kept = polled.state if page.status == 304 else FeedState(url, page.etag, page.modified)
        self._answers[url] = msgspec.structs.replace(kept, due=self._clock() + self.every, faults=0)
        self._open[url] = {entry.id for entry in fresh}
        if any(entry.id not in self._open[url] and not self._settled(entry.id) for entry in polled.entries):
            self._ask_whole_next_time(url)  # some item failed before and is not due yet
        if not fresh:
            self._close(url)
        for entry, outcome in _Workers(self._report, _entry_host, self._hosts_at_once, self.stop).run(fresh):
            yield Found(url, entry, outcome)

    def _is_due(self, entry: Entry) -> bool:
        state = self.state.item(entry.id)
        return not state.done and state.due <= self._clock()

    def _settled(self, key: str) -> bool:
        return self.state.item(key).done

    def _report(self, entry: Entry) -> tuple[Entry, Report | UnreadableError]:
        own = entry_report(entry)
        if own is not None and (len(entry.text) >= WHOLE_STORY or not entry.url):
            return entry, own
        if not entry.url:
            return entry, UnreadableError(entry.id, "has no words and leads to no page")
        try:
            return entry, next(page_reports(entry, self._fetch(entry.url), Options(fetch=self._fetch)))
        except UnreadableError as error:
            return entry, error

    # -------------------------------------------------------- what came of it
    def done(self, found: Found) -> None:
        """An item was dealt with: it is never asked for again."""
        if found.item is not None:
            self.state.keep_item(msgspec.structs.replace(self.state.item(found.item.id), done=True))
            self._settle(found)

    def failed(self, found: Found) -> bool:
        """An item's page could not be had or read: it is asked for again later, unless that is hopeless; whether it is given up."""
        if found.item is None:
            return False
        state = self.state.item(found.item.id)
        faults = state.faults + 1
        given_up = faults >= MOST_TRIES or not _may_heal(found.outcome)
        due = self._clock() + self._pause(faults, found.outcome)
        self.state.keep_item(msgspec.structs.replace(state, faults=faults, due=due, done=given_up))
        if not given_up:
            self._ask_whole_next_time(found.feed)
        self._settle(found)
        return given_up

    def _ask_whole_next_time(self, url: str) -> None:
        """A feed that answers "nothing new" would not name the items again that are still to be had."""
        if url in self._answers:
            self._answers[url] = msgspec.structs.replace(self._answers[url], etag=None, modified=None)

    def _settle(self, found: Found) -> None:
        left = self._open.get(found.feed)
        if left is not None and found.item is not None:
            left.discard(found.item.id)
            if not left:
                self._close(found.feed)

    def _close(self, url: str) -> None:
        self._open.pop(url, None)
        if answer := self._answers.pop(url, None):
            self.state.keep_feed(answer)

    def _failed(self, state: FeedState, fault: UnreadableError) -> None:
        gone = isinstance(fault, FetchError) and fault.status == _GONE
        due = self._clock() + self._pause(state.faults + 1, fault)
        self.state.keep_feed(msgspec.structs.replace(state, due=due, faults=state.faults + 1, gone=gone))

    def _pause(self, faults: int, fault: Any) -> float:
        asked = float(getattr(fault, "retry_after", None) or 0.0)
        backed_off: float = self.every * 2 ** min(faults - 1, MOST_DOUBLINGS)
        return min(DAY, max(asked, backed_off))


def _news(data: bytes, where: str) -> tuple[Entry, ...]:
    """The pages of a news sitemap. Raises UnreadableError for a sitemap of all that a site has ever published."""
    pages = tuple(pages_of(data, where))
    if len(pages) > MOST_NEWS:
        raise UnreadableError(where, f"is no news sitemap: it names {len(pages):,} pages, not {MOST_NEWS:,} at most")
    return pages


def _may_heal(fault: Any) -> bool:
    """Whether a page may be had later: the server was out of order, not the page missing, forbidden or unreadable."""
    return isinstance(fault, FetchError) and (
        fault.status == 0 or fault.status in (408, 425, 429) or fault.status >= 500
    )


def _feed_host(state: FeedState) -> str:
    return urlsplit(state.url).netloc


def _entry_host(entry: Entry) -> str:
    return urlsplit(entry.url).netloc if entry.url else entry.id


J = TypeVar("J")
R = TypeVar("R")


class _Workers(Generic[J, R]):
    """Runs a job for each value on a few threads, those of one host one after the other on one thread."""

    def __init__(
        self, job: Callable[[J], R], host: Callable[[J], str], threads: int, stop: threading.Event
    ) -> None:  # fmt: skip
        self._job = job
        self._host = host
        self._threads = threads
        self._stop = stop
        self._over = threading.Event()
        self._results: queue.Queue[R | BaseException | None] = queue.Queue(maxsize=64)

    def run(self, values: Sequence[J]) -> Iterator[R]:
        """The results as they come; no more of them once `stop` is set."""
        hosts: dict[str, list[J]] = {}
        for value in values:
            hosts.setdefault(self._host(value), []).append(value)
        threads, lines = min(self._threads, len(hosts)), deque(hosts.values())
        for _ in range(threads):
            threading.Thread(target=self._work, args=(lines,), daemon=True).start()
        try:
            yield from self._collect(threads)
        finally:
            self._over.set()

    def _collect(self, running: int) -> Iterator[R]:
        while running and not self._stop.is_set():
            try:
                result = self._results.get(timeout=0.1)
            except queue.Empty:
                continue
            if self._stop.is_set():
                return
            if result is None:
                running -= 1
            elif isinstance(result, BaseException):
                raise result
            else:
                yield result

    def _work(self, lines: deque[list[J]]) -> None:
        """One thread: a host's line after the other, while there are any."""
        while lines:
            try:
                line = lines.popleft()
            except IndexError:  # another thread was quicker
                break
            for value in line:
                if self._stop.is_set() or self._over.is_set():
                    return
                try:
                    self._put(self._job(value))
                except Exception as error:  # noqa: BLE001 (handed to the thread that waits for results)
                    self._put(error)
                    return
        self._put(None)

    def _put(self, result: R | BaseException | None) -> None:
        while not self._over.is_set():
            try:
                self._results.put(result, timeout=0.1)
            except queue.Full:
                continue
            return
