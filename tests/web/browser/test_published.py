"""The published desk: static files on a plain file server, filtered in the browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sayso.web.publish import publish
from tests.web.browser.serving import Visitor


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def site(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the published ledger."""
    out = tmp_path_factory.mktemp("site") / "out"
    publish(ledger, out)
    handler = functools.partial(_Quiet, directory=str(out))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_the_published_view_filters_without_a_server(visit: Callable[..., Visitor], site: str) -> None:
    page = visit(site).page
    page.goto("/index.html")
    page.wait_for_selector("[data-map][data-drawn]")
    expect(page.locator("[data-status]")).to_contain_text("events")
    page.fill("[name=place]", "Kidal")
    page.wait_for_function("() => location.search.includes('place=Kidal')")
    expect(page.locator("[data-status]")).not_to_have_text("21 events")
    assert set(page.locator(".event-row .where").all_text_contents()) == {"Kidal"}
    page.locator(".event-head").first.click()
    page.wait_for_url("**/events/*.html")
    expect(page.locator("h1")).to_be_visible()
    page.get_by_role("link", name="Reports", exact=True).click()
    page.wait_for_url("**/reports.html")


def test_published_reports_show_short_quotes_only(visit: Callable[..., Visitor], site: str) -> None:
    page = visit(site).page
    page.goto("/reports.html")
    page.locator(".report-row a").first.click()
    page.wait_for_url("**/reports/*.html")
    expect(page.locator(".reader-text")).to_have_count(0)
    expect(page.locator("blockquote").first).to_be_visible()
