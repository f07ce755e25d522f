"""Who vouches for what stands at a span, and how firmly.

Of a chain of claims the innermost source vouches; the outer ones are reached through `Claim.within`. What the words
commit to is `language.certainty`'s business; what a source does with its content (denies, doubts, expects) is the
claim's stance, and counts here only where the cue does not govern the span, since a governing cue has already had its
say in the commitment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from sayso.language.certainty import REACH, compose, denial_above
from sayso.language.encoder import of
from sayso.mentions import MentionIndex
from sayso.model import REPORT_VOICE, Actor, Attestation, Claim, Factuality, Reading, Span, Stance, Token

EFFECT: Mapping[Stance, Factuality] = MappingProxyType({
    "says": "CT+", "confirms": "CT+", "admits": "CT+", "accuses": "CT+", "reports": "CT+", "warns": "CT+",
    "praises": "CT+", "condemns": "CT+",
    "denies": "CT-", "doubts": "PR-",
    "expects": "PR+", "believes": "PR+",
    "demands": "Uu", "threatens": "Uu", "promises": "Uu", "plans": "Uu", "wants": "Uu", "asks": "Uu", "declines": "Uu",
})  # fmt: skip
"""What each stance makes of a content that is stated flatly."""

TAKES_FOR_GRANTED = frozenset(("praises", "condemns"))
"""Stances towards a happening that the report itself takes for granted ("condemned the strike")."""

ATTITUDES = frozenset(("demands", "threatens", "promises", "plans", "wants", "asks"))
"""Stances that the report tells of in its own voice, without saying that their content came about."""

OPEN = frozenset(("demands", "threatens", "wants", "asks"))
"""Stances that leave their content open however the parser hung it: to weaken twice does no harm, to deny twice would."""

GRANTED = 2.6
"""Certainty from which a source that demands, wants or asks something takes a happening in its content for granted."""

ASSERTED = frozenset(("says", "accuses", "reports", "confirms", "admits", "warns", "believes"))
"""Stances whose content somebody else can deny."""

SAYINGS = frozenset((
    "charge", "accusation", "allegation", "claim", "report", "assertion", "suggestion", "version", "account", "statement",
    "rumor", "rumour", "story", "insinuation",
))  # fmt: skip
"""Nouns under which what somebody said is denied."""

CHARGES = frozenset(("charge", "accusation", "allegation"))
"""Nouns for what somebody was accused of, rather than what another said since."""

CIRCUMSTANCES = frozenset(("when", "after", "before", "while", "as", "since", "because", "until", "although", "though"))
"""Words that begin a clause of circumstances."""

KNOWN = frozenset(("since", "despite", "ahead", "notwithstanding"))
"""Prepositions of what is known besides what somebody says."""

BEGINNING = frozenset(("begin", "start", "erupt", "end", "break"))
"""What wars do since when something is said to be so."""

BLAMES = frozenset(("blame", "attribute", "ascribe", "pin"))
"""Cues that say who did what is known to have been done."""

CAUSING = frozenset((
    "start", "trigger", "provoke", "cause", "ignite", "spark", "initiate", "instigate", "prolong", "fuel", "escalate",
    "exacerbate", "inflame", "worsen", "stoke", "feed", "fan",
))  # fmt: skip
"""Verbs under which an accusation takes its happening for granted ("of provoking *the clash*")."""

TAKEN_UP = frozenset(("this", "that", "it", "so", "something"))
"""Pronouns that stand for all of what somebody just said."""

SUMMING = frozenset((
    "move", "step", "decision", "development", "fact", "claim", "news", "account", "action", "measure", "something", "incident",
))  # fmt: skip
"""Nouns that sum up the clause before them."""

PARTAKING = frozenset((
    "involvement", "role", "responsibility", "link", "hand", "complicity", "participation", "connection", "knowledge", "part",
))  # fmt: skip
"""Nouns for having had to do with what happened: who denies them does not deny that it happened."""

NEAR, SENTENCES = 8, 4
"""How many claims and how many sentences back "the accusation" is looked for; "a charge" and "which" in their own alone."""

IMPLIED: Factuality = "PR+"
"""Hearsay from nobody in particular ("reportedly", "accusations that") is at most probable."""


def attest(reading: Reading, span: Span, factuality: Factuality) -> tuple[Attestation, ...]:
    """Who vouches for what stands at `span`, given how firmly its own words commit to it. Never empty."""
    covering = [claim for claim in _contents(_Same(reading)).at(span.start) if not _named(reading, claim, span)]
    covering = [claim for claim in covering if not _background(reading, span, claim)]
    covering = _told_of(reading, covering, span)
    if covering and _known_of(reading, span):
        covering = []
    passing = {claim.within for claim in covering}
    covering = [claim for claim in covering if claim.id not in passing]  # of a chain on one content the innermost
    if not covering:
        return (Attestation(source=REPORT_VOICE, factuality=factuality), *_seconded(reading, span, factuality))
    governors = _governors(reading, span)
    presumed = factuality == "CT+" and _presumed(reading, span)
    own = [
        one
        for claim in covering
        for one in _together(
            reading, claim, _passed_on(reading, claim, _attestation(claim, governors, factuality, presumed=presumed))
        )
    ]
    own += _denials(reading, covering, factuality, span)
    denial = _denial(reading, covering)
    if denial is not None:
        if _no_part(reading, span, governors) or (factuality == "CT+" and _object(reading, span, denial)):
            return (Attestation(source=REPORT_VOICE, factuality=factuality),)
        own = _contradicted(reading, denial, span, factuality) or own
    own += _seconded(reading, span, factuality)
    granted = all(_taken_for_granted(reading, claim, span) or _blamed(reading, claim, span) for claim in covering)
    open_ended = all(claim.stance in ATTITUDES for claim in covering) and factuality[:2] != "CT"
    if granted or open_ended:
        value = own[0].factuality if open_ended else factuality
        own.append(Attestation(source=REPORT_VOICE, factuality=value))
    return tuple(dict.fromkeys(own))


def _told_of(reading: Reading, covering: Sequence[Claim], span: Span) -> list[Claim]:
    """The claims, where one only says whose deed it is ("*attacks* attributed to the ADF") with the one around it instead."""
    found: list[Claim] = []
    for claim in covering:
        deed = claim.stance == "accuses" and not claim.source.spans and len(claim.content) > 1
        if deed and claim.cue and span.end <= claim.cue[0].start and _blames(reading, claim):
            around = reading.find(claim.within or "")
            found += [around] if isinstance(around, Claim) else []
        else:
            found.append(claim)
    return found


def _blames(reading: Reading, claim: Claim) -> bool:
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    cue = tokens[bisect_left(starts, claim.cue[0].start) : bisect_left(starts, claim.cue[-1].end)]
    return any(token.lemma.lower() in BLAMES for token in cue)


def _taken_for_granted(reading: Reading, claim: Claim, span: Span) -> bool:
    """Whether the happening is what is praised or condemned: the report tells of it too ("condemned the raid"). What somebody
    is criticized *for doing* is the critic's word alone.
    """
    if claim.stance not in TAKES_FOR_GRANTED:
        return claim.stance == "confirms" and _is_called(reading, claim)
    tokens = reading.analysis.tokens
    token = tokens[bisect_right(reading.analysis.starts, span.start) - 1] if tokens else None
    return token is None or token.xpos != "VBG"


def _is_called(reading: Reading, claim: Claim) -> bool:
    """Whether the report tells the content itself and adds who confirms it: "..., *a move confirmed by* the ministry"."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    if not claim.cue or not claim.content or claim.content[-1].end > claim.cue[0].start:
        return False
    between = tokens[bisect_left(starts, claim.content[-1].end) : bisect_left(starts, claim.cue[0].start)]
    return len(between) > 2 and between[0].word == "," and between[1].word.lower() in ("a", "an")


def _no_part(reading: Reading, span: Span, governors: Sequence[Span]) -> bool:
    """Whether what is denied is having had to do with the happening: "denied any role in the blast", "denied being behind it"."""
    tokens, starts, children = reading.analysis.tokens, reading.analysis.starts, reading.analysis.children
    if not tokens:
        return False
    above = [tokens[bisect_left(starts, word.start)] for word in governors[:2]]
    own = children[bisect_right(starts, span.start) - 1]
    behind = any(tokens[child].dep == "case" and tokens[child].word.lower() == "behind" for child in own)
    return behind or any(token.lemma.lower() in PARTAKING for token in above)


def _object(reading: Reading, span: Span, denial: Claim) -> bool:
    """Whether a noun for the happening stands in what is turned down, with no verb between: "rejected the result of *the
    vote*"."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    if not tokens or not denial.cue:
        return False
    token = tokens[bisect_right(starts, span.start) - 1]
    while token.upos in ("NOUN", "PROPN") and token.head != token.index:
        if any(cue.contains(tokens[token.head].span) for cue in denial.cue):
            return True
        token = tokens[token.head]
    return False


def _denial(reading: Reading, covering: Sequence[Claim]) -> Claim | None:
    """The denial among the claims, or the one around hearsay that it denies ("denied reports that ...")."""
    around = (reading.find(claim.within or "") for claim in covering if claim.cue)
    found = (claim for claim in (*covering, *around) if isinstance(claim, Claim) and claim.stance == "denies")
    return next(found, None)


def _contradicted(reading: Reading, denial: Claim, span: Span, factuality: Factuality) -> list[Attestation]:
    """Who denies, and who is said to say, what stands under a word for somebody's saying: of "denied reports that it fled"
    nobody in particular, who is left uncommitted. Nothing where it stands under none.
    """
    tokens = reading.analysis.tokens
    index = bisect_right(reading.analysis.starts, span.start) - 1
    for _ in range(REACH if tokens else 0):
        if denial_above(reading.analysis, index) is not None:
            owner = _owner(reading, tokens[tokens[index].head])
            said = compose("CT-", factuality) if owner else "Uu"
            return [
                Attestation(source=denial.source.actor, factuality=factuality, claim=denial.id),
                Attestation(source=owner.id if owner else None, factuality=said),
            ]
        if tokens[index].head == index:
            break
        index = tokens[index].head
    return []


def _owner(reading: Reading, noun: Token) -> Actor | None:
    """Whose a claim, report or accusation is ("the army's claim that", "accusations by residents that")."""
    tokens, children = reading.analysis.tokens, reading.analysis.children
    for child in children[noun.index]:
        token = tokens[child]
        by = any(tokens[c].dep == "case" and tokens[c].word.lower() in ("by", "from") for c in children[child])
        if token.dep == "nmod:poss" or (token.dep in ("nmod", "obl:agent") and by):
            return _actors(_Same(reading)).at(token.span)
    return None


def _named(reading: Reading, claim: Claim, span: Span) -> bool:
    """Whether the span is what a denial calls the thing denied: "denied the accusation" says that there was one."""
    if claim.stance != "denies":
        return False
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    first = bisect_left(starts, claim.content[0].start)
    noun = next((token for token in tokens[first : first + 4] if token.upos == "NOUN"), None)
    return noun is not None and span.contains(noun.span) and noun.lemma.lower() in SAYINGS


def _blamed(reading: Reading, claim: Claim, span: Span) -> bool:
    """Whether the span is a noun for what somebody is blamed for: that it happened is taken for granted."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    if claim.stance != "accuses" or not claim.cue or not tokens:
        return False
    cue = tokens[bisect_left(starts, claim.cue[0].start) : bisect_left(starts, claim.cue[-1].end)]
    words = tokens[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
    if not words or not all(token.upos == "NOUN" for token in words):
        return False
    above = tokens[words[-1].head]
    caused = above.lemma.lower() in CAUSING and words[-1].dep == "obj"
    return caused or any(token.lemma.lower() in BLAMES for token in cue)


def _denials(reading: Reading, covering: Sequence[Claim], factuality: Factuality, span: Span) -> list[Attestation]:
    """The word of those who deny what the covering claims say of the happening ("..., a charge the ministry denies")."""
    answers = _answers(_Same(reading))
    if not any(claim.id in answers for claim in covering) or _aside(reading, span, covering[0]):
        return []
    return [
        Attestation(source=denial.source.actor, factuality=compose("CT-", factuality), claim=denial.id)
        for claim in covering
        for denial in answers.get(claim.id, ())
        if factuality != "Uu"
    ]


def _seconded(reading: Reading, span: Span, factuality: Factuality) -> list[Attestation]:
    """The word of those who confirm all that a clause tells: "released 51 men, a move confirmed by the Red Cross"."""
    found = _confirmations(_Same(reading))
    if not found or factuality != "CT+":
        return []
    verb = bisect_right(reading.analysis.starts, span.start) - 1
    return [Attestation(source=c.source.actor, factuality="CT+", claim=c.id) for c in found.get(verb, ())]


@lru_cache(maxsize=2)
def _confirmations(same: _Same) -> Mapping[int, tuple[Claim, ...]]:
    """By the verb of a clause the claims that confirm it as a whole, by "which" or a noun that sums it up."""
    tokens, starts = same.reading.analysis.tokens, same.reading.analysis.starts
    found: dict[int, tuple[Claim, ...]] = {}
    for claim in same.reading.claims:
        if claim.stance != "confirms" or claim.source.actor is None or not tokens:
            continue
        words = tokens[bisect_left(starts, claim.content[0].start) : bisect_left(starts, claim.content[0].end)]
        summing = words and len(words) <= 2 and (words[0].xpos in ("WDT", "WP") or words[-1].lemma.lower() in SUMMING)
        if not summing or tokens[words[0].index - 1].word not in (",", "-", "--", "–", "—"):
            continue
        first = same.reading.analysis.sentences[words[0].sentence].first
        verb = _clause_above(tokens, words[-1], first)
        if verb is not None:
            found[verb] = (*found.get(verb, ()), claim)
    return found


def _clause_above(tokens: Sequence[Token], word: Token, first: int) -> int | None:
    """The verb before a word of its sentence that it hangs on, over nouns and the verb of its own clause."""
    index = word.index
    for _ in range(REACH):
        index = tokens[index].head
        if first <= index < word.index and tokens[index].upos == "VERB":
            return index
        if tokens[index].head == index:
            return None
    return None


def _aside(reading: Reading, span: Span, claim: Claim) -> bool:
    """Whether a happening is told by the way in a claim's content: in an adverbial clause, or a relative one that is not on those
    who are said to have done it."""
    tokens = reading.analysis.tokens
    index = bisect_right(reading.analysis.starts, span.start) - 1
    for _ in range(REACH):
        if not any(piece.contains(tokens[index].span) for piece in claim.content):
            return False
        if tokens[index].dep == "acl:relcl" and (
            _behind_comma(reading, index) or not _doer(tokens[tokens[index].head])
        ):
            return True
        if tokens[index].dep == "advcl" and _circumstance(reading, index):
            return True
        if tokens[index].head == index:
            return False
        index = tokens[index].head
    return False


def _background(reading: Reading, span: Span, claim: Claim) -> bool:
    """Whether it is told in a clause behind a comma that keeps the report's present under a speech of the past: "said the
    attack was the work of X, which has besieged the town for months" is the report's own help to its readers.
    """
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    if claim.manner != "indirect" or not claim.cue or not tokens:
        return False
    cue = tokens[bisect_left(starts, claim.cue[0].start) : bisect_left(starts, claim.cue[-1].end)]
    if not any(token.xpos == "VBD" for token in cue):
        return False
    clause = _relative(reading, bisect_right(starts, span.start) - 1, claim)
    if clause is None:
        return False
    below = [tokens[child] for child in reading.analysis.children[clause.index]]
    finite = [token for token in (*below, clause) if token.xpos in ("VBZ", "VBP", "VBD", "MD")]
    pronoun = next((token for token in below if token.xpos in ("WDT", "WP") and token.index < clause.index), None)
    comma = pronoun is not None and pronoun.index > 0 and tokens[pronoun.index - 1].word == ","
    return comma and bool(finite) and finite[0].xpos in ("VBZ", "VBP")


def _known_of(reading: Reading, span: Span) -> bool:
    """Whether it is told as known to everybody, not as part of what somebody says: "since the war began", "despite an embargo".

    Only nouns are: "since rebels took the town" is told by who says it.
    """
    tokens, children = reading.analysis.tokens, reading.analysis.children
    if not tokens:
        return False
    noun = tokens[max(bisect_left(reading.analysis.starts, span.end) - 1, 0)]  # "since the full-scale *invasion*"
    if noun.upos not in ("NOUN", "PROPN") or noun.head == noun.index:
        return False
    clause = tokens[noun.head]
    definite = any(tokens[child].word.lower() in ("the", "its", "their") for child in children[noun.index])
    if noun.dep == "nsubj" and definite and clause.lemma.lower() in BEGINNING and clause.dep == "advcl":
        return any(tokens[child].word.lower() == "since" for child in children[clause.index])
    if (
        noun.lemma.lower() == "war"
        and definite
        and not any(tokens[child].dep == "acl:relcl" for child in children[noun.index])
    ):
        return True
    if clause.word.lower() == "ahead" and clause.index < noun.index:
        return True
    if noun.dep == "nmod" and clause.lemma.lower() in ("start", "beginning", "outbreak", "onset"):
        noun = clause
    return any(
        tokens[child].word.lower() in KNOWN and tokens[child].index < noun.index for child in children[noun.index]
    )


def _relative(reading: Reading, index: int, claim: Claim) -> Token | None:
    """The relative clause inside the claim's content that a word stands in."""
    tokens = reading.analysis.tokens
    for _ in range(REACH):
        if not any(piece.contains(tokens[index].span) for piece in claim.content):
            return None
        if tokens[index].dep == "acl:relcl":
            return tokens[index]
        if tokens[index].head == index:
            return None
        index = tokens[index].head
    return None


def _doer(noun: Token) -> bool:
    """Whether a noun names who does something: of "extracted by officers who beat him" the officers."""
    return noun.dep in ("nsubj", "obl:agent")


def _behind_comma(reading: Reading, clause: int) -> bool:
    """Whether a relative clause adds something: its pronoun stands behind a comma."""
    tokens = reading.analysis.tokens
    below = (tokens[child] for child in reading.analysis.children[clause])
    pronoun = next((t for t in below if t.xpos in ("WDT", "WP", "WP$", "WRB") and t.index < clause), None)
    return pronoun is not None and pronoun.index > 0 and tokens[pronoun.index - 1].word in (",", "-", "--", "–", "—")


def _circumstance(reading: Reading, index: int) -> bool:
    """Whether a clause tells when or why ("after ...", "as ..."), and not what ("of sheltering ...")."""
    below = (reading.analysis.tokens[child] for child in reading.analysis.children[index])
    return any(token.dep in ("mark", "advmod") and token.word.lower() in CIRCUMSTANCES for token in below)


@lru_cache(maxsize=2)
def _answers(same: _Same) -> Mapping[str, tuple[Claim, ...]]:
    """By the id of a claim the denials that answer it."""
    found: dict[str, tuple[Claim, ...]] = {}
    told: list[Claim] = []
    for claim in sorted(same.reading.claims, key=lambda one: one.cue or one.content):
        if claim.stance == "denies" and claim.source.actor is not None:
            answered = _answered(same.reading, claim, told[-NEAR:])
            if answered is not None:
                found[answered.id] = (*found.get(answered.id, ()), claim)
        elif claim.stance in ASSERTED:
            told.append(claim)
    return found


def _answered(reading: Reading, denial: Claim, told: Sequence[Claim]) -> Claim | None:
    """The claim that a denial of "a charge", "the report", "which" answers: the nearest one before it by somebody else."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    piece = denial.content[0]
    first, last = bisect_left(starts, piece.start), bisect_left(starts, piece.end)
    words = tokens[first:last]
    relative = bool(words) and words[0].xpos in ("WDT", "WP")
    taken_up = _taken_up(words) or _nobody_harmed(words)
    them = len(words) == 1 and words[0].word.lower() == "them"
    noun = next((token for token in words[:4] if token.upos == "NOUN"), None)
    if not (relative or taken_up or them) and (
        noun is None or noun.lemma.lower() not in SAYINGS or _tells_what(reading, noun)
    ):
        return None
    reach = 1 if taken_up or them else 0 if relative or words[0].word.lower() in ("a", "an") else SENTENCES
    charged = noun is not None and noun.lemma.lower() in CHARGES and not (relative or taken_up or them)
    accused = [claim for claim in told if claim.stance == "accuses"] if charged else []
    for claim in (*reversed(accused), *reversed(told)):
        away = words[0].sentence - tokens[bisect_left(starts, claim.content[0].start)].sentence
        if them and not _noun_cue(reading, claim):
            continue
        if 0 <= away <= reach and claim.source.actor != denial.source.actor and denial.id != claim.id:
            return claim
    return None


def _noun_cue(reading: Reading, claim: Claim) -> bool:
    """Whether a claim is told by a noun that "them" can stand for ("there were reports that")."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    last = tokens[bisect_left(starts, claim.cue[-1].end) - 1] if claim.cue else None
    return last is not None and last.xpos == "NNS"


def _nobody_harmed(words: Sequence[Token]) -> bool:
    """ "Denied that *anyone had been* mistreated": an answer to who said that somebody was."""
    first = words[1:] if words and words[0].word.lower() == "that" else words
    subject = first[0].word.lower() if first else ""
    if subject in ("losing", "suffering", "sustaining"):
        return any(token.word.lower() in ("any", "casualties", "losses") for token in first)
    passive = any(token.dep == "aux:pass" for token in first)
    return passive and (subject in ("anyone", "anybody") or (subject == "any" and len(first) > 1))


def _taken_up(words: Sequence[Token]) -> bool:
    """Whether a denial is of all that was just said: "denied that", "denied doing so", "denied any wrongdoing"."""
    said = [token.word.lower() for token in words]
    return said in (["doing", "so"], ["having", "done", "so"]) or (
        0 < len(said) < 3 and (said == [*said[:-1], "wrongdoing"] or (len(said) == 1 and said[0] in TAKEN_UP))
    )


def _tells_what(reading: Reading, noun: Token) -> bool:
    """Whether the noun itself tells what was said: "the claim that ...", "allegations of torture"."""
    tokens, children = reading.analysis.tokens, reading.analysis.children
    below = [tokens[child] for child in children[noun.index] if child > noun.index]
    said = [token for token in below if token.dep in ("acl", "ccomp", "nmod")]
    return any(all(tokens[child].word.lower() != "as" for child in children[token.index]) for token in said)


class Contents:
    """Which claims' contents a place in the text stands in, the innermost alone. Built in the order of n log n."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        together: dict[Span, list[Claim]] = {}
        for claim in claims:
            for piece in claim.content:
                together.setdefault(piece, []).append(claim)
        self._claims = together
        self._cuts: list[int] = []
        self._innermost: list[Span | None] = []
        self._sweep(sorted(together, key=lambda piece: (piece.start, -piece.end)))

    def at(self, offset: int) -> Sequence[Claim]:
        """The claims that share the innermost content around the character; none where it stands in no content."""
        found = bisect_right(self._cuts, offset) - 1
        piece = self._innermost[found] if found >= 0 else None
        return self._claims[piece] if piece else ()

    def _sweep(self, pieces: Sequence[Span]) -> None:
        opened: list[Span] = []
        at = 0
        for cut in sorted({offset for piece in pieces for offset in piece}):
            while at < len(pieces) and pieces[at].start == cut:
                opened.append(pieces[at])
                at += 1
            while opened and opened[-1].end <= cut:
                opened.pop()
            self._cuts.append(cut)
            self._innermost.append(opened[-1] if opened else None)


class _Same:
    """A reading compared by identity, so that what is worked out of it once need not be again."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.reading is other.reading

    def __hash__(self) -> int:
        return id(self.reading)


@lru_cache(maxsize=2)
def _actors(same: _Same) -> MentionIndex[Actor]:
    return MentionIndex(same.reading.actors)


@lru_cache(maxsize=2)
def _contents(same: _Same) -> Contents:
    return Contents(same.reading.claims)


def _presumed(reading: Reading, span: Span) -> bool:
    """Whether readers would take what stands at the span for granted: "asked why the bridge was left unguarded"."""
    encoded = of(reading)
    certainty = encoded.certainty(span) if encoded else None
    return certainty is not None and certainty >= GRANTED


def _attestation(
    claim: Claim, governors: Sequence[Span], factuality: Factuality, *, presumed: bool = False
) -> Attestation:
    governed = any(cue.contains(word) for cue in claim.cue for word in governors)
    settled = presumed if claim.stance in OPEN else governed
    value = factuality if settled else compose(EFFECT[claim.stance], factuality)
    if not claim.source.spans and claim.source.actor is None:
        value = compose(IMPLIED, value)
    return Attestation(source=claim.source.actor, factuality=value, claim=claim.id)


def _passed_on(reading: Reading, claim: Claim, own: Attestation) -> Attestation:
    """Hearsay from nobody in particular on the word of who passes it on: "20 are feared dead, the Red Cross said"."""
    around = reading.find(claim.within or "")
    if own.source is not None or claim.source.spans or not isinstance(around, Claim) or around.source.actor is None:
        return own
    return Attestation(source=around.source.actor, factuality=own.factuality, claim=around.id)


def _together(reading: Reading, claim: Claim, own: Attestation) -> list[Attestation]:
    """The attestation of a claim, and one of everyone else who is named as its source with the first: "two medics and an
    aid worker said"."""
    if own.claim != claim.id or own.source is None or own.source != claim.source.actor:
        return [own]
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    found = [own]
    for span in claim.source.spans:
        words = [tokens[n] for n in range(bisect_left(starts, span.start), bisect_left(starts, span.end))]
        heads = [t.index for t in words if t.head == t.index or not span.contains(tokens[t.head].span)]
        beside = [t for t in words if t.dep == "conj" and t.head in heads]
        actors = (_actors(_Same(reading)).at(token.span) for token in beside)
        found += [Attestation(source=a.id, factuality=own.factuality, claim=claim.id) for a in actors if a is not None]
    return list(dict.fromkeys(found))


def _governors(reading: Reading, span: Span) -> list[Span]:
    """The words above the span's head, as far as a commitment looks."""
    tokens = reading.analysis.tokens
    index = bisect_right(reading.analysis.starts, span.start) - 1
    if index < 0:
        return []
    while (head := tokens[index].head) != index and span.start <= tokens[head].start < span.end:
        index = head
    found: list[Span] = []
    while len(found) < REACH and tokens[index].head != index:
        index = tokens[index].head
        found.append(tokens[index].span)
    return found
