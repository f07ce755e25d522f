"""What the desk answers: the values of its JSON, documented in `/api/openapi.json` from these very classes."""

from __future__ import annotations

from typing import Any

import msgspec

Number = float | int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A value of the API."""


class Named(Answer, frozen=True):
    """A name, and the id of its page where it has one."""

    id: str | None
    name: str


class WhenAt(Answer, frozen=True):
    """Days of an event. `value` is ISO 8601: a day, or "first/last"; `precision` is `day`, `days`, `month`, `year` or longer."""

    value: str
    start: str
    end: str
    precision: str


class PlaceAt(Answer, frozen=True):
    """A place. Without `lat` and `lon` it could not be resolved; `radius_km` is how far off the point the event may be."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    precision: str | None
    radius_km: float | None


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
