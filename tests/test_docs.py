"""The book tells the truth about names: pages exist, commands exist, the reference is that of the code."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
import typer

from sayso.cli import app

ROOT = Path(__file__).parents[1]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"])


def commands() -> dict[str, set[str]]:
    """The program's commands and subcommands with their options."""
    made: dict[str, set[str]] = {}
    root = typer.main.get_command(app)
    for name, command in root.commands.items():  # type: ignore[attr-defined]
        made[name] = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        for inner, sub in getattr(command, "commands", {}).items():
            made[f"{name} {inner}"] = {
                option for parameter in sub.params for option in (*parameter.opts, *parameter.secondary_opts)
            }
    return made


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if not (page.parent / link).exists()]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_options_that_are_shown_exist(page: Path) -> None:
    known = commands()
    fenced = "\n".join(re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))
    for line in re.findall(r"^(?:\$ )?sayso ([a-z].*)$", fenced, re.MULTILINE):
        words = line.split("#")[0].split()
        name = " ".join(words[:2]) if words[0] == "ledger" else words[0]
        assert name in known, line
        options = {word.split("=")[0] for word in words if word.startswith("--")}
        assert options <= known[name], line


def test_the_reference_is_that_of_the_code() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))["reference"]()
    assert made == (ROOT / "docs" / "reading.md").read_text(encoding="utf-8"), "run: python docs/make_reference.py"
