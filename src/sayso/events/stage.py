"""The event stage: fills `Reading.events` and adds to `Reading.warnings`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from sayso.errors import SettingsError
from sayso.events.accounts import with_accounts
from sayso.events.among import with_named
from sayso.events.arguments import Arguments
from sayso.events.assemble import assemble
from sayso.events.blame import with_blame
from sayso.events.bridging import bridged
from sayso.events.casting import Cast, Head, cast
from sayso.events.checks import check
from sayso.events.compounds import with_members
from sayso.events.dating import Dating
from sayso.events.detect import Candidate, detect
from sayso.events.echoes import with_echoes
from sayso.events.implied import with_implied
from sayso.events.join import Joining
from sayso.events.lasting import lasting
from sayso.events.lexicon import Lexicon
from sayso.events.links import Links
from sayso.events.mention import HARM, Filler, Mention
from sayso.events.others import with_others
from sayso.events.placing import Placed, Placing
from sayso.events.relations import Relations
from sayso.events.supply import supplied
from sayso.events.syntax import Syntax
from sayso.events.things import told_once, with_things
from sayso.events.thread import threaded
from sayso.events.tolls import with_tolls
from sayso.events.words import Words, load
from sayso.language.certainty import compose
from sayso.language.encoder import Encoder
from sayso.language.firmness import firmness
from sayso.model import Argument, Attestation, Event, Phase, Reading, Time, Token
from sayso.vouching import attest

AFTER = 12
"""How many characters behind a length of time are looked at."""
EARLY = 3
"""How many sentences of the body a headline may stand for."""


PLACED = frozenset({"ASSAULT", "DISASTER", "COERCE", "PROTEST", "DISPLACE", "MOBILIZE", "RETREAT", "AID", "CRIME"})
"""Types of what is done at a place, rather than said: the one place of their sentence may be theirs."""


SEATED = frozenset({"JUSTICE", "COERCE", "VOTE"})
"""Types of what is done in a town where the report's dateline may name it."""


class EventsStage:
    """What happened, or is said to have: one event a happening, with arguments, vouchers, days and place.

    `lexicon`: a file of the user's own event words, tried before the built-in ones. `others`: also what no type covers.
    """

    name = "events"
    needs = frozenset({"analysis", "actors", "places", "times", "quantities", "claims"})
    fills = frozenset({"events", "warnings"})

    def __init__(self, lexicon: Path | None = None, *, others: bool = False) -> None:
        self.lexicon = Lexicon.load(lexicon)
        self.words = load()
        self.head = Head(Encoder())
        self.others = others

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [self.read(reading) for reading in batch]

    def read(self, reading: Reading) -> Reading:
        """One reading with its events and what about them does not add up."""
        found = events(reading, detect(reading, self.lexicon), self.words, self.lexicon, self.head)
        filled = msgspec.structs.replace(reading, events=found)
        checked = msgspec.structs.replace(filled, warnings=(*reading.warnings, *check(filled)))
        return (
            msgspec.structs.replace(checked, events=with_others(checked, found, self.words)) if self.others else checked
        )


class Account(msgspec.Struct, frozen=True):
    """What a report tells, once its mentions are joined: the mentions of each happening, in order of the text."""

    groups: list[list[Mention]]
    joining: Joining
    reader: MentionReader

    @classmethod
    def of(cls, reading: Reading, candidates: Sequence[Candidate], words: Words) -> Account:
        """The account that candidates make."""
        syntax = Syntax(reading.analysis, words, frozenset(c.token for c in candidates))
        candidates = with_echoes(candidates, syntax, words)
        links = Links(reading, syntax)
        reader = MentionReader(reading, links, syntax, words, candidates)
        read = [reader.read(n, candidate) for n, candidate in enumerate(candidates)]
        told = [mention for mention in read if not spared(mention, syntax)]
        mentions = with_tolls([msgspec.structs.replace(m, index=n) for n, m in enumerate(told)], links, syntax)
        mentions = with_named(mentions, links, syntax)
        mentions = with_things(with_implied(with_blame(mentions, links, syntax), links, syntax), syntax)
        joining = Joining(mentions, links, syntax, words)
        return cls(joining.groups(), joining, reader)


def events(
    reading: Reading, candidates: Sequence[Candidate], words: Words, lexicon: Lexicon, head: Head
) -> tuple[Event, ...]:
    """The events that candidates make, in order of their first mention.

    Who takes part across sentences is told by the head where the encoder was asked at all, else by the logistic scorer.
    """
    account = Account.of(reading, candidates, words)
    joining, made = account.joining, []
    if reading.encoded is not None:
        found = cast(account.groups, joining.links, joining.syntax, lexicon, head)
    else:
        found = Cast(bridged(account.groups, joining.links, joining.syntax, lexicon))
    groups = told_once(found.groups, joining.links, joining.syntax)
    going_on = lasting(groups, joining.links, joining.syntax, words)
    told = threaded(
        supplied(going_on, joining.causes, reading.report.published_day), joining.links, joining.syntax, words
    )
    happenings = [members for members in told if not found.general(members, joining.links)]
    for number, members in enumerate(happenings, 1):
        each = (with_members(m, joining.links) for m in members)
        explained = [with_reason(m, joining.reasons.get(m.index)) for m in each]
        settled = [with_point(m, account.reader.placing) for m in account.reader.placing.agreed(explained)]
        made.append(assemble(f"e{number}", settled, reading.text, account.reader.times(members)))
    return with_accounts(made, joining.links, joining.syntax, words)


def spared(mention: Mention, syntax: Syntax) -> bool:
    """Whether a mention only says that nobody was hurt: "no one was injured", "no casualties were reported"."""
    token = mention.candidate.token
    if mention.noun:
        return mention.candidate.frame.name == "die" and syntax.nobody(token)
    denied = mention.effect in ("killed", "wounded") and mention.factuality.endswith("-")
    return denied and not mention.of("actor", "victim", "recipient", "target", "killed", "wounded")


def with_reason(mention: Mention, reason: str | None) -> Mention:
    """The mention with why it was joined to an earlier one."""
    if reason is None:
        return mention
    return msgspec.structs.replace(mention, reasons=(*mention.reasons, f"joined ({mention.lemma}): {reason}"))


def with_point(mention: Mention, placing: Placing) -> Mention:
    """The mention where the text puts its place, if no gazetteer knows that one: a village in its district."""
    around = placing.pointed(mention.place) if mention.place else None
    if around is None:
        return mention
    why = f"{mention.place_reason}; {around.reason}"
    return msgspec.structs.replace(mention, place=around.place, place_reason=why)


class MentionReader:
    """Candidates to mentions: arguments, realis, vouchers, days and place of each."""

    def __init__(
        self, reading: Reading, links: Links, syntax: Syntax, words: Words, candidates: Sequence[Candidate]
    ) -> None:
        self.reading, self.links, self.syntax, self.words = reading, links, syntax, words
        triggers = frozenset(c.token for c in candidates)
        self.relations = Relations(links, syntax, words, triggers)
        self.arguments = Arguments(self.relations)
        self.dating = Dating(links, syntax, words, triggers)
        self.placing = Placing(links, syntax)
        self.quantities = {q.id: q for q in reading.quantities}
        self.body = [s.index for s in reading.analysis.sentences if s.kind == "body"][:EARLY]

    def read(self, index: int, candidate: Candidate) -> Mention:
        """The mention that a candidate is."""
        token = self.syntax.tokens[candidate.token]
        sentence = self.reading.analysis.sentences[token.sentence]
        held = firmness(self.reading, candidate.token)
        told = attest(self.reading, candidate.trigger, held.factuality)
        fillers = tuple(
            self.weakened(f, told) if self.arguments.doubted(f) else f for f in self.arguments.of(candidate)
        )
        dated = self.dating.of(candidate.token, candidate.support)
        deed = candidate.type in PLACED
        seat = candidate.type in SEATED
        placed = self.placing.of(candidate.token, candidate.support, fillers, deed=deed, seated=seat)
        definite = self.syntax.definite(candidate.token) == "definite" and self.relations.noun(candidate)
        back = definite and (dated.interval is None or dated.told)  # its place is that of what it takes up
        if placed.place is None and deed and not back:
            placed = self.placing.of_sentence(sentence, candidate.token)
        if placed.place is None or candidate.type in SEATED:
            placed = self.seated(sentence.index, candidate, placed, held.phase)
        named = self.named(candidate)
        noun = self.relations.noun(candidate) or named != candidate.token
        token = self.syntax.tokens[named]
        verb = candidate.token if candidate.support is None else candidate.support
        return Mention(
            index=index, candidate=candidate, lemma=self.lemma(candidate, token),
            effect=self.arguments.undergoers.effect(candidate),
            noun=noun, definite=self.introduced(candidate, named, noun=noun), plural=token.xpos in ("NNS", "NNPS"),
            sentence=sentence.index, paragraph=sentence.paragraph, headline=sentence.kind == "headline",
            early=sentence.index in self.body,
            cumulative=any(self.quantities[f.quantity].cumulative for f in fillers if f.quantity), fillers=fillers,
            factuality=held.factuality, phase=candidate.phase or held.phase,
            attestations=told, time=dated.interval,
            time_reason=dated.reason,
            since=self.dating.since(verb), standing=self.dating.standing(verb), told=dated.told,
            place=placed.place, place_reason=placed.reason,
            reasons=(*candidate.reasons, *([held.reason] if held.reason else [])), called=self.called(candidate),
        )  # fmt: skip

    def weakened(self, filler: Filler, told: Sequence[Attestation]) -> Filler:
        """A doer who is only thought to be one, vouched for by those who tell of the deed, as probable."""
        vouchers = tuple(msgspec.structs.replace(a, factuality=compose("PR+", a.factuality)) for a in told)
        return msgspec.structs.replace(filler, attestations=vouchers)

    def lemma(self, candidate: Candidate, token: Token) -> str:
        """The lemma of a trigger; "shoot down" is another word than "shoot"."""
        down = any(self.syntax.tokens[index].word.lower() == "down" for index in candidate.words)
        return "shoot down" if down and token.lemma.lower() == "shoot" else token.lemma.lower()

    def introduced(self, candidate: Candidate, named: int, *, noun: bool) -> str:
        """How a happening is brought in: by a noun's determiner, or by a verb, "other" where harm is done again."""
        if noun:
            return self.syntax.definite(named)
        return "other" if candidate.type in HARM and self.syntax.anew(candidate.token) else "verb"

    def named(self, candidate: Candidate) -> int:
        """The word that names the happening: of "the attack was carried out" the attack."""
        if self.syntax.verbal(candidate.token) and candidate.support is None:
            for index in candidate.words:
                token = self.syntax.tokens[index]
                subject = token.dep == "nsubj:pass" and token.head == candidate.token and token.upos == "NOUN"
                if subject and self.syntax.definite(index) == "definite":
                    return index
        return candidate.token

    def called(self, candidate: Candidate) -> tuple[str, ...]:
        """The nouns among a trigger's words: "march" of "joined the march"."""
        tokens = [self.syntax.tokens[index] for index in candidate.words]
        return tuple(token.lemma.lower() for token in tokens if token.upos == "NOUN" and token.index != candidate.token)

    def seated(self, sentence: int, candidate: Candidate, placed: Placed, phase: Phase) -> Placed:
        """The town of the dateline for a verdict or arrest that the first sentence tells, where no narrower place is named."""
        named = self.links.place_by_id.get(placed.place) if placed.place else None
        first = self.body[:1] == [sentence] and candidate.type in SEATED and phase == "happened"
        if not first or (named is not None and named.precision != "country"):
            return placed
        return self.placing.of_dateline(self.reading.analysis.sentences, sentence) or placed

    def _measured(self, time: Time) -> bool:
        """Whether a length says how long after or before the happening something else was ("hours after the strike")."""
        rest = self.reading.text[time.span.end : time.span.end + AFTER].split()
        return time.type == "DURATION" and rest[:1] in (["after"], ["before"], ["since"])

    def times(self, members: Iterable[Mention]) -> list[Argument]:
        """The time expressions on the triggers, as arguments."""
        found = {}
        for member in members:
            time = self.dating.time(member.candidate.token, member.candidate.support)
            if time is not None and not self._measured(time):
                found[time.id] = Argument(role="time", span=time.span, time=time.id)
        return list(found.values())


def explain(reading: Reading, event_id: str) -> str:
    """Why an event was found, coded, joined, dated and placed as it was, one reason a line.

    Raises SettingsError for an id that the reading does not have.
    """
    event = next((e for e in reading.events if e.id == event_id), None)
    if event is None:
        raise SettingsError(f"no event {event_id!r}; there are {', '.join(e.id for e in reading.events) or 'none'}")
    mode = f" / {event.mode}" if event.mode else ""
    head = f'{event.id} {event.type}{mode}, {event.phase}: "{event.trigger.of(reading.text)}"'
    return "\n".join([head, *(f"  {reason}" for reason in event.reasons)])
