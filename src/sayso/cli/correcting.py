"""Commands that do to a ledger what review does in the browser: pair, correct, comment."""

from __future__ import annotations

from typing import Annotated

import typer

from sayso.cli.ledger import By, LedgerPath, Why, opened_ledger
from sayso.errors import LedgerError, SettingsError

Telling = Annotated[str, typer.Argument(help="Words that name an event: REPORT:START-END.", show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to `sayso ledger`."""
    app.command()(pair)
    app.command()(correct)
    app.command()(comment)


def pair(
    first: Telling, second: Telling,
    same: Annotated[bool, typer.Option("--same/--different", help="Whether the two tell of one event.")],
    by: By, why: Why = "", ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Judge two tellings, as `review` lists them, to be of one event or of two."""
    with opened_ledger(ledger) as opened:
        typer.echo(opened.judge_pair(first, second, same, by=by, why=why).id)


def correct(
    statement: Annotated[str, typer.Argument(help="The id of the statement that is wrong.", show_default=False)],
    value: Annotated[str, typer.Argument(help="What is right: words, a day, a number.", show_default=False)],
    by: By, why: Why = "",
    span: Annotated[
        str | None, typer.Option(help="The characters that say so, START-END, if others.", show_default=False)
    ] = None,
    ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Judge a statement's value wrong and give the right one. Who vouches for it stays.

    Example:

        sayso ledger correct s:0f3a "at least 9" --by ada --ledger news.db
    """
    from sayso.ledger.given import typed_value

    with opened_ledger(ledger) as opened:
        told = next((one for one in opened.statements() if one.id == statement), None)
        if told is None:
            raise LedgerError(f"no statement {statement}")
        made = opened.correct(statement, typed_value(told.property, value, told.value), _span(span), by=by, why=why)
        typer.echo(made.id)


def comment(
    event: Annotated[str, typer.Argument(help="The event's id.", show_default=False)],
    words: Annotated[str, typer.Argument(help="What is to be kept of it.", show_default=False)],
    by: By, ledger: LedgerPath = None,
) -> None:  # fmt: skip
    """Keep a remark on an event."""
    with opened_ledger(ledger) as opened:
        typer.echo(opened.comment(event, by=by, why=words).id)


def _span(given: str | None) -> tuple[int, int] | None:
    if given is None:
        return None
    start, _, end = given.partition("-")
    if not start.isdigit() or not end.isdigit():
        raise SettingsError(f"--span is {given!r}; write START-END, such as 104-115")
    return int(start), int(end)
