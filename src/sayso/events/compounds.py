"""Compound actors that take part: of "they", said of Ana Ruiz and Leo Paz, each plays the part. Of groups that are told of as one
("the Iran-backed groups") none is told apart. Work is linear in the fillers.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Filler, Mention
from sayso.model import Actor, Span

TOGETHER = frozenset({"actor", "recipient", "victim"})
"""Parts that all who make up a compound actor play."""


def with_members(mention: Mention, links: Links) -> Mention:
    """The mention with those who make up a compound actor, one by one: of "they", said of Ana Ruiz and Leo Paz, each."""
    fillers = tuple(each for filler in mention.fillers for each in _members(filler, links))
    return mention if len(fillers) == len(mention.fillers) else msgspec.structs.replace(mention, fillers=fillers)


def _members(filler: Filler, links: Links) -> Iterator[Filler]:
    """A filler by an actor; for a compound actor one by each of its members, with the words that name them there, if any do."""
    actor = links.actor_by_id.get(filler.actor or "")
    members = [links.actor_by_id[key] for key in actor.members] if actor is not None and filler.role in TOGETHER else []
    if actor is None or not any(all(_within(span, m) for m in members) for span in actor.mentions if members):
        yield filler  # "the groups" are told of as one
        return
    for member in members:
        yield msgspec.structs.replace(filler, actor=member.id, span=_within(filler.span, member) or filler.span)


def _within(span: Span, actor: Actor) -> Span | None:
    """The first naming of an actor inside some words."""
    return next((own for own in actor.mentions if span.contains(own)), None)
