"""What does not add up among a reading's events: each finding is a warning, never a repair."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from sayso.model import Argument, Event, Quantity, Reading, Role, Span, Token, Warning  # noqa: A004

FATES = (
    "intercept",
    "shoot",
    "down",
    "fall",
    "land",
    "hit",
    "explode",
    "crash",
    "destroy",
    "neutralize",
    "neutralise",
    "repel",
)
LAUNCHES = ("fire", "launch", "shoot", "lob")
NEAR = 3
"""How many sentences after a salvo its projectiles' fates are counted."""


def check(reading: Reading) -> tuple[Warning, ...]:
    """All that does not add up, in the order of the checks."""
    numbers = Numbers(reading)
    return (
        *unaccounted(reading, numbers),
        *more_killed(reading, numbers),
        *after_report(reading),
        *dead_and_acting(reading),
    )


class Numbers:
    """The figures that events give, by role."""

    def __init__(self, reading: Reading) -> None:
        self._quantities = {q.id: q for q in reading.quantities}

    def of(self, argument: Argument) -> Quantity | None:
        """The quantity of an argument."""
        return self._quantities.get(argument.quantity or "")

    def figure(self, argument: Argument) -> float | None:
        """The exact or best figure of an argument; None where it gives none."""
        quantity = self.of(argument)
        return None if quantity is None else quantity.best

    def first(self, event: Event, role: Role) -> tuple[float, Span] | None:
        """The first figure that an event gives for a role, and where."""
        for argument in event.arguments:
            if argument.role == role and (figure := self.figure(argument)) is not None:
                return figure, argument.span
        return None


# ---------------------------------------------------------------- what was fired and what became of it
def unaccounted(reading: Reading, numbers: Numbers) -> Iterator[Warning]:
    """A salvo whose projectiles are not all told of: 6 fired, 4 intercepted, 1 fallen, 1 unaccounted for.

    The salvo is an event that fires a counted number; fates are the numbers that follow as subject or object of a verb of
    `FATES`, up to the next salvo.
    """
    salvos = sorted((s for e in reading.events if (s := salvo(reading, e, numbers))), key=lambda s: s[2])
    fates = sorted((f for q in reading.quantities if (f := fate(reading, q))), key=lambda f: f[2])
    at = 0
    for number, (sentence, fired, span) in enumerate(salvos):
        until = salvos[number + 1][2].start if number + 1 < len(salvos) else len(reading.text)
        told = []
        while at < len(fates) and fates[at][2].start < until:
            if fates[at][2].start > span.end and fates[at][0] - sentence <= NEAR:
                told.append((fates[at][1], fates[at][2]))
            at += 1
        yield from missing(fired, span, told)


def salvo(reading: Reading, event: Event, numbers: Numbers) -> tuple[int, float, Span] | None:
    """Sentence, number and words of what an event fired; None for other events."""
    count = numbers.first(event, "count")
    downed = "down" in event.trigger.of(reading.text).lower().split()  # "shot down" is a fate
    if event.type != "ASSAULT" or count is None or downed or head_word(reading, event) not in LAUNCHES:
        return None
    return sentence_of(reading, count[1]), *count


def fate(reading: Reading, quantity: Quantity) -> tuple[int, float, Span] | None:
    """Sentence, number and words of things whose fate is told; None for other numbers."""
    tokens, starts = reading.analysis.tokens, reading.analysis.starts
    inside = range(bisect_left(starts, quantity.span.start), bisect_left(starts, quantity.span.end))
    head = next((tokens[i] for i in inside if tokens[i].head not in inside), None)
    if head is None or quantity.best is None or not head.dep.startswith(("nsubj", "obj")):
        return None
    verb = tokens[head.head]
    return (verb.sentence, quantity.best, quantity.span) if verb.lemma.lower() in FATES else None


def missing(fired: float, at: Span, told: Sequence[tuple[float, Span]]) -> Iterator[Warning]:
    """The warning for a salvo, if some of its fates are told and they don't sum up to it."""
    total = sum(n for n, _ in told)
    if not told or total == fired:
        return
    spans = (at, *(span for _, span in told))
    parts = " + ".join(f"{n:g}" for n, _ in told)
    rest = f"{fired - total:g} unaccounted for" if total < fired else f"{total - fired:g} too many"
    yield Warning(code="projectiles", message=f"{fired:g} fired, {parts} told of: {rest}", spans=spans)


def first_token(reading: Reading, span: Span) -> Token | None:
    """The first token of a span."""
    at = bisect_left(reading.analysis.starts, span.start)
    return reading.analysis.tokens[at] if at < len(reading.analysis.tokens) else None


def head_word(reading: Reading, event: Event) -> str:
    """The lemma of the trigger's first word."""
    token = first_token(reading, event.trigger)
    return token.lemma.lower() if token is not None else ""


def sentence_of(reading: Reading, span: Span) -> int:
    """The number of the sentence that a span begins in; -1 outside all."""
    token = first_token(reading, span)
    return token.sentence if token is not None else -1


# ---------------------------------------------------------------- the rest
def more_killed(reading: Reading, numbers: Numbers) -> Iterator[Warning]:
    """More dead than were there: a toll above the number of those who took part."""
    for event in reading.events:
        killed, present = numbers.first(event, "killed"), numbers.first(event, "count")
        if event.type == "ASSAULT" and salvo(reading, event, numbers):
            continue
        if killed and present and killed[0] > present[0]:
            message = f"{killed[0]:g} killed of {present[0]:g} present"
            yield Warning(code="killed-of-present", message=message, spans=(killed[1], present[1]))


def after_report(reading: Reading) -> Iterator[Warning]:
    """What is told as having happened but is dated after the report."""
    day = reading.report.published_day
    for event in reading.events:
        begun = event.time.start if event.time else None
        real = event.phase in ("happened", "foiled", "attempted") and any(
            a.factuality == "CT+" for a in event.attestations
        )
        if day and begun and begun > day and real:
            message = f"told as having happened on {begun}, after the report of {day}"
            yield Warning(code="after-report", message=message, spans=(event.trigger,))


def dead_and_acting(reading: Reading) -> Iterator[Warning]:
    """Someone who does something after the day on which they were killed."""
    persons = {a.id: a for a in reading.actors if a.kind == "person"}
    dead: dict[str, tuple[str, Span]] = {}
    for event in reading.events:
        if event.time and event.time.end and event.phase == "happened" and certain(event):
            for argument in event.arguments:
                if argument.role == "killed" and argument.actor in persons:
                    dead.setdefault(argument.actor, (event.time.end, event.trigger))
    for event in reading.events:
        begun = event.time.start if event.time else None
        for argument in event.arguments:
            death = dead.get(argument.actor or "") if argument.role == "actor" else None
            if death and begun and begun > death[0] and event.phase == "happened" and certain(event):
                name = persons[argument.actor or ""].name
                message = f"{name} was killed by {death[0]} and acts on {begun}"
                yield Warning(code="dead-and-acting", message=message, spans=(death[1], event.trigger))


def certain(event: Event) -> bool:
    """Whether somebody vouches for the event as a fact."""
    return any(a.factuality == "CT+" for a in event.attestations)
