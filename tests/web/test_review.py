"""Review in the browser: what is asked, what is decided, who is told, and that it is the command line's rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import Ledger
from tests.web.conftest import HOME, Browser, Tags


def events(browser: Browser) -> dict[str, Any]:
    """The event of each report."""
    found: dict[str, Any] = {}
    for item in browser.json_of("/api/events")["events"]:
        for report in browser.json_of(f"/api/events/{item['id']}")["reports"]:
            found[report["id"]] = item
    return found


def pair(browser: Browser) -> dict[str, Any]:
    item = next(one for one in browser.json_of("/api/review/queue", kind="merge")["items"])
    return {"first": item["tellings"][0]["telling"], "second": item["tellings"][1]["telling"], "key": item["key"]}


def test_the_queue_holds_pairs_with_reasons_and_contradictions(onlooker: Browser) -> None:
    queue = onlooker.json_of("/api/review/queue")
    assert {item["kind"] for item in queue["items"]} == {"merge", "coding"}
    useful = [item["useful"] for item in queue["items"]]
    assert useful == sorted(useful, reverse=True)
    merge = next(item for item in queue["items"] if item["kind"] == "merge")
    assert merge["reasons"] and all(reason["why"] for reason in merge["reasons"])
    coding = next(item for item in queue["items"] if item["kind"] == "coding")
    assert {one["value"] for one in coding["candidates"]} == {"ASSAULT", "COERCE"}
    assert queue["progress"] == {"judged": 0, "of": len(queue["items"]), "agreement": None, "reviewers": []}


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_pair_is_judged_with_a_plain_form_and_undone(browser: Browser, path: Path, verdict: str) -> None:
    before, asked = browser.json_of("/api/events")["total"], pair(browser)
    sent = browser.fill_in("/review/pairs", asked | {"verdict": verdict, "person": "Ada", "why": "same shop"})
    assert sent.status_code == 303 and sent.headers["location"].startswith("/review?done=j:")
    with Ledger(path) as ledger:
        rows = list(ledger.judgements())
    assert [(row.kind, row.by, row.why, row.undone) for row in rows] == [(verdict, "Ada", "same shop", False)]
    assert browser.json_of("/api/events")["total"] == before - (verdict == "same")
    assert asked["key"] not in {item["key"] for item in browser.json_of("/api/review/queue")["items"]}
    page = Tags(browser.page(sent.headers["location"]))
    assert "Undo" in page.shown and page.hidden("judgement") == rows[0].id
    back = browser.fill_in("/review/undo", {"judgement": rows[0].id})
    assert back.status_code == 303
    assert browser.json_of("/api/events")["total"] == before
    assert asked["key"] in {item["key"] for item in browser.json_of("/api/review/queue")["items"]}
    with Ledger(path) as ledger:
        assert [(row.kind, row.by, row.undone) for row in ledger.judgements()] == [
            (verdict, "Ada", True),
            ("undo", "Ada", False),
        ]
        assert ledger.verify() == []


def test_the_name_is_asked_once(browser: Browser) -> None:
    assert 'name="person"' in browser.page("/review")
    nameless = browser.fill_in("/review/pairs", pair(browser) | {"verdict": "same"})
    assert nameless.status_code == 422 and "name" in nameless.text
    browser.fill_in("/review/person", {"person": "  Zoë \t Ünal\u202e "})
    page = browser.page("/review")
    assert "Zoë Ünal" in page and "\u202e" not in page
    assert browser.fill_in("/review/pairs", pair(browser) | {"verdict": "same"}).status_code == 303


def test_progress_and_agreement_with_the_machine(browser: Browser) -> None:
    queue = browser.json_of("/api/review/queue")
    asked = next(item for item in queue["items"] if item["kind"] == "merge")
    first, second = (one["telling"] for one in asked["tellings"])
    browser.fill_in("/review/pairs", {"first": first, "second": second, "verdict": asked["machine"], "person": "Ada"})
    progress = browser.json_of("/api/review/queue")["progress"]
    assert (progress["judged"], progress["agreement"], progress["reviewers"]) == (1, 1.0, ["Ada"])
    shown = Tags(browser.page("/review")).shown
    assert f"1 of {progress['of']}, agreement with the machine 100 %" in shown


def test_the_second_judge_of_a_pair_is_told_of_the_first(path: Path, opened: Callable[..., Browser]) -> None:
    ada = opened(path)
    bo = Browser(ada.app, base_url=str(ada.base_url), raise_server_exceptions=False)
    asked = pair(ada)
    seen = Tags(bo.page(f"/review?item={asked['key']}")).hidden("seen")
    assert (
        ada.fill_in("/review/pairs", asked | {"verdict": "different", "person": "Ada", "why": "two shops"}).status_code
        == 303
    )
    second = asked | {"verdict": "same", "person": "Bo", "seen": seen}
    told = bo.fill_in("/review/pairs", second)
    assert told.status_code == 409
    shown = Tags(told.text).shown
    assert "Ada judged: two events" in shown and "two shops" in shown
    with Ledger(path) as ledger:
        assert [row.by for row in ledger.judgements()] == ["Ada"]
    assert bo.fill_in("/review/pairs", second | {"confirm": "yes"}).status_code == 303
    with Ledger(path) as ledger:
        assert [(row.by, row.kind) for row in ledger.judgements()] == [("Ada", "different"), ("Bo", "same")]


def test_two_judge_over_json_and_the_second_is_told(browser: Browser) -> None:
    browser.page("/review")
    headers, asked = {"X-Sayso-Token": browser.token}, pair(browser)
    body = {"first": asked["second"], "second": asked["first"]}
    first = browser.post("/api/review/judgements", json=body | {"verdict": "same", "by": "Ada"}, headers=headers)
    assert first.status_code == 201 and first.json()["judgement"]["by"] == "Ada"
    told = browser.post("/api/review/judgements", json=body | {"verdict": "different", "by": "Bo"}, headers=headers)
    assert told.status_code == 409 and [one["by"] for one in told.json()["judged"]] == ["Ada"]
    known = body | {"verdict": "different", "by": "Bo", "seen": [first.json()["judgement"]["id"]]}
    assert browser.post("/api/review/judgements", json=known, headers=headers).status_code == 201
    undone = browser.post(f"/api/review/undo/{first.json()['judgement']['id']}", json={"by": "Bo"}, headers=headers)
    assert undone.status_code == 201


def test_a_contradiction_is_settled_by_judging_one_value_right(browser: Browser) -> None:
    item = next(one for one in browser.json_of("/api/review/queue", kind="coding")["items"])
    wrong = next(one for one in item["candidates"] if one["value"] == "COERCE")
    sent = browser.fill_in(
        "/review/values", {"statement": wrong["statement"], "verdict": "wrong", "value": "attack", "person": "Ada"}
    )
    assert sent.status_code == 303
    event = browser.json_of(f"/api/events/{item['event']['id']}")
    types = next(prop for prop in event["properties"] if prop["property"] == "type")
    assert [value["value"] for value in types["values"]] == ["ASSAULT"] and not types["rivals"]
    assert "Ada" in {one["corrected_by"] for value in types["values"] for one in value["vouched"]}
    assert item["key"] not in {one["key"] for one in browser.json_of("/api/review/queue")["items"]}


def statement(browser: Browser, report: str, prop: str, quote: str = "") -> str:
    """A statement of a report about a property, resting on words that hold the quote."""
    event = events(browser)[report]["id"]
    page = browser.json_of(f"/api/events/{event}")
    told = (one for p in page["properties"] if p["property"] == prop for v in p["values"] for one in v["vouched"])
    return next(one["statement"] for one in told if one["report"] == report and quote in one["quote"])


def test_a_number_is_corrected_with_words_of_the_text(browser: Browser, path: Path) -> None:
    key = statement(browser, "r2", "killed", "nine")
    text = browser.json_of("/api/reports/r2")["text"]
    at = text.index("seven")
    form = {"cell": key, "report": "r2", "value": "7", "start": at, "end": at + 5, "person": "Ada", "why": "misread"}
    sent = browser.fill_in("/review/corrections", form)
    assert (sent.status_code, sent.headers["location"]) == (303, "/reports/r2")
    event = browser.json_of(f"/api/events/{events(browser)['r2']['id']}")
    killed = next(prop for prop in event["properties"] if prop["property"] == "killed")
    corrected = [one for value in killed["values"] for one in value["vouched"] if one["corrected_by"] == "Ada"]
    assert [(one["quote"], one["span"], one["report"]) for one in corrected] == [("seven", [at, at + 5], "r2")]
    assert "9 people" not in {value["value"] for value in killed["values"]}
    with Ledger(path) as ledger:
        assert ledger.verify() == [] and key in {one.id for one in ledger.statements()}
        row = next(iter(ledger.judgements()))
    browser.fill_in("/review/undo", {"judgement": row.id})
    event = browser.json_of(f"/api/events/{event['event']['id']}")
    killed = next(prop for prop in event["properties"] if prop["property"] == "killed")
    assert "9 people" in {value["value"] for value in killed["values"]}


def test_a_blank_is_filled_from_the_text(browser: Browser) -> None:
    telling = "r6:2-10"
    assert browser.json_of("/api/events", text="shooting")["events"][0]["when"] is None
    text = browser.json_of("/api/reports/r6")["text"]
    form = {
        "cell": f"blank|time|{telling}",
        "report": "r6",
        "value": "2024-03-12",
        "start": 0,
        "end": len(text) - 1,
        "person": "Ada",
    }
    assert browser.fill_in("/review/corrections", form).status_code == 303
    assert browser.json_of("/api/events", text="shooting")["events"][0]["when"]["value"] == "2024-03-12"


@pytest.mark.parametrize(
    ("prop", "value", "said"),
    [
        ("type", "quarrel", "no type"),
        ("killed", "many", "no number"),
        ("time", "last week", "no day"),
        ("killed", "", "right value"),
    ],
)
def test_a_value_that_is_none_is_refused_and_says_what_would_be(
    onlooker: Browser, prop: str, value: str, said: str
) -> None:
    sent = onlooker.fill_in(
        "/review/corrections",
        {"cell": statement(onlooker, "r1", prop), "report": "r1", "value": value, "person": "Ada"},
    )
    assert sent.status_code == 422 and said in Tags(sent.text).shown


def test_merge_split_and_remark_from_an_event_page(browser: Browser, path: Path) -> None:
    at = events(browser)
    sent = browser.fill_in("/review/merge", {"event": at["r3"]["id"], "other": at["r4"]["id"], "person": "Ada"})
    assert sent.status_code == 303
    after = events(browser)
    assert after["r3"]["id"] == after["r4"]["id"]
    mention = browser.json_of(f"/api/events/{after['r3']['id']}")["reports"]
    march = next(one for one in mention if one["id"] == "r4")["excerpts"][0]["span"]
    browser.fill_in("/review/split", {"event": after["r3"]["id"], "mention": f"r4:{march[0]}-{march[1]}"})
    assert events(browser)["r3"]["id"] != events(browser)["r4"]["id"]
    browser.fill_in("/review/comments", {"event": at["r1"]["id"], "why": "ask the clinic again"})
    assert "ask the clinic again" in browser.page(f"/events/{at['r1']['id']}")
    with Ledger(path) as ledger:
        assert [row.kind for row in ledger.judgements()] == ["same", "different", "comment"]
        assert ledger.verify() == []


def test_events_near_one_are_offered_to_merge_it_with(browser: Browser) -> None:
    """Those at its place and of its type first; another is named by the address of its page."""
    at = events(browser)
    page = Tags(browser.page(f"/events/{at['r1']['id']}"))
    offered = [one["value"] for one in page.of("option") if (one.get("value") or "").startswith("e:")]
    assert at["r6"]["id"] in offered and at["r1"]["id"] not in offered
    address = f"{HOME}/events/{at['r6']['id']}?as_of=2024-03-15"
    sent = browser.fill_in("/review/merge", {"event": at["r1"]["id"], "other": address, "person": "Ada"})
    assert sent.status_code == 303
    after = events(browser)
    assert after["r1"]["id"] == after["r6"]["id"]


def test_what_is_not_there_is_refused_without_insides(onlooker: Browser, path: Path) -> None:
    for form in ({"statement": "s:none", "verdict": "wrong"}, {"statement": "", "verdict": "perhaps"}):
        sent = onlooker.fill_in("/review/values", form | {"person": "Ada"})
        assert sent.status_code in (409, 422)
        assert str(path.parent) not in sent.text and "Traceback" not in sent.text


@pytest.mark.parametrize("goal", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_a_form_sends_nobody_elsewhere(browser: Browser, goal: str) -> None:
    sent = browser.fill_in("/review/person", {"person": "Ada", "back": goal})
    assert (sent.status_code, sent.headers["location"]) == (303, "/review")
