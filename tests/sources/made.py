"""Input as the world gives it, made here: pages, feeds, archives, letters, and a server on this machine."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources import Options, reports

SENTENCE = "Two people were hurt when a bus left the road near Kullu on Monday, the police there said. "
PARAGRAPHS = (
    "Two people were hurt when a bus left the road near Kullu on Monday, the police there said.",
    "The driver told rescuers that the brakes had failed on the way down from the pass, and that he had tried to stop.",
    "Villagers carried the hurt to the road, where an ambulance took them to the district hospital before dark.",
)


def page(*paragraphs: str, head: str = "", title: str = "Bus leaves road") -> str:
    """A saved page with an article of these paragraphs."""
    body = "".join(words if words.startswith("<") else f"<p>{words}</p>" for words in paragraphs or PARAGRAPHS)
    return (
        f'<!doctype html><html lang="en-GB"><head><title>{title}</title>{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>{title}</h1>{body}</article><footer>About us</footer></body></html>"
    )


def feed(*items: str, title: str = "Hill Wire") -> str:
    """An RSS feed of these items."""
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
    return f"{head}<channel><title>{title}</title><link>https://hill.test/</link>{''.join(items)}</channel></rss>"


def warc(pages: dict[str, str], *, packed: bool = False) -> bytes:
    """A web archive of these pages, by address; packed record by record, as archives are."""
    made = [record("warcinfo", "urn:made", "application/warc-fields", b"software: tests\r\n")]
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    made += [
        record("response", url, "application/http; msgtype=response", head + words.encode())
        for url, words in pages.items()
    ]
    return b"".join(gzip.compress(record) if packed else record for record in made)


def record(kind: str, url: str, media: str, data: bytes) -> bytes:
    """A record of a web archive."""
    key = uuid5(NAMESPACE_URL, url)
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-04T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{key}>\r\nContent-Type: {media}\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data + b"\r\n\r\n"


def read(path: Path | str, options: Options | None = None) -> list[Report | UnreadableError]:
    """Everything at a path."""
    return list(reports([str(path)], options=options))


def only(path: Path | str, options: Options | None = None) -> Report:
    """The one report at a path."""
    (found,) = read(path, options)
    assert isinstance(found, Report), str(found)
    return found


def complaint(path: Path | str, options: Options | None = None) -> str:
    """The one refusal at a path, which is one line."""
    (found,) = read(path, options)
    assert isinstance(found, UnreadableError), found
    assert "\n" not in str(found)
    return str(found)


def written(folder: Path, name: str, data: bytes | str) -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


_PAUSE = threading.Event()

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server on this machine. `answers` maps paths to what is done; all requests are noted with their headers."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = server.server_address[1]
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.at_once = 0
        self.most_at_once = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for path, _ in self.asked]


def says(body: bytes | str = b"", media: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Answer:
    """An answer with these bytes; `_` in a header's name stands for `-`."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def leads(target: str, status: int = 302) -> Answer:
    """A redirect."""
    return says(status=status, Location=target)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A body that comes a byte at a time, for ever."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        _PAUSE.wait(0.05)


def drips_headers(handler: BaseHTTPRequestHandler) -> None:
    """A header that comes a byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        handler.wfile.write(b"x")
        handler.wfile.flush()
        _PAUSE.wait(0.05)


def pours(handler: BaseHTTPRequestHandler) -> None:
    """A body without an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"x" * 65536)


@contextmanager
def served() -> Iterator[Site]:
    """A site while it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            self.open = True
            site.at_once += 1
            site.most_at_once = max(site.most_at_once, site.at_once)
            try:
                site.answers.get(self.path, says("none", status=404))(self)
            except OSError:  # the other side has gone, as it should
                pass
            finally:
                self.close_count()

        def end_headers(self) -> None:
            self.close_count()  # before the answer can be complete: the next question may come while this thread still ends
            super().end_headers()

        def close_count(self) -> None:
            site.at_once -= self.open
            self.open = False

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
