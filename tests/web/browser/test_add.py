"""Adding reports: pasted text is read while one watches, and stands in the ledger afterwards."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.web.browser.serving import Visitor

REPORT = (
    "ABIDJAN, May 4 (Coast Radio) - Port workers began a strike in Abidjan on Saturday over unpaid wages, a union leader said. "
    "Police detained three of them, the interior ministry said."
)


def test_pasted_text_and_files_are_read_with_progress(visit: Callable[..., Visitor], own_desk: str) -> None:
    page = visit(own_desk).page
    page.goto("/add")
    page.locator("textarea[name=pasted]").fill(REPORT)
    page.locator("input[name=published]").fill("2024-05-04")
    page.locator("input[type=file]").set_input_files(
        [{"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}],
    )  # fmt: skip
    page.get_by_role("button", name="Read").click()
    done = page.locator(".progress-list li[data-state=done]")
    expect(done).to_have_count(1, timeout=60_000)
    expect(done).to_contain_text("events")
    expect(page.locator(".progress-list li[data-state=failed]")).to_have_count(1)
    done.get_by_role("link").click()
    assert page.locator(".reader-text").text_content() == REPORT
    page.goto("/events?place=Abidjan")
    assert page.locator(".event-row").count() >= 1
