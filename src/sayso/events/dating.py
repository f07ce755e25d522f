"""When an event was: the days of the time expression that governs its trigger, or a blank with its reason.

Syntax chooses: a time on the trigger itself, then one on the clause that it stands in, climbing only through relations
that share their time (a coordinated verb, a participle, the verb a noun is the subject or means of), never out of a
reported clause into the day of its being said. Nothing falls back on the day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from sayso.events.links import Links
from sayso.events.syntax import UNCHANGED, Syntax
from sayso.events.words import Words
from sayso.model import Interval, Time

MOMENT = 7
"""Days that the moment of two verbs may last."""
CLIMB = 5
"""How many clauses up a time is looked for."""
SHARING = frozenset({"conj", "xcomp", "advcl", "acl", "compound", "amod", "parataxis"})
"""Relations across which a verb shares the time of its governor."""
CARRYING = frozenset({"nsubj", "nsubj:pass", "obl", "obj", "nmod"})
"""Relations through which a noun takes the time of a verb that tells what it did or that it took place."""
ON = frozenset({"on", "in", "at", "during", "early", "late", "between"})
"""Prepositions of a time that a parse may hang on the noun before it."""
LATE = re.compile(r"\b(?:late|later|evening|night)\b[^.]{0,40}\Z", re.IGNORECASE)
DEICTIC = re.compile(r"(?:last|this|next|earlier|yesterday|today)\b", re.IGNORECASE)
"""How a time begins that needs no preposition: "burned their weapons at a camp near Goma last July"."""
LENGTH = re.compile(r"P(\d{1,3})([DW])")
LATE_REACH = 12
"""A word such as "late" stands no more than so many characters before a time."""
WHEN = frozenset({"when", "as", "while"})
NESTED = 3
"""How many phrases or clauses down a time is looked for."""
NEXT = 12
"""So many characters behind a time the next word stands in."""
SINCE_CLIMB = 3
"""How many words up a time with "since" is looked for."""
TELLING = 3
"""How many sentences the day on which sources speak holds for those after the one that gives it."""
BEGINS = frozenset(
    {"begin", "start", "happen", "occur", "erupt", "take", "break", "strike", "hit", "devastate", "sweep", "rock"}
)
"""Verbs whose time is that of the happening which is their subject."""
OCCURRING = BEGINS | {
    "continue", "rage", "rag", "resume", "spread", "follow", "come", "unfold", "flare", "escalate", "intensify",
    "enter", "ensue",
    "commence", "open", "conclude", "end", "last", "go", "kick", "proceed",
}  # fmt: skip
"""Verbs that only say of the happening which is their subject that and how long it took place."""
WITNESSING = frozenset({"witness", "see", "experience", "suffer", "face", "endure"})
"""Verbs whose object is a happening of their time, and of their subject where that is a place: "Akola witnessed clashes in May"."""
FIXED = frozenset({
    "due", "schedule", "scheduled", "slate", "slated", "set", "plan", "planned", "expect", "fix", "hold", "open", "end",
})  # fmt: skip
"""Words on a noun that give the day for which it is, or was, fixed: "elections due next month"."""
LEADING = frozenset({"lead", "head", "chair", "accompany", "include", "comprise", "represent"})
"""Participles on a noun that only say who came, so that a time behind them is the clause's."""
ORDINALS = {
    "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12,
}  # fmt: skip
LATELY = frozenset({"recently", "lately"})
QUELLING = frozenset({
    "crush", "quash", "quell", "suppress", "disperse", "dispel", "repress", "crack", "put", "break", "dissolve",
    "storm", "ban", "block",
})  # fmt: skip
"""Verbs whose object, where it is a happening, was at their time: "police crushed protests"."""
FIRING = frozenset({"fire", "shoot", "open"})
"""Verbs behind which "on" or "at" names those who had gathered."""
BLAMING = frozenset({"accuse", "blame", "suspect", "hold"})
"""Verbs of a clause that says why those it stands on are dealt with."""
LATER = frozenset({"after", "following"})
RANGING = frozenset({"-", "–", "—", "to", "through", "until", "till"})
"""What stands between the first and the last day of a span: "7-8 August", "from March to May"."""
IN_A_ROW = frozenset({"straight", "consecutive", "successive", "running"})
NTH_REACH = 12
"""So many words behind a trigger it may be said which day in a row it is."""
OCCASION = frozenset({"during", "at", "in", "amid", "from", "on", "against"})
"""Prepositions before a happening in which another came about, or those who take part in one ("fired on students marching")."""
BEFORE_OR_AFTER = frozenset({"before", "after", "since", "until", "till", "following", "prior"})


class Dated(NamedTuple):
    """An interval of days, or None, and why. `told`: known only from the day on which it was told of."""

    interval: Interval | None
    reason: str
    told: bool = False


CHARGED = frozenset({"charge", "count", "suspicion", "accusation", "conviction"})
"""What someone is tried for, whose day is not that of the trial."""
REPORTING = frozenset(
    {"report", "record", "register", "see", "observe", "witness", "confirm", "hear", "feel", "detect"}
)
"""Verbs that in the passive tell of the happening their subject names: "protests were reported in Ekbatan late on Sunday"."""


class Dating:
    """The times of one reading's triggers. Each question climbs at most `CLIMB` clauses."""

    def __init__(self, links: Links, syntax: Syntax, words: Words, triggers: frozenset[int]) -> None:
        self.links, self.syntax, self.words, self.triggers = links, syntax, words, triggers
        self.tokens = syntax.tokens
        self.dated = {(t.start or "")[5:10]: t for t in links.reading.times if t.anchor is None and full(t)}

        self.sayings = self._sayings()
        self.joined = self._joined()
        self.counted = self._counted()

    def of(self, index: int, support: int | None = None) -> Dated:
        """The days of the event at a trigger."""
        if (counted := self._counted_back(index if support is None else support)) is not None:
            return counted
        for found, where in self._governing(index, support):
            if self._since_then(found, index if support is None else support):
                return self._up_to_report(found)
            if interval := self._spread(found, index if support is None else support):
                quote = found.span.of(self.links.reading.text)
                return Dated(interval, f"time {found.id} ({' '.join(quote.split())}): {where}")
        return (
            self._when(index if support is None else support)
            or self._lasting(index, support)
            or self._occasion(index, support)
            or self._begun(index)
            or self._put_down(index)
            or self._meanwhile(index, support)
            or self._told(index)
            or self._after(index if support is None else support)
            or Dated(None, "no time expression governs the trigger")
        )

    def _counted(self) -> dict[int, Dated]:
        """The days of what a clause lies so many days after, by its head: Thursday of "the market was deserted on Saturday,
        two days after an attack"."""
        found: dict[int, Dated] = {}
        starts = self.links.reading.analysis.starts
        for time in self.links.reading.times:
            days = length_in_days(time.value) if time.type == "DURATION" else None
            at = bisect_left(starts, time.span.end)
            if days is None or at >= len(self.tokens) or self.tokens[at].lemma.lower() != "after":
                continue
            head = self.tokens[at].head
            day = self._day_beside(time, head) if head > at else None
            if day is not None:
                before = (date.fromisoformat((day.start or "")[:10]) - timedelta(days=days)).isoformat()
                why = f"{days} days before what is told to come after it (time {day.id})"
                found[head] = Dated(Interval(start=before, end=before), why)
        return found

    def _day_beside(self, length: Time, head: int) -> Time | None:
        """The day of the clause that is said to come so long after something, told before it or, where the sentence begins
        with it, behind it."""
        clause = self.syntax.attached(head)[1]
        sentence = self.links.reading.analysis.sentences[self.tokens[head].sentence]
        own = [] if clause is None else self.links.times_under.get(clause, [])
        days = [t for t in own if single(t) and not self._bound(t)]
        if not days:
            here = [t for t in self.links.reading.times if sentence.start <= t.span.start < sentence.end and single(t)]
            days = [t for t in here if t.span < length.span][-1:] or here
        return next(iter(days), None)

    def _counted_back(self, index: int) -> Dated | None:
        """The days of a trigger that a clause is said to come so long after, unless it has a day of its own."""
        at: int | None = index if self.counted and not any(single(t) for t in self.under(index)) else None
        for _ in range(CLIMB):
            if at is None or at in self.counted:
                break
            at = self._brought_in(at) or self._told_of_noun(at) or self._up(at)
        return None if at is None else self.counted.get(at)

    def _told_of_noun(self, index: int) -> int | None:
        """The happening that a clause on it tells of: "after an earthquake that flattened two villages"."""
        noun = self.syntax.governor(index) if self.tokens[index].dep == "acl:relcl" else None
        return noun if noun in self.counted else None

    def _brought_in(self, index: int) -> int | None:
        """The verb by which its subject, not spoken of before, comes about: "after explosions tore away a wall"."""
        base, verb = self.syntax.attached(index)
        new = self.tokens[index].upos == "NOUN" and self.syntax.definite(index) not in ("definite", "possessive")
        if base != "nsubj" or verb is None or not new or self._passive(index):
            return None
        return verb if self.tokens[verb].lemma.lower() not in self.words.speech else None

    def _spread(self, time: Time, index: int) -> Interval | None:
        """The days of a time with those that its words add: "in 2018 and 2019", "entered a third day on Wednesday"; a night
        told of as past ends with the report."""
        interval = self.interval(time)
        if interval is None or not interval.start or not interval.end:
            return interval
        kin = self._and_then(time)
        start = min([interval.start, *(t.start[:10] for t in kin if t.start)])
        end = max([interval.end, *(t.end[:10] for t in kin if t.end)])
        if start == end and (days := max(self._nth(index), self._nth_of(index))) > 1:
            start = (date.fromisoformat(start) - timedelta(days=days - 1)).isoformat()
        today = self.links.reading.report.published_day
        if today is not None and start <= today < end and self._over(index, time):
            end = today
        return Interval(start=start, end=end)

    def _and_then(self, time: Time) -> list[Time]:
        """The times coordinated with one: "on Monday and Tuesday", "7-8 August", "between March and May"."""
        head = self.links.head(time.span)
        kin = [] if head is None else [c for c in self.syntax.children[head] if self.tokens[c].dep == "conj"]
        if head is not None and self.tokens[head].dep == "conj":
            kin.append(self.tokens[head].head)
        found = [t for c in kin if (t := self.links.time(c)) is not None and t.type == time.type and t.id != time.id]
        return [*found, *self.joined.get(time.id, ())]

    def _joined(self) -> dict[str, list[Time]]:
        """The dates that nothing but a dash or "to" parts from the next or the one before, and those of "between ... and"."""
        found: dict[str, list[Time]] = {}
        text = self.links.reading.text
        dates = [t for t in self.links.reading.times if t.type == "DATE" and t.start and t.end]
        for one, other in pairwise(dates):
            between = text[one.span.end : other.span.start].strip()
            framed = between == "and" and text[: one.span.start].rstrip().lower().endswith("between")
            if (between in RANGING or framed) and (one.start or "") <= (other.start or ""):
                found.setdefault(one.id, []).append(other)
                found.setdefault(other.id, []).append(one)
        return found

    def _nth(self, index: int) -> int:
        """Which day in a row a clause says it is: 3 in "the unrest entered a third day", "for a third straight day"; else 0."""
        token = self.tokens[index]
        stop = self.links.reading.analysis.sentences[token.sentence].last
        words = [t.lemma.lower() for t in self.tokens[index + 1 : min(stop, index + NTH_REACH)]]
        for n, word in enumerate(words):
            if index + 1 + n in self.triggers:
                return 0
            rest = [w for w in words[n + 1 : n + 3] if w not in IN_A_ROW]
            if word in ORDINALS and rest[:1] in (["day"], ["night"]):
                return ORDINALS[word]
        return 0

    def _nth_of(self, index: int) -> int:
        """Which day of a happening its noun is said of: 2 in "a second day of protests"; else 0."""
        day = self.syntax.governor(index)
        if (
            day is None
            or self.syntax.relation(index) != "nmod:of"
            or self.tokens[day].lemma.lower() not in ("day", "night")
        ):
            return 0
        return next((n for c in self.syntax.children[day] if (n := ORDINALS.get(self.tokens[c].lemma.lower(), 0))), 0)

    def _over(self, index: int, time: Time) -> bool:
        """Whether what is told of a night, week or year that the report falls in was over by then."""
        token = self.tokens[index]
        told = token.upos == "VERB" and (token.xpos in ("VBD", "VBN") or self._past(index))
        return not self._ahead(index) and (told or time.type == "TIME")

    def _ahead(self, index: int) -> bool:
        """Whether a clause or one above it looks ahead."""
        at: int | None = index
        for _ in range(SINCE_CLIMB):
            if at is None:
                return False
            if any(self.tokens[c].xpos in ("MD", "TO") for c in self.syntax.children[at]):
                return True
            at = self.syntax.governor(at)
        return False

    def _when(self, index: int) -> Dated | None:
        """The time that a clause with "when" stands behind: "since March, when eleven pupils were seized"; so with what is
        coordinated with that clause."""
        marks = [c for c in self.syntax.children[index] if self.tokens[c].lemma.lower() == "when"]
        if not marks and self.syntax.base(index) == "nsubj" and self.tokens[index].upos == "NOUN":
            verb = self.tokens[index].head
            lemma = self.tokens[verb].lemma.lower()
            own = lemma in OCCURRING or lemma in self.words.result or lemma in self.words.effects
            return self._when(verb) if own and self.tokens[verb].upos == "VERB" else None
        if marks and (said := self._around(index)) is not None:
            return said
        if not marks and self.tokens[index].dep == "conj" and self.tokens[index].upos == "VERB":
            return self._when(self.tokens[index].head)
        if not marks:
            return None
        behind = marks[0] - 1 - (self.tokens[marks[0] - 1].word == ",")
        time = self.links.time(behind) if behind >= 0 else None
        interval = self.interval(time) if time is not None and time.type != "SET" else None
        if time is None or interval is None:
            return None
        return Dated(interval, f"time {time.id}: the clause behind it tells what was then")

    def _around(self, index: int) -> Dated | None:
        """The time of the clause that a saying is put into, for the rest of it: "six died in 2021, groups say, when police
        crushed protests"."""
        base, speech = self.syntax.attached(index)
        if base != "ccomp" or speech is None or self.syntax.base(speech) != "parataxis" or not self._own_subject(index):
            return None
        around = self.tokens[speech].head
        if self.tokens[speech].lemma.lower() not in self.words.speech or not around < speech < index:
            return None
        for time in self.under(around):
            if interval := self.interval(time):
                return Dated(interval, f"time {time.id}: of the clause that the saying is put into")
        return None

    def _begun(self, index: int) -> Dated | None:
        """The day that a clause on the noun gives: "the floods that began on Friday"."""
        for child in self.syntax.children[index]:
            lemma, base = self.tokens[child].lemma.lower(), self.syntax.base(child)
            telling = base == "acl" and lemma in BEGINS | self.words.result
            if telling or (base in ("acl", "amod") and lemma in FIXED):
                for time in self.under(child):
                    if interval := self.interval(time):
                        return Dated(interval, f"time {time.id}: the clause on the noun")
        return None

    def _occasion(self, index: int, support: int | None) -> Dated | None:
        """The day of the happening that something came about in: "were shot dead during a march on Sunday"."""
        for edge in self.syntax.edges(index, support):
            base, _, case = edge.label.partition(":")
            charged = self.tokens[edge.token].lemma.lower() in CHARGED
            if base not in ("obl", "nmod") or case not in OCCASION or charged:
                continue
            clauses = [c for c in self.syntax.children[edge.token] if self.syntax.base(c) == "acl"]
            for token in (t for t in (edge.token, *clauses) if t in self.triggers):
                for time in self.under(token):
                    if interval := self.interval(time):
                        return Dated(interval, f"time {time.id}: of the happening that it came about in")
        return None

    def _lasting(self, index: int, support: int | None) -> Dated | None:
        """From a time with "since" up to the report: "has carried out a string of raids since 2021"."""
        today = self.links.reading.report.published_day
        at: int | None = index if support is None else support
        for _ in range(SINCE_CLIMB):
            if at is None or today is None:
                return None
            for time in self.links.times_under.get(at, ()):
                if self._case(time) & {"since"} and time.start and time.start <= today and self._lasts(at):
                    days = Interval(start=time.start[:10], end=today)
                    return Dated(days, f"since time {time.id}, up to the report")
            base, governor = self.syntax.attached(at)
            at = governor if base in CARRYING or base in ("conj", "xcomp") or self._of_whom(at) else None
        return None

    def _of_whom(self, index: int) -> bool:
        """Whether a clause tells of some of those just told of: "214,000 have been hit since May, of whom 61,000 have fled"."""
        kin = (
            c for c in self.syntax.children[index] if self.tokens[c].lemma.lower() in ("whom", "which", "them", "who")
        )
        return self.tokens[index].dep == "acl:relcl" and any(self.syntax.case(c) == "of" for c in kin)

    def _up_to_report(self, time: Time) -> Dated:
        """The days from a time up to the report."""
        days = Interval(start=(time.start or "")[:10], end=self.links.reading.report.published_day)
        return Dated(days, f"since what was then (time {time.id}), up to the report")

    def _since_then(self, time: Time, index: int) -> bool:
        """Whether a time says when that was since which something has gone on, though a parse hangs it on the verb: "15,000
        have been killed since the invasion in February 2022"."""
        today = self.links.reading.report.published_day
        if today is None or not time.start or time.start > today or not self._lasts(index):
            return False
        return any(
            "since" in self.syntax.case(c).split("_")
            and self.tokens[c].upos in ("NOUN", "PROPN")
            and self._close(c, time)
            for c in self.syntax.children[index]
            if index < c and self.links.time(c) is None
        )

    def _close(self, noun: int, time: Time) -> bool:
        """Whether a time stands right behind a noun, but for a preposition."""
        first = self.links.within(time.span).start
        return noun < first <= noun + 2

    def _lasts(self, index: int) -> bool:
        """Whether a verb is in the perfect, also as reported ("said 40 had been held since Monday"), or a noun in the plural:
        what goes on from then to now."""
        helpers = {self.tokens[c].lemma.lower() for c in self.syntax.children[index] if self.syntax.base(c) == "aux"}
        past = any(self.tokens[c].word.lower() == "had" for c in self.syntax.children[index])
        return ("have" in helpers and (not past or self._said(index))) or self.tokens[index].xpos == "NNS"

    def _said(self, index: int) -> bool:
        """Whether a clause is what somebody said."""
        base, governor = self.syntax.attached(index)
        saying = governor is not None and self.tokens[governor].lemma.lower() in self.words.speech
        return base in ("ccomp", "parataxis") and saying

    def since(self, index: int) -> bool:
        """Whether a verb says "since" of what was told before ("has since launched"), or "over the same period"."""
        return any(
            (self.tokens[c].lemma.lower() == "since" and self.tokens[c].dep == "advmod" and not self.syntax.children[c])
            or self._same_period(c)
            for c in self.syntax.children[index]
        )

    def _same_period(self, index: int) -> bool:
        """Whether a phrase takes up the stretch of time told before: "over the same period", "during that time"."""
        kin = {self.tokens[c].lemma.lower() for c in self.syntax.children[index]}
        lemma, case = self.tokens[index].lemma.lower(), self.syntax.case(index)
        stretch = lemma == "period" or (lemma == "time" and case in ("over", "during"))
        return stretch and case in ("over", "in", "during", "for") and bool(kin & {"same", "that"})

    def _told(self, index: int) -> Dated | None:
        """The day on which a past happening was told of and the day before: "said on Monday that it had seized"."""
        at: int | None = index
        for _ in range(CLIMB):
            base, governor = self.syntax.attached(at) if at is not None else ("", None)
            if at is None or governor is None or base == "acl" or (base == "advcl" and not self._as(at)):
                return None
            if base in ("ccomp", "parataxis") and self.tokens[governor].lemma.lower() in self.words.speech:
                return (self._then(governor) or self._by(governor)) if self._past(at) else None
            at = governor
        return None

    def _then(self, speech: int) -> Dated | None:
        """The month or year in which a past happening was told of: "in March 2022 police said they had foiled a plot"."""
        for time in self.under(speech):
            interval = self.interval(time)
            if interval is not None and time.type == "DATE" and interval.start != interval.end:
                why = f"told of as past in {interval.start} to {interval.end} ({time.id}): then"
                return Dated(interval, why, told=True)
        return None

    def _as(self, index: int) -> bool:
        """Whether a clause tells what something was found to be: "were identified as having been fired"."""
        return {self.tokens[c].lemma.lower() for c in self.syntax.children[index] if self.tokens[c].dep == "mark"} == {
            "as"
        }

    def _past(self, index: int) -> bool:
        """Whether a verb is in the past: "seized", "had seized", "has seized", "was seized"."""
        forms = [self.tokens[c] for c in self.syntax.children[index] if self.syntax.base(c) in ("aux", "cop")]
        first = forms[0] if forms else self.tokens[index]
        if first.xpos == "VBP" and first.lemma.lower() in UNCHANGED:
            return True
        return first.xpos == "VBD" or (first.lemma == "have" and first.xpos in ("VBP", "VBZ"))

    def _by(self, speech: int) -> Dated | None:
        """The last two days up to that of a saying, its own or that of a saying up to `TELLING` sentences before it; None
        where none is dated to a day."""
        sentence = self.tokens[speech].sentence
        at = bisect_right(self.sayings, sentence, key=lambda saying: saying[0]) - 1
        if at < 0 or self.sayings[at][0] < sentence - TELLING:
            return None
        _, day, time = self.sayings[at]
        if self._late(time):
            return Dated(Interval(start=day, end=day), f"told late on {day} ({time.id}) as past: that day", told=True)
        before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
        return Dated(
            Interval(start=before, end=day), f"told on {day} ({time.id}) as past: that day or the day before", told=True
        )

    def _late(self, time: Time) -> bool:
        """Whether a time is late in its day, so that what was over by then was of the same day."""
        text = self.links.reading.text
        words = text[max(0, time.span.start - LATE_REACH) : time.span.end]
        return LATE.search(words) is not None

    def _sayings(self) -> list[tuple[int, str, Time]]:
        """Sentence, day and time of every saying that is dated to a day, in order of the text."""
        found = []
        for index, times in self.links.times_under.items():
            if self.tokens[index].lemma.lower() in self.words.speech:
                for time in times:
                    if (
                        time.start
                        and time.start == time.end
                        and time.type in ("DATE", "TIME")
                        and not self._bound(time)
                    ):
                        found.append((self.tokens[index].sentence, time.start[:10], time))
        return sorted(found, key=lambda saying: saying[:2])

    def time(self, index: int, support: int | None = None) -> Time | None:
        """The time expression on the trigger itself or its light verb."""
        return next((t for t, where in self._governing(index, support) if where == "on the trigger"), None)

    def _governing(self, index: int, support: int | None) -> list[tuple[Time, str]]:
        """The times that may date a trigger, nearest first."""
        found = [(t, "on the trigger") for t in self.under(index)]
        if support is not None:
            found += [(t, "on the trigger") for t in self.under(support)]
        found.sort(key=lambda one: one[0].type == "DURATION")  # "hours after the raid, on Monday, rebels burned"
        found += [(t, "on its object") for t in self._on_object(index if support is None else support)]
        seen = {index, support}
        at: int | None = support if support is not None else index
        for _ in range(CLIMB):
            last, at = at, self._up(at)
            if at is None or at in seen:
                break
            found += [(t, "on its clause") for t in self.under(at)]
            if last is not None and self.tokens[last].dep == "conj" and not self._own_subject(last):
                found += [(t, "on the verb before it") for t in self._on_object(at) if self._case(t) & ON]
            seen.add(at)
        found += [(t, "of the same moment") for t in self._below(index if support is None else support)]
        return found

    def _on_object(self, index: int) -> list[Time]:
        """Times in the phrases of a verb, where no happening stands between: "the attack on Monday was carried out by",
        "were seized at a camp outside the town early on Thursday", which a parse may hang on the noun before it."""
        found: list[Time] = []
        phrases = ("nmod",) if self.syntax.answered_by(index) is not None else ("obj", "obl", "xcomp")
        level = [c for c in self.syntax.children[index] if self.syntax.base(c) in phrases or self._passive(c)]
        for _ in range(NESTED):
            level = [c for c in level if (c not in self.triggers or self._hangs(c)) and self.links.time(c) is None]
            level = [c for c in level if self.syntax.answered_by(c) is None]  # "in revenge for the raid on Monday"
            found += [t for c in level for t in self.under(c) if self._loose(t)]
            level = [d for c in level for d in self.syntax.children[c] if self._hangs(d)]
        return found

    def _hangs(self, index: int) -> bool:
        """Whether a phrase hangs on a noun, or a participle that only says who came: "a delegation led by the envoy"."""
        led = self.tokens[index].dep == "acl" and self.tokens[index].lemma.lower() in LEADING
        return self.syntax.base(index) in ("nmod", "obl", "obj") or led

    def _passive(self, index: int) -> bool:
        return self.tokens[index].dep == "nsubj:pass"

    def _loose(self, time: Time) -> bool:
        """Whether a time is said beside a noun, and not of it ("the raid of Monday", "Monday's raid")."""
        head = self.links.head(time.span)
        case = self._case(time)
        bare = head is not None and self.tokens[head].dep != "nmod:poss" and not (full(time) and self._names(head))
        quote = time.span.of(self.links.reading.text)
        when = full(time) or time.type == "TIME" or DEICTIC.match(quote) is not None
        return bool(case & ON) or (bare and not case - {""} and when)

    def _names(self, head: int) -> bool:
        """Whether a day stands in front of the noun that it is part of the name of: "the May 15 attack", not "hit during the
        Sunday service"."""
        noun = self.syntax.governor(head)
        if noun is None or not head < noun or self.tokens[noun].upos != "NOUN":
            return False
        return noun in self.triggers or self.syntax.base(noun) != "obl" or self.syntax.case(noun) not in OCCASION

    def _below(self, index: int) -> list[Time]:
        """Times of a clause that tells the same moment ("drowned when their boat overturned on Monday"), or of the last of
        several verbs that one subject shares ("fired shots and blocked roads on Monday")."""
        found: list[Time] = []
        level = [index]
        for _ in range(NESTED):
            level = [c for token in level for c in self.syntax.children[token] if self._same_moment(c)]
            level += [
                d for c in level if self.tokens[c].upos == "NOUN" for d in self.syntax.children[c] if self._acl(d)
            ]
            found += [t for c in level for t in (*self.under(c), *self._on_object(c)) if momentary(t)]
        return found

    def _acl(self, index: int) -> bool:
        """Whether a parse takes a verb for a participle on its own subject ("when their boat overturned")."""
        return self.tokens[index].dep == "acl" and self.tokens[index].xpos in ("VBD", "VBN")

    def _same_moment(self, index: int) -> bool:
        """Whether a clause below a verb is of its moment: with "when" or "as", or one more verb of its subject."""
        kin = self.syntax.children[index]
        if self.tokens[index].dep == "advcl":
            return any(self.tokens[c].dep in ("mark", "advmod") and self.tokens[c].lemma.lower() in WHEN for c in kin)
        if self.tokens[index].dep != "conj" or self.tokens[index].upos != "VERB":
            return False
        head = self.tokens[self.tokens[index].head]
        own = any(self.tokens[c].dep.startswith(("nsubj", "aux")) and self.tokens[c].dep != "nsubj:pass" for c in kin)
        return head.upos == "VERB" and not own

    def under(self, index: int) -> list[Time]:
        """The dates that hang on a token, without those it only compares itself with ("before Tuesday")."""
        found = (t for t in self.links.times_under.get(index, ()) if t.start and t.type != "SET" and not self._bound(t))
        return [t for t in found if not self._counted_from(t, index)]

    def _counted_from(self, time: Time, index: int) -> bool:
        """Whether a time says how long after or before what a noun names something else was: "two days after the murder"."""
        after = self.links.reading.text[time.span.end : time.span.end + NEXT].split(maxsplit=1)[:1]
        noun = self.tokens[index].upos in ("NOUN", "PROPN") and time.span.end <= self.tokens[index].start
        return noun and [w.lower() for w in after] in (["after"], ["before"], ["since"])

    def _bound(self, time: Time) -> bool:
        """Whether a time only bounds what it is said of; "before dawn on Sunday" and "after midnight" give its day."""
        bounds = BEFORE_OR_AFTER - {"before", "after"} if time.type == "TIME" else BEFORE_OR_AFTER
        return bool(bounds & self._case(time))

    def _case(self, time: Time) -> frozenset[str]:
        """The prepositions of a time expression."""
        head = self.links.head(time.span)
        return frozenset() if head is None else frozenset(self.syntax.case(head).split("_"))

    def _up(self, index: int | None) -> int | None:
        """The token whose time the event at `index` shares; None where the clause is reported or stands apart."""
        if index is None:
            return None
        base, governor = self.syntax.attached(index)
        if governor is None:
            return None
        dep, lemma = self.tokens[index].dep, self.tokens[governor].lemma.lower()
        if base in ("nsubj", "obl", "obj", "nmod") and not self._tells(index, governor, lemma):
            return None
        if dep == "acl:relcl":
            return self._through_noun(index, governor)
        if base == "ccomp" or (base not in SHARING and base not in CARRYING):
            return None
        if base == "advcl" and (self._marked(index) or lemma in self.words.speech):
            return None
        if base == "conj" and (self._deadline(governor) or self._turns(index, governor)):
            return None
        told = lemma not in self.words.speech or base in ("conj", "xcomp") or self._passive(index)
        return governor if told else None

    def _through_noun(self, index: int, noun: int) -> int | None:
        """The verb of the moment that a relative clause tells of: what harm came of its noun ("a boat that sank off Goma killed
        nine"), or what is done to those whom it blames, in the present ("imposed sanctions on officials it accuses")."""
        base, verb = self.syntax.attached(noun)
        if verb is not None and base in ("nmod", "conj", "obj") and self.tokens[verb].upos == "NOUN":
            verb = self.syntax.attached(verb)[1]
        if verb is None or self.tokens[verb].upos != "VERB":
            return None
        lemma = self.tokens[verb].lemma.lower()
        harmed = lemma in self.words.result or lemma in self.words.effects or lemma in self.words.felling
        harmed = harmed and base == "nsubj" and not self._passive(noun)
        others = not any(self.tokens[c].xpos in ("WP", "WDT") for c in self.syntax.children[index])
        blames = others and self.tokens[index].lemma.lower() in BLAMING and self.tokens[index].xpos in ("VBZ", "VBP")
        same = harmed and self.tokens[index].xpos == "VBD" and self.tokens[verb].xpos == "VBD"
        return verb if same or (blames and not self._has(index) and base in ("obj", "obl", "nmod", "conj")) else None

    def _own_subject(self, index: int) -> bool:
        return any(self.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[index])

    def _turns(self, index: int, before: int) -> bool:
        """Whether a clause with a subject of its own goes on in the perfect, to what holds now: "a bridge was blown up on
        Monday, and drivers have refused to come"."""
        return self._own_subject(index) and self._has(index) and not self._has(before)

    def standing(self, index: int) -> bool:
        """Whether a verb tells what holds now, of which no day is known: in the present perfect, or with "recently"."""
        words = {self.tokens[c].lemma.lower() for c in self.syntax.children[index] if self.tokens[c].dep == "advmod"}
        return self._has(index) or bool(words & LATELY)

    def _has(self, index: int) -> bool:
        """Whether a verb is in the present perfect."""
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return any(t.dep == "aux" and t.lemma.lower() == "have" and t.xpos in ("VBP", "VBZ") for t in kin)

    def _deadline(self, index: int) -> bool:
        """Whether a clause has a time by which it is to be done, which is not that of the next clause."""
        return any("by" in self._case(t) for t in self.under(index))

    def _marked(self, index: int) -> bool:
        """Whether a clause is set apart in time by a conjunction ("after", "before", "if"), not "responded by summoning"."""
        return any(
            self.tokens[c].dep == "mark" and self.tokens[c].lemma.lower() != "by" for c in self.syntax.children[index]
        )

    def _tells(self, index: int, governor: int, lemma: str) -> bool:
        """Whether a verb tells of the happening its noun names, rather than of another that refers to it."""
        if lemma in OCCURRING and self.syntax.base(index) == "nsubj":
            return True
        if lemma in WITNESSING and self.syntax.base(index) == "obj":
            return True
        if self.tokens[governor].upos == "NOUN":
            return self.syntax.relation(index) in ("nmod:of", "nmod:in") and governor in self.triggers
        if lemma in REPORTING and self._passive(index):
            return True
        return governor in self.triggers and (lemma in self.words.result or lemma in self.words.effects)

    def _meanwhile(self, index: int, support: int | None) -> Dated | None:
        """The days of the clause that one with "when", "as" or "while" stands beside: "were shot on Tuesday, doctors said, as
        police put down a second day of protests"; for "as" and "while" a week at most."""
        at: int | None = index if support is None else support
        for _ in range(SINCE_CLIMB):
            if at is None:
                return None
            base, governor = self.syntax.attached(at)
            if base == "advcl" and governor is not None and (opening := self._beside(at)):
                beside = self._told_by(governor, at) if self._speech(governor) else governor
                times = [] if beside is None else [*self.under(beside), *self._on_object(beside)]
                for time in times:
                    if (opening == {"when"} or momentary(time)) and (interval := self._spread(time, index)):
                        return Dated(interval, f"time {time.id}: of what was told at the same moment")
                return None
            if base == "acl" and governor is not None and self._where(at):
                verb = self.syntax.governor(governor)
                for time in self.under(verb) if verb is not None and not self._speech(verb) else ():
                    if momentary(time) and (interval := self._spread(time, index)):
                        return Dated(interval, f"time {time.id}: of what the place is named for")
                return None
            shared = base in ("conj", "obj", "nsubj") or self.syntax.relation(at) == "nmod:of"
            at = governor if shared else None
        return None

    def _where(self, index: int) -> bool:
        """Whether a clause tells in the plain past what was in a place: "fell on Goma, where a missile hit a house"."""
        opened = any(self.tokens[c].lemma.lower() == "where" for c in self.syntax.children[index])
        return opened and self.tokens[index].xpos == "VBD"

    def _speech(self, index: int) -> bool:
        return self.tokens[index].lemma.lower() in self.words.speech

    def _beside(self, index: int) -> frozenset[str]:
        """The "as", "while" or "when" of a clause that tells in the past what was then."""
        kin = [self.tokens[c] for c in self.syntax.children[index]]
        opening = {t.lemma.lower() for t in kin if t.dep == "mark" or (t.dep == "advmod" and t.xpos == "WRB")}
        told = self.tokens[index].xpos in ("VBD", "VBG", "VBN") and self._past(index)
        return frozenset(opening) if told and opening <= WHEN else frozenset()

    def _told_by(self, speech: int, before: int) -> int | None:
        """The clause that a saying behind it gives: "were shot on Tuesday" of "were shot on Tuesday, doctors said"."""
        kin = [c for c in self.syntax.children[speech] if self.syntax.base(c) == "ccomp"]
        return next((c for c in kin if c < speech < before), None)

    def _after(self, index: int) -> Dated | None:
        """From the day of what something came after up to the report: "12,300 were displaced after the dam broke on Friday"."""
        today = self.links.reading.report.published_day
        if today is None or self._ahead(index) or not self._past(index):
            return None
        for child in self.syntax.children[index]:
            base, marks = self.syntax.base(child), self._openers(child)
            if base not in ("advcl", "obl") or not marks & LATER or child < index:
                continue
            for time in (*self.under(child), *self._on_object(child)):
                if momentary(time) and time.start and time.start[:10] <= today:
                    days = Interval(start=time.start[:10], end=today)
                    return Dated(days, f"after what was then (time {time.id}), up to the report", told=True)
        return None

    def _openers(self, index: int) -> frozenset[str]:
        """The conjunctions and prepositions of a clause or phrase."""
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return frozenset(t.lemma.lower() for t in kin if t.dep in ("mark", "case"))

    def _put_down(self, index: int) -> Dated | None:
        """The days on which a happening was put down or fired on: "police crushed protests", "fired on a march"."""
        base, verb = self.syntax.attached(index)
        if verb is None or verb not in self.triggers or verb == index or self.tokens[index].upos != "NOUN":
            return None
        lemma = self.tokens[verb].lemma.lower()
        fired = base == "obl" and lemma in FIRING and self.syntax.case(index) in ("on", "at")
        if not fired and not (base == "obj" and lemma in QUELLING):
            return None
        found = self.of(verb)
        return None if found.interval is None else found._replace(reason=f"{found.reason}; of what was done to it")

    def interval(self, time: Time) -> Interval | None:
        """The days of a time expression; None where they are not known or it is a span of years without bounds."""
        if time.start is None and time.end is None:
            return None
        said = self.dated.get((time.start or "")[5:10])
        if (
            said is not None
            and said.span < time.span
            and time.anchor is not None
            and full(time)
            and undated(time, self.links.reading.text)
        ):
            return Interval(start=said.start, end=said.end)
        return Interval(start=(time.start or time.end or "")[:10], end=(time.end or time.start or "")[:10])


def full(time: Time) -> bool:
    """Whether a time is one day of a known year."""
    return time.type == "DATE" and time.start is not None and time.start == time.end and len(time.value) >= 10


def single(time: Time) -> bool:
    """Whether a time lies on one day."""
    return time.type in ("DATE", "TIME") and time.start is not None and time.start[:10] == (time.end or time.start)[:10]


def length_in_days(value: str) -> int | None:
    """How many days a length of days, or of one week, lasts; None for what is only roughly counted in days."""
    match = LENGTH.fullmatch(value)
    if match is None or (match[2] == "W" and match[1] != "1"):
        return None
    return int(match[1]) * (7 if match[2] == "W" else 1)


def undated(time: Time, text: str) -> bool:
    """Whether a time names day and month without a year, so that an earlier "July 4, 2021" may be what "July 4" means."""
    words = time.span.of(text)
    return any(c.isdigit() for c in words) and not any(
        run.isdigit() and len(run) == 4 for run in words.replace(",", " ").split()
    )


def momentary(time: Time) -> bool:
    """Whether a time is short enough to be the moment of two verbs: a week at most."""
    start, end = (time.start or "")[:10], (time.end or time.start or "")[:10]
    return bool(start) and (date.fromisoformat(end) - date.fromisoformat(start)).days <= MOMENT
