"""The ledger in the formats that other people's tools load: export."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from sayso.cli.ledger import (
    DEFAULT,
    ActorName,
    AsOf,
    Country,
    EventTypeName,
    InPlace,
    Since,
    Until,
    Words,
    filters,
    opened_ledger,
)
from sayso.errors import SettingsError

EXPORT_HELP = """Write a ledger in a format that other tools load.

Examples:

    sayso export news.db --format events.csv -o events.csv

    sayso export news.db --format acled --country ML --since 2024-01-01 > acled.csv

    sayso export news.db --format xlsx -o news.xlsx

    sayso export news.db --format geoparquet --as-of 2024-10-05 -o then.parquet

A wrong name lists the formats that exist; docs/columns.md tells of every column.
"""

LedgerFile = Annotated[
    Path | None,
    typer.Argument(metavar="LEDGER", envvar="SAYSO_LEDGER", help=f"The ledger's file [default: {DEFAULT}].", show_default=False),
]  # fmt: skip
FormatName = Annotated[
    str, typer.Option("--format", help="What to write: events.csv, acled, xlsx ... `--format help` lists all.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", show_default=False)]
PolicyName = Annotated[
    str | None,
    typer.Option("--policy", help="How numbers are worked out [default: the format's own].", show_default=False),
]
Raw = Annotated[bool, typer.Option("--raw", help="Leave cells that look like formulas as they are.")]
Hxl = Annotated[bool, typer.Option("--hxl", help="Add a row of HXL tags below the header (CSV).")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("export", help=EXPORT_HELP)(export)


def export(
    ledger: LedgerFile = None, format_: FormatName = "events.csv", output: Output = None, as_of: AsOf = None,
    policy: PolicyName = None, since: Since = None, until: Until = None, place: InPlace = None, country: Country = None,
    actor: ActorName = None, type_: EventTypeName = None, text: Words = None, raw: Raw = False, hxl: Hxl = False,
) -> None:  # fmt: skip
    from sayso.exports import formats
    from sayso.exports.selection import Selection

    if format_ == "help":
        for one in formats.FORMATS.values():
            typer.echo(f"{one.name:20} {one.says}")
        return
    found = formats.named(format_)
    if found.binary and output is None and sys.stdout.isatty():
        raise SettingsError(f"{format_} is nothing for a terminal: give a file with -o")
    wanted = filters(since=since, until=until, place=place, country=country, actor=actor, type=type_, text=text)
    with opened_ledger(ledger) as opened, target_of(output) as target:
        selection = Selection(opened, wanted, as_of, policy, raw, hxl)
        written = formats.export(selection, format_, target)
    if output or written.left_out or not written.rows:
        typer.echo(f"{output or format_}: {written}", err=True)


@contextmanager
def target_of(path: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears only when it was written whole."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w+b") as target:
            yield target
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
