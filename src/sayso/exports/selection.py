"""What of a ledger is exported, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from sayso.ledger import Filters, Ledger
from sayso.ledger.clocks import until
from sayso.ledger.dossiers import Dossier, FiledStatement, ReportCard, Wanted, cards, dossiers, filed_statements
from sayso.ledger.policies import Policy, named


class Selection(msgspec.Struct, frozen=True):
    """The ledger, which of its events, as of when, and how they are written.

    `policy` is the user's; without one each format takes its dataset's, else the ledger's. `raw` leaves cells that look like
    formulas as they are; `hxl` adds a row of HXL tags. Raises SettingsError for a moment or policy that is none.
    """

    ledger: Ledger
    filters: Filters = Filters()
    as_of: str | None = None
    policy: str | None = None
    raw: bool = False
    hxl: bool = False

    def __post_init__(self) -> None:
        until(self.as_of)
        self.policy_or(None)

    def policy_or(self, default: str | None) -> Policy | None:
        """The user's policy, else the named one; None for the ledger's own. Raises SettingsError for an unknown one."""
        name = self.policy or default
        return named(name) if name else None

    def dossiers(
        self, properties: frozenset[str] | None = frozenset(), *, cards: bool = False, policy: str | None = None
    ) -> Iterator[Dossier]:
        """The events, with the statements of these properties (None: all) and, if asked for, their reports."""
        return dossiers(self.ledger, Wanted(self.filters, self.as_of, self.policy_or(policy), properties, cards))

    def statements(self) -> Iterator[FiledStatement]:
        """All statements; with filters those of the events that fit."""
        return filed_statements(self.ledger, self.filters, self.as_of)

    def reports(self) -> Iterator[ReportCard]:
        """The reports; with filters those of the events that fit, each once, in the order of the events."""
        if self.filters == Filters():
            yield from cards(self.ledger, self.as_of)
            return
        seen: set[str] = set()
        for dossier in self.dossiers(cards=True):
            for key, card in dossier.reports.items():
                if key not in seen:
                    seen.add(key)
                    yield card


class Written(msgspec.Struct, frozen=True):
    """How many rows were written, and how many events were left out, by reason."""

    rows: int
    left_out: dict[str, int] = {}

    def __str__(self) -> str:
        """In one line."""
        told = ", ".join(f"{n} {why}" for why, n in sorted(self.left_out.items(), key=lambda item: (-item[1], item[0])))
        return f"{self.rows} row{'' if self.rows == 1 else 's'}" + (f"; left out: {told}" if told else "")


class Tally:
    """Counts rows while they are written, and what was left out, why."""

    def __init__(self) -> None:
        self.rows = 0
        self.left_out: Counter[str] = Counter()

    def written(self) -> Written:
        """The counts as a value."""
        return Written(self.rows, dict(self.left_out))
