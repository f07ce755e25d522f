"""Where an event was: the literal place that its syntax gives, else the only one its sentence offers, or a blank."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from sayso.events.dating import BEGINS, WITNESSING
from sayso.events.links import REASONS, Links
from sayso.events.mention import Filler, Mention
from sayso.events.syntax import Syntax
from sayso.model import Place, Precision, Sentence, Span

LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "across", "throughout", "along", "over", "on", "off", "through",
    "within", "north_of", "south_of", "east_of", "west_of", "close_to",
})  # fmt: skip
SITED = frozenset({*LOCATIVE, "from", "to", "into", "against", "under", "behind", "beside", "of", ""})
"""Relations from a deed to a thing whose place is the deed's: "abducted from a school in", "moved to camps near"."""
RECOVERED = frozenset({"pull", "recover", "retrieve", "rescue", "evacuate", "abduct", "kidnap", "snatch", "remove"})
"""Verbs whose "from" names where it was done."""
REACH = 24
LOOK = 12
"""So many mentions of places back "the city" is looked up among."""
DEPTH = 5
AREA = frozenset({
    "area", "borough", "capital", "city", "county", "department", "district", "emirate", "governorate", "island",
    "neighborhood", "neighbourhood", "municipality", "oblast", "port", "prefecture", "province", "region", "resort",
    "settlement", "state", "suburb", "territory", "town", "township", "valley", "village",
})  # fmt: skip
"""Nouns that a name in front of them makes a place."""
BUILT = frozenset({
    "airfield", "airport", "avenue", "barracks", "base", "bazaar", "beach", "border", "bridge", "camp", "cathedral",
    "center", "centre", "checkpoint",
    "church", "clinic", "college", "compound", "courthouse", "courtroom", "crossing", "dam", "depot", "embassy",
    "factory", "forest", "garrison",
    "harbor", "harbour", "highway", "hospital", "hotel", "jail", "junction", "mall", "market", "marketplace", "mine",
    "monastery", "mosque",
    "neighborhood", "outpost", "outskirts", "park", "plant", "plaza", "post", "prison", "quarter", "refinery",
    "restaurant", "road", "roundabout",
    "school", "shrine", "slum", "square", "stadium", "station", "street", "subway", "temple", "terminal", "university",
})  # fmt: skip
"""Nouns of what stands somewhere, whose place a name in front of them gives: "at a Mombasa courtroom"."""
DESCRIBED: dict[str, frozenset[str]] = {
    "city": frozenset({"town"}), "town": frozenset({"town"}), "village": frozenset({"town"}),
    "port": frozenset({"town", "site"}), "capital": frozenset({"town"}), "suburb": frozenset({"town"}),
    "district": frozenset({"admin2", "town"}), "county": frozenset({"admin2"}), "province": frozenset({"admin1", "admin2"}),
    "state": frozenset({"admin1"}), "governorate": frozenset({"admin1"}), "region": frozenset({"admin1", "region"}),
    "territory": frozenset({"admin1", "region", "country"}), "island": frozenset({"admin2", "admin1", "region", "country"}),
    "country": frozenset({"country"}), "nation": frozenset({"country"}),
    "camp": frozenset({"site", "town"}), "lake": frozenset({"region"}),
}  # fmt: skip
"""Precisions of the places that "the city" may refer back to, by the noun."""
NOT_EVERY = frozenset({"port", "camp", "island", "lake", "capital"})
"""Of these, those that a place must have been called before: not every town is a port."""
LARGE = frozenset({"state", "province", "region", "governorate", "territory"})
"""Of these, those that a report may refer to long after it named its only one."""
CALLED = 30
"""So many characters before a place what it is called is looked for."""
RECALLED = 5
"""So many sentences back a place is referred to by its kind."""
FOCUS = 0.5
"""So great a share of the named places lies in the country that "the country" is."""
RANK = {"site": 0, "town": 1, "admin2": 2, "admin1": 3, "region": 4, "country": 5}


OCCURRING = frozenset({
    "open", "hold", "begin", "start", "take", "occur", "happen", "continue", "resume", "convene", "conclude", "end",
    "erupt",
    "break", "rage", "spread", "stage", "host", "plan", "schedule", "set", "due", "commence", "hear", "report",
    "record", "feel",
    "see", "register", "stall", "collapse", "falter", "fail", "drag", "close", "wrap", "adjourn", "flare",
    "intensify",
})  # fmt: skip
"""Verbs that only say of the happening which is their subject that it takes place."""
GATHERINGS = frozenset({
    "summit", "conference", "ceremony", "talk", "meeting", "forum", "session", "gathering", "sidelines", "sideline",
    "congress",
    "rally", "briefing", "negotiation", "assembly", "event", "funeral", "parade", "round", "launch", "inauguration",
})  # fmt: skip
"""What things are said and signed at."""
ENTERING = frozenset({
    "enter", "storm", "raid", "overrun", "reach", "occupy", "besiege", "surround", "invade", "attack", "descend",
    "seize", "capture", "take",
    "retake", "encircle", "infiltrate", "search", "comb", "leave",
})  # fmt: skip
"""Verbs whose object, where a place, is where their subject did what is told next: "entered Goma, torched 30 houses"."""
GATHERED = frozenset({
    "converge", "gather", "assemble", "rally", "march", "demonstrate", "camp", "mass", "crowd", "shelter", "queue",
    "wait", "congregate",
    "protest", "meet", "pray", "work", "shop", "sleep", "travel", "fish", "graze", "mourn", "celebrate", "line",
})  # fmt: skip
"""What those whom something befell were doing where it befell them: "at marchers who had gathered in Taksim square"."""
ROADS = frozenset(
    {"road", "highway", "route", "motorway", "railway", "line", "track", "path", "stretch", "freeway", "expressway"}
)
"""What leads from a place to another, near which it is said to be."""
TOLD_IN = re.compile(
    r"(?:\s+\w+)?,?\s+(?:(?:an?|the)\s+(?:[\w-]+\s+){1,3})?(?:in|of|on|near|outside)\s+(?:the\s+)?(?:[\w-]+\s+(?:of\s+)?)?",
    re.IGNORECASE,
)
"""Between a place and what it lies in: "Kan Gyi, a village in the Ayadaw area", "Baarey village in Jowhar"."""
OWNING = re.compile(r"['’]s?\s+(?:[\w-]+\s+)?", re.IGNORECASE)
"""Between a place and what lies in it: "Kyiv's Darnytskyi district"."""
TOWN_PARTS = frozenset({
    "district", "neighbourhood", "neighborhood", "quarter", "suburb", "ward", "borough", "street", "square",
    "avenue", "market",
    "boulevard", "park", "slum", "estate", "commune", "roundabout", "bridge", "stadium", "plaza", "area",
})  # fmt: skip
"""What parts of towns are called."""
NEXT = 20
"""So many characters behind a name what it is called is looked for."""
POINTED_BACK = 3
"""So many sentences back the place is looked for in which one lies that no gazetteer knows."""
SPEAKING = frozenset({"speak", "address", "talk", "appear", "testify"})
"""Participles of where an act of speech was: "speaking to reporters in Goma, the minister accused"."""
AFTER = frozenset({"after", "before", "since", "until", "if", "although", "though", "because"})
FRAME = re.compile(
    r"(?:(?:meanwhile|separately|elsewhere|earlier|later|also|further \w+|nearby)\b,? )?"
    r"(?:in|near|outside|at|around|across|on|off) ",
    re.IGNORECASE,
)
FRAME_REACH = 60
ARTICLE = 40
"""So many characters may stand between the preposition and a place that a sentence begins with ("in the southern city of")."""


class Placed(NamedTuple):
    """The id of a place, or None, and why."""

    place: str | None
    reason: str


WARDS = frozenset({"hospital", "clinic", "morgue", "mortuary", "infirmary", "college"})
"""Where the hurt and dead are taken."""


class Placing:
    """The places of one reading's triggers."""

    def __init__(self, links: Links, syntax: Syntax) -> None:
        self.links, self.syntax, self.tokens = links, syntax, syntax.tokens
        mentions = [(span.start, place) for place in links.places for span in place.mentions]
        self.named = sorted(mentions, key=lambda mention: mention[0])
        self.country = self._country()

    def _country(self) -> Place | None:
        """The country that a report is about: it is named, and so are more places in it than anywhere else."""
        named = Counter(place.country for _, place in self.named if place.country)
        told = [p for p in self.links.places if p.precision == "country" and p.country]
        most = named.most_common(1)[0] if named else ("", 0)
        enough = most[1] >= FOCUS * named.total()
        return next((p for p in told if p.country == most[0] and enough), None)

    def pointed(self, place_id: str) -> Placed | None:
        """The place in which one lies whose point is not known, as the text puts it; None where it puts it nowhere."""
        place = self.links.place_by_id.get(place_id)
        if place is None or place.lat is not None:
            return None
        around = self._told_in(place) or self._told_before(place)
        return (
            None
            if around is None
            else Placed(around.id, f"place {around.name}: {place.name}, of unknown point, is told of in it")
        )

    def _told_in(self, place: Place) -> Place | None:
        """What the words beside a place put it in: "Kan Gyi, a village in Ayadaw township", "Kyiv's Darnytskyi district"."""
        text = self.links.reading.text
        for span in place.mentions:
            at = bisect_left(self.named, span.start, key=lambda mention: mention[0])
            for start, other in self.named[at + 1 : at + 3]:
                if other.lat is not None and start > span.end and TOLD_IN.fullmatch(text, span.end, start):
                    return other
            for start, other in self.named[max(0, at - 1) : at]:
                end = next((s.end for s in other.mentions if s.start == start), start)
                if other.lat is not None and OWNING.fullmatch(text, end, span.start):
                    return other
        return None

    def _told_before(self, place: Place) -> Place | None:
        """The town that a part of a town is told of behind ("the Darnytskyi district", "Market Square"), and the district that
        a village is: those named last before, in its sentence or a few before it."""
        first = place.mentions[0].start
        kind = self._kind_of(place)
        if kind is None:
            return None
        at = bisect_left(self.named, first, key=lambda mention: mention[0])
        sentence = next((s.index for s in self.links.reading.analysis.sentences if s.start <= first < s.end), 0)
        since = self.links.reading.analysis.sentences[max(0, sentence - POINTED_BACK)].start
        bodies = self._bodies(Span(since, first))
        before = [p for start, p in reversed(self.named[:at]) if start >= since and start not in bodies]
        return next((p for p in before if p.lat is not None and p.precision == kind), None)

    def _bodies(self, around: Span) -> frozenset[int]:
        """Where the names of bodies begin that are called by a place: "New Delhi" of "New Delhi's foreign ministry"."""
        kinds = ("organization", "group", "unnamed")
        bodies = (a for a in self.links.reading.actors if a.kind in kinds)
        return frozenset(s.start for actor in bodies for s in actor.mentions if around.start <= s.start < around.end)

    def _kind_of(self, place: Place) -> Precision | None:
        """Of which precision what a place lies in is, by what it is called: a town for its district or square."""
        text = self.links.reading.text
        last = {s.of(text).split()[-1].lower() for s in place.mentions if s.of(text).split()}
        behind = {w.lower() for s in place.mentions for w in re.findall(r"[\w-]+", text[s.end : s.end + NEXT])[:1]}
        if (last | behind) & TOWN_PARTS:
            return "town"
        return "admin2" if "village" in last | behind else None

    def of(
        self, index: int, support: int | None, fillers: tuple[Filler, ...], *, deed: bool, seated: bool = False
    ) -> Placed:
        """The best place: an argument of its own, a place inside what was struck, its clause's, its destination.

        `deed`: whether the event is done at a place, rather than said about one; `seated`: whether it is done where its
        doers sit.
        """
        found = list(self._ranked(index, support, fillers, deed))
        if seated and not found:
            found = list(self._of_doers(index if support is None else support))
        if not found:
            return Placed(None, "no literal place stands with the trigger")
        place, reason = found[0]
        finer = next(
            (p for p in sorted((p for p, _ in found), key=lambda p: RANK[p.precision]) if holds(place, p)), place
        )
        return Placed(finer.id, f"place {finer.name}: {reason if finer is place else 'the more precise of two'}")

    def _ranked(
        self, index: int, support: int | None, fillers: tuple[Filler, ...], deed: bool
    ) -> Iterator[tuple[Place, str]]:
        yield from self._best(fillers, "place", "its place argument")
        for filler in fillers:
            if filler.role in ("target", "victim", "recipient"):
                if filler.place and filler.actor is None:
                    yield self.links.place_by_id[filler.place], "what was struck"
                elif (meant := self._recalled(filler.token)) is not None:
                    yield meant, "what was struck, named before"
                if deed:
                    yield from self._inside(filler, "inside what was struck")
        verb = index if support is None else support
        if deed:
            yield from self._sites(index, support)
            yield from self._where(index)
            yield from self._swept(index)
            yield from self._clause(verb)
            yield from self._below(verb)
            yield from self._there(verb)
        yield from self._occurs(index)
        yield from self._gathered(index, support)
        yield from self._framed(verb)
        if deed:
            yield from self._of_doers(verb)
        yield from self._best(fillers, "destination", "its destination")

    def _gathered(self, index: int, support: int | None) -> Iterator[tuple[Place, str]]:
        """Where the gathering was at which something was said or signed: "at a summit in Doha", "at a ceremony in Cabinda"."""
        for edge in self.syntax.edges(index, support):
            base, _, case = edge.label.partition(":")
            if (
                base == "obl"
                and case in ("at", "on", "during", "in")
                and self.tokens[edge.token].lemma.lower() in GATHERINGS
            ):
                yield from ((place, "where the gathering was") for place in self.deeper(edge.token))

    def _there(self, index: int) -> Iterator[tuple[Place, str]]:
        """What "there" refers to beside a verb: the place named last before it, in its paragraph."""
        for child in self.syntax.children[index]:
            if self.tokens[child].lemma.lower() == "there" and self.syntax.base(child) == "advmod":
                at = bisect_left(self.named, self.tokens[child].start, key=lambda mention: mention[0])
                sentences = self.links.reading.analysis.sentences
                here = sentences[self.tokens[child].sentence]
                first = sentences[max(0, here.index - 2)]
                start = first.start if first.paragraph == here.paragraph else here.start
                near = [p for s, p in self.named[max(0, at - LOOK) : at] if s >= start and p.precision != "country"]
                yield from ((p, "where it says it was: there") for p in near[-1:])

    def _occurs(self, index: int) -> Iterator[tuple[Place, str]]:
        """The place of a verb that only says of a happening that it takes place: "talks are due to open in", "was held in"."""
        governor = self.syntax.governor(index)
        if governor is None or governor in self.syntax.triggers:
            return
        if self.tokens[index].dep == "obj" and self.tokens[governor].lemma.lower() in WITNESSING:
            yield from (
                (p, "what saw it") for t, _ in self.syntax.subjects(governor) if (p := self.links.place(t)) is not None
            )
        if not self.tokens[index].dep.startswith("nsubj"):
            return
        verbs = [governor, *(c for c in self.syntax.children[governor] if self.tokens[c].dep == "xcomp")]
        for verb in (v for v in verbs if self.tokens[v].lemma.lower() in OCCURRING):
            for child in self.syntax.children[verb]:
                found = self.place(child) if self._locates(child) else None
                if found is not None:
                    yield found, "where it is said to take place"

    def _framed(self, index: int) -> Iterator[tuple[Place, str]]:
        """The place that a sentence begins with, for what the sentence itself tells: "In Goma, the army accused ... and said"."""
        sentence = self.links.reading.analysis.sentences[self.tokens[index].sentence]
        place = self._frame(sentence)
        if place is not None and all(self._free(t) for t in (index, *self._above(index))):
            yield place, "the sentence begins with it"
        for child in self.syntax.children[index]:
            if self.tokens[child].lemma.lower() in SPEAKING and self.syntax.base(child) == "advcl":
                below = sorted(self.syntax.inside(child, clauses=False))
                found = [p for c in below if self._locates(c) and (p := self.place(c)) is not None]
                yield from ((p, "where it was said") for p in found)
        if self.tokens[index].dep == "conj" and self.tokens[index].upos == "VERB" and not self._subject(index):
            head = self.syntax.attached(index)[1] or self.tokens[index].head
            inside = self.tokens[head].lemma.lower() in ENTERING
            kin = (
                c for c in self.syntax.children[head] if self._locates(c) or (inside and self.tokens[c].dep == "obj")
            )
            found = [p for c in kin if (p := self.place(c)) is not None]
            yield from ((p, "where the verb before it was") for p in found)
            yield from self._there(head)

    def _subject(self, index: int) -> bool:
        return any(self.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[index])

    def _free(self, index: int) -> bool:
        """Whether a word hangs on its governor in the same clause or one of the same moment, neither reported nor an aside."""
        return self.syntax.base(index) not in ("ccomp", "acl", "appos") and not (
            self.syntax.base(index) == "advcl" and self._marked(index) & AFTER
        )

    def _marked(self, index: int) -> frozenset[str]:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return frozenset(t.lemma.lower() for t in kin if t.dep == "mark")

    def _frame(self, sentence: Sentence) -> Place | None:
        """The place of "In Goma, ...", "Elsewhere, in Goma, ..." at the beginning of a sentence, the finest where it goes on."""
        match = FRAME.match(self.links.reading.text, sentence.start, sentence.end)
        if match is None:
            return None
        text, begin = self.links.reading.text, match.end()
        for span, place in self.links.mentions_in(Span(begin - 1, min(sentence.end, begin + FRAME_REACH))):
            if (
                span.start <= begin + ARTICLE
                and text[span.end : span.end + 1] == ","
                and "," not in text[begin : span.end]
            ):
                return place
        return None

    def _of_doers(self, index: int) -> Iterator[tuple[Place, str]]:
        """Where those are who do what they do at home: "shopkeepers in Hunza went on strike", "residents of Goma fled"."""
        for token, how in self.syntax.subjects(index):
            if how == "own":
                for child in self.syntax.children[token]:
                    found = self.place(child) if self.syntax.base(child) == "nmod" else None
                    if found is not None and self.syntax.case(child) in (*LOCATIVE, "of"):
                        yield found, "where its doers are"

    def place(self, index: int) -> Place | None:
        """The literal place that a noun names, or refers back to ("the city")."""
        return self.links.place(index) or self._recalled(index)

    def _recalled(self, index: int) -> Place | None:
        """The place named last that "the city" or "the province" can mean; None for a noun that says which."""
        kinds = DESCRIBED.get(self.tokens[index].lemma.lower())
        named = self.tokens[index].upos == "NOUN" or self.tokens[index].word in ("State", "Territory")
        if kinds is None or not named or not self._definite(index):
            return None
        if self.tokens[index].lemma.lower() in ("country", "nation") and self.country is not None:
            return self.country
        at = bisect_left(self.named, self.tokens[index].start, key=lambda mention: mention[0])
        seat = self._seat_of_speaker(index)
        before = [
            (s, p)
            for s, p in reversed(self.named[max(0, at - LOOK) : at])
            if p.precision in kinds and p.lat is not None and p is not seat
        ]
        lemma = self.tokens[index].lemma.lower()
        called = next((place for start, place in before if self._called(lemma, start)), None)
        if called is not None or lemma in NOT_EVERY:
            return called
        first = self.links.reading.analysis.sentences[max(0, self.tokens[index].sentence - RECALLED)].start
        near = next((place for start, place in before if start >= first), None)
        return near if near is not None or lemma not in LARGE else self._only(kinds)

    def _seat_of_speaker(self, index: int) -> Place | None:
        """Where a sentence says that somebody spoke, for what he spoke of: "in Naypyitaw a spokesman denied shelling the town"."""
        if all(self.syntax.base(t) != "ccomp" for t in (index, *self._above(index))):
            return None
        return self._frame(self.links.reading.analysis.sentences[self.tokens[index].sentence])

    def _only(self, kinds: frozenset[str]) -> Place | None:
        """The only place of some precision that the report names: "the State" far below "in Kerala"."""
        named = [place for place in self.links.places if place.precision in kinds and place.lat is not None]
        inside = self.country.country if self.country is not None else None
        named = [place for place in named if inside is None or place.country == inside]
        return named[0] if len(named) == 1 else None

    def _called(self, kind: str, start: int) -> bool:
        """Whether a place was named as what it is now referred to by: "the Red Sea port of Hodeidah", "the port city Aden"."""
        words = self.links.reading.text[max(0, start - CALLED) : start].lower().split()
        return kind in words[-3:] and bool({"of", kind} & set(words[-1:]) or words[-1:] == ["city"])

    def _definite(self, index: int) -> bool:
        """Whether a noun has "the" or "that" and nothing that says which one it is."""
        kin = self.syntax.children[index]
        article = any(
            self.tokens[c].dep == "det" and self.tokens[c].lemma.lower() in ("the", "that", "this") for c in kin
        )
        bare = not any(self.syntax.base(c) in ("amod", "compound", "nmod", "appos", "acl", "flat") for c in kin)
        return article and bare

    def _best(self, fillers: tuple[Filler, ...], role: str, reason: str) -> Iterator[tuple[Place, str]]:
        places = [self.links.place_by_id[f.place] for f in fillers if f.role == role and f.place]
        for place in sorted(places, key=fineness):
            yield place, reason

    def _inside(self, filler: Filler, reason: str) -> Iterator[tuple[Place, str]]:
        """Places named in the phrase of a filler, or hanging on it ("a post near the town")."""
        for token, place in self.links.places_at(filler.span):
            if not self._hyphenated(token):
                yield place, reason
        for token in sorted(self.syntax.inside(filler.token, clauses=False)):
            hanging = self.place(token) if self.syntax.base(token) == "nmod" else None
            if hanging is not None and self.syntax.case(token) in (*LOCATIVE, "of"):
                yield hanging, reason
        yield from ((place, "where those were whom it befell") for place in self._gathered_at(filler.token))

    def _gathered_at(self, index: int) -> list[Place]:
        """Where a clause says that people were, or had come: "marchers who had converged on a market in Moroni"."""
        found: list[Place] = []
        counted = [c for c in self.syntax.children[index] if self.syntax.relation(c) == "nmod:of"]
        for clause in (c for noun in (index, *counted) for c in self.syntax.children[noun]):
            if self.syntax.base(clause) != "acl" or self.tokens[clause].lemma.lower() not in GATHERED:
                continue
            for child in self.syntax.children[clause]:
                if self._locates(child):
                    here = self.place(child)
                    found += self.deeper(child) if here is None else [here, *self.deeper(child)]
        return sorted(found, key=fineness)

    def _sites(self, index: int, support: int | None) -> Iterator[tuple[Place, str]]:
        """Places named deeper in the phrases of a deed's own clause ("in a market in the city of")."""
        for edge in self.syntax.edges(index, support):
            base, _, case = edge.label.partition(":")
            if base == "obl" or (base == "nmod" and case != "poss"):
                sited = case in SITED
            else:
                sited = edge.label in ("obj", "nsubj:pass") or (base == "nsubj" and self._told_of(edge.token))
            if sited and self.links.time(edge.token) is None:
                if base == "obl" and case in LOCATIVE and (meant := self._recalled(edge.token)) is not None:
                    yield meant, "in its own clause, named before"
                yield from ((place, "in its own clause") for place in self.deeper(edge.token))

    def _told_of(self, index: int) -> bool:
        """Whether a subject is a thing that happens, and no one who acts."""
        return self.links.actor(index) is None and self.tokens[index].upos == "NOUN"

    def deeper(self, index: int) -> list[Place]:
        """Places along the chain of locative phrases that hang on a noun, the most precise of each phrase first."""
        found: list[Place] = []
        level = [index]
        for _ in range(DEPTH):
            level = [c for token in level for c in self.syntax.children[token] if self._names_site(c, token)]
            here = [place for c in level if (place := self.place(c)) is not None]
            found += sorted(here, key=lambda place: RANK[place.precision])
        return found

    def _names_site(self, child: int, head: int) -> bool:
        """Whether a dependent of a noun goes on to say where it is, rather than whose or what kind."""
        base, case = self.syntax.base(child), self.syntax.case(child)
        if base == "conj":
            return self.tokens[child].upos in ("NOUN", "PROPN")
        if base == "nmod" and self.tokens[child].dep != "nmod:poss" and case:
            road = self.tokens[head].lemma.lower() in ROADS and case in ("from", "to", "between")
            return case in (*LOCATIVE, "of") or road
        if base == "advmod":
            return self.links.place(child) is not None  # "two villages north of Djibo"
        geographic = self.tokens[head].lemma.lower() in AREA | BUILT or self.links.place(head) is not None
        return geographic and base in ("compound", "amod", "nmod", "flat", "appos") and not self._hyphenated(child)

    def _hyphenated(self, index: int) -> bool:
        """Whether a name is part of a compound that says who backs or leads ("Iran-backed")."""
        return index + 1 < len(self.tokens) and self.tokens[index + 1].word == "-"

    def _clause(self, index: int) -> Iterator[tuple[Place, str]]:
        """Places on the verbs that the trigger's clause depends on, up to the reported clause's edge."""
        for _ in range(4):
            governor = self.syntax.governor(index)
            base = self.syntax.base(index)
            if governor is None or base in ("ccomp", "parataxis") or self.tokens[index].dep == "acl:relcl":
                return
            for child in self.syntax.children[governor]:
                found = self.place(child) if child != index and self._locates(child) else None
                if found is not None:
                    yield found, "its clause"
            index = governor

    def _where(self, index: int) -> Iterator[tuple[Place, str]]:
        """The place that a clause with "where" stands behind: "was felt in Aleppo, in Syria, where a wall fell"."""
        base, governor = self.syntax.attached(index)
        if base != "acl" or governor is None:
            return
        if any(self.tokens[c].lemma.lower() == "where" for c in self.syntax.children[index]):
            behind = self.place(governor)
            first = self.links.reading.analysis.sentences[self.tokens[index].sentence].start
            near = self.links.places_in(Span(first, self.tokens[index].start))
            finer = [p for p in near if behind is None or holds(behind, p)]
            if finer or behind is not None:
                yield finer[-1] if finer else behind, "the clause behind it tells what was there"  # type: ignore[misc]

    def _swept(self, index: int) -> Iterator[tuple[Place, str]]:
        """What a clause on a happening says that it struck: "in the violence that swept the capital, Goma"."""
        for clause in self.syntax.children[index]:
            if self.syntax.base(clause) == "acl" and self.tokens[clause].lemma.lower() in BEGINS:
                for child in self.syntax.children[clause]:
                    named = [child, *(c for c in self.syntax.children[child] if self.syntax.base(c) == "appos")]
                    found = [p for c in named if (p := self.place(c)) is not None]
                    if self.syntax.base(child) == "obj" and found:
                        yield min(found, key=fineness), "what a clause on it says that it struck"

    def _below(self, index: int) -> Iterator[tuple[Place, str]]:
        """Places of a clause that tells the same moment: "drowned when their boat overturned near the port"."""
        for child in self.syntax.children[index]:
            marks = {self.tokens[c].lemma.lower() for c in self.syntax.children[child]}
            if self.tokens[child].dep == "advcl" and marks & {"when", "as", "while"}:
                here = [c for c in self.syntax.children[child] if self._locates(c)]
                own = [place for c in here if (place := self.place(c)) is not None]
                for place in sorted(own, key=fineness) + [place for place, _ in self._sites(child, None)]:
                    yield place, "of the same moment"

    def _locates(self, index: int) -> bool:
        """Whether a noun may say where its clause took place."""
        return self.syntax.base(index) in ("obl", "nmod") and self.syntax.case(index) in LOCATIVE

    def _above(self, index: int) -> list[int]:
        """The tokens that a token hangs on, nearest first."""
        found: list[int] = []
        governor = self.syntax.governor(index)
        while governor is not None and len(found) < REACH:
            found.append(governor)
            governor = self.syntax.governor(governor)
        return found

    def _shares(self, token: int, index: int, above: set[int]) -> bool:
        """Whether the clause of a place holds the trigger, or stands below it; not where it only says who a speaker is, or in
        another clause beside."""
        chain = self._above(token)
        if index in chain and any(self._answered(t, index) for t in chain[: chain.index(index)]):
            return False
        if any(self._apart(t, index, above) for t in (token, *chain)) or self._of_speaking(token, chain, above):
            return False
        verb = next((t for t in chain if self.tokens[t].upos in ("VERB", "AUX")), None)
        if verb is not None and verb in above and self._claimed_under(index, verb):
            return False
        return verb is None or verb in above or index in chain

    def _claimed_under(self, index: int, verb: int) -> bool:
        """Whether what happened is only what somebody claims beside a verb: "in Moscow the ministry told another story, claiming
        that drones had hit a barracks"."""
        path = [index, *self._above(index)]
        speech = self.syntax.words.speech
        return any(
            self.syntax.base(one) == "ccomp" and self.tokens[other].lemma.lower() in speech and self._participle(other)
            for one, other in pairwise(path[: path.index(verb)])
        )

    def _participle(self, index: int) -> bool:
        return self.tokens[index].xpos == "VBG" and self.syntax.base(index) == "advcl"

    def _answered(self, other: int, index: int) -> bool:
        """Whether a happening is what another answers, whose place is its own: "retaliation for a killing in La Chapelle"."""
        noun = other in self.syntax.triggers and self.tokens[index].upos == "NOUN"
        return noun and self.tokens[other].head == index and self.syntax.case(other) in REASONS

    def _of_speaking(self, token: int, chain: Sequence[int], above: set[int]) -> bool:
        """Whether a place says where somebody spoke of the happening: "a ship was struck, he told a news conference in Manila"."""
        path = (token, *chain)
        at = next((n for n, t in enumerate(path) if self.tokens[t].lemma.lower() in self.syntax.words.speech), 0)
        verb = path[at]
        if not at or verb not in above or verb > token or self.tokens[verb].upos != "VERB":
            return False
        return not self.tokens[path[at - 1]].dep.startswith(("nsubj", "ccomp", "parataxis"))

    def _apart(self, token: int, index: int, above: set[int]) -> bool:
        """Whether a word is in apposition to a person who tells of the happening, or heads a clause beside the trigger's that
        has a subject of its own."""
        if token in above:
            return False
        base = self.syntax.base(token)
        if base == "appos":
            named = self.links.actor(self.tokens[token].head)
            return named is not None and named.kind == "person"
        own = any(self.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[token])
        return base == "conj" and own and self.syntax.verbal(token) and index not in self._below_of(token)

    def _below_of(self, token: int) -> set[int]:
        return {token, *self.syntax.inside(token)}

    def _stands(self, index: int) -> bool:
        """Whether a place's name says where something is, not whence someone is or what is called after it."""
        if self.tokens[index].dep == "conj":
            index = self.tokens[index].head
        area = self.syntax.governor(index)
        if area is not None and self.syntax.base(index) in ("compound", "amod", "nmod") and self._area(index, area):
            index = area
        base, case = self.syntax.base(index), self.syntax.case(index)
        if base in ("compound", "amod", "nsubj", "flat"):
            return False
        if case == "from":
            verb = self.syntax.governor(index)
            return verb is not None and self.tokens[verb].lemma.lower() in RECOVERED
        seat = case == "of" and base == "nmod" and index != area
        return self.tokens[index].dep == "nmod:poss" or case in LOCATIVE or seat or (base == "obj" and not case)

    def _area(self, index: int, head: int) -> bool:
        """Whether a name makes the noun it stands before a place ("Kivu province", "the city of Goma")."""
        return self.tokens[head].lemma.lower() in AREA and self.tokens[index].dep != "nmod:poss"

    def of_sentence(self, sentence: Sentence, index: int) -> Placed:
        """The one literal place told of in the clauses above or below a trigger, where there is no other."""
        inside = self.links.places_at(Span(sentence.start, sentence.end))
        above = {index, *self._above(index)}
        places = {
            place.id: place
            for token, place in inside
            if self._stands(token) and self._shares(token, index, above) and not self._ward(token)
        }
        finest = [p for p in places.values() if not any(holds(p, q) for q in places.values())]
        if len(finest) == 1:
            (place,) = finest
            return Placed(place.id, f"place {place.name}: the only one in its sentence")
        several = "several places stand in its sentence, none with the trigger"
        return Placed(None, several if places else "no literal place stands with the trigger")

    def _ward(self, index: int) -> bool:
        """Whether a place only says where the hurt were taken: "were rushed to a hospital in Khar"."""
        governor = self.syntax.governor(index)
        named = self.links.place(index)
        if named is not None and WARDS & set(re.findall(r"[a-z]+", named.name.lower())):
            return self.syntax.case(index) in ("to", "at", "in")
        return (
            governor is not None
            and self.tokens[governor].lemma.lower() in WARDS
            and self.syntax.case(governor) in ("to", "at", "in")
        )

    def agreed(self, members: Sequence[Mention]) -> list[Mention]:
        """The mentions of one happening, with the one finer place that others of them name inside a mention's own."""
        named = {m.place: self.links.place_by_id[m.place] for m in members if m.place}
        made = []
        for member in members:
            wide = named.get(member.place or "")
            finer = [
                p
                for p in named.values()
                if wide is not None and p.lat is not None and holds(wide, p) and around(wide, p)
            ]
            finest = [p for p in finer if not any(holds(p, q) for q in finer)]
            if len(finest) == 1:
                why = f"place {finest[0].name}: the more precise of those told"
                member = msgspec.structs.replace(member, place=finest[0].id, place_reason=why)
            made.append(member)
        return made

    def of_dateline(self, sentences: Sequence[Sentence], index: int) -> Placed | None:
        """The town of the dateline, where a sentence names no place but perhaps the country that the town lies in."""
        lines = [s for s in sentences if s.kind == "dateline"]
        towns = [p for s in lines for p in self.links.places_in(s.span) if p.precision == "town"][:1]
        named = self.links.places_in(sentences[index].span)
        if not towns or any(p.precision != "country" or p.country != towns[0].country for p in named):
            return None
        return Placed(towns[0].id, f"place {towns[0].name}: the dateline's, of the report's first sentence")


def fineness(place: Place) -> tuple[bool, int]:
    """Places with a point before those that only have a name, the more precise first."""
    return place.lat is None, RANK[place.precision]


def around(wide: Place, narrow: Place) -> bool:
    """Whether a place lies no farther from the middle of a wider one than that reaches, and half as far again."""
    if wide.lat is None or wide.lon is None or narrow.lat is None or narrow.lon is None:
        return True
    east = (narrow.lon - wide.lon) * math.cos(math.radians(wide.lat))
    reach = 2.0 if wide.precision == "region" else 1.5  # "southern Somalia" is only roughly where its middle is put
    return math.hypot(narrow.lat - wide.lat, east) * KM <= reach * (wide.radius_km or 500.0)


KM = 111.2
"""Kilometres of a degree of latitude."""


def holds(wide: Place, narrow: Place) -> bool:
    """Whether one place is known to lie in another, wider one."""
    if wide.id == narrow.id or RANK[narrow.precision] >= RANK[wide.precision] or narrow.country != wide.country:
        return False
    return wide.country is not None and (wide.precision in ("country", "region") or wide.admin1 == narrow.admin1)
