"""Compressed files and archives of files: .gz, .zst, .zip, and WACZ (a zip of web archives)."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import PurePosixPath
from typing import IO, Any, cast

import msgspec

from sayso.errors import UnreadableError
from sayso.sources.inputs import Input, Outcome
from sayso.sources.readers import EXTRA, READERS, read

PACKED = (".gz", ".zst")
ARCHIVES = (".zip", ".wacz")
_MOST_MEMBERS = 1_000_000
_WIDEST_WINDOW = 1 << 27
"""Bytes that unpacking Zstandard may look back, which bounds its memory."""

_BUFFER = 1 << 17
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def kinds_of(name: str) -> tuple[str, ...]:
    """The extensions of a name that say how to open it, the outermost first: `a.warc.gz` -> (".gz", ".warc")."""
    suffixes = [suffix.lower() for suffix in PurePosixPath(name.replace("\\", "/")).suffixes]
    found = []
    while suffixes and suffixes[-1] in PACKED:
        found.append(suffixes.pop())
    return (*found, suffixes[-1] if suffixes else "")


def is_known(name: str) -> bool:
    """Whether a file of this name is one that can be read."""
    return kinds_of(name)[-1] in READERS or kinds_of(name) in {(kind,) for kind in ARCHIVES}


def opened(given: Input, kinds: tuple[str, ...]) -> Iterator[Outcome]:
    """The reports of an input, unpacked as its extensions say."""
    with ExitStack() as stack:
        try:
            for kind in kinds[:-1]:
                stream = _unpacked(given.stream, kind)
                stack.callback(stream.close)
                given = msgspec.structs.replace(given, stream=stream, seekable=False)
        except ModuleNotFoundError as error:
            reason = f"needs {error.name}, which comes with the extra {EXTRA!r}: pip install 'sayso[{EXTRA}]'"
            yield UnreadableError(given.where, reason)
            return
        if kinds[-1] in ARCHIVES:
            yield from _archive(given, kinds[-1])
        else:
            yield from read(given, kinds[-1])


def _unpacked(stream: IO[bytes], kind: str) -> IO[bytes]:
    if kind == ".gz":
        return cast(IO[bytes], _Unpacking(gzip.GzipFile(fileobj=stream, mode="rb"), (EOFError, zlib.error)))
    import zstandard

    unpacker = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
    made = unpacker.stream_reader(stream, read_across_frames=True, read_size=_BUFFER)
    return cast(IO[bytes], _Unpacking(made, (zstandard.ZstdError,)))


class _Unpacking:
    """A stream that is being unpacked. What stands before a fault is given out whole before the fault is raised, as OSError;
    the unpackers would lose it, or raise EOFError, which readers take for a good end.
    """

    def __init__(self, stream: Any, faults: tuple[type[Exception], ...]) -> None:
        self._stream = stream
        self._faults = faults
        self._fault: OSError | None = None
        self._held = b""
        self._at = 0

    def close(self) -> None:
        """Let go of the unpacker."""
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """So many bytes, or all that are left. Raises OSError."""
        parts: list[bytes] = []
        while size and self._filled(bool(parts)):
            part = self._held[self._at : self._at + size] if size > 0 else self._held[self._at :]
            self._at += len(part)
            size -= len(part) if size > 0 else 0
            parts.append(part)
        return b"".join(parts)

    def readline(self, size: int) -> bytes:
        """The next line, or so many bytes of it. Raises OSError."""
        parts: list[bytes] = []
        while size and self._filled(bool(parts)):
            end = self._held.find(b"\n", self._at, self._at + size) + 1
            part = self._held[self._at : end or self._at + size]
            self._at += len(part)
            size -= len(part)
            parts.append(part)
            if end:
                break
        return b"".join(parts)

    def _filled(self, have: bool) -> bool:
        """Whether there is more to give out. Raises OSError where there is a fault, and nothing else to give first."""
        if self._at < len(self._held):
            return True
        if self._fault is None:
            try:
                self._held, self._at = self._stream.read1(_BUFFER), 0
            except self._faults as error:
                said = f"breaks off: the compressed file is cut short or damaged ({_said(error)})"
                self._fault = OSError(said)
                self._fault.__cause__ = error
            except OSError as error:
                self._fault = error
        if self._fault is not None:
            if not have:
                raise self._fault
            return False
        return bool(self._held)


def _archive(given: Input, kind: str) -> Iterator[Outcome]:
    if not given.seekable:
        yield UnreadableError(given.where, "is an archive inside another: unpack it first")
        return
    try:
        with zipfile.ZipFile(given.stream) as archive:
            names = [member.filename for member in archive.infolist()[:_MOST_MEMBERS] if _is_wanted(member, kind)]
            if not names:
                yield UnreadableError(given.where, "holds no file of a kind that is read")
            for name in sorted(names):
                yield from _member(archive, name, given)
    except _FAULTS as error:
        yield UnreadableError(given.where, f"is no archive that can be read ({_said(error)})")


def _is_wanted(member: zipfile.ZipInfo, kind: str) -> bool:
    """Whether a member is to be read: in a WACZ only the web archives, since its other files are about them."""
    name = member.filename
    if member.is_dir() or any(part.startswith((".", "__MACOSX")) for part in name.split("/")):
        return False
    return kinds_of(name)[-1] == ".warc" if kind == ".wacz" else kinds_of(name)[-1] in READERS


def _member(archive: zipfile.ZipFile, name: str, given: Input) -> Iterator[Outcome]:
    where = f"{given.where}/{name}"
    try:
        with archive.open(name) as stream:
            inner = msgspec.structs.replace(given, where=where, stream=stream, seekable=False)
            yield from opened(inner, kinds_of(name))
    except _FAULTS as error:
        yield UnreadableError(where, f"cannot be unpacked ({_said(error)})")


def _said(error: BaseException) -> str:
    return (str(error).partition("\n")[0] or type(error).__name__)[:100]
