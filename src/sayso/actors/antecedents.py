"""Whom a description or a pronoun means: the best of the actors mentioned lately, by the table of weights."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.clusters import Cluster, Register
from sayso.actors.mention import Mention
from sayso.actors.nearness import SUBJECT, Nearness
from sayso.actors.scene import BODY, HUMAN, Scene
from sayso.actors.weights import NEEDED, REACH, WEIGHTS
from sayso.model import Token

RECENT = 4
"""How many of an actor's last mentions are asked whether they spoke."""
LEADING = frozenset(("leader", "head", "chief", "commander", "founder", "member", "official", "spokesman", "deputy"))
"""Who is harmed by others than those they lead."""
QUOTED = 80
"""How many words of a quotation before "he said" are asked whom they name."""
_COUNTING = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}
_DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
_ARMED = frozenset(("fighter", "attacker", "armed_group", "gang", "soldier"))
"""Classes of nouns for those who are likelier to shoot than officials and witnesses are."""
_VICTIMS = frozenset(("victim", "casualty", "survivor", "hostage", "deceased", "dead", "wounded"))
_SPECIAL = frozenset(
    ("court", "military", "police", "parliament", "government", "school", "hospital", "church", "country")
)
"""Classes of nouns too special for a named body of which nothing is known."""


class Descriptions:
    """Finds whom descriptions mean."""

    def __init__(self, scene: Scene, register: Register, nearness: Nearness) -> None:
        self.scene = scene
        self.tokens = scene.tokens
        self.register, self.nearness = register, nearness

    def nominal(self, index: int, mention: Mention) -> Cluster | None:
        if mention.role and mention.country:
            found = self.register.by_key.get(("role", mention.country, mention.role))
            return found if found is not None else self.register.new()
        if mention.introduced in _DEFINITE or (
            mention.introduced == "poss" and not mention.plural and not self._is_mine(mention)
        ):
            return self._best(index, mention) or self.register.new()
        if mention.introduced == "" and mention.plural and mention.kind in HUMAN:
            return self.register.by_key.get(("bare", *mention.words)) or self.register.new()
        return self.register.new()

    def _is_mine(self, mention: Mention) -> bool:
        return mention.possessor >= 0 and self.tokens[mention.possessor].word.lower() in ("my", "our", "your", "one")

    def _best(self, index: int, mention: Mention) -> Cluster | None:
        best, chosen = NEEDED["nominal"], None
        object_of = self.tokens[mention.head].dep in ("obj", "iobj", "obl")
        subject = self.nearness.clause_subject(mention.head) if object_of else None
        for cluster in self.nearness.lately(index, mention, REACH["nominal"]):
            score = self._nominal_score(index, mention, cluster) if cluster is not subject else None
            if score is not None and score > best:
                best, chosen = score, cluster
        return chosen

    def _nominal_score(self, index: int, mention: Mention, cluster: Cluster) -> float | None:
        if cluster.listed:
            counted = self._counts(mention, cluster)
            return (
                WEIGHTS["counted"] + self.nearness.nearness(index, mention, cluster, "far sentence")
                if counted
                else None
            )
        if not self._can_describe(mention, cluster):
            return None
        head = self.register.noun_head(mention)
        classes = self.scene.lexicon.classes
        joins = classes[mention.noun].joins if mention.noun in classes else frozenset()
        if head in cluster.heads:
            score = WEIGHTS["same noun"]
        elif mention.noun in cluster.nouns and self._is_loose(mention, head):
            score = WEIGHTS["same class"]
        elif self._may_stand_for(mention, head, joins, cluster) or self._went_before(mention, cluster):
            score = WEIGHTS["joined class"]
        else:
            return None
        if head not in cluster.heads and self._is_a_body_of_its_own(mention, head, cluster):
            return None
        if mention.country and mention.country == cluster.country:
            score += WEIGHTS["same country"]
        extra = mention.modifiers - cluster.modifiers - self._country_words(mention)
        score += WEIGHTS["shared modifier"] * min(len(mention.modifiers & cluster.modifiers), 2)
        score += WEIGHTS["new modifier"] * min(len(extra), 3)
        score += WEIGHTS["named"] if cluster.named else 0.0
        score += WEIGHTS["about"] * min(len(cluster.mentions), 5) if mention.noun == "country" else 0.0
        civil = head in self.scene.lexicon.words["civil bodies"] and head not in cluster.heads
        score += WEIGHTS["civil"] if civil and "armed_group" in cluster.nouns else 0.0
        posted = cluster.kind == "person" and cluster.named and head in cluster.heads
        if posted and mention.noun in ("leader", "lawyer", "commander"):
            score += WEIGHTS["post"]
        return score + self.nearness.nearness(index, mention, cluster, "far sentence")

    def _went_before(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether someone known by name alone was the subject a sentence before, and a post or a trade now says who that is:
        "Gustavo Petro suspended talks. The Colombian president ...", "Rappler appealed. The news site ...".
        """
        last = self.register.mentions[cluster.last]
        if not cluster.named or self.nearness.apart(last.head, mention.head) > 1 or last.form == "pronoun":
            return False
        if (
            self.tokens[last.head].dep not in SUBJECT
            or self.tokens[last.head].sentence == self.tokens[mention.head].sentence
        ):
            return False
        if cluster.kind == "person":
            told = cluster.heads & self.scene.lexicon.nouns.keys()
            known = cluster.entry is not None and cluster.entry.country is not None
            return known and not told and mention.noun in ("leader", "commander") and mention.introduced == "the"
        same_role = mention.role != "" and mention.role == cluster.role
        return same_role or (mention.noun == "outlet" and "outlet" in cluster.nouns)

    def _counts(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether "the two countries", "both sides" counts just the actors of a list, and calls them what they are."""
        children = self.register.children[mention.head]
        low = [self.tokens[c].word.lower() for c in children if c < mention.head] + [mention.introduced]
        if not any(_COUNTING.get(word) == len(cluster.members) for word in low):
            return False
        kinds = {self.register.clusters[m].kind for m in cluster.members}
        if self.register.noun_head(mention) in (
            "side",
            "party",
            "neighbor",
            "neighbour",
            "rival",
            "foe",
            "ally",
            "adversary",
        ):
            return kinds <= BODY
        if mention.kind in ("country", "organization", "group"):
            return kinds == {mention.kind} or (mention.noun == "government" and kinds == {"country"})
        return mention.kind in HUMAN and kinds == {"person"}

    def _is_a_body_of_its_own(self, mention: Mention, head: str, cluster: Cluster) -> bool:
        """Whether a noun is too special to mean a named body: "the port authority" is not the Red Cross, nor "the authorities"."""
        if self.tokens[mention.head].word.lower() == "authorities":
            return cluster.named and "government" not in cluster.nouns
        own = mention.modifiers - cluster.modifiers - self._country_words(mention)
        return cluster.named and mention.kind == "organization" and bool(own)

    def _may_stand_for(self, mention: Mention, head: str, joins: frozenset[str], cluster: Cluster) -> bool:
        """Whether a general noun stands for a special actor: "the group" for a militia, "the man" for anyone."""
        general = head in self.scene.lexicon.words["general"]
        if cluster.kind == "person":
            anyone = "person" in joins and cluster.named
            return general and (bool(joins & cluster.nouns) or anyone or not cluster.nouns)
        if not joins & cluster.nouns or head in self.scene.lexicon.words["unique"]:
            return False
        if mention.noun in ("group", "organization", "armed_group", "alliance"):
            return general or cluster.entry is None or mention.noun != "armed_group"
        named_for = mention.noun == "ministry" and len(mention.words) > 1  # "the interior ministry" is no hospital
        return general or (cluster.nouns == {"body"} and mention.noun not in _SPECIAL and not named_for)

    def _is_loose(self, mention: Mention, head: str) -> bool:
        """Whether a noun can stand for any other of its class: hostages are no residents, but both are people."""
        words = self.scene.lexicon.words
        return mention.noun not in words["broad"] or head in words["general"]

    def _country_words(self, mention: Mention) -> set[str]:
        found = set()
        for at in range(mention.first, mention.head):
            hit = self.scene.hits.get(at)
            if hit is not None and hit.entries[0][0].kind in ("country", "people"):
                found.add(self.scene.words[at].lower())
        return found

    def _can_describe(self, mention: Mention, cluster: Cluster) -> bool:
        if mention.first <= self.register.mentions[cluster.last].head < mention.head:
            return False  # "the al Qaeda-linked group" is another one
        if mention.country and cluster.country and mention.country != cluster.country:
            return False
        human = cluster.kind in HUMAN
        if human != (mention.kind in HUMAN):
            return False
        if human and cluster.plural is not None and cluster.plural != mention.plural:
            return False
        if self._is_victim(mention) and (cluster.harms or not (cluster.harmed or cluster.heads & _VICTIMS)):
            return False
        if not human and mention.plural != bool(cluster.plural) and (mention.plural or not cluster.named):
            return False
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if cluster.kind == "country" and mention.kind != "country" and mention.noun != "government":
            return False
        if not human and mention.introduced == "poss" and self.register.noun_head(mention) not in cluster.heads:
            return False
        return self._same_owner(mention, cluster)

    def _is_victim(self, mention: Mention) -> bool:
        """Whether the description says that harm was done to someone."""
        return self.register.noun_head(mention) in _VICTIMS

    def _same_owner(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether what the description belongs to ("Hamas" in "the Hamas leader") is not at odds with the cluster's."""
        owners = self._owners(mention)
        if not owners:
            return True
        if cluster.number in owners:
            return False
        held = {o for i in cluster.belongs if (o := self.register.owner(i)) is not None}
        return bool(owners & held) or (not held and self._went_before(mention, cluster))

    def _owners(self, mention: Mention) -> set[int]:
        parts = (*mention.belongs, mention.possessor) if mention.possessor >= 0 else mention.belongs
        return {o for i in parts if (o := self.register.owner(i)) is not None}


class Pronouns:
    """Finds whom pronouns mean."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention], register: Register, nearness: Nearness) -> None:
        self.scene = scene
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.register, self.nearness, self.at_head = register, nearness, register.at_head

    def relative(self, mention: Mention) -> Cluster | None:
        """What "who" or "which" stands for: the noun its clause hangs on, where that fits."""
        at = mention.head
        for _ in range(12):
            token = self.tokens[at]
            if token.dep == "acl:relcl":
                index = self.at_head.get(token.head)
                cluster = self.register.of.get(index) if index is not None else None
                if cluster is not None and self._agrees(mention, cluster):
                    return cluster
                break
            if token.head == at:
                break
            at = token.head
        return self._nearest(mention)

    def _nearest(self, mention: Mention) -> Cluster | None:
        if mention.words[0] not in ("who", "whose"):
            return None
        sentence = self.tokens[mention.head].sentence
        for other in range(mention.head - 1, -1, -1):
            if self.tokens[other].sentence != sentence:
                return None
            index = self.at_head.get(other)
            cluster = self.register.of.get(index) if index is not None else None
            if cluster is not None and cluster.kind in HUMAN:
                return cluster
        return None

    def pronoun(self, index: int, mention: Mention) -> Cluster | None:
        token = self.tokens[mention.head]
        if token.dep == "expl" or (mention.words[0] == "it" and self._empty(mention)):
            return None
        speaker, subject = self.nearness.governing(mention.head), self.nearness.clause_subject(mention.head)
        best, chosen = NEEDED["pronoun"], None
        for cluster in self.nearness.lately(index, mention, REACH["pronoun"]):
            if not self._agrees(mention, cluster):
                continue
            if cluster is subject and token.dep != "nmod:poss" and not mention.words[0].endswith(("self", "selves")):
                continue
            score = self._pronoun_score(index, mention, cluster)
            score += WEIGHTS["spoken"] if cluster is speaker else 0.0
            if cluster is subject and self._is_predicated(mention.head):
                continue
            if cluster is subject and token.dep == "nmod:poss":
                score += WEIGHTS["harmed" if self._is_of_harmed(token) else "possessed"]
            elif token.dep == "nmod:poss" and self._is_of_harmed(token) and cluster is self._overcome(token):
                score += WEIGHTS["possessed"]
            if score > best:
                best, chosen = score, cluster
        return chosen

    def _is_of_harmed(self, own: Token) -> bool:
        """Whether somebody of the possessor's is arrested or killed: the army that jails "its leader" jails another's."""
        noun = self.tokens[own.head]
        verb = self.tokens[noun.head]
        leads = noun.lemma.lower() in self.scene.lexicon.titles or noun.lemma.lower() in LEADING
        return noun.dep == "obj" and leads and verb.lemma.lower() in self.scene.lexicon.words["harming"]

    def _overcome(self, own: Token) -> Cluster | None:
        """The object of the verb that the harm goes on from: "overthrew *the government* and jailed its leader"."""
        verb = self.tokens[self.tokens[own.head].head]
        below = self.children[verb.head] if verb.dep == "conj" else ()
        index = next((self.at_head.get(c) for c in below if self.tokens[c].dep == "obj"), None)
        return self.register.of.get(index) if index is not None else None

    def _is_predicated(self, head: int) -> bool:
        """Whether the pronoun says whose the subject is: "the YPG is its offshoot"."""
        token = self.tokens[head]
        noun = self.tokens[token.head]
        called = any(self.tokens[c].dep == "cop" for c in self.children[noun.index])
        return token.dep == "nmod:poss" and noun.upos == "NOUN" and called

    def _pronoun_score(self, index: int, mention: Mention, cluster: Cluster) -> float:
        score = self.nearness.nearness(index, mention, cluster, "sentence")
        score += WEIGHTS["named"] if cluster.named else 0.0
        last = self.tokens[self.mentions[cluster.last].head]
        own = self.tokens[mention.head]
        if own.dep == "nmod:poss" and cluster.kind == "group" and self._is_armed(own.head):
            score += WEIGHTS["armed"]
        score += WEIGHTS["same role"] if last.dep == own.dep or (last.dep in SUBJECT and own.dep in SUBJECT) else 0.0
        score += WEIGHTS["aside"] if self.nearness.is_aside(last.index, own.index) else 0.0
        if self.scene.quoted[own.index] != self.scene.quoted[last.index]:
            score += WEIGHTS["quoted"]
        score += WEIGHTS["list"] if cluster.listed else 0.0
        score += WEIGHTS["went on"] if self._went_on(mention, cluster) else 0.0
        score += WEIGHTS["own words"] if self._in_own_words(mention, cluster) else 0.0
        violent = cluster.harms or bool(cluster.nouns & _ARMED)
        score += WEIGHTS["violent"] if violent and self._harms(own) else 0.0
        if mention.plural and cluster.kind in BODY and not cluster.plural:
            score += WEIGHTS["people for it"]
        return score

    def _harms(self, own: Token) -> bool:
        """Whether a pronoun is the subject of a verb of harm: "they shot anyone they saw"."""
        return own.dep == "nsubj" and self.tokens[own.head].lemma.lower() in self.scene.lexicon.words["harming by"]

    def _went_on(self, pronoun: Mention, cluster: Cluster) -> bool:
        """Whether the pronoun is said to speak, as the actor was in the sentence before or in this one."""
        if not self._says(pronoun):
            return False
        recent = (self.mentions[i] for i in cluster.mentions[-RECENT:])
        quoted = self.scene.quoted[max(pronoun.first - 2, 0)]  # a quotation takes up who told what stands before it
        reach = REACH["pronoun"] if quoted else 1
        return any(self.nearness.apart(one.head, pronoun.head) <= reach and self._says(one) for one in recent)

    def _in_own_words(self, pronoun: Mention, cluster: Cluster) -> bool:
        """Whether the actor is named or described in what the pronoun says behind it: "X had no weapon, he said"."""
        last = next((m for i in reversed(cluster.mentions) if (m := self.mentions[i]).form != "pronoun"), None)
        token = self.tokens[pronoun.head]
        if last is None or not self._says(pronoun):
            return False
        if self._in_quotation_before(last.head, token.index):
            return True
        if self.tokens[last.head].sentence != token.sentence:
            return False
        told = [
            c for c in self.children[token.head] if self.tokens[c].dep in ("ccomp", "parataxis") and c < token.index
        ]
        return bool(told) and self.tokens[token.index - 1].upos == "PUNCT"

    def _in_quotation_before(self, head: int, pronoun: int) -> bool:
        """Whether the quotation that ends right before the pronoun holds the word: '"My *brother* is ill. He ...," he said'."""
        quoted = self.scene.quoted
        if not QUOTED > pronoun - head > 0 or not quoted[head] or quoted[pronoun]:
            return False
        return all(quoted[at] or self.tokens[at].upos == "PUNCT" for at in range(head, pronoun))

    def _one_of(self, cluster: Cluster) -> bool:
        """Whether one of several spoke or did something where they were last mentioned: "*one of the envoys* said. He ..."."""
        token = self.tokens[self.mentions[cluster.last].head]
        above = self.tokens[token.head]
        return token.dep == "nmod" and above.word.lower() in ("one", "another") and above.dep in SUBJECT

    def _says(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a verb of saying."""
        token = self.tokens[mention.head]
        while mention.first <= token.head < token.index:
            token = self.tokens[token.head]
        verb = self.tokens[token.head]
        if token.dep != "nsubj" and mention.last < len(
            self.tokens
        ):  # where the parser lost the subject before its verb
            verb = self.tokens[mention.last]
            subjects = [c for c in self.children[verb.index] if self.tokens[c].dep in SUBJECT and c != token.head]
            if subjects or verb.xpos not in ("VBD", "VBZ"):
                return False
        return verb.upos == "VERB" and verb.lemma.lower() in self.scene.lexicon.words["saying"]

    def _is_armed(self, noun: int) -> bool:
        """Whether what is possessed is such as armed groups have: "its fighters", "its armed wing"."""
        return self.tokens[noun].lemma.lower() in self.scene.lexicon.words["of groups"]

    def _empty(self, mention: Mention) -> bool:
        """ "It is feared that ...", "it was not clear whether ...": an "it" that stands for no one."""
        token = self.tokens[mention.head]
        if token.dep not in ("nsubj", "nsubj:pass"):
            return False
        verb = self.tokens[token.head]
        rest = [self.tokens[c] for c in self.children[verb.index]]
        clause = any(t.dep in ("ccomp", "csubj", "csubj:pass", "xcomp", "advcl") and t.index > verb.index for t in rest)
        copular = any(t.dep == "cop" for t in rest)
        judged = copular and verb.upos in ("ADJ", "NOUN")
        return clause and (token.dep == "nsubj:pass" or judged or verb.lemma in ("seem", "appear"))

    def _agrees(self, mention: Mention, cluster: Cluster) -> bool:
        gender, kind = mention.gender, cluster.kind
        if gender in ("m", "f"):
            single = not cluster.plural or self._one_of(cluster)
            return kind in HUMAN and single and cluster.gender in ("", gender)
        if gender == "n":
            return kind in BODY and not (cluster.plural and mention.words[0] != "which")
        if gender == "h":
            return kind in HUMAN or (kind == "group" and mention.introduced == "relative")
        if mention.plural:
            bodies = kind in BODY or (kind == "people" and cluster.plural is not False)
            return bool(cluster.plural) or bodies or bool(cluster.members)
        return True
