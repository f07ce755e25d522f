"""One event per happening: which mentions of a report name the same one.

Two passes. Syntax joins first: a killing and the attack it came about in, a verb and the noun it carries. Then each
mention that is left meets the open groups of its family in order of the text, and joins the one that scores best by
the table of `alike.FEATURES`, if any reaches the threshold. `apart` holds what keeps two happenings apart whatever they
share. Only a bounded number of groups is looked at for each mention, so time is linear in the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.events.alike import FEATURES, TALKING, follow_up, found_dead
from sayso.events.assemble import refers
from sayso.events.groups import (
    EFFECTS,
    Group,
    Thing,
    Things,
    family,
    keys,
    killed,
    may_hold,
    official,
    overlap,
    side_by_side,
    takes_up,
    takes_up_all,
)
from sayso.events.links import Links
from sayso.events.mention import HARM, Mention
from sayso.events.surroundings import ANSWERS
from sayso.events.syntax import MEASURES, Syntax
from sayso.events.words import Words
from sayso.model import REPORT_VOICE, Place, Role, Span

CAUSES = frozenset({"in", "by", "during", "from", "when", "with", "amid", "at", "of", "after"})
BOMBS = frozenset({"bomb", "device", "explosive", "mine", "grenade", "dynamite", "rocket", "mortar", "missile"})
"""Nouns for what goes off, by which a happening is named."""
RESULTS = frozenset({"result", "consequence"})
"""Nouns of "as a result of", which lead from a harm to the deed."""
BECAUSE = frozenset({"due", "because", "owing", "thanks"})
DAMAGE = frozenset({"do_damage", "disaster_damage", "break_windows"})
"""Frames of verbs that tell by their object that harm was done: "caused damage to"."""
LEADING = frozenset({"result", "lead", "end", "culminate", "cause", "claim", "produce", "provoke"})
"""Verbs that lead from a deed to the harm: "the raid resulted in two deaths"."""
TOLLS = frozenset({"toll", "count", "number", "tally", "figure"})
QUAKES = frozenset({"earthquake", "quake", "tremor", "temblor"})
SWEPT = frozenset({"in", "during", "amid"})
THRESHOLD = 2.0
VERBAL_THRESHOLD = 3.5
ANCHORING = frozenset({"after", "before", "since", "following", "until"})
"""Prepositions of a happening by which another is only dated: "hours after the strike"."""
ANYBODY = frozenset({
    "people", "person", "other", "victim", "man", "casualty", "body", "dead", "wounded", "injured", "one", "two", "three", "four",
    "five", "six", "seven", "eight", "nine", "ten", "dozen", "hundred", "thousand", "more", "many", "several", "some", "member",
    "individual",
})  # fmt: skip
"""Words for people that tell nothing of who they are."""
STROKES = frozenset({
    "coup", "putsch", "offensive", "counteroffensive", "operation", "invasion", "ambush", "crackdown", "blitz", "sweep", "campaign",
})  # fmt: skip
"""Nouns for the stroke by which something is done: "seized power in a coup"."""
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
LOADED = frozenset({"load", "pack", "fill", "rig", "stuff", "lade", "laden", "arm", "carry"})
"""Participles on what carried a bomb."""
CLIMBED = 4
"""How many nouns up from "in which" the happening is looked for."""
BETWEEN = frozenset({"PUNCT", "CCONJ", "NUM", "DET", "ADJ", "NOUN", "ADV", "PRON"})
"""What stands between the dead and the hurt of one list: "one was killed, three people wounded"."""
PARTICIPLES = frozenset({"injured", "injure", "wounded", "wound", "dead", "killed", "kill", "casualty", "hurt"})
"""Words that as "the injured" take up those who came to harm."""
TAKEN = frozenset({"they", "some", "other", "injured", "wounded", "dead", "victim"})
"""Words for those of whose harm was told before."""
SOLE = 1.0
"""What it speaks for "the attack" that only one harm told before can be meant."""
ENSUING = frozenset({"follow", "ensue"})
"""Verbs by which a happening is told to have come of another."""
NAMED_AFTER = frozenset({
    "hotel", "restaurant", "resort", "cafe", "café", "mall", "centre", "center", "school", "hospital", "clinic", "theatre",
    "theater", "club", "bar", "pub", "cinema", "stadium", "arena", "tower", "plaza", "inn", "lodge", "guesthouse",
})  # fmt: skip
"""Buildings that bear the name of another place: "the Coral Bay hotel"."""
NAMELESS = frozenset({"REB", "CRM", "UAF", None})
"""Sectors of people of whom only what they did is known: "the gunmen", "four men"."""
OPEN = 8
"""How many of the last groups of a family, and of those that share an actor or a word, are looked at."""


class Joining:
    """The joining of one report's mentions."""

    def __init__(self, mentions: Sequence[Mention], links: Links, syntax: Syntax, words: Words) -> None:
        self.links, self.syntax, self.words = links, syntax, words
        self.mentions = [self._unplaced(mention) for mention in mentions]
        mentions = self.mentions
        supports = {m.candidate.support: m for m in mentions if m.candidate.support is not None}
        self.by_token = {**supports, **{m.candidate.token: m for m in mentions}}
        self.quantities = {q.id: q for q in links.reading.quantities}
        self.reasons: dict[int, str] = {}
        self.names: dict[str, bool] = {}
        self.causes: dict[int, Mention] = {}
        self.answers: dict[int, Mention] = {}
        self.called: set[int] = set()  # mentions that only call a known deed an answer

    def _unplaced(self, mention: Mention) -> Mention:
        """A mention, a word for an answer without the place of what it answers: "retaliation for a killing in Goma"."""
        if mention.place is None or mention.lemma not in ANSWERS:
            return mention
        below = self.syntax.children[mention.candidate.token]
        answered = any(self.syntax.answered_by(c) is not None for c in below)
        return msgspec.structs.replace(mention, place=None) if answered else mention

    def groups(self) -> list[list[Mention]]:
        """The mentions of each happening, in order of the text."""
        groups = self.by_discourse(self.by_syntax())
        ordered = [without_finding_days(sorted(g.members, key=lambda m: m.index)) for g in groups]
        ordered = [self.without_periods(self.without_daters(members)) for members in ordered]
        return sorted(ordered, key=lambda members: members[0].index)

    def without_daters(self, members: list[Mention]) -> list[Mention]:
        """The mentions, those by which something else is only dated ("a week before the attack"), or what is known is called an
        answer ("the raid was revenge"), without a source of their own: who says so does not vouch for it."""
        daters = [m for m in members if refers(m) and self.syntax.case(m.candidate.token) in ANCHORING]
        known = {m.candidate.token for m in members if refers(m)}
        daters += [
            m
            for m in members
            if m.index in self.called and any(t in known for t, _ in self.syntax.subjects(m.candidate.token))
        ]
        told = next((m for m in members if m not in daters), None)
        if not daters or told is None:
            return members
        return [msgspec.structs.replace(m, attestations=told.attestations) if m in daters else m for m in members]

    def without_periods(self, members: list[Mention]) -> list[Mention]:
        """The mentions, without the time over which one only ranks: "the deadliest raid this year"."""
        if len(members) < 2:
            return members
        return [msgspec.structs.replace(m, time=None) if m.time and self.ranks(m) else m for m in members]

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
            answer = self._answer(mention)
            if answer is not None:
                self.answers[mention.index] = answer
            for other, why in self.tied(mention):
                if other is answer:
                    continue
                if self.own_toll(mention, other) or not self.same_family(mention, other) or at_odds(mention, other):
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
            other = self.by_token.get(edge.token) or self._in_series(edge.token)
            if other is not None and other is not mention and self.may_cause(mention, other):
                yield from self._below(mention, other, edge.label)
        yield from self._above(mention, token)
        if found_dead(mention):
            yield from self._found_since(mention, token)
        yield from self._beside(mention, token)
        yield from self._resulting(mention, token)
        yield from self._armed_with(mention)
        yield from self._lost_with(mention)
        yield from self._called_answer(mention)

    def _in_series(self, token: int) -> Mention | None:
        """The happening that there was a series of, which is what did harm: "a wave of attacks left two dead"."""
        if self.syntax.tokens[token].lemma.lower() not in MEASURES:
            return None
        told = (self.by_token.get(c) for c in self.syntax.children[token] if self.syntax.case(c) == "of")
        return next((mention for mention in told if mention is not None), None)

    def _answer(self, mention: Mention) -> Mention | None:
        """What was done because of a deed, which is another happening before it: "the raid was revenge for the killing"."""
        noun = self.syntax.answered_by(mention.candidate.token)
        at = noun
        for _ in range(CLIMBED):
            if at is None:
                return None
            if at in self.by_token and self.by_token[at] is not mention:
                return self.by_token[at]
            named = next((self.by_token[t] for t, _ in self.syntax.subjects(at) if t in self.by_token), None)
            if named is not None:
                return named
            at = self.syntax.governor(at)
        return None

    def _called_answer(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """The deed that is said to be an answer: "the raid appeared to be retaliation", "was in revenge for"."""
        for subject, _ in self.syntax.subjects(mention.candidate.token) if self._answering(mention) else ():
            other = self.by_token.get(subject)
            if other is not None and other.noun and self.same_family(mention, other):
                self.called.add(mention.index)
                yield other, "what was an answer to another deed"

    def _answering(self, mention: Mention) -> bool:
        """Whether a mention is a word for an answer, or a light verb with one: "were carried out in retaliation"."""
        return mention.lemma in ANSWERS or not ANSWERS.isdisjoint(mention.called)

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
        if self._bare_toll(mention) and (mention.headline or self._cut_short(token)):
            for index in range(token - 1, max(token - HEADLINE, -1), -1):
                other = self.by_token.get(index)
                same = other is not None and other.sentence == mention.sentence and self.same_family(mention, other)
                if other is not None and same and self._bare_toll(other) and not other.noun:
                    yield other, "told together in a headline" if mention.headline else "one list of the dead and hurt"
                if not mention.headline and (other is not None or self.syntax.tokens[index].upos not in BETWEEN):
                    return

    def _cut_short(self, token: int) -> bool:
        """Whether a participle has no auxiliary of its own, as the later ones of a list: "and three others injured"."""
        kin = (self.syntax.tokens[c].dep for c in self.syntax.children[token])
        return self.syntax.tokens[token].xpos in ("VBN", "VBD") and not any(d.startswith(("aux", "mark")) for d in kin)

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
            return not self._at_large(mention, other)
        if other.lemma not in self.words.protracted or mention.effect not in ("killed", "wounded"):
            return False
        sources = [{a.source for a in m.attestations} for m in (mention, other)]
        return sources[0] != sources[1] and REPORT_VOICE in sources[1]

    def _at_large(self, mention: Mention, other: Mention) -> bool:
        """Whether a running total is that of the happenings which its own clause names: "mining accidents have killed 145"."""
        return other.noun and other.plural and other.definite == "bare" and other.sentence == mention.sentence

    def harm(self, mention: Mention) -> bool:
        """Whether a mention tells what a happening did."""
        damage = mention.candidate.frame.name in DAMAGE
        return damage or mention.effect in EFFECTS or mention.lemma in self.words.result

    def _below(self, mention: Mention, other: Mention, label: str) -> Iterator[tuple[Mention, str]]:
        """A happening that stands among the arguments of a trigger."""
        base, _, case = label.partition(":")
        if not other.noun:
            return
        if base == "nsubj" and not mention.noun and self.harm(mention):
            yield other, "the attack is what killed"
        elif base == "nsubj" and not mention.noun and self._its_bomb(mention, other):
            yield other, "the bomb is what went off"
        elif base in ("nsubj", "nsubj:pass") and self._its_hazard(mention, other):
            yield other, "the hazard is what struck"
        elif base == "obl" and case == "in" and other.definite == "indefinite" and other.lemma in self.words.happening:
            yield other, "what it is called: in an attack that"
        elif base == "obl" and case == "in" and other.definite == "indefinite" and other.lemma in STROKES:
            yield other, "how it was done: in a coup, in an offensive"
        elif base == "obl" and case == "after" and self._by_another(mention, other):
            return
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

    def _armed_with(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """The deed that a bomb is told to have been done with: "drove a lorry packed with fuel and a bomb into"."""
        at = mention.candidate.token if mention.noun and mention.lemma in BOMBS else None
        for _ in range(CLIMBED):
            base, at = ("", None) if at is None else self.syntax.attached(at)
            if at is None or base not in ("obl", "nmod", "conj", "obj", "acl"):
                return
            deed = self.by_token.get(at)
            if deed is not None and deed.candidate.type == mention.candidate.type == "ASSAULT":
                if not deed.noun and deed.effect is None and not self.apart_pair(mention, deed):
                    yield deed, "what it was done with"
                return
            if self.syntax.verbal(at) and self.syntax.tokens[at].lemma.lower() not in LOADED:
                return

    def _its_bomb(self, mention: Mention, other: Mention) -> bool:
        """Whether a noun names the happening by the bomb of which a verb tells: "a bomb exploded", "a device planted"."""
        arms = other.noun and other.lemma in BOMBS and other.candidate.type == mention.candidate.type == "ASSAULT"
        return arms and not mention.noun and mention.effect is None and not self.apart_pair(mention, other)

    def _by_another(self, mention: Mention, other: Mention) -> bool:
        """Whether a happening after one told before has a means of its own: "hours after the attack, another missile struck"."""
        subjects = (t for t, _ in self.syntax.subjects(mention.candidate.token))
        known = other.definite == "definite" and mention.effect is None
        return known and any(self.syntax.definite(t) == "other" for t in subjects)

    def _lost_with(self, mention: Mention) -> Iterator[tuple[Mention, str]]:
        """What befell the craft that is said to have cost lives: "a dhow that sank in May took 24 lives"."""
        if mention.noun or not (mention.effect == "killed" or mention.of("killed")):
            return
        for subject, _ in self.syntax.subjects(mention.candidate.token):
            told = (
                self.by_token.get(c) for c in self.syntax.children[subject] if self.syntax.base(c).startswith("acl")
            )
            for other in told:
                if other is not None and not other.noun and other.candidate.type == "DISASTER":
                    yield other, "what befell the craft that cost the lives"

    def _its_hazard(self, mention: Mention, other: Mention) -> bool:
        """Whether a noun names the disaster by the hazard of which a verb tells: "an earthquake shook", "the flood swept"."""
        hazard = other.noun and other.effect is None and other.candidate.type == mention.candidate.type == "DISASTER"
        return hazard and not mention.noun and not self.apart_pair(mention, other)

    def _resulting(self, mention: Mention, token: int) -> Iterator[tuple[Mention, str]]:
        """The deed that a harm is told to come of: "were hurt as a result of an explosion", "the raid led to two deaths",
        "the march, in which two died"."""
        if not self.harm(mention):
            return
        for child in self.syntax.children[token]:
            result = self.syntax.tokens[child].lemma.lower() in RESULTS and self.syntax.base(child) == "obl"
            if result or self._because_of(child):
                deeds = (self._deed(mention, self.by_token.get(c)) for c in self.syntax.children[child])
                yield from ((deed, "the harm results from it") for deed in deeds if deed is not None)
        governor = self.syntax.governor(token)
        if governor is not None and self.syntax.tokens[governor].lemma.lower() in LEADING and mention.noun:
            for subject, _ in self.syntax.subjects(governor):
                found = self._noun_above(mention, subject)
                if found is not None and subject != token:
                    yield found, "what led to the harm"
        which = [c for c in self.syntax.children[token] if self.syntax.tokens[c].lemma.lower() == "which"]
        if governor is not None and any(self.syntax.case(c) in ("in", "during") for c in which):
            found = self._noun_above(mention, governor) or self._noun_before(mention, governor)
            if found is not None:
                yield found, "the happening in which they came to harm"

    def _noun_before(self, mention: Mention, token: int) -> Mention | None:
        """The happening named last before a clause that the parse hangs on its place or day: "the attack on Monday in Kano in
        which two died"."""
        if self.links.place(token) is None and self.links.time(token) is None:
            return None
        first = self.syntax.analysis.sentences[mention.sentence].first
        before = (self.by_token.get(index) for index in range(token, max(first, token - REACH) - 1, -1))
        found = next((other for other in before if other is not None), None)
        return self._deed(mention, found)

    def _because_of(self, index: int) -> bool:
        """Whether a word is the second of "due to", "because of", under which a parse hangs the cause."""
        marks = {self.syntax.tokens[c].lemma.lower() for c in self.syntax.children[index]}
        return self.syntax.tokens[index].upos == "ADP" and self.syntax.base(index) == "advcl" and bool(marks & BECAUSE)

    def _deed(self, mention: Mention, other: Mention | None) -> Mention | None:
        """Another mention, where it is a noun for a deed of the same family that may have done the harm."""
        if other is None or other is mention or not other.noun or other.effect or not self.same_family(mention, other):
            return None
        return None if self.apart_pair(mention, other) else other

    def _noun_above(self, mention: Mention, token: int) -> Mention | None:
        """The happening that a noun names, or that is the next one it hangs on: of "the attack on a bus in Kano" the attack."""
        at: int | None = token
        for _ in range(CLIMBED):
            if at is None or self.syntax.verbal(at):
                return None
            if (deed := self._deed(mention, self.by_token.get(at))) is not None:
                return deed
            at = self.syntax.governor(at)
        return None

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
            yield from self._came_about(mention, token)
            return
        marks = {lemma for c in self.syntax.children[token] if (lemma := self._marker(c))}
        harm, first = self.harm(mention), self.harm(other)
        contrast = "while" in marks and any(
            self.syntax.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[token]
        )
        if base == "advcl" and not marks - {"while", "by"} and (harm or self._ruins(mention, other)) and not contrast:
            yield other, "the result of the happening"
        elif base == "advcl" and first and marks & {"when", "after", "as"} and not other.doers:
            yield other, "how the harm came about"
        elif base == "acl" and other.noun and (harm or mention.candidate.type == other.candidate.type in TALKING):
            yield other, "what the happening did"
        elif base == "acl" and self._its_bomb(mention, other):
            yield other, "what was done with the bomb"
        elif base == "conj" and self._others_taken(mention, other):
            return
        elif (base == "conj" and self._told_with(mention) and not self.apart_pair(mention, other)) or (
            base == "conj" and self._one_act(mention, other)
        ):
            yield other, "told together"
        elif base == "xcomp" and mention.candidate.type == other.candidate.type:
            yield other, "begun, continued or ended"
        elif base == "advcl" and self._what_for(mention, other):
            yield other, "what it was done for"

    def _ruins(self, mention: Mention, other: Mention) -> bool:
        """Whether a participle tells what a disaster did: "shook the province, bringing down houses"."""
        token = self.syntax.tokens[mention.candidate.token]
        both = mention.candidate.type == other.candidate.type == "DISASTER"
        own = any(self.syntax.tokens[c].dep.startswith("nsubj") for c in self.syntax.children[token.index])
        return both and token.xpos == "VBG" and not own

    def _came_about(self, mention: Mention, token: int) -> Iterator[tuple[Mention, str]]:
        """The harm that came of an accident, where the parse makes a noun of its clause: "drowned after a boat carrying students
        capsized"."""
        if mention.noun or mention.candidate.type != "DISASTER" or not self.syntax.tokens[token].dep.startswith("acl"):
            return
        at: int | None = token
        for _ in range(CLIMBED + 1):
            at = self.syntax.governor(at) if at is not None else None
            above = self.syntax.governor(at) if at is not None else None
            if at is None or above is None or at in self.by_token:
                return
            if self.syntax.case(at) in ("after", "when", "as"):
                other = self.by_token.get(above) or self.by_token.get(self.syntax.tokens[above].head)
                known = other is not None and self.same_family(mention, other) and not self.apart_pair(mention, other)
                if other is not None and known and self.harm(other) and not other.doers:
                    yield other, "how the harm came about"
                return

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

    def _others_taken(self, mention: Mention, other: Mention) -> bool:
        """Whether one of two verbs tells of people taken away, and each has its own: "killed nine and led away four"."""
        taken = [m.candidate.frame.name in TAKING or m.candidate.mode == "abduct" for m in (mention, other)]
        return taken[0] != taken[1] and all(self._own_object(m.candidate.token) for m in (mention, other))

    def _own_object(self, token: int) -> bool:
        """Whether a verb has an object, or a passive a subject, of its own."""
        return any(self.syntax.tokens[c].dep in ("obj", "obl:npmod", "nsubj:pass") for c in self.syntax.children[token])

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
        when two died"; how a deed was done on the day that it is dated to."""
        words = {self.syntax.tokens[c].lemma.lower() for c in self.syntax.children[mention.candidate.token]}
        where, when = "where" in words, "when" in words and self.links.time(noun) is not None
        if when and not mention.noun and mention.effect is None and mention.candidate.type in HARM:
            dated = self._noun_before(mention, noun)  # "the assault on 2 May, when four men stormed the building"
            if dated is not None:
                yield dated, "what happened in it on that day"
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
        """The groups that may be meant, the most recent first; by what is condemned also the one that a report begins with."""
        found: dict[int, Group] = {}
        judged = group.family == "HARM" and self.judged(group)
        for key in keys(group):
            for other in (*reversed(index[key][-OPEN:]), *(index[key][:1] if judged else ())):
                found.setdefault(id(other), other)
        return sorted(found.values(), key=lambda g: -g.last.index)

    def best(self, group: Group, others: Iterable[Group]) -> Group | None:
        """The group that a later one joins; None where none is close enough."""
        chosen: Group | None = None
        high = VERBAL_THRESHOLD if group.members[0].candidate.type in TALKING else THRESHOLD
        free = [o for o in others if self.may_be_one(group, o)]
        alone = SOLE if len({id(o) for o in free if o.family == group.family}) == 1 and takes_up(group) else 0.0
        for other in free:
            scores = {name: value for name, feature in FEATURES if (value := feature(self, group, other))}
            if "rival toll" in scores and self.awaited(group, other, free):
                del scores["rival toll"]
            if alone:
                scores["the only one before"] = alone
            total = sum(scores.values())
            if total >= high and (chosen is None or total > high):
                chosen, high = other, total
                self.reasons[group.members[0].index] = ", ".join(f"{n} {v:+g}" for n, v in scores.items())
        return chosen

    def awaited(self, group: Group, other: Group, free: Sequence[Group]) -> bool:
        """Whether a toll is of something told after another happening, which has no toll yet."""
        since = self.told_last(other).index
        return any(o.members[0].index > since and follow_up(self, group, o) for o in free)

    def may_be_one(self, group: Group, other: Group) -> bool:
        """Whether nothing forbids that a group is one that was told of before."""
        if self.apart(group, other) is not None:
            return False
        one = self.one_death(group, other) or self.one_deed(group, other) or self.headlined(group, other)
        return one or not side_by_side(group, other)

    # ------------------------------------------------------------ what keeps apart
    def apart(self, one: Group, other: Group) -> str | None:
        """Why two groups can't be one happening; None where nothing forbids it."""
        if any(m.definite == "other" for m in one.members):
            return "another one"
        if any(m.noun and self.ensued(m) for m in one.members):
            return "what came after it"
        if ("aftershock" in one.lemmas) != (
            "aftershock" in other.lemmas
        ) and QUAKES & one.lemmas | QUAKES & other.lemmas:
            return "an aftershock"
        if self.before_another(one, other):
            return "the one before it happened again"
        if any(self.causes.get(m.index) in other.members for m in one.members):
            return "an event apart from its cause"
        if self.answered(one, other) or self.answered(other, one):
            return "what it was an answer to"
        if any(self.own_toll(m, o) for m in one.members for o in other.members[-3:]):
            return "a toll of its own"
        found = all(map(found_dead, one.members)) or all(map(found_dead, other.members))
        if self.one_death(one, other):
            return None
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
            return None if self.headlined(one, other) or self.nameless(one, other) else "other doers"
        return None

    def nameless(self, one: Group, other: Group) -> bool:
        """Whether nobody knows who did either: "the gunmen", "four men"."""
        actors = [self.links.actor_by_id.get(a) for g in (one, other) for a in g.told_doers]
        return all(a is not None and a.kind == "people" and a.sector in NAMELESS and not a.country for a in actors)

    def headlined(self, one: Group, other: Group) -> bool:
        """Whether the headline tells of as many dead or hurt as the lead: "Gang kills 38", "gunmen raided it, killing 38"."""
        if not (other.members[0].headline and one.members[0].early):
            return False
        return any(self.told(one, role) & self.told(other, role) for role in ("killed", "wounded"))

    def answered(self, one: Group, other: Group) -> bool:
        """Whether one was told to be what called the other forth."""
        return any(self.answers[m.index] in other.members for m in one.members if m.index in self.answers)

    def one_death(self, one: Group, other: Group) -> bool:
        """Whether both killed the same named person, who dies once, whatever else is told of it."""
        return bool(self.of_persons(one.slain) & self.of_persons(other.slain))

    def one_deed(self, one: Group, other: Group) -> bool:
        """Whether the same did it to the same named person: "was attacked by a man who fired 13 shots at her"."""
        return bool(self.of_persons(one.struck) & self.of_persons(other.struck)) and bool(one.doers & other.doers)

    def before_another(self, one: Group, other: Group) -> bool:
        """Whether a noun stands in the sentence that tells of another one: "bombed again, after the strike"."""
        first = one.members[0]
        told = (m for m in other.members if m.definite == "other" and not m.noun)
        return first.noun and any(m.sentence == first.sentence for m in told)

    def other_victims(self, one: Group, other: Group) -> bool:
        """Whether the persons whom the one struck are none of those whom the other struck."""
        some, others = self.persons(one), self.persons(other)
        if takes_up_all(one):
            return False
        if some and others:
            return not some & others
        if one.struck & other.struck and self.deaths(one) & self.deaths(other):
            return False  # "killed the mayor and two guards", "Ruiz and the two guards were killed"
        return killed(one) and killed(other) and bool(some or others) and bool(one.struck and other.struck)

    def deaths(self, group: Group) -> set[float]:
        """The numbers of dead that a happening is told with."""
        return self.told(group, "killed")

    def told(self, group: Group, role: str) -> set[float]:
        """The numbers of dead or of hurt that a happening is told with."""
        told = (self.quantities.get(q) for q in group.tolls.get(role, ()))
        return {q.best for q in told if q is not None and q.best is not None}

    def ranks(self, mention: Mention) -> bool:
        """Whether a noun behind a verb only says how a happening ranks: "..., in the deadliest raid this year", "in one of the
        worst raids"."""
        index, tokens = mention.candidate.token, self.syntax.tokens
        if not mention.noun or not any(tokens[c].xpos == "JJS" for c in self.syntax.children[index]):
            return False
        above = tokens[index].head if mention.plural else index
        if self.syntax.case(above) != "in" or (mention.plural and tokens[above].lemma.lower() != "one"):
            return False
        first = self.syntax.analysis.sentences[tokens[above].sentence].first
        return any(t.upos == "VERB" for t in tokens[first:above])

    def ensued(self, mention: Mention) -> bool:
        """Whether a noun is told to have come after what was told before: "shops were burned in the violence that followed"."""
        below = (self.syntax.tokens[c] for c in self.syntax.children[mention.candidate.token])
        return any(t.dep == "acl:relcl" and t.lemma.lower() in ENSUING and t.xpos != "VBN" for t in below)

    def in_passing(self, group: Group) -> bool:
        """Whether all that is told stands in a relative clause on somebody's name: "the dead were Ali, who was stabbed"."""
        first = self.syntax.tokens[group.members[0].candidate.token]
        return len(group.members) == 1 and first.dep == "acl:relcl"

    def numbers(self, group: Group) -> set[float]:
        """The numbers of people held or taking part that a happening is told with."""
        told = (self.quantities.get(f.quantity or "") for m in group.members for f in m.of("held", "count"))
        return {q.best for q in told if q is not None and q.best is not None}

    def elsewhere(self, group: Group) -> bool:
        """Whether a toll is of a place named before, and not of all that was told: "four people died there"."""
        first = group.members[0]
        sentence = self.syntax.analysis.sentences[first.sentence]
        words = self.syntax.tokens[sentence.first : first.candidate.token]
        return any(t.word.lower() == "there" and t.dep == "advmod" for t in words)

    def other_people(self, one: Group, other: Group) -> bool:
        """Whether those struck are told to be of other kinds: civilians here, soldiers there."""
        kinds = [
            {self.syntax.tokens[f.token].lemma.lower() for m in g.members for f in m.of("victim")} for g in (one, other)
        ]
        telling = [{k for k in some if k not in ANYBODY and not k.isdigit()} for some in kinds]
        return all(telling) and telling[0] == kinds[0] and not telling[0] & telling[1]

    def taken_up(self, mention: Mention) -> bool:
        """Whether those who came to harm are only taken up: "they were hurt", "others were badly hurt", "the injured"."""
        told = [self.syntax.tokens[f.token] for f in mention.of("victim")]
        if mention.lemma in PARTICIPLES and self.syntax.definite(mention.candidate.token) == "definite":
            return not told
        return bool(told) and all(t.upos == "PRON" or t.lemma.lower() in TAKEN for t in told)

    def persons(self, group: Group) -> set[str]:
        """The named persons whom a happening struck."""
        return self.of_persons(group.struck)

    def of_persons(self, ids: Iterable[str]) -> set[str]:
        """Those of some actors that are named persons."""
        return {a for a in ids if (actor := self.links.actor_by_id.get(a)) and actor.kind == "person"}

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
        return a is None or b is None or may_hold(a, b) or may_hold(b, a) or self.only_named(a) or self.only_named(b)

    def only_named(self, place: Place) -> bool:
        """Whether a place gives a building its name and nothing else in the report is in its country: "the Coral Bay hotel"."""
        if place.id not in self.names:
            named = all(self.names_building(span) for span in place.mentions)
            alone = named and all(p.country != place.country for p in self.links.reading.places if p.id != place.id)
            self.names[place.id] = alone
        return self.names[place.id]

    def names_building(self, span: Span) -> bool:
        """Whether some words stand before a noun for a building, as its name."""
        head = self.links.head(span)
        above = None if head is None else self.syntax.governor(head)
        compound = head is not None and self.syntax.tokens[head].dep == "compound"
        return compound and above is not None and self.syntax.tokens[above].lemma.lower() in NAMED_AFTER

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


TAKING = frozenset(("abduct", "arrest"))
"""Frames of words for people taken away, beside a harm done to others."""


def at_odds(one: Mention, other: Mention) -> bool:
    """Whether one of two did not happen and the other did: "the mayor was not hurt in the attack"."""
    harmed = bool({one.effect, other.effect} & {"killed", "wounded"})
    return harmed and one.factuality.endswith("-") != other.factuality.endswith("-")
