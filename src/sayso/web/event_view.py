"""An event's page: every value with who vouches for it and how firmly, rivals side by side, numbers with receipts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
from sqlalchemy import Connection

from sayso.ledger.clocks import until
from sayso.ledger.figures import Figure
from sayso.ledger.judgements import Anchor
from sayso.ledger.ledger import JudgementRow
from sayso.ledger.lines import EventLine, Mention
from sayso.ledger.pages import RIVALS, EventView, PropertyValue, Vouching, responsibility, shown
from sayso.ledger.policies import TallyLine, Used, answers, named
from sayso.ledger.store import chunks, listed, typed
from sayso.ledger.words import bounds
from sayso.web.answers import (
    EventItem,
    EventPage,
    JudgedAt,
    PolicyAt,
    PropertyAt,
    ReceiptAt,
    ResponsibilityAt,
    TallyAt,
    TellingReport,
    ValueAt,
    VouchingAt,
)
from sayso.web.people import People
from sayso.web.queries import Desk, event_item
from sayso.web.sentences import excerpt
from sayso.web.wording import FIRMNESS, PROPERTIES, heading, value_words

POLICIES_SHOWN = ("ucdp_best_low_high", "acled_conservative", "airwars_min_max")
"""The policies that are drawn over the figures."""

HIDDEN = frozenset({"mention"})

NEAR_DAYS = 10.0
"""Days from an event within which others may be the same."""

TOGETHER = 200
"""Events that are read at a time, where many are."""


class Toll(msgspec.Struct, frozen=True):
    """The figures of one role, population and scope, with what the policies make of them."""

    role: str
    whose: str
    scope: str
    figures: tuple[Figure, ...]
    lines: tuple[TallyLine, ...]


def read_event(desk: Desk, event: str, as_of: str | None = None) -> tuple[EventPage, list[Toll]] | None:
    """An event's page and its figures; None where there is no such event (as of the moment)."""
    item = desk.item(event, as_of)
    if item is None:
        return None
    board = desk.board(as_of)
    view = desk.ledger.event(event, seen=board.past)
    with desk.ledger.store.looking() as connection:
        texts = _texts(connection, {mention.report for mention in view.line.mentions}, until(board.as_of))
    judged = [*about_event(desk.ledger.judgements(), _places(desk, view.line))]
    return _page(item, view, desk.people(), _reports(view.line, texts), judged)


def read_events(desk: Desk, events: Sequence[str]) -> Iterator[tuple[EventPage, list[Toll]]]:
    """The pages and figures of many events of now, in the order given, read some hundreds at a time."""
    people, show, judgements = desk.people(), desk.shower(), list(desk.ledger.judgements())
    for batch in chunks(events, TOGETHER):
        views = list(desk.ledger.event_views(batch))
        with desk.ledger.store.looking() as connection:
            names = {mention.report for view in views for mention in view.line.mentions}
            texts = _texts(connection, names, until(None))
        for view in views:
            item = show(view.line.id)
            if item is not None:
                judged = [*about_event(judgements, _places(desk, view.line))] if judgements else []
                yield _page(item, view, people, _reports(view.line, texts), judged)


def _page(
    item: EventItem, view: EventView, people: People, reports: list[TellingReport], judged: Sequence[JudgementRow]
) -> tuple[EventPage, list[Toll]]:
    told = tolls(view)
    by_id = {row.id: row for row in judged}
    corrected = {f"s:{row.id.removeprefix('j:')}": row.by for row in judged if row.kind == "wrong"}
    return EventPage(
        event=item, properties=properties(view.values, people, corrected), tallies=[_tally(toll) for toll in told],
        responsibility=[_responsibility(value, people) for value in view.responsibility], reports=reports,
        judgements=[judged_at(row, by_id.get(row.of or "")) for row in judged],
    ), told  # fmt: skip


def near_events(desk: Desk, event: str, most: int = 20) -> list[EventItem]:
    """Events of now that could be the same as one: about its days or without any, those at its place and of its type first."""
    board, people = desk.board(), desk.people()
    at = board.at.get(event)
    if at is None:
        return []
    away = np.full(len(board), NEAR_DAYS)
    if at < board.dated:
        away[: board.dated] = np.abs(board.starts[: board.dated] - board.starts[at]).astype(np.int64)
    site = board.sites.of
    alike = (board.types == board.types[at]).astype(np.int64) + ((site == site[at]) & (site >= 0))
    order = np.lexsort((away, -alike))
    found = [n for n in order[away[order] <= NEAR_DAYS][: most + 1].tolist() if n != at]
    return [event_item(board.entries[n], people) for n in found[:most]]


# ---------------------------------------------------------------- values
def properties(
    values: Iterable[PropertyValue], people: People, corrected: dict[str, str] | None = None
) -> list[PropertyAt]:
    """Values by property, in the order of the page."""
    groups: dict[str, list[PropertyValue]] = {}
    for value in folded(values):
        if value.property not in HIDDEN:
            groups.setdefault(value.property, []).append(value)
    order = {name: n for n, name in enumerate(PROPERTIES)}
    return [
        PropertyAt(
            property=name, heading=heading(name), rivals=name in RIVALS and len(groups[name]) > 1,
            values=[_value(value, people, corrected or {}) for value in groups[name]],
        )
        for name in sorted(groups, key=lambda name: (order.get(name, len(order)), name))
    ]  # fmt: skip


def folded(values: Iterable[PropertyValue]) -> list[PropertyValue]:
    """Values with those of one property that differ in their capitals alone ("NYALA", "Nyala") as one, written as most would."""
    found: dict[tuple[str, str, str | None], PropertyValue] = {}
    for value in values:
        key = (value.property, value.value.casefold(), value.aside)
        held = found.get(key)
        if held is None:
            found[key] = value
            continue
        spelt = value.value if held.value.isupper() and not value.value.isupper() else held.value
        since = min(held.since or "~", value.since or "~")
        found[key] = msgspec.structs.replace(
            held, value=spelt, vouched=(*held.vouched, *value.vouched), denied=(*held.denied, *value.denied),
            since=None if since == "~" else since,
        )  # fmt: skip
    return list(found.values())


def _value(value: PropertyValue, people: People, corrected: dict[str, str]) -> ValueAt:
    return ValueAt(
        property=value.property, value=value.value, since=value.since, aside=value.aside,
        vouched=[vouching_at(one, people, corrected) for one in value.vouched],
        denied=[vouching_at(one, people, corrected) for one in value.denied],
    )  # fmt: skip


def vouching_at(one: Vouching, people: People, corrected: dict[str, str]) -> VouchingAt:
    """Who vouches, with a page where it has one."""
    return VouchingAt(
        speaker=people.named(one.speaker), outlet=one.outlet, factuality=one.factuality,
        firmness=FIRMNESS.get(one.factuality, one.factuality), report=one.report, span=one.span, quote=one.quote,
        published=one.published, stated=one.stated, stance=one.stance, statement=one.statement,
        corrected_by=corrected.get(one.statement),
    )  # fmt: skip


def _responsibility(value: PropertyValue, people: People) -> ResponsibilityAt:
    found = {name: list(dict.fromkeys(names)) for name, names in responsibility(value).items()}
    return ResponsibilityAt(
        who=people.named(value.value), claimed_by=found["claimed_by"], blamed_by=found["blamed_on_by"],
        denied_by=found["denied_by"],
    )  # fmt: skip


# ---------------------------------------------------------------- numbers
def tolls(view: EventView) -> list[Toll]:
    """The event's figures by role, population and scope, with what each policy makes of them."""
    found = list(view.figures)
    by_policy = [answers(view.line.id, found, named(name)) for name in POLICIES_SHOWN]
    made = []
    for lines in zip(*by_policy, strict=True):
        key = (lines[0].role, lines[0].whose, lines[0].scope)
        mine = tuple(figure for figure in found if (figure.role, figure.whose, figure.scope) == key)
        made.append(Toll(*key, mine, lines))
    return made


def _tally(toll: Toll) -> TallyAt:
    return TallyAt(role=toll.role, whose=toll.whose, scope=toll.scope, policies=[_policy(line) for line in toll.lines])


def _policy(line: TallyLine) -> PolicyAt:
    return PolicyAt(
        policy=line.policy, says=named(line.policy).says, low=line.low, best=line.best, high=line.high,
        used=[_receipt(one) for one in line.used], set_aside=[_receipt(one) for one in line.set_aside],
    )  # fmt: skip


def _receipt(one: Used) -> ReceiptAt:
    return ReceiptAt(
        report=one.report, span=one.span, speaker=one.speaker, published=one.published, quote=one.quote, number=one.number,
        why=one.why,
    )  # fmt: skip


# ---------------------------------------------------------------- reports
class Source(msgspec.Struct, frozen=True):
    """A report as an event's page quotes it, with where its sentences begin and end."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    clock: str
    words: str
    edges: Sequence[int]


def _texts(connection: Connection, names: Iterable[str], moment: str) -> dict[str, Source]:
    """Reports by id, of each the newest revision of a moment."""
    query = listed(
        "SELECT id, title, publisher, published, clock, text FROM reports WHERE id IN :these AND clock <= :moment "
        "ORDER BY clock, id, revision"
    )
    rows = {
        row[0]: row
        for batch in chunks(sorted(names))
        for row in connection.execute(query, {"these": batch, "moment": moment})
    }
    return {
        row[0]: Source(row[0], row[1], row[2], row[3], clock=row[4], words=row[5], edges=bounds(row[5]))
        for row in rows.values()
    }


def _reports(line: EventLine, texts: Mapping[str, Source]) -> list[TellingReport]:
    """The reports that tell of the event, the earliest first, each with its sentences about it."""
    mentions: dict[str, list[Mention]] = {}
    for mention in line.mentions:
        mentions.setdefault(mention.report, []).append(mention)
    found = sorted((texts[name] for name in mentions if name in texts), key=lambda one: (one.clock, one.id))
    return [_report(one, mentions[one.id]) for one in found]


def _report(one: Source, mentions: Sequence[Mention]) -> TellingReport:
    found = [excerpt(one.words, *mention.span, one.edges) for mention in mentions]
    kept = {told.sentence: told for told in reversed(found)}
    ordered = sorted(kept.values(), key=lambda told: told.span)
    return TellingReport(id=one.id, title=one.title, publisher=one.publisher, published=one.published, excerpts=ordered)


# ---------------------------------------------------------------- judgements
def _places(desk: Desk, line: EventLine) -> dict[str, list[tuple[int, int]]]:
    """Where the event is told, by the keys of reports."""
    query = listed("SELECT id, key FROM reports WHERE id IN :these")
    with desk.ledger.store.looking() as connection:
        names = sorted({mention.report for mention in line.mentions})
        keys = [tuple(row) for batch in chunks(names) for row in connection.execute(query, {"these": batch})]
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in line.mentions:
        spans.setdefault(mention.report, []).append(mention.span)
    return {key: spans[name] for name, key in keys}


def about_event(rows: Iterable[JudgementRow], places: dict[str, list[tuple[int, int]]]) -> Iterable[JudgementRow]:
    """The judgements on an event's tellings, on values in its reports, and the undoings of these."""
    known: set[str] = set()
    for row in rows:
        anchors = (*row.subject, *row.object)
        if row.of in known or any(_stands(anchor, places) for anchor in anchors):
            known.add(row.id)
            yield row


def _stands(anchor: Anchor, places: dict[str, list[tuple[int, int]]]) -> bool:
    spans = places.get(anchor.report, ())
    if anchor.property and anchor.value:
        return bool(spans)
    return any(start < anchor.end and anchor.start < end for start, end in spans)


def judged_at(row: JudgementRow, of: JudgementRow | None = None) -> JudgedAt:
    """A judgement in words; `of` is the one that it undoes."""
    return JudgedAt(
        id=row.id, kind=row.kind, what=judged_words(row, of), by=row.by, why=row.why, at=row.at, undone=row.undone
    )


def judged_words(row: JudgementRow, of: JudgementRow | None = None) -> str:
    """What a judgement says; `of` is the one that it undoes."""
    if row.kind in ("same", "different"):
        return "one event" if row.kind == "same" else "two events"
    if row.kind == "undo":
        return f"undid: {judged_words(of)}" if of is not None else "undid a judgement"
    if row.kind == "comment":
        return "remarked"
    said = "; ".join(_anchor_words(anchor) for anchor in row.subject)
    if row.object:
        return f"{said}: rather {'; '.join(_worded(anchor) for anchor in row.object)}"
    return f"{said}: {row.kind}"


def _anchor_words(anchor: Anchor) -> str:
    return f"{heading(anchor.property)} {_worded(anchor)}".strip()


def _worded(anchor: Anchor) -> str:
    return value_words(anchor.property, shown(typed(anchor.value))) if anchor.value else "(blank)"
