"""Readings as one self-contained page: the report with coloured words, beside it what was found.

A click on a cell lights up the words that it rests on; a click on a word lights up the cells that rest on it. All text of the
report is escaped by the template; the page loads nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.exports.rows import Cell, claim_rows, event_rows, fact_rows, number
from sayso.model import Reading, Span


class Stretch(msgspec.Struct, frozen=True):
    """Characters `[start, end)` of a report and the kinds of values that stand on all of them."""

    start: int
    end: int
    words: str
    kinds: tuple[str, ...]


def page(readings: Sequence[Reading]) -> str:
    """The page of some readings."""
    reports = [{"number": n, "reading": r, **_parts(r)} for n, r in enumerate(readings, 1)]
    return _environment().get_template("page.html.jinja").render(reports=reports)


@cache
def _environment() -> Environment:
    made = Environment(loader=PackageLoader("sayso.exports", "."), autoescape=True, undefined=StrictUndefined)
    made.filters["spans"] = _spans
    made.filters["number"] = number
    return made


def _parts(reading: Reading) -> dict[str, object]:
    return {
        "stretches": list(stretches(reading)),
        "events": event_rows(reading),
        "claims": claim_rows(reading),
        "facts": fact_rows(reading),
    }


def _spans(value: Cell | Span | Iterable[Span]) -> str:
    """Spans as an attribute: "12-20 33-40"."""
    spans: Iterable[Span] = value.spans if isinstance(value, Cell) else [value] if isinstance(value, Span) else value
    return " ".join(f"{start}-{end}" for start, end in spans)


def stretches(reading: Reading) -> Iterator[Stretch]:
    """The text cut wherever a value begins or ends; the stretches together are the text."""
    marks = sorted(_marks(reading))
    cuts = sorted({0, len(reading.text), *(at for (start, end), _ in marks for at in (start, end))})
    opened: list[tuple[int, str]] = []
    at = 0
    for start, end in pairwise(cuts):
        opened = [mark for mark in opened if mark[0] > start]
        while at < len(marks) and marks[at][0][0] <= start:
            opened.append((marks[at][0][1], marks[at][1]))
            at += 1
        kinds = tuple(sorted({kind for last, kind in opened if last > start}))
        yield Stretch(start, end, reading.text[start:end], kinds)


def _marks(reading: Reading) -> Iterator[tuple[Span, str]]:
    for event in reading.events:
        yield from ((span, "event") for span in event.mentions or (event.trigger,))
    for actor in reading.actors:
        yield from ((span, "actor") for span in actor.mentions)
    for place in reading.places:
        yield from ((span, "place") for span in place.mentions)
    for claim in reading.claims:
        yield from ((span, "said") for span in claim.content)
        yield from ((span, "cue") for span in claim.cue)
    yield from ((time.span, "time") for time in reading.times)
    yield from ((quantity.span, "quantity") for quantity in reading.quantities)
