"""Watching feeds: what is new once, nothing lost, and nobody pestered."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources.courtesy import Courtesy
from sayso.sources.fetching import Fetcher, Fetching
from sayso.sources.polling import MOST_TRIES, Found, Poller
from sayso.sources.state import State
from tests.sources.made import Site, feed, page, says, served

MINUTES = 60.0


class Desk:
    """A poller with a clock that the test moves, over a state file that can be opened anew."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = 1_000_000.0
        self.open()

    def open(self) -> None:
        """As after a restart of the program."""
        self.state = State(self.path)
        self.stop = threading.Event()
        fetch = Courtesy(Fetcher(Fetching(allowed=("127.0.0.1/32",))), gap=0)
        self.poller = Poller(self.state, fetch, every=15 * MINUTES, clock=lambda: self.now, stop=self.stop)

    def close(self) -> None:
        with self.state:
            pass

    def round(self, *feeds: str) -> list[str]:
        """The reports and refusals of a round, all dealt with."""
        return [self.deal(found) for found in self.poller.round(feeds)]

    def deal(self, found: Found) -> str:
        if isinstance(found.outcome, UnreadableError):
            self.poller.failed(found)
            return found.outcome.reason
        self.poller.done(found)
        return (
            found.outcome.id.removeprefix("urn:").partition(":")[2]
            if found.outcome.id.startswith("urn:")
            else found.outcome.id
        )


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "l.db.sources")
    yield made
    made.close()


def items(site: Site, *numbers: int) -> str:
    for n in numbers:
        site.answers.setdefault(
            f"/{n}",
            says(
                page(
                    f"{n} people were hurt near Kullu, the police said.", "It was the second time this year, they said."
                )
            ),
        )
    return feed(*(f"<item><guid>urn:{site.port}:n{n}</guid><link>{site.url(f'/{n}')}</link></item>" for n in numbers))


def test_each_item_comes_once_and_unchanged_feeds_are_not_sent_again(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(
        items(site, 1, 2), "text/xml", ETag='"a"', Last_Modified="Tue, 04 Mar 2025 10:00:00 GMT"
    )
    assert sorted(desk.round(site.url("/feed"))) == ["n1", "n2"]
    assert desk.round(site.url("/feed")) == []  # not due
    assert site.paths() == ["/robots.txt", "/feed", "/1", "/2"]
    desk.now += 16 * MINUTES
    site.answers["/feed"] = says(status=304)
    assert desk.round(site.url("/feed")) == []
    assert site.asked[-1][1]["if-none-match"] == '"a"'
    assert site.asked[-1][1]["if-modified-since"] == "Tue, 04 Mar 2025 10:00:00 GMT"
    desk.now += 16 * MINUTES
    site.answers["/feed"] = says(items(site, 1, 2, 3), "text/xml")
    assert desk.round(site.url("/feed")) == ["n3"]
    assert site.at_once == 0
    assert site.most_at_once == 1


def test_a_watch_that_was_stopped_loses_nothing(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(items(site, 1, 2, 3), "text/xml", ETag='"a"')
    for found in desk.poller.round([site.url("/feed")]):
        first = desk.deal(found)
        break
    desk.close()
    desk.open()
    assert sorted([first, *desk.round(site.url("/feed"))]) == ["n1", "n2", "n3"]
    assert "if-none-match" not in site.asked[-3][1]


def test_stopping_ends_the_round_and_counts_no_faults(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(items(site, *range(20)), "text/xml", ETag='"a"')
    got = []
    for found in desk.poller.round([site.url("/feed")]):
        got.append(desk.deal(found))
        desk.stop.set()
    assert len(got) == 1
    assert desk.state.feed(site.url("/feed")).etag is None
    desk.close()
    desk.open()
    assert len(desk.round(site.url("/feed"))) == 19


def test_a_failing_feed_is_left_alone_for_longer_and_longer_and_the_others_go_on(site: Site, desk: Desk) -> None:
    site.answers["/good"] = says(items(site, 1), "text/xml")
    site.answers["/bad"] = says("busy", status=500)
    feeds = (site.url("/bad"), site.url("/good"))
    assert sorted(desk.round(*feeds)) == ["answers 500", "n1"]
    pauses = []
    for _ in range(9):
        pauses.append(desk.poller.next_due([feeds[0]]) / MINUTES)
        desk.now += pauses[-1] * MINUTES + 1
        desk.round(feeds[0])
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 960, 960]
    site.answers["/bad"] = says(items(site, 2), "text/xml")
    desk.now += 1000 * MINUTES
    assert desk.round(feeds[0]) == ["n2"]
    assert desk.state.feed(feeds[0]).faults == 0


def test_a_server_that_asks_for_a_pause_gets_it_and_one_that_is_gone_is_asked_no_more(site: Site, desk: Desk) -> None:
    site.answers["/busy"] = says(status=429, Retry_After="7200")
    site.answers["/gone"] = says(status=410)
    busy, gone = site.url("/busy"), site.url("/gone")
    assert sorted(desk.round(busy, gone)) == ["answers 410", "answers 429"]
    assert desk.poller.next_due([busy]) == 7200
    desk.now += 30 * 24 * 60 * MINUTES
    asked = len(site.asked)
    assert desk.round(gone) == []
    assert len(site.asked) == asked


def test_a_page_that_fails_is_asked_for_again_until_it_is_given_up(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(items(site, 1, 2), "text/xml", ETag='"a"')
    site.answers["/1"] = says("busy", status=503)
    url = site.url("/feed")
    assert sorted(desk.round(url)) == ["answers 503", "n2"]
    tries = 1
    for _ in range(20):
        desk.now += 24 * 60 * MINUTES
        tries += desk.round(url).count("answers 503")
    assert tries == MOST_TRIES
    assert desk.state.feed(url).etag == '"a"'


def test_a_page_that_is_missing_or_holds_nothing_is_given_up_at_once(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(items(site, 1, 2), "text/xml")
    site.answers["/1"] = says("none", status=404)
    site.answers["/2"] = says("<html><body></body></html>")
    assert sorted(desk.round(site.url("/feed"))) == ["answers 404", "holds no article text"]
    desk.now += 24 * 60 * MINUTES
    assert desk.round(site.url("/feed")) == []


def test_broken_feeds_are_told_in_one_line(site: Site, desk: Desk) -> None:
    site.answers["/a"] = says("<rss><channel>", "text/xml")
    site.answers["/b"] = says('<!DOCTYPE x [<!ENTITY a "b">]><rss/>', "text/xml")
    site.answers["/c"] = says(b"\x00\xff" * 1000, "application/octet-stream")
    said = desk.round(*(site.url(path) for path in ("/a", "/b", "/c")))
    assert len(said) == 3
    assert not any("\n" in line for line in said)


def test_lists_of_feeds_and_sitemaps_are_followed(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(items(site, 1), "text/xml")
    site.answers["/map"] = says(f"<urlset><url><loc>{site.url('/1')}</loc></url></urlset>", "text/xml")
    site.answers["/list"] = says(
        f"<opml><body><outline xmlUrl='{site.url('/feed')}'/><outline xmlUrl='{site.url('/map')}'/><outline xmlUrl='{site.url('/list')}'/></body></opml>", "text/xml"
    )  # fmt: skip
    assert sorted(desk.round(site.url("/list"))) == sorted(["n1", site.url("/1")])


def test_several_hosts_are_asked_at_once_but_each_by_itself(desk: Desk) -> None:
    with served() as one, served() as other:
        meet = threading.Barrier(2, timeout=10)

        def meets(site: Site) -> None:
            answer = says(items(site, 1, 2, 3), "text/xml")

            def both(handler: object) -> None:
                meet.wait()
                answer(handler)  # type: ignore[arg-type]

            site.answers["/feed"] = both

        meets(one)
        meets(other)
        assert len(desk.round(one.url("/feed"), other.url("/feed"))) == 6
        assert (one.most_at_once, other.most_at_once) == (1, 1)


def test_a_report_has_the_feeds_word_for_what_the_page_does_not_say(site: Site, desk: Desk) -> None:
    site.answers["/feed"] = says(
        items(site, 1).replace("</guid>", "</guid><pubDate>Tue, 04 Mar 2025 08:30:00 GMT</pubDate>"), "text/xml"
    )
    (found,) = desk.poller.round([site.url("/feed")])
    assert isinstance(found.outcome, Report)
    assert (found.outcome.published, found.outcome.url) == ("2025-03-04T08:30:00+00:00", site.url("/1"))


def test_a_sitemap_of_a_whole_site_is_not_watched(site: Site, desk: Desk) -> None:
    urls = "".join(f"<url><loc>{site.url(f'/{n}')}</loc></url>" for n in range(1001))
    site.answers["/map"] = says(f"<urlset>{urls}</urlset>", "text/xml")
    assert desk.round(site.url("/map")) == ["is no news sitemap: it names 1,001 pages, not 1,000 at most"]
    assert site.paths() == ["/robots.txt", "/map"]
