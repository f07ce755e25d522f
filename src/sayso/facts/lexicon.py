"""The words of relations.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from sayso.model import FactPhase, Property

LONGEST = 10
"""Tokens in the longest description, hyphens among them."""


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
    heading: frozenset[str]
    running: frozenset[str]
    holding: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    serving: dict[str, frozenset[str]]
    joining: frozenset[str]
    duties: frozenset[str]
    ruling: frozenset[str]
    keeping: frozenset[str]
    grounds: frozenset[str]
    partisans: frozenset[str]
    partners: frozenset[str]
    between: frozenset[str]
    nationals: frozenset[str]
    papers: frozenset[str]
    faithful: frozenset[str]
    adding: frozenset[str]
    personal: frozenset[str]
    ranks: frozenset[str]
    ranking: frozenset[str]

    def properties(self, words: Sequence[str]) -> tuple[str, ...]:
        """The properties that the longest description at the end of the words can state ("tops", "works_at" among them)."""
        for size in range(min(LONGEST, len(words)), 0, -1):
            phrase = plain(words[-size:])
            found = tuple(name for name, nouns in self.nouns.items() if phrase in nouns)
            if found:
                return found
        return ()


def plain(words: Sequence[str]) -> str:
    """The words as the lexicon writes them: hyphens closed up ("secretary - general"), no dots of abbreviations."""
    return " ".join(word.rstrip(".") for word in words).replace(" - ", "-")


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
        nouns={name: frozenset(plain(w.lower().split()) for w in words) for name, words in data["nouns"].items()},
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
        outlaws=frozenset(data["outlaws"]["words"]),
        **_duties(data["duties"]),
        **_lists(data),
    )


def _lists(data: dict[str, Any]) -> dict[str, Any]:
    """The tables whose lists of words are asked about by their own names."""
    tables = ("territory", "affiliations", "naming", "particulars", "lists", "ranked")
    return {name: frozenset(words) for table in tables for name, words in data[table].items()}


def _duties(data: dict[str, Any]) -> dict[str, Any]:
    """The verbs of duties and what they go with; `duties` are all of them."""
    lists = {"heading": "heads", "running": "running", "holding": "holding", "offices": "offices", "bodies": "bodies"}
    made: dict[str, Any] = {name: frozenset(data[key]) for name, key in lists.items()}
    made["serving"] = {verb: frozenset(cases) for verb, cases in data["member_of"].items()}
    made["joining"] = frozenset(data["objects"])
    made["duties"] = made["heading"] | made["running"] | made["holding"] | made["joining"] | set(made["serving"])
    return made
