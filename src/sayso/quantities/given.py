"""Numbers given with "at" or "to": "put the number of bodies it had received at 14", "the crowd was estimated at 5,000", "cases
doubled to 412"."""

from __future__ import annotations

import re

from sayso.model import Analysis, Token
from sayso.quantities.amounts import LEXICON, Amount
from sayso.quantities.counted import Counted, is_person, name_of

_GIVING = frozenset(LEXICON["given"]["verbs"])
_GROWING = frozenset(LEXICON["given"]["growing"])
_MEASURES = frozenset(LEXICON["given"]["measures"])
_CROWDS = frozenset(LEXICON["given"]["crowds"])
_CLIMB = 5
_AGE = re.compile(
    r"\s{0,2}[-\u2010-\u2013]?\s{0,2}(?:year|month|week|day)s?\s{0,2}[-\u2010-\u2013]?\s{0,2}olds?\b", re.IGNORECASE
)


_OF_AGE = re.compile(
    r"\b(?:a|an|the|one|another|his|her|their)\s(?:[a-z]{2,12}\s)?"
    r"(?:boy|girl|man|woman|child|son|daughter|brother|sister|baby|toddler|teenager|youth|widow|widower|lad|infant|pupil|student)"
    r"\sof\s(?:just\s|about\s|only\s|barely\s)?$",
    re.IGNORECASE,
)
_OF_THINGS = re.compile(
    r"\s{1,2}(?:and\s|,\s(?:who|his|her|from|the)\b|was\b|were\b|had\b|who\b|from\b)|\s{0,2}[.,;:)\u2014\u2013]|\s{0,2}$"
)
_BEFORE = 40  # characters in front of a number that may make it an age


def is_age(text: str, amount: Amount) -> bool:
    """Whether "year-old" follows, however it is spaced, or a child or grown-up is "of" the number: "a boy of six"."""
    if _AGE.match(text, amount.core.end) is not None:
        return True
    aged = _OF_AGE.search(text, max(0, amount.span.start - _BEFORE), amount.span.start)
    return aged is not None and _OF_THINGS.match(text, amount.core.end) is not None


def given(analysis: Analysis, head: int, amount: Amount) -> Counted | None:
    """What a number without a noun of its own counts, where a verb gives it with "at" or "to"; None where none does."""
    verb = _giving_verb(analysis, analysis.tokens[head])
    noun = _object(analysis, verb, head) if verb is not None else _grown(analysis, analysis.tokens[head])
    if noun is None:
        return None
    if noun.lemma.lower() in _MEASURES:
        noun = _measured(analysis, noun)
    if noun is None or noun.upos == "PRON":
        return None
    people = noun.lemma.lower() in _CROWDS or (noun.upos == "PROPN" and not is_person(noun))
    return Counted(noun.index, "people" if people else name_of(analysis, noun.index), amount.span.end)


def _giving_verb(analysis: Analysis, token: Token) -> Token | None:
    """The verb that gives the number, over a clause that the number was hung on by mistake."""
    cases = {analysis.tokens[i].lemma.lower() for i in analysis.children[token.index]}
    if "at" not in cases or token.dep not in ("obl", "nmod", "obj"):
        return None
    for _ in range(_CLIMB):
        token = analysis.tokens[token.head]
        if token.lemma.lower() in _GIVING and token.upos == "VERB":
            return token
    return None


def _grown(analysis: Analysis, token: Token) -> Token | None:
    """What grew or shrank to the number: "cases have doubled to 412", "attacks fell to 60"; None for what is no count of."""
    verb = analysis.tokens[token.head]
    to = any(analysis.tokens[i].lemma.lower() == "to" for i in analysis.children[token.index])
    if not to or token.dep != "obl" or verb.lemma.lower() not in _GROWING or verb.upos != "VERB":
        return None
    found = (analysis.tokens[i] for i in analysis.children[verb.index])
    return next((t for t in found if t.dep.startswith("nsubj") and t.xpos == "NNS"), None)


def _object(analysis: Analysis, verb: Token, before: int) -> Token | None:
    """What the verb gives a number of: its object or the subject of its passive, before the number."""
    found = [analysis.tokens[i] for i in analysis.children[verb.index] if i < before]
    noun = next((t for t in reversed(found) if t.dep in ("obj", "nsubj:pass")), None)
    above = analysis.tokens[verb.head]
    if noun is not None and noun.upos == "PRON" and above.index < verb.index and above.lemma.lower() in _GIVING:
        return _object(analysis, above, verb.index)  # "put the crowd at 12,000, while police put it at 4,000"
    return noun


def _measured(analysis: Analysis, measure: Token) -> Token | None:
    """ "the number of bodies": the bodies."""
    kin = [analysis.tokens[i] for i in analysis.children[measure.index] if i > measure.index]
    return next((t for t in kin if t.dep.startswith("nmod")), None)
