"""The places stage: names of places found, told from somebody, and put on the map."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.model import Reading, numbered
from sayso.places.gazetteer import Gazetteer
from sayso.places.lexicon import lexicon
from sayso.places.reader import read_places


class PlacesStage:
    """Fills `places`: literal uses of place names, with a point where the report and the gazetteer agree on one."""

    name = "places"
    needs = frozenset({"analysis"})
    fills = frozenset({"places"})

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self.gazetteer = gazetteer or Gazetteer()
        self.lexicon = lexicon()

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [
            msgspec.structs.replace(reading, places=numbered("p", read_places(reading, self.gazetteer, self.lexicon)))
            for reading in batch
        ]
