"""Fetching from a server that plays every trick."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sayso.errors import SettingsError
from sayso.sources.addresses import Guard
from sayso.sources.courtesy import Courtesy
from sayso.sources.fetching import Fetched, Fetcher, FetchError, Fetching
from tests.sources.made import Site, drips, drips_headers, leads, pours, says, served

HERE = ("127.0.0.1/32",)


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        yield made


def fetched(url: str, **settings: object) -> Fetched:
    return Fetcher(Fetching(**{"allowed": HERE, **settings}))(url)  # type: ignore[arg-type]


def refused(url: str, **settings: object) -> str:
    with pytest.raises(FetchError) as caught:
        fetched(url, **settings)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_page_comes_with_its_address_media_charset_and_marks(site: Site) -> None:
    site.answers["/a"] = leads("/b#part")
    site.answers["/b"] = says(
        "añ", "text/html; charset=ISO-8859-1", ETag='"1"', Last_Modified="Tue, 04 Mar 2025 10:00:00 GMT"
    )
    found = fetched(site.url("/a#x"), contact="https://desk.test/")
    assert (found.url, found.status, found.media, found.charset) == (site.url("/b"), 200, "text/html", "iso-8859-1")
    assert found.data == "añ".encode()
    assert (found.etag, found.modified) == ('"1"', "Tue, 04 Mar 2025 10:00:00 GMT")
    sent = site.asked[-1][1]
    assert sent["user-agent"].startswith("sayso/")
    assert "https://desk.test/" in sent["user-agent"]
    assert sent["host"] == f"127.0.0.1:{site.port}"


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.answers["/a"] = says(status=304)
    found = Fetcher(Fetching(allowed=HERE))(site.url("/a"), '"1"', "Tue, 04 Mar 2025 10:00:00 GMT")
    assert (found.status, found.data) == (304, b"")
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert site.asked[0][1]["if-modified-since"] == "Tue, 04 Mar 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    "digits",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
        "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::", "fe80::1%eth0", "words", "",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(digits: str) -> None:
    assert not Guard().fits(digits)


@pytest.mark.parametrize(
    "digits", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_are_reached(digits: str) -> None:
    assert Guard().fits(digits)


def test_networks_are_allowed_by_name_and_wrong_ones_refused() -> None:
    assert Guard(["10.1.0.0/16"]).fits("10.1.2.3")
    assert not Guard(["10.1.0.0/16"]).fits("10.2.2.3")
    with pytest.raises(SettingsError, match="--allow-network"):
        Guard(["10.1.0.0/99"])


def test_this_machine_is_refused_unless_the_user_allows_it(site: Site) -> None:
    site.answers["/a"] = says("a")
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1"):
        assert "is no public address" in refused(site.url("/a", host), allowed=())
    assert "is no public address" in refused(f"http://[::1]:{site.port}/a", allowed=())
    assert "is no public address" in refused(f"http://[::ffff:127.0.0.1]:{site.port}/a", allowed=())
    assert site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://127.0.0.2/",
        "//192.168.0.1/x",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str) -> None:
    site.answers["/a"] = leads("/b")
    site.answers["/b"] = leads(target)
    assert "is no public address" in refused(site.url("/a"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.test/x", "gopher://a.test/", "javascript:alert(1)", "data:,x"]
)
def test_only_http_and_https_are_followed(site: Site, target: str) -> None:
    site.answers["/a"] = leads(target)
    said = refused(site.url("/a"))
    assert "only http and https" in said or "no address" in said


def test_redirects_are_counted(site: Site) -> None:
    for n in range(7):
        site.answers[f"/{n}"] = leads(f"/{n + 1}")
    site.answers["/5"] = says("five")
    assert fetched(site.url("/0")).data == b"five"
    site.answers["/5"] = leads("/6")
    assert "redirects more than 5 times" in refused(site.url("/0"))
    site.answers["/round"] = leads("/round")
    assert "redirects more than 5 times" in refused(site.url("/round"))


def test_the_limits_are_those_that_the_page_names() -> None:
    root = Path(__file__).resolve().parents[2]
    page = " ".join((root / "docs/getting-reports-in.md").read_text(encoding="utf-8").split())
    limits = Fetching()
    assert (limits.redirects, limits.largest, limits.seconds, limits.allowed) == (5, 20 << 20, 30, ())
    assert f"at most {limits.redirects} redirects, {limits.largest >> 20} MiB (unpacked too) and 30 seconds" in page


def test_a_body_without_end_is_cut(site: Site) -> None:
    site.answers["/a"] = pours
    assert "is larger than 20 MiB" in refused(site.url("/a"))


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    bomb = gzip.compress(bytes(64 << 20), 9)
    site.answers["/a"] = says(bomb, Content_Encoding="gzip")
    assert "is larger than 20 MiB" in refused(site.url("/a"))
    site.answers["/b"] = says(gzip.compress(bomb), Content_Encoding="gzip, gzip")
    assert "was not asked for" in refused(site.url("/b"))
    site.answers["/c"] = says(gzip.compress(b"fine"), Content_Encoding="gzip")
    assert fetched(site.url("/c")).data == b"fine"
    site.answers["/d"] = says(b"not gzip", Content_Encoding="gzip")
    assert "cannot be fetched" in refused(site.url("/d"))


@pytest.mark.parametrize("answer", [drips, drips_headers])
def test_a_slow_drip_ends_by_the_deadline(site: Site, answer: object) -> None:
    site.answers["/a"] = answer  # type: ignore[assignment]
    assert refused(site.url("/a"), seconds=0.4) == "took longer than 0.4 s"


def test_redirects_share_one_deadline(site: Site) -> None:
    for n in range(3):
        site.answers[f"/{n}"] = leads(f"/{n + 1}")
    site.answers["/3"] = drips
    assert refused(site.url("/0"), seconds=0.4) == "took longer than 0.4 s"


class Turncoat:
    """A name server that gives one answer first and others after."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to(site: Site) -> None:
    site.answers["/a"] = says("safe")
    names = Turncoat(["127.0.0.1"], ["10.0.0.1"])
    found = Fetcher(Fetching(allowed=HERE), resolve=names)(site.url("/a", "turncoat.test"))
    assert (found.data, names.asked) == (b"safe", ["turncoat.test"])
    assert site.asked[0][1]["host"] == f"turncoat.test:{site.port}"


def test_a_name_that_means_another_address_at_the_next_hop_is_refused(site: Site) -> None:
    site.answers["/a"] = leads("/b")
    names = Turncoat(["127.0.0.1"], ["10.0.0.1"])
    with pytest.raises(FetchError, match=r"turncoat\.test is at 10\.0\.0\.1"):
        Fetcher(Fetching(allowed=HERE), resolve=names)(site.url("/a", "turncoat.test"))
    assert site.paths() == ["/a"]


def test_a_name_with_one_bad_address_among_good_ones_is_refused(site: Site) -> None:
    names = Turncoat(["127.0.0.1", "192.168.0.1"])
    with pytest.raises(FetchError, match=r"192\.168\.0\.1"):
        Fetcher(Fetching(allowed=HERE), resolve=names)(site.url("/a", "two.test"))
    assert site.asked == []


def test_a_name_without_an_address_is_told(site: Site) -> None:
    def none(host: str, port: int) -> Sequence[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchError, match="has no known address"):
        Fetcher(resolve=none)("http://nowhere.test/")
    with pytest.raises(FetchError, match="has no address"):
        Fetcher(resolve=Turncoat([]))("http://nowhere.test/")


@pytest.mark.parametrize(("header", "seconds"), [("120", 120.0), ("soon", None)])
def test_a_servers_refusal_carries_its_status_and_pause(site: Site, header: str, seconds: float | None) -> None:
    site.answers["/a"] = says("busy", status=503, Retry_After=header)
    with pytest.raises(FetchError, match="answers 503") as caught:
        fetched(site.url("/a"))
    assert (caught.value.status, caught.value.retry_after) == (503, seconds)


def test_a_closed_port_is_told() -> None:
    with served() as gone:
        url = gone.url("/a")
    assert "cannot be fetched" in refused(url)


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://\x00/", "http://xn--/", "http://a\r\nX: y/", "http://1.1.1.1:99999999/", "http://1.1.1.1:0/", "http:///x", "x", "", "http://[v1.x]/"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_one_line(url: str) -> None:
    def unasked(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    for fetch in (Fetcher(resolve=unasked), Courtesy(Fetcher(resolve=unasked), gap=0)):
        with pytest.raises(FetchError) as caught:
            fetch(url)
        assert "\n" not in caught.value.reason
