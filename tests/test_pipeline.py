from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest

from sayso.errors import ReportError, ResourceError, SettingsError
from sayso.model import Reading, Report, Span, Warning
from sayso.pipeline import Failure, Pipeline, batches


class Shout:
    """Warns of every report; trips over one that says so."""

    name = "shout"
    needs: frozenset[str] = frozenset()
    fills = frozenset({"warnings"})

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error
        self.sizes: list[int] = []

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        self.sizes.append(len(batch))
        if self.error and any("spoiled" in reading.text for reading in batch):
            raise self.error
        made = Warning(code="loud", message="!", spans=(Span(0, 1),))
        return [msgspec.structs.replace(reading, warnings=(made,)) for reading in batch]


class Needy(Shout):
    name = "needy"
    needs = frozenset({"events"})


def some(*texts: str) -> list[Report]:
    return [Report(id=f"r{n}", text=text) for n, text in enumerate(texts)]


def test_a_spoiled_report_is_set_aside_and_the_others_are_read_in_order() -> None:
    outcomes = list(Pipeline([Shout(ValueError("no\nway"))]).read(some("one", "spoiled", "three")))
    assert [type(outcome) for outcome in outcomes] == [Reading, Failure, Reading]
    failure = outcomes[1]
    assert isinstance(failure, Failure)
    assert str(failure.error) == "r1: shout failed: ValueError: no"


def test_a_stages_own_report_error_keeps_its_place_and_reason() -> None:
    (outcome,) = Pipeline([Shout(ReportError("news.jsonl:7", "is too odd"))]).read(some("spoiled"))
    assert isinstance(outcome, Failure)
    assert str(outcome.error) == "news.jsonl:7: is too odd"


def test_a_missing_resource_ends_the_run() -> None:
    with pytest.raises(ResourceError):
        list(Pipeline([Shout(ResourceError("no gazetteer"))]).read(some("one", "spoiled")))


def test_a_stage_before_what_it_needs_is_refused_before_any_work() -> None:
    with pytest.raises(SettingsError, match="needy needs events"):
        Pipeline([Needy()])


def test_reading_is_lazy_and_in_batches() -> None:
    stage, taken = Shout(), []

    def endless() -> object:
        for n in range(1_000_000):
            taken.append(n)
            yield Report(id=str(n), text="x")

    outcomes = Pipeline([stage], batch_size=4).read(endless())  # type: ignore[arg-type]
    assert isinstance(next(outcomes), Reading)
    assert len(taken) == 4
    assert stage.sizes == [4]


@pytest.mark.parametrize(("values", "expected"), [([], []), ([1, 2, 3], [[1, 2], [3]]), ([1, 2], [[1, 2]])])
def test_batches(values: list[int], expected: list[list[int]]) -> None:
    assert list(batches(values, 2)) == expected


def test_a_batch_size_of_nothing_is_refused() -> None:
    with pytest.raises(SettingsError, match="at least 1"):
        Pipeline([], batch_size=0)
