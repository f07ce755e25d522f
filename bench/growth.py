"""How the ledger grows: time and memory of merging, and how fast it answers, over made-up reports.

    growth.py                                     1,000, 10,000 and 100,000 event mentions, then the answers' times
    growth.py --sizes 1000,10000                  other sizes
    growth.py --kills 50                          kill -9 an adding process so many times, and check what is left

The reports are made from templates: events of several types in 600 invented towns on successive days, 40 a day, told by one
report in most cases and by up to twenty in few (as a power law), with rival tolls; every tenth report is a copy of another.
Prints for each size the processor's seconds of adding and of merging, mentions a second, and the peak of memory; the exponent is
the slope of log(seconds of merging) over log(mentions). Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import os
import random
import resource
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from sayso.ledger import Filters, Ledger
from sayso.model import (
    Actor,
    Argument,
    Attestation,
    Event,
    Interval,
    Place,
    Quantity,
    Reading,
    Report,
    Span,
)

START = 738_886  # 2024-01-01 as an ordinal
DAILY = 40
PER_REPORT = 6
SYLLABLES = (
    "ka",
    "mo",
    "ri",
    "ten",
    "sul",
    "bar",
    "den",
    "os",
    "vi",
    "lam",
    "tor",
    "ne",
    "gha",
    "pel",
    "zu",
    "rin",
    "ash",
    "dor",
)
DEEDS = (
    ("ASSAULT", "firearms", "Gunmen attacked {place} on {day}, killing {n} people, {who} said.", "attacked", "killed"),
    ("ASSAULT", "aerial", "An air strike hit {place} on {day} and killed {n} people, {who} said.", "strike", "killed"),
    ("PROTEST", "demo", "Some {n} people marched in {place} on {day} over wages, {who} said.", "marched", "count"),
    ("DISASTER", None, "Floods in {place} on {day} left {n} people dead, {who} said.", "Floods", "killed"),
    ("COERCE", "arrest", "Police in {place} arrested {n} people on {day}, {who} said.", "arrested", "held"),
)
SPEAKERS = ("the mayor", "a doctor", "residents", "police", "a rescue service", "a monitoring group", "officials")


def town(n: int) -> tuple[str, float, float]:
    """The n-th invented town: a name of its own, and where it lies."""
    dice = random.Random(n)
    name = "".join(dice.choice(SYLLABLES) for _ in range(3)).capitalize() + dice.choice(SYLLABLES)
    return name, -30 + (n % 30) * 2.1 + dice.random(), -20 + (n // 30) * 3.3 + dice.random()


def happenings(mentions: int, seed: int) -> Iterator[tuple[int, int, int, int, int]]:
    """(number, day, town, deed, tellings) until there are enough mentions."""
    dice, told, number = random.Random(seed), 0, 0
    while told < mentions:
        tellings = min(20, max(1, int(dice.paretovariate(1.3))))
        yield number, number // DAILY, dice.randrange(600), dice.randrange(len(DEEDS)), tellings
        told, number = told + tellings, number + 1


def readings(mentions: int, seed: int = 5) -> Iterator[Reading]:
    """Reports that tell of a few events of about the same day each."""
    waiting: dict[int, list[tuple[int, int, int, int]]] = {}
    dice, count = random.Random(seed + 1), 0
    for number, day, place, deed, tellings in happenings(mentions, seed):
        for telling in range(tellings):
            outlet = dice.randrange(40) if telling else number % 40
            waiting.setdefault(outlet, []).append((number, day, place, deed))
            if len(waiting[outlet]) >= PER_REPORT:
                count += 1
                yield reading(f"g{count:06d}", outlet, waiting.pop(outlet), dice)
    for outlet, left in sorted(waiting.items()):
        count += 1
        yield reading(f"g{count:06d}", outlet, left, dice)


def reading(name: str, outlet: int, told: list[tuple[int, int, int, int]], dice: random.Random) -> Reading:
    """One report with its layers."""
    words, events, places, quantities, actors = "", [], [], [], []
    for n, (number, day, place, deed) in enumerate(dict.fromkeys(told)):
        kind, mode, template, trigger, role = DEEDS[deed]
        where, lat, lon = town(place)
        when = iso(day)
        toll, who = 3 + number % 37 + dice.choice((0, 0, 1, 2)), dice.choice(SPEAKERS)
        sentence = template.format(place=where, day=f"day {when}", n=toll, who=who)
        at = len(words)

        def span(part: str, at: int = at, sentence: str = sentence) -> Span:
            start = at + sentence.index(part)
            return Span(start, start + len(part))

        words += sentence + " "
        places.append(
            Place(id=f"p{n}", name=where, mentions=(span(where),), precision="town", lat=lat, lon=lon, country="XX")
        )
        quantities.append(
            Quantity(
                id=f"q{n}", span=span(f"{toll} people"), of="people", qualifier="exact", low=toll, best=toll, high=toll
            )
        )
        actors.append(Actor(id=f"a{n}", name=who, kind="unnamed", mentions=(span(who),)))
        by = Attestation(source=f"a{n}", factuality="CT+")
        beside = Argument(role="place", span=span(where), place=f"p{n}")
        on = Argument(role="time", span=span(when))
        argument = Argument(role=role, span=span(f"{toll} people"), quantity=f"q{n}")  # type: ignore[arg-type]
        events.append(
            Event(id=f"e{n}", type=kind, mode=mode, trigger=span(trigger), mentions=(span(trigger),), attestations=(by,),  # type: ignore[arg-type]
                  arguments=(argument, beside, on), time=Interval(start=when, end=when), place=f"p{n}")
        )  # fmt: skip
    published = f"{iso(max(day for _, day, _, _ in told) + 1)}T{outlet % 24:02d}:00:00Z"
    report = Report(id=name, text=words, published=published, publisher=f"Outlet {outlet}")
    return Reading(
        report=report, places=tuple(places), quantities=tuple(quantities), actors=tuple(actors), events=tuple(events),
        coder="growth",
    )  # fmt: skip


def iso(day: int) -> str:
    """The day so many after 2024-01-01."""
    from datetime import date

    return date.fromordinal(START + day).isoformat()


def grow(mentions: int, path: Path, answer: Any) -> None:
    """Fill a ledger and say how long it took."""
    made = list(readings(mentions))
    number = sum(len(one.events) for one in made)
    started = time.process_time()
    with Ledger(path) as ledger:
        for one in made:
            ledger.add(one)
        added = time.process_time()
        del made
        ledger.refresh()
        merged = time.process_time()
        events = sum(1 for _ in ledger.events())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.put(
        {"mentions": number, "events": events, "adding": added - started, "merging": merged - added, "MiB": peak}
    )


def measure(sizes: list[int], folder: Path) -> list[dict[str, float]]:
    """Each size in a process of its own."""
    context, found = multiprocessing.get_context("spawn"), []
    for size in sizes:
        answer: Any = context.Queue()
        process = context.Process(target=grow, args=(size, folder / f"{size}.db", answer))
        process.start()
        found.append(answer.get())
        process.join()
        show(found[-1])
    return found


def show(row: dict[str, float]) -> None:
    print(
        f"{row['mentions']:>8} mentions {row['events']:>7} events   adding {row['adding']:>7.1f} s   "
        f"merging {row['merging']:>7.1f} s   "
        f"{row['mentions'] / row['merging']:>7.0f} mentions/s   {row['MiB']:>6.0f} MiB",
        flush=True,
    )


def exponent(rows: list[dict[str, float]]) -> float:
    """The slope of log seconds over log mentions, by least squares."""
    xs, ys = [math.log(row["mentions"]) for row in rows], [math.log(row["merging"]) for row in rows]
    return statistics.linear_regression(xs, ys).slope


def answers(path: Path, rounds: int = 100) -> dict[str, float]:
    """95th percentiles in milliseconds: an event's page, a month of the timeline, a text search."""
    dice = random.Random(3)
    times: dict[str, list[float]] = {"event view": [], "month": [], "text search": []}
    with Ledger(path) as ledger:
        lines = list(ledger.events())
        for _ in range(rounds):
            one = dice.choice(lines)
            month = f"{one.time.start[:7]}" if one.time and one.time.start else "2024-01"
            days = Filters(since=f"{month}-01", until=f"{month}-28")
            words = Filters(text=one.place.name if one.place else "flood")
            asked: dict[str, Callable[[], object]] = {
                "event view": partial(ledger.event, one.id),
                "month": lambda days=days: list(ledger.events(days)),  # type: ignore[misc]
                "text search": lambda words=words: list(ledger.events(words)),  # type: ignore[misc]
            }
            for name, ask in asked.items():
                started = time.process_time()
                ask()
                times[name].append((time.process_time() - started) * 1000)
    return {name: statistics.quantiles(taken, n=20)[-1] for name, taken in times.items()}


def statements_ledger(path: Path, statements: int) -> Path:
    """A ledger of about so many statements."""
    with Ledger(path) as ledger:
        told = 0
        for one in readings(statements):
            told += ledger.add(one).statements
            if told >= statements:
                break
        ledger.refresh()
    return path


def _add_all(path: Path, made: list[Reading]) -> None:
    with Ledger(path) as ledger:
        for one in made:
            ledger.add(one)
            ledger.refresh()


def kills(times: int, folder: Path) -> int:
    """How often a killed adder left a ledger that is not sound."""
    made, context, bad = list(readings(6000)), multiprocessing.get_context("fork"), 0
    path, dice = folder / "killed.db", random.Random(11)
    Ledger(path).close()
    for n in range(times):
        process = context.Process(target=_add_all, args=(path, made[n * len(made) // times :]))
        process.start()
        time.sleep(0.05 + dice.random() * 0.4)
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
        with Ledger(path) as ledger:
            bad += bool(ledger.verify())
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: dict[str, Any] = {}
        if args.kills:
            figures["unsound after kill -9"] = kills(args.kills, folder)
            print(f"kill -9 {args.kills} times: {figures['unsound after kill -9']} ledgers unsound")
        else:
            rows = measure([int(size) for size in args.sizes.split(",")], folder)
            figures = {"rows": rows, "exponent": exponent(rows) if len(rows) > 1 else None}
            print(f"exponent {figures['exponent']:.2f}" if len(rows) > 1 else "")
            figures["p95 ms"] = answers(statements_ledger(folder / "statements.db", 100_000))
            print(
                "95th percentile, ms, over 100,000 statements: "
                + ", ".join(f"{k} {v:.1f}" for k, v in figures["p95 ms"].items())
            )
        if args.json:
            args.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
