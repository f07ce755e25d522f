"""What kind of party an actor is in a conflict, as ACLED and UCDP tell them apart, by its PLOVER sector and kind."""

from __future__ import annotations

from typing import Literal, TypeAlias

from sayso.exports.countries import Country
from sayso.ledger.lines import LineActor

Party: TypeAlias = Literal["state", "outside", "rebels", "militia", "civilians"]

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
REBELS = frozenset({"REB", "ISM", "IMG"})
MILITIA = frozenset({"PRM", "UAF", "CRM", "PTY"})
CIVILIANS = frozenset({
    "AGR", "BUS", "CVL", "EDU", "ELI", "HLH", "JRN", "LAB", "MED", "MNC", "NGO", "OPP", "REF", "REL", "SOC",
})  # fmt: skip
BETWEEN_STATES = frozenset({"IGO", "UNO", "EUR"})

ARMED: frozenset[Party | None] = frozenset({"state", "outside", "rebels", "militia"})


def party_of(actor: LineActor | None, at: Country | None) -> Party | None:
    """The kind of party; None where neither sector nor kind tells. A state's forces abroad are from outside."""
    if actor is None:
        return None
    if actor.sector in STATE or (actor.sector is None and actor.kind == "country"):
        abroad = at is not None and actor.country is not None and actor.country != at.iso3
        return "outside" if abroad else "state"
    if actor.sector in BETWEEN_STATES:
        return "outside"
    if actor.sector in REBELS:
        return "rebels"
    if actor.sector in MILITIA:
        return "militia"
    if actor.sector in CIVILIANS or actor.kind == "people":
        return "civilians"
    return None
