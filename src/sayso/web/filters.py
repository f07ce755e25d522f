"""What a view of the desk is narrowed to: one frozen value, parsed from an address and written back to one.

A view is its address: whoever opens the same address on the same ledger sees the same view.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from typing import Any, get_args
from urllib.parse import urlencode

import msgspec

from sayso.errors import SettingsError
from sayso.ledger.clocks import clock, day_number
from sayso.model import EventType

CERTAINTIES: dict[str, tuple[str, ...]] = {
    "certain": ("CT+",),
    "probable": ("PR+",),
    "possible": ("PS+",),
    "uncommitted": ("Uu",),
    "denied": ("CT-", "PR-", "PS-"),
}
"""How firmly an event is vouched for, as a filter -> FactBank's values."""

DISPUTED = "disputed"
"""The filter for events that one affirms and another denies."""

TYPES: tuple[str, ...] = get_args(EventType)
LONGEST = 300
"""Characters that a filter may have."""

_PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Box(msgspec.Struct, frozen=True):
    """A part of the map, in degrees. `west` may be greater than `east`: then it spans the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return ",".join(f"{edge:g}" for edge in (self.west, self.south, self.east, self.north))


class DeskFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Every condition that is given must hold. Days are `YYYY-MM-DD`, closed at both ends; an event without a time is in none.

    `types` and `certainties` are alternatives; `cursor` is where a listing goes on.
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    actor: str | None = None
    place: str | None = None
    voucher: str | None = None
    certainties: tuple[str, ...] = ()
    text: str | None = None
    bbox: Box | None = None
    as_of: str | None = None
    cursor: str | None = None

    def items(self) -> list[tuple[str, str]]:
        """The conditions as names and values of an address, in a fixed order."""
        pairs: list[tuple[str, Any]] = [
            ("from", self.since), ("to", self.until), *(("type", name) for name in self.types), ("actor", self.actor),
            ("place", self.place), ("voucher", self.voucher), *(("certainty", name) for name in self.certainties),
            ("text", self.text), ("bbox", self.bbox), ("as_of", self.as_of), ("cursor", self.cursor),
        ]  # fmt: skip
        return [(name, str(value)) for name, value in pairs if value]

    def to_query(self, **changes: Any) -> str:
        """The address's part after `?`, with some fields changed."""
        return urlencode(self.changed(**changes).items())

    def changed(self, **changes: Any) -> DeskFilters:
        """The same filters with some fields changed; another view begins at its beginning."""
        return msgspec.structs.replace(self, **({"cursor": None} | changes))

    @property
    def narrows(self) -> bool:
        """Whether anything but the day as of and the cursor is asked for."""
        return self.changed(as_of=None) != DeskFilters()


def filters_from(pairs: Iterable[tuple[str, str]]) -> DeskFilters:
    """The filters of an address; names that are none of ours are passed over.

    Raises SettingsError for a value that means nothing, naming what would.
    """
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            given.setdefault(name, []).append(_checked(name, value.strip()))
    return DeskFilters(
        since=_day(given, "from", last=False), until=_day(given, "to", last=True),
        types=tuple(_choices(given, "type", {name: name for name in TYPES})),
        actor=_one(given, "actor"), place=_one(given, "place"), voucher=_one(given, "voucher"),
        certainties=tuple(_choices(given, "certainty", _certainty_names())), text=_one(given, "text"),
        bbox=_box(given), as_of=_moment(given), cursor=_one(given, "cursor"),
    )  # fmt: skip


def _checked(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise SettingsError(f"{name} is {len(value)} characters long; it may have {LONGEST}")
    return value


def _one(given: Mapping[str, list[str]], name: str) -> str | None:
    return given[name][-1] if name in given else None


def _day(given: Mapping[str, list[str]], name: str, *, last: bool) -> str | None:
    """The first or last day of a year, month or day."""
    value = _one(given, name)
    if value is None:
        return None
    match = _PARTIAL_DAY.fullmatch(value)
    if match is not None and 1 <= int(match[2] or 1) <= 12 and int(match[1]) > 0:
        year, month = int(match[1]), int(match[2] or (12 if last else 1))
        day = int(match[3] or (monthrange(year, month)[1] if last else 1))
        made = f"{year:04d}-{month:02d}-{day:02d}"
        if day_number(made) is not None:
            return made
    raise SettingsError(f"{name} is {value!r}; write a day (2024-10-23), month (2024-10) or year (2024)")


def _moment(given: Mapping[str, list[str]]) -> str | None:
    value = _one(given, "as_of")
    if value is not None and clock(value) is None:
        raise SettingsError(f"as_of is {value!r}; write a day (2024-10-23) or a date-time (2024-10-23T18:00:00Z)")
    return value


def _certainty_names() -> dict[str, str]:
    names = {name: name for name in (*CERTAINTIES, DISPUTED)}
    return names | {value: name for name, values in CERTAINTIES.items() for value in values}


def _choices(given: Mapping[str, list[str]], name: str, allowed: Mapping[str, str]) -> list[str]:
    folded = {key.lower(): value for key, value in allowed.items()}
    found: dict[str, None] = {}
    for part in (part.strip() for value in given.get(name, []) for part in value.split(",")):
        if part.lower() not in folded:
            raise SettingsError(f"{name} is {part!r}; choose from {', '.join(dict.fromkeys(allowed.values()))}")
        found[folded[part.lower()]] = None
    return sorted(found, key=list(allowed.values()).index)


def _box(given: Mapping[str, list[str]]) -> Box | None:
    value = _one(given, "bbox")
    if value is None:
        return None
    try:
        west, south, east, north = (float(part) for part in value.split(","))
    except ValueError:
        raise SettingsError(f"bbox is {value!r}; write west,south,east,north in degrees") from None
    if not (-90 <= south <= north <= 90 and all(-540 <= edge <= 540 for edge in (west, east))):
        raise SettingsError(f"bbox is {value!r}; south to north must lie within -90 and 90")
    if east - west >= 360:
        return Box(-180.0, south, 180.0, north)
    return Box(_wrapped(west), south, _wrapped(east), north)


def _wrapped(degrees: float) -> float:
    """A longitude between -180 and 180."""
    return degrees if -180 <= degrees <= 180 else (degrees + 180) % 360 - 180
