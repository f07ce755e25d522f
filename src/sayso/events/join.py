"""One event per happening: which mentions of a report name the same one.

Two passes. Syntax joins first: a killing and the attack it came about in, a verb and the noun it carries. Then each
mention that is left meets the open groups of its family in order of the text, and joins the one that scores best by
the table of `FEATURES`, if any reaches the threshold. `apart` holds what keeps two happenings apart whatever they
share. Only a bounded number of groups is looked at for each mention, so time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from sayso.events.groups import (
    EFFECTS,
    Group,
    Thing,
    Things,
    family,
    keys,
    killed,
    may_hold,
    naming,
    narrow,
    official,
    overlap,
    side_by_side,
    takes_up,
)
from sayso.events.links import Links
from sayso.events.mention import HARM, Mention
from sayso.events.syntax import Syntax
from sayso.events.words import Words
from sayso.model import REPORT_VOICE, Quantity, Role, Token

VERBAL = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AGREE", "CONCEDE", "CONSULT"})
CAUSES = frozenset({"in", "by", "during", "from", "when", "with", "amid", "at", "of", "after"})
FINDING = frozenset({
    "receive", "recover", "find", "pull", "retrieve", "discover", "bury", "exhume", "collect", "count", "dig",
    "bring", "wash", "take",
})  # fmt: skip
BODIES = frozenset({"body", "corpse", "remains"})
TOLLS = frozenset({"toll", "count", "number", "tally", "figure"})
QUAKES = frozenset({"earthquake", "quake", "tremor", "temblor"})
CRAFT = (
    frozenset({"boat", "vessel", "ship", "craft", "dinghy", "ferry", "trawler", "canoe", "pirogue", "raft"}),
    frozenset({"bus", "coach", "vehicle", "minibus", "van", "lorry", "truck", "car"}),
    frozenset({"plane", "aircraft", "jet", "airliner", "helicopter", "aeroplane", "airplane"}),
    frozenset({"building", "house", "block", "structure", "tower", "home"}),
    frozenset({"mine", "shaft", "pit", "tunnel", "gallery"}),
)
"""Names that a report calls one thing by in turn: what is taken up by "the vessel" had been "a boat"."""
SWEPT = frozenset({"in", "during", "amid"})
THRESHOLD = 2.0
VERBAL_THRESHOLD = 3.5
DELIBERATE = frozenset(
    {"attack", "assault", "raid", "strike", "ambush", "killing", "shooting", "bombing", "shelling", "bombardment"}
)
ARMS = frozenset({"bomb", "device", "charge", "explosive", "package", "dynamite", "grenade", "car", "vehicle", "truck"})
"""Nouns for one bomb, as reports call it in turn."""
ANCHORING = frozenset({"after", "before", "since", "following", "until"})
"""Prepositions of a happening by which another is only dated: "hours after the strike"."""
ANYBODY = frozenset({
    "people", "person", "other", "victim", "man", "casualty", "body", "dead", "wounded", "injured", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "dozen", "hundred", "thousand", "more", "many", "several", "some", "member",
    "individual",
})  # fmt: skip
"""Words for people that tell nothing of who they are."""
BLASTS = frozenset({"explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"})
STROKES = frozenset({
    "coup", "putsch", "offensive", "counteroffensive", "operation", "invasion", "ambush", "crackdown", "blitz", "sweep", "campaign",
})  # fmt: skip
"""Nouns for the stroke by which something is done: "seized power in a coup"."""
SPOKEN_OF = frozenset({
    "talk", "talks", "meeting", "negotiation", "summit", "visit", "trip", "tour", "call", "conversation", "discussion",
    "conference", "dialogue", "session", "complaint", "protest", "charge", "accusation", "allegation", "offer", "proposal",
    "demand", "appeal", "request", "criticism", "condemnation", "warning", "threat", "pledge", "promise", "deal", "agreement",
    "pact", "accord", "treaty", "plea", "ultimatum", "refusal", "rejection", "apology", "endorsement",
})  # fmt: skip
"""Nouns that take up a meeting or an act of speech told before."""
OWN_KINDS = frozenset({"abduct", "torture", "sexual"})
"""Modes whose nouns take up only what was of the same mode."""
REACH = 25
"""How many words in front of a harm the deed may stand that it comes of."""
HEADLINE = 9
"""How many words apart the dead and the hurt of one headline stand."""
LABELS = frozenset({
    "massacre", "atrocity", "crime", "aggression", "genocide", "terrorism", "provocation", "bloodbath", "slaughter", "carnage",
    "murder", "butchery", "assassination", "escalation",
})  # fmt: skip
"""What people call the deed of another: "accused them of a massacre"."""
NAMING = frozenset({"call", "describe", "brand", "label", "term", "deem"})
SOLE = 1.0
"""What it speaks for "the attack" that only one harm told before can be meant."""
OPEN = 8
"""How many of the last groups of a family, and of those that share an actor or a word, are looked at."""


Feature = Callable[["Joining", Group, Group], float]


class Joining:
    """The joining of one report's mentions."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax, words: Words) -> None:
        self.mentions, self.links, self.syntax, self.words = mentions, links, syntax, words
        supports = {m.candidate.support: m for m in mentions if m.candidate.support is not None}
        self.by_token = {**supports, **{m.candidate.token: m for m in mentions}}
        self.quantities = {q.id: q for q in links.reading.quantities}
        self.reasons: dict[int, str] = {}
        self.causes: dict[int, Mention] = {}

    def groups(self) -> list[list[Mention]]:
        """The mentions of each happening, in order of the text."""
        groups = self.by_discourse(self.by_syntax())
        ordered = [without_finding_days(sorted(g.members, key=lambda m: m.index)) for g in groups]
        return sorted(ordered, key=lambda members: members[0].index)

    # ------------------------------------------------------------ by syntax
    def by_syntax(self) -> list[Group]:
        """Groups of mentions that the same sentence ties together."""
        root = {m.index: m.index for m in self.mentions}

        def find(index: int) -> int:
            while root[index] != index:
                root[index] = root[root[index]]
                index = root[index]
            return index

        for mention in self.mentions:
            for other, why in self.tied(mention):
                if self.own_toll(mention, other) or not self.same_family(mention, other):
                    self.causes.setdefault(mention.index, other)
                    continue
                one, two = sorted((find(mention.index), find(other.index)))
                if one != two:
                    root[two] = one
                    self.reasons[max(mention.index, other.index)] = why
        groups: dict[int, Group] = {}
        for mention in self.mentions:
            top = find(mention.index)
            if top in groups:
                groups[top].add(mention)
            else:
                groups[top] = Group(mention)
        return list(groups.values())

    def tied(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """The mentions that syntax says name the same happening."""
        token, within = mention.candidate.token, mention.candidate.within
        if within is not None and within in self.by_token:
            yield self.by_token[within], "the happening it came about in"
        for edge in self.syntax.edges(token, mention.candidate.support):
            other = self.by_token.get(edge.token)
            if other is not None and other is not mention and self.may_cause(mention, other):
                yield from self._below(mention, other, edge.label)
        yield from self._above(mention, token)
        if found_dead(mention):
            yield from self._found_since(mention, token)
        yield from self._beside(mention, token)

    def _found_since(self, mention: Mention, token: int) -> Iterator[tuple[Mention, str]]:
        """What the dead were of, where the clause says since when they were found: "34 bodies since the ferry sank"."""
        for child in self.syntax.children[token]:
            other = self.by_token.get(child)
            since = (
                self._marker(child)
                or self.syntax.case(child)
                or next(filter(None, map(self._marker, self.syntax.children[child])), "")
            )
            if other is not None and since in ("since", "after", "when", "from") and self.same_family(mention, other):
                yield other, "what the dead were of"

    def _beside(self, mention: Mention, token: int) -> Iterator[tuple[Mention, str]]:
        """What stands right in front, whatever the parse makes of it: "a barrage struck"; in a headline "two killed, 34 hurt"."""
        before = self.by_token.get(token - 1)
        struck = before is not None and before.noun and not mention.noun and self.harm(mention)
        if before is not None and struck and before.sentence == mention.sentence and self.same_family(mention, before):
            yield before, "the noun in front is what struck"
        if mention.headline and self._bare_toll(mention):
            for index in range(token - 1, token - HEADLINE, -1):
                other = self.by_token.get(index)
                same = other is not None and other.sentence == mention.sentence and self.same_family(mention, other)
                if other is not None and same and self._bare_toll(other) and not other.noun:
                    yield other, "told together in a headline"

    def _bare_toll(self, mention: Mention) -> bool:
        """Whether all it tells is that people came to harm."""
        return mention.effect in ("killed", "wounded") and not mention.doers

    def same_family(self, one: Mention, other: Mention) -> bool:
        return family(one.candidate.type) == family(other.candidate.type)

    def may_cause(self, mention: Mention, other: Mention) -> bool:
        """Whether one mention may tell what the happening of another did: of its family, or people driven out by it."""
        return self.same_family(mention, other) or (
            mention.candidate.type == "DISPLACE" and other.candidate.type in HARM
        )

    def own_toll(self, mention: Mention, other: Mention) -> bool:
        """Whether a harm is an event apart from the happening it came about in: a running total, or the toll of something
        that goes on, told by a source of its own while the report itself tells of the rest."""
        if mention.cumulative != other.cumulative:
            return True
        if other.lemma not in self.words.protracted or mention.effect not in ("killed", "wounded"):
            return False
        sources = [{a.source for a in m.attestations} for m in (mention, other)]
        return sources[0] != sources[1] and REPORT_VOICE in sources[1]

    def harm(self, mention: Mention) -> bool:
        """Whether a mention tells what a happening did."""
        return mention.effect in EFFECTS or mention.lemma in self.words.result

    def _below(self, mention: Mention, other: Mention, label: str) -> Iterator[tuple[Mention, str]]:
        """A happening that stands among the arguments of a trigger."""
        base, _, case = label.partition(":")
        if not other.noun:
            return
        if base == "nsubj" and not mention.noun and self.harm(mention):
            yield other, "the attack is what killed"
        elif base == "obl" and case == "in" and other.definite == "indefinite" and other.lemma in self.words.happening:
            yield other, "what it is called: in an attack that"
        elif base == "obl" and case == "in" and other.definite == "indefinite" and other.lemma in STROKES:
            yield other, "how it was done: in a coup, in an offensive"
        elif base == "obl" and case in CAUSES and (case != "after" or not mention.doers) and self.harm(mention):
            yield other, "the means or occasion of the harm"
        elif base == "obl" and case in SWEPT and mention.effect == "held" and self.same_family(mention, other):
            yield other, "the sweep in which they were held"
        elif (
            base in ("obj", "obl")
            and mention.candidate.type == other.candidate.type
            and case in ("", "for", "in", "with")
        ):
            if other.definite != "other" and not mention.effect:
                yield other, "the noun that the verb carries"
        elif (
            base == "nmod"
            and case in ("of", "in", "from", "during")
            and (mention.effect or mention.lemma in self.words.toll)
        ):
            yield other, "the toll of the happening"
        elif base == "appos":
            yield other, "in apposition"
        elif (
            base == "nsubj"
            and mention.noun
            and mention.candidate.type == other.candidate.type
            and self._copular(mention)
        ):
            yield other, "what it was"

    def _copular(self, mention: Mention) -> bool:
        """Whether a noun is what another is said to be: "the firing was its first launch"."""
        return any(self.syntax.tokens[c].dep == "cop" for c in self.syntax.children[mention.candidate.token])

    def carries(self, mention: Mention, other: Mention, case: str) -> bool:
        """Whether a verb and a noun of one type in its clause name one act: "left on a tour", "met for talks"."""
        if mention.candidate.type != other.candidate.type or mention.effect or other.definite == "other":
            return False
        return case in ("", "for", "in", "with", "on", "during", "as", "by", "at") and not other.doers - mention.doers

    def _above(self, mention: Mention, token: int) -> Iterator[tuple[Mention, str]]:
        """A happening whose result or companion the trigger is."""
        base, governor = self.syntax.attached(token)
        if governor is not None and base in ("ccomp", "xcomp") and self._witnesses(governor):
            token = governor
            base, governor = self.syntax.attached(token)
        if base == "acl" and governor is not None and governor not in self.by_token:
            yield from self._where_struck(mention, governor)
            yield from self._by_the_subject(mention, governor)
            yield from self._who_struck(mention, governor)
            yield from self._where_harmed(mention, governor)
        other = self.by_token.get(governor) if governor is not None else None
        if other is None and governor is not None and base == "advcl" and mention.effect == "killed":
            yield from self._raised(mention, token, governor)
        if other is None or not self.may_cause(mention, other):
            yield from self._result_of_nearest(mention)
            return
        marks = {lemma for c in self.syntax.children[token] if (lemma := self._marker(c))}
        harm, first = self.harm(mention), self.harm(other)
        contrast = "while" in marks and any(
            self.syntax.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[token]
        )
        if base == "advcl" and not marks - {"while", "by"} and harm and not contrast:
            yield other, "the result of the happening"
        elif base == "advcl" and first and marks & {"when", "after", "as"} and not other.doers:
            yield other, "how the harm came about"
        elif base == "acl" and other.noun and (harm or mention.candidate.type == other.candidate.type in VERBAL):
            yield other, "what the happening did"
        elif (base == "conj" and self._told_with(mention) and not self.apart_pair(mention, other)) or (
            base == "conj" and self._one_act(mention, other)
        ):
            yield other, "told together"
        elif base == "xcomp" and mention.candidate.type == other.candidate.type:
            yield other, "begun, continued or ended"
        elif base == "advcl" and self._what_for(mention, other):
            yield other, "what it was done for"

    def _result_of_nearest(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """A harm in "-ing" that the parse hangs elsewhere, of the nearest deed in front: "was rammed in June, injuring three"."""
        token = self.syntax.tokens[mention.candidate.token]
        own = any(
            self.syntax.tokens[c].dep.startswith(("nsubj", "mark", "aux")) for c in self.syntax.children[token.index]
        )
        if (
            token.xpos != "VBG"
            or own
            or mention.effect not in ("killed", "wounded")
            or token.dep.startswith(("obl", "nmod"))
        ):
            return
        before = self.syntax.tokens[token.index - 1].word
        if before not in (",", "and"):
            return
        for index in range(token.index - 1, max(token.index - REACH, -1), -1):
            other = self.by_token.get(index)
            if self.syntax.tokens[index].sentence != token.sentence:
                return
            if other is not None and other is not mention and not other.noun and self.same_family(mention, other):
                if not self.apart_pair(mention, other):
                    yield other, "the result of the nearest deed"
                return

    def _marker(self, index: int) -> str:
        """The lemma of a word that introduces a clause; "" for another word."""
        token = self.syntax.tokens[index]
        lemma = token.lemma.lower()
        return lemma if token.dep == "mark" or (token.dep == "advmod" and lemma == "when") else ""

    def _told_with(self, mention: Mention) -> bool:
        """Whether a coordinated verb tells a harm of the happening before it: not another deed with a doer of its own."""
        if mention.noun or not self.harm(mention):
            return False
        subject = any(self.syntax.tokens[c].dep == "nsubj" for c in self.syntax.children[mention.candidate.token])
        return not subject or mention.effect is not None

    def _what_for(self, mention: Mention, other: Mention) -> bool:
        """Whether a clause of purpose names the act over again: "marched through the city to protest"."""
        token = self.syntax.tokens[mention.candidate.token]
        return token.xpos == "VB" and mention.candidate.type == other.candidate.type == "PROTEST"

    def _one_act(self, mention: Mention, other: Mention) -> bool:
        """Whether two verbs side by side share all their words: "was planted and detonated"."""
        verbs = not mention.noun and not other.noun and mention.candidate.type == other.candidate.type == "ASSAULT"
        close = 0 < mention.candidate.token - other.candidate.token <= 4
        own = any(self.syntax.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[mention.candidate.token])
        return verbs and close and not own and not self.apart_pair(mention, other)

    def _witnesses(self, index: int) -> bool:
        """Whether a verb only lends its subject a happening: "the offensive has seen 90 people killed"."""
        return self.syntax.tokens[index].lemma.lower() in ("see", "leave", "get") and index not in self.by_token

    def _where_struck(self, mention: Mention, noun: int) -> Iterator[tuple[Mention, str]]:
        """A harm told of the thing that a happening struck: "hit a market, in which 20 died"."""
        governor = self.syntax.governor(noun)
        other = self.by_token.get(governor) if governor is not None else None
        if other is None or not self.same_family(mention, other) or mention.effect not in ("killed", "wounded"):
            return
        if any(f.token == noun for f in other.fillers) and not any(f.token == noun for f in mention.of("victim")):
            yield other, "told of what was struck"

    def _by_the_subject(self, mention: Mention, noun: int) -> Iterator[tuple[Mention, str]]:
        """A result that the parse hangs on a noun in between: "the strike came without warning, hitting a shop"."""
        verb = self.syntax.governor(noun)
        result = self.syntax.tokens[mention.candidate.token].xpos == "VBG" and self.harm(mention)
        if verb is None or not result or self.links.actor(noun) is not None:
            return
        for token, _ in self.syntax.subjects(verb):
            if token in self.by_token and self.may_cause(mention, self.by_token[token]):
                yield self.by_token[token], "the result of the happening"

    def _who_struck(self, mention: Mention, noun: int) -> Iterator[tuple[Mention, str]]:
        """A harm done by those, or with what, a clause tells of: "the men who raided it killed 40", "the shells fired hit"."""
        governor = self.syntax.governor(noun)
        other = self.by_token.get(governor) if governor is not None else None
        if other is None or not self.same_family(mention, other):
            return
        weapon = all(any(f.token == noun for f in m.of("instrument")) for m in (mention, other))
        doing = all(any(f.token == noun for f in m.of("actor")) for m in (mention, other))
        if (weapon or (doing and other.effect in ("killed", "wounded"))) and not self.apart_pair(mention, other):
            yield other, "done by those who are told to have struck"

    def _raised(self, mention: Mention, token: int, verb: int) -> Iterator[tuple[Mention, str]]:
        """A death that raised the toll of another happening: "the toll from the raid rose to three after a guard died"."""
        marks = {self._marker(child) for child in self.syntax.children[token]}
        toll = next((t for t, _ in self.syntax.subjects(verb) if self.syntax.tokens[t].lemma.lower() in TOLLS), None)
        if toll is None or not marks & {"after", "when", "as"}:
            return
        below = self.syntax.inside(toll)
        found = (
            m for t, m in self.by_token.items() if t in below and m is not mention and self.same_family(mention, m)
        )
        yield from ((other, "what raised its toll") for other in found)

    def _where_harmed(self, mention: Mention, noun: int) -> Iterator[tuple[Mention, str]]:
        """What happened at the place or time of which harm is told: "were hurt in Zaria, where a missile hit", "clashes in May,
        when two died"."""
        where = any(
            self.syntax.tokens[c].lemma.lower() == "where" for c in self.syntax.children[mention.candidate.token]
        )
        above: int | None = noun
        for _ in range(3):
            above = self.syntax.governor(above) if where and above is not None else None
            other = self.by_token.get(above) if above is not None else None
            if other is not None:
                struck = other.effect in ("killed", "wounded") and not other.doers and mention.effect is None
                if struck and self.same_family(mention, other) and not self.apart_pair(mention, other):
                    yield other, "what happened where the harm came about"
                return

    def judged(self, group: Group) -> bool:
        """Whether a group is a bare noun for what somebody condemns, blames or praises: "condemned the violence"."""
        first = group.members[0]
        if len(group.members) == 1 and first.noun and self.called_so(first):
            return True
        known = first.definite == "definite" and not first.doers
        if len(group.members) > 1 or not first.noun or first.time or not (known or first.lemma in LABELS):
            return False
        _, governor = self.syntax.attached(first.candidate.token)
        above = self.by_token.get(governor) if governor is not None else None
        return above is not None and above.candidate.type in ("ACCUSE", "SUPPORT") and not above.noun

    def called_so(self, mention: Mention) -> bool:
        """Whether it is only what somebody calls what was told: "called it an accident"."""
        verb = mention.candidate.support
        return verb is not None and self.syntax.tokens[verb].lemma.lower() in NAMING

    def apart_pair(self, one: Mention, other: Mention) -> bool:
        """Whether two mentions in one clause are two happenings all the same."""
        return self.apart(Group(one), Group(other)) is not None

    # ------------------------------------------------------------ by discourse
    def by_discourse(self, found: Sequence[Group]) -> list[Group]:
        """The groups, each joined to an earlier one where it scores high enough."""
        kept: list[Group] = []
        index: dict[str, list[Group]] = defaultdict(list)
        for group in found:
            best = self.best(group, self.open(group, index))
            if best is not None:
                for member in group.members:
                    best.add(member)
                group = best
            else:
                kept.append(group)
            for key in keys(group):
                if group not in index[key][-1:]:
                    index[key].append(group)
        return kept

    def open(self, group: Group, index: dict[str, list[Group]]) -> list[Group]:
        """The groups that may be meant, the most recent first."""
        found: dict[int, Group] = {}
        for key in keys(group):
            for other in reversed(index[key][-OPEN:]):
                found.setdefault(id(other), other)
        return sorted(found.values(), key=lambda g: -g.last.index)

    def best(self, group: Group, others: Iterable[Group]) -> Group | None:
        """The group that a later one joins; None where none is close enough."""
        chosen: Group | None = None
        high = VERBAL_THRESHOLD if group.members[0].candidate.type in VERBAL else THRESHOLD
        free = [o for o in others if self.apart(group, o) is None and not side_by_side(group, o)]
        alone = SOLE if len({id(o) for o in free if o.family == group.family}) == 1 and takes_up(group) else 0.0
        for other in free:
            scores = {name: value for name, feature in FEATURES if (value := feature(self, group, other))}
            if alone:
                scores["the only one before"] = alone
            total = sum(scores.values())
            if total >= high and (chosen is None or total > high):
                chosen, high = other, total
                self.reasons[group.members[0].index] = ", ".join(f"{n} {v:+g}" for n, v in scores.items())
        return chosen

    # ------------------------------------------------------------ what keeps apart
    def apart(self, one: Group, other: Group) -> str | None:
        """Why two groups can't be one happening; None where nothing forbids it."""
        if any(m.definite == "other" for m in one.members):
            return "another one"
        if ("aftershock" in one.lemmas) != (
            "aftershock" in other.lemmas
        ) and QUAKES & one.lemmas | QUAKES & other.lemmas:
            return "an aftershock"
        if self.before_another(one, other):
            return "the one before it happened again"
        if any(self.causes.get(m.index) in other.members for m in one.members):
            return "an event apart from its cause"
        if any(self.own_toll(m, o) for m in one.members for o in other.members[-3:]):
            return "a toll of its own"
        found = all(map(found_dead, one.members)) or all(map(found_dead, other.members))
        if one.times and other.times and not found and not any(overlap(a, b) for a in one.times for b in other.times):
            return "other days"
        if one.places and other.places and not any(self.near(a, b) for a in one.places for b in other.places):
            return "other places"
        if self.other_victims(one, other):
            return "other victims"
        if one.defence != other.defence:
            return "an interception"
        if one.protracted(self.words) != other.protracted(self.words) and not self.judged(one):
            return "one goes on, the other is an incident"
        if one.told_doers and other.told_doers and not self.allied(one.doers, other.doers):
            return "other doers"
        return None

    def before_another(self, one: Group, other: Group) -> bool:
        """Whether a noun stands in the sentence that tells of another one: "bombed again, after the strike"."""
        first = one.members[0]
        told = (m for m in other.members if m.definite == "other" and not m.noun)
        return first.noun and any(m.sentence == first.sentence for m in told)

    def other_victims(self, one: Group, other: Group) -> bool:
        """Whether the persons whom the one struck are none of those whom the other struck."""
        some, others = self.persons(one), self.persons(other)
        if some and others:
            return not some & others
        return killed(one) and killed(other) and bool(some or others) and bool(one.struck and other.struck)

    def other_people(self, one: Group, other: Group) -> bool:
        """Whether those struck are told to be of other kinds: civilians here, soldiers there."""
        kinds = [
            {self.syntax.tokens[f.token].lemma.lower() for m in g.members for f in m.of("victim")} for g in (one, other)
        ]
        telling = [{k for k in some if k not in ANYBODY and not k.isdigit()} for some in kinds]
        return all(telling) and telling[0] == kinds[0] and not telling[0] & telling[1]

    def persons(self, group: Group) -> set[str]:
        """The named persons whom a happening struck."""
        return {a for a in group.struck if (actor := self.links.actor_by_id.get(a)) and actor.kind == "person"}

    def things(self, group: Group, role: Role) -> Things:
        """The things that a group hit or used, those that are no actors; each member is looked at once."""
        known = group.things.get(role, Things())
        if known.members < len(group.members):
            fillers = (f for m in group.members[known.members :] for f in m.of(role) if not f.actor and not f.place)
            new = {self.thing(f.token) for f in fillers}
            known = Things(
                len(group.members),
                known.each | new,
                known.kinds | {t.kind for t in new},
                known.words | {t.words for t in new},
            )
            group.things[role] = known
        return known

    def owner(self, index: int) -> str | None:
        """The id of the actor whose a thing is said to be."""
        owners = (self.links.actor(c) for c in self.syntax.children[index] if self.syntax.tokens[c].dep == "nmod:poss")
        return next((actor.id for actor in owners if actor is not None), None)

    def thing(self, index: int) -> Thing:
        """A noun as a thing."""
        tokens = self.syntax.tokens
        inside = [
            index,
            *(
                c
                for c in self.syntax.children[index]
                if tokens[c].dep in ("compound", "amod", "nmod", "nmod:poss", "flat")
            ),
        ]
        lemmas = frozenset(tokens[i].lemma.lower() for i in inside)
        return Thing(tokens[index].lemma.lower(), lemmas, self.syntax.definite(index) == "definite")

    def told_last(self, group: Group) -> Mention:
        """The last mention that tells of a happening, rather than dating another by it."""
        told = [m for m in group.members if not m.noun or self.syntax.case(m.candidate.token) not in ANCHORING]
        return told[-1] if told else group.last

    def near(self, one: str, other: str) -> bool:
        """Whether two places may hold one happening: the same, or one may lie in the other."""
        if one == other:
            return True
        a, b = self.links.place_by_id.get(one), self.links.place_by_id.get(other)
        return a is None or b is None or may_hold(a, b) or may_hold(b, a)

    def allied(self, some: Iterable[str], others: Iterable[str]) -> bool:
        """Whether two sets of doers may be the same side."""
        others = list(others)
        return any(self.akin(a, b) for a in some for b in others)

    def akin(self, one: str, other: str) -> bool:
        """Whether two actors are one, part of one another, or a state and its forces."""
        if one == other:
            return True
        a, b = self.links.actor_by_id.get(one), self.links.actor_by_id.get(other)
        if a is None or b is None:
            return False
        if a.part_of == other or b.part_of == one or (a.part_of and a.part_of == b.part_of):
            return True
        if "unnamed" in (a.kind, b.kind):
            return True
        return bool(a.country and a.country == b.country and (official(a) and official(b)))


def without_finding_days(members: list[Mention]) -> list[Mention]:
    """The mentions of a happening, without the days and places where only its dead were found."""
    if all(map(found_dead, members)):
        return members
    return [msgspec.structs.replace(m, time=None, place=None) if found_dead(m) else m for m in members]


# ---------------------------------------------------------------- what speaks for one happening
def same_victims(joining: Joining, one: Group, other: Group) -> float:
    """The same actor is struck: decisive for a person killed, who dies once; a hint for a people or a state."""
    value = 0.0
    for actor_id in one.struck & other.struck:
        actor = joining.links.actor_by_id.get(actor_id)
        person = actor is not None and actor.kind in ("person", "unnamed")
        value = max(value, (4.0 if killed(one) and killed(other) else 2.5) if person else 1.0)
    return value


def same_doers(joining: Joining, one: Group, other: Group) -> float:
    """The same side acts."""
    return 1.0 if one.doers and other.doers and joining.allied(one.doers, other.doers) else 0.0


def refers_back(joining: Joining, one: Group, other: Group) -> float:
    """A definite noun refers to what was told before, an attack rather than one killing in it; an indefinite one brings in
    something new."""
    first = naming(one)
    if not first.noun:
        return 0.0
    if first.candidate.mode in OWN_KINDS and first.candidate.mode not in other.modes:
        return -1.0  # "the kidnapping" takes up no shooting
    if first.lemma in DELIBERATE and all(m.candidate.type == "DISASTER" for m in other.members):
        return 0.0  # "the attack" takes up no fire
    if first.effect == "killed" and not other.fatal and not first.plural:
        return 0.0  # "the killing" takes up no tear gas
    if first.definite == "definite":
        return 1.0 if other.effects_only and not any(m.effect for m in one.members) else 2.0
    if first.definite == "possessive":
        return 1.0
    return -2.0 if first.definite == "indefinite" else -0.5


def same_word(joining: Joining, one: Group, other: Group) -> float:
    """They are called by the same word; of "two died in the clash" the noun counts."""
    name = naming(one)
    words = {name.lemma, *name.called} if name.noun and not name.effect else one.lemmas
    return 1.0 if words & other.lemmas else 0.0


def same_mode(joining: Joining, one: Group, other: Group) -> float:
    """The same means, or clearly different ones."""
    if not one.modes or not other.modes:
        return 0.0
    return 0.5 if one.modes & other.modes else -1.5


def same_days(joining: Joining, one: Group, other: Group) -> float:
    """Both are dated, to the same few days."""
    return 1.5 if one.times and other.times and all(narrow(i) for i in (*one.times, *other.times)) else 0.0


def same_place(joining: Joining, one: Group, other: Group) -> float:
    """Both are placed, in the same place."""
    return 1.0 if one.places & other.places else 0.0


def tolls(joining: Joining, one: Group, other: Group) -> float:
    """The same number of dead or hurt, or another one; "dozens" speaks neither for nor against a figure."""
    value = 0.0
    for role in ("killed", "wounded"):
        here, there = one.tolls.get(role), other.tolls.get(role)
        if here and there:
            told = [[joining.quantities[q] for q in some if q in joining.quantities] for some in (here, there)]
            numbers = [{quantity.best for quantity in some} for some in told]
            if numbers[0] & numbers[1] - {None}:
                value += 1.5
            elif None not in numbers[0] | numbers[1] and not _rivals(one, other, told):
                value -= 1.5
    return value


def _rivals(one: Group, other: Group, told: Sequence[Sequence[Quantity]]) -> bool:
    """Whether two numbers may both be told of one happening: of other people, or of what a noun takes up on another's word."""
    populations = [{quantity.population for quantity in some} for some in told]
    if None not in populations[0] | populations[1] and populations[0].isdisjoint(populations[1]):
        return True
    name = naming(one)
    return name.noun and name.definite == "definite" and sources(one).isdisjoint(sources(other))


def sources(group: Group) -> set[str | None]:
    """Those who vouch for a group's mentions."""
    return {a.source for m in group.members for a in m.attestations}


def same_things(joining: Joining, one: Group, other: Group) -> float:
    """The same thing is hit: one of the same words, or one taken up by "the" and its kind."""
    if one.family != "HARM" or other.family != "HARM":
        return 0.0
    mine, theirs = joining.things(one, "target"), joining.things(other, "target")
    same = any(t.words in theirs.words or (t.known and t.kind in theirs.kinds) for t in mine.each)
    if not same and any(
        t.known and any(t.kind in names and theirs.kinds & names for names in CRAFT) for t in mine.each
    ):
        return 2.0
    return 1.5 if same else 0.0


def their_things(joining: Joining, one: Group, other: Group) -> float:
    """What is hit belongs to those whom the other struck: "the officers' vehicle was ambushed"."""
    owners = {o for m in one.members for f in m.of("target") if (o := joining.owner(f.token)) is not None}
    return 1.5 if one.family == "HARM" and owners & other.struck else 0.0


def same_arms(joining: Joining, one: Group, other: Group) -> float:
    """What was used is taken up by "the": "the device went off" after "they planted a device"."""
    if one.family != "HARM" or other.family != "HARM":
        return 0.0
    before = joining.things(other, "instrument").kinds
    known = [t.kind for t in joining.things(one, "instrument").each if t.known]
    return 2.0 if any(kind in before or (kind in ARMS and before & ARMS) for kind in known) else 0.0


def judged(joining: Joining, one: Group, other: Group) -> float:
    """What somebody condemns or praises by a bare noun is what the report tells of, before all what it begins with."""
    if one.family != "HARM" or not joining.judged(one):
        return 0.0
    if (
        naming(one).definite == "indefinite"
        and one.doers
        and not joining.called_so(naming(one))
        and not joining.allied(one.doers, other.doers)
    ):
        return 0.0
    if naming(one).definite == "indefinite":
        return 4.5 if one.members[0].sentence - other.last.sentence <= 6 else 0.0
    return 2.5 if any(m.headline or m.early for m in other.members) else 1.0


def spoken_of(joining: Joining, one: Group, other: Group) -> float:
    """ "The talks", "the complaint" without sides of its own, soon after what it takes up is told of."""
    first = naming(one)
    known = first.definite == "definite" or (other.last.headline and first.early)
    bare = first.noun and known and not first.doers and not first.struck
    close = one.members[0].sentence - other.last.sentence <= 3
    return 3.5 if one.family in VERBAL and bare and close and first.lemma in SPOKEN_OF else 0.0


def other_held(joining: Joining, one: Group, other: Group) -> float:
    """Others are held, freed or tried: "she was placed under house arrest" after "arrested 54 people"."""
    if one.family not in ("COERCE", "RETREAT", "JUSTICE", "OFFICE") or one.members[0].noun:
        return 0.0
    return -2.0 if one.struck and other.struck and not joining.allied(one.struck, other.struck) else 0.0


def those(joining: Joining, one: Group, other: Group) -> float:
    """ "Those arrested", "one of those killed" are of the happening told before."""
    first = one.members[0]
    token = joining.syntax.tokens[first.candidate.token]
    if first.noun or first.doers or not token.dep.startswith("acl"):
        return 0.0
    return 2.5 if joining.syntax.tokens[token.head].lemma.lower() in ("those", "that") else 0.0


def damage(joining: Joining, one: Group, other: Group) -> float:
    """What was damaged, without doer, day or other place, right after a blast or strike that is told of."""
    ruin = all(m.candidate.mode == "destroy" and not m.noun for m in one.members)
    if (
        not ruin
        or one.doers
        or days_of_its_own(one, other)
        or not other.modes & BLASTS
        or (one.places and not one.places <= other.places)
    ):
        return 0.0
    close = 0 < one.members[0].sentence - joining.told_last(other).sentence <= 2
    return 4.0 if close else 0.0  # more than its other mode speaks against it


def days_of_its_own(one: Group, other: Group) -> bool:
    """Whether a group is dated to days that the other is not told of."""
    return any(interval not in other.times for interval in one.times)


def found_dead(mention: Mention) -> bool:
    """Whether a mention only tells that bodies were found or received: the toll of something told elsewhere."""
    return mention.lemma in FINDING and not BODIES.isdisjoint(mention.called)


def bodies(joining: Joining, one: Group, other: Group) -> float:
    """Bodies received or recovered soon after a deadly happening told of are its dead."""
    if not all(map(found_dead, one.members)) or other.family != "HARM" or all(map(found_dead, other.members)):
        return 0.0
    near = one.members[0].sentence - other.last.sentence <= 2
    return 3.5 if near and not other.unreal and not other.refuted else 0.0


def follow_up(joining: Joining, one: Group, other: Group) -> float:
    """A toll without doer, day or place right after a happening that has none yet."""
    if not one.effects_only or one.doers or days_of_its_own(one, other) or one.cumulative or joining.persons(one):
        return 0.0
    if not one.places <= other.places or any(m.index in joining.causes for m in one.members):
        return 0.0
    close = one.members[0].sentence - joining.told_last(other).sentence <= 2
    return 2.5 if close and not other.tolls and other.family == "HARM" else 0.0


def rival_toll(joining: Joining, one: Group, other: Group) -> float:
    """A toll without doer, day or place on another's word, or of another harm, soon after a happening that has one."""
    if not one.effects_only or one.doers or days_of_its_own(one, other) or joining.persons(one) or not one.tolls:
        return 0.0
    if not one.places <= other.places:
        return 0.0
    if other.family != "HARM" or not other.tolls or one.members[0].sentence - joining.told_last(other).sentence > 2:
        return 0.0
    if joining.other_people(one, other):
        return 0.0
    if not one.tolls.keys() & other.tolls.keys():
        return 2.5
    return 4.0 if sources(one).isdisjoint(sources(other)) else 0.0


def rival_arrests(joining: Joining, one: Group, other: Group) -> float:
    """Arrests without doer, day or place of their own on another's word, or people in custody, soon after arrests told of."""
    both = (*one.members, *other.members)
    if any(m.candidate.type != "COERCE" or m.effect != "held" for m in both) or joining.persons(one):
        return 0.0
    if days_of_its_own(one, other):
        return 0.0
    if one.doers - other.doers or not one.places <= other.places or one.members[0].sentence - other.last.sentence > 2:
        return 0.0
    return 2.5 if sources(one).isdisjoint(sources(other)) else 0.0


def denied(joining: Joining, one: Group, other: Group) -> float:
    """What somebody denies is what was told before, where the denial gives no day or place of its own."""
    own = days_of_its_own(one, other) or (one.places and other.places)
    if own or one.family != "HARM" or other.family != "HARM":
        return 0.0
    return 1.5 if one.refuted and not other.refuted else 0.0


def distance(joining: Joining, one: Group, other: Group) -> float:
    """Near in the text, or far apart; a noun seldom refers back within its own sentence unless syntax says so."""
    gap = one.members[0].sentence - other.last.sentence
    if gap == 0 and one.members[0].noun:
        return -1.5
    return 0.5 if gap <= 1 else 0.0 if gap <= 6 else -0.5 if gap <= 15 else -1.0


def realis(joining: Joining, one: Group, other: Group) -> float:
    """One happened, the other is only planned, feared or asked for, or told only to be denied."""
    if one.unreal != other.unreal:
        return -2.5
    return -2.0 if other.refuted and not one.refuted else 0.0


def new_thing(joining: Joining, one: Group, other: Group) -> float:
    """A verb brings in something or somebody new ("a camp was attacked")."""
    first = one.members[0]
    if first.noun or one.family != "HARM" or other.last.headline or first.effect is not None:
        return 0.0
    if first.sentence == other.last.sentence:
        return 0.0
    struck = [f for f in first.of("target", "victim", "recipient") if f.label.startswith(("obj", "nsubj"))]
    new = any(joining.syntax.definite(f.token) == "indefinite" and not f.actor for f in struck)
    return -1.0 if new and not same_things(joining, one, other) else 0.0


def other_name(joining: Joining, one: Group, other: Group) -> float:
    """A noun is called after a place or thing that nothing of the other happening names: "the Gavdos sinking"."""
    first, syntax = naming(one), joining.syntax
    if not first.noun or one.family != "HARM":
        return 0.0
    below = (syntax.tokens[c] for c in syntax.children[first.candidate.token])
    names = {t.word for t in below if t.dep == "compound" and t.upos == "PROPN" and t.index < first.candidate.token}
    framed = _frame(joining, first)
    sentences = (syntax.analysis.sentences[m.sentence] for m in other.members)
    told = {t.word for s in sentences for t in syntax.tokens[s.first : s.last]}
    apart = (names and other.places and not names & told) or (framed and not framed & told)
    return -2.0 if apart else 0.0


def _frame(joining: Joining, mention: Mention) -> set[str]:
    """The names that a sentence begins with as its scene: "In Lakki Marwat, the toll ..."."""
    sentence = joining.syntax.analysis.sentences[mention.sentence]
    words = joining.syntax.tokens[sentence.first : min(sentence.last, sentence.first + 6)]
    end = next((n for n, t in enumerate(words) if t.word == ","), 0)
    opening = words[1:end]
    framed = end > 1 and words[0].word.lower() in ("in", "at", "near", "outside", "off") and opening[0].upos == "PROPN"
    return {t.word for t in opening if t.upos == "PROPN"} if framed and not _dated(joining, opening) else set()


def _dated(joining: Joining, words: Sequence[Token]) -> bool:
    """Whether words are a time ("In March, ...")."""
    return any(joining.links.time(t.index) is not None for t in words)


def number(joining: Joining, one: Group, other: Group) -> float:
    """One noun is singular, the other plural."""
    nouns = [[m for m in g.members if m.noun] for g in (one, other)]
    if not nouns[0] or not nouns[1]:
        return 0.0
    return -1.0 if nouns[0][0].plural != nouns[1][0].plural else 0.0


def headline(joining: Joining, one: Group, other: Group) -> float:
    """A headline tells what the first sentences tell."""
    return 1.5 if other.last.headline and one.members[0].early else 0.0


FEATURES: tuple[tuple[str, Feature], ...] = (
    ("same victims", same_victims), ("same doers", same_doers), ("refers back", refers_back), ("same word", same_word),
    ("mode", same_mode), ("same days", same_days), ("same place", same_place), ("toll", tolls),
    ("same things", same_things), ("their things", their_things), ("same arms", same_arms), ("damage", damage),
    ("bodies", bodies), ("follow-up toll", follow_up), ("rival toll", rival_toll), ("rival arrests", rival_arrests),
    ("denied", denied), ("judged", judged), ("spoken of", spoken_of), ("those", those), ("others held", other_held),
    ("distance", distance), ("realis", realis), ("number", number),
    ("headline", headline), ("new thing", new_thing),
    ("other name", other_name),
)  # fmt: skip
"""What speaks for and against two groups being one happening, by name."""
