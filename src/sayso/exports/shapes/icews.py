"""ICEWS-shaped: 20 columns, tab-separated with a header (ICEWS Coded Event Data, "ICEWS Events" file layout)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import BinaryIO

import msgspec

from sayso.exports.countries import country
from sayso.exports.delimited import TABS
from sayso.exports.selection import Selection, Written
from sayso.exports.shapes.cameo import Cameo, cameo, leaves_out
from sayso.exports.shapes.happening import TOWN, Happening, names
from sayso.exports.shapes.mentions import Sentences, sentences_of
from sayso.exports.shapes.shape import Shape
from sayso.ledger.columns import Column, joined
from sayso.ledger.dossiers import texts
from sayso.ledger.lines import LineActor
from sayso.ledger.statements import Statement

SECTORS: Mapping[str, str] = MappingProxyType({
    "GOV": "Government", "MIL": "Military", "COP": "Police", "JUD": "Judicial", "LEG": "Legislative / Parliamentary",
    "SPY": "Intelligence", "PTY": "Parties", "OPP": "Opposition", "REB": "Rebel", "PRM": "Paramilitary",
    "UAF": "Unidentified Forces", "CRM": "Criminals / Gangs", "CVL": "General Population / Civilian / Social",
    "BUS": "Business", "EDU": "Education", "ELI": "Elite", "JRN": "News", "MED": "Medical / Health",
    "HLH": "Medical / Health", "LAB": "Labor", "REF": "Refugees / Displaced", "REL": "Religious", "AGR": "Agriculture",
    "SOC": "Social", "IGO": "International Government Organization", "UNO": "International Government Organization",
    "EUR": "International Government Organization", "NGO": "Nongovernmental Organization",
    "MNC": "Multinational Corporation", "ISM": "International Insurgents", "IMG": "International Militarized Group",
})  # fmt: skip
"""PLOVER sectors in the words of ICEWS."""


class IcewsRow(msgspec.Struct, frozen=True):
    """An event as ICEWS codes it; where the first report names it."""

    event: Happening
    coded: Cameo
    trigger: Statement
    sentence: int


def rows(happening: Happening, number: Sentences) -> Iterator[IcewsRow]:
    """One row, for the first mention in the first report."""
    coded = cameo(happening.line.type, happening.line.mode)
    order = {key: place for place, key in enumerate(happening.dossier.reports)}
    trigger = min(happening.told("mention"), key=lambda s: (order.get(s.report_key, len(order)), s.start), default=None)
    if coded is not None and trigger is not None:
        yield IcewsRow(happening, coded, trigger, number(trigger.report_key, trigger.start))


def _side(label: str, side: Callable[[Happening], tuple[LineActor, ...]]) -> list[Column[IcewsRow]]:
    who = "who did it" if label == "Source" else "to whom it was done"

    def nations(row: IcewsRow) -> str | None:
        return joined(found.name for actor in side(row.event) if (found := country(actor.country)))

    return [
        Column(
            f"{label} Name",
            lambda r: names(side(r.event)),
            f"{who}, by the fullest names; parted by semicolons",
            "nobody is named or described",
        ),
        Column(
            f"{label} Sectors",
            lambda r: joined((SECTORS.get(a.sector or "") for a in side(r.event)), ","),
            "their sectors in words, parted by commas",
            "not known",
        ),
        Column(f"{label} Country", nations, "their countries' short English names", "not known"),
    ]


def _doers(happening: Happening) -> tuple[LineActor, ...]:
    return happening.doers


def _others(happening: Happening) -> tuple[LineActor, ...]:
    return happening.others


_source, _target = _side("Source", _doers), _side("Target", _others)
_COARSE = "the place is an area, not known or not resolved: ICEWS has no precision"

COLUMNS: tuple[Column[IcewsRow], ...] = (
    Column(
        "Event ID", lambda r: r.event.number, "our event id as a whole number: its hexadecimal digits", kind="whole"
    ),
    Column(
        "Event Date",
        lambda r: str(r.event.start) if r.event.start else None,
        "first day, YYYY-MM-DD",
        "no report lets one tell when",
        kind="day",
    ),
    *_source,
    Column("Event Text", lambda r: r.coded.title, "what CAMEO calls the event"),
    Column(
        "CAMEO Code",
        lambda r: r.coded.code,
        "CAMEO code of the PLOVER type and mode (the table stands in shapes/cameo.toml)",
    ),
    Column(
        "Intensity",
        lambda r: r.coded.goldstein,
        "the Goldstein score of the code",
        "the table has none for it",
        kind="number",
    ),
    *_target,
    Column("Story ID", lambda r: r.trigger.report, "id of the first report that tells of it"),
    Column(
        "Sentence Number",
        lambda r: r.sentence,
        "number of the sentence in that report, from 1 on; a line counts as one too",
        kind="whole",
    ),
    Column(
        "Publisher",
        lambda r: r.event.reports[0].publisher if r.event.reports else None,
        "who published that report",
        "not known",
    ),
    Column(
        "City", lambda r: r.event.named_at(*TOWN), "the place, if it is a town or site", "it is an area, or not known"
    ),
    Column("District", lambda r: r.event.named_at("admin2"), "the place, if it is a second-order area", "it is not"),
    Column("Province", lambda r: r.event.admin1, "first-order area", "not known"),
    Column(
        "Country",
        lambda r: r.event.country.name if r.event.country else None,
        "the country's short English name",
        "not known",
    ),
    Column("Latitude", lambda r: r.event.point(TOWN)[0], "of a town or site", _COARSE, kind="number"),
    Column("Longitude", lambda r: r.event.point(TOWN)[1], "of a town or site", _COARSE, kind="number"),
)


def shape(number: Sentences) -> Shape[IcewsRow]:
    """The shape, given how sentences are numbered."""
    return Shape(
        "ICEWS", COLUMNS, partial(rows, number=number), style=TABS, reads=frozenset({"mention"}), leaves_out=leaves_out,
        cannot=(
            "ICEWS has a source, a target and a CAMEO code for one sentence of one story. It cannot hold numbers, intervals, "
            "who vouches, rival accounts or further reports (the first stands for all). Coordinates of areas are left out, "
            "since nothing would say that they are no point. Displacement, disasters, votes, offices and crime have no CAMEO "
            "code and no rows; nor have events planned, foiled or denied."
        ),
    )  # fmt: skip


SHAPE = shape(lambda key, offset: 1)
"""For the reference; `write` numbers sentences by the reports' texts."""


def write(selection: Selection, target: BinaryIO) -> Written:
    """The ICEWS-shaped file: tab-separated with a header."""
    with texts(selection.ledger) as known:
        return shape(sentences_of(known.of)).write(selection, target)
