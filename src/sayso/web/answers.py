"""What the desk answers: the values of its JSON, documented in `/api/openapi.json` from these very classes."""

from __future__ import annotations

from typing import Any

import msgspec

Number = float | int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A value of the API."""


class Named(Answer, frozen=True):
    """A name, and the id of its page where it has one. `blamed`: of a doer who is accused or denies it."""

    id: str | None
    name: str
    blamed: bool = False


class WhenAt(Answer, frozen=True):
    """Days of an event. `value` is ISO 8601: a day, a day with its time, or "first/last".

    `precision` is `time`, `day`, `days`, `month`, `year` or `years`.
    """

    value: str
    start: str
    end: str
    precision: str


class PlaceAt(Answer, frozen=True):
    """A place. Without `lat` and `lon` it could not be resolved; `radius_km` is how far off the point the event may be, `area` the
    code of the country or first-order area that it is known to lie in and no better.
    """

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: str | None
    radius_km: float | None
    area: str | None


class FigureAt(Answer, frozen=True):
    """A count under the policy in force; `whose` is `all` or the population counted, `of` what is counted."""

    type: str
    whose: str
    of: str
    low: Number | None
    best: Number | None
    high: Number | None


class EventItem(Answer, frozen=True):
    """An event as listed. `factuality` is the firmest that anybody vouches for it, `certainty` all that are given."""

    id: str
    type: str
    mode: str | None
    phase: str | None
    summary: str
    when: WhenAt | None
    actors: list[Named]
    recipients: list[Named]
    place: PlaceAt | None
    factuality: str
    certainty: list[str]
    vouchers: list[Named]
    reports: int
    voices: int
    figures: list[FigureAt]
    first_published: str | None
    last_published: str | None


class EventList(Answer, frozen=True):
    """A page of a listing; `next` is the cursor of the page that follows, null on the last one."""

    total: int
    next: str | None
    events: list[EventItem]


class Bucket(Answer, frozen=True):
    """Events of one unit of time. `unsure` counts those that nobody vouches for as fact."""

    start: str
    count: int
    by_type: dict[str, int]
    unsure: dict[str, int]


class SpanOfDays(Answer, frozen=True):
    """An event whose days do not lie in one unit of time."""

    id: str
    start: str
    end: str
    summary: str
    type: str
    factuality: str


class Timeline(Answer, frozen=True):
    """Events by time. `spans` holds the first of `spans_total`; `first` and `last` bound all events under the other filters."""

    unit: str
    buckets: list[Bucket]
    spans: list[SpanOfDays]
    spans_total: int
    undated: int
    first: str | None
    last: str | None


class FeatureCollection(Answer, frozen=True):
    """Events with coordinates as GeoJSON (RFC 7946); `unplaced` counts those without."""

    type: str
    unplaced: int
    features: list[Any]


class Site(Answer, frozen=True):
    """Where events are, with one precision. `area` is the code of the country or first-order area (BF, BF.03) that they are known
    to lie in and no better, as the base map's shapes bear it.
    """

    name: str
    lat: float
    lon: float
    precision: str
    radius_km: float
    area: str | None


class Places(Answer, frozen=True):
    """Events with coordinates, by place, in columns of one length: of each event the number of its place in `places` and of its
    type in `types`, its first day in days since 1970-01-01 (null without a date), and how many days it may lie in. `unplaced`
    counts those without coordinates.
    """

    unplaced: int
    places: list[Site]
    types: list[str]
    place: list[int]
    type: list[int]
    day: list[int | None]
    days: list[int]


class DayCount(Answer, frozen=True):
    """A day of publication, and how many reports came out on it."""

    day: str
    reports: int


class Days(Answer, frozen=True):
    """The days on which reports were published, in order; `undated` counts reports without a date."""

    days: list[DayCount]
    undated: int


class Found(Answer, frozen=True):
    """A search result. `sentence` is the sentence that holds the words, at `span` of the report's text."""

    kind: str
    id: str
    title: str
    sentence: str
    href: str
    span: tuple[int, int] | None = None
    speaker: str | None = None
    published: str | None = None


class Results(Answer, frozen=True):
    """What was found, each kind's best first."""

    query: str
    results: list[Found]


class About(Answer, frozen=True):
    """What is served."""

    sayso: str
    ledger: str
    reports: int
    events: int
    statements: int
    judgements: int
    first: str | None
    last: str | None
    published: bool
    types: list[str]
    certainties: list[str]
    policies: dict[str, str]


class Problem(Answer, frozen=True):
    """Why a request was refused, for people."""

    error: str


# ---------------------------------------------------------------- an event's page
class VouchingAt(Answer, frozen=True):
    """Someone vouches for a value: in which report, how firmly, at which words. `corrected_by` read it anew."""

    speaker: Named
    outlet: str
    factuality: str
    firmness: str
    report: str
    span: tuple[int, int]
    quote: str
    published: str | None
    stated: str | None
    stance: str | None
    statement: str
    corrected_by: str | None = None


class ValueAt(Answer, frozen=True):
    """A value of a property with all who vouch for it and all who deny it; `aside` says why a figure no longer stands."""

    property: str
    value: str
    since: str | None
    vouched: list[VouchingAt]
    denied: list[VouchingAt]
    aside: str | None


class PropertyAt(Answer, frozen=True):
    """A property with its values, the most vouched for first; `rivals` where they contradict each other."""

    property: str
    heading: str
    rivals: bool
    values: list[ValueAt]


class ReceiptAt(Answer, frozen=True):
    """A figure that a policy used or set aside, and why."""

    report: str
    span: tuple[int, int]
    speaker: str
    published: str | None
    quote: str
    number: Number | None
    why: str


class PolicyAt(Answer, frozen=True):
    """What a policy makes of figures, with its receipt."""

    policy: str
    says: str
    low: Number | None
    best: Number | None
    high: Number | None
    used: list[ReceiptAt]
    set_aside: list[ReceiptAt]


class TallyAt(Answer, frozen=True):
    """The numbers of one role, population and scope, under several policies."""

    role: str
    whose: str
    scope: str
    policies: list[PolicyAt]


class ResponsibilityAt(Answer, frozen=True):
    """Whether one did it: who claims it for itself, who blames it, who denies it."""

    who: Named
    claimed_by: list[str]
    blamed_by: list[str]
    denied_by: list[str]


class ExcerptAt(Answer, frozen=True):
    """The sentence of a report that holds some words; `span` is of the words in the report's text, `words` in the sentence."""

    sentence: str
    span: tuple[int, int]
    words: tuple[int, int]


class TellingReport(Answer, frozen=True):
    """A report that tells of the event, with its words."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    excerpts: list[ExcerptAt]


class JudgedAt(Answer, frozen=True):
    """A judgement: who judged what, when and why. `undone` ones no longer hold."""

    id: str
    kind: str
    what: str
    by: str
    why: str
    at: str
    undone: bool


class EventPage(Answer, frozen=True):
    """An event with every value, who vouches for each, and the reports that tell it."""

    event: EventItem
    properties: list[PropertyAt]
    tallies: list[TallyAt]
    responsibility: list[ResponsibilityAt]
    reports: list[TellingReport]
    judgements: list[JudgedAt]


# ---------------------------------------------------------------- a report's page
class ReadCell(Answer, frozen=True):
    """Words to show of a value, and the characters they stand on."""

    name: str
    words: str
    spans: list[tuple[int, int]]


class ReadValue(Answer, frozen=True):
    """A value of a reading. `id` is its id there, `spans` every place it stands at, `page` its event's or actor's id."""

    id: str
    kind: str
    label: str
    detail: str
    spans: list[tuple[int, int]]
    cells: list[ReadCell]
    page: str | None = None


class ReportPage(Answer, frozen=True):
    """A report and all that was read in it. Spans are offsets in Unicode code points into `text`."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    coder: str
    text: str
    values: list[ReadValue]
    warnings: list[ReadCell]


# ---------------------------------------------------------------- an actor's page
class SaidAt(Answer, frozen=True):
    """Something said: by whom, with which stance, in which report."""

    speaker: Named
    stance: str | None
    cue: str | None
    content: str
    report: str
    span: tuple[int, int]
    outlet: str
    published: str | None


class ActorPage(Answer, frozen=True):
    """An actor: what holds of it, what it said, what was said of it, what it did, and what was done to it, kept apart."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    identifier: str | None
    names: list[str]
    reports: int
    facts: list[PropertyAt]
    said: list[SaidAt]
    said_of: list[SaidAt]
    did: list[EventItem]
    suffered: list[EventItem]
    did_total: int
    suffered_total: int


# ---------------------------------------------------------------- lists
class ReportItem(Answer, frozen=True):
    """A report as listed."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    events: int
    claims: int
    begins: str


class ReportList(Answer, frozen=True):
    """A page of reports, the newest first."""

    total: int
    next: str | None
    reports: list[ReportItem]


class ActorItem(Answer, frozen=True):
    """An actor as listed."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    names: list[str]
    reports: int


class ActorList(Answer, frozen=True):
    """A page of actors, those in most reports first."""

    total: int
    next: str | None
    actors: list[ActorItem]
