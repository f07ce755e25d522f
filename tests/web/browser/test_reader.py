"""The reader: values and words light each other, by mouse and by keys."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def lit_words(page: Page) -> str:
    return "|".join(page.locator(".reader-text mark.lit").all_text_contents())


def test_clicking_a_value_lights_its_words(page: Page) -> None:
    page.goto("/reports/r2")
    value = page.locator(".values > .value[data-kind=event]").first
    value.locator(".value-head").click(position={"x": 3, "y": 3})
    expect(value).to_have_class("value lit")
    assert "attacked" in lit_words(page)
    assert page.locator(".value.lit").count() == 1


def test_clicking_words_lights_their_value(page: Page) -> None:
    page.goto("/reports/r2")
    mark = page.locator(".reader-text mark", has_text="attacked").first
    mark.click()
    lit = page.locator(".value.lit")
    expect(lit).to_have_count(1)
    ids = (mark.get_attribute("data-value") or "").split()
    assert lit.get_attribute("id") in ids
    if len(ids) > 1:
        first = lit.get_attribute("id")
        mark.click()
        expect(page.locator(f"#{first}")).not_to_have_class("value lit")


def test_keys_lead_from_value_to_value_and_back(page: Page) -> None:
    page.goto("/reports/r2")
    page.locator("h1").click()
    page.keyboard.press("j")
    first = page.locator(".value.lit").get_attribute("id")
    page.keyboard.press("ArrowDown")
    second = page.locator(".value.lit").get_attribute("id")
    assert first and second and first != second
    expect(page.locator(f"[id='{second}']")).to_be_focused()
    page.keyboard.press("k")
    assert page.locator(".value.lit").get_attribute("id") == first
    page.keyboard.press("Escape")
    expect(page.locator(".lit")).to_have_count(0)


def test_a_link_to_words_lights_them(page: Page) -> None:
    page.goto("/reports/r2")
    at = page.locator(".reader-text mark", has_text="nine people").first.get_attribute("id")
    page.goto(f"/events?place=Tessit#{at}")
    page.goto(f"/reports/r2#{at}")
    expect(page.locator(f"[id='{at}']")).to_have_class("lit")


def test_spans_count_code_points(page: Page) -> None:
    page.goto("/reports/r2")
    words = page.locator(".reader-text")
    whole = list(words.text_content() or "")
    for mark in page.locator(".reader-text mark").all()[:12]:
        start, end = (int(mark.get_attribute(f"data-span-{name}") or -1) for name in ("start", "end"))
        assert "".join(whole[start:end]) == mark.text_content()
