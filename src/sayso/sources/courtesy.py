"""Manners towards hosts: one request at a time, a pause between two, and what robots.txt asks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sayso.sources.fetching import Fetched, Fetcher, FetchError

if TYPE_CHECKING:
    from protego import Protego

GAP = 1.0
"""Seconds between two requests to one host, where its robots.txt asks for no other pause."""

LONGEST_GAP = 60.0
ROBOTS_SECONDS = 24 * 3600.0
"""How long a robots.txt is held for fresh."""

CLOSED_SECONDS = 600.0
"""How long a host is left alone whose robots.txt could not be had."""


class Courtesy:
    """A fetcher that keeps to good manners. May be used by several threads at once; threads for one host wait in line.

    `wait` sleeps for so many seconds and returns whether to stop; `clock` tells the time in seconds.
    """

    def __init__(
        self, fetcher: Fetcher, *, gap: float = GAP, clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], bool] | None = None,
    ) -> None:  # fmt: skip
        self._fetcher = fetcher
        self._gap = gap
        self._clock = clock
        self._wait = wait or threading.Event().wait
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def __call__(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page, when its host is free and has had its pause. Raises FetchError, also where robots.txt forbids it."""
        host = self._host(url)
        with host.lock:
            robots = self._robots(host, url)
            agent = self._fetcher.settings.agent()
            if robots is not None and not robots.can_fetch(url, agent):
                raise FetchError(url, "is closed to programs by the site's robots.txt", 403)
            asked = robots.crawl_delay(agent) if robots is not None else None
            return self._paused(host, min(max(self._gap, asked or 0.0), LONGEST_GAP), url, etag, modified)

    def _host(self, url: str) -> _Host:
        try:
            split = urlsplit(url)
            name = f"{split.scheme}://{split.netloc.rpartition('@')[2]}".lower()
        except ValueError:
            raise FetchError(url, "is no address") from None
        with self._lock:
            return self._hosts.setdefault(name, _Host(name))

    def _paused(
        self, host: _Host, gap: float, url: str, etag: str | None = None, modified: str | None = None
    ) -> Fetched:
        if (pause := host.last + gap - self._clock()) > 0 and self._wait(pause):
            raise FetchError(url, "was not fetched: stopping")
        try:
            return self._fetcher(url, etag, modified)
        finally:
            host.last = self._clock()

    def _robots(self, host: _Host, url: str) -> Protego | None:
        """The host's rules; None where it has none. Raises FetchError where they cannot be had: then nobody may pass."""
        from protego import Protego

        if host.robots_until > self._clock():
            if host.closed is not None:
                raise FetchError(url, host.closed.reason, host.closed.status, host.closed.retry_after)
            return host.robots
        host.closed = None
        try:
            page = self._paused(host, self._gap, f"{host.name}/robots.txt")
            host.robots = Protego.parse(page.data[:_LARGEST_ROBOTS].decode("utf-8", "replace"))
        except FetchError as error:
            if not 400 <= error.status < 500 or error.status == 429:
                reason = f"its site's robots.txt cannot be had ({error.reason})"
                host.closed = FetchError(url, reason, error.status, error.retry_after)
                host.robots_until = self._clock() + CLOSED_SECONDS
                raise host.closed from error
            host.robots = None
        host.robots_until = self._clock() + ROBOTS_SECONDS
        return host.robots


_LARGEST_ROBOTS = 512 * 1024


class _Host:
    """What is remembered of a host while the program runs."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lock = threading.Lock()
        self.last = float("-inf")
        self.robots: Protego | None = None
        self.closed: FetchError | None = None
        self.robots_until = float("-inf")
