from __future__ import annotations

import msgspec

from sayso.mentions import MentionIndex
from sayso.model import Actor, Span

TEXT = "Lebanon's army said it would leave."
LEBANON = Actor(id="a1", name="Lebanon", kind="country", mentions=(Span(0, 7),))
ARMY = Actor(id="a2", name="Lebanon's army", kind="organization", mentions=(Span(0, 14), Span(20, 22)))
INDEX = MentionIndex([LEBANON, ARMY])


def name_at(start: int, end: int) -> str | None:
    found = INDEX.at(Span(start, end))
    return found.name if found else None


def test_the_longest_mention_that_ends_with_the_head_is_meant() -> None:
    assert name_at(10, 14) == "Lebanon's army"
    assert name_at(0, 7) == "Lebanon"
    assert name_at(20, 22) == "Lebanon's army"
    assert name_at(15, 19) is None


def test_inside_and_around() -> None:
    assert [span for span, _ in INDEX.inside(Span(0, 14))] == [Span(0, 7), Span(0, 14)]
    assert [span for span, _ in INDEX.around(12, 13)] == [Span(0, 14)]
    assert not list(MentionIndex([]).around(0, 100))


def test_many_mentions_are_found_by_offset() -> None:
    far = [msgspec.structs.replace(LEBANON, id=f"a{n}", mentions=(Span(n * 10, n * 10 + 7),)) for n in range(500)]
    found = MentionIndex(far).at(Span(4000, 4007))
    assert found is not None
    assert found.id == "a400"
