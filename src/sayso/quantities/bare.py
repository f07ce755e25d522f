"""Numbers without a noun that a report gives all the same: "Macomia (2,100)", "up from 159 a year earlier", "137 were against"."""

from __future__ import annotations

from sayso.model import Analysis, Token

_COMPARING = frozenset(("from", "with", "against", "to", "versus", "than", "in"))
_COMPARED = frozenset(
    ("up", "down", "compared", "compare", "comparison", "rise", "fall", "increase", "drop", "opposed", "versus")
)
_SMALL = 100
"""Up to here a figure in brackets behind a name is an age, a seat, a year of birth in short."""


def bare(analysis: Analysis, head: int, known: str) -> str:
    """What a number with no noun counts: what was counted before it (`known`) or people; "" where it counts nothing."""
    token = analysis.tokens[head]
    before = analysis.tokens[head - 1] if head else token
    if _is_of_them(analysis, head):
        return known or "people"
    if is_bracketed(analysis, token):
        return known or "people"
    if before.word.lower() in _COMPARING and _is_compared(analysis, head):
        return known
    if token.dep == "obj" and analysis.tokens[token.head].xpos == "VBG":  # "hit six ships, sinking two"
        return known
    verb = analysis.tokens[token.head]
    if token.dep in ("nsubj", "nsubj:pass") and token.word[:1].isdigit() and verb.sentence == token.sentence:
        return known or "people"
    return ""


def is_bracketed(analysis: Analysis, token: Token) -> bool:
    """Whether it is a large figure alone in brackets: "Macomia (2,100)"."""
    at = token.index
    if not 0 < at < len(analysis.tokens) - 1 or not token.word[:1].isdigit():
        return False
    digits = token.word.replace(",", "")
    alone = analysis.tokens[at - 1].word == "(" and analysis.tokens[at + 1].word == ")"
    return alone and digits.isdigit() and int(digits) > _SMALL and not ("," not in token.word and len(digits) == 4)


def _is_of_them(analysis: Analysis, head: int) -> bool:
    behind = [token.word.lower() for token in analysis.tokens[head + 1 : head + 3]]
    return behind in (["of", "them"], ["of", "whom"], ["of", "those"])


def _is_compared(analysis: Analysis, head: int) -> bool:
    """Whether a word of comparing stands right before: "up from", "compared with"."""
    near = [t for t in analysis.tokens[max(0, head - 3) : head] if t.sentence == analysis.tokens[head].sentence]
    return any(token.lemma.lower() in _COMPARED for token in near)
