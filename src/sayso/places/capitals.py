"""Capitals that are described, not named: "the Chadian capital", "Chad's capital", "in the capital"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.model import Span
from sayso.places.gazetteer import Gazetteer, Sense
from sayso.places.literal import Speaks, Use, use_of
from sayso.places.mentions import Mention
from sayso.places.naming import Part
from sayso.places.page import Page


def capitals(page: Page, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Described capitals in order of the text, but where their name stands beside the description."""
    by_end = {mention.last: mention for mention in mentions if mention.part is Part.PLACE}
    starts = {mention.first for mention in mentions}
    told = told_of(mentions)
    for at, word in enumerate(page.words):
        if word.lower == "capital" and at > 0 and not (at + 1 in starts and _beside(page, at + 1)):
            owner = by_end.get(at - 1) if _is_owned(page, at) else None
            country = _country(page, at, owner) or (told if _is_plain(page, at) else None)
            sense = gazetteer.capital(country) if country else None
            if sense is not None:
                mention = _mention(page, at, sense, owner)
                if mention.use.literal:
                    yield mention


FOCUS = 0.6
"""So great a share of the named places lies in the country that "the capital" is taken to be the capital of."""


def told_of(mentions: Sequence[Mention]) -> str | None:
    """The one country that a report is about, by the names in it; None where there is none."""
    countries = Counter(m.sense.country for m in mentions if m.sense is not None and m.sense.country)
    if not countries:
        return None
    country, named = countries.most_common(1)[0]
    return country if named >= FOCUS * countries.total() else None


def _is_plain(page: Page, at: int) -> bool:
    """Whether word `at` is "the capital" behind a preposition of place, and no part of a longer phrase."""
    if page.words[at - 1].lower != "the" or page.preposition(at) in (None, "of"):
        return False
    after = page.after(at + 1)
    token = page.head(at, at + 1)
    return (after is None or after.lower not in ("of", "city")) and token is not None and token.dep != "compound"


def _beside(page: Page, at: int) -> bool:
    """Whether word `at` goes on with the phrase before it: "the capital, Skopje"."""
    return page.words[at].gap.strip() in ("", ",", "(")


def _country(page: Page, at: int, owner: Mention | None) -> str | None:
    """The country whose capital word `at` is."""
    code = page.lexicon.demonyms.get(page.words[at - 1].lower, "")
    if code and page.words[at - 1].capital:
        return code if "." not in code else None
    if owner is not None and owner.sense is not None and owner.sense.precision == "country":
        return owner.sense.country
    return None


def _is_owned(page: Page, at: int) -> bool:
    """Whether a genitive stands right before word `at`: "Chad's capital"."""
    return at > 1 and page.words[at - 1].form == "s" and page.words[at - 1].gap in ("'", "’")


def _mention(page: Page, at: int, sense: Sense, owner: Mention | None) -> Mention:
    first = at - 2 if at >= 2 and page.words[at - 2].lower == "the" else at - 1
    first = owner.first if owner is not None else first
    span = Span(page.words[first].start, page.words[at].end)
    head = page.head(at, at + 1)
    use = use_of(page.analysis, head, Speaks.SEAT, page.lexicon) if head is not None else Use(True, "described")
    told = {"capital": 9.0}
    return Mention(first, at + 1, span, Part.PLACE, [sense], head, senses=[sense], sense=sense, features=told, use=use)
