"""FollowTheMoney, web annotations, PROV-O and schema.org: read back by their own rules."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.statement import read_statements

from sayso.errors import SettingsError
from sayso.ledger import Filters, Ledger
from tests.exports.made import exported, fill

pytestmark = pytest.mark.filterwarnings("error")


def entities(ledger: Ledger, **more: object) -> list[EntityProxy]:
    made = exported(ledger, "ftm", **more)[0]
    return [EntityProxy.from_dict(json.loads(line), cleaned=False) for line in made.splitlines()]


def test_entities_are_valid_and_each_once(ledger: Ledger) -> None:
    found = entities(ledger)
    assert len({entity.id for entity in found}) == len(found)
    for entity, line in zip(found, exported(ledger, "ftm")[0].splitlines(), strict=True):
        model.get(entity.schema.name).validate(json.loads(line))  # type: ignore[union-attr]
        assert {name: sorted(values) for name, values in entity.properties.items()} == {
            name: sorted(values) for name, values in json.loads(line)["properties"].items()
        }  # cleaning changes nothing more
    kinds = [entity.schema.name for entity in found]
    assert kinds.count("Event") == len(list(ledger.events))
    assert kinds.count("Article") == 8


def test_events_point_at_who_is_involved_and_at_their_articles(ledger: Ledger) -> None:
    found = {entity.id: entity for entity in entities(ledger)}
    battle = next(e for e in found.values() if e.schema.name == "Event" and "firearms" in e.get("keywords"))
    assert "Q4242" in battle.get("involved")
    assert found["Q4242"].first("name") == "Dawn Front"
    assert all(found[key].schema.name == "Article" for key in battle.get("proof"))
    assert "killed (fighters): 11" in (battle.first("description") or "")
    tie = next(entity for entity in found.values() if entity.schema.name == "Directorship")
    assert tie.get("organization") == ["Q4242"]
    assert found[tie.get("director")[0]].first("name") == "Idrissa Kane"


def test_statements_keep_the_one_report_apart_from_what_it_was_merged_into(ledger: Ledger) -> None:
    found = list(read_statements(io.BytesIO(exported(ledger, "ftm-statements")[0]), "csv"))
    assert len({statement.id for statement in found}) == len(found)
    raid = next(line for line in ledger.events if line.reports == 2)
    mine = [s for s in found if s.canonical_id == f"sayso-{raid.id.replace(':', '-')}"]
    assert len({s.entity_id for s in mine}) == 2
    assert {s.origin for s in mine} == {"River Agency", "Dune Wire"}
    assert {s.value for s in mine if s.prop == "startDate"} == {"2024-03-11"}
    for statement in found:
        assert statement.prop in model.get(statement.schema).properties  # type: ignore[union-attr]


def test_annotations_stand_on_their_words(ledger: Ledger) -> None:
    made = json.loads(exported(ledger, "annotations")[0])
    assert made["@context"] == "http://www.w3.org/ns/anno.jsonld"
    statements = {f"urn:sayso:statement:{s.id}": s for s in ledger.statements()}
    texts = {f"urn:sayso:report:{s.report_key}": ledger.reading(s.report).text for s in statements.values()}
    assert {item["id"] for item in made["items"]} == set(statements)
    for item in made["items"]:
        quote, position = item["target"]["selector"]
        text = texts[item["target"]["source"]]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in text
        assert {body["purpose"] for body in item["body"]} >= {"tagging", "describing"}


def test_prov_ties_every_statement_to_report_reading_and_those_who_vouch(tmp_path: Path) -> None:
    with Ledger(fill(tmp_path / "prov.db")) as ledger:
        wrong = next(s for s in ledger.statements() if s.quote == "nine people")
        judged = ledger.judge(wrong.id, right=False, by="ada", why="of another raid")
        nodes: dict[str, dict[str, Any]] = {}
        for node in json.loads(exported(ledger, "prov")[0])["@graph"]:
            assert node["@id"] not in nodes
            nodes[node["@id"]] = node
        for statement in ledger.statements():
            node = nodes[f"urn:sayso:statement:{statement.id}"]
            assert nodes[node["quotedFrom"]]["@type"] == "prov:Entity"
            assert nodes[node["madeBy"]]["used"] == node["quotedFrom"]
            assert all(by in nodes for by in node["by"])
            assert node.get("memberOf", next(iter(nodes))) in nodes
        assert nodes[f"urn:sayso:statement:{wrong.id}"]["invalidatedBy"] == f"urn:sayso:judgement:{judged.id}"
        assert nodes[f"urn:sayso:judgement:{judged.id}"]["comment"] == "wrong: of another raid"


def test_claims_have_an_author_and_an_appearance(tmp_path: Path) -> None:
    with Ledger(fill(tmp_path / "claims.db")) as ledger:
        claim = next(s for s in ledger.statements() if s.kind == "claim" and s.speaker.name == "clinic")
        ledger.judge(claim.id, right=True, by="ada", why="as printed")
        graph = json.loads(exported(ledger, "claims")[0])["@graph"]
        claims = [node for node in graph if node["@type"] == "Claim"]
        assert len(claims) == len(list(ledger.claims()))
        assert all(node["author"]["name"] and node["appearance"]["@type"] == "NewsArticle" for node in claims)
        reviews = [node for node in graph if node["@type"] == "ClaimReview"]
        assert {"@id": f"urn:sayso:statement:{claim.id}"} in [review["itemReviewed"] for review in reviews]
        assert {review["reviewRating"]["alternateName"] for review in reviews} == {"right"}
        clinic = json.loads(exported(ledger, "claims", filters=Filters(actor="clinic"))[0])["@graph"]
        assert {node["author"]["name"] for node in clinic if node["@type"] == "Claim"} == {"clinic"}
        with pytest.raises(SettingsError, match="claims have no place, country or type"):
            exported(ledger, "claims", filters=Filters(country="ML"))
