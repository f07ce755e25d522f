"""Sketches: what matching looks at, drawn once from each reading so that pairs are quick to score."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b

import msgspec

from sayso.ledger.clocks import clock, day_number
from sayso.ledger.statements import TALLY_ROLES, event_entities, event_interval
from sayso.ledger.words import Lexed, Vector, bounds, bucket, concepts, rarity, stem, stems, tokens, vector, weighed
from sayso.model import Argument, Event, Interval, Quantity, Reading, Span

FAMILIES = {
    "ASSAULT": "harm", "DISASTER": "harm", "COERCE": "custody", "JUSTICE": "custody", "CRIME": "custody",
    "SANCTION": "custody", "PROTEST": "protest", "CONSULT": "talk", "AGREE": "talk", "COOPERATE": "talk",
    "SUPPORT": "talk", "REQUEST": "word", "ACCUSE": "word", "REJECT": "word", "THREATEN": "word", "OFFICE": "office",
    "VOTE": "office", "MOBILIZE": "move", "RETREAT": "move", "CONCEDE": "move", "AID": "move", "DISPLACE": "move",
}  # fmt: skip
"""Types that one happening may be coded as by two reports, by family."""

OPEN_PHASES = frozenset({"planned", "threatened", "called_for", "conditional"})
"""Phases of what has not happened."""

_LONGEST = 60  # days: longer intervals say nothing for matching
_ALONE = 4.5  # a leading name this rare finds related reports alone
_NEARBY = 8  # terms by which related reports are found, in pairs


class Context(msgspec.Struct, frozen=True, gc=False):
    """What a report as a whole gives to matching: its day and its words."""

    report: str
    day: int | None
    doc: Vector
    terms: frozenset[str]
    leading: tuple[str, ...]


class Sketch(msgspec.Struct, frozen=True, gc=False):
    """An event as matching sees it. `order` sorts events the same way whatever the order of adding."""

    order: str
    entity: str
    report: str
    reading: int
    type: str
    family: str
    open: bool
    modes: tuple[str, ...]
    start: int | None
    end: int | None
    firm: tuple[bool, bool]
    where: tuple[float, float] | None
    precision: str
    country: str
    place: tuple[str, ...]
    actors: dict[int, float]
    patients: dict[int, float]
    named: tuple[bool, bool]
    figures: tuple[tuple[str, float], ...]
    stems: frozenset[str]
    concepts: frozenset[str]
    words: Vector
    names: dict[int, float]
    ordinal: str | None
    back: bool
    trigger: tuple[int, int]
    sentence: int
    total: bool = False  # its figures are running totals: no single happening


def context_of(reading: Reading) -> Context:
    """A report's context: its day, its weightiest 60 words, and the terms that related reports will share."""
    return Drawing(reading).context()


def context_bands(context: Context) -> list[int]:
    """Keys that related reports share: two telling names, or a rare one, within about two weeks of publication."""
    windows = [f"w{context.day // 14}", f"w{context.day // 14 + 1}"] if context.day is not None else ["undated"]
    terms = sorted(context.terms)
    pairs = [(a, b) for n, a in enumerate(terms) for b in terms[n + 1 :]]
    alone = [(term, "") for term in context.leading if rarity(term) > _ALONE]
    return [_hashed(f"report|{a}|{b}|{window}") for a, b in pairs + alone for window in windows]


def sketches_of(reading: Reading, number: int, key: str) -> Iterator[Sketch]:
    """The sketches of a reading's events; `number` and `key` are the reading's and its report's in the ledger."""
    return Drawing(reading).sketches(number, key)


@lru_cache(maxsize=4096)
def _moment(published: str | None) -> str:
    return clock(published or "") or "~"


def order_of(published: str | None, report: str, start: int, entity: str) -> str:
    """What sorts a telling: its report's clock, then id, where its trigger starts, and its entity."""
    return f"{_moment(published)}|{report}|{start:08d}|{entity}"


class Drawing:
    """Draws a reading's context and sketches; its words are cut once for all of them."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        title = f"{reading.report.title or ''}\n"
        self.before = len(title)  # the text begins there in the words looked at
        self.lexed = Lexed(title + reading.text)
        self.starts = bounds(reading.text)
        self.actors = {actor.id: actor for actor in reading.actors}
        self.places = {place.id: place for place in reversed(reading.places)}  # of two with one id the first
        self.seen: dict[tuple[int, ...], tuple[Vector, dict[int, float]]] = {}

    def context(self) -> Context:
        """The report as a whole."""
        end = len(self.lexed.words)
        counted = Counter(self.lexed.names(0, end))
        told = sorted(counted, key=lambda term: (-(counted[term] ** 0.5) * rarity(term), term))
        return Context(
            report=self.reading.report.id,
            day=day_number(self.reading.report.published),
            doc=vector(self.lexed.stems(0, end), top=60),
            terms=frozenset(told[:_NEARBY]),
            leading=tuple(told[:3]),
        )

    def sketches(self, number: int, key: str) -> Iterator[Sketch]:
        """The events, in order; `number` and `key` are the reading's and its report's in the ledger."""
        entities = event_entities(self.reading, key)
        for event in self.reading.events:
            yield self.sketch(event, entities[event.id], number)

    def sketch(self, event: Event, entity: str, number: int) -> Sketch:
        reading, report = self.reading, self.reading.report
        spans = list(dict.fromkeys([event.trigger, *event.mentions]))
        triggers = {s for span in spans for s in _trigger_stems(span.of(reading.text))}
        sentences = list(dict.fromkeys(bisect_right(self.starts, span.start) - 1 for span in spans))
        words, named = self.said(tuple(n for n in sentences[:3] if n + 1 < len(self.starts)))
        start, end = _days(event_interval(reading, event))
        place = self.places.get(event.place or "")
        does = self.side(event, ("actor",))
        suffers = self.side(event, ("recipient", "victim", "target"))
        return Sketch(
            order=order_of(report.published, report.id, event.trigger.start, entity), entity=entity, reading=number,
            report=report.id, type=event.type, family=FAMILIES[event.type], open=event.phase in OPEN_PHASES,
            modes=_modes(event), start=start, end=end, firm=_firm(event),
            where=(place.lat, place.lon) if place and place.lat is not None and place.lon is not None else None,
            precision=place.precision if place else "", country=(place.country or "") if place else "",
            place=tuple(stems(place.name)) if place else (), actors=does[0], patients=suffers[0], named=(does[1], suffers[1]),
            figures=tuple(sorted(_figures(reading, event))), stems=frozenset(triggers),
            concepts=concepts(triggers) | _befallen(event), words=words, names=named,
            ordinal=_ordinal(reading.text, event.trigger), back=_refers_back(reading.text, event),
            trigger=(event.trigger.start, event.trigger.end), sentence=sentences[0] if sentences else 0,
            total=_is_total(reading, event),
        )  # fmt: skip

    def said(self, sentences: tuple[int, ...]) -> tuple[Vector, dict[int, float]]:
        """The words of some sentences as a vector, and the names among them with their rarity."""
        if sentences not in self.seen:
            self.seen[sentences] = self._said(sentences)
        return self.seen[sentences]

    def _said(self, sentences: tuple[int, ...]) -> tuple[Vector, dict[int, float]]:
        if len(sentences) == 1:
            lexed, (start, end) = self.lexed, self.starts[sentences[0] : sentences[0] + 2]
        else:  # beside one another, as a text of their own
            lexed = Lexed(" ".join(self.reading.text[self.starts[n] : self.starts[n + 1]] for n in sentences))
            start, end = -self.before, len(lexed.words) - self.before
        start, end = start + self.before, end + self.before
        return vector(lexed.stems(start, end)), dict(weighed(name) for name in lexed.names(start, end))

    def side(self, event: Event, roles: tuple[str, ...]) -> tuple[dict[int, float], bool]:
        """The name words of those on one side, weighted by rarity; and whether any of them is named."""
        found: dict[int, float] = {}
        named = False
        for argument in event.arguments:
            if argument.role not in roles:
                continue
            actor = self.actors.get(argument.actor or "")
            name = actor.name if actor else argument.span.of(self.reading.text)
            named = named or (actor is not None and actor.kind not in ("unnamed", "people") and name[:1].isupper())
            found |= {bucket(word): max(rarity(word), 0.5) for word in stems(name)}
            if actor and actor.identifier:
                found[bucket(actor.identifier)] = 6.0
        return found, named


def _trigger_stems(words: str) -> list[str]:
    return stems(words) or [stem(word) for word in tokens(words)]


def _modes(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([event.mode] if event.mode else []), *event.modes]))


def _firm(event: Event) -> tuple[bool, bool]:
    """Whether the day, and the place, stand beside the event's own words, not only somewhere around them."""
    day = any(argument.role == "time" for argument in event.arguments)
    return day, any(argument.place and argument.place == event.place for argument in event.arguments)


def _days(when: Interval | None) -> tuple[int | None, int | None]:
    if when is None:
        return None, None
    start, end = day_number(when.start), day_number(when.end)
    if start is None or end is None or end - start > _LONGEST:
        return None, None
    return start, end


def _figures(reading: Reading, event: Event) -> Iterator[tuple[str, float]]:
    for argument in event.arguments:
        number = _number(reading, argument)
        if number is not None and argument.role in TALLY_ROLES:
            yield argument.role, number


def _is_total(reading: Reading, event: Event) -> bool:
    """Whether the event stands for many happenings: a figure of it is a running total."""
    told = (reading.find(a.quantity) for a in event.arguments if a.quantity and a.role in TALLY_ROLES)
    return any(isinstance(quantity, Quantity) and quantity.cumulative for quantity in told)


def _number(reading: Reading, argument: Argument) -> float | None:
    quantity = reading.find(argument.quantity) if argument.quantity else None
    if not isinstance(quantity, Quantity) or quantity.cumulative:
        return None
    number = quantity.best if quantity.best is not None else quantity.low
    return float(number) if number is not None else None


_BACK = frozenset({"the", "this", "that", "these", "those"})


def _refers_back(words: str, event: Event) -> bool:
    """Whether the event is only pointed back at ("the attack"), without a day, a place or a toll of its own."""
    before = tokens(words[max(0, event.trigger.start - 16) : event.trigger.start])[-1:]
    own = any(argument.role in ("time", "place", "actor") for argument in event.arguments)
    return bool(before) and before[0].lower() in _BACK and not own


_BEFALLEN = {"killed": "death", "wounded": "injury", "displaced": "displacement"}


def _befallen(event: Event) -> frozenset[str]:
    """The kinds of happening that an event's tolls tell of: a shooting with dead can be told as deaths."""
    return frozenset(_BEFALLEN[argument.role] for argument in event.arguments if argument.role in _BEFALLEN)


_ORDINALS = {"second": "second", "third": "third", "fourth": "fourth", "another": "another", "separate": "another",
             "other": "another", "earlier": "earlier", "previous": "earlier", "first": "first", "later": "later",
             "subsequent": "later", "different": "another"}  # fmt: skip


def _ordinal(words: str, trigger: Span) -> str | None:
    """A word that tells one of several alike ("a second strike", "a separate attack"), just before the trigger."""
    if "aftershock" in trigger.of(words).lower():
        return "aftershock"
    before = tokens(words[max(0, trigger.start - 30) : trigger.start])[-3:]
    return next((_ORDINALS[word.lower()] for word in reversed(before) if word.lower() in _ORDINALS), None)


def blocks(sketch: Sketch) -> list[int]:
    """Keys that events which may be the same share: family and day with place, with actor, with a telling figure."""
    if sketch.start is None or sketch.end is None or sketch.end - sketch.start > 7:
        return []
    marks = _place_marks(sketch)
    marks += [f"a{key}" for key, weight in sketch.actors.items() if weight > 3.0]
    marks += [f"r{key}" for key, weight in sketch.patients.items() if weight > 4.0]
    marks += [f"n{role}{number:g}" for role, number in sketch.figures if number >= 5]
    days = range(sketch.start, sketch.end + 2)  # its days and the next: events a day apart share one
    return [_hashed(f"{sketch.family}|{day}|{mark}") for day in days for mark in marks]


def _place_marks(sketch: Sketch) -> list[str]:
    if sketch.precision not in ("site", "town", "admin2") or sketch.where is None:
        return [f"p{' '.join(sketch.place)}"] if sketch.place and sketch.precision != "country" else []
    lat, lon = sketch.where
    grids = (f"g{lat // 0.5:.0f},{lon // 0.5:.0f}", f"h{(lat + 0.25) // 0.5:.0f},{(lon + 0.25) // 0.5:.0f}")
    return [*grids, f"p{' '.join(sketch.place)}"]


def _hashed(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=7).digest())
