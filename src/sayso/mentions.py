"""Who or what is mentioned at a span: the index by which a layer reads an earlier layer's values."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from sayso.model import Span


class Mentioned(Protocol):
    """An actor, a place: a value with an id and the spans that refer to it."""

    @property
    def id(self) -> str: ...

    @property
    def mentions(self) -> tuple[Span, ...]: ...


M = TypeVar("M", bound=Mentioned)


class MentionIndex(Generic[M]):
    """All mentions of some values, for questions by offset. Mentions may nest ("Lebanon" in "Lebanon's army")."""

    def __init__(self, values: Iterable[M]) -> None:
        found = sorted(((span, value) for value in values for span in value.mentions), key=lambda m: m[0])
        self._mentions = found
        self._starts = [span.start for span, _ in found]
        self._longest = max((span.end - span.start for span, _ in found), default=0)

    def around(self, start: int, end: int) -> Iterator[tuple[Span, M]]:
        """The mentions that share a character with `[start, end)`, in order of the text."""
        at = bisect_right(self._starts, start - self._longest - 1)
        while at < len(self._mentions) and self._starts[at] < end:
            span, value = self._mentions[at]
            if span.end > start:
                yield span, value
            at += 1

    def inside(self, span: Span) -> list[tuple[Span, M]]:
        """The mentions that lie wholly inside the span, in order of the text."""
        return [m for m in self.around(*span) if span.contains(m[0])]

    def at(self, head: Span) -> M | None:
        """What is meant where `head`, the head word of a phrase, stands: the value of the longest mention that ends
        with that word, else of the shortest that holds it, else None.
        """
        holding = [(span, value) for span, value in self.around(*head) if span.contains(head)]
        ending = [m for m in holding if m[0].end == head.end]
        if ending:
            return max(ending, key=lambda m: m[0].end - m[0].start)[1]
        return min(holding, key=lambda m: m[0].end - m[0].start)[1] if holding else None
