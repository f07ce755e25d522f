"""Where everything comes from, in PROV-O as JSON-LD: reports, readings, statements, events, those who vouch and who judged."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

import msgspec

from sayso.exports.geojson import write_collection
from sayso.exports.selection import Selection, Written
from sayso.ledger.derived import value_anchor
from sayso.ledger.dossiers import FiledStatement
from sayso.ledger.judgements import Anchor
from sayso.ledger.lines import speaker_name
from sayso.ledger.pages import shown
from sayso.ledger.statements import Voucher, digest

_CONTEXT: dict[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#", "dcterms": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "at": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "ended": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
    "by": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "madeBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "quotedFrom": {"@id": "prov:wasQuotedFrom", "@type": "@id"},
    "memberOf": {"@reverse": "prov:hadMember", "@type": "@id"},
    "used": {"@id": "prov:used", "@type": "@id"},
    "with": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "invalidatedBy": {"@id": "prov:wasInvalidatedBy", "@type": "@id"},
    "page": {"@id": "foaf:page", "@type": "@id"},
    "name": "foaf:name", "value": "prov:value", "title": "dcterms:title", "comment": "rdfs:comment",
    "published": "dcterms:issued",
}  # fmt: skip

_HEAD = b'{"@context":' + msgspec.json.encode(_CONTEXT) + b',"@graph":[\n'


def write(selection: Selection, target: BinaryIO) -> Written:
    """A graph with a node for each report, reading, statement, event, agent and judgement, each once, a node a line."""
    return Written(write_collection(_Graph(selection).nodes(), target, _HEAD))


class _Graph:
    """Makes the nodes; remembers which agents, readings and events it has made."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.made: set[str] = set()
        self.verdicts: dict[Anchor, str] = {}

    def nodes(self) -> Iterator[dict[str, Any]]:
        yield from self._judgements()
        yield from self._reports()
        for filed in self.selection.statements():
            yield from self._statement(filed)

    def _new(self, key: str) -> bool:
        """Whether the node has not been made yet; from now on it has."""
        if key in self.made:
            return False
        self.made.add(key)
        return True

    def _judgements(self) -> Iterator[dict[str, Any]]:
        """What people judged about values, and is in force."""
        for row in self.selection.ledger.judgements():
            if row.undone or row.kind not in ("right", "wrong"):
                continue
            self.verdicts |= {anchor: row.id for anchor in row.subject if row.kind == "wrong"}
            person = _named("person", row.by)
            if self._new(person):
                yield {"@id": person, "@type": "prov:Person", "name": row.by}
            yield {
                "@id": f"urn:sayso:judgement:{row.id}", "@type": "prov:Activity", "ended": row.at, "with": person,
                "comment": ": ".join(part for part in (row.kind, row.why) if part),
            }  # fmt: skip

    def _reports(self) -> Iterator[dict[str, Any]]:
        for card in self.selection.reports():
            outlet = _named("outlet", card.publisher or card.id)
            if self._new(outlet):
                yield {"@id": outlet, "@type": "prov:Organization", "name": card.publisher or card.id}
            known = {"title": card.title, "published": card.published, "page": card.url, "by": outlet}
            told = {name: value for name, value in known.items() if value}
            yield {"@id": f"urn:sayso:report:{card.key}", "@type": "prov:Entity", **told}

    def _statement(self, filed: FiledStatement) -> Iterator[dict[str, Any]]:
        said = filed.statement
        report = f"urn:sayso:report:{said.report_key}"
        coder, reading = _named("coder", said.coder), _named("reading", said.report_key, said.coder)
        if self._new(coder):
            yield {"@id": coder, "@type": "prov:SoftwareAgent", "name": said.coder}
        if self._new(reading):
            yield {"@id": reading, "@type": "prov:Activity", "used": report, "with": coder, "ended": said.ingested}
        agents = [_agent(voucher) for voucher in said.vouchers]
        for agent, voucher in zip(agents, said.vouchers, strict=True):
            if self._new(agent):
                yield {"@id": agent, "@type": "prov:Agent", "name": speaker_name(voucher)}
        node: dict[str, Any] = {
            "@id": f"urn:sayso:statement:{said.id}", "@type": "prov:Entity",
            "value": f"{said.property}: {shown(said.value)}", "comment": said.factuality, "madeBy": reading,
            "quotedFrom": report, "by": agents, "at": said.ingested,
        }  # fmt: skip
        if filed.event:
            event = f"urn:sayso:event:{filed.event}"
            if self._new(event):
                yield {"@id": event, "@type": "prov:Collection"}
            node["memberOf"] = event
        if filed.judged == "wrong":
            node["invalidatedBy"] = f"urn:sayso:judgement:{self.verdicts.get(value_anchor(said), '')}"
        yield node


def _agent(voucher: Voucher) -> str:
    """An outlet by its name; a speaker by its identifier or name, which may be several people of one name."""
    return _named("outlet" if voucher.role == "outlet" else "speaker", voucher.identifier or voucher.name)


@lru_cache(maxsize=16384)
def _named(kind: str, *names: str) -> str:
    return f"urn:sayso:{kind}:{digest(*names)}"
