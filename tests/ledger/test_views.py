"""Listings, pages, what was known when, and checking."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from sayso.errors import LedgerError, SettingsError
from sayso.ledger import Filters, Ledger
from sayso.ledger.identity import identities, personas
from sayso.ledger.pages import responsibility
from sayso.model import Attestation, Fact, Interval
from tests.ledger.made import Teller, later, raid, story


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = Ledger(tmp_path / "l.db")
    for reading in story():
        made.add(reading)
    return made


@pytest.mark.parametrize(
    ("wanted", "reports"),
    [
        (Filters(country="ml"), {"r1", "r2", "r3"}),
        (Filters(place="kidal"), {"r3"}),
        (Filters(type="protest"), {"r4"}),
        (Filters(actor="gunmen"), {"r1", "r2", "r3"}),
        (Filters(text="guards"), {"r3"}),
        (Filters(since="2024-03-12"), {"r3"}),
        (Filters(until="2024-03-11", country="EC"), {"r4"}),
        (Filters(text="nobody said this"), set()),
        (Filters(text='"; DROP TABLE reports'), set()),
    ],
)
@pytest.mark.parametrize("as_of", [None, "2025-01-01"])
def test_filters_say_the_same_now_and_as_of_a_later_day(
    ledger: Ledger, wanted: Filters, reports: set[str], as_of: str | None
) -> None:
    assert {m.report for line in ledger.events(wanted, as_of=as_of) for m in line.mentions} == reports


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="is no day"):
        Filters(since="last week")


def test_the_printed_line_has_the_fields_of_the_contract(ledger: Ledger) -> None:
    line = next(line for line in ledger.events() if line.reports == 2).to_dict()
    assert line["time"] == {"start": "2024-03-11", "end": "2024-03-11"}
    assert line["place"] == {"name": "Tessit", "lat": 15.42, "lon": 0.68, "country": "ML", "precision": "town"}
    assert {actor["role"] for actor in line["actors"]} == {"actor"}
    assert list(line["tallies"]) == [{"role": "killed", "of": "people", "whose": "all", "best": 9, "low": 7, "high": 9}]
    assert line["mentions"][0] == {"report": "r1", "span": (7, 15)}
    assert line["statements"] == len(list(ledger.statements(event=line["id"])))


def test_as_of_is_what_a_ledger_of_those_reports_would_say(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger(tmp_path / "then.db") as then:
        then.add(raid().reading())
        then.add(story()[3])
        assert list(ledger.events(as_of="2024-03-12")) == list(then.events())
        assert list(ledger.tallies(as_of="2024-03-12T09:00:00Z")) == list(then.tallies())
    assert list(ledger.events(as_of="2024-03-12T08:59:59Z")) == []
    assert [row.id for row in ledger.reports(as_of="2024-03-12")] == ["r1", "r4"]
    assert {row.speaker for row in ledger.claims(as_of="2024-03-12")} == {"mayor", "organisers"}


def test_what_changed_between_two_days(ledger: Ledger) -> None:
    found = [(c.kind, c.role, c.was, c.now, c.report) for c in ledger.diff("2024-03-12", "2024-03-14")]
    assert ("new_event", None, None, None, "r3") in found
    assert ("new_figure", "killed", None, 9, "r2") in found
    assert ("correction", "killed", 6, 7, "r2") in found or ("correction", "killed", 6, 9, "r2") in found
    assert list(ledger.diff("2024-03-14", "2024-03-14")) == []


def test_an_events_page_tells_rivals_denials_and_blame(tmp_path: Path) -> None:
    words = "The army struck Ansongo on Monday, a monitor said. The army denied that it struck Ansongo. It was Tuesday."
    teller = Teller("r6", words)
    blame, denial = teller.by("monitor"), teller.by("army", "CT-", "denies", "denied")
    actor = teller.who("actor", "army")
    both = Attestation(source=blame.source, factuality="CT+", claim=blame.claim), denial
    teller.event("struck", place="Ansongo", attestations=(blame,), arguments=(type(actor)(
        role="actor", span=actor.span, actor=actor.actor, attestations=both),))  # fmt: skip
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(teller.reading())
        page = ledger.event(next(iter(ledger.events())).id)
    (who,) = page.responsibility
    assert responsibility(who) == {"claimed_by": [], "blamed_on_by": ["monitor"], "denied_by": ["army"]}
    assert page.line.actors[0].name == "army"
    with Ledger(tmp_path / "l.db") as ledger, pytest.raises(LedgerError, match="no event e:0"):
        ledger.event("e:0")


def test_an_actor_on_a_day(tmp_path: Path) -> None:
    teller = Teller("r7", "Mariam Sow, the minister of water, met Idrissa Kane, a former minister of water, in Tessit.")
    for name, phase, start in (("Mariam Sow", "current", "2024-02-01"), ("Idrissa Kane", "former", None)):
        teller.facts.append(
            Fact(id=f"f{name}", subject=teller.actor(name, "person"), property="holds_office", span=teller.span(name),
                 attestations=(teller.by(None),), value="minister of water", phase=phase,  # type: ignore[arg-type]
                 time=Interval(start=start) if start else None)
        )  # fmt: skip
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(teller.reading())
        held = ledger.actor("mariam sow", on="2024-03-12")
        assert [(value.property, value.value) for value in held.values] == [("holds_office", "minister of water")]
        assert held.values[0].vouched[0].speaker == "River Agency"
        assert ledger.actor("Mariam Sow", on="2024-01-01").values == ()
        assert ledger.actor("Idrissa Kane", on="2024-03-12").values == ()
        assert len(ledger.actor("Idrissa Kane").values) == 1
        with pytest.raises(LedgerError, match="no actor"):
            ledger.actor("Nobody")
        assert [row.name for row in ledger.actors()] == ["Idrissa Kane", "Mariam Sow"]


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        for number, country in enumerate(("MLI", "MLI", "ECU", None)):
            teller = Teller(f"p{number}", f"Ana Torres spoke in report {number}.")
            teller.actor("Ana Torres", "person", country=country)
            ledger.add(teller.reading())
        people = identities(personas(ledger.statements()))
        rows = list(ledger.actors())
    assert len(people) == 4 and len(set(people.values())) == 2
    assert sorted(row.reports for row in rows) == [1, 3]


def test_speakers_and_claims(ledger: Ledger) -> None:
    speakers = {row.speaker: (row.rank, row.reports) for row in ledger.speakers()}
    assert speakers["clinic"] == (1, 1) and speakers["mayor"] == (2, 2)
    assert [row.report for row in ledger.claims(Filters(actor="mayor"))] == ["r1", "r2"]


def test_policies_side_by_side(ledger: Ledger) -> None:
    rows = {row["role"]: row["answers"] for row in ledger.compare(["acled_conservative", "airwars_min_max"])}
    assert rows["killed"]["acled_conservative@1"]["best"] == 7
    assert rows["killed"]["airwars_min_max@1"] == {"best": None, "low": 7, "high": 9}


def test_verify_finds_what_was_tampered_with(ledger: Ledger) -> None:
    assert ledger.verify() == []
    ledger.close()
    connection = sqlite3.connect(ledger.path)
    for table in ("reports", "statements"):
        connection.execute(f"DROP TRIGGER {table}_no_update")
    connection.execute("UPDATE statements SET quote = 'six hundred people' WHERE quote = 'six people'")
    connection.execute("UPDATE reports SET publisher = 'Nobody' WHERE id = 'r4'")
    connection.commit()
    connection.close()
    with Ledger(ledger.path) as again:
        problems = again.verify()
    assert any("evidence of killed" in problem for problem in problems)
    assert any(problem.startswith("r4: the report is not what was added") for problem in problems)


def test_later_reports_do_not_change_an_events_name(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db") as ledger:
        ledger.add(raid().reading())
        (first,) = ledger.events()
        ledger.add(later().reading())
        (second,) = ledger.events()
    assert first.id == second.id and second.reports == 2


@pytest.mark.parametrize(("stance", "blamed"), [("accuses", True), ("says", False)])
def test_who_is_only_accused_is_shown_as_blamed(tmp_path: Path, stance: str, blamed: bool) -> None:
    teller = Teller("r1", "The Reds attacked a market in Tessit, the Blues said.")
    doer = teller.who("actor", "Reds", "group")
    doer = msgspec.structs.replace(doer, attestations=(teller.by("Blues", stance=stance),))
    teller.event("attacked", arguments=(doer,))
    ledger = Ledger(tmp_path / "b.db")
    ledger.add(teller.reading())
    assert [who.blamed for line in ledger.events() for who in line.actors] == [blamed]
