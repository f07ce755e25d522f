"""Make docs/reading.md from the code: the values of a reading, field by field.

python docs/make_reference.py            write the page
python docs/make_reference.py --print    print it
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso import model

PAGE = Path(__file__).with_name("reading.md")
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


if __name__ == "__main__":
    if "--print" in sys.argv:
        print(reference())
    else:
        PAGE.write_text(reference(), encoding="utf-8")
