from __future__ import annotations

import msgspec

from tests.events.conftest import World, event_of


def placed(world: World, text: str, word: str, places: str) -> str | None:
    """The name of the place of the event that a word names."""
    reading = world.read(text, places=places)
    return next((p.name for p in reading.places if p.id == event_of(reading, word).place), None)


def test_the_place_on_the_trigger(world: World) -> None:
    assert placed(world, "Rebels attacked a convoy in Goma.", "attacked", "Goma") == "Goma"


def test_a_place_inside_what_was_struck(world: World) -> None:
    assert placed(world, "Rebels shelled a school on the outskirts of Goma.", "shelled", "Goma") == "Goma"


def test_the_place_of_the_clause_around_it(world: World) -> None:
    assert placed(world, "In Goma, a policeman was killed in an attack.", "attack", "Goma") == "Goma"


def test_whence_someone_comes_is_no_place(world: World) -> None:
    assert placed(world, "A man from Goma killed a banker.", "killed", "Goma") is None


def test_the_place_of_another_clause_is_no_place(world: World) -> None:
    text = "The men it is fighting in Goma were told that a general had been killed."
    assert placed(world, text, "killed", "Goma") is None


def test_another_one_goes_on_where_the_last_was(world: World) -> None:
    text = "A strike hit a bridge in Goma. Another strike destroyed a school."
    assert placed(world, text, "destroyed", "Goma") == "Goma"


def test_a_place_deep_in_a_phrase_of_the_clause(world: World) -> None:
    text = "A mine exploded in a busy bus station in the northern city of Goma, officials said."
    assert placed(world, text, "exploded", "Goma") == "Goma"


def test_the_more_precise_of_two_places_is_taken(world: World) -> None:
    reading = world.prepared("Gunmen seized six nurses from a clinic in Chad's Kanem province.", places="Chad; Kanem")
    chad, kanem = reading.places
    wide = msgspec.structs.replace(chad, precision="country", country="TD")
    narrow = msgspec.structs.replace(kanem, precision="admin1", country="TD")
    (event,) = world.events([msgspec.structs.replace(reading, places=(wide, narrow))])[0].events
    assert event.place == narrow.id


def test_a_harm_told_in_the_next_paragraph_is_where_the_attack_was(world: World) -> None:
    text = "Gunmen attacked a clinic in Goma on Friday.\n\nA guard was shot dead as he ran for the gate."
    assert placed(world, text, "shot", "Goma") == "Goma"


def test_a_verdict_of_the_lead_is_in_the_town_of_the_dateline(world: World) -> None:
    text = "GOMA (Lake Wire) - A court on Friday sentenced a former mayor to nine years in prison.\n\nHe will appeal."
    assert placed(world, text, "sentenced", "GOMA") == "GOMA"


def test_the_city_is_the_one_named_last(world: World) -> None:
    reading = world.prepared("Fighting reached Goma. The militia has besieged the city for weeks.", places="Goma")
    (goma,) = reading.places
    known = msgspec.structs.replace(goma, precision="town", lat=-1.7, lon=29.2)
    (read,) = world.events([msgspec.structs.replace(reading, places=(known,))])
    assert event_of(read, "besieged").place == known.id


def test_the_city_is_no_country(world: World) -> None:
    reading = world.prepared("Fighting reached Chad. The militia has besieged the city for weeks.", places="Chad")
    (chad,) = reading.places
    known = msgspec.structs.replace(chad, precision="country", lat=15.0, lon=19.0)
    (read,) = world.events([msgspec.structs.replace(reading, places=(known,))])
    assert event_of(read, "besieged").place is None


def test_a_clause_with_where_is_at_the_place_it_stands_behind(world: World) -> None:
    text = "The tremor was felt in Goma, where a wall collapsed and killed a girl."
    assert placed(world, text, "killed", "Goma") == "Goma"


def test_a_clause_of_the_same_moment_lends_its_place(world: World) -> None:
    text = "The crew came from Bukavu. Three workers drowned when their boat overturned near Goma."
    assert placed(world, text, "drowned", "Goma; Bukavu") == "Goma"


def test_of_several_mentions_the_finest_place_is_taken(world: World) -> None:
    text = "An earthquake shook Chad on Friday, killing four people. The quake struck near Goma."
    reading = world.prepared(text, places="Chad; Goma")
    chad, goma = reading.places
    wide = msgspec.structs.replace(chad, precision="country", country="TD", lat=15.0, lon=19.0, radius_km=600.0)
    near = msgspec.structs.replace(goma, country="TD", lat=14.0, lon=19.0)
    far = msgspec.structs.replace(goma, country="TD", lat=-14.0, lon=19.0)
    inside, outside = (
        world.events([msgspec.structs.replace(reading, places=(wide, narrow))])[0] for narrow in (near, far)
    )
    assert event_of(inside, "earthquake").place == near.id
    assert event_of(outside, "earthquake").place == wide.id


def test_a_speaker_s_seat_is_not_the_deed_s_place(world: World) -> None:
    text = "Captain Ruiz, an officer in the nearby town of Goma, told reporters that nine soldiers were killed."
    reading = world.read(text, places="Goma", actors="Captain Ruiz=Ruiz:p")
    assert event_of(reading, "killed").place is None


def test_the_place_a_sentence_begins_with_holds_for_its_second_verb(world: World) -> None:
    text = "In Goma, the bishop rejected the offer and accused the army of treason."
    assert placed(world, text, "accused", "Goma") == "Goma"


def test_the_place_of_speaking_is_that_of_the_accusation(world: World) -> None:
    assert placed(world, "Speaking to reporters in Goma, the bishop accused the army.", "accused", "Goma") == "Goma"


def test_where_those_are_who_do_it_at_home(world: World) -> None:
    assert placed(world, "Shopkeepers in Goma went on strike.", "strike", "Goma") == "Goma"


def test_a_clause_beside_with_its_own_subject_lends_no_place(world: World) -> None:
    text = "Police fired tear gas at students, and soldiers closed shops across Goma."
    assert placed(world, text, "tear gas", "Goma") is None


def test_where_people_went_is_not_where_the_rest_was(world: World) -> None:
    text = "Residents fled to Goma. A mortar hit a house and killed a farmer."
    assert placed(world, text, "killed", "Goma") is None


def test_a_gathering_s_place_is_that_of_what_is_signed_there(world: World) -> None:
    assert placed(world, "Ministers signed an accord at a ceremony in Goma.", "signed", "Goma") == "Goma"


def test_a_town_that_witnessed_it_is_its_place(world: World) -> None:
    assert placed(world, "Goma witnessed clashes between police and students.", "clashes", "Goma") == "Goma"


def test_shots_heard_near_a_town_were_fired_there(world: World) -> None:
    assert placed(world, "Gunfire could still be heard near Goma.", "Gunfire", "Goma") == "Goma"


def test_the_port_is_the_place_that_was_called_one(world: World) -> None:
    text = "A blast hit the port of Hodeidah. The envoy flew to Sanaa. Rebels shelled the port."
    assert placed(world, text, "shelled", "Hodeidah; Sanaa") == "Hodeidah"


def test_where_somebody_spoke_of_it_is_not_its_place(world: World) -> None:
    text = "A trawler was rammed by a frigate, the admiral told a news conference in Goma."
    assert placed(world, text, "rammed", "Goma") is None


def test_where_the_police_sit_who_tell_of_it_is_its_place(world: World) -> None:
    assert placed(world, "Police in Goma said two porters were killed.", "killed", "Goma") == "Goma"


def test_a_place_in_the_name_of_a_person_is_no_place(world: World) -> None:
    text = "Four men kidnapped Orlando Ruiz. Rebels shelled Orlando."
    reading = world.read(text, places="Orlando", actors="Orlando Ruiz:p; Rebels:g")
    assert event_of(reading, "kidnapped").place is None
    assert event_of(reading, "shelled").place == reading.places[0].id


def test_there_is_the_place_named_last(world: World) -> None:
    assert (
        placed(
            world, "The heaviest blow fell on Goma. Four men were killed there and nine were wounded.", "killed", "Goma"
        )
        == "Goma"
    )


def test_in_a_town_that_they_entered(world: World) -> None:
    assert placed(world, "Soldiers entered Goma and torched 30 houses.", "torched", "Goma") == "Goma"


def test_on_the_road_from_a_town(world: World) -> None:
    assert placed(world, "A bridge on the road from Goma was blown up.", "blown up", "Goma") == "Goma"


def test_where_those_had_gathered_who_were_fired_on(world: World) -> None:
    text = "Police fired live rounds at thousands of marchers who had converged on a market in Goma."
    assert placed(world, text, "fired", "Goma") == "Goma"


def test_whence_those_had_come_who_were_shot_at_is_no_place(world: World) -> None:
    assert placed(world, "Police shot at pilgrims who had come from Goma.", "shot", "Goma") is None


def test_a_name_before_what_is_built(world: World) -> None:
    assert placed(world, "Gunmen killed nine men at the Goma shopping centre.", "killed", "Goma") == "Goma"


def test_the_country_and_the_state_long_after_they_were_named(world: World) -> None:
    text = (
        "Kerala is a state in India. India has many rivers. Police spoke. A clerk spoke. The mayor spoke. A man spoke. A boy "
        "spoke. With this, 30 rebels have been killed in the State. More than 900 were arrested in the country."
    )
    reading = world.prepared(text, places="Kerala; India")
    kerala = msgspec.structs.replace(reading.places[0], precision="admin1", country="IN")
    india = msgspec.structs.replace(reading.places[1], precision="country", country="IN")
    (told,) = world.events([msgspec.structs.replace(reading, places=(kerala, india))])
    assert event_of(told, "killed").place == kerala.id
    assert event_of(told, "arrested").place == india.id


def test_a_place_without_a_point_is_put_in_what_the_text_puts_it_in(world: World) -> None:
    for text in (
        "Gunmen killed nine men in Tarro, a village in Goma, on Friday.",
        "A fair was held in Goma on Friday. Gunmen killed nine men in the Tarro district.",
    ):
        reading = world.prepared(text, places="Tarro; Goma")
        tarro, goma = reading.places
        unknown = msgspec.structs.replace(tarro, lat=None, lon=None)
        (told,) = world.events([msgspec.structs.replace(reading, places=(unknown, goma))])
        assert event_of(told, "killed").place == goma.id


def test_an_unknown_place_that_the_text_puts_nowhere_stays(world: World) -> None:
    reading = world.prepared("A fair was held in Goma. Gunmen killed nine men in Tarro.", places="Tarro; Goma")
    tarro, goma = reading.places
    unknown = msgspec.structs.replace(tarro, lat=None, lon=None)
    (told,) = world.events([msgspec.structs.replace(reading, places=(unknown, goma))])
    assert event_of(told, "killed").place == unknown.id


def test_what_is_only_claimed_in_a_town_was_not_there(world: World) -> None:
    text = "In Moscow the ministry told another story, claiming that the drones had destroyed a barracks."
    reading = world.read(text, places="Moscow")
    assert event_of(reading, "destroyed").place is None
    reading = world.read("In Goma, rebels looted shops, killing two guards.", places="Goma")
    assert event_of(reading, "killing").place == "p1"


def test_what_a_clause_on_a_happening_struck_is_its_place(world: World) -> None:
    reading = world.read("Nine people died in the violence that swept Goma.", places="Goma")
    assert event_of(reading, "violence").place == "p1"


def test_the_town_is_not_where_the_speaker_sits(world: World) -> None:
    text = "Shells hit a market in Goma. In Beni, a spokesman for the army denied that soldiers had shelled the town."
    assert event_of(world.read(text, places="Goma; Beni"), "shelled").place == "p1"
