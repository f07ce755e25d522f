"""The tense of the clause that a time stands in."""

from __future__ import annotations

from bisect import bisect_right

from sayso.model import Analysis, Token
from sayso.times import words as lex
from sayso.times.anchor import Tense

_SCHEDULED = frozenset(lex.LEXICON["words"]["scheduled"])
_AHEAD = frozenset(lex.LEXICON["words"]["ahead"])
_PLANNING = frozenset({"schedule", "slate", "reschedule", "postpone"})
_MAX_CLIMB = 12


def tense_at(analysis: Analysis, start: int) -> Tense:
    """The tense of the nearest verb above the token at an offset: of its auxiliaries first, then its own form."""
    tokens = analysis.tokens
    index = bisect_right(analysis.starts, start) - 1
    if index < 0:
        return None
    token = tokens[index]
    if _is_possessive(analysis, token) and analysis.tokens[token.head].lemma not in _FIXTURES:
        return "past"
    if (said := _by_neighbours(analysis, token)) is not None:
        return said
    for _ in range(_MAX_CLIMB):
        if token.upos in ("VERB", "AUX") or _has_copula(analysis, token):
            found = _tense_of(analysis, token)
            if found is not None:
                return "told" if found == "past" and _gives_time(analysis, tokens[index], token) else found
        if token.head == token.index:
            return None
        token = tokens[token.head]
    return None


def _by_neighbours(analysis: Analysis, time: Token) -> Tense:
    """The tense where the words beside a day settle it, however they were parsed: of "said on Monday it would" the past,
    of "called for protests on Saturday" and "planned for Saturday" the future.
    """
    at = time.index - 1
    while at >= 0 and analysis.tokens[at].word.lower() in _BESIDE:
        at -= 1
    before = analysis.tokens[at] if at >= 0 and analysis.tokens[at].sentence == time.sentence else None
    if before is not None and before.xpos == "VBD" and analysis.tokens[time.head].index > time.index:
        return "past"
    head = analysis.tokens[time.head]
    cases = {analysis.tokens[i].lemma.lower() for i in analysis.children[time.index]}
    if head.xpos == "VBN" and "for" in cases and head.lemma in _FIXED and not _was_before(analysis, head):
        return "future"
    noun = head if head.upos == "NOUN" and time.dep == "nmod" else before
    called = noun is not None and noun.upos == "NOUN" and analysis.tokens[noun.head].lemma in _CALLING
    return "future" if noun is not None and called and noun.dep in ("obj", "obl") and cases & {"on"} else None


def _was_before(analysis: Analysis, verb: Token) -> bool:
    return any(analysis.tokens[i].word.lower() == "had" for i in analysis.children[verb.index])


_BESIDE = frozenset({"on", "late", "early", "late-night"})
_FIXED = frozenset({"plan", "schedule", "set", "slate", "due", "expect", "book"})
_CALLING = frozenset({"call", "plan", "schedule", "propose", "promise"})
"""Verbs whose object is still to come."""

_WITHIN = frozenset({"in", "during", "since"})


def _gives_time(analysis: Analysis, time: Token, verb: Token) -> bool:
    """Whether a time with "in" hangs on a verb in the past itself: "took office in August"."""
    finite = verb.xpos == "VBD" or any(analysis.tokens[i].xpos == "VBD" for i in analysis.children[verb.index])
    cases = {analysis.tokens[i].lemma.lower() for i in analysis.children[time.index]}
    return finite and time.head == verb.index and bool(cases & _WITHIN)


def _is_possessive(analysis: Analysis, token: Token) -> bool:
    """Whether "'s" follows: "Wednesday's ruling"."""
    following = token.index + 1
    return following < len(analysis.tokens) and analysis.tokens[following].xpos == "POS"


_FIXTURES = frozenset(lex.LEXICON["words"]["fixtures"])
"""What is known before it happens: "Sunday's election" can be the next one."""


def _has_copula(analysis: Analysis, token: Token) -> bool:
    return any(analysis.tokens[i].dep in ("cop", "aux") for i in analysis.children[token.index])


def _tense_of(analysis: Analysis, verb: Token) -> Tense:
    helpers = [analysis.tokens[i] for i in analysis.children[verb.index] if analysis.tokens[i].dep in _HELPING]
    perfect = next((helper.word.lower() for helper in helpers if helper.lemma == "have"), None)
    if not perfect and any(helper.xpos == "MD" and helper.word.lower() not in ("could", "can") for helper in helpers):
        return "future"
    if verb.lemma in _PLANNING and perfect != "had":
        return "future"
    if _is_condition(analysis, verb, helpers):
        return "future"
    if perfect:
        return "perfect"
    for helper in helpers:
        if "Tense=Past" in helper.feats or helper.xpos == "VBD":
            return "future" if _is_scheduled(verb) else "past"
    if _is_scheduled(verb):
        return "future"
    if verb.xpos in ("VBD",) or (verb.xpos == "VBN" and not helpers):
        return "past"
    if any(helper.xpos == "TO" or helper.word.lower() == "to" for helper in helpers):
        return _of_infinitive(analysis, verb)
    if verb.xpos == "VBG" and not any(helper.dep.startswith("aux") for helper in helpers):
        return None
    ahead = (
        verb.lemma in _TIMETABLED or _takes_place(analysis, verb) or verb.lemma in _PREPARING or _plans(analysis, verb)
    )
    return "future" if verb.upos == "VERB" and ahead else "present"


def _is_condition(analysis: Analysis, verb: Token, helpers: list[Token]) -> bool:
    """Whether a clause with "if" says on what a clause with "would" or "will" depends."""
    marked = any(helper.lemma.lower() in ("if", "unless") for helper in helpers)
    above = analysis.children[verb.head] if marked and verb.head != verb.index else ()
    return any(analysis.tokens[i].xpos == "MD" for i in above)


def _plans(analysis: Analysis, verb: Token) -> bool:
    """Whether a verb in the present is a plan for what follows it: "on Saturday the party plans to march"."""
    planned = any(analysis.tokens[i].dep == "xcomp" for i in analysis.children[verb.index])
    return planned and verb.lemma in _AHEAD and verb.xpos in ("VBZ", "VBP")


def _takes_place(analysis: Analysis, verb: Token) -> bool:
    under = (analysis.tokens[i].lemma.lower() for i in analysis.children[verb.index])
    return verb.lemma == "take" and any(lemma in ("place", "effect", "office", "force") for lemma in under)


_TIMETABLED = frozenset(lex.LEXICON["words"]["timetabled"])
"""Verbs whose simple present tells of what is planned: "the truce expires on Friday"."""


_PREPARING = frozenset({"plan", "prepare"})
"""What they are done for is still to come: "is preparing for a vote in April"."""


def _is_scheduled(verb: Token) -> bool:
    """ "set", "due", "expected": as participles and adjectives, not as verbs in the past ("set Friday as the deadline")."""
    return (
        verb.xpos in ("VBN", "JJ")
        and verb.dep not in ("acl", "amod")
        and (verb.lemma in _SCHEDULED or verb.word.lower() in _SCHEDULED)
    )


_HELPING = frozenset({"aux", "aux:pass", "cop", "mark"})


def _of_infinitive(analysis: Analysis, verb: Token) -> Tense:
    """An infinitive looks ahead after plans and schedules; else its governor's tense holds."""
    head = analysis.tokens[verb.head]
    if head.index == verb.index:
        return "future"
    if head.lemma == "be":
        return "future" if head.xpos in ("VBZ", "VBP") else None
    if any(analysis.tokens[i].word.lower() == "had" for i in analysis.children[head.index]):
        return "perfect"  # "had been due to open on Monday": it is past, whether it opened or not
    if head.lemma in _AHEAD or head.lemma in _SCHEDULED or head.word.lower() in _SCHEDULED or head.lemma == "set":
        return "future"
    return None
