from __future__ import annotations

from tests.events.conftest import World


def codes(world: World, text: str, **layers: object) -> list[str]:
    return [w.code for w in world.read(text, **layers).warnings]


SALVO = "Rebels fired six rockets at the port. Three were intercepted and {} fell in a field."


def test_a_salvo_that_is_not_all_told_of(world: World) -> None:
    text = SALVO.format("two")
    reading = world.read(text, actors="Rebels:g", numbers={"six rockets": "", "Three": "", "two": ""})
    (warning,) = reading.warnings
    assert warning.code == "projectiles"
    assert "1 unaccounted for" in warning.message
    assert [span.of(text) for span in warning.spans] == ["six rockets", "Three", "two"]


def test_what_was_shot_down_is_no_salvo_of_its_own(world: World) -> None:
    text = "Rebels fired six rockets at the port. Four were shot down and one fell in a field."
    reading = world.read(text, actors="Rebels:g", numbers={"six rockets": "", "Four": "", "one": ""})
    (warning,) = reading.warnings
    assert warning.message == "6 fired, 4 + 1 told of: 1 unaccounted for"


def test_a_salvo_that_adds_up(world: World) -> None:
    numbers = {"six rockets": "", "Three": "", "three": ""}
    assert codes(world, SALVO.format("three"), actors="Rebels:g", numbers=numbers) == []


def test_a_past_event_dated_after_its_report(world: World) -> None:
    times = {"Friday": ("2031-05-23", "2031-05-23")}
    assert codes(world, "Rebels attacked Goma on Friday.", times=times) == ["after-report"]
    assert codes(world, "Rebels will attack Goma on Friday.", times=times) == []


def test_the_dead_do_not_act(world: World) -> None:
    text = "Soldiers killed Ana Ruiz on Monday. Ana Ruiz attacked a convoy on Friday."
    times = {"Monday": ("2031-05-12", "2031-05-12"), "Friday": ("2031-05-16", "2031-05-16")}
    assert codes(world, text, actors="Soldiers:g; Ana Ruiz:p", times=times) == ["dead-and-acting"]
