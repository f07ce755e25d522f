"""FollowTheMoney: actors, events, articles and the ties between actors, as entities or as statements.

An entity is what the ledger holds together: a merged event, an actor across reports. A statement keeps the entity of the one
report (`entity_id`) apart from what it was merged into (`canonical_id`), and its outlet, words and date with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, BinaryIO

from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement as FtmStatement
from followthemoney.statement.serialize import CSVStatementWriter
from followthemoney.types import registry

from sayso.exports.delimited import as_text
from sayso.exports.jsonlines import write_lines
from sayso.exports.selection import Selection, Written
from sayso.ledger.dossiers import Dossier, FiledStatement, ReportCard, filed_statements
from sayso.ledger.filters import Filters
from sayso.ledger.identity import identities, personas
from sayso.ledger.lines import SIDES
from sayso.ledger.statements import Held, Statement, When, Where, Who, Words

DATASET = "sayso"

SCHEMATA: Mapping[str, str] = MappingProxyType(
    {"person": "Person", "group": "Organization", "organization": "Organization", "country": "PublicBody"}
)
"""Actors' kinds that become entities; peoples and the unnamed are nobody in particular, and stay words of an event."""

TIES: Mapping[str, tuple[str, str, str]] = MappingProxyType({
    "member_of": ("Membership", "member", "organization"),
    "heads": ("Directorship", "director", "organization"),
    **dict.fromkeys(("part_of", "backed_by", "allied_with", "opposes"), ("UnknownLink", "subject", "object")),
})  # fmt: skip
"""Facts that tie two actors: the schema of the tie, and which of its ends the two are."""

_ENDS = frozenset({"Organization", "LegalEntity", "PublicBody"})


class Actors:
    """The named actors of a ledger: which entity of a report is which actor, and the actors' ids."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self.kinds: dict[str, str] = {}
        self.identifiers: dict[str, str] = {}
        self.homes = identities(personas(self._noted(statements)))

    def _noted(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        for statement in statements:
            if isinstance(statement.value, Who) and statement.property == "name":
                self.kinds[statement.entity] = statement.value.kind
                if statement.value.identifier:
                    self.identifiers[statement.entity] = statement.value.identifier
            if statement.property in ("name", "holds_office"):
                yield statement

    def schema(self, entity: str | None) -> str | None:
        """The schema of an actor; None for one that is nobody in particular."""
        home = self.homes.get(entity or "")
        return SCHEMATA.get(self.kinds.get(home, "")) if home else None

    def canonical(self, entity: str) -> str:
        """The actor's id: its Wikidata item where that is known, else made of its first telling."""
        home = self.homes.get(entity, entity)
        known = self.identifiers.get(home, "")
        return known.removeprefix("wikidata:") if known.startswith("wikidata:Q") else _id(home)


def entities(selection: Selection, target: BinaryIO) -> Written:
    """One entity a line: actors and their ties, articles, events. Rows are events."""
    tellers = Actors(_of_actors(selection))
    made = _Entities(tellers)
    count = 0

    def everything() -> Iterator[dict[str, Any]]:
        nonlocal count
        yield from (made.article(card).to_dict() for card in selection.reports())
        yield from (entity.to_dict() for entity in made.actors(selection))
        for dossier in selection.dossiers(frozenset(SIDES), cards=True):
            count += 1
            yield made.event(dossier).to_dict()

    write_lines(everything(), target)
    return Written(count)


def statements(selection: Selection, target: BinaryIO) -> Written:
    """FollowTheMoney's own statement CSV, to be read by `followthemoney.statement.read_statements`."""
    tellers = Actors(_of_actors(selection))
    count = 0
    with as_text(target) as out:
        writer = CSVStatementWriter(out)
        for filed in selection.statements():
            for made in ftm_statements(filed, tellers):
                writer.write(made)
                count += 1
        writer.close()
    return Written(count)


def _of_actors(selection: Selection) -> Iterator[Statement]:
    """The statements about actors; filters are about events, and leave them as they are."""
    found = filed_statements(selection.ledger, Filters(), selection.as_of, kind="actor")
    return (filed.statement for filed in found)


def _id(entity: str) -> str:
    return f"{DATASET}-{entity.replace(':', '-')}"


# ---------------------------------------------------------------- statements
def ftm_statements(filed: FiledStatement, actors: Actors) -> Iterator[FtmStatement]:
    """What FollowTheMoney can hold of a statement; nothing of one judged wrong, or about an actor nobody in particular."""
    if filed.judged == "wrong" or filed.factuality.endswith("-"):
        return
    if filed.kind == "event" and filed.event:
        schema, canonical = "Event", _id(filed.event)
    elif filed.kind == "actor" and (found := actors.schema(filed.entity)):
        schema, canonical = found, actors.canonical(filed.entity)
    else:
        return
    for prop, value in _values(filed, schema, actors):
        yield FtmStatement(
            entity_id=_id(filed.entity), canonical_id=canonical, schema=schema, prop=prop, value=value, dataset=DATASET,
            original_value=filed.quote or None, first_seen=filed.published or filed.ingested, origin=filed.vouchers[0].name,
            id=f"{filed.id}-{prop}-{value}"[:255],
        )  # fmt: skip


def _values(said: Statement | FiledStatement, schema: str, actors: Actors) -> Iterator[tuple[str, str]]:
    found = _of_event(said, actors) if schema == "Event" else _of_actor(said)
    return ((prop, value) for prop, raw in found if (value := _clean(schema, prop, raw)))


def _of_event(said: Statement | FiledStatement, actors: Actors) -> Iterator[tuple[str, str | None]]:
    value = said.value
    if said.property == "type":
        yield "name", said.quote
        yield "keywords", value.text if isinstance(value, Words) else None
    elif isinstance(value, When):
        yield "startDate", value.start
        yield "endDate", value.end
    elif isinstance(value, Where) and said.property == "place":
        yield "location", value.name
        yield "country", value.country
    elif isinstance(value, Who) and said.property in SIDES and value.entity and actors.schema(value.entity):
        yield "involved", actors.canonical(value.entity)


def _of_actor(said: Statement | FiledStatement) -> Iterator[tuple[str, str | None]]:
    value = said.value
    if isinstance(value, Who):
        yield "name", value.name
        yield "country", value.country
        if value.identifier and value.identifier.startswith("wikidata:Q"):
            yield "wikidataId", value.identifier.removeprefix("wikidata:")
    elif isinstance(value, Words) and said.property == "alias":
        yield "alias", value.text
    elif isinstance(value, Held) and said.property == "holds_office":
        yield "position", value.text


_CLEANED = frozenset({"date", "url", "country", "language"})
"""The types whose values FollowTheMoney brings to a form of its own, or refuses; words are words to it."""


def _clean(schema: str, prop: str, value: str | None) -> str | None:
    """The value as FollowTheMoney has it; None for what it refuses, or for a property that the schema has not."""
    kind = _kind(schema, prop) if value else None
    if not value or kind is None:
        return None
    if kind == registry.entity.name:
        return value
    if kind in _CLEANED:
        return _formed(kind, value)
    words = value if value.isprintable() else "".join(c for c in value if c.isprintable() or c.isspace())
    return " ".join(words.split()) or None


@lru_cache(maxsize=1024)
def _kind(schema: str, prop: str) -> str | None:
    known = model.get(schema)
    found = known.properties.get(prop) if known is not None else None
    return found.type.name if found is not None else None


@lru_cache(maxsize=65536)
def _formed(kind: str, value: str) -> str | None:
    if kind == registry.country.name:  # its own cleaning would look for codes among the names of all countries
        return value.lower() if value.lower() in registry.country.codes else None
    return registry.get(kind).clean(value)


# ---------------------------------------------------------------- entities
class _Entities:
    """Makes entities of the ledger's actors, reports and events."""

    def __init__(self, actors: Actors) -> None:
        self.known = actors

    def article(self, card: ReportCard) -> EntityProxy:
        made = _entity("Article", _id(card.key))
        for prop, value in (("title", card.title), ("publisher", card.publisher), ("sourceUrl", card.url),
                            ("publishedAt", card.published), ("language", card.language)):  # fmt: skip
            _add(made, prop, value)
        return made

    def actors(self, selection: Selection) -> Iterator[EntityProxy]:
        """The named actors, each once with all its names; then the ties between them."""
        held: dict[str, EntityProxy] = {}
        ties: list[tuple[str, str, Held]] = []
        for said in _of_actors(selection):
            schema = self.known.schema(said.entity)
            if schema is None:
                continue
            canonical = self.known.canonical(said.entity)
            made = held.setdefault(canonical, _entity(schema, canonical))
            for prop, value in _values(said, made.schema.name, self.known):
                made.add(prop, value, cleaned=True)
            if said.property in TIES and isinstance(said.value, Held) and said.value.entity:
                ties.append((canonical, said.property, said.value))
        yield from held.values()
        yield from self._ties(ties, held)

    def _ties(self, ties: Iterable[tuple[str, str, Held]], held: Mapping[str, EntityProxy]) -> Iterator[EntityProxy]:
        seen = set()
        for subject, prop, value in ties:
            other = self.known.canonical(value.entity or "")
            schema, near, far = TIES[prop]
            key = f"{DATASET}-{prop}-{subject}-{other}"
            if (
                key in seen
                or other not in held
                or not _fits(schema, near, held[subject])
                or not _fits(schema, far, held[other])
            ):
                continue
            seen.add(key)
            made = _entity(schema, key)
            made.add(near, subject, cleaned=True)
            made.add(far, other, cleaned=True)
            _add(made, "role", prop.replace("_", " "))
            _add(made, "startDate", value.start)
            _add(made, "endDate", value.end)
            yield made

    def event(self, dossier: Dossier) -> EntityProxy:
        line = dossier.line
        made = _entity("Event", _id(line.id))
        _add(made, "name", _title(dossier))
        _add(made, "recordId", line.id)
        for word in (line.type, line.mode, *line.context):
            _add(made, "keywords", word)
        if line.time is not None:
            _add(made, "startDate", line.time.start)
            _add(made, "endDate", line.time.end)
        if line.place is not None:
            _add(made, "location", line.place.name)
            _add(made, "country", line.place.country)
        _add(made, "description", _numbers(dossier))
        for said in dossier.statements():
            involved = (
                _of_event(said, self.known) if said.property in SIDES and not said.factuality.endswith("-") else ()
            )
            for prop, value in involved:
                made.add(prop, value, cleaned=True)
        for card in dossier.reports.values():
            made.add("proof", _id(card.key), cleaned=True)
            _add(made, "publisher", card.publisher)
            _add(made, "sourceUrl", card.url)
        return made


def _entity(schema: str, key: str) -> EntityProxy:
    return EntityProxy.from_dict({"schema": schema, "id": key})


def _add(entity: EntityProxy, prop: str, value: str | None) -> None:
    cleaned = _clean(entity.schema.name, prop, value)
    if cleaned is not None:
        entity.add(prop, cleaned, cleaned=True)


def _fits(schema: str, end: str, entity: EntityProxy) -> bool:
    """Whether the entity may stand at this end of a tie."""
    tie = model.get(schema)
    wanted = tie.properties[end].range if tie is not None else None
    return wanted is not None and entity.schema.is_a(wanted)


def _title(dossier: Dossier) -> str:
    line = dossier.line
    deed = f"{line.type} ({line.mode})" if line.mode else line.type
    where = f" in {line.place.name}" if line.place else ""
    return f"{deed}{where}" + (f", {line.time.start}" if line.time and line.time.start else "")


def _numbers(dossier: Dossier) -> str | None:
    """The numbers and who stands in the event, in words: FollowTheMoney's events have no fields for them."""
    told = [f"{actor.role}: {actor.name}" for actor in dossier.line.actors]
    for tally in dossier.tallies:
        whose = "" if tally.whose == "all" else f" ({tally.whose})"
        best = tally.best if tally.best is not None else tally.low
        told.append(f"{tally.role}{whose}: {best:g}" if best is not None else f"{tally.role}{whose}: not known")
    return "; ".join(told) or None
