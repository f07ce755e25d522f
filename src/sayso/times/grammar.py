"""Time expressions: the patterns that find them and the builders that say what they mean.

Every rule is a pattern over words (`language.phrases`) and a builder from its match to meanings with their spans; a
builder gives an empty list where the words turn out to mean no time. Rules are tried everywhere; at one place the
longest fit that means something wins, then the first in this file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from sayso.language import numerals
from sayso.language.phrases import Grammar, Lexemes, Match, any_of, forms
from sayso.model import Span
from sayso.times import words as lex
from sayso.times.meaning import Base, Calendar, Clock, Lean, Length, Meaning, Reference, Repeated, Shift, Unit

Found: TypeAlias = list[tuple[Span, Meaning]]
Builder: TypeAlias = Callable[[Match], Found]

_TEENS = [w for w, n in numerals.UNITS.items() if n >= 10]
_ONES = [w for w, n in numerals.UNITS.items() if 1 <= n <= 9]

CLASSES: dict[str, Iterable[str]] = {
    "MONTH": lex.MONTHS,
    "WEEKDAY": lex.WEEKDAYS,
    "SHORTDAY": [w for w in lex.WEEKDAYS if not w.endswith("day")],
    "FULLDAY": [w for w in lex.WEEKDAYS if w.endswith("day")],
    "FULLMONTH": [w for w in lex.MONTHS if len(w) >= 5],
    "SHORTMONTH": [w for w in lex.MONTHS if len(w) < 5],
    "WEEKDAYS": lex.LEXICON["weekdays_many"],
    "UNIT": [w for w in lex.UNITS if not w.endswith("s") and w not in ("centuries", "millennia")],
    "UNITS": [w for w in lex.UNITS if w.endswith("s") or w == "millennia"],
    "ANYUNIT": lex.UNITS,
    "DATEUNIT": ["day", "week", "weekend", "month", "quarter", "year", "decade", "century", "fortnight", "half"],
    "PART": lex.PARTS,
    "SEASON": lex.SEASONS,
    "SEASONS": ["springs", "summers", "autumns", "falls", "winters"],
    "DECADE": lex.DECADES,
    "DAYFIG": ["TO12", "TO24", "TO31", "PADDED"],
    "HOURFIG": ["ZERO", "PADDED", "TO12", "TO24"],
    "TWO": ["ZERO", "PADDED", "TO12", "TO24", "TO31", "TO59", "TO99"],
    "FIGURE": ["TO12", "TO24", "TO31", "TO59", "TO99", "THREE", "FOUR", "YEAR4", "DECIMAL", "POINTED", "GROUPED", "LONG"],
    "FOURFIG": ["YEAR4", "FOUR"],
    "ORD": lex.ORDINALS,
    "ORDSUFFIX": ["+st", "+nd", "+rd", "+th"],
    "ONE": _ONES,
    "TEEN": _TEENS,
    "TEN": numerals.TENS,
    "CARD": [*numerals.UNITS, *numerals.TENS, "hundred", "thousand", "dozen", "million", "billion"],
    "ZONE": lex.LEXICON["zones"]["names"],
    "AMPM": ["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "+am", "+pm", "+a.m.", "+p.m.", "+a.m", "+p.m"],
    "EARLY": ["early", "late", "mid", "middle", "earlier", "later"],
    "REF": ["now", "currently", "current", "presently", "nowadays", "recently", "lately"],
    "SETWORD": lex.SETS,
    "CURRENCY": ["$", "€", "£"],
}  # fmt: skip


PARTS: dict[str, str] = {
    "ordinal": "ORD | TEN - ORD",
    "daynum": "DAYFIG ORDSUFFIX? | $ordinal",
    "yearwords": "( eighteen | nineteen | twenty ) -? ( hundred | oh ONE | TEEN | TEN ( -? ONE )? ) "
    "| two thousand ( and? ( TEEN | TEN ( -? ONE )? | ONE ) )?",
    "year": "YEAR4 | $yearwords | ' TWO",
    "hedge": any_of(lex.HEDGES),
    "hedged": any_of(h for h in lex.HEDGES if h not in ("over", "under", "around", "some", "up to")),
    "exact": "FIGURE ( FIGURE `/ FIGURE )? ( hundred | thousand | million )? | CARD ( -? CARD ){0,5} ( and CARD ( -? CARD )? )? ( and a ( half | quarter ) )?"
    " | ( a | an | half a | half an | a half | a quarter | quarter ) | a hundred | a thousand | a dozen",
    "vague": "( the | a | an )? ( few | couple | several | many | some | various | numerous | good many ) ( of | more | dozen | hundred | thousand )?"
    " | dozens of | hundreds of | scores of | thousands of | tens of thousands of",
    "count": "$exact | $vague",
    "zone": f"ZONE | {any_of(lex.LEXICON['zones']['phrases'])}",
    "clock": "( ( CLOCK | POINTED | TO12 | PADDED ) -? AMPM | CLOCK | FOURFIG ( hours | +hrs | +h | hrs | gmt | utc | +gmt | +z | local time ) | ( TO12 | ONE | ten | eleven | twelve ) o'clock"
    " | ( TO12 | ONE | ten | eleven | twelve ) in the ( morning | afternoon | evening )"
    " | ( half | quarter ) ( past | to ) ( TO12 | ONE | ten | eleven | twelve ) | noon | midnight | midday )"
    " ( in the ( morning | afternoon | evening ) )? ( ,? `( $zone `) | ,? $zone )? ( `( ( FOURFIG | CLOCK ) ( $zone )? `) )?",
    "weekday": "FULLDAY | SHORTDAY .?",
    "monthday": "MONTH .? the? $daynum | the? $daynum ( of | day of )? ( FULLMONTH | SHORTMONTH .? )",
    "calday": "( $weekday ,? the? )? $monthday ( ,? $year | ,? TWO )? | $weekday ( the | , )? DAYFIG ORDSUFFIX",
    "leanday": "( on )? ( last | next | this | this past | this coming | this next | coming | the previous | the following | the next ) $weekday | ( last | this past | this coming ) $monthday",
    "thatday": "( that | the same | that same | the previous | the following | the next | the very same | the very next | this ) ( day | night | morning | afternoon | evening )",
    "relday": "today | yesterday | tomorrow | tonight | overnight | last night | the day before yesterday | the day after tomorrow | this ( morning | afternoon | evening )",
    "dayish": "$relday | $calday | $leanday | $thatday | $weekday",
    "part": "( early | late | mid )? -? PART",
    "mod": "early | late | mid | middle | earlier | later | the start of | the beginning of | the end of | the middle of | the first half of | the second half of | the last half of"
    " | the first days of | the early days of | the final days of | the last days of | the early part of | the latter part of | the later part of | a good part of",
    "unitlean": "( the | this )? ( last | next | this | past | previous | following | same | coming | current | that | latest | preceding | upcoming | that same | then - current )",
}

RULES: dict[str, str] = {
    "iso": "<date: YEAR4 - TWO - TWO > ( +t <clock: CLOCK > )?",
    "slashed": "<date: TWO `/ TWO `/ ( YEAR4 | TWO ) | YEAR4 `/ TWO `/ TWO | POINTED . YEAR4 >",
    "day": "( at <before4: FOURFIG > ( hours | hrs )? ( ,? on )? )? ( <near: around | about | circa > )? ( <before: $clock | $hedge $clock | $part > <joint: ,? ( on | of )? > )? ( <mod: EARLY > <on: on | in the day on | in the day | - >? )? <date: $dayish >"
    " ( ( ,? at | , )? <after: $part s? | $hedge? $clock > | at <after4: FOURFIG > ( hours | hrs | local time )? | <partof: 's $part > )?",
    "daynights": "( <first: FULLDAY > and )? <date: FULLDAY > <part: mornings | afternoons | evenings | nights >",
    "dayrange": "<first: ( $weekday ,? )? MONTH .? $daynum > <to: - | -- | to | and | or | through | until | till | & > <second: $daynum > ( ,? <year: $year > )?",
    "rangeday": "<first: the? $daynum > <to: - | -- | to | and | or | through | until | till | & > <second: the? $daynum of? MONTH .? ( ,? $year )? >",
    "monthyear": "( <mod: $mod > -? )? ( the month of )? <month: MONTH > .? ( ,? of? <year: $year > | ,? of? <lean: last | this | next | that | the previous | the following | the same > year )",
    "leanmonth": "<lean: last | next | this | this past | this coming | the previous | the following > <month: MONTH >",
    "month": "( <mod: $mod > -? )? ( the month of )? <month: MONTH >",
    "monthpart": "the <ord: first | second | third | fourth | last | final > <unit: week | weekend | days | two weeks | half > of <month: MONTH > .? ( ,? <year: $year > )?",
    "nineeleven": "<date: TO12 `/ TO12 >",
    "military": "( at | by | from | until | till | since | around | about | to | and ) <clock: FOURFIG > ( hours | hrs )?",
    "monthrange": "( <mod: early | late | mid > -? )? <first: MONTH > <to: - | -- | to | and | or | through | until | till > <mod2: early - | late | mid - >? <second: MONTH .? ,? of? <year: YEAR4 > >",
    "weekof": "the? week ( of | beginning | starting | ending | that began | that ended )? on? <date: $calday >",
    "season": "( <mod: $mod > -? )? ( the )? <season: SEASON > ( ( of | , )? <year: $year > | of <lean: last | this | next | that > year )",
    "yearseason": "( <mod: $mod > -? )? the? <year: YEAR4 > - ? <season: SEASON >",
    "leanseason": "( <mod: $mod > -? )? <lean: $unitlean > <season: SEASON >",
    "bareseason": "( <mod: $mod > -? )? ( the )? <season: SEASON >",
    "quarter": "( <mod: $mod > )? <the: the >? ( <year: YEAR4 > )? ( <lean: last | this | next > year 's )? ( flat | fiscal | latest )? ( fiscal -? )? <ord: first | second | third | fourth | final | last | TO12 ORDSUFFIX > -? fiscal? <unit: quarter | half | trimester > ( ( of | , )? ( fiscal )? <year2: $year > | of <lean2: last | this | next | that | the > year )?",
    "yearago": "( the | a )? year - ( ago | earlier ) ( <unit: period | quarter > | <ord: first | second | third | fourth > quarter )?",
    "theperiod": "the <year: YEAR4 > ( <ord: first | second | third | fourth > )? <unit: period | quarter >",
    "latest": "the ( latest | current | previous )? ( fiscal )? <unit: quarter | period >",
    "year": "( <mod: $mod > -? )? <year: the year $year | YEAR4 > ( +bc )?",
    "yearrange": "<first: YEAR4 > <to: - | -- | to | and | or | through | until | till | `/ > <second: YEAR4 | TWO >",
    "era": "<year: FIGURE | YEAR4 > ( b.c. | bc | b.c | bce )",
    "fiscal": "( <mod: $mod > )? ( the )? ( fiscal | financial ) ( year )? <year: $year > | fy -? <year2: YEAR4 | TWO > | <glued: the? ( current | latest | last | next | this )? ( fiscal | financial ) year >",
    "decade": "( the )? ( <mod: $mod > -? )? the? <decade: ( YEAR4 | ' TWO ) ( +s | 's ) | DECADE | nineteen ?-? DECADE >",
    "century": "( <mod: $mod > -? )? the? <ord: $ordinal | TWO ORDSUFFIX > ( - | and )? ( <unit: century | centuries > )",
    "lean": "( <mod: $mod | sometime > ( in )? -? )? ( the )? <lean: $unitlean > ( <fiscal: fiscal | calendar | full > )? <unit: DATEUNIT > ( <part: PART > )?",
    "leanpart": "<lean: the next | the following | the previous | that | that same | the same > <part: PART | night >",
    "theunit": "( <mod: $mod | earlier in | later in | early in | late in | the rest of > ) the <unit: month | year | week | decade | century | day | quarter | weekend >",
    "weekend": "( <mod: $mod > )? ( the | this )? <unit: weekend >",
    "yearend": "( about | around )? ( the )? year -? end",
    "ago": "( <hedge: $hedge > )? <count: $count | UNITS > <unit: ANYUNIT >? ( or so | and more )? ago ( <day: today | yesterday | $weekday > )?",
    "recent": "( the )? <lean: recent | coming > <unit: UNITS > ( and UNITS )?",
    "stretch": "( <hedge: $hedged > )? ( the | this )? <lean: last | past | next | coming | previous | following | first | final | preceding | latest > <count: $count > ( more | full | consecutive | straight )? <unit: ANYUNIT >",
    "ahead": "the <unit: UNITS > ( ahead | to come )",
    "offset": "( <hedge: $hedge > )? <count: $count | another | the | one | just >? <unit: ANYUNIT > <way: earlier | later | before | after | prior | previously | beforehand | afterward | afterwards | into | since >",
    "length": "( <hedge: $hedge > )? <count: ( the )? $count ( more | additional | full | whole | long | consecutive | straight | further | other | trading | working | business | calendar | - )? | an additional | another ( $exact )? | one full > <unit: ANYUNIT > ( and a half | - long | or so )?",
    "lengths": "( <hedge: $hedge > )? ( the ( next | last | past | coming ) )? <low: $exact > ( to | or | - | -- ) <high: $exact > ( more )? -? <unit: ANYUNIT >",
    "hyphen": "<count: FIGURE | CARD ( - CARD )? | several | multi > - <unit: ANYUNIT > <tail: - ( long | old ) >?",
    "bare": "<unit: UNITS >",
    "quartercentury": "( <hedge: $hedge > )? a? quarter -? century",
    "unitlong": "( a )? <unit: ANYUNIT > - <long: long >",
    "every": "( <hedge: almost | nearly > )? <each: every | each > ( <count: $exact | other | few > )? <unit: ANYUNIT | WEEKDAY | MONTH | SEASON | PART >",
    "rate": "<each: a | an | per > <unit: UNIT >",
    "times": "( once | twice | ( FIGURE | CARD | several ) times ) ( a | an | per | every | each ) <unit: UNIT >",
    "setword": "<set: SETWORD >",
    "weekdays": "<weekdays: WEEKDAYS > ( <to: and | to | through > <second: WEEKDAYS > )?",
    "ref": "( <more: more | most | right > )? <ref: REF >",
    "refphrase": f"<ref: {any_of(p for p in lex.REFERENCES if ' ' in p)} >",
    "feast": f"( <lean: last | this | next | this year 's | last year 's | next year 's > )? <feast: {any_of(name for feast in lex.feasts().values() for name in feast['names'])} > ( <tail: week | weekend | eve | day | night | morning > )? ( ,? <year: $year > )?",
    "clock": "( <hedge: about | around | shortly after | shortly before | just after | just before | nearly | approximately | roughly > )? <clock: $clock | ( early | late | mid )? - ? ( dawn | dusk | daybreak | nightfall | sunrise | sunset ) >",
    "part": "( in | during )? ( the )? <part: ( early | late | mid )? -? ( morning | afternoon | evening ) > ( hours )?",
    "then": "since <then: then >",
    "monthdayonly": "on the <day: DAYFIG ORDSUFFIX >",
}

_PREPOSITIONS = frozenset(
    "in since until till by from of during through between after before for to and or last next this late early mid "
    "- -- on around about ( , throughout".split()
)
_LEANS: dict[str, tuple[Lean, Base]] = {
    "last": ("last", "report"), "past": ("last", "report"), "previous": ("last", "told"),
    "preceding": ("last", "told"), "this": ("this", "report"), "current": ("this", "report"),
    "latest": ("this", "report"), "that": ("this", "told"), "same": ("this", "told"), "next": ("next", "report"),
    "coming": ("next", "report"), "upcoming": ("next", "report"), "following": ("next", "told"),
}  # fmt: skip
_STEPS: dict[Lean, int] = {"last": -1, "this": 0, "next": 1, "none": 0}
_RELATIVE_DAYS = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip
_MODS = {
    "early": "early", "the start of": "start", "the beginning of": "start", "the first days of": "start",
    "the early days of": "start", "the early part of": "early", "the first half of": "first-half", "late": "late",
    "the end of": "end", "the final days of": "end", "the last days of": "end", "the latter part of": "late",
    "the later part of": "late", "the second half of": "second-half", "the last half of": "second-half",
    "mid": "mid", "middle": "mid", "the middle of": "mid", "earlier": "before", "later": "after",
    "earlier in": "before", "later in": "after", "early in": "early", "late in": "late", "the rest of": "after",
}  # fmt: skip
_UNIT_VALUES = {
    "D": "P{}D", "N": "P{}D", "W": "P{}W", "F": "P{}W", "WE": "P{}D", "M": "P{}M", "Q": "P{}Q", "Y": "P{}Y",
    "E": "P{}E", "C": "P{}C", "L": "P{}L", "H": "PT{}H", "TM": "PT{}M", "TS": "PT{}S",
}  # fmt: skip
_WHOLES = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "L": ("Y", 1000), "Q": ("M", 3), "WE": ("D", 2)}
"""Units that a counted duration is given in smaller ones for: two decades are P20Y."""
_HALVES = {"Y": ("M", 12), "H": ("TM", 60), "TM": ("TS", 60), "D": ("H", 24), "E": ("Y", 10), "C": ("Y", 100)}


def _before(match: Match, n: int = 1) -> str:
    """The n-th lexeme before the match; "" at the text's start."""
    return match.lexemes.forms[match.first - n] if match.first >= n else ""


def _after(match: Match, n: int = 0) -> str:
    return match.lexemes.forms[match.last + n] if match.last + n < len(match.lexemes.forms) else ""


def _one(match: Match, meaning: Meaning | None) -> Found:
    return [] if meaning is None else [(match.span, meaning)]


def _from(match: Match, group: str, meaning: Meaning) -> Found:
    """The meaning, standing from a group's start to the match's end."""
    return [(Span(match.start(group), match.span.end), meaning)]


def _mod(match: Match) -> str | None:
    said = match.word("mod")
    return _MODS.get(said, "about" if said else None)


def _year(words: list[str]) -> tuple[int | None, bool]:
    """The year, and whether only its last two figures are given."""
    figures = [w for w in words if w not in ("'", ",")]
    if len(figures) == 1 and len(figures[0]) == 2:
        return int(figures[0]), True
    return (lex.year_of(figures), False) if figures else (None, False)


def _daynum(words: list[str]) -> int | None:
    figures = [w for w in words if w.isdigit() and len(w) <= 2]
    if figures:
        return int(figures[0]) or None
    said = [w for w in words if w in numerals.ORDINALS or w in numerals.TENS or w == "-"]
    return numerals.ordinal(said) if said else None


def _lean(words: list[str]) -> tuple[Lean, Base]:
    known = [word for word in words if word in _LEANS]
    if "then" in words:
        return "this", "told"
    return _LEANS[known[-1]] if known else ("none", "report")


def _part_code(words: list[str]) -> str | None:
    """The clock of "morning", "late afternoon", "nights"."""
    for word in words:
        code = lex.PARTS.get(word) or lex.PARTS.get(word.removesuffix("s"))
        if code:
            return code
    return None


def _clock(words: list[str]) -> str | None:
    if not words:
        return None
    return lex.clock_of(words) if any(w in _CLOCKISH or w[:1].isdigit() for w in words) else _part_code(words)


_CLOCKISH = frozenset({"noon", "midnight", "midday", "o'clock", *numerals.UNITS})


def _calendar(words: list[str]) -> Calendar | None:
    """A date from the words of one: month, day, weekday, year by their looks."""
    month = next((lex.MONTHS[w] for w in words if w in lex.MONTHS), None)
    weekday = next((lex.WEEKDAYS[w] for w in words if w in lex.WEEKDAYS), None)
    year, short = _trailing_year(words, month is not None)
    rest = words[: len(words) - 1] if year is not None and words[-1].isdigit() else words
    day = _daynum(rest)
    lean, _ = _lean([w for w in words if w in _LEANS])
    if day is not None and day > 31:
        return None
    return Calendar(month=month, day=day, weekday=weekday, year=year, short_year=short, lean=lean)


def _trailing_year(words: list[str], dated: bool) -> tuple[int | None, bool]:
    last = words[-1]
    if last.isdigit() and len(last) == 4:
        return int(last), False
    figures = [w for w in words if w.isdigit()]
    if dated and last.isdigit() and len(last) == 2 and (len(figures) == 2 or words[-2] == "'"):
        return int(last), True
    for n in (4, 3, 2):
        year = lex.year_of(words[-n:]) if len(words) > n and words[-n] in ("nineteen", "eighteen", "twenty", "two") else None
        if year:
            return year, False
    return None, False


def _iso(match: Match) -> Found:
    year, month, day = (int(w) for w in match.words("date") if w != "-")
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    return _one(match, Calendar(year=year, month=month, day=day, clock=_clock(match.words("clock"))))


def _slashed(match: Match) -> Found:
    figures = [w for w in match.words("date") if w not in ("/", ".")]
    if "." in figures[0]:
        figures = [*figures[0].split("."), figures[1]]
    numbers = [int(w) for w in figures]
    if len(figures[0]) == 4:
        made = _date(numbers[0], numbers[1], numbers[2])
        return _one(match, made)
    short = len(figures[2]) == 2
    european = _date(numbers[2], numbers[1], numbers[0], short)
    american = _date(numbers[2], numbers[0], numbers[1], short) if "." not in match.words("date") else None
    if european and american and european != american:
        return _one(match, Calendar(**{**_fields(american), "other": european}))
    return _one(match, european or american)


def _fields(value: Calendar) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _with(value: Calendar, **changes: object) -> Calendar:
    return Calendar(**{**_fields(value), **changes})  # type: ignore[arg-type]


def _date(year: int, month: int, day: int, short: bool = False) -> Calendar | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Calendar(year=year, month=month, day=day, short_year=short)


def _day(match: Match) -> Found:
    """A day, with or without a time of day, a part of it, "early" or "late"."""
    date = match.words("date")
    if date[0] == "on":
        date = date[1:]
    meaning = _dayish(match, date)
    if meaning is None or (_after(match) in _NAMES and date[-1] not in _RELATIVE_DAYS):
        return []
    if isinstance(meaning, Calendar) and meaning.month and meaning.year is None:
        meaning = _known(match, meaning)
    clock = _clock(match.words("after4")) or _clock(match.words("before4")) or _clock(match.words("before")) or _clock(match.words("after")) or _clock(match.words("partof"))
    if match.words("after") and _clock(match.words("after")) is None or match.words("before") and clock is None:
        return []
    mod = _mod(match)
    if clock and meaning.clock is None:
        meaning = _clocked(meaning, clock)
    if mod:
        meaning = _modified(meaning, mod)
    if match.words("near"):
        if not isinstance(meaning, Calendar) or not meaning.month:
            return []
        meaning = _modified(meaning, "about")
    return [(Span(_day_start(match), match.span.end), meaning)]


_NAMES = frozenset(lex.LEXICON["names"])
_KNOWN_DAYS: dict[str, dict[str, Any]] = lex.LEXICON["known_days"]


def _known(match: Match, date: Calendar) -> Calendar:
    """A day that names an event: "the September 11 attacks" were in 2001."""
    known = _KNOWN_DAYS.get(f"{date.month:02d}-{date.day:02d}")
    if known is None:
        return date
    near = {_after(match), _after(match, 1), _after(match, 2), _before(match, 2), _before(match, 3)}
    return _with(date, known=known["year"]) if near & set(known["words"]) else date


def _day_start(match: Match) -> int:
    """Where the expression starts: "late on Friday" at the day itself, "early Friday" at its modifier."""
    date = match.words("date")
    if match.words("before4"):
        return match.start("before4")
    if date[0] == "on":
        return match.lexemes.starts[match.found.start("date") + 1]
    loose = match.words("on") not in ([], ["-"]) or match.word("mod") in ("earlier", "later")
    return match.start("date") if loose and not match.words("before") else match.span.start


def _clocked(meaning: Calendar | Shift, clock: str) -> Calendar | Shift:
    if isinstance(meaning, Calendar):
        return _with(meaning, clock=clock)
    return Shift(unit=meaning.unit, count=meaning.count, base=meaning.base, mod=meaning.mod, clock=clock)


def _modified(meaning: Calendar | Shift, mod: str) -> Calendar | Shift:
    if isinstance(meaning, Calendar):
        return _with(meaning, mod=mod)
    return Shift(unit=meaning.unit, count=meaning.count, base=meaning.base, mod=mod, clock=meaning.clock)


def _dayish(match: Match, date: list[str]) -> Calendar | Shift | None:
    said = " ".join(date)
    if said in _RELATIVE_DAYS:
        return Shift(unit="day", count=_RELATIVE_DAYS[said])
    if said == "tonight":
        return Shift(unit="day", count=0, clock="NI")
    if said in ("overnight", "last night"):
        return Shift(unit="day", count=-1, clock="NI")
    if date[-1] in lex.PARTS or date[-1] == "day":
        if date[0] == "this" and date[-1] == "day":
            return None
        return _that_day(date)
    if len(date) <= 2 and date[0] in ("sun", "sat", "mon", "wed", "fri", "thu", "tue") and date[-1] != ".":
        if _before(match) not in ("on", "last", "next", "this", ",", "(") and not match.words("after"):
            return None
    made = _calendar(date)
    if made is None or (made.month is not None and made.day is None):
        return None
    return made


def _that_day(date: list[str]) -> Shift:
    lean, base = _lean(date)
    part = None if date[-1] == "day" else lex.PARTS[date[-1]]
    if date[0] == "this":
        return Shift(unit="day", count=0, clock=part)
    return Shift(unit="day", count=_STEPS[lean], base="told" if base == "told" or date[0] == "the" else base, clock=part)


def _day_nights(match: Match) -> Found:
    part = lex.PARTS[match.word("part").removesuffix("s")]
    made: Found = []
    for group in ("first", "date"):
        if match.words(group):
            end = match.span.end if group == "date" else match.end(group)
            made.append((Span(match.start(group), end), Repeated(f"XXXX-WXX-{lex.WEEKDAYS[match.word(group)]}T{part}")))
    return made


def _day_range(match: Match) -> Found:
    if match.word("to") in ("or", "&") and not match.words("year"):
        return []
    first = _calendar(match.words("first"))
    day, (year, short) = _daynum(match.words("second")), _year(match.words("year"))
    if first is None or day is None or first.day is None or first.month is None or day > 31:
        return []
    if match.word("to") in ("-", "--", "to", "through") and day <= first.day:
        return []
    if _after(match) in ("+am", "+pm", "a.m.", "p.m.", "am", "pm", ":", "%", "percent"):
        return []
    if not match.words("year") and match.word("to") in ("and", "to") and not _closes(match):
        return []
    first = _with(first, year=year, short_year=short)
    second = _with(first, day=day, weekday=None)
    end = match.end("year") if match.words("year") else match.end("second")
    return [(Span(match.start("first"), match.end("first")), first), (Span(match.start("second"), end), second)]


_CLOSERS = frozenset(". , ; : ) \n -- in at on and for by when as after before \" ” while with during".split(" ")) | {"\n", ""}


def _closes(match: Match) -> bool:
    """Whether what follows can't be the noun of a number."""
    return _after(match) in _CLOSERS


def _range_day(match: Match) -> Found:
    second, day = _calendar(match.words("second")), _daynum(match.words("first"))
    if second is None or day is None or second.month is None or second.day is None or day > 31 or not 1 <= day:
        return []
    if day >= second.day and match.word("to") in ("-", "--", "to", "through"):
        return []
    first = _with(second, day=day)
    return [
        (Span(match.start("first"), match.end("first")), first),
        (Span(match.start("second"), match.end("second")), second),
    ]


def _month_year(match: Match) -> Found:
    month = lex.MONTHS[match.word("month")]
    year, short = _year(match.words("year"))
    if match.words("year") and year is None:
        return []
    if short and "'" not in match.words("year"):
        return []
    lean, base = _lean(match.words("lean"))
    if base == "told" and match.words("lean"):
        return _one(match, Calendar(month=month, mod=_mod(match), lean="this", year_lean="this"))
    return _one(match, Calendar(month=month, year=year, short_year=short, year_lean=lean, mod=_mod(match)))


def _lean_month(match: Match) -> Found:
    lean, _ = _lean(match.words("lean"))
    if match.word("month") in ("may", "march") and _before(match) in ("this", "that"):
        return []
    return _one(match, Calendar(month=lex.MONTHS[match.word("month")], lean=lean))


def _month(match: Match) -> Found:
    word, before = match.word("month"), _before(match)
    bare = not match.words("mod") and before not in _SURE
    if word in CLASSES["SHORTMONTH"] and bare and (word not in ("june", "july") or _is_capital(match, match.last)):
        return []
    if word in ("march", "april", "august", "june") and bare and (before in ("", ".", "\n", ",", '"', "and") or _is_name(match)):
        return []
    return _one(match, Calendar(month=lex.MONTHS[word], mod=_mod(match)))


_SURE = frozenset("in since until till by from during through between before after last next this late early mid of the".split())


def _is_capital(match: Match, at: int) -> bool:
    return at < len(match.lexemes.forms) and match.lexemes.is_capital(at)


def _month_part(match: Match) -> Found:
    order, unit = match.word("ord"), match.word("unit")
    mod = {"half": {"first": "first-half", "second": "second-half"}.get(order)}.get(unit, f"{order} {unit}")
    year, short = _year(match.words("year"))
    return _one(match, Calendar(month=lex.MONTHS[match.word("month")], year=year, short_year=short, mod=mod))


def _nine_eleven(match: Match) -> Found:
    if match.words("date") != ["9", "/", "11"] or _before(match) in ("/", "-"):
        return []
    if match.lexemes.ends[match.first] != match.lexemes.starts[match.first + 1] or _after(match) in ("/", "-"):
        return []
    return _one(match, Calendar(year=2001, month=9, day=11))


def _military(match: Match) -> Found:
    """"at 0530": four figures that can be no year, or that follow "at"."""
    figure = match.words("clock")[0]
    first = match.lexemes.forms[match.first]
    clock = lex.clock_of([figure])
    tail = match.last > match.found.end("clock")
    if clock is None or not (figure.startswith("0") or first == "at" or tail or (first in ("until", "till", "by") and int(figure) < 1700)):
        return []
    if _after(match) in _COUNTED_AFTER or _after(match) in ("/", ":", "-", ","):
        return []
    return [(Span(match.start("clock"), match.span.end), Clock(clock))]


def _is_name(match: Match) -> bool:
    """Whether the month is a woman's first name: no preposition before it, at a clause's beginning."""
    return _before(match) not in _PREPOSITIONS and _before(match) not in ("the", "'s") and not match.words("mod")


def _month_range(match: Match) -> Found:
    first = lex.MONTHS[match.words("first")[0]]
    second = _calendar(match.words("second"))
    if second is None or second.month is None:
        return []
    year = second.year
    if year is not None and first > second.month and match.word("to") not in ("and", "or"):
        year -= 1
    made = Calendar(month=first, year=year, mod=_mod(match))
    later = _with(second, mod=_MODS.get(match.word("mod2").removesuffix(" -")))
    start = match.start("mod") if match.words("mod") else match.start("first")
    end = match.start("mod2") if match.words("mod2") else match.start("second")
    return [(Span(start, match.end("first")), made), (Span(end, match.end("second")), later)]


def _week_of(match: Match) -> Found:
    made = _calendar(match.words("date"))
    return _one(match, _with(made, week_of=True) if made and made.day else None)


def _season(match: Match) -> Found:
    year, short = _year(match.words("year"))
    lean, base = _lean(match.words("lean"))
    if short and "'" not in match.words("year"):
        return []
    season = lex.SEASONS[match.word("season")]
    if base == "told" and match.words("lean"):
        return _one(match, Calendar(season=season, lean="this", mod=_mod(match)))
    return _one(match, Calendar(season=season, year=year, short_year=short, year_lean=lean, mod=_mod(match)))


def _lean_season(match: Match) -> Found:
    lean, _ = _lean(match.words("lean"))
    return _one(match, Calendar(season=lex.SEASONS[match.word("season")], lean=lean, mod=_mod(match)))


def _bare_season(match: Match) -> Found:
    word, before = match.word("season"), _before(match)
    if word in ("fall", "spring", "springs"):
        if not (before in ("in", "by", "since", "until", "during", "through", "of", "from") and _closes(match)) and not (
            match.words("mod") and before in ("in", "by", "since", "until")
        ):
            return []
    if before not in ("in", "by", "since", "until", "during", "through", "over", "throughout", "of", "for", "before", "after") and not match.words("mod"):
        return []
    return _one(match, Calendar(season=lex.SEASONS[word], mod=_mod(match)))


_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _quarter(match: Match) -> Found:
    unit, order = match.word("unit"), match.words("ord")[0]
    year, _ = _year(match.words("year") or match.words("year2"))
    leans = match.words("lean") or match.words("lean2")
    if unit == "half":
        n = {"first": 1, "second": 2, "final": 2, "last": 2}.get(order)
        if n is None or not (year or leans):
            return []
        return _one(match, Calendar(half=n, year=year, year_lean=_lean(leans)[0] if leans else "none"))
    n = {**_NTH, "final": 4, "last": 4}.get(order)
    if n is None or (order == "last" and not (year or leans)) or unit == "trimester":
        return []
    words = match.lexemes.forms[match.first : match.last]
    lean: Lean = _lean(leans)[0] if leans else "none"
    made = Calendar(quarter=n, year=year, year_lean=lean, fiscal="fiscal" in words)
    adjective = "-" in words and match.words("the") and not match.words("year")
    return [(Span(match.lexemes.starts[match.first + 1] if adjective else match.span.start, match.span.end), made)]


def _year_ago(match: Match) -> Found:
    """"the year-ago quarter", "year-earlier results"."""
    start = match.span.start if match.words("unit") or match.words("ord") else match.lexemes.starts[match.first + (match.lexemes.forms[match.first] in ("the", "a"))]
    order = _NTH.get(match.word("ord"))
    if order:
        return _one(match, Calendar(quarter=order, year_lean="last"))
    return [(Span(start, match.span.end), Shift(unit="quarter", count=-4, base="told"))]


def _the_period(match: Match) -> Found:
    order = _NTH.get(match.word("ord"))
    year = int(match.word("year"))
    return _one(match, Calendar(quarter=order or -1, year=year))


def _latest(match: Match) -> Found:
    """"the quarter", "the latest period": the quarter spoken of last."""
    said = match.lexemes.forms[match.first : match.last]
    if match.word("unit") == "period" and "latest" not in said:
        return []
    if "current" in said:
        return _one(match, Shift(unit="quarter", count=0))
    if len(said) == 2 and _after(match) in ("of", "-"):
        return []
    return _one(match, Shift(unit="quarter", count=-1 if "previous" in said else 0, base="told"))


def _quarter_century(match: Match) -> Found:
    return _one(match, Length(value="P25Y", unit="Y", count=Fraction(25)))


_COUNTED_AFTER = frozenset(
    "people men women children soldiers troops fighters civilians police officers homes houses families miles "
    "kilometers kilometres km meters metres feet tons tonnes dollars euros pounds rubles votes seats workers jobs "
    "employees students prisoners refugees migrants deaths casualties victims others members personnel barrels shares "
    "points yards acres hectares calories volts watts megawatts mw mm cm kg % percent +% rupees pesos yen".split()
)
_COUNTED_BEFORE = frozenset(
    "about nearly almost some least than approximately roughly over to $ no. number flight route highway "
    "resolution article section law decree page room channel bus train unit estimated every only".split()
)


def _year_alone(match: Match) -> Found:
    words = match.words("year")
    year = lex.year_of(words)
    if year is None:
        return []
    before, after = _before(match), _after(match)
    if len(words) == 1 and not match.words("mod"):
        if after in _COUNTED_AFTER or (before in _COUNTED_BEFORE and before != "to" and before != "over"):
            return []
        if after in ("/", ":") or before in ("/", ":", "#", "+", "=") or after.startswith("+") and after != "+bc":
            return []
        if not 1000 <= year <= 2100 or (year < 1700 and before not in ("in", "since", "of")):
            return []
        if before == "-" and _before(match, 2).isdigit() or after == "-" and _after(match, 1).isdigit():
            return []
    return _one(match, Calendar(year=year, mod=_mod(match)))


def _year_range(match: Match) -> Found:
    first, second = int(match.word("first")), match.words("second")[-1]
    if match.word("to") in ("and", "or", "/") and len(second) < 4:
        return []
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if last <= first or last - first > 200 or not 1000 <= first <= 2100 or last > 2200:
        return []
    if len(second) == 2 and match.word("to") not in ("-", "/") or _after(match) in _COUNTED_AFTER:
        return []
    if match.word("to") == "/" and last != first + 1:
        return []
    if _after(match) == "-" and _after(match, 1).isdigit():
        return []
    return [
        (Span(match.start("first"), match.end("first")), Calendar(year=first)),
        (Span(match.start("second"), match.end("second")), Calendar(year=last)),
    ]


def _era(match: Match) -> Found:
    figure = match.words("year")[0].replace(",", "")
    return _one(match, Calendar(year=int(figure), era="BC") if figure.isdigit() and len(figure) <= 4 else None)


def _fiscal(match: Match) -> Found:
    if match.words("glued"):
        return _one(match, Shift(unit="year", count=_STEPS[_lean(match.words("glued"))[0]]))
    year, short = _year(match.words("year") or match.words("year2"))
    return _one(match, Calendar(year=year, short_year=short, fiscal=True) if year is not None else None)


def _decade(match: Match) -> Found:
    words = [w for w in match.words("decade") if w not in ("'", "+s", "'s", "-", "nineteen")]
    mod = _mod(match)
    if words[0] in lex.DECADES:
        said = match.words("decade")
        if said[0] == "nineteen":
            return _one(match, Calendar(decade=190 + lex.DECADES[words[0]], mod=mod))
        if _before(match) in ("his", "her", "their", "my", "your", "its") or match.lexemes.forms[match.first] not in ("the", *_MODS):
            return []
        return _one(match, Calendar(decade=lex.DECADES[words[0]], mod=mod))
    if not words[0].endswith("0") or (_before(match) in ("his", "her", "their") and len(words[0]) == 2):
        return []
    return _one(match, Calendar(decade=int(words[0]) // 10, mod=mod))


def _century(match: Match) -> Found:
    n = _daynum(match.words("ord"))
    return _one(match, Calendar(century=n, mod=_mod(match)) if n else None)


_SHIFTED: dict[str, Unit] = {
    "day": "day", "week": "week", "weekend": "weekend", "month": "month", "quarter": "quarter", "year": "year",
    "decade": "decade", "century": "century",
}  # fmt: skip


def _lean_unit(match: Match) -> Found:
    unit, leans = match.word("unit"), match.words("lean")
    lean, base = _lean(leans)
    if unit == "fortnight" or unit == "half":
        return _one(match, Length(value="P2W", unit="W", count=Fraction(2), toward=_STEPS[lean], whole=True))
    if unit == "day" and leans[-1] not in ("previous", "following", "same", "that", "preceding"):
        return []
    if unit in ("century", "decade") and leans[-1] in ("past", "coming", "preceding", "previous"):
        code = "E" if unit == "decade" else "C"
        length = Length(value="P10Y" if code == "E" else "P100Y", unit=code, count=Fraction(1), toward=_STEPS[lean], base=base, whole=True)
        return _one(match, length)
    if _is_title(match, "unit"):
        return []
    if leans[-1] == "latest" and unit == "quarter":
        return _one(match, Shift(unit="quarter", count=0, base="told"))
    clock = _part_code(match.words("part"))
    made = Shift(unit=_SHIFTED[unit], count=_STEPS[lean], base=base, mod=_mod(match), clock=clock)
    if match.word("mod") in ("earlier", "later") and unit == "week":
        return [(Span(match.end("mod") + 1, match.span.end), made)]
    return _one(match, made)


def _is_title(match: Match, group: str) -> bool:
    """Whether the word is capitalised in running text, as in the names of programmes: "This Week", "60 Minutes"."""
    at = match.found.start(group)
    return _is_capital(match, at)


def _lean_part(match: Match) -> Found:
    return _one(match, _that_day([*match.words("lean"), match.word("part")]))


def _the_unit(match: Match) -> Found:
    return _one(match, Shift(unit=_SHIFTED[match.word("unit")], count=0, base="told" if match.word("unit") == "day" else "report", mod=_mod(match)))


def _weekend(match: Match) -> Found:
    if match.lexemes.forms[match.last - 2 : match.last - 1] not in (["the"], ["this"]):
        return []
    return _one(match, Shift(unit="weekend", count=0, base="report"))


def _year_end(match: Match) -> Found:
    return _one(match, Shift(unit="year", count=0, mod="end"))


def _ago(match: Match) -> Found:
    unit = match.words("unit")
    if not unit:
        words = match.words("count")
        if len(words) == 1 and words[0] in lex.UNITS:
            return _from(match, "count", Length(value=_length_value(None, lex.UNITS[words[0]]), unit=lex.UNITS[words[0]], toward=-1, base="report"))
        return []
    code, count = lex.UNITS[unit[0]], lex.cardinal(match.words("count"))
    if match.words("day"):
        return _ago_day(match, code, count)
    if count is None or count.denominator != 1:
        return _vague_ago(match, code, count)
    code, times = {"F": ("W", 2), "E": ("Y", 10), "C": ("Y", 100), "Q": ("M", 3)}.get(code, (code, 1))
    if code in ("H", "TM", "TS"):
        return _one(match, Length(value=_length_value(count, code), unit=code, count=count, toward=-1, base="report"))
    if code not in lex.UNIT_NAMES:
        return []
    return _one(match, _shift(code, -int(count) * times))


def _shift(code: str, count: int) -> Shift:
    return Shift(unit=_SHIFTED[lex.UNIT_NAMES[code]], count=count, like=code == "Y")


def _ago_day(match: Match, code: str, count: Fraction | None) -> Found:
    if count is None or count.denominator != 1 or code not in ("W", "D", "Y", "M"):
        return []
    weekday = next((lex.WEEKDAYS[w] for w in match.words("day") if w in lex.WEEKDAYS), None)
    unit: Unit = _SHIFTED[lex.UNIT_NAMES[code]]
    if weekday is None:
        return _one(match, Shift(unit="day", count=-int(count) * {"W": 7, "D": 1}.get(code, 0))) if code in "WD" else []
    return _one(match, Shift(unit=unit, count=-int(count), weekday=weekday)) if code == "W" else []


def _vague_ago(match: Match, code: str, count: Fraction | None) -> Found:
    if count is not None:
        return _one(match, Length(value=_length_value(count, code), unit=code, count=count, toward=-1, base="report"))
    if match.words("count") in (["the"], []):
        return []
    if code in ("H", "TM", "TS", "D", "W"):
        return _one(match, Length(value=_length_value(None, code), unit=code, toward=-1, base="report"))
    return _one(match, Reference("PAST_REF"))


def _length_value(count: Fraction | None, code: str) -> str:
    """The TIMEX3 value of a duration: P3D, PT1H30M, P2Y6M, PXW."""
    if count is None:
        return _UNIT_VALUES[code].format("X")
    if count.denominator == 1:
        if count == 1 and code in ("E", "C", "L"):
            return _UNIT_VALUES[code].format(1)
        code, times = _WHOLES.get(code, (code, 1))
        return _UNIT_VALUES[code].format(int(count * times))
    if code in _HALVES:
        smaller, times = _HALVES[code]
        rest = (count - int(count)) * times
        if rest.denominator == 1:
            return _joined(int(count), code, int(rest), smaller)
    return _UNIT_VALUES[code].format(float(count))


def _joined(count: int, code: str, rest: int, smaller: str) -> str:
    if code in ("E", "C"):
        return f"P{count * (10 if code == 'E' else 100) + rest}Y"
    low = _UNIT_VALUES[smaller].format(rest)
    if not count:
        return low
    high = _UNIT_VALUES[code].format(count)
    return high + low.removeprefix("PT") if high.startswith("PT") else high + low.removeprefix("P")


def _recent(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    toward = -1 if match.word("lean") == "recent" else 1
    return _one(match, Length(value=_length_value(None, code), unit=code, toward=toward, base="report", whole=True))


def _stretch(match: Match) -> Found:
    code, count = lex.UNITS[match.word("unit")], lex.cardinal(match.words("count"))
    lean = match.word("lean")
    toward = -1 if lean in ("last", "past", "previous", "preceding", "latest") else 1 if lean in ("next", "coming", "following") else 0
    base: Base = "report" if lean in ("last", "past", "next", "coming", "latest") else "told"
    return _one(match, Length(value=_length_value(count, code), unit=code, count=count, toward=toward, base=base, whole=True))


def _ahead(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    return _one(match, Length(value=_length_value(None, code), unit=code, toward=1, base="report", whole=True))


def _offset(match: Match) -> Found:
    words, way = match.words("count"), match.word("way")
    code = lex.UNITS[match.word("unit")]
    plural = match.word("unit").endswith("s")
    if (not words and not plural) or (words == ["the"] and plural) or words == ["just"] and not plural:
        return []
    toward = -1 if way in ("earlier", "before", "prior", "previously", "beforehand") else 1
    if words in (["the"], ["one"]) and way in ("before", "after", "prior") and words == ["the"]:
        if way == "prior" or code not in ("D", "Y", "W", "M") or _next_opens_clause(match):
            return []
        return [(Span(match.span.start, match.span.end), Shift(unit=_SHIFTED[lex.UNIT_NAMES[code]], count=toward, base="told"))]
    count = None if words in ([], ["just"]) else lex.cardinal(words)
    if words and words[-1] in ("any", "no"):
        return []
    end = match.span.end if way == "earlier" and code not in ("H", "TM", "TS") else match.end("unit")
    if way == "earlier" and code == "Y" and count is not None and count.denominator == 1:
        return [(Span(match.span.start, match.span.end), Shift(unit="year", count=-int(count), base="report", like=True))]
    start = match.start("unit") if words == ["just"] else match.span.start
    if way in ("into", "since"):
        toward = 0
    return [(Span(start, end), Length(value=_length_value(count, code), unit=code, count=count, toward=toward))]


def _next_opens_clause(match: Match) -> bool:
    """Whether "the day before" goes on ("the day before the vote"): then it is counted from what follows."""
    return _after(match) not in _CLOSERS


def _length(match: Match) -> Found:
    words = [w for w in match.words("count") if w not in _FILLERS]
    unit = match.word("unit")
    code = lex.UNITS[unit]
    if _is_ordinal_second(match, unit) or _before(match) in ("$", "€", "£", "-"):
        return []
    if words[:1] == ["the"]:
        words = words[1:]
        if not words or words[0] in ("a", "an", "one", "few", "several", "couple", "some", "many") or code == "Q":
            return []
        if "-" in match.words("count") or not unit.endswith("s"):
            return []
    if code == "Q" and (_after(match) == "of" or words in (["a"], ["one"], ["three"])) or _is_title(match, "unit"):
        return []
    if words == ["one"] and code == "D" and not match.words("hedge"):
        return []
    if words in (["the"], []) or (code == "WE" and words in (["a"], ["some"])):
        return []
    if _after(match) == "-" and _after(match, 1) == "old":
        return []
    if words == ["a"] and code in ("H",) and _before(match) in ("km", "kph", "miles", "kilometers", "kilometres", "mph"):
        return []
    if _after(match) in ("old", "olds") or (_after(match) == "of" and _after(match, 1) == "age"):
        return []
    if words and words[0] in ("a", "an") and len(words) == 1 and _is_rate(match):
        return []
    count = lex.cardinal(words)
    if count is None and match.words("hedge") and "several" in words:
        return []
    if count is None and not any(w in lex.LEXICON["counts"]["words"] or w in ("dozens", "hundreds", "thousands", "scores") for w in words):
        return []
    if "and a half" in match.lexemes.forms[match.last - 3 : match.last] or match.lexemes.forms[match.last - 1] == "half":
        count = (count or Fraction(1)) + Fraction(1, 2)
    if words[:1] == ["some"] and count is None and not unit.endswith("s"):
        return []
    return _one(match, Length(value=_length_value(count, code), unit=code, count=count))


_FILLERS = frozenset(
    "more additional full whole long consecutive straight further other trading working business calendar -".split()
)


def _is_rate(match: Match) -> bool:
    """Whether "a year" says how often or how fast: after a figure or a noun counted per time, as in "3 percent a year"."""
    before = _before(match)
    return before in ("%", "percent", "times", "once", "twice", "dollars", "people", "barrels", "tons", "tonnes", "flights") or (
        before[:1].isdigit() or before in ("million", "billion", "thousand", "hundred", "trillion", "+m", "+bn", "+k")
    )


def _is_ordinal_second(match: Match, unit: str) -> bool:
    return unit == "second" and (match.words("count")[-1:] in (["a"], ["the"], ["another"]) or not match.words("count"))


def _lengths(match: Match) -> Found:
    low, high = lex.cardinal(match.words("low")), lex.cardinal(match.words("high"))
    code = lex.UNITS[match.word("unit")]
    if low is None or high is None or _after(match) in ("old", "-"):
        return []
    value = _length_value(None, code) if high - low > 5 else _length_value(low, code)
    return _one(match, Length(value=value, unit=code))


def _hyphen(match: Match) -> Found:
    code = lex.UNITS[match.word("unit")]
    if _after(match) == "-" and _after(match, 1) in ("old", "olds") or _before(match) in ("-", "$"):
        return []
    if match.words("tail") and match.words("tail")[-1] == "old":
        return []
    words = match.words("count")
    count = None if words == ["multi"] else lex.cardinal(words)
    return _one(match, Length(value=_length_value(count, code), unit=code, count=count))


def _bare(match: Match) -> Found:
    before, unit = _before(match), match.word("unit")
    code = lex.UNITS[unit]
    if unit in ("weekends", "quarters", "nights", "seconds", "fortnights", "mins", "hrs"):
        return []
    if before in ("for", "in", "within", "after", "over", "of", "lasted", "several", "took", "spent", "took", "last") and _after(match) not in ("old", "-", "'"):
        return _one(match, Length(value=_length_value(None, code), unit=code))
    return []


def _unit_long(match: Match) -> Found:
    unit = match.word("unit")
    code = lex.UNITS[unit]
    count = None if unit.endswith("s") else Fraction(1)
    return [(Span(match.start("unit"), match.span.end), Length(value=_length_value(count, code), unit=code, count=count))]


def _every(match: Match) -> Found:
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
    return [(Span(start, match.span.end), Repeated(_length_value(count, lex.UNITS[unit])))]


def _rate(match: Match) -> Found:
    if match.word("unit") in ("second", "night", "quarter", "weekend") or (match.word("each") != "per" and not _is_rate(match)):
        return []
    return _one(match, Repeated(_length_value(Fraction(1), lex.UNITS[match.word("unit")])))


def _times(match: Match) -> Found:
    return _one(match, Repeated(_length_value(Fraction(1), lex.UNITS[match.word("unit")])))


def _set_word(match: Match) -> Found:
    return _one(match, Repeated(lex.SETS[match.word("set")]))


def _weekdays(match: Match) -> Found:
    days = lex.LEXICON["weekdays_many"]
    made: Found = [(Span(match.start("weekdays"), match.end("weekdays")), Repeated(f"XXXX-WXX-{days[match.word('weekdays')]}"))]
    if match.words("second"):
        made.append((Span(match.start("second"), match.end("second")), Repeated(f"XXXX-WXX-{days[match.word('second')]}")))
    return made


_SOON_BEFORE = frozenset("as too how so very".split())


def _ref(match: Match) -> Found:
    word = match.word("ref")
    before, after = _before(match), _after(match)
    if word == "soon" and (before in _SOON_BEFORE or after in ("after", "afterwards", "as", "to")):
        return []
    if word == "now" and before in ("until", "by", "just") and False:
        return []
    if word == "recent" and after in ("years", "months", "weeks", "days"):
        return []
    start = match.span.start if word in ("now", "recently") else match.start("ref")
    return [(Span(start, match.span.end), Reference(lex.REFERENCES[word]))]


def _ref_phrase(match: Match) -> Found:
    said = match.word("ref")
    if said == "the past" and _after(match) in lex.UNITS or said == "the present" and not _closes(match):
        return []
    if said in ("the past", "the future") and _after(match) in ("of",):
        return []
    return _one(match, Reference(lex.REFERENCES[said]))


def _feast(match: Match) -> Found:
    said = match.words("feast")
    name = _FEAST_NAMES.get(" ".join(said))
    if name is None:
        return []
    year, short = _year(match.words("year"))
    lean, _ = _lean(match.words("lean"))
    tail = match.word("tail")
    clock = lex.PARTS.get(tail)
    if tail == "weekend" or tail == "week":
        return _one(match, Calendar(feast=name, year=year, lean=lean, week_of=True))
    mod = "eve" if tail == "eve" else None
    return _one(match, Calendar(feast=name, year=year, short_year=short, lean=lean, clock=clock, mod=mod))


_FEAST_NAMES = {" ".join(forms(name)): key for key, feast in lex.feasts().items() for name in feast["names"]}


def _clock_alone(match: Match) -> Found:
    words = match.words("clock")
    clock = _clock(words) or _part_code(words)
    if clock is None:
        return []
    bare = len(words) == 1 and ":" in words[0]
    if bare and _before(match) not in ("at", "by", "from", "until", "around", "about", "before", "after", "since", "till", "to", "(", "and", "-", "--"):
        return []
    hedge = match.word("hedge")
    start = match.start("clock") if hedge.startswith(("shortly", "just")) else match.span.start
    if words[0] in ("dawn", "dusk") and _before(match) not in ("at", "before", "after", "by", "since", "until", "from", "around"):
        return []
    return [(Span(start, match.span.end), Clock(clock))]


def _part(match: Match) -> Found:
    before = match.lexemes.forms[match.first]
    code = _part_code(match.words("part"))
    if code is None or before not in ("in", "during"):
        return []
    start = match.lexemes.starts[match.first + 1]
    return [(Span(start, match.span.end), Clock(code))]


def _then(match: Match) -> Found:
    return [(Span(match.start("then"), match.end("then")), Shift(unit="day", count=0, base="told"))]


def _day_of_month(match: Match) -> Found:
    if not _closes(match):
        return []
    return [(Span(match.start("day"), match.span.end), Calendar(day=_daynum(match.words("day"))))]


BUILDERS: dict[str, Builder] = {
    "iso": _iso, "slashed": _slashed, "day": _day, "daynights": _day_nights, "dayrange": _day_range,
    "rangeday": _range_day, "monthyear": _month_year, "leanmonth": _lean_month, "month": _month,
    "monthpart": _month_part, "nineeleven": _nine_eleven, "military": _military,
    "monthrange": _month_range, "weekof": _week_of, "season": _season, "yearseason": _season,
    "leanseason": _lean_season, "bareseason": _bare_season, "quarter": _quarter, "year": _year_alone,
    "yearrange": _year_range, "era": _era, "fiscal": _fiscal, "decade": _decade, "century": _century,
    "lean": _lean_unit, "leanpart": _lean_part, "theunit": _the_unit, "weekend": _weekend, "yearend": _year_end,
    "yearago": _year_ago, "theperiod": _the_period, "latest": _latest, "quartercentury": _quarter_century,
    "ago": _ago, "recent": _recent, "stretch": _stretch, "ahead": _ahead, "offset": _offset, "length": _length,
    "lengths": _lengths, "hyphen": _hyphen, "bare": _bare, "unitlong": _unit_long, "every": _every, "rate": _rate,
    "times": _times, "setword": _set_word, "weekdays": _weekdays, "ref": _ref, "refphrase": _ref_phrase,
    "feast": _feast, "clock": _clock_alone, "part": _part, "then": _then, "monthdayonly": _day_of_month,
}  # fmt: skip


@cache
def grammar() -> Grammar:
    """The compiled grammar."""
    return Grammar(CLASSES, RULES, parts=PARTS, capital=lex.LEXICON["capital"])


def expressions(text: str) -> tuple[Lexemes, Found]:
    """The time expressions of a text in order, none overlapping another."""
    compiled = grammar()
    lexemes = compiled.lexemes(text)
    return lexemes, compiled.read(lexemes, lambda match: BUILDERS[match.rule](match))
