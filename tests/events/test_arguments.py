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


def test_a_bare_number_of_people_is_a_toll_and_no_victim(world: World) -> None:
    text = "A rebel was killed and five others were wounded in Goma."
    reading = world.read(text, actors="others:m", places="Goma", numbers={"five others": "wounded"})
    event = event_of(reading, "killed")
    assert "others" not in names(reading, event, "victim")
    assert figures(reading, event, "wounded") == [5]
