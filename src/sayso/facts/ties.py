"""Facts that tie two actors, or an actor and a place: backers, allies, territory, seats, parts, other names."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.lexicon import Verb
from sayso.facts.scene import Draft, Scene
from sayso.facts.territory import is_ground
from sayso.model import Actor, Property, Token

UNITS = frozenset((
    "army", "corps", "division", "brigade", "regiment", "battalion", "company", "district", "command", "fleet", "group", "force",
))  # fmt: skip
"""Last words of units of an army."""
BRACKETED = 9
"""How many words of a bracket behind a unit are looked at."""
_PRESENT = frozenset(("VBZ", "VBP"))
_BODY = frozenset(("group", "organization"))
_HOLDERS = frozenset(("group", "organization", "country"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All ties, in order of the text."""
    for token in scene.tokens:
        if token.upos in ("VERB", "ADJ"):
            low = token.word.lower()
            glued = low in scene.words.glued and token.index >= 2 and scene.tokens[token.index - 1].word in ("-", "–")
            if glued:
                yield from _glued(scene, token, scene.words.glued[low])
                continue
            if "-" in low and scene.words.glued.get(low.rpartition("-")[2]):
                yield from _glued_whole(scene, token)
                continue
            yield from _verbal(scene, token)
            yield from _related(scene, token)
            if token.lemma.lower() in ("pledge", "swear"):
                yield from _pledged(scene, token)
        elif token.dep == "nmod:poss" and token.head != token.index:
            yield from _wing(scene, token)
        elif token.word == "(" and token.index:
            yield from _of_unit(scene, token.index)


def _glued(scene: Scene, token: Token, name: str) -> Iterator[Draft]:
    """ "Y-backed X", "London-based X", "Y-controlled town"."""
    if not name or token.head == token.index:
        return
    wanted: Property = name  # type: ignore[assignment]
    noun, before = token.head, token.index - 2
    span = scene.span(min(scene.left(before), before), noun + 1)
    other = scene.who(before)
    single = wanted == "backed_by" and scene.tokens[noun].xpos == "NN" and not any(scene.under(noun, "appos", "flat"))
    holders = [(t, a) for t, a in scene.each(noun) if scene.named(a) or (single and a.kind in _BODY)]
    if wanted == "controls":
        end = scene.phrase_end(noun, "of")
        ground = scene.lemma(noun) in scene.words.grounds and end > noun + 1  # "the Houthi-held port of Hodeidah"
        named = scene.tokens[noun].upos == "PROPN" and is_ground(scene, noun, noun, end)
        if other is not None and other.kind in _HOLDERS and (named or ground):
            held = scene.quote(noun, end)
            yield Draft(subject=other.id, property="controls", anchor=noun, span=span, value=held)
        return
    if token.word.lower() == "linked" and (other is None or other.kind != "group"):
        return
    for _, holder in holders:
        if wanted == "based_in":
            if holder.kind in ("group", "organization", "person"):
                place = scene.quote(max(scene.left(before), before - 2), before + 1)
                yield Draft(subject=holder.id, property=wanted, anchor=noun, span=span, value=place)
        elif other is not None and other.id != holder.id and holder.kind in ("group", "organization"):
            yield Draft(subject=holder.id, property=wanted, anchor=noun, span=span, object=other.id)


def _glued_whole(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "a U.N.-backed tribunal", "U.S.-based X": of one word, where the dots of initials keep it whole."""
    name, _, suffix = token.word.rpartition("-")
    wanted: Property = scene.words.glued[suffix.lower()]  # type: ignore[assignment]
    noun, actor = token.head, scene.who(token.head)
    if wanted not in ("backed_by", "based_in", "allied_with") or actor is None or noun <= token.index:
        return
    if actor.kind not in (*_BODY, "person") or (wanted != "backed_by" and not scene.named(actor)):
        return
    other = next((a for a in scene.by_id.values() if name in (a.name, *(a.aliases or ()))), None)
    tied = other is not None and wanted != "based_in" and other.id != actor.id
    yield Draft(
        subject=actor.id, property=wanted, anchor=noun, span=scene.span(token.index, noun + 1),
        object=other.id if tied and other is not None else None, value=None if tied else name,
    )  # fmt: skip


def _verbal(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X headed Y", "Y backs X", "X, backed by Y", "X controls the south"."""
    verb = scene.words.verbs.get(token.lemma.lower())
    if verb is None or token.upos != "VERB":
        return
    if scene.passive(token.index):
        holder = scene.holder(token.index)
        doers = scene.agents(token.index)
        if holder is not None:
            for doer in doers:
                yield from _tied(scene, verb, token.index, doer, holder)
        return
    standing = token.xpos in _PRESENT or token.xpos == "VBG" or _to_this_day(scene, token.index)
    if not verb.any_tense and not standing:
        return
    subject, thing = scene.subject(token.index), next(scene.under(token.index, "obj"), None)
    if subject is None or thing is None or any(scene.lemma(c) in _MODALS for c in scene.under(token.index, "aux")):
        return
    if verb.property == "opposes" and scene.who(thing) is None and scene.tokens[thing].upos == "NOUN":
        yield from _opposed(scene, token.index, subject, thing)
    yield from _tied(scene, verb, token.index, subject, thing)


def _opposed(scene: Scene, verb: int, subject: int, thing: int) -> Iterator[Draft]:
    """ "The front, which opposes military rule": what is opposed is no actor."""
    if scene.negated(verb):
        return
    first, end = scene.left(thing), scene.phrase_end(thing, "of", "to")
    for one, actor in scene.each(subject):
        if scene.named(actor):
            yield Draft(
                subject=actor.id, property="opposes", anchor=verb, span=scene.span(min(one, verb), max(end, one + 1)),
                value=scene.quote(first, end),
            )  # fmt: skip


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
            holder = _owner(scene, one if verb.holder == "subject" else two, holder)
            if not scene.named(holder) or scene.negated(anchor) or not _is_standing(scene, verb, other, two):
                continue
            span = scene.span(min(one, two, anchor), max(one, two, anchor) + 1)
            yield Draft(
                subject=holder.id, property=verb.property, anchor=anchor, span=span, object=object_.id,
                time=scene.time(anchor),
            )  # fmt: skip


def _owner(scene: Scene, token: int, holder: Actor) -> Actor:
    """Whose what is tied is, where it has no name: "Ana Ruiz, whose forces are backed by Y"."""
    if scene.named(holder):
        return holder
    owners = (scene.who(c) for c in scene.under(token, "nmod:poss"))
    return next((o for o in owners if o is not None and scene.named(o)), holder)


def _is_standing(scene: Scene, verb: Verb, other: Actor, thing: int) -> bool:
    """To lead a team into battle is no office: what is headed must be a body of its own."""
    if other.kind == "country":
        return scene.tokens[thing].upos == "NOUN" or scene.tokens[thing].upos == "PROPN"
    if verb.property != "heads" or scene.named(other) or other.part_of is not None:
        return True
    return any(scene.tokens[c].word.lower() == "the" for c in scene.under(thing, "det"))


def _related(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X, allied with Y", "X is based in Z", "X belongs to Y"."""
    if token.lemma.lower() not in scene.words.related and token.word.lower() not in scene.words.related:
        return
    for child in scene.under(token.index, "obl", "nmod"):
        wanted = scene.words.relatives.get((token.lemma.lower(), scene.case(child)))
        wanted = wanted or scene.words.relatives.get((token.word.lower(), scene.case(child)))
        holder = scene.holder(token.index)
        actor = scene.who(holder) if holder is not None else None
        if wanted is None or actor is None or scene.negated(token.index):
            continue
        several = wanted == "member_of" and actor.kind in ("people", "unnamed") and _is_definite(scene, holder)
        if not (scene.named(actor) or several):
            continue
        if (
            actor.kind not in _BODY
            and not several
            and not (wanted in ("member_of", "based_in") and actor.kind == "person")
        ):
            continue
        child = next((c for c in scene.under(child, "nmod") if scene.case(c) == "in"), child)  # "in exile in Doha"
        span = scene.span(min(token.index, child), max(token.index, child) + 1)
        if wanted == "based_in":
            if not _is_seat(scene, child):
                continue
            value = scene.quote(scene.left(child), scene.phrase_end(child, "of"))
            yield Draft(subject=actor.id, property=wanted, anchor=token.index, span=span, value=value)
            continue
        for _, other in scene.each(child):
            meant = wanted != "member_of" or scene.named(other) or scene.lemma(child) in scene.words.bodies
            if meant and other.id != actor.id and other.kind in ("group", "organization", "country", "person"):
                yield Draft(subject=actor.id, property=wanted, anchor=token.index, span=span, object=other.id)


def _is_definite(scene: Scene, token: int | None) -> bool:
    """Whether it is certain people: "*the attackers* belonged to ..."."""
    return token is not None and any(scene.lemma(c) in ("the", "these", "those") for c in scene.under(token, "det"))


def _is_seat(scene: Scene, token: int) -> bool:
    """Whether it is a place with a name: nobody is based in peace."""
    return any(scene.tokens[i].upos == "PROPN" for i in range(scene.left(token), scene.phrase_end(token, "of")))


def _pledged(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X, which has pledged allegiance to Y"."""
    thing = next(scene.under(token.index, "obj"), None)
    subject = scene.subject(token.index)
    actor = scene.who(subject) if subject is not None else None
    if thing is None or actor is None or actor.kind != "group" or scene.lemma(thing) not in ("allegiance", "loyalty"):
        return
    places = [*scene.under(thing, "nmod"), *scene.under(token.index, "obl")]
    for _, other in (pair for p in places if scene.case(p) == "to" for pair in scene.each(p)):
        if other.id != actor.id and scene.named(actor):
            span = scene.span(token.index, thing + 1)
            yield Draft(subject=actor.id, property="allied_with", anchor=token.index, span=span, object=other.id)


def _of_unit(scene: Scene, bracket: int) -> Iterator[Draft]:
    """ "30th Brigade (5th Army Corps, Western Military District)": the unit is part of what the bracket names."""
    part = scene.who(bracket - 1)
    if part is None or part.kind not in _BODY or not scene.named(part) or scene.lemma(bracket - 1) not in UNITS:
        return
    for at in range(bracket + 1, min(bracket + BRACKETED, len(scene.tokens) - 1)):
        closes = scene.tokens[at + 1].word in (")", ",", "[", ";")
        if closes and scene.lemma(at) in UNITS and scene.tokens[at].upos == "PROPN":
            whole, span = scene.who(at), scene.span(bracket - 1, at + 1)
            if whole is not None and whole.id != part.id:
                yield Draft(subject=part.id, property="part_of", anchor=bracket - 1, span=span, object=whole.id)
            return
        if scene.tokens[at].word == ")":
            return


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
