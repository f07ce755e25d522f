"""The reference of columns is that of the code."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from contextlib import chdir, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from sayso.exports.formats import FORMATS
from tests.exports.made import fill

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_is_that_of_the_code() -> None:
    made = runpy.run_path(str(DOCS / "make_reference.py"))["columns"]()
    assert made == (DOCS / "columns.md").read_text(encoding="utf-8"), "run: python docs/make_reference.py"


def test_every_format_loads_and_says_what_it_cannot_hold() -> None:
    for one in FORMATS.values():
        assert callable(one.load())
        assert one.cannot or one.table.endswith(":SHAPE"), one.name
        assert f"`{one.name}`" in (DOCS / "getting-data-out.md").read_text(encoding="utf-8"), one.name


def test_the_python_of_the_page_runs(tmp_path: Path) -> None:
    words = (DOCS / "getting-data-out.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", words, re.MULTILINE | re.DOTALL)
    fill(tmp_path / "news.db")
    told = StringIO()
    with chdir(tmp_path), redirect_stdout(told):
        exec(compile("\n".join(blocks), "getting-data-out.md", "exec"), {})
    assert len(blocks) == 2
    assert re.fullmatch(r"\d+ rows\n", told.getvalue())
    assert (tmp_path / "news.parquet").stat().st_size > 0


@pytest.mark.parametrize(("library", "name"), [("pyarrow", "events.parquet"), ("followthemoney", "ftm")])
def test_a_missing_library_is_told_with_what_installs_it(library: str, name: str) -> None:
    code = (
        f"import sys; sys.modules[{library!r}] = None; from sayso.errors import ResourceError\n"
        f"from sayso.exports.formats import named\n"
        f"try: named({name!r}).load()\n"
        "except ResourceError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == f"{name} needs {library}: pip install 'sayso[exports]'\n", done.stderr
