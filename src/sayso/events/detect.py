"""Which words of a report name events, and how each is coded: type, mode, context, frame.

Detection is lexical (`events.lexicon`) with conditions on syntax, in three steps: the words of entries are found, the longest
claim on a word wins, and what is left is checked for being used of an event at all ("attack helicopter" is none).
Time is linear in the number of words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from sayso.events.coding import Coder
from sayso.events.hearsay import Charge, charges, sums_up
from sayso.events.lexicon import Entry, Frame, Lexicon, Part, Support
from sayso.events.stated import Stated, stated
from sayso.events.surroundings import ANSWERS, Surroundings
from sayso.model import EventType, Phase, Reading, Span, Token

WIDE = 5
"""How many words a trigger's span may bridge between its first and last word."""


class Candidate(msgspec.Struct, frozen=True):
    """Words that name an event, with its coding. Indices are of `analysis.tokens`.

    `token` is the head word ("attack" in "carried out an attack"), `words` all words of the entry, `support` the light
    verb whose subject and obliques belong to it. `phase` is what the words alone say ("foiled"). `within`: another
    candidate's token that names the same happening ("killed in a strike").
    """

    trigger: Span
    token: int
    type: EventType
    frame: Frame
    mode: str | None = None
    modes: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    support: int | None = None
    phase: Phase | None = None
    within: int | None = None
    words: tuple[int, ...] = ()
    reasons: tuple[str, ...] = ()


class Match(msgspec.Struct, frozen=True):
    """An entry whose words stand at `words` and whose conditions hold; `token` is the head word."""

    entry: Entry
    token: int
    words: tuple[int, ...]


def detect(reading: Reading, lexicon: Lexicon) -> list[Candidate]:
    """The events that the words of a report name, in order of the text."""
    around = Surroundings(reading.analysis)
    found = settled(_matches(around, lexicon))
    matches = [m for m in found if m.entry.type is not None and eventive(around, m)]
    by_token = {m.token: m for m in matches}
    matches = [m for m in matches if not absorbed(around, m, by_token) and not sums_up(around, m.token)]
    coder = Coder(lexicon, around, {m.token: m.entry for m in matches})
    named = [_candidate(around, lexicon, coder, match, by_token) for match in matches]
    types = {m.token: m.entry.type or "" for m in matches}
    said = [_spoken(around, lexicon, coder, one) for one in stated(around, types)]
    charged = [_charged(around, lexicon, one) for one in charges(around, types)]
    return sorted([*named, *_apart([*charged, *said], {m.token: m for m in matches})], key=lambda c: c.token)


def _apart(said: Sequence[Candidate], by_token: Mapping[int, Match]) -> Iterator[Candidate]:
    """One act of speech a verb of saying, where that names no event itself."""
    seen: set[int] = set()
    for candidate in said:
        if candidate.token not in by_token and candidate.token not in seen:
            seen.add(candidate.token)
            yield candidate


def _spoken(around: Surroundings, lexicon: Lexicon, coder: Coder, one: Stated) -> Candidate:
    """An act of speech that no word names as a candidate; its mode is that of what is said."""
    coded = coder.spoken(one.type, one.token)
    return Candidate(
        trigger=around.tokens[one.token].span,
        token=one.token,
        type=one.type,
        frame=lexicon.frames[one.frame],
        mode=coded.mode,
        modes=coded.modes,
        context=coded.context,
        reasons=(f"rule: {one.reason}", *coded.reasons),
    )


def _charged(around: Surroundings, lexicon: Lexicon, one: Charge) -> Candidate:
    """An accusation that only the noun that sums it up names."""
    return Candidate(
        trigger=around.tokens[one.noun].span,
        token=one.noun,
        type="ACCUSE",
        frame=lexicon.frames["accuse"],
        mode="allege",
        support=one.verb,
        words=(one.noun,),
        reasons=("rule: what was said is called a charge",),
    )


# ---------------------------------------------------------------- verb and noun for one event
MEASURES = frozenset(("SANCTION", "COERCE"))
"""Types of measures: what a concession lifts, a refusal keeps, is no event of its own there."""


GRANTED = frozenset(("AID", "COOPERATE", "CONSULT", "SUPPORT"))
"""Types of what is only offered or promised: the help, the talks and the praise are no second event."""
EXCHANGED = frozenset(("swap", "exchange", "trade"))
"""What two sides agree to do to each other's prisoners is a deed to come, beside the agreement."""


def _only_promised(above: Match | None, match: Match, token: Token) -> bool:
    """Whether a verb only tells what is threatened or refused, or what help or talks are offered: "threatened to kill ten
    judges" is a threat, and no killing."""
    if above is None or above.entry.part != "verb" or token.dep != "xcomp":
        return False
    refused = above.entry.type == "REJECT" and above.entry.key != "deny"  # what is denied is told to have happened
    granted = match.entry.type in GRANTED and match.entry.key not in EXCHANGED
    return refused or above.entry.type == "THREATEN" or (above.entry.type == "AGREE" and granted)


CHARGES = frozenset(("ACCUSE", "JUSTICE", "CRIME"))
EXPLODING = frozenset(("explosion", "blast", "detonation", "bursting"))
"""Nouns whose "of" names what went off."""
HEARSAY = frozenset(("charge", "accusation", "allegation", "claim"))
"""What someone denies: "a charge that Lima denies" is no charge brought in court."""


def absorbed(around: Surroundings, match: Match, by_token: Mapping[int, Match]) -> bool:
    """Whether another match names the same event better: "signed" beside "agreement", "ban" under "lifted"."""
    token = around.tokens[match.token]
    if match.entry.part == "verb":
        if _only_promised(by_token.get(token.head), match, token):
            return True
        return any(_carries(around, match, by_token.get(o)) for o in around.children[match.token])
    if (
        token.dep == "nmod"
        and around.case(match.token) == "of"
        and around.tokens[token.head].lemma.lower() in EXPLODING
    ):
        return token.head in by_token  # "the explosion of a bomb"
    above = by_token.get(token.head) if token.dep in ("obj", "nsubj:pass") else None
    if above is not None and above.entry.type == "CONCEDE" and match.entry.type in MEASURES:
        return True
    if above is not None and above.entry.type == "THREATEN" and above.entry.part == "verb":
        return True  # "threatened further strikes"
    if match.entry.type not in CHARGES or around.tokens[match.token].lemma.lower() not in HEARSAY:
        return False
    below = [
        by_token[c] for c in around.children[match.token] if c in by_token and around.tokens[c].dep.startswith("acl")
    ]
    return any(one is not None and one.entry.type == "REJECT" for one in (above, *below))


def _carries(around: Surroundings, verb: Match, noun: Match | None) -> bool:
    """Whether a verb and its object are of one type, so that the noun names the event and the verb supports it."""
    if noun is None or noun.entry.part != "noun" or noun.entry.type != verb.entry.type:
        return False
    return around.tokens[noun.token].dep in ("obj", "nsubj:pass") and verb.entry.type in _CARRIED


_CARRIED = frozenset(
    ("SUPPORT", "AGREE", "CONSULT", "VOTE", "SANCTION", "COERCE", "COOPERATE", "AID", "MOBILIZE", "JUSTICE")
)


# ---------------------------------------------------------------- finding the words
_PARTS: Mapping[str, tuple[Part, ...]] = {
    "VERB": ("verb", "phrase", "adjective"),
    "AUX": ("verb", "phrase"),
    "NOUN": ("noun", "phrase"),
    "PROPN": ("noun", "phrase"),
    "ADJ": ("adjective", "phrase"),
    "ADP": ("phrase",),
    "ADV": ("phrase", "adjective"),
    "NUM": ("phrase",),
    "SCONJ": ("phrase",),
}


def _matches(around: Surroundings, lexicon: Lexicon) -> Iterator[Match]:
    """For each word and part of speech the best entry that it heads."""
    for token in around.tokens:
        for part in _parts(around, token):
            match = _match(around, lexicon.entries[part], part, token)
            if match is not None:
                yield match
                break


def _parts(around: Surroundings, token: Token) -> tuple[Part, ...]:
    """As what a word is looked up: a gerund with a preposition of its own as a noun first ("killed in firing by police")."""
    parts = _PARTS.get(token.upos, ())
    gerund = token.xpos == "VBG" and token.dep.startswith(("obl", "nmod")) and around.case(token.index)
    return ("noun", *parts) if gerund and parts else parts


def _match(around: Surroundings, table: Mapping[str, tuple[Entry, ...]], part: Part, token: Token) -> Match | None:
    """The first entry under the word whose other words and conditions are there."""
    for key in around.forms[token.index]:
        entries = table.get(key)
        if entries is None:
            continue
        near = around.clause(token.index).keys() if part == "verb" and len(entries[0].words) > 1 else None
        for entry in entries:
            if near is not None and not near >= entry.rest:
                continue
            words = _placed(around, entry, part, token)
            if words is not None:
                head = token.index if part != "phrase" else _top(around, words)
                if _allowed(around, entry, head):
                    return Match(entry, head, words)
    return None


def _allowed(around: Surroundings, entry: Entry, head: int) -> bool:
    if entry.when and not around.holds(entry.when, head):
        return False
    return not (entry.unless and around.holds(entry.unless, head))


def _placed(around: Surroundings, entry: Entry, part: Part, token: Token) -> tuple[int, ...] | None:
    """Where an entry's words stand around the word it is found by; None where one is missing."""
    if len(entry.words) == 1:
        return (token.index,)
    if part == "verb":
        return _scattered(around, entry, token.index)
    if part == "noun":
        return _row(around, entry.words[::-1], token.index, -1)
    return _row(around, entry.words, token.index, 1)


def _row(around: Surroundings, words: Sequence[str], index: int, step: int) -> tuple[int, ...] | None:
    """Words side by side from `index`, hyphens and quotation marks between them skipped."""
    found: list[int] = []
    size = len(around.tokens)
    for word in words:
        while found and 0 <= index < size and around.tokens[index].word in _SKIPPED:
            index += step
        if not 0 <= index < size or word not in around.forms[index]:
            return None
        found.append(index)
        index += step
    return tuple(sorted(found))


_SKIPPED = frozenset(("-", "–", '"', "'", "”", "“", "’", "‘"))


def _scattered(around: Surroundings, entry: Entry, index: int) -> tuple[int, ...] | None:
    """A verb with its particle, preposition, adverb or object wherever the clause has them."""
    below = around.clause(index)
    found = [index]
    for word in (*entry.words[: entry.head], *entry.words[entry.head + 1 :]):
        free = (b for b in below.get(word, ()) if b not in found)
        at = next((b for b in free if not _inside_name(around, b) and not _answered(around, b)), None)
        if at is None:
            return None
        found.append(at)
    return tuple(sorted(found))


def _answered(around: Surroundings, index: int) -> bool:
    """Whether a word is what others did before: no attack is carried out in "carried out in retaliation for an attack"."""
    above = around.tokens[around.tokens[index].head]
    return above.lemma.lower() in ANSWERS and above.index < index and around.case(index) in ("for", "to")


def _inside_name(around: Surroundings, index: int) -> bool:
    """Whether a word modifies the head of a name, or names a month: no support is told of in "the Rapid Support Forces", no
    march in "joined in March"."""
    token = around.tokens[index]
    if token.upos == "PROPN" and around.label(index) in ("DATE", "TIME"):
        return True
    return token.upos == "PROPN" and token.dep == "compound" and around.label(index) in ("ORG", "PERSON")


def _top(around: Surroundings, words: Sequence[int]) -> int:
    """The word of a row that the others hang on: a verb, noun or adjective whose head is outside, else the first."""
    inside = set(words)
    heads = [w for w in words if around.tokens[w].head not in inside or around.tokens[w].head == w]
    content = [w for w in heads if around.tokens[w].upos in ("VERB", "NOUN", "ADJ", "PROPN", "AUX")]
    return (content or heads or list(words))[0]


def settled(matches: Iterator[Match]) -> list[Match]:
    """The matches that keep their words: more words before fewer, then in order; in order of the text."""
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (-len(m.words), m.token)):
        if taken.isdisjoint(match.words):
            taken.update(match.words)
            kept.append(match)
    return sorted(kept, key=lambda m: m.token)


# ---------------------------------------------------------------- used of an event, or not
_TRANSPARENT = frozenset((
    "attempt", "campaign", "bid", "wave", "spree", "series", "operation", "effort", "incident", "spate", "toll", "claim",
))  # fmt: skip
"""Nouns that name the event their modifier names."""


def eventive(around: Surroundings, match: Match) -> bool:
    """Whether a noun or participle is used of an event: no modifier of another noun, no bare abstraction."""
    token = around.tokens[match.token]
    if match.entry.part == "noun":
        return _eventive_noun(around, match, token)
    if match.entry.part != "verb":
        return True
    if token.lemma.lower() == "name" and token.xpos == "VBN" and token.dep == "acl" and token.head == token.index - 1:
        return False  # "a woman named Ruth" was given no office
    return not _standing(around, token) and (token.xpos == "VBD" or token.dep not in ("amod", "compound"))


STANDING = frozenset(("back", "support", "oppose", "surround", "favor", "favour"))


def _standing(around: Surroundings, token: Token) -> bool:
    """Whether a relative clause only tells how things stand: "the coalition that backs the government"."""
    if not token.dep.startswith("acl") or token.lemma.lower() not in STANDING:
        return False
    auxiliaries = {
        around.tokens[c].word.lower() for c in around.children[token.index] if around.tokens[c].dep.startswith("aux")
    }
    return token.xpos in ("VBZ", "VBP") or (
        around.passive(token.index) and not auxiliaries & {"was", "were", "been", "being"}
    )


def _eventive_noun(around: Surroundings, match: Match, token: Token) -> bool:
    if token.upos == "PROPN" and not (
        around.label(token.index) in ("", "EVENT") or around.sentences[token.sentence].upper
    ):
        return False
    if _part_of_a_name(around, token):
        return False
    if token.dep == "compound" or (token.dep == "amod" and token.head > token.index):
        return around.tokens[token.head].lemma.lower() in _TRANSPARENT
    if match.entry.bare or len(match.words) > 1:
        return True
    return _specific(around, token)


def _part_of_a_name(around: Surroundings, token: Token) -> bool:
    """Whether a capital inside a sentence says that a noun is in a name that nobody labelled: "Group for the Support of Islam"."""
    sentence = around.sentences[token.sentence]
    inside = sentence.kind == "body" and not sentence.upper and token.index > sentence.first
    return inside and token.upos == "PROPN" and token.word[:1].isupper() and around.label(token.index) == ""


def _specific(around: Surroundings, token: Token) -> bool:
    """Whether a noun stands for certain happenings: determined, modified, plural, or with arguments or a light verb."""
    if token.xpos in ("NNS", "NNPS") or around.sentences[token.sentence].kind == "headline":
        return True
    if token.dep == "obl" and around.case(token.index) == "under":
        return True  # "came under attack"
    first = token.head if token.dep == "conj" else token.index  # "the kidnapping and murder" share their article
    deps = {around.tokens[c].dep.partition(":")[0] for i in {first, token.index} for c in around.children[i]}
    if deps & {"det", "amod", "nmod", "nummod", "compound", "acl", "obl"} or token.dep in ("obj", "nsubj:pass"):
        return True
    return token.dep == "nsubj" and around.tokens[token.head].lemma.lower() in _HAPPENING  # "fighting erupted"


# ---------------------------------------------------------------- the light verb
_SUPPORTED = frozenset(("obj", "nsubj", "nsubj:pass", "obl", "obl:agent", "xcomp"))
_NAMING = frozenset(("call", "dismiss", "brand", "label", "term", "deem", "describe"))
_HAPPENING = frozenset((
    "occur", "happen", "erupt", "begin", "start", "resume", "continue", "end", "follow", "come", "intensify", "escalate",
    "rage", "ensue", "fail", "collapse", "last", "unfold", "flare", "break", "surge", "spread", "subside", "persist",
    "spiral", "engulf", "grip", "sweep", "rock", "worsen", "spill", "recur", "cease", "stop", "ease", "abate", "swell",
))  # fmt: skip
"""Verbs whose subject is a happening: what hangs on them is said of it."""


def support_of(around: Surroundings, lexicon: Lexicon, index: int) -> tuple[int, Support] | None:
    """The light verb of a noun: the one it is the object of, or a participle or relative clause on it."""
    token = around.tokens[index]
    if token.dep == "xcomp" and around.tokens[token.head].lemma.lower() in _NAMING:
        return token.head, Support((around.tokens[token.head].lemma,))  # "called the killings an outrage"
    if token.dep in _SUPPORTED and token.head != index:
        found = _support(around, lexicon, token.head, around.case(index), index)
        if found is not None:
            return token.head, found
    for child in around.children[index]:
        if around.tokens[child].dep.startswith("acl") and around.passive(child):
            found = _support(around, lexicon, child, "", index)
            if found is not None:
                return child, found
    return None


def _support(around: Surroundings, lexicon: Lexicon, verb: int, case: str, noun: int) -> Support | None:
    token = around.tokens[verb]
    if around.tokens[noun].dep == "nsubj" and not around.passive(verb):
        return Support((token.lemma,)) if token.lemma.lower() in _HAPPENING else None
    named = (around.tokens[c] for c in around.children[verb] if around.tokens[c].dep == "xcomp")
    if token.lemma.lower() == "call" and any(one.upos in ("NOUN", "ADJ") for one in named):
        return None  # "called the killings an outrage"
    particles = {around.tokens[p].word.lower() for p in around.particles(verb)} | {case}
    particles |= {form for o in around.objects(verb) if o != noun for form in around.forms[o]}
    for support in lexicon.supports.get(token.lemma.lower(), ()):
        if set(support.words[1:]) <= particles and (len(support.words) > 1 or not case):
            return support
    return None


# ---------------------------------------------------------------- candidates
_CAUSES = frozenset(("in", "by", "during", "from", "after", "when", "with", "amid", "at", "to"))
_HARM_FRAMES = frozenset(("kill", "wound", "die", "toll", "toll_wounded"))


def _carrier(around: Surroundings, match: Match, by_token: Mapping[int, Match]) -> tuple[int, Support] | None:
    """The verb of the same type that the noun is the object of."""
    head = around.tokens[match.token].head
    verb = by_token.get(head)
    if verb is None or head == match.token or not _carries(around, verb, match):
        return None
    return head, Support((around.forms[head][0],), phase=verb.entry.phase)


def _governing(around: Surroundings, match: Match) -> int:
    """The word that the arguments hang on: the participle where the entry begins with its auxiliary ("be sentenced")."""
    token = around.tokens[match.token]
    return token.head if token.dep == "aux:pass" and token.head in match.words else match.token


def _candidate(
    around: Surroundings, lexicon: Lexicon, coder: Coder, match: Match, by_token: Mapping[int, Match]
) -> Candidate:
    entry, support = match.entry, None
    words = match.words
    if entry.part == "noun":
        carrier = _carrier(around, match, by_token)
        found = (support_of(around, lexicon, index) for index in (match.token, *match.words))
        support = next((one for one in found if one is not None), carrier)
        if carrier is not None:
            words = tuple(sorted({carrier[0], *words}))
    frame = entry.frame
    if support is not None:
        if support[1].inverse:
            frame = frame.inverted()
        elif support[1].against:
            frame = frame.opposed(passive=around.passive(support[0]))
    coded = coder.code(entry, match.token, match.words)
    said = support[1].phase if support is not None else None
    assert entry.type is not None
    return Candidate(
        trigger=_trigger(around, _with_verb(words, support, by_token), match.token),
        token=_governing(around, match),
        type=entry.type,
        frame=frame,
        mode=coded.mode,
        modes=coded.modes,
        context=coded.context,
        support=support[0] if support is not None else None,
        phase=entry.phase or said,
        within=_within(around, match, by_token),
        words=words,
        reasons=(f"lexicon {entry.id}: {' '.join(entry.words)}", *coded.reasons),
    )


def _with_verb(
    words: tuple[int, ...], support: tuple[int, Support] | None, by_token: Mapping[int, Match]
) -> tuple[int, ...]:
    """The words with their light verb: "declared a state of emergency". Not with one that names an event of its own, or that
    is true where the event is not: "prevented the attack"."""
    if support is None or support[0] in by_token or support[1].phase not in (None, "ongoing"):
        return words
    return tuple(sorted({support[0], *words}))


def _trigger(around: Surroundings, words: Sequence[int], head: int) -> Span:
    """From the first to the last of the words, where those are near each other; else the head word."""
    first, last = words[0], words[-1]
    if last - first > WIDE + len(words):
        first = last = head
    return Span(around.tokens[first].start, around.tokens[last].end)


_TELLING = frozenset(("say", "report", "announce", "confirm", "add", "state"))
_ATTACKS = frozenset((
    "attack", "raid", "ambush", "strike", "airstrike", "bombing", "assault", "shooting", "blast", "explosion", "massacre",
    "shelling",
))  # fmt: skip
"""Nouns for one attack, in which all that is told before them came about; a "confrontation" may be several deeds."""


def _hung(around: Surroundings, index: int, by_token: Mapping[int, Match]) -> Iterator[int]:
    """What an "in" names that the parse hangs on the one harmed, on who reacts or on who tells it: "condemned the murder of the
    mayor in an attack", "gunmen killed nine, officials said, in an attack"."""
    token = around.tokens[index]
    if token.upos == "VERB":
        telling = [token.head, *(c for c in around.children[index] if around.tokens[c].dep == "parataxis")]
        for verb in (v for v in telling if v > index and around.tokens[v].lemma.lower() in _TELLING):
            told = (c for c in around.children[verb] if c > verb and around.case(c) in ("in", "during"))
            yield from (c for c in told if around.tokens[c].lemma.lower() in _ATTACKS)
        return
    if token.upos != "NOUN":
        return
    above = [token.head] if token.dep == "obj" and _reacts(by_token.get(token.head)) else []
    harmed = [c for c in around.children[index] if around.case(c) == "of"]
    for one in (*above, *harmed):
        yield from (c for c in around.children[one] if c > index and around.case(c) in ("in", "during"))


def _reacts(match: Match | None) -> bool:
    """Whether a verb tells what is said or thought of a harm, and no deed: it names an act of speech, or no event."""
    return match is None or match.entry.type in ("ACCUSE", "REJECT", "REQUEST", "SUPPORT", "CONCEDE")


def _settings(around: Surroundings, match: Match, by_token: Mapping[int, Match]) -> Iterator[int]:
    """The nouns that a harm may have come about in: what did it, what hangs on it with "in" or the like, and what it came
    after ("two died following an ambush")."""
    below = around.children[match.token]
    for child in (*below, *around.subjects(match.token), *_hung(around, match.token, by_token)):
        dep = around.tokens[child].dep
        hangs = dep.startswith(("obl", "nmod")) and around.case(child) in _CAUSES
        if hangs or dep in ("nsubj", "obl:agent"):
            yield child
    yield from (o for c in below if around.tokens[c].word.lower() == "following" for o in around.objects(c))


def _within(around: Surroundings, match: Match, by_token: Mapping[int, Match]) -> int | None:
    """The event that a harm came about in: "killed in an air strike", "the strike killed"."""
    if match.entry.type not in ("ASSAULT", "DISASTER") or match.entry.frame.name not in _HARM_FRAMES:
        return None
    for child in _settings(around, match, by_token):
        for one in (child, around.gerund(child)):
            other = by_token.get(one) if one is not None else None
            if other is None or one == match.token or other.entry.type != match.entry.type:
                continue
            if other.entry.part == "noun" or one != child:
                return one
    return None
