"""Figures told of a toll that was named before: "corrected the number of dead to five", "put it at 1,294", "seven dead".

Such a number has no noun of its own. What befell those it counts stands with the noun that carries the figure ("the
number of those killed", "its count of arrests"), else with the number told last.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.model import Analysis, Token
from sayso.quantities.amounts import LEXICON
from sayso.quantities.counted import is_person

_TALLIES = LEXICON["tallies"]
_STATES: dict[str, str] = _TALLIES["states"]
_VERBS: dict[str, str] = _TALLIES["verbs"]
_NOUNS: dict[str, str] = _TALLIES["nouns"]
_CARRIERS = frozenset(LEXICON["restated"]["carriers"])
_MOVING = frozenset(LEXICON["restated"]["verbs"])
_CROWDS = frozenset(LEXICON["restated"]["crowds"])
_CASES = frozenset({"to", "at", "of", "as"})
_REACH = 24  # tokens back to the noun that carries the figure
_EXPLAINED = 8  # tokens behind the number that may explain it
_BEFORE = 2  # tokens before that noun that may say what it is of ("death toll")
_NOUN_OR_STATE = ("NOUN", "PROPN")

CROWD = "crowd"
"""What a carrier is of that counts who came, not whom anything befell."""


def state_beside(analysis: Analysis, last: Token) -> str | None:
    """What befell those counted, where the word behind the number says so and no noun follows: "seven dead"."""
    tokens = analysis.tokens
    if last.index + 1 >= len(tokens):
        return None
    state, after = tokens[last.index + 1], tokens[min(last.index + 2, len(tokens) - 1)]
    if state.sentence != last.sentence or not _STATES.get(state.word.lower()):
        return None
    follows = after.index > state.index and after.sentence == state.sentence and after.upos in _NOUN_OR_STATE
    return None if follows else _STATES[state.word.lower()]


def restated(analysis: Analysis, first: Token, last: Token) -> str | None:
    """What befell those whom a bare number counts, "" where its carrier does not say, CROWD for a turnout; None where no
    noun or pronoun carries the number.
    """
    token = analysis.tokens[last.index]
    carrier = _carrier(analysis, first) if _is_given(analysis, first, token) else None
    if carrier is None:
        return None
    if carrier.lemma.lower() in _CROWDS:
        return CROWD
    before = _kind(analysis.tokens[max(0, carrier.index - _BEFORE) : first.index])
    return before or _kind(_rest(analysis, last))


def _rest(analysis: Analysis, last: Token) -> Sequence[Token]:
    """The words of the sentence behind a number, as far as they may explain it ("to ten, saying one body ...")."""
    after = analysis.tokens[last.index + 1 : last.index + 1 + _EXPLAINED]
    return [token for token in after if token.sentence == last.sentence]


def _is_given(analysis: Analysis, first: Token, token: Token) -> bool:
    """Whether the number stands after "to", "at", "of" or "as", or is what a carrier is said to be."""
    before = analysis.tokens[first.index - 1] if first.index else None
    if before is not None and before.sentence == first.sentence and before.word.lower() in _CASES:
        return True
    return any(analysis.tokens[i].dep == "cop" for i in analysis.children[token.index])


def _carrier(analysis: Analysis, first: Token) -> Token | None:
    """The noun that carries a figure, before the number in its sentence, or "it" after a verb of giving figures."""
    window = analysis.tokens[max(0, first.index - _REACH) : first.index]
    for token in reversed(window):
        if token.sentence != first.sentence or token.word in (";", ":"):
            return None
        if token.upos == "NOUN" and token.lemma.lower() in _CARRIERS | _CROWDS:
            return None if _of_things(analysis, token, first) else token
        if _names_those_struck(analysis, token):
            return token
        if token.word.lower() in ("it", "this", "that") and first.index - token.index <= 3 and _moved(analysis, token):
            return token
    return None


def _names_those_struck(analysis: Analysis, token: Token) -> bool:
    """Whether a word stands for a toll by itself: "put the dead at 17"."""
    before = analysis.tokens[token.index - 1] if token.index else None
    return bool(_STATES.get(token.word.lower())) and before is not None and before.word.lower() == "the"


def _of_things(analysis: Analysis, carrier: Token, first: Token) -> bool:
    """Whether a figure is of things: "the number of rockets"."""
    kin = [analysis.tokens[i] for i in analysis.children[carrier.index] if carrier.index < i < first.index]
    of = [t for t in kin if t.dep == "nmod" and t.upos in ("NOUN", "PROPN")]
    return any(
        t.xpos == "NNS" and not is_person(t) and t.lemma.lower() not in _NOUNS and not _STATES.get(t.word.lower())
        for t in of
    )


def _moved(analysis: Analysis, pronoun: Token) -> bool:
    """Whether a verb that gives or changes figures governs a pronoun."""
    return pronoun.dep in ("obj", "nsubj") and analysis.tokens[pronoun.head].lemma.lower() in _MOVING


def _kind(words: Sequence[Token]) -> str:
    """What the first telling word among some says of those counted."""
    for token in words:
        lemma, word = token.lemma.lower(), token.word.lower()
        found = _STATES.get(word) or _NOUNS.get(lemma) or (_VERBS.get(lemma) if token.xpos == "VBN" else None)
        if found:
            return found
    return "killed" if any(t.lemma.lower() == "toll" for t in words) else ""
