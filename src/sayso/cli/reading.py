"""Commands that read reports: read, claims, times, places, quantities, explain, actors."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec
import typer

from sayso.cli.output import Row, RowFormat, complain, opened, print_rows, progress, show
from sayso.errors import LanguageError, ReportError, ResourceError, SettingsError
from sayso.model import Place, Quantity, Reading, Report, Span, Time
from sayso.pipeline import Failure
from sayso.reader import CLAIM_READERS, HAPPENINGS, Settings, outcomes
from sayso.sources import FORMATS, Options, Position, count, is_address, reports
from sayso.sources.dates import checked_date
from sayso.sources.languages import foreign
from sayso.sources.tables import columns_of

if TYPE_CHECKING:
    from sayso.sources.courtesy import Courtesy


class ReadFormat(StrEnum):
    """How readings are printed."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    html = "html"


Paths = Annotated[
    list[str],
    typer.Argument(
        help="Text, Markdown, HTML, PDF, JSON, JSONL, CSV, Parquet, feed, mail or WARC files, compressed or not, folders of "
        "them, addresses (with --allow-fetch), or - for standard input.",
        show_default=False,
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
Map = Annotated[
    str | None,
    typer.Option("--map", help="Which columns of a table hold what: text=body,published=date.", show_default=False),
]
AllowFetch = Annotated[
    bool, typer.Option("--allow-fetch", help="Fetch addresses, and the pages that feeds and sitemaps lead to.")
]
AllowNetwork = Annotated[
    list[str] | None,
    typer.Option(help="A network that may be fetched from although it is not public: 10.1.0.0/16.", show_default=False),
]
LayerFormat = Annotated[str, typer.Option("--format", help="table, csv, json or jsonl; of places geojson too.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", show_default=False)]

READ_HELP = """Read reports and print what they tell.

Examples:

    sayso read report.txt --published 2024-10-23

    sayso read reports.jsonl --format jsonl > readings.jsonl

    sayso read page.html --format html -o reading.html

    cat report.txt | sayso read - --published 2024-10-23

    sayso read articles.csv --map text=body,published=date
"""


class Task(msgspec.Struct, frozen=True):
    """What is to be read, and how."""

    paths: tuple[str, ...]
    settings: Settings
    published: str | None = None
    stdin_format: str | None = None
    workers: int = 1
    until: str | None = None
    options: Options = Options()


class Keeping(Protocol):
    """What a ledger does with the reports that are on their way to it."""

    def skip(self, report: Report) -> bool:
        """Whether the report need not be read."""
        ...

    def set_aside(self, report: Report, error: ReportError) -> None:
        """The report could not be read."""
        ...

    def settled(self, position: tuple[str, int]) -> None:
        """All up to this place in this file was read, set aside or refused."""
        ...


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
    happenings: Happenings = Settings().happenings, columns: Map = None, allow_fetch: AllowFetch = False,
    allow_network: AllowNetwork = None,
) -> None:  # fmt: skip
    settings = Settings(claims=claims, lexicon=lexicon, actors=actors, happenings=happenings)  # type: ignore[arg-type]
    options = options_of(paths, columns, allow_fetch, allow_network)
    task = Task(tuple(paths), settings, published, stdin_format, workers, options=options)
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


def options_of(
    paths: Iterable[str], columns: str | None, allow_fetch: bool, allow_network: Sequence[str] | None
) -> Options:
    """What the options of the command line say of the input. Raises SettingsError for wrong ones."""
    fetch = None
    if allow_fetch:
        fetch = polite_fetcher(allow_network or ())
    elif address := next((path for path in paths if is_address(path)), None):
        raise SettingsError(f"{address}: addresses are only fetched with --allow-fetch")
    return Options(columns=columns_of(columns), fetch=fetch)


def polite_fetcher(networks: Sequence[str], contact: str = "", wait: Callable[[float], bool] | None = None) -> Courtesy:
    """What fetches pages with good manners. Raises ResourceError where the extra that it needs is not installed."""
    try:
        import protego  # noqa: F401

        from sayso.sources.courtesy import Courtesy
        from sayso.sources.fetching import Fetcher, Fetching
    except ModuleNotFoundError as error:
        raise ResourceError(f"fetching needs {error.name}: pip install 'sayso[sources]'") from error
    return Courtesy(Fetcher(Fetching(allowed=tuple(networks), contact=contact)), wait=wait)


def read_all(task: Task, failed: list[ReportError], keeping: Keeping | None = None) -> Iterator[Reading]:
    """The readings in order, without the reports that are skipped; what could not be read is complained of and
    added to `failed`, and set aside where something keeps it.
    """
    queue = _Queue(task, failed, keeping)
    with progress(count(task.paths), "reading") as advance:
        for outcome in outcomes(queue.reports(advance), task.settings, until=task.until, workers=task.workers):
            if isinstance(outcome, Failure):
                queue.refuse(outcome.report, outcome.error)
            else:
                yield outcome
            queue.settle()


class _Queue:
    """The reports on their way into the pipeline, which reads ahead: each with its place in its file."""

    def __init__(self, task: Task, failed: list[ReportError], keeping: Keeping | None) -> None:
        self._task = task
        self._failed = failed
        self._keeping = keeping
        self._published = checked_published(task.published)
        self._position = Position()
        self._places: deque[tuple[str, int]] = deque()

    def reports(self, advance: Callable[[], None]) -> Iterator[Report]:
        """Those that are to be read."""
        options = msgspec.structs.replace(self._task.options, position=self._position)
        for outcome in reports(self._task.paths, stdin_format=self._task.stdin_format, options=options):
            advance()
            if isinstance(outcome, ReportError):
                self._complain(outcome)
            elif (report := self._wanted(outcome)) is not None:
                self._places.append((self._position.file, self._position.done))
                yield report

    def _wanted(self, report: Report) -> Report | None:
        if self._published and not report.published:
            report = msgspec.structs.replace(report, published=self._published)
        if self._keeping is not None and self._keeping.skip(report):
            return None
        if error := foreign(report):
            self.refuse(report, error)
            return None
        return report

    def refuse(self, report: Report, error: ReportError) -> None:
        """A report could not be read."""
        self._complain(error)
        if self._keeping is not None:
            self._keeping.set_aside(report, error)

    def _complain(self, error: ReportError) -> None:
        self._failed.append(error)
        complain(error)

    def settle(self) -> None:
        """The report that has been longest on its way has arrived."""
        place = self._places.popleft()
        if self._keeping is not None and place[0]:
            self._keeping.settled(place)


def checked_published(published: str | None) -> str | None:
    """The date of `--published`. Raises SettingsError for one that is none."""
    if published is None:
        return None
    try:
        return checked_date(published, "--published")
    except ReportError:
        raise SettingsError(f"--published is {published!r}; it must be a date such as 2024-10-23") from None


def _print_tables(readings: Iterable[Reading], target: Any) -> None:
    from sayso.exports.table import reading_tables

    for reading in readings:
        show(reading_tables(reading), target)


def faults(failed: Iterable[ReportError]) -> list[ReportError]:
    """Those that something is wrong with: to set aside a report in another language is what is meant to be done."""
    return [error for error in failed if not isinstance(error, LanguageError)]


def _exit(failed: Iterable[ReportError]) -> None:
    if faults(failed):
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
