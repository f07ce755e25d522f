"""The days that follow from the account: what is told without a day as part of the story, or in answer to it.

A report's story has days of its own: those of the dated happenings its first sentences tell, at most a few days before
the report. What the story did (its dead, its arrests, its shots) shares those days; who then condemned, urged or sent help
did so between them and the report. Both hold only for what is told in the story's own tense and not in its background:
not in the past perfect, not in a relative clause, not behind an older date of the same paragraph. The report's day only
ever ends such an interval, for what is told in a report was over by then; it never is the date by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from sayso.events.groups import overlap
from sayso.events.links import Links
from sayso.events.mention import HARM, VERBAL, Mention
from sayso.events.placing import around, holds
from sayso.events.supply import went
from sayso.events.syntax import UNCHANGED, Syntax
from sayso.events.words import Words
from sayso.model import REPORT_VOICE, Interval, Time

WINDOW = 6
"""So many days before the report a story may be; an older one is looked back on."""
NARROW = 3
"""A happening that gives the story its days lasts fewer days than this after its first."""
LEAD = 6
"""How many sentences of the body may tell what the story is."""
PERFECT = 2
"""In so many first sentences of the body the present perfect tells news; farther down, what has been for some time."""
NEAR = 2
"""So many sentences before it, in its paragraph, a dated happening gives a later one its days."""
CLIMB = 8
"""How many clauses up a sentence's main verb is looked for."""
DETAILS = frozenset({"ASSAULT", "DISASTER", "PROTEST"})
"""Types of what a story is made of: its parts are of its days."""
STORIES = DETAILS | {"COERCE", "DISPLACE"}
"""Types of what makes a story."""
RESCUES = frozenset(
    {"pull", "rescue", "evacuate", "search", "dig", "recover", "save", "retrieve", "free", "extinguish", "treat"}
)
"""What is done in aid right where a harm was that is told of before it."""
ASIDE = frozenset({"acl", "appos", "amod", "compound", "nummod", "csubj"})
"""Relations of what only says who or which somebody is."""
APART = frozenset({
    "before", "after", "until", "till", "unless", "if", "since", "although", "though", "because", "whether",
})  # fmt: skip
"""Conjunctions of clauses that are of other days than what they hang on, or may be."""
HABIT = frozenset({
    "often", "repeatedly", "regularly", "long", "previously", "once", "always", "usually", "frequently", "routinely",
    "traditionally", "historically", "ever", "never", "initially", "formerly", "originally", "separately", "elsewhere", "already",
    "consistently", "periodically", "sometimes", "occasionally", "earlier", "annually",
})  # fmt: skip
"""Adverbs of what was often, once or apart from the story."""
REAL = frozenset({"happened", "ongoing"})
WARS = frozenset({"war", "conflict", "insurgency", "occupation", "rebellion", "civil war"})
"""What goes on for longer than a story, in which it came about."""
COUNTS = frozenset({"toll", "tally", "count"})
"""What is counted up on a day of its own: "as the toll climbed on Monday"."""
DENIED = frozenset({"CT-", "PR-", "PS-"})
DEEDS = frozenset({"MOBILIZE", "AID", "SANCTION", "RETREAT", "COERCE", "DISPLACE"})
"""Types of what is done in answer to a happening, or because of it."""
ANNOUNCED = frozenset({"SANCTION", "AGREE", "AID"})
"""Types of what is done by being announced."""
ANSWERS = VERBAL | DEEDS
BLAMED = frozenset({"of", "for", "from", "about", "against"})
BLAMING = frozenset({"accuse", "suspect", "blame"})
IDENTIFYING = frozenset({"identify", "name"})
"""Verbs whose subjects are the dead and hurt of the story: "was identified as Ana Ruiz, who was stabbed near the bridge"."""


class Story(NamedTuple):
    """The days of the story, the mention that gives them, and the place of what it tells of, if one is told."""

    days: Interval
    told: Mention | None  # None where only the day on which it was told of is known
    place: str | None = None

    @property
    def name(self) -> str:
        """What to call it."""
        return self.told.lemma if self.told is not None else "announcement"


class Thread:
    """The present thread of one report: which of its mentions belong to the story, and what days that gives them."""

    def __init__(self, groups: Sequence[list[Mention]], links: Links, syntax: Syntax, words: Words) -> None:
        self.links, self.syntax, self.words, self.tokens = links, syntax, words, syntax.tokens
        self.sentences = links.reading.analysis.sentences
        self.published = links.reading.report.published_day
        self.body = [s.index for s in self.sentences if s.kind == "body"]
        self.story = self._story(groups)
        every = sorted((m for g in groups for m in g), key=lambda m: m.index)
        self.placed = [m for m in every if m.place is not None and m.candidate.type in STORIES and not went(m)]
        main = self.story.told if self.story is not None else None
        own = [m for g in groups if main is not None and any(m is main for m in g) for m in g]
        self.own = own if main is not None and main.candidate.type in STORIES | {"JUSTICE"} else []
        if self.story is not None:
            self.story = self.story._replace(place=self._scene(self.story))
        self.dated = [m for m in every if m.time is not None and not m.told and self._gives_days(m, VERBAL)]
        self.background = self._background() if self.story else frozenset()

    # ------------------------------------------------------------ what the story is
    def _story(self, groups: Sequence[list[Mention]]) -> Story | None:
        """The first happening of the lead that is dated to a day or two, not long before the report: what makes a story
        rather than a meeting or a vote, and what was dated itself rather than by who told of it, before the others."""
        lead = frozenset(self.body[:LEAD])
        found = []
        for members in groups:
            sure = sorted((m for m in members if m.time is not None), key=lambda m: m.told)
            if sure and self._gives_days(sure[0]):
                early = members[0].headline or any(m.sentence in lead for m in members)
                if early or (sure[0].noun and sure[0].definite in ("definite", "possessive")):
                    kind = sure[0].candidate.type in STORIES
                    found.append(((not early, not kind, sure[0].told), Story(sure[0].time, sure[0])))  # type: ignore[arg-type]
        return min(found, key=lambda one: one[0])[1] if found else self._announced()

    def _announced(self) -> Story | None:
        """The day on which somebody spoke in the first sentences of a report that dates nothing else there."""
        early = frozenset(self.body[:PERFECT])
        said = (i for i in self.links.times_under if self.tokens[i].sentence in early and self._speech(i))
        for index in sorted(said):
            for time in self.links.times_under[index]:
                if time.start and time.start == time.end and time.type in ("DATE", "TIME"):
                    days = Interval(start=time.start[:10], end=time.start[:10])
                    return Story(days, None) if self._recent(days) else None
        return None

    def _gives_days(self, mention: Mention, also: frozenset[str] = frozenset()) -> bool:
        """Whether a mention is of something real of a few days ago. `also`: types that are taken besides what is done."""
        real = (
            mention.phase in (*REAL, "attempted", "foiled") and not mention.cumulative and mention.lemma not in COUNTS
        )
        kind = mention.candidate.type not in (VERBAL - {"AGREE"}) - also and mention.factuality not in DENIED
        return real and kind and self._recent(mention.time)

    def _recent(self, days: Interval | None) -> bool:
        if days is None or not days.start or not days.end or not self.published:
            return False
        length = (date.fromisoformat(days.end) - date.fromisoformat(days.start)).days
        return length < NARROW and days.end <= self.published and ago(days.start, self.published) <= WINDOW

    def _background(self) -> frozenset[int]:
        """The sentences that look back: that give an older date for what they tell, and those behind them in the paragraph."""
        looks: set[int] = set()
        times: dict[int, list[Time]] = {}
        for time in self.links.reading.times:
            head = self.links.head(time.span)
            if time.start and head is not None and not self._of_aside(head):
                times.setdefault(self.tokens[head].sentence, []).append(time)
        back, paragraph = False, -1
        for sentence in self.sentences:
            back = back and sentence.paragraph == paragraph
            paragraph = sentence.paragraph
            here = [self._older(t) for t in times.get(sentence.index, ())]
            back = (back and not (here and not any(here))) or any(here)
            if back:
                looks.add(sentence.index)
        return frozenset(looks)

    def _older(self, time: Time) -> bool:
        """Whether a time ends before the story does begin, by more than the day that a night may take from it."""
        assert self.story is not None
        end = (time.end or time.start or "")[:10]
        return time.type != "SET" and ago(end, self.story.days.start or "") > 1

    def _of_aside(self, index: int) -> bool:
        """Whether a word stands in a clause or phrase that only says who somebody is, or when something else was."""
        return any(self._aside(token) for token in self._above(index))

    def _above(self, index: int) -> Iterator[int]:
        at: int | None = index
        for _ in range(CLIMB):
            if at is None:
                return
            yield at
            at = self.syntax.attached(at)[1]

    def _aside(self, index: int) -> bool:
        base, governor = self.syntax.attached(index)
        if base in ("acl", "appos"):
            return not (governor is not None and governor in self.syntax.triggers)
        return base == "advcl" and bool(self._marks(index) & APART)

    # ------------------------------------------------------------ whether a mention belongs to it
    def tells(self, mention: Mention) -> bool:
        """Whether a mention tells of the story: in its tense, of what was real, outside its background."""
        if mention.phase not in REAL or mention.cumulative or mention.since or mention.factuality in DENIED:
            return False
        if mention.sentence in self.background or self._at_large(mention):
            return False
        if self.syntax.answered_by(mention.candidate.token) is not None:
            return False  # "retaliation for the killing": the killing came before
        support = mention.candidate.support
        return self._in_tense(mention.candidate.token if support is None else support, mention)

    def _at_large(self, mention: Mention) -> bool:
        """Whether a noun names happenings that nobody counts or points to: "attacks on aid workers", but not "two deaths"."""
        counted = any(self.tokens[c].dep == "nummod" for c in self.syntax.children[mention.candidate.token])
        return mention.noun and mention.plural and mention.definite == "bare" and not counted

    def _in_tense(self, index: int, mention: Mention) -> bool:
        """Whether the clauses from a trigger up to its sentence's main verb are all in the story's tense."""
        fresh = mention.headline or mention.sentence in self.body[:PERFECT]
        at, finite = index, False
        if self._under_way(index) or (self.tokens[index].xpos == "VBG" and self.syntax.base(index) in ("obl", "nmod")):
            return False
        for _ in range(CLIMB):
            base, governor = self.syntax.attached(at)
            if self.syntax.verbal(at):
                tense = self._tense(at)
                standing = tense == "present" and not mention.headline and (at == index or not self._speech(at))
                apart = self._marks(at) & APART and not self._led_to(at, tense, mention)
                if standing or not self._fits(at, tense, fresh) or apart or self._habitual(at):
                    return False
                finite = finite or tense != "none"
            if governor is None:
                return finite or mention.headline
            if base in ASIDE and not self._may_tell(at, base, governor, mention):
                return False
            at = self._clause_of(at, base, governor)
        return False

    def _clause_of(self, index: int, base: str, governor: int) -> int:
        """What a clause hangs on: a past is no part of a past perfect that a parse joins it to ("went from house to house
        once the post had been taken and shot 11 men")."""
        if base == "conj" and self._tense(index) == "past" and self._tense(governor) == "pluperfect":
            above = self.syntax.attached(governor)
            return above[1] if above[0] == "advcl" and above[1] is not None else governor
        return governor

    def _led_to(self, index: int, tense: str, mention: Mention) -> bool:
        """Whether a clause with "after" tells in the plain past what led to a deed of the story: "arrested 17 after marchers
        blocked a street"; no verdict tells on what day its crime was."""
        main = self.story.told if self.story is not None else None
        if main is None or main.candidate.type not in STORIES:
            return False
        return self._marks(index) & APART == {"after"} and tense == "past" and mention.candidate.type in DETAILS

    def _under_way(self, index: int) -> bool:
        """Whether a verb tells of what was going on, for nobody says how long: "were looking into"."""
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return self.tokens[index].xpos == "VBG" and any(t.lemma.lower() == "be" and t.dep == "aux" for t in kin)

    def _may_tell(self, index: int, base: str, governor: int, mention: Mention) -> bool:
        """Whether a clause or noun that modifies another tells of the story all the same: of a happening what it did, of a
        source what he said, of the dead how they died."""
        if governor in self.syntax.triggers:
            return True
        if base != "acl":
            return False
        if self._where(index, governor):
            return mention.candidate.type in DETAILS
        if (self._tense(index) == "past" and self._speech(index)) or self._cut_short(index, governor):
            return True
        if self._blamed_with(index, governor):
            return mention.candidate.type in DETAILS
        above = next((t for t in self._above(governor) if self.tokens[t].upos == "VERB"), None)
        named = above is not None and self.tokens[above].lemma.lower() in IDENTIFYING
        return named and mention.effect in ("killed", "wounded")

    def _where(self, index: int, noun: int) -> bool:
        """Whether a clause tells in the past what was in the place it stands on: "in Aleppo, where a wall fell on a girl"."""
        kin = (self.tokens[c] for c in self.syntax.children[index])
        opened = any(t.lemma.lower() == "where" for t in kin)
        return opened and self._tense(index) == "past" and self.tokens[noun].upos in ("NOUN", "PROPN")

    def _cut_short(self, index: int, noun: int) -> bool:
        """Whether a participle is a passive cut short, beside another verb: "two were killed and 38 others injured"."""
        felled = self.tokens[index].xpos in ("VBN", "VBD") and self.tokens[index].lemma.lower() in self.words.felling
        return felled and self.syntax.base(noun) in ("conj", "root", "parataxis")

    def _blamed_with(self, index: int, noun: int) -> bool:
        """Whether a gerund says what somebody is accused of: "accused fighters of firing at a base"."""
        above = self.syntax.governor(noun)
        blamed = above is not None and self.tokens[above].lemma.lower() in BLAMING and self.syntax.base(noun) == "obj"
        return blamed and self.tokens[index].xpos == "VBG" and "of" in self._marks(index)

    def _fits(self, index: int, tense: str, fresh: bool) -> bool:
        """Whether a verb's tense is one in which the news is told: the past; the perfect at the report's beginning; the past
        perfect of what somebody said."""
        if tense == "none":
            return not self._blamed_for(index)
        if tense == "pluperfect":
            return self._reported(index)
        if tense == "perfect":
            return fresh or self._spoken_in(index)
        return tense in ("past", "present")

    def _blamed_for(self, index: int) -> bool:
        """Whether a gerund says what somebody was asked or blamed for, which may be anything at any time."""
        governor = self.syntax.governor(index)
        gerund = self.tokens[index].xpos == "VBG" and bool(self._marks(index) & BLAMED)
        accused = governor is not None and self._blamed_with(index, governor)
        return gerund and governor is not None and not accused and self.tokens[governor].lemma.lower() not in BLAMING

    def _reported(self, index: int) -> bool:
        """Whether a clause is what somebody said, or coordinated with one that is."""
        for _ in range(CLIMB):
            base, governor = self.syntax.attached(index)
            if governor is None:
                return False
            if base in ("ccomp", "parataxis") and self._speech(governor):
                return True
            if base != "conj" and not (base == "advcl" and self._marks(index) <= {"while", "when", "as"}):
                return False
            index = governor
        return False

    def _spoken_in(self, index: int) -> bool:
        """Whether a clause is what somebody said in the past: "said it had", "said troops have"."""
        base, governor = self.syntax.attached(index)
        spoken = base in ("ccomp", "parataxis") and governor is not None and self._speech(governor)
        return spoken and governor is not None and self._tense(governor) == "past"

    def _tense(self, index: int) -> str:
        """The tense of a verb: "past", "perfect", "pluperfect", "present", "other" (modal, future), or "none" without one."""
        kin = [self.tokens[c] for c in self.syntax.children[index] if self.syntax.base(c) in ("aux", "cop")]
        forms = [t for t in (*kin, self.tokens[index]) if t.xpos in ("VBD", "VBP", "VBZ", "MD")]
        if not forms:
            return "none"
        first = forms[0]
        if first.xpos == "MD":
            return "past" if first.lemma.lower() in ("can", "could") and first.word.lower() == "could" else "other"
        if first.lemma.lower() == "have" and first in kin:
            return "pluperfect" if first.xpos == "VBD" else "perfect"
        unchanged = first.xpos == "VBP" and first.lemma.lower() in UNCHANGED
        return "past" if first.xpos == "VBD" or unchanged else "present"

    def _speech(self, index: int) -> bool:
        return self.tokens[index].lemma.lower() in self.words.speech

    def _marks(self, index: int) -> frozenset[str]:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return frozenset(t.lemma.lower() for t in kin if t.dep in ("mark", "case"))

    def _habitual(self, index: int) -> bool:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return any(t.lemma.lower() in HABIT for t in kin if t.dep in ("advmod", "obl:npmod", "obl:tmod"))

    # ------------------------------------------------------------ what place that gives
    def _scene(self, story: Story) -> str | None:
        """The place of the story: that of its happening, or the one finer place inside it that the lead tells of."""
        lead = frozenset(self.body[:LEAD])
        same = [m for m in self.placed if m.time is None or overlap(m.time, story.days)]
        near = [m for m in same if m.sentence in lead or m.headline]
        own = next((m.place for m in (*self.own, *(m for m in near if m.time is not None)) if m.place), None)
        if own is None or own not in self.links.place_by_id:
            return None
        wide = self.links.place_by_id[own]
        others = [p for m in near if (p := self.links.place_by_id.get(m.place or "")) is not None and p.id != own]
        if any(not holds(wide, p) and not holds(p, wide) and p.lat is not None for p in others):
            return None  # the story has several scenes
        finer = [p for p in others if p.lat is not None and holds(wide, p) and around(wide, p)]
        finest = {p.id: p for p in finer if not any(holds(p, q) for q in finer)}
        return next(iter(finest)) if len(finest) == 1 else own

    def place(self, mention: Mention) -> tuple[str, str] | None:
        """The place of a mention that tells of the story without one of its own, and why."""
        rescue = mention.candidate.type == "AID" and mention.lemma in RESCUES
        if self.story is not None and self.story.place is not None and self._names_day(mention, self.story.days):
            return self.story.place, f"{self._name(self.story.place)}: the story's, of whose day it is"
        if self.story is None or not (mention.candidate.type in STORIES or rescue) or not self.tells(mention):
            return None
        if mention.time is not None and not overlap(mention.time, self.story.days):
            return None
        for other in self._near(self.placed, mention):
            tried = other.phase in ("attempted", "foiled") and other.sentence not in self.background
            if other.place is not None and (tried or self.tells(other)):
                return other.place, f"{self._name(other.place)}: where the {other.lemma} was that is told of before it"
        if self.story.place is None or rescue:
            return None
        return self.story.place, f"{self._name(self.story.place)}: the story's, which tells of no other"

    def _names_day(self, mention: Mention, days: Interval) -> bool:
        """Whether a known happening of the story's kind is named by the story's own day: "after Saturday's march"."""
        known = mention.noun and mention.definite in ("definite", "possessive") and mention.candidate.type in STORIES
        return known and mention.time == days and not mention.told and not mention.plural

    def narrowed(self, mention: Mention) -> Mention:
        """A mention with the story's place where that lies inside its own, which is a country or a region."""
        wide = self.links.place_by_id.get(mention.place or "")
        scene = self.links.place_by_id.get(self.story.place or "") if self.story is not None else None
        if wide is None or scene is None or wide.precision not in ("country", "region") or not holds(wide, scene):
            return mention
        same = mention.time is None or (self.story is not None and overlap(mention.time, self.story.days))
        if not (around(wide, scene) and same and mention.candidate.type in STORIES and self.tells(mention)):
            return mention
        why = f"place {scene.name}: the story's, inside {wide.name}"
        return msgspec.structs.replace(mention, place=scene.id, place_reason=why)

    def _name(self, place: str) -> str:
        found = self.links.place_by_id.get(place)
        return f"place {found.name}" if found is not None else "place"

    # ------------------------------------------------------------ what days that gives
    def days(self, mention: Mention) -> tuple[Interval, str] | None:
        """The days of a mention that tells of the story without any of its own, and why."""
        if self.story is None or self.published is None or not self.tells(mention):
            return None
        kind, lemma, main = mention.candidate.type, self.story.name, self.story.told
        before = self._before(mention)
        if main is None and kind in ANNOUNCED and mention.sentence in self.body[:PERFECT]:
            return self.story.days, f"told with its announcement of {self.story.days.start}: that day"
        if main is None and kind not in VERBAL:
            return None
        if mention.noun and mention.lemma in WARS and lemma != mention.lemma:
            return None
        after = kind == "PROTEST" and main is not None and main.candidate.type in HARM and not mention.noun
        if kind in DETAILS and main is not None and main.candidate.type in STORIES and not after:
            days = before.time if before is not None and before.time is not None else self.story.days
            return days, f"as part of what is told: on the days of the {before.lemma if before else lemma}"
        verb = self.syntax.verbal(mention.candidate.token) or mention.candidate.support is not None
        if kind in DETAILS and main is not None and main.candidate.type == "SANCTION":
            return None  # no shot answers a sanction
        if kind not in ANSWERS | DETAILS or not verb or not self._own_voice(mention):
            return None
        start = max(self.story.days.start or "", before.time.start or "" if before and before.time else "")
        until = Interval(start=start, end=self.published)
        since = before.lemma if before else lemma
        return until, f"told with what followed: between the {since} ({start}) and the report"

    def _before(self, mention: Mention) -> Mention | None:
        """The last dated happening of its kind, deeds or answers, told before a mention in its paragraph."""
        kinds = DETAILS if mention.candidate.type in DETAILS else ANSWERS
        return next((other for other in self._near(self.dated, mention) if other.candidate.type in kinds), None)

    def _near(self, mentions: Sequence[Mention], mention: Mention) -> Iterator[Mention]:
        """Those of some mentions, in order of the text, that stand shortly before one in its paragraph, the last first."""
        at = bisect_left(mentions, mention.index, key=lambda other: other.index)
        while at > 0 and mention.sentence - mentions[at - 1].sentence <= NEAR:
            at -= 1
            if mentions[at].paragraph == mention.paragraph and mentions[at].sentence <= mention.sentence:
                yield mentions[at]

    def _own_voice(self, mention: Mention) -> bool:
        """Whether the report tells of an act itself, or it is an act of force that somebody tells of."""
        return mention.candidate.type in DEEDS | DETAILS or any(a.source == REPORT_VOICE for a in mention.attestations)


def ago(day: str, later: str) -> int:
    """How many days a day lies before a later one."""
    return (date.fromisoformat(later[:10]) - date.fromisoformat(day[:10])).days


def threaded(groups: Sequence[list[Mention]], links: Links, syntax: Syntax, words: Words) -> list[list[Mention]]:
    """The groups, those without days or place given the ones that follow from the account."""
    thread = Thread(groups, links, syntax, words)
    return [placed(dated(list(members), thread), thread) for members in groups]


def dated(members: list[Mention], thread: Thread) -> list[Mention]:
    """A group with the days that its first telling mention has from the account, where it has none or only those on which
    it was told of."""
    if any(m.time is not None and not m.told for m in members):
        return members
    for member in members:
        found = thread.days(member)
        if found is not None and (member.time is None or within(found[0], member.time)):
            return [
                msgspec.structs.replace(m, time=found[0], time_reason=found[1], told=True)
                if m is member or (m.time is not None and within(found[0], m.time))
                else m
                for m in members
            ]
    return members


def placed(members: list[Mention], thread: Thread) -> list[Mention]:
    """A group with the place that its first telling mention has from the account, where it has none or a wider one."""
    if any(m.place is not None for m in members):
        return [thread.narrowed(m) for m in members]
    for n, member in enumerate(members):
        found = thread.place(member)
        if found is not None:
            members[n] = msgspec.structs.replace(member, place=found[0], place_reason=found[1])
            break
    return members


def within(narrow: Interval, wide: Interval) -> bool:
    """Whether the days of one interval are among those of another."""
    return (wide.start or "") <= (narrow.start or "") and (narrow.end or "") <= (wide.end or "")
