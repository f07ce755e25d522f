"""A ledger of invented events at real places that holds what exports must cope with."""

from __future__ import annotations

import io
from pathlib import Path

from sayso.exports.formats import export
from sayso.exports.selection import Selection, Written
from sayso.ledger import Ledger
from sayso.model import Fact, Place, Reading, Report
from tests.ledger.made import Teller, raid, story

EVIL = '=HYPERLINK("http://x.example","+1")'

CLASH = (
    "Soldiers of Mali fought the Dawn Front near Ansongo on Tuesday; four soldiers and eleven fighters died, the army said. "
    "The Dawn Front denied it. Idrissa Kane heads the Dawn Front."
)
REGION = "Floods in the region of Gao killed seven people in May, the governor said. The governor resigned."
PLANS = "The union will march in Kidal on Friday, it said. Police arrested two teachers in Kidal on Monday."
ODD = f"{EVIL} attacked Puerto Ayora\ton Monday & <fled>.\x07 -5 people died, @chief said."


def clash() -> Reading:
    """A battle with a toll for each side, denied by one of them; and what holds of an actor."""
    teller = Teller("r5", CLASH, published="2024-03-14T10:00:00Z", publisher="Sahel Post")
    army = teller.who("actor", "Soldiers of Mali", "organization", country="MLI", sector="MIL")
    front = teller.who("recipient", "Dawn Front", "group", country="MLI", sector="REB", identifier="wikidata:Q4242")
    by = teller.by("army")
    tolls = (
        teller.toll("killed", "four soldiers", 4, by, population="soldiers"),
        teller.toll("killed", "eleven fighters", 11, by, population="fighters"),
    )
    told = (teller.by(None), teller.by("Dawn Front", "CT-", "denies", cue="denied"))
    teller.event(
        "fought", day="2024-03-12", place="Ansongo", mode="firearms", arguments=(army, front, *tolls), attestations=told
    )
    kane = teller.actor("Idrissa Kane", "person", country="MLI")
    held = {"span": teller.span("heads"), "attestations": (teller.by(None),)}
    teller.facts.append(Fact(id="f1", subject=kane, property="heads", object=teller.actor("Dawn Front"), **held))  # type: ignore[arg-type]
    return teller.reading()


def region() -> Reading:
    """An area for a place, a month for a time, and an event of a type that only sayso has."""
    teller = Teller("r6", REGION, published="2024-06-02", publisher=None)
    at = (teller.span("Gao"),)
    teller.places["Gao"] = Place(
        id="p1", name="Gao", mentions=at, precision="admin1", lat=16.5, lon=0.2, country="ML", radius_km=180.0, geonames=2457161,
    )  # fmt: skip
    toll = teller.toll("killed", "seven people", 7, teller.by("governor"))
    made = teller.event("Floods", type="DISASTER", day=None, place=None, arguments=(toll,))
    teller.events[0] = type(made)(**{**_fields(made), "place": "p1", "time": _may()})
    teller.event("resigned", type="OFFICE", day=None, place=None)
    return teller.reading()


def plans() -> Reading:
    """What is only planned, and an arrest."""
    teller = Teller("r7", PLANS, published="2024-03-12T08:00:00Z", publisher="River Agency")
    teller.event("march", type="PROTEST", phase="planned", day="2024-03-15", place="Kidal")
    held = teller.toll("held", "two teachers", 2, teller.by(None))
    police = teller.who("actor", "Police", "organization", country="MLI", sector="COP")
    teacher = teller.who("recipient", "teachers", "people", sector="EDU")
    teller.event("arrested", type="COERCE", mode="arrest", place="Kidal", arguments=(police, teacher, held))
    return teller.reading()


def odd() -> Reading:
    """Names that spreadsheets take for formulas, tabs, control characters, marks of XML."""
    teller = Teller("r8", ODD, published="2024-04-23", publisher="@odd\tnews")
    actor = teller.actors[EVIL] = _odd_actor(teller)
    from sayso.model import Argument

    who = Argument(role="actor", span=actor.mentions[0], actor=actor.id)
    minus = teller.toll("killed", "5 people", 5)
    teller.event("attacked", day="2024-04-22", place="Puerto Ayora", arguments=(who, minus))
    made = teller.reading()
    report = Report(
        id="-r8", text=made.text, published="2024-04-23", publisher="@odd\tnews", title="+1 <b>\x07&", language="en"
    )
    return type(made)(**{**_fields(made), "report": report})


def _odd_actor(teller: Teller):  # type: ignore[no-untyped-def]
    from sayso.model import Actor, Span

    return Actor(id="a1", name=EVIL, kind="person", mentions=(Span(0, len(EVIL)),), country="MLI", sector="REB")


def _may():  # type: ignore[no-untyped-def]
    from sayso.model import Interval

    return Interval(start="2024-05-01", end="2024-05-31")


def _fields(value):  # type: ignore[no-untyped-def]
    return {name: getattr(value, name) for name in value.__struct_fields__}


def everything() -> list[Reading]:
    """Eight reports: a raid told twice, a small attack, a march, a battle, a flood, plans, an oddity."""
    return [*story(), clash(), region(), plans(), odd()]


def fill(path: Path, readings: list[Reading] | None = None) -> Path:
    """A ledger of these readings; of everything if none are given."""
    with Ledger(path) as ledger:
        for reading in everything() if readings is None else readings:
            ledger.add(reading)
        ledger.refresh()
    return path


def exported(ledger: Ledger, name: str, **more: object) -> tuple[bytes, Written]:
    """What an export writes."""
    target = io.BytesIO()
    written = export(Selection(ledger, **more), name, target)  # type: ignore[arg-type]
    return target.getvalue(), written


__all__ = ["EVIL", "everything", "exported", "fill", "raid"]
