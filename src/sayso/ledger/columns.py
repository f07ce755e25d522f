"""A column of a table made from the ledger: its name, how its value is worked out, and what its reference says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Literal, TypeAlias, TypeVar

from sayso.errors import SettingsError

Cell: TypeAlias = str | int | float | None
"""What one cell holds; None where the ledger does not say."""

Kind: TypeAlias = Literal["text", "day", "whole", "number", "json"]
"""What a column's cells are: words, `YYYY-MM-DD`, int, float, or JSON as words."""

R = TypeVar("R")


class Column(Generic[R]):
    """A column over rows of R. `holds` and `blank` are its reference: what stands in a cell, and when it is blank."""

    __slots__ = ("blank", "holds", "hxl", "kind", "name", "value")

    def __init__(
        self, name: str, value: Callable[[R], Cell], holds: str, blank: str = "never", *,
        kind: Kind = "text", hxl: str = "",
    ) -> None:  # fmt: skip
        self.name, self.value, self.kind = name, value, kind
        self.holds, self.blank, self.hxl = holds, blank, hxl

    def __repr__(self) -> str:
        return f"Column({self.name!r}, {self.kind})"


Columns: TypeAlias = Sequence[Column[R]]


def cells(columns: Columns[R], row: R) -> list[Cell]:
    """The row's cells, in the order of the columns."""
    return [column.value(row) for column in columns]


def names(columns: Columns[Any]) -> list[str]:
    """The columns' names, in order."""
    return [column.name for column in columns]


def tags(columns: Columns[Any]) -> list[str]:
    """The columns' HXL tags, in order. Raises SettingsError where the table has none."""
    found = [column.hxl for column in columns]
    if not any(found):
        raise SettingsError("this format has no HXL tags; events.csv, statements.csv, acled and ucdp have them")
    return found


def joined(words: Iterable[str | None], by: str = "; ") -> str | None:
    """The words that are there, each once, in order; None where there are none."""
    return by.join(dict.fromkeys([word for word in words if word])) or None
