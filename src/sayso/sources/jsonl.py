"""JSON lines: one report a line, `{"id", "text", "published"?, "title"?, "url"?, "publisher"?, "language"?}`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import checked_date

_REQUIRED = ("id", "text")
_OPTIONAL = ("published", "title", "url", "publisher", "language")
LONGEST_LINE = 64 * 1024 * 1024


def read_jsonl(data: bytes, where: str) -> Iterator[Report | UnreadableError]:
    """The reports of a whole file."""
    return read_lines(data.split(b"\n"), where)


def read_lines(lines: Iterable[bytes], where: str) -> Iterator[Report | UnreadableError]:
    """One outcome for each line that is not blank, named by file and line."""
    number, seen = 0, False
    for number, line in enumerate(lines, 1):
        if line.strip():
            seen = True
            try:
                yield _report(line, f"{where}:{number}")
            except UnreadableError as error:
                yield error
    if not seen:
        yield UnreadableError(where, "is empty")


def _report(line: bytes, where: str) -> Report:
    data = _decoded(line, where)
    values: dict[str, Any] = {}
    for name in (*_REQUIRED, *_OPTIONAL):
        value = data.get(name)
        if name == "id" and isinstance(value, int):
            value = str(value)
        if value is None and name in _REQUIRED:
            raise UnreadableError(where, f'the field "{name}" is missing')
        if value is not None and not isinstance(value, str):
            raise UnreadableError(where, f'the field "{name}" is no string')
        values[name] = value
    if not values["text"].strip():
        raise UnreadableError(where, 'the field "text" is empty')
    if values["published"] is not None:
        values["published"] = checked_date(values["published"], where)
    return Report(**values)


def _decoded(line: bytes, where: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise UnreadableError(where, f"the line is longer than {LONGEST_LINE >> 20} MiB")
    try:
        data = msgspec.json.decode(line)
    except UnicodeDecodeError as error:
        raise UnreadableError(where, f"is not UTF-8 ({error.reason})") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError(where, f"is not JSON ({error})") from error
    if not isinstance(data, dict):
        raise UnreadableError(where, "is no JSON object")
    return data
