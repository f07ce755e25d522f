from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sayso.errors import SettingsError, UnreadableError
from sayso.model import Report
from sayso.sources import LARGEST, count, reports


def read(path: Path | str) -> list[Report | UnreadableError]:
    return list(reports([str(path)]))


def only(path: Path) -> Report:
    (found,) = read(path)
    assert isinstance(found, Report)
    return found


def complaint(path: Path) -> str:
    (found,) = read(path)
    assert isinstance(found, UnreadableError)
    return str(found)


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_text_is_unchanged_to_the_character(tmp_path: Path) -> None:
    text = "\ufeff Two\r\nlines\u00a0and an é, e\u0301 🧑‍🤝‍🧑 \n"
    assert only(written(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \n ", "is empty"),
        ("binary.txt", bytes(range(256)) * 4, "is binary, not text"),
        ("cut.txt", "one\nzwei \u00fc".encode()[:-1], "is not UTF-8"),
        ("latin.txt", "Málaga".encode("latin-1"), "is not UTF-8"),
        ("tool.exe", b"text", "unknown extension .exe"),
        ("bare", b"text", "unknown extension (none)"),
        ("empty.jsonl", b"\n\n", "is empty"),
        ("empty.html", b"", "is empty"),
        ("hollow.html", b"<html><body><script>1</script></body></html>", "holds no article text"),
        ("hollow.md", b"---\n", "holds no text"),
    ],
)
def test_what_is_no_report_is_named_with_its_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    said = complaint(written(tmp_path, name, data))
    assert name in said
    assert reason in said
    assert "\n" not in said


def test_a_wrong_byte_is_named_by_its_line(tmp_path: Path) -> None:
    assert "cut.txt:3: is not UTF-8" in complaint(written(tmp_path, "cut.txt", b"one\ntwo\nthr\xe9e\n"))


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as target:
        target.truncate(LARGEST + 1)
    assert "too large for one report" in complaint(path)


def test_a_missing_file_is_named() -> None:
    (found,) = read("/no/such/file.txt")
    assert str(found) == "/no/such/file.txt: no such file or folder"


LINES = [
    '{"id": "a", "text": "One.", "published": "2024-10-23", "publisher": "Wire"}',
    "not json",
    '{"id": "b"}',
    '{"id": "c", "text": "Two.", "published": "2024-02-30"}',
    '["a list"]',
    '{"id": "d", "text": 5}',
    "",
    '{"id": 7, "text": "Three.", "published": "2024-10-23T18:00:00Z", "other": true}',
]


def test_json_lines_that_are_no_reports_are_named_by_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = written(tmp_path, "some.jsonl", "\n".join(LINES))
    found = read(path)
    assert [(r.id, r.published) for r in found if isinstance(r, Report)] == [
        ("a", "2024-10-23"), ("7", "2024-10-23T18:00:00Z"),
    ]  # fmt: skip
    said = [str(error).removeprefix(f"{path}:") for error in found if isinstance(error, UnreadableError)]
    assert [line.split(":")[0] for line in said] == ["2", "3", "4", "5", "6"]
    for words, line in zip(
        ("is not JSON", '"text" is missing', "'2024-02-30'", "no JSON object", "no string"), said, strict=True
    ):
        assert words in line


def test_folders_are_read_in_order_and_unknown_kinds_in_them_passed_over(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "a.txt", "c.exe", ".hidden.txt"):
        written(tmp_path, name, name)
    assert [report.text for report in read(tmp_path) if isinstance(report, Report)] == ["a.txt", "b/2.txt"]
    assert count([str(tmp_path)]) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    assert "permission denied" in complaint(closed)


def test_markdown_gives_its_words_and_title(tmp_path: Path) -> None:
    report = only(
        written(tmp_path, "a.md", "# Two hurt\n\nTwo **people** were [hurt](http://x.test) in\nOran.\n\n- One fled.\n")
    )
    assert report.title == "Two hurt"
    assert report.text == "Two hurt\n\nTwo people were hurt in\nOran.\n\nOne fled."


def test_a_web_page_gives_its_article_title_and_date(tmp_path: Path) -> None:
    paragraph = "Two people were hurt when a bus left the road near Kullu on Monday, the police there said. " * 4
    page = (
        '<html lang="en"><head><title>Two hurt</title><meta property="article:published_time" content="2025-03-14">'
        f"</head><body><nav>Home Sport Weather</nav><article><h1>Two hurt</h1><p>{paragraph}</p><p>{paragraph}</p></article>"
        "<script>alert(1)</script></body></html>"
    )
    report = only(written(tmp_path, "a.html", page))
    assert "near Kullu on Monday" in report.text
    assert "alert" not in report.text
    assert "Weather" not in report.text
    assert (report.title, report.published) == ("Two hurt", "2025-03-14")


@pytest.mark.parametrize(
    ("data", "name"), [(b'{"id": "x", "text": "One."}\n', "pipe"), (b"id,text\nx,One.\n", "pipe.csv")]
)
def test_a_named_pipe_is_read_once_as_what_its_name_or_its_first_line_says(
    data: bytes, name: str, tmp_path: Path
) -> None:
    pipe = tmp_path / name
    os.mkfifo(pipe)
    assert count([str(pipe)]) is None  # counting would use it up
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    (found,) = reports([str(pipe)])
    assert isinstance(found, Report)
    assert (found.id, found.text) == ("x", "One.")
    writer.join()


@pytest.mark.parametrize(("data", "expected"), [(b'{"id": "x", "text": "One."}\n', "x"), (b"One.\n", "stdin")])
def test_standard_input_is_told_apart(monkeypatch: pytest.MonkeyPatch, data: bytes, expected: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    (report,) = reports(["-"])
    assert isinstance(report, Report)
    assert report.id == expected


def test_an_unknown_format_of_standard_input_is_refused() -> None:
    with pytest.raises(SettingsError, match="choose from text, markdown, html, jsonl"):
        list(reports(["-"], stdin_format="docx"))


@pytest.mark.parametrize(
    ("name", "module"),
    [("a.rss", "feedparser"), ("a.opml", "defusedxml"), ("a.parquet", "pyarrow"), ("a.pdf", "pypdf"), ("a.warc", "warcio"), ("a.txt.zst", "zstandard")],
)  # fmt: skip
def test_a_library_that_is_not_installed_is_named_with_its_extra_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, module: str
) -> None:
    for loaded in [known for known in sys.modules if known.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, loaded)
    monkeypatch.setitem(sys.modules, module, None)
    written(tmp_path, name, "<rss/>" if name != "a.opml" else "<opml/>")
    written(tmp_path, "b.txt", "Two hurt.")
    first, second = read(tmp_path)
    assert isinstance(first, UnreadableError)
    assert first.reason.startswith(f"needs {module}")
    assert first.reason.endswith("pip install 'sayso[sources]'")
    assert isinstance(second, Report)


def test_nothing_heavy_is_imported_before_it_is_used() -> None:
    heavy = (
        "httpx",
        "httpcore",
        "lxml",
        "trafilatura",
        "feedparser",
        "pyarrow",
        "pypdf",
        "warcio",
        "zstandard",
        "py3langid",
        "protego",
        "defusedxml",
    )
    code = f"import sys, sayso.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
