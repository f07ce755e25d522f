"""Is a run of words the name of a place at all, or of a person, a paper, a company, a team, or an English word?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from sayso.places.build import ABBREVIATION
from sayso.places.gazetteer import Sense
from sayso.places.page import PLACE_LABELS, Page
from sayso.places.senses import Hints, prior
from sayso.places.spotting import Candidate, Word, joins

SIGNS: dict[str, float] = {
    "place_label": 2.5,  # the language layer takes it for a place
    "person_label": -3.0,
    "body_label": -0.6,
    "other_label": -2.0,
    "longer": -2.5,  # the language layer has a longer name of a place there, which nobody knows
    "located": 2.2,  # a preposition of place stands before it
    "held": 3.5,  # the text says what holds it
    "kind": 2.5,  # the text says of what kind it is
    "neighbour": -2.5,  # a capitalised word that is no part of the name stands right beside it
    "english": -4.0,  # an English word
    "begins": -1.0,  # it begins a sentence, where every word is capitalised
    "not_proper": -2.5,  # the tagger takes it for a common word
    "surname": -5.0,  # the report has a person of that surname
    "short": -1.5,  # three letters or fewer
    "dateline": 3.0,  # it stands in a dateline
    "abbreviation": 4.0,  # an area's abbreviation, after a comma
    "listed": 3.0,  # it stands in a list with a place
    "in_country": 2.0,  # times the share of its country in the report
    "again": 1.5,  # the report names it elsewhere, and plainly
}
"""What speaks for a name being one of a place, in the unit of `senses.prior`."""

ENOUGH = 3.6
"""What prior and signs must sum up to."""

_HONORIFICS = frozenset(
    "mr mrs ms dr gen col lt sgt gov sen rep capt rev maj cpl pvt prof cmdr supt insp det hon st adm pres".split()  # noqa: SIM905
)
MONTHS = frozenset({"march", "april", "may", "june", "august"})
"""Months that are also names of towns or people."""
WATERS = frozenset(
    {"river", "creek", "strait", "canal", "bay", "sea", "ocean", "desert", "glacier", "reservoir", "falls"}
)
"""What is called after a place but reaches far from it: "the Koshi River" is not the province."""
_GENERIC = ("inside", "site", "organization", "titles", "area_words", "compass", "somebody")


class Part(Enum):
    """What a candidate is a part of."""

    PLACE = "a place"
    PERSON = "a person's name"
    BODY = "a body's name"
    SITE = "a site's name"
    WORD = "an English word"
    PEOPLE = "a people's name"


def part_of(page: Page, candidate: Candidate, senses: Sequence[Sense]) -> Part:
    """What the candidate is plainly a part of, by the words around it. PLACE where nothing speaks against it."""
    first, last = candidate.first, candidate.last
    if _is_common(page, first, last, senses) or _is_month(page, first, last):
        return Part.WORD
    if last - first == 1 and page.words[first].lower in page.lexicon.demonyms:
        return Part.PEOPLE
    if _is_agency(page, first, last, senses):
        return Part.BODY
    if _is_person(page, first, last):
        return Part.PERSON
    return _whole(page, first, last) or Part.PLACE


_AGENCY = re.compile(r"[^()\n]{0,40}\)\s*(?:[-–—−:]|\Z)")
_BY_AGENCY = re.compile(r"[^/\n]{0,40}/\s*(?:[-–—−:.]|\n|\Z)")
REACH = 40
"""A dateline's bracket is no longer than so many characters on either side of a word."""


def _is_agency(page: Page, first: int, last: int, senses: Sequence[Sense]) -> bool:
    """Whether it stands in the brackets of a dateline: "KADUNA, Nigeria (Pacific Report) -"."""
    start, end = page.words[first].start, page.words[last - 1].end
    before = page.text[max(0, start - REACH) : start]
    for opening, closing in (("(", _AGENCY), ("/", _BY_AGENCY)):
        opened = before.rpartition(opening)
        if opened[1] and ")" not in opened[2] and "\n" not in opened[2] and closing.match(page.text, end):
            return _heads_paragraph(page, start - len(opened[2])) and not _may_hold(senses, alone=not opened[2])
    return False


def _heads_paragraph(page: Page, bracket: int) -> bool:
    """Whether a bracket stands near the head of a paragraph, with a name in capitals or a dateline before it."""
    head = page.text[max(0, bracket - 80) : bracket - 1].rpartition("\n")[2]
    name = head.strip().partition(",")[0].partition(" ")[0]
    return page.sentence_at(bracket).kind == "dateline" or (len(name) > 2 and name.isupper())


def _may_hold(senses: Sequence[Sense], *, alone: bool) -> bool:
    """Whether the brackets may say where the town of the dateline is: "SPRINGFIELD (Illinois) -"."""
    return alone and any(sense.precision in ("country", "admin1") for sense in senses)


def _is_month(page: Page, first: int, last: int) -> bool:
    """Whether it is the month of a date: "March 14", "3 August"."""
    if last - first > 1 or page.words[first].lower not in MONTHS:
        return False
    beside = page.words[max(0, first - 1) : first] + page.words[last : last + 1]
    return any(word.form[0].isdigit() and len(word.form) <= 4 for word in beside)


def _is_common(page: Page, first: int, last: int, senses: Sequence[Sense]) -> bool:
    """Whether it can't be a name here: a kind of thing, an acronym of something else, lower-case words."""
    words, lexicon = page.words[first:last], page.lexicon
    if not any(word.capital for word in words):
        known = senses[0].precision in ("country", "region", "admin1") or senses[0].population >= 200_000
        return not known or (last - first == 1 and (words[0].lower in lexicon.english or first not in page.lower))
    if "-".join(word.lower for word in words) in lexicon.phrases:
        return True
    if last - first > 1:
        return False
    word = words[0]
    if word.lower in lexicon.bodies:
        return True
    if any(word.lower in getattr(lexicon, name) for name in _GENERIC):
        return True
    shouted = len(word.form) <= 4 and word.form.isupper() and _cased(page, first)
    return (
        shouted
        and word.lower not in lexicon.acronyms
        and not _is_initialism(senses)
        and not _in_dateline(page, first, last)
    )


def _is_initialism(senses: Sequence[Sense]) -> bool:
    return any(sense.use in (0, 3) and sense.precision in ("country", "admin1") for sense in senses)


def _cased(page: Page, first: int) -> bool:
    """Whether capitals tell names there."""
    sentence = page.sentence_at(page.words[first].start)
    return not sentence.upper and sentence.kind != "headline"


def _is_person(page: Page, first: int, last: int) -> bool:
    if last - first > 1:
        return _is_longer_person(page, first, last)
    word, before, after, lexicon = page.words[first], page.before(first), page.after(last), page.lexicon
    named = before is not None and (before.lower in lexicon.given_names or before.lower in lexicon.titles)
    if before is not None and named and before.capital and not _opens(page, first - 1):
        return True
    if first > 0 and word.gap == ". " and _is_initial(page.words[first - 1]):
        return True
    followed = after is not None and after.capital and after.gap == " "
    if after is not None and followed and word.lower in lexicon.given_names and _cased(page, first):
        known = lexicon.organization | lexicon.site | lexicon.area_words | lexicon.compass
        return after.lower not in known
    return _is_longer_person(page, first, last)


def _opens(page: Page, at: int) -> bool:
    """Whether word `at` is a small word that a sentence begins with."""
    word, lexicon = page.words[at], page.lexicon
    small = word.lower in lexicon.english and word.lower not in lexicon.titles
    return small and page.sentence_at(word.start).start == word.start


def _is_initial(before: Word) -> bool:
    return (
        len(before.form) == 1 and before.form.isupper() and before.form not in ("A", "I")
    ) or before.lower in _HONORIFICS


def _is_longer_person(page: Page, first: int, last: int) -> bool:
    start, end = page.words[first].start, page.words[last - 1].end
    entity = page.entity_at(start, end)
    if entity is None or entity.label != "PERSON" or not _cased(page, first):
        return False
    if page.preposition(first) is not None and entity.start == start:
        return False
    return entity.start < start or entity.end > end + 2


def _whole(page: Page, first: int, last: int) -> Part | None:
    """The longer name that the candidate is a part of, by its last or first words; None where there is none."""
    lexicon, cased = page.lexicon, _cased(page, first)
    after = page.capitals_after(last) if cased else page.words[last : last + 1] if page.after(last) else ()
    if len(after) == 1 and after[0].form == "State" and page.words[first].lower in lexicon.state_schools:
        return Part.BODY
    if after and after[0].lower not in lexicon.area_words:
        ends, next_to = after[-1].lower, after[0].lower
        if (
            ends in lexicon.organization and ends not in lexicon.site
        ) or next_to in lexicon.organization - lexicon.site:
            return Part.BODY
        if cased and next_to in WATERS and page.words[last].gap in (" ", "\u00a0"):
            return Part.BODY
        if cased and ends in lexicon.site and page.words[last].gap in (" ", "\u00a0"):
            return Part.SITE
    if cased and (_is_called_after(page, first) or _is_street(page, first, last)):
        return Part.BODY
    before = page.words[first - 2 : first] if first >= 2 else ()
    if [word.lower for word in before] == ["islamic", "state"]:
        return Part.BODY
    if len(before) == 2 and before[1].lower == "of" and before[0].capital and before[0].lower in lexicon.organization:
        return Part.SITE if before[0].lower in lexicon.site else Part.BODY
    return None


_OF = frozenset(
    {"de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "las", "los", "le", "les", "al", "el"}
)


def _is_street(page: Page, first: int, last: int) -> bool:
    """Whether it is the word for a street or square, with a name behind it: "Rue de Lyon"."""
    after = page.after(last)
    named = after is not None and (after.capital or after.lower in _OF)
    return named and last - first == 1 and page.words[first].lower in page.lexicon.streets


def _is_called_after(page: Page, first: int) -> bool:
    """Whether a square or street is only called after it: "Plaza de Bolívar", "Avenida Bogotá"."""
    at = first - 1
    while at >= max(0, first - 3) and joins(page.words[at + 1].gap) and page.words[at].lower in _OF:
        at -= 1
    if at < 0 or not joins(page.words[at + 1].gap):
        return False
    return page.words[at].capital and page.words[at].lower in page.lexicon.streets


def evidence(
    page: Page, candidate: tuple[int, int], best: Sense, hints: Hints, surnames: frozenset[str], beside: bool = False
) -> float:
    """How much speaks for the words being a place's name; at least ENOUGH for a place. `beside`: a place's name follows."""
    first, last = candidate
    if best.use == ABBREVIATION:
        return prior(best) + SIGNS["abbreviation"]
    word, lexicon = page.words[first], page.lexicon
    total = prior(best) + (_label(page, first, last) if not _goes_on(page, first, last, best) else SIGNS["longer"])
    single = last - first == 1
    begins = page.sentence_at(word.start).start == word.start
    located = page.preposition(first) is not None
    tokens = page.tokens(first, last)
    total += SIGNS["located"] * located + SIGNS["held"] * bool(hints.holders) + SIGNS["kind"] * bool(hints.kind)
    total += SIGNS["english"] * (single and word.lower in lexicon.english) * (0.6 if located and not begins else 1.0)
    total += SIGNS["begins"] * (begins and single) + SIGNS["short"] * (single and len(word.form) <= 3)
    total += SIGNS["not_proper"] * bool(tokens and all(token.upos not in ("PROPN", "X") for token in tokens))
    total += SIGNS["surname"] * (single and word.lower in surnames and not hints.holders)
    total += SIGNS["neighbour"] * _has_neighbour(page, first, last, beside)
    total += SIGNS["dateline"] * _in_dateline(page, first, last)
    return total


def _in_dateline(page: Page, first: int, last: int) -> bool:
    """Whether it is a place in capitals at the head of a paragraph of running text."""
    word = page.words[first]
    sentence = page.sentence_at(word.start)
    if sentence.kind == "dateline":
        return True
    shouted = word.form.isupper() and len(word.form) > 3 and not sentence.upper
    opens = first == 0 or "\n" in word.gap or sentence.start == word.start
    after = page.text[page.words[last - 1].end :][:3].strip()
    return shouted and opens and after[:1] in (",", "(", "-", "—", "–", "]", "/", "|")


KNOWN = 50_000
"""A place of so many people is named even where a word more is taken for part of its name."""


def _goes_on(page: Page, first: int, last: int, best: Sense) -> bool:
    """Whether a little-known name only begins a longer one of a place: "Kan" of "Kan Gyi"."""
    start, end = page.words[first].start, page.words[last - 1].end
    entity, after, lexicon = page.entity_at(start, end), page.after(last), page.lexicon
    if entity is None or after is None or entity.label not in PLACE_LABELS or best.population >= KNOWN:
        return False
    if best.precision not in ("town", "site") or not (after.capital and after.form.isalpha() and after.gap == " "):
        return False
    generic = lexicon.area_words | lexicon.compass | lexicon.site | lexicon.kinds | lexicon.organization
    return entity.start == start and entity.end >= after.end and after.lower not in generic


def _label(page: Page, first: int, last: int) -> float:
    start, end = page.words[first].start, page.words[last - 1].end
    entity = page.entity_at(start, end)
    if entity is None:
        return 0.0
    if entity.label in PLACE_LABELS:
        return SIGNS["place_label"]
    longer = 2.0 if entity.start < start or entity.end > end + 2 else 1.0
    if entity.label == "PERSON":
        return SIGNS["person_label"]
    return SIGNS["body_label"] * longer if entity.label == "ORG" else SIGNS["other_label"]


def _has_neighbour(page: Page, first: int, last: int, beside: bool) -> bool:
    """Whether a capitalised word stands beside it that belongs to neither a place's name nor a sentence's beginning."""
    if not _cased(page, first):
        return False
    before, after, lexicon = page.before(first), page.after(last), page.lexicon
    if not beside and after is not None and after.capital and after.gap == " " and after.form[0].isalpha():  # noqa: SIM102
        if after.lower not in lexicon.area_words and after.lower not in lexicon.compass:
            return True
    if before is None or not before.capital or page.words[first].gap != " " or not before.form[0].isalpha():
        return False
    return not (
        _opens(page, first - 1) or before.lower in lexicon.compass | lexicon.somewhere | {"of", "greater", "downtown"}
    )


def surnames_of(page: Page) -> frozenset[str]:
    """Last words of names of persons with more than one word, in lower case."""
    found = set()
    for entity in page.analysis.entities:
        if entity.label == "PERSON" and entity.last - entity.first >= 2:
            words = [
                token.word for token in page.analysis.tokens[entity.first : entity.last] if token.word[:1].isalpha()
            ]
            if len(words) >= 2:
                found.add(words[-1].lower())
                found.update(word.lower() for word in words[:1] if word.lower() in page.lexicon.given_names)
    return frozenset(found)
