"""Facts from descriptions: "President X", "X, the mayor of Y", "Y's leader, X", "X is a member of Y"."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.lexicon import LONGEST, plain
from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, FactPhase, Property

_OWNED = ("of", "for", "in", "inside", "within", "at", "to")
_ORDINALS = frozenset(("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "first"))
_AT = ("at", "for", "with", "from")
_BECOMING = frozenset(
    (
        "become",
        "remain",
        "serve",
        "name",
        "appoint",
        "elect",
        "reappoint",
        "reelect",
        "choose",
        "swear",
        "install",
        "inaugurate",
        "crown",
        "anoint",
        "re-elect",
        "confirm",
        "select",
        "designate",
    )
)
_BODY = frozenset(("group", "organization", "country"))


def facts(scene: Scene) -> Iterator[Draft]:
    """All facts that descriptions state, in order of the text."""
    for token in scene.tokens:
        if token.upos not in ("PROPN", "NOUN"):
            continue
        if token.upos == "PROPN" and token.dep not in ("compound", "flat", "amod"):
            yield from _titled(scene, token.index)
        if token.dep == "appos" and token.head != token.index:
            yield from _apposed(scene, token.head, token.index)
        elif any(scene.tokens[c].dep == "cop" for c in scene.children[token.index]):
            yield from _copular(scene, token.index)
        elif token.dep in ("xcomp", "obl") and scene.lemma(token.head) in _BECOMING and token.head != token.index:
            yield from _appointed(scene, token.index)
        elif token.upos == "NOUN":
            yield from _beside(scene, token.index)


def _titled(scene: Scene, head: int) -> Iterator[Draft]:
    """What stands before a person's name in the same phrase."""
    if not any(c < head for c in scene.children[head]):
        return
    actor = scene.who(head)
    if actor is None or actor.kind != "person" or not scene.named(actor):
        return
    first = min(scene.left(head), scene.mention_start(head))
    place = _description_end(scene, first, head)
    if place is not None:
        yield from _described(scene, actor, first, place, head)


def _description_end(scene: Scene, first: int, head: int) -> int | None:
    """The last token of the description in `[first, head)`, right before the name."""
    for at in range(head - 1, first - 1, -1):
        if scene.words.properties(_unowned(scene.low(first, at + 1))):
            return at
        low = scene.tokens[at].word.lower()
        glued = low in ("of", "for", "and", "the", "-") or low in scene.words.phases
        if scene.tokens[at].upos not in ("PROPN", "NOUN") and not glued:
            return None
    return None


def _unowned(words: list[str]) -> list[str]:
    """The words behind the last possessor: "the group's leader" is no group leader."""
    at = max((i for i, word in enumerate(words) if word in ("'s", "’s", "'", "’")), default=-1)
    return words[at + 1 :] or words


def _apposed(scene: Scene, head: int, other: int) -> Iterator[Draft]:
    """ "X, the mayor of Y," and "the mayor of Y, X,"."""
    one, two = scene.who(head), scene.who(other)
    yield from _each_apposed(scene, head, other)
    subject = next((a for a in (one, two) if a is not None and scene.named(a)), None)
    if subject is None:
        return
    for described in (other, head):
        if scene.tokens[described].upos not in ("NOUN", "NUM") and not scene.words.properties(
            scene.low(scene.left(described), described + 1)
        ):
            continue
        described = _of_several(scene, described)
        for place in (described, *(c for c in scene.conjuncts(described) if described == other)):
            yield from _described(scene, subject, scene.left(place), place, place)
        return


def _each_apposed(scene: Scene, head: int, other: int) -> Iterator[Draft]:
    """ "Ana Ruiz and Leo Paz, reporters for Y,": each of those named."""
    if scene.tokens[other].xpos != "NNS":
        return
    first = scene.tokens[head].head if scene.tokens[head].dep == "conj" else head
    named = [(t, a) for t, a in scene.each(first) if a.kind == "person" and scene.named(a)]
    for _, actor in named if len(named) > 1 else ():
        yield from _described(scene, actor, scene.left(other), other, other)


def _of_several(scene: Scene, described: int) -> int:
    """ "One of the group's leaders": the noun that says what one is."""
    if scene.lemma(described) != "one":
        return described
    return next((c for c in scene.under(described, "nmod") if c > described and scene.case(c) == "of"), described)


def _beside(scene: Scene, noun: int) -> Iterator[Draft]:
    """The same, where the parser saw no apposition: the actors stage has joined the two, and a comma parts them."""
    first = scene.left(noun)
    if not scene.words.properties(_unowned(scene.low(first, noun + 1))):
        return
    actor = scene.who(noun)
    if actor is None or actor.kind != "person" or not scene.named(actor):
        return
    if _follows(scene, noun, actor) or _precedes(scene, first, actor):
        yield from _described(scene, actor, first, noun, noun)


def _follows(scene: Scene, noun: int, actor: Actor) -> bool:
    """Whether the actor's name comes after the description and its comma."""
    for at in range(noun + 1, min(noun + 10, len(scene.tokens) - 1)):
        if scene.tokens[at].word == ",":
            named = scene.who(at + 1)
            return scene.tokens[at + 1].upos == "PROPN" and named is not None and named.id == actor.id
        if scene.tokens[at].upos in ("VERB", "AUX"):
            return False
    return False


def _precedes(scene: Scene, first: int, actor: Actor) -> bool:
    """Whether the actor's name and a comma come right before the description."""
    comma = first - 1
    while comma > 0 and scene.tokens[comma].upos == "DET":
        comma -= 1
    if comma < 1 or scene.tokens[comma].word != ",":
        return False
    if comma > 2 and scene.tokens[comma - 2].word == "," and scene.tokens[comma - 1].word.isdigit():
        comma -= 2
    named = scene.who(comma - 1)
    return scene.tokens[comma - 1].word[:1].isupper() and named is not None and named.id == actor.id


def _copular(scene: Scene, predicate: int) -> Iterator[Draft]:
    """ "X is the mayor of Y"."""
    if scene.negated(predicate):
        return
    subject = next(scene.under(predicate, "nsubj"), None)
    actor = scene.who(subject) if subject is not None else None
    if actor is None or not scene.named(actor):
        return
    yield from _described(scene, actor, scene.left(predicate), predicate, predicate)
    for other in scene.conjuncts(predicate):
        if scene.words.properties(scene.low(scene.left(other), other + 1)):
            yield from _described(scene, actor, scene.left(other), other, other)
        elif scene.lemma(predicate) == "member":
            body = scene.who(other)
            if body is not None and body.kind in ("group", "organization"):
                place = (scene.left(other), other, predicate)
                yield _draft(scene, actor, "member_of", place, "current", (other, body))


def _appointed(scene: Scene, noun: int) -> Iterator[Draft]:
    """ "X became mayor", "X was named commander", "X served as governor"."""
    verb = scene.tokens[noun].head
    if scene.lemma(verb) not in _BECOMING or (scene.tokens[noun].dep == "obl" and scene.case(noun) != "as"):
        return
    holder = scene.holder(verb) if scene.passive(verb) or scene.lemma(verb) in ("become", "remain", "serve") else None
    actor = scene.who(holder) if holder is not None else None
    if actor is not None and scene.named(actor) and not scene.negated(verb):
        yield from _described(scene, actor, scene.left(noun), noun, verb)


def _described(scene: Scene, actor: Actor, first: int, noun: int, anchor: int) -> Iterator[Draft]:
    """What the description `[first, noun]` and the phrases behind its noun state of the actor."""
    properties = _longer(scene, noun) or scene.words.properties(_unowned(scene.low(first, noun + 1)))
    before = first - 2 if first > 1 and scene.tokens[first - 1].word == "-" else first - 1  # "then-President"
    phase = scene.phase(before, noun)
    if actor.kind == "person":
        yield from _person(scene, actor, (first, noun, anchor), properties, phase)
    elif actor.kind in _BODY:
        yield from _body(scene, actor, (first, noun, anchor), properties, phase)


def _longer(scene: Scene, noun: int) -> tuple[str, ...]:
    """What a post of several words states ("chief of staff"), whose first word is the noun."""
    if noun + 2 >= len(scene.tokens) or scene.tokens[noun + 1].word.lower() not in ("of", "in", "general", "-"):
        return ()
    for end in range(min(noun + LONGEST, len(scene.tokens)), noun + 2, -1):
        phrase = plain([t.word.lower() for t in scene.tokens[noun:end]])
        found = tuple(name for name in ("holds_office", "tops") if phrase in scene.words.nouns[name])
        if found:
            return found
    return ()


Place = tuple[int, int, int]
"""First token and noun of a description, and the token whose certainty counts."""


def _person(scene: Scene, actor: Actor, place: Place, properties: tuple[str, ...], phase: FactPhase) -> Iterator[Draft]:
    first, noun, anchor = place
    bodies = _bodies(scene, first, noun, actor)
    titled = anchor != noun and "holds_office" in properties
    of_body = _body_before(scene, noun) if "heads" in properties else None
    if of_body is not None:
        yield _headed(scene, actor, place, phase, of_body)
        return
    if "heads" in properties and _is_qualified(scene, first, noun):
        properties = (*(name for name in properties if name != "heads"), "holds_office")
    if ("heads" in properties and not titled) or ("tops" in properties and anchor == noun):
        tops = [(t, b) for t, b in bodies if b.kind != "country"]
        for token, body in tops[:2]:
            yield _draft(scene, actor, "heads", place, phase, (token, body))
        if tops:
            return
        if "heads" in properties and (
            _of(scene, noun) or _of_what(scene, first, noun) or _of_state(scene, first, noun)
        ):
            properties = (*properties, "holds_office")
    if "works_at" in properties:
        yield from _works(scene, actor, place, phase, bodies)
    if "member_of" in properties:
        for token, body in bodies:
            if body.kind in ("group", "organization") and _is_member(scene, noun, body):
                yield _draft(scene, actor, "member_of", place, phase, (token, body))
    if scene.lemma(noun) in scene.words.ranks and not bodies:
        yield from _ranked(scene, actor, place, phase)
    counted = scene.tokens[first].lemma.lower() in _ORDINALS
    if "holds_office" in properties and phase != "future" and not counted and _is_post(scene, noun, bodies, anchor):
        yield _office(scene, actor, place, phase)


def _ranked(scene: Scene, actor: Actor, place: Place, phase: FactPhase) -> Iterator[Draft]:
    """ "A former army colonel", "a gang lieutenant": of a rank in what is no actor of its own."""
    first, noun, anchor = place
    at = noun - 1
    if at < first or scene.lemma(at) not in scene.words.ranking or scene.who(at) not in (None, actor):
        return
    start = at - 1 if at > first and scene.lemma(at) == "force" else at
    yield Draft(
        subject=actor.id, property="member_of", anchor=anchor, span=scene.span(first, max(noun, anchor) + 1),
        value=scene.quote(start, at + 1), phase=phase,
    )  # fmt: skip


def _works(
    scene: Scene, actor: Actor, place: Place, phase: FactPhase, bodies: list[tuple[int, Actor]]
) -> Iterator[Draft]:
    """ "A researcher at Y", "reporters for Y": who works for a body is of it."""
    noun = place[1]
    behind = [(t, b) for t, b in bodies if t > noun and scene.case(t) in _AT and b.kind != "country"]
    for body in behind[:1]:
        yield _draft(scene, actor, "member_of", place, phase, body)
    where = (c for c in scene.under(noun, "nmod", "obl") if c > noun and scene.case(c) in _AT)
    told = next((c for c in where if scene.who(c) is None and scene.lemma(c) in scene.words.bodies), None)
    if not behind and told is not None:
        end = scene.phrase_end(told, "of", "in")
        yield Draft(
            subject=actor.id, property="member_of", anchor=place[2], span=scene.span(min(place[0], told), end),
            value=scene.quote(scene.left(told), end), phase=phase,
        )  # fmt: skip


def _of(scene: Scene, noun: int) -> bool:
    """Whether "of ..." follows: "head of Kherson region"."""
    return any(c > noun and scene.case(c) == "of" for c in scene.under(noun, "nmod", "obl"))


def _of_what(scene: Scene, first: int, noun: int) -> bool:
    """Whether words before the noun say what it is the head of, though that is no actor: "state chairman", "agency head"."""
    before = [scene.tokens[c] for c in scene.children[noun] if first <= c < noun]
    beside = scene.tokens[noun - 1]
    if (
        noun > first
        and beside.upos == "PROPN"
        and beside.dep == "compound"
        and beside.head > noun
        and beside not in before
    ):
        before.append(beside)  # "Kherson Oblast Head X", where all of it hangs on the name
    named = [t for t in before if t.dep in ("compound", "nmod:poss") and t.upos in ("NOUN", "PROPN")]
    return bool(named) and all(t.lemma.lower() not in scene.words.outlaws for t in named)


def _of_state(scene: Scene, first: int, noun: int) -> bool:
    """Whether it is a state's leader: "North Korean leader", or "leader X" of someone whose country is known."""
    if scene.lemma(noun) not in scene.words.nouns["rulers"]:
        return False
    beside = scene.who(noun + 1) if noun + 1 < len(scene.tokens) else None
    own = beside if beside is not None else scene.who(noun)
    ruling = own is not None and own.kind == "person" and own.country is not None
    return ruling and (first == noun or scene.tokens[noun - 1].upos in ("PROPN", "ADJ"))


def _is_qualified(scene: Scene, first: int, noun: int) -> bool:
    """Whether a word before it makes the top of a body a post within it: "vice chairman", "the UN's peacekeeping chief"."""
    if any(scene.lemma(at) in scene.words.nouns["seconds"] for at in range(first, noun)):
        return True
    before = scene.tokens[noun - 1]
    if noun == first or before.upos != "NOUN" or before.dep != "compound" or before.word.endswith(("'s", "’s")):
        return False
    outlawed = before.lemma.lower() in scene.words.outlaws
    return not outlawed and scene.who(noun - 1) in (None, scene.who(noun))


def _body_before(scene: Scene, noun: int) -> tuple[int, int] | None:
    """The tokens of a body that is no actor before its head: "regional military administration head"."""
    at = noun - 1
    if at < 0 or scene.tokens[at].dep != "compound" or scene.tokens[at].upos != "NOUN":
        return None
    own = (scene.who(noun), scene.who(noun + 1) if noun + 1 < len(scene.tokens) else None)
    if scene.who(at) not in (None, *own):
        return None
    if scene.lemma(at) not in scene.words.bodies or scene.lemma(noun) not in ("head", "chief", "boss"):
        return None
    first = at
    while (
        first > 0
        and scene.tokens[first - 1].head in (at, noun)
        and scene.tokens[first - 1].upos in ("ADJ", "NOUN", "PROPN")
    ):
        first -= 1
    return first, noun


def _headed(scene: Scene, actor: Actor, place: Place, phase: FactPhase, body: tuple[int, int]) -> Draft:
    first, _, anchor = place
    return Draft(
        subject=actor.id, property="heads", anchor=anchor, span=scene.span(min(first, body[0]), anchor + 1),
        value=scene.quote(*body), phase=phase,
    )  # fmt: skip


def _is_member(scene: Scene, noun: int, body: Actor) -> bool:
    """ "Member of" any body; the other words make members only of armed groups and parties."""
    return scene.lemma(noun) == "member" or (body.kind == "group" and scene.named(body))


def _is_post(scene: Scene, noun: int, bodies: list[tuple[int, Actor]], anchor: int) -> bool:
    """A commander of nobody in particular holds no post."""
    if scene.lemma(noun) != "commander":
        return True
    placed = any(scene.lemma(c) in scene.words.nouns["quarters"] for c in scene.children[noun])
    return bodies[0][1].kind != "group" if bodies else anchor != noun or placed or _of(scene, noun)


def _office(scene: Scene, actor: Actor, place: Place, phase: FactPhase) -> Draft:
    first, noun, anchor = place
    end = scene.phrase_end(noun, "of", "for", "to", "at") if noun == anchor else noun + 1
    start = first
    while start < noun and (
        scene.tokens[start].word.lower() in scene.words.phases or scene.tokens[start].upos == "PRON"
    ):
        start += 1
    return Draft(
        subject=actor.id, property="holds_office", anchor=anchor, span=scene.span(first, max(end, anchor + 1)),
        value=scene.quote(start, end), phase=phase,
    )  # fmt: skip


def _bodies(
    scene: Scene, first: int, noun: int, actor: Actor, kinds: frozenset[str] = _BODY
) -> list[tuple[int, Actor]]:
    """The bodies a description belongs to: before its noun ("Hamas leader", "the group's") and behind it ("of the bank")."""
    found: list[tuple[int, Actor]] = []
    for child in scene.children[noun]:
        part = scene.tokens[child]
        before = child < noun and part.dep in ("nmod:poss", "compound", "amod", "nmod")
        before = before or (part.xpos in ("WDT", "WP") and scene.case(child) == "of")  # "of which X is a part"
        behind = child > noun and part.dep in ("nmod", "obl") and scene.case(child) in _OWNED
        if before or behind:
            found += scene.each(child)
    for at in range(first, noun):
        body = scene.who(at)
        if body is not None and scene.tokens[at].upos == "PROPN":
            found.append((at, body))
    kept: dict[str, tuple[int, Actor]] = {}
    for token, body in found:
        if body.id != actor.id and body.kind in kinds:
            kept.setdefault(body.id, (token, body))
    return list(kept.values())


def _body(scene: Scene, actor: Actor, place: Place, properties: tuple[str, ...], phase: FactPhase) -> Iterator[Draft]:
    first, noun, _ = place
    for name in properties:
        if name not in ("part_of", "allied_with", "opposes") and (name != "member_of" or scene.lemma(noun) != "member"):
            continue
        wanted: Property = name  # type: ignore[assignment]
        kinds = _BODY | {"person"} if wanted in ("allied_with", "opposes") else _BODY
        for token, body in _bodies(scene, first, noun, actor, kinds)[:2]:
            if wanted != "part_of" or body.kind in ("group", "organization"):
                yield _draft(scene, actor, wanted, place, phase, (token, body))


def _draft(
    scene: Scene, actor: Actor, name: Property, place: Place, phase: FactPhase, other: tuple[int, Actor]
) -> Draft:
    first, noun, anchor = place
    token, body = other
    low, high = min(first, token, noun), max(anchor, token, noun) + 1
    return Draft(
        subject=actor.id, property=name, anchor=anchor, span=scene.span(low, high), object=body.id, phase=phase
    )
