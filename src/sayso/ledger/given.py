"""What a person writes for a value, as a typed value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

import msgspec

from sayso.errors import SettingsError
from sayso.ledger.clocks import day_number
from sayso.ledger.statements import TALLY_ROLES, Tally, Typed, When, Where, Who, Words
from sayso.model import EventType, Phase

_WHO = frozenset({"actor", "recipient", "victim"})
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST = re.compile(r"(?i)^(?:at least|no fewer than|from)\b|\+$|or more$")
_MOST = re.compile(r"(?i)^(?:at most|up to|no more than)\b")
_ABOUT = re.compile(r"(?i)^(?:about|some|around|nearly|roughly)\b")


def typed_value(prop: str, words: str, old: Typed | None = None) -> Typed:
    """What was typed as a value of a property; of a number, `old` says whom it counts.

    Raises SettingsError where it is none, saying what would be.
    """
    said = " ".join(words.split())
    if not said:
        raise SettingsError("type the right value, or select its words")
    if prop == "type":
        return Words(text=_one_of(said.upper(), get_args(EventType), "type"))
    if prop == "phase":
        return Words(text=_one_of(said.replace(" ", "_"), get_args(Phase), "phase"))
    if prop == "time":
        return _days(said)
    if prop in TALLY_ROLES:
        return _tally(said, old)
    if prop in ("place", "mentioned_place", "origin", "destination"):
        return Where(name=said)
    if prop in _WHO:
        return Who(name=said, kind=old.kind if isinstance(old, Who) else "unnamed")
    return Words(text=said)


def _one_of(said: str, allowed: Sequence[str], what: str) -> str:
    if said not in allowed:
        raise SettingsError(f"{said!r} is no {what}; choose from {', '.join(allowed)}")
    return said


def _days(said: str) -> When:
    parts = [part for part in re.split(r"\s*(?:/|\bto\b)\s*", said) if part]
    if not 1 <= len(parts) <= 2 or any(len(part) != 10 or day_number(part) is None for part in parts):
        raise SettingsError(f"{said!r} is no day; write 2024-10-23, or 2024-10-23 to 2024-10-25")
    start, end = parts[0], parts[-1]
    if start > end:
        raise SettingsError(f"{said!r} ends before it begins")
    return When(start=start, end=end)


def _tally(said: str, old: Typed | None) -> Tally:
    numbers = [float(found.replace(",", "")) for found in _NUMBER.findall(said)]
    whole = [int(n) if n.is_integer() else n for n in numbers]
    if not 1 <= len(whole) <= 2:
        raise SettingsError(f"{said!r} is no number; write 9, 9-12, at least 9, at most 9 or about 9")
    kept = old if isinstance(old, Tally) else Tally()
    low, high = min(whole), max(whole)
    if len(whole) == 2:
        bounds, qualifier = {"low": low, "best": None, "high": high}, "exact"
    elif _LEAST.search(said):
        bounds, qualifier = {"low": low, "best": low, "high": None}, "at_least"
    elif _MOST.search(said):
        bounds, qualifier = {"low": None, "best": high, "high": high}, "at_most"
    elif _ABOUT.search(said):
        bounds, qualifier = {"low": None, "best": low, "high": None}, "about"
    else:
        bounds, qualifier = {"low": low, "best": low, "high": high}, "exact"
    return msgspec.structs.replace(kept, qualifier=qualifier, **bounds)
