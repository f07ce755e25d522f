"""A shape: another dataset's columns, the policy of its numbers, and what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, Generic, TypeVar

from sayso.exports.delimited import COMMAS, Style, write_table
from sayso.exports.selection import Selection, Tally, Written
from sayso.exports.shapes.happening import Happening, unheld
from sayso.ledger.columns import Columns

R = TypeVar("R")


class Shape(Generic[R]):
    """One dataset's table. `leaves_out` gives the reason why an event has no row; `rows` makes an event's rows."""

    def __init__(
        self, title: str, columns: Columns[R], rows: Callable[[Happening], Iterable[R]], *,
        reads: frozenset[str] = frozenset(), policy: str | None = None, style: Style = COMMAS,
        leaves_out: Callable[[Happening], str | None] = lambda happening: None, cannot: str = "",
    ) -> None:  # fmt: skip
        self.title, self.columns, self.rows = title, columns, rows
        self.reads, self.policy, self.style = reads, policy, style
        self.leaves_out, self.cannot = leaves_out, cannot

    def write(self, selection: Selection, target: BinaryIO) -> Written:
        """Write the events that the shape can hold; the others are counted by reason."""
        tally = Tally()
        rows = write_table(self._rows(selection, tally), self.columns, target, selection, self.style)
        return Written(rows, dict(tally.left_out))

    def _rows(self, selection: Selection, tally: Tally) -> Iterator[Any]:
        for dossier in selection.dossiers(self.reads, cards=True, policy=self.policy):
            happening = Happening(dossier)
            why = unheld(happening) or self.leaves_out(happening)
            if why is not None:
                tally.left_out[why] += 1
                continue
            yield from self.rows(happening)
