"""Reports of our own, read as far as the actors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sayso.actors import ActorsStage
from sayso.language.stage import LanguageStage
from sayso.model import Actor, Reading, Report

Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def read() -> Read:
    """Reads a text as far as the actors (no places are known), each text once."""
    language, actors = LanguageStage(), ActorsStage()
    known: dict[str, Reading] = {}

    def reading(words: str) -> Reading:
        if words not in known:
            report = Report(id="test", text=words, published="2025-03-05")
            known[words] = actors(language([Reading(report=report)]))[0]
        return known[words]

    return reading


def named(reading: Reading, name: str) -> Actor:
    """The actor with this name; fails with the names there are."""
    found = [actor for actor in reading.actors if actor.name == name]
    assert found, f"{name!r} is not among {[actor.name for actor in reading.actors]}"
    return found[0]


def quotes(reading: Reading, actor: Actor) -> list[str]:
    """The words of the actor's mentions."""
    return [span.of(reading.text) for span in actor.mentions]
