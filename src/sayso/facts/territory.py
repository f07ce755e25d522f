"""Who holds what ground: "X controls the south", "the town is held by X", "X-held Y", "under the control of X"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, FactPhase, Token

_HOLDERS = frozenset(("group", "organization", "country"))
_PRESENT = frozenset(("VBZ", "VBP", "VBG"))
_MODALS = frozenset(("would", "could", "should", "may", "might", "must", "will", "can", "to"))
_PRONOUNS = frozenset(("PRP", "WDT", "WP"))
_ENDING = frozenset(("until", "till", "before"))
_LYING = ("of", "in", "around", "near", "along", "outside", "at", "on", "between")
_ROUND = frozenset(("around", "near", "along", "outside"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All holdings, in order of the text."""
    for token in scene.tokens:
        low = token.lemma.lower()
        if token.upos == "VERB" and low in scene.words.ruling:
            if scene.passive(token.index):
                yield from _ruled(scene, token)
            else:
                yield from _rules(scene, token)
        elif token.upos == "NOUN" and low in ("control", "rule", "occupation"):
            yield from _in_control(scene, token)


def _rules(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X controls the south and the capital", "Y, which has governed Gaza since 2007"."""
    verb = token.index
    subject, thing = scene.subject(verb), next(scene.under(verb, "obj"), None)
    phase = _phase(scene, token)
    if subject is None or thing is None or phase is None or _is_unreal(scene, verb):
        return
    actor = scene.who(subject)
    if actor is None or actor.kind not in _HOLDERS:
        return
    for at in (thing, *scene.conjuncts(thing)):
        if scene.tokens[at].upos in ("PROPN", "NOUN", "NUM", "ADJ", "PRON", "DET") or at == thing:
            yield from _held(scene, actor, at, verb, phase)


def _ruled(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "Y is administered by X", "Y, held by X since May,"."""
    holder = scene.holder(token.index)
    if holder is None or _is_unreal(scene, token.index):
        return
    holder = _antecedent(scene, holder, token.index)
    for agent in scene.agents(token.index):
        for _, actor in scene.each(agent):
            if actor.kind in _HOLDERS:
                yield from _held(scene, actor, holder, token.index, _phase_of_passive(scene, token.index))


def _in_control(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "X is in control of Y", "X has full control of Y", "Y is under the control of X", "under X control"."""
    verb = scene.tokens[noun.head]
    case = scene.case(noun.index)
    if case == "under":
        held = (
            noun.head if verb.upos in ("NOUN", "PROPN", "ADJ") and verb.index < noun.index else scene.subject(noun.head)
        )
        held = (
            held
            if not any(scene.tokens[c].dep == "cop" for c in scene.children[noun.index])
            else scene.subject(noun.index)
        )
        actor = _controller(scene, noun.index)
        if held is not None and actor is not None and scene.who(held) != actor:
            yield from _held(scene, actor, _antecedent(scene, held, noun.index), noun.index, "current")
        return
    kept = scene.lemma(noun.head) in scene.words.keeping
    clause = noun.index if any(scene.tokens[c].dep == "cop" for c in scene.children[noun.index]) else noun.head
    if not (case == "in" or (kept and noun.dep == "obj")) or _is_unreal(scene, clause):
        return
    subject = scene.subject(clause)
    actor = scene.who(subject) if subject is not None else None
    thing = next((c for c in scene.under(noun.index, "nmod", "obl") if scene.case(c) == "of"), None)
    if actor is not None and actor.kind in _HOLDERS and thing is not None:
        yield from _held(scene, actor, thing, clause, "current")


def _controller(scene: Scene, noun: int) -> Actor | None:
    """X of "the control of X", "X's control", "X control"."""
    for child in scene.children[noun]:
        part = scene.tokens[child]
        behind = part.dep in ("nmod", "obl") and scene.case(child) in ("of", "by")
        if behind or (child < noun and part.dep in ("nmod:poss", "compound", "amod")):
            found = scene.who(child)
            if found is not None and found.kind in _HOLDERS:
                return found
    return None


def _antecedent(scene: Scene, token: int, verb: int) -> int:
    """The noun that a relative pronoun stands for."""
    if scene.lemma(token) not in ("which", "that", "who"):
        return token
    clause = scene.tokens[verb]
    while clause.dep != "acl:relcl" and clause.head != clause.index and clause.head > token:
        clause = scene.tokens[clause.head]
    return clause.head if clause.dep == "acl:relcl" else token


def _held(scene: Scene, actor: Actor, thing: int, anchor: int, phase: FactPhase) -> Iterator[Draft]:
    """The fact, where what is held is ground."""
    end = past_place(scene, scene.phrase_end(thing, *_LYING))
    first = scene.left(thing)
    ground = scene.span(first, end)
    if not is_ground(scene, thing, first, end):
        return
    whole = scene.span(min(anchor, first), max(anchor + 1, end))
    place = scene.who(thing)
    value = scene.quote(first, end)
    if place is not None and place.id == actor.id and not ground.overlaps(scene.tokens[anchor].span):
        return
    yield Draft(
        subject=actor.id, property="controls", anchor=anchor, span=whole, value=value, phase=phase,
        time=scene.time(anchor),
    )  # fmt: skip


def is_ground(scene: Scene, thing: int, first: int, end: int) -> bool:
    """Whether it is a place or a part of one."""
    if scene.tokens[thing].xpos in _PRONOUNS:
        return False  # which ground "it" is, nobody has looked for
    if scene.lemma(thing) in scene.words.grounds:
        return True
    token = scene.tokens[thing]
    if token.upos == "NOUN":
        return False  # "holds talks in Oslo"
    placed = any(s.overlaps(token.span) for p in scene.reading.places for s in p.mentions)
    proper = any(scene.tokens[i].upos == "PROPN" for i in range(first, end))
    someone = scene.who(thing)
    if someone is None:
        return placed or (proper and scene.lemma(thing) not in scene.words.bodies)
    return someone.kind == "country" or (placed and someone.kind != "group")


def past_place(scene: Scene, end: int) -> int:
    """Where the territory ends with the place it lies around, wherever that was hung: "much of the area around Djibo"."""
    if end >= len(scene.tokens) or scene.tokens[end].word.lower() not in _ROUND:
        return end
    last = end + 1
    while last < len(scene.tokens) and scene.tokens[last].upos in ("DET", "PROPN"):
        last += 1
    return last if scene.tokens[last - 1].upos == "PROPN" else end


def _is_unreal(scene: Scene, verb: int) -> bool:
    return scene.negated(verb) or any(scene.lemma(c) in _MODALS for c in scene.under(verb, "aux", "mark"))


def _phase(scene: Scene, token: Token) -> FactPhase | None:
    """Current in the present and the present perfect; former of a rule that the past tense tells with its dates."""
    having = any(scene.tokens[c].xpos in _PRESENT and scene.lemma(c) == "have" for c in scene.under(token.index, "aux"))
    if token.xpos in _PRESENT or having:
        return "former" if _has_ended(scene, token.index) else "current"
    if token.xpos != "VBD" or token.lemma.lower() in ("hold", "occupy", "run"):
        return None
    return "former" if _has_ended(scene, token.index) or scene.time(token.index) else None


def _phase_of_passive(scene: Scene, verb: int) -> FactPhase:
    past = any(scene.tokens[c].xpos == "VBD" for c in scene.under(verb, "aux:pass"))
    return "former" if _has_ended(scene, verb) or (past and scene.tokens[verb].dep == "root") else "current"


def _has_ended(scene: Scene, verb: int) -> bool:
    cases = {scene.case(c) for c in scene.under(verb, "obl", "nmod", "obl:npmod")}
    below = {scene.case(g) for c in scene.under(verb, "obl", "obj") for g in scene.under(c, "nmod")}
    once = any(scene.lemma(c) in ("once", "formerly", "previously") for c in scene.under(verb, "advmod"))
    return bool((cases | below) & _ENDING) or once
