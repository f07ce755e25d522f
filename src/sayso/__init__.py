"""sayso reads news reports and writes down what they tell, and on whose word.

>>> import sayso
>>> reading = sayso.read("Police in Lyon said two people were hurt on Friday.", published="2025-03-15")
>>> reading.events[0].type
'ASSAULT'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from sayso.errors import LedgerError, ReportError, ResourceError, SaysoError, SettingsError, StageError, UnreadableError
from sayso.model import Reading, Report
from sayso.pipeline import Failure, Pipeline
from sayso.reader import VERSION as __version__
from sayso.reader import Settings, outcomes, pipeline

if TYPE_CHECKING:
    from sayso.ledger import Ledger

__all__ = [
    "Failure", "Ledger", "LedgerError", "Reading", "Report", "ReportError", "ResourceError", "SaysoError", "Settings",
    "SettingsError", "StageError", "UnreadableError", "__version__", "read", "read_many",
]  # fmt: skip


def read(text: str, *, published: str | None = None, id: str = "report", settings: Settings | None = None) -> Reading:
    """Read one report. `published` is an ISO 8601 date or date-time.

    Raises UnreadableError for an empty text or an impossible date, StageError where reading fails.
    """
    from sayso.sources.dates import checked_date

    if not text.strip():
        raise UnreadableError(id, "is empty")
    report = Report(id=id, text=text, published=checked_date(published, id) if published else None)
    outcome = next(_pipeline(settings or Settings()).read([report]))
    if isinstance(outcome, Failure):
        raise outcome.error
    return outcome


def read_many(
    reports: Iterable[Report | str], *, settings: Settings | None = None, workers: int = 1
) -> Iterator[Reading | Failure]:
    """Read many reports, lazily and in order: a reading or a failure for each. A plain string is a report's text."""
    made = (Report(id=f"report{n}", text=r) if isinstance(r, str) else r for n, r in enumerate(reports, 1))
    if workers > 1:
        return outcomes(made, settings, workers=workers)
    return _pipeline(settings or Settings()).read(made)


@cache
def _pipeline(settings: Settings) -> Pipeline:
    return pipeline(settings)


def __getattr__(name: str) -> Any:
    """The ledger is imported when it is first asked for: reading does not need a database."""
    if name == "Ledger":
        from sayso.ledger import Ledger

        return Ledger
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
