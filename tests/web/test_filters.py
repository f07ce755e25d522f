"""Filters: an address is a view; every condition narrows; pages of a list hold each event once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.ledger import Ledger
from sayso.model import Argument, Time
from sayso.web.filters import CERTAINTIES, DISPUTED, TYPES, Box, DeskFilters, filters_from
from tests.ledger.made import Teller, many
from tests.web.conftest import Browser

DAYS = st.dates().map(str)
WORDS = st.text(min_size=1, max_size=40).map(str.strip).filter(bool)
DEGREES = st.integers(-170, 170).map(float)
FILTERS = st.builds(
    DeskFilters, since=st.none() | DAYS, until=st.none() | DAYS, as_of=st.none() | DAYS, actor=st.none() | WORDS,
    place=st.none() | WORDS, voucher=st.none() | WORDS, text=st.none() | WORDS,
    types=st.sets(st.sampled_from(TYPES)).map(lambda found: tuple(sorted(found, key=TYPES.index))),
    certainties=st.sets(st.sampled_from([*CERTAINTIES, DISPUTED])).map(
        lambda found: tuple(sorted(found, key=[*CERTAINTIES, DISPUTED].index))
    ),
    bbox=st.none() | st.builds(Box, DEGREES, st.integers(-80, 0).map(float), DEGREES, st.integers(0, 80).map(float)),
    cursor=st.none() | WORDS,
)  # fmt: skip


@given(FILTERS)
def test_filters_survive_the_address(filters: DeskFilters) -> None:
    query = filters.to_query(cursor=filters.cursor)
    assert filters_from(parse_qsl(query)) == filters


def test_parts_of_days() -> None:
    assert filters_from([("from", "2024"), ("to", "2024")]) == DeskFilters(since="2024-01-01", until="2024-12-31")
    assert filters_from([("from", "2024-02"), ("to", "2024-02")]) == DeskFilters(since="2024-02-01", until="2024-02-29")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("from", "soon", "write a day"), ("to", "2024-02-30", "write a day"), ("from", "2024-13", "write a day"), ("from", "0000", "write a day"),
        ("type", "WAR", "choose from"), ("certainty", "sure", "choose from"), ("bbox", "1,2,3", "west,south"),
        ("bbox", "0,50,10,40", "south to north"), ("bbox", "nan,0,1,1", "south to north"), ("as_of", "yesterday", "write a day"),
        ("text", "x" * 301, "may have 300"),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_and_says_what_would(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        filters_from([(name, value)])


def reports_of(browser: Browser, address: str) -> set[str]:
    """The first reports of the events found."""
    found = browser.json_of(address)["events"]
    pages = [browser.json_of(f"/api/events/{item['id']}") for item in found]
    return {report["id"] for page in pages for report in page["reports"]}


RAID = {"r1", "r2", "r5", "r7"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=PROTEST", {"r4"}),
        ("type=protest,ASSAULT&place=kidal", {"r3"}),
        ("from=2024-03-12", {"r3"}),
        ("to=2024-03-11", RAID | {"r4"}),
        ("from=2024-03&to=2024-03", RAID | {"r3", "r4"}),
        ("actor=river+front", RAID),
        ("actor=nobody", set()),
        ("voucher=clinic", RAID),
        ("voucher=resident", {"r3"}),
        ("place=puerto", {"r4"}),
        ("text=guards", {"r3"}),
        ("text=fuel", {"r4"}),
        ("certainty=disputed", RAID),
        ("certainty=denied", set()),
        ("bbox=-100,-10,-80,10", {"r4"}),
        ("bbox=170,-10,-80,10", {"r4"}),
        ("bbox=0,18,2,19", {"r3"}),
        ("text=%22%20OR%20*", set()),
        ("text=guards&type=PROTEST", set()),
    ],
)
def test_each_condition_narrows(onlooker: Browser, query: str, expected: set[str]) -> None:
    assert reports_of(onlooker, f"/api/events?{query}") == expected
    total = onlooker.json_of(f"/api/events?{query}")["total"]
    found = onlooker.json_of(f"/api/map?{query}")
    assert len(found["features"]) + found["unplaced"] == total
    gathered = onlooker.json_of(f"/api/places?{query}")
    assert (len(gathered["place"]), gathered["unplaced"]) == (len(found["features"]), found["unplaced"])
    assert spots(gathered) == sorted(map(spot, found["features"]))
    timeline = onlooker.json_of(f"/api/timeline?{query}&unit=day")
    assert (
        sum(bucket["count"] for bucket in timeline["buckets"]) + timeline["spans_total"] + timeline["undated"] == total
    )
    page = onlooker.page(f"/events?{query}")
    assert page.count('class="event-row"') == total


def spot(feature: dict[str, Any]) -> tuple[Any, ...]:
    """What the map draws of a GeoJSON feature."""
    about = feature["properties"]
    start, _, end = (about["when"] or "").partition("/")
    days = (date.fromisoformat((end or start)[:10]) - date.fromisoformat(start[:10])).days + 1 if start else 0
    return (*feature["geometry"]["coordinates"], about["precision"], about["type"], start[:10], days)


def spots(gathered: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The same of the columns that the desk's own map is drawn from."""
    made = []
    for place, kind, day, days in zip(*(gathered[name] for name in ("place", "type", "day", "days")), strict=True):
        site = gathered["places"][place]
        first = "" if day is None else (date(1970, 1, 1) + timedelta(day)).isoformat()
        made.append((site["lon"], site["lat"], site["precision"], gathered["types"][kind], first, days))
    return sorted(made)


def test_events_of_one_place_and_precision_are_gathered(onlooker: Browser) -> None:
    found = onlooker.json_of("/api/places")
    keys = [(site["lat"], site["lon"], site["precision"]) for site in found["places"]]
    assert len(set(keys)) == len(keys) == len(set(found["place"]))
    assert {site["area"] for site in found["places"]} == {None}  # they are all known to the town


def test_refused_filters_are_told_on_pages_and_by_the_api(onlooker: Browser) -> None:
    assert "write a day" in onlooker.page("/events?from=soon", status=422)
    assert "write a day" in onlooker.json_of("/api/map?from=soon", status=422)["error"]


@pytest.mark.parametrize("size", [1, 3, 5, 50])
def test_pages_of_a_list_hold_each_event_once(path: Path, browser: Browser, size: int) -> None:
    with Ledger(path) as ledger:
        for reading in many(30):
            ledger.add(reading)
    seen: list[Any] = []
    cursor = ""
    while True:
        page = browser.json_of(f"/api/events?limit={size}" + (f"&cursor={quote(cursor)}" if cursor else ""))
        seen += page["events"]
        cursor = page["next"]
        if not cursor:
            break
    assert len(seen) == len({item["id"] for item in seen}) == page["total"]
    days = [item["when"]["start"] for item in seen if item["when"]]
    assert days == sorted(days, reverse=True)
    assert all(item["when"] is None for item in seen[len(days) :])


def test_a_cursor_holds_when_its_event_has_gone(onlooker: Browser) -> None:
    first = onlooker.json_of("/api/events?limit=2")
    gone = first["next"][:-1] + ("0" if first["next"][-1] != "0" else "1")
    rest = onlooker.json_of(f"/api/events?cursor={quote(gone)}")["events"]
    assert rest and not {item["id"] for item in rest} & {first["events"][0]["id"]}


def test_as_of_shows_what_was_known(onlooker: Browser) -> None:
    early = onlooker.json_of("/api/events?as_of=2024-03-12")
    assert reports_of_all(onlooker, early["events"], "2024-03-12") == {"r1", "r4", "r7"}
    killed = next(item for item in early["events"] if item["type"] == "ASSAULT")["figures"]
    assert [figure["best"] for figure in killed] == [6]
    assert onlooker.json_of("/api/events?as_of=2024-03-12&text=nine")["total"] == 0
    assert onlooker.json_of("/api/events?as_of=2030-01-01") == onlooker.json_of("/api/events")
    assert onlooker.json_of("/api/events?as_of=2020-01-01")["total"] == 0
    onlooker.page("/reports/r2?as_of=2024-03-12", status=404)
    onlooker.page("/reports/r2?as_of=2024-03-13")
    late = onlooker.json_of("/api/events?text=guards")["events"][0]["id"]
    onlooker.page(f"/events/{late}?as_of=2024-03-12", status=404)
    assert onlooker.json_of("/api/reports?as_of=2024-03-12")["total"] == 3
    assert onlooker.json_of("/api/actors?as_of=2024-03-12")["total"] < onlooker.json_of("/api/actors")["total"]


def reports_of_all(browser: Browser, items: list[Any], as_of: str) -> set[str]:
    pages = [browser.json_of(f"/api/events/{item['id']}?as_of={as_of}") for item in items]
    return {report["id"] for page in pages for report in page["reports"]}


def test_pages_keep_the_day_in_their_links(onlooker: Browser) -> None:
    page = onlooker.page("/events?as_of=2024-03-12&type=ASSAULT")
    assert "?as_of=2024-03-12" in page and 'name="as_of" value="2024-03-12"' in page


@pytest.mark.parametrize("unit", ["year", "month", "day"])
def test_buckets_count_what_their_unit_holds(onlooker: Browser, unit: str) -> None:
    timeline = onlooker.json_of(f"/api/timeline?unit={unit}")
    starts = [bucket["start"] for bucket in timeline["buckets"]]
    assert starts == sorted(starts) and {len(start) for start in starts} == {{"year": 4, "month": 7, "day": 10}[unit]}
    assert all(bucket["count"] == sum(bucket["by_type"].values()) for bucket in timeline["buckets"])
    assert (timeline["first"], timeline["last"]) == ("2024-03-11", "2024-03-12")


def test_hours_are_not_made_up(onlooker: Browser) -> None:
    timeline = onlooker.json_of("/api/timeline?unit=hour")
    assert timeline["buckets"] == [] and timeline["spans"]
    onlooker.json_of("/api/timeline?unit=decade", status=422)


def test_hours_that_are_told_are_shown(browser: Browser, path: Path) -> None:
    teller = Teller("r9", "A bomb went off in Kidal at 6:40 on Saturday.", published="2024-04-07")
    event = teller.event("bomb", day="2024-04-06", place="Kidal")
    at = Time(
        id="t1",
        span=teller.span("6:40 on Saturday"),
        type="TIME",
        value="2024-04-06T06:40",
        start="2024-04-06",
        end="2024-04-06",
    )
    argument = Argument(role="time", span=at.span, time="t1")
    told = msgspec.structs.replace(event, arguments=(argument, *(a for a in event.arguments if a.role != "time")))
    with Ledger(path) as ledger:
        ledger.add(msgspec.structs.replace(teller.reading(), events=(told,), times=(at,)))
    timeline = browser.json_of("/api/timeline?unit=hour&text=bomb")
    assert [(bucket["start"], bucket["count"]) for bucket in timeline["buckets"]] == [("2024-04-06T06", 1)]
    item = browser.json_of("/api/events?text=bomb")["events"][0]
    assert item["when"] == {
        "value": "2024-04-06T06:40",
        "start": "2024-04-06",
        "end": "2024-04-06",
        "precision": "time",
    }
    assert "6 April 2024, 06:40" in browser.page("/events?text=bomb")


def test_a_change_is_seen_at_once(browser: Browser, path: Path) -> None:
    before = browser.json_of("/api/events")["total"]
    with Ledger(path) as ledger:
        for reading in many(4):
            ledger.add(reading)
    assert browser.json_of("/api/events")["total"] == before + 2
    assert browser.json_of("/api/about")["reports"] == 11
