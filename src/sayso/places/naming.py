"""Is a run of words the name of a place at all, or of a person, a paper, a company, a team, or an English word?"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from sayso.places.gazetteer import Sense
from sayso.places.page import PLACE_LABELS, Page
from sayso.places.senses import prior
from sayso.places.spotting import Candidate, Word

KNOWN = 6.3
"""A prior from which on a name is likelier a place than not, whatever stands around it."""


class Part(Enum):
    """What a candidate is a part of."""

    PLACE = "a place"
    PERSON = "a person's name"
    BODY = "a body's name"
    SITE = "a site's name"
    WORD = "an English word"
    PEOPLE = "a people's name"


def part_of(page: Page, candidate: Candidate, senses: Sequence[Sense], surnames: frozenset[str]) -> Part:
    """What the candidate is a part of, by the words around it, the tagger and the candidate names."""
    first, last = candidate.first, candidate.last
    words = page.words[first:last]
    sentence = page.sentence_at(words[0].start)
    cased = not sentence.upper and sentence.kind != "headline"
    located = page.preposition(first) is not None and page.preposition(first) != "of"
    if _is_word(page, candidate, senses, located):
        return Part.WORD
    if last - first == 1 and words[0].lower in page.lexicon.demonyms:
        return Part.PEOPLE
    if _is_person(page, first, last, surnames, located, cased):
        return Part.PERSON
    around = _whole(page, first, last, cased)
    if around is not None:
        return around
    return _by_entity(page, candidate, senses, located)


def _is_word(page: Page, candidate: Candidate, senses: Sequence[Sense], located: bool) -> bool:
    """Whether it is an English word that happens to be a name somewhere."""
    words = page.words[candidate.first : candidate.last]
    if not any(word.capital for word in words):
        return prior(senses[0]) < KNOWN
    if len(words) > 1:
        return all(word.lower in page.lexicon.english for word in words) and prior(senses[0]) < KNOWN and not located
    word = words[0]
    if len(word.form) <= 3 and word.form.isupper() and not _is_initialism(senses):
        return True
    tokens = page.tokens(candidate.first, candidate.last)
    proper = any(token.upos == "PROPN" for token in tokens) or not tokens
    begins = page.sentence_at(word.start).start == word.start
    if word.lower in page.lexicon.english:
        entity = page.entity_at(word.start, word.end)
        named = entity is not None and entity.label in PLACE_LABELS
        return not (proper and named) and not (located and not begins and proper)
    return not proper and (begins or prior(senses[0]) < KNOWN) and senses[0].precision != "country"


def _is_initialism(senses: Sequence[Sense]) -> bool:
    return any(sense.use == 0 and sense.precision in ("country", "admin1", "region") for sense in senses)


def _is_person(page: Page, first: int, last: int, surnames: frozenset[str], located: bool, cased: bool) -> bool:
    before, after = page.before(first), page.after(last)
    lexicon = page.lexicon
    word = page.words[first]
    if before is not None and before.capital and last - first == 1:
        if before.lower in lexicon.given_names or (len(before.form) == 1 and before.form != "I"):
            return True
        if before.lower in lexicon.titles:
            return True
    if first > 0 and last - first == 1 and _is_initial(page.words[first - 1], word):
        return True
    if last - first == 1 and word.lower in lexicon.given_names and cased and after is not None and after.capital:
        if not after.lower in lexicon.organization | lexicon.site | lexicon.area_words | lexicon.compass:
            return True
    return last - first == 1 and word.lower in surnames and not located


def _is_initial(before: Word, word: Word) -> bool:
    single = len(before.form) == 1 and before.form.isupper() and word.gap == ". "
    return single or (before.lower in ("mr", "mrs", "ms", "dr", "gen", "col", "lt", "sgt", "gov", "sen", "rep", "capt", "rev", "maj", "cpl", "pvt", "prof", "cmdr", "sheriff", "supt", "insp", "det") and word.gap == ". ")


def _whole(page: Page, first: int, last: int, cased: bool) -> Part | None:
    """The longer name that the candidate is a part of, by its last or first words; None where there is none."""
    lexicon = page.lexicon
    after = page.capitals_after(last) if cased else page.words[last : last + 1] if page.after(last) else ()
    if after and after[0].lower not in lexicon.area_words:
        ends = after[-1].lower
        if ends in lexicon.organization and ends not in lexicon.site or after[0].lower in lexicon.organization - lexicon.site:
            return Part.BODY
        if cased and ends in lexicon.site and not _is_apart(page, last):
            return Part.SITE
    before = page.words[first - 2 : first] if first >= 2 else ()
    if len(before) == 2 and before[1].lower == "of" and before[0].capital and before[0].lower in lexicon.organization:
        return Part.SITE if before[0].lower in lexicon.site else Part.BODY
    return None


def _is_apart(page: Page, last: int) -> bool:
    return page.words[last].gap not in (" ", "\u00a0")


def _by_entity(page: Page, candidate: Candidate, senses: Sequence[Sense], located: bool) -> Part:
    """What the candidate names of the language layer say, where the words around said nothing."""
    start, end = page.words[candidate.first].start, page.words[candidate.last - 1].end
    entity = page.entity_at(start, end)
    if entity is None or entity.label in PLACE_LABELS:
        return Part.PLACE
    longer = entity.start < start or entity.end > end + 2
    if entity.label == "PERSON":
        return Part.PERSON if (longer or prior(senses[0]) < KNOWN) and not located else Part.PLACE
    if entity.label in ("ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "WORK"):
        if longer:
            return Part.BODY if not located else Part.PLACE
        return Part.PLACE if located or prior(senses[0]) >= KNOWN else Part.BODY
    if entity.label in ("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY") and not longer:
        return Part.PLACE if located and prior(senses[0]) >= KNOWN else Part.WORD
    return Part.PLACE


def surnames_of(page: Page) -> frozenset[str]:
    """Last words of names of persons with more than one word, in lower case."""
    found = set()
    for entity in page.analysis.entities:
        if entity.label == "PERSON" and entity.last - entity.first >= 2:
            words = [token.word for token in page.analysis.tokens[entity.first : entity.last] if token.word[:1].isalpha()]
            first = words[0].lower() if words else ""
            if len(words) >= 2 and first in page.lexicon.given_names | page.lexicon.titles:
                found.add(words[-1].lower())
    return frozenset(found)
