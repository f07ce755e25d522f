"""Who may ask, what may come in, and what goes out: hosts, tokens, passwords, sizes, headers, errors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi import HTTPException
from starlette.types import Message, Receive

from sayso.errors import LedgerError, SettingsError
from sayso.ledger import Ledger
from sayso.web.app import create, said_of
from sayso.web.options import DeskOptions
from sayso.web.security import CONTENT_POLICY, Bounded, clean_name, host_name
from tests.web.conftest import HOME, Browser, Tags

PAGES = (
    "/",
    "/events",
    "/reports",
    "/actors",
    "/search?q=market",
    "/review",
    "/add",
    "/api",
    "/api/events",
    "/nowhere",
    "/api/nowhere",
)


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_bears_the_policy_and_no_inline_code(onlooker: Browser, address: str) -> None:
    response = onlooker.get(address)
    assert response.headers["content-security-policy"] == CONTENT_POLICY
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["x-frame-options"] == "DENY"
    assert response.headers["referrer-policy"] == "same-origin"
    assert response.headers["cache-control"] == "no-store"
    if "html" in response.headers["content-type"]:
        tags = Tags(response.text)
        assert all(script.get("src", "").startswith("/static/") for script in tags.of("script"))  # type: ignore[union-attr]
        assert not [a for _, attributes in tags.found for a in attributes if a == "style" or a.startswith("on")]
        assert not tags.of("style") and not tags.of("iframe")


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in CONTENT_POLICY and "http" not in CONTENT_POLICY and "*" not in CONTENT_POLICY
    assert CONTENT_POLICY.startswith("default-src 'none'")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8420", "127.0.0.1.evil.example", "localhost.evil.example:8420", ""]
)
def test_a_name_that_is_not_ours_is_refused(onlooker: Browser, host: str) -> None:
    assert onlooker.get("/api/about", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost:8420", "LOCALHOST", "[::1]:8420"])
def test_this_machine_is_known_by_its_names(onlooker: Browser, host: str) -> None:
    assert onlooker.get("/api/about", headers={"host": host}).status_code == 200


def test_hosts_without_their_ports() -> None:
    assert [host_name(name) for name in ("[::1]:80", "A.b:80", "a", "")] == ["::1", "a.b", "a", ""]


CHANGES = ("/review/pairs", "/review/values", "/review/corrections", "/review/merge", "/review/split", "/review/comments",
           "/review/undo", "/review/person", "/review/warnings", "/add", "/api/reports", "/api/review/judgements",
           "/api/review/undo/j:1")  # fmt: skip


def test_what_changes_anything_needs_the_token(browser: Browser, path: Path) -> None:
    for address in CHANGES:
        browser.page("/review")
        for form, headers in (({}, {}), ({"token": "wrong"}, {}), ({}, {"X-Sayso-Token": "wrong"})):
            assert browser.post(address, data=form | {"person": "Eve"}, headers=headers).status_code == 403, address
        assert browser.post(address, content=b"{}", headers={"content-type": "application/json"}).status_code == 403
        browser.cookies.clear()
        assert browser.post(address, data={"token": browser.token, "person": "Eve"}).status_code == 403, address
    with Ledger(path) as ledger:
        assert list(ledger.judgements()) == [] and len(list(ledger.reports())) == 7


def test_all_that_changes_anything_is_tested(onlooker: Browser) -> None:
    document = onlooker.json_of("/api/openapi.json")
    changing = {path for path, ways in document["paths"].items() if set(ways) - {"get"}}
    assert {path.replace("{judgement}", "j:1") for path in changing} <= set(CHANGES)


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
                                     {"origin": "null"}])  # fmt: skip
def test_other_sites_are_refused_even_with_the_token(onlooker: Browser, headers: dict[str, str]) -> None:
    onlooker.page("/review")
    sent = onlooker.post("/review/person", data={"token": onlooker.token, "person": "Eve"}, headers=headers)
    assert sent.status_code == 403


def test_cookies_are_kept_from_scripts_and_other_sites(browser: Browser) -> None:
    cookies = browser.get("/review").headers.get_list("set-cookie")
    assert cookies and all("HttpOnly" in one and "SameSite=strict" in one for one in cookies)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org"])
def test_others_are_let_in_only_with_a_password(path: Path, host: str) -> None:
    with pytest.raises(SettingsError, match="password"):
        create(path, options=DeskOptions(host=host))
    with pytest.raises(SettingsError, match="shorter"):
        create(path, options=DeskOptions(host=host, password="short"))


def test_the_password_is_asked_of_everything(path: Path, opened: Callable[..., Browser]) -> None:
    browser = opened(path, host="127.0.0.1", password="correct horse")
    for address in ("/", "/api/events", "/static/desk.css"):
        refused = browser.get(address)
        assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Basic")
        assert refused.headers["content-security-policy"] == CONTENT_POLICY
    assert browser.get("/", auth=("anyone", "correct horse")).status_code == 200
    assert browser.get("/", headers={"authorization": "Bearer correct horse"}).status_code == 200
    assert browser.get("/", headers={"authorization": "Basic !!!"}).status_code == 401


def test_guessing_passwords_is_stopped(path: Path, opened: Callable[..., Browser]) -> None:
    browser = opened(path, password="correct horse")
    seen = [browser.get("/", auth=("x", f"guess {n}")).status_code for n in range(12)]
    assert seen[:10] == [401] * 10 and seen[10:] == [429, 429]
    assert browser.get("/", auth=("x", "correct horse")).status_code == 429


def test_bodies_that_are_too_large_are_refused(path: Path, opened: Callable[..., Browser]) -> None:
    browser = opened(path, largest_form=2000, largest_upload=5000)
    assert browser.fill_in("/review/comments", {"why": "x" * 3000}).status_code == 413
    browser.page("/add")
    headers = {"X-Sayso-Token": browser.token}
    too_large = browser.post("/api/reports", files={"files": ("a.txt", b"x" * 6000)}, headers=headers)
    assert too_large.status_code == 413

    def chunks():  # type: ignore[no-untyped-def]
        for _ in range(10):
            yield b"x" * 1000

    undeclared = browser.post("/api/review/judgements", content=chunks(), headers=headers)
    assert undeclared.status_code == 413


def alone(asked: Coroutine[Any, Any, None]) -> None:
    """Runs it to its end in a thread of its own: the browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, asked).result()


def test_a_body_that_never_comes_is_given_up() -> None:
    async def never() -> Message:
        await asyncio.Event().wait()
        return {}

    async def one() -> Message:
        return {"type": "http.request", "body": b"x" * 10, "more_body": True}

    async def ask(receive: Receive, times: int) -> None:
        bounded = Bounded(receive, largest=25, slowest=0.01)
        for _ in range(times):
            await bounded()

    with pytest.raises(HTTPException) as slow:
        alone(ask(never, 1))
    with pytest.raises(HTTPException) as large:
        alone(ask(one, 3))
    assert (slow.value.status_code, large.value.status_code) == (408, 413)


def test_desks_of_two_ledgers_do_not_take_each_others_cookies(path: Path, opened: Callable[..., Browser]) -> None:
    first, second = opened(path), opened(path)
    first.page("/review")
    first.cookies.update(second.get("/review").cookies)
    assert first.fill_in("/review/person", {"person": "Ada"}).status_code == 303


def test_an_error_shows_no_insides(path: Path) -> None:
    secret = path.parent
    assert said_of(KeyError(f"{secret}"), path) == (500, "Something went wrong here. The desk's own log says what.")
    status, words = said_of(LedgerError(f"no event e:1 in {path}"), path)
    assert status == 409 and str(secret) not in words
    assert said_of(LedgerError(f"{path}: broken"), path)[1] == "broken"


def test_a_broken_ledger_is_told_without_insides(browser: Browser, path: Path) -> None:
    browser.page("/")
    desk = browser.app.state.desk  # type: ignore[attr-defined]
    with desk.ledger.store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE report_words")
    for address in ("/search?q=x", "/api/search?q=x"):
        response = browser.get(address)
        assert response.status_code >= 400
        assert (
            str(path.parent) not in response.text and "Traceback" not in response.text and "SELECT" not in response.text
        )


def test_a_missing_ledger_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    with pytest.raises(LedgerError):
        create(tmp_path / "none.db")


@pytest.mark.parametrize(
    ("given", "kept"),
    [(" a  b ", "a b"), ("a\r\nb", "a b"), ("x" * 200, "x" * 80), ("\u202eabc\x00", "abc"), ("  ", "")],
)
def test_names_are_kept_on_one_line(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_home_is_where_the_tests_ask() -> None:
    assert HOME.endswith(str(DeskOptions().port))
