from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from rich.console import Console

from sayso.exports.geojson import places_geojson
from sayso.exports.html import page, stretches
from sayso.exports.rows import claim_rows, event_rows, fact_rows, number
from sayso.exports.table import claims_table, reading_tables
from sayso.model import (
    Actor,
    Argument,
    Attestation,
    Claim,
    Event,
    Fact,
    Interval,
    Place,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
    Time,
    Warning,
)

TEXT = "Police <script>alert(1)</script> said gunmen killed almost 40 people in Gao on Monday & fled."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


READING = Reading(
    report=Report(id="r<1>", text=TEXT, title='A "title" <b>', published="2025-03-12"),
    actors=(
        Actor(id="a1", name="Police", kind="organization", mentions=(at("Police"),)),
        Actor(id="a2", name="gunmen", kind="unnamed", mentions=(at("gunmen"),)),
    ),
    places=(
        Place(id="p1", name="Gao", mentions=(at("Gao"),), precision="town", lat=16.27, lon=-0.04, country="ML"),
        Place(id="p2", name="Nowhere", mentions=(at("Gao"),), precision="town", reason="not in the gazetteer"),
    ),
    times=(Time(id="t1", span=at("Monday"), type="DATE", value="2025-03-10", start="2025-03-10", end="2025-03-10"),),
    quantities=(Quantity(id="q1", span=at("almost 40 people"), of="people", qualifier="almost", best=40, high=40),),
    claims=(
        Claim(
            id="c1", source=Source(spans=(at("Police"),), actor="a1"), cue=(at("said"),),
            content=(at("gunmen killed almost 40 people in Gao on Monday"),), manner="indirect", stance="says",
        ),
    ),
    events=(
        Event(id="e2", type="RETREAT", trigger=at("fled"), mentions=(at("fled"),), phase="planned",
              attestations=(Attestation(source="report", factuality="PR+"),)),
        Event(
            id="e1", type="ASSAULT", mode="firearms", trigger=at("killed"), mentions=(at("killed"),),
            attestations=(Attestation(source="a1", factuality="CT+", claim="c1"),),
            arguments=(
                Argument(role="actor", span=at("gunmen"), actor="a2", attestations=(
                    Attestation(source="a1", factuality="CT+"), Attestation(source=None, factuality="PS-"))),
                Argument(role="killed", span=at("almost 40 people"), quantity="q1"),
            ),
            time=Interval(start="2025-03-10", end="2025-03-10"), place="p1",
        ),
    ),
    facts=(
        Fact(id="f1", subject="a1", property="part_of", object="a2", span=at("Police"), phase="former",
             attestations=(Attestation(source="report", factuality="CT+"),)),
    ),
    warnings=(Warning(code="odd", message="does not add <up>", spans=(at("almost 40 people"),)),),
)  # fmt: skip


def printed(renderable: Any) -> str:
    buffer = io.StringIO()
    Console(file=buffer, width=200).print(renderable)
    return buffer.getvalue()


def test_events_come_in_order_of_time_with_who_says_so() -> None:
    first, second = event_rows(READING)
    assert (first.id, second.id) == ("e1", "e2")
    assert (first.when.words, first.who.words, first.where.words) == ("2025-03-10", "gunmen", "Gao")
    assert first.how_many.words == "killed almost 40"
    assert [str(v) for v in first.vouchers] == ["Police, as fact", "(nobody named), as doubtful (actor)"]
    assert second.when.words == ""
    assert [str(v) for v in second.vouchers] == ["the report, as probable"]


def test_cells_rest_on_the_words_they_show() -> None:
    first = event_rows(READING)[0]
    assert [span.of(TEXT) for span in first.how_many.spans] == ["almost 40 people"]
    assert [span.of(TEXT) for span in first.what.spans] == ["killed"]


def test_facts_and_claims_as_rows() -> None:
    (fact,) = fact_rows(READING)
    assert (fact.subject, fact.property, fact.object) == ("Police", "former part of", "gunmen")
    (claim,) = claim_rows(READING)
    assert (claim.speaker, claim.stance, claim.cue.words) == ("Police", "says", "said")


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"low": 24}, "24 or more"),
        ({"low": 10, "high": 15}, "10 to 15"),
        ({"low": 1200, "best": 1200, "high": 1200}, "1,200"),
        ({}, "an unknown number"),
    ],
)
def test_numbers_in_words(bounds: dict[str, int], words: str) -> None:
    assert number(Quantity(id="q", span=Span(0, 1), of="people", qualifier="exact", **bounds)) == words  # type: ignore[arg-type]


def test_tables_name_everything() -> None:
    shown = printed(reading_tables(READING))
    for words in ("ASSAULT, firearms", "gunmen", "Police, as fact", "planned", "former part of", "! does not add <up>"):
        assert words in shown
    assert "gunmen killed almost 40 people in Gao on Monday" in printed(claims_table(READING))
    assert "No events found." in printed(reading_tables(Reading(report=Report(id="x", text="Nothing."))))


def test_stretches_are_the_text_and_know_what_stands_on_them() -> None:
    found = list(stretches(READING))
    assert "".join(stretch.words for stretch in found) == TEXT
    kinds = {stretch.words: stretch.kinds for stretch in found}
    assert kinds["gunmen"] == ("actor", "said")
    assert kinds["killed"] == ("event", "said")


class Page(HTMLParser):
    """Collects the tags, the addresses and the text of the article."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.article, self.inside = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href", "action")]
        self.inside = self.inside or tag == "article"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "article"

    def handle_data(self, data: str) -> None:
        self.article += data if self.inside else ""


def test_the_page_shows_the_text_as_text_and_loads_nothing() -> None:
    made = page([READING])
    parsed = Page()
    parsed.feed(made)
    assert parsed.article == TEXT
    assert parsed.tags.count("script") == 1
    assert "b" not in parsed.tags
    assert parsed.addresses == []
    assert not re.search(r"@import|url\(|https?://", made)


def test_geojson_never_pins_what_is_not_known() -> None:
    known, unknown = json.loads(places_geojson([READING]))["features"]
    assert known["geometry"] == {"type": "Point", "coordinates": [-0.04, 16.27]}
    assert unknown["geometry"] is None
    assert unknown["properties"]["reason"] == "not in the gazetteer"
