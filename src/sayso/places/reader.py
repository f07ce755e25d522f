"""From a page to its places: names found, senses chosen, uses told apart, mentions of one place put together."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sayso.model import Place, Reading, Span
from sayso.places.build import ABBREVIATION, kilometres
from sayso.places.capitals import capitals, told_of
from sayso.places.fold import fold
from sayso.places.gazetteer import Gazetteer, Sense
from sayso.places.lexicon import Lexicon
from sayso.places.literal import Speaks, Use, use_of
from sayso.places.mentions import Mention
from sayso.places.naming import ENOUGH, SIGNS, Part, evidence, part_of, surnames_of
from sayso.places.outlets import outlet_countries
from sayso.places.page import Page
from sayso.places.relative import relate
from sayso.places.senses import ANCHORS, Context, Hints, allowed, best, holds, prior, share
from sayso.places.sites import find_sites, gather_sites
from sayso.places.spotting import Candidate, candidates, words_of
from sayso.places.variants import respelled

SETTLED = 2.5
"""How far ahead of its rivals a sense must be to make context for other names."""


def read_places(reading: Reading, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Place]:
    """The literal places of a reading, in order of the text. Ids are empty: the stage numbers them."""
    page = Page.of(reading, lexicon)
    found = list(candidates(page.words, page.lexicon, page.lower))
    mentions = respell(page, found, spot(page, found, gazetteer), gazetteer)
    hint(page, mentions, gazetteer)
    choose(page, mentions)
    for mention in mentions:
        judge(page, mention)
    for mention in mentions:
        _unshare(page, mention, mentions)
    namesakes = {mention.first for mention in _namesakes(page, mentions)}
    mentions = [mention for mention in mentions if mention.first not in namesakes]
    literal = [mention for mention in mentions if mention.use.literal]
    sites = find_sites(page, mentions)
    taken = [site.span for site in sites]
    kept = [mention for mention in literal if not any(span.contains(mention.span) for span in _near(taken, mention))]
    seats = list(capitals(page, mentions, gazetteer))
    inside = {mention.first for seat in seats for mention in kept if seat.span.contains(mention.span)}
    kept = [mention for mention in kept if mention.first not in inside]
    places = [*gather(page, [*kept, *seats], gazetteer), *gather_sites(sites, gazetteer)]
    return sorted(places, key=lambda place: place.mentions)


def _near(spans: Sequence[Span], mention: Mention) -> Iterable[Span]:
    """The last span that begins at or before the mention; spans are in order and do not overlap."""
    at = bisect_right(spans, mention.span.start, key=lambda span: span.start)
    return spans[max(0, at - 1) : at]


# ---------------------------------------------------------------- names
def spot(page: Page, found: Sequence[Candidate], gazetteer: Gazetteer) -> list[Mention]:
    """Names that the gazetteer knows, the longest first from left to right."""
    senses = gazetteer.senses(key for candidate in found for key in candidate.keys)
    mentions: list[Mention] = []
    end = 0
    for candidate in found:
        if candidate.first < end:
            continue
        known = next((senses[key] for key in candidate.keys if key in senses), ())
        if not known:
            continue
        if _is_begun(page, candidate, senses):
            continue
        mention = _mention(page, candidate, known)
        if mention is not None:
            mentions.append(mention)
            end = candidate.last
    return mentions


BEGINNINGS = frozenset(
    """ain ayn bab bayt beit bir burj dar deir dayr hosh jabal jebel kafr khan khirbet nahr qala qalat qasr ras sidi tal tel tell
    umm um wadi abu""".split()  # noqa: SIM905
)
"""Words for wells, hills and houses that begin many names, and are names of other places by themselves."""


def _is_begun(page: Page, candidate: Candidate, senses: Mapping[str, object]) -> bool:
    """Whether a name only begins a longer one that nobody knows: "Ain" of "Ain Zarqa"."""
    following = page.after(candidate.last)
    if candidate.last - candidate.first > 1 or page.words[candidate.first].lower not in BEGINNINGS or following is None:
        return False
    return following.capital and following.form.isalpha() and fold(following.form) not in senses


def respell(page: Page, found: Sequence[Candidate], mentions: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions, with names that the gazetteer has in another spelling in a country that the report is about."""
    countries = {code for code, told in _given(page).countries.items() if told > 0}
    for mention in mentions:
        top = max(mention.known, key=prior)
        if top.country and (top.precision == "country" or top.population >= KNOWN):
            countries.add(top.country)
    taken = {at for mention in mentions for at in range(mention.first, mention.last)}
    single = [c for c in found if c.last == c.first + 1 and c.first not in taken and c.first not in page.lower]
    made = [_mention(page, candidate, known) for candidate, known in respelled(page, single, countries, gazetteer)]
    return sorted([*mentions, *filter(None, made)], key=lambda mention: mention.span)


KNOWN = 100_000
"""A town of so many people speaks for its country."""
SHARED_KM = 150.0
"""How near another place of the report must lie for "the Old City" to be the one that the gazetteer has."""


def _unshare(page: Page, mention: Mention, mentions: Sequence[Mention]) -> None:
    """Leaves out a name that many towns have ("the Old City") where the report names nothing near the one that is known."""
    if "-".join(word.lower for word in page.words[mention.first : mention.last]) not in page.lexicon.shared:
        return
    others = (m.sense for m in mentions if m is not mention and m.sense is not None)
    if not any(_near_by(mention.sense, other) for other in others if other.precision in ("town", "admin2", "site")):
        mention.use = Use(False, "many towns have one, and this one is not near what the report names")


def _namesakes(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The little-known places of a country that the report hardly names, where it is about another one and does not say in
    what they lie: the La Chapelle of a report on Haiti is not the one in Louisiana."""
    about = told_of(mentions)
    if about is None:
        return []
    named = _given(page).countries + Counter(
        m.sense.country for m in mentions if m.sense is not None and m.sense.country and not _little(m.sense)
    )
    return [
        m
        for m in mentions
        if m.sense is not None and _little(m.sense) and not m.hints.holders and m.sense.country != about
        and m.sense.country is not None and HARDLY * named[m.sense.country] <= named[about]
        and not _headed(page, m)
    ]  # fmt: skip


HARDLY = 5
"""So many times as often the country that a report is about is named as one whose little towns it would introduce."""


def _little(sense: Sense) -> bool:
    return sense.precision in ("town", "site", "admin2") and sense.population < LITTLE


def _headed(page: Page, mention: Mention) -> bool:
    """Whether a place stands in the report's dateline."""
    return page.sentence_at(mention.span.start).kind == "dateline"


def _near_by(sense: Sense | None, other: Sense) -> bool:
    if sense is None or sense.lat is None or sense.lon is None or other.lat is None or other.lon is None:
        return False
    return other.id != sense.id and kilometres((sense.lat, sense.lon), (other.lat, other.lon)) <= SHARED_KM


def _mention(page: Page, candidate: Candidate, known: Sequence[Sense]) -> Mention | None:
    abbreviation = all(sense.use == ABBREVIATION for sense in known)
    if abbreviation and not _may_abbreviate(page, candidate):
        return None
    part = Part.PLACE if abbreviation else part_of(page, candidate, known)
    if part in (Part.WORD, Part.PEOPLE):
        return None
    span = Span(page.words[candidate.first].start, page.words[candidate.last - 1].end)
    return Mention(candidate.first, candidate.last, span, part, list(known), page.head(candidate.first, candidate.last))


def _may_abbreviate(page: Page, candidate: Candidate) -> bool:
    """Whether an area's abbreviation may stand there: after a comma or in brackets, but not after a person's name."""
    word = page.words[candidate.first]
    if candidate.first == 0 or word.gap.strip() not in (",", "("):
        return False
    before = page.words[candidate.first - 1]
    entity = page.entity_at(before.start, before.end)
    return before.capital and not (entity is not None and entity.label == "PERSON" and entity.last - entity.first > 1)


# ---------------------------------------------------------------- what stands beside a name
def hint(page: Page, mentions: list[Mention], gazetteer: Gazetteer) -> None:
    """Says of each name what holds it and of what kind it is, from right to left, and drops what is no place's name."""
    following: Mention | None = None
    for mention in reversed(mentions):
        kind = _kind(page, mention, following)
        holders = _holders(page, mention, following)
        if holders and following is not None:
            following.hints = replace(following.hints, holding=True)
            following.senses = allowed(following.known, following.hints)
        gap = page.words[mention.first].gap.strip()
        mention.hints = Hints(holders, kind, gap in (",", "("))
        _turn_to_area(mention, gazetteer)
        mention.senses = [] if _is_elsewhere(page, mention, following) else allowed(mention.known, mention.hints)
        following = mention
    _join_capital(page, mentions)
    for before, mention in pairwise(mentions):
        _belong(page, before, mention)
    left = (m for m in mentions if not m.senses and m.known)
    elsewhere = {_form(page, m) for m in left if all(sense.population < LITTLE for sense in m.known)}
    for mention in mentions:
        if _form(page, mention) in elsewhere:  # put where the gazetteer has none of that name
            mention.senses = []
    mentions[:] = _told(page, mentions)


_OWNED = re.compile(r"['’]s\s+(?:(?:north|south|east|west|central|old|[a-z]+ern)\S*\s+)?|\s+[a-z]+\s+of\s+")
"""Between a place and what lies in it: "Cairo's Abbasiya district", "the Hunan city of Yueyang"."""


def _belong(page: Page, before: Mention, mention: Mention) -> None:
    """Keeps of a name owned by a place those senses that lie in it; a little-known name that has none is no listed place."""
    if mention.hints.holders or not _OWNED.fullmatch(page.text, before.span.end, mention.span.start):
        return
    owned = page.text[before.span.end : before.span.end + 2] in ("'s", "’s")
    after = page.after(mention.last)
    if owned and not (after is not None and after.lower in page.lexicon.kinds | page.lexicon.area_words):
        return
    holders = tuple(sense for sense in before.known if sense.precision in ("country", "admin1", "admin2", "town"))
    inside = [sense for sense in mention.known if any(_lies_in(sense, holder) for holder in holders)]
    if inside:
        mention.hints = replace(mention.hints, holders=holders)
        mention.senses = [sense for sense in allowed(mention.known, mention.hints) if sense in inside] or inside
    elif owned and holders and all(sense.population < LITTLE for sense in mention.known):
        mention.senses = []


SHORT = 3
"""Up to how many capitals a name is an acronym ("UAE")."""
SUBURB_KM = 25.0
"""How far from a town's middle its districts lie."""


def _lies_in(sense: Sense, holder: Sense) -> bool:
    """Whether a place lies in another; of a town, near its middle."""
    if holder.precision != "town":
        return holds(holder, sense)
    here = sense.lat is not None and sense.lon is not None and holder.lat is not None and holder.lon is not None
    if not here or sense.id == holder.id or sense.precision in ("country", "region", "admin1"):
        return False
    return kilometres((sense.lat, sense.lon), (holder.lat, holder.lon)) <= SUBURB_KM  # type: ignore[arg-type]


def _join_capital(page: Page, mentions: list[Mention]) -> None:
    """ "Washington, D.C." is one name."""
    for mention, following in pairwise(mentions):
        between = page.text[mention.span.end : following.span.start]
        if between.strip() == "," and page.words[following.first].form in ("D.C.", "DC") and mention.hints.holders:
            mention.span, mention.last = Span(mention.span.start, following.span.end), following.last
            following.senses = []


def _told(page: Page, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that enough speaks for. A name needs less where the report names it plainly elsewhere, in a list of
    places, and in a report about its country.
    """
    surnames = surnames_of(page)
    signs = [_evidence(page, mentions, at, surnames) for at in range(len(mentions))]
    sure = [mention for mention, sign in zip(mentions, signs, strict=True) if sign >= ENOUGH + SIGNS["again"]]
    plain = {_form(page, mention) for mention in sure}
    countries = _given(page).countries
    for mention in sure:
        countries[_likeliest(mention).country or ""] += 1
    for at, mention in enumerate(mentions):
        if mention.senses:
            signs[at] += SIGNS["again"] * (_form(page, mention) in plain)
            signs[at] += SIGNS["in_country"] * share(countries, _likeliest(mention).country)
    for order in (range(1, len(mentions)), range(len(mentions) - 2, -1, -1)):
        _tell_lists(page, mentions, signs, order)
    return [mention for mention, sign in zip(mentions, signs, strict=True) if sign >= ENOUGH]


def _tell_lists(page: Page, mentions: Sequence[Mention], signs: list[float], order: range) -> None:
    """Lets what is told of one place of a list speak for the next."""
    step = order.step
    for at in order:
        first, second = sorted((at, at - step))
        if ENOUGH - SIGNS["listed"] <= signs[at] < ENOUGH <= signs[at - step] and _is_list(
            page, mentions[first], mentions[second]
        ):
            signs[at] += SIGNS["listed"]


def _likeliest(mention: Mention) -> Sense:
    return max(mention.senses, key=lambda sense: (prior(sense), -sense.id))


def _form(page: Page, mention: Mention) -> str:
    return " ".join(word.lower for word in page.words[mention.first : mention.last])


def _evidence(page: Page, mentions: Sequence[Mention], at: int, surnames: frozenset[str]) -> float:
    mention = mentions[at]
    if not mention.senses:
        return -math.inf
    beside = at + 1 < len(mentions) and mentions[at + 1].first == mention.last
    sign = evidence(page, (mention.first, mention.last), _likeliest(mention), mention.hints, surnames, beside)
    if mention.head is not None and page.preposition(mention.first) is None:
        sign += SIGNS["located"] * use_of(page.analysis, mention.head, Speaks.NOBODY, page.lexicon).sure
    return sign


def _kind(page: Page, mention: Mention, following: Mention | None) -> str | None:
    after, lexicon = page.after(mention.last), page.lexicon
    before = page.words[mention.first - 2 : mention.first]
    of = before[0].lower if len(before) == 2 and before[1].lower == "of" else ""
    beside = after.lower if after is not None else ""
    listed = following is not None and following.first - mention.last <= 1 and _is_list(page, mention, following)
    if listed and following is not None and following.hints.kind in ("admin1", "admin2"):
        last = page.after(following.last)
        if last is not None and last.lower.endswith("s"):
            return following.hints.kind
    for word in (beside, of):
        if word in lexicon.second_order:
            return "admin2"
        if word in lexicon.first_order:
            return "admin1"
        if word in ("city", "town", "village") and not (word == beside and _goes_on(page, mention)):
            return "town"
    return None


def _goes_on(page: Page, mention: Mention) -> bool:
    """Whether "of" and a name follow the word behind a name: "the Hunan city of Yueyang"."""
    of = page.after(mention.last + 1)
    name = page.after(mention.last + 2) if of is not None and of.lower == "of" else None
    return name is not None and name.capital


def _is_list(page: Page, mention: Mention, following: Mention) -> bool:
    between = page.text[mention.span.end : following.span.start].strip()
    return between in (",", "and", ", and", "&")


def _holders(page: Page, mention: Mention, following: Mention | None) -> tuple[Sense, ...]:
    if following is None:
        return ()
    between = page.text[mention.span.end : following.span.start]
    told = _TOLD_IN.fullmatch(between) is not None
    if between.strip() not in (",", "(") and between not in (" ", "\u00a0") and not told:
        return ()
    if between in (" ", "\u00a0") and following.known and following.known[0].use != ABBREVIATION:
        return ()
    if any(sense.precision == "country" and sense.use == 0 for sense in mention.known):
        wide = tuple(s for s in following.known if s.precision == "admin1")
    else:
        wide = tuple(s for s in following.known if s.precision in ("country", "admin1", "admin2", "region"))
    return wide if any(holds(holder, sense) for holder in wide for sense in mention.known) else ()


_TOLD_IN = re.compile(r",?\s+in\s+(?:the\s+)?")
"""Between a place and what holds it: "Boro, in the Sunsari district"."""
LITTLE = 50_000
"""A place of fewer people gives way where the text puts its name in an area that it does not lie in."""


def _is_elsewhere(page: Page, mention: Mention, following: Mention | None) -> bool:
    """Whether the text puts a little-known name in an area where the gazetteer has none of that name."""
    if following is None or mention.hints.holders or not _TOLD_IN.fullmatch(
        page.text, mention.span.end, following.span.start
    ):  # fmt: skip
        return False
    areas = [s for s in following.known if s.precision in ("country", "admin1", "admin2") and s.use != ABBREVIATION]
    return bool(areas) and all(sense.population < LITTLE for sense in mention.known)


def _turn_to_area(mention: Mention, gazetteer: Gazetteer) -> None:
    """A town's name with "region" or "province" after it names the area around the town."""
    if mention.hints.kind != "admin1" or any(sense.precision in ("admin1", "region") for sense in mention.known):
        return
    codes = {sense.admin1: sense for sense in mention.known[:3] if sense.admin1 and sense.population > 50_000}
    areas = gazetteer.areas(code for code in codes if code)
    mention.known += [
        area._replace(population=max(area.population, 1)) for area in areas.values() if area.lat is not None
    ]


# ---------------------------------------------------------------- senses
def choose(page: Page, mentions: list[Mention]) -> None:
    """Gives every mention its sense: names settled by themselves first, then the rest by what those tell."""
    given = _given(page)
    groups = _groups(mentions)
    _settle(groups, given)
    for _ in range(2):
        context = Context(given.countries.copy(), given.areas.copy())
        for group in groups.values():
            for mention in _settled(group):
                if mention.sense is not None:
                    context.note(mention.sense, min(3.0, len(group)) if mention is group[0] else 0.3)
        context.anchors = _frequent(context.anchors)
        first = mentions[0] if mentions else None
        if first is not None and first.span.start < 40 and page.sentence_at(0).kind == "dateline":
            context.dateline = first.sense
        _settle(groups, context)


def _given(page: Page) -> Context:
    """Context from words that are no names of places."""
    context = Context()
    lexicon = page.lexicon
    report = page.reading.report
    for code in outlet_countries(report.publisher, report.url, lexicon):
        context.countries[code] += 1
    for word in (*page.words, *words_of(report.title or "")):
        told = lexicon.demonyms.get(word.lower) or lexicon.bodies.get(word.lower)
        if told and word.capital:
            context.countries[told.partition(".")[0]] += 0.5  # type: ignore[assignment]
            if "." in told:
                context.areas[told] += 0.5  # type: ignore[assignment]
    return context


def _groups(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """Mentions by name; names of persons make no context."""
    groups: dict[str, list[Mention]] = {}
    for mention in (mention for mention in mentions if mention.part is not Part.PERSON):
        ids = ",".join(str(sense.id) for sense in mention.senses[:5])
        groups.setdefault(ids, []).append(mention)
    return groups


def _settle(groups: dict[str, list[Mention]], context: Context) -> None:
    """One sense a name: that of its best-told mention; a mention that is told otherwise keeps its own."""
    for group in groups.values():
        told = sorted(group, key=lambda m: (not m.hints.holders, m.hints.kind is None, m.span))
        told[0].sense, told[0].features, told[0].lead = best(told[0].senses, told[0].hints, context)
        for mention in told[1:]:
            if mention.hints.holders or (mention.hints.kind and mention.hints.kind != told[0].hints.kind):
                mention.sense, mention.features, mention.lead = best(mention.senses, mention.hints, context)
            else:
                mention.sense, mention.features, mention.lead = told[0].sense, told[0].features, told[0].lead


def _settled(group: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in group if mention.lead >= SETTLED or mention.hints.holders]


def _frequent(anchors: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [point for point, _ in Counter(anchors).most_common(ANCHORS)]


# ---------------------------------------------------------------- uses
SITE_PEOPLE = 5_000
"""A place of fewer people is not what a site is called after: "Cedar Ridge Hospital" in another country."""


def judge(page: Page, mention: Mention) -> None:
    """Tells whether the place is meant."""
    if mention.part is Part.PERSON:
        mention.use = Use(False, "a person's name")
        return
    if mention.part is Part.BODY:
        mention.use = Use(False, "part of a body's name")
        return
    if mention.part is Part.SITE and mention.sense is not None and mention.sense.population < SITE_PEOPLE:
        mention.use = Use(False, "part of a site's name")
        return
    wide = mention.sense is not None and mention.sense.precision in ("country", "admin1")
    if mention.part is Part.SITE and wide and page.preposition(mention.first) in (None, "of"):
        mention.use = Use(False, "part of a site's name")
        return
    if mention.sense is not None:
        mention.relative = relate(page.text, mention.span, mention.sense)
    if mention.relative is not None and mention.relative.precision == "town":
        mention.use = Use(True, mention.relative.reason, sure=True)
    elif _is_agent(page, mention):
        mention.use = Use(False, "whose doing it is")
    elif mention.head is not None:
        mention.use = use_of(page.analysis, mention.head, _speaks(page, mention), page.lexicon)


def _is_agent(page: Page, mention: Mention) -> bool:
    """Whether it is bound to a participle of doing ("Iran-backed")."""
    after = page.after(mention.last)
    return after is not None and after.gap in ("-", "‑") and after.lower in page.lexicon.agent_of


def _speaks(page: Page, mention: Mention) -> Speaks:
    name = "-".join(word.lower for word in page.words[mention.first : mention.last])
    if mention.sense is not None and mention.sense.precision == "country":
        return Speaks.COUNTRY
    if name in page.lexicon.seats:
        return Speaks.COUNTRY if mention.sense is not None and mention.sense.precision == "site" else Speaks.SEAT
    return Speaks.REGION if mention.sense is not None and mention.sense.precision == "region" else Speaks.NOBODY


# ---------------------------------------------------------------- places
def gather(page: Page, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Place]:
    """Mentions of one place as one Place, in order of the text."""
    mentions = sorted(mentions, key=lambda mention: mention.span)
    groups: dict[tuple[int, str], list[Mention]] = {}
    for mention in mentions:
        if mention.sense is not None:
            told = mention.relative.name.casefold() if mention.relative is not None else ""
            groups.setdefault((mention.sense.id, told), []).append(mention)
    return [_place(page, group, gazetteer) for group in groups.values()]


def _place(page: Page, group: Sequence[Mention], gazetteer: Gazetteer) -> Place:
    sense, relative = group[0].sense, group[0].relative
    assert sense is not None
    admin1 = gazetteer.area(sense.admin1)
    if relative is not None:
        spans = tuple(mention.relative.span for mention in group if mention.relative is not None)
        return Place(
            id="", name=relative.name, mentions=spans, precision=relative.precision, lat=relative.lat, lon=relative.lon,
            country=sense.country, admin1=admin1, radius_km=relative.radius_km,
            reason=f"{relative.reason}; {_reason(group[0])}",
        )  # fmt: skip
    named = [mention for mention in group if "capital" not in mention.features] or group
    names = [" ".join(mention.span.of(page.text).split()) for mention in named]
    name = max([n for n in names if not _shouted(n)] or names, key=len)
    name = _lowered(name, sense.name) if _shouted(name) else name
    return Place(
        id="", name=name, mentions=tuple(mention.span for mention in group), precision=sense.precision,
        geonames=sense.id if sense.id > 0 else None, lat=sense.lat, lon=sense.lon, country=sense.country,
        admin1=admin1, radius_km=sense.radius_km, reason=_reason(group[0]),
    )  # fmt: skip


def _shouted(name: str) -> bool:
    """Whether a name stands in a dateline's or headline's capitals, and is no acronym."""
    return name.isupper() and len(name) > SHORT


def _lowered(name: str, known: str) -> str:
    """A name in capitals as the gazetteer writes it, or with one capital a word."""
    return known if known.casefold() == name.casefold() else name.title()


def _reason(mention: Mention) -> str:
    tells = sorted(mention.features.items(), key=lambda item: -abs(item[1]))
    shown = ", ".join(f"{name} {value:+.1f}" for name, value in tells if abs(value) >= 0.2)
    rivals = len(mention.senses)
    return f"{mention.use.reason}; {'one sense' if rivals == 1 else f'best of {rivals}'}: {shown}"
