"""Plain text: one report a file, unchanged to the character."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.inputs import Input, Outcome, whole

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a"))


def read_text(given: Input) -> Iterator[Outcome]:
    """The report, named by its file. Raises UnreadableError for bytes that are none."""
    yield Report(id=given.where, text=decoded(whole(given), given.where), url=given.url, fetched=given.fetched)


def decoded(data: bytes, where: str) -> str:
    """The text of UTF-8 bytes. Raises UnreadableError for empty, binary and wrongly encoded ones."""
    if not data.strip():
        raise UnreadableError(where, "is empty")
    if b"\0" in data or len(data.translate(None, _CONTROLS)) < 0.95 * len(data):
        raise UnreadableError(where, "is binary, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"{where}:{line}", f"is not UTF-8 ({error.reason} at byte {error.start}); convert it with iconv"
        ) from error
