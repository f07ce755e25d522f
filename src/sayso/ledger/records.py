"""Events and statements as flat rows in sayso's own columns: what its tables, spreadsheets and data frames hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

import msgspec

from sayso.ledger.columns import Cell, Column, joined
from sayso.ledger.dossiers import Dossier, FiledStatement, ReportCard
from sayso.ledger.lines import LinePlace, LineTally, speaker_name
from sayso.ledger.pages import shown
from sayso.ledger.statements import TALLY_ROLES, Statement


def _where(name: str) -> Callable[[Dossier], Cell]:
    def value(row: Dossier) -> Cell:
        place: LinePlace | None = row.line.place
        return getattr(place, name) if place is not None else None

    return value


def _named(role: str) -> Callable[[Dossier], Cell]:
    return lambda row: joined([actor.name for actor in row.line.actors if actor.role == role])


def whole_tally(row: Dossier, role: str) -> LineTally | None:
    """The number of a role that is of nobody in particular, without which populations are not mixed in."""
    for tally in row.tallies:  # a loop: asked eighteen times an event
        if tally.role == role and tally.whose == "all":
            return tally
    return None


def _tally(role: str, bound: str) -> Callable[[Dossier], Cell]:
    def value(row: Dossier) -> Cell:
        tally = whole_tally(row, role)
        return getattr(tally, bound) if tally is not None else None

    return value


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_NO_PLACE = "no report lets one tell where"
_AFFECTED = {"killed": "killed", "wounded": "injured", "missing": "missing", "displaced": "displaced"}


def _tally_columns() -> list[Column[Dossier]]:
    made = []
    for role in TALLY_ROLES:
        for bound in ("best", "low", "high"):
            name = role if bound == "best" else f"{role}_{bound}"
            says = {"best": "the number", "low": "the least it may be", "high": "the most it may be"}[bound]
            tag = f"#affected+{_AFFECTED[role]}" if role in _AFFECTED else f"#indicator+{role}"
            made.append(
                Column(
                    name, _tally(role, bound), f"{says} of `{role}` under the policy in force, of the whole population",
                    "the policy gives none: no report gives a figure for all, or nobody credible does",
                    kind="number", hxl=tag if bound == "best" else f"{tag}+{ {'low': 'min', 'high': 'max'}[bound]}",
                )
            )  # fmt: skip
    return made


EVENT_COLUMNS: tuple[Column[Dossier], ...] = (
    Column("id", attrgetter("line.id"), "the event's id in this ledger", hxl="#event+id"),
    Column(
        "type",
        attrgetter("line.type"),
        "PLOVER type, or one of ours (DISPLACE, DISASTER, OFFICE, VOTE, JUSTICE, CRIME)",
        hxl="#event+type",
    ),
    Column(
        "mode",
        attrgetter("line.mode"),
        "PLOVER mode, the one most voices give",
        "no report tells a mode, or the type has none",
        hxl="#event+subtype",
    ),
    Column(
        "context",
        lambda d: joined(d.line.context),
        "PLOVER contexts, parted by semicolons",
        "none was found",
        hxl="#event+context",
    ),
    Column(
        "phase",
        attrgetter("line.phase"),
        "ongoing, attempted, foiled, planned, threatened, called_for or conditional",
        "some report has it as happened",
        hxl="#status+phase",
    ),
    Column(
        "certainty",
        lambda d: joined(d.line.certainty, " "),
        "every FactBank value that somebody gives the event itself, the firmest first, denials (-) last",
        hxl="#status+certainty",
    ),
    Column(
        "start",
        lambda d: d.line.time.start if d.line.time else None,
        "first day of the event",
        "no report lets one tell when; never the day of publication instead",
        kind="day",
        hxl="#date+event+start",
    ),
    Column(
        "end",
        lambda d: (d.line.time.end or d.line.time.start) if d.line.time else None,
        "last day of the event",
        "as `start`",
        kind="day",
        hxl="#date+event+end",
    ),
    Column(
        "place",
        _where("name"),
        "name of the place that most voices give, the finest resolved one",
        _NO_PLACE,
        hxl="#loc+name",
    ),
    Column(
        "lat",
        _where("lat"),
        "latitude of the place's point, WGS 84; read it with `precision` and `radius_km`",
        "the place could not be resolved, or there is none",
        kind="number",
        hxl="#geo+lat",
    ),
    Column("lon", _where("lon"), "longitude of the place's point", "as `lat`", kind="number", hxl="#geo+lon"),
    Column(
        "precision",
        _where("precision"),
        "what the point stands for: site, town, admin2, admin1, country or region",
        _NO_PLACE,
        hxl="#geo+precision",
    ),
    Column(
        "radius_km",
        _where("radius_km"),
        "how far from the point the true place may lie",
        "the gazetteer has none",
        kind="number",
        hxl="#geo+radius",
    ),
    Column(
        "country",
        _where("country"),
        "ISO 3166-1 alpha-2 of the place",
        "no place, or a region of several countries",
        hxl="#country+code",
    ),
    Column(
        "admin1",
        _where("admin1"),
        "first-order area of the place",
        "not known, or the place is a country",
        hxl="#adm1+name",
    ),
    Column(
        "geonames", _where("geonames"), "GeoNames id of the place", "not resolved to one", kind="whole", hxl="#loc+code"
    ),
    Column(
        "actors",
        _named("actor"),
        "who did it, parted by semicolons; whoever anyone says did it",
        "nobody is named or described as doing it",
        hxl="#group+actor+name",
    ),
    Column(
        "recipients", _named("recipient"), "to whom it was done", "no report says", hxl="#group+actor+recipient+name"
    ),
    Column("victims", _named("victim"), "who was harmed", "no report says", hxl="#affected+name"),
    Column("targets", _named("target"), "what was hit", "no report says", hxl="#impact+target"),
    *_tally_columns(),
    Column(
        "tallies",
        lambda d: _json(d.tallies) if d.tallies else None,
        "all numbers under the policy, those of single populations (children, fighters) too, as JSON",
        "the policy gives none",
        kind="json",
        hxl="#meta+tallies",
    ),
    Column(
        "vouchers",
        lambda d: joined([v.name for v in d.line.vouchers]),
        "who vouches for the event or a value of it, parted by semicolons",
        hxl="#meta+source",
    ),
    Column("reports", attrgetter("line.reports"), "how many reports tell of it", kind="whole", hxl="#meta+reports+num"),
    Column(
        "voices",
        attrgetter("line.voices"),
        "the same, copies of one text counted once",
        kind="whole",
        hxl="#meta+voices+num",
    ),
    Column(
        "mentions",
        lambda d: len(d.line.mentions),
        "how many spans of reports name it",
        kind="whole",
        hxl="#meta+mentions+num",
    ),
    Column(
        "statements",
        attrgetter("line.statements"),
        "how many statements it rests on",
        kind="whole",
        hxl="#meta+statements+num",
    ),
    Column(
        "first_published",
        lambda d: d.line.published[0],
        "when the first report of it was published",
        "no report gives its date",
        hxl="#date+published+first",
    ),
    Column(
        "last_published",
        lambda d: d.line.published[1],
        "when the last report of it was published",
        "as `first_published`",
        hxl="#date+published+last",
    ),
)
"""One row an event."""


def _told(name: str) -> Callable[[FiledStatement], Cell]:
    return attrgetter(name)


_NOT_KNOWN = "not known"

STATEMENT_COLUMNS: tuple[Column[FiledStatement], ...] = (
    Column("id", _told("id"), "the statement's id, a hash of what it says", hxl="#meta+id"),
    Column(
        "event",
        attrgetter("event"),
        "the merged event it belongs to",
        "the statement is of an actor or a claim",
        hxl="#event+id",
    ),
    Column(
        "entity", _told("entity"), "what it is about: the event, actor or claim of this one report", hxl="#meta+entity"
    ),
    Column("kind", _told("kind"), "event, actor or claim", hxl="#meta+kind"),
    Column("property", _told("property"), "of what property it gives a value", hxl="#indicator+name"),
    Column("value", lambda f: shown(f.value), "the value in words", hxl="#indicator+value"),
    Column(
        "speaker",
        lambda f: speaker_name(f.vouchers[-1]),
        "who vouches in the end: the innermost of the chain",
        hxl="#meta+speaker",
    ),
    Column(
        "speaker_role",
        lambda f: f.vouchers[-1].role,
        "speaker, or outlet where the report speaks in its own voice",
        hxl="#meta+speaker+type",
    ),
    Column(
        "stance",
        lambda f: f.vouchers[-1].stance,
        "what the speaker does: says, denies, admits ...",
        "the report speaks in its own voice",
        hxl="#meta+stance",
    ),
    Column(
        "factuality",
        _told("factuality"),
        "how firmly: CT+, PR+, PS+, CT-, PR-, PS- or Uu (FactBank)",
        hxl="#status+certainty",
    ),
    Column(
        "judged",
        attrgetter("judged"),
        "right or wrong, where a person has judged the value",
        "nobody has judged it",
        hxl="#status+judged",
    ),
    Column("outlet", lambda f: f.vouchers[0].name, "the outlet whose report it is", hxl="#meta+source"),
    Column("report", _told("report"), "the report's id", hxl="#meta+report+id"),
    Column(
        "start",
        _told("start"),
        "first character of the evidence in the report's text (code points)",
        kind="whole",
        hxl="#meta+start",
    ),
    Column("end", _told("end"), "the character after its last", kind="whole", hxl="#meta+end"),
    Column("quote", _told("quote"), "the evidence: `text[start:end]`, to the character", hxl="#description+quote"),
    Column(
        "event_start",
        _told("event_start"),
        "first day of what it tells",
        _NOT_KNOWN,
        kind="day",
        hxl="#date+event+start",
    ),
    Column("event_end", _told("event_end"), "last day of what it tells", _NOT_KNOWN, kind="day", hxl="#date+event+end"),
    Column("stated", _told("stated"), "the day the speaker said so", _NOT_KNOWN, kind="day", hxl="#date+stated"),
    Column("published", _told("published"), "when the report was published", _NOT_KNOWN, hxl="#date+published"),
    Column("ingested", _told("ingested"), "when the ledger learned it", hxl="#date+ingested"),
    Column("coder", _told("coder"), "the version of sayso that read it", hxl="#meta+coder"),
    Column("value_json", attrgetter("value_json"), "the value as typed JSON", kind="json", hxl="#meta+value"),
    Column(
        "vouchers_json",
        attrgetter("vouchers_json"),
        "the chain of those who vouch as JSON, the outlet first",
        kind="json",
        hxl="#meta+vouchers",
    ),
    Column("report_key", _told("report_key"), "the hash of the report, word for word", hxl="#meta+report+key"),
)
"""One row a statement. Nothing of a statement is lost: `statement_of` makes it again."""

REPORT_COLUMNS: tuple[Column[ReportCard], ...] = (
    Column("id", attrgetter("id"), "the report's id", hxl="#meta+report+id"),
    Column("publisher", attrgetter("publisher"), "who published it", _NOT_KNOWN, hxl="#meta+source"),
    Column("title", attrgetter("title"), "its title", "it has none", hxl="#description+title"),
    Column("url", attrgetter("url"), "where it stands", _NOT_KNOWN, hxl="#meta+url"),
    Column("published", attrgetter("published"), "when it was published", _NOT_KNOWN, hxl="#date+published"),
    Column("language", attrgetter("language"), "its language", _NOT_KNOWN, hxl="#meta+language"),
    Column("ingested", attrgetter("ingested"), "when the ledger learned it", hxl="#date+ingested"),
    Column("characters", attrgetter("length"), "the length of its text", kind="whole", hxl="#meta+length"),
    Column("key", attrgetter("key"), "the hash of the report, word for word", hxl="#meta+report+key"),
)
"""One row a report."""

_PLAIN = ("id", "entity", "kind", "property", "factuality", "report", "start", "end", "quote", "event_start", "event_end",
          "stated", "published", "ingested", "coder", "report_key")  # fmt: skip


def statement_of(row: Mapping[str, Any]) -> Statement:
    """The statement of a row of `STATEMENT_COLUMNS` (a Parquet row), or of a line of statements.jsonl.

    Raises `msgspec.ValidationError` for a row that is none, KeyError where a column is missing.
    """
    if "value_json" not in row:
        return msgspec.convert({key: value for key, value in row.items() if key not in ("event", "judged")}, Statement)
    typed = {"value": msgspec.json.decode(row["value_json"]), "vouchers": msgspec.json.decode(row["vouchers_json"])}
    return msgspec.convert({name: row[name] for name in _PLAIN} | typed, Statement)
