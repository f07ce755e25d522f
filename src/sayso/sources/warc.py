"""Web archives (WARC), by warcio: one report a page that was answered with 200."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from sayso.errors import UnreadableError
from sayso.sources.inputs import LARGEST, Input, Outcome, Rejoined

_KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}

_MAGIC = b"WARC/"
LONGEST_HEADERS = 1 << 20
"""Bytes of a record's headers at most."""


def read_warc(given: Input) -> Iterator[Outcome]:
    """One outcome a page, named by its address. Raises UnreadableError where the archive breaks off or is none."""
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]

    number = 0
    head = given.stream.read(len(_MAGIC))
    if head != _MAGIC:
        raise UnreadableError(given.where, "is no WARC archive" if head else "is empty")
    archive = ArchiveIterator(Rejoined(head, given.stream))
    archive.reader, archive.INC_RECORD = _bounded(archive.fh), ""  # it would write of faults to standard error
    try:
        for record in archive:
            yield from _pages(record, given)
            archive.reader.told = 0
            number += 1
    except (ArchiveLoadFailed, ValueError, EOFError, AttributeError, TypeError) as error:
        reason = f"breaks off or is damaged in record {number + 1} ({_first_line(error)})"
        raise UnreadableError(given.where, reason) from error


def _bounded(stream: Any) -> Any:
    """warcio's reader, but one that gives up headers that do not end: it would gather them for ever."""
    from warcio.bufferedreaders import DecompressingBufferedReader  # type: ignore[import-untyped]

    class Bounded(DecompressingBufferedReader):  # type: ignore[misc]
        told = 0  # bytes of lines since a record began, or since part of its content was read

        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or LONGEST_HEADERS, LONGEST_HEADERS))
            self.told += len(line)
            if self.told > LONGEST_HEADERS:
                raise ValueError("the headers of a record do not end")
            return line

        def read(self, length: int | None = None) -> bytes:
            self.told = 0
            data: bytes = super().read(length)
            return data

    return Bounded(stream)


def _pages(record: Any, given: Input) -> Iterator[Outcome]:
    from sayso.sources.readers import read

    if record.rec_type not in ("response", "resource", "conversion"):
        return
    if record.rec_type == "response" and (record.http_headers is None or record.http_headers.get_statuscode() != "200"):
        return
    media, charset = _media(record)
    if media not in _KINDS or given.passing.take():
        return
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>") or given.where
    data = record.content_stream().read(LARGEST + 1)
    _check_length(record, url)
    page = Input(
        where=url, stream=io.BytesIO(data), options=given.options, url=url, charset=charset, seekable=True,
        fetched=record.rec_headers.get_header("WARC-Date"),
    )  # fmt: skip
    yield from read(page, _KINDS[media])


def _check_length(record: Any, url: str) -> None:
    """Raises ValueError where the record ends before its length: the archive was cut there."""
    while record.raw_stream.read(1 << 20):  # what is left of the record
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise ValueError(f"the record of {url[:80]} is cut short")


def _media(record: Any) -> tuple[str, str | None]:
    headers = record.http_headers or record.rec_headers
    told = str(headers.get_header("Content-Type") or "").lower()
    media, _, rest = told.partition(";")
    _, named, charset = rest.partition("charset=")
    return media.strip(), charset.split(";")[0].strip(" \"'") if named else None


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:100] or type(error).__name__
