"""Takes the pictures of the desk in docs/pictures/: the sample stories, in light and dark, and some on a narrow screen.

    python docs/make_pictures.py [LEDGER]

Needs Debian's chromium and the extras desk and dev. Without LEDGER, one is made from samples/three-stories.jsonl.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT))

from tests.web.browser.serving import chromium, serving  # noqa: E402

WIDE, NARROW = (1280, 900), (390, 844)
READ, SHOWN = "nyala-1", "Rapid Support Forces"
"""The report that is shown in the reader, and the actor whose page is shown."""


def made_ledger(folder: Path) -> Path:
    """The ledger of the sample stories."""
    ledger = folder / "three-stories.db"
    sayso = [sys.executable, "-m", "sayso", "ledger", "add", "--ledger", str(ledger)]
    subprocess.run([*sayso, str(ROOT / "samples" / "three-stories.jsonl")], check=True)  # noqa: S603 (our own program)
    return ledger


def addresses(page: Page) -> dict[str, str]:
    """What is shown, by the name of its picture: the event with the most reports among them."""
    events = page.evaluate("async () => (await (await fetch('/api/events?limit=200')).json()).events")
    event = max(events, key=lambda one: (one["reports"], len(one["figures"]), one["id"]))
    page.goto(f"/actors?actor={SHOWN}")
    actor = page.locator("tbody a").first.get_attribute("href") or "/actors"
    return {
        "events": "/events", "event": f"/events/{event['id']}", "reports": "/reports", "reader": f"/reports/{READ}",
        "actors": "/actors", "actor": actor, "search": "/search?q=killed", "review": "/review", "add": "/add",
    }  # fmt: skip


def opened(browser: Browser, base: str, size: tuple[int, int], scheme: str) -> Page:
    """A page of a certain size and colours, without movements."""
    context = browser.new_context(
        base_url=base, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce",
        locale="en-GB",
    )  # fmt: skip
    context.add_init_script("localStorage.setItem('sayso-map', 'full')")
    return context.new_page()


def take_home(page: Page, name: str) -> None:
    """The first page with the detailed map, once all its tiles are drawn."""
    page.goto("/")
    page.wait_for_selector("[data-map][data-drawn]", timeout=90_000)
    page.wait_for_load_state("networkidle")
    still = "async () => { const c = document.querySelector('.map canvas'); if (!c) return; await new Promise((r) => setTimeout(r, 6000)); }"
    page.evaluate(still)
    page.screenshot(path=OUT / f"desk-{name}.png")


def take(page: Page, name: str, address: str) -> None:
    """A page as far as the window shows it."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if name.startswith("reader"):
        page.locator(".values > .value").first.locator(".value-head").click(position={"x": 3, "y": 3})
    page.screenshot(path=OUT / f"desk-{name}.png")


def main(ledger: Path) -> None:
    """Takes every picture of a ledger."""
    OUT.mkdir(parents=True, exist_ok=True)
    with serving(ledger) as base, sync_playwright() as playwright:
        browser = chromium(playwright, webgl=True)
        for scheme in ("light", "dark"):
            take_home(opened(browser, base, (1280, 1000), scheme), f"home-{scheme}")
        page = opened(browser, base, WIDE, "light")
        page.goto("/events")
        for name, address in addresses(page).items():
            take(page, name, address)
        dark = opened(browser, base, WIDE, "dark")
        dark.goto("/events")
        for name, address in addresses(dark).items():
            if name in ("event", "review", "actor"):
                take(dark, f"{name}-dark", address)
        narrow = opened(browser, base, NARROW, "light")
        take(narrow, "narrow-reader", f"/reports/{READ}")
        take_home(narrow, "narrow-home")
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else made_ledger(Path(folder)))
