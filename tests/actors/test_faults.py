"""Who is named, described and spoken of in house styles of many countries, in sentences of our own."""

from __future__ import annotations

import pytest

from sayso.model import Reading, Report
from sayso.reader import pipeline
from tests.actors.conftest import Read, named, quotes


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("The Police Public Relations Officer in the state, SP Joy Attai, denied it. She noted that all was calm.",
         "Joy Attai", "Police Public Relations Officer"),
        ("The Resident Electoral Commissioner, Prof. Musa Danbaba, resigned.", "Musa Danbaba", "Resident Electoral Commissioner"),
        ("The Catholic Bishop of Makeni, Most Rev. Paul Kamara, called for calm.", "Paul Kamara", "Catholic Bishop"),
        ("Superintendent of Police (SP) Rekha Tudu said two men were held.", "Rekha Tudu",
         "Superintendent of Police (SP) Rekha Tudu"),
        ("The branch chairman, Barr. Udo Essien, said the union would sue.", "Udo Essien", "branch chairman"),
        ("MQP chief Maulana Anwar Lashari condemned the raid.", "Anwar Lashari",
         "MQP chief Maulana Anwar Lashari"),
        ("The rebels' delegation chief, Issa Brahim Djimet, denied it.", "Issa Brahim Djimet", "rebels' delegation chief"),
        ("The victim, named locally as Alan Frith, died at the scene.", "Alan Frith", "victim"),
    ],
)  # fmt: skip
def test_a_post_and_the_name_beside_it_are_one(read: Read, text: str, name: str, first: str) -> None:
    reading = read(text)
    found = quotes(reading, named(reading, name))
    assert found[0] == first
    assert any(quote.endswith(name) for quote in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jharkhand Chief Minister Asha Kerketta announced aid.", "Asha Kerketta"),
        ("Former DGP Naveen Dogra said the force had failed.", "Naveen Dogra"),
        ("Leader of Opposition Girish Murmu spoke.", "Girish Murmu"),
        ("Vice Gov. Rey Alonto and Cpl. Dan Ruiz were hurt.", "Rey Alonto"),
        ("Atty. Carla Benoza said her client was ill.", "Carla Benoza"),
        ("Naib Subedar Hari Lal was killed.", "Hari Lal"),
        ("Gen (retd) Asif Durrani said so.", "Asif Durrani"),
        ("Det Supt Gareth Pugh appealed for witnesses.", "Gareth Pugh"),
        ("Sir Miles Barton KC MP called for calm.", "Miles Barton"),
        ("Her Honour Judge Ruth Amos told him so.", "Ruth Amos"),
        ("Dean Mercer was charged with murder.", "Dean Mercer"),
    ],
)
def test_titles_of_many_countries_are_no_part_of_names(read: Read, text: str, name: str) -> None:
    assert named(read(text), name).kind == "person"


@pytest.mark.parametrize(
    ("text", "group", "names"),
    [
        ("Two men, Dean Mercer and Omar Pitt, appeared in court.", "two men", {"Dean Mercer", "Omar Pitt"}),
        ("Soldiers Juan Paz, Luis Rey and Raul Gil were ambushed.", "Soldiers", {"Juan Paz", "Luis Rey", "Raul Gil"}),
        ("Three persons, identified as Ravi Tirkey, Anil Lakra and Deepak Kujur, were arrested.",
         "persons", {"Ravi Tirkey", "Anil Lakra", "Deepak Kujur"}),
    ],
)  # fmt: skip
def test_people_listed_beside_a_plural_are_its_members(read: Read, text: str, group: str, names: set[str]) -> None:
    reading = read(text)
    ids = {actor.id: actor.name for actor in reading.actors}
    assert {ids[member] for member in named(reading, group).members} == names


@pytest.mark.parametrize(
    "text",
    [
        "No group has claimed the attack.",
        "Neither side wanted peace.",
        "Nobody was hurt.",
        '"Normalcy has been restored," the text went on.',
        "They had cried wolf before.",
        "The fare rose to N5,000.",
        "THE MANEUVER BEGAN AT DAWN.",
        "It crossed the Boru forest.",
        "The toll rose to 20 dead.",
        "Polling units were closed.",
    ],
)
def test_no_one_is_made_of_what_no_one_is(read: Read, text: str) -> None:
    assert [a.name for a in read(text).actors] == []


def test_who_speaks_of_another_is_the_one_that_goes_on(read: Read) -> None:
    reading = read(
        "Carl Ottley was jailed for six years. Mitigating, Femi Bankole said his client had been ill. "
        "Ottley had no convictions, he added."
    )
    assert "he" in quotes(reading, named(reading, "Femi Bankole"))


def test_a_pronoun_goes_past_a_quotation_to_its_speaker(read: Read) -> None:
    reading = read(
        'Ivo Brandt was freed. Speaking after the hearing, the union\'s Alan Aker said: "Rules are rules." '
        "He said two more men remained in custody."
    )
    assert "He" in quotes(reading, named(reading, "Alan Aker"))


def test_it_goes_past_a_quotation(read: Read) -> None:
    reading = read('A coalition of nurses, the Ward Watch, decried the cuts. "Wards are empty." It called for talks.')
    assert quotes(reading, named(reading, "Ward Watch"))[-1] == "It"


def test_they_are_not_one_member(read: Read) -> None:
    reading = read("Soldiers came at dawn. A herder hid in a barn. They burned the huts.")
    assert "They" not in quotes(reading, named(reading, "herder"))


def test_a_bracket_spells_out_its_name(read: Read) -> None:
    reading = read("Harbour Rates and Customs (HRC) began a search. HRC said so.")
    assert quotes(reading, named(reading, "Harbour Rates and Customs")) == ["Harbour Rates and Customs", "HRC", "HRC"]


def test_a_name_told_by_its_noun_is_a_body(read: Read) -> None:
    reading = read("Police searched his firm, Tyne Aero Spares. The mining company Los Robles fired 40 people.")
    assert {named(reading, name).kind for name in ("Tyne Aero Spares", "Los Robles")} == {"organization"}


def test_neighbours_next_door_are_people_and_those_of_a_country_are_not(read: Read) -> None:
    assert named(read("Neighbours said they were shocked."), "Neighbours").kind == "people"
    assert named(read("Chad's neighbours said so."), "Chad's neighbours").kind == "country"


def test_victims_are_not_who_killed(read: Read) -> None:
    reading = read("Armed men killed three farmers in Olancho. The victims were from one village.")
    assert "victims" in quotes(reading, named(reading, "farmers"))


def test_upper_case_copy_has_its_posts_and_gunmen(read: Read) -> None:
    reading = read(
        "MOTORCYCLE-RIDING GUNMEN KILLED PDC LEADER RAMON CASAL. THE GUNMEN ESCAPED. "
        "RAUL NIETO, SECOND IN CHARGE OF THE UNIT, SAID HE WAS SHOT."
    )
    assert quotes(reading, named(reading, "MOTORCYCLE-RIDING GUNMEN")) == ["MOTORCYCLE-RIDING GUNMEN", "GUNMEN"]
    assert quotes(reading, named(reading, "RAMON CASAL"))[0] == "PDC LEADER RAMON CASAL"
    assert named(reading, "RAUL NIETO").kind == "person"


@pytest.mark.parametrize("text", ["PORT-AU-PRINCE, Haiti (AP) - Shops closed.", "Gunmen attacked Port-au-Prince."])
def test_nobody_stands_inside_the_name_of_a_town(text: str) -> None:
    (reading,) = pipeline(until="actors").read([Report(id="r", text=text)])
    assert isinstance(reading, Reading)
    assert not {"PRINCE", "Port-au-Prince", "PORT-AU-PRINCE", "AU"} & {actor.name for actor in reading.actors}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The M23 rebel group took Goma.", "M23"),
        ("The Hamas militant group fired rockets.", "Hamas"),
        ("The Hezbollah movement denied it.", "Hezbollah"),
    ],
)
def test_a_group_called_a_group_is_that_group(read: Read, text: str, name: str) -> None:
    reading = read(text)
    actor = named(reading, name)
    assert any(words.endswith(("group", "movement")) for words in quotes(reading, actor))


@pytest.mark.parametrize(
    ("text", "name", "sector"),
    [
        ("Four members of the Ugandan army were killed.", "members of the Ugandan army", "MIL"),
        ("Members of the rebel group fled.", "Members of the rebel group", "REB"),
        ("Rebel casualties were heavy.", "Rebel casualties", "REB"),
        ("Members of his family were killed.", "Members of his family", "CVL"),
    ],
)
def test_those_of_a_body_are_of_its_sector(read: Read, text: str, name: str, sector: str) -> None:
    assert named(read(text), name).sector == sector


def test_a_police_post_is_the_polices_where_it_is_attacked(read: Read) -> None:
    actor = named(read("Gunmen attacked a police post on Monday."), "police post")
    assert (actor.kind, actor.sector) == ("organization", "COP")


def test_a_base_where_something_is_found_is_nobody(read: Read) -> None:
    assert not [actor for actor in read("Weapons were found at a military base.").actors if "base" in actor.name]


def test_people_are_called_what_they_were_called_first(read: Read) -> None:
    reading = read("Suspected jihadists attacked a post on Monday. The assailants fled.")
    assert "assailants" not in {actor.name for actor in reading.actors}
    assert quotes(reading, named(reading, "jihadists"))[-1] == "assailants"
