"""Settings -> the pipeline that reads reports: an explicit table of stages, imported when they are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import msgspec

from sayso.errors import SettingsError
from sayso.model import Reading, Report
from sayso.pipeline import Failure, Pipeline, Stage

VERSION = "0.1.0"
EDITION = "en-2026.11"
"""The version of lexicons and weights; it changes whenever a reading of the same text may."""

CODER = f"sayso {VERSION} / {EDITION}"

ClaimReader = Literal["rules", "encoder"]
CLAIM_READERS: tuple[ClaimReader, ...] = ("rules", "encoder")

Happenings = Literal["typed", "all"]
HAPPENINGS: tuple[Happenings, ...] = ("typed", "all")

STAGES = {
    "language": "sayso.language.stage:LanguageStage",
    "encoder": "sayso.language.encoder:EncoderStage",  # left out where nothing asks for it
    "times": "sayso.times.stage:TimesStage",
    "quantities": "sayso.quantities.stage:QuantitiesStage",
    "places": "sayso.places.stage:PlacesStage",
    "actors": "sayso.actors.stage:ActorsStage",
    "claims": "sayso.claims.stage:ClaimsStage",
    "events": "sayso.events.stage:EventsStage",
    "facts": "sayso.facts.stage:FactsStage",
}
"""Name -> module:class, in the order they run."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How reports are read. Raises SettingsError for values outside the allowed ones."""

    claims: ClaimReader = "encoder"
    lexicon: Path | None = None  # the user's own event words
    actors: Path | None = None  # the user's own actors
    happenings: Happenings = "typed"  # "all": also what no event type covers, as events of type OTHER
    batch_size: int = 16

    def __post_init__(self) -> None:
        if self.claims not in CLAIM_READERS:
            raise SettingsError(f"claims is {self.claims!r}; choose from {', '.join(CLAIM_READERS)}")
        if self.happenings not in HAPPENINGS:
            raise SettingsError(f"happenings is {self.happenings!r}; choose from {', '.join(HAPPENINGS)}")
        for name, path in (("lexicon", self.lexicon), ("actors", self.actors)):
            if path is not None and not path.is_file():
                raise SettingsError(f"{name}: {path} is no file")


def pipeline(settings: Settings | None = None, *, until: str | None = None) -> Pipeline:
    """The stages for these settings; `until` names the last one wanted."""
    settings = settings or Settings()
    if until is not None and until not in STAGES:
        raise SettingsError(f"no stage {until!r}; there are {', '.join(STAGES)}")
    names = list(STAGES)[: list(STAGES).index(until) + 1] if until else list(STAGES)
    if settings.claims != "encoder":
        names = [name for name in names if name != "encoder"]
    return Pipeline([_stage(name, settings) for name in names], coder=CODER, batch_size=settings.batch_size)


def _stage(name: str, settings: Settings) -> Stage:
    module, _, class_name = STAGES[name].partition(":")
    made: Stage = getattr(import_module(module), class_name)(**_options(name, settings))
    return made


def _options(name: str, settings: Settings) -> dict[str, Any]:
    if name == "claims":
        return {"reader": settings.claims}
    if name == "events":
        return {"lexicon": settings.lexicon, "others": settings.happenings == "all"}
    if name == "actors" and settings.actors:
        return {"own": settings.actors}
    return {}


def outcomes(
    reports: Iterable[Report], settings: Settings | None = None, *, until: str | None = None, workers: int = 1
) -> Iterator[Reading | Failure]:
    """One reading or failure a report, lazily and in order, on `workers` processes."""
    if workers < 1:
        raise SettingsError(f"workers is {workers}; it must be at least 1")
    waiting = iter(reports)
    first = next(waiting, None)
    if first is None:
        return  # nothing to read: no model is loaded
    if workers == 1:
        yield from pipeline(settings, until=until).read(chain([first], waiting))
    else:
        from sayso.engines.processes import read_in_processes

        yield from read_in_processes(chain([first], waiting), settings or Settings(), until, workers)
