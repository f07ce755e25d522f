"""What goes on up to the report: what has been "since" a happening, and a war that has gone on since it began.

"61,000 people have been killed since the fighting began" runs from the day that the report gives for the fighting up to the
report, and says that the fighting goes on; so does a war that is told of as under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from sayso.events.links import Links
from sayso.events.mention import Mention
from sayso.events.syntax import Syntax
from sayso.events.words import Words
from sayso.model import Interval

ONSETS = frozenset({"invasion"})
"""Of what goes on, what names its beginning: the invasion was in that month, the war goes on."""
CLIMB = 3
"""How many clauses up "since" may stand."""


class Lasting:
    """Finds what goes on in the groups of one reading."""

    def __init__(self, groups: Sequence[list[Mention]], links: Links, syntax: Syntax, words: Words) -> None:
        self.links, self.syntax, self.words, self.tokens = links, syntax, words, syntax.tokens
        self.published = links.reading.report.published_day
        self.home = {m.candidate.token: n for n, members in enumerate(groups) for m in members}
        self.named = {w: n for n, members in enumerate(groups) for m in members for w in m.candidate.words}

    def since(self, mention: Mention) -> Iterator[int]:
        """The words of the happening since which a mention has been going on, where its verb is in the perfect."""
        at: int | None = mention.candidate.token if mention.candidate.support is None else mention.candidate.support
        for _ in range(CLIMB):
            if at is None:
                return
            if self._perfect(at):
                for child in self.syntax.children[at]:
                    if "since" in self._openers(child):
                        yield child
                        yield from (token for token, _ in self.syntax.subjects(child))
            base, governor = self.syntax.attached(at)
            at = governor if base in ("nsubj", "obj", "obl", "nmod", "conj", "xcomp") else None

    def _openers(self, index: int) -> frozenset[str]:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return frozenset(t.lemma.lower() for t in kin if t.dep in ("mark", "case"))

    def _perfect(self, index: int) -> bool:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return any(t.lemma.lower() == "have" and t.dep == "aux" for t in kin)

    def _going_on(self, mention: Mention) -> Iterator[int]:
        """What goes on that a verb in the present perfect says the outcome of: "an offensive that has displaced 32,000"."""
        at = mention.candidate.token
        if mention.noun or not self._by_now(at):
            return
        for token in (*self._told_of(at), *(token for token, how in self.syntax.subjects(at) if how == "own")):
            if token in self.named and self.tokens[token].lemma.lower() in self.words.protracted:
                yield token

    def _told_of(self, index: int) -> list[int]:
        """The noun that a relative clause is about, or the object of the verb that a parse hangs it on."""
        relative = any(
            self.tokens[c].xpos == "WDT" and self.tokens[c].dep == "nsubj" for c in self.syntax.children[index]
        )
        above = self.syntax.attached(index)[1] if relative else None
        return (
            [] if above is None else [above, *(c for c in self.syntax.children[above] if self.syntax.base(c) == "obj")]
        )

    def _by_now(self, index: int) -> bool:
        kin = (self.tokens[c] for c in self.syntax.children[index])
        return any(t.lemma.lower() == "have" and t.dep == "aux" and t.xpos in ("VBP", "VBZ") for t in kin)

    def outcome_of(self, mention: Mention, groups: Sequence[list[Mention]]) -> str | None:
        """The first day of what goes on that a mention tells the outcome of up to now."""
        for token in self._going_on(mention):
            start = next(
                (m.time.start for m in groups[self.named[token]] if m.time and m.time.start and not m.told), None
            )
            if start is not None:
                return start
        return None

    def began(self, mention: Mention, groups: Sequence[list[Mention]]) -> tuple[str, int | None] | None:
        """The first day of what a mention has been going on since, and the group of that happening, if it is one."""
        for token in self.since(mention):
            for time in self.links.times_under.get(token, ()):
                if time.start:
                    return time.start[:10], self.home.get(token)
            if (number := self.home.get(token)) is not None:
                start = next((m.time.start for m in groups[number] if m.time and m.time.start and not m.told), None)
                if start is not None:
                    return start, number
        return None

    def up_to_report(self, members: list[Mention], start: str, why: str) -> None:
        """Let a group last from a day up to the report."""
        if self.published is not None and start <= self.published:
            days = Interval(start=start, end=self.published)
            members[0] = msgspec.structs.replace(members[0], time=days, time_reason=why, told=False)

    def goes_on(self, mention: Mention) -> bool:
        """Whether a mention tells of a war, siege or the like as under way."""
        return mention.phase == "ongoing" and mention.lemma in self.words.protracted


def lasting(groups: Sequence[list[Mention]], links: Links, syntax: Syntax, words: Words) -> list[list[Mention]]:
    """The groups, with what goes on lasting up to the report."""
    found = Lasting(groups, links, syntax, words)
    made = [list(members) for members in groups]
    for members in made:
        began = next(filter(None, (found.began(m, made) for m in members)), None)
        if began is not None and not any(m.time for m in members):
            found.up_to_report(members, began[0], f"since {began[0]}, up to the report")
        outcome = None if began is not None else next(filter(None, (found.outcome_of(m, made) for m in members)), None)
        if outcome is not None and not any(m.time for m in members):
            found.up_to_report(members, outcome, f"what has come of it since {outcome}, up to the report")
        if began is not None and began[1] is not None and made[began[1]][0].lemma in words.protracted - ONSETS:
            found.up_to_report(made[began[1]], began[0], f"told of as going on: from {began[0]} up to the report")
        start = next((m.time.start for m in members if m.time and m.time.start and found.goes_on(m)), None)
        if start is not None:
            found.up_to_report(members, start, f"told of as under way: from {start} up to the report")
    return made
