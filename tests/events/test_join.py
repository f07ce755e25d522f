from __future__ import annotations

import pytest

from tests.events.conftest import World, event_of, figures, names, triggers


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked a post, killing nine people.",
        "Rebels attacked a post and killed nine people.",
        "An attack by Rebels killed nine people.",
        "Nine people were killed in an attack by Rebels.",
        "The Rebels who attacked the post killed nine people.",
        "Rebels carried out an attack in which nine people were killed.",
    ],
)
def test_an_attack_and_its_killing_are_one_happening(world: World, text: str) -> None:
    reading = world.read(text, actors="Rebels:g; people:m")
    assert len(reading.events) == 1
    assert names(reading, reading.events[0], "actor") == {"Rebels"}
    assert len(triggers(reading, reading.events[0])) == 2


def test_a_definite_noun_refers_back(world: World) -> None:
    reading = world.read(
        "Gunmen attacked a bus near Goma on Monday. Officials arrived at noon. The attack was filmed.",
        actors="Gunmen:u", places="Goma",
    )  # fmt: skip
    assert triggers(reading, event_of(reading, "attacked")) == ["attacked", "attack"]


def test_another_one_is_not_the_same(world: World) -> None:
    reading = world.read("A strike hit a bridge near Goma. Another strike destroyed a school.", places="Goma")
    assert event_of(reading, "hit").id != event_of(reading, "destroyed").id


def test_a_pronoun_may_name_another_one(world: World) -> None:
    reading = world.read("The strike and a later one damaged the port.")
    assert any("one" in triggers(reading, e) for e in reading.events)


def test_other_days_are_other_happenings(world: World) -> None:
    reading = world.read(
        "Rebels attacked a convoy on Monday. Rebels attacked a convoy on Friday.",
        actors="Rebels:g",
        times={"Monday": ("2031-05-12", "2031-05-12"), "Friday": ("2031-05-16", "2031-05-16")},
    )
    assert len(reading.events) == 2


def test_other_places_are_other_happenings(world: World) -> None:
    reading = world.read("A blast hit a hotel in Goma. The blast in Bukavu hit a market.", places="Goma; Bukavu")
    assert len({e.place for e in reading.events}) == 2


def test_a_person_dies_once(world: World) -> None:
    reading = world.read(
        "Gunmen killed Ana Ruiz. She had led the union for years. Ruiz was killed outside her home in Goma.",
        actors="Gunmen:u; Ana Ruiz=Ruiz:p", places="Goma",
    )  # fmt: skip
    assert len(reading.events) == 1
    assert reading.events[0].place == "p1"


def test_two_persons_die_two_deaths(world: World) -> None:
    reading = world.read("Gunmen killed Ana Ruiz. Gunmen killed Juan Paz.", actors="Gunmen:u; Ana Ruiz:p; Juan Paz:p")
    assert len(reading.events) == 2


def test_a_toll_in_the_next_sentence_belongs_to_the_attack(world: World) -> None:
    reading = world.read(
        "A rocket hit a school. The ministry said nine people were killed.",
        actors="ministry:o; people:m",
        numbers={"nine people": "killed"},
        said={"nine people were killed": "ministry"},
    )
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert figures(reading, event, "killed") == [9]
    killed = next(a for a in event.arguments if a.role == "killed")
    assert {a.source for a in killed.attestations} == {"a1"}
    assert "report" in {a.source for a in event.attestations}


def test_a_running_total_is_apart_from_an_incident(world: World) -> None:
    reading = world.read(
        "A rocket hit a school. Since March 900 people have been killed.",
        actors="people:m",
        numbers={"900 people": "killed+"},
    )
    assert event_of(reading, "hit").id != event_of(reading, "killed").id


def test_the_toll_of_a_war_with_a_source_of_its_own_is_apart_and_takes_over_its_doer(world: World) -> None:
    reading = world.read(
        "Freedonia launched an offensive that has killed 900 people.",
        actors="Freedonia:c; people:m; ministry:o",
        numbers={"900 people": "killed"},
    )
    assert len(reading.events) == 1
    told = "Freedonia launched an offensive in which, the ministry said, 900 people were killed."
    reading = world.read(
        told,
        actors="Freedonia:c; people:m; ministry:o",
        numbers={"900 people": "killed"},
        said={"900 people were killed": "ministry"},
    )
    assert event_of(reading, "offensive").id != event_of(reading, "killed").id
    assert names(reading, event_of(reading, "killed"), "actor") == {"Freedonia"}


def test_what_is_only_planned_is_not_what_happened(world: World) -> None:
    reading = world.read("Rebels attacked a bridge. Officials fear an attack on the port.", actors="Rebels:g")
    assert len({e.id for e in reading.events if e.type == "ASSAULT"}) == 2


def test_two_deeds_of_one_sentence_are_two_events(world: World) -> None:
    reading = world.read("Soldiers seized nine rifles and arrested a miner.", actors="Soldiers:g; miner:u")
    assert event_of(reading, "seized").id != event_of(reading, "arrested").id


def test_a_march_and_the_protest_it_was_for_are_one(world: World) -> None:
    reading = world.read("Farmers marched through Goma to protest against a levy.", actors="Farmers:m", places="Goma")
    assert [triggers(reading, e) for e in reading.events] == [["marched through", "protest"]]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb destroyed the Larco pharmacy in Goma. The pharmacy was hit late on Monday.",
        "Men planted a device under a bridge in Goma. The device went off at dawn.",
        "A car bomb exploded in Goma. Two shops were badly damaged.",
        "Gunmen shelled a camp in Goma. The attack on Monday evening was carried out by deserters.",
    ],
)
def test_what_hits_the_same_thing_or_ruins_it_is_one_happening(world: World, text: str) -> None:
    reading = world.read(text, places="Goma", times={"Monday": ("2031-05-19", "2031-05-19")})
    assert len([e for e in reading.events if e.type == "ASSAULT"]) == 1


def test_a_kidnapping_takes_up_no_shooting(world: World) -> None:
    reading = world.read(
        "Gunmen shot dead a guard in Goma. The kidnapping of a priest was condemned by the bishop.", places="Goma"
    )
    assert len([e for e in reading.events if e.type == "ASSAULT"]) == 2


def test_an_attack_is_not_taken_up_from_an_interception(world: World) -> None:
    reading = world.read(
        "The army shot down nine drones over Goma. A diplomat deplored the attack.", actors="The army:o", places="Goma"
    )
    assert triggers(reading, event_of(reading, "shot")) == ["shot down"]


def test_a_threat_to_do_harm_is_a_threat_alone(world: World) -> None:
    reading = world.read("The Reds threatened to kill ten judges.", actors="The Reds:g; judges:u")
    assert [e.type for e in reading.events] == ["THREATEN"]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels accused the army of bombing a pier, killing one fisherman.",
        "The rebels blamed the army for attacking a convoy, killing one fisherman.",
    ],
)
def test_what_a_charged_deed_did_is_told_of_the_deed_and_not_of_whoever_charges(world: World, text: str) -> None:
    reading = world.read(text, actors="The rebels=rebels:g; the army=army:o; fisherman:u", numbers={"one": "killed"})
    harm = event_of(reading, "killing")
    assert harm.type == "ASSAULT"
    assert len([e for e in reading.events if e.type == "ASSAULT"]) == 1
    assert names(reading, harm, "actor") == {"the army"}


def test_what_is_condemned_was_told_before(world: World) -> None:
    reading = world.read(
        "Two groups clashed in Akola. The bishop condemned the violence.", actors="bishop:p", places="Akola"
    )
    assert triggers(reading, event_of(reading, "clashed")) == ["clashed", "violence"]


def test_the_talks_take_up_a_meeting(world: World) -> None:
    reading = world.read(
        "Mediators met the Rebels on Monday. An official close to the talks said little.",
        actors="Mediators:u; Rebels:g",
    )
    assert triggers(reading, event_of(reading, "met")) == ["met", "talks"]


def test_those_arrested_were_arrested_before(world: World) -> None:
    reading = world.read("Police arrested nine men in Goma. One of those arrested was a nurse.", actors="Police:o")
    assert triggers(reading, event_of(reading, "arrested")) == ["arrested", "arrested"]


def test_a_curfew_and_a_blackout_are_two_measures(world: World) -> None:
    reading = world.read("The governor imposed a curfew and suspended the internet.", actors="governor:p")
    assert len(reading.events) == 2


def test_a_town_captured_in_an_offensive_is_the_offensive(world: World) -> None:
    reading = world.read("The rebels captured Bria in a dawn offensive.", actors="rebels:g", places="Bria")
    assert triggers(reading, event_of(reading, "captured")) == ["captured", "offensive"]


def test_what_happened_where_people_were_hurt(world: World) -> None:
    reading = world.read("Nine people were hurt in Zaria, where a missile tore through a clinic.", places="Zaria")
    assert len(reading.events) == 1


def test_the_noun_in_front_is_what_struck(world: World) -> None:
    reading = world.read("In el-Obeid, an artillery barrage struck a market.", places="el-Obeid")
    assert len(reading.events) == 1


def test_what_happened_again_is_another_one(world: World) -> None:
    text = "Jets bombed a market in Goma on Monday. The town was bombed again on Monday."
    reading = world.read(text, places="Goma", times={"Monday": ("2031-05-12", "2031-05-12")})
    assert len({event_of(reading, "bombed").id, *(e.id for e in reading.events)}) == 2


def test_an_aftershock_is_not_the_earthquake(world: World) -> None:
    reading = world.read("An earthquake hit Goma. A strong aftershock brought down houses in Goma.", places="Goma")
    assert event_of(reading, "earthquake").id != event_of(reading, "aftershock").id


def test_a_definite_noun_for_harm_takes_up_what_was_told(world: World) -> None:
    reading = world.read(
        "A boat capsized off Goma. Fishermen said the sea was flat. A patrol caused the tragedy.", places="Goma"
    )
    assert "tragedy" in triggers(reading, event_of(reading, "capsized"))


def test_a_death_that_raised_a_toll_is_of_that_happening(world: World) -> None:
    text = "A blast hit a bus in Goma. In Beni, the toll from the raid on a post rose after a guard was killed."
    reading = world.read(text, actors="guard:u", places="Goma; Beni")
    assert event_of(reading, "killed").id == event_of(reading, "raid").id


RESULTS = [
    "One man was killed on Monday as a result of an explosion in Goma.",
    "Three men were hurt in the shop due to the explosion.",
    "Two men died in the shop because of the blast.",
    "The attack on the depot in Goma led to the death of two drivers.",
    "Villagers mourned after the attack on a bus in Goma in which two men were killed.",
]


@pytest.mark.parametrize("text", RESULTS)
def test_a_harm_is_of_the_deed_that_it_results_from(world: World, text: str) -> None:
    assert len([e for e in world.read(text, places="Goma").events if e.type == "ASSAULT"]) == 1


def test_an_arrest_that_a_raid_led_to_is_no_part_of_it(world: World) -> None:
    reading = world.read("The attack on the depot in Goma led to the arrest of two drivers.", places="Goma")
    assert event_of(reading, "attack").id != event_of(reading, "arrest").id


def test_a_list_of_the_dead_and_the_hurt_is_one_happening(world: World) -> None:
    reading = world.read("One man was killed and three others injured.", numbers={"One": "killed", "three": "wounded"})
    assert len(reading.events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A lorry bomb exploded inside a petrol station.",
        "The bomb, made of fertiliser and a fuse, exploded in a post office.",
        "Rebels drove a lorry loaded with fuel and a powerful bomb into the basement.",
    ],
)
def test_a_bomb_is_of_the_deed_that_it_was_used_in(world: World, text: str) -> None:
    assert len(world.read(text, actors="Rebels:g").events) == 1


def test_a_bomb_that_somebody_makes_is_not_of_the_raid_on_him(world: World) -> None:
    reading = world.read("Police raided a house. A bomb exploded in Goma.", actors="Police:o", places="Goma")
    assert len([e for e in reading.events if "exploded" in triggers(reading, e)]) == 1
    assert event_of(reading, "raided").id != event_of(reading, "exploded").id


def test_a_named_person_dies_once_whoever_is_blamed_and_wherever(world: World) -> None:
    reading = world.read(
        "Gunmen of the Red Front murdered Ana Ruiz in Goma. The army says Ruiz was killed by the Blue Guard in Bukavu.",
        actors="Red Front:g; Blue Guard:g; Ana Ruiz=Ruiz:p", places="Goma; Bukavu",
    )  # fmt: skip
    assert event_of(reading, "murdered").id == event_of(reading, "killed").id


def test_people_without_names_may_die_twice(world: World) -> None:
    reading = world.read(
        "The Red Front killed farmers in Goma. The Blue Guard killed farmers in Bukavu.",
        actors="Red Front:g; Blue Guard:g; farmers:m", places="Goma; Bukavu",
    )  # fmt: skip
    assert len(reading.events) == 2


def test_an_attack_on_somebody_else_takes_up_nothing(world: World) -> None:
    reading = world.read(
        "The killing of two nuns was claimed by a cell. It also claimed the attack on Ana Ruiz.",
        actors="two nuns:m; Ana Ruiz:p",
    )
    assert event_of(reading, "killing").id != event_of(reading, "attack").id


def test_the_injured_are_those_hurt_before(world: World) -> None:
    reading = world.read(
        "A blast at a bank in Goma hurt five people. The injured were taken to a hospital.",
        places="Goma", numbers={"five": "wounded"},
    )  # fmt: skip
    assert len([e for e in reading.events if e.type == "ASSAULT"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Togo condemned the murder of Ana Ruiz in an attack perpetrated by Rebels.",
        "The killing of Ana Ruiz in an attack by Rebels shocked Togo.",
    ],
)
def test_a_killing_in_an_attack_is_one_happening_whatever_the_parse_hangs_it_on(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; Rebels:g; Togo:c")
    (event,) = [event for event in reading.events if event.type == "ASSAULT"]
    assert names(reading, event, "victim") == {"Ana Ruiz"}
    assert names(reading, event, "actor") == {"Rebels"}


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz was killed by gunmen in Goma. Leo Paz was wounded in the attack.",
        "Ana Ruiz was attacked in Goma by Gunmen. Gunmen fired nine shots at Ana Ruiz.",
        "An explosion shook a shop in Goma on Monday. Several cars were damaged by the blast.",
        "Ana Ruiz died following an ambush near Goma.",
        "Ana Ruiz was wounded in the explosion of a bomb.",
    ],
)
def test_what_a_definite_noun_or_the_same_victim_takes_up_is_one_happening(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; Leo Paz:p; Gunmen:m", places="Goma")
    assert len([event for event in reading.events if event.type == "ASSAULT"]) == 1


def test_an_attack_on_another_person_is_another(world: World) -> None:
    text = "Ana Ruiz was killed by gunmen in Goma. The attack on Leo Paz shocked the town."
    reading = world.read(text, actors="Ana Ruiz:p; Leo Paz:p", places="Goma")
    assert len([event for event in reading.events if event.type == "ASSAULT"]) == 2


def test_weapons_told_beside_a_definite_noun_do_not_make_it_another_deed(world: World) -> None:
    text = (
        "An air strike killed nine people in Goma on Monday. Hours after the strike, Rebels fired six missiles at a ship. "
        "Medics said the strike had wounded two nurses."
    )
    reading = world.read(text, actors="Rebels:g; nurses:m; Medics:m", places="Goma")
    assert len([event for event in reading.events if event.type == "ASSAULT"]) == 2


def test_a_harm_came_about_in_the_attack_that_is_told_behind_who_tells_it(world: World) -> None:
    text = (
        "Gunmen killed nine villagers in Goma, officials said on Friday, in an attack that the army blamed on rebels."
    )
    reading = world.read(text, actors="Gunmen:m; nine villagers:m; officials:u; army:o; rebels:m", places="Goma")
    assert len([event for event in reading.events if event.type == "ASSAULT"]) == 1


def test_what_was_denied_elsewhere_is_not_what_was_told_before(world: World) -> None:
    text = (
        "The army said 15 civilians had been killed. Rebels denied last month that they had killed civilians in Koro."
    )
    reading = world.read(
        text,
        actors="army:o; 15 civilians:m; Rebels=they:g",
        places="Koro",
        times={"last month": ("2031-04-01", "2031-04-30")},
    )
    assert len([event for event in reading.events if event.type == "ASSAULT"]) == 2


@pytest.mark.parametrize("words", ["leaving at least 12 dead and 30 injured", "leaving 12 dead and 30 wounded"])
def test_those_left_dead_and_those_left_hurt_are_of_one_attack(world: World, words: str) -> None:
    reading = world.read(f"A bomb went off in Goma on Monday, {words}, police said.", actors="police:o", places="Goma")
    assert len(reading.events) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The militants killed nine soldiers and took four captive.",
        "Gunmen killed the mayor and abducted two of his guards.",
        "Soldiers torched 60 houses and led away six men.",
    ],
)
def test_those_taken_away_are_others_than_those_killed(world: World, text: str) -> None:
    reading = world.read(text, actors="militants=Gunmen=Soldiers:g")
    assert len(reading.events) == 2


def test_who_is_taken_and_killed_befalls_one_deed(world: World) -> None:
    reading = world.read("Rebels kidnapped and killed three teachers.", actors="Rebels:g")
    assert len({e.id for e in reading.events}) == 1


def test_the_sentence_of_a_headline_is_the_one_the_report_tells_of(world: World) -> None:
    text = "Two jailed for nine years over raid\n\nA court in Goma has sentenced two men to nine years in prison."
    reading = world.read(text, actors="Two:u; A court:o; two men:u", places="Goma")
    assert event_of(reading, "jailed") is event_of(reading, "sentenced")


def test_others_who_are_named_got_a_sentence_of_their_own(world: World) -> None:
    text = "Ana Ruiz jailed for nine years over raid\n\nA court in Goma sentenced Leo Paz to two years in prison."
    reading = world.read(text, actors="Ana Ruiz:p; A court:o; Leo Paz:p", places="Goma")
    assert event_of(reading, "jailed") is not event_of(reading, "sentenced")


def test_the_deed_that_another_answers_came_before_it(world: World) -> None:
    reading = world.read(
        "Gunmen stormed a village near Goma on Monday, killing nine people. The raid was retaliation for the killing of a warlord in "
        "May by a rival clan.",
        actors="Gunmen:u; people:m; a warlord:u; a rival clan:g",
        places="Goma",
        times={"Monday": ("2031-05-19", "2031-05-19"), "May": ("2031-05-01", "2031-05-31")},
    )
    raid = event_of(reading, "stormed")
    assert triggers(reading, raid) == ["stormed", "killing", "raid", "retaliation"]
    (before,) = [e for e in reading.events if e is not raid and "killing" in triggers(reading, e)]
    assert names(reading, before, "actor") == {"a rival clan"}
    assert before.time is not None
    assert before.time.start == "2031-05-01"


def test_a_headline_and_its_lead_tell_of_as_many_dead(world: World) -> None:
    reading = world.read(
        "Gang kills 9 people in Goma\n\nGunmen stormed Goma on Monday, killing nine people, officials said.",
        actors="Gang:g; Gunmen:m; people:m; officials:u", places="Goma", numbers={"9 people": "killed", "nine people": "killed"},
    )  # fmt: skip
    assert event_of(reading, "kills") is event_of(reading, "stormed")


def test_a_toll_of_one_town_is_not_that_of_all(world: World) -> None:
    reading = world.read(
        "Drones hit four towns on Monday, killing nine people. The worst of it fell on Goma. Four people died there and seven were "
        "wounded.",
        actors="people:m", places="Goma", numbers={"nine people": "killed", "Four people": "killed", "seven": "wounded"},
    )  # fmt: skip
    assert event_of(reading, "wounded") is not event_of(reading, "hit")


def test_the_vote_has_many_names(world: World) -> None:
    reading = world.read(
        "The court upheld the result of the poll in May. Monitors arrived from abroad. The election was calm. Observers praised the "
        "vote.",
        times={"May": ("2031-05-01", "2031-05-31")},
    )  # fmt: skip
    assert event_of(reading, "poll") is event_of(reading, "election")
    assert event_of(reading, "vote") is event_of(reading, "election")


def test_a_vote_of_another_kind_is_another(world: World) -> None:
    reading = world.read(
        "The presidential election was calm. The parliamentary election is due to be held in the autumn."
    )
    assert len([e for e in reading.events if e.type == "VOTE"]) == 2


def test_unrest_takes_up_the_protests(world: World) -> None:
    reading = world.read("Protests spread in the capital.\n\nThe minister blamed the unrest on smugglers.")
    assert triggers(reading, event_of(reading, "Protests")) == ["Protests spread", "unrest"]


def test_what_ensued_is_another_happening(world: World) -> None:
    reading = world.read("Two clans clashed in Goma. Shops were burned in the violence that followed.", places="Goma")
    assert event_of(reading, "clashed") is not event_of(reading, "violence")


def test_how_a_happening_ranks_is_told_of_it(world: World) -> None:
    reading = world.read(
        "Gunmen raided Goma on Monday, killing nine people, in the deadliest assault this year.",
        actors="Gunmen:u; people:m",
        places="Goma",
        times={"Monday": ("2031-05-19", "2031-05-19"), "this year": ("2031-01-01", "2031-12-31")},
    )
    event = event_of(reading, "raided")
    assert "assault" in triggers(reading, event)
    assert event.time is not None
    assert event.time.start == "2031-05-19"


@pytest.mark.parametrize(
    "text",
    [
        "A strong earthquake shook Goma on Monday, bringing down houses.",
        "A landslide set off by rain buried a bus near Goma.",
        "A boat sank near Goma on Monday. The vessel went down at night.",
        "A dhow that sank near Goma took nine lives.",
    ],
)
def test_a_hazard_or_a_craft_and_its_verbs_are_one_disaster(world: World, text: str) -> None:
    assert len(world.read(text, places="Goma").events) == 1


def test_a_sinking_off_another_shore_is_another_one(world: World) -> None:
    text = "A ferry sank near Goma on Monday. In the sinking off Kuru, the number of dead has risen."
    reading = world.read(text, places="Goma")
    assert event_of(reading, "sank").id != event_of(reading, "sinking").id


def test_another_missile_after_an_attack_is_another_attack(world: World) -> None:
    text = "A rocket hit a school in Goma. Two hours after the attack, another missile struck a mill in Beni."
    reading = world.read(text, places="Goma; Beni")
    assert triggers(reading, event_of(reading, "struck")) == ["struck"]
    assert triggers(reading, event_of(reading, "hit")) == ["hit", "attack"]


def test_a_strike_in_which_lives_are_lost_is_no_walkout(world: World) -> None:
    content = "A teacher who died brought to 11 the number of lives lost in the strike"
    reading = world.read(
        f"An attack on a school in Goma killed nine people. {content}, the ministry said.",
        actors="ministry:o", places="Goma", numbers={"nine people": "killed", "11": "killed"}, said={content: "ministry"},
    )  # fmt: skip
    assert {e.type for e in reading.events} == {"ASSAULT"}


def test_women_among_those_killed_are_of_the_toll_before(world: World) -> None:
    text = "The toll of the strike on Goma rose to nine. Three of those killed were women, and seven people were hurt."
    reading = world.read(text, places="Goma")
    assert len(reading.events) == 1
