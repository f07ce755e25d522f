from __future__ import annotations

import pytest

from tests.events.conftest import World, event_of, figures, names, words


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked Nurses in Goma.",
        "Nurses were attacked by Rebels in Goma.",
        "Rebels, who attacked Nurses in Goma, fled.",
        "Rebels carried out an attack on Nurses in Goma.",
        "An attack by Rebels on Nurses shook Goma.",
        "The Rebels' attack on Nurses shook Goma.",
        "Rebels began attacking Nurses in Goma.",
    ],
)
def test_who_did_it_to_whom_does_not_depend_on_the_wording(world: World, text: str) -> None:
    reading = world.read(text, actors="Rebels:g; Nurses:m", places="Goma")
    event = event_of(reading, "attack")
    assert event.type == "ASSAULT"
    assert names(reading, event, "actor") == {"Rebels"}
    assert names(reading, event, "recipient", "victim", "target") == {"Nurses"}


def test_nobody_is_made_up_for_an_agentless_passive(world: World) -> None:
    reading = world.read("Ana Ruiz was killed in Goma.", actors="Ana Ruiz:p", places="Goma")
    event = event_of(reading, "killed")
    assert words(reading, event, "actor") == []
    assert names(reading, event, "victim") == {"Ana Ruiz"}


def test_a_named_person_killed_counts_among_the_killed(world: World) -> None:
    reading = world.read("Gunmen killed Ana Ruiz.", actors="Gunmen:u; Ana Ruiz:p")
    event = event_of(reading, "killed")
    assert names(reading, event, "killed") == {"Ana Ruiz"}
    assert figures(reading, event, "killed") == []


def test_both_of_two_coordinated_actors_act(world: World) -> None:
    reading = world.read("Kenya and Uganda condemned Sudan.", actors="Kenya:c; Uganda:c; Sudan:c")
    event = event_of(reading, "condemned")
    assert names(reading, event, "actor") == {"Kenya", "Uganda"}
    assert names(reading, event, "recipient") == {"Sudan"}


def test_the_object_of_an_accusation_does_what_it_is_accused_of(world: World) -> None:
    reading = world.read("Kenya accused Uganda of shelling a village.", actors="Kenya:c; Uganda:c")
    assert names(reading, event_of(reading, "accused"), "recipient") == {"Uganda"}
    assert names(reading, event_of(reading, "shelling"), "actor") == {"Uganda"}


def test_a_building_is_a_target_and_a_weapon_an_instrument(world: World) -> None:
    reading = world.read("Rebels attacked a power station with mortars.", actors="Rebels:g")
    event = event_of(reading, "attacked")
    assert words(reading, event, "target") == ["a power station"]
    assert words(reading, event, "instrument") == ["mortars"]


def test_a_weapon_is_nobody(world: World) -> None:
    reading = world.read("A rocket hit a school in Goma.", places="Goma")
    assert words(reading, event_of(reading, "hit"), "actor") == []


def test_numbers_go_to_what_befell_those_counted(world: World) -> None:
    reading = world.read(
        "Gunmen killed nine villagers and wounded five soldiers.",
        actors="Gunmen:u; villagers:m; soldiers:m",
        numbers={"nine villagers": "killed", "five soldiers": "wounded"},
    )
    event = event_of(reading, "killed")
    assert figures(reading, event, "killed") == [9]
    assert figures(reading, event, "wounded") == [5]


def test_a_number_that_no_verb_takes_goes_to_the_harm_beside_it(world: World) -> None:
    reading = world.read("A bomb exploded outside a hotel, leaving seven dead.", numbers={"seven dead": "killed"})
    assert figures(reading, event_of(reading, "exploded"), "killed") == [7]


def test_a_running_total_is_no_stray_toll(world: World) -> None:
    reading = world.read("A bomb exploded outside a hotel in a war with 900 dead.", numbers={"900 dead": "killed+"})
    assert figures(reading, event_of(reading, "exploded"), "killed") == []


def test_how_many_were_fired_is_a_count(world: World) -> None:
    reading = world.read("Rebels fired six rockets.", actors="Rebels:g", numbers={"six rockets": ""})
    assert figures(reading, event_of(reading, "fired"), "count") == [6]


def test_an_apposition_gives_the_name(world: World) -> None:
    reading = world.read(
        "Gunmen killed the union's leader, Ana Ruiz, on Monday.", actors="Gunmen:u; Ana Ruiz:p; Juan Paz=leader:p"
    )
    assert names(reading, event_of(reading, "killed"), "victim") == {"Ana Ruiz"}


def test_what_a_bomb_was_meant_for_is_its_target(world: World) -> None:
    reading = world.read("A bomb was planted and detonated under a bus.")
    (event,) = reading.events
    assert words(reading, event, "target") == ["a bus"]
    assert words(reading, event, "instrument") == ["bomb"]


def test_whose_deed_is_condemned_is_the_recipient(world: World) -> None:
    reading = world.read("Kenya condemned Uganda's attack on a village.", actors="Kenya:c; Uganda:c")
    assert names(reading, event_of(reading, "condemned"), "recipient") == {"Uganda"}


def test_whose_weapon_strikes_acts(world: World) -> None:
    reading = world.read("An army helicopter attacked a village.", actors="army:o")
    assert names(reading, event_of(reading, "attacked"), "actor") == {"army"}


def test_the_two_sides_of_a_fight_have_the_same_role_whatever_they_are(world: World) -> None:
    def roles(text: str) -> dict[str, str]:
        reading = world.read(text, actors="Azure:c; Reds:g")
        by_id = {a.id: a.name for a in reading.actors}
        return {by_id[a.actor]: a.role for e in reading.events for a in e.arguments if a.actor}

    one, other = roles("Azure attacked Reds at dawn."), roles("Reds attacked Azure at dawn.")
    assert one == {"Azure": "actor", "Reds": "recipient"}
    assert other == {"Reds": "actor", "Azure": "recipient"}


def test_the_doer_of_a_designation_stands_behind_what_it_calls_them(world: World) -> None:
    reading = world.read(
        "The Reds were designated a terrorist organisation by Norway in May.", actors="Reds:g; Norway:c"
    )
    assert names(reading, event_of(reading, "designated"), "actor") == {"Norway"}


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("At least three bombs destroyed several shops.", "shops"),
        ("Gunmen set fire to one bus.", "bus"),
        ("A rocket damaged about half a dozen houses.", "houses"),
        ("A rocket damaged another fuel depot.", "fuel depot"),
        ("A rocket damaged the same fuel depot.", "fuel depot"),
    ],
)
def test_a_thing_is_named_without_its_count(world: World, text: str, target: str) -> None:
    reading = world.read(text)
    assert [w for e in reading.events for w in words(reading, e, "target")] == [target]


def test_a_device_keeps_the_adjective_that_tells_its_kind(world: World) -> None:
    reading = world.read("An explosive device went off in front of a bank.")
    assert words(reading, event_of(reading, "device"), "instrument") == ["explosive device"]


def test_money_and_rounds_are_counted_and_not_held(world: World) -> None:
    reading = world.read(
        "Police arrested nine suspects. Officers seized six rifles.",
        actors="Police:o; Officers:u; suspects:u",
        numbers={"nine suspects": "held", "six rifles": "held"},
    )
    assert figures(reading, event_of(reading, "arrested"), "held") == [9]
    assert figures(reading, event_of(reading, "seized"), "held") == []
    assert figures(reading, event_of(reading, "seized"), "count") == [6]


def test_an_entry_that_is_itself_passive_has_its_subject_as_recipient(world: World) -> None:
    reading = world.read("Lena Fox was sentenced to nine years for fraud.", actors="Lena Fox:p")
    assert names(reading, event_of(reading, "sentenced"), "recipient") == {"Lena Fox"}


@pytest.mark.parametrize(
    ("text", "word", "role", "wanted"),
    [
        ("Ana Ruiz demanded Juan Paz's resignation.", "demanded", "recipient", {"Juan Paz"}),
        ("Ana Ruiz demanded Juan Paz's release.", "demanded", "recipient", set()),
        ("Ana Ruiz demanded Juan Paz's release.", "demanded", "actor", {"Ana Ruiz"}),
        ("Ana Ruiz and Juan Paz accused each other of theft.", "accused", "recipient", {"Ana Ruiz", "Juan Paz"}),
        ("Clashes between Rebels and the Army erupted.", "Clashes", "recipient", {"Rebels", "the Army"}),
        ("A Freedonian ship rammed a trawler.", "rammed", "actor", {"Freedonia"}),
        ("The Army said its forces repulsed the assailants.", "repulsed", "actor", {"the Army", "The Army"}),
        ("Rebels were listed as a terrorist group by Freedonia.", "listed", "actor", {"Freedonia"}),
        ("Students hurled stones at Police.", "stones", "recipient", {"Police"}),
        ("Freedonia and Sylvania held two rounds of talks.", "talks", "actor", {"Freedonia", "Sylvania"}),
    ],
)
def test_who_did_it_to_whom_in_many_words(world: World, text: str, word: str, role: str, wanted: set[str]) -> None:
    described = {
        "Ana Ruiz:p": "Ana Ruiz", "Juan Paz:p": "Juan Paz", "Rebels:g": "Rebels", "the Army=The Army=its:o": "Army",
        "Freedonia=Freedonian:c": "Freedonia", "Sylvania:c": "Sylvania", "Police:o": "Police",
    }  # fmt: skip
    actors = "; ".join(actor for actor, sign in described.items() if sign in text)
    reading = world.read(text, actors=actors)
    found = names(reading, event_of(reading, word), role)
    assert found == wanted or (len(wanted) == 2 and found and found <= wanted and "Army" in text)


def test_what_is_rammed_into_a_wall_is_the_means(world: World) -> None:
    reading = world.read("Rebels rammed a truck into the wall of a barracks.", actors="Rebels:g")
    event = event_of(reading, "rammed")
    assert words(reading, event, "instrument") == ["a truck"]
    assert any("wall" in w for w in words(reading, event, "target"))


def test_an_inquiry_asked_for_is_nobody(world: World) -> None:
    reading = world.read(
        "Ana Ruiz called for an independent inquiry into the deaths.", actors="Ana Ruiz:p; independent inquiry:o"
    )
    event = event_of(reading, "inquiry")
    assert names(reading, event, "actor") == {"Ana Ruiz"}
    assert not words(reading, event, "recipient", "victim", "target")


def test_a_condemned_deed_is_held_against_those_who_did_it(world: World) -> None:
    text = "Rebels attacked a bus, killing nine farmers. Freedonia condemned the attack."
    reading = world.read(text, actors="Rebels:g; Freedonia:c")
    assert names(reading, event_of(reading, "condemned"), "recipient") == {"Rebels"}


def test_who_was_wounded_by_fire(world: World) -> None:
    reading = world.read(
        "A soldier was wounded by Rebel sniper fire near Goma.", actors="A soldier:m; Rebel:g", places="Goma"
    )
    event = event_of(reading, "fire")
    assert [a.role for a in event.arguments if a.role in ("killed", "wounded")] == ["wounded"]


def test_whose_homes_they_are_drove_nobody_out(world: World) -> None:
    reading = world.read("Floods could drive thousands of families from their homes.", actors="families=their:m")
    assert names(reading, event_of(reading, "drive"), "actor") == set()


@pytest.mark.parametrize(
    ("text", "word", "role", "wanted"),
    [
        ("Rebels agreed to a truce with Freedonia.", "agreed", "recipient", {"Freedonia"}),
        ("A court issued an arrest warrant for Ana Ruiz.", "warrant", "recipient", {"Ana Ruiz"}),
        ("Sylvania summoned the Freedonian ambassador.", "summoned", "recipient", {"Freedonia"}),
        ("Sylvania demanded that Freedonia release around 20 fighters.", "demanded", "recipient", {"Freedonia"}),
        (
            "Freedonia and Sylvania accused each other of starting a firefight.",
            "firefight",
            "actor",
            {"Freedonia", "Sylvania"},
        ),
    ],
)
def test_the_other_side_of_many_acts(world: World, text: str, word: str, role: str, wanted: set[str]) -> None:
    described = {
        "Ana Ruiz:p": "Ana Ruiz", "Rebels:g": "Rebels", "Freedonia=Freedonian:c": "Freedonia", "Sylvania:c": "Sylvania",
    }  # fmt: skip
    reading = world.read(text, actors="; ".join(actor for actor, sign in described.items() if sign in text))
    assert names(reading, event_of(reading, word), role) == wanted


def test_homes_that_are_raided_are_what_is_raided(world: World) -> None:
    reading = world.read("Police raided some 60 homes in Goma.", actors="Police:o", places="Goma")
    assert any("homes" in w for w in words(reading, event_of(reading, "raided"), "target"))


def test_a_bare_number_of_people_is_a_toll_and_no_victim(world: World) -> None:
    text = "A rebel was killed and five others were wounded in Goma."
    reading = world.read(text, actors="others:m", places="Goma", numbers={"five others": "wounded"})
    event = event_of(reading, "killed")
    assert "others" not in names(reading, event, "victim")
    assert figures(reading, event, "wounded") == [5]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Thousands of Weavers marched in Dhaka.", "marched"),
        ("Dozens of Weavers blocked the road.", "blocked the road"),
        ("Tens of thousands of Weavers walked off the job.", "walked off the job"),
    ],
)
def test_those_whom_a_round_number_counts_act(world: World, text: str, trigger: str) -> None:
    reading = world.read(text, actors="Weavers:m")
    assert names(reading, event_of(reading, trigger), "actor") == {"Weavers"}


def test_those_whom_a_round_number_counts_are_harmed(world: World) -> None:
    reading = world.read("Scores of Herders were killed in the raid.", actors="Herders:m", numbers={"Scores": "killed"})
    assert names(reading, event_of(reading, "raid"), "victim") == {"Herders"}


def test_who_foils_a_plot_did_not_plot(world: World) -> None:
    reading = world.read("Kenya foiled an attack on the embassy.", actors="Kenya:c")
    event = event_of(reading, "foiled an attack")
    assert event.phase == "foiled"
    assert names(reading, event, "actor") == set()


def test_what_comes_under_fire_is_hit_and_not_blamed(world: World) -> None:
    reading = world.read("The village came under fire from Rebels.", actors="Rebels:g")
    event = event_of(reading, "came under fire from")
    assert (event.type, words(reading, event, "target")) == ("ASSAULT", ["The village"])
    assert names(reading, event, "actor") == {"Rebels"}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The army repelled an attack on Gao.", set()),
        ("An attack on Gao was thwarted by the army.", set()),
        ("The mediators prevented a strike by Nurses.", {"Nurses"}),
        ("Rebels called off an attack on Gao.", {"Rebels"}),
    ],
)
def test_who_keeps_others_from_it_does_not_do_it(world: World, text: str, doers: set[str]) -> None:
    reading = world.read(text, actors="army:o; mediators:m; Nurses:m; Rebels:g", places="Gao")
    (event,) = reading.events
    assert names(reading, event, "actor") == doers


def test_those_left_hurt_are_wounded(world: World) -> None:
    text = "Lawmakers hurled bricks, leaving three Stewards injured."
    reading = world.read(text, actors="Lawmakers:m; Stewards:m", numbers={"three Stewards": "wounded"})
    event = event_of(reading, "leaving three Stewards injured")
    assert figures(reading, event, "wounded") == [3]
    assert figures(reading, event, "killed") == []


def test_whoever_leads_months_of_protests_protests(world: World) -> None:
    reading = world.read("Weavers have led months of protests in Dhaka.", actors="Weavers:m", places="Dhaka")
    assert names(reading, event_of(reading, "protests"), "actor") == {"Weavers"}


def test_those_whom_the_parse_takes_for_protested_protest(world: World) -> None:
    reading = world.read("Hundreds of Pupils protested in Dhaka.", actors="Pupils:m", places="Dhaka")
    event = event_of(reading, "protested")
    assert names(reading, event, "actor") == {"Pupils"}
    assert names(reading, event, "recipient") == set()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Gunmen killed two engineers, Ana Ruiz and Leo Paz, on Monday.", "victim"),
        ("Two engineers were shot dead on Monday: Ana Ruiz, 34, and Leo Paz, 29.", "victim"),
        ("Gunmen killed five engineers including Ana Ruiz and Leo Paz.", "victim"),
        ("Five engineers were wounded in the attack, including Ana Ruiz and Leo Paz.", "victim"),
        ("Police arrested two engineers, Ana Ruiz and Leo Paz, on Monday.", "recipient"),
        ("Two engineers, Ana Ruiz and Leo Paz, attacked a bank.", "actor"),
    ],
)
def test_those_told_by_name_beside_a_plural_play_its_part(world: World, text: str, role: str) -> None:
    described = next(w for w in ("two engineers", "Two engineers", "five engineers", "Five engineers") if w in text)
    reading = world.read(text, actors=f"{described}:m; Ana Ruiz:p; Leo Paz:p", numbers={described: ""})
    event = next(e for e in reading.events if e.type in ("ASSAULT", "COERCE"))
    assert names(reading, event, role) == {described, "Ana Ruiz", "Leo Paz"}


@pytest.mark.parametrize(
    "text",
    ["The assassination in May of General Ana Ruiz shook Goma.", "The murder in Goma of Ana Ruiz was condemned."],
)
def test_a_day_or_place_between_does_not_hide_the_victim(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p", places="Goma")
    event = next(e for e in reading.events if e.type == "ASSAULT")
    assert names(reading, event, "victim") == {"Ana Ruiz"}


def test_whose_vehicle_is_fired_at_did_not_fire(world: World) -> None:
    reading = world.read("A soldier fired at Ana Ruiz's vehicle.", actors="soldier:m; Ana Ruiz:p")
    assert names(reading, event_of(reading, "fired"), "actor") == {"soldier"}


@pytest.mark.parametrize(
    "text",
    [
        "There was an attempt on the life of Ana Ruiz in Goma.",
        "Police said an attempt against the life of Ana Ruiz had failed.",
    ],
)
def test_an_attempt_on_a_life_is_an_attack_on_somebody(world: World, text: str) -> None:
    reading = world.read(text, actors="Ana Ruiz:p; Police:o")
    (event,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert names(reading, event, "victim") == {"Ana Ruiz"}
    assert event.phase in ("attempted", "foiled")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Police chased the Gunmen and killed more than 20 of them.", "victim"),
        ("Two of the Gunmen were killed in the raid.", "victim"),
        ("Some of the Gunmen shot a nun.", "actor"),
    ],
)
def test_some_of_those_told_of_are_meant(world: World, text: str, role: str) -> None:
    reading = world.read(text, actors="Gunmen=them:m; Police:o")
    event = next(event for event in reading.events if event.type == "ASSAULT")
    assert names(reading, event, role) == {"Gunmen"}


@pytest.mark.parametrize("threat", ["an attack", "a wave of bombings", "reprisals", "war"])
def test_what_is_threatened_with_is_not_whom_it_threatens(world: World, threat: str) -> None:
    reading = world.read(f"Rebels threatened {threat}.", actors="Rebels:g")
    event = event_of(reading, "threatened")
    assert words(reading, event, "recipient") == []
    assert words(reading, event, "topic") == [threat]


def test_whom_a_threat_is_made_to_is_its_recipient(world: World) -> None:
    reading = world.read("Rebels threatened the Mayor.", actors="Rebels:g; Mayor:p")
    assert names(reading, event_of(reading, "threatened"), "recipient") == {"Mayor"}


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Rebels set fire to a grocery store and to a bus.", ["a grocery store", "a bus"]),
        ("Rebels set fire to two government vehicles.", ["government vehicles"]),
        ("Rebels set three vehicles on fire.", ["vehicles"]),
        ("Three state-owned vehicles were set on fire.", ["state-owned vehicles"]),
    ],
)
def test_what_is_set_on_fire_is_hit_and_no_weapon(world: World, text: str, struck: list[str]) -> None:
    reading = world.read(text, actors="Rebels:g")
    (event,) = reading.events
    assert event.mode == "destroy"
    assert words(reading, event, "target") == struck
    assert words(reading, event, "instrument") == []


def test_who_is_set_on_fire_is_a_victim(world: World) -> None:
    reading = world.read("A mob set Ana Ruiz on fire.", actors="Ana Ruiz:p; mob:g")
    assert names(reading, event_of(reading, "set Ana Ruiz on fire"), "victim") == {"Ana Ruiz"}


def test_whose_cars_rioters_burn_does_not_riot(world: World) -> None:
    reading = world.read("Rioters set police cars on fire.", actors="Rioters:u; police:o")
    assert names(reading, reading.events[0], "actor") == {"Rioters"}


def test_a_body_that_is_burned_down_is_hit_as_a_thing(world: World) -> None:
    reading = world.read("Rebels set fire to the Delta Club.", actors="Rebels:g; Delta Club:o")
    assert names(reading, reading.events[0], "target") == {"Delta Club"}


@pytest.mark.parametrize("verb", ["left", "has left"])
def test_the_dead_and_hurt_that_an_attack_leaves_are_people_and_each_counted_once(world: World, verb: str) -> None:
    told = {"31 dead": "killed", "100 injured": "wounded"}
    reading = world.read(f"An attack that {verb} 31 dead and more than 100 injured was condemned.", numbers=told)
    event = next(event for event in reading.events if event.type == "ASSAULT")
    assert words(reading, event, "killed") == ["31 dead"]
    assert words(reading, event, "wounded") == ["100 injured"]
    assert words(reading, event, "target") == []


@pytest.mark.parametrize(
    ("text", "arms"),
    [
        ("Rebels attacked the bank with a 20-kg bomb.", "a 20-kg bomb"),
        ("Rebels attacked the bank with a 9 mm gun.", "a 9 mm gun"),
        ("Rebels attacked the bank with two bombs.", "bombs"),
        ("Rebels attacked the bank with three or four grenades.", "grenades"),
    ],
)
def test_a_weapon_is_named_with_its_size_and_without_its_number(world: World, text: str, arms: str) -> None:
    reading = world.read(text, actors="Rebels:g")
    assert words(reading, reading.events[0], "instrument") == [arms]


def test_neither_a_moment_nor_a_distance_is_hit(world: World) -> None:
    reading = world.read("Gunmen shot at the Mayor at point-blank range at that moment.", actors="Gunmen:m; Mayor:p")
    assert words(reading, reading.events[0], "target") == []


def test_a_number_that_the_next_word_says_what_of_is_no_number_of_dead(world: World) -> None:
    text = "A bomb exploded in Goma, leaving 12 people dead and 30 wounded."
    reading = world.read(
        text, actors="12 people:m", places="Goma", numbers={"12 people": "killed", "30 wounded": "wounded"}
    )
    assert [words(reading, event, "killed") for event in reading.events] == [["12 people"]]
    assert [words(reading, event, "wounded") for event in reading.events] == [["30 wounded"]]


def test_whoever_survives_an_attempt_is_not_killed(world: World) -> None:
    reading = world.read("The Mayor survived an assassination attempt.", actors="Mayor:p")
    assert names(reading, reading.events[0], "victim") == {"Mayor"}
    assert words(reading, reading.events[0], "killed") == []


def test_whoever_is_listed_behind_an_object_is_struck_as_well(world: World) -> None:
    reading = world.read("Gunmen killed the Mayor and two of his guards.", actors="Gunmen:m; Mayor:p; guards:m")
    assert names(reading, reading.events[0], "victim") == {"Mayor", "guards"}


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The Minister condemned threats to kill Okello.", set()),
        ("The Minister uncovered a plan to kill Okello.", set()),
        ("The Minister drew up a plan to kill Okello.", {"Minister"}),
    ],
)
def test_a_plan_is_that_of_whoever_makes_it_and_not_of_whoever_meets_with_it(
    world: World, text: str, doers: set[str]
) -> None:
    reading = world.read(text, actors="Minister:p; Okello:p")
    assert names(reading, event_of(reading, "kill"), "actor") == doers


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("The explosion caused damage to a school and two shops.", ["a school", "shops"]),
        ("The bombs caused damage estimated at $2 million to two banks.", ["banks"]),
        ("A bomb exploded, killing a man and causing serious damage to the bank.", ["the bank"]),
        ("The blast shattered windows in nearby houses.", ["nearby houses"]),
        ("The rebels placed dynamite sticks in four shops.", ["shops"]),
        ("Rebels attacked a residence for foreign advisers.", ["a residence for foreign advisers"]),
        ("They attacked a school for two hours.", ["a school"]),
        ("The church suffered heavy damage in the shelling.", ["The church"]),
        ("The attack was aimed at a police station.", ["a police station"]),
    ],
)
def test_what_damage_is_done_to_is_hit(world: World, text: str, struck: list[str]) -> None:
    reading = world.read(text)
    assert [word for event in reading.events for word in words(reading, event, "target")] == struck


@pytest.mark.parametrize(
    "case", ["The officer reported the attack to the Court.", "Grief gave way to anger at the attack."]
)
def test_nobody_to_whom_an_attack_is_told_is_attacked(world: World, case: str) -> None:
    reading = world.read(case, actors="officer:u; Court:o" if "Court" in case else "")
    assert words(reading, event_of(reading, "attack"), "target", "recipient", "victim") == []


def test_what_sums_up_a_killing_is_nobody_killed(world: World) -> None:
    text = "Troops killed six rebels on Monday, a claim that could not be verified."
    reading = world.read(text, actors="Troops:m; six rebels:m", numbers={"six rebels": "killed"})
    assert words(reading, reading.events[0], "victim", "killed") == ["six rebels", "six rebels"]


def test_a_war_kills_and_not_the_civilians_in_it(world: World) -> None:
    reading = world.read("Moscow denies aiming at civilians in the war, which has killed 14,000.", actors="civilians:m")
    assert names(reading, event_of(reading, "killed"), "actor") == set()


def test_the_wounded_whom_doctors_treat_are_not_the_doctors(world: World) -> None:
    reading = world.read("Doctors have treated 29 wounded.", actors="Doctors:m", numbers={"29 wounded": "wounded"})
    assert names(reading, event_of(reading, "wounded"), "victim") == set()


def test_a_coordinated_past_form_without_its_object_is_passive(world: World) -> None:
    text = "The suspects were produced before a judge and remanded in custody."
    reading = world.read(text, actors="The suspects:u")
    event = event_of(reading, "remanded")
    assert names(reading, event, "recipient") == {"The suspects"}
    assert words(reading, event, "actor") == []


def test_what_falls_to_somebody_is_the_thing_taken(world: World) -> None:
    reading = world.read("The village of Sake had fallen to the rebels.", actors="the rebels:g", places="Sake")
    event = event_of(reading, "fallen")
    assert names(reading, event, "actor") == {"the rebels"}
    assert words(reading, event, "target") == ["The village of Sake"]


def test_whom_help_is_asked_of_receives_the_request(world: World) -> None:
    reading = world.read("Ana Ruiz asked Norway for interceptors.", actors="Ana Ruiz:p; Norway:c")
    event = event_of(reading, "asked")
    assert (names(reading, event, "actor"), names(reading, event, "recipient")) == ({"Ana Ruiz"}, {"Norway"})


def test_who_gets_help_from_another_is_its_recipient(world: World) -> None:
    reading = world.read("The army received two patrol boats from Norway.", actors="The army:o; Norway:c")
    event = event_of(reading, "received")
    assert (names(reading, event, "actor"), names(reading, event, "recipient")) == ({"Norway"}, {"The army"})


def test_who_planted_a_device_acts(world: World) -> None:
    text = "A constable was hurt when an improvised explosive device planted by the rebels went off."
    reading = world.read(text, actors="A constable:p; the rebels:g")
    assert names(reading, event_of(reading, "planted"), "actor") == {"the rebels"}


def test_whoever_must_do_something_is_asked(world: World) -> None:
    reading = world.read("The junta must release the mayor.", actors="The junta:g")
    event = event_of(reading, "must")
    assert (event.type, event.phase) == ("REQUEST", "called_for")
    assert names(reading, event, "recipient") == {"The junta"}
    assert names(reading, event, "actor") == set()


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The bodies of three teachers were found in a ditch.", {"three teachers"}),
        ("Police found the body of a journalist with two bullet wounds.", {"a journalist"}),
        ("Rescuers found the bodies of three teachers.", set()),
    ],
)
def test_bodies_that_show_how_somebody_died_tell_of_a_killing(world: World, text: str, dead: set[str]) -> None:
    reading = world.read(text, actors="three teachers:m" if "teachers" in text else "a journalist:u")
    assert {name for event in reading.events for name in names(reading, event, "victim")} == dead


def test_who_gives_a_list_of_dead_and_hurt_did_and_underwent_nothing(world: World) -> None:
    text = "A bomb exploded in Goma. The mayor spoke of seven wounded."
    reading = world.read(text, actors="mayor:u", places="Goma", numbers={"seven": "wounded"})
    told = [a for e in reading.events if e.type == "ASSAULT" for a in e.arguments]
    assert not any(a.actor == "a1" and a.role in ("actor", "wounded") for a in told)
    assert any(a.role == "wounded" and a.quantity for a in told)
