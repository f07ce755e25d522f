"""Verbs that go on with the main clause: "denied that its fighters had used the school and accused Israel".

The parser hangs such a verb on the clause or noun before it, as if the fighters, and not those who denied, had accused.
Tense and voice tell: a verb of address in the simple past shares no subject with "had used", "would take", "were killed" or
"rigging", but with the verb in the past that governs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.language.universal import Tree

ADDRESSING = frozenset((
    "accuse", "acknowledge", "admit", "advise", "allege", "announce", "apologise", "apologize", "appeal", "ask", "assure", "blame",
    "call", "challenge", "claim", "condemn", "confirm", "criticise", "criticize", "declare", "decline", "decry", "defend", "demand",
    "denounce", "deny", "deplore", "dismiss", "dispute", "encourage", "express", "implore", "insist", "instruct", "invite",
    "lament", "offer", "order",
    "pledge", "praise", "promise", "propose", "question", "refuse", "reiterate", "reject", "request", "salute",
    "slam", "stress", "summon", "thank", "threaten", "urge", "vow", "warn", "welcome",
))  # fmt: skip
"""Verbs of what one says to or of another, which those do who are quoted."""
SHOWING = frozenset(("publish", "release", "share", "post", "air", "broadcast", "show", "circulate", "issue", "upload"))
SHOWN = frozenset(
    ("video", "photo", "photograph", "picture", "footage", "image", "statement", "clip", "recording", "map")
)
"""What is shown as proof by who denies something: "denied that the town had fallen and *released footage* of it"."""
DENYING = frozenset(("deny", "dispute", "reject", "dismiss", "refute"))
INNER = frozenset((
    "ccomp", "xcomp", "acl", "relcl", "advcl", "pcomp", "dobj", "obj", "pobj", "obl", "nmod", "conj", "prep", "nsubj",
    "nsubjpass", "appos",
))  # fmt: skip
"""Relations up which the main verb is looked for."""
COMMANDING = frozenset(("order", "instruct", "summon", "invite", "offer", "ask", "call", "threaten", "challenge"))
"""Of those, what is done as well by whom the news is about: "had opened fire and ordered people to leave"."""
OBJECTS = frozenset(("dobj", "obj", "ccomp", "xcomp", "obl", "iobj", "dative"))
CLIMB = 6
"""How many words up the main verb is looked for."""


def resume(tree: Tree, tags: Sequence[str]) -> None:
    """Hang verbs of address that go on with the main clause on its verb."""
    for index, dep in enumerate(tree.deps):
        if dep == "conj" and tree.lemmas[index] in ADDRESSING and _goes_on(tree, tags, index):
            main = _main(tree, tags, index)
            if main is not None:
                tree.attach(index, main, "conj")
        elif dep == "conj" and tree.lemmas[index] in SHOWING:
            _shown(tree, index)
        elif dep == "poss" and tags[index] == "WP$":
            _of_relative(tree, index)
        elif dep == "acl" and tags[index] in ("VBN", "VBD") and tree.lemmas[index] in ADDRESSING:
            _after_aside(tree, index)


def _of_relative(tree: Tree, whose: int) -> None:
    """ "In court was Ana Ruiz, *whose son Leo*, a cook, was shot": a noun with "whose" is no apposition, and the verb behind it
    is its own."""
    kin = tree.heads[whose]
    noun = tree.heads[kin]
    verb, role = tree.heads[noun], tree.deps[noun]
    if tree.deps[kin] != "appos" or role not in ("nsubj", "nsubjpass") or not noun < kin < verb:
        return
    above, dep = tree.heads[verb], tree.deps[verb]
    root = above == verb
    if not root and above > noun:
        return
    tree.attach(noun, noun if root else above, dep if root else "attr")
    tree.attach(verb, noun, "relcl")
    tree.attach(kin, verb, role)


def _shown(tree: Tree, index: int) -> None:
    """ "Denied that the town had fallen *and released footage*": a verb of showing proof goes on with the denial."""
    clause = tree.heads[index]
    denial = tree.heads[clause]
    own = {tree.deps[c] for c in tree.children[index]}
    proof = any(tree.deps[c] in ("dobj", "obj") and tree.lemmas[c] in SHOWN for c in tree.children[index])
    if (
        tree.deps[clause] == "ccomp"
        and tree.lemmas[denial] in DENYING
        and proof
        and not own & {"nsubj", "aux", "auxpass"}
    ):
        tree.attach(index, denial, "conj")


def _after_aside(tree: Tree, index: int) -> None:
    """ "Vietnam, which claims parts of it, called on both sides": the verb behind the aside is the sentence's."""
    noun = tree.heads[index]
    aside = any(tree.deps[c] in ("relcl", "acl:relcl", "appos") and c < index for c in tree.children[noun])
    if tree.deps[noun] == "ROOT" and tree.upos[noun] in ("PROPN", "NOUN", "PRON") and aside:
        tree.attach(index, index, "ROOT")
        for child in list(tree.children[noun]):
            if child > index:
                tree.attach(child, index, tree.deps[child])
        tree.attach(noun, index, "nsubj")


def _goes_on(tree: Tree, tags: Sequence[str], index: int) -> bool:
    """Whether a coordinated verb of address stands without a subject or helper under what can't share its subject."""
    own = {tree.deps[c] for c in tree.children[index]}
    if tags[index] not in ("VBD", "VBN") or own & {"nsubj", "nsubjpass", "aux", "auxpass", "mark"} or not own & OBJECTS:
        return False
    head = tree.heads[index]
    if _passive(tree, head) and not own & {"dobj", "obj", "ccomp"} and "obl" not in own:
        return False
    if tree.lemmas[index] in COMMANDING and tree.deps[head] == "ccomp" and not _passive(tree, head):
        return False
    if not _simple_past(tree, tags, head):
        return not (tree.lemmas[head] in ADDRESSING and tree.upos[head] == "VERB" and tree.deps[head] == "ccomp")
    return tree.deps[head] == "ccomp" and _of_its_own(tree, head)


def _passive(tree: Tree, index: int) -> bool:
    return any(tree.deps[c] == "auxpass" for c in tree.children[index])


def _simple_past(tree: Tree, tags: Sequence[str], index: int) -> bool:
    helped = any(tree.deps[c] in ("aux", "auxpass") for c in tree.children[index])
    return tags[index] == "VBD" and not helped


def _of_its_own(tree: Tree, index: int) -> bool:
    """Whether the subject of a reported clause is something of the speaker's ("said its warehouses held flour")."""
    subjects = [c for c in tree.children[index] if tree.deps[c] == "nsubj"]
    kin = (c for subject in subjects for c in tree.children[subject])
    return any(tree.deps[c] in ("poss", "nmod:poss") and tree.upos[c] == "PRON" for c in kin)


def _main(tree: Tree, tags: Sequence[str], index: int) -> int | None:
    """The verb in the past, with a subject, that governs what the verb hangs on."""
    at = tree.heads[index]
    for _ in range(CLIMB):
        if tree.deps[at] not in INNER or tree.heads[at] == at:
            return None
        at = tree.heads[at]
        helpers = {tree.lemmas[c] for c in tree.children[at] if tree.deps[c] in ("aux", "auxpass")}
        past = (tags[at] == "VBD" and not helpers) or (tags[at] == "VBN" and helpers == {"have"})
        if past and at < index and tree.upos[at] == "VERB":
            return at
    return None
