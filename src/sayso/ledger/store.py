"""The ledger's file: opening it, appending to it, and rows as values again. All writing of what was said happens here."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, TextClause, bindparam, create_engine, event, insert, select, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from sayso.errors import LedgerError
from sayso.ledger import schema
from sayso.ledger.clocks import clock, now
from sayso.ledger.judgements import Anchor, Judgement
from sayso.ledger.migrations import VERSION, migrate, version_of
from sayso.ledger.statements import Statement, Typed, Voucher, report_key, statements_of
from sayso.model import Reading, Report

BUSY_SECONDS = 60
"""How long a writer waits for another one."""

_typed: msgspec.json.Decoder[Typed] = msgspec.json.Decoder(Typed)
_readings = msgspec.json.Decoder(Reading)
_chain = msgspec.json.Decoder(tuple[Voucher, ...])
_anchors = msgspec.json.Decoder(tuple[Anchor, ...])
vouchers_of = lru_cache(maxsize=16384)(_chain.decode)  # one report says the same of who vouches again and again

_json = msgspec.json.Encoder().encode

# Commands that run once a report or once a statement stand here as the driver takes them: building them anew each time would take
# longer than running them.
_ADD_REPORT = (
    "INSERT INTO reports (key, id, revision, title, publisher, url, published, language, clock, ingested, text, sha256, fetched) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_ADD_READING = "INSERT INTO readings (report, coder, ingested, packed) VALUES (?, ?, ?, ?)"
_ADD_STATEMENT = (
    'INSERT INTO statements (id, reading, report, entity, kind, property, value, vouchers, factuality, start, "end", quote, '
    "event_start, event_end, stated, published, ingested, coder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

STATEMENT_COLUMNS = (
    's.id, s.entity, s.kind, s.property, s.value, s.vouchers, s.factuality, r.id, s.start, s."end", s.quote, s.event_start, '
    "s.event_end, s.stated, s.published, s.ingested, s.coder, r.key"
)
"""What `statement_from` reads, of statements as s and reports as r."""


class Added(msgspec.Struct, frozen=True):
    """What adding a report did: `added`, `revised` (the same id with other words), `unchanged`, or `recoded`."""

    report: str
    status: str
    statements: int

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return made


class Store:
    """An open ledger file. Raises LedgerError for what is no ledger, or one of a newer version."""

    def __init__(self, path: Path, *, create: bool = True) -> None:
        if not create and not path.is_file():
            raise LedgerError(f"{path}: there is no ledger here")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder does not exist")
        self.path = path
        self.engine = _engine(path)
        with _as_ledger_errors(path):
            self._prepare()

    def _prepare(self) -> None:
        with self.engine.connect() as connection:
            at = version_of(connection)
        if at != VERSION:
            with self.writing() as connection:
                migrate(connection, now())

    def close(self) -> None:
        """Lets go of the file."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that nobody else can write beside; all or nothing."""
        connecting = self.engine.connect().execution_options(begin="IMMEDIATE")
        with _as_ledger_errors(self.path), connecting as connection, connection.begin():
            yield connection

    @contextmanager
    def looking(self) -> Iterator[Connection]:
        """One unchanging view of the ledger."""
        with _as_ledger_errors(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    # -------------------------------------------------------- appending
    def add(self, reading: Reading) -> Added:
        """Append a report, its reading and its statements, or nothing if the very report is there. One transaction."""
        key, at = report_key(reading.report), now()
        rows = list(statements_of(reading, key=key, ingested=at))
        with self.writing() as connection:
            if report_number(connection, key) is not None:
                return Added(reading.report.id, "unchanged", 0)
            number, revision = _append_report(connection, reading.report, key, at)
            self._append_reading(connection, number, reading, rows)
        return Added(reading.report.id, "added" if revision == 1 else "revised", len(rows))

    def set_aside(self, report: Report, reason: str) -> bool:
        """Keep a report that could not be read, with the reason; False if the very report is in the ledger already."""
        key = report_key(report)
        value = msgspec.structs.asdict(report) | {"key": key, "ingested": now(), "reason": reason}
        with self.writing() as connection:
            if report_number(connection, key) is not None:
                return False
            made = connection.execute(insert(schema.unread).prefix_with("OR IGNORE").values(value))
        return made.rowcount == 1

    def recode(self, reading: Reading) -> Added:
        """Append a newer reading of a report that is in the ledger; nothing if it says the same as the newest one."""
        key, at = report_key(reading.report), now()
        rows = list(statements_of(reading, key=key, ingested=at))
        with self.writing() as connection:
            number = report_number(connection, key)
            if number is None:
                raise LedgerError(f"{reading.report.id}: not in the ledger, so it cannot be recoded")
            last = select(schema.readings.c.packed).where(schema.readings.c.report == number)
            newest = connection.execute(last.order_by(schema.readings.c.number.desc()).limit(1)).scalar()
            if newest is not None and zlib.decompress(newest) == reading.to_json().encode():
                return Added(reading.report.id, "unchanged", 0)
            self._append_reading(connection, number, reading, rows)
        return Added(reading.report.id, "recoded", len(rows))

    def _append_reading(self, connection: Connection, report: int, reading: Reading, rows: Sequence[Statement]) -> None:
        packed = zlib.compress(reading.to_json().encode(), 6)
        made = connection.exec_driver_sql(_ADD_READING, (report, reading.coder, now(), packed))
        number = int(made.lastrowid)
        if rows:
            connection.exec_driver_sql(_ADD_STATEMENT, [_row(row, number, report) for row in rows])

    def append_judgement(self, connection: Connection, judgement: Judgement) -> None:
        """Append a judgement within the caller's transaction."""
        value = msgspec.to_builtins(judgement)
        value["subject"] = msgspec.json.encode((judgement.subject, judgement.of)).decode()
        value["object"] = msgspec.json.encode(judgement.object).decode()
        del value["of"]
        connection.execute(insert(schema.judgements).values(value))


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite+pysqlite:///{path}", connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False}
    )

    @event.listens_for(engine, "connect")
    def on_connect(raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions are begun below, in words, not by the driver
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", f"busy_timeout = {BUSY_SECONDS * 1000}",
                       "cache_size = -65536", "temp_store = MEMORY", "wal_autocheckpoint = 8000"):  # fmt: skip
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


@contextmanager
def _as_ledger_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise LedgerError(f"{path}: refused: {error.orig}") from error
    except OperationalError as error:
        raise LedgerError(f"{path}: {error.orig}") from error
    except DatabaseError as error:
        raise LedgerError(f"{path}: not a ledger, or a broken one: {error.orig}") from error


def report_number(connection: Connection, key: str) -> int | None:
    """The row of the report with this key."""
    found = connection.exec_driver_sql("SELECT number FROM reports WHERE key = ?", (key,)).scalar()
    return int(found) if found is not None else None


def _append_report(connection: Connection, report: Report, key: str, at: str) -> tuple[int, int]:
    before = connection.exec_driver_sql("SELECT max(revision) FROM reports WHERE id = ?", (report.id,)).scalar()
    revision = int(before or 0) + 1
    moment = clock(report.published or "") or at
    made = connection.exec_driver_sql(
        _ADD_REPORT,
        (key, report.id, revision, report.title, report.publisher, report.url, report.published, report.language, moment,
         at, report.text, report.sha256, report.fetched),
    )  # fmt: skip
    return int(made.lastrowid), revision


def _row(statement: Statement, reading: int, report: int) -> tuple[Any, ...]:
    """A statement as `_ADD_STATEMENT` takes it."""
    s = statement
    return (
        s.id, reading, report, s.entity, s.kind, s.property, _json(s.value).decode(), _vouchers_text(s.vouchers), s.factuality,
        s.start, s.end, s.quote, s.event_start, s.event_end, s.stated, s.published, s.ingested, s.coder,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _vouchers_text(vouchers: tuple[Voucher, ...]) -> str:
    return _json(vouchers).decode()


@lru_cache(maxsize=16384)
def typed(value: str) -> Typed:
    """A stored value as a value again."""
    return _typed.decode(value)


def statement_from(row: Sequence[Any]) -> Statement:
    """A row of `STATEMENT_COLUMNS` as a value again."""
    return statement_of_report(row, row[7], row[17])


def statement_of_report(row: Sequence[Any], report: str, key: str) -> Statement:
    """The same, with the report's id and key from elsewhere: for readers that look a report up once, not once a row."""
    return Statement(
        id=row[0], entity=row[1], kind=row[2], property=row[3], value=typed(row[4]), vouchers=vouchers_of(row[5]),
        factuality=row[6], report=report, start=row[8], end=row[9], quote=row[10], event_start=row[11], event_end=row[12],
        stated=row[13], published=row[14], ingested=row[15], coder=row[16], report_key=key,
    )  # fmt: skip


def reading_from(packed: bytes) -> Reading:
    """A stored reading as a value again (without its analysis)."""
    return _readings.decode(zlib.decompress(packed))


_subject = msgspec.json.Decoder(tuple[tuple[Anchor, ...], str])


def judgements_in(connection: Connection) -> list[Judgement]:
    """Every judgement, in the order of recording."""
    table = schema.judgements
    rows = connection.execute(select(table).order_by(table.c.number))
    found = []
    for row in rows:
        subject, of = _subject.decode(row.subject)
        found.append(
            Judgement(row.id, row.kind, subject, _anchors.decode(row.object), row.by, row.why, row.recorded, of)
        )
    return found


def active_readings(connection: Connection, until: str) -> dict[int, tuple[int, str]]:
    """The readings that count as of a moment, with their report's row and clock.

    Of each report the newest revision published by then, of each revision the newest reading.
    """
    rows = connection.execute(
        text(
            "SELECT g.number, r.number, r.id, r.clock FROM reports r JOIN readings g ON g.report = r.number "
            "WHERE r.clock <= :until ORDER BY r.clock, r.revision, g.number"
        ),
        {"until": until},
    )
    newest = {row[2]: (row[0], (row[1], row[3])) for row in rows}
    return dict(newest.values())


def in_order(connection: Connection, active: Mapping[int, tuple[int, str]]) -> list[int]:
    """The readings that count in order of their reports' clocks, then ids."""
    ids = {row[0]: row[1] for row in connection.execute(text("SELECT number, id FROM reports"))}
    return sorted(active, key=lambda number: (active[number][1], ids[active[number][0]]))


def newest_readings(connection: Connection) -> dict[int, tuple[int, str]]:
    """The newest reading of every revision of every report, with the report's row and clock."""
    rows = connection.execute(
        text(
            "SELECT max(g.number), r.number, r.clock FROM reports r JOIN readings g ON g.report = r.number "
            "GROUP BY r.number ORDER BY r.number"
        )
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def listed(query: str) -> TextClause:
    """SQL with `IN :these`, to be given a list."""
    return text(query).bindparams(bindparam("these", expanding=True))


@lru_cache(maxsize=256)
def _listing(query: str) -> str:
    return query.replace("IN :these", "IN (SELECT value FROM json_each(?))")


def fetched(connection: Connection, query: str, these: Collection[Any]) -> list[tuple[Any, ...]]:
    """All rows of SQL with `IN :these`, as the driver gives them; none for an empty list.

    However long the list is, the command stays the same, so that it is compiled once.
    """
    return rows_of(connection, _listing(query), (listing(these),)) if these else []


def rows_of(connection: Connection, query: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """All rows of SQL as the driver gives them: wrapping each takes longer than fetching it."""
    cursor = connection.exec_driver_sql(query, parameters).cursor
    return list(cursor.fetchall()) if cursor is not None else []


def listing(values: Collection[Any]) -> str:
    """Values as one parameter, for `IN (SELECT value FROM json_each(?))`."""
    return _json(list(values)).decode()


def column(connection: Connection, query: str, these: Collection[Any]) -> list[Any]:
    """The first column of the same."""
    return [row[0] for row in fetched(connection, query, these)]


def run_on(connection: Connection, command: str, these: Collection[Any]) -> None:
    """Run a command with `IN :these`; nothing for an empty list."""
    if these:
        connection.exec_driver_sql(_listing(command), (listing(these),))


def chunks(values: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """Lists of at most `size` values, for `IN (...)`."""
    listed = list(values)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]
