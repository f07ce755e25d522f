"""Codes in words: what an event's type, phase and certainty are called on a page, and one line that says what it is."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from sayso.ledger.lines import EventLine, LineActor

NOUNS: dict[str, tuple[str, str]] = {
    "AGREE": ("agreement", "with"),
    "CONSULT": ("talks", "with"),
    "SUPPORT": ("support", "for"),
    "CONCEDE": ("concession", "to"),
    "COOPERATE": ("cooperation", "with"),
    "AID": ("aid", "for"),
    "RETREAT": ("retreat", "from"),
    "REQUEST": ("request", "to"),
    "ACCUSE": ("accusation", "against"),
    "REJECT": ("rejection", "of"),
    "THREATEN": ("threat", "against"),
    "PROTEST": ("protest", "against"),
    "SANCTION": ("sanction", "against"),
    "MOBILIZE": ("mobilisation", "against"),
    "COERCE": ("coercion", "of"),
    "ASSAULT": ("attack", "on"),
    "DISPLACE": ("displacement", "of"),
    "DISASTER": ("disaster", "for"),
    "OFFICE": ("change of office", "for"),
    "VOTE": ("vote", "on"),
    "JUSTICE": ("court case", "against"),
    "CRIME": ("crime", "against"),
}
"""Type -> what it is called, and the preposition that joins those to whom it is done."""

PHASES = {
    "happened": "", "ongoing": "ongoing", "attempted": "attempted", "foiled": "foiled", "planned": "planned",
    "threatened": "threatened", "called_for": "called-for", "conditional": "possible",
}  # fmt: skip

FIRMNESS = {
    "CT+": "as fact", "PR+": "as probable", "PS+": "as possible", "Uu": "uncommitted",
    "CT-": "denied", "PR-": "as improbable", "PS-": "as doubtful",
}  # fmt: skip
"""FactBank's values in words."""

PROPERTIES = {
    "type": "What", "mode": "Mode", "context": "Context", "phase": "Phase", "actor": "Who did it", "recipient": "To whom",
    "victim": "Victims", "target": "What was hit", "instrument": "With what", "time": "When", "place": "Where",
    "mentioned_place": "Also named", "origin": "From", "destination": "To", "topic": "About", "killed": "Killed",
    "wounded": "Wounded", "missing": "Missing", "held": "Held", "displaced": "Displaced", "count": "How many",
    "name": "Name", "alias": "Also called", "holds_office": "Holds office", "heads": "Heads", "member_of": "Member of",
    "part_of": "Part of", "backed_by": "Backed by", "opposes": "Opposes", "allied_with": "Allied with",
    "controls": "Controls", "based_in": "Based in", "designated_as": "Designated as",
    "expected_successor_of": "Expected successor of", "age": "Age", "nationality": "Nationality",
}  # fmt: skip
"""A property of an event or actor, as its heading on a page; the order is that of the page."""

SECTORS = {
    "AGR": "farming", "BUS": "business", "COP": "police", "CRM": "crime", "CVL": "civilians", "EDU": "education",
    "ELI": "elites", "EUR": "European Union", "GOV": "government", "HLH": "health", "IGO": "intergovernmental body",
    "IMG": "international armed group", "JRN": "media", "JUD": "courts", "LAB": "labour", "LEG": "parliament",
    "MED": "medicine", "MIL": "military", "MNC": "multinational company", "NGO": "non-governmental organisation",
    "OPP": "opposition", "PRE": "partially recognised state", "PRM": "paramilitary", "PTY": "party", "REB": "rebels",
    "REF": "refugees", "REL": "religion", "SOC": "society", "SPY": "intelligence", "UAF": "unidentified armed force",
    "UNK": "unknown", "UNO": "United Nations",
}  # fmt: skip
"""An actor's sector, as pages call it."""

POLICIES = {
    "ucdp_best_low_high": "UCDP, best, low and high", "acled_conservative": "ACLED, conservative",
    "airwars_min_max": "Airwars, least and most",
}  # fmt: skip
"""Policies whose name is no phrase."""

MODES = {"demo": "demonstration"}
"""Modes whose code is no word."""

_NAMES = 3


def plain(code: str) -> str:
    """A code as words: `called_for` is "called for"."""
    return code.replace("_", " ").replace("-", " ")


def policy_words(policy: str) -> str:
    """A policy ("ucdp_best_low_high@1") as pages call it."""
    name = policy.partition("@")[0]
    return POLICIES.get(name, plain(name))


def mode_words(mode: str) -> str:
    """A mode in words: `cyber_attack` is "cyber attack"."""
    return MODES.get(mode, plain(mode))


@cache
def _countries() -> dict[str, str]:
    """Code -> short English name, of countries.tsv, where its columns are explained."""
    rows = files("sayso.actors").joinpath("data/countries.tsv").read_text(encoding="utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row and not row.startswith("#")]
    return {row[0]: row[1] for row in cells if row[0] != "-"}


def country_words(code: str | None) -> str:
    """A country by its ISO 3166-1 alpha-3 code as its name; a code that is none of ours stays."""
    return _countries().get(code or "", code or "")


def sector_words(code: str | None) -> str:
    """An actor's sector in words."""
    return SECTORS.get(code or "", code or "")


def identifier_words(identifier: str) -> str:
    """`wikidata:Q7184` as "Wikidata Q7184"."""
    scheme, colon, key = identifier.partition(":")
    return f"{scheme.capitalize()} {key}" if colon else identifier


def heading(prop: str) -> str:
    """A property as a heading."""
    return PROPERTIES.get(prop, plain(prop).capitalize())


def some(names: Sequence[str], most: int = _NAMES) -> str:
    """The first few names, and how many more there are."""
    kept = list(dict.fromkeys(names))
    more = f" and {len(kept) - most} more" if len(kept) > most else ""
    return ", ".join(kept[:most]) + more


def summary(line: EventLine) -> str:
    """The event in one line: "Gunmen: attack on the market (firearms)"; who is only accused comes last, as blamed."""
    noun, joint = NOUNS.get(line.type, (plain(line.type).lower(), "to"))
    phase = PHASES.get(line.phase or "happened", plain(line.phase or ""))
    what = f"{phase} {noun}".strip()
    did = some([who.name for who in line.actors if who.role == "actor" and not who.blamed])
    blamed = some([who.name for who in line.actors if who.blamed])
    suffered = some([who.name for who in patients(line)])
    mode = f" ({mode_words(line.mode)})" if line.mode else ""
    said = f"{what} {joint} {suffered}{mode}" if suffered else f"{what}{mode}"
    said = f"{did}: {said}" if did else said
    said = said[:1].upper() + said[1:]
    return f"{said}; blamed on {blamed}" if blamed else said


def patients(line: EventLine) -> list[LineActor]:
    """Those to whom it is done, each name once."""
    kept: dict[str, LineActor] = {}
    for who in line.actors:
        if who.role != "actor":
            kept.setdefault(who.name, who)
    return list(kept.values())


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def day_words(day: str) -> str:
    """`2024-10-03` as "3 October 2024"; what is no day stays."""
    parts = day[:10].split("-")
    if len(parts) != 3 or not all(part.isdigit() for part in parts) or not 1 <= int(parts[1]) <= 12:
        return day
    return f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {int(parts[0])}"


def days_words(start: str | None, end: str | None) -> str:
    """A closed interval of days in words; "" where neither end is known."""
    if not start and not end:
        return ""
    if start and end and start[:10] != end[:10]:
        return _whole(start, end) or _between(start, end)
    return day_words(start or end or "")


def _between(start: str, end: str) -> str:
    """ "3 to 5 October 2024", "28 September to 2 October 2024": what both ends share is said once."""
    first, last = day_words(start), day_words(end)
    if start[:4] == end[:4] and len(start) >= 10 and len(end) >= 10 and first != start:
        first = first.removesuffix(f" {int(start[:4])}")
        first = first.partition(" ")[0] if start[5:7] == end[5:7] else first
    return f"{first} to {last}"


def _whole(start: str, end: str) -> str:
    """ "October 2024" or "2024" for days that are just a month or a year; "" for others."""
    if start[:4] != end[:4] or len(start) < 10 or not start[:4].isdigit():
        return ""
    if start[5:10] == "01-01" and end[5:10] == "12-31":
        return start[:4]
    month = int(start[5:7])
    last = f"{monthrange(int(start[:4]), month)[1]:02d}"
    return (
        f"{_MONTHS[month - 1]} {start[:4]}"
        if start[5:7] == end[5:7] and start[8:10] == "01" and end[8:10] == last
        else ""
    )


def value_words(prop: str, value: str) -> str:
    """A value of an event or actor as its page shows it."""
    if prop == "type":
        return NOUNS.get(value, (plain(value).lower(), ""))[0]
    if prop in ("mode", "phase", "context"):
        return mode_words(value)
    if prop == "time" and value[:4].isdigit():
        start, _, end = value.partition("/")
        if len(start) == 10:
            return days_words(start, end or None)
    return value


def moment_words(stamp: str | None) -> str:
    """A publication date or date-time in words, to the minute, in the zone that it was given in."""
    if not stamp:
        return "date not given"
    clock = stamp[11:16]
    zone = " UTC" if stamp.endswith("Z") else f" ({stamp[19:]})" if len(stamp) > 19 else ""
    return day_words(stamp) + (f", {clock}{zone}" if clock else "")
