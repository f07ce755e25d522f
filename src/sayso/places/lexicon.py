"""The words around place names (data/words.toml, data/demonyms.toml, data/given_names.toml), as sets."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One set a list of data/words.toml, under the same name, and what the other two files tell."""

    locative: frozenset[str]
    place_of: frozenset[str]
    somebody: frozenset[str]
    somewhere: frozenset[str]
    stative: frozenset[str]
    place_object: frozenset[str]
    actor_object: frozenset[str]
    blow: frozenset[str]
    burden: frozenset[str]
    speech: frozenset[str]
    titles: frozenset[str]
    organization: frozenset[str]
    site: frozenset[str]
    streets: frozenset[str]
    kinds: frozenset[str]
    area_words: frozenset[str]
    second_order: frozenset[str]
    first_order: frozenset[str]
    inside: frozenset[str]
    seats: frozenset[str]
    shared: frozenset[str]
    receiver: frozenset[str]
    between_land: frozenset[str]
    happening: frozenset[str]
    team_verbs: frozenset[str]
    acts: frozenset[str]
    phrases: frozenset[str]
    acronyms: frozenset[str]
    agent_of: frozenset[str]
    state_schools: frozenset[str]
    goal: frozenset[str]
    area_nouns: frozenset[str]
    tails: frozenset[str]
    compass: frozenset[str]
    english: frozenset[str]
    given_names: frozenset[str]
    demonyms: dict[str, str]  # word -> alpha-2 or code of a first-order area
    bodies: dict[str, str]
    outlets: dict[str, str]  # names of outlets -> alpha-2
    domains: dict[str, str]  # top-level domains -> alpha-2


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    lists = {name: frozenset(words.split()) for name, words in _table("words.toml").items()}
    peoples = _table("demonyms.toml")
    return Lexicon(
        given_names=frozenset(_table("given_names.toml")["names"].split()),
        demonyms=_by_word(peoples["demonyms"]),
        bodies=_by_word(peoples["bodies"]),
        outlets={name: code for code, names in peoples["outlets"] for name in names.split("|")},
        domains=_by_word(peoples["domains"]),
        **lists,
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("sayso.places").joinpath("data", name).read_text(encoding="utf-8"))


def _by_word(rows: list[list[str]]) -> dict[str, str]:
    return {word: code for code, words in rows for word in words.split()}
