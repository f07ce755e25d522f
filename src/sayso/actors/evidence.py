"""What the words in and about an unknown name tell of it: a post, a place, a thing, a body, someone who acts."""

from __future__ import annotations

from sayso.actors.nouns import NounClass
from sayso.actors.scene import HUMAN, Scene
from sayso.model import Token

_HEADINGS = frozenset((
    "overview", "situation", "highlights", "needs", "response", "displacement", "background", "summary", "context", "health",
    "protection", "access", "funding", "coordination", "updates", "update", "findings", "recommendations", "security",
))  # fmt: skip

_MORTAL = frozenset((
    "kill", "murder", "assassinate", "kidnap", "abduct", "wound", "injure", "arrest", "behead", "execute", "rape", "torture",
    "stab", "slay", "lynch",
))  # fmt: skip
"""What is done to people, and not to bodies."""
_PARTS = frozenset((
    "unit", "wing", "arm", "branch", "division", "subsidiary", "offshoot", "affiliate", "faction", "agency", "department",
    "directorate", "service", "squad",
))  # fmt: skip
"""Nouns for bodies that are part of others."""
_DEEDS = frozenset(
    ("murder", "assassination", "kidnapping", "abduction", "killing", "slaying", "arrest", "rape", "torture")
)
"""Nouns for it."""


class Evidence:
    """Signs by which a name that the base lacks is known for what it is."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.analysis, self.tokens, self.words, self.lexicon = scene.analysis, scene.tokens, scene.words, scene.lexicon

    def is_no_name(self, token: Token, start: int, last: int, label: str) -> bool:
        """Whether what was tagged as a name looks like none: without a capital ("cry wolf"), a sum ("N5,000"), a noun for
        what no one is that begins its sentence ("Normalcy"), a heading in capitals, a place by the words about it.
        """
        word = self.words[last - 1]
        if not any(self.words[i][:1].isupper() for i in range(start, last)) or (
            word[-1:].isdigit() and word[:1] != "M"
        ):
            return word.isdigit() is False or last - start == 1
        if last - start == 1 and self.words[start] not in self.scene.surnames:
            after = self.words[last : last + 2]
            if after[:1] == [":"] and after[1][:1].isdigit() and self.scene.begins_sentence(start):
                return True
            if self.scene.begins_sentence(start) and word.lower().endswith(tuple(self.lexicon.words["abstract ends"])):
                return True
            return label != "NORP" and not word.isupper() and self.scene.is_where(token)
        return self._is_heading(start, last)

    def _is_heading(self, start: int, last: int) -> bool:
        """Whether a name of several words in capitals heads a section of a report that is not in capitals."""
        if self.tokens[start].sentence in self.scene.uppers or last - start < 2:
            return False
        shouted = all(self.tokens[i].word.isupper() and len(self.tokens[i].word) > 3 for i in range(start, last))
        common = any(self.words[i].lower() in _HEADINGS for i in range(start, last))
        return shouted and common and self.scene.begins_sentence(start)

    def is_acronym(self, start: int, last: int) -> bool:
        """Whether the name is a word of capitals such as bodies go by."""
        word = self.words[start]
        long = 3 <= len(word) <= 7 and word.isalpha() and word.isupper()
        return last - start == 1 and long and word not in self.lexicon.words["no bodies"]

    def is_unit(self, token: Token) -> bool:
        """Whether it is called, behind a comma, the unit, wing or the like of a body: "Falcon, the counter-terrorism unit of"."""
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if part.dep == "appos" and part.lemma.lower() in _PARTS and child + 1 < len(self.tokens):
                return self.words[child + 1] == "of" or self.scene.possessor(part) >= 0
        return False

    def ends_in_initial(self, start: int, last: int) -> bool:
        """Whether a name ends in a letter and its dot, as in the south of India: "Sundar P."."""
        word = self.words[last - 1]
        lettered = len(word) == 2 and word[1] == "." and word[0].isupper()
        return lettered and 2 <= last - start <= 3 and self.words[start].lower() not in self.lexicon.nouns

    def is_taken(self, token: Token) -> bool:
        """Whether it is the object of a verb that places are objects of: "retook X"."""
        return token.dep == "obj" and self.tokens[token.head].lemma.lower() in self.lexicon.words["conquering"]

    def is_thing(self, start: int, last: int) -> bool:
        """Whether a name's first or last word says that it names no one: "Typhoon X", "X Airport"."""
        words = self.lexicon.words
        first, end = self.words[start].lower(), self.words[last - 1].lower()
        return last - start > 1 and (first in words["things first"] or end in words["things last"])

    def sort_by_word(self, start: int, last: int) -> str:
        """Whether the last word, or two, of a longer name are such as companies or outlets end with; "" if not."""
        if last - start < 2 or not self.words[last - 1][:1].isupper():
            return ""
        ends = {" ".join(self.words[at:last]).rstrip(".").lower() for at in (last - 1, max(last - 2, start))}
        return next((sort for sort in ("company", "outlet") if ends & self.lexicon.words[f"{sort} words"]), "")

    def is_post(self, token: Token, start: int, label: str, noun: NounClass) -> bool:
        """Whether a phrase in capitals that ends in a noun for people is a post, not a name: "the Electoral Commissioner"."""
        if noun.kind not in HUMAN or self.words[start] in self.lexicon.given_names:
            return False
        if label == "PERSON" and not self.scene.has_article(token):
            return False
        return self.scene.has_article(token) or self.scene.possessor(token) >= 0 or token.xpos == "NNPS"

    def is_post_alone(self, token: Token) -> bool:
        """Whether "the SP", "a BJP MLA" names a post by its letters."""
        found = self.lexicon.titles.get(token.word.lower()) if token.word.isupper() else None
        bracketed = token.index > 1 and self.words[token.index - 1] == "(" and self._ends_title(token.index - 1)
        alone = self.scene.has_article(token) or bracketed
        return found is not None and found.capitals and alone and token.xpos == "NNP"

    def _ends_title(self, last: int) -> bool:
        return self.scene.title(max(last - 4, 0), last) is not None

    def has_a_name_beside(self, token: Token) -> bool:
        """Whether a capitalised post is followed by who holds it: "the Electoral Commissioner, Prof. Ana Ruiz,"."""
        below = (self.tokens[c] for c in self.analysis.children[token.index] if c > token.index)
        named = any(t.dep == "appos" and t.upos == "PROPN" for t in below)
        return named and token.xpos in ("NNP", "NN")

    def is_someone(self, token: Token, start: int, last: int) -> bool:
        """Whether a name of two to four words stands beside the post or the description of one person."""
        head = self.tokens[token.head]
        if token.dep != "appos" or head.xpos not in ("NN", "NNP") or not 2 <= last - start <= 4 or head.index > start:
            return False
        found = self.scene.noun([self.words[i].lower() for i in range(max(head.index - 2, 0), head.index + 1)], head)
        human = found is not None and found[0].kind in HUMAN
        return human and not any(self.tokens[i].upos in ("DET", "ADP", "CCONJ") for i in range(start, last))

    def is_aged(self, token: Token, last: int) -> bool:
        """Whether an age stands behind the name: "Sarjo, 34,", "Ana Ruiz (28)"."""
        if last + 2 >= len(self.tokens) or self.words[last] not in (",", "("):
            return False
        at = last + 2 if self.words[last + 1] == "aged" else last + 1
        figure, end = self.words[at], self.words[at + 1] if at + 1 < len(self.words) else "."
        grown = figure.isdigit() and len(figure) <= 2 and int(figure) > 0
        closed = end == ")" if self.words[last] == "(" else end in (",", ".", ";", "and", "''", '"', "”")
        return grown and closed and token.upos == "PROPN"

    def has_post_behind(self, token: Token, start: int, last: int) -> bool:
        """Whether a name of two to four words is followed by the post of one person: "Ana Ruiz, the head of Y,"."""
        if not 2 <= last - start <= 4 or last >= len(self.tokens) or self.words[last] not in (",", "and"):
            return False
        listed = any(self.tokens[c].dep == "conj" for c in self.analysis.children[token.index])
        for child in self.analysis.children[token.index]:
            part = self.tokens[child]
            if child > last and part.dep == "appos" and part.xpos == ("NNS" if listed else "NN"):
                found = self.scene.noun(
                    [self.words[i].lower() for i in range(max(child - 3, last + 1), child + 1)], part
                )
                return found is not None and found[0].kind in HUMAN
        return False

    def is_hurt(self, token: Token, start: int, last: int) -> bool:
        """Whether a name of two to five words that no noun begins or ends is of one who was killed, hurt or taken."""
        inside = range(start, last)
        small = any(self.tokens[i].upos in ("DET", "CCONJ", "PUNCT", "NUM") for i in inside)
        nouns = any(self.words[i].lower() in self.lexicon.nouns for i in (start, last - 1))
        if not 2 <= last - start <= 5 or small or nouns or not all(self.words[i].isalpha() for i in inside):
            return False
        if self.scene.has_article(token):
            return False
        head = self.tokens[token.head]
        lemma = head.lemma.lower()
        if token.dep in ("obj", "nsubj:pass"):
            return lemma in _MORTAL
        if token.dep == "nsubj":
            return lemma == "die" and head.upos == "VERB"
        cases = self.scene.cases(token.index)
        return (token.dep == "nmod" and cases == {"of"} and lemma in _DEEDS) or self._is_hurt_behind(token)

    def _is_hurt_behind(self, token: Token) -> bool:
        """Whether a relative clause says so: "X, who was killed"."""
        for child in self.analysis.children[token.index]:
            verb = self.tokens[child]
            below = (self.tokens[c] for c in self.analysis.children[child])
            who = any(t.word.lower() == "who" and t.dep == "nsubj:pass" for t in below)
            if verb.dep == "acl:relcl" and who and verb.lemma.lower() in _MORTAL:
                return True
        return False

    def is_based(self, token: Token, start: int) -> bool:
        """Whether "X-based" stands right before the name, as before bodies."""
        return start > 2 and self.words[start - 1] in ("based", "headquartered") and self.words[start - 2] == "-"

    def told_by_noun(self, token: Token, first: int, start: int) -> NounClass | None:
        """The body that a name is said to be: "the firm, X", "the mining company X"."""
        head = self.tokens[token.head]
        found = None
        beside = token.dep == "appos" or (
            token.dep == "conj" and self.scene.has_article(token) and self._follows_comma(token)
        )
        if beside and head.upos == "NOUN" and head.xpos == "NN":
            found = self.scene.noun(
                [*(self.words[i].lower() for i in range(max(head.index - 2, 0), head.index + 1))], head
            )
        elif start > first and self.tokens[start - 1].upos == "NOUN" and self.tokens[start - 1].xpos == "NN":
            found = self.scene.noun([self.words[i].lower() for i in range(first, start)], None)
        return found[0] if found is not None and found[0].kind in ("group", "organization") else None

    def _follows_comma(self, token: Token) -> bool:
        """Whether a comma and an article stand before the phrase, and no "and"."""
        at = self.scene.edges[token.index]
        while at > 0 and self.tokens[at].upos == "DET":
            at -= 1
        joined = any(self.tokens[c].dep == "cc" for c in self.analysis.children[token.head])
        return self.words[at] == "," and not joined

    def acts(self, token: Token) -> bool:
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
        cases = self.scene.cases(token.index)
        called = "as" in cases and lemma in ("know", "identify", "name")
        return token.dep in ("nmod", "obl") and ("against" in cases or called)

    def _is_before_saying(self, index: int) -> bool:
        """Whether the token is a verb of saying in the past or the present, whatever it was parsed as."""
        verb = self.tokens[index] if index < len(self.tokens) else None
        finite = verb is not None and verb.xpos in ("VBD", "VBZ")
        return verb is not None and finite and verb.lemma.lower() in self.lexicon.words["saying"]
