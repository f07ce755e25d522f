"""Readings of our own sentences for the fact stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import pytest

from sayso.actors import ActorsStage
from sayso.facts import FactsStage
from sayso.language.stage import LanguageStage
from sayso.model import Claim, Reading, Report, Time

Told = set[tuple[str, str, str | None]]
Facts = Callable[..., Reading]


@pytest.fixture(scope="session")
def read() -> Facts:
    """Reads a text with the actors and the facts; claims and times are given, not found."""
    language, actors, facts = LanguageStage(), ActorsStage(), FactsStage()

    def reading(words: str, claims: Iterable[Claim] = (), times: Iterable[Time] = ()) -> Reading:
        found = actors(language([Reading(report=Report(id="test", text=words))]))[0]
        found = msgspec.structs.replace(found, claims=tuple(claims), times=tuple(times))
        return facts([found])[0]

    return reading


def told(reading: Reading) -> Told:
    """The facts as names: subject, property, object or value."""
    names = {actor.id: actor.name for actor in reading.actors}
    return {(names[f.subject], f.property, names.get(f.object or "", f.value)) for f in reading.facts}
