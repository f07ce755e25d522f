"""The commands as a user runs them, on real files."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from sayso.cli import main

STORY = (
    "ACCRA, May 2 (Coast Wire) -- Gunmen attacked a bus near Tamale on Friday, killing three people, police said. "
    "The interior minister condemned the attack."
)


class Done(NamedTuple):
    """What a command printed, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: str, stdin: str = "", cwd: Path | None = None) -> Done:
    """The command in this process, where the model is loaded once."""
    out, err = io.StringIO(), io.StringIO()
    given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
    with (
        redirect_stdout(out), redirect_stderr(err), chdir(cwd or "."),
        set_to(sys, "argv", ["sayso", *arguments]), set_to(sys, "stdin", given),
        pytest.raises(SystemExit) as ended,
    ):  # fmt: skip
        main()
    return Done(int(ended.value.code or 0), out.getvalue(), err.getvalue())


@contextmanager
def set_to(owner: Any, name: str, value: Any) -> Iterator[None]:
    """The process's own argv and stdin, put back afterwards."""
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def run_apart(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "sayso", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=cwd, timeout=300)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    (made / "story.txt").write_text(STORY, encoding="utf-8")
    (made / "some.jsonl").write_text(
        "\n".join(
            [
                json.dumps({"id": "one", "text": STORY, "published": "2025-05-03"}),
                "not json",
                json.dumps(
                    {
                        "id": "two",
                        "text": "Rebels freed five hostages in Goma on Monday, the UN said.",
                        "published": "2025-05-06",
                    }
                ),
            ]
        ),
        encoding="utf-8",
    )
    return made


def test_json_lines_come_in_order_alone_on_standard_output_and_faults_are_told(folder: Path) -> None:
    done = run("read", "--format", "jsonl", "some.jsonl", cwd=folder)
    readings = [json.loads(line) for line in done.stdout.splitlines()]
    assert [reading["report"]["id"] for reading in readings] == ["one", "two"]
    assert readings[0]["report"]["text"] == STORY
    assert done.stderr.splitlines() == [
        line for line in done.stderr.splitlines() if line.startswith("sayso: some.jsonl:2: ")
    ]
    assert done.returncode == 1


def test_two_workers_give_what_one_gives(folder: Path) -> None:
    one, two = (run_apart("read", "--format", "jsonl", "--workers", n, "some.jsonl", cwd=folder).stdout for n in "12")
    assert one
    assert one == two


def test_the_table_shows_who_says_so(folder: Path) -> None:
    done = run("read", "story.txt", "--published", "2025-05-03", cwd=folder)
    assert done.returncode == 0
    assert "ASSAULT" in done.stdout
    assert "2025-05-02" in done.stdout
    assert "police, as fact" in done.stdout
    assert "\x1b[" not in done.stdout


def test_the_page_is_written_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    assert run("read", "story.txt", "--format", "html", "-o", str(target), cwd=folder).returncode == 0
    words = re.sub(r"<[^>]+>", "", target.read_text(encoding="utf-8"))
    assert "Gunmen attacked a bus near Tamale" in words
    done = run("read", "story.txt", "--published", "soon", "-o", str(tmp_path / "other.html"), cwd=folder)
    assert done.returncode == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("read",), 2, "Missing argument"),
        (("read", "story.txt", "--nonsense"), 2, "No such option"),
        (("read", "story.txt", "--published", "2025-13-01"), 2, "--published is '2025-13-01'"),
        (("read", "story.txt", "--claims", "magic"), 2, "choose from rules, encoder"),
        (("read", "none.txt"), 1, "none.txt: no such file"),
        (("ledger", "events", "--ledger", "none.db"), 1, "none.db"),
        (("tally", "--ledger", "none.db"), 1, "none.db"),
        (("explain", "story.txt", "--event", "e99"), 2, "has no event 'e99'; it has e1"),
        (("actors", "qqqqqqqq"), 1, "no known actor"),
    ],
)
def test_mistakes_get_one_plain_answer(folder: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_standard_input_and_a_closed_pipe(folder: Path) -> None:
    done = run("claims", "-", "--format", "csv", stdin=STORY)
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert any(row["speaker"] == "police" for row in rows)
    head = subprocess.run(
        f"{sys.executable} -m sayso read --format jsonl some.jsonl 2>/dev/null | head -c 10", shell=True, capture_output=True, text=True, check=False, cwd=folder,
    )  # fmt: skip
    assert head.stdout == '{"sayso":1'


@pytest.mark.parametrize("layer", ["times", "places", "quantities"])
def test_layers_are_listed_with_their_words(folder: Path, layer: str) -> None:
    done = run(layer, "story.txt", "--published", "2025-05-03", "--format", "jsonl", cwd=folder)
    words = [json.loads(line)["words"] for line in done.stdout.splitlines()]
    assert {"times": "Friday", "places": "Tamale", "quantities": "three people"}[layer] in " | ".join(words)


def test_places_as_geojson(folder: Path) -> None:
    made = json.loads(run("places", "story.txt", "--format", "geojson", cwd=folder).stdout)
    found = {f["properties"]["name"]: f["geometry"]["coordinates"] for f in made["features"] if f["geometry"]}
    assert found["Tamale"] == pytest.approx([-0.84, 9.4], abs=0.1)


def test_a_ledger_takes_each_report_once(folder: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "l.db")
    first = run("ledger", "add", "some.jsonl", "--ledger", ledger, cwd=folder)
    assert (first.returncode, first.stdout) == (1, "")
    assert "2 added, 1 could not be read" in first.stderr
    before = run("events", "--ledger", ledger, "--format", "jsonl").stdout
    again = run("ledger", "add", "some.jsonl", "--ledger", ledger, cwd=folder)
    assert "0 added, 2 unchanged" in again.stderr
    assert run("events", "--ledger", ledger, "--format", "jsonl").stdout == before
    assert {json.loads(line)["id"] for line in before.splitlines()}
    assert run("ledger", "verify", "--ledger", ledger).returncode == 0


def test_the_ledgers_lists_are_filtered_and_formatted(folder: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "l.db")
    run("ledger", "add", "some.jsonl", "--ledger", ledger, cwd=folder)
    everything = run("ledger", "events", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()
    killings = run(
        "ledger", "events", "--ledger", ledger, "--format", "jsonl", "--type", "ASSAULT", "--since", "2025-05-01"
    ).stdout
    assert 0 < len(killings.splitlines()) < len(everything)
    rows = list(csv.DictReader(io.StringIO(run("ledger", "reports", "--ledger", ledger, "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == ["one", "two"]
    for name in ("actors", "claims", "speakers", "judgements", "review"):
        assert run("ledger", name, "--ledger", ledger).returncode == 0
    tally = run("tally", "--ledger", ledger, "--policy", "acled_conservative", "--format", "jsonl").stdout
    assert {"role": "killed", "best": 3} in [
        {k: json.loads(line)[k] for k in ("role", "best")} for line in tally.splitlines()
    ]
    receipt = run("tally", "--ledger", ledger, "--policy", "acled_conservative", "--receipt", "--format", "csv").stdout
    (killed,) = [row for row in csv.DictReader(io.StringIO(receipt)) if row["role"] == "killed"]
    assert (killed["best"], killed["receipt"], killed["number"]) == ("3", "used", "3")
    shown = run("tally", "--ledger", ledger, "--policy", "acled_conservative", "--receipt").stdout
    assert killed["speaker"] in shown
    assert f"“{killed['quote']}”" in shown
    compared = run("tally", "--ledger", ledger, "--compare", "acled_conservative,airwars_min_max").stdout
    row = next(line for line in compared.splitlines() if " killed " in line)
    assert [cell.strip() for cell in row.split("│")[-3:-1]] == ["3", "3"]


def test_what_holds_of_an_actor_is_a_row_each_with_who_says_so(tmp_path: Path) -> None:
    report = tmp_path / "one.txt"
    report.write_text("Ghana's president, John Mahama, met Hamas on Friday. Iran backs Hamas.", encoding="utf-8")
    ledger = str(tmp_path / "l.db")
    run("ledger", "add", str(report), "--published", "2025-05-02", "--ledger", ledger)
    rows = list(
        csv.DictReader(io.StringIO(run("ledger", "actor", "Hamas", "--ledger", ledger, "--format", "csv").stdout))
    )
    assert [(row["what"], row["value"], row["first_told"]) for row in rows] == [("backed by", "Iran", "2025-05-02")]
    assert rows[0]["words"]
    nothing = run("ledger", "actor", "Iran", "--ledger", ledger)
    assert nothing.returncode == 0
    assert "nothing is recorded" in nothing.stdout


def test_the_version() -> None:
    assert run("--version").stdout.startswith("sayso 0.1")
