"""Which entry of the base a name means, if any: namesakes, capitals that stand for governments, nationalities."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.base import Entry, Form, Hit, folded
from sayso.actors.scene import PARTICLES, Scene
from sayso.model import Token

_BETWEEN = frozenset(("between", "with", "against", "by", "among", "and", "than"))


class Senses:
    """Chooses among the entries that go by a name."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.analysis, self.tokens, self.words, self.lexicon = scene.analysis, scene.tokens, scene.words, scene.lexicon

    def sense(self, hit: Hit, token: Token) -> tuple[Entry | None, Form | None]:
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
        return self.chosen(senses, hit)

    def chosen(self, senses: Sequence[tuple[Entry, Form]], hit: Hit) -> tuple[Entry | None, Form | None]:
        """Among namesakes the one of a country the report speaks of. Short acronyms need such support, or none is meant."""
        local = [s for s in senses if s[0].country in self.scene.countries]
        if not local and self.scene.countries and all(self._is_common(s[0], hit) for s in senses):
            return None, None
        if len(local) == 1 or (local and len(senses) > 1):
            return local[0]
        word = self.words[hit.first] if hit.last - hit.first == 1 else ""
        if word in self.lexicon.words["no bodies"] and not local:
            return None, None
        short = bool(word) and word.isupper() and word.isalpha() and len(word) <= 3 and senses[0][0].kind != "country"
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
        cases = self.scene.cases(token.index)
        if cases & {"of", "to"} and head.lemma.lower() in self.lexicon.words["counterparts"]:
            return True
        if token.dep in ("obj", "iobj"):
            return not cases and verb not in self.lexicon.words["locating"]
        return bool(cases & _BETWEEN)

    def _is_state_matter(self, head: Token) -> bool:
        low = head.lemma.lower()
        return low in self.lexicon.nouns or low in self.lexicon.words["state_matters"]

    def is_foreign(self, entry: Entry, first: int, start: int) -> bool:
        """Whether the words before a name give it to another country than the base knows it in."""
        country = self.scene.country(first, start)
        return country is not None and country != entry.country

    def is_more(self, hit: Hit, start: int, last: int) -> bool:
        """Whether the candidate name says more than the base's: "Hamas Health Ministry" is not Hamas, and a person of
        another first name is a namesake.
        """
        rest = [i for i in range(start, last) if not hit.first <= i < hit.last]
        named = [
            i
            for i in rest
            if self.tokens[i].upos == "PROPN" and self.words[i] != "-" and not self.scene.title(i, i + 1)
        ]
        entry = hit.entries[0][0]
        if entry.kind == "person":
            own = {folded(word) for word in entry.name.replace("-", " ").split()}
            named = [i for i in named if self.words[i] not in own and self.words[i].lower() not in PARTICLES]
        return bool(named) and last > hit.first

    def is_surname(self, hit: Hit, token: Token) -> bool:
        """Whether the word for a people is here somebody's last name."""
        people = all(form == "people" for _, form in hit.entries)
        return (
            people
            and hit.last - hit.first == 1
            and token.xpos == "NNP"
            and self.words[hit.first] in self.scene.surnames
        )
