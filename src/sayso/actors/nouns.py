"""The words that describe an actor without naming it: nouns ("militia", "spokesman"), titles ("President"), and the
offices of a state ("foreign ministry"), read from the data of this folder.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from sayso.model import ActorKind

V = TypeVar("V")

LONGEST = 5
"""Words in the longest phrase of the lexicons."""


class NounClass(msgspec.Struct, frozen=True):
    """A class of near-synonyms; see the head of nouns.toml."""

    name: str
    kind: ActorKind
    sector: str
    joins: frozenset[str]
    gender: str = ""


class Title(msgspec.Struct, frozen=True):
    """What a word before a name says of the person; see the head of titles.toml."""

    sector: str
    gender: str
    office: bool
    capitals: bool = False


class Lexicon(msgspec.Struct, frozen=True):
    """All descriptions, keyed by lower-case words with single spaces."""

    nouns: dict[str, NounClass]
    titles: dict[str, Title]
    roles: dict[str, str]
    genders: dict[str, str]
    classes: dict[str, NounClass]
    sector_classes: dict[str, str]
    words: dict[str, frozenset[str]]
    given_names: dict[str, str]
    title_ends: frozenset[str]
    noun_ends: frozenset[str]

    def noun(self, words: Sequence[str]) -> tuple[NounClass, int] | None:
        """The class of the longest noun that ends the words, and how many words it has."""
        return _last(self.nouns, words) if words and words[-1] in self.noun_ends else None

    def title(self, words: Sequence[str]) -> tuple[Title, int] | None:
        """The longest title that ends the words, and how many words it has."""
        return _last(self.titles, words)

    def role(self, words: Sequence[str]) -> str:
        """Which office of a state the words end with; "" for none."""
        found = _last(self.roles, words)
        return found[0] if found else ""


def _last(table: dict[str, V], words: Sequence[str]) -> tuple[V, int] | None:
    """The value of the longest phrase that ends the words, and its length."""
    for size in range(min(LONGEST, len(words)), 0, -1):
        value = table.get(" ".join(words[-size:]))
        if value is not None:
            return value, size
    return None


def _undotted(phrase: str) -> str:
    """ "Lt. Col." as "lt col"."""
    return " ".join(word.rstrip(".") for word in phrase.lower().split())


def _hyphenated(phrase: str) -> tuple[str, ...]:
    """The phrase, and as the tokens stand where the parser parts words at a hyphen: "inspector - general"."""
    return (phrase, phrase.replace("-", " - ")) if "-" in phrase else (phrase,)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicons."""
    data = files("sayso.actors") / "data"
    nouns = tomllib.loads((data / "nouns.toml").read_text(encoding="utf-8"))["nouns"]
    titles = tomllib.loads((data / "titles.toml").read_text(encoding="utf-8"))["titles"]
    given = tomllib.loads((data / "given_names.toml").read_text(encoding="utf-8"))
    other = tomllib.loads((data / "traits.toml").read_text(encoding="utf-8"))
    classes: dict[str, NounClass] = {}
    by_word: dict[str, NounClass] = {}
    for row in nouns:
        made = NounClass(row["class"], row["kind"], row["sector"], frozenset(row["joins"]))
        classes.setdefault(made.name, made)
        for word in row["words"]:
            for spelt in _hyphenated(word.lower()):
                by_word.setdefault(spelt, made)
    by_title: dict[str, Title] = {}
    for row in titles:
        for word in row["words"]:
            title = Title(row["sector"], row["gender"], row["office"], row.get("capitals", False))
            for spelt in _hyphenated(_undotted(word)):
                by_title.setdefault(spelt, title)
    return Lexicon(
        nouns=by_word,
        titles=by_title,
        roles={phrase: role for role, phrases in other["roles"].items() for phrase in phrases},
        genders={word: gender for gender, words in other["genders"].items() for word in words},
        classes=classes,
        sector_classes=other["sector_classes"],
        words={name: frozenset(words) for name, words in other["words"].items()},
        given_names={name: gender for gender, names in given.items() for name in names.split()},
        title_ends=frozenset(phrase.split()[-1] for phrase in by_title),
        noun_ends=frozenset(phrase.split()[-1] for phrase in by_word),
    )
