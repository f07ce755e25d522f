"""Statements as W3C Web Annotations (JSON-LD): each on its words in its report, by quote and by position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from sayso.exports.geojson import write_collection
from sayso.exports.selection import Selection, Written
from sayso.ledger.dossiers import FiledStatement, Texts, texts
from sayso.ledger.lines import speaker_name
from sayso.ledger.pages import shown

CONTEXT = 32
"""Characters of the text given before and after a quote, to tell it from its like."""

_HEAD = (
    b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:sayso:annotations","type":"AnnotationPage",'
    b'"startIndex":0,"items":[\n'
)


def write(selection: Selection, target: BinaryIO) -> Written:
    """An AnnotationPage with one annotation a statement that rests on words."""
    with texts(selection.ledger) as known:
        return Written(write_collection(_annotations(selection, known), target, _HEAD))


def _annotations(selection: Selection, known: Texts) -> Iterator[dict[str, Any]]:
    for filed in selection.statements():
        if filed.quote:
            yield annotation(filed, known.of(filed.report_key))


def annotation(filed: FiledStatement, text: str) -> dict[str, Any]:
    """One annotation: a tag with the value, who vouches for it and how firmly, the event it belongs to, and where it stands."""
    said = filed.statement
    stance = f" {said.speaker.stance}" if said.speaker.stance else ""
    body: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{said.property}: {shown(said.value)}"},
        {
            "type": "TextualBody",
            "purpose": "describing",
            "value": f"{speaker_name(said.speaker)}{stance} ({said.factuality})",
        },
    ]
    if filed.event:
        body.append({"type": "SpecificResource", "purpose": "linking", "source": f"urn:sayso:event:{filed.event}"})
    if filed.judged:
        body.append({"type": "TextualBody", "purpose": "moderating", "value": filed.judged})
    return {
        "id": f"urn:sayso:statement:{said.id}", "type": "Annotation", "motivation": "tagging",
        "generator": {"type": "Software", "name": said.coder}, "generated": said.ingested, "body": body,
        "target": {
            "source": f"urn:sayso:report:{said.report_key}",
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": said.quote,
                    "prefix": text[max(0, said.start - CONTEXT) : said.start], "suffix": text[said.end : said.end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": said.start, "end": said.end},
            ],
        },
    }  # fmt: skip
