"""Web archives, compressed files, letters and PDFs; folders of them all."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
import zstandard
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from sayso.errors import UnreadableError
from sayso.model import Report
from sayso.sources import Options, Position, count, reports
from tests.sources.made import PARAGRAPHS, SENTENCE, complaint, only, page, read, record, warc, written

PAGES = {
    f"https://hill.test/{n}": page(f"{n} people were hurt near Kullu, the police said.", *PARAGRAPHS) for n in range(4)
}


def ids(found: list[Report | UnreadableError]) -> list[str]:
    return [report.id for report in found if isinstance(report, Report)]


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    found = read(written(tmp_path, "a.warc.gz" if packed else "a.warc", warc(PAGES, packed=packed)))
    assert ids(found) == list(PAGES)
    first = found[0]
    assert isinstance(first, Report)
    assert (first.url, first.fetched) == ("https://hill.test/0", "2025-03-04T10:00:00Z")
    assert first.sha256 is not None


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive_that_is_cut_gives_what_stands_before_the_cut(tmp_path: Path, packed: bool) -> None:
    whole = warc(PAGES, packed=packed)
    found = read(written(tmp_path, "a.warc.gz" if packed else "a.warc", whole[: len(whole) * 5 // 8]))
    assert ids(found) == list(PAGES)[:2]
    assert len(found) == 3
    assert "cut short" in str(found[-1])
    assert "\n" not in str(found[-1])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no archive",
        b"WARC/1.0\r\n" + b"A: b\r\n" * 400_000,
        b"WARC/1.0\r\nContent-Length: x\r\n\r\n",
        b"WARC/1.0\r\n\r\n\r\n" * 3,
    ],
)
def test_what_is_no_web_archive_ends_with_one_line(tmp_path: Path, data: bytes) -> None:
    found = read(written(tmp_path, "a.warc", data))
    assert len(found) <= 1
    assert all(isinstance(outcome, UnreadableError) for outcome in found)


def test_answers_as_servers_send_them_are_unpacked_and_others_passed_over(tmp_path: Path) -> None:
    packed = gzip.compress(page().encode())
    chunks = b"".join(
        b"%x\r\n%b\r\n" % (len(packed[n : n + 100]), packed[n : n + 100]) for n in range(0, len(packed), 100)
    )
    ok, media = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "application/http; msgtype=response"
    answers = [
        ok + b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks + b"0\r\n\r\n",
        ok + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(100 << 20)),
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page().encode(),
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx",
    ]
    data = b"".join(record("response", f"https://hill.test/{n}", media, answer) for n, answer in enumerate(answers))
    data += record("conversion", "https://hill.test/text", "text/plain", SENTENCE.encode())
    found = read(written(tmp_path, "a.warc", data))
    assert ids(found) == ["https://hill.test/0", "https://hill.test/text"]
    assert [str(error) for error in found if isinstance(error, UnreadableError)] == [
        "https://hill.test/1: is too large for one report (at most 20 MiB)"
    ]


def test_of_a_wacz_only_its_web_archives_are_read(tmp_path: Path) -> None:
    files = {
        "archive/data.warc.gz": warc(PAGES, packed=True), "pages/pages.jsonl": b'{"id": "p", "text": "index"}', "datapackage.json": b"{}",
        "indexes/index.cdx.gz": gzip.compress(b"x"),
    }  # fmt: skip
    assert ids(read(written(tmp_path, "a.wacz", zipped(files)))) == list(PAGES)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
def test_compressed_files_are_what_they_hold(tmp_path: Path, pack: object) -> None:
    ending = ".gz" if pack is gzip.compress else ".zst"
    lines = "\n".join(f'{{"id": "{n}", "text": "{SENTENCE}"}}' for n in range(3000))
    path = written(tmp_path, f"a.jsonl{ending}", pack(lines.encode()))  # type: ignore[operator]
    assert ids(read(path)) == [str(n) for n in range(3000)]
    assert only(written(tmp_path, f"b.txt{ending}", pack(SENTENCE.encode()))).text == SENTENCE  # type: ignore[operator]


def test_a_compressed_file_that_is_cut_gives_what_stands_before(tmp_path: Path) -> None:
    lines = "\n".join(f'{{"id": "{n}", "text": "{os.urandom(200).hex()}"}}' for n in range(1000))
    packed = gzip.compress(lines.encode())
    found = read(written(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert 300 < len(ids(found)) < 700
    assert "cut short" in str(found[-1])
    assert "is cut short" in complaint(written(tmp_path, "b.txt.gz", packed[: len(packed) // 2]))
    assert "not a gzipped file" in complaint(written(tmp_path, "c.txt.gz", b"plain"))


def test_a_zip_gives_its_files_in_order_and_their_faults(tmp_path: Path) -> None:
    files = {
        "b/x.txt": SENTENCE.encode(), "a.html": page().encode(), "c.jsonl.gz": gzip.compress(b'{"id": "r1", "text": "Two hurt."}'),
        "d.txt": b"\xff\xfe\xfd", "__MACOSX/._x.txt": b"x", ".hidden.txt": b"x", "e.bin": b"x", "f.zip": zipped({"g.txt": b"x"}),
    }  # fmt: skip
    path = written(tmp_path, "a.zip", zipped(files))
    found = read(path)
    assert ids(found) == [f"{path}/a.html", f"{path}/b/x.txt", "r1"]
    assert [str(error) for error in found[3:]] == [
        f"{path}/d.txt:1: is not UTF-8 (invalid start byte at byte 0); convert it with iconv"
    ]
    assert "holds no file of a kind that is read" in complaint(written(tmp_path, "b.zip", zipped({"e.bin": b"x"})))
    assert "is no archive that can be read" in complaint(written(tmp_path, "c.zip", b"PK\3\4broken"))


def test_a_damaged_member_does_not_end_the_archive(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": SENTENCE.encode() * 50, "b.txt": b"Two hurt."}))
    data[60] ^= 0xFF
    found = read(written(tmp_path, "a.zip", bytes(data)))
    assert isinstance(found[0], UnreadableError)
    assert [report.text for report in found[1:] if isinstance(report, Report)] == ["Two hurt."]


LETTER = (
    "From: =?utf-8?q?Hill_Wire_Al=C3=A9rts?= <alerts@hill.test>\nSubject: =?utf-8?b?QnVzIGxlYXZlcyByb2Fk?=\nMessage-ID: <1@hill.test>\n"
    "Date: Tue, 04 Mar 2025 08:30:00 +0530\n"
)


def test_letters_give_their_words(tmp_path: Path) -> None:
    parts = (
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
        f"<p>{PARAGRAPHS[0]}</p><p>Read more: x</p>\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nattached\n--b--\n"
    )
    report = only(written(tmp_path, "a.eml", LETTER + parts))
    assert report.text == PARAGRAPHS[0]
    assert (report.id, report.title, report.publisher) == ("1@hill.test", "Bus leaves road", "Hill Wire Alérts")
    assert report.published == "2025-03-04T08:30:00+05:30"


def test_a_mailbox_gives_its_letters(tmp_path: Path) -> None:
    plain = f"From a@b Tue Mar  4 08:30:00 2025\n{LETTER}\n{PARAGRAPHS[0]}\n>From the hills it came.\n\n"
    other = plain.replace("1@hill", "2@hill")
    empty = "From a@b Tue Mar  4 08:30:00 2025\nSubject: x\n\n\n"
    path = written(tmp_path, "a.mbox", plain + empty + other)
    found = read(path)
    assert ids(found) == ["1@hill.test", "2@hill.test"]
    assert isinstance(found[0], Report)
    assert "\nFrom the hills it came." in found[0].text
    assert str(found[1]) == f"{path}:2: holds no text"
    assert "is no mailbox" in complaint(written(tmp_path, "b.mbox", SENTENCE))


def test_letters_with_parts_within_parts_are_refused(tmp_path: Path) -> None:
    deep = (
        "Content-Type: multipart/mixed; boundary=a\n\n" + "--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 50_000
    )
    assert "too many parts" in complaint(written(tmp_path, "a.eml", deep))
    assert "holds no text" in complaint(written(tmp_path, "b.eml", "Subject: " + "=?utf-8?q?x?=" * 50_000 + "\n\n"))


def pdf(lines: list[str], **encrypted: str) -> bytes:
    writer = PdfWriter()
    sheet = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    sheet[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream.set_data(f"BT /F1 12 Tf 14 TL 50 800 Td {shown} ET".encode())
    sheet[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({"/Title": "Situation update"})
    if encrypted:
        writer.encrypt(**encrypted)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_pdf_gives_its_words_with_parted_ones_joined_and_no_made_up_date(tmp_path: Path) -> None:
    report = only(
        written(tmp_path, "a.pdf", pdf(["Two people were hurt near Kullu, the govern-", "ment said on Monday."]))
    )
    assert report.text == "Two people were hurt near Kullu, the government said on Monday."
    assert (report.title, report.published) == ("Situation update", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "is empty"), (b"x", "is no PDF"), (b"%PDF-1.4\n" + b"x" * 500, "is no PDF that can be read"), (pdf([]), "may be a scan"),
     (pdf(["x"], user_password="p", algorithm="RC4-128"), "is locked with a password")],
)  # fmt: skip
def test_pdfs_that_hold_no_words_say_why(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in complaint(written(tmp_path, "a.pdf", data))


def test_a_folder_of_everything_is_read_in_order(tmp_path: Path) -> None:
    written(tmp_path, "1.txt", SENTENCE)
    written(tmp_path, "2.warc.gz", warc(PAGES, packed=True))
    written(tmp_path, "3.csv", "id,text\nr1,One.\nr2,Two.\n")
    (tmp_path / "4").mkdir()
    written(tmp_path, "4/a.html.zst", zstandard.compress(page().encode()))
    written(tmp_path, "5.zip", zipped({"x.jsonl": b'{"id": "z", "text": "Three."}'}))
    written(tmp_path, "6.exe", b"MZ")
    found = read(tmp_path)
    assert ids(found) == [str(tmp_path / "1.txt"), *PAGES, "r1", "r2", str(tmp_path / "4" / "a.html.zst"), "z"]
    assert len(found) == len(ids(found))
    assert count([str(tmp_path)]) is None


@pytest.mark.parametrize("done", [0, 1, 3, 4, 99])
def test_what_an_earlier_run_has_dealt_with_is_passed_over(tmp_path: Path, done: int) -> None:
    files = [
        written(tmp_path, "a.warc.gz", warc(PAGES, packed=True)),
        written(tmp_path, "b.jsonl", "\n".join([*(f'{{"id": "{n}", "text": "Hurt."}}' for n in range(3)), "no json"])),
        written(tmp_path, "c.csv", "id,text\n" + "".join(f"{n},Hurt.\n" for n in range(4))),
        written(tmp_path, "d.zip", zipped({f"{n}.txt": b"Hurt." for n in range(4)})),
        written(tmp_path, "e.txt", "Hurt."),
    ]
    for path in files:
        position = Position()
        all_of_it = [str(outcome) if isinstance(outcome, UnreadableError) else outcome.id for outcome in read(path)]
        rest = reports([str(path)], options=Options(done={str(path): done}, position=position))
        assert [str(outcome) if isinstance(outcome, UnreadableError) else outcome.id for outcome in rest] == all_of_it[
            done:
        ]
        if done < len(all_of_it):
            assert (position.file, position.done) == (str(path), len(all_of_it))
