"""Places told by another place: "10 km north of Kandahar", "on the outskirts of Lyon", "northern Chad"."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from sayso.model import Precision, Span
from sayso.places.gazetteer import Sense

_WAYS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
_BEARINGS = {way: 45.0 * turn for turn, way in enumerate(_WAYS)}
_COMPASS = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west"
_SMALL = {
    word: value
    for value, word in enumerate(
        """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty""".split(),  # noqa: SIM905
        1,
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?|" + "|".join(sorted(_SMALL, key=len, reverse=True)) + ")"
_DISTANCE = _NUMBER + r"[ \u00a0-]?(?P<unit>kilomet(?:er|re)s?|kms?|miles?|mi)\b\.?(?: ?\([^()]{1,30}\))?"
_DISTANCE_2 = _DISTANCE.replace("number", "number2").replace("unit", "unit2")
_ARTICLES = r"(?: the)?(?: (?:(?:border|provincial|regional) )?(?:capital|city|town|village|port))?(?: of)?,? ?"
_TAIL = re.compile(
    rf"\b(?:{_DISTANCE}(?: away)? (?:to the )?)?(?P<way>{_COMPASS}) (?:of|from){_ARTICLES}\Z"
    rf"|\b{_DISTANCE_2}(?: away)? (?:from|outside|off|beyond|inside){_ARTICLES}\Z"
    rf"|\b(?P<edge>outskirts|suburbs?|edges?|periphery|environs|fringes?) of{_ARTICLES}\Z"
    rf"|\b(?P<part>(?:{_COMPASS})(?:ern)?(?:most)?|central) \Z",
    re.IGNORECASE,
)
LOOK_BACK = 90
"""How many characters before a name are read."""
MILE_KM = 1.609344
KM_PER_DEGREE = 111.195
UNKNOWN_KM = 10.0
"""How far off a place lies that is only said to be "north of" a town."""


class Relative(NamedTuple):
    """A place told by another one: its words, point and radius."""

    span: Span
    name: str
    lat: float
    lon: float
    radius_km: float
    precision: Precision
    reason: str


def relate(text: str, span: Span, sense: Sense) -> Relative | None:
    """The place that the words before a name tell, or None where they tell no other than the named one."""
    if sense.lat is None or sense.lon is None:
        return None
    first = max(0, span.start - LOOK_BACK)
    before = text[first : span.start].replace("\n", " ").replace("\u00a0", " ")
    match = _TAIL.search(before)
    if match is None:
        return None
    whole = Span(first + match.start(), span.end)
    name = " ".join(whole.of(text).split())
    if match["part"]:
        return _part(whole, name, match["part"], sense)
    if sense.precision not in ("town", "site", "admin2"):
        return None
    if match["edge"]:
        radius = round(max(3.0, sense.radius_km * 1.4), 1)
        return Relative(
            whole, name, sense.lat, sense.lon, radius, "town", f"the {match['edge'].lower()} of {sense.name}"
        )
    return _off(whole, name, match, sense)


def _off(whole: Span, name: str, match: re.Match[str], sense: Sense) -> Relative:
    assert sense.lat is not None and sense.lon is not None
    number, unit = match["number"] or match["number2"], match["unit"] or match["unit2"]
    far = _kilometres(number, unit) if number and unit else None
    if not match["way"]:
        far = far or UNKNOWN_KM
        return Relative(
            whole, name, sense.lat, sense.lon, round(far, 1), "town", f"{far:.0f} km from {sense.name}, no way told"
        )
    away = far if far is not None else max(UNKNOWN_KM, sense.radius_km)
    lat, lon = shifted(sense.lat, sense.lon, _bearing(match["way"]), away)
    radius = round(max(2.0, 0.25 * away) if far is not None else away, 1)
    return Relative(whole, name, lat, lon, radius, "town", f"{away:.0f} km {match['way'].lower()} of {sense.name}")


def _part(whole: Span, name: str, part: str, sense: Sense) -> Relative | None:
    """A part of a country or first-order area: its middle lies half the radius off."""
    assert sense.lat is not None and sense.lon is not None
    if sense.precision not in ("country", "admin1") or sense.radius_km < 20:
        return None
    way = re.sub("(ern)?(most)?$", "", part.lower())
    lat, lon = sense.lat, sense.lon
    if way != "central":
        lat, lon = shifted(lat, lon, _bearing(way), 0.5 * sense.radius_km)
    return Relative(whole, name, lat, lon, round(0.6 * sense.radius_km, 1), "region", f"a part of {sense.name}")


def _kilometres(number: str, unit: str) -> float:
    words = number.lower()
    value = float(_SMALL[words]) if words in _SMALL else float(_plain(words))
    return value * MILE_KM if unit.lower().startswith("mi") else value


def _plain(number: str) -> str:
    """Digits with a point for the decimals: "1,200" is a thousand, "2,5" is two and a half."""
    whole, comma, rest = number.partition(",")
    return whole + rest if comma and len(rest) == 3 else number.replace(",", ".")


def _bearing(way: str) -> float:
    return _BEARINGS[way.lower().replace(" ", "").replace("-", "")]


def shifted(lat: float, lon: float, bearing: float, km: float) -> tuple[float, float]:
    """The point `km` off in the direction of `bearing` (degrees from north), on a sphere, to four places."""
    phi, theta, arc = math.radians(lat), math.radians(bearing), km / KM_PER_DEGREE * math.pi / 180
    north = math.asin(math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(theta))
    east = math.atan2(math.sin(theta) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * math.sin(north))
    return round(math.degrees(north), 4), round((lon + math.degrees(east) + 540) % 360 - 180, 4)
