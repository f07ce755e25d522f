"""The shapes of other datasets: their very columns, what stands in them, what is left out and said to be."""

from __future__ import annotations

import csv
import io
from importlib import import_module
from pathlib import Path

import msgspec
import pandas
import pytest

from sayso.exports.countries import countries
from sayso.exports.shapes.acled import CODES, DISORDER
from sayso.exports.shapes.cameo import cameo, codes
from sayso.exports.shapes.parties import party_of
from sayso.exports.shapes.polecat import QUADS
from sayso.exports.shapes.shape import Shape
from sayso.ledger import Filters, Ledger
from sayso.ledger.columns import names
from sayso.ledger.lines import LineActor
from sayso.model import Place, Span
from tests.exports.made import exported, fill, raid

pytestmark = pytest.mark.filterwarnings("error")

ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision
source source_scale notes fatalities tags timestamp"""
UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id
dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office
source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt
priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best
high low gwnoa gwnob"""
POLECAT = """Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|
Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|
Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|Province|
Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|Story Organizations|
Story Locations|Language|Version"""
ICEWS = """Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|
Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude"""
SIDE = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
GDELT = [
    *["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"], *(f"Actor1{n}" for n in SIDE), *(f"Actor2{n}" for n in SIDE),
    *["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"],
    *(f"{who}Geo_{n}" for who in ("Actor1", "Actor2", "Action") for n in GEO), "DATEADDED", "SOURCEURL",
]  # fmt: skip
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset
Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras"""

COLUMNS = {
    "acled": (31, ACLED.split()), "ucdp": (49, UCDP.split()), "gdelt": (61, GDELT), "mentions": (16, MENTIONS.split()),
    "polecat": (40, [name.strip() for name in POLECAT.split("|")]), "icews": (20, [name.strip() for name in ICEWS.split("|")]),
}  # fmt: skip


def shape(name: str) -> Shape[object]:
    found: Shape[object] = import_module(f"sayso.exports.shapes.{name}").SHAPE
    return found


@pytest.mark.parametrize("name", COLUMNS)
def test_the_columns_are_the_datasets_own_in_order(name: str) -> None:
    number, wanted = COLUMNS[name]
    assert len(wanted) == number
    assert names(shape(name).columns) == wanted


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_and_shape_says_what_it_holds_and_what_it_cannot(name: str) -> None:
    assert all(column.holds and column.blank for column in shape(name).columns)
    assert all(column.blank != "never" for column in shape(name).columns if column.holds == "nothing")
    assert len(shape(name).cannot) > 100


def table(ledger: Ledger, name: str, **more: object) -> list[dict[str, str]]:
    made = exported(ledger, name, **more)[0].decode()
    commas = name in ("acled", "ucdp")
    quoting = csv.QUOTE_MINIMAL if commas else csv.QUOTE_NONE
    head = None if name not in ("gdelt", "gdelt-mentions") else COLUMNS[name.removeprefix("gdelt-")][1]
    return list(csv.DictReader(io.StringIO(made, newline=""), head, delimiter="," if commas else "\t", quoting=quoting))


@pytest.mark.parametrize("name", ["acled", "ucdp", "polecat", "icews"])
def test_pandas_reads_it_back(ledger: Ledger, name: str) -> None:
    made, written = exported(ledger, name)
    frame = pandas.read_csv(io.BytesIO(made), sep="," if name in ("acled", "ucdp") else "\t")
    assert list(frame.columns) == COLUMNS[name][1]
    assert len(frame) == written.rows > 0


@pytest.mark.parametrize("name", ["gdelt", "gdelt-mentions"])
def test_pandas_reads_the_files_without_a_header(ledger: Ledger, name: str) -> None:
    made, written = exported(ledger, name)
    frame = pandas.read_csv(
        io.BytesIO(made), sep="\t", header=None, names=COLUMNS[name.removeprefix("gdelt-")][1], dtype=str
    )
    assert len(frame) == written.rows > 0
    ids = {str(int(line.id.removeprefix("e:"), 16)) for line in ledger.events}
    assert set(frame["GLOBALEVENTID"]) <= ids


# ---------------------------------------------------------------- ACLED
def battle(ledger: Ledger, name: str, **more: object) -> dict[str, str]:
    key = {
        "acled": ("location", "Ansongo"),
        "ucdp": ("where_coordinates", "Ansongo"),
        "polecat": ("Placename", "Ansongo"),
    }
    field, place = key.get(name, ("City", "Ansongo"))
    return next(row for row in table(ledger, name, **more) if row[field] == place)


def test_acled_codes_a_battle_by_its_sides(ledger: Ledger) -> None:
    row = battle(ledger, "acled")
    wanted = {
        "event_date": "2024-03-12", "year": "2024", "time_precision": "1", "disorder_type": "Political violence",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Soldiers of Mali", "inter1": "1",
        "actor2": "Dawn Front", "inter2": "2", "interaction": "12", "civilian_targeting": "", "iso": "466",
        "region": "Western Africa", "country": "Mali", "geo_precision": "1", "source": "Sahel Post", "fatalities": "11",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert "“fought”" in row["notes"]


def test_acled_takes_its_own_policy_unless_told_otherwise(ledger: Ledger) -> None:
    def dead(**more: object) -> str:
        return next(row["fatalities"] for row in table(ledger, "acled", **more) if row["location"] == "Tessit")

    assert dead() == "7"  # the lowest credible figure
    assert dead(policy="ucdp_best_low_high") == "9"


def test_acled_leaves_blank_what_the_reports_do_not_tell(ledger: Ledger) -> None:
    raid = next(row for row in table(ledger, "acled") if row["location"] == "Tessit")
    assert (raid["event_type"], raid["inter1"], raid["actor2"]) == ("", "", "")  # gunmen, against nobody named
    march = next(row for row in table(ledger, "acled") if row["event_type"] == "Protests")
    assert (march["fatalities"], march["tags"]) == ("", "crowd size=300")


def test_what_a_shape_cannot_hold_is_counted_by_reason(ledger: Ledger) -> None:
    written = exported(ledger, "acled")[1]
    assert written.left_out == {
        "of type DISASTER, which ACLED does not code": 1,
        "of type OFFICE, which ACLED does not code": 1,
        "that had not happened (planned)": 1,
    }
    assert written.rows + sum(written.left_out.values()) == len(list(ledger.events))
    assert "left out: 1 of type DISASTER" in str(written)


def test_areas_are_no_pins_where_nothing_says_that_they_are_areas(ledger: Ledger) -> None:
    flood = Filters(type="DISASTER")
    assert table(ledger, "icews", filters=flood) == []
    place = next(line.place for line in ledger.events(flood))
    assert place is not None
    assert place.precision == "admin1"


# ---------------------------------------------------------------- UCDP
def test_ucdp_parts_the_deaths_by_side(ledger: Ledger) -> None:
    row = battle(ledger, "ucdp")
    wanted = {
        "type_of_violence": "1", "dyad_name": "Soldiers of Mali - Dawn Front", "side_a": "Soldiers of Mali", "side_b": "Dawn Front",
        "deaths_a": "4", "deaths_b": "11", "deaths_civilians": "", "deaths_unknown": "0", "best": "15", "where_prec": "1",
        "country_id": "432", "region": "Africa", "date_prec": "1", "event_clarity": "1", "gwnoa": "432", "gwnob": "",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert row["geom_wkt"] == f"POINT ({row['longitude']} {row['latitude']})"


def test_ucdp_gives_three_estimates_and_asks_for_a_death(ledger: Ledger) -> None:
    found = {row["where_coordinates"]: row for row in table(ledger, "ucdp")}
    assert (found["Tessit"]["low"], found["Tessit"]["best"], found["Tessit"]["high"]) == ("7", "9", "9")
    assert "Kidal" not in found
    assert any(why == "without a reported death" for why in exported(ledger, "ucdp")[1].left_out)


def test_deaths_of_who_belongs_to_no_side_are_not_lost() -> None:
    from sayso.exports.shapes.ucdp import _least
    from sayso.ledger.lines import LineTally

    guards = LineTally("killed", "people", "guards", best=3, low=2, high=4)
    soldiers = LineTally("killed", "people", "soldiers", best=2, low=2, high=2)
    assert _least([], [guards], "best") == 3
    assert _least([soldiers], [guards, soldiers], "best") == 3
    assert _least([soldiers, LineTally("killed", "people", "civilians", best=9)], [guards], "best") == 11
    assert _least([None], [], "low") is None


def test_a_point_near_a_place_is_not_the_place(ledger: Ledger, tmp_path: Path) -> None:
    made = raid()
    made.places["Tessit"] = Place(
        id="p1", name="20 km north of Tessit", mentions=(Span(0, 1),), precision="town", lat=15.6, lon=0.68, country="ML", radius_km=8.0,
    )  # fmt: skip
    made.actors["Gunmen"] = msgspec.structs.replace(made.actors["Gunmen"], sector="UAF")
    with Ledger(fill(tmp_path / "near.db", [made.reading()])) as near:
        assert [row["geo_precision"] for row in table(near, "acled")] == ["2"]
        assert [row["where_prec"] for row in table(near, "ucdp")] == ["2"]
        assert [row["Raw Placename"] for row in table(near, "polecat")] == [
            ""
        ]  # the trigger's words are not the place's
    assert {row["geo_precision"] for row in table(ledger, "acled") if row["location"] == "Tessit"} == {"1"}


def test_the_grid_cell_is_the_one_of_the_half_degree(ledger: Ledger) -> None:
    row = next(row for row in table(ledger, "ucdp") if row["where_coordinates"] == "Tessit")
    number = int(row["priogrid_gid"]) - 1
    south, west = number // 720 / 2 - 90, number % 720 / 2 - 180
    assert south <= float(row["latitude"]) < south + 0.5
    assert west <= float(row["longitude"]) < west + 0.5


# ---------------------------------------------------------------- POLECAT, GDELT, ICEWS
def test_polecat_holds_plovers_own_codes(ledger: Ledger) -> None:
    row = battle(ledger, "polecat")
    wanted = {
        "Event Type": "ASSAULT", "Event Mode": "firearms", "Quad Code": "4", "Actor Name": "Soldiers of Mali", "Actor Country": "MLI",
        "Actor COW": "432", "Primary Actor Sector": "MIL", "Recipient Name": "Dawn Front", "Primary Recipient Sector": "REB",
        "City": "Ansongo", "Country": "MLI", "Feature Type": "PPL", "Intensity": "", "Publication Date": "2024-03-14",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    assert not {row["Event Type"] for row in table(ledger, "polecat")} - set(QUADS)


def test_gdelt_holds_cameo_codes_and_counts(ledger: Ledger) -> None:
    rows = {row["ActionGeo_FullName"]: row for row in table(ledger, "gdelt")}
    raid = rows["Tessit, Mali"]
    assert (raid["EventCode"], raid["QuadClass"], raid["NumMentions"], raid["NumSources"], raid["NumArticles"]) == (
        "180",
        "4",
        "3",
        "2",
        "2",
    )
    fight = rows["Ansongo, Mali"]
    wanted = {
        "SQLDATE": "20240312", "MonthYear": "202403", "FractionDate": "2024.2795", "Actor1Code": "MLIMIL", "Actor2Code": "MLIREB",
        "EventCode": "193", "EventBaseCode": "193", "EventRootCode": "19", "GoldsteinScale": "-10.0", "ActionGeo_Type": "4",
        "ActionGeo_CountryCode": "ML", "IsRootEvent": "1", "AvgTone": "", "Actor1Geo_Lat": "",
    }  # fmt: skip
    assert {name: fight[name] for name in wanted} == wanted


def test_mentions_stand_where_they_say(ledger: Ledger) -> None:
    found = table(ledger, "gdelt-mentions")
    assert len(found) == sum(int(row["NumMentions"]) for row in table(ledger, "gdelt"))
    later = [row for row in found if row["MentionIdentifier"] == "r2"]
    text = ledger.reading("r2").text
    assert {text[int(row["ActionCharOffset"]) :].split()[0] for row in later} == {"died", "attacked"}
    assert {row["SentenceID"] for row in later} == {"1"}
    assert {text[int(row["Actor1CharOffset"]) :].split()[0] for row in later} == {"gunmen"}


def test_icews_points_at_the_first_story(ledger: Ledger) -> None:
    row = battle(ledger, "icews")
    assert (row["CAMEO Code"], row["Event Text"]) == ("193", "Fight with small arms and light weapons")
    assert (row["Source Sectors"], row["Target Sectors"], row["Story ID"]) == ("Military", "Rebel", "r5")


# ---------------------------------------------------------------- tables of codes
def test_every_plover_type_has_a_quad_and_a_cameo_code() -> None:
    assert len(QUADS) == 16
    for kind, quad in QUADS.items():
        found = cameo(kind, None)
        assert found is not None
        assert found.quad == quad or kind == "CONCEDE"  # words in PLOVER, deeds in CAMEO (08)
    assert cameo("DISASTER", None) is None


def test_cameo_codes_are_of_their_roots() -> None:
    for (kind, _), found in codes().items():
        assert found.code.isdigit()
        assert 3 <= int(found.root) <= 20
        assert found.goldstein is None or -10 <= found.goldstein <= 10
        if kind == "ASSAULT":
            assert found.root in ("17", "18", "19", "20")


def test_acled_codes_are_of_known_types() -> None:
    assert {event_type for event_type, _ in CODES.values()} <= set(DISORDER)


def test_countries_have_their_codes() -> None:
    found = countries()
    assert found["ML"] is found["MLI"]
    assert [getattr(found["DE"], name) for name in ("number", "fips", "cow", "gw", "acled_region", "ucdp_region")] == [
        "276", "GM", "255", "260", "Europe", "Europe",
    ]  # fmt: skip
    assert found["XK"].cow == "347"
    assert {found["PS"].gw, found["PS"].ucdp_region} == {""}
    numbered = [country.cow for country in {c.iso3: c for c in found.values()}.values() if country.cow]
    assert len(numbered) == len(set(numbered)) == 195


@pytest.mark.parametrize(
    ("actor", "party"),
    [
        ({"sector": "MIL", "country": "MLI"}, "state"), ({"sector": "MIL", "country": "FRA"}, "outside"), ({"sector": "REB"}, "rebels"),
        ({"sector": "CRM"}, "militia"), ({"kind": "people"}, "civilians"), ({"kind": "country", "country": "MLI"}, "state"),
        ({"sector": "UNO"}, "outside"), ({}, None), ({"kind": "person"}, None),
    ],
)  # fmt: skip
def test_parties_by_sector_kind_and_country(actor: dict[str, str], party: str | None) -> None:
    made = LineActor(**{"role": "actor", "name": "x", "kind": "organization", **actor})
    assert party_of(made, countries()["ML"]) == party
