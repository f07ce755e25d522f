"""Cardinal numbers in digits and words, read exactly.

`read` takes the lower-case words of one number expression as `phrases` cuts them ("2.3", "million"; "twenty", "-",
"two"; "half", "a", "million") and gives its value as a Fraction, or None where the words are no number. The grammar is
strict: "nineteen ninety" is no number, so that a caller can read it as a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

UNITS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "mln": 10**6, "mn": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12,
}  # fmt: skip
SUFFIXES = {"+k": 10**3, "+m": 10**6, "+mn": 10**6, "+mln": 10**6, "+bn": 10**9, "+b": 10**9, "+tn": 10**12}
"""Scales written onto the digits ("3.4bn"); `phrases` marks what is glued to digits with a plus sign."""
PARTS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
}  # fmt: skip
DOZEN = {"dozen": 12, "score": 20}
_LARGE = {**SCALES, **DOZEN, "hundred": 100}
_ARTICLES = ("a", "an")
_LONGEST = 30
"""Figures longer than this are codes, not counts."""
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8)}


def read(words: Sequence[str]) -> Fraction | None:
    """The value of a cardinal number or fraction; None where the words are none."""
    said = [word for word in words if word != "-"]
    for reader in (_plain, _and_part, _part):
        value = reader(said)
        if value is not None:
            return value
    return None


def digits(word: str) -> Fraction | None:
    """The value of a figure: "1,200", "1 200", "2.3", "½"; None where the word is none."""
    if word in _VULGAR:
        return Fraction(*_VULGAR[word])
    plain = word.replace(",", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    whole, _, rest = plain.partition(".")
    if (
        len(plain) > _LONGEST
        or not whole.isascii()
        or not whole.isdigit()
        or (rest and not (rest.isascii() and rest.isdigit()))
    ):
        return None
    return Fraction(f"{whole}.{rest}" if rest else whole)


def ordinal(words: Sequence[str]) -> int | None:
    """The value of an ordinal in words: "third", "twenty-first", "hundredth" (as `phrases` cuts them)."""
    said = [word for word in words if word != "-"]
    if len(said) == 1:
        return ORDINALS.get(said[0])
    if len(said) == 2 and said[0] in TENS and 1 <= ORDINALS.get(said[1], 0) <= 9:
        return TENS[said[0]] + ORDINALS[said[1]]
    return None


def number(value: Fraction) -> int | float:
    """The value as JSON has it: an int where it is whole."""
    return int(value) if value.denominator == 1 else float(value)


def _plain(said: Sequence[str]) -> Fraction | None:
    """ "two hundred and five", "1.2 million", "a dozen", "3.4 +bn", "one point five million"."""
    if len(said) == 1:
        return _one_word(said[0])
    if said and said[0] in _ARTICLES:
        if len(said) < 2 or not (said[1] in SCALES or said[1] in DOZEN or said[1] == "hundred"):
            return None
        said = ["one", *said[1:]]
    if "point" in said:
        return _point(said)
    return _groups(said)


def _one_word(word: str) -> Fraction | None:
    known = UNITS.get(word, TENS.get(word, DOZEN.get(word, SCALES.get(word))))
    if word == "hundred":
        known = 100
    return Fraction(known) if known is not None else digits(word)


def _point(said: Sequence[str]) -> Fraction | None:
    """Decimals in words, a scale behind them or not: "one point two five million"."""
    at = said.index("point")
    scale = SCALES.get(said[-1], 1)
    tail = said[at + 1 : -1] if said[-1] in SCALES else said[at + 1 :]
    whole = _groups(said[:at])
    if whole is None or not tail or any(UNITS.get(word, 10) > 9 for word in tail):
        return None
    return (whole + Fraction(int("".join(str(UNITS[word]) for word in tail)), 10 ** len(tail))) * scale


def _groups(said: Iterable[str]) -> Fraction | None:
    """Sums groups below a thousand with their scales, which must fall."""
    total, group, limit, last, joined = Fraction(0), None, None, "", False
    for word in said:
        if word == "and":
            if last not in SCALES and last != "hundred":
                return None
            last, joined = word, True
            continue
        step = _scaled(word, total, group, limit) if word in SCALES or word in SUFFIXES else None
        if step is not None:
            total, limit, group = step[0], step[1], None
        elif word in SCALES or word in SUFFIXES:
            return None
        else:
            group = _extended(group, word, fresh=last in ("", "and") or last in SCALES, free=not joined)
            if group is None:
                return None
        last, joined = word, False
    if last == "and" or (limit is not None and group is not None and group >= limit):
        return None
    return total + (group or 0) if last else None


def _scaled(word: str, total: Fraction, group: Fraction | None, limit: int | None) -> tuple[Fraction, int] | None:
    scale = SCALES.get(word) or SUFFIXES[word]
    if group is None or (limit is not None and scale >= limit):
        return None
    return total + group * scale, scale


def _extended(group: Fraction | None, word: str, *, fresh: bool, free: bool) -> Fraction | None:
    """The group with one more word; None where the word can't follow."""
    figure = digits(word)
    if figure is not None:
        return figure if group is None and fresh else None
    if word == "hundred":
        return group * 100 if group is not None and 1 <= group <= 99 else None
    if word in DOZEN:
        return group * DOZEN[word] if group is not None and free else None
    value = UNITS.get(word, TENS.get(word))
    if value is None:
        return None
    if group is None:
        return Fraction(value)
    room = group % 100 if word in TENS or value >= 10 else group % 10
    fits = room == 0 and group >= 20 and value > 0 and (group >= 100 or value < 10) and group.denominator == 1
    return group + value if fits else None


def _and_part(said: Sequence[str]) -> Fraction | None:
    """ "two and a half", "2 1/2" ("2", "1", "/", "2"), "one and a half million", "a million and a half"."""
    scale = 1
    words = list(said)
    if len(words) > 3 and words[-1] in SCALES:
        scale = SCALES[words.pop()]
    if len(words) >= 4 and words[-2] == "/":
        return _mixed(words, scale)
    if len(words) == 2 and words[1] in _VULGAR:
        whole = digits(words[0])
        return None if whole is None else (whole + Fraction(*_VULGAR[words[1]])) * scale
    if "and" not in words:
        return None
    at = len(words) - 1 - words[::-1].index("and")
    head, part = words[:at], _part(words[at + 1 :])
    if part is None or part >= 1 or not head:
        return None
    if scale == 1 and head[-1] in SCALES:
        scale, head = SCALES[head[-1]], head[:-1]
        head = ["one"] if head and head[0] in _ARTICLES else head
    whole = _plain(head) if head and head != ["a"] else Fraction(1)
    return None if whole is None else (whole + part) * scale


def _mixed(words: Sequence[str], scale: int) -> Fraction | None:
    whole, above, below = digits(words[0]), digits(words[-3]), digits(words[-1])
    if len(words) != 4 or whole is None or above is None or not below or above >= below:
        return None
    return (whole + above / below) * scale


def _part(said: Sequence[str]) -> Fraction | None:
    """ "half", "a third", "three quarters", "2/3", "half a million", "a quarter of a million"."""
    words = list(said)
    scale = 1
    if len(words) >= 2 and words[-1] in _LARGE:
        scale = _LARGE[words.pop()]
        while words and words[-1] in ("a", "of", "one"):
            words.pop()
    if len(words) == 3 and words[1] == "/":
        above, below = digits(words[0]), digits(words[2])
        return above / below * scale if above is not None and below else None
    if len(words) == 1 and words[0] in ("half", "quarter", *_VULGAR):
        part = digits(words[0]) or Fraction(1, PARTS.get(words[0], 1))
        return part * scale
    if len(words) == 2 and words[1] in PARTS:
        above = Fraction(1) if words[0] in _ARTICLES else _one_word(words[0])
        return above / PARTS[words[1]] * scale if above is not None and above < 100 else None
    return None
