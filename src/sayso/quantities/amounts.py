"""Number expressions in the words alone: their value, bounds, qualifier, and whether they carry a unit or currency."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import msgspec

from sayso.language import numerals
from sayso.language.phrases import Grammar, Match, any_of, forms
from sayso.model import Qualifier, Span

Kind: TypeAlias = Literal["count", "money", "unit", "share", "none", "nobody"]


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A number expression. `core` is the number itself, `span` takes in qualifier, sign and unit."""

    span: Span
    core: Span
    qualifier: Qualifier
    low: Fraction | None = None
    best: Fraction | None = None
    high: Fraction | None = None
    kind: Kind = "count"
    of: str = ""  # the unit or currency, where it is one
    another: bool = False  # "another 20"
    hyphened: bool = False  # a range written with a hyphen
    article: bool = False  # "a hundred", "a dozen"


@cache
def lexicon() -> dict[str, Any]:
    """lexicon.toml, parsed."""
    return tomllib.loads(files("sayso.quantities").joinpath("lexicon.toml").read_text(encoding="utf-8"))


LEXICON = lexicon()
QUALIFIERS: dict[str, Qualifier] = {" ".join(forms(k)): v for k, v in LEXICON["qualifiers"].items()}
_AFTER: dict[str, Qualifier] = {" ".join(forms(k)): v for k, v in LEXICON["after"].items()}
_VAGUE: dict[str, int] = LEXICON["vague"]
_COUPLES: dict[str, int] = LEXICON["exact_words"]
CURRENCIES: dict[str, str] = LEXICON["currencies"]
UNITS: dict[str, str] = LEXICON["units"]
_SCALES = [*numerals.SCALES, *numerals.SUFFIXES]
_TIME_UNITS = frozenset(LEXICON["words"]["time_units"])

CLASSES: dict[str, Iterable[str]] = {
    "FIGURE": [
        "ZERO",
        "TO12",
        "TO24",
        "TO31",
        "TO59",
        "TO99",
        "THREE",
        "FOUR",
        "YEAR4",
        "DECIMAL",
        "POINTED",
        "GROUPED",
        "SIX",
        "EIGHT",
        "LONG",
    ],
    "CARD": [*numerals.UNITS, *numerals.TENS, "hundred", *numerals.SCALES, "dozen"],
    "UNITWORD": [*numerals.UNITS, *numerals.TENS],
    "SCALE": [*_SCALES, "hundred"],
    "SIGN": LEXICON["signs"]["words"],
    "CURRENCY": [w for w in CURRENCIES if w not in LEXICON["signs"]["words"]],
    "UNIT": [u for u in UNITS if " " not in u],
    "PART": [
        "half",
        "third",
        "thirds",
        "quarter",
        "quarters",
        "fourth",
        "fourths",
        "fifth",
        "fifths",
        "sixth",
        "sixths",
        "eighth",
        "eighths",
        "tenth",
        "tenths",
    ],
    "VAGUEWORD": [
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "several",
        "handful",
        "handfuls",
        "couple",
        "few",
        "pair",
        "trio",
    ],
    "NONE": ["no", "zero", "none", "nobody", "not"],
}


@cache
def grammar() -> Grammar:
    """The compiled grammar. Raises ResourceError where patterns.toml is broken."""
    data = tomllib.loads(files("sayso.quantities").joinpath("patterns.toml").read_text(encoding="utf-8"))
    made = {"qual": any_of(QUALIFIERS), "vague": any_of([*_VAGUE, *_COUPLES])}
    return Grammar(
        CLASSES, data["rules"], parts=made | data["parts"], cores=("FIGURE", "CARD", "PART", "VAGUEWORD", "NONE")
    )


def amounts(text: str) -> list[Amount]:
    """The number expressions of a text, in order, none overlapping another."""
    compiled = grammar()
    return compiled.read(compiled.lexemes(text), _build)


def _build(match: Match) -> list[Amount]:
    made = {
        "number": _number,
        "range": _range,
        "vague": _vague,
        "share": _share,
        "none": _none,
        "nobody": _nobody,
        "oneof": _one_of,
    }[match.rule](match)
    return [] if made is None else [made]


def _around(match: Match, offset: int) -> str:
    """The lexeme so many places behind (0, 1 ...) or before (-1, -2 ...) the match; "" beyond the text's ends."""
    at = match.last + offset if offset >= 0 else match.first + offset
    return match.lexemes.forms[at] if 0 <= at < len(match.lexemes.forms) else ""


def _longest(words: list[str]) -> tuple[int, Fraction] | None:
    """How many of the words, from the first, are one number, and its value."""
    for n in range(len(words), 0, -1):
        value = numerals.read([w for w in words[:n] if w != ","])
        if value is not None:
            return n, value
    return None


def _glued(match: Match, at: int) -> bool:
    """Whether lexeme `at` touches the one before it."""
    return at > 0 and match.lexemes.starts[at] == match.lexemes.ends[at - 1]


def _is_name(match: Match, first: int, last: int) -> bool:
    """Whether the figure is part of a name or code: "F-16", "G7", "No. 5", "24/7", "21st", "1990s"."""
    words = match.lexemes.forms
    before = words[first - 1] if first else ""
    after = words[last] if last < len(words) else ""
    if _glued(match, first) and (
        before in ("-", "/", "#", ".", ":", "_", "@", "'") or before[:1].isalpha() or before[:1].isdigit()
    ):
        return True
    if before in _DESIGNATIONS and before not in _SOFT and words[first][:1].isdigit():
        return True
    if after == "-" and _glued(match, last) and words[last + 1 : last + 2] and _joins(words, last + 1):
        return True
    if before == "." and first > 1 and words[first - 2] in ("no", "nos", "art", "sec", "fig", "vol", "ch"):
        return True
    if after.startswith("+") and after not in numerals.SUFFIXES and after not in UNITS and after != "+":
        return True
    return bool(after in ("/", ":", "-") and last + 1 < len(words) and words[last + 1][:1].isdigit())


def _joins(words: list[str], at: int) -> bool:
    """Whether a hyphen joins the number to a word that makes an adjective of it: "four-storey", "five-man"."""
    return words[at][:1].isalpha() and words[at] not in (*numerals.PARTS, "odd", "strong", *UNITS, *_SCALES)


_DESIGNATIONS = frozenset(LEXICON["designations"]["words"])
_SOFT = frozenset(LEXICON["words"]["soft"])


def _number(match: Match) -> Amount | None:
    first = match.found.start("num")
    words = match.words("num")
    read = _longest(words)
    if read is None:
        return None
    n, value = read
    whole = n == len(words)
    last = first + n
    signed = bool(match.words("sign"))
    if (words[0] in ("a", "an") and n == 1) or (_is_name(match, first, last) and not signed):
        return None
    if match.word("sign") in _LETTERS and not _is_sum(match, first, words[:n]):
        return None
    if words[:n] == ["a"] or (
        words[0] in ("thousand", "million", "billion", "hundred", "dozen", "trillion")
        and n == 1
        and not match.words("qual")
    ):
        return None
    if _is_time(match, last) or _is_fraction_name(match, last):
        return None
    qual = QUALIFIERS.get(match.word("qual"), "exact")
    if match.word("qual") == "over" and _lies_below(match, last, value):
        qual = "exact"
    if not match.words("qual") and not _is_money(match) and _is_rounded(words[:n], value):
        qual = "about"
    if match.words("after") and whole:
        qual = _AFTER.get(match.word("after"), qual)
    end = match.span.end if whole else match.lexemes.ends[last - 1]
    core = Span(match.lexemes.starts[first], match.lexemes.ends[last - 1])
    made = _bounded(value, qual)
    kind, of = (
        _measure(match, value)
        if whole
        else ("money" if match.words("sign") else "count", CURRENCIES.get(match.word("sign"), ""))
    )
    start = _start(match, first)
    return Amount(
        span=Span(start, end), core=core, qualifier=qual, kind=kind, of=of,
        another=match.word("qual") in ("another", "an additional", "a further"), article=words[0] in ("a", "an"), **made,
    )  # fmt: skip


_LETTERS = frozenset(("n", "r", "p", "k", "sh", "rm", "rp", "tk", "try", "all"))
"""Signs of currencies that are letters of other things too: "R50 million" is money, "R2" is not."""


def _is_sum(match: Match, first: int, words: list[str]) -> bool:
    """Whether a number behind such a letter can be a sum: it touches the letter, and has a scale or commas."""
    scaled = words[-1] in _SCALES or any("," in word for word in words)
    return scaled and (_glued(match, first) or match.word("sign") in ("tk", "rm", "rp"))


def _lies_below(match: Match, last: int, value: Fraction) -> bool:
    """Whether "over" is where something flies: "shot down over nine Russian regions"."""
    ahead = match.lexemes.forms[last : last + 3]
    return value <= _SKIES and any(word in _BELOW for word in ahead)


_SKIES = 30
_BELOW = frozenset(
    ("regions", "provinces", "cities", "oblasts", "districts", "governorates", "towns", "villages", "seas")
)


def _is_money(match: Match) -> bool:
    """Whether a sum is told, which is stated to that digit: "a fine of $4.2 million"."""
    return bool(match.words("sign") or match.words("money"))


def _is_rounded(words: list[str], value: Fraction) -> bool:
    """Whether the number shows that it was rounded: "2.3 million" is nobody's exact count."""
    scale = numerals.SCALES.get(words[-1], numerals.SUFFIXES.get(words[-1], 0))
    return scale >= 10**6 and (value / scale).denominator > 1


def _start(match: Match, first: int) -> int:
    """Where the expression starts: at its qualifier or sign, where it has one; "the other", "all" and "both" stay out."""
    if match.words("qual") and match.word("qual") not in _SILENT:
        return match.start("qual")
    if match.words("sign"):
        return match.start("sign")
    return match.lexemes.starts[first]


_SILENT = frozenset(
    {"all", "both", "the other", "the remaining", "only", "just", "estimated", "under", "minimum", "maximum"}
)


def _is_time(match: Match, last: int) -> bool:
    """Whether a unit of time follows: the number belongs to a duration or an age."""
    words = match.lexemes.forms
    after = words[last] if last < len(words) else ""
    if after in ("-", "more", "additional", "full", "consecutive", "straight", "or") and last + 1 < len(words):
        return words[last + 1] in _TIME_UNITS
    return after in _TIME_UNITS


def _is_fraction_name(match: Match, last: int) -> bool:
    words = match.lexemes.forms
    return (
        last + 1 < len(words) and words[last] == "-" and words[last + 1] in numerals.PARTS and words[last + 1] != "half"
    )


def _measure(match: Match, value: Fraction) -> tuple[Kind, str]:
    """The unit or currency that stands with the number."""
    if match.words("sign"):
        return "money", CURRENCIES[match.word("sign")]
    if match.words("money"):
        return "money", CURRENCIES.get(match.words("money")[-1], "")
    unit = match.word("unit")
    if unit:
        name = UNITS.get(unit, "")
        return ("count", "") if unit == "+m" and value < 1 else ("unit", name)
    return "count", ""


def _bounded(value: Fraction, qualifier: Qualifier) -> dict[str, Any]:
    """Low, best and high as the contract has them."""
    low = value if qualifier in ("exact", "at_least", "more_than") else None
    high = value if qualifier in ("exact", "almost", "at_most", "fewer_than") else None
    return {"low": low, "best": value, "high": high}


def _range(match: Match) -> Amount | None:
    low, high = numerals.read(match.words("low")), numerals.read(match.words("high"))
    to = match.word("to")
    first, last = match.found.start("low"), match.found.end("high")
    if low is None or high is None or (to == "and" and match.word("between") != "between"):
        return None
    if match.word("between") == "from" and to in ("to",) and not match.words("unit") and high < low:
        return None
    tail = match.words("high")[-1]
    if tail in numerals.SCALES and match.words("low")[-1] not in numerals.SCALES and low < high / numerals.SCALES[tail]:
        low *= numerals.SCALES[tail]
    if low >= high or _is_name(match, first, last) or _is_time(match, last) or to == "--":
        return None
    if to == "or" and high - low > 10 and high > 2 * low:
        return None
    kind, of = _measure(match, high)
    start = match.start("between") if match.word("between") == "between" else _start(match, first)
    return Amount(
        span=Span(start, match.span.end), core=Span(match.start("low"), match.end("high")),
        qualifier=QUALIFIERS.get(match.word("qual"), "about") if match.words("qual") else "about",
        low=low, high=high, kind=kind, of=of, hyphened=to == "-",
    )  # fmt: skip


def _vague(match: Match) -> Amount | None:
    said = match.word("vague")
    span = Span(match.start("qual") if match.words("qual") else match.start("vague"), match.span.end)
    if _is_time(match, match.last) or (_around(match, 0) == "of" and _around(match, 1) in _TIME_UNITS):
        return None
    if said in ("few", "scores") and _around(match, 0) != "of" and said == "few":
        return None
    core = Span(match.start("vague"), match.end("vague"))
    couple = _COUPLES.get(said)
    if couple is not None:
        if (said == "a couple" and _around(match, 0) != "of") or (
            said in ("a pair", "a trio") and _around(match, 0) != "of"
        ):
            return None
        qualifier = QUALIFIERS.get(match.word("qual"), "exact" if "dozen" not in said else "about")
        return Amount(span=span, core=core, qualifier=qualifier, **_bounded(Fraction(couple), qualifier))
    low = _VAGUE[said]
    money = CURRENCIES.get(match.word("money"), "")
    kind: Kind = "money" if money else "count"
    return Amount(span=span, core=core, qualifier="vague", low=Fraction(low) if low else None, kind=kind, of=money)


def _share(match: Match) -> Amount | None:
    value = numerals.read(match.words("share"))
    if (
        value is None
        or value >= 1
        or (_around(match, 0) in ("a", "an", "one") and _around(match, 1) in numerals.SCALES)
    ):
        return None
    said = match.words("share")
    if (len(said) == 1 and said[0] not in ("half",)) or _around(match, -1) in (
        "second",
        "first",
        "last",
        "latter",
        "other",
    ):
        return None
    qualifier = QUALIFIERS.get(match.word("qual"), "exact")
    start = match.start("qual") if match.words("qual") and match.word("qual") not in _SILENT else match.start("share")
    return Amount(
        span=Span(start, match.end("share")), core=Span(match.start("share"), match.end("share")), qualifier=qualifier,
        kind="share", **_bounded(value, qualifier),
    )  # fmt: skip


def _one_of(match: Match) -> Amount | None:
    above, below = numerals.read(match.words("above")), numerals.read(match.words("below"))
    if (
        above is None
        or not below
        or above >= below
        or below > 1000
        or _is_time(match, match.last)
        or "%" in _around(match, 0)
    ):
        return None
    if match.lexemes.forms[match.last - 2] == "in" and not (
        above <= 9 and match.lexemes.forms[match.first][:1].isalpha()
    ):
        return None
    span = match.span
    return Amount(span=span, core=span, qualifier="exact", kind="share", **_bounded(above / below, "exact"))


def _none(match: Match) -> Amount | None:
    if (
        _around(match, 0) in ("longer", "one", "more", "doubt", "less", "fewer", "matter", ".", "-")
        or _around(match, -1) == "-"
    ):
        return None
    zero = Fraction(0)
    return Amount(span=match.span, core=match.span, qualifier="exact", low=zero, best=zero, high=zero, kind="none")


def _nobody(match: Match) -> Amount | None:
    zero = Fraction(0)
    return Amount(span=match.span, core=match.span, qualifier="exact", low=zero, best=zero, high=zero, kind="nobody")
