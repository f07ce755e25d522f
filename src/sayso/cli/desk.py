"""The desk: serve, publish."""

from __future__ import annotations

import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.ledger import DEFAULT
from sayso.errors import LedgerError, ResourceError, SettingsError

if TYPE_CHECKING:
    from sayso.web.options import DeskOptions

Served = Annotated[
    Path | None,
    typer.Argument(envvar="SAYSO_LEDGER", help=f"The ledger's file [default: {DEFAULT}].", show_default=False),
]

SERVE_HELP = """Open a ledger in the browser: timeline, map, reader and review.

Everything it needs is installed with it; it asks no other machine for anything. Ctrl-C ends it.

Examples:

    sayso serve news.db

    sayso serve news.db --host 0.0.0.0 --password-file secret.txt --no-open
"""

PUBLISH_HELP = """Write a ledger's desk as static pages, for a plain file server.

Of reports they hold short quotes only, unless --full-text is given.

Example:

    sayso publish news.db pages/
"""


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    app.command("serve", help=SERVE_HELP)(serve)
    app.command("publish", help=PUBLISH_HELP)(publish)


def serve(
    ledger: Served = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8420,
    host: Annotated[str, typer.Option(help="The address to bind. Others than this machine's need a password.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", help="A further name that browsers ask for it by.", show_default=False)
    ] = None,
    password: Annotated[
        str | None, typer.Option(envvar="SAYSO_PASSWORD", help="Ask everybody for this password.", show_default=False)
    ] = None,
    password_file: Annotated[
        Path | None, typer.Option(help="The same, as the first line of a file.", show_default=False)
    ] = None,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the browser.")] = False,
    allow_fetch: Annotated[bool, typer.Option("--allow-fetch", help="Let people add pages by address.")] = False,
) -> None:  # fmt: skip
    options = _options(port, host, tuple(name or ()), _password(password, password_file), allow_fetch)
    _run(ledger or Path(DEFAULT), options, open_browser=not no_open)


def publish(
    ledger: Annotated[Path, typer.Argument(help="The ledger's file.", show_default=False)],
    out: Annotated[Path, typer.Argument(help="The folder to write to.", show_default=False)],
    full_text: Annotated[bool, typer.Option("--full-text", help="Publish the whole text of reports.")] = False,
) -> None:
    with _desk_extra():
        from sayso.web.publish import publish as write
    made = write(ledger, out, full_text=full_text, told=_counting if sys.stderr.isatty() else None)
    typer.echo(
        f"{out}: {made.pages} pages of {made.events} events, {made.actors} actors and {made.reports} reports", err=True
    )


def _counting(done: int, of: int) -> None:
    """Pages written, on one line that is written over."""
    typer.echo(f"\r{done:,} of {of:,} pages" + ("\n" if done == of else ""), err=True, nl=False)


def _options(port: int, host: str, names: tuple[str, ...], password: str | None, allow_fetch: bool) -> DeskOptions:
    with _desk_extra():
        from sayso.web.options import DeskOptions
        from sayso.web.security import check_options
    options = DeskOptions(host=host, port=port, hosts=names, password=password, allow_fetch=allow_fetch)
    check_options(options)
    return options


def _password(password: str | None, file: Path | None) -> str | None:
    if file is None:
        return password
    lines = file.read_text(encoding="utf-8").splitlines()
    if not lines or not lines[0].strip():
        raise SettingsError(f"{file} holds no password in its first line")
    return lines[0].strip()


def _run(ledger: Path, options: DeskOptions, *, open_browser: bool) -> None:
    """Serve until Ctrl-C. Raises LedgerError where there is no ledger, SettingsError for a port that is taken."""
    import uvicorn

    from sayso.web.app import create

    if not ledger.is_file():
        raise LedgerError(
            f"{ledger}: there is no ledger here; make one with: sayso ledger add REPORTS --ledger {ledger}"
        )
    app = create(ledger, options=options)
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_keep_alive=15, limit_concurrency=128,
        h11_max_incomplete_event_size=64 * 1024, timeout_graceful_shutdown=3, lifespan="on",
    )  # fmt: skip
    sock = _bound(options)
    app.state.desk.warm()  # before anybody is asked in: the first page is then as quick as the others
    address = _address(options, sock.getsockname()[1])
    typer.echo(f"{ledger}: {address} (Ctrl-C ends it)", err=True)
    if open_browser:
        _open(address)
    try:
        uvicorn.Server(config).run(sockets=[sock])
    except KeyboardInterrupt:
        pass
    finally:
        sock.close()
    typer.echo("ended", err=True)


def _bound(options: DeskOptions) -> socket.socket:
    """The port, taken before anything says that it is served."""
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    if os.name != "nt":
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((options.host, options.port))
        made.listen(128)  # at once: two could bind one port before either listens, and who comes early is kept waiting
    except OSError as error:
        made.close()
        reason = (error.strerror or str(error)).lower()
        raise SettingsError(
            f"{options.host}:{options.port}: {reason}; choose another --port, or 0 for a free one"
        ) from None
    return made


def _address(options: DeskOptions, port: int) -> str:
    """What to type in a browser on this machine."""
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(options.host, options.host)  # noqa: S104 (compared, not bound)
    return f"http://{f'[{host}]' if ':' in host and not host.startswith('[') else host}:{port}/"


def _open(address: str) -> None:
    """Open the browser a moment later, when the desk answers; nothing happens where there is none."""
    opening = threading.Timer(0.7, webbrowser.open, (address,))
    opening.daemon = True
    opening.start()


@contextmanager
def _desk_extra() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        raise ResourceError(f"the desk needs {error.name}: pip install 'sayso[desk]'") from error
