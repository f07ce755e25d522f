"""Who is found in a report, and what is told of them."""

from __future__ import annotations

import pytest

from tests.actors.conftest import Read, named, quotes


def test_a_title_and_its_country_tell_of_a_person(read: Read) -> None:
    reading = read("Colombian Defence Minister Laura Pinto met reporters in Cali. Pinto said she would resign.")
    actor = named(reading, "Laura Pinto")
    assert (actor.kind, actor.country, actor.sector) == ("person", "COL", "GOV")
    assert quotes(reading, actor) == ["Colombian Defence Minister Laura Pinto", "Pinto", "she"]


def test_a_body_of_the_base_has_its_facts(read: Read) -> None:
    reading = read("The UN refugee agency said 300 families had fled. UNHCR sent tents.")
    actor = named(reading, "UN refugee agency")
    assert (actor.kind, actor.sector, len(actor.mentions)) == ("organization", "IGO", 2)


@pytest.mark.parametrize(
    ("words", "name", "kind", "country"),
    [
        ("Kenya's Health Ministry said two people had died.", "Kenya's Health Ministry", "organization", "KEN"),
        ("The Chadian army said it had killed 12 rebels.", "Chadian army", "organization", "TCD"),
        ("Paraguay recalled its ambassador.", "Paraguay", "country", "PRY"),
        ("Two Nepalis were hurt in the crash.", "Nepalis", "people", "NPL"),
    ],
)
def test_what_belongs_to_a_country_says_so(read: Read, words: str, name: str, kind: str, country: str) -> None:
    actor = named(read(words), name)
    assert (actor.kind, actor.country) == (kind, country)


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Two unidentified gunmen opened fire on a bus.", "two unidentified gunmen", "people"),
        ("More than seven men stormed the mill.", "more than seven men", "people"),
        ("SEVERAL HOODED MEN STORMED THE MILL.", "SEVERAL HOODED MEN", "people"),
        ("Some 40 gunmen opened fire on a bus.", "gunmen", "people"),
        ("Two of the rebels fled.", "rebels", "people"),
        ("Alleged urban guerrillas stormed the mill.", "urban guerrillas", "people"),
        ("Two suspected rebels stormed the mill.", "rebels", "people"),
        ("A self-styled commando unit stormed the mill.", "commando unit", "group"),
        ("A group of armed men stormed the mill.", "group of armed men", "people"),
        ("A group of nations signed the pact.", "group of nations", "group"),
        ("Unidentified individuals stormed the mill.", "Unidentified individuals", "people"),
        ("Officials said the road was closed.", "Officials", "unnamed"),
        ("The blast wounded five civilians.", "civilians", "people"),
        ("Residents said they had heard shots.", "Residents", "people"),
        ("The militia burned three houses.", "militia", "group"),
    ],
)
def test_the_unnamed_are_kept_with_their_description(read: Read, words: str, name: str, kind: str) -> None:
    assert named(read(words), name).kind == kind


def test_a_group_of_people_is_one_actor_with_its_people(read: Read) -> None:
    reading = read("A group of armed men stormed the mill. The men fled towards the river.")
    (actor,) = reading.actors
    assert quotes(reading, actor) == ["group", "armed men", "men"]


@pytest.mark.parametrize(
    ("words", "who", "whole"),
    [
        ("Members of the Reef Front stormed the mill.", "Members of the Reef Front", "Reef Front"),
        ("A member of the Reef Front burned the mill.", "member of the Reef Front", "Reef Front"),
        ("Detachments of the Reef Front stormed the mill.", "Detachments", "Reef Front"),
        ("Reef Front gunmen stormed the mill.", "Reef Front gunmen", "Reef Front"),
        ("Men of the Reef Front stormed the mill.", "Men", "Reef Front"),
        (
            "Members of the southern wing of the Reef Front stormed the mill.",
            "Members of the southern wing",
            "Reef Front",
        ),
        ("Members of a family stormed the mill.", "Members of a family", None),
        ("The victims of the Reef Front spoke in court.", "victims", None),
        ("The men from the Water Ministry spoke.", "men", None),
    ],
)
def test_fighters_members_and_units_are_part_of_what_they_belong_to(
    read: Read, words: str, who: str, whole: str | None
) -> None:
    reading = read(words)
    names = {actor.id: actor.name for actor in reading.actors}
    assert names.get(named(reading, who).part_of or "") == whole


def test_a_capital_that_speaks_is_its_state_and_one_that_is_visited_is_not(read: Read) -> None:
    reading = read("Ankara rejected the offer. The envoy had flown to Ankara from Oslo on Monday.")
    assert quotes(reading, named(reading, "Turkey")) == ["Ankara"]


def test_a_country_is_mentioned_by_its_adjective_before_what_it_does(read: Read) -> None:
    reading = read("A Rwandan drone strike hit the camp. Rwanda denied it.")
    assert quotes(reading, named(reading, "Rwanda")) == ["Rwandan", "Rwanda"]


def test_names_of_storms_places_and_laws_are_no_actors(read: Read) -> None:
    reading = read("Hurricane Berta killed four people near Toncontin Airport. The Clean Rivers Act was passed in May.")
    assert [a.name for a in reading.actors if a.name[0].isupper()] == []


def test_a_label_is_no_actor(read: Read) -> None:
    reading = read("Norway designated the Harbour Front a terrorist organization in 2019.")
    assert "terrorist organization" not in [a.name for a in reading.actors]


def test_upper_case_copy_is_read_like_any_other(read: Read) -> None:
    reading = read(
        "PERUVIAN PRESIDENT ALAN GARCIA SAID THAT THE SHINING PATH HAD KILLED TWO POLICEMEN. GARCIA BLAMED THE GROUP."
    )
    assert named(reading, "ALAN GARCIA").country == "PER"
    assert quotes(reading, named(reading, "SHINING PATH")) == ["SHINING PATH", "GROUP"]


def test_spans_stand_in_the_text(read: Read) -> None:
    reading = read("“We won,” said Foreign Minister\nAna Ruiz of the Côte d’Ivoire   Farmers’ Union (CIFU).")
    for actor in reading.actors:
        assert actor.mentions
        assert all(0 <= start < end <= len(reading.text) for start, end in actor.mentions)


@pytest.mark.parametrize("word", ["terrorists", "militants", "fighters", "gunmen"])
def test_a_loaded_word_changes_nothing_but_the_name(read: Read, word: str) -> None:
    reading = read(f"Three {word} attacked a barracks in Kidal. The army said the {word} had fled.")
    actor = named(reading, f"three {word}")
    assert (actor.kind, actor.sector, len(actor.mentions)) == ("people", "REB", 2)


def test_exchanging_two_sides_exchanges_their_mentions_only(read: Read) -> None:
    words = "{0} shelled the border on Monday, {1} said. {1} said it would respond. {0} denied that its army had fired."
    one, other = read(words.format("Zambia", "Malawi")), read(words.format("Malawi", "Zambia"))
    swapped = {"Zambia": "Malawi", "Malawi": "Zambia"}
    counts = {a.name: (a.kind, len(a.mentions)) for a in one.actors}
    assert {swapped.get(a.name, a.name): (a.kind, len(a.mentions)) for a in other.actors} == counts


@pytest.mark.parametrize(
    ("text", "name", "quote"),
    [
        ("Superintendent of Police Ritu Sharma spoke.", "Ritu Sharma", "Superintendent of Police Ritu Sharma"),
        ("Deputy Commissioner of Police Anil Kumar spoke.", "Anil Kumar", "Deputy Commissioner of Police Anil Kumar"),
        ("The army freed Lt. Col. Nadav Shoshani.", "Nadav Shoshani", "Lt. Col. Nadav Shoshani"),
        ("A 62-year-old guard was killed.", "guard", "62-year-old guard"),
    ],
)
def test_titles_and_ages_are_no_part_of_a_name(read: Read, text: str, name: str, quote: str) -> None:
    reading = read(text)
    assert (name, [quote]) in [(a.name, quotes(reading, a)) for a in reading.actors]


def test_a_body_named_right_after_its_description_is_one_actor(read: Read) -> None:
    reading = read("The West African bloc ECOWAS condemned the coup.")
    assert quotes(reading, named(reading, "ECOWAS")) == ["West African bloc", "ECOWAS"]


def test_a_pronoun_that_speaks_is_who_spoke_last(read: Read) -> None:
    reading = read("Overnight, Russia launched 147 drones, the Ukrainian air force said. It said 121 were shot down.")
    assert quotes(reading, named(reading, "Ukrainian air force")) == ["Ukrainian air force", "It"]


def test_an_army_is_no_charity_and_the_dead_are_no_body(read: Read) -> None:
    reading = read(
        "The medical charity Doctors Afar counted 23 bodies and 58 wounded, among them 11 children. "
        "Rebels accused the army, which denied it."
    )
    assert quotes(reading, named(reading, "army")) == ["army", "which"]
    assert not [a for a in reading.actors if a.name in ("bodies", "them 11 children")]


@pytest.mark.parametrize(
    ("text", "name"),
    [("A candlemaker said so.", "candlemaker"), ("A man known as Dogo Gide led them.", "Dogo Gide")],
)
def test_whoever_acts_or_suffers_is_someone(read: Read, text: str, name: str) -> None:
    assert name in {a.name for a in read(text).actors}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NYALA, Sudan, June 3 (Meridian Wire) -- A man died.", "Meridian Wire"),
        ("NAIROBI, Sept 2 (Savanna Times) - Police shot a man, the Savanna Times reported.", "Savanna Times"),
        ("Officials told the Delta Courier that a ferry had sunk.", "Delta Courier"),
    ],
)
def test_an_outlet_of_a_dateline_or_with_a_papers_name_is_an_outlet(read: Read, text: str, name: str) -> None:
    found = {actor.name: (actor.kind, actor.sector) for actor in read(text).actors}
    assert found[name] == ("organization", "JRN")
    assert "Times" not in found


def test_a_bracket_that_gives_a_place_or_a_day_in_a_dateline_names_no_outlet(read: Read) -> None:
    for text in ("KADUNA (Nigeria) - A man died.", "SPRINGFIELD, Ill. (October 3) - A man died."):
        assert "JRN" not in {actor.sector for actor in read(text).actors}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Police presented Honduran Juan Ordaz Ibarra to the press.", "Juan Ordaz Ibarra"),
        ("Spaniard Jose Salas was kidnapped on Monday.", "Jose Salas"),
        ("Terrorist Sergio Buchmann escaped on Monday.", "Sergio Buchmann"),
        ("A POLICE OFFICER SAID COMRADES FORLAN, SOTERO AND ANTERRA WERE MURDERED IN CALI.", "FORLAN"),
        ("POLICE SAID FRENCHMAN ROBERT LENOIR WAS KILLED.", "ROBERT LENOIR"),
    ],
)
def test_what_says_who_somebody_is_stands_outside_the_name(read: Read, words: str, name: str) -> None:
    assert named(read(words), name).kind == "person"


@pytest.mark.parametrize("name", ["German Ruiz", "Egyptian Foreign Ministry"])
def test_what_belongs_to_a_name_stays_in_it(read: Read, name: str) -> None:
    assert named(read(f"The offer was made on Monday. {name} has rejected it."), name)


@pytest.mark.parametrize(
    "words",
    [
        "The guerrillas kidnapped Salvio Vallecito Ormaz on Monday.",
        "The murder of Salvio Vallecito Ormaz was condemned.",
        "Salvio Vallecito Ormaz died on Monday.",
        "THE JUDGE FREED SALVIO VALLECITO ORMAZ, 34, ON MONDAY.",
    ],
)
def test_whoever_is_killed_or_taken_is_somebody(read: Read, words: str) -> None:
    assert next(a for a in read(words).actors if a.name.casefold() == "salvio vallecito ormaz").kind == "person"


def test_a_rank_behind_a_civil_office_makes_no_soldier(read: Read) -> None:
    assert named(read("Interior Minister Colonel Ana Ruiz resigned."), "Ana Ruiz").sector == "GOV"
    assert named(read("Colonel Leo Paz resigned."), "Leo Paz").sector == "MIL"
