"""Reading a page in a process of its own: one that is so large or so odd that parsing it may hang, crash or eat the memory.

python -m sayso.sources.apart < page        the first line is what is known of the page, as JSON; the rest its bytes
"""

from __future__ import annotations

import io
import resource
import subprocess
import sys
from collections.abc import Iterator

import msgspec

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.inputs import Input, Outcome

SECONDS = 15
MEMORY = 1 << 30
"""Bytes of address space that the process may have."""


class _Known(msgspec.Struct):
    where: str
    url: str | None = None
    fetched: str | None = None
    charset: str | None = None


class _Made(msgspec.Struct):
    report: Report | None = None
    reason: str = ""


def read_apart(data: bytes, given: Input) -> Iterator[Outcome]:
    """The report of a page. Raises UnreadableError, also where the process failed or took too long."""
    known = _Known(given.where, given.url, given.fetched, given.charset)
    command = [sys.executable, "-m", __name__]
    try:
        done = subprocess.run(  # noqa: S603 (our own module)
            command, input=msgspec.json.encode(known) + b"\n" + data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(given.where, f"took longer than {SECONDS} s to read") from error
    if done.returncode:
        raise UnreadableError(given.where, "is a page that its parser fails on")
    made = msgspec.json.decode(done.stdout, type=_Made)
    if made.report is None:
        raise UnreadableError(given.where, made.reason)
    yield made.report


def main() -> int:
    """Read the page on standard input; what came of it goes to standard output as JSON."""
    from sayso.sources.html import page_report

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    known = msgspec.json.decode(sys.stdin.buffer.readline(), type=_Known)
    given = Input(
        where=known.where, stream=io.BytesIO(), url=known.url, fetched=known.fetched, charset=known.charset
    )  # fmt: skip
    try:
        made = _Made(page_report(sys.stdin.buffer.read(), given))
    except UnreadableError as error:
        made = _Made(reason=error.reason)
    sys.stdout.buffer.write(msgspec.json.encode(made))
    return 0


if __name__ == "__main__":
    sys.exit(main())
