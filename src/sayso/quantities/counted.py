"""What a number counts, read from the syntax around it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from sayso.language import numerals
from sayso.model import Analysis, Span, Token
from sayso.quantities.amounts import LEXICON

_STATES = frozenset(LEXICON["tallies"]["states"]) - {"hostage", "captive", "prisoner"}
_PERSONS = frozenset(LEXICON["persons"]["words"])
_ENDINGS = (
    "er",
    "or",
    "ist",
    "ian",
    "ee",
    "man",
    "woman",
    "men",
    "women",
    "ers",
    "ors",
    "ists",
    "ians",
    "ees",
    "ant",
    "ants",
)
_NO_PERSONS = frozenset(LEXICON["words"]["no_persons"])  # fmt: skip
_PLURALS = {
    "person": "people", "man": "men", "woman": "women", "child": "children", "life": "lives", "body": "bodies",
    "policeman": "policemen", "gunman": "gunmen", "militiaman": "militiamen", "serviceman": "servicemen",
    "fisherman": "fishermen", "wife": "wives", "family": "families", "baby": "babies", "other": "others",
    "foot": "feet", "aircraft": "aircraft", "police": "police", "personnel": "personnel", "people": "people",
}  # fmt: skip


class Counted(msgspec.Struct, frozen=True):
    """`head` is the token of what is counted (the number's own where no noun stands with it), `of` its name or ""."""

    head: int
    of: str
    end: int
    elliptic: bool = False


def token_at(analysis: Analysis, offset: int) -> int:
    """The index of the token at an offset; -1 before the first."""
    return bisect_right(analysis.starts, offset) - 1


def tokens_in(analysis: Analysis, span: Span) -> range:
    """The indices of the tokens that begin inside a span."""
    return range(bisect_left(analysis.starts, span.start), bisect_left(analysis.starts, span.end))


def is_person(token: Token) -> bool:
    """Whether a noun names people: listed, an ending of those who do something, or a people's name ("Palestinians")."""
    lemma, word = token.lemma.lower(), token.word.lower()
    if word in _PERSONS or lemma in _PERSONS or word in _STATES:
        return True
    if token.upos == "PROPN" and token.xpos == "NNPS":
        return True
    return token.upos == "NOUN" and lemma not in _NO_PERSONS and lemma.endswith(_ENDINGS) and len(lemma) > 4


def may_be_person(token: Token) -> bool:
    """Whether a noun is not known to be a thing or an animal: what was killed or abducted may be somebody."""
    return token.upos == "NOUN" and token.lemma.lower() not in _NO_PERSONS


def counted(analysis: Analysis, number: Span, *, share: bool = False) -> Counted | None:
    """What the number at a span counts; None where the number turns out to count nothing (a name, a date, a score)."""
    inside = tokens_in(analysis, number)
    if not inside:
        return None
    top = _top(analysis, inside)
    noun = _noun_after(analysis, inside, top) if not share else None
    if noun is None:
        noun = _of_noun(analysis, top, inside[-1])
    if noun is None:
        noun = _next_noun(analysis, inside[-1])
    if noun is not None:
        return Counted(noun, name_of(analysis, noun), analysis.tokens[noun].end)
    return Counted(top, "", number.end, elliptic=True)


def _top(analysis: Analysis, inside: range) -> int:
    """The token of the number that governs the others."""
    for index in reversed(inside):
        if analysis.tokens[index].head not in inside or analysis.tokens[index].head == index:
            return index
    return inside[-1]


def _noun_after(analysis: Analysis, inside: range, top: int) -> int | None:
    """The head noun of a number that stands before it as its numeral, over adjectives and compounds."""
    tokens = analysis.tokens
    token, head = tokens[top], tokens[tokens[top].head]
    if head.index <= inside[-1] or head.upos not in ("NOUN", "PROPN", "ADJ", "NUM", "VERB", "SYM"):
        return None
    if (
        token.dep not in ("nummod", "amod", "det", "compound", "advmod", "quantmod", "nmod")
        or head.index - inside[-1] > 9
    ):
        return None
    between = tokens[inside[-1] + 1 : head.index]
    if any(t.word in (".", ";", ":", "?") for t in between):
        return None
    if any(
        t.upos in ("VERB", "ADP", "CCONJ") and t.xpos not in ("VBN", "VBG") and t.word not in ("and", "-")
        for t in between
    ):
        return None
    if head.upos == "VERB" or (head.upos == "PROPN" and head.xpos == "NNP" and not between):
        return None
    return head.index


def _of_noun(analysis: Analysis, top: int, last: int) -> int | None:
    """The noun of "dozens of people", "two of the hostages"."""
    tokens = analysis.tokens
    for child in analysis.children[top]:
        people = tokens[child].xpos == "VBN" and tokens[child].word.lower() in _STATES  # "six of the wounded"
        if (
            child > last
            and tokens[child].dep in ("nmod", "obl")
            and (tokens[child].upos in ("NOUN", "PROPN", "ADJ") or people)
        ):
            cases = [tokens[i].lemma for i in analysis.children[child] if tokens[i].dep == "case"]
            if "of" in cases and child - top <= 9:
                return child
    return None


def _next_noun(analysis: Analysis, last: int) -> int | None:
    """The noun that ends the noun phrase directly behind, whatever the parse says."""
    tokens = analysis.tokens
    found = None
    at = last + 1
    if at < len(tokens) and tokens[at].word.lower() == "of":
        at += 1
        while at < len(tokens) and tokens[at].upos in ("DET", "PRON") and tokens[at].xpos != "PRP":
            at += 1
    for token in tokens[at : at + 6]:
        if token.sentence != tokens[last].sentence:
            break
        stated = token.index > at and tokens[token.index - 1].word.lower() == "the" and token.word.lower() in _STATES
        if (token.upos in ("NOUN", "PROPN") and token.xpos != "NNP") or stated:
            found = token.index
        elif token.upos in ("NOUN", "PROPN"):
            continue
        elif token.upos in ("ADJ", "NUM") or token.xpos in ("VBN", "VBG", "HYPH") or token.word in ("-", "more"):
            if found is not None:
                break
        else:
            break
    return found


def name_of(analysis: Analysis, noun: int) -> str:
    """What is counted, in lower case and in the plural, with the common nouns compounded with it."""
    tokens = analysis.tokens
    token = tokens[noun]
    if token.word.lower() == "olds":  # "two twelve-year-olds"
        return "people"
    parts = []
    for child in analysis.children[noun]:
        kin = tokens[child]
        named = kin.dep == "compound" and kin.upos == "NOUN" and kin.word.islower() and kin.word not in numerals.DOZEN
        if child < noun and named and noun - child <= 2:
            parts.append(kin.word.lower())
    return " ".join([*parts, _plural(token)])


def _plural(token: Token) -> str:
    word = token.word if token.upos == "PROPN" else token.word.lower()
    if token.word.isupper() and len(token.word) > 3:
        word = word.lower()
    if word.lower() in _STATES:
        return "people"
    if token.xpos in ("NNS", "NNPS") or word.lower() in ("people", "police", "troops", "persons"):
        return "people" if word.lower() == "persons" else word
    if word in _PLURALS:
        return _PLURALS[word]
    if token.upos != "NOUN":
        return word
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh", "z")) else "s")
