"""Plain tables: what stands in them, that nothing is lost, and that no cell is a formula."""

from __future__ import annotations

import csv
import io
import json
import math
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import SettingsError
from sayso.exports.cells import DANGEROUS, flat, guarded, is_number
from sayso.exports.delimited import COMMAS, TABS, write_table
from sayso.exports.formats import FORMATS, named
from sayso.exports.selection import Selection
from sayso.ledger import Filters, Ledger
from sayso.ledger.columns import Column
from sayso.ledger.records import EVENT_COLUMNS, STATEMENT_COLUMNS, statement_of
from tests.exports.made import EVIL, exported, fill

pytestmark = pytest.mark.filterwarnings("error")


def rows(made: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode(), newline=""), delimiter=delimiter))


def test_events_have_one_row_each_in_the_ledgers_order(ledger: Ledger) -> None:
    made, written = exported(ledger, "events.csv")
    found = rows(made)
    assert [row["id"] for row in found] == [line.id for line in ledger.events]
    assert written.rows == len(found)
    assert list(found[0]) == [column.name for column in EVENT_COLUMNS]
    raid = next(row for row in found if row["reports"] == "2")
    assert {name: raid[name] for name in ("type", "start", "place", "country", "killed", "killed_low", "killed_high")} == {
        "type": "ASSAULT", "start": "2024-03-11", "place": "Tessit", "country": "ML", "killed": "9", "killed_low": "7", "killed_high": "9",
    }  # fmt: skip


def test_blanks_stay_blank(ledger: Ledger) -> None:
    found = rows(exported(ledger, "events.csv")[0])
    office = next(row for row in found if row["type"] == "OFFICE")
    assert {
        office[name] for name in ("start", "end", "place", "lat", "lon", "country", "killed", "actors", "radius_km")
    } == {""}
    battle = next(row for row in found if row["mode"] == "firearms")
    assert battle["killed"] == ""  # two populations, and nobody counts all
    assert {tally["whose"]: tally["best"] for tally in json.loads(battle["tallies"])} == {"soldiers": 4, "fighters": 11}


def test_areas_say_that_they_are_areas(ledger: Ledger) -> None:
    flood = next(row for row in rows(exported(ledger, "events.csv")[0]) if row["type"] == "DISASTER")
    assert (flood["precision"], flood["radius_km"], flood["geonames"]) == ("admin1", "180.0", "2457161")


@pytest.mark.parametrize("name", ["statements.parquet", "statements.jsonl", "statements.csv"])
def test_statements_come_back_the_same(ledger: Ledger, name: str, tmp_path: Path) -> None:
    made = exported(ledger, name, raw=True)[0]
    if name.endswith("parquet"):
        (tmp_path / name).write_bytes(made)
        found = pq.read_table(tmp_path / name).to_pylist()
    elif name.endswith("jsonl"):
        found = [json.loads(line) for line in made.splitlines()]
    else:
        found = [{key: _typed(key, value) for key, value in row.items()} for row in rows(made)]
    assert [statement_of(row) for row in found] == list(ledger.statements())


def _typed(name: str, cell: str) -> str | int | None:
    return int(cell) if name in ("start", "end") else cell or None


def test_statements_name_their_event(ledger: Ledger) -> None:
    found = [json.loads(line) for line in exported(ledger, "statements.jsonl")[0].splitlines()]
    assert {row["event"] for row in found if row["kind"] == "event"} == {line.id for line in ledger.events}
    assert not any("event" in row for row in found if row["kind"] != "event")


def test_events_as_lines_are_those_of_the_listing(ledger: Ledger) -> None:
    made = [json.loads(line) for line in exported(ledger, "events.jsonl")[0].splitlines()]
    assert made == [json.loads(json.dumps(line.to_dict())) for line in ledger.events]


def test_parquet_holds_what_the_csv_holds(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "e.parquet").write_bytes(exported(ledger, "events.parquet")[0])
    table = pq.read_table(tmp_path / "e.parquet").to_pylist()
    for row, cells in zip(table, rows(exported(ledger, "events.csv", raw=True)[0]), strict=True):
        for name, cell in cells.items():
            value = row[name]
            known = "" if value is None else str(value)
            assert known == cell or math.isclose(float(known), float(cell)), name


def test_filters_and_an_earlier_day(ledger: Ledger) -> None:
    wanted = Filters(country="ML", since="2024-03-12", until="2024-03-12")
    found = rows(exported(ledger, "events.csv", filters=wanted)[0])
    assert {row["place"] for row in found} == {"Kidal", "Ansongo"}
    then = rows(exported(ledger, "events.csv", as_of="2024-03-12")[0])
    assert [row["id"] for row in then] == [line.id for line in ledger.events(as_of="2024-03-12")]
    raid = next(row for row in then if row["place"] == "Tessit")
    assert (raid["killed"], raid["reports"]) == ("6", "1")


def test_statements_of_filtered_events_and_of_an_earlier_day(ledger: Ledger) -> None:
    battle = next(line for line in ledger.events if line.mode == "firearms")
    made = exported(ledger, "statements.jsonl", filters=Filters(actor="Dawn Front"))[0]
    found = [json.loads(line) for line in made.splitlines()]
    assert {row["event"] for row in found} == {battle.id}
    assert {row["id"] for row in found} == {statement.id for statement in ledger.statements(event=battle.id)}
    then = [json.loads(line) for line in exported(ledger, "statements.jsonl", as_of="2024-03-12")[0].splitlines()]
    assert [statement_of(row) for row in then] == list(ledger.statements(as_of="2024-03-12"))
    assert {row["event"] for row in then if row["kind"] == "event"} == {e.id for e in ledger.events(as_of="2024-03-12")}


def test_a_policy_changes_the_numbers(ledger: Ledger) -> None:
    def killed(policy: str) -> str:
        return next(
            row["killed"] for row in rows(exported(ledger, "events.csv", policy=policy)[0]) if row["place"] == "Tessit"
        )

    assert (killed("acled_conservative"), killed("latest"), killed("airwars_min_max")) == ("7", "9", "")
    with pytest.raises(SettingsError, match="no policy 'guess'; there are: acled"):
        exported(ledger, "events.csv", policy="guess")


def test_judgements_show(tmp_path: Path) -> None:
    with Ledger(fill(tmp_path / "judged.db")) as ledger:
        wrong = next(s for s in ledger.statements() if s.property == "killed" and s.quote == "nine people")
        ledger.judge(wrong.id, right=False, by="ada", why="last year's")
        found = [json.loads(line) for line in exported(ledger, "statements.jsonl")[0].splitlines()]
        assert [row["id"] for row in found if "judged" in row] == [wrong.id]
        raid = next(row for row in rows(exported(ledger, "events.csv")[0]) if row["place"] == "Tessit")
        assert raid["killed"] == "7"
        acled = next(row for row in rows(exported(ledger, "acled")[0]) if row["location"] == "Tessit")
        assert acled["fatalities"] == "7"
        part = exported(ledger, "statements.jsonl", filters=Filters(place="Tessit"))[0]
        assert wrong.id not in {json.loads(line)["id"] for line in part.splitlines()}


# ---------------------------------------------------------------- formulas
TABLES = [
    name
    for name in FORMATS
    if name.endswith(".csv") or name in ("acled", "ucdp", "polecat", "icews", "gdelt", "gdelt-mentions")
]


@pytest.mark.parametrize("name", TABLES)
def test_no_cell_is_a_formula(ledger: Ledger, name: str) -> None:
    delimiter = "," if name.endswith(".csv") or name in ("acled", "ucdp") else "\t"
    made = exported(ledger, name)[0].decode()
    found = list(
        csv.reader(
            io.StringIO(made, newline=""),
            delimiter=delimiter,
            quoting=csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE,
        )
    )
    cells = [cell for row in found for cell in row]
    assert not [cell for cell in cells if cell[:1] in DANGEROUS and not is_number(cell)]
    assert len({len(row) for row in found}) == 1  # the odd report's tab parts no cells


def test_raw_leaves_cells_alone_and_numbers_are_never_guarded(ledger: Ledger) -> None:
    guarded_names = {row["actors"] for row in rows(exported(ledger, "events.csv")[0])}
    assert f"'{EVIL}" in guarded_names
    assert EVIL in {row["actors"] for row in rows(exported(ledger, "events.csv", raw=True)[0])}
    march = next(row for row in rows(exported(ledger, "events.csv")[0]) if row["type"] == "PROTEST" and row["lat"])
    assert float(march["lat"]) == -0.74


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-x", "'-x"), ("@me", "'@me"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("-5", "-5"), ("+5.5e3", "+5.5e3"), ("plain", "plain"), ("", ""), ("a=b", "a=b"), ("\t5", "'\t5"),
    ],
)  # fmt: skip
def test_guarding(cell: str, shown: str) -> None:
    assert guarded(cell) == shown


@given(st.text())
def test_guarding_only_ever_adds_an_apostrophe(words: str) -> None:
    made = guarded(words)
    assert made in (words, f"'{words}")
    assert made[:1] not in DANGEROUS or is_number(made)
    assert not set(flat(words)) & set("\t\n\r")


WORDS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(',"\n\r\t\x1f=-;'), max_size=6)


@given(
    st.lists(st.tuples(WORDS, WORDS | st.none(), st.none() | st.integers() | st.floats(allow_nan=False)), max_size=5)
)
def test_cells_are_read_back_as_they_stand(path: Path, given_rows: list[tuple[str, str | None, float | None]]) -> None:
    columns = (
        Column[Any]("a", itemgetter(0), "words"),
        Column[Any]("b", itemgetter(1), "words", "there are none"),
        Column[Any]("n", itemgetter(2), "a number", "there is none", kind="number"),
    )
    with Ledger(path, create=False) as ledger:
        for style in (COMMAS, TABS):
            made = io.BytesIO()
            assert write_table(given_rows, columns, made, Selection(ledger, raw=True), style) == len(given_rows)
            quoting = csv.QUOTE_MINIMAL if style.quoted else csv.QUOTE_NONE
            lines = io.StringIO(made.getvalue().decode(), newline="")
            read = list(csv.reader(lines, delimiter=style.delimiter, quoting=quoting))
            shown = [[a, b or "", "" if n is None else str(n)] for a, b, n in given_rows]
            assert read == [["a", "b", "n"], *([cell if style.quoted else flat(cell) for cell in row] for row in shown)]


# ---------------------------------------------------------------- HXL and names
def test_hxl_tags_stand_below_the_header(ledger: Ledger) -> None:
    for name, first in (
        ("events.csv", "#event+id"),
        ("statements.csv", "#meta+id"),
        ("acled", "#event+id"),
        ("ucdp", "#event+id+num"),
    ):
        header, tags = exported(ledger, name, hxl=True)[0].decode().splitlines()[:2]
        assert tags.split(",")[0] == first
        assert len(tags.split(",")) == len(header.split(","))
        assert all(tag.startswith("#") for tag in tags.split(","))
    with pytest.raises(SettingsError, match="gdelt has no HXL tags; these have: "):
        exported(ledger, "gdelt", hxl=True)


def test_a_wrong_name_lists_what_exists() -> None:
    with pytest.raises(SettingsError, match=r"no format 'shapefile'; there are: events\.csv, events\.parquet"):
        named("shapefile")


def test_an_empty_ledger_is_exported_too(tmp_path: Path) -> None:
    with Ledger(fill(tmp_path / "empty.db", [])) as ledger:
        for name in FORMATS:
            made, written = exported(ledger, name)
            assert written.rows == 0
            assert made or name in ("events.jsonl", "statements.jsonl", "ftm", "gdelt", "gdelt-mentions")


def test_exports_do_not_depend_on_the_order_of_reports(tmp_path: Path) -> None:
    from tests.exports.made import everything

    with Ledger(fill(tmp_path / "a.db")) as one, Ledger(fill(tmp_path / "b.db", everything()[::-1])) as other:
        for name in ("events.csv", "ucdp", "polecat", "geojson", "kml"):
            assert exported(one, name)[0] == exported(other, name)[0], name


def test_every_column_says_what_it_holds() -> None:
    for column in (*EVENT_COLUMNS, *STATEMENT_COLUMNS):
        assert column.holds
        assert column.hxl.startswith("#")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_filters_and_an_earlier_day(ledger: Ledger, name: str) -> None:
    whole = exported(ledger, name)[1]
    then = exported(ledger, name, as_of="2024-03-12")[1]
    some = exported(ledger, name, filters=Filters(text="clinic", since="2024-03-01"))[1]
    assert 0 < then.rows < whole.rows
    assert 0 < some.rows < whole.rows
    assert exported(ledger, name, as_of="2020-01-01")[1].rows == 0


def test_people_may_judge_all_of_a_telling_wrong(tmp_path: Path) -> None:
    with Ledger(fill(tmp_path / "wrong.db")) as ledger:
        march = next(line for line in ledger.events if line.type == "PROTEST" and line.phase is None)
        for statement in list(ledger.statements(event=march.id)):
            if statement.property in ("actor", "count"):
                ledger.judge(statement.id, right=False, by="ada")
        row = next(row for row in rows(exported(ledger, "acled")[0]) if row["event_id_cnty"] == march.id)
        assert (row["actor1"], row["tags"]) == ("", "crowd size=no report")
        for name in FORMATS:
            assert exported(ledger, name)[1].rows
