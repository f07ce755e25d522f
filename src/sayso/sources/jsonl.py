"""JSON lines: one report a line, `{"id", "text", "published"?, "title"?, "url"?, "publisher"?, "language"?}`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import checked_date
from sayso.sources.inputs import Input, Outcome, bounded_lines
from sayso.sources.tables import placed, report_of

_REQUIRED = ("id", "text")
_OPTIONAL = ("published", "title", "url", "publisher", "language")
LONGEST_LINE = 64 * 1024 * 1024


def read_jsonl(given: Input) -> Iterator[Outcome]:
    """One outcome for each line that is not blank, named by file and line."""
    seen = False
    for number, line in enumerate(bounded_lines(given.stream, LONGEST_LINE), 1):
        if line is None or line.strip():
            seen = True
            if given.passing.take():
                continue
            yield _outcome(line, f"{given.where}:{number}", given.options.columns)
    if not seen:
        raise UnreadableError(given.where, "is empty")


def _outcome(line: bytes | None, where: str, columns: Mapping[str, str]) -> Outcome:
    try:
        if line is None:
            raise UnreadableError(where, f"the line is longer than {LONGEST_LINE >> 20} MiB")
        data = decoded_object(line, where)
        return report_of(data, placed(list(data), columns, where), where) if columns else given_report(data, where)
    except UnreadableError as error:
        return error


def given_report(data: Mapping[str, Any], where: str) -> Report:
    """The report that an object of the contract stands for. Raises UnreadableError for one that does not keep to it."""
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


def decoded_object(data: bytes, where: str) -> dict[str, Any]:
    """The JSON object that the bytes hold. Raises UnreadableError where they hold none."""
    made = decoded_json(data, where)
    if not isinstance(made, dict):
        raise UnreadableError(where, "is no JSON object")
    return made


def decoded_json(data: bytes, where: str) -> Any:
    """What the bytes hold as JSON. Raises UnreadableError."""
    try:
        return msgspec.json.decode(data)
    except UnicodeDecodeError as error:
        raise UnreadableError(where, f"is not UTF-8 ({error.reason})") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableError(where, f"is not JSON ({error})") from error
