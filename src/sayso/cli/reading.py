"""Commands that read reports: read, claims, times, places, quantities, explain, actors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from sayso.cli.output import Row, RowFormat, complain, opened, print_rows, progress, show
from sayso.errors import ReportError, SettingsError
from sayso.model import Place, Quantity, Reading, Report, Span, Time
from sayso.pipeline import Failure
from sayso.reader import CLAIM_READERS, HAPPENINGS, Settings, outcomes
from sayso.sources import FORMATS, count, reports
from sayso.sources.dates import checked_date


class ReadFormat(StrEnum):
    """How readings are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"


Paths = Annotated[
    list[str],
    typer.Argument(
        help="Text, Markdown, HTML or JSONL files, folders of them, or - for standard input.", show_default=False
    ),
]
Published = Annotated[
    str | None, typer.Option(help="The date of publication of reports that give none, YYYY-MM-DD.", show_default=False)
]
Claims = Annotated[str, typer.Option(help=f"How claims are read: {' or '.join(CLAIM_READERS)}.")]
Happenings = Annotated[
    str, typer.Option(help=f"Which happenings are listed: {' or '.join(HAPPENINGS)} (those without a type as OTHER).")
]
Workers = Annotated[int, typer.Option(min=1, help="Processes to read on.")]
StdinFormat = Annotated[
    str | None,
    typer.Option(help=f"What standard input holds: {', '.join(FORMATS)} (else worked out).", show_default=False),
]
Lexicon = Annotated[Path | None, typer.Option(help="A TOML file of your own event words.", show_default=False)]
Own = Annotated[Path | None, typer.Option("--actors", help="A file of your own actors.", show_default=False)]
LayerFormat = Annotated[str, typer.Option("--format", help="table, csv, json or jsonl; of places geojson too.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", show_default=False)]

READ_HELP = """Read reports and print what they tell.

Examples:

    sayso read report.txt --published 2024-10-23

    sayso read reports.jsonl --format jsonl > readings.jsonl

    sayso read page.html --format html -o reading.html

    cat report.txt | sayso read - --published 2024-10-23
"""


class Task(msgspec.Struct, frozen=True):
    """What is to be read, and how."""

    paths: tuple[str, ...]
    settings: Settings
    published: str | None = None
    stdin_format: str | None = None
    workers: int = 1
    until: str | None = None


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("read", help=READ_HELP)(read)
    app.command("claims", help="List who says what.\n\nExample:\n\n    sayso claims report.txt")(claims)
    for name in ("times", "places", "quantities"):
        app.command(name, help=f"List the {name} of reports, and why they were read so.")(_lister(name))
    app.command(
        "explain", help="Say why an event was read as it was.\n\nExample:\n\n    sayso explain report.txt --event e3"
    )(explain)
    app.command("actors", help='Search the base of known actors.\n\nExample:\n\n    sayso actors "IDF"')(actors)


def read(
    paths: Paths, format_: Annotated[ReadFormat, typer.Option("--format", help="What to print.")] = ReadFormat.table,
    published: Published = None, output: Output = None, claims: Claims = Settings().claims, workers: Workers = 1,
    lexicon: Lexicon = None, actors: Own = None, stdin_format: StdinFormat = None,
    happenings: Happenings = Settings().happenings,
) -> None:  # fmt: skip
    settings = Settings(claims=claims, lexicon=lexicon, actors=actors, happenings=happenings)  # type: ignore[arg-type]
    task = Task(tuple(paths), settings, published, stdin_format, workers)
    failed: list[ReportError] = []
    with opened(output) as target:
        readings = read_all(task, failed)
        if format_ is ReadFormat.jsonl:
            for reading in readings:
                target.write(reading.to_json() + "\n")
        elif format_ is ReadFormat.table:
            _print_tables(readings, target)
        elif format_ is ReadFormat.json:
            made = msgspec.json.encode([reading.to_dict() for reading in readings])
            target.write(msgspec.json.format(made, indent=2).decode() + "\n")
        else:
            from sayso.exports.html import page

            target.write(page(list(readings)))
    if output and sys.stderr.isatty():
        typer.echo(f"wrote {output}", err=True)
    _exit(failed)


def claims(
    paths: Paths, format_: Annotated[RowFormat, typer.Option("--format", help="What to print.")] = RowFormat.table,
    published: Published = None, claims: Claims = Settings().claims, workers: Workers = 1, stdin_format: StdinFormat = None,
) -> None:  # fmt: skip
    failed: list[ReportError] = []
    settings = Settings(claims=claims)  # type: ignore[arg-type]
    found = read_all(Task(tuple(paths), settings, published, stdin_format, workers, "claims"), failed)
    if format_ is RowFormat.table:
        from sayso.exports.table import claims_table

        for reading in found:
            show(claims_table(reading), sys.stdout)
    else:
        from sayso.exports.rows import claim_rows

        rows = (Row({"report": r.report.id, **msgspec.to_builtins(row)}) for r in found for row in claim_rows(r))
        names = ("report", "id", "speaker", "stance", "manner", "cue", "content", "within")
        print_rows(rows, format_, names)
    _exit(failed)


def explain(
    path: Annotated[str, typer.Argument(help="The report.", show_default=False)],
    event: Annotated[str, typer.Option(help="The event's id, as `sayso read --format json` gives it.", show_default=False)],
    published: Published = None, lexicon: Lexicon = None, claims: Claims = Settings().claims,
) -> None:  # fmt: skip
    failed: list[ReportError] = []
    settings = Settings(lexicon=lexicon, claims=claims)  # type: ignore[arg-type]
    for reading in read_all(Task((path,), settings, published), failed):
        found = next((e for e in reading.events if e.id == event), None)
        if found is None:
            known = ", ".join(e.id for e in reading.events) or "none"
            raise SettingsError(f"{path} has no event {event!r}; it has {known}")
        typer.echo(
            f"{found.id}: {found.type}{f', {found.mode}' if found.mode else ''} “{found.trigger.of(reading.text)}”"
        )
        for reason in found.reasons:
            typer.echo(f"  - {reason}")
    _exit(failed)


def actors(
    query: Annotated[str, typer.Argument(help="A name, part of one, or an acronym.", show_default=False)],
    format_: Annotated[RowFormat, typer.Option("--format", help="What to print.")] = RowFormat.table,
    own: Own = None,
) -> None:
    from sayso.actors.base import load

    rows = [Row(msgspec.to_builtins(found)) for found in load(*[own] if own else []).search(query)]
    if not rows:
        typer.echo(f"sayso: no known actor matches {query!r}", err=True)
        raise typer.Exit(1)
    print_rows(rows, format_, ("name", "kind", "sector", "country", "aliases", "part_of", "note", "wikidata"))


def read_all(task: Task, failed: list[ReportError], skip: Callable[[Report], bool] | None = None) -> Iterator[Reading]:
    """The readings in order, without the reports that `skip` passes over; what could not be read is complained of and
    added to `failed`.
    """
    published = checked_published(task.published)
    with progress(count(task.paths), "reading") as advance:
        wanted = (report for report in _wanted(task, published, failed, advance) if skip is None or not skip(report))
        for outcome in outcomes(wanted, task.settings, until=task.until, workers=task.workers):
            if isinstance(outcome, Failure):
                failed.append(outcome.error)
                complain(outcome.error)
            else:
                yield outcome


def checked_published(published: str | None) -> str | None:
    """The date of `--published`. Raises SettingsError for one that is none."""
    if published is None:
        return None
    try:
        return checked_date(published, "--published")
    except ReportError:
        raise SettingsError(f"--published is {published!r}; it must be a date such as 2024-10-23") from None


def _wanted(
    task: Task, published: str | None, failed: list[ReportError], advance: Callable[[], None]
) -> Iterator[Report]:
    for outcome in reports(task.paths, stdin_format=task.stdin_format):
        advance()
        if isinstance(outcome, ReportError):
            failed.append(outcome)
            complain(outcome)
        elif published and not outcome.published:
            yield msgspec.structs.replace(outcome, published=published)
        else:
            yield outcome


def _print_tables(readings: Iterable[Reading], target: Any) -> None:
    from sayso.exports.table import reading_tables

    for reading in readings:
        show(reading_tables(reading), target)


def _exit(failed: list[ReportError]) -> None:
    if failed:
        raise typer.Exit(1)


def _lister(layer: str) -> Callable[..., None]:
    """The command that lists one layer of readings."""

    def command(
        paths: Paths, format_: LayerFormat = "table",
        published: Published = None, workers: Workers = 1, stdin_format: StdinFormat = None,
    ) -> None:  # fmt: skip
        failed: list[ReportError] = []
        task = Task(tuple(paths), Settings(), published, stdin_format, workers, layer)
        found = read_all(task, failed)
        if layer == "places" and format_ == "geojson":
            from sayso.exports.geojson import places_geojson

            typer.echo(places_geojson(found))
        elif format_ in RowFormat.__members__:
            rows = (Row(_flat(reading, value)) for reading in found for value in getattr(reading, layer))
            print_rows(rows, RowFormat(format_), _COLUMNS[layer])
        else:
            raise SettingsError(f"unknown format {format_!r}; choose from {_formats(layer)}")
        _exit(failed)

    return command


def _formats(layer: str) -> str:
    return ", ".join((*RowFormat.__members__, *(["geojson"] if layer == "places" else [])))


_COLUMNS = {
    "times": ("report", "words", "type", "value", "start", "end", "edtf", "anchor", "reason"),
    "places": ("report", "name", "words", "precision", "lat", "lon", "radius_km", "country", "admin1", "reason"),
    "quantities": ("report", "words", "of", "qualifier", "low", "best", "high", "tally", "population", "cumulative"),
}


def _flat(reading: Reading, value: Time | Place | Quantity) -> dict[str, Any]:
    """A value with its words and its report's id."""
    spans: tuple[Span, ...] = value.mentions if isinstance(value, Place) else (value.span,)
    words = " / ".join(dict.fromkeys(" ".join(span.of(reading.text).split()) for span in spans))
    return {"report": reading.report.id, "words": words, **msgspec.to_builtins(value)}
