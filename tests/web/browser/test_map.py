"""The map: with WebGL, drawn in software, and on a plain canvas."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, expect

from sayso.ledger import Ledger
from sayso.model import Place
from tests.ledger.made import Teller
from tests.web.browser.serving import Visitor, serving


def test_the_map_draws_clusters_and_answers_clicks(drawing_browser: Browser, desk: str) -> None:
    visitor = Visitor(drawing_browser, desk)
    visitor.context.set_default_timeout(60_000)
    page = visitor.go("/?place=Kidal")
    page.get_by_role("button", name="Detailed map").click()
    page.wait_for_selector("[data-map][data-drawn=gl]")
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    page.wait_for_function("() => !document.documentElement.hasAttribute('data-busy')")
    box = page.locator("[data-map]").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = page.locator("[data-map-card]")
    for _ in range(40):  # tiles come when they come: a click into nothing says nothing
        page.mouse.click(*middle)
        if card.is_visible():
            break
        page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    expect(card).to_contain_text("Kidal")
    page.get_by_label("Only what the map shows").check()
    page.wait_for_function("() => location.search.includes('bbox=')")
    visitor.leave()


def borno(path: Path) -> Path:
    """A ledger of one event, of which no more is known than the state that it was in."""
    teller = Teller("b1", "Fighters killed nine people in Borno on Tuesday, a priest said.")
    state = Place(
        id="p1", name="Borno", mentions=(teller.span("Borno"),), precision="admin1", lat=11.64, lon=13.04, country="NG",
        admin1="NG.27", radius_km=191.3,
    )  # fmt: skip
    teller.places["Borno"] = state
    toll = teller.toll("killed", "nine people", 9, teller.by("priest"))
    teller.event("killed", place="Borno", arguments=(teller.who("actor", "Fighters", "group"), toll))
    with Ledger(path) as ledger:
        ledger.add(teller.reading())
    return path


def test_an_event_known_to_an_area_is_drawn_as_that_area(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    """Its whole shape answers to clicks, however far from its middle, and nothing beyond it, however near."""
    with serving(borno(tmp_path / "borno.db")) as address:
        page = visit(address).page
        with page.expect_response("**/areas/NG.json"):
            page.goto("/")
        page.get_by_label("Only what the map shows").check()
        page.wait_for_function("() => location.search.includes('bbox=')")
        west, south, east, north = map(float, parse_qs(urlsplit(page.url).query)["bbox"][0].split(","))
        box = page.locator("[data-map]").bounding_box()
        assert box is not None

        def click(lon: float, lat: float) -> None:
            across = (lon - west) / (east - west)
            down = (upright(north) - upright(lat)) / (upright(north) - upright(south))
            page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])

        card = page.locator("[data-map-card]")
        click(14.75, 11.7)  # Cameroon: 187 km from the point of Borno, within its radius
        expect(card).to_be_hidden()
        click(13.0, 13.4)  # the far north of Borno: 196 km from its point
        expect(card).to_contain_text("Borno")
        expect(card).to_contain_text("1 event, somewhere in this province or state")
        expect(card.locator("a")).to_contain_text("Fighters")


def upright(lat: float) -> float:
    """The upright coordinate of Mercator's projection."""
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))
