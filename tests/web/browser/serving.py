"""A real server on a free port, and a real Chromium that notes what it was asked for and what it complained of."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request

from sayso.web.app import create

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--no-default-browser-check",
]
WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
PLAIN = ["--disable-gpu", "--disable-3d-apis"]
ADVICE = f"no browser at {CHROMIUM}: run `apt-get install chromium`, or set SAYSO_NO_BROWSER=1 to skip these tests"


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = threading.Event()

    async def startup(self, sockets: list | None = None) -> None:  # type: ignore[type-arg]
        await super().startup(sockets)
        self.listening.set()

    @property
    def port(self) -> int:
        return int(self.servers[0].sockets[0].getsockname()[1])


@contextmanager
def serving(ledger: Path) -> Iterator[str]:
    """The desk over a ledger; gives its address."""
    server = _Server(
        uvicorn.Config(create(ledger), host="127.0.0.1", port=0, log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.listening.wait(20)
    yield f"http://127.0.0.1:{server.port}"
    server.should_exit = True
    thread.join(20)


def chromium(playwright: Playwright, *, webgl: bool) -> Browser:
    """The browser, with WebGL in software or without any; or a skip with its reason, or a failure with advice."""
    if not CHROMIUM.exists():
        if os.environ.get("SAYSO_NO_BROWSER"):
            pytest.skip(f"SAYSO_NO_BROWSER is set, and there is no browser at {CHROMIUM}")
        pytest.fail(ADVICE)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS + (WEBGL if webgl else PLAIN))


class Visitor:
    """A person at the browser. `elsewhere` holds requests to other origins, `trouble` errors and broken policies."""

    def __init__(self, browser: Browser, base: str, *, scripts: bool = True) -> None:
        self.base = base
        self.elsewhere: list[str] = []
        self.trouble: list[str] = []
        self.context: BrowserContext = browser.new_context(
            base_url=base, viewport={"width": 1280, "height": 900}, java_script_enabled=scripts, reduced_motion="reduce"
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.context.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base + "/", "data:", "blob:" + self.base)):
            self.elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "409" not in message.text:
            self.trouble.append(message.text)

    def go(self, path: str) -> Page:
        """Opens a page of the desk and waits until its scripts have run."""
        self.page.goto(path, wait_until="load")
        return self.page

    def leave(self) -> None:
        """Closes the browser's window; nothing may have gone wrong in it before, nor been asked of anybody else.

        What closing itself cuts short, a request under way on a busy machine, is not the page's fault.
        """
        self.page.title()  # lets what the page has said so far arrive
        trouble, elsewhere = list(self.trouble), list(self.elsewhere)
        self.context.close()
        assert elsewhere == [], elsewhere
        assert trouble == [], trouble
