"""Bytes -> reports: text, Markdown, HTML and JSONL files, folders of them, standard input.

`reports` gives one outcome after the other, lazily: a `Report`, or the `UnreadableError` of what was no report.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from sayso.errors import SettingsError, UnreadableError
from sayso.model import Report

Outcome: TypeAlias = Report | UnreadableError
Reader: TypeAlias = Callable[[bytes, str], Iterator[Outcome]]

STANDARD_INPUT = "-"
LARGEST = 20 * 1024 * 1024
"""Bytes that a file of one report may have. A report of this size is no report; JSONL files may be larger."""

READERS = {
    ".txt": "sayso.sources.text:read_text", ".text": "sayso.sources.text:read_text",
    ".md": "sayso.sources.markdown:read_markdown", ".markdown": "sayso.sources.markdown:read_markdown",
    ".html": "sayso.sources.html:read_html", ".htm": "sayso.sources.html:read_html", ".xhtml": "sayso.sources.html:read_html",
    ".jsonl": "sayso.sources.jsonl:read_jsonl", ".ndjson": "sayso.sources.jsonl:read_jsonl",
}  # fmt: skip
"""Extension -> module:function. A reader gets the bytes and the file's name and gives outcomes."""

FORMATS = {"text": ".txt", "markdown": ".md", "html": ".html", "jsonl": ".jsonl"}
"""What standard input can be told to hold."""

_BY_LINE = frozenset((".jsonl", ".ndjson"))


def reports(paths: Iterable[str], *, stdin_format: str | None = None) -> Iterator[Outcome]:
    """The reports at the paths, in order; folders in order of their files' names, files of unknown kinds in them skipped.

    Raises SettingsError for an unknown `stdin_format`.
    """
    if stdin_format is not None and stdin_format not in FORMATS:
        raise SettingsError(f"unknown format {stdin_format!r}; choose from {', '.join(FORMATS)}")
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _standard_input(stdin_format)
        else:
            yield from _path(Path(path))


def count(paths: Iterable[str]) -> int | None:
    """How many reports there are, for a progress bar; None where only reading tells."""
    total = 0
    for name in paths:
        path = Path(name)
        if name == STANDARD_INPUT or not os.access(path, os.R_OK):
            return None
        for file in _files(path) if path.is_dir() else [path]:
            if isinstance(file, Path):
                total += _lines(file) if file.suffix.lower() in _BY_LINE else 1
    return total


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())


def _path(path: Path) -> Iterator[Outcome]:
    try:
        if path.is_dir():
            for file in _files(path):
                yield from [file] if isinstance(file, UnreadableError) else _file(file)
        elif path.exists():
            yield from _file(path)
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
        elif entry.suffix.lower() in READERS:
            yield entry


def _file(path: Path) -> Iterator[Outcome]:
    kind = path.suffix.lower()
    if kind not in READERS:
        known = ", ".join(sorted(READERS))
        yield UnreadableError(str(path), f"unknown extension {kind or '(none)'}; known are {known}")
        return
    try:
        if kind in _BY_LINE:
            yield from _json_lines(path)
        elif (size := path.stat().st_size) > LARGEST:
            yield UnreadableError(
                str(path), f"{size / 2**20:.0f} MiB is too large for one report (at most {LARGEST >> 20})"
            )
        else:
            yield from _reader(kind)(path.read_bytes(), str(path))
    except OSError as error:
        yield UnreadableError(str(path), _reason(error))


def _json_lines(path: Path) -> Iterator[Outcome]:
    from sayso.sources.jsonl import read_lines

    with path.open("rb") as lines:
        yield from read_lines(lines, str(path))


def _standard_input(stdin_format: str | None) -> Iterator[Outcome]:
    data = sys.stdin.buffer.read()
    kind = FORMATS[stdin_format] if stdin_format else ".jsonl" if data.lstrip()[:1] == b"{" else ".txt"
    yield from _reader(kind)(data, "stdin")


def _reader(kind: str) -> Reader:
    module, _, name = READERS[kind].partition(":")
    return cast(Reader, getattr(import_module(module), name))


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
