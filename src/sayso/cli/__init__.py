"""The command line: the only place that prints.

Exit codes: 0 all went well, 1 some report could not be read or the ledger refused, 2 wrong usage or settings. A report that is
set aside because it is in another language is told of, and no failure.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from sayso.cli import correcting, desk, export, ledger, merged, reading, watch
from sayso.errors import ResourceError, SaysoError, SettingsError

app = typer.Typer(
    name="sayso",
    help="Reads news reports and writes down who did what to whom, when, where, how many, and on whose word.",
    epilog="Start with: sayso read report.txt --published 2024-10-23",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
reading.register(app)
merged.register(app)
export.register(app)
watch.register(app)
desk.register(app)
correcting.register(ledger.app)
app.add_typer(ledger.app, name="ledger")

DEBUG = "--debug"


@app.callback(invoke_without_command=True)
def _root(
    version: bool = typer.Option(False, "--version", help="Print the version and end."),
    debug: bool = typer.Option(False, DEBUG, help="Show the whole traceback of an error."),
) -> None:
    if version:
        from sayso.reader import CODER

        typer.echo(CODER)
        raise typer.Exit


def main() -> NoReturn:
    """Run the command of `sys.argv` and end the process with its exit code."""
    arguments = sys.argv[1:]
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the parser is quickest so; --workers uses further processors
    try:
        app([a for a in arguments if a != DEBUG], prog_name="sayso")  # ends with SystemExit
        sys.exit(0)
    except BrokenPipeError:  # the reader of our output has gone: nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if DEBUG in arguments:
            raise
        sys.exit(_complain(error))


def _complain(error: Exception) -> int:
    """One line on standard error; the exit code."""
    if isinstance(error, SaysoError):
        typer.echo(f"sayso: {error}", err=True)
        return 2 if isinstance(error, SettingsError | ResourceError) else 1
    if isinstance(error, OSError):
        typer.echo(f"sayso: {error.filename or ''}: {(error.strerror or str(error)).lower()}", err=True)
        return 1
    typer.echo(f"sayso: unexpected {type(error).__name__}: {error} (run again with --debug to see where)", err=True)
    return 1
