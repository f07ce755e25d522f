"""The gazetteer at run time: what places a name may stand for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sayso.errors import ResourceError
from sayso.model import Precision

HERE = Path(__file__).with_name("gazetteer.sqlite")
"""Where the installation puts the gazetteer."""

MOST = 40
"""How many senses of a name are kept: those of most people."""

_CHUNK = 400
_CAPITAL = """SELECT place.id, place.name, lat, lon, place.country, admin1, admin2, precision, population, radius_km, 0
    FROM capital JOIN place ON place.id = capital.place WHERE capital.country = ?"""
_QUERY = """SELECT name.key, place.id, place.name, lat, lon, country, admin1, admin2, precision, population, radius_km, use
    FROM name JOIN place ON place.id = name.place WHERE name.key IN ({})"""


class Sense(NamedTuple):
    """A place that a name may stand for. `admin1` and `admin2` are GeoNames' codes; `use` as in places/build.py."""

    id: int
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    admin2: str | None
    precision: Precision
    population: int
    radius_km: float
    use: int


class Gazetteer:
    """A read-only view of the gazetteer file. Raises ResourceError where there is none."""

    def __init__(self, path: Path = HERE) -> None:
        if not path.is_file():
            raise ResourceError(f"the gazetteer is missing ({path}); make it with: python -m sayso.places.build")
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._areas: dict[str, str] = {}
        self._capitals: dict[str, Sense | None] = {}

    def __getstate__(self) -> dict[str, object]:
        """A gazetteer crosses to another process as its path."""
        return {"path": self.path, "_connection": None, "_areas": {}, "_capitals": {}}

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            place = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            try:
                self._connection = sqlite3.connect(place, uri=True, check_same_thread=False)
                self._areas = dict(self._connection.execute("SELECT code, name FROM area"))
            except sqlite3.DatabaseError as error:
                raise ResourceError(f"the gazetteer is broken ({self.path}: {error}); make it anew") from error
        return self._connection

    def senses(self, keys: Iterable[str]) -> dict[str, tuple[Sense, ...]]:
        """The senses of each key that has any, those of most people first; at most MOST a key."""
        wanted = sorted(set(keys))
        found: dict[str, list[Sense]] = {}
        for first in range(0, len(wanted), _CHUNK):
            chunk = wanted[first : first + _CHUNK]
            for key, *rest in self._open.execute(_QUERY.format(",".join("?" * len(chunk))), chunk):
                found.setdefault(key, []).append(Sense(*rest))
        return {key: tuple(sorted(senses, key=_most_people)[:MOST]) for key, senses in found.items()}

    def area(self, code: str | None) -> str | None:
        """The name of a first-order area by its code."""
        if code is None or self._open is None:
            return None
        return self._areas.get(code)

    def capital(self, country: str) -> Sense | None:
        """The capital of a country by its alpha-2 code."""
        if country not in self._capitals:
            row = self._open.execute(_CAPITAL, (country,)).fetchone()
            self._capitals[country] = Sense(*row) if row else None
        return self._capitals[country]

    def areas(self, codes: Iterable[str]) -> dict[str, Sense]:
        """First-order areas as senses, by code."""
        rows = {}
        for code in sorted(set(codes)):
            query = "SELECT id, name, lat, lon, country, admin1, admin2, precision, population, radius_km, 0 FROM place"
            row = self._open.execute(
                f"{query} WHERE precision = 'admin1' AND admin1 = ? AND id > 0", (code,)
            ).fetchone()
            if row:
                rows[code] = Sense(*row)
        return rows


def _most_people(sense: Sense) -> tuple[int, int]:
    return -sense.population, sense.id
