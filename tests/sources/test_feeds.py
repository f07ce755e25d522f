"""Feeds, lists of feeds and sitemaps, and the pages they lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources import Options
from sayso.sources.courtesy import Courtesy
from sayso.sources.dates import read_date
from sayso.sources.fetching import Fetcher, Fetching
from tests.sources.made import PARAGRAPHS, Site, complaint, feed, only, page, read, says, served, written

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Hill Wire</title><link href="https://hill.test/"/>
<entry><id>tag:hill.test,2025:1</id><title>Bus leaves &lt;b&gt;road&lt;/b&gt;</title><link href="/bus"/><published>2025-03-04T08:30:00Z</published>
<updated>2025-03-05T09:00:00Z</updated><content type="html">&lt;p&gt;Two were hurt near Kullu.&lt;/p&gt;&lt;p&gt;READ MORE: x&lt;/p&gt;</content></entry></feed>"""

STYLES = [
    ("Tue, 04 Mar 2025 08:30:00 +0530", "2025-03-04T08:30:00+05:30"),
    ("Tue, 4 Mar 25 08:30:00 EST", "2025-03-04T08:30:00-05:00"),
    ("04 Mar 2025 08:30 GMT", "2025-03-04T08:30:00+00:00"),
    ("2025-03-04T08:30:00Z", "2025-03-04T08:30:00Z"),
    ("2025-03-04 08:30:00.123 +0530", "2025-03-04T08:30:00+0530"),
    ("2025-03-04", "2025-03-04"),
    ("20250304", "2025-03-04"),
    ("Tue Mar  4 08:30:00 2025", "2025-03-04T08:30:00"),
    ("1741077000", "2025-03-04T08:30:00+00:00"),
    ("1741077000123", "2025-03-04T08:30:00+00:00"),
    ("March 4, 2025", "2025-03-04"),
    ("Tuesday, 4th March 2025", "2025-03-04"),
    ("Mar. 4, 2025 8:30 AM", "2025-03-04"),
    ("4-Mar-2025", "2025-03-04"),
    ("04.03.2025", "2025-03-04"),
    ("25/03/2025", "2025-03-25"),
    ("03/25/2025", "2025-03-25"),
    ("2025/3/4", "2025-03-04"),
]


@pytest.mark.parametrize(("given", "expected"), STYLES)
def test_dates_of_many_styles_are_understood(given: str, expected: str) -> None:
    assert read_date(given) == expected


@pytest.mark.parametrize(
    "given",
    [
        "",
        "soon",
        "03/04/2025",
        "2025",
        "March 2025",
        "2025-02-30",
        "31 Feb 2025",
        "99/99/2025",
        "12:30",
        "1" * 500,
        None,
    ],
)
def test_what_is_no_date_or_two_days_gives_none(given: str | None) -> None:
    assert read_date(given) is None


def test_the_items_of_a_feed_are_reports_with_their_dates_in_ten_styles(tmp_path: Path) -> None:
    items = [
        f"<item><guid>urn:{n}</guid><title>Bus {n}</title><link>https://hill.test/{n}</link><pubDate>{given}</pubDate>"
        f"<description>{PARAGRAPHS[0]}</description></item>"
        for n, (given, _) in enumerate(STYLES)
    ]
    found = [report for report in read(written(tmp_path, "a.rss", feed(*items))) if isinstance(report, Report)]
    assert [report.published for report in found] == [expected for _, expected in STYLES]
    assert found[0] == Report(
        id="urn:0",
        text=PARAGRAPHS[0],
        title="Bus 0",
        url="https://hill.test/0",
        publisher="Hill Wire",
        published=STYLES[0][1],
    )


def test_an_atom_feed_is_read_and_its_first_date_taken(tmp_path: Path) -> None:
    report = only(written(tmp_path, "a.atom", ATOM))
    assert (report.id, report.title, report.text) == (
        "tag:hill.test,2025:1",
        "Bus leaves road",
        "Two were hurt near Kullu.",
    )
    assert (report.published, report.url, report.language) == ("2025-03-04T08:30:00Z", "https://hill.test/bus", "en")


def test_items_without_ids_are_told_apart_and_keep_their_ids(tmp_path: Path) -> None:
    items = [f"<item><title>Bus {n}</title><description>{PARAGRAPHS[n]}</description></item>" for n in range(3)]
    one, other = (read(written(tmp_path, "a.xml", feed(*chosen))) for chosen in (items, items[::-1]))
    ids = [report.id for report in one if isinstance(report, Report)]
    assert len(set(ids)) == 3
    assert {report.id for report in other if isinstance(report, Report)} == set(ids)


def test_ids_that_are_mere_numbers_are_those_of_their_feed(tmp_path: Path) -> None:
    item = f"<item><guid>1</guid><description>{PARAGRAPHS[0]}</description></item>"
    other = feed(item).replace("https://hill.test/", "https://vale.test/")
    assert only(written(tmp_path, "a.rss", feed(item))).id == "https://hill.test/#1"
    assert only(written(tmp_path, "b.rss", other)).id == "https://vale.test/#1"


def test_a_broken_feed_gives_what_can_be_read(tmp_path: Path) -> None:
    broken = feed(f"<item><guid>urn:1</guid><description>{PARAGRAPHS[0]} & more</description></item>").removesuffix(
        "</rss>"
    )
    assert PARAGRAPHS[0] in only(written(tmp_path, "a.rss", broken)).text


@pytest.mark.parametrize(
    ("name", "words", "reason"),
    [
        ("a.xml", "<nitf><body/></nitf>", "is XML of another kind (<nitf>)"),
        ("a.xml", "no xml", "is no XML"),
        ("a.rss", "", "is empty"),
        ("a.rss", feed(), "is a feed without items"),
        ("a.rss", feed("<item><title>Bus</title></item>"), "Bus: has no words and leads to no page"),
        ("a.rss", feed("<item><link>https://hill.test/1</link></item>"), "its page is fetched with --allow-fetch"),
        ("a.opml", "<opml><body><outline text='x'/></body></opml>", "names no feeds"),
        (
            "a.opml",
            "<opml><body><outline xmlUrl='https://hill.test/f'/></body></opml>",
            "is only fetched with --allow-fetch",
        ),
        ("a.opml", "<opml><body>", "is no XML that can be read"),
        (
            "a.xml",
            "<urlset><url><loc>https://hill.test/1</loc></url></urlset>",
            "its page is fetched with --allow-fetch",
        ),
    ],
)
def test_what_gives_nothing_says_why(tmp_path: Path, name: str, words: str, reason: str) -> None:
    assert reason in complaint(written(tmp_path, name, words))


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        made.answers["/robots.txt"] = says("User-agent: *\nDisallow: /closed\n", "text/plain")
        made.answers["/bus"] = says(page(head='<meta property="og:site_name" content="Hill Wire Online">'))
        yield made


@pytest.fixture
def options(site: Site) -> Options:
    fetch = Courtesy(Fetcher(Fetching(allowed=("127.0.0.1/32",))), gap=0)
    return Options(fetch=fetch)


def test_an_address_gives_its_page(site: Site, options: Options) -> None:
    report = only(site.url("/bus"), options)
    assert (report.id, report.url, report.publisher) == (site.url("/bus"), site.url("/bus"), "Hill Wire Online")
    assert report.fetched is not None
    assert report.fetched.endswith("Z")
    assert report.text.endswith(PARAGRAPHS[-1])


def test_the_page_of_an_item_is_fetched_and_the_feeds_date_and_id_kept(
    site: Site, options: Options, tmp_path: Path
) -> None:
    item = (
        f"<item><guid>urn:n1</guid><link>{site.url('/bus')}</link><pubDate>Tue, 04 Mar 2025 08:30:00 GMT</pubDate>"
        f"<description>Two hurt.</description></item>"
    )
    closed = f"<item><guid>urn:n2</guid><link>{site.url('/closed/1')}</link></item>"
    gone = f"<item><guid>urn:n3</guid><link>{site.url('/gone')}</link></item>"
    whole = f"<item><guid>urn:n4</guid><link>{site.url('/never')}</link><description>{' '.join(PARAGRAPHS * 5)}</description></item>"
    found = read(written(tmp_path, "a.rss", feed(item, closed, gone, whole)), options)
    first, second, third, fourth = found
    assert isinstance(first, Report)
    assert (first.id, first.published, first.url) == ("urn:n1", "2025-03-04T08:30:00+00:00", site.url("/bus"))
    assert first.text.endswith(PARAGRAPHS[-1])
    assert "closed to programs" in str(second)
    assert "answers 404" in str(third)
    assert isinstance(fourth, Report)
    assert site.paths() == ["/robots.txt", "/bus", "/gone"]


def test_lists_lead_to_feeds_and_sitemaps_to_pages(site: Site, options: Options, tmp_path: Path) -> None:
    site.answers["/feed"] = says(feed(f"<item><guid>urn:n1</guid><link>{site.url('/bus')}</link></item>"), "text/html")
    site.answers["/index.xml"] = says(
        f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{site.url('/map.xml')}</loc></sitemap></sitemapindex>", "text/xml"
    )  # fmt: skip
    site.answers["/map.xml"] = says(
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>"
        f"<url><loc>{site.url('/bus')}</loc><n:news><n:publication><n:name>Hill Wire</n:name><n:language>en</n:language></n:publication>"
        "<n:publication_date>2025-03-04</n:publication_date><n:title>Bus</n:title></n:news></url></urlset>", "application/xml",
    )  # fmt: skip
    opml = f"<opml><body><outline text='x'><outline type='rss' xmlUrl='{site.url('/feed')}'/></outline></body></opml>"
    assert only(written(tmp_path, "a.opml", opml), options).id == "urn:n1"
    report = only(site.url("/index.xml"), options)
    assert (report.id, report.published, report.title) == (site.url("/bus"), "2025-03-04", "Bus")


def test_addresses_that_lead_in_a_circle_end(site: Site, options: Options) -> None:
    site.answers["/a.xml"] = says(
        f"<sitemapindex><sitemap><loc>{site.url('/a.xml')}</loc></sitemap></sitemapindex>", "text/xml"
    )
    assert "too often" in complaint(site.url("/a.xml"), options)
    assert site.paths().count("/a.xml") == 3
    site.answers["/f"] = says(feed(f"<item><link>{site.url('/f')}</link></item>"), "text/xml")
    assert "is no story" in complaint(site.url("/f"), options)


def test_a_site_whose_robots_cannot_be_had_is_left_alone(site: Site, options: Options) -> None:
    site.answers["/robots.txt"] = says("busy", status=503)
    assert "robots.txt cannot be had" in complaint(site.url("/bus"), options)
    assert "robots.txt cannot be had" in complaint(site.url("/other"), options)
    assert site.paths() == ["/robots.txt"]


def test_no_address_is_fetched_unless_it_is_allowed(site: Site) -> None:
    (found,) = read(site.url("/bus"))
    assert isinstance(found, UnreadableError)
    assert "--allow-fetch" in str(found)
    assert site.asked == []


def test_pauses_between_requests_to_a_host_are_those_that_are_asked_for(site: Site) -> None:
    site.answers["/robots.txt"] = says("User-agent: *\nCrawl-delay: 7\n", "text/plain")
    site.answers["/1"] = site.answers["/2"] = says("x")
    waited: list[float] = []
    now = [0.0]

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        now[0] += seconds
        return False

    fetch = Courtesy(Fetcher(Fetching(allowed=("127.0.0.1/32",))), gap=2, clock=lambda: now[0], wait=wait)
    fetch(site.url("/1"))
    fetch(site.url("/2"))
    assert waited == [7.0, 7.0]
