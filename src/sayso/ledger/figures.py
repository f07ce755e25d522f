"""Figures: the tallies of one event, with what each is worth and which replaces which.

Worked out from statements alone, in the open: a figure's standing (who says it, of what), whether a newer one takes its
place, and why. A figure that is set aside stays in the ledger; only the answer changes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import msgspec

from sayso.ledger.speakers import HARM, NOT_CREDIBLE, Ranks, Standing, class_of, is_named_party, is_party, same_speaker
from sayso.ledger.statements import TALLY_ROLES, Statement, Tally, Voucher, Who


class Told(msgspec.Struct, frozen=True, gc=False):
    """A tally statement with what is around it: its report's clock and voice, and the words before and after."""

    statement: Statement
    clock: str
    voice: str
    before: str = ""
    after: str = ""


class Parties(msgspec.Struct, frozen=True, gc=False):
    """Who stands in the event: those who did it, and those to whom it was done."""

    did: tuple[Who, ...] = ()
    suffered: tuple[Who, ...] = ()


class Figure(msgspec.Struct, frozen=True, gc=False):
    """A number that somebody gives for an event. `aside` says why it is set aside, None where it stands."""

    statement: str
    role: str
    whose: str
    scope: str
    low: float | int | None
    best: float | int | None
    high: float | int | None
    qualifier: str
    quote: str
    speaker: Voucher
    rank: int
    why: str
    report: str
    start: int
    end: int
    published: str | None
    clock: str
    voice: str
    aside: str | None = None
    handled: bool = False  # of those who passed through the speaker's hands: bodies received, wounded treated

    @property
    def number(self) -> float | int | None:
        """The figure's best, else its low, else its high."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), None)

    @property
    def credible(self) -> bool:
        return self.rank < NOT_CREDIBLE

    @property
    def speaker_name(self) -> str:
        return self.speaker.name or "not named"


_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty"""
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER_WORDS = {word: n for n, word in enumerate(_ONES.split())} | _TENS | {"no": 0, "none": 0, "dozen": 12}
_HEDGE = r"(?:an? |the |its |their )?(?:earlier |initial |previous |first |preliminary |prior |reported )*"
_COUNT = r"(?:count|figure|toll|estimate|report|number|tally|total)s?(?: of)? "
_ABOUT = r"(?:about |some |at least |around |nearly |more than |as many as |the )?"
_NUM = r"(?P<n>\d[\d,.]*\d|\d|" + "|".join(_NUMBER_WORDS) + r")\b"
_OLD = (
    rf"\b(?:up|down|rising|revised(?: up| down)?|raised|lowered|reduced|increased|rose|corrected|changed|cut|updated) from "
    rf"{_HEDGE}(?:{_COUNT})?{_ABOUT}",
    r"(?:,|;|--|—|\band) not (?:the )?",
    rf"(?:^ |\w), from {_HEDGE}(?:{_COUNT})?{_ABOUT}",
    rf"\b(?:instead of|rather than|replacing|correcting|compared with|against) {_HEDGE}(?:{_COUNT})?{_ABOUT}",
    rf"\b(?:earlier|previous|initial|first|preliminary) {_COUNT}{_ABOUT}",
    r"\b(?:had |was |were )?(?:earlier|previously|initially|first|originally|at first) (?:been )?"
    r"(?:said|reported|put|given|gave|counted|announced|spoken of|spoke of|stated|"
    rf"estimated)(?: that| at| as| the \w+ at| it at)? {_ABOUT}",
)
_OLD_WORDS = ("from ", "not ", "instead of", "rather than", "replacing", "correcting", "compared with", "against", "earlier",
              "previous", "initial", "first", "preliminary", "originally")  # fmt: skip
"""One of these stands in whatever `_OLD` fits: looked for first, since that takes a hundredth of the time."""
_CITES = tuple(re.compile(pattern + _NUM, re.IGNORECASE) for pattern in _OLD)
_CITED = re.compile("(?:" + "|".join(_OLD) + r")$", re.IGNORECASE)
_UNSURE = re.compile(
    r"\b(?:knew of|know of|knows of|aware of|no (?:word|report|reports|information|record|records|confirmation)|not (?:aware|know|"
    r"known|verified|confirmed)|unaware|could not|unable to|unverified|unconfirmed|nothing)\b", re.IGNORECASE)  # fmt: skip
_HANDLED = re.compile(
    r"\b(?:receiv(?:ed|ing)|recovered|retrieved|pulled|admitted|treat(?:ed|ing)|taken in|brought in)(?: \w+){0,2} $",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’)]?\s+(?=[\"“A-Z])|\n")


def _same_sentence(before: str, after: str) -> tuple[str, str]:
    """The parts of the two that stand in the figure's own sentence."""
    return _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[0]


def _value(word: str) -> float:
    return _NUMBER_WORDS[word.lower()] if word.lower() in _NUMBER_WORDS else float(word.replace(",", ""))


def superseded(after: str) -> set[float]:
    """The older numbers that the words after a figure say it replaces ("34, up from 20"; "one, not two")."""
    found: set[float] = set()
    if not _may_cite(after):
        return found
    for pattern in _CITES:
        for match in pattern.finditer(after):
            try:
                found.add(float(_value(match["n"])))
            except ValueError:
                continue
    return found


def cited_as_old(before: str) -> bool:
    """Whether the words just before a figure say that it no longer holds."""
    return _may_cite(before) and _CITED.search(before) is not None


def _may_cite(words: str) -> bool:
    lowered = words.lower()
    return any(word in lowered for word in _OLD_WORDS)


def standing(told: Told, role: str, parties: Parties, ranks: Ranks) -> Standing:
    """How near the speaker is to this figure: by who it is, and whether it is a party to the event."""
    speaker = told.statement.speaker
    value = told.statement.value
    zero = isinstance(value, Tally) and (value.best if value.best is not None else value.low) == 0
    if zero and _unsure(told):
        return Standing(NOT_CREDIBLE, "to know of none is no count of none")
    if isinstance(value, Tally) and value.part:
        return Standing(NOT_CREDIBLE, "a count of some of them")
    if speaker.role == "outlet":
        return Standing(2, "the report's own voice")
    by_class = class_of(speaker, ranks)
    if role == "count":
        own = is_party(speaker, list(parties.did))
        return Standing(ranks.party["turnout"], "a party, about its own numbers") if own else by_class
    return _of_party(told, role, parties, ranks) or by_class


def _unsure(told: Told) -> bool:
    """Whether the words around a zero say that nobody knows."""
    before, after = _same_sentence(told.before, told.after)
    said = f"{told.statement.speaker.cue or ''} {before[-80:]} {told.statement.quote} {after[:60]}"
    return _UNSURE.search(said) is not None


def _of_party(told: Told, role: str, parties: Parties, ranks: Ranks) -> Standing | None:
    speaker = told.statement.speaker
    value = told.statement.value
    whose = value.population if isinstance(value, Tally) else None
    if role not in HARM:
        return None
    if whose in _STATE_FORCES and _own(speaker, whose) and not is_named_party(speaker, parties.did):
        return Standing(ranks.party["suffered"], "a party, about harm it suffered")
    if is_party(speaker, list(parties.did)):
        if role == "held" and class_of(speaker, ranks).why == "officials":
            return None  # who arrests knows how many
        if speaker.stance == "admits" and "claim" not in (speaker.cue or ""):
            return Standing(ranks.party["admits"], "a party, about harm it admits")
        if (
            whose is None
            or not _own(speaker, whose)
            or not _ITS_OWN.search(f"{told.before[-40:]} {told.statement.quote}")
        ):
            return Standing(ranks.party["did"], "a party, about harm it says it did or did not do")
    if is_party(speaker, list(parties.suffered)) or (whose and _own(speaker, whose)):
        return Standing(ranks.party["suffered"], "a party, about harm it suffered")
    return None


_ITS_OWN = re.compile(r"\b(?:its|our|their|his|own)\b", re.IGNORECASE)
_OWN = {"soldiers": "army military forces ministry troops defence defense", "troops": "army military forces", "officers": "police",
        "policemen": "police", "police": "police", "fighters": "group movement militia rebels", "guards": "guard"}  # fmt: skip


_STATE_FORCES = frozenset({"soldiers", "troops", "police", "policemen"})
"""Populations that belong to whoever commands them, whatever side of the event that is found on."""


def _own(speaker: Voucher, whose: str) -> bool:
    """Whether those counted are the speaker's own people."""
    return any(word in speaker.name.lower() for word in _OWN.get(whose, "").split())


def whose_of(tally: Tally) -> str:
    """The population that a tally counts; `all` where it is simply people (or things)."""
    return tally.population or "all"


def figures(tellings: Iterable[Told], parties: Parties, ranks: Ranks) -> list[Figure]:
    """Every figure of an event in order of publication, those that no longer hold set aside with the reason."""
    found = sorted(_each(tellings, parties, ranks), key=lambda pair: _order(pair[0]))
    groups: dict[tuple[str, str, str], list[tuple[Figure, set[float]]]] = {}
    for figure, replaces in found:
        groups.setdefault((figure.role, figure.whose, figure.scope), []).append((figure, replaces))
    return [figure for key in sorted(groups) for figure in _settle(groups[key])]


def _order(figure: Figure) -> tuple[str, str, int, int, str, str]:
    return (figure.clock, figure.report, figure.start, figure.end, figure.speaker.name, figure.statement)


def _each(tellings: Iterable[Told], parties: Parties, ranks: Ranks) -> Iterable[tuple[Figure, set[float]]]:
    for told in tellings:
        statement, value = told.statement, told.statement.value
        if statement.property not in TALLY_ROLES or not isinstance(value, Tally):
            continue
        stand = standing(told, statement.property, parties, ranks)
        before, after = _same_sentence(told.before, told.after)
        yield Figure(
            statement=statement.id, role=statement.property, whose=whose_of(value), scope=value.scope, low=value.low,
            best=value.best, high=value.high, qualifier=value.qualifier, quote=statement.quote, speaker=statement.speaker,
            rank=stand.rank, why=stand.why, report=statement.report, start=statement.start, end=statement.end,
            published=statement.published, clock=told.clock, voice=told.voice, aside=_unfit(statement, before),
            handled=_HANDLED.search(before) is not None,
        ), superseded(f" {after}")  # fmt: skip


def _unfit(statement: Statement, before: str) -> str | None:
    if cited_as_old(before):
        return "cited as no longer holding"
    if statement.factuality.endswith("-"):
        return "the speaker denies it"
    return None


def _settle(group: Sequence[tuple[Figure, set[float]]]) -> list[Figure]:
    """Set aside what is replaced: by an explicit update, or by a newer figure of the same speaker or series.

    A speaker who updates another's figure ("up from 20") goes on with that speaker's series of figures.
    """
    if len(group) == 1:
        return [group[0][0]]
    series = list(range(len(group)))

    def join(a: int, b: int) -> None:
        low, high = sorted((series[a], series[b]))
        series[:] = [low if s == high else s for s in series]

    taken = _parts(group)
    for new, (figure, olds) in enumerate(group):
        for old, (other, _) in enumerate(group[:new]):
            if same_speaker(figure.speaker, other.speaker):
                join(old, new)
            elif figure.aside is None and other.number in olds and other.report != figure.report:
                taken.setdefault(old, f"replaced: {figure.report} says so ({figure.quote})")
                join(old, new)
    return [_settled(group, place, series, taken) for place in range(len(group))]


def _parts(group: Sequence[tuple[Figure, set[float]]]) -> dict[int, str]:
    """The figures below which the same speaker gives a higher one in the same report: counts of some, not of all."""
    found: dict[int, str] = {}
    by_report: dict[str, list[int]] = {}
    for place, (figure, _) in enumerate(group):
        if figure.aside is None and figure.number is not None:
            by_report.setdefault(figure.report, []).append(place)
    for places in by_report.values():
        for place in places:
            mine = group[place][0]
            more = [o for other in places if ((o := group[other][0]).number or 0) > (mine.number or 0)]
            if any(same_speaker(o.speaker, mine.speaker) for o in more):
                found[place] = "a part: the same speaker gives a higher figure in the same report"
            elif mine.handled and any(o.credible and not o.handled for o in more):
                found[place] = (
                    "a part: those who passed through the speaker's hands, of more that the same report tells of"
                )
    return found


def _settled(
    group: Sequence[tuple[Figure, set[float]]], place: int, series: list[int], taken: dict[int, str]
) -> Figure:
    figure = group[place][0]
    why = figure.aside or taken.get(place)
    for later, (other, _) in enumerate(group):
        newer = series[later] == series[place] and other.clock > figure.clock and other.aside is None
        if why is None and newer:
            why = f"replaced by a newer figure of the same {'speaker' if same_speaker(other.speaker, figure.speaker) else 'series'}"
    return figure if why == figure.aside else msgspec.structs.replace(figure, aside=why)


Ranker = Callable[[Told, str, Parties], Standing]
