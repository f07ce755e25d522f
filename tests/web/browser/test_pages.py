"""Every page: nothing goes wrong, nothing is asked of others, nothing overflows, and axe-core finds no serious fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sayso.ledger import Ledger
from tests.web.browser.serving import Visitor
from tests.web.browser.stories import HANDLER, HOSTILE, HOSTILE_TITLE, SCRIPT

PAGES = (
    "/", "/events", "/events/{raid}", "/reports", "/reports/r2", "/actors", "/actors/{front}", "/search?q=market", "/review",
    "/add", "/api",
)  # fmt: skip


@pytest.fixture(scope="module")
def ids(ledger: object) -> dict[str, str]:
    """The ids of the raid, of the hostile event and of an actor."""
    with Ledger(str(ledger)) as opened:
        lines = list(opened.events())
    told = {
        mention[0] if isinstance(mention, tuple) else mention.report: line.id
        for line in lines
        for mention in line.mentions
    }
    return {"raid": told["r1"], "hostile": next(line.id for line in lines if line.place and line.place.name == HANDLER)}


def actor_page(page: Page, name: str) -> str:
    page.goto(f"/actors?actor={name}")
    return page.get_by_role("link", name=name, exact=True).first.get_attribute("href") or ""


def settled(page: Page) -> None:
    """Until the scripts have drawn what they draw."""
    if page.locator("[data-map]").count():
        page.wait_for_selector("[data-map][data-drawn]")
        page.wait_for_function("() => !document.documentElement.hasAttribute('data-busy')")


def faults(page: Page, *rules: str) -> list[str]:
    """Serious and critical faults, by all rules or by some, with the first element of each."""
    found = Axe().run(page, options={"runOnly": list(rules)} if rules else None).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} ({one['nodes'][0].get('failureSummary', '')[:300]})"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_whole_in_light_and_dark_wide_and_narrow(
    visit: Callable[..., Visitor], desk: str, ids: dict[str, str], path: str
) -> None:
    page = visit(desk).page
    address = actor_page(page, "Salt Front") if "{front}" in path else path.format(**ids)
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    assert answer is not None and answer.status == 200
    settled(page)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("main")).to_be_visible()
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, "color-contrast") == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 1280
    page.set_viewport_size({"width": 640, "height": 450})  # a window of 1280 by 900 at 200 %
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 640, "height": 450})  # 1280 by 900 at 200 %
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 640


def test_a_missing_page_says_so_and_nothing_of_what_is_inside(visit: Callable[..., Visitor], desk: str) -> None:
    visitor = visit(desk)
    answer = visitor.page.goto("/events/e:nothing")
    assert answer is not None and answer.status == 404
    said = visitor.page.locator("main").inner_text()
    assert "Traceback" not in said and ".py" not in said and "/tmp" not in said
    visitor.trouble.clear()  # the browser notes every 404


HOSTILE_PAGES = ("/?place=img", "/events", "/events/{hostile}", "/reports", "{report}", "/search?q=attacked", "/review")


def test_hostile_words_are_shown_as_words(visit: Callable[..., Visitor], desk: str, ids: dict[str, str]) -> None:
    page = visit(desk).page
    page.goto("/reports")
    report = page.locator("a[href*='bad']").first.get_attribute("href") or ""
    for path in HOSTILE_PAGES:
        page.goto(report if path == "{report}" else path.format(**ids))
        settled(page)
        assert page.evaluate("() => window.hacked") is None
        assert page.locator("script:not([src])").count() == 0
        assert page.locator("main img, main svg a, main [onload], main [onerror], a[href^='javascript']").count() == 0


def test_the_hostile_text_stands_in_the_reader_to_the_letter(visit: Callable[..., Visitor], desk: str) -> None:
    page = visit(desk).page
    page.goto("/reports")
    page.locator("a[href*='bad']").first.click()
    assert page.locator(".reader-text").text_content() == HOSTILE
    assert HOSTILE_TITLE in (page.locator("h1").text_content() or "")
    assert page.locator(".reader-text").get_attribute("dir") == "auto"


def test_hostile_names_are_words_in_the_pop_up_of_the_map(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector("[data-map][data-drawn]")
    page.get_by_text("Places as a list").click()
    page.locator("[data-places] button", has_text="onerror").click()
    expect(page.locator("[data-map-card] h3")).to_have_text(HANDLER)
    expect(page.locator("[data-map-card] li").first).to_contain_text(SCRIPT)
    assert page.evaluate("() => window.hacked") is None


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/events")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_every_page_can_be_reached_and_an_event_opened_by_keys_alone(page: Page) -> None:
    page.goto("/events")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/e*")
    page.keyboard.press("/")
    expect(page.locator("#top-q")).to_be_focused()
    page.keyboard.type("herders")
    page.wait_for_selector(".live-results a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("() => !location.pathname.startsWith('/events/e:061')")


def test_colours_follow_the_switch_and_are_remembered(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("/events")
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    switch = page.get_by_role("button", name="Colours")
    switch.click()
    switch.click()
    expect(switch).to_have_accessible_name("Colours: dark")
    assert page.evaluate(ground) != light
    page.goto("/reports")
    assert page.evaluate("() => document.documentElement.dataset.theme") == "dark"


def test_search_answers_while_one_types_with_the_sentence(page: Page) -> None:
    page.goto("/search")
    page.locator(".search-form input[name=q]").fill("clinic")
    page.wait_for_selector("[data-answered=clinic]")
    expect(page.locator(".result p", has_text="The clinic in Tessit").first).to_be_visible()
    assert "q=clinic" in page.url
    assert page.locator(".result mark").count() > 0
