"""The event lexicon: what it holds, what a user may add, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from sayso.errors import SettingsError
from sayso.events.lexicon import CONTEXTS, MODES, Lexicon
from sayso.model import EventType

ENTRY = '[[entry]]\ntype = "PROTEST"\nmode = "obstruct"\nframe = "protest"\nverbs = ["stage snail drive"]\n'


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_type_and_most_modes_have_words() -> None:
    entries = list(Lexicon.load())
    assert {e.type for e in entries} == {*get_args(EventType), None}
    said = {(e.type, e.mode) for e in entries if e.mode}
    for kind, modes in MODES.items():
        reached = {mode for mode in modes if (kind, mode) in said} | {cue.name for cue in Lexicon.load().modes[kind]}
        assert set(modes) - reached <= {"convict", "ban"}, kind


def test_cues_are_named_after_modes_and_contexts() -> None:
    lexicon = Lexicon.load()
    assert {cue.name for cue in lexicon.contexts} == set(CONTEXTS)
    for kind, cues in lexicon.modes.items():
        assert {cue.name for cue in cues} <= set(MODES[kind])


def test_words_are_found_by_their_head_and_longer_ones_first() -> None:
    entries = Lexicon.load().entries
    for table in entries.values():
        for key, group in table.items():
            assert all(entry.words[entry.head] == key for entry in group)
            sizes = [len(entry.words) for entry in group]
            assert sizes == sorted(sizes, reverse=True)


def test_frames_give_some_role() -> None:
    assert all(frame.roles for frame in Lexicon.load().frames.values())


def test_inverted_frame_turns_its_subject_into_the_one_affected() -> None:
    frame = Lexicon.load().frames["hit"]
    turned = frame.inverted()
    assert (frame.roles["nsubj"], turned.roles["nsubj"], turned.roles["obl:from"]) == ("actor", "target", "actor")


def test_a_users_words_come_before_ours(tmp_path: Path) -> None:
    own = '[[entry]]\ntype = "CRIME"\nframe = "crime"\nverbs = ["bombard"]\n'
    lexicon = Lexicon.load(written(tmp_path, own))
    first = lexicon.entries["verb"]["bombard"][0]
    assert (first.type, first.extra) == ("CRIME", True)
    assert len(lexicon.entries["verb"]["bombard"]) > 1
    assert Lexicon.load().entries["verb"]["bombard"][0].type == "ASSAULT"


def test_a_users_class_adds_to_ours(tmp_path: Path) -> None:
    own = (
        '[classes]\nweapon = ["catapult"]\n\n[[entry]]\ntype = "ASSAULT"\nverbs = ["wind up"]\nwhen = ["obj:@weapon"]\n'
    )
    entry = Lexicon.load(written(tmp_path, own)).entries["verb"]["wind"][0]
    assert {"catapult", "rocket"} <= entry.when[0][0].fillers


def test_conditions_are_read_as_written(tmp_path: Path) -> None:
    own = ENTRY + 'when = ["subj:farmer,trucker & !on,at:stage", "passive"]\nunless = ["near:festival"]\n'
    entry = Lexicon.load(written(tmp_path, own)).entries["verb"]["stage"][0]
    first, second = entry.when[0]
    assert (first.relations, first.fillers, first.negated) == (("subj",), {"farmer", "trucker"}, False)
    assert (second.relations, second.fillers, second.negated) == (("on", "at"), {"stage"}, True)
    assert entry.when[1][0].relations == ("passive",)
    assert entry.unless[0][0].fillers == {"festival"}


def test_a_star_marks_the_head_of_a_verb(tmp_path: Path) -> None:
    own = ENTRY.replace("stage snail drive", "slowly *crawl")
    entry = Lexicon.load(written(tmp_path, own)).entries["verb"]["crawl"][0]
    assert (entry.words, entry.head) == (("slowly", "crawl"), 1)


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        (ENTRY.replace("PROTEST", "MARCH"), "type 'MARCH'"),
        (ENTRY.replace("obstruct", "aerial"), "mode 'aerial'"),
        (ENTRY.replace('"protest"', '"procession"'), "frame 'procession'"),
        (ENTRY + 'when = ["obj:@vehicles"]\n', "class 'vehicles'"),
        (ENTRY + 'context = ["farming"]\n', "context 'farming'"),
        (ENTRY + 'phase = "soon"\n', "phase 'soon'"),
        (ENTRY.replace("stage snail", "Stage snail"), "lower-case"),
        ('[[entry]]\ntype = "PROTEST"\n', "it has none of"),
        (ENTRY + 'colour = "red"\n', "colour"),
        ("[[entry]\n", "mine.toml"),
    ],
)
def test_what_is_wrong_is_named_with_its_file(tmp_path: Path, text: str, telling: str) -> None:
    with pytest.raises(SettingsError, match=r"mine\.toml") as caught:
        Lexicon.load(written(tmp_path, text))
    assert telling in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_entry_at_fault_is_counted(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"entry 2 \(stage snail drive\)"):
        Lexicon.load(written(tmp_path, ENTRY + ENTRY.replace("obstruct", "wrong")))


def test_a_file_that_is_not_there_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        Lexicon.load(tmp_path / "absent.toml")
