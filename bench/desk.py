"""How fast the desk is over a large ledger: in a real browser, at the server, and in memory.

    desk.py                               20,000 events of over 100,000 statements, made up
    desk.py --keep /tmp/desk.db           keep the ledger there, and take it from there if it exists
    desk.py --rounds 20                   repeat each measurement so often
    desk.py --publish                     write the ledger as static pages too, and say how long that took

The ledger is made from `growth.readings` (events told many times) and `exports.readings` (events told once). `sayso serve`
serves it in a process of its own, and Debian's Chromium opens it, without a graphics card. Times in the browser are of its own
clock: from the opening of the address until timeline, map and list are drawn (the desk marks that moment as `sayso:shown`), or
from an input until the view that it asks for is drawn. The bars hold for the least of the rounds, which is what the desk takes
where nobody else uses the machine; beside it stand the median, and what the processors spent on it in the page's main thread and
the server together. Server times are the processor's, of all threads of the server, at the 95th percentile of many requests sent
one after the other, each with other values; the wall's stand beside them. Exits with 1 where a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import BrowserContext, sync_playwright

from bench import exports
from bench.growth import DEEDS, SPEAKERS, iso, readings, town
from sayso.ledger import Ledger

CHROMIUM = "/usr/bin/chromium"
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-3d-apis"]
FIRST_VIEW, ANSWER, SERVER, MEMORY = 1000.0, 200.0, 50.0, 500.0
"""The bars: milliseconds of the first view, of a filter or pan, of the server's part at the 95th percentile; MiB of the server."""

RETOLD, ONCE = 10_000, 17_000
"""Tellings of events that are told many times, and events that are told once: together over 20,000 events."""

WATCH = """
() => {
  const shown = () => performance.getEntriesByName("sayso:shown");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const until = async (holds) => {
    const end = performance.now() + 20000;
    for (; !holds(); await frame()) if (performance.now() > end) throw new Error("nothing was shown");
  };
  window.bench = {
    opened: async () => {
      await until(() => shown().length > 0);
      return shown()[0].startTime;
    },
    view: async (act) => {
      const before = shown().length;
      const start = performance.now();
      act();
      await until(() => shown().length > before);
      return shown().at(-1).startTime - start;
    },
    frames: async (act) => {
      const start = performance.now();
      act();
      await frame();
      return performance.now() - start;
    },
    field: (name, value) => {
      const field = document.querySelector(`form.filters [name=${name}]`);
      field.value = value;
      field.dispatchEvent(new Event(field.type === "search" ? "input" : "change", { bubbles: true }));
    },
    wheel: (selector, y, x = 0) => {
      const target = document.querySelector(selector);
      const box = target.getBoundingClientRect();
      const at = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
      target.dispatchEvent(new WheelEvent("wheel", { deltaY: y, deltaX: x, bubbles: true, cancelable: true, ...at }));
    },
    press: (selector) => document.querySelector(selector).click(),
    slide: (to) => {
      const range = document.querySelector(".asof-range");
      range.value = String(Math.round(Number(range.max) * to));
      range.dispatchEvent(new Event("input", { bubbles: true }));
    },
  };
}
"""


# ---------------------------------------------------------------- the ledger and its server
def fill(path: Path, share: float) -> None:
    """A merged ledger of a share of all the tellings."""
    with Ledger(path) as ledger:
        for made in chain(readings(int(RETOLD * share)), exports.readings(int(ONCE * share))):
            ledger.add(made)
        ledger.refresh()


class Server:
    """`sayso serve` in a process of its own."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        self.process, self.address = process, address

    def seconds(self) -> float:
        """The processor's seconds of all its threads so far."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9

    def peak(self) -> float:
        """MiB that it held at most."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


@contextmanager
def serving(ledger: Path) -> Iterator[Server]:
    """The desk over a ledger, until the end of the block."""
    command = [
        sys.executable,
        "-c",
        "from sayso.cli import main; main()",
        "serve",
        str(ledger),
        "--port",
        "0",
        "--no-open",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        found = re.search(r"http://\S+?(?=/\s|\s|$)", said)
        if not found:
            raise RuntimeError(f"the desk did not start: {said}{process.stderr.read()}")
        yield Server(process, found[0].rstrip("/"))
    finally:
        process.terminate()
        process.wait(20)


# ---------------------------------------------------------------- the server's part
def requests(dice: random.Random) -> dict[str, Callable[[], str]]:
    """Addresses as the pages ask for them, each time with other values."""

    def day() -> str:
        return iso(dice.randrange(500))

    def place() -> str:
        return town(dice.randrange(600))[0]

    view = {
        "list, by days": lambda: f"/api/events?from={day()}&to=2026-01-01",
        "list, by type": lambda: f"/api/events?type={dice.choice(DEEDS)[0]}&from={day()}",
        "list, by place": lambda: f"/api/events?place={place()}",
        "list, by voucher": lambda: f"/api/events?voucher={dice.choice(SPEAKERS).split()[-1]}&from={day()}",
        "list, by words": lambda: (
            f"/api/events?text={dice.choice(('floods', 'march', 'strike', 'wages'))}&from={day()}"
        ),
        "list, by bounds": lambda: f"/api/events?bbox=-{dice.randrange(1, 30)},-20,{dice.randrange(1, 30)},20",
        "timeline, by days": lambda: f"/api/timeline?unit=day&type={dice.choice(DEEDS)[0]}&to={day()}",
        "timeline, by months": lambda: f"/api/timeline?unit=month&place={place()}",
        "map, all": lambda: "/api/places",
        "map, by type": lambda: f"/api/places?type={dice.choice(DEEDS)[0]}&from={day()}",
    }
    return {name: lambda ask=ask: ask().replace(" ", "+") for name, ask in view.items()}  # type: ignore[misc]


def fetch(address: str) -> bytes:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(asked) as answer:
        found: bytes = answer.read()
    return found


def pages(server: Server) -> dict[str, Callable[[], str]]:
    """Addresses of single pages."""
    events = [one["id"] for one in json.loads(_plain(f"{server.address}/api/events?limit=200"))["events"]]
    reports = [one["id"] for one in json.loads(_plain(f"{server.address}/api/reports?limit=200"))["reports"]]
    dice = random.Random(7)
    return {
        "first page": lambda: f"/?from={iso(dice.randrange(300))}",
        "event's page": lambda: f"/events/{dice.choice(events)}",
        "report's page": lambda: f"/reports/{dice.choice(reports)}",
        "reports": lambda: f"/reports?from={iso(dice.randrange(300))}",
        "review": lambda: "/review",
        "search": lambda: f"/api/search?q={town(dice.randrange(600))[0]}",
    }


def _plain(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        found: bytes = answer.read()
    return found


def timed(server: Server, ask: Callable[[], str], rounds: int) -> tuple[float, float, float]:
    """Milliseconds of the processor and of the wall at the 95th percentile, and KiB of the largest answer."""
    spent, waited, size = [], [], 0
    fetch(server.address + ask())
    for _ in range(rounds):
        before, started = server.seconds(), time.perf_counter()
        size = max(size, len(fetch(server.address + ask())))
        waited.append((time.perf_counter() - started) * 1000)
        spent.append((server.seconds() - before) * 1000)
    return statistics.quantiles(spent, n=20)[-1], statistics.quantiles(waited, n=20)[-1], size / 1024


# ---------------------------------------------------------------- the browser's part
class Taken(NamedTuple):
    """Milliseconds by the clock, and of the processors."""

    waited: float
    spent: float


def views(dice: random.Random) -> dict[str, Callable[[], str]]:
    """What one does at the desk, as scripts that give the milliseconds until it is shown."""

    def field(name: str, value: str) -> str:
        return f"bench.view(() => bench.field({json.dumps(name)}, {json.dumps(value)}))"

    return {
        "filter: words": lambda: field("text", dice.choice(("floods", "marched", "air strike", "wages", "arrested"))),
        "filter: place": lambda: field("place", town(dice.randrange(600))[0]),
        "filter: actor": lambda: field("actor", dice.choice(("police", "gunmen", "doctor", "mayor"))),
        "filter: voucher": lambda: field("voucher", dice.choice(SPEAKERS).split()[-1]),
        "filter: type": lambda: field("type", dice.choice(DEEDS)[0]),
        "filter: certainty": lambda: field("certainty", dice.choice(("certain", "denied", "probable"))),
        "filter: days": lambda: field("from", iso(dice.randrange(300))),
    }


PANS = {
    "timeline: pan": 'bench.frames(() => bench.wheel("[data-timeline]", 0, 80))',
    "timeline: zoom": 'bench.frames(() => bench.wheel("[data-timeline]", -120))',
    "map: pan, zoom": 'bench.frames(() => bench.wheel("[data-map] canvas", -120))',
    "map: pan, zoom, as a filter": 'bench.view(() => bench.press("[data-tool=map-in]"))',
}


class Visit:
    """A page of the desk, with what it and the server spent."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.server = server
        context.add_init_script(f"({WATCH})()")
        self.page = context.new_page()
        self.session = context.new_cdp_session(self.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def open(self) -> Taken:
        """From the opening of the desk until it is drawn."""
        self.page.goto("about:blank")
        spent = self._spent()
        self.page.goto(self.server.address + "/")
        taken: float = self.page.evaluate("bench.opened()")
        return Taken(taken, self._spent() - spent)

    def act(self, script: str) -> Taken:
        """A script that gives milliseconds."""
        spent = self._spent()
        taken: float = self.page.evaluate(script)
        return Taken(taken, self._spent() - spent)

    def clear(self) -> None:
        self.page.evaluate('bench.view(() => bench.press("form.filters [type=reset]"))')

    def _spent(self) -> float:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        page = sum(one["value"] for one in metrics if one["name"] == "TaskDuration")
        return 1000 * float(page + self.server.seconds())


def browse(server: Server, rounds: int) -> dict[str, list[Taken]]:
    """What each act took, in every round."""
    found: dict[str, list[Taken]] = {}
    few = max(3, rounds // 2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER)

        def visit() -> Visit:
            return Visit(browser.new_context(viewport={"width": 1440, "height": 900}), server)

        found["first view, nothing cached"] = [visit().open() for _ in range(few)]
        found |= acts(visit(), rounds)
        late = visit()
        late.open()
        days = random.Random(6)
        slid = [f"bench.view(() => bench.slide({days.uniform(0.2, 0.9)}))" for _ in range(few)]
        found["as of a day not seen before"] = [late.act(script) for script in slid]
        browser.close()
    return found


def acts(visit: Visit, rounds: int) -> dict[str, list[Taken]]:
    """Filters, and pans of timeline and map."""
    found = {"first view, again": [visit.open() for _ in range(rounds)]}
    for name, act in views(random.Random(5)).items():
        found[name] = []
        for _ in range(rounds):
            found[name].append(visit.act(act()))
            visit.clear()
    for name, script in PANS.items():
        if "as a filter" in name:
            visit.act('bench.view(() => bench.press("[data-follow-map]"))')
        found[name] = [visit.act(script) for _ in range(min(rounds, 6))]
    return found


# ---------------------------------------------------------------- the table
def line(name: str, value: float, bar: float | None, more: str = "") -> bool:
    """Print a row; whether it holds."""
    holds = bar is None or value <= bar
    limit = f"{bar:>6.0f}" if bar is not None else "      "
    print(f"{name:<34}{value:>9.1f} {limit}  {'' if holds else 'OVER'}{more}", flush=True)
    return holds


def report(server: Server, rounds: int) -> tuple[bool, dict[str, Any]]:
    """Measure and print it all."""
    fine, figures = True, {}
    print(f"load {os.getloadavg()[0]:.1f}\n{'in the browser, ms':<34}{'least':>9} {'bar':>6}")
    for name, times in browse(server, rounds).items():
        bar = FIRST_VIEW if name.startswith("first") else None if name.startswith("as of") else ANSWER
        least, median = min(times).waited, statistics.median(one.waited for one in times)
        spent = statistics.median(one.spent for one in times)
        fine &= line(name, least, bar, f"  median {median:.0f}, processor {spent:.0f}")
        figures[name] = least
    print(f"{'at the server, ms of processor':<34}{'p95':>9} {'bar':>6}")
    for name, ask in (requests(random.Random(3)) | pages(server)).items():
        spent, waited, size = timed(server, ask, rounds * 5)
        fine &= line(name, spent, SERVER, f"  wall {waited:.0f}, {size:.0f} KiB")
        figures[name] = spent
    fine &= line("memory of the server, MiB", server.peak(), MEMORY)
    figures["MiB"] = server.peak()
    return fine, figures


def published(ledger: Path, out: Path) -> None:
    """Write the ledger as static pages in a process of its own, and say what it took."""
    command = [sys.executable, "-c", "from sayso.cli import main; main()", "publish", str(ledger), str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    said = process.communicate()[1]
    used = os.times()
    print(
        f"publishing: {time.perf_counter() - started:.1f} s, processor {used.children_user + used.children_system:.1f} s"
    )
    print(said.strip().splitlines()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=1.0, help="a smaller ledger: 0.1 has 2,000 events")
    parser.add_argument("--keep", type=Path, help="the ledger's file")
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--publish", action="store_true", help="publish it too")
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = args.keep or Path(name) / "desk.db"
        if not path.exists():
            fill(path, args.share)
        with serving(path) as server:
            about = json.loads(_plain(f"{server.address}/api/about"))
            print(f"{about['statements']:,} statements, {about['events']:,} events, {about['reports']:,} reports")
            fine, figures = report(server, args.rounds)
        if args.publish:
            published(path, Path(name) / "pages")
        if args.json:
            args.json.write_text(json.dumps(figures, indent=1) + "\n")
    return int(not fine)


if __name__ == "__main__":
    sys.exit(main())
