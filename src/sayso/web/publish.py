"""The desk as static pages: timeline and map, events, actors and reports, with relative addresses, for a plain file server.

Nothing in them asks a server for anything but the files beside them. Of reports they hold short quotes only, unless the whole text
is asked for.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

import msgspec

from sayso.errors import LedgerError, SettingsError
from sayso.ledger.words import bounds
from sayso.web.actor_view import read_actor
from sayso.web.addresses import FileLinks, report_slug, slug
from sayso.web.answers import (
    ActorList,
    ActorPage,
    Days,
    EventItem,
    EventList,
    EventPage,
    ExcerptAt,
    ReadValue,
    ReportList,
    ReportPage,
    SaidAt,
)
from sayso.web.event_view import Toll, read_events
from sayso.web.filters import DeskFilters
from sayso.web.listings import list_actors, list_reports
from sayso.web.pages import CHOICES, render
from sayso.web.queries import MOST, Desk
from sayso.web.report_view import KINDS, pieces, read_report
from sayso.web.security import CONTENT_POLICY
from sayso.web.sentences import excerpt
from sayso.web.shipped import FOLDER

MARK = "sayso-published.json"
"""A file that says that a folder holds published pages, so that they may be written anew."""

QUOTE = 160
"""Characters of a report that one quote may have, where the whole text is not published."""

QUOTES = 6
"""Quotes of one report on its page."""

Progress: TypeAlias = Callable[[int, int], None]

Kind: TypeAlias = Literal["events", "actors", "reports"]
Share: TypeAlias = tuple[Kind, list[str]]

TOLD = 100
"""Pages after which progress is told."""

SHARE = 200
"""Pages that a process writes before it tells of them."""

ALONE = 2000
"""Pages up to which one process is soonest done."""

MOST_WORKERS = 4

_NAV = (
    ("home", "Timeline and map", ""),
    ("events", "Events", "events"),
    ("reports", "Reports", "reports"),
    ("actors", "Actors", "actors"),
)
_META = '<meta charset="utf-8">'


class Published(msgspec.Struct, frozen=True):
    """How much was written."""

    events: int
    actors: int
    reports: int
    pages: int


class _Site:
    """The folder that pages are written to. `told` is called after each."""

    def __init__(self, out: Path, name: str, told: Callable[[], None]) -> None:
        self.out, self.name, self.told = out, name, told
        self.made: set[Path] = set()

    def write(self, path: str, template: str, here: str, **values: Any) -> None:
        """A page, rendered with addresses relative to where it stands."""
        links = FileLinks("../" * path.count("/"))
        nav = [
            {"name": name, "label": label, "href": links.list(listed) if listed else links.home()}
            for name, label, listed in _NAV
        ]
        made = render(template, links, here, nav=nav, ledger_name=self.name, published=True, no_as_of=True, **values)
        policy = CONTENT_POLICY.replace("; frame-ancestors 'none'", "")
        made = made.replace(_META, f'{_META}\n<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)
        self.save(path, made.encode("utf-8", "surrogatepass"))
        self.told()

    def save(self, path: str, data: bytes) -> None:
        """A file, in folders made for it."""
        target = self.out / path
        if target.parent not in self.made:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.made.add(target.parent)
        target.write_bytes(data)


class _Count:
    """How many pages are written of how many."""

    def __init__(self, told: Progress | None) -> None:
        self.told, self.done, self.all = told, 0, 0

    def add(self, pages: int = 1) -> None:
        before, self.done = self.done, self.done + pages
        if self.told is not None and (before // TOLD < self.done // TOLD or self.done == self.all):
            self.told(self.done, self.all)


def publish(
    ledger: Path, out: Path, *, full_text: bool = False, told: Progress | None = None, workers: int | None = None
) -> Published:
    """Write a ledger's desk as static pages into a folder that is new, empty, or of an earlier publishing.

    `told` is called with the number of pages written and that of all, from time to time. `workers` is how many processes write
    the pages of a large ledger, each with the ledger's events in memory (some 150 MB for 20,000): one for each processor, at
    most four, unless told otherwise. The pages are the same whoever writes them.

    Raises LedgerError for what is no ledger or has been changed meanwhile, SettingsError for a folder that holds anything else.
    """
    _cleared(out)
    count = _Count(told)
    desk = Desk(ledger)
    try:
        version = desk.hold()
        shares, made = _listed(desk, _Site(out, ledger.name, count.add), count)
        most = workers or (min(os.cpu_count() or 1, MOST_WORKERS) if made.pages > ALONE else 1)
        if most == 1:
            for kind, keys in shares:
                _written(desk, _Site(out, ledger.name, count.add), kind, keys, full_text)
    finally:
        desk.close()
    if most > 1:
        _shared(_Job(ledger, out, full_text, version), shares, most, count)
    _Site(out, ledger.name, count.add).save(MARK, msgspec.json.encode(made))
    return made


# ---------------------------------------------------------------- by several processes
class _Job(msgspec.Struct, frozen=True):
    ledger: Path
    out: Path
    full: bool
    version: str


def _shared(job: _Job, shares: Sequence[Share], workers: int, count: _Count) -> None:
    """Have several processes write shares of the pages."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(_write_share, job, share) for share in shares]
        for done in as_completed(waiting):
            count.add(done.result())


def _write_share(job: _Job, share: Share) -> int:
    """What a process does: gives the number of pages that it wrote."""
    desk = _opened(job)
    count = _Count(None)
    _written(desk, _Site(job.out, job.ledger.name, count.add), *share, job.full)
    return count.done


@cache
def _opened(job: _Job) -> Desk:
    """The desk of a process, opened for its first share."""
    desk = Desk(job.ledger)
    if desk.hold() != job.version:
        raise LedgerError(f"{job.ledger}: was changed while it was being published; publish it again")
    return desk


def _cleared(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise SettingsError(f"{out} is no folder")
    if out.is_dir() and any(out.iterdir()):
        if not (out / MARK).is_file():
            raise SettingsError(f"{out} is not empty, and holds no published desk: choose another folder")
        for child in ("static", "events", "actors", "reports"):
            shutil.rmtree(out / child, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)


def _listed(desk: Desk, site: _Site, count: _Count) -> tuple[list[Share], Published]:
    """Write what there is one of, and the lists; give what is left to write, in shares."""
    shutil.copytree(FOLDER, site.out / "static", dirs_exist_ok=True)
    events = [item for page in _turned(lambda filters: desk.events(filters, MOST)) for item in page.events]
    actors = [one.id for page in _turned(lambda filters: list_actors(desk, filters, MOST)) for one in page.actors]
    reports = [one.id for page in _turned(lambda filters: list_reports(desk, filters, MOST)) for one in page.reports]
    keys: dict[Kind, list[str]] = {"events": [item.id for item in events], "actors": actors, "reports": reports}
    count.all = 1 + sum(len(some) + max(1, -(-len(some) // MOST)) for some in keys.values())
    site.save("data.json", data_of(events, desk.days()))
    found = desk.events(DeskFilters())
    site.write(
        "index.html", "home.html.jinja", "home", filters={}, events=found.events, total=found.total, next=None,
        choices=CHOICES, chosen=DeskFilters(), page=found, extent=desk.extent(DeskFilters()),
    )  # fmt: skip
    _lists(desk, site)
    shares = [(kind, some[at : at + SHARE]) for kind, some in keys.items() for at in range(0, len(some), SHARE)]
    return shares, Published(len(events), len(actors), len(reports), count.all)


def _written(desk: Desk, site: _Site, kind: Kind, keys: Sequence[str], full: bool) -> None:
    """Write the pages of some events, actors or reports."""
    if kind == "events":
        for page, tolls in read_events(desk, keys):
            _event(site, page, tolls, full)
        return
    write = _actor if kind == "actors" else _report
    for key in keys:
        write(desk, site, key, full)


# ---------------------------------------------------------------- what scripts narrow
class _Table:
    """Values that many rows share, each once: rows bear their numbers."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}

    def __getitem__(self, value: Any) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def data_of(events: Iterable[EventItem], days: Days) -> bytes:
    """The events for the scripts of the first page, which filter them in the browser: rows of values, in the order that `rowOf` in
    source.ts reads, with names and places once in tables of their own.
    """
    names, places = _Table(), _Table()
    rows = [
        (
            one.id, one.type, one.summary, one.when and (one.when.value, one.when.start, one.when.end),
            None if one.place is None else places[one.place], one.factuality, one.certainty,
            [names[who.name] for who in one.actors], [names[who.name] for who in one.recipients],
            [names[who.name] for who in one.vouchers], one.reports,
            [(figure.type, figure.whose, figure.low, figure.best, figure.high) for figure in one.figures],
        )
        for one in events
    ]  # fmt: skip
    return msgspec.json.encode(
        {"names": list(names.numbers), "places": list(places.numbers), "rows": rows, "days": days.days}
    )


# ---------------------------------------------------------------- lists
Page = TypeVar("Page", EventList, ReportList, ActorList)


def _turned(ask: Callable[[DeskFilters], Page]) -> Iterator[Page]:
    """All pages of a listing."""
    cursor: str | None = None
    while True:
        page = ask(DeskFilters(cursor=cursor))
        yield page
        cursor = page.next
        if cursor is None:
            return


def _lists(desk: Desk, site: _Site) -> None:
    """The lists of events, reports and actors, in pages of a few hundred; the first of each bears its plain name."""
    _list(site, "events", _turned(lambda filters: desk.events(filters, MOST)))
    _list(site, "reports", _turned(lambda filters: list_reports(desk, filters, MOST)))
    _list(site, "actors", _turned(lambda filters: list_actors(desk, filters, MOST)))


def _list(site: _Site, name: str, pages: Iterator[EventList | ReportList | ActorList]) -> None:
    for n, page in enumerate(pages, 1):
        turns = {
            "before": _numbered(name, n - 1) if n > 1 else None,
            "after": _numbered(name, n + 1) if page.next else None,
        }
        site.write(_numbered(name, n), f"{name}.html.jinja", name, chosen=DeskFilters(), page=page, **turns)


def _numbered(name: str, n: int) -> str:
    return f"{name}.html" if n == 1 else f"{name}-{n}.html"


# ---------------------------------------------------------------- pages
def _event(site: _Site, page: EventPage, tolls: list[Toll], full: bool) -> None:
    path = f"events/{slug(page.event.id)}.html"
    site.write(path, "event.html.jinja", "events", page=page if full else _short_event(page), tolls=tolls, near=[])


def _actor(desk: Desk, site: _Site, key: str, full: bool) -> None:
    found = read_actor(desk, key)
    if found is not None:
        page, bands = found
        site.write(
            f"actors/{slug(key)}.html",
            "actor.html.jinja",
            "actors",
            page=page if full else _short_actor(page),
            bands=bands,
        )


def _report(desk: Desk, site: _Site, key: str, full: bool) -> None:
    page = read_report(desk, key)
    if page is None:
        return
    path = f"reports/{report_slug(key)}.html"
    if full:
        whole = {"page": page, "pieces": pieces(page.text, page.values), "full": True, "excerpts": []}
    else:
        whole = {"page": _short_report(page), "pieces": [], "full": False, "excerpts": _quotes(page)}
    site.write(path, "report.html.jinja", "reports", kinds=KINDS, fixable=[], **whole)


# ---------------------------------------------------------------- short quotes
def cut_words(words: str, most: int = QUOTE) -> str:
    """At most so many characters, cut at a word."""
    if len(words) <= most:
        return words
    return words[: most - 1].rsplit(" ", 1)[0] + "…"


def short_excerpt(one: ExcerptAt) -> ExcerptAt:
    """A sentence cut around its words."""
    if len(one.sentence) <= QUOTE:
        return one
    first = max(0, min(one.words[0] - QUOTE // 4, len(one.sentence) - QUOTE))
    last = min(first + QUOTE, len(one.sentence))
    lead, trail = "…" if first else "", "…" if last < len(one.sentence) else ""
    words = (one.words[0] - first + len(lead), min(one.words[1], last) - first + len(lead))
    return ExcerptAt(sentence=f"{lead}{one.sentence[first:last]}{trail}", span=one.span, words=words)


def _short_event(page: EventPage) -> EventPage:
    reports = [
        msgspec.structs.replace(one, excerpts=[short_excerpt(quote) for quote in one.excerpts[:QUOTES]])
        for one in page.reports
    ]
    properties = [
        msgspec.structs.replace(prop, values=[_short_value(value) for value in prop.values]) for prop in page.properties
    ]
    return msgspec.structs.replace(page, reports=reports, properties=properties, judgements=[])


def _short_value(value: Any) -> Any:
    vouched = [msgspec.structs.replace(one, quote=cut_words(one.quote)) for one in value.vouched]
    denied = [msgspec.structs.replace(one, quote=cut_words(one.quote)) for one in value.denied]
    return msgspec.structs.replace(value, vouched=vouched, denied=denied)


def _short_actor(page: ActorPage) -> ActorPage:
    facts = [msgspec.structs.replace(prop, values=[_short_value(v) for v in prop.values]) for prop in page.facts]
    said, said_of = ([_short_claim(one) for one in some] for some in (page.said, page.said_of))
    return msgspec.structs.replace(page, facts=facts, said=said, said_of=said_of)


def _short_claim(one: SaidAt) -> SaidAt:
    return msgspec.structs.replace(one, content=cut_words(one.content))


def _short_report(page: ReportPage) -> ReportPage:
    """What was read, without what would let one put the text together again: no claims' contents, no spans."""
    values = [_short_read(value) for value in page.values if value.kind in ("event", "fact", "actor", "place")]
    return msgspec.structs.replace(page, text="", values=values)


def _short_read(value: ReadValue) -> ReadValue:
    cells = [msgspec.structs.replace(cell, words=cut_words(cell.words), spans=[]) for cell in value.cells]
    return msgspec.structs.replace(value, label=cut_words(value.label), cells=cells, spans=[])


def _quotes(page: ReportPage) -> list[ExcerptAt]:
    """A few short quotes: the sentences of the report's first events."""
    edges = bounds(page.text)
    spans = [value.spans[0] for value in page.values if value.kind == "event" and value.spans]
    made = {one.sentence: one for one in (excerpt(page.text, *span, edges) for span in spans)}
    return [short_excerpt(one) for one in list(made.values())[:QUOTES]]
