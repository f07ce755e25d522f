"""What befell those counted, where a set phrase tells it: "two of the dead", "led away six men", "120 are behind bars".

Such phrases stand right before or right behind the number and its noun; they are looked for in the words, which parses of them
differ about.
"""

from __future__ import annotations

import re

from sayso.model import Analysis, Span
from sayso.quantities.amounts import LEXICON
from sayso.quantities.counted import token_at
from sayso.quantities.tolls import population_of

_WORDS = LEXICON["phrased"]
_THOSE: dict[str, str] = _WORDS["those"]
_STATE = rf"(?P<state>{'|'.join(_THOSE)})\b"
_KEEPS = "|".join(_WORDS["keeps"])
_TAKING, _LOADING, _VEHICLES = ("|".join(_WORDS[name]) for name in ("taking", "loading", "vehicles"))
_BE = r"(?:\s(?:who|that|is|are|was|were|be|been|being|has|have|had|still|now|also|all|later|reportedly|then)\b)*"
_PUT = r"(?:\s(?:remain|remained|remains|kept|put|placed|held|thrown|locked(?:\sup)?|languishing|sitting|taken|ended\sup))?"
_OF_WHAT = (
    r"(?:\s(?:a|an|the|police|military|army|government|rebel|secret|local|pre-?trial|several|different|state|federal))*"
)
_BOAT = r"(?:boat|ship|vessel|patrol|coast)"
_HOMES = r"(?:homes?|houses?|villages?)"
_STATIONS = r"(?:police\sstations?|stations?|jails?|cells)"
_BARE = r"(?:the|those)\s(?:\w+\s)?"

_KILLED_OR = r"(?:kill(?:ed|ing)?|dead|dying|died|deaths|perished|lost\stheir\slives|casualties)"
_HURT_OR = r"(?:wound(?:ed|ing)|injur(?:ed|ing)|maim(?:ed|ing)|missing|disappeared|went\smissing|vanished|captured|hurt|abducted)"
_BOTH = rf"(?:{_KILLED_OR}\s(?:or|and)\s(?:otherwise\s|either\s)?{_HURT_OR}|{_HURT_OR}\s(?:or|and)\s{_KILLED_OR})"

_BEFORE = (
    (re.compile(rf"\b(?:among|amongst|of)\s{_BARE}{_STATE}(?:,|\s(?:was|were|are|is))?\s$", re.IGNORECASE), None),
    (re.compile(rf"\b{_BARE}{_STATE}(?:\s(?:also|reportedly))?\sinclud(?:e|es|ed)\s$", re.IGNORECASE), None),
    (re.compile(rf"\b(?:{_TAKING})\s(?:away|off)(?:\swith(?:\sthem)?)?\s$", re.IGNORECASE), "held"),
    (re.compile(rf"\b{_BOTH}\s$", re.IGNORECASE), "casualties"),
    (re.compile(rf"\b{_STATE}.*\b(?:with|of|bearing|carrying|naming)\s$", re.IGNORECASE), "names"),
    (
        re.compile(
            r"\b(?:cost(?:s|ing)?|claim(?:s|ed|ing)?|t(?:ook|aken|aking|akes))\sthe\slives\sof\s$", re.IGNORECASE
        ),
        "killed",
    ),
    (re.compile(r"\b(?:forc(?:ed|ing)|drove|driv(?:en|ing))\sout\s$", re.IGNORECASE), "displaced"),
    (re.compile(r"\bloss\sof\s(?:another\s)?$", re.IGNORECASE), "killed"),
)
"""What stands right before the number, and what it tells; None: what befell the state named."""
_BEHIND = (
    (re.compile(rf"{_BE}(?:\seither)?\s{_BOTH}\b", re.IGNORECASE), "casualties"),
    (re.compile(rf"\s(?:of|among|amongst)\s{_BARE}{_STATE}", re.IGNORECASE), None),
    (re.compile(rf"{_BE}\samong\s{_BARE}{_STATE}", re.IGNORECASE), None),
    (re.compile(rf"{_BE}\s\w+\sto\sdeath\b", re.IGNORECASE), "killed"),
    (re.compile(r"\s(?:(?:was\s|were\s)?found|gunned|shot|stabbed|hacked)(?:\s\w+)?\s(?:dead|down)\b", re.IGNORECASE), "killed"),
    (re.compile(rf"{_BE}{_PUT}\s(?:in|into|behind|under){_OF_WHAT}\s(?:{_KEEPS})\b", re.IGNORECASE), "held"),
    (re.compile(rf"{_BE}{_PUT}\sin\sthe\shands\sof\b", re.IGNORECASE), "held"),
    (re.compile(rf"{_BE}\s(?:{_TAKING})\s(?:away|off)\b", re.IGNORECASE), "held"),
    (re.compile(rf"{_BE}\s(?:rounded|swept|picked|hauled)\sup\b(?!\sby\s(?:a|the)\s{_BOAT})", re.IGNORECASE), "held"),
    (re.compile(rf"{_BE}\s(?:had|forced|made)\sto\s(?:leave|flee|abandon)\s(?:their\s)?{_HOMES}\b", re.IGNORECASE), "displaced"),
    (re.compile(rf"{_BE}\s(?:taken|took|sought|seeking|taking|found)\s(?:shelter|refuge)\b", re.IGNORECASE), "displaced"),
    (re.compile(rf"{_BE}\s(?:{_TAKING})\s(?:away\s|off\s)?to{_OF_WHAT}\s{_STATIONS}\b", re.IGNORECASE), "held"),
)  # fmt: skip
"""What stands right behind the noun."""
_INTO = re.compile(rf"\s(?:in|into|onto){_OF_WHAT}\s(?:\w+\s)?(?:{_VEHICLES})\b", re.IGNORECASE)
_LOADED = re.compile(rf"\b(?:{_LOADING})\s$", re.IGNORECASE)
_NUMBER_OF = r"(?:number|toll|count|list|tally|total)s?\sof\s(?:the\s)?victims"
_MORGUE = re.compile(rf"\b(?:{'|'.join(_WORDS['morgues'])}|{_NUMBER_OF})\b", re.IGNORECASE)
_LIVES = re.compile(r"\b(?:cost(?:s|ing)?|claim(?:s|ed|ing)?|took|taken|taking|takes)\s(?:the\s)?$", re.IGNORECASE)
_LEAST = re.compile(
    r"\b(?:at least|as many as|up to|some|about|around|more than|another|a further|the|an estimated)\s$", re.IGNORECASE
)
_REACH = 80


class Around:
    """The words of one sentence before and behind a number with its noun."""

    def __init__(self, text: str, sentence: Span, span: Span) -> None:
        before = re.sub(r"\s+", " ", text[max(sentence.start, span.start - _REACH) : span.start])
        self.before = _LEAST.sub("", before)
        self.noun = text[span.start : span.end].lower()
        self.behind = re.sub(r"\s+", " ", text[span.end : min(sentence.end, span.end + _REACH)])
        self.sentence = text[sentence.start : sentence.end]


def phrased(around: Around, *, people: bool) -> str | None:
    """What befell those counted, by a set phrase; None where no phrase tells it. `people`: whether people are counted."""
    for pattern, told in (*_BEFORE, *_BEHIND):
        match = pattern.search(around.before) if (pattern, told) in _BEFORE else pattern.match(around.behind)
        if match is None or (told == "names" and not around.noun.endswith(" names")):
            continue
        if people or told in (None, "names"):
            return told if told not in (None, "names") else _THOSE[match["state"].lower()]
    if people and _LOADED.search(around.before) and _INTO.match(around.behind):
        return "held"
    if around.noun.endswith(("lives", "life")) and _LIVES.search(around.before):
        return "killed"
    return None


_FIGURED = re.compile(r"\b(?:figure|count|tally|number|estimate|total)s?\s(?:of|at)\s$", re.IGNORECASE)


def is_figured(around: Around) -> bool:
    """Whether those counted are only given as somebody's figure: "gave a figure of nine children"."""
    return _FIGURED.search(around.before) is not None


def makes_dead(around: Around) -> bool:
    """Whether the sentence speaks of victims as of the dead: "the morgue held 21 victims"."""
    return _MORGUE.search(around.sentence) is not None


_SAID_OF = re.compile(
    r"(?:\sof\s(?:the|those|these|them|whom)(?:\s\w+){0,2}?)?,?\s(?:was|were|are|is|being)\s(?:all\s|mostly\s|also\s|under-?age\s)?",
    re.IGNORECASE,
)


def said_to_be(analysis: Analysis, text: str, span: Span) -> str | None:
    """The population that those counted are said to be: "of the dead, 11 were children", "24 of the detainees were women"."""
    match = _SAID_OF.match(text, span.end)
    if match is None:
        return None
    first = token_at(analysis, match.end())
    for token in analysis.tokens[first : first + 3]:
        if token.upos not in ("NOUN", "ADJ", "PROPN"):
            return None
        found = population_of(analysis, token.index) if token.upos == "NOUN" else None
        if found:
            return found
    return None
