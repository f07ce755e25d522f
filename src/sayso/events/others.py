"""Happenings that no type covers: words that tell of something happening, beside those the lexicon codes.

A coder of political events leaves out most of what a report tells: that somebody spoke, fell ill, won a match. Who
studies how firmly a report vouches for what it tells wants all of it. Such happenings are of type OTHER: with who
vouches for them and how firmly, their phase, and who did it to whom where an actor is known; they are not joined with
each other, and have no mode, date or place. The encoder says which words they are; without it, every full verb is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.syntax import Syntax
from sayso.events.words import Words
from sayso.language.encoder import Encoded, of
from sayso.language.firmness import firmness
from sayso.model import Argument, Event, Reading, Role, Span, Token
from sayso.vouching import attest

LIKELY = 0.5
"""How likely (by the encoder's count) a word names a happening to be taken for one."""

NAMING = frozenset(("VERB", "NOUN", "PROPN", "ADJ", "ADV", "AUX"))
ROLES: dict[str, Role] = {"nsubj": "actor", "obl:by": "actor", "obj": "recipient", "nsubj:pass": "recipient"}


def with_others(reading: Reading, events: Sequence[Event], words: Words) -> tuple[Event, ...]:
    """The events, and behind them, numbered on, the happenings that none of them mentions, in order of the text."""
    syntax = Syntax(reading.analysis, words)
    links = Links(reading, syntax)
    taken = {token for event in events for span in (event.trigger, *event.mentions) for token in links.within(span)}
    found = (token for token in _happenings(reading) if token.index not in taken)
    made = (_event(reading, token, tuple(_arguments(links, syntax, token.index))) for token in found)
    after = len(events) + 1
    return (*events, *(msgspec.structs.replace(event, id=f"e{number}") for number, event in enumerate(made, after)))


def _happenings(reading: Reading) -> Iterator[Token]:
    encoded = of(reading)
    for token in reading.analysis.tokens:
        if reading.analysis.sentences[token.sentence].kind != "boilerplate" and _names(token, encoded):
            yield token


def _names(token: Token, encoded: Encoded | None) -> bool:
    if encoded is None:
        return token.upos == "VERB"
    return token.upos in NAMING and encoded.trigger(token.span) >= LIKELY


def _event(reading: Reading, token: Token, arguments: tuple[Argument, ...]) -> Event:
    held = firmness(reading, token.index)
    return Event(
        id="", type="OTHER", trigger=token.span, mentions=(token.span,), arguments=arguments, phase=held.phase,
        attestations=attest(reading, token.span, held.factuality), reasons=("no type covers it", *filter(None, [held.reason])),
    )  # fmt: skip


def _arguments(links: Links, syntax: Syntax, index: int) -> Iterator[Argument]:
    """Who did it and to whom, where these are actors of the reading; each once."""
    seen: set[tuple[Role, Span]] = set()
    for edge in syntax.edges(index):
        role, actor = ROLES.get(edge.label), links.actor(edge.token)
        span = syntax.phrase(edge.token)
        if role is not None and actor is not None and (role, span) not in seen:
            seen.add((role, span))
            yield Argument(role=role, span=span, actor=actor.id)
