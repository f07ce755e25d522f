"""Patterns over words, compiled to regular expressions over letters.

A text is cut into lexemes; each lexeme becomes one letter (a code point that stands for the word, or for the shape of
a figure), so that a text of n words is a string of n letters, and a grammar's patterns, written over words and classes
of words, are ordinary regular expressions over that string. They run in C and in linear time so long as every
repetition in them is bounded, which `Grammar` checks.

A pattern is written with spaces between its elements:

    MONTH DAY ( ,? YEAR )?        upper case: a class of words or of figures (SHAPES)
    the | this                    lower case, signs: the word itself
    <when: last | next>           a named group
    $count                        another pattern, by its name
    ( ... ), |, ?, {0,3}          as in regular expressions

Lexemes: runs of letters (lower-cased), abbreviations with dots ("p.m."), figures ("1,200", "10:35"), what is glued to
a figure with a plus sign before it ("1990s" is "1990", "+s"), "'s", a hyphen inside a word ("-") or a dash ("--"), a
paragraph's end ("\\n"), and any other sign.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple, TypeVar

from sayso.errors import ResourceError
from sayso.model import Span

T = TypeVar("T")

_LEXEME = re.compile(
    r"(?P<w>[^\W\d_]+(?:['’](?:clock|er|an)\b)?)"
    r"|(?P<f>\d{1,2}(?::\d\d){1,2}(?!\d)|(?:\d{1,3}(?:,\d{2,3})+|\d{1,3}(?:[\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?|[½¼¾⅓⅔⅛⅜⅝])"
    r"|(?P<b>[ \t\r]*\n[ \t\r]*\n\s*)"
    r"|(?P<s>['’](?:s|t|re|ve|ll|d|m)\b)"
    r"|(?P<x>\S)"
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}|[ap]\.m\b", re.IGNORECASE)
_DASHES = {"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "--", "\u2212": "-"}
_FIRST_WORD = 0x4E00
_UNKNOWN = "\u0100"

SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("ZERO", r"0|00"),
        ("PADDED", r"0[1-9]"),
        ("TO12", r"[1-9]|1[0-2]"),
        ("TO24", r"1[3-9]|2[0-4]"),
        ("TO31", r"2[5-9]|3[01]"),
        ("TO59", r"3[2-9]|[45]\d"),
        ("TO99", r"[6-9]\d"),
        ("THREE", r"\d{3}"),
        ("YEAR4", r"1\d{3}|20\d\d|21\d\d"),
        ("FOUR", r"\d{4}"),
        ("SIX", r"\d{6}"),
        ("EIGHT", r"(?:19|20)\d{6}"),
        ("LONG", r"\d+"),
        ("CLOCK", r"(?:[01]?\d|2[0-4])(?::[0-5]\d){1,2}"),
        ("POINTED", r"\d{1,2}\.\d\d"),
        ("DECIMAL", r"\d+\.\d+|[½¼¾⅓⅔⅛⅜⅝]"),
        ("GROUPED", r"\d{1,3}(?:[,\u00a0\u202f]\d{2,3})+(?:\.\d+)?"),
        ("ODD", r".*"),
    )
)
"""Classes of figures, by the first pattern that fits."""
_SHAPE_LETTERS = {name: chr(0x200 + n) for n, (name, _) in enumerate(SHAPES)}


class Lexemes(NamedTuple):
    """The lexemes of a text: offsets, lower-case forms and letters, all of one length, and the text they are cut from."""

    starts: list[int]
    ends: list[int]
    forms: list[str]
    letters: str
    text: str

    def is_capital(self, at: int) -> bool:
        """Whether a lexeme is written with a capital and small letters behind it."""
        word = self.text[self.starts[at] : self.ends[at]]
        return word[:1].isupper() and word[1:2].islower()

    def is_named(self, at: int) -> bool:
        """Whether a lexeme begins with a capital and stands in the same phrase as the next one."""
        return self.text[self.starts[at]].isupper() and self.text[self.ends[at] : self.starts[at + 1]] == " "


class Match(NamedTuple):
    """One place where the pattern `rule` fits: lexemes `[first, last)`."""

    rule: str
    first: int
    last: int
    lexemes: Lexemes
    found: re.Match[str]

    @property
    def span(self) -> Span:
        return Span(self.lexemes.starts[self.first], self.lexemes.ends[self.last - 1])

    def words(self, group: str) -> list[str]:
        """The forms in a group; empty where the group is absent or took no part."""
        if group not in self.found.re.groupindex:
            return []
        first, last = self.found.span(group)
        return self.lexemes.forms[first:last] if first >= 0 else []

    def word(self, group: str) -> str:
        """The forms in a group, with spaces between them."""
        return " ".join(self.words(group))

    def start(self, group: str) -> int:
        """The offset in the text where a group begins; -1 where it took no part."""
        first = self.found.start(group) if group in self.found.re.groupindex else -1
        return self.lexemes.starts[first] if first >= 0 else -1

    def end(self, group: str) -> int:
        """The offset in the text where a group ends; -1 where it took no part."""
        last = self.found.end(group) if group in self.found.re.groupindex else -1
        return self.lexemes.ends[last - 1] if last > 0 else -1


class Grammar:
    """Classes of words (and of shapes, by name) and named patterns: the rules, and the parts they share.

    `cores` names the classes of which one must stand in a run of known words for the rules to be tried there at all;
    `capital` holds words known only with a capital letter ("May", "Sun").

    Raises ResourceError for a pattern that can't be compiled: an unknown class or an unbounded repetition.
    """

    def __init__(
        self,
        classes: Mapping[str, Iterable[str]],
        rules: Mapping[str, str],
        *,
        parts: Mapping[str, str] | None = None,
        cores: Iterable[str] = (),
        capital: Iterable[str] = (),
    ) -> None:
        self._letters: dict[str, str] = {}
        self._classes = {name: "".join(map(self._member, words)) for name, words in classes.items()}
        self._classes.update(_SHAPE_LETTERS)
        self._parts = dict(parts or {})
        self._capital = frozenset(capital)
        self._ranked = [(name, self._compiled(name, pattern)) for name, pattern in rules.items()]
        core = "".join(self._classes[name] for name in cores)
        known = "".join(self._letters.values()) + "".join(_SHAPE_LETTERS.values())
        self._any = re.compile("|".join(_NAMED.sub("(?:", rule.pattern) for _, rule in self._ranked))
        self._island = re.compile(f"[{known}]+")
        self._core = re.compile(f"[{core}]") if core else None

    def lexemes(self, text: str) -> Lexemes:
        """The text cut up; linear in its length."""
        starts: list[int] = []
        ends: list[int] = []
        forms: list[str] = []
        letters: list[str] = []
        known, capital = self._letters, self._capital
        for start, end, form, is_figure in _cut(text):
            starts.append(start)
            ends.append(end)
            forms.append(form)
            if is_figure:
                letters.append(_shape(form))
            elif form in capital and text[start].islower():
                letters.append(_UNKNOWN)
            else:
                letters.append(known.get(form, _UNKNOWN))
        return Lexemes(starts, ends, forms, "".join(letters), text)

    def read(self, lexemes: Lexemes, build: Callable[[Match], list[T]]) -> list[T]:
        """What `build` makes of the fits, in order of the text, none overlapping another.

        At one place the longest fit comes first, then the order of the rules; a fit of which `build` makes nothing
        gives way to the next.
        """
        made: list[T] = []
        for island in self._island.finditer(lexemes.letters):
            first, last = island.span()
            if self._core is None or self._core.search(lexemes.letters, first, last):
                made += self._read_island(lexemes, first, last, build)
        return made

    def _read_island(self, lexemes: Lexemes, first: int, last: int, build: Callable[[Match], list[T]]) -> Iterator[T]:
        """Fits inside one run of known words; most runs have none, which one search tells."""
        fit = self._any.search(lexemes.letters, first, last)
        if fit is None:
            return
        first = fit.start()
        waiting: list[tuple[int, int, int, re.Match[str]]] = []

        def search(rank: int, start: int) -> None:
            found = self._ranked[rank][1].search(lexemes.letters, start, last)
            if found is not None:
                heappush(waiting, (found.start(), -found.end(), rank, found))

        for rank in range(len(self._ranked)):
            search(rank, first)
        while waiting:
            start, end, rank, found = heappop(waiting)
            if start >= first:
                values = build(Match(self._ranked[rank][0], start, -end, lexemes, found))
                if values:
                    yield from values
                    first = -end
                search(rank, max(start + 1, first))
            else:
                search(rank, first)

    def _member(self, word: str) -> str:
        return _SHAPE_LETTERS[word] if word in _SHAPE_LETTERS else self._letter(word)

    def _letter(self, word: str) -> str:
        return self._letters.setdefault(word, chr(_FIRST_WORD + len(self._letters)))

    def _compiled(self, name: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile("".join(self._translated(pattern)))
        except (re.error, KeyError, RecursionError) as error:
            raise ResourceError(f"pattern {name} is broken: {error}") from error

    def _translated(self, pattern: str) -> Iterator[str]:
        for element in _ELEMENT.findall(pattern):
            if element.startswith("$"):
                yield "(?:" + "".join(self._translated(self._parts[element[1:]])) + ")"
            elif element.startswith("<"):
                yield f"(?P<{element[1:-1]}>"
            elif element == ">":
                yield ")"
            elif element == "(":
                yield "(?:"
            elif element in (")", "|", "?") or element.startswith("{"):
                yield element
            elif element[0].isupper():
                yield f"[{self._classes[element]}]"
            elif element in ("*", "+"):
                raise KeyError(f"unbounded {element}")
            else:
                yield self._letter(element.removeprefix("`"))


_NAMED = re.compile(r"\(\?P<\w+>")
_ELEMENT = re.compile(r"--|\$\w+|<\w+:|>|\(|\)|\||\?|\{\d*,?\d+\}|`\S+|\+?['’]?[\w.'’&]+|\S")


def forms(phrase: str) -> list[str]:
    """The lexemes of a phrase, as a text would be cut."""
    return [form for _, _, form, _ in _cut(phrase)]


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first."""
    cut = sorted({tuple(forms(phrase)) for phrase in phrases}, key=lambda words: (-len(words), words))
    return " | ".join(" ".join(word if word[-1].isalnum() else f"`{word}" for word in words) for words in cut)


def _cut(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Offsets, form and whether it is a figure, of each lexeme."""
    at = 0
    scan = _LEXEME.scanner(text)  # type: ignore[attr-defined]
    for found in iter(scan.search, None):
        kind = found.lastgroup
        start, end = found.span()
        if start < at:
            continue
        form = found.group().lower()
        if kind == "w":
            glued = start > 0 and text[start - 1].isdigit()
            if end < len(text) and text[end] == "." and len(form) == 1:
                dotted = _DOTTED.match(text, start)
                if dotted:
                    end, form = dotted.end(), dotted.group().lower()
                    at = end
            form = "+" + form if glued else form.replace("’", "'")
        elif kind == "s":
            form = form.replace("’", "'")
        elif kind == "b":
            form = "\n"
        elif kind == "x":
            form = _sign(text, start, form)
        yield start, end, form, kind == "f"


def _sign(text: str, start: int, form: str) -> str:
    """Dashes told from hyphens by what stands around them; curly quotes made straight."""
    form = _DASHES.get(form, form)
    if form == "-":
        inside = 0 < start < len(text) - 1 and not text[start - 1].isspace() and not text[start + 1].isspace()
        return "-" if inside and "-" not in (text[start - 1], text[start + 1]) else "--"
    return "'" if form in "‘’`" else form


def _shape(figure: str) -> str:
    for name, pattern in SHAPES:
        if pattern.fullmatch(figure):
            return _SHAPE_LETTERS[name]
    return _UNKNOWN
