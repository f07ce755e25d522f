"""Builders of months, seasons, quarters, years, decades, centuries and feasts."""

from __future__ import annotations

from fractions import Fraction

from sayso.language.phrases import Match, forms
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.matched import (
    COUNTED_AFTER,
    MODS,
    NTH,
    PREPOSITIONS,
    STEPS,
    Found,
    calendar_in,
    changed,
    closes,
    day_number,
    is_capital,
    lean_of,
    modifier,
    only,
    word_after,
    word_before,
    year_in,
)
from sayso.times.meaning import Calendar, Lean, Length, Shift


def month_year(match: Match) -> Found:
    month = lex.MONTHS[match.word("month")]
    year, short = year_in(match.words("year"))
    if match.words("year") and year is None:
        return []
    if short and "'" not in match.words("year"):
        return []
    lean, base = lean_of(match.words("lean"))
    if base == "told" and match.words("lean"):
        return only(match, Calendar(month=month, mod=modifier(match), lean="this", year_lean="this"))
    return only(match, Calendar(month=month, year=year, short_year=short, year_lean=lean, mod=modifier(match)))


def lean_month(match: Match) -> Found:
    lean, _ = lean_of(match.words("lean"))
    if match.word("month") in ("may", "march") and word_before(match) in ("this", "that"):
        return []
    return only(match, Calendar(month=lex.MONTHS[match.word("month")], lean=lean))


def month(match: Match) -> Found:
    word, before = match.word("month"), word_before(match)
    bare = not match.words("mod") and before not in _SURE
    if word in lex.SHORT_MONTHS and bare and (word not in ("june", "july") or is_capital(match, match.last)):
        return []
    listed = before in ("and", "or", ",", "to") and word_before(match, 2) in lex.MONTHS
    if (
        word in ("march", "april", "august", "june")
        and bare
        and not listed
        and (before in ("", ".", "\n", ",", '"', "and") or _is_name(match))
    ):
        return []
    return only(match, Calendar(month=lex.MONTHS[word], mod=modifier(match)))


_SURE = frozenset(lex.LEXICON["words"]["sure"])


def month_part(match: Match) -> Found:
    order, unit = match.word("ord"), match.word("unit")
    mod = {"half": {"first": "first-half", "second": "second-half"}.get(order)}.get(unit, f"{order} {unit}")
    year, short = year_in(match.words("year"))
    return only(match, Calendar(month=lex.MONTHS[match.word("month")], year=year, short_year=short, mod=mod))


def _is_name(match: Match) -> bool:
    """Whether the month is a woman's first name: no preposition before it, at a clause's beginning."""
    if word_before(match) in ("a", "an") and not is_capital(match, match.last):
        return False  # "a June agreement"
    return word_before(match) not in PREPOSITIONS and word_before(match) not in ("the", "'s") and not match.words("mod")


def month_range(match: Match) -> Found:
    first = lex.MONTHS[match.words("first")[0]]
    second = calendar_in(match.words("second"))
    if second is None or second.month is None:
        return []
    year = second.year
    if year is not None and first > second.month and match.word("to") not in ("and", "or"):
        year -= 1
    made = Calendar(month=first, year=year, mod=modifier(match))
    later = changed(second, mod=MODS.get(match.word("mod2").removesuffix(" -")))
    start = match.start("mod") if match.words("mod") else match.start("first")
    end = match.start("mod2") if match.words("mod2") else match.start("second")
    return [(Span(start, match.end("first")), made), (Span(end, match.end("second")), later)]


def season(match: Match) -> Found:
    year, short = year_in(match.words("year"))
    lean, base = lean_of(match.words("lean"))
    if short and "'" not in match.words("year"):
        return []
    season = lex.SEASONS[match.word("season")]
    if base == "told" and match.words("lean"):
        return only(match, Calendar(season=season, lean="this", mod=modifier(match)))
    return only(match, Calendar(season=season, year=year, short_year=short, year_lean=lean, mod=modifier(match)))


def lean_season(match: Match) -> Found:
    lean, _ = lean_of(match.words("lean"))
    return only(match, Calendar(season=lex.SEASONS[match.word("season")], lean=lean, mod=modifier(match)))


def bare_season(match: Match) -> Found:
    """ "in the summer", "early spring": "fall" and "spring" are taken only where nothing else can be meant."""
    word, before, modified = match.word("season"), word_before(match), bool(match.words("mod"))
    if word in ("fall", "spring") and not (before in _SEASON_BEFORE and (closes(match) or modified)):
        return []
    if before not in _SEASON_BEFORE and not modified:
        return []
    return only(match, Calendar(season=lex.SEASONS[word], mod=modifier(match)))


_SEASON_BEFORE = frozenset(
    {"in", "into", "by", "since", "until", "during", "through", "over", "throughout", "of", "for", "from"}
)


def quarter(match: Match) -> Found:
    unit, order = match.word("unit"), match.words("ord")[0]
    year, _ = year_in(match.words("year") or match.words("year2"))
    leans = match.words("lean") or match.words("lean2")
    if unit == "half":
        n = {"first": 1, "second": 2, "final": 2, "last": 2}.get(order)
        if n is None or not (year or leans):
            return []
        return only(match, Calendar(half=n, year=year, year_lean=lean_of(leans)[0] if leans else "none"))
    n = {**NTH, "final": 4, "last": 4}.get(order)
    if n is None or (order == "last" and not (year or leans)) or unit == "trimester":
        return []
    words = match.lexemes.forms[match.first : match.last]
    lean: Lean = lean_of(leans)[0] if leans else "none"
    made = Calendar(quarter=n, year=year, year_lean=lean, fiscal="fiscal" in words)
    adjective = "-" in words and match.words("the") and not match.words("year")
    return [(Span(match.lexemes.starts[match.first + 1] if adjective else match.span.start, match.span.end), made)]


def year_ago(match: Match) -> Found:
    """ "the year-ago quarter", "year-earlier results"."""
    start = (
        match.span.start
        if match.words("unit") or match.words("ord")
        else match.lexemes.starts[match.first + (match.lexemes.forms[match.first] in ("the", "a"))]
    )
    order = NTH.get(match.word("ord"))
    if order:
        return only(match, Calendar(quarter=order, year_lean="last"))
    return [(Span(start, match.span.end), Shift(unit="quarter", count=-4, base="told"))]


def the_period(match: Match) -> Found:
    order = NTH.get(match.word("ord"))
    year = int(match.word("year"))
    return only(match, Calendar(quarter=order or -1, year=year))


def halves(match: Match) -> Found:
    """ "the first two quarters of 1990" is a half of that year."""
    year, short = year_in(match.words("year"))
    return only(match, Calendar(half=1 if match.word("ord") == "first" else 2, year=year, short_year=short))


def same_period(match: Match) -> Found:
    """ "the same period last year", "last year's quarter": a year before the quarter or month spoken of."""
    unit, when = match.word("unit") or match.word("unit2"), match.words("when")
    if when and when[0].isdigit():
        return only(match, Calendar(quarter=-1, year=int(when[0]))) if unit != "month" else []
    if unit == "period":
        return only(match, Shift(unit="year", count=-1, like=True))
    return only(match, Shift(unit=unit, count=-12 if unit == "month" else -4, base="told"))  # type: ignore[arg-type]


def latest(match: Match) -> Found:
    """ "the quarter", "the latest period": the quarter spoken of last."""
    said = match.lexemes.forms[match.first : match.last]
    if match.word("unit") == "period" and "latest" not in said:
        return []
    if "current" in said:
        return only(match, Shift(unit="quarter", count=0))
    if len(said) == 2 and word_after(match) in ("of", "-"):
        return []
    return only(match, Shift(unit="quarter", count=-1 if "previous" in said else 0, base="told"))


_COUNTED_BEFORE = frozenset(lex.LEXICON["words"]["counted_before"])


def year_alone(match: Match) -> Found:
    words = match.words("year")
    year = lex.year_of(words)
    if year is None:
        return []
    before, after = word_before(match), word_after(match)
    if words[0] in ("eighteen", "nineteen") and (after in COUNTED_AFTER or after in ("-", "year")):
        return []  # "nineteen seventeen-year-olds"
    if len(words) == 1 and not match.words("mod"):
        if after in COUNTED_AFTER or (before in _COUNTED_BEFORE and before != "to" and before != "over"):
            return []
        if after in ("/", ":") or before in ("/", ":", "#", "+", "=") or (after.startswith("+") and after != "+bc"):
            return []
        if not 1000 <= year <= 2100 or (year < 1700 and before not in ("in", "since", "of")):
            return []
        if _is_counting(match, before, after):
            return []
        if (before == "-" and word_before(match, 2).isdigit()) or (after == "-" and word_after(match, 1).isdigit()):
            return []
    return only(match, Calendar(year=year, mod=modifier(match)))


def _is_counting(match: Match, before: str, after: str) -> bool:
    """Whether the four figures stand between a verb and a plural noun ("lost 1914 rifles")."""
    plural = after.endswith("s") and len(after) > 3 and not after.endswith(("ss", "us", "is")) and after not in _YEARLY
    return (plural and before.endswith("ed")) or (plural and before in _COUNTING_VERBS)


_YEARLY = frozenset({"elections", "protests", "games", "olympics", "finals", "talks", "riots", "accords"})
_COUNTING_VERBS = frozenset(
    {"lost", "took", "sent", "were", "are", "have", "had", "has", "bought", "sold", "built", "left", "held"}
)


def year_range(match: Match) -> Found:
    first, second = int(match.word("first")), match.words("second")[-1]
    if match.word("to") in ("and", "or", "/") and len(second) < 4:
        return []
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last <= first or last - first > 200 or not 1000 <= first <= 2100 or last > 2200:
        return []
    if (len(second) == 2 and match.word("to") not in ("-", "/")) or word_after(match) in COUNTED_AFTER:
        return []
    if match.word("to") == "/" and last != first + 1:
        return []
    if word_after(match) == "-" and word_after(match, 1).isdigit():
        return []
    return [
        (Span(match.start("first"), match.end("first")), Calendar(year=first)),
        (Span(match.start("second"), match.end("second")), Calendar(year=last)),
    ]


def era(match: Match) -> Found:
    figure = match.words("year")[0].replace(",", "")
    return only(match, Calendar(year=int(figure), era="BC") if figure.isdigit() and len(figure) <= 4 else None)


def fiscal(match: Match) -> Found:
    if match.words("glued"):
        if word_before(match) in ("a", "an", "each", "every", "per"):
            return []
        if word_after(match) in ("ended", "ending"):
            return only(match, Length(value="P1Y", unit="Y", count=Fraction(1)))
        return only(match, Shift(unit="year", count=STEPS[lean_of(match.words("glued"))[0]]))
    year, short = year_in(match.words("year") or match.words("year2"))
    return only(match, Calendar(year=year, short_year=short, fiscal=True) if year is not None else None)


def decade(match: Match) -> Found:
    words = [w for w in match.words("decade") if w not in ("'", "+s", "'s", "-", "nineteen")]
    mod = modifier(match)
    if words[0] in lex.DECADES:
        said = match.words("decade")
        if said[0] == "nineteen":
            return only(match, Calendar(decade=190 + lex.DECADES[words[0]], mod=mod))
        if word_before(match) in ("his", "her", "their", "my", "your", "its") or match.lexemes.forms[
            match.first
        ] not in (
            "the",
            *MODS,
        ):
            return []
        return only(match, Calendar(decade=lex.DECADES[words[0]], mod=mod))
    if not words[0].endswith("0") or (word_before(match) in ("his", "her", "their") and len(words[0]) == 2):
        return []
    return only(match, Calendar(decade=int(words[0]) // 10, mod=mod))


def century(match: Match) -> Found:
    n = day_number(match.words("ord"))
    return only(match, Calendar(century=n, mod=modifier(match)) if n else None)


def feast(match: Match) -> Found:
    said = match.words("feast")
    name = _FEAST_NAMES.get(" ".join(said))
    if name is None:
        return []
    year, short = year_in(match.words("year"))
    lean, _ = lean_of(match.words("lean"))
    tail = match.word("tail")
    clock = lex.PARTS.get(tail)
    if tail == "weekend" or tail == "week":
        return only(match, Calendar(feast=name, year=year, lean=lean, week_of=True))
    mod = "eve" if tail == "eve" or match.words("eve") else None
    return only(match, Calendar(feast=name, year=year, short_year=short, lean=lean, clock=clock, mod=mod))


_FEAST_NAMES = {" ".join(forms(name)): key for key, feast in lex.feasts().items() for name in feast["names"]}
