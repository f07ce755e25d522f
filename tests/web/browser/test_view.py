"""Filters, timeline, map, list and slider are one view, and the view is the address."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.web.browser.serving import Visitor

TOTAL = "[data-status]"


def asked(page: Page) -> dict[str, list[str]]:
    """The filters in the page's address."""
    return parse_qs(urlsplit(page.url).query)


def home(page: Page, query: str = "") -> None:
    page.goto(f"/{query}")
    page.wait_for_selector("[data-map][data-drawn]")
    page.wait_for_function("() => !document.documentElement.hasAttribute('data-busy')")


def rows(page: Page) -> list[str]:
    page.wait_for_function("() => !document.documentElement.hasAttribute('data-busy')")
    return page.locator(".event-row .event-head").all_text_contents()


FILTERS = {
    "text": ("herders", 1),
    "actor": ("Salt Front", 1),
    "place": ("Puerto Ayora", 4),
    "voucher": ("clinic", 1),
    "type": ("PROTEST", 1),
    "certainty": ("probable", 1),
}


def test_each_filter_narrows_the_list_and_stands_in_the_address(page: Page) -> None:
    home(page)
    for field, (value, kept) in FILTERS.items():
        control = page.locator(f"form.filters [name={field}]")
        if field in ("type", "certainty"):
            control.select_option(value)
        else:
            control.fill(value)
        page.wait_for_function(f"() => location.search.includes('{field}=')")  # the list before may have been as long
        expect(page.locator(TOTAL)).to_have_text(f"{kept} event" + ("s" if kept > 1 else ""))
        assert asked(page)[field] == [value]
        assert len(rows(page)) == kept
        page.get_by_role("button", name="Clear").click()
        page.wait_for_function(f"() => !location.search.includes('{field}=')")


def test_an_address_opens_the_view_that_was_shared(page: Page) -> None:
    home(page, "?place=Kidal&type=DISPLACE&certainty=probable&from=2024-04-03")
    expect(page.locator(TOTAL)).to_have_text("1 event")
    expect(page.locator("form.filters [name=place]")).to_have_value("Kidal")
    expect(page.locator("form.filters [name=type]")).to_have_value("DISPLACE")
    expect(page.locator("form.filters [name=from]")).to_have_value("2024-04-03")


def test_days_typed_into_the_form_are_the_brush(page: Page) -> None:
    home(page)
    page.fill("[name=from]", "2024-05-01")
    page.fill("[name=to]", "2024-05-31")
    expect(page.locator(TOTAL)).to_have_text("2 events")
    assert asked(page)["from"] == ["2024-05-01"]


def test_a_group_of_types_is_chosen_by_its_legend(page: Page) -> None:
    home(page)
    page.get_by_role("button", name="Protest", exact=True).click()
    expect(page.locator(TOTAL)).to_have_text("1 event")
    assert asked(page)["type"] == ["PROTEST"]
    expect(page.locator("[data-group='2']")).to_have_attribute("aria-pressed", "true")


def test_dragging_over_the_timeline_chooses_days(page: Page) -> None:
    home(page)
    every = len(rows(page))
    box = page.locator("[data-timeline]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.98, box["y"] + 50, steps=5)
    page.mouse.up()
    page.wait_for_function("() => location.search.includes('from=')")
    assert 0 < len(rows(page)) < every
    assert int(page.locator("[data-places-count]").text_content() or "") <= 4


def test_the_timeline_can_be_worked_with_keys_alone(page: Page) -> None:
    home(page)
    timeline = page.locator("[data-timeline]")
    timeline.focus()
    page.keyboard.press("End")
    expect(page.locator("[data-timeline-live]")).to_contain_text("2024: 1 event;")
    page.keyboard.press("Enter")
    expect(page.locator(TOTAL)).to_have_text("1 event")
    assert asked(page)["from"][0].startswith("2024-09")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_function("() => location.search.includes('from=2024-09-08')")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search.includes('from=')")


def test_the_window_zooms_from_years_to_hours(page: Page) -> None:
    home(page)
    page.locator("[data-timeline]").focus()
    seen = set()
    page.keyboard.press("End")
    for _ in range(12):
        seen.add(page.locator("[data-unit]").text_content())
        page.keyboard.press("+")
    expect(page.locator("[data-unit]")).to_have_text("by hour")
    for _ in range(22):
        page.keyboard.press("-")
        seen.add(page.locator("[data-unit]").text_content())
    assert seen >= {"by year", "by month", "by day", "by hour"}
    page.wait_for_function("() => location.search.includes('window=')")
    page.keyboard.press("0")


def test_a_shared_window_opens_as_it_was(page: Page) -> None:
    home(page, "?window=2024-03-05_2024-03-20")
    expect(page.locator("[data-unit]")).to_have_text("by day")
    assert asked(page)["window"] == ["2024-03-05_2024-03-20"]


def test_without_webgl_the_map_is_plain_and_can_filter(page: Page) -> None:
    home(page)
    expect(page.locator("[data-map]")).to_have_attribute("data-drawn", "plain")
    expect(page.locator("canvas.plain-map")).to_be_visible()
    page.get_by_label("Zoom the map in").click()
    page.get_by_label("Only what the map shows").check()
    page.wait_for_function("() => location.search.includes('bbox=')")
    page.get_by_label("Only what the map shows").uncheck()
    page.wait_for_function("() => !location.search.includes('bbox=')")


def test_places_are_listed_and_one_filters_the_view(page: Page) -> None:
    home(page)
    page.get_by_text("Places as a list").click()
    page.locator("[data-places]").get_by_role("button", name="Kidal").first.click()
    card = page.locator("[data-map-card]")
    expect(card.get_by_role("heading", name="Kidal")).to_be_visible()
    expect(card).to_contain_text("somewhere in or near the town")
    card.get_by_role("button", name="Only this place").click()
    page.wait_for_function("() => location.search.includes('place=Kidal')")
    rows(page)
    assert set(page.locator(".event-row .where").all_text_contents()) == {"Kidal"}


def test_pointing_at_an_event_lights_its_days_and_place(page: Page) -> None:
    home(page)
    dark = page.evaluate("document.querySelector('[data-timeline] canvas').toDataURL()")
    page.locator(".event-row .event-head").nth(2).focus()
    page.wait_for_function("old => document.querySelector('[data-timeline] canvas').toDataURL() !== old", arg=dark)


def test_the_slider_shows_the_desk_as_of_a_day(page: Page) -> None:
    home(page)
    page.wait_for_selector(".asof-range:visible")
    everything = page.locator(TOTAL).text_content()
    page.locator(".asof-range").focus()
    page.keyboard.press("Home")
    page.wait_for_function("() => location.search.includes('as_of=')")
    expect(page.locator(TOTAL)).not_to_have_text(everything or "")
    day = asked(page)["as_of"][0]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    expect(page.locator(".asof-told")).to_contain_text(f"published by {day}")
    link = page.locator(".nav a", has_text="Reports").get_attribute("href") or ""
    assert f"as_of={day}" in link
    page.get_by_role("button", name="Today").click()
    expect(page.locator(TOTAL)).to_have_text(everything or "")


def test_the_slider_stands_on_other_pages_too(page: Page) -> None:
    page.goto("/reports?as_of=2024-03-12")
    few = page.locator(".report-row").count()
    page.wait_for_selector(".asof-range:visible")
    page.locator(".asof-range").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**as_of=2024-03-13**")
    assert page.locator(".report-row").count() > few


def test_on_a_narrow_screen_the_filters_unfold(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    home(page)
    expect(page.locator("form.filters [name=place]")).to_be_hidden()
    page.get_by_role("button", name="More filters").click()
    page.fill("form.filters [name=place]", "Puerto Ayora")
    expect(page.locator(TOTAL)).to_have_text("4 events")


def test_without_scripts_the_first_page_is_a_form_and_a_list(visit: Callable[..., Visitor], desk: str) -> None:
    page = visit(desk, scripts=False).page
    page.goto("/?actor=Salt+Front")
    assert page.locator(".event-row").count() == 1
    page.fill("[name=actor]", "")
    page.fill("[name=place]", "Kidal")
    page.get_by_role("button", name="Filter").click()
    assert page.locator(".event-row").count() > 1
