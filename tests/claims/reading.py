"""Readings of made-up reports for the tests of this folder: parsed once, with actors given by hand."""

from __future__ import annotations

from functools import cache

import msgspec

from sayso.claims.stage import ClaimsStage
from sayso.language.stage import LanguageStage
from sayso.model import Actor, Claim, Reading, Report, Span

LANGUAGE = LanguageStage()
CLAIMS = ClaimsStage("rules")


@cache
def parsed(text: str) -> Reading:
    """The text with its language layer."""
    return LANGUAGE([Reading(report=Report(id="made-up", text=text))])[0]


def read(text: str, **actors: str) -> Reading:
    """The text with claims; each actor is mentioned wherever its words stand."""
    made = tuple(actor(text, key, words) for key, words in actors.items())
    return CLAIMS([msgspec.structs.replace(parsed(text), actors=made)])[0]


def actor(text: str, key: str, words: str) -> Actor:
    """An actor mentioned by every stand of its words."""
    spans, at = [], text.find(words)
    while at >= 0:
        spans.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return Actor(id=key, name=words, kind="organization", mentions=tuple(spans))


def only(text: str, **actors: str) -> tuple[Reading, Claim]:
    """The reading and its one outermost claim."""
    reading = read(text, **actors)
    outer = [claim for claim in reading.claims if claim.within is None]
    assert len(outer) == 1, [words(reading, claim) for claim in reading.claims]
    return reading, outer[0]


def words(reading: Reading, claim: Claim) -> tuple[list[str], list[str], list[str]]:
    """Source, cue and content as words."""
    text = reading.text
    spans = (claim.source.spans, claim.cue, claim.content)
    source, cue, content = ([span.of(text) for span in part] for part in spans)
    return source, cue, content
