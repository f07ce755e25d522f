"""What somebody is said to do for a body: "who chairs the committee", "served in the guard", "joined the rebels in 2015"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, FactPhase, Property, Token

_BODY = frozenset(("group", "organization"))
_ENDING = frozenset(("until", "till", "before"))
_PAST = frozenset(("VBD", "VBN"))
_MODALS = frozenset(("would", "could", "should", "may", "might", "must", "will", "can", "to"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All duties, in order of the text."""
    for token in scene.tokens:
        if token.upos != "VERB" or token.lemma.lower() not in scene.words.duties:
            continue
        holder = scene.subject(token.index) if not scene.passive(token.index) else None
        actor = scene.who(holder) if holder is not None else None
        if actor is None or not scene.named(actor) or _is_unreal(scene, token.index):
            continue
        yield from _headed(scene, token, actor)
        yield from _served(scene, token, actor)


def _is_unreal(scene: Scene, verb: int) -> bool:
    return scene.negated(verb) or any(scene.lemma(c) in _MODALS for c in scene.under(verb, "aux", "mark"))


def _headed(scene: Scene, token: Token, actor: Actor) -> Iterator[Draft]:
    """ "X, who heads the emergency ward at ...": a body that is no actor of its own; "who holds the Home portfolio"."""
    verb, lemma = token.index, token.lemma.lower()
    thing = next(scene.under(verb, "obj"), None)
    if thing is None or actor.kind != "person":
        return
    relative = token.dep == "acl:relcl"
    words = scene.words
    leads = lemma in words.heading or (lemma in words.running and relative)
    if leads and scene.lemma(thing) in words.bodies and scene.who(thing) is None:
        yield _draft(scene, actor, "heads", verb, thing)
    elif lemma in words.running and relative and _is_body(scene, thing):
        yield _draft(scene, actor, "heads", verb, thing, scene.who(thing))
    elif lemma in words.holding and scene.lemma(thing) in words.offices:
        yield _draft(scene, actor, "holds_office", verb, thing)


def _is_body(scene: Scene, token: int) -> bool:
    found = scene.who(token)
    return found is not None and found.kind in _BODY


def _served(scene: Scene, token: Token, actor: Actor) -> Iterator[Draft]:
    """ "X served in the presidential guard", "sits on the council", "joined Y in 2015"."""
    verb, lemma = token.index, token.lemma.lower()
    cases = scene.words.serving.get(lemma, frozenset())
    places = [c for c in scene.under(verb, "obl") if scene.case(c) in cases]
    if lemma in scene.words.joining and not _is_company(scene, verb):
        places = list(scene.under(verb, "obj"))
    for place in places:
        for at in (place, *scene.conjuncts(place)):
            body = scene.who(at)
            bodied = body is not None and body.kind in _BODY and body.id != actor.id
            told = body is not None and (scene.named(body) or scene.lemma(at) in scene.words.bodies)
            if bodied and told and (lemma not in scene.words.joining or scene.named(body)):
                yield _draft(scene, actor, "member_of", verb, at, body)
            elif body is None and actor.kind == "person" and scene.lemma(at) in scene.words.bodies:
                yield _draft(scene, actor, "member_of", verb, at)


def _is_company(scene: Scene, verb: int) -> bool:
    """Whether to join is only to do the same: "joined the EU in calling for"."""
    return any(scene.case(c) == "in" or scene.lemma(c) == "in" for c in scene.under(verb, "advcl", "xcomp"))


def _draft(scene: Scene, actor: Actor, name: Property, verb: int, thing: int, body: Actor | None = None) -> Draft:
    """The fact; what is no actor is told by its words."""
    first, end = scene.left(thing), scene.phrase_end(thing, "of", "for", "at", "in")
    return Draft(
        subject=actor.id, property=name, anchor=verb, span=scene.span(min(verb, first), max(verb + 1, end)),
        object=body.id if body is not None else None, value=scene.quote(first, end) if body is None else None,
        phase=_phase(scene, verb), time=scene.time(verb),
    )  # fmt: skip


def _phase(scene: Scene, verb: int) -> FactPhase:
    """Former where it ended, or was told in the past with nothing that says since when."""
    token = scene.tokens[verb]
    ended = any(scene.case(c) in _ENDING for c in scene.under(verb, "obl", "nmod", "advcl"))
    once = any(scene.lemma(c) in ("once", "formerly", "previously") for c in scene.under(verb, "advmod"))
    simple = token.xpos in _PAST and not any(scene.lemma(c) in ("have", "be") for c in scene.under(verb, "aux"))
    served = simple and token.lemma.lower() in scene.words.serving
    return "former" if ended or once or served else "current"
