"""Who speaks: when two names are one speaker, and how near a speaker is to the facts.

The ranks stand as data in speakers.toml: 1 medics, rescuers, monitors and the United Nations; 2 officials and residents;
3 a party, about harm it suffered or admits; 4 not credible as a total.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import msgspec

from sayso.ledger.statements import Voucher, Who
from sayso.ledger.words import tokens

NOT_CREDIBLE = 4
"""A figure of this rank or above is set aside by the policies that ask for credible figures."""

HARM = frozenset({"killed", "wounded", "missing", "displaced", "held"})
"""Roles that count people to whom harm was done."""


class Standing(msgspec.Struct, frozen=True):
    """A speaker's rank for one figure, and why."""

    rank: int
    why: str


Classes = tuple[tuple[int, str, frozenset[str], tuple[str, ...]], ...]
"""Rank, name, words and phrases of each class, in the order in which they are tried."""


class Ranks(msgspec.Struct, frozen=True, eq=False):
    """A table of ranks: classes of speakers in order, what parties get, and the rank of everybody else.

    Two tables are the same only if they are one object: what a table says of a name is worked out once.
    """

    classes: Classes
    party: dict[str, int]
    others: int


def ranks_from(toml: str) -> Ranks:
    """A table from TOML like speakers.toml, so that a user can set the ranks otherwise."""
    data: dict[str, Any] = tomllib.loads(toml)
    classes = []
    for row in data["rank"]:
        first, *phrases = str(row["words"]).split("|")
        *single, last = first.split()
        singles = frozenset([*single, last] if not phrases or " " not in last else single)
        classes.append((int(row["rank"]), str(row["name"]), singles, tuple(phrases)))
    return Ranks(tuple(classes), {name: int(rank) for name, rank in data["party"].items()}, int(data["else"]["rank"]))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "speakers.toml").read_text(encoding="utf-8"))


@cache
def shipped_ranks() -> Ranks:
    """The table that comes with sayso."""
    return ranks_from((files(__package__) / "speakers.toml").read_text(encoding="utf-8"))


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(str(_data()[section]["words"]).split())


@cache
def _same() -> dict[str, str]:
    return dict(pair.split(":") for pair in str(_data()["offices"]["same"]).split())


_PLAIN = frozenset(
    {"the", "a", "an", "of", "in", "for", "and", "its", "their", "his", "her", "at", "on", "to", "s", "local"}
)


_SEAT = re.compile(r"(?<=[a-z’']) (?:in|at|near) (?:[A-Z]|the [A-Z]).*$")
"""Where a body described in lower case sits: no part of who it is."""


@lru_cache(maxsize=65536)
def speaker_words(name: str) -> frozenset[str]:
    """What tells the speaker: its words without articles and offices; a minister is the ministry. Never empty for a name."""
    said = [word.lower().replace("’", "'").removesuffix("'s").strip("'") for word in tokens(_SEAT.sub("", name))]
    said = [_same().get(word, word) for word in said if word not in _PLAIN]
    telling = frozenset(word for word in said if word not in _words("offices"))
    return telling or frozenset(said)


@lru_cache(maxsize=65536)
def same_speaker(a: Voucher, b: Voucher) -> bool:
    """Whether two names in the reports of one event are one speaker: one body, or one who speaks for it."""
    if a.role != b.role:
        return False
    if a.role == "outlet" or not a.name or not b.name:
        return a.name == b.name and a.role == "outlet"
    if a.identifier and b.identifier:
        return a.identifier == b.identifier
    mine, theirs = [_wholes(a), _wholes(b)]
    return any(_one_body(x, y) for x in mine for y in theirs)


def _wholes(voucher: Voucher) -> list[frozenset[str]]:
    """The speaker's words; where it speaks for a body, that body's instead ("its director" of a hospital)."""
    own = speaker_words(voucher.name)
    if voucher.part_of and not (own - _words("offices")):
        return [speaker_words(voucher.part_of)]
    return [
        own,
        *([speaker_words(voucher.part_of)] if voucher.part_of and voucher.kind in ("person", "unnamed") else []),
    ]


@lru_cache(maxsize=65536)
def _one_body(a: frozenset[str], b: frozenset[str]) -> bool:
    """One's words hold the other's, and the lesser says more than "central"; or one is the nameless form of the other's kind."""
    lesser, longer = (a, b) if len(a) <= len(b) else (b, a)
    telling = lesser - _words("generic")
    if longer & _words("unions") and not telling & _words("unions"):
        telling = telling.difference(_bodies(), *_bodies().values())  # a doctors' network speaks for no hospital
        return bool(telling) and lesser <= longer
    if telling and lesser <= longer:
        return True
    return any(_nameless(lesser, kind) and (_nameless(longer, kind) or kind in longer) for kind in _bodies())


@cache
def _bodies() -> dict[str, frozenset[str]]:
    return {str(kind): frozenset(str(words).split()) for kind, words in _data()["bodies"].items()}


def _nameless(said: frozenset[str], kind: str) -> bool:
    """Whether the words only say what kind of body it is."""
    own = _bodies()[kind]
    return said <= own | {kind} | _words("generic") and bool(said & (own | {kind}) - _words("offices"))


def class_of(voucher: Voucher, ranks: Ranks) -> Standing:
    """The rank of a speaker by who it is."""
    return _class(voucher.name, voucher.part_of or "", ranks)


@lru_cache(maxsize=65536)
def _class(name: str, part_of: str, ranks: Ranks) -> Standing:
    """The first class that a name's words or phrases are in."""
    words = [word.replace("’", "'").strip("'") for word in tokens(f"{name} {part_of}".lower())]
    said = {word.removesuffix("'s") for word in words}
    padded = f" {' '.join(words)} "
    for rank, title, wanted, phrases in ranks.classes:
        if said & wanted or any(f" {phrase} " in padded for phrase in phrases):
            return Standing(rank, title)
    return Standing(ranks.others, "no class")


_STATE = frozenset(
    {"army", "military", "forces", "troops", "navy", "soldiers", "warplanes", "defence", "defense", "idf"}
)


def is_party(voucher: Voucher, side: list[Who]) -> bool:
    """Whether the speaker is, or speaks for, one of those on a side of the event."""
    return any(_speaks_for(voucher, who) for who in side)


def is_named_party(voucher: Voucher, side: Iterable[Who]) -> bool:
    """`is_party` by name alone: a state's army is not taken for its ministers."""
    return any(_is_named(voucher, who) for who in side)


def _is_named(voucher: Voucher, who: Who) -> bool:
    if voucher.identifier and voucher.identifier == who.identifier:
        return True
    bodies = [voucher.name, *([voucher.part_of] if voucher.part_of else [])]
    return any(_one_body(speaker_words(name), speaker_words(who.name)) for name in bodies)


def _speaks_for(voucher: Voucher, who: Who) -> bool:
    if _is_named(voucher, who):
        return True
    own = speaker_words(voucher.name)
    if not voucher.country or voucher.country != who.country:
        return False
    return bool(own & _STATE) and (who.kind == "country" or bool(speaker_words(who.name) & _STATE))
