"""One report as the actors stage sees it: its tokens, and what the base, the parser's candidates and the lexicon say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.base import ActorBase, Hit, folded
from sayso.actors.mention import Mention
from sayso.actors.nouns import LONGEST, Lexicon, NounClass, Title
from sayso.actors.phrases import determiner, left_edges
from sayso.model import Analysis, Reading, Span, Token

NAMES = frozenset(("acronym", "abbreviation", "initials", "initial"))
"""What a name may be called right before it."""
QUOTES = frozenset(('"', "''", "``", "“", "”"))
PARTICLES = frozenset((
    "al", "el", "ul", "ur", "ud", "bin", "ibn", "bint", "ben", "abu", "van", "von", "der", "den", "de", "da", "dos", "do", "du",
    "della", "di", "la", "le",
))  # fmt: skip
"""Small words inside people's names."""
TITLE = 2 * LONGEST
"""Tokens in the longest title, the dots of its abbreviations among them."""
NAME_LABELS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
NO_ACTOR_LABELS = frozenset((
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "PRODUCT",
))  # fmt: skip
HUMAN = frozenset(("person", "people", "unnamed"))
"""Kinds of actors that are one or more people."""
BODY = frozenset(("group", "organization", "country"))
"""Kinds of actors that are bodies."""

_INNER_WORDS = frozenset(
    ("of", "and", "for", "the", "in", "on", "&", ",", "to", "de", "del", "la", "y", "et", "des", "du")
)
"""Small words inside the names of bodies."""
_SKIPPED = frozenset((".", "(", ")", "retd", "rtd", "ret", "retd.", "rtd.", "ret."))
"""What may stand within a title: "Gen (retd) X"."""
_OPEN = frozenset(("NOUN", "ADJ", "VERB", "NUM", "X"))
_BELONGING = frozenset(("of", "for", "from", "in", "inside", "within", "at", "with"))


class Scene:
    """A report's tokens, with names of the base (`hits`), candidate names (`labels`) and surnames found in it."""

    def __init__(self, reading: Reading, base: ActorBase, lexicon: Lexicon) -> None:
        self.analysis: Analysis = reading.analysis
        self.tokens: Sequence[Token] = reading.analysis.tokens
        self.base, self.lexicon = base, lexicon
        self.uppers = {s.index for s in reading.analysis.sentences if s.upper}
        self.words = [_truecased(t, base) if t.sentence in self.uppers else folded(t.word) for t in self.tokens]
        self.gaps = [i > 0 and self.tokens[i - 1].end < t.start for i, t in enumerate(self.tokens)]
        self.edges = left_edges(self.analysis)
        self.placed = {span for place in reading.places if place.lat is not None for span in place.mentions}
        self.hits = self._hits()
        self.labels = self._labels()
        self.glued = self._glued()
        self.countries = {
            e.country for h in self.hits.values() for e, _ in h.entries if e.kind == "country" and e.country
        }
        self.surnames = self._surnames()
        self.quoted = self._quoted()

    def _hits(self) -> dict[int, Hit]:
        """Each token's name of the base. A single word must be tagged as a name to be one."""
        found: dict[int, Hit] = {}
        for hit in self.base.hits(self.tokens, self._as_names(), self.gaps):
            only = self.tokens[hit.first] if hit.last - hit.first == 1 else None
            if only is not None and not _nameable(only, self.words[hit.first]):
                continue
            for index in range(hit.first, hit.last):
                found[index] = hit
        return found

    def _as_names(self) -> list[str]:
        """The words as they would stand in names: in upper-case copy each with a capital, but small words."""
        return [
            word.capitalize() if token.sentence in self.uppers and word.islower() and token.upos in _OPEN else word
            for word, token in zip(self.words, self.tokens, strict=True)
        ]

    def _glued(self) -> frozenset[int]:
        """Tokens of names that a participle is glued to, with it: who backs or founded a body is not what it is called by
        ("the al Qaeda-linked group", "the Moscow-backed council").
        """
        participles, found = self.lexicon.words["glued"], set[int]()
        for at in range(2, len(self.tokens)):
            if self.words[at] in participles and self.words[at - 1] in ("-", "–"):
                hit = self.hits.get(at - 2)
                found.update(range(hit.first if hit is not None else at - 2, at + 1))
        return frozenset(found)

    def _labels(self) -> dict[int, tuple[int, int, str]]:
        """Each token's candidate name, without articles, titles and possessive endings."""
        found: dict[int, tuple[int, int, str]] = {}
        for entity in self.analysis.entities:
            first, last = entity.first, min(entity.last, len(self.tokens))
            while first < last and (self.tokens[first].upos in ("DET", "PUNCT", "ADP") or self.words[first] == "'s"):
                first += 1
            while last > first and (self.tokens[last - 1].upos in ("PART", "PUNCT") or self.words[last - 1] == "'s"):
                last -= 1
            label = entity.label
            if (
                label == "WORK_OF_ART"
                and (name := max(self._titled(first, last), self._nicknamed(first, last))) > first
            ):
                first, label = name, "PERSON"
            for index in range(first, last):
                found[index] = (first, last, label)
        for first, last in self._spelt_out():
            for index in range(first, last):
                found[index] = (first, last, "ORG")
        return found

    def _titled(self, first: int, last: int) -> int:
        """Where a person's name begins that was taken, with its title, for a work's; -1 for a work."""
        return next((at for at in range(last - 1, first, -1) if self.title(first, at) is not None), -1)

    def _nicknamed(self, first: int, last: int) -> int:
        """Where a surname begins behind a nickname that was taken for a work's title: 'Leo "the Cat" Paz'; -1 for a work."""
        closing = next((at for at in range(first + 1, last - 1) if self.tokens[at].word in QUOTES), -1)
        return closing + 1 if closing > 0 and self.tokens[last - 1].upos == "PROPN" and last - closing < 4 else -1

    def _spelt_out(self) -> Iterator[tuple[int, int]]:
        """Names with "and" or "of" in them whose initials a bracket gives: "Roads and Rivers Trust (RRT)"."""
        for at in range(2, len(self.tokens) - 2):
            word = self.tokens[at + 1].word
            if (
                self.tokens[at].word != "("
                or self.tokens[at + 2].word != ")"
                or not (word.isupper() and word.isalpha())
            ):
                continue
            first = self._initials(at, word.casefold()) if 2 < len(word) <= 8 else at
            inner = {self.words[i].lower() for i in range(first, at)}
            if first < at - 1 and inner & {"and", "&", ","}:
                yield first, at

    def _initials(self, last: int, letters: str) -> int:
        """Where the capitalised words before token `last` begin that have just these initials; `last` if none do."""
        at, left = last, len(letters)
        while at > 0 and left > 0 and last - at < 2 * len(letters) + 2:
            word = self.words[at - 1]
            if word[:1].isupper():
                whole = word.isupper() and letters[:left].endswith(word.casefold())
                if not whole and word[0].casefold() != letters[left - 1]:
                    return last
                left -= len(word) if whole else 1
            elif word.lower() not in _INNER_WORDS:
                return last
            elif letters[left - 1] == word[0].casefold() and self.words[at - 2][:1].casefold() != letters[left - 1]:
                left -= 1
            at -= 1
        return at if left == 0 else last

    def _surnames(self) -> frozenset[str]:
        """Last words of the people named in full, so that a later "Ruiz" is a person whatever it was taken for."""
        found = set()
        for first, last, label in set(self.labels.values()):
            if label == "PERSON" and last - first > 1 and self.stretch(first, last) not in self.placed:
                found.add(self.words[last - 1])
        for hit in set(self.hits.values()):
            if hit.entries[0][0].kind == "person":
                found.add(self.words[hit.last - 1])
        for token in self.tokens:
            if token.upos != "PROPN" or not token.index:
                continue
            bracketed = self.tokens[token.index - 1].word in ("(", ")")
            titled = not bracketed and self.title(token.index - 8, token.index) is not None
            if titled or self._is_called_someone(token):
                found.add(self.words[token.index])
        return frozenset(found)

    def _is_called_someone(self, token: Token) -> bool:
        """Whether an apposition says that the name is a person's: "Salcedo, a farmer"."""
        first, last, _ = self.labels.get(token.index, (0, 1, ""))
        if last - first > 1 or self.is_where(token):
            return False
        nouns = (self.tokens[c] for c in self.analysis.children[token.index] if self.tokens[c].dep == "appos")
        return any(self._is_one(noun) for noun in nouns if noun.xpos == "NN")

    def _is_one(self, noun: Token) -> bool:
        """Whether a noun beside a name says that it is one person's: "a farmer", "a 31-year-old mother"."""
        found, lemma = self.lexicon.nouns.get(noun.lemma.lower()), noun.lemma.lower()
        aged = any(self.tokens[c].lemma == "old" for c in self.analysis.children[noun.index])
        return found is not None and (found.kind in ("person", "unnamed") or aged or lemma in self.lexicon.genders)

    def _quoted(self) -> list[bool]:
        """For each token whether it stands in quotation marks; an unclosed quotation ends with its paragraph."""
        found: list[bool] = []
        inside, paragraph = False, -1
        paragraphs = [sentence.paragraph for sentence in self.analysis.sentences]
        for token in self.tokens:
            if paragraphs[token.sentence] != paragraph:
                inside, paragraph = False, paragraphs[token.sentence]
            if token.word in ('"', "''", "``", "“", "”"):
                inside = token.word in ("“", "``") or (token.word == '"' and not inside)
            found.append(inside)
        return found

    def title(self, first: int, last: int) -> tuple[Title, int] | None:
        """The title that ends right before token `last`, and its length in tokens ("Lt", ".", "Col", "." are four)."""
        at = [i for i in range(max(first, last - TITLE, 0), last) if self.words[i] not in _SKIPPED][-LONGEST:]
        if (
            not at
            or self.words[last - 1] == "("
            or self.words[at[-1]].lower().rstrip(".") not in self.lexicon.title_ends
        ):
            return None
        found = self.lexicon.title([self.words[i].lower().rstrip(".") for i in at])
        if found is None or (found[0].capitals and not self.tokens[at[-1]].word.isupper()):
            return None
        return found[0], last - at[-found[1]]

    def noun(self, low: Sequence[str], token: Token | None) -> tuple[NounClass, int] | None:
        """The noun class that ends the words, the last one as it stands or by its lemma: of two the one of more words."""
        found = self.lexicon.noun(low)
        if token is None or not low:
            return found
        lemma = token.lemma.lower()
        other = self.lexicon.noun([*low[:-1], lemma])
        if found is None and other is None and token.upos == "PROPN":  # a plural taken for a name keeps its form
            other = self.lexicon.noun([*low[:-1], singular(lemma)])
        return other if found is None or (other is not None and other[1] > found[1]) else found

    def has_article(self, token: Token) -> bool:
        return any(self.tokens[c].dep == "det" for c in self.analysis.children[token.index])

    def begins_sentence(self, index: int) -> bool:
        """Whether the token is its sentence's first word."""
        at = index - 1
        while (
            at >= 0
            and self.tokens[at].upos in ("PUNCT", "SYM")
            and self.tokens[at].sentence == self.tokens[index].sentence
        ):
            at -= 1
        return at < 0 or self.tokens[at].sentence != self.tokens[index].sentence

    def is_where(self, token: Token) -> bool:
        """Whether "in X", "near X" or "X forest" make a place of a bare name."""
        head = self.tokens[token.head]
        if token.dep == "compound":
            return head.lemma.lower() in self.lexicon.words["of places"]
        cases = self.cases(token.index)
        places = cases & self.lexicon.words["where"] or (token.dep == "obl" and "at" in cases)
        places = places or ("of" in cases and head.lemma.lower() in self.lexicon.words["of somewhere"])
        return (
            bool(places) and token.dep in ("obl", "nmod") and determiner(self.analysis, token.index, token.index) == ""
        )

    def is_agentive(self, token: Token) -> bool:
        """Whether the noun speaks or acts where it stands."""
        head = self.tokens[token.head]
        if token.dep == "obl:agent":
            return True
        return token.dep == "nsubj" and head.upos == "VERB" and head.lemma.lower() in self.lexicon.words["speaking"]

    def country(self, first: int, last: int) -> str | None:
        """The country named or implied before the head."""
        for index in range(first, last):
            hit = self.hits.get(index) if index not in self.glued else None
            entry = hit.entries[0][0] if hit is not None else None
            if entry is not None and entry.country and entry.kind in ("country", "people"):
                return entry.country
        return None

    def country_behind(self, token: Token) -> str | None:
        """The country of "the army of Chad"."""
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > token.index and part.dep == "nmod" and child - token.index <= 5 and child in self.hits:
                case = self.cases(child)
                entry = self.hits[child].entries[0][0]
                if case & {"of", "from", "in"} and entry.kind == "country":
                    return entry.country
        return None

    def modifiers(self, first: int, last: int) -> frozenset[str]:
        plain, counting = self.lexicon.words["plain"], self.lexicon.words["counting"]
        kept = (
            self.words[i].lower()
            for i in range(first, last)
            if self.tokens[i].upos in ("ADJ", "NOUN", "PROPN", "VERB") and i not in self.glued
        )
        return frozenset(word for word in kept if word not in plain and word not in counting)

    def possessor(self, token: Token) -> int:
        """The head of "Y's" before the noun; -1 for none."""
        for child in self.analysis.children[token.index]:
            if self.tokens[child].dep == "nmod:poss":
                return child
        return -1

    def case(self, index: int) -> str:
        """The preposition of a noun, lower case; "" where it has none."""
        return next((self.words[c].lower() for c in self.analysis.children[index] if self.tokens[c].dep == "case"), "")

    def cases(self, index: int) -> set[str]:
        """All prepositions of a noun, lower case: "from" and "inside" of "from inside the camp"."""
        return {self.words[c].lower() for c in self.analysis.children[index] if self.tokens[c].dep == "case"}

    def belongs(self, token: Token, first: int, last: int) -> tuple[int, ...]:
        """Tokens of the names a description goes with: compounds before it, "of", "for", "inside" behind it."""
        named = (i for i in range(first, last) if i in self.hits or self.labels.get(i, (0, 0, ""))[2] == "ORG")
        found = [i for i in named if i not in self.glued]
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > token.index and part.dep == "nmod" and child - token.index < 12:
                cases = self.cases(child)
                if cases & _BELONGING:
                    found.append(child)
                    found += [c for c in self.analysis.children[child] if self.tokens[c].dep == "conj"]
        return tuple(found)

    def span(self, mention: Mention) -> Span:
        """Where the mention stands in the text."""
        return self.stretch(mention.first, mention.last)

    def stretch(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def singular(word: str) -> str:
    """ "gunmen", "rebels" as lemmas."""
    return f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")


def _truecased(token: Token, base: ActorBase) -> str:
    """A word of all-upper-case copy as mixed copy would have it: names capitalised, acronyms as they are."""
    word = folded(token.word)
    if not word.isupper() or len(word) < 2 or "." in word:
        return word
    if token.upos != "PROPN":
        known = any(form in ("adjective", "people") for _, form in base.named(word.capitalize()))
        return word.capitalize() if known else word.lower()
    return word if base.named(word) and not base.named(word.capitalize()) else word.capitalize()


def _nameable(token: Token, word: str) -> bool:
    """Whether a single token can be a name: tagged so, or an acronym, or a capitalised adjective or noun."""
    if token.upos == "PROPN" or token.upos == "ADJ":
        return True
    if word.isupper() and len(word) > 1:
        return token.upos not in ("VERB", "AUX") or len(word) > 3
    return token.upos in ("NOUN", "X") and word[:1].isupper()
