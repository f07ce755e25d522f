"""Designations: who is called what by whose list, and how much of the body the list covers."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, Token

_PARTS = frozenset(("group", "organization"))

LABELLED = 40
"""How many words behind its verb a label is looked for."""


def facts(scene: Scene) -> Iterator[Draft]:
    """All designations, in order of the text."""
    for token in scene.tokens:
        low = token.lemma.lower()
        if low not in scene.words.designating and low not in scene.words.adding:
            continue
        if token.dep == "amod" and token.upos in ("VERB", "ADJ"):
            yield from _attributive(scene, token)
        elif token.upos in ("VERB", "ADJ") and low in scene.words.designating:
            yield from _listing(scene, token)
        elif token.upos == "VERB":
            yield from _added(scene, token)
        elif token.upos == "NOUN":
            yield from _under_sanctions(scene, token)


def _listing(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X was banned by Y in 2008", "Y designated X a terrorist group"."""
    verb = token.index
    passive = scene.passive(verb) or _is_aside(scene, token) or token.upos == "ADJ"
    label = _label(scene, verb, passive)
    if label is None and not scene.words.designating[scene.lemma(verb)]:
        return
    if label is not None and not _is_listing(scene, verb, label):
        return
    listed = scene.holder(verb) if passive else next((c for c in scene.under(verb, "obj") if c != label), None)
    if listed is None and not passive and label is not None:
        listed = _inside(scene, label)
    listed = _before_comma(scene, verb) if listed is None and passive else listed
    if listed is None or scene.negated(verb):
        return
    authorities = _authorities(scene, verb, label, passive)
    for head, actor in _listed(scene, listed, verb):
        if label is not None or _is_listable(scene, token, actor):
            yield from _drafts(scene, (verb, label, head), actor, authorities)


def _is_aside(scene: Scene, token: Token) -> bool:
    """ "X, designated a terrorist group by Y, said": a participle between commas, however it was tagged and hung."""
    before = token.index - 1
    if before < 1 or token.xpos not in ("VBD", "VBN") or any(True for _ in scene.under(token.index, "aux")):
        return False
    return scene.tokens[before].word == "," and bool(scene.agents(token.index, *scene.under(token.index, "obj")))


def _before_comma(scene: Scene, verb: int) -> int | None:
    """The name that ends at the comma before the participle, over a bracket."""
    at = verb - 2
    if at > 2 and scene.tokens[at].word == ")":
        at = next((i - 1 for i in range(at, max(at - 5, 0), -1) if scene.tokens[i].word == "("), at)
    return at if at >= 0 and scene.who(at) is not None else None


def _is_listable(scene: Scene, token: Token, actor: Actor) -> bool:
    """Whether a ban or a sanction without a label puts the actor on a list: bodies with names, and people where sanctioned."""
    if not scene.named(actor) and actor.part_of is None:
        return False
    if token.lemma.lower() in scene.words.personal:
        return actor.kind in ("group", "organization", "person")
    return actor.kind == "group" or (actor.kind == "organization" and actor.sector not in ("GOV", "MIL", "JRN", "BUS"))


def _attributive(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "The outlawed X", "X, a US-designated terrorist group"."""
    noun = token.head
    actor = scene.who(noun)
    if actor is None or actor.kind not in _PARTS or not scene.named(actor):
        return
    glued = token.index >= 2 and scene.tokens[token.index - 1].word == "-"
    label = scene.words.designating.get(token.lemma.lower(), "")
    by = scene.who(token.index - 2) if glued else None
    if glued and by is not None and not label and _is_label(scene, noun):
        label = scene.quote(token.index + 1, noun + 1)
    elif not (label and scene.tokens[noun].upos == "PROPN" and not glued) and not (glued and label and by is not None):
        return
    if by is None or by.id != actor.id:
        yield Draft(
            subject=actor.id, property="designated_as", anchor=noun, span=scene.span(token.index, noun + 1), value=label,
            by=by.id if by is not None else None, scope="whole",
        )  # fmt: skip


def _added(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "Canada added X to its list of terrorist entities"."""
    verb, passive = token.index, scene.passive(token.index)
    lists = [
        c for c in scene.under(verb, "obl", "nmod") if scene.case(c) in ("to", "on", "onto") and _is_list(scene, c)
    ]
    listed = scene.holder(verb) if passive else next(scene.under(verb, "obj"), None)
    if not lists or listed is None or scene.negated(verb):
        return
    end = scene.phrase_end(lists[0], "of", "for")
    value = scene.quote(scene.left(lists[0]), end).removeprefix("its ").removeprefix("their ")
    for head, actor in _listed(scene, listed, verb):
        for authority in _authorities(scene, verb, lists[0], passive):
            if scene.named(actor) and (authority is None or authority.id != actor.id):
                yield Draft(
                    subject=actor.id, property="designated_as", anchor=verb, value=value, scope="whole",
                    span=scene.span(min(verb, head), max(end, head + 1)), by=authority.id if authority is not None else None,
                    time=scene.time(verb),
                )  # fmt: skip


def _under_sanctions(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "X is under U.S. sanctions"."""
    if noun.xpos != "NNS" or scene.case(noun.index) != "under":
        return
    clause = noun.index if any(scene.tokens[c].dep == "cop" for c in scene.children[noun.index]) else noun.head
    token = scene.tokens[clause]
    holder = scene.subject(clause) if token.upos in ("VERB", "AUX", "NOUN") else clause
    actor = scene.who(holder) if holder is not None else None
    if (
        actor is None
        or actor.kind not in ("group", "organization", "person")
        or not scene.named(actor)
        or scene.negated(clause)
    ):
        return
    by = next((a for c in scene.children[noun.index] if c < noun.index and (a := scene.who(c)) is not None), None)
    yield Draft(
        subject=actor.id, property="designated_as", anchor=clause, span=scene.span(min(clause, noun.index), noun.index + 1),
        value=scene.words.designating["sanction"], by=by.id if by is not None and by.id != actor.id else None, scope="whole",
    )  # fmt: skip


def _is_list(scene: Scene, noun: int) -> bool:
    """Whether it is a list of the kind that designates: "terrorism blacklist", "list of terrorist entities"."""
    lemma = scene.lemma(noun)
    words = set(scene.low(scene.left(noun), scene.phrase_end(noun, "of", "for")))
    telling = words & (scene.words.labels | {"terrorism", "sanctions", "sanction", "entities", "undesirables"})
    return lemma == "blacklist" or (lemma in ("list", "register", "listing") and bool(telling))


def _label(scene: Scene, verb: int, passive: bool) -> int | None:
    """The noun of what it is designated as."""
    found = next(scene.under(verb, "xcomp", "ccomp"), None)
    if found is None or scene.tokens[found].upos not in ("NOUN", "PROPN", "ADJ"):
        found = next(
            (c for c in scene.under(verb, "obl", "advcl", "nmod") if scene.case(c) == "as" or _as(scene, c)), None
        )
    if found is None and passive:
        found = next((c for c in scene.under(verb, "obj") if c > verb and _is_label(scene, c)), None)
    if found is None and not passive:
        objects = list(scene.under(verb, "obj", "iobj"))
        found = objects[1] if len(objects) > 1 else None
    if found is None and not passive:
        thing = next(scene.under(verb, "obj"), None)
        found = thing if thing is not None and scene.tokens[thing].upos == "NOUN" and _is_label(scene, thing) else None
    if found is None and not passive:
        found = next((c for c in range(verb + 2, _reach(scene, verb)) if _is_plural_label(scene, c)), None)
    if found is None:
        thing = next(scene.under(verb, "obj", "ccomp"), None)
        things = (thing, *scene.conjuncts(thing)) if thing is not None else ()
        found = next((c for t in things for c in scene.under(t, "nmod") if scene.case(c) == "as"), None)
    return found


def _as(scene: Scene, token: int) -> bool:
    return any(scene.lemma(c) == "as" for c in scene.under(token, "mark", "case"))


def _is_label(scene: Scene, token: int) -> bool:
    words = scene.low(scene.left(token), token + 1)
    return bool(set(words) & (scene.words.labels - {"organization", "organisation", "group", "entity"}))


def _is_plural_label(scene: Scene, token: int) -> bool:
    """Whether a label behind a comma is of the two that were listed, wherever it was hung: "declared X and Y, which ...,
    terrorist groups"."""
    if scene.tokens[token].dep != "appos" or scene.tokens[token].xpos != "NNS" or not _is_label(scene, token):
        return False
    return scene.tokens[scene.left(token) - 1].word == ","


def _reach(scene: Scene, verb: int) -> int:
    """Where the words end among which a verb's label is looked for: with its sentence."""
    return min(scene.analysis.sentences[scene.tokens[verb].sentence].last, verb + LABELLED)


def _is_listing(scene: Scene, verb: int, label: int) -> bool:
    """Whether the label belongs on a list; "designated as mediator" does not."""
    return _is_label(scene, label)


def _inside(scene: Scene, label: int) -> int | None:
    """The name that the parser put inside the label's phrase: "designated X a terrorist"."""
    return next(scene.under(label, "nmod:poss", "compound", "nsubj"), None)


def _listed(scene: Scene, head: int, verb: int) -> list[tuple[int, Actor]]:
    """Whom the designation is about; where the parser hung a relative clause too high, the name nearest before it."""
    found = [(h, a) for h, a in scene.each(head) if a.kind in ("group", "organization", "person", "country")]
    token = scene.tokens[head]
    if scene.lemma(head) in ("which", "that", "who") or not found:
        nearest = _nearest(scene, head if token.upos == "PRON" else verb)
        return [nearest] if nearest is not None else found
    return found


def _nearest(scene: Scene, token: int) -> tuple[int, Actor] | None:
    sentence = scene.tokens[token].sentence
    for at in range(token - 1, max(token - 6, -1), -1):
        if scene.tokens[at].sentence != sentence:
            return None
        actor = scene.who(at)
        if actor is not None and actor.kind in ("group", "organization", "person"):
            return at, actor
    return None


def _authorities(scene: Scene, verb: int, label: int | None, passive: bool) -> list[Actor | None]:
    if passive:
        heads = scene.agents(verb, *([label] if label is not None else []))
        heads = heads or [c for c in scene.under(verb, "obl") if scene.case(c) == "in"]
    else:
        subject = scene.subject(verb)
        heads = [subject] if subject is not None else []
    found = {a.id: a for h in heads for _, a in scene.each(h) if a.kind in ("country", "organization", "group")}
    named = [a for a in found.values() if scene.named(a)]
    return list(named or found.values()) or [None]


def _unquoted(scene: Scene, label: int) -> str:
    """The words of a label without the quotation marks that keep it at a distance."""
    words = scene.quote(scene.left(label), label + 1)
    return "".join(char for char in words if char not in '"“”')


def _drafts(
    scene: Scene, place: tuple[int, int | None, int], actor: Actor, authorities: list[Actor | None]
) -> Iterator[Draft]:
    verb, label, head = place
    whole, scope = actor, "whole"
    if actor.part_of is not None and actor.part_of in scene.by_id and actor.kind in _PARTS and not scene.named(actor):
        whole, scope = scene.by_id[actor.part_of], actor.id
    if not scene.named(whole):
        return
    value = _unquoted(scene, label) if label is not None else scene.words.designating[scene.lemma(verb)]
    day = scene.time(verb) or (scene.time(label) if label is not None else None)
    ends = [verb, head] + ([label] if label is not None else [])
    for authority in authorities:
        if authority is not None and authority.id == whole.id:
            continue
        yield Draft(
            subject=whole.id, property="designated_as", anchor=verb, span=scene.span(min(ends), max(ends) + 1), value=value,
            by=authority.id if authority is not None else None, scope=scope, time=day,
        )  # fmt: skip
