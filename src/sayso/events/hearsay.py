"""Accusations that are named only when they are denied: "Lima says the army trains rebels, a charge that Quito denies".

Whoever says what the noun sums up accuses. Where a verb of accusing tells it already ("accuses Quito of arming rebels, a
charge ..."), the noun is no second accusation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sayso.events.stated import SAYING
from sayso.events.surroundings import Surroundings

HEARSAY = frozenset(("charge", "accusation", "allegation"))
ALLEGING = SAYING | {"claim", "contend", "assert", "suggest", "believe"}
BACK = 40
"""How many words in front of the noun its sayer may stand."""


class Charge(NamedTuple):
    """The noun, and the verb of saying whose subject accuses."""

    noun: int
    verb: int


def charges(around: Surroundings, types: Mapping[int, str]) -> Iterator[Charge]:
    """The accusations of a report that only such a noun names. `types`: the types of the events found, by token."""
    for token in around.tokens:
        if sums_up(around, token.index):
            verb = _sayer(around, token.index, types)
            if verb is not None:
                yield Charge(token.index, verb)


def sums_up(around: Surroundings, index: int) -> bool:
    """Whether a noun of accusing with "a" right behind a comma or dash sums up what was said before it."""
    if around.tokens[index].upos != "NOUN" or around.tokens[index].lemma.lower() not in HEARSAY:
        return False
    article = next((c for c in around.children[index] if around.tokens[c].lemma.lower() in ("a", "an")), None)
    return article is not None and article > 0 and around.tokens[article - 1].word in (",", "-", "--", "–", "—")


def _sayer(around: Surroundings, index: int, types: Mapping[int, str]) -> int | None:
    """The nearest verb of saying with a subject in front; None where somebody is said to accuse already."""
    first = max(around.sentences[around.tokens[index].sentence].first, index - BACK)
    for one in range(index - 1, first - 1, -1):
        if types.get(one) == "ACCUSE":
            return None
        subject = any(around.tokens[c].dep.startswith("nsubj") for c in around.children[one])
        if around.tokens[one].upos == "VERB" and around.forms[one][0] in ALLEGING and subject:
            return one
    return None
