"""A ledger for the browser: invented events at real places, a pair that merging is unsure of, and a report that attacks its reader."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sayso.ledger import Ledger
from sayso.model import Actor, Attestation, Fact, Interval, Place, Reading
from tests.ledger.made import Teller, elsewhere, later, many, march, raid

SCRIPT = "<script>window.hacked=1</script>"
HANDLER = '<img src=x onerror="window.hacked=1">'
DRAWING = '"><svg onload=window.hacked=1><a xlink:href="javascript:window.hacked=1">'
TURNED = "‮tfel ot thgir⁦"
HOSTILE = f"{SCRIPT} attacked {HANDLER} on Monday, killing six people, {DRAWING} said. {TURNED} It goes on: &lt;b&gt; &amp; {{{{7*7}}}}."
HOSTILE_TITLE = f"{HANDLER}{SCRIPT}{TURNED}"


def hostile() -> Reading:
    """A report whose text, title, outlet, address, actors and place are all markup, scripts and turned text."""
    teller = Teller("bad/../<i>&\"'", HOSTILE, publisher=f"Outlet {SCRIPT}", published="2024-03-14T08:00:00Z")
    spot = Place(
        id="p1", name=HANDLER, mentions=(teller.span(HANDLER),), precision="site", lat=10.0, lon=3.0, country="BJ"
    )  # fmt: skip
    teller.places[HANDLER] = spot
    by = teller.by(DRAWING)
    teller.event(
        "attacked", place=HANDLER,
        arguments=(teller.who("actor", SCRIPT, "group"), teller.toll("killed", "six people", 6, by)),
    )  # fmt: skip
    made = teller.reading()
    report = msgspec.structs.replace(made.report, title=HOSTILE_TITLE, url="javascript:window.hacked=1")
    return msgspec.structs.replace(made, report=report)


UNSURE = "In Tessit, gunmen attacked traders at the market and held nine people, a driver who fled told the station."


def unsure() -> Reading:
    """A telling that may or may not be the raid: another type, the next day, the same place and toll."""
    teller = Teller("r5", UNSURE, publisher="Plain Radio", published="2024-03-13T20:00:00Z")
    toll = teller.toll("killed", "nine people", 9, teller.by("driver", cue="told"))
    teller.event(
        "attacked", type="COERCE", day="2024-03-12", arguments=(teller.who("actor", "gunmen", "unnamed"), toll)
    )  # fmt: skip
    return teller.reading()


def vague() -> Reading:
    """An event of some days of which nobody knows the right one, told as probable."""
    words = "Herders fled Kidal in early April, a priest said, and the Salt Front, a listed group, may have driven them out."
    teller = Teller("r6", words, published="2024-04-09T10:00:00Z", publisher="Dune Wire")
    by = teller.by("priest", "PR+")
    spent = Interval(start="2024-04-01", end="2024-04-07")
    teller.event(
        "fled", type="DISPLACE", day=None, time=spent, place="Kidal", attestations=(by,),
        arguments=(teller.who("actor", "Salt Front", "group"), teller.who("recipient", "Herders", "people")),
    )  # fmt: skip
    made = teller.reading()
    front = next(actor for actor in made.actors if actor.name == "Salt Front")
    return msgspec.structs.replace(made, facts=_standing(front, made.actors[0]))


def _standing(front: Actor, authority: Actor) -> tuple[Fact, ...]:
    listed = Fact(
        id="f1", subject=front.id, property="designated_as", value="terrorist organisation", by=authority.id, scope="whole",
        time=Interval(start="2019-05-01", end="2019-05-01"), span=front.mentions[0],
        attestations=(Attestation(source="report", factuality="CT+"),),
    )  # fmt: skip
    based = msgspec.structs.replace(listed, id="f2", property="based_in", value="Kidal", by=None, scope=None, time=None)
    return (listed, based)


def readings() -> list[Reading]:
    """All of it, in order of publication."""
    return [
        raid().reading(),
        later().reading(),
        elsewhere().reading(),
        march().reading(),
        unsure(),
        vague(),
        hostile(),
        *many(30),
    ]


def build(path: Path) -> Path:
    """The ledger at a path."""
    with Ledger(path) as ledger:
        for reading in readings():
            ledger.add(reading)
    return path
