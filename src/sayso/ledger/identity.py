"""Actors across reports: which names are one actor. Two people of one name stay two.

By the actor base's identifier first; then by name, unless country, identifier or kind of actor speak against it; a short
name ("Karimi") joins the one longer name that holds it in the same report's company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from sayso.ledger.clustering import components
from sayso.ledger.statements import Held, Statement, Who
from sayso.ledger.words import tokens

_TITLE_WORDS = """the a an mr mrs ms dr sir president prime minister general colonel captain sheikh king queen prince"""
_TITLES = frozenset(_TITLE_WORDS.split())


class Persona(msgspec.Struct, frozen=True):
    """An actor as one report has it. `company` are the names it stands with there, `posts` its offices."""

    entity: str
    who: Who
    company: frozenset[str]
    posts: frozenset[str] = frozenset()


def plain_name(name: str) -> str:
    """A name in lower case without titles and articles."""
    words = [word.lower().removesuffix("'s").removesuffix("’s") for word in tokens(name)]
    return " ".join(word for word in words if word not in _TITLES) or " ".join(words)


def personas(statements: Iterable[Statement]) -> list[Persona]:
    """The named actors of a ledger's statements (names and facts), in order of entity."""
    names: dict[str, Who] = {}
    posts: dict[str, set[str]] = {}
    report: dict[str, str] = {}
    company: dict[str, set[str]] = {}
    for statement in statements:
        if statement.property == "name" and isinstance(statement.value, Who):
            names[statement.entity] = statement.value
            report[statement.entity] = statement.report_key
            company.setdefault(statement.report_key, set()).add(plain_name(statement.value.name))
        elif statement.property == "holds_office" and isinstance(statement.value, Held):
            posts.setdefault(statement.entity, set()).add(statement.value.text.lower())
    return [
        Persona(
            entity, who, frozenset(company[report[entity]] - {plain_name(who.name)}), frozenset(posts.get(entity, ()))
        )
        for entity, who in sorted(names.items())
        if who.kind != "unnamed" and who.name[:1].isupper()
    ]


def may_be_one(a: Persona, b: Persona) -> bool:
    """Whether two of one name may be one actor: nothing that is known of both speaks against it."""
    for mine, theirs in ((a.who.identifier, b.who.identifier), (a.who.country, b.who.country)):
        if mine and theirs and mine != theirs:
            return False
    if {a.who.kind, b.who.kind} >= {"person"} and a.who.kind != b.who.kind:
        return False
    if a.who.kind == "person" and a.posts and b.posts and not _share(a.posts, b.posts):
        return bool(a.company & b.company) or bool(a.who.identifier and a.who.identifier == b.who.identifier)
    return True


def _share(a: frozenset[str], b: frozenset[str]) -> bool:
    mine = {word for post in a for word in tokens(post)}
    return bool(mine & {word for post in b for word in tokens(post)})


def identities(found: Iterable[Persona]) -> Mapping[str, str]:
    """For each entity the least entity of its actor. Entities of one actor never contradict each other pairwise."""
    by_key: dict[str, list[Persona]] = {}
    for persona in found:
        key = persona.who.identifier or plain_name(persona.who.name)
        by_key.setdefault(key, []).append(persona)
        if persona.who.identifier:
            by_key.setdefault(plain_name(persona.who.name), []).append(persona)
    homes: dict[str, str] = {}
    joined: list[tuple[str, str]] = []
    for group in by_key.values():
        joined += _within(group)
    entities = {persona.entity for group in by_key.values() for persona in group}
    for component in components(entities, joined):
        homes |= dict.fromkeys(component, component[0])
    return homes


def _within(group: list[Persona]) -> list[tuple[str, str]]:
    """Join each to the first earlier cluster whose members all allow it."""
    clusters: list[list[Persona]] = []
    for persona in sorted(
        group, key=lambda p: (p.who.identifier is None, not p.posts, p.who.country is None, p.entity)
    ):
        home = next((c for c in clusters if all(may_be_one(persona, other) for other in c[:8])), None)
        if home is None:
            clusters.append([persona])
        else:
            home.append(persona)
    return [(cluster[0].entity, other.entity) for cluster in clusters for other in cluster[1:]]
