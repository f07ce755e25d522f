"""What strangers send to break a reader: each is read or refused in one line, in bounded memory, and the run goes on."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import zstandard

from tests.sources.made import SENTENCE, complaint, feed, written

MEMORY = 1 << 30
"""Bytes that reading may take."""

_READ = """
import json, sys
from pathlib import Path
from sayso.model import Report
from sayso.sources import Options, reports
options = Options(columns=json.loads(sys.argv[1]))
read, refused = 0, []
for outcome in reports(sys.argv[2:], options=options):
    if isinstance(outcome, Report):
        read += 1
    else:
        refused.append(str(outcome))
# of this program alone: what getrusage tells goes back to the process it was forked from
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(json.dumps([read, refused[:100], len(refused), int(peak.split()[1]) * 1024]))
"""


def read_apart(*paths: Path, **columns: str) -> tuple[int, list[str], int, int]:
    """Reports read, refusals, their number, and the most memory taken, of a process with a limit to it."""
    command = [sys.executable, "-c", _READ, json.dumps(columns), *map(str, paths)]
    limited = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_DATA, ({MEMORY}, {MEMORY})); os.execv(sys.argv[1], sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", limited, *command], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stderr == ""
    read, refused, number, memory = json.loads(done.stdout)
    return read, refused, number, memory


def laughs(levels: int = 9) -> str:
    declared = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, levels + 1))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{declared}]><rss><channel><item><title>&l{levels};</title></item></channel></rss>'


@pytest.mark.parametrize(
    "words",
    [
        laughs(),
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % p SYSTEM "http://10.0.0.1/x.dtd">%p;]><rss><channel/></rss>',
        laughs().replace("rss", "opml"),
        laughs().replace("rss", "urlset"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "utf-16-le"])
def test_xml_that_declares_entities_is_refused(tmp_path: Path, words: str, charset: str) -> None:
    told = words.replace("1.0", f'1.0" encoding="{charset}') if charset != "utf-16" else words
    assert "declares XML entities of its own" in complaint(written(tmp_path, "a.xml", told.encode(charset)))


def test_a_dtd_is_never_loaded(tmp_path: Path) -> None:
    old = f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://10.0.0.1/rss.dtd">{feed(f"<item><guid>1</guid><description>{SENTENCE}</description></item>").split("?>", 1)[1]}'
    from tests.sources.made import only

    assert only(written(tmp_path, "a.rss", old)).text == SENTENCE.strip()


def test_a_gigabyte_of_zeros_is_refused_whatever_it_claims_to_be(tmp_path: Path) -> None:
    zeros = gzip.compress(bytes(64 << 20), 1) * 16
    kinds = ("txt", "md", "html", "jsonl", "json", "csv", "xml", "opml", "warc", "mbox", "eml", "pdf", "ninjs")
    paths = [written(tmp_path, f"z.{kind}.gz", zeros) for kind in kinds]
    archive = tmp_path / "z.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target_zip:
        target_zip.writestr("a.html", bytes(64 << 20))
        target_zip.writestr("b.txt", SENTENCE)
    packed = written(tmp_path, "z.txt.zst", zstandard.compress(bytes(256 << 20)))
    read, refused, number, memory = read_apart(*paths, packed, archive)
    assert (read, number) == (1, len(paths) + 2)
    assert not [line for line in refused if "\n" in line]
    assert memory < MEMORY


def test_deep_and_endless_things_are_refused_and_the_run_goes_on(tmp_path: Path) -> None:
    story = f"<p>{SENTENCE * 5}</p>"
    things = {
        "deep.html": "<html><body>" + "<div>" * 100_000 + story, "inline.html": "<html><body>" + "<b>" * 100_000 + story,
        "comments.html": "<html><body>" + "<!--" * 100_000 + story, "deep.json": "[" * 1_000_000, "deep.jsonl": '{"a":' * 1_000_000,
        "deep.xml": "<rss><channel>" + "<a>" * 5_000, "deep.opml": "<opml><body>" + "<outline>" * 100_000,
        "item.xml": feed(f"<item><guid>1</guid><description>{'&lt;div>' * 100_000}</description></item>"),
        "line.csv": "text\n" + "x" * (21 << 20), "quote.csv": 'text\n"' + SENTENCE * 1000, "zeros.html": "\0" * 5_000_000,
        "parts.eml": "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 100_000,
        "headers.warc": "WARC/1.0\r\n" + "a: b\r\n" * 1_000_000, "size.warc": "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\n",
        "last.txt": SENTENCE,
    }  # fmt: skip
    read, refused, number, memory = read_apart(*(written(tmp_path, name, data) for name, data in things.items()))
    assert read + number == len(things)
    assert read <= 4
    assert not [line for line in refused if "\n" in line]
    assert memory < MEMORY


def test_a_table_of_a_million_rows_is_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8") as target:
        target.write("id,body\n")
        target.writelines(f"{n},Two hurt near Kullu.\n" for n in range(1_000_000))
    read, refused, _, memory = read_apart(path, text="body")
    assert (read, refused) == (1_000_000, [])
    assert memory < 256 << 20
