"""The desk as an ASGI application."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.errors import LedgerError, SaysoError, SettingsError
from sayso.reader import VERSION
from sayso.sources.inputs import Fetch
from sayso.web import adding_pages, api, pages, review_pages
from sayso.web.adding import Adder, Reader, in_a_process
from sayso.web.answers import Problem
from sayso.web.options import DeskOptions
from sayso.web.queries import Desk
from sayso.web.review import Review
from sayso.web.security import Guard, check_options, check_token, new_token
from sayso.web.shipped import Shipped

THREADS = 6
"""Requests that are worked on at a time: SQLite and Python gain nothing from more, and each has a cache of its own."""

log = logging.getLogger("sayso.web")


def create(path: str | Path, *, options: DeskOptions | None = None, read: Reader | None = None) -> FastAPI:
    """The desk over a ledger. Raises LedgerError where there is none, SettingsError for options that would let others in.

    `read` reads the reports that people add, if not the pipeline in a process of its own.
    """
    options = options or DeskOptions()
    check_options(options)
    app = FastAPI(
        title="sayso desk", version=VERSION, docs_url=None, redoc_url=None, openapi_url="/api/openapi.json",
        dependencies=[Depends(check_token)], lifespan=_lifespan,
    )  # fmt: skip
    app.state.desk = Desk(Path(path))
    app.state.options, app.state.token = options, new_token()
    app.state.review = Review(app.state.desk)
    app.state.adder = Adder(app.state.desk, read=read or in_a_process, fetch=_fetcher(options))
    for router in (
        adding_pages.api,
        review_pages.api,
        api.router,
        adding_pages.router,
        review_pages.router,
        pages.router,
    ):
        app.include_router(router)
    app.state.shipped = Shipped()
    app.mount("/static", app.state.shipped, name="static")
    app.add_middleware(Packed)
    app.add_middleware(Guard, options=options)
    app.openapi = lambda: api.documented(app)  # type: ignore[method-assign]
    for kind in (HTTPException, RequestValidationError, SaysoError, Exception):
        app.add_exception_handler(kind, _refused)
    return app


class Packed:
    """Packs what the API answers. Never a page: it holds the token, and words of its address by which one could guess at that."""

    def __init__(self, app: ASGIApp) -> None:
        self.app, self.packing = app, GZipMiddleware(app, minimum_size=2048, compresslevel=1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        packs = scope["type"] == "http" and scope["path"].startswith("/api/")
        await (self.packing if packs else self.app)(scope, receive, send)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    desk: Desk = app.state.desk
    threading.Thread(target=_warm, args=(app,), name="warm", daemon=True).start()
    yield
    app.state.adder.close()
    desk.close()


def _warm(app: FastAPI) -> None:
    """Make ready what the first page asks for."""
    app.state.desk.warm()
    app.state.shipped.pack()


def _fetcher(options: DeskOptions) -> Fetch | None:
    if not options.allow_fetch:
        return None
    from sayso.sources.courtesy import Courtesy
    from sayso.sources.fetching import Fetcher

    return Courtesy(Fetcher())


def _refused(request: Request, error: Exception) -> Response:
    """Any error as an answer that says what a person can do, and nothing of what is inside."""
    status, words = said_of(error, request.app.state.desk.ledger.path)
    if status == 500:
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    if request.url.path.startswith("/api/"):
        return api.json_of(Problem(error=words), status)
    return pages.not_shown(request, status, words)


def said_of(error: Exception, ledger: Path) -> tuple[int, str]:
    """An error's status, and its words without the ledger's place on the disk."""
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RequestValidationError):
        return 422, "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    if isinstance(error, SettingsError):
        return 422, str(error)
    if isinstance(error, LedgerError):
        return 409, str(error).replace(f"{ledger}: ", "").replace(str(ledger), ledger.name)
    if isinstance(error, SaysoError):
        return 400, str(error)
    return 500, "Something went wrong here. The desk's own log says what."
