"""Fetching one page: http and https, public addresses, a few redirects, so many bytes, so long, and under our own name."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import cached_property
from importlib.metadata import version
from typing import Any

import httpcore
import httpx
import msgspec

from sayso.errors import UnreadableError
from sayso.sources.addresses import Deadline, Guard, PinnedBackend, RefusedAddress, Resolver, system_resolver
from sayso.sources.inputs import LARGEST

SCHEMES = ("http", "https")
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


class Fetching(msgspec.Struct, frozen=True, kw_only=True):
    """How pages are fetched. `seconds` holds for a page with all its redirects, `largest` before and after unpacking."""

    redirects: int = 5
    largest: int = LARGEST
    seconds: float = 30.0
    allowed: tuple[str, ...] = ()  # networks that may be reached although they are not public
    contact: str = ""  # whom a site's keeper can write to

    def agent(self) -> str:
        """The name under which pages are asked for."""
        return f"sayso/{version('sayso')} (reads news reports{f'; +{self.contact}' if self.contact else ''})"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What came back. `url` is the address at the end of all redirects, `at` the moment in UTC."""

    asked: str
    url: str
    status: int  # 200, or 304 where nothing has changed
    data: bytes
    media: str
    charset: str | None
    at: str
    etag: str | None = None
    modified: str | None = None


class FetchError(UnreadableError):
    """A page could not be fetched. `status` is what the server answered, `retry_after` the seconds it asks to wait."""

    def __init__(self, where: str, reason: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(where, reason)
        self.status = status
        self.retry_after = retry_after


class Fetcher:
    """Fetches pages, one connection each. May be used by several threads at once. Raises SettingsError for wrong networks."""

    def __init__(self, settings: Fetching | None = None, *, resolve: Resolver = system_resolver) -> None:
        self.settings = settings or Fetching()
        self._guard = Guard(self.settings.allowed)
        self._resolve = resolve

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        return httpx.create_ssl_context()

    def __call__(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched:
        """The page. Raises FetchError."""
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        agent = self.settings.agent()
        headers: dict[bytes | str, bytes | str] = {"User-Agent": agent, "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        headers |= {name: value for name, value in asked.items() if value}
        deadline = Deadline(self.settings.seconds)
        try:
            return self._followed(url, headers, deadline)
        except RefusedAddress as error:
            raise FetchError(url, str(error)) from error
        except (httpcore.TimeoutException, TimeoutError) as error:
            raise FetchError(url, f"took longer than {self.settings.seconds:g} s") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
            raise FetchError(url, f"cannot be fetched ({_said(error)})") from error

    def _followed(self, url: str, headers: Mapping[bytes | str, bytes | str], deadline: Deadline) -> Fetched:
        at = url
        for _ in range(self.settings.redirects + 1):
            target = _checked(at, url)
            with (
                httpcore.ConnectionPool(
                    ssl_context=self._certificates if target.scheme == "https" else None,
                    network_backend=PinnedBackend(self._guard, self._resolve, deadline),
                ) as pool,
                pool.stream("GET", _wire(target), headers=headers) as response,
            ):
                answer = _headers(response.headers)
                if response.status not in _REDIRECTS or not answer.get("location"):
                    return self._answer(url, str(target), response, answer)
                at = _joined(target, answer["location"], url)
        raise FetchError(url, f"redirects more than {self.settings.redirects} times")

    def _answer(self, asked: str, url: str, response: httpcore.Response, headers: dict[str, str]) -> Fetched:
        if response.status not in (200, 304):
            raise FetchError(asked, f"answers {response.status}", response.status, _wait(headers.get("retry-after")))
        told = Message()
        told["content-type"] = headers.get("content-type", "")
        data = b"" if response.status == 304 else self._body(asked, response, headers)
        return Fetched(
            asked=asked, url=url, status=response.status, data=data, at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            media=told.get_content_type() if headers.get("content-type") else "", charset=told.get_content_charset(),
            etag=headers.get("etag"), modified=headers.get("last-modified"),
        )  # fmt: skip

    def _body(self, asked: str, response: httpcore.Response, headers: dict[str, str]) -> bytes:
        packing = headers.get("content-encoding", "identity").strip().lower() or "identity"
        if packing not in ("identity", "gzip", "x-gzip"):
            raise FetchError(asked, f"is packed as {packing[:40]!r}, which was not asked for")
        largest = self.settings.largest
        chunks = _counted(response.iter_stream(), largest)
        made = bytearray()
        for chunk in chunks if packing == "identity" else _unpacked(chunks, largest):
            made += chunk
            if len(made) > largest:
                raise FetchError(asked, f"is larger than {largest >> 20} MiB")
        return bytes(made)


def _counted(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    """The chunks, until one is over the limit: that one ends them, and is too large by itself or with those before."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        yield chunk
        if size > largest:
            return


def _unpacked(chunks: Iterable[bytes], largest: int) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(31)
    for chunk in chunks:
        rest = chunk
        while rest and not unpacker.eof:
            yield unpacker.decompress(rest, largest + 1)
            rest = unpacker.unconsumed_tail


def _checked(url: str, asked: str) -> httpx.URL:
    try:
        target = httpx.URL(url)
        host, port = target.host, target.port
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(asked, "leads to what is no address") from error
    if port is not None and not 0 < port < 65_536:
        raise FetchError(asked, "leads to what is no address")
    if target.scheme not in SCHEMES or not host:
        raise FetchError(asked, f"leads to {str(target)[:80]!r}; only http and https are fetched")
    return target.copy_with(fragment=None, userinfo=b"")


def _joined(target: httpx.URL, location: str, asked: str) -> str:
    try:
        return str(target.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(asked, "redirects to what is no address") from error


def _wire(target: httpx.URL) -> httpcore.URL:
    return httpcore.URL(scheme=target.raw_scheme, host=target.raw_host, port=target.port, target=target.raw_path)


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in pairs}


def _wait(told: str | None) -> float | None:
    """The seconds of a Retry-After header, which gives seconds or a moment."""
    if not told:
        return None
    if told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _said(error: Any) -> str:
    return (str(error).partition("\n")[0] or type(error).__name__)[:100]
