"""Who is expected to come after whom."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, Token

_UNCERTAIN = frozenset(
    (
        "likely",
        "expected",
        "possible",
        "presumed",
        "potential",
        "designated",
        "apparent",
        "presumptive",
        "expect",
        "designate",
    )
)
_BODY = ("group", "organization", "country")


def facts(scene: Scene) -> Iterator[Draft]:
    """All expectations of a succession, in order of the text."""
    for token in scene.tokens:
        if token.upos in ("VERB", "ADJ") and token.lemma.lower() in scene.words.expecting:
            yield from _expected(scene, token)
        elif token.upos == "NOUN" and token.lemma.lower() in scene.words.heirs:
            yield from _heir(scene, token)


def _expected(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X is expected to succeed Y", "X, tipped as the group's next leader"."""
    actor = _person(scene, token.index)
    if actor is None:
        return
    for child in scene.under(token.index, "xcomp", "ccomp", "advcl", "obl"):
        object_ = _succeeded(scene, child, actor)
        if object_ is not None:
            span = scene.span(min(token.index, child), max(token.index, child) + 1)
            yield Draft(
                subject=actor.id,
                property="expected_successor_of",
                anchor=child,
                span=span,
                object=object_.id,
                phase="future",
            )
            return


def _person(scene: Scene, verb: int) -> Actor | None:
    holder = scene.holder(verb)
    actor = scene.who(holder) if holder is not None else None
    if actor is not None and actor.kind != "person":
        actor = None
    return actor if actor is not None and scene.named(actor) else None


def _succeeded(scene: Scene, verb: int, actor: Actor) -> Actor | None:
    """Whom or what one would come after, by what one is expected to do or be."""
    lemma = scene.lemma(verb)
    if lemma in scene.words.succeeding:
        thing = next(scene.under(verb, "obj"), None)
        return _other(scene, thing, actor)
    if lemma == "take" and any(scene.lemma(c) == "over" for c in scene.children[verb]):
        places = [*scene.under(verb, "obj"), *(c for c in scene.under(verb, "obl") if scene.case(c) in ("as", "from"))]
        return next((a for p in places if (a := _other(scene, p, actor) or _owner(scene, p, actor)) is not None), None)
    if lemma == "become":
        place = next((c for c in scene.under(verb, "xcomp", "obj")), None)
        return _post(scene, place, actor) if place is not None else None
    return _post(scene, verb, actor)


def _post(scene: Scene, noun: int, actor: Actor) -> Actor | None:
    """The body of "the group's next leader"."""
    if scene.lemma(noun) not in scene.words.posts:
        return None
    following = any(scene.lemma(c) in ("next", "new", "future") for c in scene.children[noun])
    return _owner(scene, noun, actor) if following or scene.lemma(noun) == "successor" else None


def _owner(scene: Scene, noun: int, actor: Actor) -> Actor | None:
    for child in scene.children[noun]:
        if scene.tokens[child].dep in ("nmod:poss", "compound", "amod") or scene.case(child) in ("of", "to"):
            found = _other(scene, child, actor)
            if found is not None:
                return found
    return None


def _other(scene: Scene, token: int | None, actor: Actor) -> Actor | None:
    found = scene.who(token) if token is not None else None
    if found is None or found.id == actor.id or found.kind not in ("person", *_BODY):
        return None
    return found


def _heir(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X, the likely successor to Y", "Y's heir apparent, X"."""
    modified = {scene.lemma(c) for c in scene.children[token.index]}
    if token.lemma.lower() == "successor" and not modified & _UNCERTAIN:
        return
    place = token.head if token.dep == "appos" else next(scene.under(token.index, "nsubj"), None)
    place = place if place is not None else _viewed(scene, token)
    place = place if place is not None else next(scene.under(token.index, "appos"), None)
    actor = scene.who(place) if place is not None else None
    other = _owner(scene, token.index, actor) if actor is not None else None
    if actor is not None and other is not None and actor.kind == "person" and scene.named(actor):
        yield Draft(
            subject=actor.id, property="expected_successor_of", anchor=token.index,
            span=scene.span(token.index, token.index + 1), object=other.id, phase="future",
        )  # fmt: skip


def _viewed(scene: Scene, token: Token) -> int | None:
    """Whom "X, who many saw as a successor", "X was seen by many as a successor" is about."""
    if scene.case(token.index) != "as":
        return None
    verb = token.head
    while scene.tokens[verb].upos in ("NOUN", "PROPN") and scene.tokens[verb].head != verb:
        verb = scene.tokens[verb].head
    if scene.lemma(verb) not in scene.words.expecting:
        return None
    if scene.passive(verb):
        return scene.holder(verb)
    return next(scene.under(verb, "obj"), None)
