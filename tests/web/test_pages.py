"""Pages: all they show comes from the ledger, works without scripts, and report text stays text."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ledger import Ledger
from sayso.model import Warning
from sayso.web import answers
from sayso.web.answers import ReadValue
from sayso.web.report_view import pieces
from sayso.web.sentences import LONGEST, excerpt, sentence_with
from tests.ledger.made import Teller, raid
from tests.web.conftest import Browser, Tags

PAYLOADS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "<svg/onload=alert(1)>", "\"><b id=pwned>",
    "'-alert(1)-'", "{{ 7 * 7 }}", "</textarea><script>1</script>", "\u202egnol si siht\u202c", "]]><!--",
)  # fmt: skip


def hostile(n: int, payload: str) -> Teller:
    words = (
        f"Gunmen {payload} attacked Tessit on Monday, killing six people, {payload} said. Kilo {payload} Front fled."
    )
    teller = Teller(f"bad{n} {payload}", words, publisher=f"Pub {payload}")
    by = teller.by(f"Speaker {payload}", cue="said")
    who = teller.who("actor", f"Kilo {payload} Front", "group")
    teller.event("attacked", arguments=(who, teller.toll("killed", "six people", 6, by, population=payload)))
    return teller


@pytest.fixture
def attacked(tmp_path: Path, opened: Callable[..., Browser]) -> Browser:
    path = tmp_path / "bad.db"
    with Ledger(path) as ledger:
        for n, payload in enumerate(PAYLOADS):
            made = hostile(n, payload).reading()
            report = msgspec.structs.replace(made.report, title=f"Title {payload}", url="javascript:alert(1)")
            warning = Warning(code="sum", message=f"Odd {payload}", spans=())
            ledger.add(msgspec.structs.replace(made, report=report, warnings=(warning,)))
    return opened(path)


def all_pages(browser: Browser) -> list[str]:
    """Every page that can be reached by following links, without the API's."""
    waiting, seen = ["/", "/review", "/review?kind=warning", "/search?q=Kilo", "/search?q=%3Cscript%3E", "/add"], []
    known = set(waiting)
    while waiting:
        address = waiting.pop(0)
        response = browser.get(address)
        assert response.status_code == 200, (address, response.text[:300])
        seen.append(response.text)
        for link in Tags(response.text).of("a"):
            href = (link.get("href") or "").split("#")[0]
            assert not href.lower().startswith(("javascript:", "data:", "http:", "https:", "//")), href
            if href.startswith("/") and not href.startswith("/api") and "?" not in href and href not in known:
                known.add(href)
                waiting.append(href)
    return seen


def test_report_text_is_shown_as_text_only(attacked: Browser) -> None:
    pages = all_pages(attacked)
    assert len(pages) > 20
    for page in pages:
        tags = Tags(page)
        assert {script.get("src", "").split("/")[1] for script in tags.of("script")} <= {"static"}  # type: ignore[union-attr]
        assert not [
            1 for _, attributes in tags.found for name in attributes if name.startswith("on") or name == "style"
        ]
        assert not [1 for one in tags.of("b") if one.get("id") == "pwned"]
        assert not [1 for one in tags.of("svg") if "onload" in one] and not tags.of("img")
        for tag, attributes in tags.found:
            for name in ("href", "src", "action", "formaction", "data"):
                assert not (attributes.get(name) or "").lower().startswith("javascript:"), (tag, attributes)


class Isolation(HTMLParser):
    """Finds words with direction marks that could turn the words around them."""

    VOID = frozenset({"input", "meta", "link", "br", "path", "line", "circle", "rect", "hr", "img"})
    APART = frozenset({"bdi", "title", "option", "textarea", "text", "desc"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.bare: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append((tag, tag in self.APART or dict(attrs).get("dir") == "auto"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "\u202e" in data and not any(apart for _, apart in self.open):
            self.bare.append(data)


def test_direction_marks_are_isolated(attacked: Browser) -> None:
    item = attacked.json_of("/api/events")["events"][0]
    report = next(one["id"] for one in attacked.json_of("/api/reports")["reports"] if "\u202e" in one["id"])
    actor = next(one["id"] for one in attacked.json_of("/api/actors")["actors"] if "\u202e" in one["name"])
    for address in ("/", "/events", f"/events/{item['id']}", "/reports", f"/reports/{quote(report, safe='')}", "/actors", f"/actors/{actor}",
                    "/review", "/search?q=kilo"):  # fmt: skip
        assert Isolation(attacked.page(address)).bare == []


def test_json_of_hostile_text_is_json(attacked: Browser) -> None:
    response = attacked.get("/api/map")
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-content-type-options"] == "nosniff"


# ---------------------------------------------------------------- what pages show
def event_of(browser: Browser, report: str) -> str:
    for item in browser.json_of("/api/events")["events"]:
        if report in {one["id"] for one in browser.json_of(f"/api/events/{item['id']}")["reports"]}:
            key: str = item["id"]
            return key
    raise AssertionError(report)


def test_an_event_page_shows_who_vouches_rivals_numbers_and_words(onlooker: Browser) -> None:
    key = event_of(onlooker, "r1")
    page = onlooker.json_of(f"/api/events/{key}")
    assert [one["id"] for one in page["reports"]] == ["r1", "r7", "r2", "r5"]
    types = next(prop for prop in page["properties"] if prop["property"] == "type")
    assert types["rivals"] and {value["value"] for value in types["values"]} == {"ASSAULT", "COERCE"}
    killed = next(tally for tally in page["tallies"] if tally["role"] == "killed")
    assert [one["policy"].split("@")[0] for one in killed["policies"]] == [
        "ucdp_best_low_high",
        "acled_conservative",
        "airwars_min_max",
    ]
    aside = [one["why"] for policy in killed["policies"] for one in policy["set_aside"]]
    assert any("newer figure of the same speaker" in why for why in aside)
    front = next(one for one in page["responsibility"] if one["who"]["name"] == "River Front")
    assert front["blamed_by"] == ["Awa Traore"] and front["denied_by"] == ["River Front"] and front["claimed_by"] == []
    tags = Tags(onlooker.page(f"/events/{key}"))
    for words in (
        "River Front",
        "rival values",
        "ACLED, conservative",
        "nine people",
        "set aside",
        "disputed",
        "denied",
    ):
        assert words in tags.shown, words
    assert tags.of("svg")
    sentence = page["reports"][0]["excerpts"][0]
    text = onlooker.json_of("/api/reports/r1")["text"]
    assert text[slice(*sentence["span"])] == "attacked" == sentence["sentence"][slice(*sentence["words"])]


def test_a_blank_is_shown_as_a_blank(onlooker: Browser) -> None:
    shown = Tags(onlooker.page(f"/events/{event_of(onlooker, 'r6')}")).shown
    assert "no report names who did it" in shown and "no report lets one tell" in shown


def test_the_reader_marks_every_value_and_keeps_the_text(onlooker: Browser) -> None:
    report = onlooker.json_of("/api/reports/r5")
    page = onlooker.page("/reports/r5")
    tags = Tags(page)
    marks = tags.of("mark")
    covered = {key for mark in marks for key in (mark.get("data-value") or "").split()}
    assert {value["id"] for value in report["values"] if value["spans"]} <= covered
    assert all(mark["id"] == f"w{mark['data-span-start']}" for mark in marks)
    inside = page.split('id="report-text"')[1].split(">", 1)[1].split("</div>")[0]
    assert "".join(Tags(inside).words) == report["text"]
    anchors = {link["href"] for link in tags.of("a") if (link.get("href") or "").startswith("#w")}
    ids = {f"#{one['id']}" for tag in ("mark", "span") for one in tags.of(tag) if one.get("id")}
    assert anchors and anchors <= ids


def test_an_actor_page_keeps_apart_what_it_said_did_and_suffered(onlooker: Browser) -> None:
    actors = {one["name"]: one for one in onlooker.json_of("/api/actors")["actors"]}
    front = onlooker.json_of(f"/api/actors/{actors['River Front']['id']}")
    assert [one["speaker"]["name"] for one in front["said"]] == ["River Front"]
    assert [(one["speaker"]["name"], one["stance"]) for one in front["said_of"]] == [("Awa Traore", "accuses")]
    assert front["did_total"] == 1 and front["suffered_total"] == 0
    assert [prop["property"] for prop in front["facts"]] == ["designated_as"]
    assert onlooker.json_of("/api/actors/wikidata:Q999999999")["id"] == front["id"]
    tags = Tags(onlooker.page(f"/actors/{front['id']}"))
    for words in (
        "What it said",
        "What was said of it",
        "What it did",
        "What was done to it",
        "terrorists, by Council",
    ):
        assert words in tags.shown, words
    assert tags.of("svg")


def test_search_shows_the_sentence(onlooker: Browser) -> None:
    found = onlooker.json_of("/api/search?q=clinic+nine")["results"]
    assert {one["kind"] for one in found} >= {"report", "event"}
    report = next(one for one in found if one["kind"] == "report")
    assert report["id"] == "r2" and "nine people died" in report["sentence"]
    assert {one["kind"] for one in onlooker.json_of("/api/search?q=awa")["results"]} >= {"actor", "quote", "report"}
    assert [one["title"] for one in onlooker.json_of("/api/search?q=kid")["results"] if one["kind"] == "place"] == [
        "Kidal"
    ]
    assert onlooker.json_of("/api/search?q=%22%20OR%20(NEAR*%5E")["results"] == []
    assert "<mark>nine</mark>" in onlooker.page("/search?q=nine")


def test_lists_of_reports(onlooker: Browser) -> None:
    listed = onlooker.json_of("/api/reports")
    assert [one["id"] for one in listed["reports"]] == ["r5", "r2", "r6", "r3", "r7", "r1", "r4"]
    assert {one["id"] for one in onlooker.json_of("/api/reports?text=clinic")["reports"]} == {"r2"}
    assert {one["id"] for one in onlooker.json_of("/api/reports?from=2024-03-14")["reports"]} == {"r5"}
    first = onlooker.json_of("/api/reports?limit=3")
    rest = onlooker.json_of("/api/reports", limit=10, cursor=first["next"])
    assert [one["id"] for one in first["reports"] + rest["reports"]] == [one["id"] for one in listed["reports"]]


@pytest.mark.parametrize("name", ["plain", "with space", "a/b/c.txt", "x?y#z", "ü&<>\"'", "50%", "news.jsonl:12"])
def test_reports_of_any_name_have_a_page(tmp_path: Path, opened: Callable[..., Browser], name: str) -> None:
    teller = raid()
    teller.id = name
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(teller.reading())
    browser = opened(tmp_path / "l.db")
    link = next(
        one["href"] for one in Tags(browser.page("/reports")).of("a") if (one.get("href") or "").startswith("/reports/")
    )
    assert "Two boats burned." in Tags(browser.page(link or "")).shown


def test_an_empty_ledger_has_all_pages(tmp_path: Path, opened: Callable[..., Browser]) -> None:
    Ledger(tmp_path / "l.db").close()
    browser = opened(tmp_path / "l.db")
    for address in (
        "/",
        "/events",
        "/reports",
        "/actors",
        "/search?q=x",
        "/review",
        "/add",
        "/api",
        "/api/timeline",
        "/api/map",
        "/api/days",
    ):
        browser.page(address)


def test_the_document_describes_what_is_answered(onlooker: Browser) -> None:
    document = onlooker.json_of("/api/openapi.json")
    event = event_of(onlooker, "r1")
    actor = onlooker.json_of("/api/actors")["actors"][0]["id"]
    asked = {"/api/events/{event}": f"/api/events/{event}", "/api/actors/{actor}": f"/api/actors/{actor}",
             "/api/reports/{report}": "/api/reports/r1", "/api/search": "/api/search?q=six"}  # fmt: skip
    checked = 0
    for path, ways in document["paths"].items():
        schema = (
            ways.get("get", {})
            .get("responses", {})
            .get("200", {})
            .get("content", {})
            .get("application/json", {})
            .get("schema", {})
        )
        name = schema.get("$ref", "").rpartition("/")[2]
        if not name or "{job}" in path:
            continue
        assert name in document["components"]["schemas"]
        kind: Any = getattr(answers, name, None)
        if kind is not None:
            response = onlooker.get(asked.get(path, path.replace("{report:path}", "r1")))
            assert response.status_code == 200, path
            msgspec.json.decode(response.content, type=kind, strict=True)
            checked += 1
    assert checked >= 10


# ---------------------------------------------------------------- cutting text
SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8)


@given(st.text(min_size=1, max_size=60), SPANS)
def test_pieces_make_up_the_text(words: str, spans: list[tuple[int, int]]) -> None:
    held = [(start, min(start + long, len(words))) for start, long in spans if start < len(words)]
    values = [
        ReadValue(id=f"v{n}", kind="event", label="", detail="", spans=[span], cells=[]) for n, span in enumerate(held)
    ]
    made = pieces(words, values)
    assert "".join(piece.words for piece in made) == words
    for n, (start, end) in enumerate(held):
        mine = [piece for piece in made if f"v{n}" in piece.values]
        assert (mine[0].start, mine[-1].end) == (start, end)
        assert all(piece.values for piece in mine)


@given(st.text(min_size=1, max_size=900), st.integers(0, 899), st.integers(1, 50))
@settings(max_examples=150)
def test_an_excerpt_holds_its_words(words: str, start: int, long: int) -> None:
    start = min(start, len(words) - 1)
    end = min(start + long, len(words))
    made = excerpt(words, start, end)
    assert made.span == (start, end) and len(made.sentence) <= LONGEST + 50
    if words[start:end].strip() == words[start:end] and "\n" not in words[start:end]:
        inside = made.sentence[max(made.words[0], 0) : made.words[1]]
        assert words[start:end].startswith(inside) or inside in words[start:end]


def test_the_sentence_with_the_most_words_is_found() -> None:
    words = "One boat sank. Two boats and a pier burned. Nothing else."
    found = sentence_with(words, ["boat", "pier"])
    assert found is not None and found.sentence == "Two boats and a pier burned."
    assert sentence_with(words, ["harbour"]) is None
