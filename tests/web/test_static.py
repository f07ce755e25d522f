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
    files = sorted((STATIC / "basemap").iterdir())
    assert [path.name for path in files] == ["admin1.json", "countries.json", "lakes.json", "names.json"]
    assert sum(path.stat().st_size for path in files) < 4_000_000
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
