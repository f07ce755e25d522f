"""Draw docs/pictures/places-of-the-samples.svg: where sayso puts the places of the sample reports, and how precisely.

python docs/make_map.py            write the picture
python docs/make_map.py --print    print it

Every report of samples/ and bench/gold is read up to its places. A map of the world shows where each report lies; one
small map a report shows its places as circles of the radius that sayso gives them. Coasts and borders are the desk's
base map (Natural Earth, public domain).
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from sayso.model import Place, Reading, Report
from sayso.pipeline import Failure
from sayso.reader import pipeline

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "places-of-the-samples.svg"
COASTS = ROOT / "src" / "sayso" / "web" / "static" / "basemap" / "countries.json"
KM = 111.195
"""Kilometres of one degree of latitude."""
Ring = list[tuple[float, float]]

COLUMNS, PANEL, GAP, MARGIN = 4, (270, 214), 14, 20
WIDTH = 2 * MARGIN + COLUMNS * PANEL[0] + (COLUMNS - 1) * GAP
WORLD = (WIDTH - 2 * MARGIN, 470)
WORLD_BOX = (-170.0, -56.0, 180.0, 76.0)
NEAR_KM, LEAST_KM, WIDE_KM = 1300.0, 140.0, 700.0
"""Places of one map lie no farther from its middle; a map is at least so high; wider places are only named."""
SEA, LAND, BORDER, INK, FAINT, DOT, AREA = "#e6edf3", "#faf8f3", "#c3bfb4", "#22272e", "#6b7280", "#b5381f", "#1f5fa8"
POINTS = ("site", "town")


# ---------------------------------------------------------------- reports
def reports() -> Iterator[Report]:
    """The sample reports, in order of their names."""
    for path in sorted((ROOT / "samples").glob("*.txt")):
        yield Report(id=path.stem, text=path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "samples").glob("*.jsonl")):
        for line in filter(None, path.read_text(encoding="utf-8").splitlines()):
            told = json.loads(line)
            yield Report(
                id=told["id"], text=told["text"], published=told.get("published"), publisher=told.get("publisher")
            )
    for path in sorted((ROOT / "bench" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Report(
            id=path.stem, text=path.with_suffix(".txt").read_text(encoding="utf-8"), published=gold.get("published")
        )


def readings() -> list[Reading]:
    """The reports with their places; one that adds no place to those of another is left out."""
    found = [made for made in pipeline(until="places").read(reports()) if not isinstance(made, Failure)]
    kept: list[Reading] = []
    for reading in found:
        shown = {p.name.casefold() for p in reading.places if p.lat is not None}
        if shown and not any(shown <= {p.name.casefold() for p in other.places} for other in kept):
            kept.append(reading)
    return kept


# ---------------------------------------------------------------- coasts
def rings() -> list[Ring]:
    """The outlines of all countries, as longitudes and latitudes."""
    topology = json.loads(COASTS.read_text(encoding="utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_unpacked(arc, sx, sy, tx, ty) for arc in topology["arcs"]]
    found: list[Ring] = []
    for country in topology["objects"]["countries"]["geometries"]:
        for numbers in _outlines(country["arcs"]):
            line = [point for number in numbers for point in (arcs[number] if number >= 0 else arcs[~number][::-1])]
            found += [line, [(lon + 360, lat) for lon, lat in line]] if min(p[0] for p in line) < -180 else [line]
    return found


def _unpacked(arc: list[list[int]], sx: float, sy: float, tx: float, ty: float) -> Ring:
    x = y = 0
    line = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append((x * sx + tx, y * sy + ty))
    return line


def _outlines(arcs: list) -> Iterator[list[int]]:  # type: ignore[type-arg]
    """The rings in the arcs of a polygon or of several, whatever their depth."""
    if arcs and isinstance(arcs[0], int):
        yield arcs
    else:
        for inner in arcs:
            yield from _outlines(inner)


class View(NamedTuple):
    """A window on the earth: degrees it shows, and where and how big it is on the picture."""

    west: float
    south: float
    east: float
    north: float
    left: float
    top: float
    width: float
    height: float

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point is drawn."""
        x = self.left + (lon - self.west) / (self.east - self.west) * self.width
        return x, self.top + (self.north - lat) / (self.north - self.south) * self.height

    @property
    def pixels_a_km(self) -> float:
        return self.height / ((self.north - self.south) * KM)


def land(view: View, outlines: Iterable[Ring], least: float) -> str:
    """The land of a view as one path; points nearer than `least` pixels to the one before are left out."""
    parts = []
    for ring in outlines:
        kept = _clipped(ring, view)
        if len(kept) < 3:
            continue
        points = _thinned([view.at(lon, lat) for lon, lat in kept], least)
        if len(points) >= 4:
            parts.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    return f'<path d="{"".join(parts)}" fill="{LAND}" stroke="{BORDER}" stroke-width=".6" stroke-linejoin="round"/>'


def _clipped(ring: Ring, view: View) -> Ring:
    """The ring inside a view (Sutherland and Hodgman's way), with a little around it."""
    pad = 0.02 * (view.east - view.west)
    west, east, south, north = view.west - pad, view.east + pad, view.south - pad, view.north + pad
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    if max(xs) < west or min(xs) > east or max(ys) < south or min(ys) > north:
        return []
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _half(ring, axis, bound, sign)
    return ring


def _half(ring: Ring, axis: int, bound: float, sign: int) -> Ring:
    kept: Ring = []
    for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
        inside, was = sign * (here[axis] - bound) >= 0, sign * (before[axis] - bound) >= 0
        if inside != was:
            share = (bound - before[axis]) / (here[axis] - before[axis])
            kept.append((before[0] + share * (here[0] - before[0]), before[1] + share * (here[1] - before[1])))
        if inside:
            kept.append(here)
    return kept


def _thinned(points: Ring, least: float) -> Ring:
    kept = points[:1]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= least:
            kept.append((x, y))
    return kept


# ---------------------------------------------------------------- what a map shows
def placed(reading: Reading) -> list[Place]:
    """The places with a point that are no wider than a map can show."""
    return [
        p for p in reading.places if p.lat is not None and (p.radius_km or 0.0) <= WIDE_KM and p.precision != "country"
    ]


def apart(a: Place, b: Place) -> float:
    """Kilometres between two places with points."""
    lat1, lon1, lat2, lon2 = (math.radians(v or 0.0) for v in (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def middle(reading: Reading) -> Place:
    """The place that has the most others near by; points before areas, the first named before the others."""
    located = placed(reading) or [p for p in reading.places if p.lat is not None]
    return max(
        located,
        key=lambda p: (sum(apart(p, q) <= 400 for q in located), p.precision in POINTS, p.mentions[0] == q0(located)),
    )


def q0(located: Sequence[Place]) -> object:
    """The first mention of all."""
    return min(place.mentions[0] for place in located)


def near(reading: Reading) -> list[Place]:
    """The places on a report's own map, the widest first, so that the finer are drawn over them."""
    centre = middle(reading)
    shown = [p for p in placed(reading) if apart(centre, p) <= NEAR_KM] or [centre]
    return sorted(shown, key=lambda p: (-(p.radius_km or 0.0), p.mentions))


def window(places: Sequence[Place], left: float, top: float) -> View:
    """The view that holds places with their circles, in the proportions of a panel."""
    lats, lons = [p.lat or 0.0 for p in places], [p.lon or 0.0 for p in places]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = math.cos(math.radians(lat))
    reach = max(min(p.radius_km or 0.0, 260.0) for p in places) / KM
    high = max(
        LEAST_KM / KM,
        (max(lats) - min(lats)) / 2 + reach,
        ((max(lons) - min(lons)) / 2 * narrow + reach) * PANEL[1] / PANEL[0],
    )
    high *= 1.35
    wide = high * PANEL[0] / PANEL[1] / narrow
    return View(lon - wide, lat - high, lon + wide, lat + high, left, top, *PANEL)


# ---------------------------------------------------------------- drawing
def text(x: float, y: float, words: str, **how: object) -> str:
    """A line of text with a pale edge, so that it can be read over lines."""
    style = {"size": 10, "fill": INK, "anchor": "start", "weight": "400", **how}
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{style["size"]}" fill="{style["fill"]}" text-anchor="{style["anchor"]}" '
        f'font-weight="{style["weight"]}" paint-order="stroke" stroke="#fff" stroke-opacity=".85" stroke-width="2.4" '
        f'stroke-linejoin="round">{escape(words)}</text>'
    )


def circle(view: View, place: Place) -> str:
    """A place: its radius in true size, and its middle where it is a point."""
    x, y = view.at(place.lon or 0.0, place.lat or 0.0)
    colour = DOT if place.precision in POINTS else AREA
    radius = (place.radius_km or 0.0) * view.pixels_a_km
    disc = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{max(radius, 2.5):.1f}" fill="{colour}" fill-opacity=".12" stroke="{colour}" stroke-width="1"/>'
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2" fill="{colour}"/>' if place.precision in POINTS else ""
    return disc + dot


Box = tuple[float, float, float, float]


def labelled(view: View, places: Sequence[Place]) -> Iterator[str]:
    """Names beside their circles, none over another; what finds no room is left out."""
    taken: list[Box] = []
    for place in sorted(places, key=lambda p: (p.precision not in POINTS, p.mentions)):
        x, y = view.at(place.lon or 0.0, place.lat or 0.0)
        words = shortened(place.name.title() if place.name.isupper() else place.name, 26)
        wide = 5.4 * len(words)
        for dx, dy, anchor in (
            (5, -4, "start"),
            (5, 11, "start"),
            (-5, -4, "end"),
            (-5, 11, "end"),
            (0, -9, "middle"),
            (0, 17, "middle"),
        ):
            left = x + dx - {"start": 0.0, "end": wide, "middle": wide / 2}[anchor]
            box = (left, y + dy - 9, left + wide, y + dy + 2)
            inside = (
                box[0] > view.left + 3
                and box[2] < view.left + view.width - 3
                and view.top + 26 < box[1]
                and box[3] < view.top + view.height - 18
            )
            if inside and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield text(x + dx, y + dy, words, anchor=anchor, fill=INK if place.precision in POINTS else AREA)
                break


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def shortened(words: str, most: int) -> str:
    """The words, cut at a word's end where they are too long."""
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def scale(view: View) -> str:
    """A bar of a round number of kilometres."""
    length = next(km for km in (500, 200, 100, 50, 20, 10) if km * view.pixels_a_km <= 90)
    x, y = view.left + view.width - 10 - length * view.pixels_a_km, view.top + view.height - 9
    bar = f'<path d="M{x:.1f} {y:.1f}h{length * view.pixels_a_km:.1f}" stroke="{INK}" stroke-width="1.4"/>'
    return bar + text(view.left + view.width - 10, y - 4, f"{length} km", size=9, anchor="end", fill=FAINT)


def panel(number: int, reading: Reading, outlines: Sequence[Ring], corner: tuple[float, float]) -> str:
    """The map of one report."""
    left, top = corner
    shown = near(reading)
    view = window(shown, left, top)
    others = [p for p in reading.places if p not in shown]
    far = ", ".join(p.name.title() if p.name.isupper() else p.name for p in others if p.lat is not None)
    lost = ", ".join(p.name for p in others if p.lat is None)
    notes = "; ".join(filter(None, (f"elsewhere: {far}" if far else "", f"not placed: {lost}" if lost else "")))
    frame = f'x="{left}" y="{top}" width="{PANEL[0]}" height="{PANEL[1]}"'
    return "".join((
        f'<clipPath id="p{number}"><rect {frame}/></clipPath><g clip-path="url(#p{number})"><rect {frame} fill="{SEA}"/>',
        land(view, outlines, 1.6), *(circle(view, place) for place in shown), *labelled(view, shown), scale(view),
        "</g>", f'<rect {frame} fill="none" stroke="{BORDER}"/>',
        text(left + 8, top + 17, f"{number}  {title(reading)}", size=12, weight="600"),
        text(left, top + PANEL[1] + 13, shortened(notes, 54), size=9.5, fill=FAINT),
    ))  # fmt: skip


def title(reading: Reading) -> str:
    """The report's name, as words."""
    return reading.report.id.replace("-", " ").capitalize()


def world(found: Sequence[Reading], outlines: Sequence[Ring], top: float) -> str:
    """The map of the world with the number of each report where it lies."""
    view = View(*WORLD_BOX, MARGIN, top, *WORLD)
    frame = f'x="{MARGIN}" y="{top}" width="{WORLD[0]}" height="{WORLD[1]}"'
    drawn = [
        f'<clipPath id="world"><rect {frame}/></clipPath><g clip-path="url(#world)"><rect {frame} fill="{SEA}"/>',
        land(view, outlines, 1.6),
        "</g>",
    ]
    taken: list[Box] = []
    for number, reading in enumerate(found, 1):
        centre = middle(reading)
        x, y = view.at(centre.lon or 0.0, centre.lat or 0.0)
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{DOT}"/>')
        for step in range(40):
            angle, reach = step * 0.9, 11 + 2.2 * step
            u, v = x + reach * math.cos(angle), y + reach * math.sin(angle)
            box = (u - 9, v - 8, u + 9, v + 8)
            if not any(_meet(box, other) for other in taken):
                taken.append(box)
                line = (
                    f'<path d="M{x:.1f} {y:.1f}L{u:.1f} {v:.1f}" stroke="{DOT}" stroke-width=".7"/>' if step > 4 else ""
                )
                drawn.append(line + text(u, v + 4, str(number), size=12, anchor="middle", weight="600", fill=DOT))
                break
    return "".join(drawn)


def picture() -> str:
    """The whole picture."""
    found, outlines = readings(), rings()
    top = MARGIN + 52
    first = top + WORLD[1] + 26
    rows = -(-len(found) // COLUMNS)
    height = first + rows * (PANEL[1] + 34) + MARGIN
    corners = [
        (MARGIN + n % COLUMNS * (PANEL[0] + GAP), first + n // COLUMNS * (PANEL[1] + 34)) for n in range(len(found))
    ]
    count = sum(len(reading.places) for reading in found)
    return "\n".join((
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="system-ui, Helvetica, Arial, sans-serif" role="img" '
        'aria-label="Maps of the places in the sample reports">',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        text(MARGIN, MARGIN + 16, "Where sayso puts the places of its sample reports", size=20, weight="600"),
        text(MARGIN, MARGIN + 38, f"{count} places in {len(found)} invented reports. Circles show the radius in true size: "
             "red for sites and towns, blue for areas and regions.", size=12, fill=FAINT),
        world(found, outlines, top),
        *(panel(n, reading, outlines, corner) for n, (reading, corner) in enumerate(zip(found, corners, strict=True), 1)),
        "</svg>",
    )) + "\n"  # fmt: skip


if __name__ == "__main__":
    if "--print" in sys.argv[1:]:
        sys.stdout.write(picture())
    else:
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(picture(), encoding="utf-8")
