"""Merging: the same happening once, whatever the order; what can never be the same stays apart."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from sayso.ledger import Ledger
from sayso.ledger.clustering import NEVER, cluster, components
from sayso.ledger.copies import likeness, sign
from sayso.ledger.matching import FEATURES, never, pair_of, score
from sayso.ledger.merging import Rulings, groups, rulings_from
from sayso.ledger.sketches import Sketch, blocks, context_of, sketches_of
from sayso.model import Interval, Reading
from tests.ledger.made import Teller, elsewhere, later, many, march, orders, raid, story


def everything(ledger: Ledger) -> list[str]:
    lines = [msgspec.json.encode(line.to_dict()).decode() for line in ledger.events()]
    return lines + [msgspec.json.encode(line.to_dict()).decode() for line in ledger.tallies()]


def ledger_of(path: Path, readings: list[Reading]) -> list[str]:
    with Ledger(path) as ledger:
        for reading in readings:
            ledger.add(reading)
        return everything(ledger)


def test_two_tellings_are_one_event_and_others_are_not(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        for reading in story():
            ledger.add(reading)
        lines = list(ledger.events())
    told = [{mention.report for mention in line.mentions} for line in lines]
    assert sorted(told, key=sorted) == [{"r1", "r2"}, {"r3"}, {"r4"}]
    both = next(line for line in lines if line.reports == 2)
    assert both.time is not None and (both.time.start, both.time.end) == ("2024-03-11", "2024-03-11")
    assert both.place is not None and both.place.name == "Tessit"
    assert [mention.report for mention in both.mentions] == ["r1", "r2", "r2"]
    starts = [line.time.start for line in lines if line.time]
    assert starts == sorted(starts)


def test_the_order_of_reports_leaves_no_trace(tmp_path: Path) -> None:
    seen = {tuple(ledger_of(tmp_path / f"{n}.db", order)) for n, order in enumerate(orders(story(), 12))}
    assert len(seen) == 1


def test_a_hundred_orders_give_one_grouping() -> None:
    readings = many(16)
    contexts = {n: context_of(reading) for n, reading in enumerate(readings)}
    sketches = [s for n, r in enumerate(readings) for s in sketches_of(r, n, r.report.id)]
    wanted = groups(sketches, {}, contexts, Rulings())
    dice = random.Random(7)
    for _ in range(100):
        dice.shuffle(sketches)
        assert groups(sketches, {}, contexts, Rulings()) == wanted
    assert [len(group) for group in wanted] == [2] * 8


def test_one_by_one_is_the_same_as_all_at_once(tmp_path: Path) -> None:
    with Ledger(tmp_path / "steps.db") as ledger:
        for reading in many(30):
            ledger.add(reading)
            ledger.refresh()
        steps = everything(ledger)
    assert steps == ledger_of(tmp_path / "once.db", many(30)[::-1])


def test_a_new_report_touches_only_what_it_tells_of(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        for reading in story()[1:]:
            ledger.add(reading)
        ledger.refresh()
        with ledger.store.looking() as connection:
            before = set(connection.exec_driver_sql("SELECT number, event FROM m_lines").all())
        ledger.add(story()[0])
        ledger.refresh()
        with ledger.store.looking() as connection:
            after = set(connection.exec_driver_sql("SELECT number, event FROM m_lines").all())
    assert len(before & after) == 2  # the lines of the other two events were not even written again
    assert len(after) == 3


def sketch(reading: Reading, number: int = 0) -> Sketch:
    return next(iter(sketches_of(reading, number, f"key{number}")))


def scored(one: Reading, two: Reading) -> tuple[float, bool]:
    contexts = {0: context_of(one), 1: context_of(two)}
    pair = pair_of(sketch(one, 0), sketch(two, 1), contexts)
    return score(pair), never(pair)


def test_another_town_or_another_day_can_never_be_the_same() -> None:
    assert scored(raid().reading(), elsewhere().reading())[1]
    assert scored(raid().reading(), march().reading())[1]
    assert not scored(raid().reading(), later().reading())[1]


def test_the_day_of_publication_alone_joins_nothing() -> None:
    blank = Teller("r8", "Gunmen attacked a convoy, a driver said.")
    blank.event("attacked", day=None, place=None)
    other = Teller("r9", "Gunmen attacked a prison, the governor said.")
    other.event("attacked", day=None, place=None)
    assert scored(blank.reading(), other.reading())[0] < 0
    assert blocks(sketch(blank.reading())) == []


def test_the_score_does_not_depend_on_who_is_first() -> None:
    one, two = raid().reading(), later().reading()
    assert scored(one, two) == scored(two, one)
    assert len({feature.name for feature in FEATURES}) == len(FEATURES)


def test_two_strikes_that_one_report_tells_apart_stay_two(tmp_path: Path) -> None:
    night = Teller(
        "n1", "A drone struck Tessit on Monday. A second drone struck Tessit hours later, killing three people."
    )
    night.event("struck")
    night.event("struck#2", arguments=(night.toll("killed", "three people", 3),))
    echo = Teller("n2", "Three people died when a drone struck Tessit on Monday.", published="2024-03-12T20:00:00Z")
    echo.event("struck", arguments=(echo.toll("killed", "Three people", 3),))
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(night.reading())
        ledger.add(echo.reading())
        told = [[(m.report, m.span) for m in line.mentions] for line in ledger.events()]
    first, second = (night.span("struck"), night.span("struck#2"))
    assert not any(("n1", tuple(first)) in mentions and ("n1", tuple(second)) in mentions for mentions in told)


def test_a_pair_that_can_never_be_keeps_its_clusters_apart() -> None:
    links = {("a", "b"): 3.0, ("b", "c"): 2.0, ("a", "c"): NEVER}
    assert cluster("abc", links) == [["a", "b"], ["c"]]
    assert cluster("abc", {("a", "b"): 1.0, ("b", "c"): 1.0}) == [["a", "b", "c"]]
    assert cluster("abc", {("a", "b"): 1.0, ("b", "c"): 0.5, ("a", "c"): -2.0}) == [["a", "b"], ["c"]]
    assert components("abcd", [("c", "a"), ("d", "b")]) == [["a", "c"], ["b", "d"]]


def test_judgements_go_before_scores_and_the_newest_goes_first() -> None:
    readings = [raid().reading(), later().reading(), elsewhere().reading()]
    contexts = {n: context_of(reading) for n, reading in enumerate(readings)}
    sketches = [sketch(reading, n) for n, reading in enumerate(readings)]
    a, b, c = (s.entity for s in sketches)
    grouped = [
        set(g) for g in groups(sketches, {}, contexts, rulings_from([("different", [a], [b]), ("same", [b], [c])]))
    ]
    assert {b, c} in grouped and {a} in grouped
    again = rulings_from([("different", [a], [b]), ("same", [a], [b])])
    assert {a, b} in [set(g) for g in groups(sketches, {}, contexts, again)]


def test_copies_of_one_text_are_one_voice(tmp_path: Path) -> None:
    wire = RAID_LONG.replace("attacked", "attacked", 1)
    one = Teller("w1", wire, publisher="Wire")
    two = Teller(
        "w2", "(Wire) " + wire + " Reporting by the wire.", publisher="Daily", published="2024-03-12T11:00:00Z"
    )
    for teller in (one, two):
        teller.event("attacked", arguments=(teller.toll("killed", "six people", 6),))
    assert likeness(sign(one.text), sign(two.text)) > 0.7 > likeness(sign(one.text), sign(later().text))
    with Ledger(tmp_path / "l.db") as ledger:
        for teller in (two, one, later()):
            ledger.add(teller.reading())
        line = next(iter(ledger.events()))
        assert (line.reports, line.voices) == (3, 2)
        assert len({row.voice for row in ledger.reports() if row.id in ("w1", "w2")}) == 1


RAID_LONG = (
    "Gunmen attacked the market of Tessit in the north of Mali on Monday evening, killing six people and burning two boats "
    "that lay on the bank of the river, the mayor of the town told this agency by telephone. He said that the men came on "
    "motorcycles from the east, stayed for about an hour, and left with cattle and sacks of rice before soldiers arrived."
)


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_a_day_of_difference_is_forgiven_and_more_is_not(shift: int) -> None:
    other = later()
    day = f"2024-03-{11 + shift}"
    moved = msgspec.structs.replace(other.events[0], time=Interval(start=day, end=day))
    other.events[0] = moved
    value, ruled_out = scored(raid().reading(), other.reading())
    same_day = scored(raid().reading(), later().reading())[0]
    assert ruled_out == (shift == 2)
    assert (value == same_day) == (shift == 0) and value <= same_day


def test_a_running_total_is_no_single_happening(tmp_path: Path) -> None:
    first, second = story()[:2]
    totals = tuple(msgspec.structs.replace(q, cumulative=True) for q in second.quantities)
    assert totals
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(first)
        ledger.add(msgspec.structs.replace(second, quantities=totals))
        assert all(len({mention.report for mention in line.mentions}) == 1 for line in ledger.events())
