"""The table of features in the docs is the one in the code."""

from __future__ import annotations

import re
from pathlib import Path

from sayso.ledger.matching import BIAS, FEATURES

PAGE = Path(__file__).parents[2] / "docs" / "statements-and-judgements.md"


def test_the_weights_in_the_docs_are_those_in_the_code() -> None:
    words = PAGE.read_text(encoding="utf-8")
    told = {name: float(weight) for name, weight in re.findall(r"\| `(\w+)` \| (-?[\d.]+) ", words)}
    assert told == {feature.name: feature.weight for feature in FEATURES}
    assert f"bias {BIAS}" in words
