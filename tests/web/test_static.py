"""What the desk ships: scripts made from the sources beside them, nothing from elsewhere, a base map that is one."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

import sayso.web

WEB = Path(sayso.web.__file__).parent
STATIC = WEB / "static"
SCRIPTS = sorted(STATIC.glob("*.js"))


def test_the_scripts_were_made_from_these_sources() -> None:
    """Whoever changes a source runs scripts/build.sh, which notes what it compiled."""
    noted = dict(reversed(line.split(maxsplit=1)) for line in (STATIC / "scripts.sha256").read_text().splitlines())
    sources = {
        f"./{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in (WEB / "scripts").glob("*.ts")
    }
    assert noted == sources
    assert {path.stem for path in SCRIPTS} == {Path(name).stem for name in sources}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_ask_for_files_that_are_there_and_make_no_markup(script: Path) -> None:
    code = script.read_text()
    for name in re.findall(r"""(?:from|import)\s*\(?["'](\.[^"']+)["']""", code):
        assert (STATIC / name).is_file()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code)
    assert not re.search(r"""["'`]https?://""", code)


def test_the_style_sheet_asks_only_for_files_that_are_there() -> None:
    named = re.findall(r"url\(\"?([^\")]+)", (STATIC / "desk.css").read_text())
    assert named
    for name in named:
        assert (STATIC / name).is_file()


def test_everything_vendored_is_named_in_the_notice() -> None:
    notice = (STATIC / "vendor" / "NOTICE").read_text()
    for path in (STATIC / "vendor").iterdir():
        assert path.name in notice or path.name == "NOTICE"


def test_the_base_map_is_small_and_whole() -> None:
    files = sorted(path for path in (STATIC / "basemap").iterdir() if path.is_file())
    assert [path.name for path in files] == ["areas.json", "countries.json", "lakes.json", "names.json", "world.json"]
    assert sum(path.stat().st_size for path in (STATIC / "basemap").rglob("*.json")) < 4_000_000
    countries = json.loads((STATIC / "basemap" / "countries.json").read_text())
    shapes = countries["objects"]["countries"]["geometries"]
    assert len(shapes) > 200
    assert {"Kenya", "Japan", "Chile"} <= {shape["properties"]["name"] for shape in shapes}


def test_no_ring_of_the_base_map_jumps_across_the_world() -> None:
    """A ring that was not cut at the antimeridian would paint a bar over the whole map."""
    countries = json.loads((STATIC / "basemap" / "countries.json").read_text())
    across, up = countries["transform"]["scale"]
    south = countries["transform"]["translate"][1]
    for arc in countries["arcs"]:
        lat = south + arc[0][1] * up
        for right, high in arc[1:]:
            lat += high * up
            assert abs(right * across) < 180 or lat < -85  # Antarctica is closed along the foot of the map


def test_names_on_the_map_stand_on_the_earth() -> None:
    names = json.loads((STATIC / "basemap" / "names.json").read_text())
    assert set(names) == {"countries", "areas", "cities"}
    for rows in names.values():
        assert len(rows) > 200
        for name, lon, lat, *_ in rows:
            assert name and -180 <= lon <= 180 and -90 <= lat <= 90


def test_each_country_has_its_first_order_areas_where_it_lies() -> None:
    """Wherever the index says that a country has areas, they are there, by codes of that country, and within its bounds."""
    bounds = json.loads((STATIC / "basemap" / "areas.json").read_text())
    assert {path.stem for path in (STATIC / "basemap" / "areas").iterdir()} == set(bounds)
    for country, (west, south, east, north) in bounds.items():
        made = json.loads((STATIC / "basemap" / "areas" / f"{country}.json").read_text())
        codes = [shape["properties"]["code"] for shape in made["objects"]["areas"]["geometries"]]
        assert codes and len(set(codes)) == len(codes)
        assert all(code.startswith(f"{country}.") for code in codes)
        (across, up), (left, foot) = made["transform"]["scale"], made["transform"]["translate"]
        for (right, high), *_ in made["arcs"]:
            assert west - 0.02 <= left + right * across <= east + 0.02
            assert south - 0.02 <= foot + high * up <= north + 0.02
