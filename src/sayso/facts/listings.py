"""Designations: who is called what by whose list, and how much of the body the list covers."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, Token

_PARTS = frozenset(("group", "organization"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All designations, in order of the text."""
    for token in scene.tokens:
        if token.upos == "VERB" and token.lemma.lower() in scene.words.designating:
            yield from _listing(scene, token)


def _listing(scene: Scene, token: Token) -> Iterator[Draft]:
    verb = token.index
    passive = scene.passive(verb)
    label = _label(scene, verb, passive)
    if label is None and (not scene.words.designating[scene.lemma(verb)] or scene.lemma(verb) == "ban"):
        return
    if label is not None and not _is_listing(scene, verb, label):
        return
    listed = scene.holder(verb) if passive else next((c for c in scene.under(verb, "obj") if c != label), None)
    if listed is None and not passive and label is not None:
        listed = _inside(scene, label)
    if listed is None:
        return
    authorities = _authorities(scene, verb, label, passive)
    for head, actor in _listed(scene, listed, verb):
        yield from _drafts(scene, (verb, label, head), actor, authorities)


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
    if found is None:
        thing = next(scene.under(verb, "obj", "ccomp"), None)
        below = scene.under(thing, "nmod") if thing is not None else iter(())
        found = next((c for c in below if scene.case(c) == "as"), None)
    return found


def _as(scene: Scene, token: int) -> bool:
    return any(scene.lemma(c) == "as" for c in scene.under(token, "mark", "case"))


def _is_label(scene: Scene, token: int) -> bool:
    words = scene.low(scene.left(token), token + 1)
    return bool(set(words) & (scene.words.labels - {"organization", "organisation", "group", "entity"}))


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
    else:
        subject = scene.subject(verb)
        heads = [subject] if subject is not None else []
    found = {a.id: a for h in heads for _, a in scene.each(h) if a.kind in ("country", "organization", "group")}
    return list(found.values()) or [None]


def _drafts(
    scene: Scene, place: tuple[int, int | None, int], actor: Actor, authorities: list[Actor | None]
) -> Iterator[Draft]:
    verb, label, head = place
    whole, scope = actor, "whole"
    if actor.part_of is not None and actor.part_of in scene.by_id and actor.kind in _PARTS and not scene.named(actor):
        whole, scope = scene.by_id[actor.part_of], actor.id
    if not scene.named(whole):
        return
    value = (
        scene.quote(scene.left(label), label + 1) if label is not None else scene.words.designating[scene.lemma(verb)]
    )
    ends = [verb, head] + ([label] if label is not None else [])
    for authority in authorities:
        if authority is not None and authority.id == whole.id:
            continue
        yield Draft(
            subject=whole.id, property="designated_as", anchor=verb, span=scene.span(min(ends), max(ends) + 1), value=value,
            by=authority.id if authority is not None else None, scope=scope, time=scene.time(verb),
        )  # fmt: skip
