"""The values of a reading: a report, and what sayso found in it.

The names and meanings of the exported fields are those of the output contract (docs/reading.md). Every value is frozen;
a stage that changes one makes a new one with `msgspec.structs.replace`. Offsets are Unicode code points into
`Report.text`; a span is closed at its start and open at its end.

Three kinds of values stand here: what is exported (Report to Warning), what only the stages see (Token, Sentence,
Entity, Analysis), and the Reading that holds both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

VERSION = 1
"""The version of the output contract (`sayso` in a printed reading)."""

ActorKind: TypeAlias = Literal["person", "group", "organization", "country", "people", "unnamed"]
Precision: TypeAlias = Literal["site", "town", "admin2", "admin1", "country", "region"]
TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
Qualifier: TypeAlias = Literal["exact", "about", "almost", "at_least", "more_than", "at_most", "fewer_than", "vague"]
Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
Stance: TypeAlias = Literal[
    "says", "confirms", "denies", "admits", "accuses", "reports", "expects", "believes", "doubts", "demands", "warns",
    "threatens", "promises", "plans", "wants", "asks", "praises", "condemns", "declines",
]  # fmt: skip
Phase: TypeAlias = Literal[
    "happened", "ongoing", "attempted", "foiled", "planned", "threatened", "called_for", "conditional"
]
FactPhase: TypeAlias = Literal["current", "former", "future"]
Factuality: TypeAlias = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "DISPLACE", "DISASTER", "OFFICE", "VOTE", "JUSTICE", "CRIME",
]  # fmt: skip
HappeningType: TypeAlias = EventType | Literal["OTHER"]
"""`OTHER`: a happening that none of the types covers, read only when asked for (`--happenings all`)."""
Role: TypeAlias = Literal[
    "actor", "recipient", "victim", "target", "instrument", "place", "origin", "destination", "time", "killed",
    "wounded", "missing", "held", "displaced", "count", "topic",
]  # fmt: skip
Property: TypeAlias = Literal[
    "holds_office", "heads", "member_of", "part_of", "backed_by", "opposes", "allied_with", "controls", "based_in",
    "designated_as", "expected_successor_of", "alias", "age", "nationality",
]  # fmt: skip
SentenceKind: TypeAlias = Literal["body", "headline", "dateline", "boilerplate"]

REPORT_VOICE = "report"
"""The `source` of an attestation that the report makes in its own voice."""


class Span(NamedTuple):
    """`[start, end)`, code points of `Report.text`; printed as `[start, end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words at the span."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


# ---------------------------------------------------------------- what is exported
class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One published text and its metadata. `text` never changes; `published` is an ISO 8601 date or date-time."""

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    sha256: str | None = None  # of the bytes that the text was taken from (a page, a PDF), in hexadecimal
    fetched: str | None = None  # when those bytes were fetched, in UTC

    @property
    def published_day(self) -> str | None:
        """The day of `published`, `YYYY-MM-DD`; None where the date is not known."""
        return self.published[:10] if self.published else None


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What all exported values share: immutable, built by keyword, absent fields not printed."""


def always_printed(default: Any = ()) -> Any:
    """The field's default, printed all the same: lists that readers of the contract rely on, and words (msgspec tells a
    default word by identity, which a value that came from another process has lost).
    """
    return msgspec.field(default_factory=lambda: default)


class Actor(Value, frozen=True, kw_only=True):
    """Someone who acts, is acted on or speaks. `mentions` holds every span that refers to it, in order of the text."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    country: str | None = None  # ISO 3166-1 alpha-3
    sector: str | None = None  # PLOVER sector
    identifier: str | None = None  # wikidata:Q...
    part_of: str | None = None  # id of an actor
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()  # ids, of a compound actor ("Israel and Hamas")


class Place(Value, frozen=True, kw_only=True):
    """A literal place. Without `lat` and `lon` it could not be resolved, and `reason` says why."""

    id: str
    name: str
    mentions: tuple[Span, ...]
    precision: Precision
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None
    radius_km: float | None = None
    reason: str | None = None


class Time(Value, frozen=True, kw_only=True):
    """A TIMEX3 expression. `start` and `end`: the closed interval of days that a DATE or TIME covers, where known."""

    id: str
    span: Span
    type: TimeType
    value: str
    start: str | None = None
    end: str | None = None
    edtf: str | None = None
    anchor: str | None = None  # what the value was worked out from: "published", "dateline", a time's id, or absent
    reason: str | None = None


class Quantity(Value, frozen=True, kw_only=True):
    """A number with what it counts. Bounds mean what they say: `more_than 60` has low 60 and best 60."""

    id: str
    span: Span
    of: str
    qualifier: Qualifier
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    tally: str | None = None  # killed, wounded, missing, held, displaced, treated ...: what befell those counted
    population: str | None = None  # civilians, children, fighters ...: whom it counts, where not simply people
    cumulative: bool = False  # a running total, not one incident's
    part_of: str | None = None  # id of the quantity that this one is included in


class Source(Value, frozen=True, kw_only=True):
    """Who a claim is from. `spans` is empty where the source is implied; `actor` is an actor's id."""

    spans: tuple[Span, ...] = always_printed()
    actor: str | None = None


class Claim(Value, frozen=True, kw_only=True):
    """An attribution: the report gives `source` as the source of `content`."""

    id: str
    source: Source
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    stance: Stance
    within: str | None = None  # id of the claim whose content this one stands in
    addressee: str | None = None  # id of the actor spoken to


class Attestation(Value, frozen=True, kw_only=True):
    """`source` vouches for an event, argument or fact: an actor's id, "report", or None where the source is implied."""

    source: str | None
    factuality: Factuality
    claim: str | None = None


class Argument(Value, frozen=True, kw_only=True):
    """What fills a role of an event. `attestations`, where given, take the place of the event's for this argument."""

    role: Role
    span: Span
    actor: str | None = None
    place: str | None = None
    time: str | None = None
    quantity: str | None = None
    attestations: tuple[Attestation, ...] = ()


class Interval(Value, frozen=True, kw_only=True):
    """Closed interval of days, `YYYY-MM-DD`."""

    start: str | None = None
    end: str | None = None


class Event(Value, frozen=True, kw_only=True):
    """One happening, however often the report mentions it. It has at least one attestation. `type` is an EventType, or
    `OTHER` for what no type covers, read only with `--happenings all`."""

    id: str
    type: HappeningType
    trigger: Span
    mentions: tuple[Span, ...]
    attestations: tuple[Attestation, ...]
    mode: str | None = None
    modes: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    phase: Phase = always_printed("happened")
    arguments: tuple[Argument, ...] = always_printed()
    time: Interval | None = None
    place: str | None = None
    reasons: tuple[str, ...] = ()  # why it was coded so, and why what is blank is blank


class Fact(Value, frozen=True, kw_only=True):
    """What holds of an actor over some time. `object` is an actor's id, `value` text where the other end is none."""

    id: str
    subject: str
    property: Property
    span: Span
    attestations: tuple[Attestation, ...]
    object: str | None = None
    value: str | None = None
    by: str | None = None
    scope: str | None = None
    phase: FactPhase = always_printed("current")
    time: Interval | None = None


class Warning(Value, frozen=True, kw_only=True):
    """What did not add up or could not be read."""

    code: str
    message: str
    spans: tuple[Span, ...] = always_printed()


# ---------------------------------------------------------------- what only the stages see
class Token(msgspec.Struct, frozen=True, gc=False):
    """One word or mark. Syntax is Universal Dependencies v2; `head` is an index into `Analysis.tokens` (a root's own)."""

    index: int
    start: int
    end: int
    word: str
    lemma: str  # lower case, but for proper nouns
    upos: str
    xpos: str  # Penn Treebank tag
    feats: str  # UD features, "Tense=Past|VerbForm=Fin"; "" where none
    dep: str
    head: int
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sentence(msgspec.Struct, frozen=True):
    """Tokens `[first, last)` of the analysis; `paragraph` counts the report's blocks of text from 0."""

    index: int
    start: int
    end: int
    first: int
    last: int
    paragraph: int
    kind: SentenceKind = "body"
    upper: bool = False  # all-upper-case copy

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Entity(msgspec.Struct, frozen=True):
    """A candidate name: tokens `[first, last)`; `label` as OntoNotes has it (PERSON, ORG, GPE, LOC, NORP, FAC ...)."""

    start: int
    end: int
    first: int
    last: int
    label: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Analysis(msgspec.Struct, frozen=True, dict=True):
    """The language layer of a reading: tokens with syntax, sentences, candidate names, all in order of the text."""

    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token the indices of its dependents, in order of the text."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                found[token.head].append(token.index)
        return tuple(map(tuple, found))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each token begins: for `bisect` over offsets."""
        return tuple(token.start for token in self.tokens)

    def of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]


# ---------------------------------------------------------------- the reading
class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A report with its layers. `analysis` and `encoded` are for the stages and not printed."""

    report: Report
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    facts: tuple[Fact, ...] = ()
    warnings: tuple[Warning, ...] = ()
    analysis: Analysis = Analysis()
    encoded: Any = None  # what the shared encoder tells of the words: a `language.encoder.Encoded`
    coder: str = ""

    @property
    def text(self) -> str:
        """`report.text`."""
        return self.report.text

    def find(self, key: str) -> Value | None:
        """The actor, place, time, quantity, claim, event or fact with this id."""
        return self._by_id.get(key)

    @cached_property
    def _by_id(self) -> dict[str, Any]:
        layers: tuple[Iterable[Any], ...] = (
            self.actors, self.places, self.times, self.quantities, self.claims, self.events, self.facts,
        )  # fmt: skip
        return {value.id: value for layer in layers for value in layer}

    def to_dict(self) -> dict[str, Any]:
        """The reading as the contract prints it."""
        head = {"sayso": VERSION, "coder": self.coder, "report": self.report}
        layers = {name: getattr(self, name) for name in LAYERS}
        made: dict[str, Any] = msgspec.to_builtins(head | layers)
        return made

    def to_json(self) -> str:
        """The reading as one line of JSON."""
        return msgspec.json.encode(self.to_dict()).decode()

    def to_frame(self, layer: str = "events") -> Any:
        """A layer as a pandas data frame, one row a value. Needs pandas; raises KeyError for an unknown layer."""
        import pandas

        return pandas.DataFrame(self.to_dict()[layer])

    def __str__(self) -> str:
        """What it is, and what it found, in a few lines."""
        found = ", ".join(f"{len(getattr(self, name))} {name}" for name in LAYERS)
        words = (f"  {event.id} {event.type} {event.trigger.of(self.text)!r}" for event in self.events)
        return "\n".join([f"Reading of {self.report.id!r}: {found}", *words])

    __repr__ = __str__

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reading:
        """A printed reading as a value again (without its analysis). Raises `msgspec.ValidationError`."""
        known = {key: data[key] for key in ("report", "coder", *LAYERS) if key in data}
        return msgspec.convert(known, cls)


LAYERS = ("actors", "places", "times", "quantities", "claims", "events", "facts", "warnings")
"""The exported layers, in printed order."""

V = TypeVar("V", bound=Value)


def numbered(prefix: str, values: Sequence[V]) -> tuple[V, ...]:
    """The values with ids `prefix1`, `prefix2`, ... in their order."""
    return tuple(msgspec.structs.replace(value, id=f"{prefix}{n}") for n, value in enumerate(values, 1))
