"""The reference of columns is that of the code."""

from __future__ import annotations

import runpy
from pathlib import Path

from sayso.exports.formats import FORMATS

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_that_of_the_code() -> None:
    made = runpy.run_path(str(DOCS / "make_reference.py"))["columns"]()
    assert made == (DOCS / "columns.md").read_text(encoding="utf-8"), "run: python docs/make_reference.py"


def test_every_format_loads_and_says_what_it_cannot_hold() -> None:
    for one in FORMATS.values():
        assert callable(one.load())
        assert one.cannot or one.table.endswith(":SHAPE"), one.name
        assert f"`{one.name}`" in (DOCS / "getting-data-out.md").read_text(encoding="utf-8"), one.name
