"""What speaks for and against two groups of mentions being one happening: a table of small features with their reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sayso.events.groups import (
    Group,
    killed,
    naming,
    narrow,
    takes_up_all,
)
from sayso.events.mention import VERBAL, Mention
from sayso.model import Quantity, Token

if TYPE_CHECKING:
    from sayso.events.join import Joining

TALKING = VERBAL | {"CONSULT"}
"""Types of what is said, and of meetings."""
FINDING = frozenset({
    "receive", "recover", "find", "pull", "retrieve", "discover", "bury", "exhume", "collect", "count", "dig",
    "bring", "wash", "take",
})  # fmt: skip
BODIES = frozenset({"body", "corpse", "remains"})
CRAFT = (
    frozenset(
        {
            "boat",
            "vessel",
            "ship",
            "craft",
            "dinghy",
            "ferry",
            "trawler",
            "canoe",
            "pirogue",
            "raft",
            "dhow",
            "barge",
            "launch",
            "skiff",
            "catamaran",
        }
    ),
    frozenset({"bus", "coach", "vehicle", "minibus", "van", "lorry", "truck", "car"}),
    frozenset({"plane", "aircraft", "jet", "airliner", "helicopter", "aeroplane", "airplane"}),
    frozenset({"building", "house", "block", "structure", "tower", "home"}),
    frozenset({"mine", "shaft", "pit", "tunnel", "gallery"}),
)
"""Names that a report calls one thing by in turn: what is taken up by "the vessel" had been "a boat"."""
DELIBERATE = frozenset(
    {"attack", "assault", "raid", "strike", "ambush", "killing", "shooting", "bombing", "shelling", "bombardment"}
)
ARMS = frozenset({"bomb", "device", "charge", "explosive", "package", "dynamite", "grenade", "car", "vehicle", "truck"})
"""Nouns for one bomb, as reports call it in turn."""
BLASTS = frozenset({"explosives", "suicide-attack", "aerial", "drone", "heavy-weapons"})
SPOKEN_OF = frozenset({
    "talk", "talks", "meeting", "negotiation", "summit", "visit", "trip", "tour", "call", "conversation", "discussion",
    "conference", "dialogue", "session", "complaint", "protest", "charge", "accusation", "allegation", "offer", "proposal",
    "demand", "appeal", "request", "criticism", "condemnation", "warning", "threat", "pledge", "promise", "deal", "agreement",
    "pact", "accord", "treaty", "plea", "ultimatum", "refusal", "rejection", "apology", "endorsement",
})  # fmt: skip
"""Nouns that take up a meeting or an act of speech told before."""
OWN_KINDS = frozenset({"abduct", "torture", "sexual"})
"""Modes whose nouns take up only what was of the same mode."""
MEANS = frozenset({
    "suicide-attack", "drone", "aerial", "heavy-weapons", "explosives", "firearms", "crowd-control", "unconventional", "primitive",
    "beat",
})  # fmt: skip
"""Modes that say by what means harm was done."""
ENDS = frozenset({"targeted", "destroy"})
"""Modes that say what for or with what effect, whatever the means: who was assassinated may have been shot."""
MOVEMENTS: Mapping[str, frozenset[str]] = {
    "VOTE": frozenset({"vote", "poll", "ballot", "election", "re-election", "reelection", "referendum", "runoff", "run-off",
                       "plebiscite"}),
    "PROTEST": frozenset({"protest", "demonstration", "rally", "march", "unrest", "turmoil", "riot", "disturbance", "rioting"}),
}  # fmt: skip
"""Nouns that in one report name one vote, or the protests it tells of, in turn."""
VOTE_KINDS = frozenset({
    "presidential", "parliamentary", "legislative", "local", "municipal", "regional", "provincial", "senate", "council", "primary",
    "confidence", "referendum", "runoff", "run-off", "plebiscite", "european", "gubernatorial", "mayoral", "congressional",
})  # fmt: skip
"""Words that tell one sort of vote from another."""
OTHER_ONES = frozenset({
    "previous", "earlier", "last", "next", "past", "future", "new", "fresh", "early", "snap", "upcoming", "similar", "recent",
    "former", "first", "second",
})  # fmt: skip
"""Adjectives of a vote or a protest that is not the one the report is about."""
MASS = frozenset({"unrest", "violence", "bloodshed", "turmoil", "carnage", "rioting", "shelling", "bombing"})
"""Nouns that have no plural, and take up one happening or many."""
Feature = Callable[["Joining", Group, Group], float]


def same_victims(joining: Joining, one: Group, other: Group) -> float:
    """The same actor is struck: decisive for a person killed, who dies once; a hint for a people or a state, and for one of
    several dead of whom it is told by the way what was done to him."""
    value = 0.0
    for actor_id in one.struck & other.struck:
        actor = joining.links.actor_by_id.get(actor_id)
        person = actor is not None and actor.kind in ("person", "unnamed")
        if not person or (joining.in_passing(one) and max(joining.deaths(other), default=0) > 1):
            value = max(value, 1.0)
        else:
            value = max(value, 4.0 if killed(one) and killed(other) else 2.5)
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
    struck = first.struck if not takes_up_all(one) else frozenset()
    if joining.of_persons(struck) and other.struck and not struck & other.struck:
        return 0.0  # "the attack on Ana Ruiz" takes up no attack on soldiers
    if first.definite == "definite":
        if first.lemma in DELIBERATE and _only_ruin(other):
            return 1.5  # "the raid" takes up the storming before the burning in it
        return 1.0 if other.effects_only and not any(m.effect for m in one.members) else 2.0
    if first.definite == "possessive":
        return 1.0
    return -2.0 if first.definite == "indefinite" else -0.5


def _only_ruin(group: Group) -> bool:
    """Whether all that is told is that things were destroyed."""
    return all(m.candidate.mode == "destroy" and not m.noun for m in group.members)


def same_word(joining: Joining, one: Group, other: Group) -> float:
    """They are called by the same word; of "two died in the clash" the noun counts."""
    name = naming(one)
    words = {name.lemma, *name.called} if name.noun and not name.effect else one.lemmas
    return 1.0 if words & other.lemmas else 0.0


def same_mode(joining: Joining, one: Group, other: Group) -> float:
    """The same means, or clearly different ones."""
    if not one.modes or not other.modes:
        return 0.0
    if one.modes & other.modes:
        return 0.5
    first = naming(one)
    if first.noun and first.definite == "definite" and len(one.members) == 1 and not _says_means(first):
        return 0.0  # "hours after the strike", told beside missiles of another one
    ends = one.modes <= ENDS or other.modes <= ENDS
    return 0.0 if ends and one.modes | other.modes <= MEANS | ENDS and one.struck & other.struck else -1.5


def _says_means(mention: Mention) -> bool:
    """Whether a mention's own words give its mode, and not only words around it."""
    return f"mode {mention.candidate.mode}: entry" in mention.reasons


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
            told = [_whole(joining, some) for some in (here, there)]
            if not all(told):
                continue
            numbers = [{quantity.best for quantity in some} for some in told]
            if numbers[0] & numbers[1] - {None}:
                value += 1.5
            elif None not in numbers[0] | numbers[1] and not _rivals(one, other, told):
                value -= 1.5
    return value


def _whole(joining: Joining, ids: Iterable[str]) -> list[Quantity]:
    """Those of some numbers that are no part of another: "three of those killed were women" gives no toll."""
    told = (joining.quantities.get(q) for q in ids)
    return [q for q in told if q is not None and q.part_of is None and q.population not in SOME]


SOME = frozenset({"children", "women"})
"""Populations that are told as a part of those struck, whoever they were."""


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
    sunk = (*mine.each, *joining.things(one, "instrument").each) if _accident(one) and _accident(other) else ()
    craft = not theirs.kinds or not theirs.kinds.isdisjoint(CRAFT[0])
    if not same and craft and any(t.known and t.kind in CRAFT[0] for t in sunk):
        return 2.0  # "the vessel went down", after a parse that lost what capsized
    return 1.5 if same else 0.0


def _accident(group: Group) -> bool:
    """Whether a happening is an accident of a craft or a building, by one of its words."""
    return any(m.candidate.frame.name == "accident" for m in group.members)


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
    if any(m.headline for m in other.members):
        return 3.5
    return 2.5 if any(m.early for m in other.members) else 1.0


SENTENCING = frozenset(("jail", "sentence", "imprison", "convict", "condemn"))


def sentenced(joining: Joining, one: Group, other: Group) -> float:
    """The sentence that a headline tells of is the one the report begins with, unless others are named."""
    first, last = one.members[0], other.last
    if first.noun or last.noun or not last.headline or not first.early:
        return 0.0
    if first.lemma not in SENTENCING or last.lemma not in SENTENCING:
        return 0.0
    some, others = joining.persons(one), joining.persons(other)
    return 0.0 if some and others and not some & others else 3.0


def spoken_of(joining: Joining, one: Group, other: Group) -> float:
    """ "The talks", "the complaint" without sides of its own, soon after what it takes up is told of."""
    first = naming(one)
    known = first.definite == "definite" or (other.last.headline and first.early)
    bare = first.noun and known and not first.doers and not first.struck
    close = one.members[0].sentence - other.last.sentence <= 3
    return 3.5 if one.family in TALKING and bare and close and first.lemma in SPOKEN_OF else 0.0


def other_held(joining: Joining, one: Group, other: Group) -> float:
    """Others are held, freed or tried: "she was placed under house arrest" after "arrested 54 people"."""
    if one.family not in ("COERCE", "RETREAT", "JUSTICE", "OFFICE") or one.members[0].noun:
        return 0.0
    if other.last.headline and joining.numbers(one) & joining.numbers(other):
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
    ruin = _only_ruin(one)
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
    if joining.other_people(one, other) or joining.elsewhere(one):
        return 0.0
    if not one.tolls.keys() & other.tolls.keys():
        return 2.5
    return 4.0 if sources(one).isdisjoint(sources(other)) else 0.0


def rival_arrests(joining: Joining, one: Group, other: Group) -> float:
    """Arrests or captives without doer, day or place of their own on another's word, or people in custody, soon after those told
    of."""
    both = (*one.members, *other.members)
    kidnapped = (
        all("abduct" in g.modes for g in (one, other))
        and one.family == other.family
        and one.members[0].effect == "held"
    )
    arrested = all(m.candidate.type == "COERCE" and m.effect == "held" for m in both)
    if not (arrested or kidnapped) or joining.persons(one):
        return 0.0
    if days_of_its_own(one, other):
        return 0.0
    if one.doers - other.doers or not one.places <= other.places or one.members[0].sentence - other.last.sentence > 2:
        return 0.0
    return 2.5 if sources(one).isdisjoint(sources(other)) else 0.0


def denied(joining: Joining, one: Group, other: Group) -> float:
    """What somebody denies is what was told before, where the denial gives no day or place of its own."""
    own = days_of_its_own(one, other) or one.places - other.places
    if own or one.family != "HARM" or other.family != "HARM":
        return 0.0
    return 1.5 if one.refuted and not other.refuted else 0.0


def one_movement(joining: Joining, one: Group, other: Group) -> float:
    """The vote or the unrest that a report is about, by its many names: "the poll", "the re-election"; "the unrest"."""
    if one.family != other.family or one.family not in MOVEMENTS:
        return 0.0
    names = MOVEMENTS[one.family]
    mine, theirs = naming(one), naming(other)
    if not (mine.noun and mine.lemma in names and not OTHER_ONES & _attributes(joining, mine)):
        return 0.0
    if theirs.lemma not in names or (_kinds(joining, mine) ^ _kinds(joining, theirs) and _kinds(joining, mine)):
        return 0.0
    known = mine.definite == "definite" or (other.last.headline and mine.early)
    return 2.0 if known and not OTHER_ONES & _attributes(joining, theirs) else 0.0


def ranked(joining: Joining, one: Group, other: Group) -> float:
    """ "... killed 34, in the deadliest assault this year": how what the sentence tells of ranks among others of its kind."""
    first = one.members[0]
    harm = one.family == other.family == "HARM" and first.sentence == other.last.sentence
    return 3.0 if harm and joining.ranks(first) else 0.0


def _attributes(joining: Joining, mention: Mention) -> set[str]:
    """The adjectives and nouns in front of a noun."""
    tokens = joining.syntax.tokens
    below = (tokens[c] for c in joining.syntax.children[mention.candidate.token])
    return {t.lemma.lower() for t in below if t.dep in ("amod", "compound")}


def _kinds(joining: Joining, mention: Mention) -> set[str]:
    """What sort of vote it is, by its own noun or what stands in front of it."""
    return {mention.lemma, *_attributes(joining, mention)} & VOTE_KINDS


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
    if not one.places:
        names |= _beside(joining, first)
    framed = _frame(joining, first)
    sentences = (syntax.analysis.sentences[m.sentence] for m in other.members)
    told = {t.word for s in sentences for t in syntax.tokens[s.first : s.last]}
    apart = (names and other.places and not names & told) or (framed and not framed & told)
    return -2.0 if apart else 0.0


AT = frozenset({"off", "near", "in", "at", "outside"})


def _beside(joining: Joining, mention: Mention) -> set[str]:
    """The names of where a noun's happening was, places or not: "the sinking off Mocha"."""
    tokens, below = joining.syntax.tokens, joining.syntax.children[mention.candidate.token]
    found = (tokens[c] for c in below if c and tokens[c].dep in ("nmod", "obl") and tokens[c].upos == "PROPN")
    return {t.word for t in found if tokens[t.index - 1].lemma in AT and joining.links.time(t.index) is None}


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


def their_names(joining: Joining, one: Group, other: Group) -> float:
    """As many persons are named as were told to be dead: "two officers were murdered", "Ali and Sani were shot dead"."""
    some, others = joining.of_persons(one.slain), joining.of_persons(other.slain)
    if not some or others or one.tolls.get("killed"):
        return 0.0
    return 1.5 if len(some) > 1 and joining.deaths(other) == {len(some)} else 0.0


def the_hurt(joining: Joining, one: Group, other: Group) -> float:
    """ "The injured were ...", "they were badly hurt", "some are dead": the harm told before, right behind it."""
    if not one.effects_only or one.doers or days_of_its_own(one, other) or not one.places <= other.places:
        return 0.0
    close = 0 <= one.members[0].sentence - joining.told_last(other).sentence <= 2
    taken = all(joining.taken_up(m) for m in one.members)
    return 2.5 if close and taken and other.family == "HARM" and not other.unreal else 0.0


def number(joining: Joining, one: Group, other: Group) -> float:
    """One noun is singular, the other plural."""
    nouns = [
        [m for m in g.members if m.noun and not (m.plural and (m.effect or joining.ranks(m)))] for g in (one, other)
    ]
    if not nouns[0] or not nouns[1] or MASS & {nouns[0][0].lemma, nouns[1][0].lemma}:
        return 0.0
    return -1.0 if nouns[0][0].plural != nouns[1][0].plural else 0.0


def headline(joining: Joining, one: Group, other: Group) -> float:
    """A headline tells what the first sentences tell, all the more with the same number of people."""
    if not (other.last.headline and one.members[0].early):
        return 0.0
    return 2.5 if joining.numbers(one) & joining.numbers(other) else 1.5


FEATURES: tuple[tuple[str, Feature], ...] = (
    ("same victims", same_victims), ("same doers", same_doers), ("refers back", refers_back), ("same word", same_word),
    ("mode", same_mode), ("same days", same_days), ("same place", same_place), ("toll", tolls),
    ("same things", same_things), ("their things", their_things), ("same arms", same_arms), ("damage", damage),
    ("bodies", bodies), ("follow-up toll", follow_up), ("rival toll", rival_toll), ("rival arrests", rival_arrests),
    ("denied", denied), ("judged", judged), ("sentenced", sentenced), ("spoken of", spoken_of), ("those", those),
    ("others held", other_held),
    ("distance", distance), ("realis", realis), ("number", number),
    ("headline", headline), ("their names", their_names), ("the hurt", the_hurt), ("new thing", new_thing),
    ("other name", other_name), ("one movement", one_movement), ("ranked", ranked),
)  # fmt: skip
"""What speaks for and against two groups being one happening, by name."""
