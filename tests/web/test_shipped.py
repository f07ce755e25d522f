"""The files that the desk ships, as they are handed out; and what is packed on its way, and what never is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from sayso.web.app import create
from sayso.web.shipped import FOLDER, address, files
from tests.web.conftest import Browser


@pytest.fixture
def packed(path: Path, opened: Callable[..., Browser]) -> Iterator[Browser]:
    """A browser at a desk that has packed its files."""
    app: FastAPI = create(path)
    app.state.shipped.pack()
    yield opened(path, app)


def test_what_is_asked_for_by_its_edition_is_kept_for_ever(onlooker: Browser) -> None:
    found = onlooker.get(f"{address()}/desk.css")
    assert found.content == (FOLDER / "desk.css").read_bytes()
    assert "immutable" in found.headers["Cache-Control"]
    assert onlooker.get("/static/desk.css").headers["Cache-Control"].endswith("no-cache")


def test_pages_ask_for_this_edition(onlooker: Browser) -> None:
    page = onlooker.page("/")
    assert f'href="{address()}/desk.css"' in page and f'src="{address()}/home.js"' in page


def test_what_has_not_changed_is_not_sent_again(onlooker: Browser) -> None:
    mark = onlooker.get("/static/home.js").headers["ETag"]
    again = onlooker.get("/static/home.js", headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert onlooker.get("/static/home.js", headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("name", ["home.js", "basemap/countries.json", "vendor/inter-latin.woff2", "icon.svg"])
def test_files_come_whole_however_they_are_packed(packed: Browser, name: str) -> None:
    whole = (FOLDER / name).read_bytes()
    for given in ("gzip", "identity"):
        found = packed.get(f"/static/{name}", headers={"Accept-Encoding": given})
        assert found.content == whole
        assert found.headers["Vary"] == "Accept-Encoding"
    sent = packed.get("/static/basemap/countries.json", headers={"Accept-Encoding": "gzip"})
    assert int(sent.headers["Content-Length"]) < 0.5 * len(files()["basemap/countries.json"].data)


@pytest.mark.parametrize(
    "name", ["", "nothing.js", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "basemap", "/etc/passwd"]
)
def test_there_is_nothing_else_to_ask_for(onlooker: Browser, name: str) -> None:
    assert onlooker.get(f"/static/{name}").status_code == 404


def test_files_cannot_be_changed(browser: Browser) -> None:
    browser.get("/")
    assert browser.post("/static/home.js", headers={"X-Sayso-Token": browser.token}).status_code == 405


def test_pages_with_the_token_are_never_packed_and_the_api_is(onlooker: Browser) -> None:
    """Packed, a page that holds a secret and words of its address would tell by its length how well they match."""
    page = onlooker.get("/?text=market", headers={"Accept-Encoding": "gzip"})
    assert onlooker.token in page.text and len(page.text) > 2048
    assert "Content-Encoding" not in page.headers
    answer = onlooker.get("/api/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip" and onlooker.token not in answer.text
