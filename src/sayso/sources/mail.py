"""E-mail alerts: letters (.eml) and boxes of them (mbox), read front to end with no index."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.dates import read_date
from sayso.sources.fragments import words_of
from sayso.sources.inputs import LARGEST, Input, Outcome, bounded_lines, sha256, whole

_LONGEST_LINE = 1 << 20
_MOST_PARTS = 200


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
    try:
        letter = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
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


def _header(letter: EmailMessage, name: str) -> str | None:
    value = letter.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _body(letter: EmailMessage) -> str:
    """The words of the plain part, or else of the marked-up one; attachments are left alone."""
    parts = [part for _, part in zip(range(_MOST_PARTS), letter.walk(), strict=False) if not part.is_attachment()]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind and (words := _words(part, kind)).strip():
                return words
    return ""


def _words(part: EmailMessage, kind: str) -> str:
    content = str(part.get_content())
    return words_of(content) if kind == "text/html" else content.replace("\r\n", "\n")
