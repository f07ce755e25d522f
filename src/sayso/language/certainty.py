"""How firmly the words themselves commit to an event, whoever speaks them.

The value of an event is worked out from the inside: what stands right on its word (negation, modals, "alleged"), then
what each governor says of it in turn ("tried to", "no indication of", "deny"), up to the clause's root. Signatures of
governors are data (certainty.toml): what an affirmed and what a negated governor implies, after Karttunen (1971) and
Nairn, Condoravdi and Karttunen (2006); values are FactBank's (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from sayso.model import Analysis, Factuality, Phase, Token

REACH = 24
"""How many governors up an event is followed: keeps the time linear, and no sentence people write is deeper."""


class Commitment(NamedTuple):
    """How firmly, in which phase, and the words that made it so ("" where nothing did)."""

    factuality: Factuality
    phase: Phase = "happened"
    reason: str = ""


class Signature(NamedTuple):
    """What a governor implies of its event when affirmed and when negated; `firm`: also when itself in doubt."""

    plus: Factuality
    minus: Factuality
    phase: Phase
    firm: bool


class Lexicon(NamedTuple):
    """certainty.toml, by lemma and relation."""

    governors: Mapping[tuple[str, str], Signature]
    auxiliaries: Mapping[str, Commitment]
    modifiers: Mapping[str, Commitment]
    marks: Mapping[str, Commitment]
    prepositions: Mapping[str, Commitment]
    put_forward: frozenset[str]
    said: frozenset[str]
    untrue: frozenset[str]
    turned_down: frozenset[str]


TELLING = frozenset(("acl", "acl:relcl", "ccomp", "nmod", "dep"))
"""How what is told hangs on a noun for somebody's saying."""
DENYING = frozenset(
    ("deny", "reject", "dismiss", "refute", "rebut", "dispute", "discount", "repudiate", "debunk", "disprove")
)
"""Verbs that say of such a noun that what it tells is not so."""
NEXT = frozenset(("then", "and", "but", "so", "later"))
"""Words behind a comma with which a next deed begins."""
ESCAPED = frozenset((
    "attack", "attempt", "ambush", "bombing", "blast", "shelling", "raid", "assault", "explosion", "shooting", "strike",
    "airstrike",
))  # fmt: skip
"""What was done although somebody came out of it unharmed."""
SPEAKING = frozenset((
    "accuse", "blame", "call", "urge", "vow", "warn", "demand", "condemn", "tell", "claim", "insist", "describe", "pledge",
    "threaten", "denounce", "criticize", "criticise", "say", "add", "promise", "appeal",
))  # fmt: skip
"""Verbs of a speaker that a parser hangs on what he said: "denied it had used the school and accused Israel"."""
FACT = Commitment("CT+")
UNSAID = Commitment("Uu")
_STRENGTH = {"CT": 3, "PR": 2, "PS": 1, "Uu": 0}
_BY_STRENGTH: dict[tuple[int, bool], Factuality] = {
    (3, True): "CT+", (2, True): "PR+", (1, True): "PS+", (3, False): "CT-", (2, False): "PR-", (1, False): "PS-",
}  # fmt: skip


def strength(value: Factuality) -> int:
    """3 certain, 2 probable, 1 possible, 0 uncommitted."""
    return _STRENGTH[value[:2]]


def compose(outer: Factuality, inner: Factuality) -> Factuality:
    """What `outer` leaves of `inner`: the weaker strength, the signs multiplied."""
    force = min(strength(outer), strength(inner))
    return _BY_STRENGTH[force, (outer[2:] == "-") == (inner[2:] == "-")] if force else "Uu"


def commitment(analysis: Analysis, index: int) -> Commitment:
    """How firmly the words commit to the event that token `index` names, leaving aside who speaks."""
    return _value(analysis, index, REACH)


def negated(analysis: Analysis, index: int) -> bool:
    """Whether a negation stands on the event's own word ("did not leave", "no talks", "nobody was hurt")."""
    return _own(analysis, index).factuality.endswith("-")


def _value(analysis: Analysis, index: int, reach: int) -> Commitment:
    own = _own(analysis, index)
    outer = _outer(analysis, index, reach) if reach else FACT
    token = analysis.tokens[index]
    if own.factuality.endswith("-") and outer.factuality.endswith("-") and token.dep.startswith("nsubj"):
        outer = outer._replace(factuality="CT+")  # "there were no talks": one negation, seen from both ends
    if outer.factuality == "CT-" and own.factuality == "PR+" and own.phase == "planned":
        own = own._replace(factuality="CT+")  # a planned visit that was cancelled did not take place
    phase = own.phase if own.phase != "happened" else outer.phase
    reason = "; ".join(filter(None, (own.reason, outer.reason)))
    return Commitment(compose(outer.factuality, own.factuality), phase, reason)


# ---------------------------------------------------------------- what stands on the word itself
def _own(analysis: Analysis, index: int) -> Commitment:
    """Negation, auxiliaries and modifiers among a word's dependents."""
    tokens, lexicon = analysis.tokens, _lexicon()
    token, value = tokens[index], FACT
    words = [tokens[child] for child in analysis.children[index]]
    perfect = any(word.lemma == "have" and word.dep == "aux" for word in words)
    for word in words:
        found = _dependent(word, token, lexicon) or _nobody(analysis, word)
        if found and (_more_than_negated(analysis, word) or _contrasted(analysis, word, token)):
            continue
        if found and word.dep == "aux" and perfect:
            found = _perfect(word, found)
        if found and _impossible(value, found):
            value = Commitment("CT-", value.phase, f"{value.reason}; {found.reason}")
        elif found:
            value = _joined(value, found)
    return _asked(analysis, token, words, value)


def _dependent(word: Token, token: Token, lexicon: Lexicon) -> Commitment | None:
    """What one dependent says of its head."""
    form = word.word.lower()
    if word.dep == "aux" or (word.upos == "AUX" and word.dep != "cop"):
        found = lexicon.auxiliaries.get(form)
    elif word.dep in ("advmod", "det", "amod", "cc", "cc:preconj") or form in ("nobody", "none", "nothing"):
        adjacent = form not in ("almost", "nearly", "any") or word.index < token.index
        found = lexicon.modifiers.get(form) if adjacent else None
    else:
        found = None
    return found and found._replace(reason=f"'{form}'")


def _more_than_negated(analysis: Analysis, word: Token) -> bool:
    """ "Not only", "not just": what follows is affirmed."""
    after = analysis.tokens[word.index + 1].word.lower() if word.index + 1 < len(analysis.tokens) else ""
    return word.word.lower() in ("not", "n't", "n’t") and after in ("only", "just", "merely", "simply", "solely")


def _contrasted(analysis: Analysis, word: Token, token: Token) -> bool:
    """ "21 victims of the shipwreck, not 23": what stands behind "not" is denied, and not the word before."""
    before = analysis.tokens[word.index - 1].word if word.index else ""
    return word.word.lower() == "not" and word.index > token.index and before in (",", "-", "–", "—")


def _nobody(analysis: Analysis, word: Token) -> Commitment | None:
    """ "No one was hurt", "neither side withdrew": a clause whose subject is nobody."""
    if not word.dep.startswith("nsubj"):
        return None
    below = (analysis.tokens[child] for child in analysis.children[word.index])
    no = next((w for w in below if w.dep in ("det", "cc:preconj") and w.word.lower() in ("no", "neither")), None)
    return Commitment("CT-", "happened", f"'{no.word.lower()}'") if no else None


def _impossible(modal: Commitment, negation: Commitment) -> bool:
    """ "Could not" denies, where "may not" leaves open."""
    return negation.factuality == "CT-" and modal.reason in ("'can'", "'ca'", "'could'")


def _perfect(word: Token, found: Commitment) -> Commitment:
    """Modals over "have": "would have killed" did not happen, "must have killed" probably did."""
    form = word.word.lower()
    if form in ("would", "could", "should", "might", "ought", "'d", "’d"):
        return Commitment("PS+" if form == "might" else "Uu", "conditional", f"'{form} have'")
    return Commitment("PR+" if form == "must" else found.factuality, found.phase, f"'{form} have'")


def _joined(one: Commitment, other: Commitment) -> Commitment:
    phase = other.phase if other.phase != "happened" else one.phase
    reason = "; ".join(filter(None, (one.reason, other.reason)))
    return Commitment(compose(one.factuality, other.factuality), phase, reason)


def _asked(analysis: Analysis, token: Token, words: list[Token], value: Commitment) -> Commitment:
    """Questions and commands commit to nothing, nor do clauses in the subjunctive: "insisted that Hamas disarm"."""
    if _is_subjunctive(analysis, token, words):
        return Commitment("Uu", "called_for", "subjunctive")
    if token.dep != "root" or token.upos != "VERB":
        return value
    last = analysis.tokens[analysis.sentences[token.sentence].last - 1]
    closing = {last.word, analysis.tokens[max(last.index - 1, 0)].word}
    if "?" in closing:
        return Commitment("Uu", value.phase, "asked")
    bare = token.xpos == "VB" and not any(word.dep.startswith(("nsubj", "aux", "csubj", "expl")) for word in words)
    return Commitment("Uu", "called_for", "imperative") if bare else value


def _is_subjunctive(analysis: Analysis, token: Token, words: list[Token]) -> bool:
    """Whether a clause with "that" has a bare verb although its subject is one person or thing."""
    if token.dep != "ccomp" or token.xpos != "VB" or any(w.dep.startswith("aux") or w.xpos == "TO" for w in words):
        return False
    subject = next((w for w in words if w.dep.startswith("nsubj")), None)
    marked = any(w.dep == "mark" and w.word.lower() == "that" for w in words)
    single = subject is not None and (subject.xpos in ("NN", "NNP") or subject.word.lower() in ("he", "she", "it"))
    return marked and single


# ---------------------------------------------------------------- what governs it
def _outer(analysis: Analysis, index: int, reach: int) -> Commitment:
    """What the word's governor, in its own context, makes of it."""
    token = analysis.tokens[index]
    if token.head == index:
        return FACT
    words = [analysis.tokens[child] for child in analysis.children[index]]
    if token.dep == "conj":
        return _conjunct(analysis, token, words, reach)
    relation = _relation(token, words)
    governor = analysis.tokens[token.head]
    if token.dep == "ccomp" and (_answered(analysis, token, governor) or _apart(analysis, token, governor)):
        return FACT
    denial = denial_above(analysis, index)
    if denial is not None:
        return _denied(analysis, analysis.tokens[denial], reach)
    signature = _signature(analysis, governor, relation)
    if signature and not _exists_anyway(token, words, governor, relation):
        return _implied(signature, _value(analysis, governor.index, reach - 1), governor)
    return _ungoverned(analysis, token, words, relation, reach)


def _relation(token: Token, words: list[Token]) -> str:
    """The name under which the lexicon lists how the word depends on its governor."""
    dep = token.dep
    if dep in ("xcomp", "ccomp", "acl", "advcl", "csubj", "csubj:pass"):
        return _clausal(token, words)
    if dep in ("obl", "nmod", "obl:agent", "iobj"):
        return next((word.word.lower() for word in words if word.dep == "case"), dep)
    return {"obj": "obj", "nsubj:pass": "obj", "nsubj": "subj", "compound": "compound"}.get(dep, dep)


def _clausal(token: Token, words: list[Token]) -> str:
    marks = [word.word.lower() for word in words if word.dep == "mark"]
    if any(word.xpos == "TO" for word in words):
        return "purpose" if token.dep == "advcl" else "inf"
    if token.dep == "advcl":
        return (
            "of" if marks and marks[0] in ("of", "to", "for", "with", "from", "into", "about", "at", "in") else "advcl"
        )
    if {"whether", "if"} & set(marks):
        return "whether"
    if any(word.xpos in ("WP", "WRB") and word.index < token.index for word in words):
        return "wh"
    if token.dep == "acl" and marks and marks[0] != "that":
        return marks[0]
    if token.dep == "acl" and not marks and token.xpos in ("VBN", "VBD", "VBG"):
        return "participle"  # "the plan offered last week" tells of the plan, it is not what was planned
    finite = any(word.dep.startswith("nsubj") for word in words) and token.xpos != "VBG"
    if token.upos not in ("VERB", "AUX") and token.dep == "xcomp":
        return "obj"
    return (
        "clause"
        if finite or "that" in marks
        else "ing"
        if token.xpos == "VBG"
        else "inf"
        if token.dep == "xcomp"
        else "clause"
    )


def _signature(analysis: Analysis, governor: Token, relation: str) -> Signature | None:
    """The lexicon's entry for the governor with its particle, else without."""
    governors = _lexicon().governors
    lemma = governor.lemma.lower()
    particle = next(
        (
            analysis.tokens[c].word.lower()
            for c in analysis.children[governor.index]
            if analysis.tokens[c].dep == "compound:prt"
        ),
        "",
    )
    if particle:
        return governors.get((f"{lemma} {particle}", relation))
    words = [analysis.tokens[child] for child in analysis.children[governor.index]]
    if (f"yet {lemma}", relation) in governors and any(w.word.lower() == "yet" for w in words):
        return governors[f"yet {lemma}", relation]
    if governor.upos == "ADJ" and (f"adj {lemma}", relation) in governors:
        return governors[f"adj {lemma}", relation]
    if (f"past {lemma}", relation) in governors and _past(governor, words):
        return governors[f"past {lemma}", relation]
    return governors.get((lemma, relation))


def _exists_anyway(token: Token, words: list[Token], governor: Token, relation: str) -> bool:
    """What is there whatever is made of it: an offer that is rejected, a charge denied, the raid called a crime."""
    lemma = governor.lemma.lower()
    if lemma == "call" and token.dep == "xcomp" and token.upos in ("NOUN", "ADJ"):
        return True  # "called the killings an outrage"
    if lemma == "escape" and relation in ("obj", "from") and token.lemma.lower() in ESCAPED:
        return True  # "escaped an ambush", of which one does not escape the fact
    if relation != "obj":
        return False
    put_forward = token.lemma.lower() in _lexicon().put_forward and lemma in _lexicon().turned_down
    return put_forward or (lemma == "call" and _definite(token, words))


def _answered(analysis: Analysis, token: Token, governor: Token) -> bool:
    """ "Chad accused Sudan of ..., a charge Khartoum denies": the denial, though the parser set it over all the rest, is of
    the charge."""
    if token.index > governor.index:
        return False
    below = (analysis.tokens[child] for child in analysis.children[governor.index])
    return any(word.dep in ("obj", "obl:npmod") and token.index < word.index < governor.index for word in below)


def _apart(analysis: Analysis, token: Token, governor: Token) -> bool:
    """ "The UN has accused both; the rebels deny it", "Six died, a figure many doubt", "They fired, then they ordered us out":
    what stands before a semicolon, a verdict or a next deed is no part of what comes behind.
    """
    between = analysis.tokens[token.index + 1 : governor.index]
    verdict = any(
        comma.word == "," and article.word.lower() in ("a", "an") and noun.lemma.lower() in _lexicon().said
        for comma, article, noun in zip(between, between[1:], between[2:], strict=False)
    )
    next_deed = any(comma.word == "," and then.word.lower() in NEXT for comma, then in pairwise(between))
    return verdict or next_deed or any(word.word == ";" and word.sentence == token.sentence for word in between)


def denial_above(analysis: Analysis, index: int) -> int | None:
    """The verb that denies the word for somebody's saying which this one stands under: "*denied* reports that it fled"."""
    token = analysis.tokens[index]
    noun = analysis.tokens[token.head]
    if noun.lemma.lower() not in _lexicon().said or noun.index >= index or token.dep not in TELLING:
        return None
    verb = analysis.tokens[noun.head]
    denied = noun.dep in ("obj", "nsubj:pass") and verb.lemma.lower() in DENYING
    if not denied and not (noun.dep.startswith("nsubj") and verb.lemma.lower() in _lexicon().untrue):
        return None
    wanted = "case" if token.dep == "nmod" else "nsubj"
    told = any(analysis.tokens[child].dep.startswith(wanted) for child in analysis.children[index])
    return verb.index if told else None


def _denied(analysis: Analysis, verb: Token, reach: int) -> Commitment:
    """What is told under a word for somebody's saying that is denied."""
    governors = _lexicon().governors
    signature = governors.get((verb.lemma.lower(), "clause"), governors["deny", "clause"])
    found = _implied(signature, _value(analysis, verb.index, reach - 1), verb)
    return found._replace(reason=f"'denial' in '{verb.word.lower()}'") if found.factuality.endswith("-") else found


def _past(governor: Token, words: list[Token]) -> bool:
    """Whether the governor tells of the past: "had to leave", "was able to leave"."""
    return governor.xpos == "VBD" or any(w.xpos == "VBD" and w.dep in ("cop", "aux", "aux:pass") for w in words)


def _implied(signature: Signature, outer: Commitment, governor: Token) -> Commitment:
    """The governor's signature in the governor's own context."""
    negative, force = outer.factuality.endswith("-"), strength(outer.factuality)
    value = signature.minus if negative else signature.plus
    if not signature.firm or negative:
        limit = _BY_STRENGTH.get((force, True), "Uu")
        value = compose(limit, value)
    phase = signature.phase if signature.phase != "happened" else outer.phase if not signature.firm else "happened"
    plain = value == "CT+" and phase == "happened"
    reason = "; ".join(
        filter(None, ("" if plain else f"under '{governor.word.lower()}'", "" if signature.firm else outer.reason))
    )
    return Commitment(value, phase, reason)


def _conjunct(analysis: Analysis, token: Token, words: list[Token], reach: int) -> Commitment:
    """A conjunct stands where the first one stands, and shares its auxiliaries where it has none of its own."""
    first = token.head
    if token.xpos in ("VBD", "VBZ") and analysis.tokens[first].xpos == "VB":
        return FACT  # "failed to sell the yard and closed it": the parser hung the second act on the wrong verb
    if _goes_on(analysis, token, words):
        return FACT
    outer = _outer(analysis, first, reach - 1) if reach > 1 else FACT
    alone = any(word.dep.startswith(("nsubj", "aux", "cop")) and word.index > first for word in words)
    joint = {word.word.lower() for word in words if word.dep == "cc"}
    shared = _own(analysis, first)
    bare = token.xpos in ("VB", "NN", "NNS") or "or" in joint
    if alone or not bare or (shared.factuality.endswith("-") and "or" not in joint):
        return outer
    return _joined(shared, outer)


def _goes_on(analysis: Analysis, token: Token, words: list[Token]) -> bool:
    """Whether a conjunct inside what was said is the speaker's next act: of the tense of the saying, not of the said."""
    first = analysis.tokens[token.head]
    speech = analysis.tokens[first.head]
    if first.dep != "ccomp" or token.lemma.lower() not in SPEAKING or first.index < speech.index:
        return False
    past = speech.xpos == "VBD" and token.xpos in ("VBD", "VBN")
    alike = past or (token.xpos == speech.xpos and first.xpos != token.xpos)
    return alike and first.xpos != "VBD" and not any(word.dep.startswith(("nsubj", "aux")) for word in words)


def _ungoverned(analysis: Analysis, token: Token, words: list[Token], relation: str, reach: int) -> Commitment:
    """Relations that the lexicon says nothing about."""
    lexicon = _lexicon()
    if relation in ("inf", "purpose"):
        return _infinitive(analysis, token, relation, reach)
    if token.dep == "advcl":
        return _adverbial(words, lexicon)
    if token.dep in ("obl", "nmod") and relation in lexicon.prepositions:
        return lexicon.prepositions[relation]._replace(reason=f"'{relation}'")
    if token.dep in ("xcomp", "ccomp") and relation in ("ing", "clause", "obj"):
        outer = _value(analysis, token.head, reach - 1)
        return outer._replace(factuality="Uu") if relation == "clause" and outer.factuality.endswith("-") else outer
    if token.dep in ("obj", "nsubj:pass", "nsubj", "nmod", "obl", "obl:agent") and not _definite(token, words):
        outer = _value(analysis, token.head, reach - 1)
        return FACT if token.dep == "nsubj" and outer.factuality.endswith("-") else outer
    return FACT


def _infinitive(analysis: Analysis, token: Token, relation: str, reach: int) -> Commitment:
    """An infinitive under no known governor: a purpose or a task, likely but not said to be done."""
    outer = _value(analysis, token.head, reach - 1)
    if outer.factuality.endswith("-") or not strength(outer.factuality):
        return Commitment("Uu", "planned", f"'to' under '{analysis.tokens[token.head].word.lower()}'")
    return Commitment("PR+" if relation == "purpose" else "PS+", "planned", "infinitive")


def _adverbial(words: list[Token], lexicon: Lexicon) -> Commitment:
    """Adverbial clauses stand on their own but for conditions and their like."""
    for word in words:
        form = word.word.lower()
        if word.dep in ("mark", "advmod", "case") and form in lexicon.marks:
            return lexicon.marks[form]._replace(reason=f"'{form}'")
    return FACT


def _definite(token: Token, words: list[Token]) -> bool:
    """Whether a noun phrase takes its event for granted ("the strike", "its attacks", "Sunday's vote")."""
    if token.upos not in ("NOUN", "PROPN"):
        return False
    return any(
        word.dep in ("nmod:poss", "nummod")
        or (word.dep == "det" and word.word.lower() in ("the", "this", "these", "that", "those", "both"))
        for word in words
    )


# ---------------------------------------------------------------- data
@cache
def _lexicon() -> Lexicon:
    data = tomllib.loads(files("sayso.language").joinpath("certainty.toml").read_text(encoding="utf-8"))
    governors: dict[tuple[str, str], Signature] = {}
    for entry in data["governor"]:
        minus = entry["plus"] if entry["minus"] == "=" else entry["minus"]
        signature = Signature(entry["plus"], minus, entry.get("phase", "happened"), entry.get("firm", False))
        for lemma in entry["lemmas"]:
            for relation in entry["on"]:
                governors.setdefault((lemma, relation), signature)
    return Lexicon(
        governors=governors,
        auxiliaries=_commitments(data["auxiliaries"]),
        modifiers=_commitments(data["modifiers"]),
        marks=_commitments(data["marks"]),
        prepositions=_commitments(data["prepositions"]),
        put_forward=frozenset(data["put_forward"]),
        said=frozenset(data["said"]),
        untrue=frozenset(data["untrue"]),
        turned_down=frozenset(data["turned_down"]),
    )


def _commitments(table: Mapping[str, Any]) -> dict[str, Commitment]:
    return {word: Commitment(entry["value"], entry.get("phase", "happened")) for word, entry in table.items()}
