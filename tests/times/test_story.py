"""What "hours after the strike" and "two days later" are counted from."""

from __future__ import annotations

import pytest

from sayso.language.stage import LanguageStage
from sayso.model import Reading, Report, Time
from sayso.times.stage import TimesStage

LEAD = "Shells hit a flour mill in Taiz late on Wednesday, killing six workers, doctors said. "


@pytest.fixture(scope="module")
def language() -> LanguageStage:
    return LanguageStage()


def last(language: LanguageStage, text: str, published: str | None = "2025-06-20") -> Time:
    """The last time of a text."""
    return TimesStage()(language([Reading(report=Report(id="story", text=text, published=published))]))[0].times[-1]


def test_a_background_month_is_no_anchor(language: LanguageStage) -> None:
    background = "The brigade that holds the hills was banned in March 2024.\n\n"
    time = last(language, LEAD + background + "Rockets were fired at a ship hours after the shelling.")
    assert (time.value, time.start, time.anchor) == ("PTXH", "2025-06-18", "t1")


def test_a_happening_named_again_is_the_anchor(language: LanguageStage) -> None:
    told = "A bomb went off in a bus on 9 June. " + LEAD
    time = last(language, told + "Police sealed the road two days after the bomb.")
    assert (time.start, time.end, time.anchor) == ("2025-06-11", "2025-06-11", "t1")


def test_one_offset_leads_on_to_the_next(language: LanguageStage) -> None:
    told = "A bomb went off in a bus on 9 June. Police made an arrest two days later. "
    assert last(language, told + "A day later the man was freed.").start == "2025-06-12"


def test_days_are_not_counted_from_a_month(language: LanguageStage) -> None:
    time = last(language, "The brigade was banned in March 2010. Shots were heard two days after the ruling.")
    assert (time.value, time.start) == ("P2D", None)
    assert time.reason


def test_what_is_over_does_not_lie_ahead(language: LanguageStage) -> None:
    told = "Shells hit a flour mill in Taiz on Thursday. "
    assert last(language, told + "Police arrested a man three days after the shelling.").start is None


def test_without_a_day_told_there_is_none(language: LanguageStage) -> None:
    assert last(language, "Shots were heard in Taiz. Rockets were fired hours after the raid.").start is None


def test_a_time_of_day_is_that_of_the_story(language: LanguageStage) -> None:
    told = "A truck bomb killed 12 people in Baidoa on Tuesday. Police said on Wednesday that the blast came at about "
    assert last(language, told + "9 a.m.").value == "2025-06-17T09:00"
    assert last(language, LEAD + "The mill was hit shortly after 11 p.m.").value == "2025-06-18T23:00"


def test_the_year_told_last_is_that_year(language: LanguageStage) -> None:
    assert last(language, LEAD + "In 2019 the front held four towns. It lost two. That year it split.").value == "2019"


def test_hours_before_somebody_spoke_are_counted_from_the_day_of_speaking(language: LanguageStage) -> None:
    told = "The envoy Marta Quill told reporters on Wednesday that a truce was near. Talks had stalled in March. "
    time = last(language, told + "Hours before Quill spoke, shells hit a flour mill.")
    assert (time.start, time.end, time.anchor) == ("2025-06-17", "2025-06-18", "t1")


def test_who_spoke_on_no_known_day_gives_none(language: LanguageStage) -> None:
    told = "Shells hit a mill on Wednesday. Marta Quill urged both sides to stop. "
    assert last(language, told + "Hours before Quill spoke, a bridge fell.").start is None


def test_overnight_is_of_two_days(language: LanguageStage) -> None:
    time = last(language, "Drones hit a mill in Taiz overnight.")
    assert (time.value, time.start, time.end) == ("2025-06-19TNI", "2025-06-19", "2025-06-20")


def test_a_first_name_in_a_byline_is_no_day(language: LanguageStage) -> None:
    text = "Thugs storm depot in Lokoja\n\nBy Sunday Okoro, Lokoja\n\nThree people were hurt on Saturday when thugs stormed a depot."
    found = TimesStage()(language([Reading(report=Report(id="story", text=text, published="2025-11-10"))]))[0].times
    assert [time.value for time in found] == ["2025-11-08"]


def test_a_participle_s_day_is_no_day_of_the_story(language: LanguageStage) -> None:
    text = (
        "A patrol ordered on Monday was out there. The hurt were flown to Aden. Later in the day a guard was wounded."
    )
    assert last(language, LEAD + text).start == "2025-06-18"
