"""Parts of speech that the parse contradicts, set right: the tagger sees words, the parser what they do.

A word tagged as a noun that has a subject and stands behind "that" is a verb ("demanded that Mali release them"); a past
participle with a subject and an object of its own and no auxiliary is a verb in the past ("the minister accused envoys"). A
capitalised adverb right behind a verb without an object is a name, and that object ("captured Bakhmut"). A gerund for violence that
is a subject without an object is a noun ("Fighting in Omdurman killed 30"), and so is one behind a noun with a preposition
("killed in the market shelling"). Who is hurt beside those left dead is left hurt too ("leaving 12 dead and 30 injured").
A noun that the parse makes a clause beside a verb is listed with its object ("killed the mayor and two of his guards").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

VIOLENCE = frozenset(("fighting", "infighting", "shelling"))
"""Gerunds that news uses as nouns. ("Shooting" and "bombing" are clauses as often: with them ECB+ dev fell by a point.)"""
DEEDS = frozenset(
    ("shelling", "bombing", "shooting", "stabbing", "killing", "kidnapping", "beheading", "looting", "poisoning")
)
"""Gerunds that name a deed where a noun stands right before them: "the market shelling"."""
DOERS = frozenset(
    ("army", "military", "police", "mob", "group", "gang", "militia", "man", "woman", "gunman", "soldier")
)
"""Nouns before a gerund that do what it says: "of an army shelling its own"."""
PERSONAL = frozenset(("He", "She", "It", "They", "We"))
"""Pronouns that taggers take for names behind a name."""
FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
REACH = 40
"""How many words off a dependent is looked for, so that long blocks take no longer for each word."""


def retag(
    words: Sequence[str], heads: list[int], deps: list[str], upos: list[str], lemmas: list[str], tags: list[str],
    verbs: Collection[str],
) -> None:  # fmt: skip
    """Changes all but `words` in place; `deps` are Universal Dependencies, `verbs` the known verbs' lemmas."""
    for index, (dep, tag) in enumerate(zip(deps, tags, strict=True)):
        if tag == "NNP" and dep == "nsubj" and words[index] in PERSONAL and tags[heads[index]] in FINITE:
            upos[index], lemmas[index], tags[index] = "PRON", words[index].lower(), "PRP"
        elif dep == "ccomp" and tag == "NN" and words[index] in verbs:
            below = _below(heads, deps, index)
            marked = any(
                deps[c] == "mark" and words[c].lower() == "that"
                for c in range(max(0, index - REACH), index)
                if heads[c] == index
            )
            if marked and "nsubj" in below and "cop" not in below:
                upos[index], lemmas[index], tags[index] = "VERB", words[index], "VB"
        elif tag == "VBN" and dep in ("root", "ccomp", "parataxis"):
            below = _below(heads, deps, index)
            if {"nsubj", "obj"} <= below and not below & {"aux", "aux:pass", "cop"}:
                tags[index] = "VBD"
        elif tag == "VBG" and dep in ("nsubj", "csubj") and words[index].lower() in VIOLENCE:
            if "obj" not in _below(heads, deps, index):
                upos[index], lemmas[index], tags[index] = "NOUN", words[index].lower(), "NN"
                _as_noun(index, heads, deps)
        elif tag == "VBG" and dep in ("advcl", "acl") and _deed(index, words, heads, deps, tags):
            upos[index], lemmas[index], tags[index] = "NOUN", words[index].lower(), "NN"
            _over_noun(index, heads, deps)
        elif dep == "conj":
            _listed(index, words, heads, deps, upos, lemmas)
        elif tag == "RB" and dep == "advmod" and _is_name(words[index]) and heads[index] == index - 1:
            bare = not _below(heads, deps, index - 1) & {"obj", "xcomp", "ccomp"}
            if bare and upos[index - 1] == "VERB":
                deps[index], upos[index], lemmas[index], tags[index] = "obj", "PROPN", words[index], "NNP"


def _as_noun(index: int, heads: Sequence[int], deps: list[str]) -> None:
    """Makes a clause that is a subject a noun that is one, with what hangs on it."""
    deps[index] = "nsubj"
    for child in range(index + 1, min(len(heads), index + REACH)):
        if heads[child] == index and deps[child] == "obl":
            deps[child] = "nmod"


def _listed(
    index: int, words: Sequence[str], heads: list[int], deps: Sequence[str], upos: Sequence[str], lemmas: Sequence[str]
) -> None:
    """Hangs a conjunct on what it is listed with: those hurt on the verb that left others dead, a noun on the object before it."""
    head = heads[index]
    if words[head].lower() == "dead" and lemmas[heads[head]] == "leave":
        heads[index] = heads[head]
    elif upos[index] in ("NUM", "NOUN", "PROPN") and upos[head] == "VERB":
        _beside_object(index, words, heads, deps)


def _deed(index: int, words: Sequence[str], heads: Sequence[int], deps: Sequence[str], tags: Sequence[str]) -> bool:
    """Whether a gerund is the deed that the noun before it only modifies: "in the market shelling", "after a school shooting"."""
    noun = index - 1
    if (
        words[index].lower() not in DEEDS
        or noun < 0
        or tags[noun] != "NN"
        or not deps[noun].startswith(("obl", "nmod"))
        or words[noun].lower() in DOERS
    ):
        return False
    cases = {words[c].lower() for c in range(max(0, noun - REACH), noun) if heads[c] == noun and deps[c] == "case"}
    return bool(cases & {"in", "of", "after", "over", "for", "since", "from"}) and "obj" not in _below(
        heads, deps, index
    )


def _over_noun(index: int, heads: list[int], deps: list[str]) -> None:
    """Puts a gerund in the place of the noun before it, which becomes its modifier."""
    noun = index - 1
    heads[index], deps[index] = heads[noun], deps[noun]
    for child in range(max(0, noun - REACH), min(len(heads), index + REACH)):
        if heads[child] == noun and child < noun:
            heads[child] = index
        elif heads[child] == index and deps[child] == "obl":
            deps[child] = "nmod"
    heads[noun], deps[noun] = index, "compound"


def _beside_object(index: int, words: Sequence[str], heads: list[int], deps: Sequence[str]) -> None:
    """Hangs a noun on the object before it, where the parse has made it another clause: "killed the mayor and two of his men"."""
    verb = heads[index]
    between = range(max(verb + 1, index - REACH), index)
    beside = [c for c in between if heads[c] == verb and deps[c] not in ("cc", "punct")]
    listed = any(heads[c] == index and words[c].lower() == "and" for c in between)
    if index - verb > REACH or not listed or {deps[c] for c in beside} != {"obj"}:
        return
    if not _below(heads, deps, index) & {"nsubj", "nsubj:pass", "cop", "aux", "obj", "ccomp", "xcomp", "case"}:
        heads[index] = beside[-1]


def _is_name(word: str) -> bool:
    """Whether a word inside a sentence is written as a name, and not as a misspelt adverb."""
    return word.istitle() and not word.endswith("ly")


def _below(heads: Sequence[int], deps: Sequence[str], index: int) -> set[str]:
    """The relations of a word's dependents, which stand within a sentence's reach of it."""
    near = range(max(0, index - REACH), min(len(heads), index + REACH))
    return {deps[c] for c in near if heads[c] == index and c != index}
