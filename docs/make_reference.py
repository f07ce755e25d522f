"""Make the pages that are made from the code: docs/reading.md, the values of a reading field by field, and docs/columns.md,
the columns of every export.

python docs/make_reference.py            write the pages
python docs/make_reference.py --print    print them
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from sayso import model
from sayso.exports.formats import FORMATS, Format
from sayso.exports.shapes.shape import Shape

PAGE = Path(__file__).with_name("reading.md")
COLUMNS_PAGE = Path(__file__).with_name("columns.md")
VALUES = (
    model.Report, model.Actor, model.Place, model.Time, model.Quantity, model.Claim, model.Source, model.Event,
    model.Argument, model.Attestation, model.Interval, model.Fact, model.Warning,
)  # fmt: skip
SETS = (
    "ActorKind", "Precision", "TimeType", "Qualifier", "Manner", "Stance", "Phase", "FactPhase", "Factuality", "EventType",
    "Role", "Property",
)  # fmt: skip
HEAD = """# The reading, field by field

Made from `sayso/model.py` by `docs/make_reference.py`; a test keeps it fresh.

`sayso read --format jsonl` prints one reading a line, in the order of the input: `sayso` (the version of this contract), `coder`, `report`, and the
layers `actors`, `places`, `times`, `quantities`, `claims`, `events`, `facts`, `warnings`. A span is `[start, end)`, code points of `report.text`.
Ids are local to one reading. A field that has its default is not printed (those of the report always are).
"""


def reference() -> str:
    """The whole page."""
    return "\n".join([HEAD, *(line for value in VALUES for line in _section(value)), *_sets()]) + "\n"


def _section(value: type[msgspec.Struct]) -> Iterator[str]:
    yield f"## {value.__name__}"
    yield inspect.getdoc(value) or ""
    yield ""
    yield "| field | type | default |"
    yield "|---|---|---|"
    notes = _notes(value)
    for field in msgspec.structs.fields(value):
        yield f"| `{field.name}` | {_type(value, field.name)}{notes.get(field.name, '')} | {_default(field)} |"
    yield ""


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    if field.default is not msgspec.NODEFAULT:
        return f"`{field.default!r}`"
    return f"`{field.default_factory()!r}`, printed all the same"


def _type(value: type[msgspec.Struct], name: str) -> str:
    """The annotation as written."""
    words = str(value.__annotations__[name]).replace(" | None", "")
    return re.sub(r"tuple\[(\w+), \.\.\.\]", r"list of \1", words)


def _notes(value: type[msgspec.Struct]) -> dict[str, str]:
    """What the comment beside a field says."""
    found = re.findall(r"^    (\w+): .*?  # (.+)$", inspect.getsource(value), re.MULTILINE)
    return {name: f": {words}" for name, words in found}


def _sets() -> Iterator[str]:
    yield "## Closed sets"
    for name in SETS:
        values = ", ".join(f"`{v}`" for v in getattr(model, name).__args__)
        yield f"- **{name}**: {values}"


COLUMNS_HEAD = """# The columns of every export

Made from `sayso/exports` and `sayso/ledger/records.py` by `docs/make_reference.py`; a test keeps it fresh. How to export is told in
[getting data out](getting-data-out.md).

A blank cell means that the reports do not say, or that the shape's own table is not ours to fill; each column says which. Nothing blank is
filled with a guess: no date becomes the day of publication, no place the capital, no count 0. Cells that would be formulas begin with an
apostrophe (numbers do not; `--raw` turns that off). Shapes leave out events that had not happened (planned, threatened, called for,
conditional, foiled) and those that nobody says happened; the command counts what it left out, by reason.
"""


def columns() -> str:
    """The whole page of columns."""
    lines = [COLUMNS_HEAD, "| format | is |", "|---|---|"]
    lines += [f"| [`{one.name}`](#{_anchor(one.name)}) | {one.says} |" for one in FORMATS.values()]
    return "\n".join([*lines, "", *(line for one in FORMATS.values() for line in _format(one))])


def _anchor(name: str) -> str:
    return re.sub(r"[^\w-]", "", name)


def _format(one: Format) -> Iterator[str]:
    found = _table(one)
    shape = found if isinstance(found, Shape) else None
    yield f"## {one.name}"
    yield f"{one.says[0].upper()}{one.says[1:]}." + (f" Numbers: `{shape.policy}`." if shape and shape.policy else "")
    yield ""
    yield f"What it cannot hold: {shape.cannot if shape else one.cannot}"
    yield ""
    if found is not None:
        yield from _columns(shape.columns if shape else found, tagged=one.hxl)


def _table(one: Format) -> Any:
    """The format's shape or columns; None where it has no columns."""
    module, _, name = one.table.partition(":")
    return getattr(import_module(f"sayso.{module}"), name) if module else None


def _columns(found: Any, *, tagged: bool) -> Iterator[str]:
    yield "| # | column | holds | blank |" + (" HXL |" if tagged else "")
    yield "|---|---|---|---|" + ("---|" if tagged else "")
    for number, column in enumerate(found, 1):
        tag = f" `{column.hxl}` |" if tagged else ""
        yield f"| {number} | `{column.name}` | {column.holds} | {column.blank} |{tag}"
    yield ""


if __name__ == "__main__":
    if "--print" in sys.argv:
        print(reference(), columns(), sep="\n")
    else:
        PAGE.write_text(reference(), encoding="utf-8")
        COLUMNS_PAGE.write_text(columns(), encoding="utf-8")
