"""A place, or somebody? A bank of invented sentences: the name, and whether it is a place there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sayso.model import Reading
from tests.places.conftest import Reader, place_at

LITERAL = [
    ("Rescue teams flew to Nepal on Monday.", "Nepal"),
    ("A dam burst near Derna after the storm.", "Derna"),
    ("Gunmen from Chad crossed the desert at night.", "Chad"),
    ("The rebels captured Goma without a fight.", "Goma"),
    ("Jets bombed Hodeidah before dawn.", "Hodeidah"),
    ("Smugglers reached the border with Libya.", "Libya"),
    ("The attack on Israel began at dawn.", "Israel"),
    ("Thousands fled Sudan in May.", "Sudan"),
    ("Hospitals in Port-au-Prince ran out of fuel.", "Port-au-Prince"),
    ("Turkey's southern coast was hit by fires.", "Turkey"),
    ("A suburb of Nairobi was flooded.", "Nairobi"),
    ("Crowds in Moscow cheered the team.", "Moscow"),
    ("The envoy left Paris for Berlin.", "Paris"),
    ("The envoy left Paris for Berlin.", "Berlin"),
    ("The prime minister visited Kenya.", "Kenya"),
    ("SANAA, Yemen (Agency) -- A prison was hit on Friday.", "SANAA"),
    ("Residents of Mariupol queued for water.", "Mariupol"),
    ("The ferry sails between Dover and Calais.", "Calais"),
    ("The earthquake shook Morocco.", "Morocco"),
    ("Snow closed roads across Scotland.", "Scotland"),
]
SOMEBODY = [
    ("Washington said it would send more aid.", "Washington"),
    ("Moscow accused London of meddling.", "Moscow"),
    ("Moscow accused London of meddling.", "London"),
    ("France and Germany agreed on the budget.", "France"),
    ("France and Germany agreed on the budget.", "Germany"),
    ("Talks with Iran broke down on Tuesday.", "Iran"),
    ("The council imposed sanctions on Belarus.", "Belarus"),
    ("Egypt's foreign minister resigned.", "Egypt"),
    ("Japan vowed to respond.", "Japan"),
    ("The treaty between Peru and Chile was signed.", "Peru"),
    ("The minister urged Pakistan to act.", "Pakistan"),
    ("The Washington Post reported the deal.", "Washington"),
    ("Bank of America cut its forecast.", "America"),
    ("The Boston Celtics won again.", "Boston"),
    ("Jordan Henderson scored twice.", "Jordan"),
    ("Mr. Lincoln resigned from the board.", "Lincoln"),
    ("A reporter of the Kyiv Independent was hurt.", "Kyiv"),
    ("Brazil beat Spain on penalties.", "Brazil"),
    ("Israel launched a new offensive.", "Israel"),
    ("The Lebanese army sent reinforcements.", "Lebanese"),
    ("Tehran rejected the offer.", "Tehran"),
    ("The police chief, Virginia Wade, apologised.", "Virginia"),
    ("Beijing called the visit a provocation.", "Beijing"),
]


def test_where_something_happens_is_a_place(read_all: Callable[[Sequence[str]], list[Reading]]) -> None:
    readings = read_all([sentence for sentence, _ in LITERAL])
    missed = [row for reading, row in zip(readings, LITERAL, strict=True) if place_at(reading, row[1]) is None]
    assert not missed


def test_who_acts_is_no_place(read_all: Callable[[Sequence[str]], list[Reading]]) -> None:
    readings = read_all([sentence for sentence, _ in SOMEBODY])
    wrong = [row for reading, row in zip(readings, SOMEBODY, strict=True) if place_at(reading, row[1]) is not None]
    assert not wrong


def test_a_name_may_be_both_in_one_report(read: Reader) -> None:
    reading = read("Moscow rejected the plan. Later, shots were heard in Moscow.")
    (place,) = reading.places
    assert [reading.text[m.start : m.end] for m in place.mentions] == ["Moscow"]
    assert place.mentions[0].start > 20


def test_a_common_word_is_no_town(read: Reader) -> None:
    assert read("Police said most of the men were old. Many left. Hope is fading.").places == ()


def test_upper_case_copy_is_read(read: Reader) -> None:
    reading = read("REBELS SEIZE GOMA AIRPORT AS TROOPS FLEE TOWARDS BUKAVU")
    assert {"Goma", "Bukavu"} <= {word for place in reading.places for word in place.name.split()}


def test_lower_case_copy_is_read(read: Reader) -> None:
    reading = read("rebels seize several villages in northern syria and flee to jordan")
    assert place_at(reading, "syria") is not None
