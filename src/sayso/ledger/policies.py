"""Policies: from an event's figures to one answer, with a receipt of what was used and what was set aside, and why.

A policy is a pure function with a name and a version. To write one's own: take the figures of one event, role and
population; give back an `Answer`; call it with `answers(figures, my_policy)`.

    @policy("my_median", 1, "the median of what credible speakers say")
    def my_median(figures):
        numbers = sorted(f.number for f in credible(figures))
        used = credible(figures)
        return Answer(best=numbers[len(numbers) // 2] if numbers else None, used=used)

Sources: ACLED codebook 2023, "Fatalities" (the most conservative credible estimate; "dozens" as 12, "hundreds" as 100);
UCDP GED codebook 23.1, "best, high and low estimates"; Airwars methodology, "minimum and maximum".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

import msgspec

from sayso.errors import SettingsError
from sayso.ledger.figures import Figure
from sayso.ledger.speakers import same_speaker
from sayso.ledger.statements import Voucher

Number: TypeAlias = float | int


class Answer(msgspec.Struct, frozen=True):
    """What a policy makes of figures. `used` are those the numbers rest on; `asides` gives reasons for some of the others."""

    best: Number | None = None
    low: Number | None = None
    high: Number | None = None
    used: tuple[Figure, ...] = ()
    asides: dict[str, str] = {}  # statement id -> why


Rule: TypeAlias = Callable[[Sequence[Figure]], Answer]


class Policy(msgspec.Struct, frozen=True):
    """A named, versioned rule; `says` is one line for people."""

    name: str
    version: int
    says: str
    rule: Rule

    @property
    def label(self) -> str:
        return f"{self.name}@{self.version}"


class Used(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of a receipt: where a figure stands, whose it is; `why` for one set aside."""

    report: str
    span: tuple[int, int]
    speaker: str
    published: str | None = None
    quote: str = ""
    number: Number | None = None
    rank: int = 0
    why: str = ""


class TallyLine(msgspec.Struct, frozen=True, kw_only=True):
    """A policy's answer for one event, role and population."""

    event: str
    role: str
    whose: str
    policy: str
    scope: str
    best: Number | None
    low: Number | None
    high: Number | None
    used: tuple[Used, ...]
    set_aside: tuple[Used, ...]

    def to_dict(self) -> dict[str, Any]:
        """The line as `sayso tally --format jsonl` prints it: `low` and `high` only where the policy gives them."""
        made: dict[str, Any] = msgspec.to_builtins(self)
        return {key: value for key, value in made.items() if value is not None or key not in ("low", "high")}


def policy(name: str, version: int, says: str) -> Callable[[Rule], Policy]:
    """Makes a rule a policy, with its name and version."""
    return lambda rule: Policy(name, version, says, rule)


def named(name: str) -> Policy:
    """A policy by name, "source_hierarchy:hospital,police" with its order of sources. Raises SettingsError."""
    title, _, order = name.partition(":")
    title = title.partition("@")[0]
    if title not in POLICIES:
        raise SettingsError(f"no policy {name!r}; there are: {', '.join(sorted(POLICIES))}")
    if title == "source_hierarchy" and order:
        return source_hierarchy([part.strip() for part in order.split(",") if part.strip()])
    return POLICIES[title]


# ---------------------------------------------------------------- parts of rules
def standing(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that nothing has replaced and nobody has withdrawn."""
    return [figure for figure in figures if figure.aside is None and figure.number is not None]


def credible(figures: Iterable[Figure]) -> list[Figure]:
    """Those of the standing whose speaker may be believed about this."""
    return [figure for figure in standing(figures) if figure.credible]


def acled_number(figure: Figure) -> Number | None:
    """The figure's number as ACLED codes words without one: "dozens" 12, "hundreds" 100, "thousands" 1,000."""
    words = figure.quote.lower()
    if figure.qualifier == "vague" and figure.best is None:
        for word, number in (("tens of thousands", 10_000), ("hundreds of thousands", 100_000), ("thousands", 1000),
                             ("hundreds", 100), ("dozens", 12), ("scores", 20)):  # fmt: skip
            if word in words:
                return number
    return figure.number


def _bounds(figures: Sequence[Figure]) -> tuple[Number | None, Number | None]:
    lows = [figure.low if figure.low is not None else figure.number for figure in figures]
    highs = [n for figure in figures for n in (figure.high, figure.best, figure.low) if n is not None]
    return min((n for n in lows if n is not None), default=None), max(highs, default=None)


# ---------------------------------------------------------------- the policies
@policy("acled_conservative", 1, "the lowest of the credible figures that stand")
def acled_conservative(figures: Sequence[Figure]) -> Answer:
    """As ACLED codes fatalities: the most conservative of the credible reports."""
    numbers = [(number, figure) for figure in credible(figures) if (number := acled_number(figure)) is not None]
    if not numbers:
        return Answer()
    best = min(number for number, _ in numbers)
    used = tuple(figure for number, figure in numbers if number == best)
    return Answer(
        best=best, used=used, asides={f.statement: "a lower credible figure stands" for n, f in numbers if n > best}
    )


@policy("ucdp_best_low_high", 1, "the best, the lowest and the highest of the credible figures that stand")
def ucdp_best_low_high(figures: Sequence[Figure]) -> Answer:
    """As UCDP GED gives three estimates; best is of the speaker nearest to the facts, of these the newest."""
    stand = credible(figures)
    low, high = _bounds(stand)
    with_best = [figure for figure in stand if figure.best is not None]
    if not with_best:
        return Answer(low=low, high=high, used=tuple(stand))
    rank = min(figure.rank for figure in with_best)
    nearest = [figure for figure in with_best if figure.rank == rank]
    newest = max(figure.clock for figure in nearest)
    best = min(figure.best for figure in nearest if figure.clock == newest and figure.best is not None)
    return Answer(best=best, low=low, high=high, used=tuple(stand))


@policy("airwars_min_max", 1, "the least and the most that anybody gives")
def airwars_min_max(figures: Sequence[Figure]) -> Answer:
    """As Airwars gives ranges: every account that stands counts, whoever gives it; there is no best number."""
    stand = standing(figures)
    low, high = _bounds(stand)
    return Answer(low=low, high=high, used=tuple(stand))


@policy("majority", 1, "the number that most independent voices give")
def majority(figures: Sequence[Figure]) -> Answer:
    """One vote for each speaker and text: copies of one text are one voice. Of equals the lowest."""
    stand = credible(figures)
    votes = {(figure.voice, figure.speaker.name, figure.number) for figure in stand}
    counts = Counter(number for _, _, number in votes)
    if not counts:
        return Answer()
    best = min(counts, key=lambda number: (-counts[number], number or 0))
    used = tuple(figure for figure in stand if figure.number == best)
    return Answer(best=best, used=used, asides={f.statement: "fewer voices give it" for f in stand if f.number != best})


@policy("latest", 1, "the newest credible figure")
def latest(figures: Sequence[Figure]) -> Answer:
    """The figure published last; of equals the one nearest to the facts, then the lowest."""
    stand = credible(figures)
    if not stand:
        return Answer()
    newest = max(figure.clock for figure in stand)
    pick = min((f for f in stand if f.clock == newest), key=lambda f: (f.rank, f.number or 0, f.statement))
    return Answer(best=pick.number, used=(pick,), asides={f.statement: "older" for f in stand if f.clock < newest})


def source_hierarchy(order: Sequence[str]) -> Policy:
    """The figure of the first speaker in the user's order who gives one; the newest of that speaker's."""

    def rule(figures: Sequence[Figure]) -> Answer:
        stand = standing(figures)
        for name in order:
            wanted = Voucher(name=name, role="speaker")
            mine = [figure for figure in stand if same_speaker(figure.speaker, wanted) or figure.speaker.name == name]
            if mine:
                pick = max(mine, key=lambda figure: (figure.clock, -(figure.number or 0)))
                asides = {f.statement: "another source goes first" for f in stand if f is not pick}
                return Answer(best=pick.number, low=pick.low, high=pick.high, used=(pick,), asides=asides)
        return Answer()

    return Policy("source_hierarchy", 1, f"the first who speaks of: {', '.join(order)}", rule)


@policy("source_hierarchy", 1, "the figure of the speaker nearest to the facts; or of a user's own order of sources")
def nearest_source(figures: Sequence[Figure]) -> Answer:
    """Without a user's order: by rank, then the newest, then the lowest."""
    stand = standing(figures)
    if not stand:
        return Answer()
    pick = min(credible(figures) or stand, key=lambda f: (f.rank, _inverse(f.clock), f.number or 0, f.statement))
    return Answer(
        best=pick.number,
        used=(pick,),
        asides={f.statement: "another source goes first" for f in stand if f is not pick},
    )


def _inverse(clock: str) -> tuple[int, ...]:
    return tuple(-ord(mark) for mark in clock)


POLICIES: Mapping[str, Policy] = MappingProxyType({
    one.name: one for one in (acled_conservative, ucdp_best_low_high, airwars_min_max, majority, latest, nearest_source)
})  # fmt: skip
"""The policies that come with sayso, by name."""


# ---------------------------------------------------------------- receipts
def answers(event: str, figures: Sequence[Figure], by: Policy) -> list[TallyLine]:
    """One line for each role, population and scope that has a figure; incidents before running totals, never added."""
    groups = grouped(figures)
    return [_line(event, key, groups[key], by) for key in groups]


def grouped(figures: Sequence[Figure]) -> dict[tuple[str, str, str], list[Figure]]:
    """The figures by role, population (the whole one first) and scope (incidents first)."""
    groups: dict[tuple[str, str, str], list[Figure]] = {}
    for figure in figures:
        groups.setdefault((figure.role, figure.whose, figure.scope), []).append(figure)
    keys = sorted(groups, key=lambda key: (key[0], key[1] != "all", key[1], key[2] != "incident"))
    return {key: groups[key] for key in keys}


def _line(event: str, key: tuple[str, str, str], group: list[Figure], by: Policy) -> TallyLine:
    answer = by.rule(group)
    used = {figure.statement for figure in answer.used}
    aside = [(figure, _why(figure, answer)) for figure in group if figure.statement not in used]
    return TallyLine(
        event=event, role=key[0], whose=key[1], scope=key[2], policy=by.label, best=answer.best, low=answer.low,
        high=answer.high, used=tuple(dict.fromkeys(_receipt(figure) for figure in answer.used)),
        set_aside=tuple(dict.fromkeys(_receipt(figure, why) for figure, why in aside)),
    )  # fmt: skip


def _why(figure: Figure, answer: Answer) -> str:
    if figure.aside:
        return figure.aside
    if figure.statement in answer.asides:
        return answer.asides[figure.statement]
    return f"not credible as a total: {figure.why}" if not figure.credible else "not needed for the answer"


def _receipt(figure: Figure, why: str = "") -> Used:
    return Used(
        report=figure.report, span=(figure.start, figure.end), speaker=figure.speaker_name, published=figure.published,
        quote=figure.quote, number=figure.number, rank=figure.rank, why=why,
    )  # fmt: skip
