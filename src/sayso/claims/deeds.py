"""Words that the encoder takes for saying, though something is done with them: "banned", "signed", "blasted it with water"."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.claims.verbs import LIABLE
from sayso.model import Token

DONE = frozenset(("command", "commit", "conduct", "forbid", "hold", "order", "trade"))
"""Verbs that say something only with a clause, an infinitive or a quotation behind them."""
NEVER = frozenset((
    "approve", "ban", "bar", "designate", "enforce", "impose", "launch", "outlaw", "pass", "prohibit", "ratify", "sanction",
    "sign", "summon", "vote",
))  # fmt: skip
"""Verbs that say nothing even with an infinitive ("was barred from running", "signed a pact allowing troops to stay")."""
REVISING = frozenset(("raise", "revise", "lower", "update"))
"""Verbs that say something only of a number ("raised the toll to 34")."""
OFFERED = frozenset((
    "agreement", "amendment", "amnesty", "appeal", "application", "authority", "ballot", "bid", "bill", "budget",
    "candidacy", "cease-fire", "ceasefire", "concession", "deal", "defeat", "draft", "extension", "extradition", "idea",
    "invitation", "law", "measure", "mediation", "motion", "nomination", "offer", "pact", "petition", "plan", "proposal",
    "resignation", "resolution", "rule", "settlement", "treaty", "truce", "ultimatum", "visa",
))  # fmt: skip
"""What is turned down, not said to be untrue."""
DEPLORED = frozenset((
    "murder", "killing", "assassination", "massacre", "kidnapping", "abduction", "bombing", "violence", "terrorism", "bloodshed",
    "slaying",
))  # fmt: skip
"""What is condemned where it is said to be rejected ("rejected the murder of X")."""
INQUIRIES = frozenset(("inquiry", "enquiry", "investigation", "probe", "review", "audit", "inquest", "autopsy"))
"""What is set going by being ordered, whatever the content says it is about."""
COMFORT = frozenset(("condolence", "sympathy", "prayer", "thanks", "congratulation", "greeting", "reward", "bounty"))
"""What is given by being offered."""
STATES = frozenset(
    ("emergency", "curfew", "holiday", "mourning", "lockdown", "independence", "bankruptcy", "statehood")
)
"""What is put in force by being declared."""
PICTURES = frozenset(("photo", "photograph", "video", "image", "picture", "footage", "clip"))
LISTED = frozenset(("terrorist", "extremist", "undesirable"))
"""What authorities declare organisations to be, by an act of theirs."""
VERDICTS = frozenset(("guilty", "innocent", "dead", "alive"))
"""What somebody is found, by a court or by searchers."""
FOUND = 8
"""How far behind "found" the verdict may stand."""
SEEN = frozenset(("see", "view", "review", "obtain", "authorise", "authorize"))
"""What was done with a paper or to an official before either is quoted."""
SIDES = frozenset(("side", "both", "party", "neighbor", "neighbour", "rival"))
"""Words of a source that is several parties at once."""


def done(cue: Sequence[Token], source: Sequence[Token], words: Sequence[Token], *, stated: bool) -> bool:
    """Whether a cue tells of a deed. `stated`: whether its content holds a clause or words in quotation marks."""
    verbs = [token for token in cue if token.upos == "VERB"]
    if _of_a_noun(cue, source) or (cue and not verbs and cue[-1].lemma.lower() == "sanction"):
        return True
    if not source and any(token.lemma.lower() == "blame" and token.upos != "VERB" for token in cue):
        return True
    if not verbs or not words:
        return False
    verb, to = verbs[-1], words[0].xpos == "TO"
    lemma, nouns = verb.lemma.lower(), _nouns(words)
    if lemma == "want":
        return verb.xpos == "VBN" and any(token.dep == "aux:pass" for token in cue)
    if lemma in NEVER:
        return not _that(words)
    if lemma in ("push", "press") and cue[-1] is verb:
        return not (stated or any(token.xpos == "VB" for token in words))
    if lemma == "find":
        finite = any(token.xpos in ("VBD", "VBZ", "VBP", "MD") for token in words[:FOUND])
        return not finite and any(token.word.lower() in VERDICTS for token in (*cue, *words[:FOUND]))
    if lemma == "admit":
        return not _that(words) and _counted(words)
    if lemma in REVISING and cue[-1].upos == "VERB":
        return not any(token.upos == "NUM" for token in words)
    if lemma == "order" and nouns and nouns[0] in INQUIRIES:
        return not _that(words)
    if lemma == "offer" and nouns:
        return nouns[0] in COMFORT
    if lemma == "debate" and not stated:
        return bool(nouns)
    if lemma in DONE:
        asked = any(token.xpos == "TO" for token in words) if lemma in ("order", "command") else to
        return not (stated or asked or (lemma == "hold" and any(t.lemma.lower() in LIABLE for t in words)))
    if lemma in ("post", "share", "publish", "release"):
        return bool(nouns) and nouns[0] in PICTURES and not stated
    if lemma in ("blast", "slam"):
        return any(token.word.lower() in ("with", "into") for token in words)
    if lemma == "reject":
        return not _that(words) and bool(nouns) and nouns[0] in OFFERED | DEPLORED
    if lemma in ("declare", "list", "class", "classify"):
        listed = any(token.word.lower() in LISTED for token in words[:5])
        return not _that(words) and (listed or (lemma == "declare" and bool(nouns) and nouns[-1] in STATES))
    if lemma in ("put", "place"):
        told = any(token.upos == "NUM" or token.lemma.lower() in ("blame", "responsibility") for token in words)
        return not (told or stated)
    joint = any(token.word.lower() == "with" for token in words) and not _that(words)
    return lemma == "agree" and ((to and _several(source)) or (joint and not to and not stated))


def _of_a_noun(cue: Sequence[Token], source: Sequence[Token]) -> bool:
    """ "The people *confirmed* dead", "a letter *seen* by the agency": a participle that describes a noun."""
    verb = cue[-1] if cue else None
    if verb is None or verb.xpos != "VBN" or verb.dep not in ("acl", "amod"):
        return False
    return verb.lemma.lower() in SEEN or (not source and verb.lemma.lower() in ("confirm", "presume", "declare"))


def _that(words: Sequence[Token]) -> bool:
    return words[0].word.lower() == "that"


def _nouns(words: Sequence[Token]) -> list[str]:
    """The heads of the phrases before the first preposition or verb: of "a truce offer by Togo" the truce and the offer."""
    found: list[str] = []
    for token in words:
        if token.upos in ("ADP", "VERB", "AUX", "SCONJ") and token.word.lower() != "of":
            break
        if token.upos == "NOUN" and token.dep != "compound":
            found.append(token.lemma.lower())
    return found


def _counted(words: Sequence[Token]) -> bool:
    """Whether it is a number of people that a hospital admits: "*more than 30* wounded"."""
    for token in words[:5]:
        if token.upos == "NUM":
            return True
        if token.upos in ("VERB", "AUX", "SCONJ", "NOUN", "PROPN"):
            return False
    return False


def _several(source: Sequence[Token]) -> bool:
    """Whether a source is more parties than one ("the two sides", "Togo and Benin", "they")."""
    names = [token for token in source if token.upos in ("PROPN", "NOUN")]
    joint = any(token.dep == "conj" for token in names[1:]) or [token.word.lower() for token in source] == ["they"]
    sides = any(token.xpos in ("NNS", "DT") and token.lemma.lower() in SIDES for token in source)
    return joint or sides
