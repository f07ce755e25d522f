"""Review: what the machine is unsure of, most useful first, and what people decide about it.

A decision is a judgement of the ledger, the same row as the command line appends; nothing is ever overwritten. Whoever judges what
another has judged since the page was opened is told of it first.
"""

from __future__ import annotations

import math
import re
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, TypeAlias
from urllib.parse import unquote

import msgspec
from sqlalchemy import Connection, text

from sayso.errors import LedgerError, SaysoError, SettingsError
from sayso.ledger.derived import matching_anchors, value_anchor
from sayso.ledger.judgements import Anchor, Judgement, standing
from sayso.ledger.ledger import JudgementRow, UnsurePair
from sayso.ledger.matching import FEATURES
from sayso.ledger.pages import shown
from sayso.ledger.statements import Statement, report_key
from sayso.ledger.store import STATEMENT_COLUMNS, chunks, judgements_in, listed, statement_from
from sayso.ledger.words import bounds
from sayso.web.answers import Answer, EventItem, ExcerptAt, JudgedAt
from sayso.web.cells import typed_value
from sayso.web.event_view import judged_at
from sayso.web.queries import Desk
from sayso.web.sentences import excerpt
from sayso.web.wording import heading

ItemKind: TypeAlias = Literal["merge", "coding", "warning"]
Verdict: TypeAlias = Literal["same", "different", "right", "wrong", "merge", "split", "comment", "checked"]

PAIRS = 200
"""Unsure pairs that the queue holds."""

CODINGS = 100
WARNINGS = 100
_UNSURE = {"type": "its reports code it as different types", "time": "its reports give different days",
           "place": "its reports give different places"}  # fmt: skip
_WHY = {feature.name: feature.why for feature in FEATURES}


class TellingAt(Answer, frozen=True):
    """A telling: words that name an event in a report, with the event it is of now."""

    telling: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    excerpt: ExcerptAt
    event: EventItem | None


class ReasonAt(Answer, frozen=True):
    """What speaks for (above 0) or against two tellings being one event, in log-odds."""

    name: str
    why: str
    weight: float


class CandidateAt(Answer, frozen=True):
    """One of several values that are in question, with a statement that gives it."""

    statement: str
    value: str
    speaker: str
    report: str
    excerpt: ExcerptAt


class ReviewItem(Answer, frozen=True):
    """Something to decide. `useful` orders the queue; `machine` is what the machine would say."""

    key: str
    kind: ItemKind
    useful: float
    question: str
    machine: str
    tellings: list[TellingAt]
    reasons: list[ReasonAt]
    score: float | None = None
    candidates: tuple[CandidateAt, ...] = ()
    event: EventItem | None = None


class Progress(Answer, frozen=True):
    """How far review has come. `agreement` is the share of judgements that say what the machine says; null before the first."""

    judged: int
    of: int
    agreement: float | None
    reviewers: list[str]


class Queue(Answer, frozen=True):
    """What is to be decided, the most useful first."""

    progress: Progress
    items: list[ReviewItem]
    total: int


class Judging(Answer, frozen=True):
    """A decision. What it is about depends on the verdict.

    `same`, `different`: `first` and `second`, tellings as "report:start-end". `right`, `wrong`: a `statement`; with `value` or a
    span a correction; or a blank, as `telling` and `property`. `merge`: `event` and `other`. `split`: `event` and `mentions`.
    `comment`: an `event`. `checked`: a warning, as `report`, `start` and `end`. `seen` are the ids of the judgements on it that the
    person knows of; `confirm` records it whatever others have judged since.
    """

    verdict: Verdict
    by: str
    why: str = ""
    first: str = ""
    second: str = ""
    statement: str = ""
    telling: str = ""
    property: str = ""
    value: str = ""
    start: int | None = None
    end: int | None = None
    event: str = ""
    other: str = ""
    mentions: tuple[str, ...] = ()
    report: str = ""
    seen: tuple[str, ...] = ()
    confirm: bool = False


class Judged(Answer, frozen=True):
    """A decision was recorded."""

    judgement: JudgedAt
    progress: Progress


def event_in(words: str) -> str:
    """The event that an id, or the address of its page, names; words that hold none stay."""
    found = re.search(r"e:[0-9a-f]+", unquote(words))
    return found[0] if found else words


class AlreadyJudged(SaysoError):
    """Another person has judged the same since; `earlier` says how."""

    def __init__(self, earlier: Sequence[JudgedAt]) -> None:
        super().__init__("; ".join(f"{one.by} has judged this: {one.what}" for one in earlier))
        self.earlier = tuple(earlier)


class Review:
    """The queue of a desk, and the one place where its judgements are made."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._lock = threading.Lock()  # two people at once: who comes second is told
        self._queue: tuple[str, Queue] | None = None
        self._told: tuple[str, list[tuple[str, str]]] | None = None
        self._warnings: dict[int, list[tuple[str, str, tuple[int, int], str]]] = {}

    # -------------------------------------------------------- the queue
    def queue(self) -> Queue:
        """What is open, the most useful first."""
        version = self.desk.board().version
        held = self._queue
        if held is None or held[0] != version:
            self._queue = held = (version, self._made())
        return held[1]

    def find(self, key: str) -> ReviewItem | None:
        """An open item by its key."""
        return next((item for item in self.queue().items if item.key == key), None)

    def _made(self) -> Queue:
        ledger = self.desk.ledger
        pairs = list(ledger.review(PAIRS))
        show = self.desk.shower()
        with ledger.store.looking() as connection:
            rows = standing(judgements_in(connection))
            texts = _Texts(connection, show)
            touched = {anchor for row in rows for anchor in row.subject}
            items = [self._merge(pair, texts) for pair in pairs]
            items += self._codings(connection, texts, touched)
            items += self._open_warnings(connection, texts, touched)
            agreement = _agreement(connection, rows)
        items.sort(key=lambda item: (-item.useful, item.key))
        judged = [row for row in rows if row.kind != "comment" or _is_note(row)]
        names = list(dict.fromkeys(row.by for row in rows))
        progress = Progress(judged=len(judged), of=len(judged) + len(items), agreement=agreement, reviewers=names)
        return Queue(progress=progress, items=items, total=len(items))

    def _merge(self, pair: UnsurePair, texts: _Texts) -> ReviewItem:
        sides = [
            self._telling(name, event, texts)
            for name, event in ((pair.first, pair.event_a), (pair.second, pair.event_b))
        ]
        told = sum(side.event.reports if side.event else 1 for side in sides)
        reasons = [
            ReasonAt(name=name, why=_WHY.get(name, name), weight=weight)
            for name, weight in sorted(pair.reasons.items(), key=lambda item: -abs(item[1]))
        ]
        return ReviewItem(
            key=f"merge|{pair.first}|{pair.second}", kind="merge", useful=(1.5 - abs(pair.score)) * (1 + math.log(told)),
            question="Is this one event, or two?", machine="same" if pair.score > 0 else "different", tellings=sides,
            reasons=reasons, score=pair.score,
        )  # fmt: skip

    def _telling(self, name: str, event: str, texts: _Texts) -> TellingAt:
        report, start, end = telling_parts(name)
        _, title, publisher, published, words = texts.of(report)
        return TellingAt(
            telling=name, report=report, title=title, publisher=publisher, published=published,
            excerpt=excerpt(words, start, end), event=texts.show(event),
        )  # fmt: skip

    def _codings(self, connection: Connection, texts: _Texts, touched: set[Anchor]) -> list[ReviewItem]:
        """Events whose tellings contradict each other, and nobody has judged which is right."""
        found: list[ReviewItem] = []
        for event, prop, told in _rivals(connection, self._variously(connection)):
            if any(value_anchor(statement) in touched for statement in told):
                continue
            item = texts.show(event)
            if item is not None and len(found) < CODINGS:
                found.append(_coding(item, prop, told, texts))
        return found

    def _variously(self, connection: Connection) -> list[tuple[str, str]]:
        """Worked out once for each newest reading: judgements take things off the queue, and hardly ever put them there."""
        newest = self.desk.newest()
        if self._told is None or self._told[0] != newest:
            self._told = (newest, _told_variously(connection))
        return self._told[1]

    def _open_warnings(self, connection: Connection, texts: _Texts, touched: set[Anchor]) -> list[ReviewItem]:
        made: list[ReviewItem] = []
        for report, code, span, message in self._all_warnings(connection):
            key, title, publisher, published, words = texts.of(report)
            if Anchor(key, *span) in touched or len(made) >= WARNINGS:
                continue
            told = TellingAt(
                telling=f"{report}:{span[0]}-{span[1]}", report=report, title=title, publisher=publisher, published=published,
                excerpt=excerpt(words, *span), event=None,
            )  # fmt: skip
            made.append(
                ReviewItem(key=f"warning|{code}|{told.telling}", kind="warning", useful=0.3, question=message,
                           machine="unsure", tellings=[told], reasons=[])
            )  # fmt: skip
        return made

    def _all_warnings(self, connection: Connection) -> list[tuple[str, str, tuple[int, int], str]]:
        """(report, code, span, message) of the current readings' warnings; each reading is looked through once."""
        active = self.desk.active()
        query = listed("SELECT number, packed FROM readings WHERE number IN :these")
        for batch in chunks(sorted(active.keys() - self._warnings.keys()), 200):
            for number, packed in connection.execute(query, {"these": batch}):
                self._warnings[number] = _warnings_in(packed)
        return [warning for number in active for warning in self._warnings.get(number, ())]

    # -------------------------------------------------------- deciding
    def judge(self, judging: Judging) -> Judged:
        """Record a decision. Raises AlreadyJudged where another has judged the same since, SettingsError for one that says nothing,
        LedgerError for what is not there.
        """
        if not judging.by.strip():
            raise SettingsError("say who judges")
        with self._lock:
            earlier = [] if judging.confirm else self.earlier(judging)
            if earlier:
                raise AlreadyJudged(earlier)
            made = self._record(judging)
        return self._said(made)

    def undo(self, judgement: str, by: str, why: str = "") -> Judged:
        """Take a judgement back, by one more row."""
        if not by.strip():
            raise SettingsError("say who judges")
        with self._lock:
            made = self.desk.ledger.undo(judgement, by=by, why=why)
        return self._said(made)

    def _said(self, made: Judgement) -> Judged:
        row = next(row for row in self.desk.ledger.judgements() if row.id == made.id)
        return Judged(judgement=judged_at(row), progress=self.queue().progress)

    def _record(self, judging: Judging) -> Judgement:
        ledger, by, why = self.desk.ledger, judging.by, judging.why
        match judging.verdict:
            case "same" | "different":
                return ledger.judge_pair(judging.first, judging.second, judging.verdict == "same", by=by, why=why)
            case "right" | "wrong":
                return self._judge_value(judging)
            case "merge":
                return ledger.merge(judging.event, event_in(judging.other), by=by, why=why)
            case "split":
                return ledger.split(judging.event, judging.mentions, by=by, why=why)
            case "comment":
                if not why.strip():
                    raise SettingsError("say what you remark")
                return ledger.comment(judging.event, by=by, why=why)
            case "checked":
                return ledger.note(judging.report, (judging.start or 0, judging.end or 0), by=by, why=why or "checked")

    def _judge_value(self, judging: Judging) -> Judgement:
        ledger, by, why = self.desk.ledger, judging.by, judging.why
        span = (judging.start, judging.end) if judging.start is not None and judging.end is not None else None
        if judging.telling:
            report = telling_parts(judging.telling)[0]
            at = span or telling_parts(judging.telling)[1:]
            value = typed_value(judging.property, judging.value or self._quote(report, span))
            return ledger.fill(judging.telling, judging.property, value, at, by=by, why=why)
        if judging.verdict == "wrong" and (judging.value.strip() or span):
            told = self.statement(judging.statement)
            value = typed_value(told.property, judging.value or self._quote(told.report, span), told.value)
            return ledger.correct(told.id, value, span, by=by, why=why)
        return ledger.judge(judging.statement, judging.verdict == "right", by=by, why=why)

    def _quote(self, report: str, span: tuple[int, int] | None) -> str:
        if span is None:
            return ""
        return self.desk.ledger.reading(report).text[span[0] : span[1]]

    def statement(self, key: str) -> Statement:
        """A statement by its id. Raises LedgerError for one that is not there."""
        query = text(
            f"SELECT {STATEMENT_COLUMNS} FROM statements s JOIN reports r ON r.number = s.report "  # noqa: S608 (constants)
            "WHERE s.id = :id LIMIT 1"
        )
        with self.desk.ledger.store.looking() as connection:
            row = connection.execute(query, {"id": key}).first()
        if row is None:
            raise LedgerError(f"no statement {key}")
        return statement_from(row)

    # -------------------------------------------------------- who judged it before
    def earlier(self, judging: Judging) -> list[JudgedAt]:
        """The judgements in force of other people on the same pair or value that this person has not seen."""
        about = self._about(judging)
        if about is None:
            return []
        rows = [row for row in self.desk.ledger.judgements() if not row.undone and row.kind != "undo"]
        return [
            judged_at(row) for row in rows
            if row.by != judging.by and row.id not in judging.seen and _is_about(row, about)
        ]  # fmt: skip

    def seen_of(self, item: ReviewItem) -> list[str]:
        """The judgements on an item that whoever is shown it now knows of."""
        about: _About | None = None
        if item.kind == "merge":
            about = self._about(
                Judging(verdict="same", by="", first=item.tellings[0].telling, second=item.tellings[1].telling)
            )
        return [row.id for row in self.desk.ledger.judgements() if about and _is_about(row, about)]

    def _about(self, judging: Judging) -> _About | None:
        try:
            if judging.verdict in ("same", "different"):
                return frozenset({self._place(judging.first)}), frozenset({self._place(judging.second)})
            if judging.statement:
                return frozenset({value_anchor(self.statement(judging.statement))}), None
            if judging.telling:
                return frozenset(
                    {msgspec.structs.replace(self._place(judging.telling), property=judging.property)}
                ), None
        except LedgerError:
            return None
        return None

    def _place(self, telling: str) -> Anchor:
        report, start, end = telling_parts(telling)
        return Anchor(report_key(self.desk.ledger.reading(report).report), start, end)


_About: TypeAlias = tuple[frozenset[Anchor], frozenset[Anchor] | None]


def _is_about(row: JudgementRow, about: _About) -> bool:
    """Whether a judgement is about the same pair (whichever comes first), or the same value."""
    first, second = about
    if second is None:
        return not first.isdisjoint(row.subject)
    subject, other = frozenset(row.subject), frozenset(row.object)
    return (first <= subject and second <= other) or (first <= other and second <= subject)


def telling_parts(telling: str) -> tuple[str, int, int]:
    """The report, start and end of "report:start-end". Raises SettingsError for what is none."""
    report, _, span = telling.rpartition(":")
    start, _, end = span.partition("-")
    if not report or not start.isdigit() or not end.isdigit():
        raise SettingsError(f"{telling!r} is no telling; it must be report:start-end")
    return report, int(start), int(end)


class _Texts:
    """The newest revisions of reports, read when they are asked for, and the events as listed."""

    def __init__(self, connection: Connection, show: Callable[[str], EventItem | None]) -> None:
        self.connection, self.show = connection, show
        self.held: dict[str, tuple[str, str | None, str | None, str | None, str]] = {}

    def of(self, report: str) -> tuple[str, str | None, str | None, str | None, str]:
        """(key, title, publisher, published, text)."""
        if report not in self.held:
            query = (
                "SELECT key, title, publisher, published, text FROM reports WHERE id = :id "
                "ORDER BY clock DESC, revision DESC LIMIT 1"
            )
            self.held[report] = tuple(self.connection.execute(text(query), {"id": report}).one())
        return self.held[report]


def _told_variously(connection: Connection) -> list[tuple[str, str]]:
    """(event, property) where reports give more than one type, place or time, those told by most reports first."""
    query = text(
        "SELECT c.event, s.property, count(DISTINCT s.report) AS reports FROM statements s "
        "JOIN m_clusters c ON c.entity = s.entity "
        "JOIN m_events e ON e.entity = s.entity AND e.reading = s.reading AND e.component > 0 "
        "WHERE s.kind = 'event' AND s.property IN ('type', 'time', 'place') AND s.factuality NOT LIKE '%-' "
        "GROUP BY c.event, s.property HAVING count(DISTINCT s.value) > 1 AND count(DISTINCT s.report) > 1 "
        "ORDER BY reports DESC, c.event LIMIT :most"
    )
    return [(row[0], row[1]) for row in connection.execute(query, {"most": CODINGS * 2})]


def _rivals(connection: Connection, rows: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, list[Statement]]]:
    """Those of them that contradict each other, with the statements that do: days that do not overlap, two types or places."""
    query = listed(
        f"SELECT {STATEMENT_COLUMNS}, c.event FROM m_clusters c "  # noqa: S608 (constants)
        "JOIN m_events e ON e.entity = c.entity AND e.component > 0 "
        "JOIN statements s ON s.entity = e.entity AND s.reading = e.reading JOIN reports r ON r.number = s.report "
        "WHERE c.event IN :these AND s.property IN ('type', 'time', 'place') ORDER BY s.number"
    )
    told: dict[tuple[str, str], list[Statement]] = {}
    for batch in chunks(sorted({event for event, _ in rows})):
        for row in connection.execute(query, {"these": batch}):
            statement = statement_from(row)
            told.setdefault((row[-1], statement.property), []).append(statement)
    for event, prop in rows:
        statements = told.get((event, prop), [])
        if _contradict(prop, statements):
            yield event, prop, statements


def _contradict(prop: str, told: Sequence[Statement]) -> bool:
    values = {statement.value for statement in told}
    if prop == "type":
        return len(values) > 1
    if prop == "place":
        return len({getattr(value, "name", "").lower() for value in values}) > 1
    days = [(getattr(v, "start", None), getattr(v, "end", None) or getattr(v, "start", None)) for v in values]
    known = [(start, end) for start, end in days if start and end]
    return any(a[0] > b[1] or b[0] > a[1] for n, a in enumerate(known) for b in known[n + 1 :])


def _coding(item: EventItem, prop: str, told: Sequence[Statement], texts: _Texts) -> ReviewItem:
    once = {shown(statement.value): statement for statement in reversed(told)}
    candidates = []
    for value, statement in sorted(once.items(), key=lambda pair: (pair[1].published or "~", pair[1].id)):
        words = texts.of(statement.report)[4]
        candidates.append(
            CandidateAt(statement=statement.id, value=value, speaker=statement.speaker.name or "not named",
                        report=statement.report, excerpt=excerpt(words, statement.start, statement.end, bounds(words)))
        )  # fmt: skip
    return ReviewItem(
        key=f"coding|{prop}|{item.id}", kind="coding", useful=0.6 * (1 + math.log(item.reports)),
        question=f"{heading(prop)}: {_UNSURE[prop]}. Which is right?", machine=candidates[0].value if candidates else "",
        tellings=[], reasons=[], candidates=tuple(candidates[:8]), event=item,
    )  # fmt: skip


class _Warning(msgspec.Struct):
    code: str
    message: str
    spans: list[tuple[int, int]] = []


class _ReportId(msgspec.Struct):
    id: str


class _Warned(msgspec.Struct):
    report: _ReportId
    warnings: list[_Warning] = []


_warned = msgspec.json.Decoder(_Warned)


def _warnings_in(packed: bytes) -> list[tuple[str, str, tuple[int, int], str]]:
    told = _warned.decode(zlib.decompress(packed))
    return [(told.report.id, one.code, one.spans[0] if one.spans else (0, 0), one.message) for one in told.warnings]


def _is_note(row: Judgement) -> bool:
    """Whether a comment settles a warning."""
    return row.why == "checked"


def _agreement(connection: Connection, rows: Sequence[Judgement]) -> float | None:
    """The share of judgements that say what the machine says: of a pair by its score, of a value that it is right."""
    values = [row for row in rows if row.kind in ("right", "wrong")]
    pairs = [row for row in rows if row.kind in ("same", "different")]
    if not values and not pairs:
        return None
    agreed = sum(row.kind == "right" for row in values)
    homes = matching_anchors(connection, {anchor for row in pairs for anchor in (*row.subject[:1], *row.object[:1])})
    numbers = _numbers(connection, [entity for found in homes.values() for entity in found])
    for row in pairs:
        sides = [numbers.get(next(iter(homes[side[0]]), "")) for side in (row.subject, row.object)]
        agreed += (row.kind == "same") == _joined(connection, sides)
    return round(agreed / (len(values) + len(pairs)), 3)


def _numbers(connection: Connection, entities: Iterable[str]) -> dict[str, int]:
    query = listed("SELECT entity, number FROM m_events WHERE entity IN :these")
    return {row[0]: row[1] for batch in chunks(entities) for row in connection.execute(query, {"these": batch})}


def _joined(connection: Connection, sides: Sequence[int | None]) -> bool:
    """Whether the machine's score of two tellings says that they are one event."""
    if sides[0] is None or sides[1] is None:
        return False
    low, high = sorted(side for side in sides if side is not None)
    query = text("SELECT weight FROM m_links WHERE a = :a AND b = :b")
    return float(connection.execute(query, {"a": low, "b": high}).scalar() or -1) > 0
