"""Which reader takes which kind of file, and the one place where a reader's failure becomes one line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import cast

from sayso.errors import UnreadableError
from sayso.sources.inputs import Input, Outcome, Reader

READERS = {
    ".txt": "sayso.sources.text:read_text", ".text": "sayso.sources.text:read_text",
    ".md": "sayso.sources.markdown:read_markdown", ".markdown": "sayso.sources.markdown:read_markdown",
    ".html": "sayso.sources.html:read_html", ".htm": "sayso.sources.html:read_html", ".xhtml": "sayso.sources.html:read_html",
    ".jsonl": "sayso.sources.jsonl:read_jsonl", ".ndjson": "sayso.sources.jsonl:read_jsonl",
    ".json": "sayso.sources.ninjs:read_json", ".ninjs": "sayso.sources.ninjs:read_json",
    ".csv": "sayso.sources.tables:read_csv", ".tsv": "sayso.sources.tables:read_csv",
    ".parquet": "sayso.sources.parquet:read_parquet",
    ".xml": "sayso.sources.xml:read_xml", ".rss": "sayso.sources.xml:read_xml", ".atom": "sayso.sources.xml:read_xml",
    ".rdf": "sayso.sources.xml:read_xml", ".opml": "sayso.sources.xml:read_xml",
    ".warc": "sayso.sources.warc:read_warc",
    ".mbox": "sayso.sources.mail:read_mbox", ".eml": "sayso.sources.mail:read_letter",
    ".pdf": "sayso.sources.pdf:read_pdf",
}  # fmt: skip
"""Extension -> module:function, imported when it is used."""

SINGLE = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".eml"))
"""The kinds whose files hold one report each."""

EXTRA = "sources"
"""The optional part of the package that holds the libraries of the rarer kinds."""


def read(given: Input, kind: str) -> Iterator[Outcome]:
    """What the reader of a kind (an extension) makes of an input; its failure is the last outcome, and never raised."""
    if kind not in READERS:
        yield UnreadableError(given.where, f"is of a kind that is not read ({kind or 'no extension'})")
        return
    if kind in SINGLE and given.passing.take():
        return
    try:
        for outcome in _reader(kind)(given):
            if not given.passing.take():
                yield outcome
    except UnreadableError as error:
        yield error
    except ModuleNotFoundError as error:
        reason = f"needs {error.name}, which comes with the extra {EXTRA!r}: pip install 'sayso[{EXTRA}]'"
        yield UnreadableError(given.where, reason)
    except OSError as error:
        yield UnreadableError(given.where, (error.strerror or str(error) or type(error).__name__).lower())
    except Exception as error:  # noqa: BLE001 (whatever a parser trips over in a stranger's file spoils that file, never the run)
        yield UnreadableError(given.where, f"cannot be read ({type(error).__name__}: {_first_line(error)})")


def _reader(kind: str) -> Reader:
    module, _, name = READERS[kind].partition(":")
    return cast(Reader, getattr(import_module(module), name))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:100]
