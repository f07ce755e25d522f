"""From the English model's dependency labels (ClearNLP style) to Universal Dependencies v2.

What changes shape: a preposition becomes the `case` of its noun, a copula the `cop` of its predicate, each conjunct
hangs on the first one and each conjunction on the conjunct that follows it. What deviates from UD on purpose: `be` with a
preposition ("is in Beirut") or with an expletive ("there was a strike") stays the head, since it is that clause's verb.

Source of the scheme: universaldependencies.org/u/dep (v2); of the input labels: the ClearNLP guidelines (Choi and Palmer
2012).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.language.resuming import resume

PLAIN = {
    "ROOT": "root", "dobj": "obj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass",
    "neg": "advmod", "npadvmod": "obl:npmod", "poss": "nmod:poss", "prt": "compound:prt", "quantmod": "advmod",
    "relcl": "acl:relcl", "intj": "discourse", "meta": "dep", "preconj": "cc:preconj", "predet": "det:predet",
    "dative": "iobj", "oprd": "xcomp", "acomp": "xcomp", "attr": "xcomp", "pobj": "obl", "pcomp": "advcl", "prep": "advmod",
    "agent": "advmod", "": "dep",
}  # fmt: skip
"""Labels that are only renamed. Those of the second half are what is left where the shape could not be changed."""

SUFFERED = frozenset((
    "abduct", "arrest", "beat", "bomb", "capture", "close", "damage", "destroy", "detain", "displace", "evacuate",
    "execute", "expel", "free", "hit", "hospitalise", "hospitalize", "hurt", "injure", "jail", "kidnap", "kill",
    "loot", "maim", "release", "rescue", "sentence", "shell", "shoot", "strand", "torture", "trap", "treat", "wound",
))  # fmt: skip
"""Verbs that in news without an object are passives: what their subject suffered."""

UNDERGONE = frozenset((
    "abscond", "arrive", "capsize", "collapse", "crash", "die", "disappear", "emerge", "erupt", "escape", "explode",
    "fall", "flee", "go", "happen", "march", "occur", "perish", "plunge", "rally", "run", "skid", "surge", "swerve",
    "vanish", "veer",
))  # fmt: skip
"""Verbs of what a thing or person does without an object, of which a noun can carry no reduced passive."""

_CLAUSE = frozenset(("VERB", "AUX", "ADJ", "ADV"))
_PREPOSITIONAL = frozenset(("prep", "agent", "dative"))
_OBJECTS = frozenset(("pobj", "pcomp", "obl", "nmod", "obl:agent", "advcl", "acl"))
"""What a preposition governs, before and after an inner one was turned."""


class Tree:
    """Dependencies of one parsed text under conversion: parallel lists, heads as indices (a root's own)."""

    def __init__(self, heads: list[int], deps: list[str], upos: Sequence[str], lemmas: Sequence[str]) -> None:
        self.heads, self.deps, self.upos, self.lemmas = heads, deps, upos, lemmas
        self.children: list[list[int]] = [[] for _ in heads]
        for index, head in enumerate(heads):
            if head != index:
                self.children[head].append(index)

    def attach(self, index: int, head: int, dep: str) -> None:
        """Hang `index` under `head` (or make it a root, where that is itself)."""
        old = self.heads[index]
        if old != index:
            self.children[old].remove(index)
        self.heads[index], self.deps[index] = head, dep
        if head != index:
            self.children[head].append(index)

    def child(self, index: int, wanted: Callable[[str], bool]) -> int | None:
        """The first dependent with a label that is wanted."""
        return next((c for c in sorted(self.children[index]) if wanted(self.deps[c])), None)


def convert(
    heads: list[int], deps: list[str], upos: list[str], lemmas: Sequence[str], tags: list[str]
) -> tuple[list[int], list[str]]:
    """Heads and labels in Universal Dependencies. `tags`: the Penn Treebank's parts of speech.

    Sets `upos` and `tags` right where a plural noun was taken for a verb ("drone strikes on a convoy killed 19").
    """
    tree = Tree(heads, deps, upos, lemmas)
    order = range(len(heads))
    for index in reversed(order):  # inner prepositions first: "out of the house"
        if tree.deps[index] == "conj" and tree.deps[tree.heads[index]] in _PREPOSITIONAL:
            _second_preposition(tree, index)
        elif tree.deps[index] in _PREPOSITIONAL:
            _preposition(tree, index)
    for index in order:
        if tree.deps[index] in ("attr", "acomp") and tree.lemmas[tree.heads[index]] == "be":
            _copula(tree, index)
        elif tree.deps[index] == "obl" and tags[index] == "CD":
            _exceeded(tree, index)
    _coordination(tree)
    for index in order:
        if tree.deps[index] == "conj" and tree.deps[tree.heads[index]] != "conj":
            _elliptic_passive(tree, index)
        elif tree.deps[index] == "acl" and tags[index] in ("VBN", "VBD") and tree.lemmas[index] in UNDERGONE:
            _garden_path(tree, index)
    for index in order:
        if tags[index] == "VBZ" and tree.lemmas[index] in _NOUN_OR_VERB and (verb := _verb_behind(tree, index, tags)):
            _make_subject(tree, index, verb)
            upos[index], tags[index] = "NOUN", "NNS"
    for index in order:
        if tree.deps[index].startswith("nsubj") and index < tree.heads[index]:
            _postposed(tree, tree.heads[index], index, tags)
    for index in order:
        if tree.lemmas[index] in _ANSWERS and upos[index] == "NOUN":
            _answered(tree, index)
    resume(tree, tags)
    return tree.heads, [PLAIN.get(dep, dep) for dep in tree.deps]


def _preposition(tree: Tree, index: int) -> None:
    """ "in" over "Beirut" becomes "Beirut" over "in"."""
    inner = tree.child(index, _OBJECTS.__contains__)
    if inner is None:
        return
    head, agent = tree.heads[index], tree.deps[index] == "agent"
    clausal = tree.deps[inner] in ("pcomp", "advcl", "acl")
    verbal = tree.upos[head] in _CLAUSE or head == index
    if clausal:
        dep = "advcl" if verbal else "acl"
    else:
        dep = "obl:agent" if agent else "obl" if verbal else "nmod"
    tree.attach(inner, inner if head == index else head, dep)
    _become(tree, index, inner, "mark" if clausal else "case")


def _second_preposition(tree: Tree, index: int) -> None:
    """The second of "of the one and of the other" (its noun is a conjunct), of "in and around Gaza" (one noun)."""
    inner, first = tree.child(index, _OBJECTS.__contains__), tree.heads[index]
    if inner is None:
        return
    other = tree.child(first, lambda dep: dep in _OBJECTS)
    tree.attach(inner, first if other is None else other, "pobj" if other is None else "conj")
    for child in [c for c in tree.children[first] if tree.deps[c] == "cc" and other is not None]:
        tree.attach(child, other if other is not None else first, "cc")
    _become(tree, index, inner, "case")


def _become(tree: Tree, index: int, inner: int, dep: str) -> None:
    """Hang a preposition, with all that hung on it, under its noun."""
    for child in list(tree.children[index]):
        tree.attach(child, inner, tree.deps[child])
    tree.attach(index, inner, dep)


def _copula(tree: Tree, predicate: int) -> None:
    """ "was" over "member" becomes "member" over "was"."""
    verb = tree.heads[predicate]
    if any(tree.deps[c] == "expl" for c in tree.children[verb]):
        tree.deps[predicate] = "nsubj"
        return
    if tree.deps[predicate] == "acomp" and tree.upos[predicate] == "ADP":
        return
    head, dep = tree.heads[verb], tree.deps[verb]
    others = [c for c in tree.children[verb] if c != predicate]
    tree.attach(predicate, predicate if head == verb else head, dep)
    for child in others:
        tree.attach(child, predicate, tree.deps[child])
    tree.attach(verb, predicate, "cop")


def _exceeded(tree: Tree, number: int) -> None:
    """ "Killed over 100": a bare number that the parser takes for where or what about it happened is who suffered it."""
    verb = tree.heads[number]
    deps = {tree.deps[c] for c in tree.children[verb]}
    more = tree.child(number, "case".__eq__)
    if tree.lemmas[verb] not in SUFFERED or verb > number or deps & {"dobj", "auxpass"} or more != number - 1:
        return
    if tree.lemmas[more] in ("over", "above", "under", "below"):
        tree.deps[number], tree.deps[more] = "dobj", "quantmod"


def _elliptic_passive(tree: Tree, index: int) -> None:
    """ "Two were killed and five wounded": the parser takes the five for those who wounded."""
    if tree.lemmas[index] not in SUFFERED or not any(
        tree.deps[c] == "auxpass" for c in tree.children[tree.heads[index]]
    ):
        return
    deps = {tree.deps[c] for c in tree.children[index]}
    if "nsubj" in deps and not deps & {"dobj", "aux", "auxpass", "ccomp", "xcomp"}:
        for child in tree.children[index]:
            if tree.deps[child] == "nsubj":
                tree.deps[child] = "nsubjpass"


def _garden_path(tree: Tree, index: int) -> None:
    """ "A ferry carrying 80 people capsized, and 12 drowned": the parser hangs the first verb on the people.

    It is a verb of its own, where the noun in front is left without one: the sentence's root, or a second subject.
    """
    subject, seen = tree.heads[index], 0
    while tree.deps[subject] not in ("nsubj", "nsubjpass", "ROOT") and tree.heads[subject] < subject and seen < 9:
        subject, seen = tree.heads[subject], seen + 1
    verb = tree.heads[subject]
    if tree.deps[subject] == "ROOT" and tree.upos[subject] in ("NOUN", "PROPN"):
        tree.attach(index, index, "ROOT")
    elif tree.deps[subject].startswith("nsubj") and verb > index and _has_subject_between(tree, verb, index):
        tree.attach(index, index if tree.heads[verb] == verb else tree.heads[verb], tree.deps[verb])
        tree.attach(verb, index, "conj")
    else:
        return
    tree.attach(subject, index, "nsubj")


_NOUN_OR_VERB = frozenset((
    "strike", "attack", "raid", "blast", "fire", "protest", "clash", "flood", "test", "drill", "march", "patrol",
    "airstrike", "talk",
    "assault", "charge", "threat", "claim", "report", "call", "demand", "storm", "crash",
))  # fmt: skip
"""Lemmas whose form in "s" is a plural noun of happenings as well as a verb."""


def _verb_behind(tree: Tree, index: int, tags: Sequence[str]) -> int | None:
    """The verb that lacks a subject because the noun in front of it was taken for a verb; None where all is well."""
    kin = tree.children[index]
    deps = {tree.deps[c] for c in kin}
    front = [c for c in kin if c < index and tree.deps[c] == "nsubj"]
    if (
        deps & {"dobj", "aux", "auxpass", "xcomp"}
        or front != [index - 1]
        or tree.upos[index - 1] not in ("NOUN", "PROPN", "ADJ")
    ):
        return None
    if any(tree.deps[c] in ("det", "poss", "nmod:poss") for c in tree.children[index - 1]) and tags[index - 1] == "NN":
        return None
    for verb in sorted(
        c
        for c in kin
        if c > index and tags[c] in ("VBD", "VBP", "VBN") and tree.deps[c] in ("advcl", "ccomp", "dep", "conj")
    ):
        own = {tree.deps[c] for c in tree.children[verb] if c < verb}
        finite = tags[verb] != "VBN" or bool(own & {"aux", "auxpass"})
        joined = any(tree.deps[c] == "cc" and index < c < verb for c in (*kin, *tree.children[verb]))
        if finite and not joined and not own & {"nsubj", "nsubjpass", "mark", "expl"}:
            return verb
    return None


def _make_subject(tree: Tree, noun: int, verb: int) -> None:
    """Hang what was taken for a verb, as its subject, under the verb behind it."""
    head = tree.heads[noun]
    tree.attach(verb, verb if head == noun else head, tree.deps[noun])
    for child in list(tree.children[noun]):
        if tree.deps[child] == "nsubj":
            tree.deps[child] = "compound"
        elif child < verb:
            tree.deps[child] = "nmod" if tree.deps[child] == "obl" else tree.deps[child]
        else:
            tree.attach(child, verb, tree.deps[child])
    passive = any(tree.deps[c] == "auxpass" for c in tree.children[verb])
    tree.attach(noun, verb, "nsubjpass" if passive else "nsubj")


def _has_subject_between(tree: Tree, verb: int, after: int) -> bool:
    return any(tree.deps[c].startswith("nsubj") and after < c < verb for c in tree.children[verb])


_OF_CONTENT = frozenset(("pobj", "obl", "nmod", "npadvmod", "advcl", "ccomp", "prep"))
"""Relations of what stands between a content and the "police said" behind it: parts of the content."""


def _postposed(tree: Tree, verb: int, subject: int, tags: Sequence[str]) -> None:
    """ "A bomb exploded here, on Sunday, wounding three, police said": the day and the wounding are of what is said."""
    before = [c for c in tree.children[verb] if tree.deps[c] == "ccomp" and c < subject and tags[c] != "VBG"]
    aside = tree.deps[verb] == "parataxis" and tree.heads[verb] < verb
    if not before and not aside:
        return
    content = min(before) if before else tree.heads[verb]
    for child in list(tree.children[verb]):
        if content < child < subject and tree.deps[child] in _OF_CONTENT and child not in before:
            tree.attach(child, content, "advcl" if tree.deps[child] == "ccomp" else tree.deps[child])
        elif child > verb and tree.deps[child] == "obl" and _sums_up(tree, child):
            tree.attach(child, content, "obl")


_HAPPENINGS = frozenset((
    "attack", "raid", "strike", "ambush", "assault", "blast", "bombing", "explosion", "incident", "accident", "crash", "collision",
    "disaster", "shooting", "killing", "massacre", "clash", "rampage", "kidnapping", "abduction", "collapse", "stampede",
))  # fmt: skip


def _sums_up(tree: Tree, noun: int) -> bool:
    """ "..., police said, in an attack that left nine dead": a happening told once more, not where police said so."""
    kin = tree.children[noun]
    told = any(tree.deps[c] in ("relcl", "acl") and c > noun for c in kin)
    return (
        told and tree.lemmas[noun] in _HAPPENINGS and any(tree.lemmas[c] == "in" for c in kin if tree.deps[c] == "case")
    )


_ANSWERS = frozenset(
    ("retaliation", "revenge", "reprisal", "retribution", "vengeance", "payback", "response", "reaction", "answer")
)
_OF_ANSWERED = frozenset(("pobj", "obl", "nmod", "npadvmod"))


def _answered(tree: Tree, noun: int) -> None:
    """ "Retaliation for the killing last week of an aide by a gang": when, of whom and by whom is told of the killing.

    The parser hangs these on the retaliation, or on its verb.
    """
    after = [c for c in sorted(tree.children[noun]) if c > noun and tree.deps[c] in ("nmod", "obl")]
    cases = {tree.lemmas[c] for c in tree.children[after[0]] if tree.deps[c] == "case"} if after else set()
    if not cases & {"for", "to"} or tree.upos[after[0]] != "NOUN":
        return
    deed = after[0]
    for child in [c for c in tree.children[noun] if c > deed and tree.deps[c] in _OF_ANSWERED]:
        tree.attach(child, deed, "nmod" if tree.deps[child] in ("obl", "pobj") else tree.deps[child])
    above = tree.heads[noun]
    passive = any(tree.deps[c] == "auxpass" for c in tree.children[above])
    for child in [c for c in tree.children[above] if c > deed and tree.deps[c] in ("obl", "obl:agent") and not passive]:
        if any(tree.lemmas[c] == "by" for c in tree.children[child] if tree.deps[c] == "case"):
            tree.attach(child, deed, "nmod")


def _coordination(tree: Tree) -> None:
    """Conjuncts hang on the first one, conjunctions on the next conjunct."""
    for index, dep in enumerate(tree.deps):
        if dep == "conj":
            first, seen = tree.heads[index], 0
            while tree.deps[first] == "conj" and tree.heads[first] != first and seen < 200:
                first, seen = tree.heads[first], seen + 1
            if first not in (tree.heads[index], index):
                tree.attach(index, first, "conj")
    for index, dep in enumerate(tree.deps):
        if dep == "cc":
            head = tree.heads[index]
            after = [c for c in tree.children[head] if tree.deps[c] == "conj" and c > index]
            if after:
                tree.attach(index, min(after), "cc")
