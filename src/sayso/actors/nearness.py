"""How near an actor is: in sentences and mentions, and as the subject of the clause or of the one that governs it."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.clusters import Cluster, Register
from sayso.actors.mention import Mention
from sayso.actors.scene import Scene
from sayso.actors.weights import WEIGHTS
from sayso.model import Token

WINDOW = 40
"""How many mentions back a description or pronoun is looked for."""
SUBJECT = frozenset(("nsubj", "nsubj:pass"))
"""Relations of subjects."""
_HIDDEN = frozenset(("compound", "amod", "obl:npmod"))


class Nearness:
    """Measures how near the actors of a register are."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention], register: Register) -> None:
        self.scene = scene
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.register, self.at_head = register, register.at_head
        self.told_by = self._steps()

    def _steps(self) -> list[int]:
        """For each sentence how many of the reporter's own stand up to it: one that is all quotation is none."""
        steps, count = [], 0
        for sentence in self.scene.analysis.sentences:
            own = (t for t in self.tokens[sentence.first : sentence.last] if t.upos not in ("PUNCT", "SPACE"))
            count += any(not self.scene.quoted[t.index] for t in own)
            steps.append(count)
        return steps

    def apart(self, one: int, other: int) -> int:
        """How many sentences lie from token `one` to the later `other`, without quoted ones between for who isn't quoted."""
        first, last = self.tokens[one].sentence, self.tokens[other].sentence
        if self.scene.quoted[other]:
            return last - first
        return min(last - first, max(self.told_by[last] - self.told_by[first], 0))

    def lately(self, index: int, mention: Mention, reach: int) -> list[Cluster]:
        """The clusters mentioned within reach, the latest first."""
        seen: dict[Cluster, None] = {}
        of, lists, sentence = self.register.of, self.register.lists, self.tokens[mention.head].sentence
        for other in range(index - 1, max(index - WINDOW, 0) - 1, -1):
            head = self.mentions[other].head
            if sentence - self.tokens[head].sentence > reach and self.apart(head, mention.head) > reach:
                break
            if mention.plural and other in lists:
                seen[lists[other]] = None
            if other in of:
                seen[of[other]] = None
        return list(seen)

    def nearness(self, index: int, mention: Mention, cluster: Cluster, step: str) -> float:
        last = self.mentions[cluster.last]
        token, other = self.tokens[mention.head], self.tokens[last.head]
        score = WEIGHTS[step] * self.apart(other.index, token.index)
        score += WEIGHTS["mention"] * min(index - cluster.last, 10)
        score += WEIGHTS["subject"] if other.dep in SUBJECT else 0.0
        score += WEIGHTS["hidden"] if other.dep in _HIDDEN and mention.form == "pronoun" else 0.0
        return score + WEIGHTS["often"] * min(len(cluster.mentions), 5)

    def is_aside(self, head: int, other: int) -> bool:
        """Whether the first token stands in a relative clause of a sentence that the other one is in, outside the clause."""
        if self.tokens[head].sentence != self.tokens[other].sentence:
            return False
        clause = self._relative(head)
        return clause >= 0 and clause not in self._above(other)

    def _relative(self, head: int) -> int:
        return next((at for at in self._above(head) if self.tokens[at].dep == "acl:relcl"), -1)

    def _above(self, token: int) -> list[int]:
        """The token and what governs it, from the nearest."""
        found = [token]
        while self.tokens[token].head != token and len(found) < 12:
            token = self.tokens[token].head
            found.append(token)
        return found

    def governing(self, head: int) -> Cluster | None:
        """The speaker of the clause that the pronoun's verb completes."""
        verb = self.tokens[self.tokens[head].head]
        if self._is_called(verb):
            return None
        for _ in range(4):
            if verb.dep in ("ccomp", "xcomp", "conj", "advcl") and verb.head != verb.index:
                above = self.tokens[verb.head]
                if verb.dep == "ccomp":
                    return self._subject_of(above.index)
                verb = above
            else:
                break
        return None

    def _is_called(self, predicate: Token) -> bool:
        """Whether a clause has no verb, so that its subject is the object of the verb above: "declared it a threat"."""
        verbless = predicate.dep in ("ccomp", "xcomp") and predicate.upos in ("NOUN", "PROPN", "ADJ")
        return verbless and not any(
            self.tokens[c].dep in ("cop", "aux", "mark") for c in self.children[predicate.index]
        )

    def clause_subject(self, head: int) -> Cluster | None:
        """The subject of the clause the pronoun stands in, if the pronoun is not that subject."""
        at = head
        for _ in range(8):
            token = self.tokens[at]
            if token.dep in SUBJECT and not self._is_called(self.tokens[token.head]):
                return None
            if token.upos in ("VERB", "AUX") and at != head:
                found = self._subject_of(at)
                if found is not None or token.dep not in ("xcomp", "conj"):
                    return found
            if token.head == at:
                return None
            at = token.head
        return None

    def _subject_of(self, verb: int) -> Cluster | None:
        for child in self.children[verb]:
            if self.tokens[child].dep in SUBJECT:
                index = self.at_head.get(child)
                return self.register.of.get(index) if index is not None else None
        return None
