"""Commands on a ledger: adding reports, listing what is in it, judging, checking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from sayso.cli.output import Row, RowFormat, print_rows, words_of
from sayso.cli.reading import (
    AllowFetch,
    AllowNetwork,
    Claims,
    Lexicon,
    Map,
    Own,
    Paths,
    Published,
    StdinFormat,
    Task,
    Workers,
    faults,
    options_of,
    read_all,
)
from sayso.errors import LedgerError, ReportError
from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.reader import Settings, pipeline
from sayso.sources.languages import foreign

if TYPE_CHECKING:
    from sayso.ledger import Filters, Ledger
    from sayso.ledger.pages import PropertyValue

app = typer.Typer(no_args_is_help=True, help="Many reports in one file: every telling kept with who vouches for it.")

DEFAULT = "sayso.db"

LedgerPath = Annotated[
    Path | None,
    typer.Option(
        "--ledger", envvar="SAYSO_LEDGER", help=f"The ledger's file [default: {DEFAULT}].", show_default=False
    ),
]
FormatOption = Annotated[RowFormat, typer.Option("--format", help="What to print.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="Only what was published by this day or moment.", show_default=False)
]
Since = Annotated[str | None, typer.Option(help="First day, YYYY-MM-DD.", show_default=False)]
Until = Annotated[str | None, typer.Option(help="Last day, YYYY-MM-DD.", show_default=False)]
InPlace = Annotated[str | None, typer.Option("--place", help="Name of a place.", show_default=False)]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 code of a country.", show_default=False)]
ActorName = Annotated[str | None, typer.Option("--actor", help="Name of an actor.", show_default=False)]
EventTypeName = Annotated[
    str | None, typer.Option("--type", help="Type of event, such as ASSAULT.", show_default=False)
]
Words = Annotated[str | None, typer.Option("--text", help="Words that the report holds.", show_default=False)]
By = Annotated[str, typer.Option(envvar="SAYSO_REVIEWER", help="Who judges.")]
Why = Annotated[str, typer.Option(help="Why.")]

EVENT_COLUMNS = ("id", "time", "type", "mode", "place", "actors", "tallies", "reports", "statements")
REPORT_COLUMNS = ("id", "published", "publisher", "title", "events", "claims")
UNREAD_COLUMNS = ("id", "published", "publisher", "title", "reason")
ACTOR_COLUMNS = ("name", "kind", "country", "sector", "reports", "mentions")
CLAIM_COLUMNS = ("report", "published", "speaker", "stance", "content")
SPEAKER_COLUMNS = ("speaker", "claims", "stances", "topics", "reports")
HELD_COLUMNS = ("what", "value", "first_told", "on_whose_word", "report", "words", "denied_by", "set_aside")
JUDGEMENT_COLUMNS = ("id", "kind", "of", "by", "why", "at", "undone")


@contextmanager
def opened_ledger(path: Path | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger at the path, closed at the end. Raises LedgerError where it is missing or none."""
    from sayso.ledger import Ledger  # here, since reading a report needs no database

    with Ledger(path or Path(DEFAULT), create=create) as ledger:
        yield ledger


def filters(**wanted: str | None) -> Filters:
    """The filters of a listing. Raises SettingsError for a wrong date."""
    from sayso.ledger import Filters

    return Filters(**wanted)


@app.command()
def add(
    paths: Paths, ledger: LedgerPath = None, published: Published = None, claims: Claims = Settings().claims,
    workers: Workers = 1, lexicon: Lexicon = None, actors: Own = None, stdin_format: StdinFormat = None,
    columns: Map = None, allow_fetch: AllowFetch = False, allow_network: AllowNetwork = None,
) -> None:  # fmt: skip
    """Read reports and append what they tell. A report that is in already changes nothing, and a run that was broken off goes
    on where it stopped. Reports that cannot be read, those in other languages among them, are kept as unread.

    Example:

        sayso ledger add reports.jsonl --ledger news.db
    """
    from sayso.cli.adding import Adding

    settings = Settings(claims=claims, lexicon=lexicon, actors=actors)  # type: ignore[arg-type]
    options = options_of(paths, columns, allow_fetch, allow_network)
    failed: list[ReportError] = []
    with opened_ledger(ledger, create=True) as opened, Adding(opened) as adding:
        task = Task(tuple(paths), settings, published, stdin_format, workers, options=adding.resumed(options, paths))
        for reading in read_all(task, failed, adding):
            adding.add(reading)
        adding.finished()
    wrong = len(faults(failed))
    told = [adding.done()]
    told += [f"{foreign} in another language set aside"] if (foreign := len(failed) - wrong) else []
    told += [f"{wrong} could not be read"] if wrong else []
    typer.echo(f"{ledger or DEFAULT}: {', '.join(told)}", err=True)
    if wrong:
        raise typer.Exit(1)


@app.command()
def events(
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None, since: Since = None,
    until: Until = None, place: InPlace = None, country: Country = None, actor: ActorName = None,
    type_: EventTypeName = None, text: Words = None,
) -> None:  # fmt: skip
    """List the merged events: each happening once, however many reports tell of it.

    Example:

        sayso ledger events --ledger news.db --country LB --since 2024-10-01
    """
    wanted = filters(since=since, until=until, place=place, country=country, actor=actor, type=type_, text=text)
    with opened_ledger(ledger) as opened:
        print_rows(opened.events(wanted, as_of=as_of), format_, EVENT_COLUMNS)


@app.command()
def reports(
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None, since: Since = None,
    until: Until = None, text: Words = None,
) -> None:  # fmt: skip
    """List the reports."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.reports(filters(since=since, until=until, text=text), as_of=as_of), format_, REPORT_COLUMNS)


@app.command()
def unread(ledger: LedgerPath = None, format_: FormatOption = RowFormat.table) -> None:
    """List the reports that are kept but could not be read, and why: for one, those in other languages."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.unread(), format_, UNREAD_COLUMNS)


@app.command()
def actors(
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None, actor: ActorName = None,
    country: Country = None,
) -> None:  # fmt: skip
    """List the actors."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.actors(filters(actor=actor, country=country), as_of=as_of), format_, ACTOR_COLUMNS)


@app.command()
def claims(
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None, since: Since = None,
    until: Until = None, actor: ActorName = None, text: Words = None,
) -> None:  # fmt: skip
    """List who says what."""
    with opened_ledger(ledger) as opened:
        wanted = filters(since=since, until=until, actor=actor, text=text)
        print_rows(opened.claims(wanted, as_of=as_of), format_, CLAIM_COLUMNS)


@app.command()
def speakers(ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None) -> None:
    """List who speaks: how often, on what, with which stance."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.speakers(as_of=as_of), format_, SPEAKER_COLUMNS)


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="The actor's name.", show_default=False)],
    on: Annotated[str | None, typer.Option(help="The day, YYYY-MM-DD.", show_default=False)] = None,
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table,
) -> None:  # fmt: skip
    """Show what held of an actor on a day: offices, heads, parts, backers, designations, each with its voucher."""
    with opened_ledger(ledger) as opened:
        view = opened.actor(name, on=on)
    if format_ in (RowFormat.json, RowFormat.jsonl):
        print_rows([view], format_, ())
        return
    if format_ is RowFormat.table:
        typer.echo(", ".join(filter(None, (*view.names, view.identifier, f"on {view.on}" if view.on else ""))))
        if not view.values:
            typer.echo("nothing is recorded to hold of it" + (" on that day" if view.on else ""))
            return
    print_rows(map(_held, view.values), format_, HELD_COLUMNS)


def _held(value: PropertyValue) -> Row:
    """What holds of an actor, as a row."""
    voucher = value.vouched[0] if value.vouched else None
    return Row({
        "what": value.property.replace("_", " "),
        "value": value.value,
        "first_told": value.since[:10] if value.since else "",
        "on_whose_word": [one.speaker for one in value.vouched],
        "report": voucher.report if voucher else "",
        "words": f"“{voucher.quote}”" if voucher else "",
        "denied_by": [one.speaker for one in value.denied],
        "set_aside": value.aside,
    })  # fmt: skip


@app.command()
def merge(
    first: Annotated[str, typer.Argument(help="An event's id.", show_default=False)],
    second: Annotated[str, typer.Argument(help="The id of the event that is the same.", show_default=False)],
    by: By, why: Why = "", ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Judge two events to be the same."""
    with opened_ledger(ledger) as opened:
        _say(opened.merge(first, second, by=by, why=why))


@app.command()
def split(
    event: Annotated[str, typer.Argument(help="The event's id.", show_default=False)],
    mention: Annotated[str, typer.Argument(help="What is another event: REPORT:START-END.", show_default=False)],
    by: By, why: Why = "", ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Judge a mention to be of another event."""
    with opened_ledger(ledger) as opened:
        _say(opened.split(event, mention, by=by, why=why))


@app.command()
def judge(
    statement: Annotated[str, typer.Argument(help="The statement's id.", show_default=False)],
    right: Annotated[bool, typer.Option("--right/--wrong", help="Whether its value is right.")],
    by: By, why: Why = "", ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Judge a statement's value to be right or wrong."""
    with opened_ledger(ledger) as opened:
        _say(opened.judge(statement, right, by=by, why=why))


@app.command()
def undo(
    judgement: Annotated[str, typer.Argument(help="The judgement's id.", show_default=False)],
    by: By, why: Why = "", ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Take a judgement back (which is a judgement too)."""
    with opened_ledger(ledger) as opened:
        _say(opened.undo(judgement, by=by, why=why))


@app.command()
def judgements(ledger: LedgerPath = None, format_: FormatOption = RowFormat.table) -> None:
    """List the judgements."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.judgements(), format_, JUDGEMENT_COLUMNS)


@app.command()
def review(ledger: LedgerPath = None, format_: FormatOption = RowFormat.table) -> None:
    """List pairs of events that may be the same, the most telling first."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.review(), format_, ("first", "second", "score", "reasons"))


@app.command()
def diff(
    since: Annotated[str, typer.Option("--from", help="Day or moment.", show_default=False)],
    until: Annotated[str, typer.Option("--to", help="Day or moment.", show_default=False)],
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table,
) -> None:  # fmt: skip
    """Tell what changed between two moments: new events, new figures, corrections, denials."""
    with opened_ledger(ledger) as opened:
        print_rows(opened.diff(since, until), format_, ("kind", "event", "role", "was", "now", "speaker"))


@app.command()
def recode(ledger: LedgerPath = None, claims: Claims = Settings().claims) -> None:
    """Read all reports again with this version of sayso, and those that an earlier one could not. Judgements are kept."""
    reader = pipeline(Settings(claims=claims))  # type: ignore[arg-type]

    def read(report: Report) -> Reading:
        outcome = next(reader.read([report]))
        if isinstance(outcome, Failure):
            raise outcome.error
        return outcome

    with opened_ledger(ledger) as opened:
        changed = sum(added.status != "unchanged" for added in opened.recode(read))
        wanted = (report for report in opened.unread_reports() if foreign(report) is None)
        found = [opened.add(o) for o in reader.read(wanted) if not isinstance(o, Failure)]
    first = f", {len(found)} read for the first time" if found else ""
    typer.echo(f"{ledger or DEFAULT}: {changed} reports read anew{first}", err=True)


@app.command()
def verify(ledger: LedgerPath = None) -> None:
    """Check every evidence row against its text and every view against its statements."""
    with opened_ledger(ledger) as opened:
        problems = opened.verify()
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise LedgerError(f"{len(problems)} problems")
    typer.echo("all evidence stands in its text", err=True)


def _say(judgement: msgspec.Struct) -> None:
    """The judgement's id, so that it can be undone."""
    typer.echo(words_of(msgspec.to_builtins(judgement)["id"]))
