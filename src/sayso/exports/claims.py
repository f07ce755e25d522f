"""Claims as schema.org `Claim`, and people's judgements on them as `ClaimReview` (JSON-LD)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

from sayso.errors import SettingsError
from sayso.exports.geojson import write_collection
from sayso.exports.selection import Selection, Written
from sayso.ledger.derived import value_anchor
from sayso.ledger.dossiers import ReportCard, filed_statements
from sayso.ledger.filters import Filters, holds
from sayso.ledger.lines import speaker_name
from sayso.ledger.statements import Statement, Voucher, Words

KINDS: Mapping[str | None, str] = MappingProxyType(
    {"person": "Person", "group": "Organization", "organization": "Organization", "country": "Country"}
)
_HEAD = b'{"@context":"https://schema.org","@graph":[\n'


def write(selection: Selection, target: BinaryIO) -> Written:
    """A graph of claims, a node a line. Filters are about the claim: days of publication, words, the speaker as actor.

    Raises SettingsError for filters that a claim has not: place, country and type.
    """
    wanted = selection.filters
    if wanted.place or wanted.country or wanted.type:
        raise SettingsError("claims have no place, country or type: filter by --since, --until, --actor or --text")
    return Written(write_collection(_nodes(selection), target, _HEAD))


def _nodes(selection: Selection) -> Iterator[dict[str, Any]]:
    cards = {card.key: card for card in Selection(selection.ledger, as_of=selection.as_of).reports()}
    verdicts = [row for row in selection.ledger.judgements() if not row.undone and row.kind in ("right", "wrong")]
    by_anchor = {anchor: row for row in verdicts for anchor in row.subject}
    for filed in filed_statements(selection.ledger, Filters(), selection.as_of, kind="claim"):
        said = filed.statement
        if not _fits(said, selection.filters):
            continue
        node = claim(said, cards[said.report_key])
        yield node
        row = by_anchor.get(value_anchor(said)) if by_anchor else None
        if row is not None:
            yield {
                "@type": "ClaimReview", "@id": f"urn:sayso:judgement:{row.id}", "claimReviewed": node["text"],
                "itemReviewed": {"@id": node["@id"]}, "author": {"@type": "Person", "name": row.by}, "datePublished": row.at,
                "reviewRating": {"@type": "Rating", "alternateName": row.kind}, **({"reviewBody": row.why} if row.why else {}),
            }  # fmt: skip


def claim(said: Statement, card: ReportCard) -> dict[str, Any]:
    """One claim: its words, who makes it, and the article that it appears in."""
    value = said.value if isinstance(said.value, Words) else Words(text=said.quote)
    article = {"headline": card.title, "url": card.url, "datePublished": card.published, "inLanguage": card.language}
    publisher = {"publisher": {"@type": "Organization", "name": card.publisher}} if card.publisher else {}
    shown = {name: known for name, known in article.items() if known}
    node: dict[str, Any] = {
        "@type": "Claim", "@id": f"urn:sayso:statement:{said.id}", "text": value.text, "author": _author(said.speaker),
        "appearance": {"@type": "NewsArticle", "@id": f"urn:sayso:report:{card.key}", **shown, **publisher},
    }  # fmt: skip
    if said.stated:
        node["dateCreated"] = said.stated
    if value.stance:
        node["keywords"] = value.stance
    return node


def _author(speaker: Voucher) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": KINDS.get(speaker.kind, "Thing"), "name": speaker_name(speaker)}
    if speaker.identifier and speaker.identifier.startswith("wikidata:Q"):
        made["sameAs"] = f"http://www.wikidata.org/entity/{speaker.identifier.removeprefix('wikidata:')}"
    return made


def _fits(said: Statement, wanted: Filters) -> bool:
    day = (said.published or "")[:10]
    if (wanted.since and day < wanted.since) or (wanted.until and (not day or day > wanted.until)):
        return False
    speaker = speaker_name(said.speaker)
    words = said.value.text if isinstance(said.value, Words) else said.quote
    return (not wanted.actor or holds(speaker, wanted.actor)) and (
        not wanted.text or holds(f"{speaker} {words}", wanted.text)
    )
