"""The ledger: statements from many reports, merged into events, judged by people, answered by policies.

with Ledger("sayso.db") as ledger:
    ledger.add(reading)
    for line in ledger.events(Filters(country="LB"), as_of="2024-10-05"):
        print(line.to_dict())
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, text

from sayso.errors import LedgerError, SettingsError
from sayso.ledger.clocks import day_number, now, until
from sayso.ledger.derived import Derivation, fresh
from sayso.ledger.drawn import context_reader, iter_lines, line_from, sketch_reader
from sayso.ledger.filters import Filters, holds
from sayso.ledger.frames import EventQuery
from sayso.ledger.history import Change, changes
from sayso.ledger.judgements import Anchor, Judgement, JudgementKind, judgement, standing
from sayso.ledger.lines import EventLine, Telling, event_figures, event_id, event_line, speaker_name
from sayso.ledger.matching import pair_of, reasons
from sayso.ledger.merged import named_tellings, tellings_of, tellings_of_many, tellings_then
from sayso.ledger.merging import JOIN, UNSURE, Key, Rulings, ordered
from sayso.ledger.pages import ActorView, EventView, event_view, valid_on, values_of
from sayso.ledger.past import Past, past, past_tellings
from sayso.ledger.policies import Policy, TallyLine, answers, named
from sayso.ledger.rows import (
    ActorRow,
    ClaimRow,
    JudgementRow,
    ReportRow,
    SpeakerRow,
    UnreadRow,
    UnsurePair,
    actor_groups,
    actor_row,
    bears,
    claim_row,
    speaker_row,
)
from sayso.ledger.rulings import rulings_in
from sayso.ledger.snapshots import snapshot
from sayso.ledger.speakers import Ranks, shipped_ranks
from sayso.ledger.statements import Held, Statement, Typed, Who, report_key
from sayso.ledger.store import (
    STATEMENT_COLUMNS,
    Added,
    Store,
    active_readings,
    chunks,
    in_order,
    judgements_in,
    listed,
    reading_from,
    report_number,
    statement_from,
)
from sayso.ledger.tellings import search_words, value_anchor
from sayso.ledger.verify import problems_in
from sayso.model import Reading, Report

__all__ = [
    "DEFAULT_POLICY", "ActorRow", "ClaimRow", "JudgementRow", "Ledger", "ReportRow", "SpeakerRow", "UnreadRow", "UnsurePair",
]  # fmt: skip

DEFAULT_POLICY = "ucdp_best_low_high"
"""The policy in force for the tallies of an event's line."""


class Ledger:
    """An open ledger. Raises LedgerError where the file cannot serve as one. Use as a context manager, or close it."""

    def __init__(
        self, path: str | Path, *, create: bool = True, policy: str = DEFAULT_POLICY, ranks: Ranks | None = None
    ) -> None:
        self.policy: Policy = named(policy)
        self.ranks = ranks or shipped_ranks()
        self.path = Path(path)
        self.store = Store(self.path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the file."""
        self.store.close()

    # -------------------------------------------------------- adding
    def known(self, report: Report) -> bool:
        """Whether this very report, word for word, is in the ledger."""
        with self.store.looking() as connection:
            return report_number(connection, report_key(report)) is not None

    def add(self, reading: Reading) -> Added:
        """Append a reading's report and statements in one transaction; nothing if the very report is there.

        Raises LedgerError where evidence does not stand in its text; then nothing is written.
        """
        return self.store.add(reading)

    def recode(self, read: Callable[[Report], Reading]) -> Iterator[Added]:
        """Read every current report anew and append what has changed; judgements hold for the new statements."""
        for report in list(self._current_reports()):
            yield self.store.recode(read(report))

    def _current_reports(self) -> Iterator[Report]:
        with self.store.looking() as connection:
            numbers = [home[0] for home in active_readings(connection, until(None)).values()]
            query = f"SELECT {_REPORT} FROM reports WHERE number = :n"  # noqa: S608 (constants)
            for number in numbers:
                yield Report(**connection.execute(text(query), {"n": number}).mappings().one())

    def set_aside(self, report: Report, reason: str) -> bool:
        """Keep a report that this version cannot read, with the reason, for a later one; False if it is kept already."""
        return self.store.set_aside(report, reason)

    def unread(self) -> Iterator[UnreadRow]:
        """The reports that were set aside and have not been read since, in the order of adding."""
        query = f"SELECT {_UNREAD}, ingested, reason {_STILL_UNREAD}"
        with self.store.looking() as connection:
            for row in connection.execute(text(query)):
                yield UnreadRow(*row)

    def unread_reports(self) -> Iterator[Report]:
        """The same reports whole, to be read anew and added."""
        with self.store.looking() as connection:
            keys = connection.execute(text(f"SELECT key {_STILL_UNREAD}")).scalars().all()
        query = f"SELECT {_REPORT} FROM unread WHERE key = :key"  # noqa: S608 (constants)
        for key in keys:
            with self.store.looking() as connection:
                row = connection.execute(text(query), {"key": key}).mappings().one()
            yield Report(**row)

    def refresh(self) -> None:
        """Bring the merged events up to date with what was added. Listings do it themselves."""
        with self.store.looking() as connection:
            if fresh(connection):
                return
        with self.store.writing() as connection:
            Derivation(connection, self.policy, self.ranks).run()

    # -------------------------------------------------------- listing
    @property
    def events(self) -> EventQuery:
        """The merged events in order of time, then id; `events(filters, as_of)` narrows them, `.to_pandas()` makes a frame."""
        return EventQuery(self, self._events)

    def _events(self, wanted: Filters, as_of: str | None) -> Iterator[EventLine]:
        self.refresh()
        if as_of is not None:
            yield from self._events_as_of(wanted, until(as_of))
            return
        with self.store.looking() as connection:
            yield from iter_lines(connection, *wanted.condition())

    def _events_as_of(self, wanted: Filters, moment: str) -> Iterator[EventLine]:
        with self.store.looking() as connection:
            seen = past(connection, moment)
            where, values = wanted.condition()
            query = f"SELECT line, component FROM m_lines WHERE {where}"  # noqa: S608 (Filters.condition)
            rows = connection.execute(text(query), values)
            found = [line_from(row[0]) for row in rows if seen.holds(row[1])]
            found += [line for line, words in self._parted(connection, seen) if wanted.fits(line, words)]
        yield from sorted(found, key=lambda line: (line.time is None, line.time.start if line.time else "", line.id))

    def _parted(self, connection: Connection, seen: Past) -> Iterator[tuple[EventLine, tuple[str, str, str]]]:
        """The lines of a past's own events, with the words that they are searched by."""
        for tellings in past_tellings(connection, seen, seen.parts):
            line = event_line(tellings, self.policy, self.ranks)
            yield line, search_words(line, tellings)

    def past(self, as_of: str) -> Past:
        """What was known by a day or moment, to be asked for several events."""
        self.refresh()
        with self.store.looking() as connection:
            return past(connection, until(as_of))

    def parted(self, seen: Past) -> list[tuple[EventLine, tuple[str, str, str]]]:
        """The lines of those events of a past that are not what they are now, with the words that they are searched by."""
        with self.store.looking() as connection:
            return list(self._parted(connection, seen))

    def reports(self, filters: Filters | None = None, as_of: str | None = None) -> Iterator[ReportRow]:
        """The reports in order of publication, the newest revision of each, with the newest reading's coder.

        `since` and `until` are of the publication, `text` of title and text.
        """
        self.refresh()
        wanted = filters or Filters()
        query = text(
            "SELECT r.id, r.revision, r.title, r.publisher, r.published, r.url, r.ingested, g.coder, "
            "count(DISTINCT CASE WHEN s.kind = 'event' THEN s.entity END), "
            "count(DISTINCT CASE WHEN s.kind = 'claim' THEN s.entity END), count(s.number), m.voice, "
            "CASE WHEN :wanted THEN r.text ELSE '' END FROM readings g JOIN reports r ON r.number = g.report "
            "LEFT JOIN m_readings m ON m.reading = g.number LEFT JOIN statements s ON s.reading = g.number "
            "WHERE g.number = :n GROUP BY g.number"
        )
        with self.store.looking() as connection:
            active = active_readings(connection, until(as_of))
            for number in sorted(active, key=lambda n: (active[n][1], n)):
                row = connection.execute(query, {"n": number, "wanted": bool(wanted.text)}).one()
                if _in_days(row[4], wanted) and (not wanted.text or holds(f"{row[2] or ''} {row[12]}", wanted.text)):
                    yield ReportRow(*row[:12])

    def statements(
        self, filters: Filters | None = None, as_of: str | None = None, event: str | None = None
    ) -> Iterator[Statement]:
        """The statements of current readings in order of adding; those of one event if given. Days are of the event."""
        wanted = filters or Filters()
        if event is not None:
            told = (s for telling in self._tellings(event, as_of) for s in telling.statements)
            yield from (statement for statement in told if _statement_fits(statement, wanted))
            return
        with self.store.looking() as connection:
            for statement in _statements(connection, until(as_of)):
                if _statement_fits(statement, wanted):
                    yield statement

    def claims(self, filters: Filters | None = None, as_of: str | None = None) -> Iterator[ClaimRow]:
        """Who said what, in order of publication. `actor` is the speaker; days are of the publication."""
        wanted = filters or Filters()
        with self.store.looking() as connection:
            for statement in _statements(connection, until(as_of), "s.kind = 'claim'"):
                row = claim_row(statement)
                fits = _in_days(row.published, wanted) and (not wanted.actor or holds(row.speaker, wanted.actor))
                if fits and (not wanted.text or holds(f"{row.speaker} {row.content}", wanted.text)):
                    yield row

    def speakers(self, as_of: str | None = None) -> Iterator[SpeakerRow]:
        """Those who vouch for anything, who speaks most first."""
        told: dict[str, list[Statement]] = {}
        with self.store.looking() as connection:
            for statement in _statements(connection, until(as_of), "s.kind <> 'actor'"):
                told.setdefault(speaker_name(statement.speaker), []).append(statement)
        for name, said in sorted(told.items(), key=lambda item: (-len(item[1]), item[0])):
            yield speaker_row(name, said, self.ranks)

    def actors(self, filters: Filters | None = None, as_of: str | None = None) -> Iterator[ActorRow]:
        """The named actors across reports, those in most reports first. `actor` and `text` are words of a name."""
        wanted = filters or Filters()
        with self.store.looking() as connection:
            named_as = list(_statements(connection, until(as_of), "s.kind = 'actor'"))
            roles = _statements(connection, until(as_of), _IN_EVENTS)
            events: dict[str, set[str]] = {}
            for statement in roles:
                if isinstance(statement.value, Who) and statement.value.entity:
                    events.setdefault(statement.value.entity, set()).add(statement.entity)
        rows = [actor_row(group, events) for group in actor_groups(named_as)]
        for row in sorted(rows, key=lambda row: (-row.reports, -row.events, row.name)):
            needle = " ".join(part for part in (wanted.actor, wanted.text) if part)
            if (not needle or holds(" ".join(row.names), needle)) and (
                not wanted.country or row.country == wanted.country
            ):
                yield row

    # -------------------------------------------------------- pages
    def event(
        self, event: str, as_of: str | None = None, policy: str | None = None, seen: Past | None = None
    ) -> EventView:
        """An event's page; as of a day or moment, or of a `past`. Raises LedgerError for an id that is not there."""
        tellings = self._tellings(event, as_of, seen)
        line = event_line(tellings, self.policy, self.ranks)
        found = event_figures(tellings, self.ranks)
        return event_view(line, tellings, found, answers(line.id, found, named(policy) if policy else self.policy))

    def event_views(self, events: Sequence[str]) -> Iterator[EventView]:
        """The pages of several events, in the order given, read together; ids that are not there are passed over."""
        self.refresh()
        with self.store.looking() as connection:
            for tellings in tellings_of_many(connection, events):
                line = event_line(tellings, self.policy, self.ranks)
                found = event_figures(tellings, self.ranks)
                yield event_view(line, tellings, found, answers(line.id, found, self.policy))

    def _tellings(self, event: str, as_of: str | None, seen: Past | None = None) -> list[Telling]:
        self.refresh()
        with self.store.looking() as connection:
            if seen is None and as_of is not None:
                seen = past(connection, until(as_of))
            tellings = tellings_of(connection, event) if seen is None else tellings_then(connection, event, seen)
        if not tellings:
            raise LedgerError(f"no event {event} in {self.path}" + (f" as of {as_of}" if as_of else ""))
        return tellings

    def actor(self, name: str, on: str | None = None, as_of: str | None = None) -> ActorView:
        """What the ledger holds of an actor, on a day or ever. Raises LedgerError for a name that is not there."""
        if on is not None and day_number(on) is None:
            raise SettingsError(f"{on!r} is no day: write it as 2024-10-23")
        with self.store.looking() as connection:
            found = list(_statements(connection, until(as_of), "s.kind = 'actor'"))
        groups = [group for group in actor_groups(found) if bears(group, name)]
        if not groups:
            raise LedgerError(f"no actor {name!r} in {self.path}")
        told = [statement for group in groups for statement in group]
        whos = [statement.value for statement in told if isinstance(statement.value, Who)]
        facts = [s for s in told if isinstance(s.value, Held) and valid_on(s, on)]
        return ActorView(
            name=max(whos, key=lambda who: (len(who.name), who.name)).name, names=tuple(sorted({who.name for who in whos})),
            identifier=next((who.identifier for who in whos if who.identifier), None), on=on, values=tuple(values_of(facts)),
        )  # fmt: skip

    def reading(self, report: str) -> Reading:
        """The newest reading of a report's newest revision. Raises LedgerError for an id that is not there."""
        query = (
            "SELECT g.packed FROM readings g JOIN reports r ON r.number = g.report WHERE r.id = :id "
            "ORDER BY r.clock DESC, r.revision DESC, g.number DESC LIMIT 1"
        )
        with self.store.looking() as connection:
            packed = connection.execute(text(query), {"id": report}).scalar()
        if packed is None:
            raise LedgerError(f"no report {report!r} in {self.path}")
        return reading_from(packed)

    # -------------------------------------------------------- numbers
    def tallies(
        self, policy: str = DEFAULT_POLICY, event: str | None = None, as_of: str | None = None
    ) -> Iterator[TallyLine]:
        """A policy's answer for each event, role and population that has a figure, with its receipt; in the events' order."""
        by = named(policy)
        for tellings in self._all_tellings(event, as_of):
            found = event_figures(tellings, self.ranks)
            yield from answers(event_id(tellings), found, by)

    def _all_tellings(self, event: str | None, as_of: str | None) -> Iterator[list[Telling]]:
        """The tellings of one event, or of each in the events' order."""
        if event is not None:
            yield self._tellings(event, as_of)
            return
        self.refresh()
        names = [line.id for line in self._events_as_of(Filters(), until(as_of))] if as_of is not None else None
        with self.store.looking() as connection:
            seen = past(connection, until(as_of)) if as_of is not None else None
            if names is None:
                rows = connection.execute(text("SELECT event FROM m_lines ORDER BY start IS NULL, start, event"))
                names = list(rows.scalars())
            for batch in chunks(names, 200):
                yield from tellings_of_many(connection, batch, seen)

    def compare(self, policies: Sequence[str], as_of: str | None = None) -> Iterator[dict[str, Any]]:
        """The answers of several policies side by side: one row for each event, role, population and scope."""
        chosen = [named(name) for name in policies]
        for tellings in self._all_tellings(None, as_of):
            found, event = event_figures(tellings, self.ranks), event_id(tellings)
            rows = zip(*(answers(event, found, by) for by in chosen), strict=True)
            for lines in rows:
                numbers = {line.policy: {"best": line.best, "low": line.low, "high": line.high} for line in lines}
                first = lines[0]
                yield {
                    "event": event,
                    "role": first.role,
                    "whose": first.whose,
                    "scope": first.scope,
                    "answers": numbers,
                }

    def diff(self, since: str, to: str) -> Iterator[Change]:
        """What became known between two moments: new events, figures, corrections, denials."""
        self.refresh()
        with self.store.looking() as connection:
            before, after = (
                [
                    (told, event_figures(told, self.ranks))
                    for told in snapshot(connection, until(moment)).tellings(connection)
                ]
                for moment in (since, to)
            )
        yield from changes(before, after)

    # -------------------------------------------------------- judging
    def judgements(self) -> Iterator[JudgementRow]:
        """Every judgement ever made, in order; those undone too."""
        with self.store.looking() as connection:
            found = judgements_in(connection)
        lifted = {row.of for row in found if row.kind == "undo"} - {row.id for row in found if row.kind != "undo"}
        held = {row.id for row in standing(found)}
        for row in found:
            undone = row.id in lifted if row.kind == "undo" else row.id not in held
            yield JudgementRow(row.id, row.kind, row.of, row.by, row.why, row.recorded, undone, row.subject, row.object)

    def merge(self, event_a: str, event_b: str, *, by: str, why: str = "") -> Judgement:
        """Judge two events to be one. Raises LedgerError for an id that is not there."""
        sides = tuple(self._anchors(self._tellings(event, None)) for event in (event_a, event_b))
        if event_a == event_b:
            raise LedgerError(f"{event_a} is one event already")
        return self._record("same", (sides[0], sides[1]), by, why)

    def split(self, event: str, mention: str | Sequence[str], *, by: str, why: str = "") -> Judgement:
        """Judge some tellings of an event ("report:start-end", a span that names it) to be of another one.

        Raises LedgerError where a telling is not of the event, or none would be left.
        """
        told, tellings = self._tellings(event, None), [mention] if isinstance(mention, str) else mention
        chosen = {telling.entity for name in tellings for telling in named_tellings(told, name)}
        parted = [telling for telling in told if telling.entity in chosen]
        rest = [telling for telling in told if telling.entity not in chosen]
        if not parted or not rest:
            raise LedgerError(f"{event}: nothing to split: {len(parted)} of {len(told)} tellings are named")
        return self._record("different", (self._anchors(parted), self._anchors(rest)), by, why)

    def judge(self, statement: str, right: bool, *, by: str, why: str = "") -> Judgement:
        """Judge a statement's value right or wrong. Raises LedgerError for an id that is not there."""
        with self.store.looking() as connection:
            row = connection.execute(text(f"{_SELECT} WHERE s.id = :id LIMIT 1"), {"id": statement}).first()
        if row is None:
            raise LedgerError(f"no statement {statement} in {self.path}")
        return self._record("right" if right else "wrong", ([value_anchor(statement_from(row))], []), by, why)

    def judge_pair(self, first: str, second: str, same: bool, *, by: str, why: str = "") -> Judgement:
        """Judge two tellings ("report:start-end", the words that name the event) to be one event, or two.

        Raises LedgerError where no event is named there.
        """
        sides = tuple([self._trigger(name)] for name in (first, second))
        if sides[0] == sides[1]:
            raise LedgerError(f"{first} is one telling")
        return self._record("same" if same else "different", (sides[0], sides[1]), by, why)

    def _trigger(self, name: str) -> Anchor:
        report, _, span = name.rpartition(":")
        start, _, end = span.partition("-")
        query = (
            "SELECT r.key FROM m_events e JOIN m_readings m ON m.reading = e.reading JOIN reports r ON r.number = m.report "
            'WHERE r.id = :id AND e.start = :start AND e."end" = :end AND e.component > 0'
        )
        self.refresh()
        with self.store.looking() as connection:
            key = connection.execute(text(query), {"id": report, "start": start, "end": end}).scalar()
        if key is None:
            raise LedgerError(f"no event is named at {name}")
        return Anchor(key, int(start), int(end))

    def correct(
        self, statement: str, value: Typed, span: tuple[int, int] | None = None, *, by: str, why: str = ""
    ) -> Judgement:
        """Judge a statement's value wrong, and give what is right instead; `span` are the words that say so, if others.

        The statement stays; who vouches stays: it is the reading that was wrong. Raises LedgerError for an id that is not there,
        or a span outside the report.
        """
        with self.store.looking() as connection:
            row = connection.execute(text(f"{_SELECT} WHERE s.id = :id LIMIT 1"), {"id": statement}).first()
            if row is None:
                raise LedgerError(f"no statement {statement} in {self.path}")
            told = statement_from(row)
            right = _given(connection, told.report_key, told.property, value, span or (told.start, told.end))
        return self._record("wrong", ([value_anchor(told)], [right]), by, why)

    def fill(
        self, telling: str, prop: str, value: Typed, span: tuple[int, int], *, by: str, why: str = ""
    ) -> Judgement:
        """Give a value that the telling ("report:start-end", its trigger) lacks, and the words of its report that say so.

        Raises LedgerError where no event is named there, or for a span outside the report.
        """
        at = self._trigger(telling)
        with self.store.looking() as connection:
            right = _given(connection, at.report, prop, value, span)
        return self._record("wrong", ([Anchor(at.report, at.start, at.end, prop)], [right]), by, why)

    def comment(self, event: str, *, by: str, why: str) -> Judgement:
        """Keep what somebody remarks on an event; it changes nothing else. Raises LedgerError for an id that is not there."""
        first = min(self._tellings(event, None), key=lambda telling: telling.order)
        return self._record("comment", (self._anchors([first]), []), by, why)

    def note(self, report: str, span: tuple[int, int], *, by: str, why: str) -> Judgement:
        """Keep what somebody remarks on words of a report, of a warning for instance. Raises LedgerError for a report that is not
        there.
        """
        query = "SELECT key FROM reports WHERE id = :id ORDER BY clock DESC, revision DESC LIMIT 1"
        with self.store.looking() as connection:
            key = connection.execute(text(query), {"id": report}).scalar()
        if key is None:
            raise LedgerError(f"no report {report!r} in {self.path}")
        return self._record("comment", ([Anchor(key, *span)], []), by, why)

    def undo(self, judged: str, *, by: str, why: str = "") -> Judgement:
        """Undo a judgement (or an undoing) by one more row. Raises LedgerError for an id that is not there."""
        if judged not in {row.id for row in self.judgements()}:
            raise LedgerError(f"no judgement {judged} in {self.path}")
        return self._record("undo", ([], []), by, why, of=judged)

    def _record(
        self, kind: JudgementKind, sides: tuple[Sequence[Anchor], Sequence[Anchor]], by: str, why: str, of: str = ""
    ) -> Judgement:
        with self.store.writing() as connection:
            place = int(connection.execute(text("SELECT count(*) FROM judgements")).scalar() or 0)
            row = judgement(kind, sides, by, why, now(), of=of, place=place)
            self.store.append_judgement(connection, row)
        return row

    def _anchors(self, tellings: Iterable[Telling]) -> list[Anchor]:
        found = []
        for telling in tellings:
            trigger = next(s for s in telling.statements if s.property == "type")
            found.append(Anchor(trigger.report_key, trigger.start, trigger.end))
        return found

    def review(self, limit: int = 100) -> Iterator[UnsurePair]:
        """Pairs of tellings that merging is unsure of, the likeliest first: one for each two events that nobody has judged."""
        self.refresh()
        query = text(
            "SELECT l.a, l.b, l.weight, x.entity, y.entity, c.event, d.event FROM m_links l JOIN m_events x ON x.number = l.a "
            "JOIN m_events y ON y.number = l.b JOIN m_clusters c ON c.entity = x.entity JOIN m_clusters d ON d.entity = y.entity "
            "WHERE l.weight >= :low AND l.weight <= :high AND c.event <> d.event AND x.component > 0 AND y.component > 0 "
            "ORDER BY l.weight DESC, x.entity, y.entity"
        )
        with self.store.looking() as connection:
            sketches, contexts, judged = sketch_reader(connection), context_reader(connection), rulings_in(connection)
            rows = connection.execute(query, {"low": UNSURE, "high": -JOIN - UNSURE})
            for a, b, weight, _, _, event_a, event_b in islice(_once(rows, _parted(connection, judged)), limit):
                one, two = sketches(a), sketches(b)
                pair = pair_of(one, two, {s.reading: contexts(s.reading) for s in (one, two)})
                names = [f"{s.report}:{s.trigger[0]}-{s.trigger[1]}" for s in (one, two)]
                yield UnsurePair(names[0], names[1], event_a, event_b, round(weight, 3), reasons(pair))

    # -------------------------------------------------------- checking
    def verify(self) -> list[str]:
        """Every problem found: evidence against texts, ids against contents, lines against statements. Empty when sound."""
        self.refresh()
        with self.store.looking() as connection:
            return list(problems_in(connection, self.policy, self.ranks))


def _parted(connection: Connection, judged: Rulings) -> set[Key]:
    """The pairs of events of which tellings were judged different."""
    query = listed("SELECT entity, event FROM m_clusters WHERE entity IN :these")
    entities = sorted({entity for key in judged.different for entity in key})
    homes = {row[0]: row[1] for batch in chunks(entities) for row in connection.execute(query, {"these": batch})}
    return {ordered(homes[a], homes[b]) for a, b in judged.different if a in homes and b in homes}


def _once(rows: Iterable[Any], seen: set[Key]) -> Iterator[Any]:
    """The rows of pairs (their events last) whose two events were not seen before."""
    seen = set(seen)
    for row in rows:
        key = ordered(row[-2], row[-1])
        if key not in seen:
            seen.add(key)
            yield row


def _given(connection: Connection, report: str, prop: str, value: Typed, span: tuple[int, int]) -> Anchor:
    """A value that a person gives, with the words of the report that it stands on."""
    words = connection.execute(text("SELECT text FROM reports WHERE key = :key"), {"key": report}).scalar() or ""
    start, end = span
    if not 0 <= start < end <= len(words):
        raise LedgerError(f"[{start}, {end}) is no span of the report")
    return Anchor(report, start, end, prop, msgspec.json.encode(value).decode(), words[start:end])


_SELECT = f"SELECT {STATEMENT_COLUMNS} FROM statements s JOIN reports r ON r.number = s.report"  # noqa: S608 (constants)
_REPORT = "id, text, title, publisher, url, published, language, sha256, fetched"
_UNREAD = "id, title, publisher, url, published, language"
_STILL_UNREAD = "FROM unread u WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.key = u.key) ORDER BY u.number"
_IN_EVENTS = "s.kind = 'event' AND s.property IN ('actor', 'recipient', 'victim', 'target')"


def _statements(connection: Connection, moment: str, where: str = "1") -> Iterator[Statement]:
    for batch in chunks(in_order(connection, active_readings(connection, moment)), 400):
        query = f"{_SELECT} WHERE s.reading IN :these AND {where} ORDER BY r.clock, r.id, s.number"
        for row in connection.execute(listed(query), {"these": batch}):
            yield statement_from(row)


def _in_days(published: str | None, wanted: Filters) -> bool:
    if not wanted.since and not wanted.until:
        return True
    day = (published or "")[:10]
    return bool(day) and (not wanted.since or day >= wanted.since) and (not wanted.until or day <= wanted.until)


def _statement_fits(statement: Statement, wanted: Filters) -> bool:
    span = (statement.event_start or "", statement.event_end or statement.event_start or "")
    if (wanted.since and span[1] < wanted.since) or (wanted.until and (not span[0] or span[0] > wanted.until)):
        return False
    if wanted.type and statement.property != wanted.type:
        return False
    names = f"{getattr(statement.value, 'name', '')} {' '.join(v.name for v in statement.vouchers)}"
    if wanted.actor and not holds(names, wanted.actor):
        return False
    return not wanted.text or holds(f"{statement.quote} {names} {statement.property}", wanted.text)
