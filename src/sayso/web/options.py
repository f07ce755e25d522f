"""How the desk is served."""

from __future__ import annotations

import msgspec

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
"""Hosts that nobody else can reach."""


class DeskOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`host` is what is bound; `hosts` are further names that browsers may ask for it by. Without `password` only this machine
    is served. `allow_fetch` lets people add reports by address.
    """

    host: str = "127.0.0.1"
    port: int = 8420
    hosts: tuple[str, ...] = ()
    password: str | None = None
    allow_fetch: bool = False
    largest_upload: int = 32 * 1024 * 1024
    largest_form: int = 256 * 1024
    slowest_body: float = 30.0

    @property
    def local(self) -> bool:
        """Whether only this machine can ask."""
        return self.host in LOOPBACK
