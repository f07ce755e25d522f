"""Imports point one way: the house stands on `model` and `errors`, and layers never know each other."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sayso

ROOT = Path(sayso.__file__).parent
LAYERS = ("times", "quantities", "places", "actors", "claims", "events", "facts")
GROUND = {"model", "errors"}
LAYER_GROUND = GROUND | {"pipeline", "language", "mentions", "vouching"}
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "errors": set(),
    "mentions": {"model"},
    "vouching": {"model", "mentions", "language"},
    "pipeline": GROUND,
    "language": GROUND | {"pipeline"},
    **{layer: LAYER_GROUND | {layer} for layer in LAYERS},
    "ledger": GROUND | {"mentions"},
    "sources": GROUND,
    "reader": GROUND | {"pipeline", "engines"},
    "engines": GROUND | {"pipeline", "reader"},
    "exports": GROUND | {"mentions", "ledger"},
}


def imported(path: Path) -> Iterator[str]:
    """The rooms of ours that a module imports, lazily or not."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "sayso":
            names = [node.module] if node.module != "sayso" else [f"sayso.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names if alias.name.split(".")[0] == "sayso"]
        else:
            continue
        for name in names:
            yield name.split(".")[1] if "." in name else "sayso"


def room(path: Path) -> str:
    """The folder or module of ours that a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_room_imports_only_what_it_stands_on(path: Path) -> None:
    own = room(path)
    if own not in ALLOWED:
        return
    strangers = set(imported(path)) - ALLOWED[own] - {own}
    assert not strangers, f"{path.relative_to(ROOT)} imports {sorted(strangers)}"


def test_no_room_is_a_lumber_room() -> None:
    names = {part for path in ROOT.rglob("*.py") for part in path.relative_to(ROOT).with_suffix("").parts}
    assert not names & {"utils", "util", "common", "helpers", "helper", "base_classes", "misc"}


def test_only_the_command_line_prints() -> None:
    printing = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        if room(path) != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not printing
