"""Happenings that only a pronoun names ("the strikes and a later one", "another followed"), or a noun that takes up what a report
has told before: "the landslide had also carried off the road", after "a hillside gave way".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sayso.events.detect import Candidate
from sayso.events.syntax import Syntax
from sayso.events.words import Words
from sayso.model import Token

REACH = 1
"""How many sentences back the noun that a pronoun repeats may stand."""
STANDING = frozenset({"nsubj", "nsubj:pass", "obj", "conj", "obl", "nmod", "root", "appos"})


TAKEN_UP = {
    "DISASTER": frozenset(
        [
            "disaster",
            "tragedy",
            "catastrophe",
            "accident",
            "landslide",
            "mudslide",
            "slide",
            "avalanche",
            "quake",
            "earthquake",
            "tremor",
            "flood",
            "flooding",
            "deluge",
            "storm",
            "cyclone",
            "typhoon",
            "hurricane",
            "fire",
            "blaze",
            "inferno",
            "crash",
            "collision",
            "derailment",
            "collapse",
            "sinking",
            "shipwreck",
            "stampede",
            "explosion",
            "blast",
            "eruption",
            "incident",
        ]
    ),
    "ASSAULT": frozenset(
        [
            "attack",
            "assault",
            "raid",
            "ambush",
            "strike",
            "airstrike",
            "bombing",
            "bombardment",
            "shelling",
            "blast",
            "explosion",
            "shooting",
            "massacre",
            "bloodshed",
            "carnage",
            "incident",
            "stabbing",
            "onslaught",
        ]
    ),
}
"""Nouns that take up a happening of a type, once a report has told of one."""


def with_echoes(candidates: Sequence[Candidate], syntax: Syntax, words: Words) -> list[Candidate]:
    """The candidates and those that pronouns repeat or nouns take up, in order of the text."""
    nouns = [c for c in candidates if syntax.tokens[c.token].upos == "NOUN"]
    taken = {index for c in candidates for index in (c.token, *c.words)}
    found = [c for c in (*_echoes(nouns, syntax, words), *_taken_up(candidates, syntax)) if c.token not in taken]
    return sorted([*candidates, *found], key=lambda c: (c.token, c.trigger))


def _taken_up(candidates: Sequence[Candidate], syntax: Syntax) -> Iterator[Candidate]:
    """Definite nouns for harm that has been told of in an earlier sentence."""
    told = {kind: [c for c in candidates if c.type == kind and c.phase is None] for kind in TAKEN_UP}
    for token in syntax.tokens:
        if (
            token.upos != "NOUN"
            or token.xpos != "NN"
            or token.dep not in STANDING
            or not _pointed_at(syntax, token.index)
        ):
            continue
        for kind, nouns in TAKEN_UP.items():
            first = next(iter(told[kind]), None) if token.lemma.lower() in nouns else None
            if first is not None and syntax.tokens[first.token].sentence < token.sentence:
                yield _repeated(first, token, f'"{token.word}" takes up "{syntax.tokens[first.token].word}"')
                break


def _pointed_at(syntax: Syntax, index: int) -> bool:
    """Whether a noun has "the" or "this", and nothing that says which other one is meant."""
    kin = [syntax.tokens[c] for c in syntax.children[index]]
    article = any(t.dep == "det" and t.lemma.lower() in ("the", "this", "that") for t in kin)
    return article and syntax.definite(index) == "definite" and all(t.dep in BARE for t in kin)


BARE = frozenset({"det", "case", "nmod", "punct", "acl:relcl", "acl", "cop", "nsubj", "aux", "mark", "advmod"})
"""What may hang on a noun that takes up a happening."""


def _repeated(one: Candidate, token: Token, reason: str) -> Candidate:
    return msgspec.structs.replace(
        one, trigger=token.span, token=token.index, words=(token.index,), support=None, within=None, phase=None,
        reasons=(reason, *one.reasons),
    )  # fmt: skip


def _echoes(nouns: Sequence[Candidate], syntax: Syntax, words: Words) -> Iterator[Candidate]:
    at = 0
    for token in syntax.tokens:
        while at < len(nouns) and nouns[at].token < token.index:
            at += 1
        if at and token.dep in STANDING and repeats(syntax, token.index, words):
            noun = nouns[at - 1]
            if token.sentence - syntax.tokens[noun.token].sentence <= REACH:
                reason = f'"{token.word}" repeats "{syntax.tokens[noun.token].word}"'
                yield _repeated(noun, token, reason)


def repeats(syntax: Syntax, index: int, words: Words) -> bool:
    """Whether a token stands for another of the same kind: "one" set apart by its modifier, or "another" by itself."""
    token = syntax.tokens[index]
    lemma = token.word.lower()
    if lemma in ("one", "ones"):
        return any(syntax.tokens[c].lemma.lower() in words.other for c in syntax.children[index])
    return lemma == "another" and not any(syntax.tokens[c].upos in ("NOUN", "PROPN") for c in syntax.children[index])
