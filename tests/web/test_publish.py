"""Published pages: every link leads to a file, nothing asks elsewhere, and only short quotes are given away."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from sayso.errors import LedgerError, SettingsError
from sayso.ledger import Ledger
from sayso.web.addresses import report_slug
from sayso.web.publish import QUOTE, cut_words, publish
from tests.ledger.made import Teller, raid
from tests.web.conftest import Tags

LONG = (
    "Gunmen attacked Tessit on Monday. " + "The water pump stood idle for weeks. " * 40 + "The mayor said that the grain store was empty and the road shut. "
    + "Nobody saw the lorries leave. " * 30
)  # fmt: skip


@pytest.fixture
def told(path: Path) -> Path:
    with Ledger(path) as ledger:
        teller = Teller("long/report one", LONG)
        teller.event("attacked", arguments=(teller.who("actor", "Gunmen", "unnamed"),))
        ledger.add(teller.reading())
        ledger.refresh()
    return path


@pytest.mark.parametrize("full", [False, True])
def test_links_lead_to_files_and_nothing_asks_elsewhere(told: Path, tmp_path: Path, full: bool) -> None:
    out = tmp_path / "out"
    made = publish(told, out, full_text=full)
    pages = sorted(out.rglob("*.html"))
    assert len(pages) == made.pages and (made.events, made.reports) == (4, 8)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        tags = Tags(text)
        ids = {attributes.get("id") for _, attributes in tags.found}
        for _, attributes in tags.found:
            for name in ("href", "src"):
                link, fragment = urldefrag(attributes.get(name) or "")
                if link and not link.startswith("data:"):
                    assert not link.startswith("/") and "://" not in link, (page, link)
                    assert (page.parent / unquote(link)).is_file(), (page, link)
                elif fragment.startswith("w"):
                    assert fragment in ids, (page, fragment)
        assert not tags.of("form") or page.name == "index.html", page
        assert 'http-equiv="Content-Security-Policy"' in text


def test_what_scripts_need_is_beside_them(told: Path, tmp_path: Path) -> None:
    publish(told, tmp_path / "out")
    data = json.loads((tmp_path / "out" / "data.json").read_text(encoding="utf-8"))
    assert len(data["rows"]) == 4 and {day["day"] for day in data["days"]} >= {"2024-03-12", "2024-03-13"}
    for event, *_ in data["rows"]:
        assert (tmp_path / "out" / "events" / f"{event.replace(':', '-')}.html").is_file()
    assert (tmp_path / "out" / "static" / "icon.svg").is_file()


def test_only_short_quotes_are_published(told: Path, tmp_path: Path) -> None:
    publish(told, tmp_path / "out")
    page = tmp_path / "out" / "reports" / f"{report_slug('long/report one')}.html"
    assert "grain store" not in page.read_text(encoding="utf-8")
    for file in (tmp_path / "out").rglob("*.html"):
        quotes = file.read_text(encoding="utf-8").split("<blockquote")[1:]
        assert all(len(Tags("<blockquote" + quote.split("</blockquote>")[0]).shown) <= QUOTE + 2 for quote in quotes)
    publish(told, tmp_path / "full", full_text=True)
    whole = (tmp_path / "full" / "reports" / page.name).read_text(encoding="utf-8")
    assert "grain store" in whole and "reader.js" in whole


def test_nothing_that_is_not_ours_is_overwritten(told: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(SettingsError, match="not empty"):
        publish(told, tmp_path / "mine")
    with pytest.raises(SettingsError, match="no folder"):
        publish(told, told)
    with pytest.raises(LedgerError):
        publish(tmp_path / "none.db", tmp_path / "out")


def test_publishing_again_leaves_no_old_page(told: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(told, out)
    stale = out / "events" / "e-gone.html"
    stale.write_text("old")
    publish(told, out)
    assert not stale.exists()


def test_publishing_twice_gives_the_same_files(told: Path, tmp_path: Path) -> None:
    publish(told, tmp_path / "one")
    publish(told, tmp_path / "two")
    one, two = (
        {p.relative_to(out): p.read_bytes() for p in out.rglob("*.html")}
        for out in (tmp_path / "one", tmp_path / "two")
    )
    assert one == two


def test_reports_of_like_names_have_files_of_their_own() -> None:
    names = ["a/b", "a-b", "a b", "a?b", "ü" * 200, "ü" * 201]
    assert len({report_slug(name) for name in names}) == len(names)
    assert all("/" not in report_slug(name) and len(report_slug(name)) < 100 for name in names)


def test_words_are_cut_between_words() -> None:
    assert cut_words("a short one") == "a short one"
    assert cut_words("word " * 80).endswith("word…") and len(cut_words("word " * 80)) <= QUOTE


def test_an_empty_ledger_is_published(tmp_path: Path) -> None:
    Ledger(tmp_path / "l.db").close()
    assert publish(tmp_path / "l.db", tmp_path / "out").events == 0
    assert raid().reading().report.id == "r1"


def test_several_processes_write_the_same_pages_and_tell_how_far_they_are(told: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    alone = publish(told, tmp_path / "alone")
    several = publish(told, tmp_path / "several", workers=2, told=lambda done, of: heard.append((done, of)))
    assert alone == several
    assert heard[-1] == (alone.pages, alone.pages)
    pages = {path.relative_to(tmp_path / "alone"): path for path in (tmp_path / "alone").rglob("*") if path.is_file()}
    for name, path in pages.items():
        assert (tmp_path / "several" / name).read_bytes() == path.read_bytes(), name
    assert len(list((tmp_path / "several").rglob("*.html"))) == alone.pages
