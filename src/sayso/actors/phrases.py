"""Noun phrases: how far to the left of its head a phrase reaches, and what introduces it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Analysis, Token

INNER = frozenset(
    ("compound", "flat", "amod", "nummod", "det", "det:predet", "case", "punct", "cc", "mark", "aux", "cop")
)
"""Relations of words that head no phrase of their own."""

_LEFT = frozenset(("det", "det:predet", "amod", "compound", "nummod", "nmod:poss", "nmod", "flat", "obl:npmod"))
_PASSED = frozenset(("punct", "case", "advmod", "cc", "mark", "cop", "aux", "discourse"))
_HEADS = frozenset(("NOUN", "PROPN", "ADJ", "VERB", "NUM", "X", "PRON", "ADV", "SYM"))
_WALLS = frozenset(("(", ")", "[", "]", ";", ":", "--", "—", "–", "..."))
_BRACKET = re.compile(r"[()\[\]]")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
_BULLETS = frozenset("•·*▪◦‣●■–-")
_STRIPPED = frozenset(("DET", "PUNCT", "CCONJ", "SCONJ", "ADP", "PART", "AUX", "SPACE", "SYM"))


def left_edges(analysis: Analysis) -> list[int]:
    """For each token the first token of the phrase it heads: its left modifiers, with theirs."""
    tokens, children = analysis.tokens, analysis.children
    edges = list(range(len(tokens)))
    for token in tokens:
        if token.upos in _HEADS and children[token.index]:
            edges[token.index] = _edge(token, children[token.index], tokens, edges)
    return edges


def _edge(token: Token, children: Sequence[int], tokens: Sequence[Token], edges: Sequence[int]) -> int:
    edge = token.index
    for child in reversed(children):
        if child >= token.index:
            continue
        part = tokens[child]
        if part.dep in _LEFT and part.sentence == token.sentence:
            edge = min(edge, edges[child])
        elif part.dep == "advmod" and token.dep == "amod" and child == edge - 1:
            edge = child  # "heavily armed"
        elif part.dep not in _PASSED:
            break
    return edge


def trimmed(tokens: Sequence[Token], first: int, head: int) -> int:
    """The phrase's first token without the determiners, prepositions and marks before it; no bracket is crossed."""
    for at in range(head - 1, first - 1, -1):
        if tokens[at].word in _WALLS or _BRACKET.search(tokens[at].word):
            first = at + 1
            break
    while first < head and (_is_no_start(tokens[first]) or _is_behind_noun(tokens, first)):
        first += 1
    return first


def _is_behind_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether a participle says what the noun before it does: "a base housing troops"."""
    return tokens[index].xpos == "VBG" and index > 0 and tokens[index - 1].upos in ("NOUN", "PROPN")


def _is_no_start(token: Token) -> bool:
    """Whether no phrase begins with the token: a determiner, a mark, a bullet, a time of day."""
    return (
        token.upos in _STRIPPED
        or token.xpos == "PRP"
        or token.word in _BULLETS
        or (token.word[0].isdigit() and _CLOCK.fullmatch(token.word) is not None)
    )


def determiner(analysis: Analysis, first: int, head: int) -> str:
    """What introduces the phrase: "poss" for a possessor, else the lower-case determiner, "" for none."""
    tokens = analysis.tokens
    found = ""
    for child in analysis.children[head]:
        if child > head:
            break
        if tokens[child].dep == "nmod:poss":
            return "poss"
        if tokens[child].upos == "DET" or tokens[child].dep in ("det", "det:predet"):
            found = found or tokens[child].word.lower()
    if not found and first and tokens[first - 1].upos == "DET" and tokens[first - 1].sentence == tokens[head].sentence:
        return tokens[first - 1].word.lower()
    return found
