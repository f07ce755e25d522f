"""Mentions: every name, description and pronoun of one report that can refer to an actor, each with what it tells.

Each token is asked once whether a phrase that it heads, or that it modifies another with, is one: `scene` knows the report,
`naming` makes mentions of names and `describing` of descriptions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from sayso.actors.base import Entry, Hit
from sayso.actors.describing import Describer
from sayso.actors.evidence import Evidence
from sayso.actors.mention import PRONOUNS, Mention
from sayso.actors.naming import Namer
from sayso.actors.phrases import INNER, trimmed
from sayso.actors.scene import NAME_LABELS, NO_ACTOR_LABELS, Scene
from sayso.model import Token

_LONGEST_OUTLET = 6
"""Tokens in the name of an outlet in a dateline."""
_RELATIVES = frozenset(("who", "whom", "whose", "which", "that"))


class Finder:
    """Finds the mentions of one report. Linear in its tokens."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.tokens, self.words, self.lexicon = scene.tokens, scene.words, scene.lexicon
        self.evidence = Evidence(scene)
        self.describer = Describer(scene, self.evidence)
        self.namer = Namer(scene, self.evidence, self.describer)
        self.titles, self.senses = self.namer.titles, self.namer.senses
        self.parts_of_places = frozenset(self._parts_of_places())

    def find(self) -> list[Mention]:
        """All mentions, in order of their heads: what a phrase belongs to comes before it."""
        outlets = self._outlets()
        apart = {i for m in outlets for i in range(m.first, m.last)}
        apart |= {
            i for i in self.parts_of_places if (hit := self.scene.hits.get(i)) is None or hit.last - hit.first == 1
        }
        found = [*outlets, *(m for token in self.tokens if token.index not in apart for m in self._of(token))]
        inside = {i for m in found if m.kind == "person" for i in range(m.first, m.core)}
        kept = [
            m for m in found
            if not (m.head in inside and self._is_title_word(m, inside) and (m.entry is None or self._is_rank(m)))
        ]  # fmt: skip
        kept.sort(key=lambda m: (m.head, m.first))
        return kept

    def _of_a_sort(self, token: Token, first: int) -> Mention | None:
        """The group of the base whose name a noun is told behind: "the M23 rebel group"; an armed wing is another one."""
        if token.lemma.lower() not in self.lexicon.words["sorts"] or token.xpos in ("NNS", "NNPS"):
            return None
        at = token.index
        while at > first and self.words[at - 1].lower() in self.lexicon.words["of a sort"]:
            at -= 1
        hit = self.scene.hits.get(at - 1)
        if hit is None or hit.last != at or hit.first < first:
            return None
        entry, sort = self.senses.sense(hit, self.tokens[at - 1])
        if entry is None or entry.kind != "group":
            return None
        return self.namer.known(token, first, hit.first, token.index + 1, entry, sort)

    def _parts_of_places(self) -> Iterator[int]:
        """The words of places' names with hyphens, which describe nobody: no prince is told of in "Port-au-Prince"."""
        starts = self.scene.analysis.starts
        for span in self.scene.placed:
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            if "-" in self.words[first:last]:
                yield from range(first, last)

    def _outlets(self) -> list[Mention]:
        """The outlets in datelines' brackets that the base does not know: "NAIROBI, Sept 2 (Savanna Times) -"."""
        found = []
        for sentence in self.scene.analysis.sentences:
            if sentence.kind != "dateline":
                continue
            tokens = [t for t in self.tokens if t.sentence == sentence.index]
            opened = next((t.index for t in tokens if t.word == "("), None)
            closed = next((t.index for t in tokens if t.word == ")"), None)
            if opened is None or closed is None or not 1 < closed - opened <= _LONGEST_OUTLET:
                continue
            hit = self.scene.hits.get(closed - 1)
            known = hit is not None and (hit.first, hit.last) == (opened + 1, closed)
            dated = any(t.word.isdigit() for t in self.tokens[opened:closed])
            if not known and not dated and self.scene.stretch(opened + 1, closed) not in self.scene.placed:
                found.append(self.namer.outlet(opened + 1, closed))
        return found

    def _is_rank(self, mention: Mention) -> bool:
        """Whether a name of the base is here a title: "DCI", which is also an agency's."""
        found = self.scene.title(mention.first, mention.last)
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
            elif token.xpos == "NNS" and self.titles.is_plural_before_names(token):
                yield self.describer.nominal(
                    token, self.scene.edges[token.index], self.lexicon.nouns[token.lemma.lower()]
                )
            elif token.index in self.scene.hits or token.index in self.scene.labels or self._does(token):
                yield from self._embedded(token)
        elif self.words[token.index] in self.scene.surnames and token.upos in (
            "ADV",
            "INTJ",
            "PUNCT",
            "ADP",
            "AUX",
            "PART",
        ):
            made = self.namer.named(token, token.index, None, (token.index, token.index + 1, "PERSON"))
            if made is not None:  # a surname that the parser took for no name
                yield made

    def _is_within_name(self, token: Token) -> bool:
        """Whether a coordinated word is but a part of the name that its head has: "Customs" of "HM Revenue and Customs"."""
        first, last, label = self.scene.labels.get(token.index, (0, 0, ""))
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
        first = trimmed(self.tokens, self.scene.edges[token.index], token.index)
        if self.describer.is_denied(token):
            return None
        hit, label = self.scene.hits.get(token.index), self.scene.labels.get(token.index)
        if label is not None and label[2] in NO_ACTOR_LABELS and hit is None and token.upos in ("PROPN", "NUM"):
            if token.upos != "PROPN":
                return self.describer.counted(token, first)
            if self.words[token.index] in self.scene.surnames and label[1] - label[0] == 1:
                return self.namer.named(token, first, None, (label[0], label[1], "PERSON"))
            if label[2] not in ("WORK_OF_ART", "PRODUCT") or self.evidence.told_by_noun(token, first, label[0]) is None:
                return None
            return self.namer.named(token, first, None, (label[0], label[1], "ORG"))
        capital = self.words[token.index][:1].isupper()
        if hit is not None or token.upos == "PROPN" or (label is not None and label[2] in NAME_LABELS and capital):
            made = self.namer.named(token, first, hit, label)
            if made is not None:
                return made
        if token.index in self.parts_of_places:
            return None
        if (known := self._of_a_sort(token, first)) is not None:
            return known
        if token.upos in ("NUM", "DET", "PRON") or (
            token.upos == "ADJ" and token.lemma in ("many", "several", "other")
        ):
            return self.describer.counted(token, first)
        return self.describer.described(token, first)

    def _embedded(self, token: Token) -> Iterator[Mention]:
        """A name that is a modifier: "Hezbollah" in "Hezbollah leader", "Israeli" in "Israeli strikes"."""
        hit, label = self.scene.hits.get(token.index), self.scene.labels.get(token.index)
        if hit is None and self._does(token):
            yield from self._embedded_noun(token)
        elif hit is not None:
            if hit.last - 1 == token.index:
                yield from self._embedded_hit(hit, token)
        elif label is not None and label[1] - 1 == token.index and label[2] in ("PERSON", "ORG"):
            head = self.tokens[token.head]
            outside = not (label[0] <= head.index < label[1]) and token.upos == "PROPN" and head.upos != "PROPN"
            alias = label[1] < len(self.words) and self.words[label[1]].lower() in ("alias", "aka", "@")
            outside = outside or (alias and label[2] == "PERSON" and not label[0] <= head.index < label[1])
            if outside and not (label[1] - label[0] <= 2 and self.scene.is_where(token)):
                start = self.titles.past_titles(label[0], label[1])
                made = self.namer.unknown(token, start, start, label[1], label[2])
                if made is not None:
                    yield made

    def _does(self, token: Token) -> bool:
        """Whether a noun before another may say whose deed or means that is: "police firing", "army shells"."""
        proper = token.upos == "PROPN" and self.tokens[token.head].upos == "PROPN"
        doing = token.dep == "compound" and self._modifying(token) != ""
        return doing and not (proper and token.sentence not in self.scene.uppers)

    def _modifying(self, token: Token) -> str:
        """The noun, or the two ("coast guard"), that say whose deed it is; "" for none."""
        lemma, doers = token.lemma.lower(), self.lexicon.words["acting modifiers"]
        both = f"{self.words[token.index - 1].lower()} {lemma}" if token.index else lemma
        return both if both in doers else lemma if lemma in doers else ""

    def _embedded_noun(self, token: Token) -> Iterator[Mention]:
        """ "coalition" in "a coalition air strike": who does what the noun names."""
        if self.tokens[token.head].lemma.lower() in self.lexicon.nouns or token.upos not in ("NOUN", "PROPN"):
            return
        first = self.scene.edges[token.head]
        low = self._modifying(token).split()
        start = token.index + 1 - len(low)
        found = self.scene.noun(low, token)
        if found is not None and first <= start:
            made = self.describer.body if found[0].kind in ("group", "organization") else None
            if made is not None:
                yield msgspec.structs.replace(
                    made(token, start, start, token.index + 1, found[0], low), form="nominal", introduced="the",
                    country=self.scene.country(first, token.index), core=start,
                )  # fmt: skip

    def _embedded_hit(self, hit: Hit, token: Token) -> Iterator[Mention]:
        adjectives = [s for s in hit.entries if s[1] == "adjective"]
        others = [s for s in hit.entries if s[1] in ("name", "alias")]
        if not others and token.index in self.scene.glued:  # "Moscow-backed"
            others = [s for s in hit.entries if s[1] == "seat"]
        head = self.tokens[token.head]
        if hit.first <= head.index < hit.last:
            return
        if adjectives and not others:
            if token.index in self.scene.glued or (
                head.upos in ("NOUN", "PROPN") and head.lemma.lower() not in self.lexicon.nouns
            ):
                yield self.namer.known(token, hit.first, hit.first, hit.last, *adjectives[0])
        elif others:
            covering = self.scene.labels.get(token.index)
            if covering is not None and covering[1] > hit.last and self._is_swallowed(others[0][0], covering[2]):
                return
            entry, sort = self.senses.chosen(others, hit)
            if entry is not None:
                yield self.namer.known(token, hit.first, hit.first, hit.last, entry, sort)

    def _is_swallowed(self, entry: Entry, label: str) -> bool:
        """Whether a known name is but a word of a longer one: "Kenyatta National Hospital", "Independent Oversight Body"."""
        return label in ("PERSON", "FAC") or (
            label == "ORG" and (entry.kind == "person" or entry.sector in ("JRN", "BUS"))
        )
