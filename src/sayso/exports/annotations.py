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
    speaker = filed.speaker
    stance = f" {speaker.stance}" if speaker.stance else ""
    body: list[dict[str, Any]] = [
        {"type": "TextualBody", "purpose": "tagging", "value": f"{filed.property}: {shown(filed.value)}"},
        {
            "type": "TextualBody",
            "purpose": "describing",
            "value": f"{speaker_name(speaker)}{stance} ({filed.factuality})",
        },
    ]
    if filed.event:
        body.append({"type": "SpecificResource", "purpose": "linking", "source": f"urn:sayso:event:{filed.event}"})
    if filed.judged:
        body.append({"type": "TextualBody", "purpose": "moderating", "value": filed.judged})
    return {
        "id": f"urn:sayso:statement:{filed.id}", "type": "Annotation", "motivation": "tagging",
        "generator": {"type": "Software", "name": filed.coder}, "generated": filed.ingested, "body": body,
        "target": {
            "source": f"urn:sayso:report:{filed.report_key}",
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": filed.quote,
                    "prefix": text[max(0, filed.start - CONTEXT) : filed.start], "suffix": text[filed.end : filed.end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": filed.start, "end": filed.end},
            ],
        },
    }  # fmt: skip
