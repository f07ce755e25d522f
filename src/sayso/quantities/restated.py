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
_REACHING = frozenset(LEXICON["restated"]["reaching"])
_CASES = frozenset({"to", "at", "of", "as", "with"})
_REACH = 24  # tokens back to the noun that carries the figure
_EXPLAINED = 8  # tokens behind the number that may explain it
_BEFORE = 2  # tokens before that noun that may say what it is of ("death toll")
_NOUN_OR_STATE = ("NOUN", "PROPN")

CROWD = "crowd"
"""What a carrier is of that counts who came, not whom anything befell."""


_CERTAIN = frozenset({"confirmed", "presumed", "feared", "reported", "known", "believed", "civilian", "more", "still"})
"""What may stand between a number and the state: "22 confirmed dead"."""


def state_beside(analysis: Analysis, last: Token) -> str | None:
    """What befell those counted, where the word behind the number says so and no noun follows: "seven dead"."""
    tokens = analysis.tokens
    if last.index + 1 >= len(tokens):
        return None
    step = 2 if tokens[last.index + 1].word.lower() in _CERTAIN else 1
    if last.index + step >= len(tokens):
        return None
    state, after = tokens[last.index + step], tokens[min(last.index + step + 1, len(tokens) - 1)]
    if state.sentence != last.sentence or not _STATES.get(state.word.lower()):
        return None
    follows = after.index > state.index and after.sentence == state.sentence and after.upos in _NOUN_OR_STATE
    return None if follows else _STATES[state.word.lower()]


def restated(analysis: Analysis, first: Token, last: Token) -> str | None:
    """What befell those whom a bare number counts, "" where its carrier does not say, CROWD for a turnout; None where no
    noun or pronoun carries the number.
    """
    token = analysis.tokens[last.index]
    if _is_left(analysis, first, last) or _is_counted(analysis, token):
        return ""
    if _came(analysis, token):
        return CROWD
    after = _carrier_behind(analysis, last)
    if after is not None:
        return CROWD if after.lemma.lower() in _CROWDS else _kind(_rest(analysis, last))
    carrier = _carrier(analysis, first) if _is_given(analysis, first, token) else None
    if carrier is None:
        return None
    if carrier.lemma.lower() in _CROWDS:
        return CROWD
    before = _kind(analysis.tokens[max(0, carrier.index - _BEFORE) : first.index])
    return before or _kind(_rest(analysis, last))


def _is_left(analysis: Analysis, first: Token, last: Token) -> bool:
    """Whether a bare number is what a correction leaves: ", leaving 12."."""
    before = analysis.tokens[first.index - 1] if first.index else None
    after = analysis.tokens[min(last.index + 1, len(analysis.tokens) - 1)]
    left = (
        before is not None
        and before.word.lower() in ("leaving", "makes", "making")
        and before.sentence == first.sentence
    )
    return left and (after.sentence != last.sentence or after.upos in ("PUNCT", "CCONJ"))


_COMING = frozenset({"join", "march", "attend", "rally", "gather", "participate", "demonstrate", "protest", "assemble"})


def _came(analysis: Analysis, token: Token) -> bool:
    """Whether a bare number is of those who came: "700 had joined the march"."""
    verb = analysis.tokens[token.head]
    words = {verb.lemma.lower(), *(analysis.tokens[i].word.lower() for i in analysis.children[verb.index])}
    return token.dep == "nsubj" and bool(words & (_COMING | _ABOARD))


_ABOARD = frozenset({"aboard", "board"})


def _is_counted(analysis: Analysis, token: Token) -> bool:
    """Whether a bare number is all that somebody counted: "the police counted 250"."""
    verb = analysis.tokens[token.head]
    return (
        token.dep == "obj"
        and verb.lemma.lower() in ("count", "tally", "register", "record")
        and verb.index < token.index
    )


def _carrier_behind(analysis: Analysis, last: Token) -> Token | None:
    """The noun whose figure a number is, where it stands behind it: "lowered to 18 the number of minors"."""
    tokens = analysis.tokens
    before = [t.lemma.lower() for t in tokens[max(0, last.index - 5) : last.index] if t.sentence == last.sentence]
    after = [t for t in tokens[last.index + 1 : last.index + 6] if t.sentence == last.sentence]
    if ("to" not in before and "at" not in before) or not _MOVING & set(before):
        return None
    if not after or after[0].word.lower() not in ("the", "its", "their", "his", "her"):
        return None
    noun = next((t for t in after[1:] if t.upos == "NOUN" and t.lemma.lower() in _CARRIERS | _CROWDS), None)
    clear = noun is not None and all(
        t.upos in ("ADJ", "NOUN", "ADV", "VERB") for t in tokens[after[1].index : noun.index]
    )
    return noun if clear else None


def measured(analysis: Analysis, number: int) -> int | None:
    """The noun that a figure is the number of: the minors of "lowered to 18 the number of minors"; None for another figure."""
    tokens = analysis.tokens
    carrier = _carrier_behind(analysis, tokens[number]) or _carrier(analysis, tokens[number])
    if (
        carrier is None
        or not _is_given(analysis, tokens[number], tokens[number])
        or carrier.lemma.lower() in ("list", "it")
    ):
        return None
    of = tokens[carrier.index + 1 : carrier.index + 5]
    if not of or of[0].word.lower() != "of":
        return None
    return next((t.index for t in of[1:] if t.upos == "NOUN"), None)


def _rest(analysis: Analysis, last: Token) -> Sequence[Token]:
    """The words of the sentence behind a number, as far as they may explain it ("to ten, saying one body ...")."""
    found: list[Token] = []
    for token in analysis.tokens[last.index + 1 : last.index + 1 + _EXPLAINED]:
        if token.sentence != last.sentence or token.word.lower() in _ELSEWHERE:
            break
        found.append(token)
    return found


_ELSEWHERE = frozenset({"and", "but", "while", ";", "whereas", "not"})
"""Words behind which something else is told."""


def _is_given(analysis: Analysis, first: Token, token: Token) -> bool:
    """Whether the number stands after "to", "at", "of" or "as", or is what a carrier is said to be."""
    before = analysis.tokens[first.index - 1] if first.index else None
    near = before is not None and before.sentence == first.sentence
    if near and before is not None and (before.word.lower() in _CASES or before.lemma.lower() in _REACHING):
        return True
    return any(analysis.tokens[i].dep == "cop" for i in analysis.children[token.index])


def _carrier(analysis: Analysis, first: Token) -> Token | None:
    """The noun that carries a figure, before the number in its sentence, or "it" after a verb of giving figures."""
    window = analysis.tokens[max(0, first.index - _REACH) : first.index]
    for token in reversed(window):
        if (
            token.sentence != first.sentence
            or token.word == ";"
            or (token.word == ":" and not _taken_up(analysis, token, first))
        ):
            return None
        if token.upos == "NOUN" and token.lemma.lower() in _CARRIERS | _CROWDS:
            return None if _of_things(analysis, token, first) else token
        if _names_those_struck(analysis, token):
            return token
        if token.word.lower() in ("it", "this", "that") and first.index - token.index <= 3 and _moved(analysis, token):
            return token
        if token.word.lower() in ("it", "they", "there") and _said_closer(analysis, token, first):
            return token
    return None


def _names_those_struck(analysis: Analysis, token: Token) -> bool:
    """Whether a word stands for a toll by itself: "put the dead at 17"."""
    before = [t.word.lower() for t in analysis.tokens[max(0, token.index - 2) : token.index]]
    return bool(_STATES.get(token.word.lower())) and "the" in (before if before[-1:] in _SURE else before[-1:])


def _taken_up(analysis: Analysis, colon: Token, first: Token) -> bool:
    """Whether "it" behind a colon is the figure named before it: "changed their figure: it is now 70"."""
    after = analysis.tokens[min(colon.index + 1, first.index)]
    return after.word.lower() in ("it", "this") and first.index - after.index <= _BARELY


_BARELY = 5  # tokens from "it" to its figure

_SURE = (["confirmed"], ["known"], ["reported"], ["presumed"], ["registered"], ["identified"])
"""What may stand between "the" and "dead"."""


def _said_closer(analysis: Analysis, pronoun: Token, first: Token) -> bool:
    """Whether a pronoun's figure is put against another: "it was closer to 1,500"."""
    between = {t.word.lower() for t in analysis.tokens[pronoun.index + 1 : first.index]}
    return (
        first.index - pronoun.index <= 5 and bool(between & {"closer", "nearer", "more"}) and "to" in between | {"like"}
    )


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
        if lemma in ("die", "life", "perish", "victim"):
            return "killed"  # "the number of victims", "of people who lost their lives"
        if found:
            return found
    return "killed" if any(t.lemma.lower() == "toll" for t in words) else ""
