"""Measure how much slower a web archive is read than the same texts given as JSON lines.

    python -m bench.sources                 1,000 pages
    python -m bench.sources --pages 100     fewer

The reports of bench/stories, some together so that each page has about 400 words, are put into pages of about 60 KB with what
surrounds a story on a news site: navigation, scripts, related links, a footer. The JSON lines hold the texts that come out of those
pages, so that both runs read the very same words. Both are timed whole, in turns of 50 reports, in processor time, on one process.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from html import escape
from itertools import cycle, islice
from pathlib import Path

import msgspec

from sayso.model import Report
from sayso.pipeline import Pipeline
from sayso.reader import Settings, pipeline
from sayso.sources import reports

STORIES = Path(__file__).parent / "stories"
TURN = 50
WORDS = 400
FLOOR = 0.8
"""The least share of the speed of JSON lines that a web archive may have."""


def main() -> int:
    """Measure and print; 1 where the archive is slower than the floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--claims", default=Settings().claims)
    options = parser.parse_args()
    reader = pipeline(Settings(claims=options.claims))
    seconds = {"warc": 0.0, "jsonl": 0.0}
    words = 0
    with tempfile.TemporaryDirectory() as folder:
        texts = islice(cycle(_texts()), options.pages)
        _timed(reader, _archive(Path(folder), list(islice(_texts(), 5))))  # loads what is loaded once
        while batch := list(islice(texts, TURN)):
            archive = _archive(Path(folder), batch)
            seconds["warc"] += _timed(reader, archive)
            lines, number = _lines(Path(folder), archive)
            seconds["jsonl"] += _timed(reader, lines)
            words += number
            print(f"{words} words: {seconds['jsonl'] / seconds['warc']:.1%}", file=sys.stderr, flush=True)
    share = seconds["jsonl"] / seconds["warc"]
    for name, taken in seconds.items():
        print(f"{name:6} {options.pages / taken:8.1f} reports/s {words / taken:8.0f} words/s")
    print(f"share  {share:8.1%} of the speed of JSON lines (at least {FLOOR:.0%})")
    return int(share < FLOOR)


def _timed(reader: Pipeline, path: Path) -> float:
    started = time.process_time()
    for _ in reader.read(report for report in reports([str(path)]) if isinstance(report, Report)):
        pass
    return time.process_time() - started


def _texts() -> list[str]:
    """Stories of about `WORDS` words."""
    found: list[str] = []
    story: list[str] = []
    for path in sorted(STORIES.glob("*.json")):
        for text in _strings(json.loads(path.read_text(encoding="utf-8"))):
            story.append(text)
            if sum(len(part.split()) for part in story) >= WORDS:
                found.append("\n".join(story))
                story = []
    return found


def _strings(value: object) -> Iterator[str]:
    """The values of every "text" that is long enough for a report."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "text" and isinstance(inner, str) and len(inner) > 200:
                yield inner
            else:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _lines(folder: Path, archive: Path) -> tuple[Path, int]:
    """The archive's texts as JSON lines, and their words."""
    path, number = folder / "texts.jsonl", 0
    with path.open("wb") as target:
        for report in reports([str(archive)]):
            if isinstance(report, Report):
                target.write(msgspec.json.encode(report) + b"\n")
                number += len(report.text.split())
    return path, number


def _archive(folder: Path, texts: list[str]) -> Path:
    path = folder / "pages.warc.gz"
    with path.open("wb") as target:
        for number, text in enumerate(texts):
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            data = head + _page(text, number).encode()
            fields = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://wire.test/2025/{number}\r\n"
                f"WARC-Date: 2025-03-04T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(data)}\r\n\r\n"
            )
            target.write(gzip.compress(fields.encode() + data + b"\r\n\r\n"))
    return path


def _page(text: str, number: int) -> str:
    links = "".join(
        f'<li class="nav__item"><a class="nav__link" href="/topic/{n}">Topic number {n}</a></li>' for n in range(120)
    )
    related = "".join(
        f'<div class="card"><a href="/2025/{n}"><img src="/i/{n}.jpg" alt=""><h4>Another story, number {n}</h4></a></div>'
        for n in range(40)
    )
    script = "window.app=window.app||{};app.push({name:'slot',size:[300,250],target:{section:'world'}});" * 300
    body = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Story {number} | Wire</title>'
        f'<meta property="article:published_time" content="2025-03-04T08:30:00Z"><meta property="og:site_name" content="Wire">'
        f"<script>{script}</script></head><body><nav><ul>{links}</ul></nav><main><article><h1>Story {number}</h1>"
        f'<figure><img src="a.jpg"><figcaption>A street [File: Wire]</figcaption></figure>{body}'
        f'<p><strong>READ MORE: <a href="/x">Another story</a></strong></p></article>'
        f'<aside class="related">{related}</aside></main><footer><ul>{links}</ul>© Wire</footer></body></html>'
    )


if __name__ == "__main__":
    sys.exit(main())
