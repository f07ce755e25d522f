"""The files that the package ships (scripts, style, fonts, base map), as they are handed out: packed once, and kept by browsers.

Their address holds the sum of all of them: what is asked for by it never changes, and may be kept for as long as a browser likes.
By their plain names they are asked for again each time, and sent only if they have changed.
"""

from __future__ import annotations

import gzip
import mimetypes
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path

import msgspec
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "private, max-age=31536000, immutable"
ASK_AGAIN = "private, no-cache"
_KINDS = {".js": "text/javascript", ".mjs": "text/javascript", ".woff2": "font/woff2"}
_PACKED = (".woff2", ".png")
"""Kinds of file that packing makes no smaller."""


class File(msgspec.Struct, frozen=True):
    """A file's bytes, with its kind and its mark (ETag)."""

    data: bytes
    kind: str
    mark: str


@cache
def files() -> dict[str, File]:
    """Every file by its name below `static/`; there are no others to ask for."""
    return dict(sorted(_read()))


def _read() -> Iterator[tuple[str, File]]:
    for path in FOLDER.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
            mark = f'"{blake2b(data, digest_size=10).hexdigest()}"'
            yield path.relative_to(FOLDER).as_posix(), File(data, kind, mark)


@cache
def edition() -> str:
    """A name for these very files: it changes when any of them does."""
    marks = "".join(f"{name} {file.mark}\n" for name, file in files().items())
    return blake2b(marks.encode(), digest_size=6).hexdigest()


def address() -> str:
    """Where pages ask for the files."""
    return f"/static/{edition()}"


class Shipped:
    """Hands the files out, mounted at `/static`; packed once `pack` has been called, which takes some tenths of a second."""

    def __init__(self) -> None:
        self.packed: dict[str, bytes] = {}

    def pack(self) -> None:
        """Pack what becomes much smaller by it. Others may ask meanwhile."""
        for name, file in files().items():
            made = file.data if name.endswith(_PACKED) else gzip.compress(file.data, 6, mtime=0)
            if len(made) < 0.9 * len(file.data):
                self.packed[name] = made

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        name: str = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        plain = name.removeprefix(f"{edition()}/")
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Method Not Allowed", 405)
        if plain not in files():
            return PlainTextResponse("Not Found", 404)
        return self._sent(plain, Headers(scope=scope), FOR_EVER if plain != name else ASK_AGAIN)

    def _sent(self, name: str, asked: Headers, keep: str) -> Response:
        file = files()[name]
        headers = {"ETag": file.mark, "Cache-Control": keep, "Vary": "Accept-Encoding"}
        if file.mark in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if name in self.packed and "gzip" in asked.get("accept-encoding", ""):
            packed = headers | {"Content-Encoding": "gzip"}
            return Response(self.packed[name], headers=packed, media_type=file.kind)
        return Response(file.data, headers=headers, media_type=file.kind)
