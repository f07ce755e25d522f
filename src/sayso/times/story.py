"""The story line of a report: which of its dates tell the news, and which day a happening named again was on.

"Hours after the strike" is counted from the day of that strike: from the time that stood with the same word before,
else from the day the news is of; "hours before the envoy spoke" from the day on which the report lets the envoy speak.
The news is of recent days; a month, another year, a day to come, a relative clause, a participle or a past perfect beside a day
told already is background, and so is the day on which somebody spoke.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from sayso.model import Analysis, Span, Token
from sayso.times import words as lex
from sayso.times.anchor import Context, Tense, Told
from sayso.times.cells import Cell

NEWS = 60
"""So many days before the report's date a day may belong to its news."""
_MAX_CLIMB = 12
_SAYING = frozenset(lex.LEXICON["words"]["saying"])
_SPEAKING = _SAYING | {"speak", "talk", "address", "comment"}
_VAGUE_HAPPENINGS = frozenset(lex.LEXICON["words"]["vague_happenings"])


def is_aside(analysis: Analysis, span: Span, cell: Cell, context: Context, tense: Callable[[], Tense]) -> bool:
    """Whether a time is background to what the report tells."""
    if context.day is None or context.narrative:
        return False
    if cell.unit != "day" or not 0 <= (context.day - cell.first).days <= NEWS:
        return True
    if context.story is None:
        return False
    return _stands_apart(analysis, span.start) or tense() == "perfect"


def _stands_apart(analysis: Analysis, start: int) -> bool:
    """Whether a time stands in a relative clause or participle ("a patrol ordered on Monday"), or tells when somebody spoke."""
    at = bisect_right(analysis.starts, start) - 1
    verb = False
    for _ in range(_MAX_CLIMB):
        token = analysis.tokens[at]
        begun = token.dep == "acl" and token.xpos == "VBN"
        if token.dep == "acl:relcl" or begun or (not verb and token.lemma.lower() in _SAYING):
            return True
        verb = verb or token.upos == "VERB"
        if token.head == token.index:
            return False
        at = token.head
    return False


def tell(analysis: Analysis, context: Context, told: Told, start: int) -> None:
    """Keep a time as the one told last, as that of the story unless it is background, as that of the words beside it, and
    as the day on which somebody spoke. `start`: where it stands."""
    context.told = told
    if not told.aside and told.cell.unit == "day":
        context.story = told
    if told.cell.unit == "day" and not told.counted:
        _tell_speaker(analysis, context, told, start)
    if not 0 <= told.sentence < len(analysis.sentences) or context.kept.get(told.sentence) in (False, told.aside):
        return
    context.kept[told.sentence] = told.aside
    for token in analysis.of(analysis.sentences[told.sentence]):
        if token.upos in ("NOUN", "VERB") and token.lemma not in _VAGUE_HAPPENINGS:
            known = context.happenings.get(token.lemma.lower())
            if known is None or (known.aside and not told.aside):
                context.happenings[token.lemma.lower()] = told


def _tell_speaker(analysis: Analysis, context: Context, told: Told, start: int) -> None:
    """Keep a day as that on which the subject of the verb of saying above it spoke."""
    at = bisect_right(analysis.starts, start) - 1
    for _ in range(_MAX_CLIMB if at >= 0 else 0):
        token = analysis.tokens[at]
        if token.dep == "acl:relcl":
            return
        if token.lemma.lower() in _SPEAKING and (speakers := _subjects(analysis, token)):
            context.speakers.update(dict.fromkeys(speakers, told))
            return
        if token.head == token.index:
            return
        at = token.head


def _subjects(analysis: Analysis, verb: Token) -> list[str]:
    """The heads of a verb's subject and of the names in apposition to it, in lower case."""
    heads = [i for i in analysis.children[verb.index] if analysis.tokens[i].dep == "nsubj"]
    named = [c for i in heads for c in analysis.children[i] if analysis.tokens[c].dep in ("appos", "flat")]
    return [analysis.tokens[i].lemma.lower() for i in (*heads, *named)]


def happening(analysis: Analysis, span: Span, context: Context, *, after: bool) -> Told | None:
    """The time from which "two days after the attack" is counted; None where it is not told.

    What is not named before is taken for the story's own where it is spoken of as known and `after` stands with it:
    "days after a truce was signed" and "hours before talks" bring in happenings of their own.
    """
    head = _counted_from(analysis, span)
    if head is not None and head.upos == "PRON":
        return context.near()
    if head is not None and head.lemma.lower() in _SPEAKING and (speakers := _subjects(analysis, head)):
        return next((context.speakers[name] for name in speakers if name in context.speakers), None)
    known = context.happenings.get(head.lemma.lower()) if head is not None else None
    if known is not None and known.sentence < context.here:
        return known
    if not after or head is None or not _is_definite(analysis, head):
        return None
    if context.story is not None:
        return context.story
    fresh = context.narrative or (context.told is not None and context.told.sentence >= context.here - 1)
    return context.told if fresh else None


def _is_definite(analysis: Analysis, head: Token) -> bool:
    """Whether a noun is spoken of as known: "the attack", "its raid", "that night's strike"."""
    kin = [analysis.tokens[i] for i in analysis.children[head.index]]
    return any(t.dep == "nmod:poss" or (t.dep == "det" and t.lemma.lower() in _DEFINITE) for t in kin)


_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def _counted_from(analysis: Analysis, span: Span) -> Token | None:
    """The noun or verb that the word behind the span ("after", "before") stands with."""
    at = bisect_left(analysis.starts, span.end)
    if at >= len(analysis.tokens):
        return None
    joint = analysis.tokens[at]
    head = analysis.tokens[joint.head]
    return head if head.index > joint.index and head.sentence == joint.sentence else None
