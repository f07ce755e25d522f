"""The commands of the desk: what they refuse, what they write, and that serving ends cleanly."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.errors import LedgerError, SettingsError


def run(*arguments: str) -> object:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=True)


def test_serving_others_asks_for_a_password(path: Path) -> None:
    result = run("serve", str(path), "--host", "0.0.0.0", "--no-open")
    assert isinstance(result.exception, SettingsError) and "--password" in str(result.exception)  # type: ignore[attr-defined]


def test_a_missing_ledger_is_named(tmp_path: Path) -> None:
    result = run("serve", str(tmp_path / "none.db"), "--no-open")
    assert isinstance(result.exception, LedgerError) and "sayso ledger add" in str(result.exception)  # type: ignore[attr-defined]


def test_an_empty_password_file_is_refused(path: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    result = run("serve", str(path), "--password-file", str(tmp_path / "secret"), "--no-open")
    assert isinstance(result.exception, SettingsError) and "no password" in str(result.exception)  # type: ignore[attr-defined]


def test_publish_writes_pages(path: Path, tmp_path: Path) -> None:
    result = run("publish", str(path), str(tmp_path / "out"))
    assert result.exit_code == 0 and (tmp_path / "out" / "index.html").is_file()  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_serving_prints_its_address_and_ends_cleanly(path: Path) -> None:
    command = [sys.executable, "-m", "sayso", "serve", str(path), "--port", "0", "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert address is not None, said
        taken = run("serve", str(path), "--port", address[0].rstrip("/").rpartition(":")[2], "--no-open")
        with urllib.request.urlopen(address[0] + "api/about", timeout=60) as response:
            assert response.status == 200
        process.send_signal(signal.SIGINT)
        rest = process.stderr.read()
        assert process.wait(20) == 0
    assert "Traceback" not in rest and rest.strip().endswith("ended")
    assert isinstance(taken.exception, SettingsError) and "--port" in str(taken.exception)  # type: ignore[attr-defined]
