"""What an event is called."""

from __future__ import annotations

from sayso.ledger.lines import EventLine, LineActor
from sayso.web.wording import (
    country_words,
    days_words,
    identifier_words,
    mode_words,
    sector_words,
    summary,
    value_words,
)


def line(*actors: LineActor) -> EventLine:
    return EventLine(id="e:1", type="ASSAULT", mode="drone", actors=actors, mentions=(), statements=1)


def test_a_title_names_the_doer_whom_somebody_names_as_a_fact() -> None:
    made = line(LineActor("actor", "Rebels", "group"), LineActor("target", "a market", "unnamed"))
    assert summary(made) == "Rebels: attack on a market (drone)"


def test_a_title_says_of_the_accused_that_they_are_blamed() -> None:
    made = line(LineActor("actor", "army", "group", blamed=True), LineActor("target", "a market", "unnamed"))
    assert summary(made) == "Attack on a market (drone); blamed on army"


def test_a_title_begins_with_a_capital() -> None:
    made = line(LineActor("actor", "gunmen", "unnamed"), LineActor("target", "a market", "unnamed"))
    assert summary(made) == "Gunmen: attack on a market (drone)"


def test_days_that_are_a_month_or_a_year_are_called_so() -> None:
    assert days_words("2024-02-01", "2024-02-29") == "February 2024"
    assert days_words("2023-01-01", "2023-12-31") == "2023"
    assert days_words("2023-02-01", "2023-02-27") == "1 to 27 February 2023"
    assert days_words("2023-01-01", "2024-12-31") == "1 January 2023 to 31 December 2024"
    assert days_words("2023-01-01", None) == "1 January 2023"


def test_what_the_ends_of_a_span_share_is_said_once() -> None:
    assert days_words("2024-09-28", "2024-10-02") == "28 September to 2 October 2024"
    assert days_words("2023-12-30", "2024-01-02") == "30 December 2023 to 2 January 2024"
    assert days_words("2024-10-03", "2024-10-05") == "3 to 5 October 2024"


def test_codes_are_told_in_words_and_unknown_ones_stay() -> None:
    assert (sector_words("COP"), sector_words("XYZ"), sector_words(None)) == ("police", "XYZ", "")
    assert (country_words("SDN"), country_words("XXX"), country_words(None)) == ("Sudan", "XXX", "")
    assert identifier_words("wikidata:Q55") == "Wikidata Q55"
    assert mode_words("demo") == "demonstration"


def test_values_are_shown_in_words() -> None:
    assert value_words("time", "2025-06-03/2025-06-04") == "3 to 4 June 2025"
    assert value_words("time", "2025-06-03T18:20") == "2025-06-03T18:20"
    assert value_words("type", "ASSAULT") == "attack"
    assert value_words("place", "Nyala") == "Nyala"
