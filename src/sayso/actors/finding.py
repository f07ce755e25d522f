"""Mentions: every name, description and pronoun of one report that can refer to an actor, each with what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from sayso.actors.base import ActorBase, Entry, Form, Hit, folded
from sayso.actors.nouns import LONGEST, Lexicon, NounClass, Title
from sayso.actors.phrases import INNER, determiner, left_edges, trimmed
from sayso.model import Analysis, Reading, Span, Token

MentionForm = Literal["name", "nominal", "pronoun"]

PRONOUNS: dict[str, tuple[str, str]] = {
    "he": ("m", "s"), "him": ("m", "s"), "his": ("m", "s"), "himself": ("m", "s"),
    "she": ("f", "s"), "her": ("f", "s"), "hers": ("f", "s"), "herself": ("f", "s"),
    "it": ("n", "s"), "its": ("n", "s"), "itself": ("n", "s"),
    "they": ("", "p"), "them": ("", "p"), "their": ("", "p"), "theirs": ("", "p"), "themselves": ("", "p"),
    "who": ("h", ""), "whom": ("h", ""), "whose": ("", ""), "which": ("n", ""), "that": ("", ""),
}  # fmt: skip
"""Gender (h: some person, n: a thing or a body) and number of the pronouns that are followed up."""

PARTICLES = frozenset(
    [
        "al",
        "el",
        "ul",
        "ur",
        "ud",
        "bin",
        "ibn",
        "bint",
        "ben",
        "abu",
        "van",
        "von",
        "der",
        "den",
        "de",
        "da",
        "dos",
        "do",
        "du",
        "della",
        "di",
        "la",
        "le",
    ]
)
"""Small words inside people's names."""
TITLE = 2 * LONGEST
"""Tokens in the longest title, the dots of its abbreviations among them."""

_MANY = frozenset(
    ("people", "police", "personnel", "staff", "crew", "dead", "wounded", "injured", "missing", "accused")
)
_PERSONAL = frozenset(("his", "her", "my", "our", "your", "whose"))
_NO_ONE = frozenset(("nobody", "none", "nothing", "noone"))
_HEADINGS = frozenset((
    "overview", "situation", "highlights", "needs", "response", "displacement", "background", "summary", "context", "health",
    "protection", "access", "funding", "coordination", "updates", "update", "findings", "recommendations", "security",
))  # fmt: skip
_INNER_WORDS = frozenset(
    ("of", "and", "for", "the", "in", "on", "&", ",", "to", "de", "del", "la", "y", "et", "des", "du")
)
"""Small words inside the names of bodies."""
_SKIPPED = frozenset((".", "(", ")", "retd", "rtd", "ret", "retd.", "rtd.", "ret."))
"""What may stand within a title: "Gen (retd) X"."""
_RELATIVES = frozenset(("who", "whom", "whose", "which", "that"))
_NAME_LABELS = frozenset(("PERSON", "ORG", "NORP", "GPE"))
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_CLOCKS = frozenset(
    (
        "GMT",
        "UTC",
        "EAT",
        "CET",
        "CEST",
        "EET",
        "BST",
        "EST",
        "EDT",
        "CST",
        "PST",
        "PDT",
        "WAT",
        "CAT",
        "IST",
        "PKT",
        "AEST",
        "MSK",
    )
)
_HUMAN = frozenset(("person", "people", "unnamed"))
_NO_ACTOR_LABELS = frozenset((
    "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "EVENT", "LAW", "LANGUAGE", "WORK_OF_ART", "PRODUCT",
))  # fmt: skip
_TOLD_BY_SECTOR = frozenset(("REB", "CRM", "PTY", "OPP", "SPY", "IGO", "NGO", "JRN"))
_OPEN = frozenset(("NOUN", "ADJ", "VERB", "NUM", "X"))
_NAMED_SECTORS = {"company": "BUS", "outlet": "JRN"}
_AGENTIVE = frozenset(("nsubj", "obl:agent", "nmod:poss"))
_BETWEEN = frozenset(("between", "with", "against", "by", "among", "and", "than"))
_BELONGING = frozenset(("of", "for", "from", "in", "inside", "within", "at", "with"))
_SUFFIXES = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "ant")


class Mention(msgspec.Struct, frozen=True):
    """One expression that refers to an actor: tokens `[first, last)`, of which `head` is the head and `[core, last)` the
    name itself. `tail` is where its fuller name ends ("Health Ministry in Gaza"). Token indices of no one are -1.
    """

    first: int
    last: int
    head: int
    form: MentionForm
    core: int
    tail: int
    kind: str = ""
    sector: str = ""
    country: str | None = None
    noun: str = ""  # class of nouns.toml
    role: str = ""
    gender: str = ""
    plural: bool = False
    introduced: str = ""
    entry: Entry | None = None
    sort: Form | None = None
    words: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    possessor: int = -1
    belongs: tuple[int, ...] = ()
    titled: int = -1  # where the title before the name begins
    person: bool = False


class Finder:
    """Finds the mentions of one report. Linear in its tokens."""

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
        self.countries = {
            e.country for h in self.hits.values() for e, _ in h.entries if e.kind == "country" and e.country
        }
        self.surnames = self._surnames()
        self.quoted = self._quoted()

    # ------------------------------------------------------------ what is known beforehand
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

    def _labels(self) -> dict[int, tuple[int, int, str]]:
        """Each token's candidate name, without articles, titles and possessive endings."""
        found: dict[int, tuple[int, int, str]] = {}
        for entity in self.analysis.entities:
            first, last = entity.first, min(entity.last, len(self.tokens))
            while first < last and (self.tokens[first].upos in ("DET", "PUNCT", "ADP") or self.words[first] == "'s"):
                first += 1
            while last > first and (self.tokens[last - 1].upos in ("PART", "PUNCT") or self.words[last - 1] == "'s"):
                last -= 1
            for index in range(first, last):
                found[index] = (first, last, entity.label)
        for first, last in self._spelt_out():
            for index in range(first, last):
                found[index] = (first, last, "ORG")
        return found

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
            if label == "PERSON" and last - first > 1:
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
        if last - first > 1 or self._is_where(token):
            return False
        nouns = (self.tokens[c] for c in self.analysis.children[token.index] if self.tokens[c].dep == "appos")
        classes = (self.lexicon.nouns.get(t.lemma.lower()) for t in nouns if t.xpos == "NN")
        return any(c is not None and c.kind in ("person", "unnamed") for c in classes)

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

    # ------------------------------------------------------------ the mentions
    def find(self) -> list[Mention]:
        """All mentions, in order of their heads: what a phrase belongs to comes before it."""
        found = [m for token in self.tokens for m in self._of(token)]
        inside = {i for m in found if m.kind == "person" for i in range(m.first, m.core)}
        kept = [
            m for m in found
            if not (m.head in inside and self._is_title_word(m, inside) and (m.entry is None or self._is_rank(m)))
        ]  # fmt: skip
        kept.sort(key=lambda m: (m.head, m.first))
        return kept

    def _is_rank(self, mention: Mention) -> bool:
        """Whether a name of the base is here a title: "DCI", which is also an agency's."""
        found = self.title(mention.first, mention.last)
        return found is not None and found[0].capitals

    def _is_title_word(self, mention: Mention, titles: set[int]) -> bool:
        """Whether a mention is but part of a person's title."""
        return mention.form == "nominal" or (
            mention.form == "name" and titles.issuperset(range(mention.first, mention.last))
        )

    def _of(self, token: Token) -> Iterator[Mention]:
        low = token.word.lower()
        if low in PRONOUNS and token.upos in ("PRON", "DET", "SCONJ"):
            yield from self._pronoun(token, low)
        elif token.upos in ("NOUN", "PROPN", "NUM", "ADJ", "X", "PRON", "DET", "VERB"):
            inner = token.dep in INNER or (token.dep in ("nmod", "obl:npmod") and token.head > token.index)
            if token.dep == "conj" and self._is_within_name(token):
                return
            made = None if inner else self._headed(token)
            if made is not None:
                yield made
            elif self._is_plural_before_names(token):
                yield self._nominal(token, self.edges[token.index], self.lexicon.nouns[token.lemma.lower()])
            elif token.index in self.hits or token.index in self.labels or self._does(token):
                yield from self._embedded(token)

    def _is_plural_before_names(self, token: Token) -> bool:
        """Whether a plural noun describes the people named behind it: "soldiers X, Y and Z"."""
        if token.dep != "compound" or token.xpos != "NNS" or self.tokens[token.head].upos != "PROPN":
            return False
        noun = self.lexicon.nouns.get(token.lemma.lower())
        kin = self.analysis.children[token.head]
        return (
            noun is not None
            and noun.kind in ("person", "people", "unnamed")
            and any(self.tokens[c].dep in ("conj", "appos") and self.tokens[c].upos == "PROPN" for c in kin)
        )

    def _is_within_name(self, token: Token) -> bool:
        """Whether a coordinated word is but a part of the name that its head has: "Customs" of "HM Revenue and Customs"."""
        first, last, label = self.labels.get(token.index, (0, 0, ""))
        return label == "ORG" and first <= token.head < last and self.tokens[token.head].dep not in INNER

    def _pronoun(self, token: Token, low: str) -> Iterator[Mention]:
        relative = low in _RELATIVES
        if relative and (
            token.dep in ("det", "mark") or token.upos == "SCONJ" or (low == "that" and token.xpos != "WDT")
        ):
            return
        gender, number = PRONOUNS[low]
        yield Mention(
            token.index, token.index + 1, token.index, "pronoun", token.index, token.index + 1,
            gender=gender, plural=number == "p", introduced="relative" if relative else "", words=(low,),
        )  # fmt: skip

    def _headed(self, token: Token) -> Mention | None:
        """The mention whose phrase `token` heads, if it is one."""
        first = trimmed(self.tokens, self.edges[token.index], token.index)
        if self._is_denied(token):
            return None
        hit, label = self.hits.get(token.index), self.labels.get(token.index)
        if label is not None and label[2] in _NO_ACTOR_LABELS and hit is None and token.upos in ("PROPN", "NUM"):
            if token.upos != "PROPN":
                return self._counted(token, first)
            if self.words[token.index] in self.surnames and label[1] - label[0] == 1:
                return self._named(token, first, None, (label[0], label[1], "PERSON"))
            if label[2] not in ("WORK_OF_ART", "PRODUCT") or self._told_by_noun(token, first, label[0]) is None:
                return None
            return self._named(token, first, None, (label[0], label[1], "ORG"))
        capital = self.words[token.index][:1].isupper()
        if hit is not None or token.upos == "PROPN" or (label is not None and label[2] in _NAME_LABELS and capital):
            made = self._named(token, first, hit, label)
            if made is not None:
                return made
        if token.upos in ("NUM", "DET", "PRON") or (
            token.upos == "ADJ" and token.lemma in ("many", "several", "other")
        ):
            return self._counted(token, first)
        return self._described(token, first)

    def _is_denied(self, token: Token) -> bool:
        """ "no group", "neither side", "nobody": there is no one that is meant."""
        if token.word.lower() in _NO_ONE:
            return True
        children = self.analysis.children[token.index]
        return any(
            self.words[c].lower() in ("no", "neither") and self.tokens[c].dep in ("det", "cc:preconj", "advmod")
            for c in children
        ) and not any(self.words[c].lower() in ("nor", "fewer", "less") for c in children)

    def _follows_comma(self, token: Token) -> bool:
        """Whether a comma and an article stand before the phrase, and no "and"."""
        at = self.edges[token.index]
        while at > 0 and self.tokens[at].upos == "DET":
            at -= 1
        joined = any(self.tokens[c].dep == "cc" for c in self.analysis.children[token.head])
        return self.words[at] == "," and not joined

    # ------------------------------------------------------------ names
    def _named(self, token: Token, first: int, hit: Hit | None, label: tuple[int, int, str] | None) -> Mention | None:
        start, last = token.index, token.index + 1
        if label is not None and label[0] <= token.index and label[2] not in _NO_ACTOR_LABELS:
            start, last = (
                trimmed(self.tokens, label[0], token.index),
                max(self._unbracketed(token.index, label[1]), last),
            )
        if hit is not None and self._is_surname(hit, token):
            hit = None
        if hit is not None and not (start < hit.first and last >= hit.last and self._is_more(hit, start, last)):
            start, last = hit.first, max(hit.last, token.index + 1)
            entry, sort = self._sense(hit, token)
        else:
            entry, sort = None, None
            start = min(start, self._run(first, token.index))
        if entry is None and hit is not None and sort == "adjective":
            return None
        if (
            entry is not None
            and entry.kind == "organization"
            and entry.country
            and self._is_foreign(entry, first, start)
        ):
            entry = None
        if entry is None:
            start = self._past_titles(start, last)
        first = min(first, start)
        if entry is not None:
            return self._known(token, first, start, last, entry, sort)
        return self._unknown(token, first, start, last, label[2] if label else "")

    def _is_surname(self, hit: Hit, token: Token) -> bool:
        """Whether the word for a people is here somebody's last name."""
        people = all(form == "people" for _, form in hit.entries)
        return people and hit.last - hit.first == 1 and token.xpos == "NNP" and self.words[hit.first] in self.surnames

    def _unbracketed(self, head: int, last: int) -> int:
        """The end of a name without the bracket that a candidate took in."""
        return next((i for i in range(head + 1, last) if self.words[i] in ("(", "[", "]", ")", ",")), last)

    def _is_foreign(self, entry: Entry, first: int, start: int) -> bool:
        """Whether the words before a name give it to another country than the base knows it in."""
        country = self._country(first, start)
        return country is not None and country != entry.country

    def _is_more(self, hit: Hit, start: int, last: int) -> bool:
        """Whether the candidate name says more than the base's: "Hamas Health Ministry" is not Hamas, and a person of
        another first name is a namesake.
        """
        rest = [i for i in range(start, last) if not hit.first <= i < hit.last]
        named = [
            i for i in rest if self.tokens[i].upos == "PROPN" and self.words[i] != "-" and not self.title(i, i + 1)
        ]
        entry = hit.entries[0][0]
        if entry.kind == "person":
            own = {folded(word) for word in entry.name.replace("-", " ").split()}
            named = [i for i in named if self.words[i] not in own and self.words[i].lower() not in PARTICLES]
        return bool(named) and last > hit.first

    def _run(self, first: int, head: int) -> int:
        """Where the unbroken proper nouns that end at the head begin."""
        at = head
        while at > first and (
            self.tokens[at - 1].upos == "PROPN"
            or (self.words[at - 1] == "-" and at - 1 > first and self._in_name(at - 2))
            or (self.words[at - 1].lower() in PARTICLES and at - 1 > first and self.tokens[at - 2].upos == "PROPN")
            or (self.words[at - 1][:1].isupper() and self.tokens[at - 1].upos in ("ADJ", "NOUN", "VERB"))
        ):
            at -= 1
        return at

    def _in_name(self, index: int) -> bool:
        """Whether a token can stand before a hyphen in a name: "al" of "al-Hariri"."""
        return self.tokens[index].upos == "PROPN" or self.words[index].lower() in PARTICLES

    def _past_titles(self, start: int, last: int) -> int:
        """The first token after the titles inside the name ("Foreign Minister Ana Ruiz")."""
        while start < last - 1 and self._is_plural_before_names(self.tokens[start]):
            start += 1
        behind = self._past_office(start, last)
        if behind > start:
            return behind
        for at in range(last - 1, start, -1):
            found = self.title(self._reach(start, at), at) if self.tokens[at].upos == "PROPN" else None
            if (
                found is not None
                and self._opens_title(start, at - found[1], found[1])
                and not self._names_body(at, last)
            ):
                return at
        return start

    def _past_office(self, start: int, last: int) -> int:
        """Where the person's name begins behind what an office is for: "Commissioner for Human Rights Ana Ruiz"."""
        if last - start < 3 or start < 2 or self.words[start - 1] not in ("for", "of"):
            return start
        found = self.title(max(start - 1 - TITLE, 0), start - 1)
        label = self.labels.get(last - 1, (0, 0, ""))[2]
        someone = label == "PERSON" or self.words[last - 2] in self.lexicon.given_names
        return last - 2 if found is not None and found[0].office and someone else start

    def _names_body(self, at: int, last: int) -> bool:
        """Whether what a title would leave is a word for a body: "General Staff", "Private Hospital"."""
        end = self.words[last - 1].lower()
        found = self._noun([end], None)
        telling = end in self.lexicon.words["company words"] or end in self.lexicon.words["things last"]
        body = found is not None and found[0].kind in ("group", "organization")
        return self.words[at].lower() == "staff" or body or (last - at > 1 and telling)

    def _reach(self, first: int, start: int) -> int:
        """How far back a title may begin: with its phrase, but for one with "of" ("Superintendent of Police Ana Ruiz")."""
        for at in range(start - 1, max(start - LONGEST, 0), -1):
            if self.words[at].lower() == "of":
                return min(first, max(at - 3, 0))
        return first

    def _opens_title(self, start: int, at: int, size: int) -> bool:
        """Whether a title of so many tokens can begin at token `at`: not in the midst of a name ("Hassan Sheikh Omar")."""
        if at <= start:
            return True
        before = self.words[at - 1].lower().rstrip(".")
        known = before in self.lexicon.title_ends or before in self.lexicon.noun_ends or at - 1 in self.hits
        if known or self.tokens[at - 1].upos in ("ADJ", "ADP", "CCONJ", "PART", "PUNCT"):
            return True
        return size > 1 or self.words[at].lower().rstrip(".") not in self.lexicon.words["names too"]

    def _sense(self, hit: Hit, token: Token) -> tuple[Entry | None, Form | None]:
        """Which of the namesakes is meant, if any; a people rather than its country where people are counted."""
        plural = token.xpos in ("NNS", "NNPS")
        people = next((s for s in hit.entries if s[1] == "people"), None)
        other = next((s for s in hit.entries if s[1] not in ("people", "adjective")), None)
        if people is not None and other is None:
            adjective = next((s for s in hit.entries if s[1] == "adjective"), None)
            counted = any(self.tokens[c].dep in ("det", "nummod") for c in self.analysis.children[token.index])
            if (
                adjective is None
                or plural
                or counted
                or (token.upos != "ADJ" and token.dep in ("nsubj", "obj", "appos"))
            ):
                return people
            return adjective
        senses = [s for s in hit.entries if s[1] not in ("people", "adjective")]
        if not senses:
            return None, "adjective"
        if senses[0][1] == "seat" and not self._speaks(token):
            return None, "seat"
        return self._chosen(senses, hit)

    def _chosen(self, senses: Sequence[tuple[Entry, Form]], hit: Hit) -> tuple[Entry | None, Form | None]:
        """Among namesakes the one of a country the report speaks of. Short acronyms need such support, or none is meant."""
        local = [s for s in senses if s[0].country in self.countries]
        if not local and self.countries and all(self._is_common(s[0], hit) for s in senses):
            return None, None
        if len(local) == 1 or (local and len(senses) > 1):
            return local[0]
        word = self.words[hit.first] if hit.last - hit.first == 1 else ""
        if word in self.lexicon.words["no bodies"] and not local:
            return None, None
        short = bool(word) and word.isupper() and len(word) <= 3 and senses[0][0].kind != "country"
        if len(senses) == 1 and not (
            short and senses[0][0].country and senses[0][0].sector in ("REB", "PTY", "OPP", "CRM")
        ):
            return senses[0]
        worldwide = [s for s in senses if s[0].country is None or s[0].identifier]
        return worldwide[0] if worldwide and not short else (senses[0] if not short else (None, None))

    def _is_common(self, entry: Entry, hit: Hit) -> bool:
        """Whether a body's name is but a noun that other countries' bodies have too: "National Guard", "Home Office"."""
        if entry.kind != "organization" or not entry.country or hit.last - hit.first < 2:
            return False
        words = [self.words[i].lower() for i in range(hit.first, hit.last)]
        found = self.lexicon.noun(words)
        return found is not None and found[1] == len(words)

    def _speaks(self, token: Token) -> bool:
        """Whether a capital stands for its government here: it acts, is talked with, or owns what a state owns."""
        head = self.tokens[token.head]
        verb = head.lemma.lower()
        if token.dep == "conj":
            return self._speaks(head) if head.dep != "conj" and head.index != token.index else False
        if token.dep in ("nsubj", "nsubj:pass"):
            return head.upos in ("VERB", "ADJ", "AUX") and (
                token.dep == "nsubj" or verb not in self.lexicon.words["locating"]
            )
        if token.dep == "obl:agent":
            return True
        if token.dep == "nmod:poss":
            return self._is_state_matter(head)
        cases = {self.words[c].lower() for c in self.analysis.children[token.index] if self.tokens[c].dep == "case"}
        if token.dep in ("obj", "iobj"):
            return not cases and verb not in self.lexicon.words["locating"]
        return bool(cases & _BETWEEN)

    def _is_state_matter(self, head: Token) -> bool:
        low = head.lemma.lower()
        return low in self.lexicon.nouns or low in self.lexicon.words["state_matters"]

    def _known(self, token: Token, first: int, start: int, last: int, entry: Entry, sort: Form | None) -> Mention:
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        country = entry.country or self._country(first, start)
        role = entry.role
        if entry.kind != "country" and not entry.country and country:
            role = role or self.lexicon.role(low)
        kind: str = entry.kind
        titled = self._titled(first, start) if kind == "person" else -1
        keeps = kind in ("person", "organization", "group") and not (kind == "group" and entry.sector != "")
        return Mention(
            first if keeps or kind == "people" else start, last, token.index, "name", start, last, kind=kind,
            sector=entry.sector, country=country, noun=self._noun_of(entry), role=role, gender=entry.gender,
            plural=kind == "people", introduced=determiner(self.analysis, first, token.index), entry=entry, sort=sort,
            words=tuple(self.words[start:last]), modifiers=self._modifiers(first, start),
            possessor=self._possessor(token), belongs=self._belongs(token, first, start), titled=titled,
            person=kind == "person",
        )  # fmt: skip

    def _noun_of(self, entry: Entry) -> str:
        if entry.kind in ("country", "people", "person"):
            return "country" if entry.kind == "country" else "leader" if entry.kind == "person" else "civilian"
        found = self.lexicon.noun(entry.name.lower().split()) if entry.sector not in _TOLD_BY_SECTOR else None
        if found is not None and found[0].kind in ("group", "organization"):
            return found[0].name
        return self.lexicon.sector_classes.get(entry.sector, "organization")

    def _unknown(self, token: Token, first: int, start: int, last: int, label: str) -> Mention | None:
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        noun = self._noun(low, token)
        if self.words[token.index] in _CLOCKS:
            return None
        if noun is not None and noun[0].kind in _HUMAN and self._has_a_name_beside(token):
            return self._described(token, first)
        titled = self._titled(first, start)
        if titled >= 0 and (titled < first or any(self.tokens[i].upos == "CCONJ" for i in range(first, titled))):
            first = titled
        given = last - start > 1 and self.words[start] in self.lexicon.given_names and label in ("", "GPE", "PERSON")
        surname = given or self.words[last - 1] in self.surnames or self._before_nickname(start) < start
        body = noun is not None and noun[0].kind in ("group", "organization") and not (titled >= 0)
        if (
            noun is not None
            and not body
            and titled < 0
            and (noun[1] > token.index - start or self._is_post(token, first, start, label, noun[0]))
            and not (surname and last - start > 1)
        ):
            placed = label in _PLACE_LABELS and token.sentence not in self.uppers
            return None if placed else self._described(token, first)
        if body and self.words[last - 1] == "State" and last - start > 1 and not self._is_agentive(token):
            return None
        if body and noun is not None and not (label in _PLACE_LABELS and self._span(start, last) in self.placed):
            return self._body(token, first, start, last, noun[0], low)
        if titled < 0 and self._is_post_alone(token, start):
            return self._nominal(token, first, self.lexicon.classes["official"])
        if titled < 0 and (self._is_thing(start, last) or self._is_no_name(token, start, last, label)):
            return None
        sort = self._sort_by_word(start, last)
        if sort and titled < 0:
            return self._plain_name(token, first, start, last, "organization", sort)
        told = self._told_by_noun(token, first, start) if titled < 0 and not given else None
        if told is not None:
            return self._plain_name(token, first, start, last, told.kind, told.name)
        placed = titled < 0 and self._span(start, last) in self.placed and (not surname or last - start == 1)
        placed = placed or (titled < 0 and not surname and self._is_taken(token))
        if not placed and (titled >= 0 or label == "PERSON" or surname or self._is_someone(token, start, last)):
            return self._person(token, first, start, last, titled)
        if label in _PLACE_LABELS or placed:
            return self._placelike(token, first, start, last)
        if self._is_acronym(start, last):
            return self._plain_name(token, first, start, last, "organization")
        if self._is_of_a_post(token) and 1 < last - start < 5:
            return self._person(token, first, start, last, titled)
        if label == "ORG" or (label == "" and last - start > 1) or self._acts(token):
            kind = "person" if label == "" and not self.words[token.index].isupper() else "organization"
            if kind == "person" and (determiner(self.analysis, first, token.index) or token.xpos == "NNPS"):
                kind = "group"
            if kind == "person":
                return (
                    self._person(token, first, start, last, titled)
                    if last - start in (1, 2, 3) and self._acts(token)
                    else None
                )
            return self._plain_name(token, first, start, last, kind)
        if label == "NORP":
            return self._plain_name(token, first, start, last, "people")
        return None

    def _has_a_name_beside(self, token: Token) -> bool:
        """Whether a capitalised post is followed by who holds it: "the Electoral Commissioner, Prof. Ana Ruiz,"."""
        below = (self.tokens[c] for c in self.analysis.children[token.index] if c > token.index)
        named = any(t.dep == "appos" and t.upos == "PROPN" for t in below)
        return named and token.xpos in ("NNP", "NN")

    def _is_of_a_post(self, token: Token) -> bool:
        """Whether the name is set beside one person's post: "the delegation's chief, Idris Deby Nour,"."""
        head = self.tokens[token.head]
        described = self.lexicon.nouns.get(head.lemma.lower())
        apposed = token.dep == "appos" and token.index > head.index and head.xpos in ("NN", "NNP")
        return apposed and described is not None and described.kind in _HUMAN

    def _is_no_name(self, token: Token, start: int, last: int, label: str) -> bool:
        """Whether what was tagged as a name looks like none: without a capital ("cry wolf"), a sum ("N5,000"), a noun for
        what no one is that begins its sentence ("Normalcy"), a heading in capitals, a place by the words about it.
        """
        word = self.words[last - 1]
        if not any(self.words[i][:1].isupper() for i in range(start, last)) or (
            word[-1:].isdigit() and word[:1] != "M"
        ):
            return word.isdigit() is False or last - start == 1
        if last - start == 1 and self.words[start] not in self.surnames:
            after = self.words[last : last + 2]
            if after[:1] == [":"] and after[1][:1].isdigit() and self._begins_sentence(start):
                return True
            if self._begins_sentence(start) and word.lower().endswith(tuple(self.lexicon.words["abstract ends"])):
                return True
            return label != "NORP" and not word.isupper() and self._is_where(token)
        return self._is_heading(start, last)

    def _begins_sentence(self, index: int) -> bool:
        """Whether the token is its sentence's first word."""
        at = index - 1
        while (
            at >= 0
            and self.tokens[at].upos in ("PUNCT", "SYM")
            and self.tokens[at].sentence == self.tokens[index].sentence
        ):
            at -= 1
        return at < 0 or self.tokens[at].sentence != self.tokens[index].sentence

    def _is_where(self, token: Token) -> bool:
        """Whether "in X", "near X" or "X forest" make a place of a bare name."""
        head = self.tokens[token.head]
        if token.dep == "compound":
            return head.lemma.lower() in self.lexicon.words["of places"]
        cases = {self.words[c].lower() for c in self.analysis.children[token.index] if self.tokens[c].dep == "case"}
        places = cases & self.lexicon.words["where"] or (token.dep == "obl" and "at" in cases)
        places = places or ("of" in cases and head.lemma.lower() in self.lexicon.words["of somewhere"])
        return (
            bool(places) and token.dep in ("obl", "nmod") and determiner(self.analysis, token.index, token.index) == ""
        )

    def _is_heading(self, start: int, last: int) -> bool:
        """Whether a name of several words in capitals heads a section of a report that is not in capitals."""
        if self.tokens[start].sentence in self.uppers or last - start < 2:
            return False
        shouted = all(self.tokens[i].word.isupper() and len(self.tokens[i].word) > 3 for i in range(start, last))
        common = any(self.words[i].lower() in _HEADINGS for i in range(start, last))
        return shouted and common and self._begins_sentence(start)

    def _is_post(self, token: Token, first: int, start: int, label: str, noun: NounClass) -> bool:
        """Whether a phrase in capitals that ends in a noun for people is a post, not a name: "the Electoral Commissioner"."""
        if noun.kind not in ("person", "people", "unnamed") or self.words[start] in self.lexicon.given_names:
            return False
        if label == "PERSON" and not self._has_article(token):
            return False
        introduced = self._has_article(token) or self._possessor(token) >= 0 or token.xpos == "NNPS"
        return introduced or self._is_followed_by_name(token)

    def _is_post_alone(self, token: Token, start: int) -> bool:
        """Whether "the SP", "a BJP MLA" names a post by its letters."""
        found = self.lexicon.titles.get(token.word.lower()) if token.word.isupper() else None
        return found is not None and found.capitals and self._has_article(token) and token.xpos == "NNP"

    def _is_followed_by_name(self, token: Token) -> bool:
        """Whether a name in apposition follows."""
        return any(
            self.tokens[c].dep == "appos" and self.tokens[c].upos == "PROPN"
            for c in self.analysis.children[token.index]
        )

    def _told_by_noun(self, token: Token, first: int, start: int) -> NounClass | None:
        """The body that a name is said to be: "the firm, X", "the mining company X"."""
        head = self.tokens[token.head]
        found = None
        beside = token.dep == "appos" or (
            token.dep == "conj" and self._has_article(token) and self._follows_comma(token)
        )
        if beside and head.upos == "NOUN" and head.xpos == "NN":
            found = self._noun([*(self.words[i].lower() for i in range(max(head.index - 2, 0), head.index + 1))], head)
        elif start > first and self.tokens[start - 1].upos == "NOUN" and self.tokens[start - 1].xpos == "NN":
            found = self._noun([self.words[i].lower() for i in range(first, start)], None)
        return found[0] if found is not None and found[0].kind in ("group", "organization") else None

    def _is_someone(self, token: Token, start: int, last: int) -> bool:
        """Whether a name of two to four words stands beside the post or the description of one person."""
        head = self.tokens[token.head]
        if token.dep != "appos" or head.xpos not in ("NN", "NNP") or not 2 <= last - start <= 4 or head.index > start:
            return False
        found = self._noun([self.words[i].lower() for i in range(max(head.index - 2, 0), head.index + 1)], head)
        human = found is not None and found[0].kind in ("person", "people", "unnamed")
        return human and not any(self.tokens[i].upos in ("DET", "ADP", "CCONJ") for i in range(start, last))

    def _is_acronym(self, start: int, last: int) -> bool:
        """Whether the name is a word of capitals such as bodies go by."""
        word = self.words[start]
        long = 3 <= len(word) <= 7 and word.isalpha() and word.isupper()
        return last - start == 1 and long and word not in self.lexicon.words["no bodies"]

    def _is_taken(self, token: Token) -> bool:
        """Whether it is the object of a verb that places are objects of: "retook X"."""
        return token.dep == "obj" and self.tokens[token.head].lemma.lower() in self.lexicon.words["conquering"]

    def _is_thing(self, start: int, last: int) -> bool:
        """Whether a name's first or last word says that it names no one: "Typhoon X", "X Airport"."""
        words = self.lexicon.words
        first, end = self.words[start].lower(), self.words[last - 1].lower()
        return last - start > 1 and (first in words["things first"] or end in words["things last"])

    def _sort_by_word(self, start: int, last: int) -> str:
        """Whether the last word of a longer name is one that companies or outlets end with; "" if not."""
        word = self.words[last - 1].rstrip(".").lower()
        if last - start < 2 or not self.words[last - 1][:1].isupper():
            return ""
        return next((sort for sort in ("company", "outlet") if word in self.lexicon.words[f"{sort} words"]), "")

    def _plain_name(self, token: Token, first: int, start: int, last: int, kind: str, noun: str = "") -> Mention:
        return Mention(
            first, last, token.index, "name", start, last, kind=kind, country=self._country(first, start),
            noun=noun or ("body" if kind in ("organization", "group") else "civilian"),
            plural=kind == "people", introduced=determiner(self.analysis, first, token.index),
            words=tuple(self.words[start:last]), modifiers=self._modifiers(first, start),
            possessor=self._possessor(token), belongs=self._belongs(token, first, start),
            sector="CVL" if kind == "people" else _NAMED_SECTORS.get(noun, ""),
        )  # fmt: skip

    def _placelike(self, token: Token, first: int, start: int, last: int) -> Mention | None:
        """A place that is no state: an actor only where it speaks or acts."""
        head = self.tokens[token.head]
        if token.dep in ("obj", "nmod", "nsubj:pass") and self._acts(token) and last - start > 1:
            return self._person(token, first, start, last, -1)
        if token.dep == "nsubj" and head.lemma.lower() in self.lexicon.words["saying"]:
            return self._plain_name(token, first, start, last, "organization")
        return None

    def _person(self, token: Token, first: int, start: int, last: int, titled: int) -> Mention:
        found = self.title(first, start) if titled >= 0 else None
        gender = found[0].gender if found else ""
        sector = found[0].sector if found else ""
        if start > first and self._is_plural_before_names(self.tokens[start - 1]):
            first = start
        described = self._noun([self.words[i].lower() for i in range(first, start)], None) if start > first else None
        first = first if found is not None or described is not None else start
        core = self._before_nickname(start)
        first = min(first, core)
        words = tuple(self.words[core:last]) if core == start else (self.words[core], *self.words[start:last])
        while len(words) > 2 and words[-1] in self.lexicon.words["behind names"]:
            words = words[:-1]
        gender = gender or self.lexicon.given_names.get(words[0], "") if last - core > 1 else gender
        if described is not None:
            gender = gender or self._gender(self.words[start - 1].lower())
            sector = sector or described[0].sector
        return Mention(
            first, last, token.index, "name", core, last, kind="person", sector=sector,
            country=self._country(first, start), noun=described[0].name if described else "", gender=gender,
            introduced=determiner(self.analysis, first, token.index), words=words,
            modifiers=self._modifiers(first, start), possessor=self._possessor(token),
            belongs=self._belongs(token, first, start), titled=titled, person=True,
        )  # fmt: skip

    def _before_nickname(self, start: int) -> int:
        """Where a name begins whose middle is quoted: Leo "the Cat" Paz."""
        marks = ('"', "''", "“", "”", "'", "‘", "’", "``")
        if start < 4 or self.tokens[start - 1].word not in marks:
            return start
        for at in range(start - 2, max(start - 7, 0), -1):
            if self.tokens[at].word in marks:
                given = at - 1
                same = self.tokens[given].sentence == self.tokens[start].sentence
                return given if self.tokens[given].upos == "PROPN" and same else start
        return start

    def _titled(self, first: int, start: int) -> int:
        """Where the title right before the name begins; -1 without one."""
        if start < 1:
            return -1
        loose = first == start and self.words[start - 1][:1].isupper() and self.tokens[start - 1].upos == "PROPN"
        found = self.title(max(start - TITLE, 0) if loose else self._reach(first, start), start)
        return start - found[1] if found is not None else self._office_before(start)

    def _office_before(self, start: int) -> int:
        """Where "Commissioner for Human Rights" before a name begins; -1 for none."""
        at = start - 1
        while at > start - 5 and at > 1 and self.tokens[at].upos == "PROPN" and at not in self.hits:
            at -= 1
        if at == start - 1 or self.words[at] not in ("for", "of"):
            return -1
        found = self.title(max(at - TITLE, 0), at)
        return at - found[1] if found is not None and found[0].office else -1

    def _acts(self, token: Token) -> bool:
        """Whether the word does, or suffers, what only people and bodies do or suffer."""
        head = self.tokens[token.head]
        lemma = head.lemma.lower()
        if token.dep in ("nsubj", "obl:agent", "nsubj:pass") and head.upos in ("VERB", "AUX"):
            words = self.lexicon.words
            return lemma in words["speaking"] or (token.dep == "nsubj:pass" and lemma in words["suffered"])
        if token.dep == "appos" and head.upos == "NOUN":
            described = self.lexicon.nouns.get(lemma)
            return described is not None and described.kind in ("person", "people", "unnamed")
        if token.dep == "obj":
            return lemma in self.lexicon.words["suffered"]
        if token.dep == "appos" and self._is_before_saying(token.index + 1):
            return True
        cases = {self.words[c].lower() for c in self.analysis.children[token.index] if self.tokens[c].dep == "case"}
        called = "as" in cases and lemma in ("know", "identify", "name")
        return token.dep in ("nmod", "obl") and ("against" in cases or called)

    def _is_before_saying(self, index: int) -> bool:
        """Whether the token is a verb of saying in the past or the present, whatever it was parsed as."""
        verb = self.tokens[index] if index < len(self.tokens) else None
        finite = verb is not None and verb.xpos in ("VBD", "VBZ")
        return verb is not None and finite and verb.lemma.lower() in self.lexicon.words["saying"]

    def _body(
        self, token: Token, first: int, start: int, last: int, noun: NounClass, low: Sequence[str], size: int = 1
    ) -> Mention:
        """An organization told by its last noun: "Lebanon's Health Ministry", "Jihad Council"."""
        country = self._country(first, token.index) or self._country_behind(token)
        role = self.lexicon.role(low)
        label = self.labels.get(token.index)
        proper = token.upos == "PROPN" or (label is not None and label[2] == "ORG" and label[1] - label[0] >= 3)
        return Mention(
            first, max(last, token.index + 1), token.index, "name" if proper else "nominal", start if proper else first,
            self._tail(token, noun) if proper or country is None else token.index + 1,
            kind=noun.kind, sector=noun.sector, country=country, noun=noun.name, role=role,
            plural=token.xpos in ("NNS", "NNPS") and not role,
            introduced=determiner(self.analysis, first, token.index), words=tuple(self.words[start:last]),
            modifiers=self._modifiers(first, max(first, token.index + 1 - size)), possessor=self._possessor(token),
            belongs=self._belongs(token, first, token.index),
        )  # fmt: skip

    def _tail(self, token: Token, noun: NounClass) -> int:
        """The end of "... in Gaza", "... of Navarra" after an organization's noun."""
        if noun.name in ("group", "armed_group", "gang", "alliance"):
            return self._of_whom(token)
        if noun.name not in (
            "ministry",
            "court",
            "police",
            "government",
            "council",
            "organization",
            "parliament",
            "school",
        ):
            return token.index + 1
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > token.index and part.dep == "nmod" and part.upos == "PROPN" and child - token.index <= 5:
                cases = [c for c in self.analysis.children[child] if self.tokens[c].dep == "case"]
                known = child in self.hits or self.labels.get(child, (0, 0, ""))[2] in _PLACE_LABELS
                if cases and known and self.words[cases[0]].lower() in ("in", "of") and cases[0] == token.index + 1:
                    return child + 1
        return token.index + 1

    def _of_whom(self, token: Token) -> int:
        """The end of "a group of soldiers"."""
        at = token.index + 1
        if at + 1 < len(self.tokens) and self.words[at].lower() == "of":
            child = next(
                (c for c in self.analysis.children[token.index] if c > at and self.tokens[c].dep == "nmod"), at
            )
            if at < child <= at + 4 and self.tokens[child].xpos == "NNS":
                return child + 1
        return at

    def _of_what(self, token: Token) -> int:
        """The end of "members of the same family"."""
        at = token.index + 1
        if token.lemma.lower() not in ("member",) or at >= len(self.tokens) or self.words[at].lower() != "of":
            return at
        children = (c for c in self.analysis.children[token.index] if self.tokens[c].dep == "nmod" and at < c <= at + 6)
        return next(children, token.index) + 1

    # ------------------------------------------------------------ descriptions
    def _noun(self, low: Sequence[str], token: Token | None) -> tuple[NounClass, int] | None:
        """The noun class that ends the words, the last one as it stands or by its lemma: of two the one of more words."""
        found = self.lexicon.noun(low)
        if token is None or not low:
            return found
        lemma = token.lemma.lower()
        other = self.lexicon.noun([*low[:-1], lemma])
        if found is None and other is None and token.upos == "PROPN":  # a plural taken for a name keeps its form
            other = self.lexicon.noun([*low[:-1], singular(lemma)])
        return other if found is None or (other is not None and other[1] > found[1]) else found

    def _described(self, token: Token, first: int) -> Mention | None:
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        found = self._noun(low, token)
        if found is None:
            return self._by_suffix(token, first)
        size = found[1]
        if token.upos in ("VERB", "ADJ") and token.xpos not in ("NN", "NNS") and not self._has_article(token):
            return None
        noun = found[0]
        if self._is_label(token) or self._is_abstract(token) or self._is_no_one(token) or self._is_toll(token):
            return None
        if " ".join(low[-2:]) in self.lexicon.words["no actors"]:
            return None
        noun = self._person_rather(token, low, noun)
        if noun.kind in ("group", "organization"):
            return self._body(token, first, first, token.index + 1, noun, low, size)
        return self._nominal(token, first, noun, size)

    def _is_no_one(self, token: Token) -> bool:
        """ "chief of staff"; the bodies of the dead; a building that does nothing."""
        lemma = token.lemma.lower()
        if lemma == "staff":
            return [w.lower() for w in self.words[max(token.index - 2, 0) : token.index]] == ["chief", "of"]
        if lemma == "body":
            return token.xpos == "NNS" and not any(
                self.tokens[c].dep == "amod" for c in self.analysis.children[token.index]
            )
        return lemma in self.lexicon.words["buildings"] and not self._is_agentive(token)

    def _is_toll(self, token: Token) -> bool:
        """Whether "dead", "wounded" is but what a number counts, not people who speak or act."""
        if token.lemma.lower() not in self.lexicon.words["tolled"] or self._is_agentive(token):
            return False
        head = self.tokens[token.head]
        counted = any(self.tokens[c].dep == "nummod" for c in self.analysis.children[token.index])
        return counted or (token.dep == "nmod" and head.lemma.lower() in ("number", "toll", "count", "total"))

    def _person_rather(self, token: Token, low: Sequence[str], noun: NounClass) -> NounClass:
        """The class of people for "neighbours" that are nobody's, and for "his partner, Ana Ruiz"."""
        words, lemma = self.lexicon.words, token.lemma.lower()
        possessor = self._possessor(token)
        personal = possessor >= 0 and self.words[possessor].lower() in _PERSONAL
        local = any(i in self.hits for i in range(self.edges[token.index], token.index))
        owned = local or (possessor >= 0 and not personal)
        next_door = noun.kind == "country" and lemma in words["neighbors"] and not owned
        named = lemma in words["either"] and token.xpos == "NN" and self._is_followed_by_person(token)
        return self.lexicon.classes["civilian"] if next_door or named else noun

    def _is_followed_by_person(self, token: Token) -> bool:
        return any(
            self.tokens[c].dep == "appos" and self.labels.get(c, (0, 0, ""))[2] == "PERSON"
            for c in self.analysis.children[token.index]
        )

    def _is_agentive(self, token: Token) -> bool:
        """Whether the noun speaks or acts where it stands."""
        head = self.tokens[token.head]
        if token.dep == "obl:agent":
            return True
        return token.dep == "nsubj" and head.upos == "VERB" and head.lemma.lower() in self.lexicon.words["speaking"]

    def _is_abstract(self, token: Token) -> bool:
        """ "their heads", "the party's opposition to the bill": a part of a body, an attitude, no actor."""
        lemma = token.lemma.lower()
        words = self.lexicon.words
        possessor = self._possessor(token)
        if lemma in words["body parts"] and possessor >= 0 and self.tokens[possessor].upos == "PRON":
            return True
        if lemma not in words["attitudes"]:
            return False
        cases = {self.words[c + 1].lower() for c in (token.index,) if c + 1 < len(self.words)}
        return possessor >= 0 or bool(cases & {"to", "against"})

    def _is_label(self, token: Token) -> bool:
        """ "designated X a terrorist", "regarded as a leader": a predicate, not someone."""
        if token.dep in ("xcomp", "ccomp"):
            return not any(self.tokens[c].dep == "cop" for c in self.analysis.children[token.index])
        children = self.analysis.children[token.index]
        article = next((self.words[c].lower() for c in children if self.tokens[c].dep == "det"), "")
        if token.dep == "obl" and article in ("", "a", "an"):
            return any(self.words[c].lower() == "as" for c in children if self.tokens[c].dep == "case")
        if (
            token.dep == "obj"
            and article in ("a", "an")
            and self.tokens[token.head].lemma.lower() in self.lexicon.words["naming"]
        ):
            before = (self.tokens[c].dep for c in self.analysis.children[token.head] if c < token.index)
            return any(dep in ("obj", "aux:pass", "nsubj:pass") for dep in before)
        return False

    def _has_article(self, token: Token) -> bool:
        return any(self.tokens[c].dep == "det" for c in self.analysis.children[token.index])

    def _by_suffix(self, token: Token, first: int) -> Mention | None:
        """A noun the lexicon lacks that looks like a person and does what people do."""
        lemma = token.lemma.lower()
        if (
            token.upos != "NOUN"
            or not lemma.endswith(_SUFFIXES)
            or lemma in self.lexicon.words["never"]
            or len(lemma) < 5
        ):
            return None
        return self._nominal(token, first, self.lexicon.classes["civilian"]) if self._acts(token) else None

    def _nominal(self, token: Token, first: int, noun: NounClass, size: int = 1) -> Mention:
        low = token.lemma.lower()
        plural = token.xpos in ("NNS", "NNPS") or low in _MANY
        return Mention(
            first, token.index + 1, token.index, "nominal", first, self._of_what(token), kind=noun.kind,
            sector=noun.sector, country=self._country(first, token.index) or self._country_behind(token), noun=noun.name,
            gender=self._gender(low), plural=plural, introduced=determiner(self.analysis, first, token.index),
            words=(*(self.words[i].lower() for i in range(first, token.index)), low),
            modifiers=self._modifiers(first, max(first, token.index + 1 - size)), possessor=self._possessor(token),
            belongs=self._belongs(token, first, token.index), person=noun.kind in ("person", "people", "unnamed"),
        )  # fmt: skip

    def _gender(self, word: str) -> str:
        return self.lexicon.genders.get(word, "")

    def _counted(self, token: Token, first: int) -> Mention | None:
        """A bare number or "others" with a verb of harm: people."""
        head = self.tokens[token.head]
        if (
            token.dep not in ("nsubj", "nsubj:pass", "obj", "conj")
            or head.lemma.lower() not in self.lexicon.words["harming"]
        ):
            return None
        if self.labels.get(token.index, (0, 0, ""))[2] in ("DATE", "TIME", "MONEY", "PERCENT"):
            return None
        made = self._nominal(token, first, self.lexicon.classes["civilian"])
        return msgspec.structs.replace(made, plural=token.word.lower() not in ("one", "1", "another"))

    # ------------------------------------------------------------ names inside other phrases
    def _embedded(self, token: Token) -> Iterator[Mention]:
        """A name that is a modifier: "Hezbollah" in "Hezbollah leader", "Israeli" in "Israeli strikes"."""
        hit, label = self.hits.get(token.index), self.labels.get(token.index)
        if hit is None and self._does(token):
            yield from self._embedded_noun(token)
        elif hit is not None:
            if hit.last - 1 == token.index:
                yield from self._embedded_hit(hit, token)
        elif label is not None and label[1] - 1 == token.index and label[2] in ("PERSON", "ORG"):
            head = self.tokens[token.head]
            outside = not (label[0] <= head.index < label[1]) and token.upos == "PROPN" and head.upos != "PROPN"
            if outside and not (label[1] - label[0] <= 2 and self._is_where(token)):
                start = self._past_titles(label[0], label[1])
                made = self._unknown(token, start, start, label[1], label[2])
                if made is not None:
                    yield made

    def _does(self, token: Token) -> bool:
        """Whether a noun before another may say whose deed or means that is: "police firing", "army shells"."""
        proper = token.upos == "PROPN" and self.tokens[token.head].upos == "PROPN"
        doing = token.dep == "compound" and token.lemma.lower() in self.lexicon.words["acting modifiers"]
        return doing and not (proper and token.sentence not in self.uppers)

    def _embedded_noun(self, token: Token) -> Iterator[Mention]:
        """ "coalition" in "a coalition air strike": who does what the noun names."""
        if self.tokens[token.head].lemma.lower() in self.lexicon.nouns or token.upos not in ("NOUN", "PROPN"):
            return
        first = self.edges[token.head]
        low = [self.words[token.index].lower()]
        found = self._noun(low, token)
        if found is not None and first <= token.index:
            made = self._body if found[0].kind in ("group", "organization") else None
            if made is not None:
                yield msgspec.structs.replace(
                    made(token, token.index, token.index, token.index + 1, found[0], low), form="nominal", introduced="the",
                    country=self._country(first, token.index), core=token.index,
                )  # fmt: skip

    def _embedded_hit(self, hit: Hit, token: Token) -> Iterator[Mention]:
        adjectives = [s for s in hit.entries if s[1] == "adjective"]
        others = [s for s in hit.entries if s[1] in ("name", "alias")]
        head = self.tokens[token.head]
        if hit.first <= head.index < hit.last:
            return
        if adjectives and not others:
            if head.upos in ("NOUN", "PROPN") and head.lemma.lower() not in self.lexicon.nouns:
                yield self._known(token, hit.first, hit.first, hit.last, *adjectives[0])
        elif others:
            covering = self.labels.get(token.index)
            if covering is not None and covering[1] > hit.last and self._is_swallowed(others[0][0], covering[2]):
                return
            entry, sort = self._chosen(others, hit)
            if entry is not None:
                yield self._known(token, hit.first, hit.first, hit.last, entry, sort)

    def _is_swallowed(self, entry: Entry, label: str) -> bool:
        """Whether a known name is but a word of a longer one: "Kenyatta National Hospital", "Independent Oversight Body"."""
        return label in ("PERSON", "FAC") or (
            label == "ORG" and (entry.kind == "person" or entry.sector in ("JRN", "BUS"))
        )

    # ------------------------------------------------------------ what a phrase tells
    def _country(self, first: int, last: int) -> str | None:
        """The country named or implied before the head."""
        for index in range(first, last):
            hit = self.hits.get(index)
            entry = hit.entries[0][0] if hit is not None else None
            if entry is not None and entry.country and entry.kind in ("country", "people"):
                return entry.country
        return None

    def _country_behind(self, token: Token) -> str | None:
        """The country of "the army of Chad"."""
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > token.index and part.dep == "nmod" and child - token.index <= 5 and child in self.hits:
                case = {self.words[c].lower() for c in self.analysis.children[child] if self.tokens[c].dep == "case"}
                entry = self.hits[child].entries[0][0]
                if case & {"of", "from", "in"} and entry.kind == "country":
                    return entry.country
        return None

    def _modifiers(self, first: int, last: int) -> frozenset[str]:
        plain, counting = self.lexicon.words["plain"], self.lexicon.words["counting"]
        kept = (
            self.words[i].lower() for i in range(first, last) if self.tokens[i].upos in ("ADJ", "NOUN", "PROPN", "VERB")
        )
        return frozenset(word for word in kept if word not in plain and word not in counting)

    def _possessor(self, token: Token) -> int:
        """The head of "Y's" before the noun; -1 for none."""
        for child in self.analysis.children[token.index]:
            if self.tokens[child].dep == "nmod:poss":
                return child
        return -1

    def _belongs(self, token: Token, first: int, last: int) -> tuple[int, ...]:
        """Tokens of the names a description goes with: compounds before it, "of", "for", "inside" behind it."""
        found = [i for i in range(first, last) if i in self.hits or self.labels.get(i, (0, 0, ""))[2] == "ORG"]
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > token.index and part.dep == "nmod" and child - token.index < 12:
                cases = {self.words[c].lower() for c in self.analysis.children[child] if self.tokens[c].dep == "case"}
                if cases & _BELONGING:
                    found.append(child)
                    found += [c for c in self.analysis.children[child] if self.tokens[c].dep == "conj"]
        return tuple(found)

    def span(self, mention: Mention) -> Span:
        """Where the mention stands in the text."""
        return self._span(mention.first, mention.last)

    def _span(self, first: int, last: int) -> Span:
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
