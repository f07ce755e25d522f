"""Bytes -> reports: files of many kinds, compressed or not, folders of them, addresses, standard input.

`reports` gives one outcome after the other, lazily: a `Report`, or the `UnreadableError` of what was no report.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from sayso.errors import SettingsError, UnreadableError
from sayso.sources.containers import is_known, kinds_of, opened
from sayso.sources.inputs import LARGEST, Input, Options, Outcome, Passing, Position, Rejoined
from sayso.sources.readers import READERS, SINGLE, read

__all__ = [
    "FORMATS", "LARGEST", "READERS", "STANDARD_INPUT", "Input", "Options", "Outcome", "Position", "count", "is_address", "reports",
]  # fmt: skip

STANDARD_INPUT = "-"

FORMATS = {
    "text": ".txt", "markdown": ".md", "html": ".html", "jsonl": ".jsonl", "json": ".json", "csv": ".csv", "tsv": ".tsv",
    "feed": ".xml", "mbox": ".mbox", "warc": ".warc", "pdf": ".pdf", "parquet": ".parquet",
}  # fmt: skip
"""What standard input can be told to hold."""

_BY_LINE = frozenset((".jsonl", ".ndjson"))
_HEAD = 1 << 16
_COMPRESSIONS = ".gz, .zst, .zip, .wacz"


def reports(
    paths: Iterable[str], *, stdin_format: str | None = None, options: Options | None = None
) -> Iterator[Outcome]:
    """The reports at the paths, in order; folders in order of their files' names, files of unknown kinds in them skipped.

    Raises SettingsError for an unknown `stdin_format`.
    """
    if stdin_format is not None and stdin_format not in FORMATS:
        raise SettingsError(f"unknown format {stdin_format!r}; choose from {', '.join(FORMATS)}")
    options = options or Options()
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _piped("stdin", sys.stdin.buffer, stdin_format, options)
        elif is_address(path):
            yield from _address(path, options)
        else:
            yield from _path(Path(path), stdin_format, options)


def is_address(path: str) -> bool:
    """Whether a path of the command line is an address."""
    return path.lower().startswith(("http://", "https://"))


def count(paths: Iterable[str]) -> int | None:
    """How many reports there are, for a progress bar; None where only reading tells."""
    total = 0
    for name in paths:
        path = Path(name)
        if name == STANDARD_INPUT or not os.access(path, os.R_OK) or _is_pipe(path):
            return None
        for file in _files(path) if path.is_dir() else [path]:
            if isinstance(file, Path):
                kind = file.suffix.lower()
                if kind not in _BY_LINE | SINGLE:
                    return None
                total += _lines(file) if kind in _BY_LINE else 1
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: lines.read(1 << 20), b""))


def _address(url: str, options: Options) -> Iterator[Outcome]:
    from sayso.sources.following import followed

    yield from followed(url, Input(where=url, stream=io.BytesIO(), options=options))


def _path(path: Path, stdin_format: str | None, options: Options) -> Iterator[Outcome]:
    try:
        if _is_pipe(path) and not is_known(path.name):
            with path.open("rb") as stream:
                yield from _piped(str(path), stream, stdin_format, options)
        elif path.is_dir():
            for file in _files(path):
                yield from [file] if isinstance(file, UnreadableError) else _file(file, options)
        elif path.exists():
            yield from _file(path, options)
        else:
            yield UnreadableError(str(path), "no such file or folder")
    except OSError as error:
        yield UnreadableError(str(path), _reason(error))


def _files(folder: Path) -> Iterator[Path | UnreadableError]:
    """The files below a folder that have a known extension, in order of their names; hidden ones are passed over."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield UnreadableError(str(folder), _reason(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files(entry)
        elif is_known(entry.name):
            yield entry


def _file(path: Path, options: Options) -> Iterator[Outcome]:
    if not is_known(path.name):
        kind = kinds_of(path.name)[-1] or "(none)"
        known = ", ".join(sorted(READERS))
        yield UnreadableError(str(path), f"unknown extension {kind}; known are {known}, and {_COMPRESSIONS}")
        return
    try:
        with path.open("rb") as stream:
            done = options.done.get(str(path), 0)
            given = Input(
                where=str(path), stream=stream, options=options, seekable=stream.seekable(), passing=Passing(done)
            )
            for number, outcome in enumerate(opened(given, kinds_of(path.name)), done + 1):
                if options.position is not None:
                    options.position.file, options.position.done = str(path), number
                yield outcome
    except OSError as error:
        yield UnreadableError(str(path), _reason(error))


def _is_pipe(path: Path) -> bool:
    """Whether a path can be read only once, from front to end: a named pipe, or what a shell puts for `<(command)`."""
    return path.is_fifo() or path.is_char_device()


def _piped(where: str, stream: IO[bytes], kind: str | None, options: Options) -> Iterator[Outcome]:
    """What standard input or a pipe holds: of the format said, else lines of JSON where it begins with a brace, else text."""
    head = b"" if kind else stream.readline(_HEAD)
    extension = FORMATS[kind] if kind else ".jsonl" if head.lstrip()[:1] == b"{" else ".txt"
    rest = cast(IO[bytes], Rejoined(head, stream)) if head else stream
    yield from read(Input(where=where, stream=rest, options=options), extension)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
