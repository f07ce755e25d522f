"""Mentions that syntax and typography equate: appositions, brackets, "also known as", "X is a Y"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sayso.actors.mention import Mention
from sayso.actors.scene import BODY, HUMAN, NAMES, Scene

_NAMING = frozenset(
    ("know", "nickname", "alias", "aka", "a.k.a", "abbreviate", "dub", "name", "identify", "call", "style")
)
_NAMING_WORDS = frozenset(
    (
        "the",
        "by",
        "its",
        "acronym",
        "as",
        "simply",
        "initials",
        "police",
        "authorities",
        "itself",
        "themselves",
        "himself",
        "herself",
    )
)


_OTHERWISE = frozenset(("alias", "aka", "a.k.a", "a.k.a.", "@", "known", "nicknamed", "dubbed"))
_QUOTES = frozenset(('"', "''", "``", "“", "”", "'", "‘", "’", "the"))


UNITS = frozenset((
    "army", "corps", "division", "brigade", "regiment", "battalion", "district", "command", "fleet", "group", "force", "forces",
))  # fmt: skip
"""Last words of what a unit is part of, in a bracket behind it: "30th Brigade (5th Army Corps)"."""


class Structure:
    """Finds what stands side by side."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.datelines = {s.index for s in scene.analysis.sentences if s.kind == "dateline"}
        self.at_head = {m.head: i for i, m in enumerate(mentions)}
        self.aliased: set[int] = set()
        """Names that the report itself gives as another name of the same person."""

    def bound(self) -> dict[int, int]:
        """Mentions that the sentence's structure gives the same referent: the later index to the earlier one."""
        bound: dict[int, int] = {}
        for index, mention in enumerate(self.mentions):
            alias = self._alias(mention)
            if alias is not None and alias < index:
                bound[index] = alias
                self.aliased.add(index)
                continue
            for other in self._told(mention):
                if other is not None and other != index and self._agree(mention, self.mentions[other]):
                    bound[max(index, other)] = min(index, other)
                    break
        return bound

    def _told(self, mention: Mention) -> Iterator[int | None]:
        """The mentions that structure may equate with this one, the surest first; in a dateline nothing is equated."""
        if self.tokens[mention.head].sentence in self.datelines:
            return
        yield self._body_before(mention)
        yield self._appositive(mention)
        yield self._bracketed(mention)
        if mention.form == "name":
            yield self._past_bracket(mention)
            yield self._directly_before(mention)
            yield self._right_before(mention)
            yield self._also_named(mention)
            yield self._body_beside(mention)
        if mention.form != "pronoun":
            yield self._beside(mention)
        if mention.form == "nominal":
            yield self._predicated(mention)
            yield self._banded(mention)

    def _directly_before(self, mention: Mention) -> int | None:
        """The post right before a name with a title of its own: "the union's chief Sister X"."""
        index = self._ending_at(mention.first) if mention.kind == "person" else None
        other = self.mentions[index] if index is not None else None
        if other is None or other.form != "nominal" or other.plural or other.last != mention.first:
            return None
        return index if other.kind in HUMAN and self.tokens[other.head].upos == "NOUN" else None

    def _past_bracket(self, mention: Mention) -> int | None:
        """ "Superintendent of Police (SP)" before a name."""
        at = mention.first - 1
        if mention.kind != "person" or at < 3 or self.tokens[at].word != ")":
            return None
        opening = next((i for i in range(at - 1, at - 4, -1) if i > 0 and self.tokens[i].word == "("), 0)
        return self._post_before(opening) if opening else None

    def _right_before(self, mention: Mention) -> int | None:
        """ "the West African bloc" before "ECOWAS", without a comma, however that was parsed."""
        index = self._ending_at(mention.first) if mention.kind in BODY else None
        other = self.mentions[index] if index is not None else None
        if other is None or other.form != "nominal" or other.introduced != "the" or other.last != mention.first:
            return None
        return index if other.kind in BODY and other.head == other.last - 1 and not other.plural else None

    def _alias(self, mention: Mention) -> int | None:
        """Whose other name it is: "Toofan" of "Gul Zaman alias Toofan", "El Negro" of 'Ana Ruiz, also known as "El Negro"'."""
        at = mention.core - 1
        while at > 0 and self.tokens[at].word in _QUOTES:
            at -= 1
        if mention.form != "name" or mention.entry is not None or at < 1:
            return None
        if self.tokens[at].word.lower() == "as" and self.tokens[at - 1].word.lower() == "known":
            at -= 1
        if self.tokens[at].word.lower() not in _OTHERWISE:
            return None
        while at > 0 and (
            self.tokens[at - 1].upos in ("ADV", "PUNCT") or self.tokens[at - 1].word.lower() in _OTHERWISE
        ):
            at -= 1
        index = self._ending_at(at)
        other = self.mentions[index] if index is not None else None
        return index if other is not None and other.kind == "person" and other.form == "name" else None

    def _also_named(self, mention: Mention) -> int | None:
        """ "Y" of "X, also known as Y,"."""
        at = mention.first - 1
        while at > 0 and (self.tokens[at].word.lower() in _NAMING_WORDS or self.tokens[at].upos in ("ADV", "ADJ")):
            at -= 1
        lemma = self.tokens[at].lemma.lower()
        if self.tokens[min(mention.last, len(self.tokens) - 1)].lemma.lower() in NAMES:
            return None  # the language of the acronym
        if at < 1 or lemma not in _NAMING or (lemma in ("name", "identify", "call") and not self._is_naming(at)):
            return None
        while at > 0 and self.tokens[at - 1].upos in ("ADV", "PUNCT", "AUX", "PRON", "VERB"):
            at -= 1
        return self._ending_at(at)

    def _is_naming(self, verb: int) -> bool:
        """Whether it is a participle behind what it names: "X, named Y", "a body calling itself Y"."""
        token = self.tokens[verb]
        return token.xpos == "VBN" or (
            token.xpos == "VBG" and self.tokens[verb + 1].word.lower().startswith(("itsel", "themsel"))
        )

    def waits(self, early: int, late: int) -> bool:
        """Whether a description is told who it is by the name right after it ("the party's leader, Ana Ruiz")."""
        one, other = self.mentions[early], self.mentions[late]
        return one.form == "nominal" and other.form == "name" and other.first - one.last <= 4

    def _appositive(self, mention: Mention) -> int | None:
        token = self.tokens[mention.head]
        if token.dep == "conj" and mention.form == "nominal" and self.tokens[token.head].dep == "appos":
            token = self.tokens[token.head]
        if token.dep != "appos" or self._is_unit_in_bracket(mention):
            return None
        other = self.at_head.get(token.head)
        listed = any(self.tokens[c].dep == "conj" for c in self.children[mention.head])
        if other is None or (listed and mention.form == "name") or self.tokens[token.head].sentence != token.sentence:
            return None
        return other

    def _beside(self, mention: Mention) -> int | None:
        """A person named and described side by side, however that was parsed: "Ana Ruiz, head of Y" and "Head of Y, Ana
        Ruiz,".
        """
        comma = mention.first - 1
        if mention.introduced in ("a", "an", "the"):
            comma -= 1
        if not mention.person or mention.plural or comma < 1 or self.tokens[comma].word != ",":
            return None
        if comma > 2 and self.tokens[comma - 2].word == "," and self.tokens[comma - 1].word.isdigit():
            comma -= 2  # "X, 54, a former deputy"
        if mention.form == "nominal" and mention.introduced in ("", "a", "an"):
            index = self._ending_at(comma)
            other = self.mentions[index] if index is not None else None
            if other is not None and other.kind == "person" and other.form == "name" and other.last == comma:
                aged = self.tokens[comma + 1].word.isdigit()
                return index if aged or self._has_phrase(mention) else None
        index = self._post_before(comma) if mention.form == "name" and mention.kind == "person" else None
        listed = mention.last < len(self.tokens) and self.tokens[mention.last].word.lower() in ("and", "or")
        return index if index is None or not listed or self.mentions[index].introduced not in ("a", "an") else None

    def _body_beside(self, mention: Mention) -> int | None:
        """ "a coalition of nurses, the Ward Watch,": a body described and then named, where the parser saw no apposition."""
        comma = mention.first - (2 if mention.introduced == "the" else 1)
        if mention.kind not in BODY or mention.introduced not in ("", "the") or comma < 1:
            return None
        index = self._ending_at(comma) if self.tokens[comma].word == "," else None
        other = self.mentions[index] if index is not None else None
        closed = mention.last < len(self.tokens) and self.tokens[mention.last].word in (",", "-", "--", ".")
        if other is None or other.form != "nominal" or other.introduced not in ("a", "an") or other.plural:
            return None
        return index if closed and other.kind in BODY else None

    def _body_before(self, mention: Mention) -> int | None:
        """ "Fighters of the Red Spear, *a group* allied with ...": the body right before the comma, where the apposition was hung
        on those who are of it."""
        comma, token = mention.first - 2, self.tokens[mention.head]
        if mention.form != "nominal" or mention.introduced not in ("a", "an") or mention.kind not in BODY or comma < 1:
            return None
        if token.dep != "appos" or self.tokens[comma].word != "," or mention.plural:
            return None
        index = self._ending_at(comma)
        other = self.mentions[index] if index is not None else None
        return (
            index if other is not None and other.form == "name" and other.kind in BODY and other.last == comma else None
        )

    def _has_phrase(self, mention: Mention) -> bool:
        """Whether "of ...", "for ..." follows, as after a post."""
        after = mention.last
        return after < len(self.tokens) and self.tokens[after].word.lower() in ("of", "for", "at", "in", "to")

    def _post_before(self, comma: int) -> int | None:
        """The singular description that reaches, with its "of ...", up to the comma and begins its clause."""
        closed = comma  # what stands in a bracket right before the comma is passed over: "head of the agency (ABC), X"
        if comma > 3 and self.tokens[comma - 1].word == ")":
            closed = next((i for i in range(comma - 2, comma - 6, -1) if i > 0 and self.tokens[i].word == "("), comma)
        for head in range(closed - 1, max(comma - 10, -1), -1):
            token = self.tokens[head]
            if token.upos in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ"):
                return None
            index = self.at_head.get(head)
            found = self.mentions[index] if index is not None else None
            if found is None or found.form != "nominal" or found.kind not in HUMAN or found.plural:
                continue
            begins = found.first - (1 if found.introduced in ("the", "poss", "a", "an") and found.first else 0)
            before = self.tokens[begins - 1] if begins else None
            opened = (
                before is None
                or before.upos in ("PUNCT", "SCONJ", "VERB", "CCONJ")
                or before.sentence != token.sentence
            )
            reaches = head == comma - 1 or self.tokens[head + 1].upos == "ADP"
            opened = opened or (found.introduced in ("the", "poss") and before is not None and before.upos == "ADP")
            certain = found.introduced not in ("a", "an") or self._for_body(head, comma)
            return index if opened and reaches and certain else None
        return None

    def _for_body(self, head: int, comma: int) -> bool:
        """Whether it is a post at a body that is named or described right before the comma: "a spokesman for the army, X"."""
        index = self.at_head.get(comma - 1)
        body = index is not None and self.mentions[index].kind in BODY
        return body and head + 1 < comma and self.tokens[head + 1].word.lower() in ("for", "of", "at")

    def _bracketed(self, mention: Mention) -> int | None:
        """ABC of "Alliance for a Better Coast (ABC)"."""
        first = mention.first
        if (
            mention.form != "name"
            or first < 2
            or self.tokens[first - 1].word not in ("(", "[")
            or mention.last - first > 3
            or self._is_unit_in_bracket(mention)
        ):
            return None
        return self._ending_at(first - 1)

    def _is_unit_in_bracket(self, mention: Mention) -> bool:
        """Whether it is what the unit before its bracket is part of: "30th Brigade (5th Army Corps)"."""
        bracketed = mention.first > 1 and self.tokens[mention.first - 1].word in ("(", "[")
        longer = mention.last - mention.first > 1
        return bracketed and longer and self.tokens[mention.last - 1].lemma.lower() in UNITS

    def _ending_at(self, token: int) -> int | None:
        for head in range(token - 1, max(token - 4, -1), -1):
            index = self.at_head.get(head)
            if index is not None and max(self.mentions[index].tail, self.mentions[index].last) >= token:
                return index
        return None

    def _predicated(self, mention: Mention) -> int | None:
        """The subject of "X is a Y"."""
        children = self.children[mention.head]
        if not any(self.tokens[c].dep == "cop" for c in children):
            return None
        if (
            any(self.tokens[c].lemma.lower() in ("not", "never", "no", "n't") for c in children)
            or mention.introduced == "no"
        ):
            return None
        subject = next((c for c in children if self.tokens[c].dep == "nsubj"), None)
        return self.at_head.get(subject) if subject is not None else None

    def _banded(self, mention: Mention) -> int | None:
        """ "a group" of "a group of armed men", for the men."""
        token = self.tokens[mention.head]
        other = self.at_head.get(token.head) if token.dep == "nmod" else None
        band = other is not None and self.mentions[other].form == "nominal" and self.mentions[other].tail > mention.head
        return other if band and mention.plural and self.mentions[other or 0].noun == mention.noun else None

    def _agree(self, one: Mention, other: Mention) -> bool:
        if "pronoun" in (one.form, other.form):
            return True
        if one.plural != other.plural and not (one.kind in BODY or other.kind in BODY):
            return False
        if (one.kind in HUMAN) != (other.kind in HUMAN):
            return False
        if one.entry is not None and other.entry is not None and one.entry is not other.entry:
            return False
        both_named = one.form == other.form == "name" and one.kind == "person" == other.kind
        return not both_named or bool(set(one.words) & set(other.words))
