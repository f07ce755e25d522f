"""GDELT 2.0 Mentions: 16 columns, a row for each span that names an event (GDELT Event Codebook 2.0)."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

import msgspec

from sayso.exports.delimited import TABS_ALONE
from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.cameo import leaves_out
from sayso.exports.shapes.gdelt import stamp
from sayso.exports.shapes.happening import Happening
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Column
from sayso.ledger.dossiers import ReportCard, texts
from sayso.ledger.lines import Telling
from sayso.ledger.words import bounds

Sentences = Callable[[str, int], int]
"""The number, from 1 on, of the sentence at an offset in the report with a key."""


class MentionRow(msgspec.Struct, frozen=True):
    """A span that names an event; where its two sides stand beside it, -1 where they do not."""

    event: Happening
    report: ReportCard
    start: int
    sentence: int
    doer: int
    other: int

    @property
    def address(self) -> str | None:
        url = self.report.url or ""
        return url if url.startswith("http") else None


def sentences_of(text_of: Callable[[str], str], kept: int = 256) -> Sentences:
    """Numbers sentences; where they begin is worked out once a report."""
    starts: OrderedDict[str, list[int]] = OrderedDict()

    def number(key: str, offset: int) -> int:
        if key not in starts:
            starts[key] = bounds(text_of(key))[:-1]
            if len(starts) > kept:
                starts.popitem(last=False)
        return max(1, bisect_right(starts[key], offset))

    return number


def rows(happening: Happening, number: Sentences) -> Iterator[MentionRow]:
    """A row for each mention, in the order of the reports."""
    reports = happening.dossier.reports
    for telling in happening.dossier.tellings:
        doer, other = _nearest(telling, ("actor",)), _nearest(telling, ("recipient", "victim", "target"))
        for told in telling.told:
            statement = told.statement
            if statement.property == "mention" and statement.report_key in reports:
                sentence = number(statement.report_key, statement.start)
                yield MentionRow(happening, reports[statement.report_key], statement.start, sentence, doer, other)


def _nearest(telling: Telling, properties: tuple[str, ...]) -> int:
    """Where the first of these properties stands; -1 where none does."""
    for name in properties:
        found = [told.statement.start for told in telling.told if told.statement.property == name]
        if found:
            return min(found)
    return -1


COLUMNS: tuple[Column[MentionRow], ...] = (
    Column(
        "GLOBALEVENTID", lambda r: r.event.number, "our event id as a whole number, as in the events file", kind="whole"
    ),
    Column(
        "EventTimeDate",
        lambda r: stamp(min(card.ingested for card in r.event.reports)),
        "when the ledger first learned of the event, YYYYMMDDHHMMSS",
    ),
    Column("MentionTimeDate", lambda r: stamp(r.report.ingested), "when the ledger learned of this report"),
    Column("MentionType", lambda r: 1 if r.address else 2, "1 an address on the web, 2 a citation", kind="whole"),
    Column("MentionSourceName", lambda r: r.report.publisher, "who published the report", "not known"),
    Column("MentionIdentifier", lambda r: r.address or r.report.id, "the report's address, else its id"),
    Column(
        "SentenceID",
        lambda r: r.sentence,
        "number of the sentence in the text, from 1 on; a line counts as one too",
        kind="whole",
    ),
    Column(
        "Actor1CharOffset",
        lambda r: r.doer,
        "where who did it first stands in this report; -1 where nobody does",
        kind="whole",
    ),
    Column("Actor2CharOffset", lambda r: r.other, "the same for whom it was done to", kind="whole"),
    Column("ActionCharOffset", lambda r: r.start, "where the mention begins, in code points of the text", kind="whole"),
    Column("InRawText", lambda r: 1, "1: sayso reads the text as it stands", kind="whole"),
    Column(
        "Confidence",
        lambda r: None,
        "nothing",
        "always: sayso gives how firmly speakers vouch, not how sure the machine is",
    ),
    Column("MentionDocLen", lambda r: r.report.length, "length of the text", kind="whole"),
    Column("MentionDocTone", lambda r: None, "nothing", "always: sayso measures no tone"),
    Column("MentionDocTranslationInfo", lambda r: None, "nothing", "always: nothing is translated"),
    Column("Extras", lambda r: None, "nothing", "always"),
)

READS = frozenset({"mention", "actor", "recipient", "victim", "target"})


def shape(number: Sentences) -> Shape[MentionRow]:
    """The shape, given how sentences are numbered."""
    return Shape(
        "GDELT 2.0 Mentions", COLUMNS, partial(rows, number=number), style=TABS_ALONE, reads=READS, leaves_out=leaves_out,
        cannot=(
            "A mention has an event, a report and offsets. What the report says there (a figure, a denial, another place) "
            "and on whose word has no column: it is in `statements`. Events that the GDELT Events file cannot hold have no "
            "mentions here."
        ),
    )  # fmt: skip


SHAPE = shape(lambda key, offset: 1)
"""For the reference; `write` numbers sentences by the reports' texts."""


def write(selection: Selection, target: BinaryIO) -> Written:
    """The GDELT 2.0 Mentions file: tab-separated, no header."""
    with texts(selection.ledger) as known:
        return shape(sentences_of(known.of)).write(selection, target)
