"""The event lexicon: which words name an event, of which type and mode, and who plays which part in it.

The words are data: TOML files in `data/`, whose header comments explain the columns. An entry groups words that share a
type, a mode, a frame and conditions. A user's own file (`Lexicon.load(extra)`) has the same columns; its entries are
tried before built-in ones of as many words.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar, cast, get_args

import msgspec

from sayso.errors import ResourceError, SettingsError
from sayso.model import EventType, Phase, Role

Part = Literal["verb", "noun", "adjective", "phrase"]
T = TypeVar("T")

MODES: Mapping[str, tuple[str, ...]] = {
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "OFFICE": ("resign",),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber", "ban",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""PLOVER's modes of each type that has any (the manual's table of modes; `ban` is NGEC's). A post that is left keeps the mode
it has under PLOVER's RETREAT."""

CONTEXTS = (
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
)  # fmt: skip
"""PLOVER's 37 contexts."""

NONE = "NONE"
"""The type of an entry that names no event: it takes its words, so that a shorter entry does not claim them."""


class Frame(msgspec.Struct, frozen=True):
    """How syntax maps to roles.

    A key is a UD relation of the trigger ("nsubj", "obj", "nsubj:pass", "nmod:poss", "compound", "amod"), a relation with its
    adposition ("obl:with" under verbs, "nmod:on" under nouns; the agent of a passive is "obl:by"), or a path of them
    ("xcomp>obj"). A noun's frame holds for the subject and obliques of its support verb too. `numbers`: the role of a
    quantity found at a relation. A relation whose role is None gives nothing, whatever it does elsewhere.
    """

    name: str
    roles: Mapping[str, Role | None]
    numbers: Mapping[str, Role]

    def inverted(self) -> Frame:
        """The frame under a support verb whose subject undergoes the event ("came under attack from")."""
        affected = self.roles.get("obj") or "recipient"
        turned: dict[str, Role | None] = {
            "nsubj": affected,
            "nsubj:pass": affected,
            "obl:from": "actor",
            "obl:by": "actor",
        }
        return Frame(f"{self.name}, inverted", {**self.roles, **turned}, self.numbers)

    def opposed(self, *, passive: bool) -> Frame:
        """The frame under a support verb whose subject (of a passive the agent) keeps others from it: who repels an attack
        does not attack."""
        return Frame(f"{self.name}, opposed", {**self.roles, "obl:by" if passive else "nsubj": None}, self.numbers)


class Support(msgspec.Struct, frozen=True):
    """A light verb that carries a noun. `phase`: what it says of the event.

    `inverse`: its subject undergoes the event; `against`: its subject keeps others from doing it.
    """

    words: tuple[str, ...]
    inverse: bool = False
    phase: Phase | None = None
    against: bool = False


class Condition(msgspec.Struct, frozen=True):
    """One test: some relation has (`negated`: none has) a filler among `fillers`, or any filler where those are empty."""

    relations: tuple[str, ...]
    fillers: frozenset[str] = frozenset()
    negated: bool = False


class Entry(msgspec.Struct, frozen=True):
    """Words that name one kind of event, and what must hold of their surroundings. `type` None: they name none.

    `words[head]` is the word it is found by. `when` holds alternatives of conditions that must all be met; any alternative
    will do, and none of `unless` may hold.
    """

    id: str
    type: EventType | None
    part: Part
    words: tuple[str, ...]
    frame: Frame
    head: int = 0
    mode: str | None = None
    context: tuple[str, ...] = ()
    phase: Phase | None = None
    when: tuple[tuple[Condition, ...], ...] = ()
    unless: tuple[tuple[Condition, ...], ...] = ()
    bare: bool = False
    extra: bool = False
    rest: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """The word it is found by."""
        return self.words[self.head]


class Cue(msgspec.Struct, frozen=True):
    """Words for a mode or context: `strong` ones count beside the trigger, `weak` ones (for modes) in its sentence."""

    name: str
    strong: frozenset[str]
    weak: frozenset[str] = frozenset()


class Lexicon(msgspec.Struct, frozen=True):
    """Entries by part and key, best first, and the tables beside them. Loaded once, shared by all readings."""

    entries: Mapping[Part, Mapping[str, tuple[Entry, ...]]]
    supports: Mapping[str, tuple[Support, ...]]
    modes: Mapping[str, tuple[Cue, ...]]
    contexts: tuple[Cue, ...]
    frames: Mapping[str, Frame]
    classes: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls, extra: Path | None = None) -> Lexicon:
        """The built-in lexicon, with a user's entries. Raises SettingsError naming the file and entry that is wrong."""
        return _built_in() if extra is None else _assemble(extra)

    def __iter__(self) -> Iterator[Entry]:
        """All entries, one for each of their words."""
        for table in self.entries.values():
            for group in table.values():
                yield from group


# ---------------------------------------------------------------- as it stands in the files
class _RawEntry(msgspec.Struct, forbid_unknown_fields=True):
    """An `[[entry]]`."""

    type: str | None = None
    mode: str | None = None
    frame: str | None = None
    verbs: list[str] = []
    nouns: list[str] = []
    adjectives: list[str] = []
    phrases: list[str] = []
    context: list[str] = []
    phase: str | None = None
    when: list[str] = []
    unless: list[str] = []
    bare: bool = False


class _RawFile(msgspec.Struct, forbid_unknown_fields=True):
    """A file of entries. `type` and `frame` hold for the entries without their own."""

    type: str | None = None
    frame: str = "act"
    classes: dict[str, list[str]] = {}
    entry: list[_RawEntry] = []


class _RawSupport(msgspec.Struct, forbid_unknown_fields=True):
    verbs: list[str]
    inverse: bool = False
    phase: str | None = None
    against: bool = False


class _RawCue(msgspec.Struct, forbid_unknown_fields=True):
    strong: list[str]
    weak: list[str] = []


class _Tables(msgspec.Struct, frozen=True):
    """What entries refer to."""

    frames: Mapping[str, Frame]
    classes: Mapping[str, frozenset[str]]


_TABLES = ("frames", "classes", "supports", "modes", "contexts")


@cache
def _built_in() -> Lexicon:
    return _assemble(None)


def _assemble(extra: Path | None) -> Lexicon:
    """The lexicon of the built-in files and the user's."""
    raw = {path: _decoded(data, path, _RawFile) for path, data in _entry_files(extra)}
    classes = _classes(_table("classes", dict[str, list[str]]), raw)
    tables = _Tables(_frames(_table("frames", dict[str, dict[str, Any]])), classes)
    entries = [
        entry
        for path, file in raw.items()
        for number, one in enumerate(file.entry, 1)
        for entry in _Reader(path, number, one, file, tables, extra is not None and path == str(extra)).entries()
    ]
    return Lexicon(
        entries=_indexed(entries),
        supports=_supports(_table("supports", dict[str, list[_RawSupport]])["support"]),
        modes={
            kind: tuple(_cue(mode, cue) for mode, cue in cues.items())
            for kind, cues in _table("modes", dict[str, dict[str, _RawCue]]).items()
        },
        contexts=tuple(_cue(name, cue) for name, cue in _table("contexts", dict[str, _RawCue]).items()),
        frames=tables.frames,
        classes=tables.classes,
    )


def _data(name: str) -> str:
    try:
        return (files("sayso.events") / "data" / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(f"the event lexicon's {name} is missing: {error}") from error


def _entry_files(extra: Path | None) -> Iterator[tuple[str, str]]:
    """Name and content of each file of entries; the user's comes last."""
    folder = files("sayso.events") / "data"
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    for name in names:
        if name.removesuffix(".toml") not in _TABLES:
            yield name, _data(name)
    if extra is not None:
        try:
            yield str(extra), extra.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{extra}: cannot be read as a lexicon: {error}") from error


def _table(name: str, kind: type[T]) -> T:
    return _decoded(_data(f"{name}.toml"), f"{name}.toml", kind)


def _decoded(data: str, path: str, kind: type[T]) -> T:
    """TOML as a value of `kind`. Raises SettingsError."""
    try:
        return msgspec.convert(tomllib.loads(data), kind)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _classes(built_in: Mapping[str, list[str]], raw: Mapping[str, _RawFile]) -> dict[str, frozenset[str]]:
    """Word classes; one that names others ("@people") includes them. A user's class adds to the built-in one."""
    words: dict[str, list[str]] = defaultdict(list)
    for table in (built_in, *(file.classes for file in raw.values())):
        for name, members in table.items():
            words[name] += members

    def expand(name: str, path: tuple[str, ...]) -> Iterator[str]:
        for word in words.get(name, ()):
            if word.startswith("@"):
                if word[1:] not in path:
                    yield from expand(word[1:], (*path, word[1:]))
            else:
                yield word

    return {name: frozenset(expand(name, (name,))) for name in words}


def _frames(raw: Mapping[str, dict[str, Any]]) -> dict[str, Frame]:
    """Frames with what they inherit (`base` stands before them in the file)."""
    made: dict[str, Frame] = {}
    for name, columns in raw.items():
        base = made.get(columns.get("base", ""), Frame("", {}, {}))
        roles = {key: role for key, role in columns.items() if key not in ("base", "numbers")}
        merged = {key: role or None for key, role in {**base.roles, **roles}.items()}
        numbers = {key: role for key, role in {**base.numbers, **columns.get("numbers", {})}.items() if role}
        made[name] = Frame(name, merged, numbers)
        _allow(f"frames.toml [{name}]", "role", [*filter(None, merged.values()), *numbers.values()], get_args(Role))
    return made


def _allow(where: str, column: str, values: Iterable[str], allowed: Iterable[str]) -> None:
    """Raises SettingsError for a value that is not allowed."""
    known = tuple(allowed)
    for value in values:
        if value not in known:
            raise SettingsError(f"{where}: {column} {value!r} is none of {', '.join(known)}")


def _cue(name: str, raw: _RawCue) -> Cue:
    return Cue(name, frozenset(raw.strong), frozenset(raw.weak))


def _supports(raw: Sequence[_RawSupport]) -> dict[str, tuple[Support, ...]]:
    """Support verbs by lemma, those with a particle or preposition first."""
    found: dict[str, list[Support]] = defaultdict(list)
    for group in raw:
        _allow("supports.toml", "phase", [group.phase] if group.phase else [], get_args(Phase))
        for verb in group.verbs:
            words = tuple(verb.split())
            found[words[0]].append(Support(words, group.inverse, cast("Phase | None", group.phase), group.against))
    return {verb: tuple(sorted(group, key=lambda s: -len(s.words))) for verb, group in found.items()}


def _indexed(entries: Iterable[Entry]) -> dict[Part, dict[str, tuple[Entry, ...]]]:
    """By part and key: most words first, then the user's, then those with conditions, then in order of the files."""
    found: dict[Part, dict[str, list[Entry]]] = {part: defaultdict(list) for part in get_args(Part)}
    for entry in entries:
        found[entry.part][entry.key].append(entry)
    return {
        part: {key: tuple(sorted(group, key=_rank)) for key, group in table.items()} for part, table in found.items()
    }


def _rank(entry: Entry) -> tuple[int, bool, bool]:
    return -len(entry.words), not entry.extra, not entry.when


class _Reader(msgspec.Struct, frozen=True):
    """One `[[entry]]` of a file, checked and turned into entries."""

    path: str
    number: int
    raw: _RawEntry
    file: _RawFile
    tables: _Tables
    extra: bool

    @property
    def where(self) -> str:
        words = [*self.raw.verbs, *self.raw.nouns, *self.raw.adjectives, *self.raw.phrases]
        return f"{self.path}, entry {self.number} ({words[0] if words else 'without words'})"

    def entries(self) -> Iterator[Entry]:
        """One for each word."""
        self.check()
        kind = self.raw.type or self.file.type
        when, unless = self.conditions(self.raw.when), self.conditions(self.raw.unless)
        for part, words, head in self.words():
            yield Entry(
                id=f"{Path(self.path).stem}.{self.number}",
                type=None if kind == NONE else cast("EventType", kind),
                part=part,
                words=words,
                head=head,
                rest=frozenset(words[:head] + words[head + 1 :]),
                frame=self.tables.frames[self.raw.frame or self.file.frame],
                mode=self.raw.mode,
                context=tuple(self.raw.context),
                phase=cast("Phase | None", self.raw.phase),
                when=when,
                unless=unless,
                bare=self.raw.bare,
                extra=self.extra,
            )

    def words(self) -> Iterator[tuple[Part, tuple[str, ...], int]]:
        """Part, words and head: the last word of a noun, the one after a star, else the first."""
        columns: tuple[tuple[Part, list[str]], ...] = (
            ("verb", self.raw.verbs), ("noun", self.raw.nouns),
            ("adjective", self.raw.adjectives), ("phrase", self.raw.phrases),
        )  # fmt: skip
        for part, column in columns:
            for words in column:
                if words != words.lower() or not words.split():
                    raise SettingsError(f"{self.where}: {words!r} must be lower-case words")
                parts = words.replace("-", " ").split()
                starred = next((n for n, word in enumerate(parts) if word.startswith("*")), 0)
                yield part, tuple(word.lstrip("*") for word in parts), len(parts) - 1 if part == "noun" else starred

    def check(self) -> None:
        """Raises SettingsError for what is not in a vocabulary."""
        raw, kind = self.raw, self.raw.type or self.file.type or ""
        _allow(self.where, "type", [kind], (*get_args(EventType), NONE))
        _allow(self.where, "mode", [raw.mode] if raw.mode else [], MODES.get(kind, ()))
        _allow(self.where, "frame", [raw.frame or self.file.frame], self.tables.frames)
        _allow(self.where, "context", raw.context, CONTEXTS)
        _allow(self.where, "phase", [raw.phase] if raw.phase else [], get_args(Phase))
        if not any(True for _ in self.words()):
            raise SettingsError(f"{self.where}: it has none of verbs, nouns, adjectives, phrases")

    def conditions(self, column: Sequence[str]) -> tuple[tuple[Condition, ...], ...]:
        return tuple(tuple(self.condition(term) for term in text.split("&")) for text in column)

    def condition(self, term: str) -> Condition:
        """ "!obj:@people,car" as a condition."""
        relation, _, fillers = term.strip().lstrip("!").partition(":")
        words: set[str] = set()
        for filler in filter(None, (one.strip() for one in fillers.split(","))):
            if filler.startswith("@"):
                _allow(self.where, "class", [filler[1:]], self.tables.classes)
                words |= self.tables.classes[filler[1:]]
            else:
                words.add(filler)
        relations = tuple(one.strip() for one in relation.split(","))
        return Condition(relations, frozenset(words), term.strip().startswith("!"))
