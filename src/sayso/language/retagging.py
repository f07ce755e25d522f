"""Parts of speech that the parse contradicts, set right: the tagger sees words, the parser what they do.

A word tagged as a noun that has a subject and stands behind "that" is a verb ("demanded that Mali release them"); a past
participle with a subject and an object of its own and no auxiliary is a verb in the past ("the minister accused envoys"). A
capitalised adverb right behind a verb without an object is a name, and that object ("captured Bakhmut"). A gerund for violence that
is a subject without an object is a noun ("Fighting in Omdurman killed 30"). A noun that the parse makes a clause beside a verb
is listed with its object ("killed the mayor and two of his guards"). "WHO" in capitals among words that are not is the agency.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

VIOLENCE = frozenset(("fighting", "infighting", "shelling"))
"""Gerunds that news uses as nouns. ("Shooting" and "bombing" are clauses as often: with them ECB+ dev fell by a point.)"""
REACH = 40
"""How many words off a dependent is looked for, so that long blocks take no longer for each word."""


def retag(
    words: Sequence[str], heads: list[int], deps: list[str], upos: list[str], lemmas: list[str], tags: list[str],
    verbs: Collection[str],
) -> None:  # fmt: skip
    """Changes all but `words` in place; `deps` are Universal Dependencies, `verbs` the known verbs' lemmas."""
    for index, (dep, tag) in enumerate(zip(deps, tags, strict=True)):
        if dep == "ccomp" and tag == "NN" and words[index] in verbs:
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
        elif tag == "WP" and _is_agency(index, words):
            upos[index], lemmas[index], tags[index] = "PROPN", words[index], "NNP"
        elif dep == "conj" and upos[index] in ("NUM", "NOUN", "PROPN") and upos[heads[index]] == "VERB":
            _beside_object(index, words, heads, deps)
        elif tag == "RB" and dep == "advmod" and _is_name(words[index]) and heads[index] == index - 1:
            bare = not _below(heads, deps, index - 1) & {"obj", "xcomp", "ccomp"}
            if bare and upos[index - 1] == "VERB":
                deps[index], upos[index], lemmas[index], tags[index] = "obj", "PROPN", words[index], "NNP"


def _is_agency(index: int, words: Sequence[str]) -> bool:
    """Whether a word is the World Health Organization's short name, and no "who" of a line in capitals."""
    beside = words[max(0, index - 1) : index + 2]
    return words[index] == "WHO" and any(word.isalpha() and not word.isupper() for word in beside)


def _as_noun(index: int, heads: Sequence[int], deps: list[str]) -> None:
    """Makes a clause that is a subject a noun that is one, with what hangs on it."""
    deps[index] = "nsubj"
    for child in range(index + 1, min(len(heads), index + REACH)):
        if heads[child] == index and deps[child] == "obl":
            deps[child] = "nmod"


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
