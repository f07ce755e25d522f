"""What is remembered between runs beside a ledger: how far files were read, and what feeds were asked and gave.

It stands in a file of its own ("news.db.sources"), so that the ledger holds nothing but what was said. Losing it loses no
report: feeds are asked anew, and what is in the ledger already changes nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from sayso.errors import LedgerError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS bookmarks (path TEXT PRIMARY KEY, size INTEGER, modified INTEGER, done INTEGER);
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT, due REAL, faults INTEGER, gone INTEGER);
CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, done INTEGER, faults INTEGER, due REAL);
"""


class FeedState(msgspec.Struct, frozen=True):
    """A feed as it was last met. `due` is the moment (seconds since 1970) from which on it may be asked again."""

    url: str
    etag: str | None = None
    modified: str | None = None
    due: float = 0.0
    faults: int = 0  # one after the other
    gone: bool = False


class ItemState(msgspec.Struct, frozen=True):
    """An item that was met: dealt with, or failed so often and due again then."""

    id: str
    done: bool = False
    faults: int = 0
    due: float = 0.0


class State:
    """An open file of what is remembered. Raises LedgerError where it cannot serve."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._file = sqlite3.connect(path, timeout=30)
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = NORMAL")
            self._file.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise LedgerError(f"{path}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    # -------------------------------------------------------- files
    def bookmarks(self) -> dict[str, int]:
        """File -> how many of its outcomes an interrupted run has dealt with; files that have changed since left out."""
        rows = self._file.execute("SELECT path, size, modified, done FROM bookmarks").fetchall()
        return {path: done for path, size, modified, done in rows if _stamp(path) == (size, modified)}

    def mark(self, path: str, done: int) -> None:
        """Remember how far a file was read."""
        if (stamp := _stamp(path)) is not None:
            with self._file:
                self._file.execute("INSERT OR REPLACE INTO bookmarks VALUES (?, ?, ?, ?)", (path, *stamp, done))

    def clear_marks(self, paths: Iterable[str]) -> None:
        """Forget how far files were read: they were read to their end."""
        with self._file:
            self._file.executemany("DELETE FROM bookmarks WHERE path = ?", [(path,) for path in paths])

    # -------------------------------------------------------- feeds
    def feed(self, url: str) -> FeedState:
        """What is known of a feed."""
        query = "SELECT url, etag, modified, due, faults, gone FROM feeds WHERE url = ?"
        row = self._file.execute(query, (url,)).fetchone()
        return FeedState(row[0], row[1], row[2], row[3], row[4], bool(row[5])) if row else FeedState(url)

    def keep_feed(self, feed: FeedState) -> None:
        """Remember a feed."""
        with self._file:
            self._file.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?, ?, ?)", msgspec.structs.astuple(feed))

    def item(self, key: str) -> ItemState:
        """What is known of an item."""
        row = self._file.execute("SELECT id, done, faults, due FROM items WHERE id = ?", (key,)).fetchone()
        return ItemState(row[0], bool(row[1]), row[2], row[3]) if row else ItemState(key)

    def keep_item(self, item: ItemState) -> None:
        """Remember an item."""
        with self._file:
            self._file.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)", msgspec.structs.astuple(item))


def _stamp(path: str) -> tuple[int, int] | None:
    """What tells that a file is still the same; None for what is no file."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
