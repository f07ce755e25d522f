"""Readings made by hand, as the layers would make them, of invented events at real places."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Any

from sayso.model import (
    Actor,
    Argument,
    Attestation,
    Claim,
    Event,
    Fact,
    Interval,
    Place,
    Quantity,
    Reading,
    Report,
    Source,
    Span,
)

PLACES = {
    "Tessit": (15.42, 0.68, "ML"),
    "Ansongo": (15.66, 0.5, "ML"),
    "Kidal": (18.44, 1.41, "ML"),
    "Puerto Ayora": (-0.74, -90.31, "EC"),
}


@dataclass
class Teller:
    """Builds one reading: words are given as they stand in the text, the n-th of equal ones as "word#n"."""

    id: str
    text: str
    published: str | None = "2024-03-12T09:00:00Z"
    publisher: str | None = "River Agency"
    coder: str = "made 1"
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def span(self, words: str) -> Span:
        quote, _, nth = words.partition("#")
        found = list(re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", self.text))
        return Span(*found[int(nth or 1) - 1].span())

    def actor(self, name: str, kind: Any = "organization", **more: Any) -> str:
        if name not in self.actors:
            at = self.span(name) if name in self.text else Span(0, 1)
            self.actors[name] = Actor(id=f"a{len(self.actors) + 1}", name=name, kind=kind, mentions=(at,), **more)
        return self.actors[name].id

    def place(self, name: str) -> str:
        if name not in self.places:
            lat, lon, country = PLACES[name]
            self.places[name] = Place(
                id=f"p{len(self.places) + 1}", name=name, mentions=(self.span(name) if name in self.text else Span(0, 1),),
                precision="town", lat=lat, lon=lon, country=country,
            )  # fmt: skip
        return self.places[name].id

    def quantity(self, words: str, number: int | None, **more: Any) -> str:
        known = {"low": number, "best": number, "high": number, "of": "people", "qualifier": "exact"} | more
        made = Quantity(id=f"q{len(self.quantities) + 1}", span=self.span(words), **known)
        self.quantities.append(made)
        return made.id

    def by(self, speaker: str | None, factuality: Any = "CT+", stance: Any = "says", cue: str = "said") -> Attestation:
        if speaker is None:
            return Attestation(source="report", factuality=factuality)
        cues = (self.span(cue),) if cue and re.search(rf"(?<!\w){cue}(?!\w)", self.text) else ()
        made = Claim(
            id=f"c{len(self.claims) + 1}", source=Source(actor=self.actor(speaker)), cue=cues, content=(Span(0, 4),),
            manner="indirect", stance=stance,
        )  # fmt: skip
        self.claims.append(made)
        return Attestation(source=made.source.actor, factuality=factuality, claim=made.id)

    def toll(self, role: Any, words: str, number: int | None, by: Attestation | None = None, **more: Any) -> Argument:
        quantity = self.quantity(words, number, **more)
        return Argument(role=role, span=self.span(words), quantity=quantity, attestations=(by,) if by else ())

    def who(self, role: Any, name: str, kind: Any = "organization", **more: Any) -> Argument:
        actor = self.actor(name, kind, **more)
        return Argument(role=role, span=self.actors[name].mentions[0], actor=actor)

    def event(self, trigger: str, **more: Any) -> Event:
        day = more.pop("day", "2024-03-11")
        place = more.pop("place", "Tessit")
        spans = tuple(sorted(self.span(words) for words in (trigger, *more.pop("also", ()))))
        values: dict[str, Any] = {
            "id": f"e{len(self.events) + 1}", "type": "ASSAULT", "trigger": self.span(trigger), "mentions": spans,
            "attestations": (self.by(None),), "time": Interval(start=day, end=day) if day else None,
            "place": self.place(place) if place else None,
        }  # fmt: skip
        near = [Argument(role="place", span=self.span(trigger), place=values["place"])] if place else []
        spoken = [Argument(role="time", span=self.span(trigger))] if day else []
        values["arguments"] = (*more.pop("arguments", ()), *near, *spoken)
        made = Event(**(values | more))
        self.events.append(made)
        return made

    def reading(self) -> Reading:
        report = Report(id=self.id, text=self.text, published=self.published, publisher=self.publisher, language="en")
        return Reading(
            report=report, actors=tuple(self.actors.values()), places=tuple(self.places.values()),
            quantities=tuple(self.quantities), claims=tuple(self.claims), events=tuple(self.events), facts=tuple(self.facts),
            coder=self.coder,
        )  # fmt: skip


RAID = "Gunmen attacked the market of Tessit on Monday, killing six people, the mayor said. Two boats burned."
LATER = "The clinic in Tessit said nine people died when gunmen attacked its market on Monday. The mayor said seven."
ELSEWHERE = "Gunmen attacked a post near Kidal on Tuesday, wounding two guards, a resident said."
MARCH = "Some 300 people marched in Puerto Ayora on Monday over the price of fuel, organisers said."


def raid(**more: Any) -> Teller:
    """An attack on Tessit, told by the first outlet on the day after."""
    teller = Teller("r1", RAID, **more)
    mayor = teller.by("mayor")
    teller.event(
        "attacked", arguments=(teller.who("actor", "Gunmen", "unnamed"), teller.toll("killed", "six people", 6, mayor))
    )
    return teller


def later(**more: Any) -> Teller:
    """The same attack two days later, with a higher toll from the clinic, and the mayor's newer one."""
    teller = Teller("r2", LATER, **({"published": "2024-03-13T18:00:00Z", "publisher": "Dune Wire"} | more))
    tolls = (
        teller.toll("killed", "nine people", 9, teller.by("clinic")),
        teller.toll("killed", "seven", 7, teller.by("mayor", cue="said")),
    )
    teller.event("attacked", also=("died",), arguments=(teller.who("actor", "gunmen", "unnamed"), *tolls))
    return teller


def elsewhere(**more: Any) -> Teller:
    """Another attack: another town, the next day."""
    teller = Teller("r3", ELSEWHERE, **({"published": "2024-03-13T07:00:00Z", "publisher": "River Agency"} | more))
    toll = teller.toll("wounded", "two guards", 2, teller.by("resident"), population="guards")
    teller.event(
        "attacked", day="2024-03-12", place="Kidal", arguments=(teller.who("actor", "Gunmen", "unnamed"), toll)
    )
    return teller


def march(**more: Any) -> Teller:
    """A protest on the other side of the world on the day of the attack."""
    teller = Teller("r4", MARCH, **more)
    toll = teller.toll("count", "Some 300 people", 300, teller.by("organisers"), low=None, high=None, qualifier="about")
    teller.event(
        "marched", type="PROTEST", place="Puerto Ayora", arguments=(teller.who("actor", "people", "people"), toll)
    )
    return teller


def story() -> list[Reading]:
    """Four reports, three events."""
    return [teller.reading() for teller in (raid(), later(), elsewhere(), march())]


def many(count: int) -> list[Reading]:
    """Reports of attacks, each told twice, on successive days in turning places."""
    made = []
    for n in range(count):
        place = list(PLACES)[n // 2 % len(PLACES)]
        day = f"2024-0{1 + n // 2 % 9}-{1 + n // 2 % 28:02d}"
        words = f"Gunmen attacked {place} on that day, killing {n // 2 + 3} people, outlet {n} said in its report."
        teller = Teller(f"m{n:04d}", words, published=f"{day}T12:00:00Z", publisher=f"Outlet {n}")
        toll = teller.toll("killed", f"{n // 2 + 3} people", n // 2 + 3)
        teller.event("attacked", day=day, place=place, arguments=(toll,))
        made.append(teller.reading())
    return made


def orders(readings: list[Reading], number: int) -> list[list[Reading]]:
    """`number` orders of the readings, spread over all of them."""
    every = list(itertools.permutations(readings))
    return (
        [list(every[n * len(every) // number]) for n in range(number)]
        if len(every) >= number
        else [list(e) for e in every]
    )
