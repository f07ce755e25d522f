"""Descriptions: noun phrases whose last words stand in nouns.toml, and bodies told by theirs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.actors.evidence import Evidence
from sayso.actors.mention import Mention
from sayso.actors.nouns import NounClass
from sayso.actors.phrases import determiner
from sayso.actors.scene import HUMAN, PLACE_LABELS, Scene
from sayso.model import Token

_MANY = frozenset(
    ("people", "police", "personnel", "staff", "crew", "dead", "wounded", "injured", "missing", "accused")
)
_PERSONAL = frozenset(("his", "her", "my", "our", "your", "whose"))
_NEGATING = frozenset(("no", "neither"))
_NO_ONE = frozenset(("nobody", "none", "nothing", "noone"))
_WHOSE = 7
"""How many words behind "of" the name of a body may end: "a branch of the First Delta Savings and Loan Bank"."""
_SUFFIXES = ("er", "or", "ist", "ian", "man", "men", "woman", "women", "ee", "ant")


class Describer:
    """Makes mentions of descriptions."""

    def __init__(self, scene: Scene, evidence: Evidence) -> None:
        self.scene = scene
        self.analysis, self.tokens, self.words, self.lexicon = scene.analysis, scene.tokens, scene.words, scene.lexicon
        self.evidence = evidence

    def described(self, token: Token, first: int) -> Mention | None:
        low = [self.words[i].lower() for i in range(first, token.index + 1)]
        found = self.scene.noun(low, token)
        if found is None:
            return self._by_suffix(token, first)
        size = found[1]
        if token.upos in ("VERB", "ADJ") and token.xpos not in ("NN", "NNS") and not self.scene.has_article(token):
            return None
        noun = found[0]
        if self._is_label(token) or self._is_abstract(token) or self._is_no_one(token) or self._is_toll(token):
            return None
        if " ".join(low[-2:]) in self.lexicon.words["no actors"]:
            return None
        banded = self._banded(token, first, noun)
        if banded is not None:
            return banded
        noun = self._person_rather(token, low, noun)
        if noun.kind in ("group", "organization"):
            return self.body(token, first, first, token.index + 1, noun, low, size)
        return self.nominal(token, first, noun, size)

    def is_denied(self, token: Token) -> bool:
        """ "no group", "neither side", "nobody": there is no one that is meant."""
        words, children = self.words, self.analysis.children[token.index]
        for child in children:
            if words[child].lower() in _NEGATING and self.tokens[child].dep in ("det", "cc:preconj", "advmod"):
                return not any(words[c].lower() in ("nor", "fewer", "less") for c in children)
        return token.word.lower() in _NO_ONE

    def _is_no_one(self, token: Token) -> bool:
        """ "chief of staff"; the bodies of the dead; a building that does nothing."""
        lemma = token.lemma.lower()
        if lemma == "staff":
            return [w.lower() for w in self.words[max(token.index - 2, 0) : token.index]] == ["chief", "of"]
        if lemma == "body":
            return token.xpos == "NNS" and not any(
                self.tokens[c].dep == "amod" for c in self.analysis.children[token.index]
            )
        if lemma not in self.lexicon.words["buildings"]:
            return False
        return not (self.scene.is_agentive(token) or self._is_stormed(token))

    def _is_stormed(self, token: Token) -> bool:
        """Whether a place of soldiers, police or fighters is attacked: who attacks a police post attacks the police."""
        words = [self.words[i].lower() for i in range(max(token.index - 2, 0), token.index)]
        if not self.lexicon.words["posted"].intersection(words):
            return False
        head, case = self.tokens[token.head].lemma.lower(), self.scene.case(token.index)
        if token.dep in ("obj", "nsubj:pass"):
            return head in self.lexicon.words["storming"]
        return case in ("on", "against", "at") and head in self.lexicon.words["storming"]

    def _is_toll(self, token: Token) -> bool:
        """Whether "dead", "wounded" is but what a number counts, not people who speak or act."""
        if token.lemma.lower() not in self.lexicon.words["tolled"] or self.scene.is_agentive(token):
            return False
        head = self.tokens[token.head]
        counted = any(self.tokens[c].dep == "nummod" for c in self.analysis.children[token.index])
        return counted or (token.dep == "nmod" and head.lemma.lower() in ("number", "toll", "count", "total"))

    def _is_abstract(self, token: Token) -> bool:
        """ "their heads", "the party's opposition to the bill": a part of a body, an attitude, no actor."""
        lemma = token.lemma.lower()
        words = self.lexicon.words
        possessor = self.scene.possessor(token)
        several = lemma == "force" and token.xpos == "NNS"  # "its forces" are troops
        if lemma in words["body parts"] and possessor >= 0 and self.tokens[possessor].upos == "PRON" and not several:
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

    def _banded(self, token: Token, first: int, noun: NounClass) -> Mention | None:
        """People told by how they were together: "a group of armed men" is no body, but men."""
        last = self._of_whom(token)
        if noun.name not in ("group", "civilian") or last - 1 == token.index:
            return None
        if token.lemma.lower() not in self.lexicon.words["bands of people"]:
            return None
        who = self.lexicon.noun([self.tokens[last - 1].lemma.lower()])
        if who is None or who[0].kind not in HUMAN:
            return None
        return msgspec.structs.replace(self.nominal(token, first, who[0]), tail=last, plural=True)

    def _person_rather(self, token: Token, low: Sequence[str], noun: NounClass) -> NounClass:
        """The class of people for "neighbours" that are nobody's, and for "his partner, Ana Ruiz"."""
        words, lemma = self.lexicon.words, token.lemma.lower()
        possessor = self.scene.possessor(token)
        personal = possessor >= 0 and self.words[possessor].lower() in _PERSONAL
        local = any(i in self.scene.hits for i in range(self.scene.edges[token.index], token.index))
        owned = local or (possessor >= 0 and not personal)
        next_door = noun.kind == "country" and lemma in words["neighbors"] and not owned
        named = lemma in words["either"] and token.xpos == "NN" and self._is_followed_by_person(token)
        return self.lexicon.classes["civilian"] if next_door or named else noun

    def _is_followed_by_person(self, token: Token) -> bool:
        return any(
            self.tokens[c].dep == "appos" and self.scene.labels.get(c, (0, 0, ""))[2] == "PERSON"
            for c in self.analysis.children[token.index]
        )

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
        return self.nominal(token, first, self.lexicon.classes["civilian"]) if self.evidence.acts(token) else None

    def nominal(self, token: Token, first: int, noun: NounClass, size: int = 1) -> Mention:
        low = token.lemma.lower()
        plural = token.xpos in ("NNS", "NNPS") or low in _MANY
        return Mention(
            first, token.index + 1, token.index, "nominal", first, self._of_what(token), kind=noun.kind,
            sector=noun.sector, country=self.scene.country(first, token.index) or self.scene.country_behind(token), noun=noun.name,
            gender=self.gender(low), plural=plural, introduced=determiner(self.analysis, first, token.index),
            words=(*(self.words[i].lower() for i in range(first, token.index)), low),
            modifiers=self.scene.modifiers(first, max(first, token.index + 1 - size)), possessor=self.scene.possessor(token),
            belongs=self.scene.belongs(token, first, token.index), person=noun.kind in ("person", "people", "unnamed"),
        )  # fmt: skip

    def gender(self, word: str) -> str:
        return self.lexicon.genders.get(word, "")

    def counted(self, token: Token, first: int) -> Mention | None:
        """A bare number or "others" with a verb of harm: people."""
        head = self.tokens[token.head]
        if (
            token.dep not in ("nsubj", "nsubj:pass", "obj", "conj")
            or head.lemma.lower() not in self.lexicon.words["harming"]
        ):
            return None
        if self.scene.labels.get(token.index, (0, 0, ""))[2] in ("DATE", "TIME", "MONEY", "PERCENT"):
            return None
        if any(
            self.scene.case(c) == "of" and self.tokens[c].dep == "nmod" for c in self.analysis.children[token.index]
        ):
            return None  # "20 of them" are some of those told of before, "two of the guards" some of the guards
        made = self.nominal(token, first, self.lexicon.classes["civilian"])
        return msgspec.structs.replace(made, plural=token.word.lower() not in ("one", "1", "another"))

    def body(
        self, token: Token, first: int, start: int, last: int, noun: NounClass, low: Sequence[str], size: int = 1
    ) -> Mention:
        """An organization told by its last noun: "Lebanon's Health Ministry", "Jihad Council"."""
        country = self.scene.country(first, token.index) or self.scene.country_behind(token)
        role = self.lexicon.role(low)
        label = self.scene.labels.get(token.index)
        proper = token.upos == "PROPN" or (label is not None and label[2] == "ORG" and label[1] - label[0] >= 3)
        return Mention(
            first, max(last, token.index + 1), token.index, "name" if proper else "nominal", start if proper else first,
            self._tail(token, noun) if proper else max(self._whose(token), self._tail(token, noun) if country is None else 0),
            kind=noun.kind, sector=noun.sector, country=country, noun=noun.name, role=role,
            plural=token.xpos in ("NNS", "NNPS") and not role and token.lemma.lower() not in self.lexicon.words["bands"],
            introduced=determiner(self.analysis, first, token.index), words=tuple(self.words[start:last]),
            modifiers=self.scene.modifiers(first, max(first, token.index + 1 - size)), possessor=self.scene.possessor(token),
            belongs=self.scene.belongs(token, first, token.index),
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
                known = child in self.scene.hits or self.scene.labels.get(child, (0, 0, ""))[2] in PLACE_LABELS
                if cases and known and self.words[cases[0]].lower() in ("in", "of") and cases[0] == token.index + 1:
                    return child + 1
        return token.index + 1

    def _whose(self, token: Token) -> int:
        """The end of "a branch of the Delta Bank": whose part or seat a body is that has no name of its own."""
        at = token.index + 1
        if token.xpos == "NN" and at < len(self.tokens) and self.words[at].lower() == "of":
            below = (c for c in self.analysis.children[token.index] if at < c <= at + _WHOSE)
            return next((c for c in below if self.tokens[c].dep == "nmod" and self._is_body(c)), token.index) + 1
        return at

    def _is_body(self, index: int) -> bool:
        """Whether a word is a name's last or stands for a body."""
        token = self.tokens[index]
        found = self.scene.noun([token.word.lower()], token) if token.xpos == "NN" else None
        return token.upos == "PROPN" or (found is not None and found[0].kind in ("group", "organization"))

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
