"""Titles, posts and nicknames about a person's name: where they begin, and where the name does."""

from __future__ import annotations

from sayso.actors.nouns import LONGEST
from sayso.actors.scene import HUMAN, TITLE, Scene, singular
from sayso.model import Token

DISTRICTS = frozenset((
    "oblast", "region", "district", "province", "county", "city", "town", "raion", "municipality", "community", "department",
    "governorate", "prefecture", "canton", "state", "village",
))  # fmt: skip
"""What somebody may be the head of, right before the title: "Kherson Oblast Head Ana Ruiz"."""
BRACKETED = 6
"""How many words a bracket between a title and a name has at most, its marks included."""


class Titles:
    """Tells names from the titles before them."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.analysis, self.tokens, self.words, self.lexicon = scene.analysis, scene.tokens, scene.words, scene.lexicon

    def past_titles(self, start: int, last: int) -> int:
        """The first token after the titles inside the name ("Foreign Minister Ana Ruiz")."""
        while start < last - 1 and (self.is_plural_before_names(self.tokens[start]) or self._says_who(start, last)):
            start += 1
        behind = self._past_office(start, last)
        if behind > start:
            return behind
        for at in range(last - 1, start, -1):
            found = self.scene.title(self._reach(start, at), at) if self.tokens[at].upos == "PROPN" else None
            if (
                found is not None
                and self._opens_title(start, at - found[1], found[1])
                and not self._names_body(at, last)
            ):
                return at
        return start

    def _says_who(self, start: int, last: int) -> bool:
        """Whether the first word only says of what nation, or what, somebody is: "Honduran Ana Ruiz", "Comrade Ana Ruiz". A
        noun is told from a name by the copy: in capitals, or at a sentence's beginning.
        """
        word, label = self.words[start], self.scene.labels.get(start + 1, (0, 0, ""))[2]
        someone = label == "PERSON" or self.words[start + 1] in self.lexicon.given_names
        if not someone or word in self.lexicon.given_names or self.words[last - 1].lower() in self.lexicon.nouns:
            return False
        hit, low = self.scene.hits.get(start), word.lower()
        if hit is not None and hit.last - hit.first == 1 and last - start > 2:
            return all(form in ("adjective", "people") for _, form in hit.entries)
        open_case = self.tokens[start].sentence in self.scene.uppers or self.scene.begins_sentence(start)
        if not open_case or low in self.lexicon.words["names too"]:
            return False
        found = self.lexicon.nouns.get(low) or self.lexicon.nouns.get(singular(low))
        return singular(low) in self.lexicon.titles or (found is not None and found.kind in HUMAN)

    def _past_office(self, start: int, last: int) -> int:
        """Where the person's name begins behind what an office is for: "Commissioner for Human Rights Ana Ruiz"."""
        if last - start < 3 or start < 2 or self.words[start - 1] not in ("for", "of"):
            return start
        found = self.scene.title(max(start - 1 - TITLE, 0), start - 1)
        label = self.scene.labels.get(last - 1, (0, 0, ""))[2]
        someone = label == "PERSON" or self.words[last - 2] in self.lexicon.given_names
        return last - 2 if found is not None and found[0].office and someone else start

    def _names_body(self, at: int, last: int) -> bool:
        """Whether what a title would leave is a word for a body: "General Staff", "Private Hospital"."""
        end = self.words[last - 1].lower()
        found = self.scene.noun([end], None)
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
        known = before in self.lexicon.title_ends or before in self.lexicon.noun_ends or at - 1 in self.scene.hits
        known = known or before in DISTRICTS
        if known or self.tokens[at - 1].upos in ("ADJ", "ADP", "CCONJ", "PART", "PUNCT"):
            return True
        return size > 1 or self.words[at].lower().rstrip(".") not in self.lexicon.words["names too"]

    def titled(self, first: int, start: int) -> int:
        """Where the title right before the name begins; -1 without one."""
        if start < 1:
            return -1
        if self.words[start - 1] == ")":
            return self._past_bracket(start)
        loose = first == start and self.words[start - 1][:1].isupper() and self.tokens[start - 1].upos == "PROPN"
        found = self.scene.title(max(start - TITLE, 0) if loose else self._reach(first, start), start)
        return start - found[1] if found is not None else self._office_before(start)

    def _past_bracket(self, start: int) -> int:
        """Where the title before a bracket begins: "Inspector General of Police (Northern Range) Ana Ruiz"; -1 for none."""
        opening = next((i for i in range(start - 2, max(start - BRACKETED, 0), -1) if self.words[i] == "("), 0)
        found = self.scene.title(max(opening - TITLE, 0), opening) if opening else None
        return opening - found[1] if found is not None else -1

    def _office_before(self, start: int) -> int:
        """Where "Commissioner for Human Rights" before a name begins; -1 for none."""
        at = start - 1
        while at > start - 5 and at > 1 and self.tokens[at].upos == "PROPN" and at not in self.scene.hits:
            at -= 1
        if at == start - 1 or self.words[at] not in ("for", "of"):
            return -1
        found = self.scene.title(max(at - TITLE, 0), at)
        return at - found[1] if found is not None and found[0].office else -1

    def before_nickname(self, start: int) -> int:
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

    def is_plural_before_names(self, token: Token) -> bool:
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
