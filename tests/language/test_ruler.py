from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from sayso.language.parser import MODEL
from sayso.language.ruler import NAME, remembering

TEXTS = (
    "There's no bridge at Beira, and there were no boats.",
    "Let's go, she said; it is not what they were gonna do, ain't it?",
    "The police didn't say that the miners had been held, which some feared.",
    "  Two  ships\twaited\n\noff Goma. ",
    "I told him you gotta leave. Y'all know nothin' of it!",
    "Which of these has the mayor seen? None, though he'd have liked to.",
    "",
    "There are four of them; that is all.",
    "He is there. Are they?",
)


@pytest.fixture(scope="module")
def model() -> Any:
    return remembering(import_module(MODEL).load())


def tagged(model: Any, text: str) -> Any:
    doc = model.make_doc(text)
    for name in ("tok2vec", "tagger", "parser"):
        doc = model.get_pipe(name)(doc)
    return doc


def given(doc: Any) -> list[tuple[str, str, str, str, str]]:
    return [(token.pos_, str(token.morph), token.lemma_, token.tag_, token.dep_) for token in doc]


def test_what_is_remembered_is_what_the_ruler_gives(model: Any) -> None:
    ruler, remembered = model.get_pipe("attribute_ruler"), model.get_pipe(NAME)
    plain = [given(ruler(tagged(model, text))) for text in TEXTS]
    for texts in (TEXTS, TEXTS, reversed(TEXTS)):
        found = {text: given(remembered(tagged(model, text))) for text in texts}
        assert [found[text] for text in TEXTS] == plain


def test_what_has_been_met_is_not_looked_up_again(model: Any) -> None:
    remembered = model.get_pipe(NAME)
    remembered(tagged(model, "Two ships waited off Goma."))
    known = len(remembered.known)
    remembered(tagged(model, "Two boats waited off Beira."))
    assert len(remembered.known) == known


def test_only_the_ruler_that_remembers_runs(model: Any) -> None:
    assert NAME in model.pipe_names
    assert "attribute_ruler" not in model.pipe_names
