"""The attribution cues of cues.toml, by lemma."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from sayso.model import Stance

Kind = Literal["verb", "noun", "adjective", "adverb"]
Frames = Mapping[str, Stance]


class Cues(NamedTuple):
    """For each kind of word: lemma to frame to stance; the prepositional cues; heads that name who reports news."""

    verb: Mapping[str, Frames]
    noun: Mapping[str, Frames]
    adjective: Mapping[str, Frames]
    adverb: Mapping[str, Stance]
    phrases: Mapping[tuple[str, ...], Stance]
    outlets: frozenset[str]

    def frames(self, kind: Kind, lemma: str) -> Frames:
        """The frames of a lemma; empty where it is no cue."""
        table: Mapping[str, Frames] = {"verb": self.verb, "noun": self.noun, "adjective": self.adjective}.get(kind, {})
        return table.get(lemma, _NONE)


_NONE: Frames = MappingProxyType({})


@cache
def cues() -> Cues:
    """The lexicon; the first entry that lists a lemma with a frame gives its stance."""
    data = tomllib.loads(files("sayso.claims").joinpath("cues.toml").read_text(encoding="utf-8"))
    adverbs = {lemma: entry["stance"] for entry in data["adverb"] for lemma in entry["lemmas"]}
    phrases = {tuple(words.split()): entry["stance"] for entry in data["phrase"] for words in entry["words"]}
    outlets = frozenset(data["speakers"]["reports"])
    return Cues(_table(data["verb"]), _table(data["noun"]), _table(data["adjective"]), adverbs, phrases, outlets)


def _table(entries: list[dict[str, Any]]) -> dict[str, Frames]:
    made: dict[str, dict[str, Stance]] = {}
    for entry in entries:
        for lemma in entry["lemmas"]:
            for frame in entry["frames"]:
                made.setdefault(lemma, {}).setdefault(frame, entry["stance"])
    return {lemma: MappingProxyType(frames) for lemma, frames in made.items()}
