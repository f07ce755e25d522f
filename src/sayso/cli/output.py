"""Where a command's output goes: standard output or a file, as a table or as data."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Protocol

import msgspec
import typer

from sayso.errors import ReportError
from sayso.exports.cells import guarded


class RowFormat(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"


class Printable(Protocol):
    """A row that turns into names and values."""

    def to_dict(self) -> dict[str, Any]: ...


@contextmanager
def opened(path: Path | None) -> Iterator[IO[str]]:
    """Standard output, or a file that appears only when it was written whole."""
    if path is None:
        yield sys.stdout
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", text=True)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as target:
            yield target
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def show(renderable: Any, target: IO[str]) -> None:
    """Print a table; colours only on a terminal."""
    from rich.console import Console

    width = None if target.isatty() else int(os.environ.get("COLUMNS", "140"))
    Console(file=target, width=width, highlight=False).print(renderable)


def print_rows(rows: Iterable[Printable], format_: RowFormat, columns: Sequence[str]) -> None:
    """Rows as a table or CSV of the named values, or whole as JSON."""
    if format_ is RowFormat.jsonl:
        for row in rows:
            sys.stdout.write(msgspec.json.encode(row.to_dict()).decode() + "\n")
    elif format_ is RowFormat.json:
        made = msgspec.json.encode([row.to_dict() for row in rows])
        sys.stdout.write(msgspec.json.format(made, indent=2).decode() + "\n")
    elif format_ is RowFormat.csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([guarded(cell) for cell in _cells(row, columns)] for row in rows)
    else:
        show(table([name.replace("_", " ") for name in columns], (_cells(row, columns) for row in rows)), sys.stdout)


def _cells(row: Printable, columns: Sequence[str]) -> list[str]:
    values = row.to_dict()
    return [words_of(values.get(name)) for name in columns]


def words_of(value: Any) -> str:
    """A value in words: what stands in one cell."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(dict.fromkeys(filter(None, map(words_of, value))))
    if isinstance(value, dict):
        return _words_of_dict(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) and value >= 10_000 else str(value)


def _words_of_dict(value: dict[str, Any]) -> str:
    if "start" in value and "end" in value:
        start, end = value["start"] or "", value["end"] or ""
        return start if start == end else f"{start} to {end}"
    for name in ("words", "name", "speaker"):
        if name in value:
            role = f"{value['role']}: " if "role" in value else ""
            return role + words_of(value[name])
    if "role" in value:
        figure = value.get("best", value.get("low"))
        bounds = (
            f" ({value['low']} to {value['high']})"
            if value.get("low") != value.get("high") and value.get("high")
            else ""
        )
        whose = value.get("whose", "all")
        return f"{value['role']} {words_of(figure)}{'' if whose == 'all' else f' of {whose}'}{bounds}"
    return ", ".join(f"{key} {words_of(item)}" for key, item in value.items() if item is not None)


class Row:
    """Names and values as a printable row."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values

    def to_dict(self) -> dict[str, Any]:
        return self.values


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Any:
    """A plain table."""
    from rich.table import Table

    made = Table(header_style="bold")
    for heading in headings:
        made.add_column(heading, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made


def complain(error: ReportError) -> None:
    """One line on standard error about a report that was set aside."""
    typer.echo(f"sayso: {error}", err=True)


@contextmanager
def progress(total: int | None, doing: str) -> Iterator[Callable[[], None]]:
    """A function to call after each report; on a terminal, and with more than one report, it moves a bar."""
    if not sys.stderr.isatty() or total == 1:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(doing, total=total)
        yield lambda: bar.advance(task)
