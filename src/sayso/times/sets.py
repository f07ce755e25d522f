"""Builders of sets ("every Friday") and of references without a date ("now", "recently")."""

from __future__ import annotations

from fractions import Fraction

from sayso.language.phrases import Match
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.lengths import length_value
from sayso.times.matched import Found, closes, is_capital, is_rate, only, word_after, word_before
from sayso.times.meaning import Reference, Repeated


def every(match: Match) -> Found:
    unit = match.word("unit")
    start = match.start("each")
    if unit in lex.WEEKDAYS:
        return [(Span(start, match.span.end), Repeated(f"XXXX-WXX-{lex.WEEKDAYS[unit]}"))]
    if unit in lex.MONTHS:
        return [(Span(start, match.span.end), Repeated(f"XXXX-{lex.MONTHS[unit]:02d}"))]
    if unit in lex.SEASONS:
        return [(Span(start, match.span.end), Repeated(f"XXXX-{lex.SEASONS[unit]}"))]
    if unit in lex.PARTS:
        return [(Span(start, match.span.end), Repeated(f"XXXX-XX-XXT{lex.PARTS[unit]}"))]
    words = match.words("count")
    count = Fraction(2) if words == ["other"] else lex.cardinal(words) if words else Fraction(1)
    return [(Span(start, match.span.end), Repeated(length_value(count, lex.UNITS[unit])))]


def rate(match: Match) -> Found:
    if match.word("unit") in ("second", "night", "quarter", "weekend") or (
        match.word("each") != "per" and not is_rate(match)
    ):
        return []
    return only(match, Repeated(length_value(Fraction(1), lex.UNITS[match.word("unit")])))


def times_a(match: Match) -> Found:
    return only(match, Repeated(length_value(Fraction(1), lex.UNITS[match.word("unit")])))


def set_word(match: Match) -> Found:
    if _is_masthead(match):
        return []
    return only(match, Repeated(lex.SETS[match.word("set")]))


def _is_masthead(match: Match) -> bool:
    """Whether the word is part of a newspaper's name: "Plateau Daily", "the Weekly Mail"."""
    at, lexemes = match.first, match.lexemes
    if not lexemes.is_capital(at):
        return False
    named = at > 0 and lexemes.is_named(at - 1) and lexemes.is_capital(at - 1)
    return named or (lexemes.is_named(at) and is_capital(match, at + 1))


def weekdays(match: Match) -> Found:
    days = lex.LEXICON["weekdays_many"]
    made: Found = [
        (Span(match.start("weekdays"), match.end("weekdays")), Repeated(f"XXXX-WXX-{days[match.word('weekdays')]}"))
    ]
    if match.words("second"):
        made.append(
            (Span(match.start("second"), match.end("second")), Repeated(f"XXXX-WXX-{days[match.word('second')]}"))
        )
    return made


def reference(match: Match) -> Found:
    word = match.word("ref")
    if word_after(match) == "as" and word_before(match) == "as":
        return []  # "as recently as March"
    start = match.span.start if word in ("now", "recently") else match.start("ref")
    return [(Span(start, match.span.end), Reference(lex.REFERENCES[word]))]


def ref_phrase(match: Match) -> Found:
    said = match.word("ref")
    if (said == "the past" and word_after(match) in lex.UNITS) or (said == "the present" and not closes(match)):
        return []
    if said in ("the past", "the future") and word_after(match) in ("of",):
        return []
    return only(match, Reference(lex.REFERENCES[said]))
