"""Fetching over TLS: the name is what is shown and checked, the address is only what is connected to."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sayso.sources.fetching import Fetcher, FetchError, Fetching

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
NAME = "secure.test"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    target = folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    target.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return target


@pytest.fixture
def shown(certificate: Path) -> Iterator[tuple[int, list[str | None]]]:
    """The port of a server with the certificate, and the names that it is asked for."""
    names: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            names.append(self.headers["Host"])
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"safe")

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda connection, name, _: names.append(name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # type: ignore[method-assign]
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server.server_address[1], names
    server.shutdown()
    server.server_close()


def fetcher(monkeypatch: pytest.MonkeyPatch, certificate: Path | None) -> Fetcher:
    if certificate is not None:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return Fetcher(Fetching(allowed=("127.0.0.1/32",)), resolve=lambda host, port: ["127.0.0.1"])


def test_the_name_is_shown_and_its_certificate_checked(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, shown: tuple[int, list[str | None]]
) -> None:
    port, names = shown
    assert fetcher(monkeypatch, certificate)(f"https://{NAME}:{port}/a").data == b"safe"
    assert names == [NAME, f"{NAME}:{port}"]


def test_a_certificate_of_another_name_or_of_nobody_known_is_refused(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, shown: tuple[int, list[str | None]]
) -> None:
    port, _ = shown
    with pytest.raises(FetchError, match="certificate verify failed"):
        fetcher(monkeypatch, None)(f"https://{NAME}:{port}/a")
    with pytest.raises(FetchError, match="certificate verify failed"):
        fetcher(monkeypatch, certificate)(f"https://other.test:{port}/a")
