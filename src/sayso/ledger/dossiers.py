"""Events with what their tellings say, and statements with the event they belong to: read in bulk, a batch at a time.

For listings that go through the whole ledger (exports, data frames). Memory does not grow with the ledger, but for `as of`
a past moment, where the events' order is kept.
"""

from __future__ import annotations

import builtins
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from sayso.ledger.clocks import until
from sayso.ledger.drawn import iter_lines
from sayso.ledger.figures import Told
from sayso.ledger.filters import Filters
from sayso.ledger.judgements import Anchor, Judgement, JudgementKind, standing
from sayso.ledger.lines import SIDES, EventLine, LineTally, Telling, event_id, event_line, line_tallies
from sayso.ledger.policies import Policy
from sayso.ledger.snapshots import Snapshot, snapshot
from sayso.ledger.statements import TALLY_ROLES, EntityKind, Statement, Typed, Voucher
from sayso.ledger.store import (
    STATEMENT_COLUMNS,
    active_readings,
    chunks,
    fetched,
    in_order,
    judgements_in,
    listed,
    listing,
    rows_of,
    statement_from,
    typed,
    vouchers_of,
)
from sayso.ledger.tellings import AROUND, judged_telling, search_words, value_anchor

if TYPE_CHECKING:
    from sayso.ledger.ledger import Ledger

BATCH = 400  # events, or readings, read at a time
READINGS = 100  # readings whose statements are held at a time
KEPT = 4_000  # reports kept at hand
_COLUMNS = 18  # of STATEMENT_COLUMNS


class ReportCard(msgspec.Struct, frozen=True):
    """What a report says of itself, without its text. `lead` is where its first paragraph ends."""

    key: str
    id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    language: str | None
    ingested: str
    length: int
    lead: int


class Dossier(msgspec.Struct, frozen=True):
    """An event's line, its numbers under the policy asked for, its tellings (with the properties asked for alone), and
    its reports by key, in order of publication.
    """

    line: EventLine
    tallies: tuple[LineTally, ...]
    tellings: tuple[Telling, ...] = ()
    reports: dict[str, ReportCard] = {}

    def statements(self) -> Iterator[Statement]:
        """The statements asked for, in the order of adding within each telling."""
        for telling in self.tellings:
            for told in telling.told:
                yield told.statement


class Wanted(msgspec.Struct, frozen=True):
    """What is wanted of the ledger: which events, as of when, by which policy (None: the ledger's own), and how much of each.

    `properties` are those of the statements that are read; None for all. `cards` asks for the events' reports.
    """

    filters: Filters = Filters()
    as_of: str | None = None
    policy: Policy | None = None
    properties: frozenset[str] | None = frozenset()
    cards: bool = False


class FiledStatement(NamedTuple):
    """A statement with the merged event it belongs to, and how people judged it (`right`, `wrong`), if they did.

    The fields up to `report_key` are those of `Statement`, which `statement` makes of them; a ledger has millions of these, and a
    tuple is made in a fifth of the time.
    """

    id: str
    entity: str
    kind: EntityKind
    property: str
    value: Typed
    vouchers: tuple[Voucher, ...]
    factuality: str
    report: str
    start: int
    end: int
    quote: str
    event_start: str | None
    event_end: str | None
    stated: str | None
    published: str | None
    ingested: str
    coder: str
    report_key: str
    event: str | None
    judged: JudgementKind | None
    value_json: str
    vouchers_json: str

    @classmethod
    def of(cls, statement: Statement, event: str | None) -> FiledStatement:
        """The statement as one of an event, not judged wrong."""
        s = statement
        return cls(
            s.id, s.entity, s.kind, s.property, s.value, s.vouchers, s.factuality, s.report, s.start, s.end, s.quote,
            s.event_start, s.event_end, s.stated, s.published, s.ingested, s.coder, s.report_key,
            event, None, msgspec.json.encode(s.value).decode(), msgspec.json.encode(s.vouchers).decode(),
        )  # fmt: skip

    @builtins.property
    def speaker(self) -> Voucher:
        """As `Statement.speaker`."""
        return self.vouchers[-1]

    @builtins.property
    def statement(self) -> Statement:
        """The statement by itself."""
        return Statement(
            id=self.id, entity=self.entity, kind=self.kind, property=self.property, value=self.value,
            vouchers=self.vouchers, factuality=self.factuality, report=self.report, start=self.start, end=self.end,
            quote=self.quote, event_start=self.event_start, event_end=self.event_end, stated=self.stated,
            published=self.published, ingested=self.ingested, coder=self.coder, report_key=self.report_key,
        )  # fmt: skip


FIGURED = frozenset({*SIDES, *TALLY_ROLES})
"""The properties that an event's figures are worked out from."""


def dossiers(ledger: Ledger, wanted: Wanted) -> Iterator[Dossier]:
    """The events in order of time, then id, as `Ledger.events` gives them."""
    ledger.refresh()
    with ledger.store.looking() as connection:
        reader = _Reader(connection, ledger, wanted)
        yield from reader.past() if wanted.as_of is not None else reader.current()


def cards(ledger: Ledger, as_of: str | None = None) -> Iterator[ReportCard]:
    """The reports in order of publication, the newest revision of each."""
    with ledger.store.looking() as connection:
        active = active_readings(connection, until(as_of))
        ordered = sorted(active, key=lambda number: (active[number][1], number))
        for batch in chunks((active[number][0] for number in ordered), BATCH):
            found = {row[0]: _card(row[1:]) for row in connection.execute(_CARDS_BY_NUMBER, {"these": batch})}
            yield from (found[number] for number in batch)


def filed_statements(
    ledger: Ledger, filters: Filters, as_of: str | None = None, kind: EntityKind | None = None
) -> Iterator[FiledStatement]:
    """Without filters every statement of the current readings (of one kind, if given), in the order of `Ledger.statements`;
    with filters those of the events that fit, event by event, without the values that were judged wrong.
    """
    if filters != Filters():
        for dossier in dossiers(ledger, Wanted(filters, as_of, properties=None)):
            yield from (FiledStatement.of(statement, dossier.line.id) for statement in dossier.statements())
        return
    ledger.refresh()
    with ledger.store.looking() as connection:
        yield from _all_filed(connection, as_of, kind)


def texts(ledger: Ledger) -> Texts:
    """The reports' texts, to be asked for by key. Close it, or use it as a context manager."""
    return Texts(ledger)


class Texts:
    """Looks up reports' texts by key; the last few are kept."""

    def __init__(self, ledger: Ledger) -> None:
        self._looking = ledger.store.looking()
        self._kept: OrderedDict[str, str] = OrderedDict()

    def __enter__(self) -> Texts:
        self._connection = self._looking.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self._looking.__exit__(*error)

    def of(self, key: str) -> str:
        """The text of the report with this key; "" where there is none."""
        if key not in self._kept:
            row = self._connection.exec_driver_sql("SELECT text FROM reports WHERE key = ?", (key,)).scalar()
            self._kept[key] = row or ""
            if len(self._kept) > 64:
                self._kept.popitem(last=False)
        return self._kept[key]


class _Reader:
    """Reads events' dossiers over one view of the ledger."""

    def __init__(self, connection: Connection, ledger: Ledger, wanted: Wanted) -> None:
        self.connection, self.ranks, self.wanted = connection, ledger.ranks, wanted
        self.policy = wanted.policy or ledger.policy
        self.other_policy = self.policy.label != ledger.policy.label
        self.judged = standing(judgements_in(connection))
        self.kept: OrderedDict[str, ReportCard] = OrderedDict()

    # -------------------------------------------------------- now
    def current(self) -> Iterator[Dossier]:
        for lines in chunks_of(iter_lines(self.connection, *self.wanted.filters.condition()), BATCH):
            found = self._tellings([line.id for line in lines]) if self._properties() != frozenset() else {}
            yield from self._filed([(line, tuple(found.get(line.id, ()))) for line in lines])

    def _properties(self) -> frozenset[str] | None:
        """What is read of each event; with judgements in force its type too, which values given by people hang on."""
        asked = self.wanted.properties
        if asked is None:
            return None
        asked |= frozenset({"type"}) if self.wanted.cards else frozenset()  # every telling has a type
        asked |= FIGURED if self.other_policy else frozenset()
        return asked | {"type"} if asked and self.judged else asked

    def _filed(self, found: Sequence[tuple[EventLine, tuple[Telling, ...]]]) -> Iterator[Dossier]:
        self._fetch_cards({s.report_key for _, told in found for telling in told for s in telling.statements})
        for line, tellings in found:
            left = (telling for telling in tellings if telling.told)  # people may have judged all of it wrong
            told = tuple(sorted(left, key=lambda telling: (telling.told[0].clock, telling.entity)))
            yield Dossier(line, self._tallies(line, told), told, self._cards(told))

    def _tallies(self, line: EventLine, told: Sequence[Telling]) -> tuple[LineTally, ...]:
        if self.wanted.as_of is not None or not self.other_policy:
            return line.tallies
        if not any(s.property in TALLY_ROLES for telling in told for s in telling.statements):
            return ()
        return line_tallies(told, self.policy, self.ranks)

    def _tellings(self, events: Sequence[str]) -> dict[str, list[Telling]]:
        properties = self._properties()
        if properties is None:
            rows = rows_of(self.connection, _TOLD, (listing(events),))
        else:
            rows = rows_of(self.connection, _TOLD_SOME, (listing(events), listing(sorted(properties))))
        homes: dict[str, tuple[Any, list[Told]]] = {}
        for row in rows:
            told = Told(
                statement_from(row),
                row[_COLUMNS + 2],
                row[_COLUMNS + 1],
                row[_COLUMNS + 3] or "",
                row[_COLUMNS + 4] or "",
            )
            homes.setdefault(row[1], (row[_COLUMNS], []))[1].append(told)
        found: dict[str, list[Telling]] = {}
        for entity, (event, said) in homes.items():
            telling = Telling(entity, "", said[0].clock, said[0].voice, tuple(said))
            found.setdefault(event, []).append(judged_telling(telling, self.judged))
        return found

    # -------------------------------------------------------- as of a past moment
    def past(self) -> Iterator[Dossier]:
        """In two passes, so that what is kept for the order is small."""
        seen = snapshot(self.connection, until(self.wanted.as_of))
        keys = []
        for members, tellings in zip(seen.events, seen.tellings(self.connection), strict=True):
            line = event_line(tellings, self.policy, self.ranks)
            if self.wanted.filters.fits(line, search_words(line, tellings)):
                keys.append((line.time is None, (line.time.start or "") if line.time else "", line.id, members))
        ordered = Snapshot(tuple(members for *_, members in sorted(keys)), seen.judged)
        made = (
            (event_line(told, self.policy, self.ranks), self._kept(told)) for told in ordered.tellings(self.connection)
        )
        for batch in chunks_of(made, BATCH):
            yield from self._filed(batch)

    def _kept(self, tellings: Sequence[Telling]) -> tuple[Telling, ...]:
        properties = self._properties()
        if properties is None:
            return tuple(tellings)
        narrowed = (
            msgspec.structs.replace(telling, told=tuple(t for t in telling.told if t.statement.property in properties))
            for telling in tellings
        )
        return tuple(narrowed)

    # -------------------------------------------------------- reports
    def _fetch_cards(self, keys: set[str]) -> None:
        if not self.wanted.cards:
            return
        for batch in chunks(sorted(keys - self.kept.keys())):
            for row in self.connection.execute(_CARDS_BY_KEY, {"these": batch}):
                self.kept[row[0]] = _card(row)
        for key in keys:
            self.kept.move_to_end(key)
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)

    def _cards(self, told: Sequence[Telling]) -> dict[str, ReportCard]:
        if not self.wanted.cards:
            return {}
        keys = dict.fromkeys(s.report_key for telling in told for s in telling.statements)
        ordered = sorted((self.kept[key] for key in keys), key=lambda card: (card.published or "~", card.id))
        return {card.key: card for card in ordered}


def _all_filed(connection: Connection, as_of: str | None, kind: EntityKind | None) -> Iterator[FiledStatement]:
    active = active_readings(connection, until(as_of))
    verdicts = judged_anchors(standing(judgements_in(connection)))
    past = _past_homes(connection, as_of)
    for batch in chunks(in_order(connection, active), READINGS):
        names = _names(connection, [active[number][0] for number in batch])
        homes = past if past is not None else _homes(connection, batch)
        said = _said(connection, batch, kind)
        for row in (row for number in batch for row in said.get(number, ())):
            report, key = names[row[7]]
            event, value, chain = homes.get(row[1]), typed(row[4]), vouchers_of(row[5])
            own = (*row[:4], value, chain, row[6], report, *row[8:17], key, event, None, row[4], row[5])
            filed = FiledStatement._make(own)
            yield filed._replace(judged=verdicts.get(value_anchor(filed.statement))) if verdicts else filed


def _said(connection: Connection, readings: Sequence[int], kind: EntityKind | None) -> dict[int, list[tuple[Any, ...]]]:
    """The rows of each reading's statements, in the order of adding."""
    rows = rows_of(connection, _FILED, (listing(readings), kind, kind))
    return {reading: list(told) for reading, told in groupby(rows, itemgetter(_COLUMNS - 1))}


def _names(connection: Connection, reports: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Ids and keys of reports by their numbers."""
    return {number: (name, key) for number, name, key in fetched(connection, _NAMES, reports)}


def _homes(connection: Connection, readings: Sequence[int]) -> dict[str, str]:
    """The event of each entity that the ledger's own tables put into one."""
    return dict(fetched(connection, _HOMES, readings))


def _past_homes(connection: Connection, as_of: str | None) -> dict[str, str] | None:
    """For a past moment the event of each entity; None for now."""
    if as_of is None:
        return None
    seen = snapshot(connection, until(as_of))
    return {telling.entity: event_id(told) for told in seen.tellings(connection) for telling in told}


def judged_anchors(judged: Iterable[Judgement]) -> Mapping[Anchor, JudgementKind]:
    """The values that people judged right or wrong, by the anchor of the value."""
    return {anchor: row.kind for row in judged if row.kind in ("right", "wrong") for anchor in row.subject}


def chunks_of(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size` values, taken as they come."""
    held: list[Any] = []
    for value in values:
        held.append(value)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held


def _card(row: Sequence[Any]) -> ReportCard:
    return ReportCard(*row)


_CARD = (
    "r.key, r.id, r.title, r.publisher, r.url, r.published, r.language, r.ingested, length(r.text), "
    "CASE WHEN instr(r.text, char(10)) > 0 THEN instr(r.text, char(10)) ELSE length(r.text) END"
)
_CARDS_BY_KEY = listed(f"SELECT {_CARD} FROM reports r WHERE r.key IN :these")  # noqa: S608 (constants only)
_CARDS_BY_NUMBER = listed(f"SELECT r.number, {_CARD} FROM reports r WHERE r.number IN :these")  # noqa: S608
_TALLIES = ", ".join(f"'{role}'" for role in TALLY_ROLES)
_BESIDE = (
    f"CASE WHEN s.property IN ({_TALLIES}) THEN substr(r.text, max(s.start - {AROUND - 1}, 1), min(s.start, {AROUND})) END, "
    f'CASE WHEN s.property IN ({_TALLIES}) THEN substr(r.text, s."end" + 1, {AROUND}) END'
)
_FROM_EVENTS = (
    f"SELECT {STATEMENT_COLUMNS}, c.event, m.voice, r.clock, {_BESIDE} "  # noqa: S608 (constants only)
    "FROM m_clusters c JOIN m_events e ON e.entity = c.entity AND e.component > 0 "
    "CROSS JOIN statements s ON s.entity = e.entity AND s.reading = e.reading "
    "JOIN reports r ON r.number = s.report JOIN m_readings m ON m.reading = e.reading "
    "WHERE c.event IN (SELECT value FROM json_each(?)) "
)
_TOLD = f"{_FROM_EVENTS} ORDER BY s.number"
_TOLD_SOME = f"{_FROM_EVENTS} AND s.property IN (SELECT value FROM json_each(?)) ORDER BY s.number"  # noqa: S608
_FILED = (
    'SELECT s.id, s.entity, s.kind, s.property, s.value, s.vouchers, s.factuality, s.report, s.start, s."end", s.quote, '
    "s.event_start, s.event_end, s.stated, s.published, s.ingested, s.coder, s.reading FROM statements s "
    "WHERE s.reading IN (SELECT value FROM json_each(?)) AND (? IS NULL OR s.kind = ?) ORDER BY s.reading, s.number"
)
"""As `STATEMENT_COLUMNS`, with the numbers of report and reading for the report's id and key."""
_NAMES = "SELECT number, id, key FROM reports WHERE number IN :these"
_HOMES = "SELECT c.entity, c.event FROM m_events e JOIN m_clusters c ON c.entity = e.entity WHERE e.reading IN :these"
