"""Whose somebody or some body is: "Ana Ruiz of the Democratic Party", "the UN's World Food Programme", "NATO member Turkey"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Property, Token

_PARTIES = frozenset(("PTY", "OPP", "REB"))
_BODY = frozenset(("group", "organization"))
_PARTNERS: dict[str, Property] = {"member": "member_of", "ally": "allied_with", "partner": "allied_with"}
_MEMBERS = frozenset(("group", "organization", "country"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All affiliations, in order of the text."""
    for token in scene.tokens:
        if token.upos == "PROPN" and token.dep == "nmod:poss" and token.head != token.index:
            yield from _owned(scene, token)
        elif token.upos == "PROPN" and token.dep == "nmod" and scene.case(token.index) in ("of", "from"):
            yield from _of_party(scene, token)
        if token.dep == "appos" and token.upos in ("PROPN", "NOUN") and token.xpos in ("NNP", "NN"):
            yield from _partisan(scene, token)
        if token.upos == "NOUN" and token.lemma.lower() in scene.words.partners:
            yield from _partner(scene, token)


def _owned(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "The UN's World Food Programme", "Ana Ruiz's Democratic Party"."""
    owner, owned = scene.who(token.index), scene.who(token.head)
    named = scene.tokens[token.head].word[:1].isupper()
    if owner is None or owned is None or owner.id == owned.id or not named or owned.kind not in _BODY:
        return
    if not scene.named(owned) or not scene.named(owner):
        return
    span = scene.span(token.index, token.head + 1)
    if owner.kind in _BODY and owner.sector != "JRN":
        yield Draft(subject=owned.id, property="part_of", anchor=token.head, span=span, object=owner.id)
    elif owner.kind == "person" and owned.sector in _PARTIES:
        yield Draft(subject=owner.id, property="member_of", anchor=token.head, span=span, object=owned.id)


def _of_party(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "Ana Ruiz of the Democratic Party"."""
    actor, party = scene.who(token.head), scene.who(token.index)
    if actor is None or party is None or scene.tokens[token.head].upos != "PROPN":
        return
    if actor.kind == "person" and party.kind == "group" and scene.named(actor) and scene.named(party):
        span = scene.span(min(token.head, token.index), max(token.head, token.index) + 1)
        yield Draft(subject=actor.id, property="member_of", anchor=token.head, span=span, object=party.id)


def _partisan(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "Ana Ruiz, a Democrat from Texas,"."""
    actor = scene.who(token.head)
    if token.lemma.lower() not in scene.words.partisans or actor is None or actor.kind != "person":
        return
    if scene.named(actor):
        yield Draft(
            subject=actor.id, property="member_of", anchor=token.index, value=token.word,
            span=scene.span(min(token.head, token.index), max(token.head, token.index) + 1),
        )  # fmt: skip


def _partner(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "NATO member Turkey", "close Russian ally Belarus": what stands between a body or a country and a name."""
    yield from _ally_beside(scene, noun)
    name = noun.head
    if noun.dep not in ("compound", "nmod", "appos") or not noun.index < name <= noun.index + 4:
        return
    actor = scene.who(name)
    wanted: Property = _PARTNERS.get(noun.lemma.lower(), "opposes")
    first = scene.left(noun.index)
    first = min([first, *(c for c in scene.under(name, "nmod:poss") if c < noun.index)])
    bodies = {b.id: b for at in range(max(first, noun.index - 4), noun.index) if (b := scene.who(at)) is not None}
    if actor is None or actor.kind not in _MEMBERS or not scene.named(actor):
        return
    for body in bodies.values():
        if body.id != actor.id and body.kind in _MEMBERS:
            span = scene.span(first, name + 1)
            yield Draft(subject=actor.id, property=wanted, anchor=name, span=span, object=body.id)


def _ally_beside(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "the Philippines, its oldest treaty ally": a name, a comma, and whose ally it is, however that was parsed."""
    owner = next(scene.under(noun.index, "nmod:poss"), None)
    comma = (owner if owner is not None else 0) - 1
    if owner is None or noun.lemma.lower() != "ally" or comma < 1 or scene.tokens[comma].word != ",":
        return
    actor, other = scene.who(comma - 1), scene.who(owner)
    if actor is None or other is None or actor.id == other.id or noun.dep == "appos":
        return
    if actor.kind in _MEMBERS and other.kind in _MEMBERS and scene.named(actor):
        span = scene.span(comma - 1, noun.index + 1)
        yield Draft(subject=actor.id, property="allied_with", anchor=comma - 1, span=span, object=other.id)
