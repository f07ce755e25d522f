"""What keeps the desk safe: which hosts may ask, who may enter, how large and slow a request may be, what a page may load, and
that what changes the ledger comes from a page of ours.

Report text is hostile until shown otherwise. It is escaped by the templates; the content policy below holds even where a template
were wrong: no inline script, no inline style, nothing from elsewhere.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import secrets
import time
from collections import deque
from hashlib import sha256
from typing import TypeAlias

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.errors import SettingsError
from sayso.web.options import LOOPBACK, DeskOptions

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

TOKEN_COOKIE = "sayso_token"  # noqa: S105 (a name)
TOKEN_HEADER = "X-Sayso-Token"  # noqa: S105
TOKEN_FIELD = "token"  # noqa: S105
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
UPLOADS = frozenset({"/add", "/api/reports"})
"""The addresses that take files."""

GUESSES = 10
"""Wrong passwords a minute, by anybody, before all are refused for the rest of it."""

Refusal: TypeAlias = Response


def check_options(options: DeskOptions) -> None:
    """Raises SettingsError for a desk that others could reach without a password."""
    if not options.local and not options.password:
        raise SettingsError(f"--host {options.host} lets others in: give --password or --password-file")
    if options.password is not None and len(options.password) < 8:
        raise SettingsError("the password is shorter than 8 characters")


def new_token() -> str:
    """A token of a run of the desk, that no other origin can know."""
    return secrets.token_urlsafe(32)


class Guard:
    """The outermost layer: refuses what must not come in, and puts the headers on what goes out."""

    def __init__(self, app: ASGIApp, options: DeskOptions) -> None:
        self.app, self.options = app, options
        self.hosts = LOOPBACK | {options.host, *options.hosts}
        self.wrong: deque[float] = deque(maxlen=GUESSES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        guarded = _with_headers(send, scope["path"])
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        bounded = Bounded(receive, self._largest(scope), self.options.slowest_body)
        await self.app(scope, bounded, guarded)

    def _refusal(self, scope: Scope) -> Refusal | None:
        headers = Headers(scope=scope)
        if not self._known_host(headers):
            return _said(scope, 421, "This desk is not served under that name.")
        if self.options.password is not None:
            refusal = self._password_refusal(scope, headers)
            if refusal is not None:
                return refusal
        if scope["method"] not in SAFE and not _same_origin(headers):
            return _said(scope, 403, "This request comes from another site.")
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._largest(scope):
            return _said(scope, 413, f"That is too large; at most {self._largest(scope) // 1024:,} KiB.")
        return None

    def _known_host(self, headers: Headers) -> bool:
        """Whether the name asked for is one of ours: another site's name that points here (DNS rebinding) is not."""
        if self.options.host in ("0.0.0.0", "::") and not self.options.hosts:  # noqa: S104 (bound on purpose, with password)
            return True
        return host_name(headers.get("host", "")) in self.hosts

    def _password_refusal(self, scope: Scope, headers: Headers) -> Refusal | None:
        now = time.monotonic()
        if len(self.wrong) == GUESSES and now - self.wrong[0] < 60:
            return _said(scope, 429, "Too many wrong passwords; wait a minute.")
        given = _given_password(headers.get("authorization", ""))
        if given is not None and hmac.compare_digest(given.encode(), (self.options.password or "").encode()):
            return None
        if given is not None:
            self.wrong.append(now)
        refusal = _said(scope, 401, "This desk asks for a password.")
        refusal.headers["WWW-Authenticate"] = 'Basic realm="sayso", charset="UTF-8"'
        return refusal

    def _largest(self, scope: Scope) -> int:
        return self.options.largest_upload if scope["path"] in UPLOADS else self.options.largest_form


def host_name(host: str) -> str:
    """The name of a Host header without its port: "[::1]:8420" is "::1"."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _given_password(header: str) -> str | None:
    """The password of an Authorization header: Basic with any name, or Bearer. None where there is none."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(value, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return None


def _same_origin(headers: Headers) -> bool:
    """Whether a browser says, if it says anything, that the request is of one of our pages."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == headers.get("host", "").lower()


def _said(scope: Scope, status: int, words: str) -> Response:
    if scope["path"].startswith("/api"):
        return JSONResponse({"error": words}, status)
    return PlainTextResponse(words, status)


def _with_headers(send: Send, path: str) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if not path.startswith("/static/"):
                headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return guarded


class Bounded:
    """Receives a body that may neither be too large nor take too long. Raises HTTPException 413 or 408."""

    def __init__(self, receive: Receive, largest: int, slowest: float) -> None:
        self.receive, self.largest, self.slowest = receive, largest, slowest
        self.size, self.until, self.whole = 0, 0.0, False

    async def __call__(self) -> Message:
        if self.whole:  # what comes now is only whether the client is still there
            return await self.receive()
        now = asyncio.get_running_loop().time()
        self.until = self.until or now + self.slowest
        try:
            message = await asyncio.wait_for(self.receive(), max(self.until - now, 0.001))
        except TimeoutError:
            raise HTTPException(408, "The request came too slowly.") from None
        self.size += len(message.get("body", b""))
        self.whole = message["type"] != "http.request" or not message.get("more_body", False)
        if self.size > self.largest:
            raise HTTPException(413, f"That is too large; at most {self.largest // 1024:,} KiB.")
        return message


async def check_token(request: Request) -> None:
    """For every route: what changes anything must bear the token of our pages, in a header or a form, and in the cookie."""
    if request.method in SAFE:
        return
    wanted: str = request.app.state.token
    given = request.headers.get(TOKEN_HEADER)
    if given is None and _is_form(request):
        field = (await request.form()).get(TOKEN_FIELD)
        given = field if isinstance(field, str) else None
    cookie = request.cookies.get(token_cookie(wanted), "")
    if given is None or not _equal(given, wanted) or not _equal(cookie, wanted):
        raise HTTPException(
            403, "This page was opened before the desk was started, or is not of this desk: load it again."
        )


def _is_form(request: HTTPConnection) -> bool:
    kind = request.headers.get("content-type", "")
    return kind.startswith(("application/x-www-form-urlencoded", "multipart/form-data"))


def _equal(a: str, b: str) -> bool:
    return hmac.compare_digest(a.encode(), b.encode())


def token_cookie(token: str) -> str:
    """The cookie's name: of its own for each desk, for browsers do not keep apart those on two ports of one machine."""
    return f"{TOKEN_COOKIE}_{sha256(token.encode()).hexdigest()[:8]}"


def set_token(response: Response, token: str) -> None:
    """Give the browser the token's cookie; no other site can make it send it, and no script can read it."""
    response.set_cookie(token_cookie(token), token, httponly=True, samesite="strict", path="/")


PERSON_COOKIE = "sayso_person"
LONGEST_NAME = 80


def clean_name(name: str) -> str:
    """A reviewer's name as it is kept: on one line, without control characters, of at most 80 characters."""
    kept = "".join(mark for mark in " ".join(name.split()) if mark.isprintable())
    return kept[:LONGEST_NAME]
