""" "..., a figure officials dismissed as propaganda": what others make, behind a comma, of what was said.

Parsers take "a figure officials" for one phrase as often as not, so these are read from the words as they stand: comma,
article, a noun for what was said, maybe a relative pronoun, who judges it, and the verb.
"""

from __future__ import annotations

from sayso.claims.spans import Found, Spans
from sayso.model import Token

SAID = frozenset((
    "account", "accusation", "allegation", "argument", "assertion", "charge", "claim", "contention", "count", "description",
    "estimate", "figure", "narrative", "number", "report", "statement", "suggestion", "tally", "toll", "version",
))  # fmt: skip
"""What others call, behind a comma, what was said."""
JUDGING = frozenset((
    "deny", "dismiss", "reject", "dispute", "refute", "rebut", "question", "contest", "doubt", "call", "describe",
    "believe", "confirm", "challenge", "consider", "repeat", "ridicule", "mock",
))  # fmt: skip
SPEAKER = frozenset(("NOUN", "PROPN", "ADJ", "DET", "ADP", "PRON", "NUM", "PART", "CCONJ"))
LONGEST = 9
"""How many words may stand between the noun and the verb that judges it."""
COMPLETING = frozenset(("as", "is", "was", "are", "were", "too", "to"))
"""What goes on with the verdict behind its verb ("dismissed *as* ...", "believe *is* too low")."""


def verdict(spans: Spans, article: Token) -> Found | None:
    """The claim that begins with "a figure ..." at its article."""
    noun = _noun(spans, article)
    if noun is None:
        return None
    end = spans.syntax.sentence(article)[1]
    first = noun.index + 1
    if first <= end and spans.tokens[first].word.lower() in ("that", "which"):
        first += 1
    verb = _verb(spans, first, min(end, first + LONGEST))
    if verb is None:
        return None
    cue = spans._cue(verb)
    last = cue[0] - 1
    if last < first or all(token.upos in ("ADP", "PART", "DET") for token in spans.tokens[first : last + 1]):
        return None
    content = [(article.index, noun.index)]
    if cue[1] < end and (spans.tokens[cue[1] + 1].word.lower() in COMPLETING or verb.lemma.lower() == "call"):
        content.append((cue[1] + 1, _end(spans, cue[1] + 1, end)))
    return spans._made((first, last), cue, content)


def _noun(spans: Spans, article: Token) -> Token | None:
    """The noun for what was said behind a comma and an article, an adjective between them allowed."""
    tokens, index = spans.tokens, article.index
    if not index or tokens[index - 1].word != "," or article.word.lower() not in ("a", "an"):
        return None
    for token in tokens[index + 1 : index + 3]:
        if token.lemma.lower() in SAID:
            return token
        if token.upos != "ADJ":
            return None
    return None


def _verb(spans: Spans, first: int, last: int) -> Token | None:
    """The verb that judges, with nothing before it but who judges and auxiliaries."""
    for token in spans.tokens[first : last + 1]:
        if token.lemma.lower() in JUDGING and token.xpos in ("VBD", "VBZ", "VBP", "VBN"):
            return token
        if token.upos not in SPEAKER and token.upos not in ("AUX", "ADV"):
            return None
    return None


def _end(spans: Spans, first: int, last: int) -> int:
    """The last word of what completes the verdict: before the next comma outside quotation marks."""
    for index in range(first + 1, last + 1):
        if spans.tokens[index].word in (",", ";") and spans.quote_at[index] < 0:
            return index - 1
    return last
