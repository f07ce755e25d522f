"""Watching feeds into a ledger, as a user runs it, against a server on this machine."""

from __future__ import annotations

import fcntl
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.cli.watch import length, targets
from sayso.errors import SettingsError
from tests.cli.test_commands import run
from tests.sources.made import Site, feed, page, says, served

HERE = ("--allow-network", "127.0.0.1/32", "--claims", "rules")
FRENCH = (
    "Deux personnes ont été blessées lundi à Oran, selon la police de la ville.",
    "Un incendie s'est déclaré dans un entrepôt du port, a indiqué la préfecture, et trois pompiers ont été hospitalisés.",
)
ENGLISH = (
    "Gunmen attacked a bus near Tamale on Monday, killing three people, the police said.",
    "The interior minister condemned the attack and promised to send more soldiers to the road.",
)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        made.answers["/en"] = says(page(*ENGLISH, title="Bus attacked"))
        made.answers["/fr"] = says(page(*FRENCH, title="Incendie au port"))
        links = "".join(f"<item><link>{made.url(path)}</link></item>" for path in ("/en", "/fr", "/gone"))
        made.answers["/feed"] = says(feed(links), "text/xml", ETag='"a"')
        yield made


def listed(ledger: Path, what: str) -> list[dict[str, object]]:
    done = run("ledger", what, "--ledger", str(ledger), "--format", "jsonl")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_one_round_adds_what_is_new_keeps_other_languages_and_tells_of_faults(site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    opml = tmp_path / "feeds.opml"
    opml.write_text(f"<opml><body><outline xmlUrl='{site.url('/feed')}'/></body></opml>", encoding="utf-8")
    first = run("watch", str(opml), "--ledger", str(ledger), "--once", *HERE)
    assert (first.returncode, first.stdout) == (1, "")
    assert f"{site.url('/gone')}: answers 404" in first.stderr
    assert "is in French (fr), which this version does not read" in first.stderr
    assert "1 added" in first.stderr
    assert [row["id"] for row in listed(ledger, "reports")] == [site.url("/en")]
    assert [row["id"] for row in listed(ledger, "unread")] == [site.url("/fr")]
    asked = len(site.asked)
    again = run("watch", str(opml), "--ledger", str(ledger), "--once", *HERE)
    assert (again.returncode, again.stderr) == (0, "")
    assert len(site.asked) == asked
    assert run("ledger", "verify", "--ledger", str(ledger)).returncode == 0


def test_a_watch_ends_cleanly_when_it_is_asked_to_and_goes_on_later(site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    command = [sys.executable, "-m", "sayso", "watch", site.url("/feed"), "--ledger", str(ledger), *HERE]
    watching = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert watching.stderr is not None
    said = ""
    while "added" not in said:
        line = watching.stderr.readline()
        assert line, said
        said += line
    watching.send_signal(signal.SIGINT)
    rest = watching.communicate(timeout=60)[1]
    assert (watching.returncode, rest) == (0, "stopped; start it again to go on\n")
    assert [row["id"] for row in listed(ledger, "reports")] == [site.url("/en")]


def test_two_watches_of_one_ledger_do_not_run(site: Site, tmp_path: Path) -> None:
    with (tmp_path / "l.db.sources.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run("watch", site.url("/feed"), "--ledger", str(tmp_path / "l.db"), "--once", *HERE)
    assert done.returncode == 1
    assert "another sayso watch is at work" in done.stderr
    assert site.asked == []


@pytest.mark.parametrize(("words", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400), ("120", 120)])
def test_pauses_are_understood(words: str, seconds: float) -> None:
    assert length(words) == seconds


@pytest.mark.parametrize("words", ["", "soon", "5s", "-5m", "1.5h", "0"])
def test_wrong_pauses_are_refused(words: str) -> None:
    with pytest.raises(SettingsError, match="write it as 15m or 2h"):
        length(words)


@pytest.mark.parametrize("words", ["<opml/>", "no xml", '<!DOCTYPE o [<!ENTITY a "b">]><opml/>'])
def test_what_names_no_feeds_is_refused_before_anything_is_done(tmp_path: Path, words: str) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(words, encoding="utf-8")
    with pytest.raises(SettingsError, match="give an OPML file or an address"):
        targets([str(path)])
    with pytest.raises(SettingsError, match="no such file"):
        targets([str(tmp_path / "none.opml")])


def test_addresses_are_read_only_when_that_is_allowed(site: Site, tmp_path: Path) -> None:
    done = run("read", site.url("/en"), "--format", "jsonl")
    assert (done.returncode, site.asked) == (2, [])
    assert "only fetched with --allow-fetch" in done.stderr
    private = run("read", site.url("/en"), "--format", "jsonl", "--allow-fetch")
    assert private.returncode == 1
    assert "is no public address" in private.stderr
    allowed = run("read", site.url("/en"), "--format", "jsonl", "--allow-fetch", *HERE)
    assert allowed.returncode == 0
    report = json.loads(allowed.stdout)["report"]
    assert (report["id"], report["title"], len(report["sha256"])) == (site.url("/en"), "Bus attacked", 64)
