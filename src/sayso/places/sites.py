"""Sites that no gazetteer lists: "at Cedar Ridge Hospital in Ramadi". They keep their name; what they stand in gives the point."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sayso.model import Entity, Place, Precision, Span
from sayso.places.gazetteer import Gazetteer, Sense
from sayso.places.mentions import Mention
from sayso.places.page import PLACE_LABELS, Page
from sayso.places.senses import holds

_AT = frozenset("at in near inside outside from to into around across on behind within along through off via".split())  # noqa: SIM905
_NEAR = frozenset({"in", "at", "near", "outside", "inside", "from", "around", "across"})
_HOLDING = re.compile(r"(?:\s[a-z]{4,14})?(?:,?\s+in\s+(?:the\s+)?|,\s+|\s+\()")
"""What may stand between a site and the place that holds it: "Maoxian county in Sichuan", "Cedar Hospital, Mombasa"."""
_OWNER = re.compile(r"['’]s\s+(?:[a-z]+ern\s+|central\s+|old\s+)?")


class Site(NamedTuple):
    """A named site; `inside` is the place that holds it, where the text tells."""

    span: Span
    name: str
    inside: Sense | None
    precision: Precision = "site"


def find_sites(page: Page, mentions: Sequence[Mention]) -> list[Site]:
    """Sites in order of the text, none inside another. A preposition of place must stand before each."""
    literal = [mention for mention in mentions if mention.use.literal]
    starts = [mention.span.start for mention in literal]
    found: list[Site] = []
    end = 0
    kinds = _of_kind(page)
    for first, last in [*kinds, *_named_sites(page), *_entities(page, mentions)]:
        span = Span(page.words[first].start, page.words[last - 1].end)
        if not _is_named(span, mentions):
            name, precision = " ".join(span.of(page.text).split()), kinds.get((first, last), "site")
            found.append(Site(span, name, _inside(page, span, literal, starts), precision))
    kept: list[Site] = []
    for site in sorted(found, key=lambda site: (site.span.start, -site.span.end)):
        if site.span.start >= end:
            kept.append(site)
            end = site.span.end
    return kept


def _is_named(span: Span, mentions: Sequence[Mention]) -> bool:
    """Whether the gazetteer has the whole name."""
    at = bisect_left(mentions, span.end, key=lambda mention: mention.span.start)
    return at > 0 and mentions[at - 1].span.contains(span)


_PRECISION: dict[str, Precision] = {
    "county": "admin2", "district": "admin2", "municipality": "admin2", "commune": "admin2", "province": "admin1",
    "prefecture": "admin1", "island": "admin2", "islet": "site", "camp": "site", "port": "town",
}  # fmt: skip
"""Precision by the word for a kind of place; the others are towns."""


def _of_kind(page: Page) -> dict[tuple[int, int], Precision]:
    """Names behind or before a word for a kind of place: "the village of Tepuche", "in Chorrillos district"."""
    found: dict[tuple[int, int], Precision] = {}
    for at, word in enumerate(page.words):
        if word.lower not in page.lexicon.kinds or word.capital:
            continue
        of = page.after(at + 1)
        after = page.capitals_after(at + 2) if of is not None and of.lower == "of" else ()
        before = page.capitals_before(at) if not after else ()
        if after:
            found[at + 2, at + 2 + len(after)] = _PRECISION.get(word.lower, "town")
        elif before and _is_proper(page, at - len(before), at):
            found[at - len(before), at] = _PRECISION.get(word.lower, "town")
    return found


def _is_proper(page: Page, first: int, last: int) -> bool:
    """Whether words before "district" are a name behind a preposition of place, and no people's or faith's."""
    plain = page.lexicon.demonyms.keys() | page.lexicon.english | page.lexicon.compass
    words = page.words[first:last]
    named = all(token.upos == "PROPN" for token in page.tokens(first, last))
    before = page.words[first - 1] if first else None
    owned = before is not None and before.form == "s" and before.gap in ("'", "’")
    return named and (owned or page.preposition(first) in _NEAR) and not any(word.lower in plain for word in words)


def _named_sites(page: Page) -> list[tuple[int, int]]:
    """Runs of capitalised words that end with a kind of site, after a preposition of place."""
    found, ends = [], page.lexicon.site - page.lexicon.area_words
    for at, word in enumerate(page.words):
        if word.capital and word.lower in ends and at > 0:
            before = page.capitals_before(at)
            after = page.after(at + 1)
            if before and not (after is not None and after.capital) and page.sentence_at(word.start).kind != "headline":
                first = at - len(before)
                if page.preposition(first) in _AT and not page.sentence_at(word.start).upper:
                    found.append((first, at + 1))
    return found


def _entities(page: Page, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Candidate names that the language layer takes for places and the gazetteer does not know."""
    starts = [word.start for word in page.words]
    found = []
    for entity in page.analysis.entities:
        if entity.label in PLACE_LABELS and not _is_known(entity, mentions):
            first, last = bisect_left(starts, entity.start), bisect_left(starts, entity.end)
            while first < last and page.words[first].lower in ("the", "a", "an"):
                first += 1
            if first < last and page.words[first].capital and _is_unknown_place(page, entity, first, last):
                found.append((first, last))
    return found


def _is_known(entity: Entity, mentions: Sequence[Mention]) -> bool:
    at = bisect_left(mentions, entity.end, key=lambda mention: mention.span.start)
    return at > 0 and mentions[at - 1].span.end > entity.start


def _is_unknown_place(page: Page, entity: Entity, first: int, last: int) -> bool:
    if page.preposition(first) not in _NEAR or page.sentence_at(entity.start).kind == "headline":
        return False
    words = page.words[first:last]
    if any(not word.form.isalpha() for word in words) or words[0].form.isupper():
        return False
    return not (len(words) == 1 and (words[0].lower in page.lexicon.demonyms or words[0].lower in page.lexicon.english))


def _inside(page: Page, span: Span, literal: Sequence[Mention], starts: Sequence[int]) -> Sense | None:
    """What holds the site: the finest of the places named right after it, the one that owns it ("Cairo's Abbasiya
    district"), or a town that its name begins with."""
    at = bisect_left(starts, span.end)
    if at < len(literal) and _HOLDING.fullmatch(page.text, span.end, literal[at].span.start):
        return _finest(page, literal[at : at + 2])
    at = bisect_left(starts, span.start)
    if at and _OWNER.fullmatch(page.text, literal[at - 1].span.end, span.start):
        return literal[at - 1].sense
    if at < len(literal) and literal[at].span.start == span.start:
        sense = literal[at].sense
        return sense if sense is not None and sense.precision in ("town", "admin2", "site") else None
    return None


def _finest(page: Page, named: Sequence[Mention]) -> Sense | None:
    """The first place, or the next where it lies in the first and the two stand together: "in Chad's Kanem province"."""
    first, second = named[0], named[1] if len(named) > 1 else None
    if second is None or first.sense is None or second.sense is None:
        return first.sense
    beside = second.span.start - first.span.end <= BESIDE and "." not in page.text[first.span.end : second.span.start]
    return second.sense if beside and holds(first.sense, second.sense) else first.sense


BESIDE = 30
"""Characters between two names of one phrase."""
WIDE_KM = 400.0
"""A place is put in no area that reaches farther: it keeps its name and its country."""


def gather_sites(sites: Sequence[Site], gazetteer: Gazetteer) -> list[Place]:
    """Sites of one name as one Place."""
    groups: dict[str, list[Site]] = {}
    for site in sites:
        groups.setdefault(site.name.casefold(), []).append(site)
    return [_place(group, gazetteer) for group in groups.values()]


def _place(group: Sequence[Site], gazetteer: Gazetteer) -> Place:
    mentions = tuple(site.span for site in group)
    inside = next((site.inside for site in group if site.inside is not None), None)
    if inside is None or inside.precision == "country" or inside.radius_km > WIDE_KM:
        country = inside.country if inside is not None else None
        told = f"only says {inside.name}" if inside is not None else "does not say where it is"
        return Place(
            id="", name=group[0].name, mentions=mentions, precision=group[0].precision, country=country,
            reason=f"the gazetteer does not have it, and the report {told}",
        )  # fmt: skip
    return Place(
        id="", name=group[0].name, mentions=mentions, precision=group[0].precision, lat=inside.lat, lon=inside.lon,
        country=inside.country, admin1=gazetteer.area(inside.admin1), radius_km=inside.radius_km,
        reason=f"the gazetteer does not have it; it is put in {inside.name}",
    )  # fmt: skip
