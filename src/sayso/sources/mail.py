"""E-mail alerts: letters (.eml) and boxes of them (mbox), read front to end with no index."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import read_date
from sayso.sources.fragments import words_of
from sayso.sources.inputs import LARGEST, Input, Outcome, bounded_lines, sha256, whole

_LONGEST_LINE = 1 << 20
_MOST_PARTS = 200
_MOST_NESTED = 60
_LONGEST_HEADER = 2000


def read_mbox(given: Input) -> Iterator[Outcome]:
    """One outcome a letter. Raises UnreadableError for what does not begin as a mailbox does."""
    for number, letter in enumerate(_letters(given), 1):
        where = f"{given.where}:{number}"
        if len(letter) > LARGEST:
            yield UnreadableError(where, f"is too large for one report (at most {LARGEST >> 20} MiB)")
            continue
        try:
            yield _report(letter, where)
        except UnreadableError as error:
            yield error


def read_letter(given: Input) -> Iterator[Outcome]:
    """The report of one letter. Raises UnreadableError."""
    yield _report(whole(given), given.where)


def _letters(given: Input) -> Iterator[bytes]:
    """The letters of a box; of one that is too large only so much that this can be told."""
    letter: io.BytesIO | None = None
    blank = True
    for line in bounded_lines(given.stream, _LONGEST_LINE):
        if blank and line is not None and line.startswith(b"From "):
            if letter is not None:
                yield letter.getvalue()
            letter = io.BytesIO()
        elif letter is None:
            if line is None or line.strip():
                raise UnreadableError(given.where, 'is no mailbox: it does not begin with a line "From ..."')
        elif line is not None and letter.tell() <= LARGEST:
            letter.write(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    if letter is None:
        raise UnreadableError(given.where, "is empty")
    yield letter.getvalue()


def _report(data: bytes, where: str) -> Report:
    if not data.strip():
        raise UnreadableError(where, "is empty")
    if data.lower().count(b"multipart/") > _MOST_NESTED:
        raise UnreadableError(where, "has too many parts within parts")
    try:
        letter = message_from_bytes(data)
        text = _body(letter)
        key, subject, sender, sent = (_header(letter, name) for name in ("message-id", "subject", "from", "date"))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(where, f"is no letter that can be read ({type(error).__name__})") from error
    if not text.strip():
        raise UnreadableError(where, "holds no text")
    name, address = parseaddr(sender or "")
    return Report(
        id=(key or "").strip("<> ") or where, text=text, title=subject, publisher=name or address or None,
        published=read_date(sent), sha256=sha256(data),
    )  # fmt: skip


def _header(letter: Message, name: str) -> str | None:
    """A header's words, decoded; cut where it is absurdly long."""
    value = letter.get(name)
    if value is None:
        return None
    return " ".join(str(make_header(decode_header(str(value)[:_LONGEST_HEADER]))).split()) or None


def _body(letter: Message) -> str:
    """The words of the plain part, or else of the marked-up one; attachments are left alone."""
    walk = (part for part in letter.walk() if part.get_content_disposition() != "attachment")
    parts = [part for _, part in zip(range(_MOST_PARTS), walk, strict=False)]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and (words := _words(part, kind)).strip():
                return words
    return ""


def _words(part: Message, kind: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    content = _decoded(data, part.get_content_charset())
    return words_of(content) if kind == "text/html" else content.replace("\r\n", "\n")


def _decoded(data: bytes, charset: str | None) -> str:
    for name in filter(None, (charset, "utf-8")):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")
