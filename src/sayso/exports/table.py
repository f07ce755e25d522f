"""A reading as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from sayso.exports.rows import ClaimRow, EventRow, FactRow, Voucher, claim_rows, event_rows, fact_rows
from sayso.model import Factuality, Reading

COLOURS: dict[Factuality, str] = {
    "CT+": "green", "PR+": "yellow", "PS+": "yellow", "Uu": "bright_black", "CT-": "red", "PR-": "red", "PS-": "red",
}  # fmt: skip


def reading_tables(reading: Reading) -> RenderableType:
    """Events in order of time, what holds of actors, and what does not add up."""
    return Group(*_parts(reading))


def claims_table(reading: Reading) -> RenderableType:
    """Who says what."""
    table = _table(_title(reading), ("who says so", 22), ("stance", 9), ("what is said", 60), ("words", 16))
    for row in claim_rows(reading):
        table.add_row(*_claim_cells(row))
    return table


def _parts(reading: Reading) -> Iterator[RenderableType]:
    yield Text(_title(reading), style="bold")
    if not reading.events:
        yield Text("No events found.", style="italic")
    else:
        yield _events(event_rows(reading))
    if reading.facts:
        yield _facts(fact_rows(reading))
    for warning in reading.warnings:
        yield Text(f"! {warning.message}", style="yellow")


def _title(reading: Reading) -> str:
    report = reading.report
    published = f"published {report.published}" if report.published else "date of publication not given"
    return f"{report.title or report.id} ({', '.join(filter(None, (report.publisher, published)))})"


def _table(title: str, *columns: tuple[str, int]) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", header_style="bold", expand=False, show_lines=False
    )
    for name, width in columns:
        table.add_column(name, max_width=width, overflow="fold", no_wrap=name == "when")
    return table


def _events(rows: Sequence[EventRow]) -> Table:
    table = _table(
        "",
        ("when", 11),
        ("what", 20),
        ("who", 20),
        ("to whom, what", 24),
        ("where", 14),
        ("how many", 18),
        ("who says so", 30),
    )
    for row in rows:
        what = Text(row.what.words)
        what.append(f"\n“{row.trigger}”", style="dim")
        if row.phase != "happened":
            what.append(f"\n{row.phase.replace('_', ' ')}", style="italic")
        cells = (row.who, row.to_whom, row.where, row.how_many)
        table.add_row(
            row.when.words.replace(" to ", " to\n"), what, *(cell.words for cell in cells), _vouchers(row.vouchers)
        )
    return table


def _facts(rows: Sequence[FactRow]) -> Table:
    table = _table("", ("actor", 24), ("what holds", 18), ("of, as, in", 34), ("when", 11), ("who says so", 30))
    for row in rows:
        table.add_row(row.subject, row.property, row.object, row.when.replace(" to ", " to\n"), _vouchers(row.vouchers))
    return table


def _claim_cells(row: ClaimRow) -> tuple[Text | str, ...]:
    content = row.content.words if len(row.content.words) <= 300 else row.content.words[:299] + "…"
    return row.speaker, row.stance, content, Text(row.cue.words, style="dim")


def _vouchers(vouchers: Sequence[Voucher]) -> Text:
    made = Text()
    for number, voucher in enumerate(vouchers):
        made.append(("\n" if number else "") + str(voucher), style=COLOURS[voucher.factuality])
    return made
