"""The ledger's numbers for other programs, and the short name of its list of events: tally, events."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli import ledger as commands
from sayso.cli.ledger import AsOf, FormatOption, LedgerPath, opened_ledger
from sayso.cli.output import Row, RowFormat, print_rows, show, table, words_of

if TYPE_CHECKING:  # the database is loaded when it is asked for
    from sayso.ledger import Ledger
    from sayso.ledger.lines import EventLine
    from sayso.ledger.policies import TallyLine, Used

TALLY_COLUMNS = ("event", "role", "whose", "policy", "low", "best", "high")
USED_COLUMNS = ("number", "speaker", "rank", "report", "published", "quote", "why")
RECEIPT_COLUMNS = (*TALLY_COLUMNS, "receipt", *USED_COLUMNS)
"""Of a receipt as CSV: a row for each figure, under `receipt` whether it was used or set aside."""

TALLY_HELP = """Print the ledger's numbers under a named policy.

Examples:

    sayso tally --ledger news.db --policy acled_conservative --format jsonl

    sayso tally e:5f0c --policy ucdp_best_low_high --receipt

    sayso tally --compare acled_conservative,ucdp_best_low_high,airwars_min_max
"""


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("events")(commands.events)
    app.command("tally", help=TALLY_HELP)(tally)


def tally(
    event: Annotated[str | None, typer.Argument(help="One event's id [default: all].", show_default=False)] = None,
    ledger: LedgerPath = None, format_: FormatOption = RowFormat.table, as_of: AsOf = None,
    policy: Annotated[str, typer.Option(help="How the number is worked out.")] = "ucdp_best_low_high",
    compare: Annotated[
        str | None, typer.Option(help="Several policies side by side, parted by commas.", show_default=False)
    ] = None,
    receipt: Annotated[bool, typer.Option(help="Show the statements used and those set aside.")] = False,
) -> None:  # fmt: skip
    names = [name.strip() for name in (compare or policy).split(",")]
    with opened_ledger(ledger) as opened:
        lines = [line for name in names for line in opened.tallies(policy=name, event=event, as_of=as_of)]
        lines.sort(key=lambda line: (line.event, line.role, line.whose))
        if compare and format_ is RowFormat.table and not receipt:
            print_side_by_side(opened, lines, as_of)
            return
        if receipt and format_ is RowFormat.table:
            print_receipts(lines)
        elif receipt and format_ is RowFormat.csv:
            print_rows(receipt_rows(lines), format_, RECEIPT_COLUMNS)
        else:
            print_rows(lines, format_, TALLY_COLUMNS)


def print_receipts(lines: Sequence[TallyLine]) -> None:
    """A table a number: the policy's answer above it, a row for each figure that was used or set aside, and why."""
    for line in lines:
        whose = "" if line.whose == "all" else f": {line.whose}"
        total = ", running total" if line.scope == "cumulative" else ""
        made = table(
            ["", "figure", "speaker", "report", "published", "words", "why"],
            ([taken, *_told(one), one.why] for taken, one in _receipt(line)),
        )
        made.title = f"{line.event} {line.role}{whose}{total}, {line.policy}: {figure(line) or 'no credible figure'}"
        made.title_justify = "left"
        show(made, sys.stdout)


def receipt_rows(lines: Sequence[TallyLine]) -> Iterator[Row]:
    """A row for each figure that was used or set aside."""
    for line in lines:
        answer = {name: getattr(line, name) for name in TALLY_COLUMNS}
        for taken, one in _receipt(line):
            yield Row({**answer, "receipt": taken, **{name: getattr(one, name) for name in USED_COLUMNS}})


def _receipt(line: TallyLine) -> Iterator[tuple[str, Used]]:
    yield from (("used", one) for one in line.used)
    yield from (("set aside", one) for one in line.set_aside)


def _told(one: Used) -> list[str]:
    return [
        words_of(one.number),
        one.speaker,
        one.report,
        (one.published or "")[:16].replace("T", " "),
        f"“{one.quote}”",
    ]


def print_side_by_side(ledger: Ledger, lines: Sequence[TallyLine], as_of: str | None) -> None:
    """A table with a row for each number asked for, and a column for each policy's answer."""
    policies = list(dict.fromkeys(line.policy for line in lines))
    events = {line.id: line for line in ledger.events(as_of=as_of)}
    answers: dict[tuple[str, str, str], dict[str, str]] = {}
    for line in lines:
        answers.setdefault((line.event, line.role, line.whose), {})[line.policy] = figure(line)
    rows = [
        [event, briefly(events.get(event)), role if whose == "all" else f"{role}: {whose}", *map(said.get, policies)]
        for (event, role, whose), said in answers.items()
        if any(said.values())
    ]
    shown = [[cell or "" for cell in row] for row in rows]
    show(table(["event", "what", "how many", *(name.replace("_", " ") for name in policies)], shown), sys.stdout)


def briefly(line: EventLine | None) -> str:
    """What, where and when, in few words."""
    if line is None:
        return ""
    place, day = line.place.name if line.place else "", (line.time.start if line.time else None) or ""
    return " ".join(filter(None, (line.type, place, day)))


def figure(line: TallyLine) -> str:
    """A policy's number in words: "27 (17 to 27)", "17 to 27", "" for none."""
    low, high = (f"{n:,}" if n is not None else "" for n in (line.low, line.high))
    bounds = f"{low or 'up'} to {high}" if high and low != high else f"at least {low}" if low and not high else low
    if line.best is None:
        return bounds
    best = f"{line.best:,}"
    return f"{best} ({bounds})" if bounds and bounds != best else best
