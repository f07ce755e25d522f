"""PDF files, by pypdf: the text of all pages, words that were parted at a line's end joined."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.inputs import Input, Outcome, sha256, whole

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it tells of every oddity; ours is one line a file

MOST_PAGES = 500
_MOST_CHARACTERS = 5_000_000
_PARTED = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")
_UNTITLED = re.compile(r"microsoft word|untitled|\.(?:docx?|pdf|indd|qxd|rtf)$", re.IGNORECASE)


def read_pdf(given: Input) -> Iterator[Outcome]:
    """The report of a file. Raises UnreadableError for one that is locked, broken, or holds images only.

    The file's own date is that of the file, not of the publication, so it is not taken for it.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    data = whole(given)
    if not data.lstrip()[:5] == b"%PDF-":
        raise UnreadableError(given.where, "is no PDF" if data.strip() else "is empty")
    try:
        file = PdfReader(io.BytesIO(data))
        if file.is_encrypted:
            raise UnreadableError(given.where, "is locked with a password")
        text = _PARTED.sub("", "\n\n".join(_pages(file))).strip()
        title = str((file.metadata.title if file.metadata else "") or "").strip()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        raise UnreadableError(given.where, f"is no PDF that can be read ({type(error).__name__})") from error
    if not text:
        raise UnreadableError(given.where, "holds no text; it may be a scan")
    yield Report(
        id=given.where, text=text, title=title if title and not _UNTITLED.search(title) else None, url=given.url,
        sha256=sha256(data), fetched=given.fetched,
    )  # fmt: skip


def _pages(file: Any) -> Iterator[str]:
    size = 0
    for _, page in zip(range(MOST_PAGES), file.pages, strict=False):
        words = str(page.extract_text()).replace("\0", "").strip()
        size += len(words)
        if size > _MOST_CHARACTERS:
            return
        if words:
            yield words
