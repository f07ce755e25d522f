"""Is a place meant, or somebody? "Fighting near Kyiv" is somewhere; "Kyiv said" and "the Kyiv Post" are not.

The grammar around a name decides, by Universal Dependencies; without syntax the words before it do. Only countries and
seats of governments are taken for somebody by default: a town that suffers, grows or has hospitals is a place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from sayso.model import Analysis, Token
from sayso.places.lexicon import Lexicon

_HOPS = 4
"""How many links of a list ("in Israel, Lebanon and Syria") are followed to its head."""


_MODIFIERS = frozenset({"compound", "amod", "nmod", "nummod", "flat", "nmod:unmarked"})


class Speaks(Enum):
    """Whether a name often stands for those who govern from there; NOBODY is false."""

    NOBODY = 0
    REGION = 1
    SEAT = 2
    COUNTRY = 3

    def __bool__(self) -> bool:
        return self in (Speaks.SEAT, Speaks.COUNTRY)


class Use(NamedTuple):
    """Whether a name is used for a place, and the words that say so."""

    literal: bool
    reason: str
    sure: bool = False  # the grammar says so by a sign of its own, not by default


ALONE = Use(True, "stands by itself")
"""The use of a name that no other word says anything about."""


def tokens_in(analysis: Analysis, start: int, end: int) -> Sequence[Token]:
    """The tokens that share a character with `[start, end)`."""
    first = max(0, bisect_right(analysis.starts, start) - 1)
    last = bisect_right(analysis.starts, end - 1)
    return [token for token in analysis.tokens[first:last] if token.end > start]


def head_of(tokens: Sequence[Token]) -> Token | None:
    """The token that the others hang on."""
    inside = {token.index for token in tokens}
    heads = [token for token in tokens if token.head not in inside or token.head == token.index]
    named = [token for token in heads if token.upos in ("PROPN", "NOUN", "X", "ADJ")]
    return (named or heads or [None])[-1]  # type: ignore[list-item]


def use_of(analysis: Analysis, head: Token, speaks: Speaks, lexicon: Lexicon) -> Use:
    """How the name with this head is used."""
    token = _list_head(analysis, head)
    parent = analysis.tokens[token.head]
    over = parent.lemma.lower() if parent.index != token.index else ""
    for child in analysis.children[token.index]:
        mark = analysis.tokens[child]
        if mark.dep == "case" and mark.lemma != "'s":
            noun = analysis.tokens[max(0, child - 1)].lemma.lower()
            if mark.word.lower() == "with" and noun in lexicon.between_land:
                return Use(True, f"{noun} with it", sure=True)
            return _after_preposition(mark.word.lower(), over, parent, speaks, lexicon)
    if token.dep.startswith("nmod:poss"):
        return _owner(parent, speaks, lexicon)
    if (
        token.dep in _MODIFIERS
        and parent.upos in ("NOUN", "PROPN")
        and parent.word[:1].isalpha()
        and parent.index != token.index
    ):
        return _modifier(parent, speaks, lexicon)
    if token.dep.startswith("nsubj"):
        return _subject(token.dep, over, speaks, lexicon)
    if token.dep in ("obj", "iobj"):
        return _object(over, speaks, lexicon)
    return ALONE


def _list_head(analysis: Analysis, token: Token) -> Token:
    for _ in range(_HOPS):
        parent = analysis.tokens[token.head]
        same_kind = parent.upos in ("PROPN", "NOUN") and parent.index != token.index
        has_case = any(analysis.tokens[child].dep == "case" for child in analysis.children[token.index])
        if token.dep != "conj" or not same_kind or has_case:
            break
        token = parent
    return token


def _after_preposition(word: str, over: str, parent: Token, speaks: Speaks, lexicon: Lexicon) -> Use:
    head = parent.word.lower()
    if word == "to" and speaks and over in lexicon.receiver:
        return Use(False, f"{over} to it")
    if word == "between" and speaks and over not in lexicon.between_land:
        return Use(False, "a party between two")
    if word in lexicon.locative:
        return Use(True, f"after “{word}”", sure=True)
    if word == "for" and over in lexicon.goal:
        return Use(True, f"{head} {word} it", sure=True)
    if word in ("as", "like", "including") and {over, head} & lexicon.area_nouns:
        return Use(True, f"one of the {head}")
    if word == "of":
        somebody = speaks and bool({over, head} & (lexicon.somebody | lexicon.acts)) and over not in lexicon.place_of
        return Use(not somebody, f"{head} of it", sure=over in lexicon.place_of)
    if word in ("on", "against", "upon"):
        hit = bool({over, head} & lexicon.blow)
        return Use(hit or not speaks, f"{head} {word} it", sure=hit)
    return Use(not speaks, f"after “{word}”")


def _owner(parent: Token, speaks: Speaks, lexicon: Lexicon) -> Use:
    words = {parent.lemma.lower(), parent.word.lower()}
    if words & lexicon.somewhere and not words & lexicon.somebody:
        return Use(True, f"its {parent.word}", sure=True)
    return Use(not (speaks and words & (lexicon.somebody | lexicon.acts)), f"its {parent.word}")


def _modifier(parent: Token, speaks: Speaks, lexicon: Lexicon) -> Use:
    words = {parent.lemma.lower(), parent.word.lower()}
    if words & lexicon.somewhere or (words & lexicon.happening and not words & lexicon.somebody):
        return Use(True, f"before “{parent.word}”", sure=bool(words & lexicon.somewhere))
    known = lexicon.area_words | lexicon.site | lexicon.place_of | lexicon.compass
    if parent.upos == "PROPN" and speaks is Speaks.REGION and not words & known:
        return Use(False, f"part of a longer name, before “{parent.word}”")
    if speaks is Speaks.SEAT:
        return Use(not words & (lexicon.somebody | lexicon.acts), f"before “{parent.word}”")
    return Use(not speaks, f"before “{parent.word}”")


def _subject(dep: str, over: str, speaks: Speaks, lexicon: Lexicon) -> Use:
    if dep == "nsubj:pass":
        return Use(not speaks or over not in lexicon.actor_object, f"is {over}")
    if speaks in (Speaks.SEAT, Speaks.REGION):
        return Use(over not in lexicon.speech, f"what it does: {over}")
    if speaks is Speaks.COUNTRY:
        return Use(over in lexicon.stative, f"what it does: {over}")
    return Use(over not in lexicon.team_verbs, f"what it does: {over}")


def _object(over: str, speaks: Speaks, lexicon: Lexicon) -> Use:
    if over in lexicon.place_object:
        return Use(True, f"what is done to it: {over}", sure=True)
    if speaks is Speaks.SEAT:
        return Use(over not in lexicon.actor_object and over not in lexicon.speech, f"what is done to it: {over}")
    return Use(not speaks, f"what is done to it: {over}")
