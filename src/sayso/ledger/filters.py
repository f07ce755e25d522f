"""What a listing is narrowed to."""

from __future__ import annotations

from typing import Any

import msgspec

from sayso.errors import SettingsError
from sayso.ledger.clocks import day_number
from sayso.ledger.lines import EventLine
from sayso.ledger.words import tokens


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Every condition that is given must hold. Days are `YYYY-MM-DD`; `country` is ISO 3166-1 alpha-2, `place` a name.

    An event without a time is in no range of days. Raises SettingsError for a day that is none.
    """

    since: str | None = None
    until: str | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    type: str | None = None
    text: str | None = None

    def __post_init__(self) -> None:
        for day in (self.since, self.until):
            if day is not None and day_number(day) is None:
                raise SettingsError(f"{day!r} is no day: write it as 2024-10-23")

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The conditions as SQL on `m_lines`, with its parameters."""
        parts, values = ["1"], {}
        if self.since:
            parts.append('"end" >= :since')
            values["since"] = self.since
        if self.until:
            parts.append("start <= :until AND start IS NOT NULL")
            values["until"] = self.until
        if self.country:
            parts.append("country = :country")
            values["country"] = self.country.upper()
        if self.type:
            parts.append("type = :type")
            values["type"] = self.type.upper()
        match = self.match()
        if match:
            parts.append("number IN (SELECT rowid FROM m_words WHERE m_words MATCH :match)")
            values["match"] = match
        return " AND ".join(parts), values

    def match(self) -> str:
        """The full-text query on `m_words`: all words of each condition, in its column."""
        columns = (("actors", self.actor), ("places", self.place), ("{words actors places}", self.text))
        return " AND ".join(f"{column} : ({quoted(words)})" for column, words in columns if words and tokens(words))

    def fits(self, line: EventLine, words: tuple[str, str, str]) -> bool:
        """The same conditions on a line that is not in the tables; `words` are its search words."""
        start, end = (line.time.start, line.time.end) if line.time else (None, None)
        found = [
            not self.since or bool(end and end >= self.since),
            not self.until or bool(start and start <= self.until),
            not self.country or bool(line.place and line.place.country == self.country.upper()),
            not self.type or line.type == self.type.upper(),
            not self.actor or holds(words[1], self.actor),
            not self.place or holds(words[2], self.place),
            not self.text or holds(" ".join(words), self.text),
        ]
        return all(found)


def quoted(words: str) -> str:
    """Words for full-text search, each quoted, all wanted."""
    return " AND ".join(f'"{word}"' for word in tokens(words))


def holds(words: str, wanted: str) -> bool:
    """Whether the words hold all of the wanted ones, in any case."""
    said = {word.lower() for word in tokens(words)}
    return all(word.lower() in said for word in tokens(wanted))
