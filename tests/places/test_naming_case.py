"""Names of places in a dateline's capitals."""

from __future__ import annotations

from sayso.model import Report
from sayso.reader import pipeline


def test_a_place_is_not_named_in_a_datelines_capitals() -> None:
    text = "PORT SUDAN, June 3 - A drone hit a market in NYALA on Monday, doctors said. Officials of the UAE denied it."
    (reading,) = pipeline(until="places").read([Report(id="r", text=text, published="2025-06-04")])
    names = {place.name for place in reading.places}  # type: ignore[union-attr]
    assert {"Port Sudan", "Nyala"} <= names
    assert not any(name.isupper() and len(name) > 3 for name in names)
