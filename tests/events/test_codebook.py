"""The codebook tells the truth: each of its examples is coded as the heading it stands under says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sayso.events.detect import detect
from sayso.events.lexicon import MODES, Lexicon
from tests.events.conftest import World

PAGE = Path(__file__).parents[2] / "docs" / "what-counts-as-an-event.md"
NOT_CODED = {("RETREAT", "resign"), ("SANCTION", "convict"), ("COERCE", "ban")}
"""Modes that the codebook says are coded elsewhere: OFFICE, JUSTICE, and `restrict`."""


def examples() -> list[tuple[str, str, str]]:
    """Type, mode ("" for any) and sentence, the trigger in bold."""
    found, kind = [], ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        heading = re.fullmatch(r"###? (.+)", line)
        if heading:
            kind = heading[1] if heading[1].isupper() else ""
        example = re.fullmatch(r"- (?:`([a-z-]+)`: )?([A-Z].*\*\*.*)", line)
        if kind and example:
            found.append((kind, example[1] or "", example[2]))
    return found


EXAMPLES = examples()


@pytest.mark.parametrize(("kind", "mode", "sentence"), EXAMPLES, ids=[f"{k}-{m}-{s[:20]}" for k, m, s in EXAMPLES])
def test_example_is_coded_as_it_says(world: World, kind: str, mode: str, sentence: str) -> None:
    before, trigger, _ = sentence.split("**")
    text = sentence.replace("**", "")
    start, end = len(before), len(before) + len(trigger)
    found = detect(world.parsed(text), Lexicon.load())
    there = [c for c in found if c.trigger.start < end and start < c.trigger.end]
    assert [c.type for c in there] == [kind]
    assert not mode or mode in {there[0].mode, *there[0].modes}


def test_every_mode_has_an_example() -> None:
    shown = {(kind, mode) for kind, mode, _ in EXAMPLES}
    wanted = {(kind, mode) for kind, modes in MODES.items() for mode in modes} - NOT_CODED
    assert wanted <= shown
