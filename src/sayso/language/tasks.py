"""What the shared encoder tells of each word: the labels of its tasks, in the order of the model's outputs."""

from __future__ import annotations

from typing import get_args

from sayso.model import EventType


def _tags(*names: str) -> tuple[str, ...]:
    return ("O", *(f"{place}-{name}" for name in names for place in "BI"))


CLAIM_TAGS = _tags("source", "cue", "content")
"""Parts of an attribution, as PolNeAR draws them."""

NAME_TAGS = _tags("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "WORK")
"""Candidate names, OntoNotes labels; WORK is any product, law or work of art."""

ROLE_TAGS = _tags("PERPETRATOR", "ORGANIZATION", "TARGET", "VICTIM", "INSTRUMENT")
"""Who and what takes part in an attack, as the keys of MUC-3 have it; TARGET is a thing, VICTIM a person."""

PAIR_TAGS = _tags("source", "target")
"""Who does something, and to whom, as in PLV."""

TYPES = get_args(EventType)[:16]
"""PLOVER's event types, in the order of `model.EventType`."""

SCALES = ("uw", "uds")
"""Certainty from -3 to +3 as two corpora understand it: taken to happen (news), and has happened by now (web text)."""

LINK_SIZE = 48
"""Length of each of the four vectors by which a cue finds its source and its contents."""

WIDTHS = {
    "claims": len(CLAIM_TAGS),
    "links": 4 * LINK_SIZE + 1,
    "certainty": len(SCALES),
    "triggers": 1,
    "types": len(TYPES),
    "roles": len(ROLE_TAGS),
    "pairs": len(PAIR_TAGS),
    "names": len(NAME_TAGS),
}
"""The heads and how many values each gives a word, in the order in which they stand in the graph's output."""
