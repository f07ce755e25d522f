"""Acts of speech that no word names: "said it would not lift the ban" refuses, "said they must withdraw" demands.

PLOVER counts a stated intention as a verbal act of its own: to cooperate is AGREE, to harm THREATEN, not to cooperate
REJECT, and to say what another must do is REQUEST. The rules, on a verb of saying and the head of its content:
    must, should, has to; another subject than the speaker       REQUEST
    will, would (the speaker himself) + an event of peace         AGREE
    will, would (the speaker himself) + an event of force         THREATEN
    will not, would not, never will + an event of peace           REJECT
The trigger is the verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.events.surroundings import Surroundings
from sayso.model import EventType

SAYING = frozenset((
    "say", "announce", "state", "declare", "tell", "add", "insist", "stress", "reiterate", "confirm", "indicate", "reveal",
    "warn", "maintain", "affirm", "note", "signal", "repeat", "write", "argue", "underline", "emphasize", "emphasise",
))  # fmt: skip
MUST = frozenset(("must", "should", "ought", "shall"))
WILL = frozenset(("will", "would", "'ll", "’ll", "wo", "shall", "wilt"))
PEACE = frozenset(("RETREAT", "CONCEDE", "AID", "COOPERATE", "SUPPORT", "AGREE"))
"""Types whose announcement is an agreement. Meetings announced are not: they are plans."""
REFUSABLE = PEACE | {"CONSULT"}
FORCE = frozenset(("ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"))
PUNISHMENT = frozenset(("ASSAULT", "COERCE", "SANCTION", "JUSTICE"))
ANYONE = frozenset((
    "anyone", "anybody", "those", "whoever", "violator", "offender", "protester", "demonstrator", "striker", "ship", "vessel",
    "official", "culprit", "person", "people", "any", "worker", "looter", "trader", "driver",
))  # fmt: skip
YIELDING = frozenset((
    "accept", "recognize", "recognise", "allow", "let", "negotiate", "talk", "back", "sign", "participate", "attend",
    "join", "stop", "leave", "surrender", "bow", "tolerate", "respect", "comply", "obey", "abide", "budge", "compromise",
    "give", "permit", "cede", "reverse", "renounce", "abandon", "relent", "forgive", "return", "apologize", "apologise",
    "step", "resign", "agree", "end", "yield",
))  # fmt: skip
"""Verbs that refuse something when their subject will not do them, whether or not they name an event themselves."""
LIGHT = frozenset((
    "take", "impose", "launch", "carry", "conduct", "adopt", "apply", "begin", "start", "stage", "order", "give", "provide", "make",
    "declare", "hold", "mount", "introduce", "extend",
))  # fmt: skip
"""Verbs whose object names what their subject will do."""
PERSONAL = frozenset(("he", "she", "they", "it", "we", "i"))


class Stated(NamedTuple):
    """An act of speech: the verb of saying (or the refused verb itself), its type, frame and why it is one."""

    token: int
    type: EventType
    frame: str
    reason: str


def stated(around: Surroundings, types: Mapping[int, str]) -> Iterator[Stated]:
    """The unnamed acts of speech of a report. `types`: the types of the events found, by token."""
    for token in around.tokens:
        if token.upos in ("VERB", "NOUN", "ADJ") and token.head != token.index:
            found = _of(around, token.index, types)
            if found is not None:
                yield found


def _of(around: Surroundings, index: int, types: Mapping[int, str]) -> Stated | None:
    """The act that a clause's head makes of the clause or of the verb of saying above it."""
    modals = {around.forms[c][-1] for c in around.children[index] if around.tokens[c].dep == "aux"}
    if not modals & (WILL | MUST):
        return None
    above = _speech(around, index)
    kind = types.get(index) or _carried(around, index, types)
    if above is None or types.get(above):
        return None
    own = _speaks_of_itself(around, above, index)
    if around.negated(index):
        refuses = bool(modals & WILL) and own and (kind in REFUSABLE or around.forms[index][0] in YIELDING)
        return Stated(above, "REJECT", "refuse_to", "says it will not") if refuses else None
    if modals & MUST:
        return None if own else Stated(above, "REQUEST", "ask", "says that another must")
    if around.forms[above][0] == "warn" and kind in PUNISHMENT and _falls_on_any(around, index):
        return Stated(above, "THREATEN", "promise_to", "warns what will be done to whoever does it")
    if own and kind in PEACE:
        return Stated(above, "AGREE", "promise_to", "says it will")
    if own and kind in FORCE:
        return Stated(above, "THREATEN", "promise_to", "says it will")
    return None


def _falls_on_any(around: Surroundings, index: int) -> bool:
    """Whether a clause tells what would be done to those who do something: "anyone blocking the road would be charged"."""
    return around.passive(index) and any(around.forms[i][0] in ANYONE for i in _subjects(around, index))


def _carried(around: Surroundings, index: int, types: Mapping[int, str]) -> str:
    """The type of what a light verb carries: "would take countermeasures"."""
    if around.forms[index][0] not in LIGHT:
        return ""
    return next((types[o] for o in around.objects(index) if o in types), "")


def _speech(around: Surroundings, index: int) -> int | None:
    """The verb of saying whose content the clause is; one that follows it ("..., he said") too."""
    token = around.tokens[index]
    if token.dep == "ccomp" and around.forms[token.head][0] in SAYING:
        return token.head
    if token.dep == "conj" and around.tokens[token.head].dep == "ccomp":
        above = around.tokens[token.head].head
        return above if around.forms[above][0] in SAYING else None
    return None


def _subjects(around: Surroundings, index: int) -> Sequence[int]:
    own = [c for c in around.children[index] if around.tokens[c].dep in ("nsubj", "nsubj:pass")]
    token = around.tokens[index]
    return own if own or token.dep != "conj" else _subjects(around, token.head)


def _speaks_of_itself(around: Surroundings, saying: int, index: int) -> bool:
    """Whether the subject of what is said is the speaker, by pronoun, by name, or as the country or body spoken for."""
    inner = _subjects(around, index)
    if not inner or all(around.forms[i][0] in PERSONAL for i in inner):
        return True
    outer = {form for o in _subjects(around, saying) for form in _phrase(around, o)}
    said = {form for i in inner for form in _phrase(around, i)}
    return bool(outer & said) or any(around.forms[i][0] in ("government", "country", "side", "party") for i in inner)


def _phrase(around: Surroundings, index: int) -> Iterator[str]:
    """The telling words of a noun phrase."""
    for one in (index, *around.children[index]):
        if around.tokens[one].upos in ("PROPN", "NOUN", "ADJ"):
            yield around.forms[one][0][:5]
