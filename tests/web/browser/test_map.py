"""The map with WebGL, drawn in software."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.web.browser.serving import Visitor


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
