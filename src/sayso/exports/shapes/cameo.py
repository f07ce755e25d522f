"""CAMEO codes of PLOVER types and modes, for the shapes that came before PLOVER; the table is cameo.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec

from sayso.exports.shapes.happening import Happening

QUADS = ((5, 1), (8, 2), (13, 3), (20, 4))
"""The last CAMEO root of each quad class: verbal and material cooperation, verbal and material conflict."""

TYPES: Mapping[str, str] = MappingProxyType({"JRN": "MED", "MED": "HLH", "EUR": "IGO", "UNO": "IGO"})
"""PLOVER sectors that CAMEO calls otherwise (in CAMEO, MED is media)."""


class Cameo(msgspec.Struct, frozen=True):
    """A CAMEO event: its code, what it is called, its Goldstein score where the table gives one."""

    code: str
    title: str
    goldstein: float | None

    @property
    def base(self) -> str:
        """The code of the level above, three digits."""
        return self.code[:3]

    @property
    def root(self) -> str:
        return self.code[:2]

    @property
    def quad(self) -> int:
        return next(quad for last, quad in QUADS if int(self.root) <= last)


@cache
def codes() -> Mapping[tuple[str, str | None], Cameo]:
    """The event of each type and mode that CAMEO has a code for."""
    table = tomllib.loads((files(__package__) / "cameo.toml").read_text(encoding="utf-8"))
    events = {
        code: Cameo(code, title, score if score != "" else None) for code, (title, score) in table["events"].items()
    }
    made: dict[tuple[str, str | None], Cameo] = {}
    for name, code in table["codes"].items():
        kind, _, mode = name.partition(".")
        made[kind, mode or None] = events[code]
    return MappingProxyType(made)


def cameo(kind: str, mode: str | None) -> Cameo | None:
    """The CAMEO event of a type and mode; None for a type outside CAMEO."""
    return codes().get((kind, mode)) or codes().get((kind, None))


def leaves_out(happening: Happening) -> str | None:
    """Types that CAMEO has no code for."""
    kind = happening.line.type
    return None if cameo(kind, None) is not None else f"of type {kind}, which CAMEO has no code for"
