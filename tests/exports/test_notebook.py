"""The notebook of the docs runs from its first cell to its last, and shows what its words say."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

NOTEBOOK = Path(__file__).parents[2] / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the cells show, as plain text."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    nbclient.NotebookClient(notebook, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "\n".join(
        output.get("text") or output["data"]["text/plain"] for output in outputs if "data" in output or "text" in output
    )


def test_it_runs_and_shows_both_figures_with_those_who_vouch(shown: str) -> None:
    assert "('hospital', 5, 'Five people', 'north-7')" in shown
    assert "('police', 3, 'three people', 'coast-1')" in shown
    assert "events.parquet -> " in shown


def test_it_is_a_valid_notebook() -> None:
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))
