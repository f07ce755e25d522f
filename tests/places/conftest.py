"""Readings of invented sentences through the language and places stages, parsed once a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Place, Reading, Report
from sayso.places.gazetteer import Gazetteer
from sayso.places.stage import PlacesStage

Reader = Callable[..., Reading]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer()


@pytest.fixture(scope="session")
def stages(gazetteer: Gazetteer) -> tuple[LanguageStage, PlacesStage]:
    return LanguageStage(), PlacesStage(gazetteer)


@pytest.fixture(scope="session")
def read(stages: tuple[LanguageStage, PlacesStage]) -> Reader:
    """Reads one text, with whatever else the report says of itself."""

    def reader(text: str, **known: str) -> Reading:
        language, places = stages
        return places(language([Reading(report=Report(id="r", text=text, **known))]))[0]

    return reader


@pytest.fixture(scope="session")
def read_all(stages: tuple[LanguageStage, PlacesStage]) -> Callable[[Sequence[str]], list[Reading]]:
    def reader(texts: Sequence[str]) -> list[Reading]:
        language, places = stages
        return places(language([Reading(report=Report(id=str(n), text=text)) for n, text in enumerate(texts)]))

    return reader


def place_at(reading: Reading, name: str) -> Place | None:
    """The place with a mention that shares a character with the first stand of `name`."""
    start = reading.text.index(name)
    end = start + len(name)
    return next((p for p in reading.places if any(m.start < end and start < m.end for m in p.mentions)), None)
