"""Names spelled otherwise than the gazetteer spells them: "Qoryoley" for Qoryooley, "Dhusamareb" for Dhuusamarreeb.

Languages that write long vowels and hard consonants in Latin letters are written many ways in the news. Only a name that
stands where places stand and that the gazetteer does not have is looked up so, only by one such change at a time, and
only in the countries that the report is about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sayso.places.gazetteer import Gazetteer, Sense
from sayso.places.page import PLACE_LABELS, Page
from sayso.places.spotting import Candidate, Word

SHORTEST = 6
"""Letters of the shortest name that is looked up in other spellings."""
SWAPS = (
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("y", "i"), ("q", "k"), ("kh", "h"), ("dh", "d"), ("th", "t"), ("gh", "g"), ("dj", "j"),
    ("sh", "ch"), ("w", "v"), ("c", "k"), ("ei", "ey"), ("ai", "ay"), ("ia", "iya"), ("e", "a"), ("o", "u"), ("z", "s"),
)  # fmt: skip
"""Letters that are written for each other."""
PLACED = frozenset({"town", "admin1", "admin2"})


def variants(key: str) -> Iterator[str]:
    """Other spellings of a key, each one change off: a letter doubled or single, letters written for each other."""
    for at, letter in enumerate(key):
        if at and letter == key[at - 1]:
            yield key[:at] + key[at + 1 :]
        elif letter.isalpha() and 0 < at < len(key) - 1 and letter != key[at + 1]:
            yield key[:at] + letter + key[at:]
    for one, other in SWAPS:
        for old, new in ((one, other), (other, one)):
            at = key.find(old, 1)
            while at > 0:
                yield key[:at] + new + key[at + len(old) :]
                at = key.find(old, at + 1)
    yield key.removesuffix("h") if key.endswith("ah") else f"{key}h"


def respelled(
    page: Page, unknown: Collection[Candidate], countries: Collection[str], gazetteer: Gazetteer
) -> Iterator[tuple[Candidate, tuple[Sense, ...]]]:
    """The unknown names that the gazetteer has in another spelling in one of the countries, with their senses there."""
    wanted = [c for c in unknown if _may_be(page, c)]
    keys = {c: tuple(dict.fromkeys(variants(c.keys[0]))) for c in wanted}
    known = gazetteer.senses(key for spellings in keys.values() for key in spellings) if wanted else {}
    for candidate, spellings in keys.items():
        senses = (s for key in spellings for s in known.get(key, ()))
        found = {s.id: s for s in senses if s.country in countries and s.precision in PLACED}
        if len({(s.country, s.admin1) for s in found.values()}) == 1:
            yield candidate, tuple(found.values())


def _may_be(page: Page, candidate: Candidate) -> bool:
    """Whether an unknown name stands where places stand: behind a preposition of place, or "of" and a kind of place."""
    words = page.words[candidate.first : candidate.last]
    if len(words) != 1 or not _is_name(page, words[0]) or page.sentence_at(words[0].start).kind == "headline":
        return False
    after = page.after(candidate.last)
    if after is not None and after.capital:
        return False
    before = page.preposition(candidate.first)
    kind = page.before(candidate.first - 1) if before == "of" and candidate.first else None
    entity = page.entity_at(words[0].start, words[0].end)
    if entity is not None and entity.label not in PLACE_LABELS and before != "of":
        return False
    return (before is not None and before != "of") or (
        kind is not None and kind.lower in page.lexicon.kinds | page.lexicon.place_of
    )


def _is_name(page: Page, word: Word) -> bool:
    cased = word.capital and word.form.isalpha() and not word.form.isupper()
    known = (page.lexicon.english, page.lexicon.demonyms, page.lexicon.given_names)
    return cased and len(word.form) >= SHORTEST and not any(word.lower in words for words in known)
