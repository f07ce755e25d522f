"""What a reader of one kind is given, and what it gives: bounded bytes in, reports or refusals out."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report

if TYPE_CHECKING:
    from sayso.sources.fetching import Fetched

Outcome: TypeAlias = Report | UnreadableError

LARGEST = 20 * 1024 * 1024
"""Bytes that one report may have. What is larger is no report; files of many reports may be of any size."""

LARGEST_SPOOLED = 4 * 1024**3
"""Bytes of a compressed table that are written to a temporary file, since it cannot be read from front to end."""

_CHUNK = 1 << 20


class Fetch(Protocol):
    """What readers fetch with: a `sayso.sources.fetching.Fetcher`, or a `Courtesy` around one."""

    def __call__(self, url: str) -> Fetched:
        """The page at the address. Raises UnreadableError."""
        ...


class Position:
    """Where reading has come to: the file, and how many outcomes it has given."""

    def __init__(self) -> None:
        self.file = ""
        self.done = 0


class Passing:
    """How many outcomes are still to be passed over, since an earlier run has dealt with them."""

    def __init__(self, left: int = 0) -> None:
        self.left = left

    def take(self) -> bool:
        """Whether the next outcome is one of them; it is then counted off."""
        if self.left <= 0:
            return False
        self.left -= 1
        return True


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the user said of the input as a whole.

    `columns` names the column of a table that holds a field of the report; `fetch` is None where fetching is not allowed.
    `done` holds how many outcomes of a file an earlier run has dealt with; `position` is kept up to date while reading.
    """

    columns: Mapping[str, str] = {}
    fetch: Fetch | None = None
    done: Mapping[str, int] = {}
    position: Position | None = None


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """A stream of bytes with its name, to be read from front to end, and what is known of it beforehand."""

    where: str
    stream: IO[bytes]
    options: Options = Options()
    url: str | None = None
    fetched: str | None = None  # UTC
    charset: str | None = None  # as the server said
    seekable: bool = False
    passing: Passing = msgspec.field(default_factory=Passing)
    depth: int = 0  # addresses that were followed to come here


Reader: TypeAlias = Callable[[Input], Iterator[Outcome]]


def whole(given: Input) -> bytes:
    """All bytes of an input that is one report. Raises UnreadableError for more than `LARGEST`."""
    data = given.stream.read(LARGEST + 1)
    if len(data) > LARGEST or given.stream.read(1):  # a compressed file that is cut short tells so only now
        raise UnreadableError(given.where, f"is too large for one report (at most {LARGEST >> 20} MiB)")
    return data


def sha256(data: bytes) -> str:
    """The hash that a report keeps of the bytes it was taken from."""
    return hashlib.sha256(data).hexdigest()


def bounded_lines(stream: IO[bytes], longest: int) -> Iterator[bytes | None]:
    """The lines of a stream; None for each that is longer than `longest` bytes, which are not kept."""
    while line := stream.readline(longest + 1):
        if len(line) <= longest or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


def spooled(given: Input) -> IO[bytes]:
    """The input as a file that can be read in any order; the caller closes it. Raises UnreadableError for too much."""
    if given.seekable:
        return given.stream
    target = tempfile.TemporaryFile()  # noqa: SIM115 (handed on)
    while chunk := given.stream.read(_CHUNK):
        if target.tell() > LARGEST_SPOOLED:
            target.close()
            raise UnreadableError(given.where, f"unpacks to more than {LARGEST_SPOOLED >> 30} GiB")
        target.write(chunk)
    target.seek(0)
    return target


class Rejoined:
    """A stream from which the first bytes were taken, and put back."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int) -> bytes:
        """So many bytes, or all there are."""
        taken, self._head = self._head[:size], self._head[size:]
        return taken + self._rest.read(size - len(taken))

    def readline(self, size: int) -> bytes:
        """The next line, or so many bytes of it."""
        if not self._head:
            return self._rest.readline(size)
        taken, self._head = self._head[:size], self._head[size:]
        whole = taken.endswith(b"\n") or len(taken) >= size
        return taken if whole else taken + self._rest.readline(size - len(taken))
