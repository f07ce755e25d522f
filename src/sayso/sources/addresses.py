"""Which network addresses may be reached: public ones, unless the user names others; and a connection pinned to them.

A name is resolved once, every address it has is checked, and the connection is made to a checked address: a name that
means another address a moment later gains nothing. Every read and write is held to one deadline.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, TypeAlias

import httpcore

from sayso.errors import SettingsError

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""Host and port -> the addresses it has, as digits. Raises OSError."""

_NAT64 = IPv6Network("64:ff9b::/96")
_MOST_TRIED = 4


class RefusedAddress(Exception):
    """A host has an address that may not be reached, or none."""


class Guard:
    """The addresses that may be reached: all public ones, and those in `allowed` networks ("10.1.0.0/16").

    Raises SettingsError for what is no network.
    """

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        try:
            self.allowed = tuple(ip_network(network) for network in allowed)
        except ValueError as error:
            raise SettingsError(f"--allow-network: {error}; write it as 10.1.0.0/16") from None

    def fits(self, digits: str) -> bool:
        """Whether the address may be reached."""
        try:
            address = ip_address(digits)
        except ValueError:
            return False
        if any(address in network for network in self.allowed if network.version == address.version):
            return True
        if address in _NAT64:  # how networks without IPv4 reach it: what counts is the address inside
            return all(map(_is_public, _embedded(address)))
        return all(map(_is_public, (address, *_embedded(address))))


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    barred = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_link_local
    return address.is_global and not barred and not getattr(address, "is_site_local", False)


def _embedded(address: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    """The IPv4 addresses that an IPv6 address stands for: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, IPv4Address):
        return ()
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64 or int(address) < 2**32:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(one for one in found if one is not None)


def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses the system knows for a name. Raises OSError."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


class Deadline:
    """The moment by which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """The seconds that are left. Raises httpcore.ReadTimeout when there are none."""
        seconds = self.end - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("out of time")
        return seconds if at_most is None else min(seconds, at_most)


class PinnedBackend(httpcore.NetworkBackend):
    """Connects to checked addresses only, by a deadline."""

    def __init__(self, guard: Guard, resolve: Resolver, deadline: Deadline) -> None:
        self._guard = guard
        self._resolve = resolve
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        """A stream to the first of the host's addresses that answers. Raises RefusedAddress, httpcore.ConnectError."""
        failed: Exception = httpcore.ConnectError("no address")
        for address in self.checked(host, port)[:_MOST_TRIED]:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failed

    def checked(self, host: str, port: int) -> Sequence[str]:
        """The host's addresses. Raises RefusedAddress where any of them may not be reached, or there are none."""
        addresses = _in_time(lambda: self._resolve(host, port), self._deadline)
        if not addresses:
            raise RefusedAddress(f"{host} has no address")
        for address in addresses:
            if not self._guard.fits(address):
                raise RefusedAddress(f"{host} is at {address}, which is no public address")
        return addresses


def _in_time(look_up: Callable[[], Sequence[str]], deadline: Deadline) -> Sequence[str]:
    """What the look-up gives: it knows no time limit itself, so it runs beside. Raises RefusedAddress, httpcore.ReadTimeout."""
    found: list[Sequence[str]] = []
    failed: list[OSError | UnicodeError] = []

    def run() -> None:
        try:
            found.append(look_up())
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if failed:
        raise RefusedAddress(f"has no known address ({getattr(failed[0], 'strerror', None) or failed[0]})".lower())
    if not found:
        raise httpcore.ReadTimeout("out of time")
    return found[0]


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends by the deadline, so that a slow drip does too."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream, encrypted; the certificate must be that of the name, not of the address."""
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
