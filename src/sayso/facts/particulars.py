"""What a report tells of someone in passing: age, nationality, other names."""

from __future__ import annotations

from collections.abc import Iterator

from sayso.facts.scene import Draft, Scene
from sayso.model import Actor, Token

_CLOSING = frozenset((",", ".", ")", "and", ";", '"', "''", "”", "--", "–", "—", "or", "were", "was", "from", "of"))
_QUOTES = frozenset(('"', "''", "``", "“", "”", "'", "‘", "’"))
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_BEFORE_NAMES = frozenset(("the", "simply", "as", "just"))
CALLING = 4
"""Words in the longest calling between a people's name and a person's."""
NAME = 6
"""Tokens in the longest other name."""


def facts(scene: Scene) -> Iterator[Draft]:
    """All ages, nationalities and other names, in order of the text."""
    for token in scene.tokens:
        low = token.lemma.lower()
        if token.upos == "PROPN" and token.dep not in ("compound", "flat", "amod"):
            yield from _aged(scene, token.index)
        if low == "old" or token.word.lower() == "year-old":
            yield from _years_old(scene, token.index)
        elif token.upos == "NUM" and _is_age(token.word):
            yield from _is_so_old(scene, token)
        if low in scene.words.nationals and token.upos in ("NOUN", "PROPN"):
            yield from _national(scene, token)
        elif token.dep == "appos" and token.word[:1].isupper() and token.xpos in ("NNP", "NN", "JJ"):
            yield from _compatriot(scene, token)
        elif token.xpos == "NN" and scene.tokens[min(token.index + 1, len(scene.tokens) - 1)].upos == "PROPN":
            yield from _of_calling(scene, token)
        elif low in scene.words.papers and token.upos == "NOUN":
            yield from _passport(scene, token)
        elif token.word.lower() == "born" and token.index >= 2 and scene.tokens[token.index - 1].word == "-":
            yield from _born(scene, token.index)
        if token.word.lower() in scene.words.naming or (token.word.lower() == "or" and token.dep == "cc"):
            yield from _also(scene, token)


# ---------------------------------------------------------------- ages
def _aged(scene: Scene, head: int) -> Iterator[Draft]:
    """ "X, 45,", "X (45)", "X, aged 45"."""
    after = head + 1
    if after + 1 >= len(scene.tokens) or scene.tokens[after].word not in (",", "("):
        return
    actor = _person(scene, head)
    at = after + 2 if scene.tokens[after + 1].word.lower() in ("aged", "age") else after + 1
    closed = at + 1 >= len(scene.tokens) or scene.tokens[at + 1].word in _CLOSING
    if actor is not None and at < len(scene.tokens) and closed and _is_age(scene.tokens[at].word):
        yield _age(actor, scene, head, at, scene.tokens[at].word)


def _years_old(scene: Scene, old: int) -> Iterator[Draft]:
    """ "45-year-old X", "the 45-year-old captain, X", "X is 45 years old"."""
    at = _figure(scene, old)
    if at is None:
        return
    value = _number(scene, at)
    head = _phrase_head(scene, old)
    if _person(scene, head) is None:  # "the 19-year-old, Karim Diab,"
        head = next(scene.under(old, "appos"), head)
    if any(scene.tokens[c].dep == "cop" for c in scene.children[old]):
        head = next(scene.under(old, "nsubj"), old)
    actor = _person(scene, head)
    if value and actor is not None:
        yield _age(actor, scene, head, at, value)


def _is_so_old(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X is 92"."""
    subject = next(scene.under(token.index, "nsubj"), None)
    actor = _person(scene, subject) if subject is not None else None
    ended = token.index + 1 >= len(scene.tokens) or scene.tokens[token.index + 1].upos in ("PUNCT", "CCONJ")
    if subject is not None and actor is not None and ended and any(True for _ in scene.under(token.index, "cop")):
        yield _age(actor, scene, subject, token.index, token.word)


def _phrase_head(scene: Scene, token: int) -> int:
    """The noun that "year-old" describes."""
    head = scene.tokens[token].head
    for _ in range(3):
        if scene.tokens[head].upos in ("NOUN", "PROPN") and head > token:
            return head
        head = scene.tokens[head].head
    return head


def _figure(scene: Scene, old: int) -> int | None:
    """Where the number before "year-old" or "years old" stands."""
    for at in range(old, max(old - 5, 0) - 1, -1):
        word = scene.tokens[at].word.lower()
        if _number(scene, at):
            return at
        if word not in ("old", "-", "–", "year", "years", "year-old"):
            return None
    return None


def _number(scene: Scene, at: int) -> str:
    """The age as a figure: "45", and "45" of "forty-five"."""
    word = scene.tokens[at].word.lower()
    if word.isdigit():
        return word if _is_age(word) else ""
    if word in _ONES and at >= 2 and scene.tokens[at - 1].word == "-" and scene.tokens[at - 2].word.lower() in _TENS:
        return str(_TENS[scene.tokens[at - 2].word.lower()] + _ONES.index(word) + 1)
    return str(_TENS[word]) if word in _TENS else ""


def _person(scene: Scene, head: int) -> Actor | None:
    actor = scene.who(head)
    return actor if actor is not None and actor.kind == "person" and scene.named(actor) else None


def _is_age(word: str) -> bool:
    return word.isdigit() and 1 <= int(word) <= 115


def _age(actor: Actor, scene: Scene, head: int, at: int, value: str) -> Draft:
    span = scene.span(min(head, at), max(head, at) + 1)
    return Draft(subject=actor.id, property="age", anchor=head, span=span, value=value)


# ---------------------------------------------------------------- nationalities
def _national(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "X, a Syrian citizen,", "three of the attackers were Afghan nationals"."""
    words = [t for c in scene.children[noun.index] if c < noun.index and (t := scene.tokens[c]).word[:1].isupper()]
    adjective = next((t for t in words if t.dep in ("amod", "compound") and t.upos in ("ADJ", "PROPN")), None)
    if adjective is None or scene.negated(noun.index):
        return
    copular = any(scene.tokens[c].dep == "cop" for c in scene.children[noun.index])
    holder = next(scene.under(noun.index, "nsubj"), None) if copular else None
    if not copular:
        holder = noun.index if _person(scene, noun.index) is not None else noun.head
        if noun.dep not in ("appos", "compound", "nmod", "obl") and holder != noun.index:
            return
    first = adjective.index
    while first > 1 and scene.tokens[first - 1].word == "-":
        first -= 2  # "British-Iranian"
    for actor in _holders(scene, holder, copular) if holder is not None else ():
        yield Draft(
            subject=actor.id, property="nationality", anchor=noun.index, value=scene.quote(first, adjective.index + 1),
            span=scene.span(min(holder or first, first), max(holder or first, noun.index) + 1),
        )  # fmt: skip


def _compatriot(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X, a Bosnian Serb": a people's name with "a"."""
    actor, meant = _person(scene, token.head), scene.who(token.index)
    alone = any(scene.lemma(c) == "a" for c in scene.under(token.index, "det"))
    several = meant is not None and (meant.kind == "people" or (actor is not None and meant.id == actor.id))
    if actor is None or not alone or not several or not _is_people(scene, token.index):
        return
    yield Draft(
        subject=actor.id, property="nationality", anchor=token.index, value=scene.quote(scene.left(token.index), token.index + 1),
        span=scene.span(min(token.head, token.index), max(token.head, token.index) + 1),
    )  # fmt: skip


def _of_calling(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "The Ugandan taxi driver X": of what nation somebody with a calling is; an office says that of the state alone."""
    actor = _person(scene, noun.index + 1)
    at = noun.index - 1
    while at > max(noun.index - CALLING, 0) and scene.tokens[at].upos == "NOUN":
        at -= 1
    if (
        actor is None
        or at < 0
        or _person(scene, noun.index) is not actor
        or not scene.tokens[at].word[:1].isupper()
        or not _is_people(scene, at)
    ):
        return
    if {"holds_office", "heads", "tops"} & set(scene.words.properties(scene.low(at + 1, noun.index + 1))):
        return
    yield Draft(
        subject=actor.id, property="nationality", anchor=noun.index, value=scene.tokens[at].word,
        span=scene.span(at, noun.index + 2),
    )  # fmt: skip


def _is_people(scene: Scene, index: int) -> bool:
    """Whether the parser took the word for a people's name, and it is no party's or faith's."""
    if scene.lemma(index) in scene.words.partisans or scene.lemma(index) in scene.words.faithful:
        return False
    return any(e.label == "NORP" and e.first <= index < e.last for e in scene.analysis.entities)


def _holders(scene: Scene, token: int, copular: bool) -> list[Actor]:
    """Whose nationality it is: people named, and those described where a sentence says it of them."""
    below = (c for c in scene.under(token, "nmod") if scene.case(c) == "of")
    heads = [token, *below] if scene.tokens[token].upos in ("NUM", "PRON", "DET", "ADJ", "NOUN") else [token]
    found = [a for h in heads for _, a in scene.each(h)]
    people = [a for a in found if a.kind in ("person", "people", "unnamed")]
    return [a for a in people if scene.named(a) or copular][:3]


def _passport(scene: Scene, noun: Token) -> Iterator[Draft]:
    """ "X, who holds dual Israeli and American citizenship"."""
    verb = scene.tokens[noun.head]
    if noun.dep != "obj" or verb.lemma.lower() not in ("hold", "have", "carry"):
        return
    subject = scene.subject(verb.index)
    actor = _person(scene, subject) if subject is not None else None
    for at in range(scene.left(noun.index), noun.index):
        token = scene.tokens[at]
        if actor is not None and token.word[:1].isupper() and token.upos in ("ADJ", "PROPN"):
            yield Draft(
                subject=actor.id, property="nationality", anchor=verb.index, value=token.word,
                span=scene.span(min(verb.index, at), noun.index + 1),
            )  # fmt: skip


def _born(scene: Scene, born: int) -> Iterator[Draft]:
    """ "Turkish-born X"."""
    head = _phrase_head(scene, born)
    actor, word = _person(scene, head), scene.tokens[born - 2]
    if actor is not None and word.word[:1].isupper():
        yield Draft(
            subject=actor.id, property="nationality", anchor=head, span=scene.span(min(born - 2, head), max(born, head) + 1),
            value=word.word,
        )  # fmt: skip


# ---------------------------------------------------------------- other names
def _also(scene: Scene, token: Token) -> Iterator[Draft]:
    """ "X alias Y", "X, also known as Y", "X, or ABC,": the other name of what stands before it."""
    first = _name_after(scene, token)
    holder = _holder_before(scene, token.index) if first is not None else None
    actor = scene.who(holder) if holder is not None else None
    if first is None or holder is None or actor is None or actor.kind not in ("person", "group", "organization"):
        return
    last = _name_end(scene, first)
    value = scene.quote(first, last)
    if token.word.lower() == "or" and not _is_short_form(scene, value, first, last):
        return
    described = scene.tokens[holder].upos == "NOUN"
    if described and not any(scene.lemma(c) == "the" for c in scene.under(holder, "det")):
        return  # "a man known as X" has no other name
    if _same(actor.name, value):
        value = scene.quote(scene.mention_start(holder), holder + 1)
    if not _same(actor.name, value):
        yield Draft(subject=actor.id, property="alias", anchor=holder, span=scene.span(holder, last), value=value)


def _same(one: str, other: str) -> bool:
    return one.casefold().removeprefix("the ") == other.casefold().removeprefix("the ")


def _is_short_form(scene: Scene, value: str, first: int, last: int) -> bool:
    """Whether "or ABC," gives the letters of what stands before it."""
    closed = last < len(scene.tokens) and scene.tokens[last].word in (",", ".", ")", "—")
    opened = first >= 2 and scene.tokens[first - 2].word in (",", "(")
    return value.isupper() and value.isalpha() and 2 < len(value) <= 8 and closed and opened


def _name_after(scene: Scene, token: Token) -> int | None:
    """Where the other name begins: behind "known ... as", "alias", "nicknamed", "nom de guerre", "or"."""
    low, at, tokens = token.word.lower(), token.index + 1, scene.tokens
    if low == "known":
        at = next((i + 1 for i in range(at, min(at + 8, len(tokens))) if tokens[i].word.lower() == "as"), -1)
        if at < 0:
            return None
    elif low == "guerre" and at < len(tokens) and tokens[at].word in (",", "of"):
        at += 1
    elif low == "called" and token.dep != "acl" and tokens[token.index - 1].word.lower() not in ("also", "so"):
        return None
    while at < len(tokens) and (tokens[at].word in _QUOTES or tokens[at].word.lower() in _BEFORE_NAMES):
        at += 1
    return at if at < len(tokens) and tokens[at].word[:1].isupper() else None


def _name_end(scene: Scene, first: int) -> int:
    """Where the run of capitalised words ends; small words and hyphens go on within it."""
    last = at = first
    while at < min(first + NAME + 2, len(scene.tokens)):
        word = scene.tokens[at].word
        if word[:1].isupper() or word[:1].isdigit():
            last = at
        elif word not in ("-", "–", "al", "el", "bin", "de", "of", "e", "i", "the"):
            break
        at += 1
    return last + 1


def _holder_before(scene: Scene, index: int) -> int | None:
    """The name or description right before "..., also known as"."""
    for at in range(index - 1, max(index - 9, -1), -1):
        token = scene.tokens[at]
        if token.word in (",", "(") or token.word in _QUOTES or token.lemma.lower() in scene.words.between:
            continue
        if scene.tokens[at].sentence != scene.tokens[index].sentence:
            return None
        return at if token.upos in ("PROPN", "NOUN") and scene.who(at) is not None else None
    return None
