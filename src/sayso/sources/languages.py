"""Which language a report is in, and whether this version reads it.

English is told by its small words, which needs no library and holds for any length. What is not English by them is named
by py3langid. In doubt a report is read: a wrong word here would lose it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sayso.errors import LanguageError
from sayso.model import Report

READ = frozenset(("en",))
"""The languages that this version reads."""

NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese",
    "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "or": "Odia", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian",
    "ur": "Urdu", "vi": "Vietnamese", "xh": "Xhosa", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip

_SAMPLE = 6000
"""Characters of a report that are looked at."""

_SMALL = frozenset((
    "the", "of", "and", "to", "said", "that", "for", "with", "on", "at", "by", "from", "were", "has", "have", "it",
    "its", "his", "he", "she", "but", "which", "who", "after", "been", "as", "are", "this", "they", "their", "or",
    "would", "will", "than", "when", "there", "into", "about", "could",
))  # fmt: skip
"""Small words of English that no other language in Latin letters has often ("in" and "was" are Dutch and German too)."""

_ENGLISH = 0.13
"""The share of small words from which on a text is English: running English has 0.2 and more, its headlines about 0.1, other
languages in Latin letters hardly any."""

_FEWEST_LETTERS = 100
_SURE = 0.99
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-zÀ-ÿ]")


def foreign(report: Report) -> LanguageError | None:
    """Why a report is set aside: it is in a language that is not read. None for one to read."""
    code = language_of(report.text, report.language)
    if code is None or code in READ:
        return None
    return LanguageError(
        report.id, f"is in {NAMES.get(code, 'another language')} ({code}), which this version does not read"
    )


def language_of(text: str, told: str | None = None) -> str | None:
    """The ISO 639-1 code of a text's language; None where that cannot be told for sure. What a page or feed tells of itself
    counts only where its words do not speak against it: sites often say "en" on every page.
    """
    sample = text[:_SAMPLE]
    words = [word.lower() for word in _WORD.findall(sample)]
    share = sum(word in _SMALL for word in words) / len(words) if words else 0.0
    if share >= _ENGLISH:
        return "en"
    letters = sum(map(len, words))
    latin = len(_LATIN.findall(sample)) / letters if letters else 1.0
    code = (told or "")[:2].lower() or None
    if letters < _FEWEST_LETTERS and latin > 0.5:
        return code
    named, sure = _named(sample)
    if named == "en":
        return "en"
    if named is None or (latin > 0.5 and (sure < _SURE or share > _ENGLISH / 2)):
        return code
    return named


def _named(sample: str) -> tuple[str | None, float]:
    identifier = _identifier()
    if identifier is None:
        return None, 0.0
    code, sure = identifier.classify(sample)
    return str(code), float(sure)


@cache
def _identifier() -> Any:
    """py3langid's own model; None where the extra that brings it is not installed: then what is told is believed."""
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        return None
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
