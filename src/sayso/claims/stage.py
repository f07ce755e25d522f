"""The claims stage: a reader finds the spans, `meaning` makes claims of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType

import msgspec

from sayso.claims.draft import Draft
from sayso.claims.meaning import claims_of
from sayso.errors import SettingsError
from sayso.model import Reading

READERS: Mapping[str, str] = MappingProxyType({"rules": "sayso.claims.rules", "encoder": "sayso.claims.sifting"})
"""The modules whose `find(reading)` gives a reading's drafts."""


class ClaimsStage:
    """Fills `Reading.claims`. Raises SettingsError for a reader that is not in the table."""

    name = "claims"
    needs = frozenset({"analysis", "actors"})
    fills = frozenset({"claims"})

    def __init__(self, reader: str = "rules") -> None:
        if reader not in READERS:
            raise SettingsError(f"claims are read by {' or '.join(sorted(READERS))}, not by {reader!r}")
        self.find: Callable[[Reading], list[Draft]] = import_module(READERS[reader]).find

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, claims=claims_of(reading, self.find(reading))) for reading in batch]
