"""Figures and policies: who is believed, what replaces what, and a receipt for every number."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from sayso.errors import SettingsError
from sayso.ledger import POLICIES, Ledger
from sayso.ledger.figures import Figure, cited_as_old, superseded
from sayso.ledger.policies import Answer, TallyLine, answers, credible, named, policy
from sayso.ledger.speakers import class_of, ranks_from, same_speaker, shipped_ranks
from sayso.ledger.statements import Voucher
from sayso.model import Reading
from tests.ledger.made import Teller, later, raid


def speaker(name: str, **more: object) -> Voucher:
    return Voucher(name=name, role="speaker", **more)  # type: ignore[arg-type]


def figure(
    number: int | None, name: str = "mayor", rank: int = 2, clock: str = "2024-03-12T00:00:00Z", **more: object
) -> Figure:
    values: dict[str, object] = {
        "statement": f"s:{name}{number}{clock}", "role": "killed", "whose": "all", "scope": "incident", "low": number,
        "best": number, "high": number, "qualifier": "exact", "quote": f"{number} people", "speaker": speaker(name),
        "rank": rank, "why": "", "report": "r1", "start": 0, "end": 5, "published": clock, "clock": clock, "voice": name,
    }  # fmt: skip
    return Figure(**(values | more))  # type: ignore[arg-type]


def lines(path: Path, readings: list[Reading], by: str = "ucdp_best_low_high") -> list[TallyLine]:
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)
        return list(ledger.tallies(by))


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (" people had been held, up from 20", {20}),
        (", down from an earlier count of about 55", {55}),
        (" death, not two", {2}),
        (" dead instead of the nine reported before", {9}),
        (", correcting an earlier figure of 1,240", {1240}),
        (" dead, raised from at least seven", {7}),
        (" people and 20 goats", set()),
        (" wounded. The march had begun at nine", set()),
    ],
)
def test_words_that_say_which_number_is_replaced(after: str, found: set[float]) -> None:
    assert superseded(after) == found


@pytest.mark.parametrize(
    ("before", "old"),
    [
        ("rose to nine, up from ", True),
        ("who had earlier said ", True),
        ("an earlier toll of ", True),
        ("the raid killed ", False),
    ],
)
def test_words_that_say_a_number_no_longer_holds(before: str, old: bool) -> None:
    assert cited_as_old(before) is old


def test_one_speaker_under_several_names() -> None:
    assert same_speaker(speaker("the hospital"), speaker("hospital director"))
    assert same_speaker(speaker("interior minister"), speaker("Interior Ministry"))
    assert same_speaker(speaker("director", part_of="Ansongo hospital"), speaker("the hospital in Ansongo"))
    assert same_speaker(speaker("rescue workers"), speaker("White Helmets rescue service"))
    assert not same_speaker(speaker("army spokesman"), speaker("police spokesman"))
    assert not same_speaker(speaker("Interior Ministry"), speaker("Health Ministry"))
    assert not same_speaker(speaker("a resident"), speaker("mayor"))
    assert not same_speaker(Voucher(name="Dune Wire", role="outlet"), speaker("Dune Wire"))


@pytest.mark.parametrize(
    ("name", "rank"),
    [("clinic", 1), ("Northern Monitoring Group", 1), ("United Nations", 1), ("Red Crescent", 1), ("police", 2),
     ("villagers", 2), ("the mayor", 2), ("organisers", 3), ("a passing sailor", 2)],
)  # fmt: skip
def test_ranks_by_who_speaks(name: str, rank: int) -> None:
    assert class_of(speaker(name), shipped_ranks()).rank == rank


def test_a_user_can_rank_otherwise() -> None:
    table = '[[rank]]\nrank = 3\nname = "doubted"\nwords = "clinic"\n[party]\nsuffered=3\nadmits=3\ndid=4\nturnout=3\n[else]\nrank = 1\n'
    ranks = ranks_from(table)
    assert (class_of(speaker("clinic"), ranks).rank, class_of(speaker("mayor"), ranks).rank) == (3, 1)


def test_a_newer_figure_of_one_speaker_replaces_the_older_and_rivals_stand(tmp_path: Path) -> None:
    (line,) = lines(tmp_path / "l.db", [raid().reading(), later().reading()])
    assert (line.best, line.low, line.high) == (9, 7, 9)
    assert {(used.speaker, used.number) for used in line.used} == {("clinic", 9), ("mayor", 7)}
    assert [(used.number, used.why) for used in line.set_aside] == [
        (6, "replaced by a newer figure of the same speaker")
    ]


def test_as_of_an_earlier_day_the_older_figure_stands(tmp_path: Path) -> None:
    path = tmp_path / "l.db"
    lines(path, [raid().reading(), later().reading()])
    with Ledger(path) as ledger:
        assert [line.best for line in ledger.tallies(as_of="2024-03-12")] == [6]
        assert list(ledger.tallies(as_of="2024-03-11")) == []
        with pytest.raises(SettingsError, match="as of"):
            list(ledger.tallies(as_of="last week"))


def test_a_party_is_not_believed_about_the_harm_it_says_it_did(tmp_path: Path) -> None:
    words = "The army raided Ansongo on Monday. The army said it killed 40 fighters. A doctor said eight people died."
    teller = Teller("r5", words)
    boast = teller.toll("killed", "40 fighters", 40, teller.by("army"), population="fighters")
    count = teller.toll("killed", "eight people", 8, teller.by("doctor"))
    teller.event("raided", place="Ansongo", arguments=(teller.who("actor", "army"), boast, count))
    found = {line.whose: line for line in lines(tmp_path / "l.db", [teller.reading()], "acled_conservative")}
    assert (found["all"].best, found["fighters"].best) == (8, None)
    assert "did or did not do" in found["fighters"].set_aside[0].why


def test_to_admit_harm_or_to_suffer_it_is_believed(tmp_path: Path) -> None:
    words = "The army raided Ansongo on Monday. The army acknowledged three deaths."
    teller = Teller("r5", words)
    own = teller.toll("killed", "three deaths", 3, teller.by("army", stance="admits", cue="acknowledged"))
    teller.event("raided", place="Ansongo", arguments=(teller.who("actor", "army"), own))
    (line,) = lines(tmp_path / "l.db", [teller.reading()])
    assert (line.best, line.used[0].rank) == (3, 3)


def test_to_know_of_no_deaths_is_no_count_of_none(tmp_path: Path) -> None:
    teller = Teller("r5", "A boat capsized off Ansongo on Monday. Police said they knew of no deaths there.")
    none = teller.toll("killed", "no deaths", 0, teller.by("Police"))
    teller.event("capsized", type="DISASTER", place="Ansongo", arguments=(none,))
    (line,) = lines(tmp_path / "l.db", [teller.reading()])
    assert line.best is None and line.set_aside[0].rank == 4


def test_running_totals_and_one_incident_never_mix(tmp_path: Path) -> None:
    teller = Teller("r5", "A raid on Ansongo killed five people on Monday. Some 900 people have died since May.")
    here = teller.toll("killed", "five people", 5)
    total = teller.toll("killed", "900 people", 900, cumulative=True)
    teller.event("raid", place="Ansongo", arguments=(here, total))
    found = lines(tmp_path / "l.db", [teller.reading()], "airwars_min_max")
    assert [(line.scope, line.low, line.high) for line in found] == [("incident", 5, 5), ("cumulative", 900, 900)]


def test_each_policy_on_the_same_figures() -> None:
    told = [figure(4, "mayor"), figure(9, "clinic", rank=1, clock="2024-03-13T00:00:00Z"), figure(60, "army", rank=4),
            figure(4, "governor")]  # fmt: skip
    numbers = {name: answers("e", told, by)[0] for name, by in POLICIES.items()}
    assert numbers["acled_conservative"].best == 4
    ucdp = numbers["ucdp_best_low_high"]
    assert (ucdp.best, ucdp.low, ucdp.high) == (9, 4, 9)
    assert (numbers["airwars_min_max"].low, numbers["airwars_min_max"].high) == (4, 60)
    assert (numbers["majority"].best, numbers["latest"].best, numbers["source_hierarchy"].best) == (4, 9, 9)
    by_user = answers("e", told, named("source_hierarchy:army,clinic"))[0]
    assert by_user.best == 60 and {used.why for used in by_user.set_aside} == {"another source goes first"}
    for line in numbers.values():
        assert len(line.used) + len(line.set_aside) == len(told)
        assert all(used.why for used in line.set_aside)
        assert line.policy.endswith("@1")


def test_dozens_and_hundreds_as_acled_codes_them() -> None:
    vague = figure(None, low=24, qualifier="vague", quote="dozens of people")
    assert answers("e", [vague], POLICIES["acled_conservative"])[0].best == 12
    assert answers("e", [vague], POLICIES["ucdp_best_low_high"])[0].to_dict() | {"used": [], "set_aside": []} == {
        "event": "e", "role": "killed", "whose": "all", "policy": "ucdp_best_low_high@1", "scope": "incident", "best": None,
        "low": 24, "high": 24, "used": [], "set_aside": [],
    }  # fmt: skip


def test_one_text_is_one_vote() -> None:
    told = [
        figure(5, "mayor", voice="a"),
        figure(5, "mayor", voice="a", report="r2"),
        figure(7, "clinic"),
        figure(7, "police"),
    ]
    assert answers("e", told, POLICIES["majority"])[0].best == 7


def test_a_policy_of_ones_own() -> None:
    @policy("widest", 2, "the highest of what credible speakers say")
    def widest(figures: object) -> Answer:
        used = tuple(credible(figures))  # type: ignore[arg-type]
        return Answer(best=max((f.number or 0 for f in used), default=None), used=used)

    line = answers("e", [figure(4), figure(11, "clinic"), figure(50, "army", rank=4)], widest)[0]
    assert (line.policy, line.best) == ("widest@2", 11)


def test_an_unknown_policy_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(SettingsError, match="airwars_min_max"):
        named("my_guess")


def test_a_figure_below_one_of_the_same_speaker_in_one_report_is_a_part(tmp_path: Path) -> None:
    teller = Teller(
        "r9", "Gunmen raided Tessit, killing nine people, the mayor said. Two died in a shop, the mayor said."
    )
    tolls = (
        teller.toll("killed", "nine people", 9, teller.by("mayor")),
        teller.toll("killed", "Two", 2, teller.by("mayor")),
    )
    teller.event("raided", arguments=tolls)
    (line,) = lines(tmp_path / "l.db", [teller.reading()], "acled_conservative")
    assert line.best == 9
    assert [used.why for used in line.set_aside] == [
        "a part: the same speaker gives a higher figure in the same report"
    ]


def test_a_count_of_some_of_those_counted_is_not_credible_as_a_total(tmp_path: Path) -> None:
    teller = Teller(
        "r9", "Gunmen raided Tessit. The clinic named nine dead, four of whom lived nearby, the mayor said."
    )
    teller.event("raided", arguments=(teller.toll("killed", "four", 4, teller.by("mayor"), part_of="q0"),))
    (line,) = lines(tmp_path / "l.db", [teller.reading()], "acled_conservative")
    assert line.best is None


def test_those_held_at_a_march_are_told_of_the_march_too(tmp_path: Path) -> None:
    teller = Teller("r9", "People marched in Tessit on Monday. Police said 20 people were arrested.")
    teller.event("marched", type="PROTEST")
    toll = teller.toll("held", "20 people", 20, teller.by("Police"))
    teller.event("arrested", type="COERCE", place=None, day=None, arguments=(toll,))
    made = teller.reading()
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(made)
        held = {line.type for line in ledger.events() for tally in line.tallies if tally.role == "held"}
    assert held == {"PROTEST", "COERCE"}


def test_those_held_in_another_town_or_before_are_not_of_the_march(tmp_path: Path) -> None:
    teller = Teller("r9", "People marched in Tessit on Monday. In Kidal, police said 20 people were arrested.")
    teller.event("marched", type="PROTEST")
    toll = teller.toll("held", "20 people", 20, teller.by("police"))
    teller.event("arrested", type="COERCE", place="Kidal", arguments=(toll,))
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(teller.reading())
        held = {line.type for line in ledger.events() for tally in line.tallies if tally.role == "held"}
    assert held == {"COERCE"}


def test_its_director_speaks_for_the_hospital(tmp_path: Path) -> None:
    teller = Teller("r9", "The clinic in Tessit took in nine bodies after the raid, its director said. It was full.")
    teller.actor("clinic")
    toll = teller.toll("killed", "nine bodies", 9, teller.by("director"))
    director = teller.actors["director"]
    teller.actors["director"] = msgspec.structs.replace(director, kind="unnamed")
    teller.event("raid", arguments=(toll,))
    (line,) = lines(tmp_path / "l.db", [teller.reading()])
    assert line.used[0].rank == 1


def whose(path: Path, text: str, *numbers: tuple[str, int, str, dict[str, object]]) -> list[tuple[str, object]]:
    """Whom the figures of killed count, by their line's population, with its number."""
    teller = Teller("r9", text)
    tolls = tuple(
        teller.toll("killed", words, n, teller.by("mayor"), population=population, tally="killed", **more)
        for words, n, population, more in numbers
    )
    teller.event("raid", arguments=tolls)
    return [(line.whose, line.best) for line in lines(path, [teller.reading()])]


def test_those_who_were_just_there_are_counted_with_everybody(tmp_path: Path) -> None:
    text = "Nine passengers died in the raid in Tessit, the mayor said."
    assert whose(tmp_path / "l.db", text, ("Nine passengers", 9, "passengers", {"of": "passengers"})) == [("all", 9)]


def test_those_listed_beside_others_are_not_counted_with_everybody(tmp_path: Path) -> None:
    text = "Nine passengers and two soldiers died in the raid in Tessit, the mayor said."
    numbers = [
        ("Nine passengers", 9, "passengers", {"of": "passengers"}),
        ("two soldiers", 2, "soldiers", {"of": "soldiers"}),
    ]
    assert whose(tmp_path / "l.db", text, *numbers) == [("passengers", 9), ("soldiers", 2)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("doctors' committee in North Darfur", "El Fasher Doctors' Committee", True),
        ("Sudan Doctors Network", "medics at the hospital", False),
        ("hospital", "doctors", True),
    ],
)
def test_where_a_body_sits_is_no_part_of_its_name(one: str, other: str, same: bool) -> None:
    assert same_speaker(speaker(one), speaker(other)) is same


@pytest.mark.parametrize(
    ("name", "rank"),
    [("Law Society of Kenya", 1), ("International Organization for Migration", 1), ("disaster management authority", 2),
     ("Doctors’ Committee", 1), ("Kenya National Commission on Human Rights", 1)],
)  # fmt: skip
def test_the_rank_of_bodies_with_names_of_their_own(name: str, rank: int) -> None:
    assert class_of(speaker(name), shipped_ranks()).rank == rank


def test_the_director_of_a_clinic_speaks_for_it(tmp_path: Path) -> None:
    teller = Teller("r9", "The director of the clinic said nine people died in the raid in Tessit.")
    teller.actor("clinic")
    toll = teller.toll("killed", "nine people", 9, teller.by("director"))
    teller.actors["director"] = msgspec.structs.replace(teller.actors["director"], kind="unnamed")
    teller.event("raid", arguments=(toll,))
    (line,) = lines(tmp_path / "l.db", [teller.reading()])
    assert line.used[0].rank == 1


def test_bodies_received_are_a_part_of_a_greater_toll_in_the_same_report(tmp_path: Path) -> None:
    teller = Teller(
        "r9", "The raid in Tessit killed 42 people, the mayor said. A doctor said his ward received 27 bodies."
    )
    all_dead = teller.toll("killed", "42 people", 42, teller.by("mayor"))
    received = teller.toll("killed", "27 bodies", 27, teller.by("doctor"))
    teller.event("raid", arguments=(all_dead, received))
    (line,) = lines(tmp_path / "l.db", [teller.reading()])
    assert (line.low, line.high) == (42, 42)
