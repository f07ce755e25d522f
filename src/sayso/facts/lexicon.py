"""The words of relations.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from sayso.model import FactPhase, Property


class Verb(msgspec.Struct, frozen=True):
    """A verb that states a relation between its subject and its object."""

    property: Property
    holder: str
    any_tense: bool
    subject: frozenset[str]
    object: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True):
    """What the words say; keys are lower-case lemmas or phrases with single spaces."""

    nouns: dict[str, frozenset[str]]
    verbs: dict[str, Verb]
    relatives: dict[tuple[str, str], Property]
    related: frozenset[str]
    glued: dict[str, str]
    designating: dict[str, str]
    firm: frozenset[str]
    labels: frozenset[str]
    phases: dict[str, FactPhase]
    expecting: frozenset[str]
    succeeding: frozenset[str]
    posts: frozenset[str]
    heirs: frozenset[str]
    naming: frozenset[str]
    outlaws: frozenset[str]

    def properties(self, words: Sequence[str]) -> tuple[str, ...]:
        """The properties that the longest description at the end of the words can state ("tops", "works_at" among them)."""
        for size in range(min(6, len(words)), 0, -1):
            phrase = " ".join(words[-size:])
            found = tuple(name for name, nouns in self.nouns.items() if phrase in nouns)
            if found:
                return found
        return ()


@cache
def lexicon() -> Lexicon:
    """The shipped words."""
    data = tomllib.loads((files("sayso.facts") / "relations.toml").read_text(encoding="utf-8"))
    verbs = {
        lemma: Verb(
            row["property"], row["holder"], row["any_tense"], frozenset(row["subject"]), frozenset(row["object"])
        )
        for row in data["verbs"]
        for lemma in row["lemmas"]
    }
    return Lexicon(
        nouns={name: frozenset(w.lower() for w in words) for name, words in data["nouns"].items()},
        verbs=verbs,
        relatives={(row["word"], row["preposition"]): row["property"] for row in data["relatives"]},
        related=frozenset(row["word"] for row in data["relatives"]),
        glued=data["glued"],
        designating=data["designating"],
        firm=frozenset(data["labels"]["firm"]),
        labels=frozenset(data["labels"]["words"]),
        phases={word: phase for phase, words in data["phases"].items() for word in words},
        expecting=frozenset(data["expecting"]["words"]),
        succeeding=frozenset(data["expecting"]["succeeding"]),
        posts=frozenset(data["expecting"]["posts"]),
        heirs=frozenset(data["expecting"]["heirs"]),
        naming=frozenset(data["naming"]["words"]),
        outlaws=frozenset(data["outlaws"]["words"]),
    )
