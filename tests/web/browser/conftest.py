"""One browser and one served ledger for all; what changes the ledger gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests.web.browser.serving import Visitor, chromium, serving
from tests.web.browser.stories import build


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = chromium(playwright, webgl=False)
    yield opened
    opened.close()


@pytest.fixture
def drawing_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser with WebGL; it draws in software, and slowly."""
    opened = chromium(playwright, webgl=True)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("desk") / "stories.db")


@pytest.fixture(scope="session")
def desk(ledger: Path) -> Iterator[str]:
    """The address of a desk that no test changes."""
    with serving(ledger) as address:
        yield address


@pytest.fixture
def own_desk(ledger: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a desk over a copy of the ledger."""
    copied = shutil.copy(ledger, tmp_path / "own.db")
    with serving(Path(copied)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Makes visitors; when the test is over, nothing may have gone wrong for any of them."""
    with ExitStack() as stack:

        def come(base: str, **how: bool) -> Visitor:
            visitor = Visitor(browser, base, **how)
            stack.callback(visitor.leave)
            return visitor

        yield come


@pytest.fixture
def page(visit: Callable[..., Visitor], desk: str) -> Page:
    """A page of a browser without WebGL, at the desk that no test changes."""
    return visit(desk).page
