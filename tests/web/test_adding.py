"""Adding reports from the page: files, text, progress, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.errors import StageError
from sayso.ledger import Ledger
from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.web.app import create
from sayso.web.options import DeskOptions
from tests.ledger.made import Teller
from tests.web.conftest import Browser, Tags


def read(reports: Iterable[Report]) -> Iterator[Reading | Failure]:
    """Reads what is in English, one event a report."""
    for report in reports:
        if "Straße" in report.text:
            yield Failure(report, StageError(report.id, "is in German"))
            continue
        teller = Teller(report.id, report.text, published=report.published, publisher=report.publisher)
        teller.event(report.text.split()[0].strip("."), place=None, day=None)
        made = teller.reading()
        yield Reading(report=report, events=made.events, coder="quick")


@pytest.fixture
def adding(path: Path, opened: Callable[..., Browser]) -> Browser:
    browser = opened(path, create(path, read=read))
    browser.page("/add")
    return browser


def lines(browser: Browser, **sent: Any) -> list[dict[str, Any]]:
    response = browser.post("/api/reports", headers={"X-Sayso-Token": browser.token}, **sent)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in response.text.splitlines()]
    progress = browser.json_of(f"/api/adding/{response.headers['x-sayso-job']}")
    assert progress["finished"] and progress["lines"] == found
    return found


def test_files_are_read_with_progress(adding: Browser, path: Path) -> None:
    files = [
        ("files", ("one.txt", b"Shells hit Kidal.")),
        ("files", ("two.txt", b"Boats sank off Dakar.")),
        ("files", ("three.exe", b"MZ")),
    ]
    told = lines(adding, files=files)
    assert [(line["file"], line["state"]) for line in told[:3]] == [
        (name, "queued") for name in ("one.txt", "two.txt", "three.exe")
    ]
    assert {(line["report"], line["state"]) for line in told if line["state"] in ("done", "failed")} == {
        ("one.txt", "done"), ("two.txt", "done"), (None, "failed"),
    }  # fmt: skip
    assert [line["done"] for line in told] == sorted(line["done"] for line in told)
    assert (told[-1]["done"], told[-1]["of"]) == (3, 3)
    assert next(line for line in told if line["state"] == "done")["events"] == 1
    assert adding.json_of("/api/reports")["total"] == 9
    assert adding.json_of("/api/events?text=shells")["total"] == 1
    with Ledger(path) as ledger:
        assert ledger.verify() == []


def test_what_is_known_is_said_to_be_known(adding: Browser) -> None:
    files = [("files", ("one.txt", b"Shells hit Kidal."))]
    assert lines(adding, files=files)[-1]["state"] == "done"
    assert lines(adding, files=files)[-1]["state"] == "known"
    assert adding.json_of("/api/reports")["total"] == 8


def test_pasted_text_becomes_a_report(adding: Browser) -> None:
    form = {
        "pasted": "Rain fell on Lyon.\r\nRivers rose.",
        "title": "Rain",
        "published": "2024-05-01",
        "publisher": "Rhone Post",
    }
    told = lines(adding, data=form)[-1]
    report = adding.json_of(f"/api/reports/{told['report']}")
    assert (report["text"], report["title"], report["published"]) == (
        "Rain fell on Lyon.\nRivers rose.",
        "Rain",
        "2024-05-01",
    )
    refused = adding.post(
        "/api/reports", data={"pasted": "x", "published": "soon"}, headers={"X-Sayso-Token": adding.token}
    )
    assert refused.status_code == 422 and "date" in refused.json()["error"]


def test_many_reports_in_one_file(adding: Browser) -> None:
    rows = [{"id": f"j{n}", "text": f"Shells hit Kidal, wave {n}."} for n in range(5)] + [
        {"id": "de", "text": "Die Straße brennt."}
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    told = lines(adding, files=[("files", ("rows.jsonl", data))])
    states = [line["state"] for line in told if line["state"] in ("done", "failed")]
    assert sorted(states) == ["done"] * 5 + ["failed"]
    assert next(line for line in told if line["state"] == "failed")["reason"] == "is in German"


def test_the_form_works_without_scripts(adding: Browser) -> None:
    sent = adding.fill_in("/add", {"pasted": "Rain fell on Lyon."})
    assert sent.status_code == 303
    job = sent.headers["location"].partition("job=")[2]
    while not adding.json_of(f"/api/adding/{job}")["finished"]:
        pass
    shown = Tags(adding.page(f"/add?job={job}")).shown
    assert "1 of 1" in shown and "1 events" in shown


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "C:\\temp\\x.txt", "a\x00b.txt", "\u202e.txt"])
def test_names_of_files_open_nothing(adding: Browser, path: Path, name: str) -> None:
    before = sorted(path.parent.rglob("*"))
    told = lines(adding, files=[("files", (name, b"Shells hit Kidal."))])[-1]
    assert (
        told["state"] == "done"
        and "/" not in told["report"]
        and "\\" not in told["report"]
        and "\u202e" not in told["report"]
    )
    assert [one for one in sorted(path.parent.rglob("*")) if not one.name.startswith("news.db")] == [
        one for one in before if not one.name.startswith("news.db")
    ]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02" * 50, "Straße".encode("utf-16")])
def test_what_is_no_text_is_refused_with_its_reason(adding: Browser, data: bytes) -> None:
    told = lines(adding, files=[("files", ("x.txt", data))])[-1]
    assert told["state"] == "failed" and told["reason"]


def test_nothing_to_read_is_said(adding: Browser) -> None:
    assert adding.post("/api/reports", data={"pasted": " "}, headers={"X-Sayso-Token": adding.token}).status_code == 422
    assert "nothing to read" in adding.fill_in("/add", {}).text


def test_addresses_are_not_fetched_unless_allowed(adding: Browser) -> None:
    refused = adding.post(
        "/api/reports", data={"address": "http://127.0.0.1:9/"}, headers={"X-Sayso-Token": adding.token}
    )
    assert refused.status_code == 403 and "--allow-fetch" in refused.json()["error"]
    assert 'name="address"' not in adding.page("/add")


def test_addresses_of_this_machine_are_refused_even_then(path: Path, opened: Callable[..., Browser]) -> None:
    browser = opened(path, create(path, options=DeskOptions(allow_fetch=True), read=read))
    browser.page("/add")
    told = lines(browser, data={"address": "http://127.0.0.1:9/page.html"})[-1]
    assert told["state"] == "failed"
    refused = browser.post(
        "/api/reports", data={"address": "file:///etc/passwd"}, headers={"X-Sayso-Token": browser.token}
    )
    assert refused.status_code == 422


def test_an_unknown_job_is_not_there(adding: Browser) -> None:
    adding.json_of("/api/adding/none", status=404)
