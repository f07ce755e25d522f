"""Capitals that are described, not named: "the Chadian capital", "Chad's capital"."""

from __future__ import annotations

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
    for at, word in enumerate(page.words):
        if word.lower == "capital" and at > 0 and at + 1 not in starts:
            country = _country(page, at, by_end.get(at))
            sense = gazetteer.capital(country) if country else None
            if sense is not None:
                mention = _mention(page, at, sense)
                if mention.use.literal:
                    yield mention


def _country(page: Page, at: int, before: Mention | None) -> str | None:
    """The country whose capital word `at` is."""
    code = page.lexicon.demonyms.get(page.words[at - 1].lower, "")
    if code and page.words[at - 1].capital:
        return code if "." not in code else None
    owned = page.words[at].gap.rstrip().lower() in ("'s", "’s")
    if owned and before is not None and before.sense is not None and before.sense.precision == "country":
        return before.sense.country
    return None


def _mention(page: Page, at: int, sense: Sense) -> Mention:
    first = at - 2 if at >= 2 and page.words[at - 2].lower == "the" else at - 1
    span = Span(page.words[first].start, page.words[at].end)
    head = page.head(at, at + 1)
    use = use_of(page.analysis, head, Speaks.SEAT, page.lexicon) if head is not None else Use(True, "described")
    told = {"capital": 9.0}
    return Mention(first, at + 1, span, Part.PLACE, [sense], head, senses=[sense], sense=sense, features=told, use=use)
