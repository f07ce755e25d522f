"""The ledger's numbers for other programs, and the short name of its list of events: tally, events."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli import ledger as commands
from sayso.cli.ledger import AsOf, FormatOption, LedgerPath, opened_ledger
from sayso.cli.output import RowFormat, print_rows

TALLY_COLUMNS = ("event", "role", "whose", "policy", "low", "best", "high")
RECEIPT_COLUMNS = (*TALLY_COLUMNS, "used", "set_aside")

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
        print_rows(lines, format_, RECEIPT_COLUMNS if receipt else TALLY_COLUMNS)
