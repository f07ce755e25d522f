"""Cutting a report into blocks that are parsed by themselves.

News text in the wild comes hard-wrapped or a paragraph a line, with datelines, with links to other stories
between its paragraphs ("READ MORE: ...") and sometimes glued to them. A block is a stretch of one kind: nothing in it
runs on into the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from sayso.model import SentenceKind

LONGEST = 12_000
"""Characters of a block at most: longer ones are cut at white space, so that the parser's memory stays bounded."""

WRAP_WIDTH = 110
"""Lines up to this long may be wrapped ones; a longer line is a paragraph of its own."""

HEADLINE_WORDS = 20

_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_BLANK = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\n]*\r\n|\u2029")
_LINE = re.compile(r"[^\r\n\u2028\u2029\f\v]+")
_BOILERPLATE = re.compile(
    r"(?:see also|read more|read also|also read|more on this story|related(?: stories| articles?| coverage)?|watch|"
    r"listen|(?:image |photo )?caption|image(?: credit| source)?|photo(?: credit)?|video|file photo|advertisement|"
    r"recommended|what to read next|sign up|subscribe|follow us|click here|copyright|©|\(?reporting by|"
    r"\(?(?:additional )?reporting|writing by|editing by|with reporting by|share this)\b\s*(?:[:|>–—-]|$)"
    r"|\(?(?:(?:additional |with )?reporting|writing|editing) by\b|(?:sign up|subscribe) (?:to|for)\b"
    r"|follow us on\b|click here\b|copyright \d{4}|©|all rights reserved|read more\b.{0,3}$|see also\b:?",
    re.IGNORECASE,
)
_GLUED = re.compile(r"(?<=[a-z\d?!]{2})(?=[A-Z][a-z]* )|(?<=[a-z\d?!]{2})(?=[\"“‘][A-Z])")
_PREFIXES = ("Mac", "Mc", "De", "Di", "La", "Le", "Van", "Fitz")  # of names that have a capital inside
_CITY = r"[^\W\d_][\w'’.\-]*(?:[ /][^\W\d_][\w'’.\-]*){0,4}"
_DASH = r"\s*(?:--+|[—–]|(?<=\s)-(?=\s))\s*"
_DATELINE = re.compile(
    rf"(?P<city>{_CITY})(?P<rest>(?:, ?[^\s,()\[\]][^,()\[\]\n]{{0,28}}){{0,3}})"
    rf"(?P<agency> ?(?:\([^()\n]{{2,40}}\)|/[^/\n]{{2,30}}/))?{_DASH}"
)
_TAGS = re.compile(r"(?:\[[^\[\]]{2,80}\]\s*)+")
_MONTH_DAY = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b\d{1,2}\b", re.IGNORECASE
)


class Block(msgspec.Struct, frozen=True):
    """`[start, end)` of the text, without white space at its ends. `paragraph` counts from 0."""

    start: int
    end: int
    kind: SentenceKind
    paragraph: int


def blocks(text: str) -> list[Block]:
    """The blocks of a text in order. White space between them belongs to none; every other character to one."""
    found: list[Block] = []
    paragraphs = [p for start, end in _stretches(text) for p in _paragraphs(text, start, end)]
    for number, (start, end) in enumerate(paragraphs):
        for kind, first, last in _kinds(text, start, end, number):
            found += [Block(s, e, kind, number) for s, e in _pieces(text, first, last)]
    return found


def plain(block: str) -> str:
    """The block as a parser likes it, as long as it was: straight quotes, plain blanks, no line ends, and no asterisk behind a
    name that was changed ("Ana Ruiz*, a nurse"), unless asterisks enclose words."""
    copy = block.translate(_PLAIN)
    return copy if "*" not in copy or _EMPHASIS.search(copy) else _CHANGED.sub(lambda m: " " * len(m[0]), copy)


_EMPHASIS = re.compile(r"(?<!\w)\*+\w")
_CHANGED = re.compile(r"(?<=\w)\*+(?!\w)")


_PLAIN = str.maketrans(
    dict.fromkeys("\t\n\r\x0b\x0c\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200e\u200f", " ")
    | dict.fromkeys(map(chr, [*range(8192, 8203), *range(8234, 8239), *range(8294, 8298)]), " ")
    | dict.fromkeys("“”„‟«»", '"')
    | dict.fromkeys("‘’‛`´", "'")
    | dict.fromkeys("‐‑", "-")
)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The text between blank lines."""
    at = 0
    for gap in _BLANK.finditer(text):
        yield at, gap.start()
        at = gap.end()
    yield at, len(text)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Lines, joined where a paragraph was wrapped."""
    lines = [s for m in _LINE.finditer(text, start, end) if (s := _trim(text, *m.span()))]
    if not lines:
        return
    first, last = lines[0]
    wrapped = _is_wrapped(lines)
    for line in lines[1:]:
        if _runs_on(text, (first, last), line, wrapped):
            last = line[1]
        else:
            yield first, last
            first, last = line
    yield first, last


def _is_wrapped(lines: list[tuple[int, int]]) -> bool:
    """Whether all lines but the last are of about one length, as a wrapped paragraph's are."""
    sizes = [end - start for start, end in lines[:-1]]
    return bool(sizes) and 40 <= max(sizes) <= WRAP_WIDTH and min(sizes) >= 0.7 * max(sizes)


def _runs_on(text: str, before: tuple[int, int], line: tuple[int, int], wrapped: bool) -> bool:
    tail = text[max(before[0], before[1] - 8) : before[1]]
    if _BOILERPLATE.match(text, line[0]) or _BOILERPLATE.match(text, before[0]):
        return False
    if text[line[0]].islower() and not _ENDS.search(tail):
        return True
    return wrapped


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _kinds(text: str, start: int, end: int, number: int) -> Iterator[tuple[SentenceKind, int, int]]:
    if _BOILERPLATE.match(text, start):
        glue = _glue(text, start, end)
        yield "boilerplate", start, glue
        start = glue
    elif number < 4 and (body := dateline_end(text, start, end)) > start:
        if trimmed := _trim(text, start, body):
            yield "dateline", *trimmed
        start = body
    if trimmed := _trim(text, start, end):
        yield ("headline" if _is_headline(text, trimmed, number) else "body"), *trimmed


def _glue(text: str, start: int, end: int) -> int:
    """Where a story begins that was glued to a link's title; `end` where none was."""
    for match in _GLUED.finditer(text, min(start + 12, end), end):
        at = match.start()
        if len(text[at:end].split()) >= 6 and not text[:at].endswith(_PREFIXES, max(start, at - 4)):
            return at
    return end


def dateline_end(text: str, start: int, end: int) -> int:
    """Where the story begins behind a dateline ("BEIRUT, Oct. 23 (Agency) -- "); `start` where there is none."""
    match = _DATELINE.match(text, start, min(end, start + 120))
    if not match or match.end() >= end:
        return start
    city, rest = match["city"], match["rest"]
    shouted = city.isupper() and len(city) > 2
    dated = bool(rest and _MONTH_DAY.search(rest)) and city[0].isupper()
    if not (shouted or dated or (match["agency"] and city[0].isupper())):
        return start
    if len(rest.split()) > 9 or (shouted and text[start:end].isupper() and not (dated or match["agency"])):
        return start
    tags = _TAGS.match(text, match.end(), end)
    return tags.end() if tags else match.end()


def _is_headline(text: str, span: tuple[int, int], number: int) -> bool:
    """A short line without a full stop, at the top or in title case."""
    words = text[span[0] : min(span[1], span[0] + 400)].split()
    if not 2 <= len(words) <= HEADLINE_WORDS or span[1] - span[0] > 200 or _ENDS.search(text[span[0] : span[1]]):
        return False
    if text[span[1] - 1] in "\"”’'":
        return False
    capital = sum(word[0].isupper() for word in words)
    return number == 0 or capital >= 0.7 * len(words)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut at white space into pieces of at most `LONGEST` characters."""
    while end - start > LONGEST:
        cut = max(text.rfind(". ", start, start + LONGEST) + 1, text.rfind("\n", start, start + LONGEST))
        if cut <= start + LONGEST // 2:
            cut = text.rfind(" ", start, start + LONGEST)
        if cut <= start:
            cut = start + LONGEST
        yield start, cut
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end
