"""Happenings that only a pronoun names: "the strikes and a later one", "another followed"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sayso.events.detect import Candidate
from sayso.events.syntax import Syntax
from sayso.events.words import Words

REACH = 1
"""How many sentences back the noun that a pronoun repeats may stand."""
STANDING = frozenset({"nsubj", "nsubj:pass", "obj", "conj", "obl", "nmod", "root", "appos"})


def with_echoes(candidates: Sequence[Candidate], syntax: Syntax, words: Words) -> list[Candidate]:
    """The candidates and those that pronouns repeat, in order of the text."""
    nouns = [c for c in candidates if syntax.tokens[c.token].upos == "NOUN"]
    taken = {c.token for c in candidates}
    found = [c for c in _echoes(nouns, syntax, words) if c.token not in taken]
    return sorted([*candidates, *found], key=lambda c: (c.token, c.trigger))


def _echoes(nouns: Sequence[Candidate], syntax: Syntax, words: Words) -> Iterator[Candidate]:
    at = 0
    for token in syntax.tokens:
        while at < len(nouns) and nouns[at].token < token.index:
            at += 1
        if at and token.dep in STANDING and repeats(syntax, token.index, words):
            noun = nouns[at - 1]
            if token.sentence - syntax.tokens[noun.token].sentence <= REACH:
                reason = f'"{token.word}" repeats "{syntax.tokens[noun.token].word}"'
                yield msgspec.structs.replace(
                    noun, trigger=token.span, token=token.index, words=(token.index,), support=None, within=None,
                    phase=None, reasons=(reason, *noun.reasons),
                )  # fmt: skip


def repeats(syntax: Syntax, index: int, words: Words) -> bool:
    """Whether a token stands for another of the same kind: "one" set apart by its modifier, or "another" by itself."""
    token = syntax.tokens[index]
    lemma = token.word.lower()
    if lemma in ("one", "ones"):
        return any(syntax.tokens[c].lemma.lower() in words.other for c in syntax.children[index])
    return lemma == "another" and not any(syntax.tokens[c].upos in ("NOUN", "PROPN") for c in syntax.children[index])
