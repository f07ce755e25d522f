"""Any date expression of a small grammar of ours is read back, for any report date from 1900 to 2100."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Reading, Report, Time
from sayso.times.anchor import Context, resolve
from sayso.times.cells import cell
from sayso.times.meaning import Calendar
from sayso.times.stage import times_of

MONTHS = list(calendar.month_name)
SHORT = ["", "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
DAYS = list(calendar.day_name)
NUMBERS = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
report_days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
Case = tuple[str, str]


def read(words: str, published: date | None) -> tuple[Time, ...]:
    """The times of a sentence that holds the words, without a parse: no tense helps."""
    text = f"It was written down {words}, they said."
    return times_of(Reading(report=Report(id="r", text=text, published=published.isoformat() if published else None)))


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def full_dates(day: date) -> list[Case]:
    """Every way of writing a full date, with its value."""
    name, short, value = MONTHS[day.month], SHORT[day.month], day.isoformat()
    weekday = DAYS[day.weekday()]
    return [
        (f"on {day.day} {name} {day.year}", value),
        (f"on {name} {day.day}, {day.year}", value),
        (f"on {short} {day.day}, {day.year}", value),
        (f"on {name} {ordinal(day.day)}, {day.year}", value),
        (f"on the {ordinal(day.day)} of {name} {day.year}", value),
        (f"on {weekday}, {name} {day.day}, {day.year}", value),
        (f"on {weekday} {day.day} {name} {day.year}", value),
        (f"on {day.isoformat()}", value),
        (f"on {day.day:02d}.{day.month:02d}.{day.year}", value),
        (f"ON {day.day} {name.upper()} {day.year}", value),
        (f"in {name} {day.year}", value[:7]),
        (f"in the spring of {day.year}", f"{day.year}-SP"),
        (f"in the third quarter of {day.year}", f"{day.year}-Q3"),
        (f"in the second half of {day.year}", f"{day.year}-H2"),
        (f"in {day.year}", value[:4]),
        (f"in early {day.year}", value[:4]),
        (f"in the {day.year // 10}0s", value[:3]),
    ]


@settings(max_examples=60, deadline=None)
@given(report_days, report_days)
def test_full_dates_need_no_report(day: date, published: date) -> None:
    for words, value in full_dates(day):
        for known in (published, None):
            assert [time.value for time in read(words, known)] == [value], (words, known)


def relative(published: date, n: int) -> list[Case]:
    """Expressions counted from the report's day, with their values."""
    words = NUMBERS[n] if n <= 12 else str(n)
    several = "s" if n > 1 else ""

    def shifted(unit: str, count: int) -> str:
        return cell(unit, published).shifted(count).value  # type: ignore[arg-type]

    return [
        ("today", published.isoformat()),
        ("yesterday", (published - timedelta(1)).isoformat()),
        ("tomorrow", (published + timedelta(1)).isoformat()),
        (f"{words} day{several} ago", (published - timedelta(n)).isoformat()),
        (f"{words} week{several} ago", shifted("week", -n)),
        (f"{words} month{several} ago", shifted("month", -n)),
        (f"{words} year{several} ago", shifted("year", -n)),
        ("last week", shifted("week", -1)),
        ("next week", shifted("week", 1)),
        ("this week", shifted("week", 0)),
        ("last month", shifted("month", -1)),
        ("next month", shifted("month", 1)),
        ("this year", shifted("year", 0)),
        ("last year", shifted("year", -1)),
        ("next year", shifted("year", 1)),
        ("yesterday evening", f"{(published - timedelta(1)).isoformat()}TEV"),
        ("tomorrow at 10:35", f"{(published + timedelta(1)).isoformat()}T10:35"),
    ]


@settings(max_examples=60, deadline=None)
@given(report_days, st.integers(min_value=1, max_value=40))
def test_relative_dates_count_from_the_report(published: date, n: int) -> None:
    for words, value in relative(published, n):
        (time,) = read(words, published)
        assert (time.value, time.anchor) == (value, "published"), words


@settings(max_examples=40, deadline=None)
@given(report_days, st.integers(min_value=1, max_value=40))
def test_without_a_report_date_relative_dates_stay_open(published: date, n: int) -> None:
    for words, _ in relative(published, n):
        (time,) = read(words, None)
        assert time.value.startswith("XX") and time.start is None and time.reason, words


@settings(max_examples=150, deadline=None)
@given(report_days, st.integers(min_value=0, max_value=6))
def test_weekdays_lean(published: date, weekday: int) -> None:
    (last,) = read(f"last {DAYS[weekday]}", published)
    (coming,) = read(f"next {DAYS[weekday]}", published)
    back = (published.weekday() - weekday) % 7 or 7
    ahead = (weekday - published.weekday()) % 7 or 7
    assert last.value == (published - timedelta(back)).isoformat()
    assert coming.value == (published + timedelta(ahead)).isoformat()


@settings(max_examples=150, deadline=None)
@given(report_days, st.integers(min_value=1, max_value=12))
def test_days_without_a_year_fall_near_the_report(published: date, month: int) -> None:
    for day in (1, 28):
        (time,) = read(f"on {MONTHS[month]} {day}", published)
        assert time.value[5:] == f"{month:02d}-{day:02d}"
        assert abs((date.fromisoformat(time.value) - published).days) <= 250


@settings(max_examples=150, deadline=None)
@given(report_days)
def test_leap_days_fall_in_leap_years(published: date) -> None:
    (time,) = read("on 29 February", published)
    assert calendar.isleap(int(time.value[:4])) and time.value.endswith("-02-29")
    assert abs((date.fromisoformat(time.value) - published).days) <= 8 * 366


@given(
    st.integers(min_value=1, max_value=999),
    st.sampled_from(
        [("day", "P{}D"), ("week", "P{}W"), ("hour", "PT{}H"), ("minute", "PT{}M"), ("month", "P{}M"), ("year", "P{}Y")]
    ),
)
def test_durations_keep_their_count(n: int, unit: tuple[str, str]) -> None:
    name, value = unit
    (time,) = read(f"for {n} {name}{'s' if n > 1 else ''}", None)
    assert (time.type, time.value) == ("DURATION", value.format(n))


@given(
    report_days,
    st.sampled_from(["year", "month", "quarter", "week", "day", "decade", "season"]),
    st.integers(-100, 100),
)
def test_cells_shift_there_and_back(day: date, unit: str, count: int) -> None:
    here = cell(unit, day)  # type: ignore[arg-type]
    assert here.first <= day <= here.last
    assert here.shifted(count).shifted(-count) == here
    assert here.shifted(1).first == here.last + timedelta(1)


def test_a_day_that_is_in_no_calendar_is_left_blank() -> None:
    context = Context(day=date(2024, 3, 1), source="published", narrative=False)
    resolved, told = resolve(Calendar(year=2023, month=2, day=29), context, lambda: None)
    assert (resolved.first, told) == (None, None) and resolved.reason
