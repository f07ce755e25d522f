from __future__ import annotations

import pytest

from sayso.claims.draft import Draft
from sayso.claims.meaning import claims_of, enclosing
from sayso.model import Span, Stance
from tests.claims.reading import only, parsed, read, words


def test_who_adds_something_is_who_spoke_before() -> None:
    text = "The road was mined, one of the port's sources said. Two lorries had burned, he added."
    reading = read(text, sources="one of the port's sources")
    assert [claim.source.actor for claim in reading.claims] == ["sources", "sources"]


def test_data_speak_for_those_whose_they_are() -> None:
    reading = read("According to police data, 229 men have drowned. The police hailed the divers.", police="police")
    assert reading.claims[0].source.actor == "police"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The mayor said the bridge was safe.", "says"),
        ("The army confirmed that two soldiers had died.", "confirms"),
        ("The army did not confirm the raid on Gao.", "declines"),
        ("Police neither confirmed nor denied the arrest of Omar Diallo.", "declines"),
        ("A spokeswoman declined to comment on the talks.", "declines"),
        ("The envoy did not say whether the talks would resume.", "declines"),
        ("Iran denied sending weapons to the rebels.", "denies"),
        ("The bank admitted that it had lied.", "admits"),
        ("Rebels claimed responsibility for the attack on the port.", "admits"),
        ("The group said it was behind the blast in Quetta.", "admits"),
        ("Chile accused Bolivia of violating its airspace.", "accuses"),
        ("State television reported that 14 soldiers were killed.", "reports"),
        ("A newspaper said the minister had resigned.", "reports"),
        ("Nine trucks were burning near the port, a Coastal Dispatch reporter saw.", "reports"),
        ("The officer disclosed that the vote was off.", "says"),
        ("Survivors estimated that ninety were on board.", "says"),
        ("The court heard that the firm had paid nothing.", "says"),
        ("Analysts expect the bank to raise rates.", "expects"),
        ("The former general is widely believed to be dead.", "believes"),
        ("Voters do not believe that the count was fair.", "doubts"),
        ("Lawmakers demanded that the minister resign.", "demands"),
        ("Residents were told to leave their homes.", "demands"),
        ("The governor warned that the dam could burst.", "warns"),
        ("The president threatened to dissolve parliament.", "threatens"),
        ("The minister vowed to rebuild the town.", "promises"),
        ("The airline plans to cut flights.", "plans"),
        ("The fishermen want to sail.", "wants"),
        ("Reporters asked whether the talks had failed.", "asks"),
        ("Greece thanked Italy for sending firefighters.", "praises"),
        ("Turkey condemned the attack on its consulate.", "condemns"),
    ],
)
def test_stances(text: str, stance: Stance) -> None:
    assert only(text)[1].stance == stance


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“It is over,” the general said.", "direct"),
        ("The general said it was over.", "indirect"),
        ("The general said it was “a dark day” for the town.", "mixed"),
    ],
)
def test_manners(text: str, manner: str) -> None:
    assert only(text)[1].manner == manner


def test_a_chain_runs_from_the_report_to_the_last_speaker() -> None:
    text = "A police officer told Dawn that a witness had said the gunmen fled on a motorcycle."
    reading = read(text, officer="A police officer", dawn="Dawn", witness="a witness")
    outer, inner = reading.claims
    assert (outer.source.actor, outer.addressee, outer.within) == ("officer", "dawn", None)
    assert (inner.source.actor, inner.within) == ("witness", outer.id)


def test_a_relative_pronoun_speaks_for_the_noun_it_stands_for() -> None:
    text = "Police questioned Amina Yusuf, who said the guards had fled."
    reading = read(text, police="Police", amina="Amina Yusuf")
    assert "amina" in {claim.source.actor for claim in reading.claims}


def test_an_unknown_or_implied_source_stays_blank() -> None:
    assert only("The clerk said the office was closed.")[1].source.actor is None
    assert only("Militants reportedly seized the town.")[1].source.spans == ()


@pytest.mark.parametrize("name", ["Peru", "Ecuador", "The Kingdom of Lesotho"])
def test_swapping_the_speaker_changes_nothing_but_the_name(name: str) -> None:
    reading, claim = only(f"{name} said the border was closed.", speaker=name)
    source, cue, content = words(reading, claim)
    assert (source, cue, content) == ([name], ["said"], ["the border was closed"])
    assert (claim.source.actor, claim.stance, claim.manner) == ("speaker", "says", "indirect")


def test_within_never_runs_in_a_circle() -> None:
    one = Draft((), (Span(0, 4),), (Span(5, 20),))
    other = Draft((), (Span(6, 9),), (Span(0, 30),))
    assert enclosing([one, other]) == [None, None]


def test_drafts_without_content_and_doubles_are_dropped() -> None:
    text = "The mayor said the bridge was safe."
    whole = Draft((Span(0, 9),), (Span(10, 14),), (Span(15, 34),))
    empty = Draft((Span(0, 9),), (Span(10, 14),), ())
    assert len(claims_of(parsed(text), [whole, empty, whole])) == 1


def test_an_outlet_that_speaks_of_itself_is_a_party() -> None:
    text = "Shells hit the office of the station, the station said."
    _, claim = only(text, station="the station")
    assert claim.stance == "says"


def test_a_network_of_doctors_is_no_outlet() -> None:
    _, claim = only("The Doctors Network said two men had died.", a="Doctors Network")
    assert claim.stance == "says"


def test_whom_an_outlet_quotes_is_a_source_within_its_claim() -> None:
    text = "The army had shelled Hama, the Herald reported, citing a colonel."
    reading = read(text, herald="the Herald", colonel="a colonel")
    reported, quoted = reading.claims
    assert words(reading, quoted) == (["a colonel"], ["citing"], ["The army had shelled Hama"])
    assert (quoted.source.actor, quoted.within) == ("colonel", reported.id)


def test_a_document_speaks_for_who_made_it() -> None:
    text = "Nine miners have died since May, according to a tally by the guild."
    _, claim = only(text, guild="the guild")
    assert claim.source.actor == "guild"


def test_the_source_of_a_relative_clause_is_named() -> None:
    reading = read("Togo, which says 40 men drowned, wants aid.", togo="Togo")
    claim = next(claim for claim in reading.claims if "40" in claim.content[0].of(reading.text))
    assert [span.of(reading.text) for span in claim.source.spans] == ["Togo", "which"]
    assert claim.source.actor == "togo"


def test_a_statement_speaks_for_who_issued_it() -> None:
    reading = read(
        "Togo said in a statement that two men had drowned. The statement said they were guards.", togo="Togo"
    )
    assert [claim.source.actor for claim in reading.claims] == ["togo", "togo"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ('The envoy called the reports "pure invention".', "denies"),
        ("The envoy called the talks useful.", "says"),
        ("The guild claimed the attack.", "admits"),
        ("The guild claimed that the attack had failed.", "says"),
        ("Diplomats doubt that he commands many men.", "doubts"),
    ],
)
def test_what_is_made_of_it(text: str, stance: str) -> None:
    assert next(claim for claim in read(text).claims).stance == stance


def test_a_bodys_figures_speak_for_it() -> None:
    _, claim = only("UN figures show that 45 soldiers died in May.", un="UN")
    assert claim.source.actor == "un"
