"""The facts stage: fills `Reading.facts`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from sayso.facts import affiliations, descriptions, duties, listings, particulars, successors, territory, ties
from sayso.facts.scene import Draft, Scene
from sayso.language.firmness import firmness
from sayso.model import REPORT_VOICE, Attestation, Fact, Factuality, Reading, Span, numbered
from sayso.vouching import attest

_PARTS = (descriptions, duties, affiliations, ties, territory, listings, successors, particulars)
"""The modules that draft facts."""
_AFFIRMED = frozenset(("CT+", "PR+", "PS+", "Uu"))
_GRANTED = frozenset(
    ("holds_office", "heads", "member_of", "part_of", "age", "alias", "nationality", "backed_by", "based_in")
)
"""Properties that a description takes for granted, whatever the clause around it says."""


class FactsStage:
    """What holds of the actors, each fact once, with who vouches for it."""

    name = "facts"
    needs = frozenset({"analysis", "actors", "claims", "times", "places"})
    fills = frozenset({"facts"})

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, facts=_facts(reading)) for reading in batch]


def _facts(reading: Reading) -> tuple[Fact, ...]:
    scene = Scene(reading)
    drafts = [d for part in _PARTS for d in part.facts(scene)]
    drafts.sort(key=lambda d: (d.span, d.property, d.subject, d.object or d.value or ""))
    return numbered("f", [fact for draft in distinct(drafts) if (fact := _fact(reading, scene, draft)) is not None])


def distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Each fact once: of values of which one says more, the fuller one, where the first of them stood."""
    kept: list[Draft] = []
    held: dict[tuple[str | None, ...], list[int]] = {}
    for draft in drafts:
        key = (draft.subject, draft.property, draft.object, draft.by, draft.scope)
        places = held.setdefault(key, [])
        at = next((i for i in places if _nested(kept[i].value, draft.value)), None)
        if at is None:
            places.append(len(kept))
            kept.append(draft)
        elif draft.value and len(draft.value) > len(kept[at].value or ""):
            kept[at] = msgspec.structs.replace(draft, phase=kept[at].phase)
    return kept


def _nested(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one == other
    a, b = set(one.lower().replace("’", "'").split()), set(other.lower().replace("’", "'").split())
    return a <= b or b <= a


def _fact(reading: Reading, scene: Scene, draft: Draft) -> Fact | None:
    anchor = scene.tokens[draft.anchor]
    factuality = _firmness(reading, scene, draft)
    if factuality not in _AFFIRMED:
        return None
    described = _is_described(scene, draft) and not _is_quoted(reading, anchor.span)
    own = (Attestation(source=REPORT_VOICE, factuality=factuality),)
    return Fact(
        id="", subject=draft.subject, property=draft.property, span=draft.span, object=draft.object, value=draft.value,
        by=draft.by, scope=draft.scope, phase=draft.phase, time=draft.time,
        attestations=own if described else attest(reading, anchor.span, factuality),
    )  # fmt: skip


def _is_described(scene: Scene, draft: Draft) -> bool:
    """Whether it stands in a title, an apposition or a relative clause: the report's own help to its readers."""
    if draft.property == "expected_successor_of":
        return False
    token = scene.tokens[draft.anchor]
    return token.dep == "acl:relcl" or not _is_clause(scene, draft.anchor)


def _is_clause(scene: Scene, anchor: int) -> bool:
    token = scene.tokens[anchor]
    return token.upos in ("VERB", "AUX") or any(scene.tokens[c].dep == "cop" for c in scene.children[anchor])


def _is_quoted(reading: Reading, span: Span) -> bool:
    """Whether the words are somebody's own, in quotation marks."""
    return any(c.manner == "direct" and any(piece.contains(span) for piece in c.content) for c in reading.claims)


def _firmness(reading: Reading, scene: Scene, draft: Draft) -> Factuality:
    """A title, an apposition or a modifier is taken for granted; a clause is as firm as its words."""
    clause = _is_clause(scene, draft.anchor)
    if draft.property in _GRANTED and not clause:
        return "CT+"
    return firmness(reading, draft.anchor).factuality if clause or draft.phase == "future" else "CT+"
