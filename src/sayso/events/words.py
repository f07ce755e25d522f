"""The closed word lists that the event layer's rules ask about; the words themselves are data in `roles.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import cast

import msgspec

from sayso.errors import ResourceError
from sayso.model import Role


class Words(msgspec.Struct, frozen=True):
    """Sets of lemmas in lower case; the header of `roles.toml` says what each holds. `effects`: lemma to role; `kinds` and
    `general`: kind of thing to lemmas."""

    light: frozenset[str]
    deploying: frozenset[str]
    object_control: frozenset[str]
    others_plans: frozenset[str]
    subject_control: frozenset[str]
    result: frozenset[str]
    felling: frozenset[str]
    speech: frozenset[str]
    giving: frozenset[str]
    abstract: frozenset[str]
    document: frozenset[str]
    weapon: frozenset[str]
    craft: frozenset[str]
    hazard: frozenset[str]
    projectile: frozenset[str]
    protracted: frozenset[str]
    happening: frozenset[str]
    other: frozenset[str]
    toll: frozenset[str]
    person: frozenset[str]
    forces: frozenset[str]
    counting: frozenset[str]
    intangible: frozenset[str]
    stretch: frozenset[str]
    premises: frozenset[str]
    side: frozenset[str]
    fought_over: frozenset[str]
    part: frozenset[str]
    measure: frozenset[str]
    effects: Mapping[str, Role]
    kinds: Mapping[str, frozenset[str]]
    general: Mapping[str, frozenset[str]]

    def kind_of(self, lemma: str) -> frozenset[str]:
        """The kinds of things that a noun names."""
        return frozenset(kind for kind, some in self.kinds.items() if lemma in some)


@cache
def load() -> Words:
    """The built-in lists. Raises ResourceError when the file is missing or broken."""
    try:
        raw = tomllib.loads(files(__package__).joinpath("roles.toml").read_text(encoding="utf-8"))
        lists = {**raw["verbs"], **raw["nouns"]}
        kinds, general = (_sets(raw[name]) for name in ("kinds", "general"))
        return Words(effects=effects(raw["effects"]), kinds=kinds, general=general, **_sets(lists))
    except (OSError, KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"the word lists of the event layer cannot be read: {error}") from error


def _sets(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in table.items()}


def effects(table: Mapping[str, Iterable[str]]) -> dict[str, Role]:
    """The lists of effects turned round, from the word to the role of its number; the first list that has it counts."""
    found: dict[str, Role] = {}
    for role, words in table.items():
        for word in words:
            found.setdefault(word, cast(Role, role))
    return found
