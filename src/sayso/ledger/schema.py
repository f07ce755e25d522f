"""The ledger's tables as SQLAlchemy Core sees them. What makes them is migrations.py; a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

reports = Table(
    "reports", metadata,
    Column("number", Integer, primary_key=True), Column("key", Text), Column("id", Text), Column("revision", Integer),
    Column("title", Text), Column("publisher", Text), Column("url", Text), Column("published", Text),
    Column("language", Text), Column("clock", Text), Column("ingested", Text), Column("text", Text),
    Column("sha256", Text), Column("fetched", Text),
)  # fmt: skip
unread = Table(
    "unread", metadata,
    Column("number", Integer, primary_key=True), Column("key", Text), Column("id", Text), Column("title", Text),
    Column("publisher", Text), Column("url", Text), Column("published", Text), Column("language", Text),
    Column("sha256", Text), Column("fetched", Text), Column("ingested", Text), Column("reason", Text), Column("text", Text),
)  # fmt: skip
readings = Table(
    "readings", metadata,
    Column("number", Integer, primary_key=True), Column("report", Integer), Column("coder", Text),
    Column("ingested", Text), Column("packed", LargeBinary),
)  # fmt: skip
statements = Table(
    "statements", metadata,
    Column("number", Integer, primary_key=True), Column("id", Text), Column("reading", Integer), Column("report", Integer),
    Column("entity", Text), Column("kind", Text), Column("property", Text), Column("value", Text),
    Column("vouchers", Text), Column("factuality", Text), Column("start", Integer), Column("end", Integer),
    Column("quote", Text), Column("event_start", Text), Column("event_end", Text), Column("stated", Text),
    Column("published", Text), Column("ingested", Text), Column("coder", Text),
)  # fmt: skip
judgements = Table(
    "judgements", metadata,
    Column("number", Integer, primary_key=True), Column("id", Text), Column("kind", Text), Column("subject", Text),
    Column("object", Text), Column("by", Text), Column("why", Text), Column("recorded", Text),
)  # fmt: skip
m_state = Table("m_state", metadata, Column("name", Text, primary_key=True), Column("value", Text))
m_readings = Table(
    "m_readings", metadata,
    Column("reading", Integer, primary_key=True), Column("report", Integer), Column("clock", Text),
    Column("current", Integer), Column("sign", LargeBinary), Column("context", LargeBinary), Column("voice", Text),
)  # fmt: skip
m_bands = Table(
    "m_bands", metadata, Column("band", Integer, primary_key=True), Column("reading", Integer, primary_key=True)
)
m_events = Table(
    "m_events", metadata,
    Column("number", Integer, primary_key=True), Column("entity", Text), Column("reading", Integer), Column("start", Integer),
    Column("end", Integer), Column("sketch", LargeBinary), Column("component", Integer),
)  # fmt: skip
m_blocks = Table(
    "m_blocks", metadata, Column("block", Integer, primary_key=True), Column("event", Integer, primary_key=True)
)
m_links = Table(
    "m_links", metadata,
    Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True), Column("weight", Float),
)  # fmt: skip
m_clusters = Table("m_clusters", metadata, Column("entity", Text, primary_key=True), Column("event", Text))
m_lines = Table(
    "m_lines", metadata,
    Column("number", Integer, primary_key=True), Column("event", Text), Column("component", Integer), Column("type", Text),
    Column("start", Text), Column("end", Text), Column("country", Text), Column("place", Text), Column("line", Text),
)  # fmt: skip
m_spans = Table(
    "m_spans", metadata, Column("component", Integer, primary_key=True), Column("first", Text), Column("last", Text)
)

DERIVED = (m_readings, m_bands, m_events, m_blocks, m_links, m_clusters, m_lines, m_spans)
"""What merging works out, `m_words` and `m_state` apart."""
