from __future__ import annotations

import msgspec

from sayso.model import Interval
from tests.events.conftest import World, event_of

MONDAY = {"Monday": ("2031-05-12", "2031-05-12")}


def test_the_day_on_the_trigger_dates_it(world: World) -> None:
    reading = world.read("Rebels attacked Goma on Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-12")
    assert "time" in {a.role for a in event_of(reading, "attacked").arguments}


def test_a_clause_lends_its_day_to_its_result(world: World) -> None:
    reading = world.read("On Monday rebels raided a village, killing a farmer.", times=MONDAY)
    assert all(e.time == Interval(start="2031-05-12", end="2031-05-12") for e in reading.events)


def test_the_report_is_never_the_day(world: World) -> None:
    reading = world.read("Rebels have attacked Goma.")
    event = event_of(reading, "attacked")
    assert event.time is None
    assert any("no date" in reason for reason in event.reasons)


def test_a_day_of_telling_is_only_a_bound(world: World) -> None:
    reading = world.read("Police said on Monday that they had arrested a banker.", times=MONDAY)
    assert event_of(reading, "arrested").time == Interval(start="2031-05-11", end="2031-05-12")


def test_what_is_told_as_future_is_not_dated_by_the_telling(world: World) -> None:
    reading = world.read("Police said on Monday that they would arrest the banker.", times=MONDAY)
    assert event_of(reading, "arrest").time is None


def test_a_day_compared_with_is_not_the_day(world: World) -> None:
    reading = world.read("Rebels attacked Goma before Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time is None


def test_a_joined_mention_gives_the_day(world: World) -> None:
    reading = world.read(
        "Rebels attacked a bus near Goma. The attack on Monday was filmed.", times=MONDAY, places="Goma"
    )
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-12")


def test_has_since_runs_from_the_last_day_told_to_the_report(world: World) -> None:
    reading = world.read("Rebels attacked Goma on Monday. Freedonia has since launched an offensive.", times=MONDAY)
    assert event_of(reading, "offensive").time == Interval(start="2031-05-12", end="2031-05-20")


def test_a_day_without_a_year_is_the_one_told_before(world: World) -> None:
    text = "Rebels attacked Goma on March 7, 2029. Officials recalled the March 7 attack."
    prepared = world.prepared(
        text, times={"March 7, 2029": ("2029-03-07", "2029-03-07"), "March 7 ": ("2031-03-07", "2031-03-07")}
    )
    first, second = prepared.times[0], prepared.times[-1]
    second = msgspec.structs.replace(second, anchor="published", span=second.span._replace(end=second.span.end - 1))
    reading = world.events([msgspec.structs.replace(prepared, times=(first, second))])[0]
    assert {e.time for e in reading.events if e.type == "ASSAULT"} == {Interval(start="2029-03-07", end="2029-03-07")}


def test_before_dawn_is_of_its_day(world: World) -> None:
    text = "Gunmen seized four teachers from a school before dawn on Monday, police said."
    reading = world.read(text, times={"dawn on Monday": ("2031-05-12", "2031-05-12")})
    kept = world.prepared(text, times={"dawn on Monday": ("2031-05-12", "2031-05-12")})
    timed = tuple(msgspec.structs.replace(t, type="TIME", value="2031-05-12TMO") for t in kept.times)
    (read,) = world.events([msgspec.structs.replace(kept, times=timed)])
    assert event_of(reading, "seized").time is None
    assert event_of(read, "seized").time == Interval(start="2031-05-12", end="2031-05-12")


def test_since_runs_to_the_report_where_the_verb_is_in_the_perfect(world: World) -> None:
    reading = world.read("Rebels have attacked Goma since Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-20")


def test_the_first_since_is_not_dated_by_it(world: World) -> None:
    reading = world.read("It was the third such attack on Goma since Monday.", times=MONDAY)
    assert event_of(reading, "attack").time is None


def test_a_clause_with_when_is_of_the_day_it_stands_behind(world: World) -> None:
    text = "It was the worst raid since May 12, when gunmen kidnapped eleven nurses."
    reading = world.read(text, times={"May 12": ("2031-05-12", "2031-05-12")})
    assert event_of(reading, "kidnapped").time == Interval(start="2031-05-12", end="2031-05-12")


def test_a_clause_of_the_same_moment_lends_its_day(world: World) -> None:
    reading = world.read("Three workers drowned when their boat overturned on Monday.", times=MONDAY)
    assert event_of(reading, "drowned").time == Interval(start="2031-05-12", end="2031-05-12")


def test_a_day_deep_in_a_phrase_is_the_clauses(world: World) -> None:
    reading = world.read("Soldiers attacked a camp outside the town early on Monday.", times=MONDAY)
    assert event_of(reading, "attacked").time == Interval(start="2031-05-12", end="2031-05-12")


def test_what_was_over_when_told_late_was_of_that_day(world: World) -> None:
    reading = world.read("Police said late on Monday that they had arrested a banker.", times=MONDAY)
    assert event_of(reading, "arrested").time == Interval(start="2031-05-12", end="2031-05-12")


def test_a_year_is_not_the_moment_of_two_verbs(world: World) -> None:
    reading = world.read(
        "Ana Ruiz condemned the raid and urged both sides to return to the truce agreed in Goma last year.",
        actors="Ana Ruiz:p", times={"last year": ("2030-01-01", "2030-12-31")},
    )  # fmt: skip
    assert event_of(reading, "condemned").time is None


def test_several_days_are_all_taken(world: World) -> None:
    days = {"2028": ("2028-01-01", "2028-12-31"), "2029": ("2029-01-01", "2029-12-31")}
    reading = world.read("The two leaders held talks in 2028 and 2029.", times=days)
    assert event_of(reading, "talks").time == Interval(start="2028-01-01", end="2029-12-31")


def test_a_third_day_began_two_days_before(world: World) -> None:
    reading = world.read("Protests entered a third day on Monday.", times=MONDAY)
    assert event_of(reading, "Protests").time == Interval(start="2031-05-10", end="2031-05-12")


def test_a_fixed_day_on_the_noun(world: World) -> None:
    reading = world.read(
        "Parliamentary elections due next month will go ahead.", times={"next month": ("2031-06-01", "2031-06-30")}
    )
    assert event_of(reading, "elections").time == Interval(start="2031-06-01", end="2031-06-30")


def test_a_delegation_s_leader_takes_no_day_from_the_meeting(world: World) -> None:
    reading = world.read("Mediators met a rebel delegation led by Ana Ruiz on Monday.", times=MONDAY)
    assert event_of(reading, "met").time == Interval(start="2031-05-12", end="2031-05-12")


def test_when_stands_behind_a_year(world: World) -> None:
    year = {"last year": ("2030-01-01", "2030-12-31")}
    reading = world.read("He served in the guard until last year, when he was dismissed.", times=year)
    assert event_of(reading, "dismissed").time == Interval(start="2030-01-01", end="2030-12-31")


def test_a_month_of_telling_dates_what_was_over(world: World) -> None:
    march = {"March 2030": ("2030-03-01", "2030-03-31")}
    reading = world.read("In March 2030 the ministry said police had foiled a plot to bomb the metro.", times=march)
    assert event_of(reading, "foiled").time == Interval(start="2030-03-01", end="2030-03-31")


def test_held_since_monday_as_reported(world: World) -> None:
    reading = world.read("The union said 300 workers had been arrested since Monday.", times=MONDAY)
    assert event_of(reading, "arrested").time == Interval(start="2031-05-12", end="2031-05-20")


def test_a_deadline_is_of_its_own_clause(world: World) -> None:
    june = {"June 2": ("2031-06-02", "2031-06-02")}
    reading = world.read("The rebels will pull out of Goma by June 2, and the army will lift its blockade.", times=june)
    assert event_of(reading, "lift").time is None


def test_a_promised_further_march_is_not_of_the_last_one_s_day(world: World) -> None:
    reading = world.read("Students marched on Monday. The union promised another march.", times=MONDAY)
    planned = [e for e in reading.events if e.phase != "happened"]
    assert all(e.time is None for e in planned)


def test_a_day_counted_from_a_happening_is_not_its_own(world: World) -> None:
    reading = world.read(
        "He was arrested in Goma two days after the murder of a clerk.",
        times={"two days": ("2031-05-14", "2031-05-14")},
    )
    assert event_of(reading, "murder").time is None


def days(world: World, text: str, word: str, times: dict[str, tuple[str, str]]) -> tuple[str | None, str | None] | None:
    """The first and last day of the event that a word names."""
    interval = event_of(world.read(text, times=times), word).time
    return None if interval is None else (interval.start, interval.end)


def test_a_day_before_the_verb_is_the_verb_s(world: World) -> None:
    text = "In apparent reprisal, soldiers 7-8 May torched at least 40 houses in Gwoza and shot dead nine civilians."
    times = {"7": ("2031-05-07", "2031-05-07"), "8 May": ("2031-05-08", "2031-05-08")}
    assert days(world, text, "torched", times) == ("2031-05-07", "2031-05-08")


def test_a_span_of_months_behind_how_often(world: World) -> None:
    text = "The army used drones to bomb villages at least six times between March and April 2031, killing 47 farmers."
    times = {"March": ("2031-03-01", "2031-03-31"), "April 2031": ("2031-04-01", "2031-04-30")}
    assert days(world, text, "bomb", times) == ("2031-03-01", "2031-04-30")


def test_a_verb_without_subject_shares_the_day_hung_on_a_noun_before_it(world: World) -> None:
    text = "Two brothers were brought before a magistrate on Monday and charged with murder."
    assert days(world, text, "charged", MONDAY) == ("2031-05-12", "2031-05-12")


def test_what_holds_by_now_has_no_day_of_the_clause_before(world: World) -> None:
    text = "A bridge was blown up on Monday, and lorry drivers have refused to return."
    assert days(world, text, "blown up", MONDAY) == ("2031-05-12", "2031-05-12")
    assert days(world, text, "refused", MONDAY) is None


def test_arrests_told_in_the_perfect_are_of_no_day_told_before(world: World) -> None:
    text = "Two lorries were looted in Goma on Monday. Police say they have detained four men."
    assert days(world, text, "detained", MONDAY) != ("2031-05-12", "2031-05-12")


def test_a_saying_put_between_parts_no_day(world: World) -> None:
    text = "Eleven miners were killed in 2029, unions say, when soldiers crushed protests against a vote."
    year = {"2029": ("2029-01-01", "2029-12-31")}
    assert days(world, text, "crushed", year) == ("2029-01-01", "2029-12-31")
    assert days(world, text, "protests", year) == ("2029-01-01", "2029-12-31")


def test_a_second_day_of_protests_began_the_day_before(world: World) -> None:
    text = "Four people were shot dead on Monday, doctors said, as police put down a second day of protests."
    assert days(world, text, "protests", MONDAY) == ("2031-05-11", "2031-05-12")


def test_from_what_it_came_after_to_the_report(world: World) -> None:
    text = "Nine families were displaced after a dam broke on Monday."
    assert days(world, text, "displaced", MONDAY) == ("2031-05-12", "2031-05-20")


def test_those_of_whom_some_fled_since(world: World) -> None:
    text = "About 900 people have been displaced since Monday, of whom 200 have been driven from their homes."
    assert days(world, text, "driven", MONDAY) == ("2031-05-12", "2031-05-20")


def test_a_place_witnessed_it_then(world: World) -> None:
    text = "Akola witnessed similar clashes in May 2029."
    month = {"May 2029": ("2029-05-01", "2029-05-31")}
    assert days(world, text, "clashes", month) == ("2029-05-01", "2029-05-31")


def test_last_july_behind_a_place(world: World) -> None:
    july = {"last July": ("2030-07-01", "2030-07-31")}
    text = "Gunmen killed a clerk at a ceremony near Goma last July."
    assert days(world, text, "killed", july) == ("2030-07-01", "2030-07-31")


def test_deeds_told_in_a_row_share_the_first_one_s_day(world: World) -> None:
    text = (
        "A farmer told researchers that soldiers entered Goma on Monday, torched some 130 houses and killed eight men."
    )
    assert days(world, text, "torched", MONDAY) == ("2031-05-12", "2031-05-12")


def test_what_another_answers_keeps_its_own_time(world: World) -> None:
    week = {"last week": ("2031-05-11", "2031-05-17")}
    text = "The raid appeared to be retaliation for the killing last week of a banker, officers said."
    assert days(world, text, "killing", week) == ("2031-05-11", "2031-05-17")
    assert days(world, text, "retaliation", week) is None


def test_what_was_in_the_place_that_something_fell_on_then(world: World) -> None:
    text = "The heaviest blow fell on Goma on Monday, where a missile hit a house."
    assert days(world, text, "hit", MONDAY) == ("2031-05-12", "2031-05-12")


def test_what_a_clause_lies_days_after_is_dated_back_from_it(world: World) -> None:
    times = {**MONDAY, "two days": ("P2D", "")}
    for text, trigger in (
        (
            "The port was empty on Monday, two days after an artillery attack that killed nine sailors.",
            "artillery attack",
        ),
        ("The family was buried on Monday, two days after explosions tore away a wall of its house.", "explosions"),
        ("The minister resigned on Monday, two days after police shot dead four students.", "shot dead"),
        ("Two days after a bomb killed 12 traders, shops stayed shut on Monday.", "bomb"),
    ):
        spelt = {**MONDAY, "Two days": ("P2D", "")} if text.startswith("Two") else times
        reading = world.read(text, times=spelt)
        assert event_of(reading, trigger).time == Interval(start="2031-05-10", end="2031-05-10"), text


def test_the_day_in_a_happenings_name_is_not_that_of_what_is_said_of_it(world: World) -> None:
    times = {"May 5": ("2031-05-05", "2031-05-05")}
    reading = world.read("Amnesty condemned the May 5 bombing of a school.", times=times)
    assert event_of(reading, "bombing").time == Interval(start="2031-05-05", end="2031-05-05")
    assert event_of(reading, "condemned").time is None


def test_a_day_told_of_a_happening_of_last_week_is_its_day(world: World) -> None:
    times = {"last week": ("2031-05-11", "2031-05-17"), "May 15": ("2031-05-15", "2031-05-15")}
    reading = world.read("Rebels shelled Goma last week. The UN condemned the May 15 attack.", times=times)
    assert event_of(reading, "shelled").time == Interval(start="2031-05-15", end="2031-05-15")


def test_the_same_period_is_the_one_told_before(world: World) -> None:
    times = {"March 2029": ("2029-03-01", "2029-03-31")}
    text = "Soldiers have killed 90 rebels since March 2029. Over the same period, rebels have abducted 40 farmers."
    reading = world.read(text, times=times)
    assert event_of(reading, "abducted").time == Interval(start="2029-03-01", end="2031-05-20")


def test_what_did_the_harm_shares_the_day_of_the_harm(world: World) -> None:
    times = {"May 2029": ("2029-05-01", "2029-05-31")}
    reading = world.read("In May 2029, a ferry that sank off Goma killed nine pupils.", times=times, places="Goma")
    assert event_of(reading, "sank").time == Interval(start="2029-05-01", end="2029-05-31")


def test_an_answer_by_a_deed_is_of_its_day(world: World) -> None:
    times = {"Monday": ("2031-05-12", "2031-05-12")}
    reading = world.read("Freedonia responded on Monday by summoning the ambassador of Sylvania.", times=times)
    assert event_of(reading, "summoning the ambassador").time == Interval(start="2031-05-12", end="2031-05-12")


def test_why_sanctions_are_imposed_is_said_with_them(world: World) -> None:
    reading = world.read("Freedonia on Monday imposed sanctions on two generals it accuses of graft.", times=MONDAY)
    assert event_of(reading, "accuses").time == Interval(start="2031-05-12", end="2031-05-12")
    reading = world.read("Police on Monday arrested two farmers who accuse a mayor of graft.", times=MONDAY)
    assert event_of(reading, "accuse").time is None


def test_a_time_behind_a_colon_is_of_the_clause_it_begins(world: World) -> None:
    times = {"March 2029": ("2029-03-01", "2029-03-31")}
    text = "It is not the first time the valley has suffered: in March 2029, bandits abducted nine pupils."
    reading = world.read(text, times=times)
    assert event_of(reading, "abducted").time == Interval(start="2029-03-01", end="2029-03-31")


def test_a_day_goes_before_a_length(world: World) -> None:
    times = {"Hours": ("PTXH", ""), "Monday": ("2031-05-12", "2031-05-12")}
    reading = world.read("Hours after the raid, on Monday night, rebels burned a bakery.", times=times)
    assert event_of(reading, "burned").time == Interval(start="2031-05-12", end="2031-05-12")
