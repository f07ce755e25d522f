"""Readings with a real parse and hand-made actors, places, times and numbers, so that only the event layer is tested."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec
import pytest

from sayso.events.stage import EventsStage
from sayso.language.stage import LanguageStage
from sayso.model import Actor, Claim, Event, Place, Quantity, Reading, Report, Source, Span, Time

KINDS = {"p": "person", "g": "group", "o": "organization", "c": "country", "m": "people", "u": "unnamed"}
FIGURES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "nine": 9}


def spans(text: str, words: str) -> tuple[Span, ...]:
    """Every stand of some words in the text."""
    return tuple(Span(*m.span()) for m in re.finditer(rf"\b{re.escape(words)}\b", text))


class World:
    """Builds and reads small reports."""

    def __init__(self) -> None:
        self.language = LanguageStage()
        self.events = EventsStage()

    def parsed(self, text: str) -> Reading:
        """The report with its language layer."""
        return self.language([Reading(report=Report(id="r", text=text, published="2031-05-20"))])[0]

    def prepared(
        self,
        text: str,
        *,
        actors: str = "",
        places: str = "",
        times: Mapping[str, tuple[str, str]] | None = None,
        numbers: Mapping[str, str] | None = None,
        said: Mapping[str, str] | None = None,
    ) -> Reading:
        """The report with the layers that events need.

        `actors`: "Rebels:g; Ana Ruiz=Ruiz:p" (names of one actor joined by "=", then its kind); `places`: "Goma; Kisangani";
        `times`: words to first and last day, or to a length ("P2D"); `numbers`: words to what befell those counted; `said`: content to speaker.
        """
        reading = self.parsed(text)
        people = [_actor(text, n, one) for n, one in enumerate(filter(None, actors.split(";")), 1)]
        spots = [_place(text, n, one.strip()) for n, one in enumerate(filter(None, places.split(";")), 1)]
        return msgspec.structs.replace(
            reading,
            actors=tuple(people),
            places=tuple(spots),
            times=tuple(_times(text, times or {})),
            quantities=tuple(_numbers(text, numbers or {})),
            claims=tuple(_claims(text, said or {}, people)),
        )

    def read(self, text: str, **layers: object) -> Reading:
        """The report with its events."""
        prepare: Callable[..., Reading] = self.prepared
        return self.events([prepare(text, **layers)])[0]


def _actor(text: str, number: int, described: str) -> Actor:
    names, _, kind = described.strip().partition(":")
    mentions = sorted({span for name in names.split("=") for span in spans(text, name)})
    return Actor(id=f"a{number}", name=names.split("=")[0], kind=KINDS[kind], mentions=tuple(mentions))  # type: ignore[arg-type]


def _place(text: str, number: int, name: str) -> Place:
    return Place(id=f"p{number}", name=name, mentions=spans(text, name), precision="town", lat=1.0, lon=float(number))


def _times(text: str, times: Mapping[str, tuple[str, str]]) -> list[Time]:
    found: list[Time] = []
    for words, (first, last) in times.items():
        for span in spans(text, words):
            found.append(_time(f"t{len(found) + 1}", span, first, last))
    return sorted(found, key=lambda t: t.span)


def _time(key: str, span: Span, first: str, last: str) -> Time:
    """A date, or a length where its first day is one ("P2D")."""
    if first.startswith("P"):
        return Time(id=key, span=span, type="DURATION", value=first)
    return Time(id=key, span=span, type="DATE", value=first, start=first, end=last)


def _numbers(text: str, numbers: Mapping[str, str]) -> list[Quantity]:
    found: list[Quantity] = []
    for words, befell in numbers.items():
        figure = next(FIGURES.get(w.lower(), int(w) if w.isdigit() else 0) for w in words.split())
        of = words.split()[-1] if len(words.split()) > 1 else "projectiles"
        tally = befell.removesuffix("+") or None
        quantity = Quantity(
            id=f"q{len(found) + 1}", span=spans(text, words)[0], of=of, qualifier="exact", low=figure, best=figure,
            high=figure, tally=tally, cumulative=befell.endswith("+"),
        )  # fmt: skip
        found.append(quantity)
    return sorted(found, key=lambda q: q.span)


def _claims(text: str, said: Mapping[str, str], people: list[Actor]) -> list[Claim]:
    found: list[Claim] = []
    for content, speaker in said.items():
        actor = next(a for a in people if a.name == speaker)
        source = Source(spans=(spans(text, speaker)[0],), actor=actor.id)
        (inside,) = spans(text, content)[:1]
        claim = Claim(
            id=f"c{len(found) + 1}", source=source, cue=(), content=(inside,), manner="indirect", stance="says"
        )
        found.append(claim)
    return found


@pytest.fixture(scope="session")
def world() -> World:
    return World()


def words(reading: Reading, event: Event, *roles: str) -> list[str]:
    """The words that fill some roles of an event."""
    return [a.span.of(reading.text) for a in event.arguments if a.role in roles]


def names(reading: Reading, event: Event, *roles: str) -> set[str]:
    """The names of the actors in some roles of an event."""
    by_id = {a.id: a.name for a in reading.actors}
    return {by_id[a.actor] for a in event.arguments if a.role in roles and a.actor}


def triggers(reading: Reading, event: Event) -> list[str]:
    """The words of an event's mentions."""
    return [span.of(reading.text) for span in event.mentions]


def figures(reading: Reading, event: Event, role: str) -> list[float]:
    """The numbers that an event gives for a role."""
    by_id = {q.id: q.best for q in reading.quantities}
    return [by_id[a.quantity] for a in event.arguments if a.role == role and a.quantity]  # type: ignore[misc]


def event_of(reading: Reading, word: str) -> Event:
    """The event that a word of the report names."""
    return next(e for e in reading.events if any(word in m.of(reading.text) for m in e.mentions))
