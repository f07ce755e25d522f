"""The actor base: states and their people, and actors known by name, as data that ships with sayso or that a user adds.

Names are looked for as sequences of whole tokens, longest first, in time linear in the text: at each capitalised token
the growing words are held against the sorted names, and given up as soon as none begins like that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from sayso.errors import ResourceError
from sayso.model import ActorKind, Token

Form = Literal["name", "alias", "adjective", "people", "seat"]
MAX_TOKENS = 14
_BRACKET = re.compile(r"\s*\[[^\]]*\]$")
_ARTICLE = re.compile(r"^[Tt]he ")
_FOLDED = {
    "À": "A", "Á": "A", "Â": "A", "Ã": "A", "Ä": "A", "Å": "A", "Ā": "A", "Ç": "C", "Č": "C", "Ć": "C", "È": "E", "É": "E",
    "Ê": "E", "Ë": "E", "Ė": "E", "Ì": "I", "Í": "I", "Î": "I", "Ï": "I", "İ": "I", "Ñ": "N", "Ń": "N", "Ò": "O", "Ó": "O",
    "Ô": "O", "Õ": "O", "Ö": "O", "Ø": "O", "Ő": "O", "Ù": "U", "Ú": "U", "Û": "U", "Ü": "U", "Ý": "Y", "Š": "S", "Ş": "S",
    "Ș": "S", "Ś": "S", "Ž": "Z", "Ż": "Z", "Ź": "Z", "Ł": "L", "Đ": "D", "Ğ": "G", "Ţ": "T", "Ț": "T", "à": "a", "á": "a",
    "â": "a", "ã": "a", "ä": "a", "å": "a", "ā": "a", "ă": "a", "ą": "a", "ç": "c", "č": "c", "ć": "c", "è": "e", "é": "e",
    "ê": "e", "ë": "e", "ė": "e", "ę": "e", "ě": "e", "ì": "i", "í": "i", "î": "i", "ï": "i", "ı": "i", "ī": "i", "ñ": "n",
    "ń": "n", "ň": "n", "ò": "o", "ó": "o", "ô": "o", "õ": "o", "ö": "o", "ø": "o", "ő": "o", "ō": "o", "ù": "u", "ú": "u",
    "û": "u", "ü": "u", "ů": "u", "ū": "u", "ű": "u", "ý": "y", "š": "s", "ş": "s", "ș": "s", "ś": "s", "ž": "z", "ż": "z",
    "ź": "z", "ł": "l", "đ": "d", "ğ": "g", "ţ": "t", "ț": "t", "ř": "r", "’": "'", "‘": "'", "ʼ": "'", "–": "-", "‑": "-",
}  # fmt: skip
_FOLD = str.maketrans(_FOLDED)


def folded(words: str) -> str:
    """The words without accents, quotes and hyphens straight; as long as they were, character for character."""
    return words if words.isascii() else words.translate(_FOLD)


class Entry(msgspec.Struct, frozen=True):
    """An actor of the base. `key` names it alone; `form`s by which it is found stand in the index."""

    key: str
    name: str
    kind: ActorKind
    sector: str = ""
    country: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    role: str = ""
    gender: str = ""
    note: str = ""
    wikidata: str = ""

    @property
    def identifier(self) -> str | None:
        """`wikidata:Q...` where it is known."""
        return f"wikidata:Q{self.wikidata}" if self.wikidata else None


class Hit(NamedTuple):
    """Tokens `[first, last)` are a `form` of each of `entries` (namesakes are several)."""

    first: int
    last: int
    entries: tuple[tuple[Entry, Form], ...]


class ActorBase:
    """Entries, and the index of all their forms. Later entries give way to earlier ones of the same key."""

    def __init__(self, forms: Iterable[tuple[str, Entry, Form]]) -> None:
        index: dict[str, list[tuple[Entry, Form]]] = {}
        entries: dict[str, Entry] = {}
        for form, entry, sort in forms:
            if entries.setdefault(entry.key, entry) is not entry:
                continue
            for key in _spellings(form):
                senses = index.setdefault(key, [])
                if not any(held is entry for held, _ in senses):
                    senses.append((entry, sort))
        self.entries = entries
        self._index = index
        self._keys = sorted(index)
        self._low: dict[str, str] = {}

    def country(self, code: str | None) -> Entry | None:
        """The state with this alpha-3 code."""
        return self.entries.get(f"country:{code}") if code else None

    def named(self, name: str) -> tuple[tuple[Entry, Form], ...]:
        """The entries that go by exactly this name."""
        return tuple(self._index.get(_ARTICLE.sub("", folded(name)), ()))

    def hits(self, tokens: Sequence[Token], words: Sequence[str], gaps: Sequence[bool]) -> list[Hit]:
        """The longest names from left to right, none overlapping another. `words` are the tokens' folded words;
        `gaps[i]` says whether white space stands before token i.
        """
        found: list[Hit] = []
        at, total = 0, len(tokens)
        while at < total:
            hit = self._longest(words, gaps, at, total) if _may_begin(words[at]) else None
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.last
        return found

    def _longest(self, words: Sequence[str], gaps: Sequence[bool], at: int, total: int) -> Hit | None:
        keys, index = self._keys, self._index
        best: Hit | None = None
        key, place = "", 0
        for last in range(at, min(total, at + MAX_TOKENS)):
            key = f"{key} {words[last]}" if last > at and gaps[last] else key + words[last]
            place = bisect_left(keys, key, place)
            if place == len(keys) or not keys[place].startswith(key):
                break
            if keys[place] == key:
                best = Hit(at, last + 1, tuple(index[key]))
        return best

    def search(self, query: str, limit: int = 20) -> list[Entry]:
        """Entries by name, alias or note: exact matches first, then those that begin so, then those that hold every
        word. Without case and accents.
        """
        wanted = _plain(query.strip())
        if not wanted:
            return []
        ranked: dict[str, tuple[int, str]] = {}
        for form, senses in self._index.items():
            rank = _rank(wanted, _plain(form))
            for entry, _ in senses if rank is not None else ():
                held = ranked.get(entry.key)
                if rank is not None and (held is None or rank < held[0]):
                    ranked[entry.key] = (rank, entry.name)
        for entry in self.entries.values():
            if entry.key not in ranked and set(wanted.split()) <= set(_plain(entry.note).split()):
                ranked[entry.key] = (3, entry.name)
        order = sorted(ranked, key=lambda key: ranked[key])
        return [self.entries[key] for key in order[:limit]]


def _may_begin(word: str) -> bool:
    first = word[0]
    return first.isupper() or first in "'" or word in ("al", "anti", "dpa", "the", "el", "uMkhonto")


def _plain(words: str) -> str:
    return _ARTICLE.sub("", folded(words)).casefold().replace(".", "")


def _rank(wanted: str, form: str) -> int | None:
    if form == wanted:
        return 0
    if form.startswith(wanted):
        return 1
    return 2 if set(wanted.split()) <= set(form.split()) else None


def _spellings(form: str) -> Iterator[str]:
    """The keys of one form: without its bracket and article; "al-X" also as "Al-X"."""
    key = _ARTICLE.sub("", _BRACKET.sub("", folded(form).strip()))
    if key:
        yield key
        if key[:3] in ("al-", "al ", "Al-", "Al "):
            yield key[0].swapcase() + key[1:]


@cache
def shipped() -> ActorBase:
    """The base that comes with sayso."""
    return load()


def load(*extra: Path) -> ActorBase:
    """The shipped base with the user's files before it. Raises ResourceError for a broken line."""
    forms: list[tuple[str, Entry, Form]] = []
    for path in extra:
        try:
            content = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ResourceError(f"the actor file {path} can't be read: {error}") from error
        forms += actor_forms(content, str(path))
    data = files("sayso.actors") / "data"
    forms += country_forms((data / "countries.tsv").read_text(encoding="utf-8"))
    forms += actor_forms((data / "actors.tsv").read_text(encoding="utf-8"), "actors.tsv")
    return ActorBase(forms)


def actor_forms(content: str, where: str) -> Iterator[tuple[str, Entry, Form]]:
    """The forms of a file in the format of actors.tsv (its head explains the columns)."""
    for number, line in enumerate(content.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) < 2 or not cells[0] or cells[1] not in ("person", "group", "organization", "country", "people"):
            reason = "an actor needs a name and a kind (person, group, organization, country, people)"
            raise ResourceError(f"{where}:{number}: {reason}")
        entry = _entry(cells + [""] * (10 - len(cells)))
        yield cells[0], entry, "name"
        for alias in entry.aliases:
            yield alias, entry, "alias"


def _entry(cells: list[str]) -> Entry:
    name, kind, sector, country, aliases, part_of, role, gender, note, wikidata = cells[:10]
    return Entry(
        key=name, name=_BRACKET.sub("", name), kind=kind, sector=sector,  # type: ignore[arg-type]
        country=country if country not in ("", "-") else None, aliases=_listed(aliases), part_of=part_of or None,
        role=role, gender=gender, note=note, wikidata=wikidata.removeprefix("Q"),
    )  # fmt: skip


def country_forms(content: str) -> Iterator[tuple[str, Entry, Form]]:
    """The forms of countries.tsv."""
    for line in content.splitlines():
        if not line or line.startswith("#"):
            continue
        code, name, aliases, adjectives, people, seats, wikidata = line.split("\t")
        known = code if code != "-" else None
        entry = Entry(
            key=f"country:{known or name}", name=name, kind="country", sector="GOV", country=known,
            aliases=_listed(aliases), wikidata=wikidata,
        )  # fmt: skip
        plural = (_listed(people) or ("",))[-1]
        nation = Entry(key=f"people:{known or name}", name=plural, kind="people", sector="CVL", country=known)
        yield name, entry, "name"
        for alias in entry.aliases:
            yield alias, entry, "alias"
        for word in _listed(adjectives):
            yield word, entry, "adjective"
        for word in _listed(people):
            yield word, nation, "people"
        for word in _listed(seats):
            if not word.endswith("?"):
                yield word, entry, "seat"


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
