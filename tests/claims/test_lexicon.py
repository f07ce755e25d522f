from __future__ import annotations

from typing import get_args

from sayso.claims.lexicon import cues
from sayso.model import Stance
from sayso.vouching import EFFECT


def test_every_stance_is_one_of_the_contracts_and_has_an_effect() -> None:
    known = set(get_args(Stance))
    listed = {
        stance
        for table in (cues().verb, cues().noun, cues().adjective)
        for frames in table.values()
        for stance in frames.values()
    }
    assert listed <= known
    assert set(EFFECT) == known


def test_there_are_several_hundred_cues() -> None:
    assert len(cues().verb) + len(cues().noun) + len(cues().adjective) > 600
