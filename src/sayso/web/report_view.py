"""A report's page: its text, and beside it every value that was read in it, with the characters each stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from sayso.errors import LedgerError
from sayso.exports.rows import claim_rows, event_rows, fact_rows, number
from sayso.ledger.clocks import clock, until
from sayso.ledger.statements import event_entities, report_key
from sayso.model import Reading, Span
from sayso.web.answers import ReadCell, ReadValue, ReportPage
from sayso.web.queries import Desk
from sayso.web.wording import days_words, plain

KINDS = ("event", "claim", "fact", "quantity", "actor", "place", "time")
"""The layers in the order of the page."""


class Piece(msgspec.Struct, frozen=True):
    """Characters `[start, end)` of a text that all stand in the same values."""

    start: int
    end: int
    words: str
    values: tuple[str, ...]
    kinds: tuple[str, ...]


def read_report(desk: Desk, report: str, as_of: str | None = None) -> ReportPage | None:
    """A report's page; None where there is no such report, or it was published later."""
    try:
        reading = desk.ledger.reading(report)
    except LedgerError:
        return None
    if as_of is not None and (clock(reading.report.published or "") or "") > until(as_of):
        return None
    one = reading.report
    return ReportPage(
        id=one.id, title=one.title, publisher=one.publisher, published=one.published, url=one.url, coder=reading.coder,
        text=one.text, values=[*values_of(desk, reading, as_of)],
        warnings=[ReadCell(name=w.code, words=w.message, spans=_pairs(w.spans)) for w in reading.warnings],
    )  # fmt: skip


def values_of(desk: Desk, reading: Reading, as_of: str | None = None) -> Iterator[ReadValue]:
    """Every value of a reading: events, claims, facts, quantities, actors, places, times."""
    entities = event_entities(reading, report_key(reading.report))
    homes = desk.home_of(entities.values(), as_of)
    yield from _events(reading, {event: homes.get(entity) for event, entity in entities.items()})
    yield from _claims(reading)
    yield from _facts(reading)
    for one in reading.quantities:
        yield _value(one.id, "quantity", f"{number(one)} {one.of}", one.tally or "", [one.span])
    people = desk.people()
    for actor in reading.actors:
        page = people.named(actor.name, actor.identifier, actor.country).id
        about = ", ".join(part for part in (actor.kind, actor.sector, actor.country) if part)
        yield _value(actor.id, "actor", actor.name, about, actor.mentions, page)
    for place in reading.places:
        about = ", ".join(part for part in (place.precision, place.country, place.reason) if part)
        yield _value(place.id, "place", place.name, about, place.mentions)
    for time in reading.times:
        yield _value(time.id, "time", time.value, days_words(time.start, time.end), [time.span])


def _events(reading: Reading, homes: dict[str, str | None]) -> Iterator[ReadValue]:
    by_id = {event.id: event for event in reading.events}
    for row in sorted(event_rows(reading), key=lambda row: by_id[row.id].trigger):
        cells = [
            ReadCell(name=name, words=cell.words, spans=_pairs(cell.spans))
            for name, cell in (("who", row.who), ("to whom, what", row.to_whom), ("when", row.when), ("where", row.where),
                               ("how many", row.how_many)) if cell.words
        ]  # fmt: skip
        vouched = "; ".join(map(str, row.vouchers))
        cells.append(ReadCell(name="who says so", words=vouched, spans=[]))
        phase = "" if row.phase == "happened" else f", {plain(row.phase)}"
        home = homes.get(row.id)
        yield ReadValue(
            id=row.id, kind="event", label=row.what.words, detail=f"“{row.trigger}”{phase}", spans=_pairs(row.what.spans),
            cells=cells, page=home,
        )  # fmt: skip


def _claims(reading: Reading) -> Iterator[ReadValue]:
    for row in claim_rows(reading):
        cells = [
            ReadCell(name=name, words=cell.words, spans=_pairs(cell.spans))
            for name, cell in (("source", row.source), ("cue", row.cue), ("content", row.content)) if cell.words
        ]  # fmt: skip
        spans = _pairs([*row.content.spans] or [*row.cue.spans])
        detail = f"{row.stance}, {row.manner}" + (f", within {row.within}" if row.within else "")
        yield ReadValue(id=row.id, kind="claim", label=row.speaker, detail=detail, spans=spans, cells=cells)


def _facts(reading: Reading) -> Iterator[ReadValue]:
    for row in fact_rows(reading):
        said = "; ".join(map(str, row.vouchers))
        when = f" ({row.when})" if row.when else ""
        yield _value(row.id, "fact", f"{row.subject}: {row.property} {row.object}{when}", said, [row.span])


def _value(key: str, kind: str, label: str, detail: str, spans: Iterable[Span], page: str | None = None) -> ReadValue:
    return ReadValue(id=key, kind=kind, label=label, detail=detail, spans=_pairs(spans), cells=[], page=page)


def _pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span[0], span[1]) for span in dict.fromkeys(spans) if span[0] < span[1]]


def pieces(words: str, values: Sequence[ReadValue]) -> list[Piece]:
    """The text cut wherever a value begins or ends; the pieces joined are the text. Overlaps stand in several values.

    A value's own spans and those of its cells count; values that cover a piece go from the widest to the narrowest.
    """
    marks = [(span, value) for value in values for span in {*value.spans, *(s for c in value.cells for s in c.spans)}]
    edges = sorted({0, len(words), *(edge for span, _ in marks for edge in span)})
    starting: dict[int, list[tuple[tuple[int, int], ReadValue]]] = {}
    for span, value in marks:
        starting.setdefault(span[0], []).append((span, value))
    open_: list[tuple[tuple[int, int], ReadValue]] = []
    made = []
    for start, end in pairwise(edges):
        open_ = [one for one in open_ if one[0][1] > start] + starting.get(start, [])
        here = sorted(open_, key=lambda one: (one[0][0] - one[0][1], one[1].id))
        keys = tuple(dict.fromkeys(value.id for _, value in here))
        kinds = tuple(dict.fromkeys(value.kind for _, value in here))
        made.append(Piece(start, end, words[start:end], keys, kinds))
    return made
