"""Facts that tie two actors, or an actor and a place: backers, allies, territory, seats, parts, other names."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.lexicon import Verb
from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, Property, Token

_PRESENT = frozenset(("VBZ", "VBP"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All ties, in order of the text."""
    for token in scene.tokens:
        if token.upos in ("VERB", "ADJ"):
            low = token.word.lower()
            glued = low in scene.words.glued and token.index >= 2 and scene.tokens[token.index - 1].word in ("-", "–")
            if glued:
                yield from _glued(scene, token, scene.words.glued[low])
                continue
            yield from _verbal(scene, token)
            yield from _related(scene, token)
        elif token.dep == "nmod:poss" and token.head != token.index:
            yield from _wing(scene, token)


def _glued(scene: Scene, token: Token, name: str) -> Iterator[Draft]:
    """ "Y-backed X", "London-based X", "Y-controlled town"."""
    if not name or token.head == token.index:
        return
    wanted: Property = name  # type: ignore[assignment]
    noun, before = token.head, token.index - 2
    span = scene.span(min(scene.left(before), before), noun + 1)
    other = scene.who(before)
    holders = [(t, a) for t, a in scene.each(noun) if scene.named(a)]
    if wanted == "controls":
        if other is not None and scene.tokens[noun].upos == "PROPN" and not holders:
            yield Draft(
                subject=other.id, property="controls", anchor=noun, span=span, value=scene.quote(noun, noun + 1)
            )
        return
    for _, holder in holders:
        if wanted == "based_in":
            if holder.kind in ("group", "organization"):
                place = scene.quote(max(scene.left(before), before - 2), before + 1)
                yield Draft(subject=holder.id, property=wanted, anchor=noun, span=span, value=place)
        elif other is not None and other.id != holder.id and holder.kind in ("group", "organization"):
            yield Draft(subject=holder.id, property=wanted, anchor=noun, span=span, object=other.id)


def _verbal(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X headed Y", "Y backs X", "X, backed by Y", "X controls the south"."""
    verb = scene.words.verbs.get(token.lemma.lower())
    if verb is None or token.upos != "VERB":
        return
    if scene.passive(token.index):
        holder = scene.holder(token.index)
        doers = scene.agents(token.index)
        if holder is not None and "place" not in verb.object:
            for doer in doers:
                yield from _tied(scene, verb, token.index, doer, holder)
        return
    standing = token.xpos in _PRESENT or token.xpos == "VBG" or _to_this_day(scene, token.index)
    if not verb.any_tense and not standing:
        return
    subject, thing = scene.subject(token.index), next(scene.under(token.index, "obj"), None)
    if subject is None or thing is None or any(scene.lemma(c) in _MODALS for c in scene.under(token.index, "aux")):
        return
    if "place" in verb.object:
        yield from _territory(scene, verb, token.index, subject, thing)
    else:
        yield from _tied(scene, verb, token.index, subject, thing)


def _to_this_day(scene: Scene, verb: int) -> bool:
    """A present perfect: "which has backed the militia"."""
    return any(scene.tokens[c].xpos in _PRESENT and scene.lemma(c) == "have" for c in scene.under(verb, "aux"))


_MODALS = frozenset(("would", "could", "should", "may", "might", "must", "will", "can", "to"))


def _tied(scene: Scene, verb: Verb, anchor: int, subject: int, thing: int) -> Iterator[Draft]:
    """The relation between each of the subjects and each of the objects."""
    for one, doer in scene.each(subject):
        for two, other in scene.each(thing):
            if doer.id == other.id or doer.kind not in verb.subject or other.kind not in verb.object:
                continue
            holder, object_ = (doer, other) if verb.holder == "subject" else (other, doer)
            if not scene.named(holder) or scene.negated(anchor) or not _is_standing(scene, verb, other, two):
                continue
            span = scene.span(min(one, two, anchor), max(one, two, anchor) + 1)
            yield Draft(
                subject=holder.id, property=verb.property, anchor=anchor, span=span, object=object_.id,
                time=scene.time(anchor),
            )  # fmt: skip


def _is_standing(scene: Scene, verb: Verb, other: Actor, thing: int) -> bool:
    """To lead a team into battle is no office: what is headed must be a body of its own."""
    if verb.property != "heads" or scene.named(other) or other.part_of is not None:
        return True
    return any(scene.tokens[c].word.lower() == "the" for c in scene.under(thing, "det"))


def _territory(scene: Scene, verb: Verb, anchor: int, subject: int, thing: int) -> Iterator[Draft]:
    actor = scene.who(subject)
    if actor is None or not scene.named(actor) or actor.kind not in verb.subject or scene.negated(anchor):
        return
    end = _past_place(scene, scene.phrase_end(thing, "of"))
    first = scene.left(thing)
    places = {p.id for p in scene.reading.places for s in p.mentions if s.overlaps(scene.span(first, end))}
    if not places and not any(scene.tokens[i].upos == "PROPN" for i in range(first, end)):
        return
    span = scene.span(min(subject, anchor) if subject > anchor - 12 else anchor, end)
    yield Draft(subject=actor.id, property="controls", anchor=anchor, span=span, value=scene.quote(first, end))


def _past_place(scene: Scene, end: int) -> int:
    """Where the territory ends with the place it lies around, wherever that was hung: "much of the area around Djibo"."""
    if end >= len(scene.tokens) or scene.tokens[end].word.lower() not in ("around", "near", "along", "outside"):
        return end
    last = end + 1
    while last < len(scene.tokens) and scene.tokens[last].upos in ("DET", "PROPN"):
        last += 1
    return last if scene.tokens[last - 1].upos == "PROPN" else end


def _related(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X, allied with Y", "X is based in Z", "X belongs to Y"."""
    if token.lemma.lower() not in scene.words.related and token.word.lower() not in scene.words.related:
        return
    for child in scene.under(token.index, "obl", "nmod"):
        wanted = scene.words.relatives.get((token.lemma.lower(), scene.case(child)))
        wanted = wanted or scene.words.relatives.get((token.word.lower(), scene.case(child)))
        holder = scene.holder(token.index)
        actor = scene.who(holder) if holder is not None else None
        if wanted is None or actor is None or not scene.named(actor) or scene.negated(token.index):
            continue
        if actor.kind not in ("group", "organization") and not (wanted == "member_of" and actor.kind == "person"):
            continue
        span = scene.span(min(token.index, child), max(token.index, child) + 1)
        if wanted == "based_in":
            value = scene.quote(scene.left(child), child + 1)
            yield Draft(subject=actor.id, property=wanted, anchor=token.index, span=span, value=value)
            continue
        for _, other in scene.each(child):
            if other.id != actor.id and other.kind in ("group", "organization", "country", "person"):
                yield Draft(subject=actor.id, property=wanted, anchor=token.index, span=span, object=other.id)


def _wing(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "Y's armed wing, X": X is part of Y."""
    noun = token.head
    words = scene.low(scene.left(noun), noun + 1)
    if "part_of" not in scene.words.properties(words):
        return
    whole = scene.who(token.index)
    for child in scene.under(noun, "appos"):
        part = scene.who(child)
        if whole is not None and part is not None and scene.named(part) and part.id != whole.id:
            span = scene.span(min(token.index, child), max(noun, child) + 1)
            yield Draft(subject=part.id, property="part_of", anchor=noun, span=span, object=whole.id)
