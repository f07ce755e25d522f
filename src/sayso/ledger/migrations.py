"""The ledger's schema, one numbered migration after another. A migration that was published never changes.

Three kinds of tables: what was said (reports, readings, statements, judgements), append-only by trigger; what is worked
out from them by merging (names beginning with `m_`), which can be dropped and made again at any time; and `migrations`.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from sayso.errors import LedgerError

APPEND_ONLY = ("reports", "readings", "statements", "judgements")
"""The tables of the first version that take no change and no deletion; later migrations name their own."""


def _append_only(table: str) -> tuple[str, ...]:
    return tuple(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table}'); END"
        for verb in ("UPDATE", "DELETE")
    )


_FIRST = (
    """CREATE TABLE reports (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        title TEXT, publisher TEXT, url TEXT, published TEXT, language TEXT,
        clock TEXT NOT NULL,
        ingested TEXT NOT NULL,
        text TEXT NOT NULL,
        UNIQUE (id, revision))""",
    "CREATE INDEX reports_clock ON reports (clock)",
    """CREATE TABLE readings (
        number INTEGER PRIMARY KEY,
        report INTEGER NOT NULL REFERENCES reports (number),
        coder TEXT NOT NULL,
        ingested TEXT NOT NULL,
        packed BLOB NOT NULL)""",
    "CREATE INDEX readings_report ON readings (report)",
    """CREATE TABLE statements (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL,
        reading INTEGER NOT NULL REFERENCES readings (number),
        report INTEGER NOT NULL REFERENCES reports (number),
        entity TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('event', 'actor', 'claim')),
        property TEXT NOT NULL,
        value TEXT NOT NULL,
        vouchers TEXT NOT NULL,
        factuality TEXT NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
        event_start TEXT, event_end TEXT, stated TEXT, published TEXT, ingested TEXT NOT NULL,
        coder TEXT NOT NULL,
        UNIQUE (id, reading))""",
    "CREATE INDEX statements_entity ON statements (entity, reading)",
    "CREATE INDEX statements_reading ON statements (reading, kind)",
    "CREATE INDEX statements_kind ON statements (kind, property)",
    """CREATE TRIGGER statements_evidence BEFORE INSERT ON statements
        WHEN NEW.start < 0 OR NEW."end" < NEW.start OR NEW.quote IS NOT
            (SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start) FROM reports WHERE number = NEW.report)
        BEGIN SELECT RAISE(ABORT, 'evidence is not in its text'); END""",
    """CREATE TABLE judgements (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('same', 'different', 'right', 'wrong', 'undo')),
        subject TEXT NOT NULL,
        object TEXT NOT NULL,
        by TEXT NOT NULL,
        why TEXT NOT NULL,
        recorded TEXT NOT NULL)""",
    *(trigger for table in APPEND_ONLY for trigger in _append_only(table)),
    "CREATE TABLE m_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE m_readings (reading INTEGER PRIMARY KEY, report INTEGER NOT NULL, clock TEXT NOT NULL,
        current INTEGER NOT NULL, sign BLOB NOT NULL, context BLOB NOT NULL, voice TEXT NOT NULL)""",
    "CREATE INDEX m_readings_report ON m_readings (report)",
    "CREATE TABLE m_bands (band INTEGER NOT NULL, reading INTEGER NOT NULL)",
    "CREATE INDEX m_bands_band ON m_bands (band)",
    "CREATE INDEX m_bands_reading ON m_bands (reading)",
    """CREATE TABLE m_events (
        number INTEGER PRIMARY KEY, entity TEXT NOT NULL UNIQUE, reading INTEGER NOT NULL,
        start INTEGER NOT NULL, "end" INTEGER NOT NULL, sketch BLOB NOT NULL, component INTEGER NOT NULL)""",
    "CREATE INDEX m_events_reading ON m_events (reading)",
    "CREATE INDEX m_events_component ON m_events (component)",
    "CREATE TABLE m_blocks (block INTEGER NOT NULL, event INTEGER NOT NULL)",
    "CREATE INDEX m_blocks_block ON m_blocks (block, event)",
    "CREATE INDEX m_blocks_event ON m_blocks (event)",
    "CREATE TABLE m_links (a INTEGER NOT NULL, b INTEGER NOT NULL, weight REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID",
    "CREATE INDEX m_links_b ON m_links (b)",
    "CREATE INDEX m_links_weight ON m_links (weight)",
    """CREATE TABLE m_clusters (entity TEXT PRIMARY KEY, event TEXT NOT NULL) WITHOUT ROWID""",
    "CREATE INDEX m_clusters_event ON m_clusters (event)",
    """CREATE TABLE m_lines (
        number INTEGER PRIMARY KEY, event TEXT NOT NULL UNIQUE, component INTEGER NOT NULL,
        type TEXT NOT NULL, start TEXT, "end" TEXT, country TEXT, place TEXT, line TEXT NOT NULL)""",
    "CREATE INDEX m_lines_start ON m_lines (start, event)",
    "CREATE INDEX m_lines_type ON m_lines (type)",
    "CREATE INDEX m_lines_component ON m_lines (component)",
    "CREATE VIRTUAL TABLE m_words USING fts5 (words, actors, places, tokenize = 'unicode61 remove_diacritics 2')",
)

_UNREAD = (
    "ALTER TABLE reports ADD COLUMN sha256 TEXT",
    "ALTER TABLE reports ADD COLUMN fetched TEXT",
    """CREATE TABLE unread (
        number INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        id TEXT NOT NULL,
        title TEXT, publisher TEXT, url TEXT, published TEXT, language TEXT, sha256 TEXT, fetched TEXT,
        ingested TEXT NOT NULL,
        reason TEXT NOT NULL,
        text TEXT NOT NULL)""",
    *_append_only("unread"),
)

_SEARCH_AND_COMMENTS = (
    """CREATE VIRTUAL TABLE report_words USING fts5 (
        title, text, content = 'reports', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2')""",
    "INSERT INTO report_words (rowid, title, text) SELECT number, title, text FROM reports",
    """CREATE TRIGGER reports_words AFTER INSERT ON reports BEGIN
        INSERT INTO report_words (rowid, title, text) VALUES (NEW.number, NEW.title, NEW.text); END""",
    """CREATE TABLE judgements_with_comments (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('same', 'different', 'right', 'wrong', 'comment', 'undo')),
        subject TEXT NOT NULL,
        object TEXT NOT NULL,
        by TEXT NOT NULL,
        why TEXT NOT NULL,
        recorded TEXT NOT NULL)""",
    "INSERT INTO judgements_with_comments SELECT number, id, kind, subject, object, by, why, recorded FROM judgements",
    "DROP TABLE judgements",
    "ALTER TABLE judgements_with_comments RENAME TO judgements",
    *_append_only("judgements"),
)

_KEYS_ALONE = (
    # Blocks and bands are nothing but keys: kept in the order of their index, they need no table beside it; merging fills them anew
    "DROP TABLE m_bands",
    "DROP TABLE m_blocks",
    "CREATE TABLE m_bands (band INTEGER NOT NULL, reading INTEGER NOT NULL, PRIMARY KEY (band, reading)) WITHOUT ROWID",
    "CREATE INDEX m_bands_reading ON m_bands (reading)",
    "CREATE TABLE m_blocks (block INTEGER NOT NULL, event INTEGER NOT NULL, PRIMARY KEY (block, event)) WITHOUT ROWID",
    "CREATE INDEX m_blocks_event ON m_blocks (event)",
    "DELETE FROM m_state",
)

_SPANS = (
    # When each component was first told of, and last: what a past moment cuts through is found without a look at every telling
    "CREATE TABLE m_spans (component INTEGER PRIMARY KEY, first TEXT NOT NULL, last TEXT NOT NULL)",
    "CREATE INDEX m_readings_older ON m_readings (clock) WHERE current = 0",
    "DELETE FROM m_state",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _UNREAD, _SEARCH_AND_COMMENTS, _KEYS_ALONE, _SPANS)
"""Migration n (from 1) brings a ledger from version n - 1 to n."""

VERSION = len(MIGRATIONS)
"""The schema version that this code reads and writes."""


def version_of(connection: Connection) -> int:
    """The ledger's schema version, 0 for an empty file. Raises LedgerError for a database that is no ledger."""
    tables = {row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    if not tables:
        return 0
    if "migrations" not in tables:
        raise LedgerError("this database is no sayso ledger")
    return int(connection.execute(text("SELECT max(number) FROM migrations")).scalar() or 0)


def migrate(connection: Connection, now: str) -> int:
    """Bring the ledger to VERSION within the caller's transaction; the number of migrations run.

    Raises LedgerError for a ledger written by a newer sayso.
    """
    at = version_of(connection)
    if at > VERSION:
        raise LedgerError(f"the ledger has schema version {at}, this sayso knows {VERSION}: use a newer sayso")
    if at == 0:
        connection.execute(text("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, at TEXT NOT NULL)"))
    for number in range(at + 1, VERSION + 1):
        for command in MIGRATIONS[number - 1]:
            connection.exec_driver_sql(command)
        connection.execute(text("INSERT INTO migrations VALUES (:number, :at)"), {"number": number, "at": now})
    return VERSION - at
