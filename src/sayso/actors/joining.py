"""Which mentions mean one actor. Mentions are taken in order of the text, each joined to a cluster or given a new one.

Names join by the base's entry, by the state office they fill, by their words (surnames, parts, acronyms, spellings).
Descriptions and pronouns join to the best of the clusters mentioned lately, by the table of weights below; what lies
outside the window is not looked at, so that the time is linear in the mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from sayso.actors.base import Entry
from sayso.actors.mention import Mention
from sayso.actors.scene import Scene, singular

WINDOW = 40
"""How many mentions back a description or pronoun is looked for."""
NAMESAKES = 32
"""How many of the actors that share a word a name is compared with, the latest ones."""
RECENT = 4
"""How many of an actor's last mentions are asked whether they spoke."""
OWNERS = 16
"""How many words that an actor belongs to are kept."""
REACH = {"nominal": 12, "pronoun": 3}
"""How many sentences back."""

WEIGHTS = {
    "same noun": 2.8,  # it was called so before
    "same class": 2.0,  # a near-synonym of what it was called or is known to be
    "joined class": 1.6,  # a class that may stand for it
    "same country": 1.5,
    "shared modifier": 0.8,  # each, at most two
    "new modifier": -0.8,  # each, at most three
    "post": 1.5,  # the post that a named person was said to hold
    "named": 0.4,
    "subject": 0.6,  # it was the subject where last mentioned
    "possessed": 1.2,  # "its", "his": the subject of the same clause
    "quoted": -1.5,  # one stands in a quotation, the other does not
    "armed": 2.5,  # "its fighters", "its armed wing": of a group rather than of a state or an agency
    "spoken": 2.2,  # "X said it": the subject of the verb that governs the pronoun's clause
    "went on": 2.2,  # "X said it. It said ...": who spoke last, of a pronoun that speaks
    "same role": 0.4,  # subject to subject, object to object
    "sentence": -0.9,  # each sentence between
    "far sentence": -0.25,  # each sentence between, for descriptions
    "mention": -0.06,  # each mention between
    "often": 0.08,  # each earlier mention, at most five
    "list": 1.0,  # "they" for "X and Y"
    "people for it": -1.0,  # "they" for one body
    "own words": -3.0,  # "X had no weapon, he said": X is spoken of, by another
    "hidden": -1.5,  # it was a modifier or possessor where last mentioned
}
"""The features by which an antecedent is chosen, and what each is worth."""
NEEDED = {"nominal": 1.2, "pronoun": -2.2}
"""The score below which a description begins a new actor, and a pronoun stays unresolved."""

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "del", "y", "al", "el", "&", "-", "a", "'s"))
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_HUMAN = frozenset(("person", "unnamed", "people"))
_BODY = frozenset(("group", "organization", "country"))
_NAMING = frozenset(("know", "nickname", "alias", "aka", "a.k.a", "abbreviate", "dub", "name", "identify"))
_NAMING_WORDS = frozenset(("the", "by", "its", "acronym", "as", "simply", "initials", "police", "authorities"))
_VICTIMS = frozenset(("victim", "casualty", "survivor", "hostage", "deceased", "dead", "wounded"))
_KILLINGS = frozenset(
    ("killing", "murder", "death", "lynching", "stabbing", "shooting", "kidnapping", "abduction", "body")
)
_SPECIAL = frozenset(
    ("court", "military", "police", "parliament", "government", "school", "hospital", "church", "country")
)
"""Classes of nouns too special for a named body of which nothing is known."""
_SUBJECT = frozenset(("nsubj", "nsubj:pass"))
_HIDDEN = frozenset(("compound", "amod", "obl:npmod"))
_VOWELS = re.compile(r"[aeiouyhw'\-]+")


class Cluster:
    """Mentions of one actor while they are collected, and what they tell together."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.mentions: list[int] = []
        self.kinds: set[str] = set()
        self.nouns: set[str] = set()
        self.heads: set[str] = set()
        self.modifiers: set[str] = set()
        self.belongs: set[int] = set()
        self.words: set[str] = set()
        self.entry: Entry | None = None
        self.country: str | None = None
        self.role = ""
        self.gender = ""
        self.plural: bool | None = None
        self.named = False
        self.part_of: int | None = None
        self.listed: tuple[int, int] | None = None  # tokens of "X and Y", of a compound actor
        self.members: list[int] = []
        self.harms = False  # it was said to kill, wound, hold someone
        self.harmed = False  # it was said to be killed, wounded, held
        self.last = -1

    @property
    def kind(self) -> str:
        """The kind of its names, else of its first description."""
        for kind in ("country", "person", "group", "organization", "people", "unnamed"):
            if kind in self.kinds:
                return kind
        return ""


class Joiner:
    """Joins the mentions of one report."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention]) -> None:
        self.scene, self.mentions = scene, mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.at_head = {m.head: i for i, m in enumerate(mentions)}
        self.clusters: list[Cluster] = []
        self.of: dict[int, Cluster] = {}
        self.by_key: dict[tuple[str, ...], Cluster] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.lists: dict[int, Cluster] = {}
        self.told_by = self._steps()
        self.bound = self._bound()

    def join(self) -> list[Cluster]:
        """The clusters, in order of their first mention."""
        waiting = {early: late for late, early in self.bound.items() if self._waits(early, late)}
        told: dict[int, list[int]] = {}
        for early, late in waiting.items():
            told.setdefault(late, []).append(early)
        for index, mention in enumerate(self.mentions):
            if index in waiting:
                continue
            cluster = self._choose(index, mention)
            if cluster is not None:
                for early in told.get(index, ()):
                    self._add(early, self.mentions[early], cluster)
                self._add(index, mention, cluster)
                self._list(index, mention)
        self._resolve_leads()
        self._resolve_parts()
        return [c for c in self.clusters if c.mentions]

    def _steps(self) -> list[int]:
        """For each sentence how many of the reporter's own stand up to it: one that is all quotation is none."""
        steps, count = [], 0
        for sentence in self.scene.analysis.sentences:
            own = (t for t in self.tokens[sentence.first : sentence.last] if t.upos not in ("PUNCT", "SPACE"))
            count += any(not self.scene.quoted[t.index] for t in own)
            steps.append(count)
        return steps

    def _apart(self, one: int, other: int) -> int:
        """How many sentences lie from token `one` to the later `other`, without quoted ones between for who isn't quoted."""
        first, last = self.tokens[one].sentence, self.tokens[other].sentence
        if self.scene.quoted[other]:
            return last - first
        return min(last - first, max(self.told_by[last] - self.told_by[first], 0))

    # ------------------------------------------------------------ structure
    def _bound(self) -> dict[int, int]:
        """Mentions that the sentence's structure gives the same referent: the later index to the earlier one."""
        bound: dict[int, int] = {}
        for index, mention in enumerate(self.mentions):
            for other in self._told(mention):
                if other is not None and other != index and self._agree(mention, self.mentions[other]):
                    bound[max(index, other)] = min(index, other)
                    break
        return bound

    def _told(self, mention: Mention) -> Iterator[int | None]:
        """The mentions that structure may equate with this one, the surest first."""
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

    def _directly_before(self, mention: Mention) -> int | None:
        """The post right before a name with a title of its own: "the union's chief Sister X"."""
        index = self._ending_at(mention.first) if mention.kind == "person" else None
        other = self.mentions[index] if index is not None else None
        if other is None or other.form != "nominal" or other.plural or other.last != mention.first:
            return None
        return index if other.kind in _HUMAN and self.tokens[other.head].upos == "NOUN" else None

    def _past_bracket(self, mention: Mention) -> int | None:
        """ "Superintendent of Police (SP)" before a name."""
        at = mention.first - 1
        if mention.kind != "person" or at < 3 or self.tokens[at].word != ")":
            return None
        opening = next((i for i in range(at - 1, at - 4, -1) if i > 0 and self.tokens[i].word == "("), 0)
        return self._post_before(opening) if opening else None

    def _right_before(self, mention: Mention) -> int | None:
        """ "the West African bloc" before "ECOWAS", without a comma, however that was parsed."""
        index = self._ending_at(mention.first) if mention.kind in _BODY else None
        other = self.mentions[index] if index is not None else None
        if other is None or other.form != "nominal" or other.introduced != "the" or other.last != mention.first:
            return None
        return index if other.kind in _BODY and other.head == other.last - 1 and not other.plural else None

    def _also_named(self, mention: Mention) -> int | None:
        """ "Y" of "X, also known as Y,"."""
        at = mention.first - 1
        while at > 0 and (self.tokens[at].word.lower() in _NAMING_WORDS or self.tokens[at].upos == "ADV"):
            at -= 1
        lemma = self.tokens[at].lemma.lower()
        if at < 1 or lemma not in _NAMING or (lemma in ("name", "identify") and self.tokens[at].xpos != "VBN"):
            return None
        while at > 0 and self.tokens[at - 1].upos in ("ADV", "PUNCT", "AUX", "PRON", "VERB"):
            at -= 1
        return self._ending_at(at)

    def _waits(self, early: int, late: int) -> bool:
        """Whether a description is told who it is by the name right after it ("the party's leader, Ana Ruiz")."""
        one, other = self.mentions[early], self.mentions[late]
        return one.form == "nominal" and other.form == "name" and other.first - one.last <= 4

    def _appositive(self, mention: Mention) -> int | None:
        token = self.tokens[mention.head]
        if token.dep == "conj" and mention.form == "nominal" and self.tokens[token.head].dep == "appos":
            token = self.tokens[token.head]
        if token.dep != "appos":
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
        if mention.form == "nominal" and mention.introduced in ("", "a", "an"):
            index = self._ending_at(comma)
            other = self.mentions[index] if index is not None else None
            if other is not None and other.kind == "person" and other.form == "name" and other.last == comma:
                return index if self._has_phrase(mention) else None
        if mention.form == "name" and mention.kind == "person":
            return self._post_before(comma)
        return None

    def _body_beside(self, mention: Mention) -> int | None:
        """ "a coalition of nurses, the Ward Watch,": a body described and then named, where the parser saw no apposition."""
        comma = mention.first - (2 if mention.introduced == "the" else 1)
        if mention.kind not in _BODY or mention.introduced not in ("", "the") or comma < 1:
            return None
        index = self._ending_at(comma) if self.tokens[comma].word == "," else None
        other = self.mentions[index] if index is not None else None
        closed = mention.last < len(self.tokens) and self.tokens[mention.last].word in (",", "-", "--", ".")
        if other is None or other.form != "nominal" or other.introduced not in ("a", "an") or other.plural:
            return None
        return index if closed and other.kind in _BODY else None

    def _has_phrase(self, mention: Mention) -> bool:
        """Whether "of ...", "for ..." follows, as after a post."""
        after = mention.last
        return after < len(self.tokens) and self.tokens[after].word.lower() in ("of", "for", "at", "in", "to")

    def _post_before(self, comma: int) -> int | None:
        """The singular description that reaches, with its "of ...", up to the comma and begins its clause."""
        for head in range(comma - 1, max(comma - 10, -1), -1):
            token = self.tokens[head]
            if token.upos in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ"):
                return None
            index = self.at_head.get(head)
            found = self.mentions[index] if index is not None else None
            if found is None or found.form != "nominal" or found.kind not in _HUMAN or found.plural:
                continue
            begins = found.first - (1 if found.introduced in ("the", "poss") and found.first else 0)
            before = self.tokens[begins - 1] if begins else None
            opened = (
                before is None
                or before.upos in ("PUNCT", "SCONJ", "VERB", "CCONJ")
                or before.sentence != token.sentence
            )
            reaches = head == comma - 1 or self.tokens[head + 1].upos == "ADP"
            opened = opened or (found.introduced in ("the", "poss") and before is not None and before.upos == "ADP")
            return index if opened and reaches and found.introduced not in ("a", "an") else None
        return None

    def _bracketed(self, mention: Mention) -> int | None:
        """ABC of "Alliance for a Better Coast (ABC)"."""
        first = mention.first
        if (
            mention.form != "name"
            or first < 2
            or self.tokens[first - 1].word not in ("(", "[")
            or mention.last - first > 3
        ):
            return None
        return self._ending_at(first - 1)

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

    def _agree(self, one: Mention, other: Mention) -> bool:
        if "pronoun" in (one.form, other.form):
            return True
        if one.plural != other.plural and not (one.kind in _BODY or other.kind in _BODY):
            return False
        if (one.kind in _HUMAN) != (other.kind in _HUMAN):
            return False
        if one.entry is not None and other.entry is not None and one.entry is not other.entry:
            return False
        both_named = one.form == other.form == "name" and one.kind == "person" == other.kind
        return not both_named or bool(set(one.words) & set(other.words))

    # ------------------------------------------------------------ choosing
    def _choose(self, index: int, mention: Mention) -> Cluster | None:
        bound = self.of.get(self.bound.get(index, -1))
        if mention.form == "name":
            own = self._by_name(mention)
            if own is None:
                own = bound if bound is not None and self._can_name(mention, bound) else None
            return own or self._new()
        if bound is not None:
            return bound
        if mention.form == "pronoun":
            return self._relative(mention) if mention.introduced == "relative" else self._pronoun(index, mention)
        return self._nominal(index, mention)

    def _can_name(self, mention: Mention, cluster: Cluster) -> bool:
        if cluster.entry is not None and mention.entry is not None and cluster.entry is not mention.entry:
            return False
        if mention.kind == "person" and cluster.named and cluster.kind == "person":
            return bool(set(_name_words(mention)) & cluster.words)
        return (mention.kind in _HUMAN) == (cluster.kind in _HUMAN)

    def _new(self) -> Cluster:
        cluster = Cluster(len(self.clusters))
        self.clusters.append(cluster)
        return cluster

    def _by_name(self, mention: Mention) -> Cluster | None:
        if mention.entry is not None:
            found = self.by_key.get(("entry", mention.entry.key))
            if found is not None:
                return found
        if mention.role and mention.country:
            return self.by_key.get(("role", mention.country, mention.role))
        if mention.kind == "person":
            return self._person(mention)
        if mention.entry is not None:
            return self.by_key.get(("name", *_name_words(mention)))
        return self._body(mention)

    def _person(self, mention: Mention) -> Cluster | None:
        words = _name_words(mention)
        if not words:
            return None
        held = self._sharing(words[-1]) + self._spelt(words)
        if len(words) == 1 and len(held) > 1:  # of two of one surname the one the report is about
            held = sorted(held, key=lambda c: len(c.mentions))
        for cluster in reversed(held):
            if cluster.kind == "person" and self._same_person(mention, words, cluster):
                return cluster
        if len(words) == 1:
            return next((c for c in reversed(self._sharing(words[0])) if self._begins(words[0], c)), None)
        return next((c for w in words[1:-1] for c in reversed(self._sharing(w))
                     if c.kind == "person" and self._same_person(mention, words, c)), None)  # fmt: skip

    def _spelt(self, words: Sequence[str]) -> list[Cluster]:
        skeleton = _skeleton(words[-1])
        return self._sharing("~" + skeleton) if len(skeleton) >= 4 else []

    def _sharing(self, word: str) -> list[Cluster]:
        """The latest clusters with this word in a name."""
        return self.by_word.get(word, [])[-NAMESAKES:]

    def _same_person(self, mention: Mention, words: Sequence[str], cluster: Cluster) -> bool:
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if mention.entry is not None and cluster.entry is not None:
            return False
        held = cluster.words | {"~" + _skeleton(w) for w in cluster.words}
        new = [w for w in words if w not in cluster.words and "~" + _skeleton(w) not in held]
        if not new:
            return True
        return len(cluster.words) == 1 or cluster.words <= set(words) or all(self._initial(w, cluster) for w in new)

    def _initial(self, word: str, cluster: Cluster) -> bool:
        return len(word.rstrip(".")) == 1 and any(w.startswith(word[0]) for w in cluster.words)

    def _body(self, mention: Mention) -> Cluster | None:
        words = _name_words(mention)
        if not words:
            return None
        found = self.by_key.get(("name", *words))
        if found is None and len(words) == 1 and mention.words[0].isupper():
            found = self.by_key.get(("acronym", words[0]))
        if found is None and len(words) > 1:
            found = self.by_key.get(("name", _acronym(mention.words))) if _acronym(mention.words) else None
        if found is None:
            found = next((c for c in reversed(self._sharing(words[-1])) if self._same_body(words, c)), None)
        if found is None and len(words) == 1 and len(words[0]) >= 4:
            found = next((c for c in reversed(self._sharing(words[0])) if self._begins(words[0], c)), None)
        return found

    def _same_body(self, words: Sequence[str], cluster: Cluster) -> bool:
        """A shorter or longer form with the same last word."""
        if cluster.kind not in _BODY or cluster.entry is not None or len(words) < 2 or len(cluster.words) < 2:
            return False
        return set(words) <= cluster.words or cluster.words <= set(words)

    def _begins(self, word: str, cluster: Cluster) -> bool:
        if cluster.kind not in _BODY or cluster.entry is not None:
            return False
        return any(
            _name_words(self.mentions[i])[:1] == (word,)
            for i in cluster.mentions[:4]
            if self.mentions[i].form == "name"
        )

    # ------------------------------------------------------------ descriptions
    def _nominal(self, index: int, mention: Mention) -> Cluster | None:
        if mention.role and mention.country:
            found = self.by_key.get(("role", mention.country, mention.role))
            return found if found is not None else self._new()
        if mention.introduced in _DEFINITE or (
            mention.introduced == "poss" and not mention.plural and not self._is_mine(mention)
        ):
            return self._best(index, mention) or self._new()
        if mention.introduced == "" and mention.plural and mention.kind in _HUMAN:
            return self.by_key.get(("bare", *mention.words)) or self._new()
        return self._new()

    def _is_mine(self, mention: Mention) -> bool:
        return mention.possessor >= 0 and self.tokens[mention.possessor].word.lower() in ("my", "our", "your", "one")

    def _best(self, index: int, mention: Mention) -> Cluster | None:
        best, chosen = NEEDED["nominal"], None
        object_of = self.tokens[mention.head].dep in ("obj", "iobj", "obl")
        subject = self._clause_subject(mention.head) if object_of else None
        for cluster in self._lately(index, mention, REACH["nominal"]):
            score = self._nominal_score(index, mention, cluster) if cluster is not subject else None
            if score is not None and score > best:
                best, chosen = score, cluster
        return chosen

    def _lately(self, index: int, mention: Mention, reach: int) -> list[Cluster]:
        """The clusters mentioned within reach, the latest first."""
        seen: dict[int, Cluster] = {}
        for other in range(index - 1, max(index - WINDOW, 0) - 1, -1):
            if self._apart(self.mentions[other].head, mention.head) > reach:
                break
            cluster = self.of.get(other)
            listed = self.lists.get(other)
            if listed is not None and mention.plural:
                seen.setdefault(listed.number, listed)
            if cluster is not None:
                seen.setdefault(cluster.number, cluster)
        return list(seen.values())

    def _nominal_score(self, index: int, mention: Mention, cluster: Cluster) -> float | None:
        if cluster.listed or not self._can_describe(mention, cluster):
            return None
        head = self._noun_head(mention)
        classes = self.scene.lexicon.classes
        joins = classes[mention.noun].joins if mention.noun in classes else frozenset()
        if head in cluster.heads:
            score = WEIGHTS["same noun"]
        elif mention.noun in cluster.nouns and self._is_loose(mention, head):
            score = WEIGHTS["same class"]
        elif self._may_stand_for(mention, head, joins, cluster):
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
        posted = cluster.kind == "person" and cluster.named and head in cluster.heads
        if posted and mention.noun in ("leader", "lawyer", "commander"):
            score += WEIGHTS["post"]
        return score + self._nearness(index, mention, cluster, "far sentence")

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
            return general and (bool(joins & cluster.nouns) or "person" in joins or not cluster.nouns)
        if not joins & cluster.nouns or head in self.scene.lexicon.words["unique"]:
            return False
        if mention.noun in ("group", "organization", "armed_group", "alliance"):
            return general or cluster.entry is None or mention.noun != "armed_group"
        return general or (cluster.nouns == {"body"} and mention.noun not in _SPECIAL)

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

    def _noun_head(self, mention: Mention) -> str:
        token = self.tokens[mention.head]
        lemma = token.lemma.lower()
        return singular(lemma) if token.upos == "PROPN" and lemma not in self.scene.lexicon.nouns else lemma

    def _can_describe(self, mention: Mention, cluster: Cluster) -> bool:
        if mention.country and cluster.country and mention.country != cluster.country:
            return False
        human = cluster.kind in _HUMAN
        if human != (mention.kind in _HUMAN):
            return False
        if human and cluster.plural is not None and cluster.plural != mention.plural:
            return False
        if self._is_victim(mention) and (cluster.harms or not (cluster.harmed or cluster.heads & _VICTIMS)):
            return False
        if not human and mention.plural and not cluster.plural:
            return False
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if cluster.kind == "country" and mention.kind != "country" and mention.noun != "government":
            return False
        if not human and mention.introduced == "poss" and self._noun_head(mention) not in cluster.heads:
            return False
        return self._same_owner(mention, cluster)

    def _is_victim(self, mention: Mention) -> bool:
        """Whether the description says that harm was done to someone."""
        return self._noun_head(mention) in _VICTIMS

    def _tell_harm(self, mention: Mention, cluster: Cluster) -> None:
        """Keep whether the mention says that the actor did or suffered harm."""
        token = self.tokens[mention.head]
        verb, words = self.tokens[token.head].lemma.lower(), self.scene.lexicon.words
        if token.dep in ("nsubj", "obl:agent") and verb in words["harming by"]:
            cluster.harms = True
        suffers = token.dep in ("obj", "nsubj:pass") or (
            token.dep == "nsubj" and verb in ("die", "drown", "perish", "fear")
        )
        near = [token.head, *self.children[token.index], *self.children[token.head]]
        told = any(
            self.tokens[c].lemma.lower() in words["harming"] or self.tokens[c].lemma == "dead"
            for c in near
            if c == token.head or self.tokens[c].dep in ("acl", "amod", "acl:relcl", "xcomp", "ccomp")
        )
        deed = token.dep == "nmod" and verb in _KILLINGS
        cluster.harmed = cluster.harmed or (suffers and told) or deed

    def _same_owner(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether what the description belongs to ("Hamas" in "the Hamas leader") is not at odds with the cluster's."""
        owners = self._owners(mention)
        if not owners:
            return True
        if cluster.number in owners:
            return False
        held = {o for i in cluster.belongs if (o := self._owner(i)) is not None}
        return bool(owners & held)

    def _owners(self, mention: Mention) -> set[int]:
        parts = (*mention.belongs, mention.possessor) if mention.possessor >= 0 else mention.belongs
        return {o for i in parts if (o := self._owner(i)) is not None}

    def _owner(self, token: int) -> int | None:
        index = self.at_head.get(token)
        if index is None:
            return None
        cluster = self.of.get(index)
        if cluster is None and self.mentions[index].form == "name":
            cluster = self._by_name(self.mentions[index])
        return cluster.number if cluster is not None else None

    def _nearness(self, index: int, mention: Mention, cluster: Cluster, step: str) -> float:
        last = self.mentions[cluster.last]
        token, other = self.tokens[mention.head], self.tokens[last.head]
        score = WEIGHTS[step] * self._apart(other.index, token.index)
        score += WEIGHTS["mention"] * min(index - cluster.last, 10)
        score += WEIGHTS["subject"] if other.dep in _SUBJECT else 0.0
        score += WEIGHTS["hidden"] if other.dep in _HIDDEN and mention.form == "pronoun" else 0.0
        return score + WEIGHTS["often"] * min(len(cluster.mentions), 5)

    # ------------------------------------------------------------ pronouns
    def _relative(self, mention: Mention) -> Cluster | None:
        """What "who" or "which" stands for: the noun its clause hangs on, where that fits."""
        at = mention.head
        for _ in range(12):
            token = self.tokens[at]
            if token.dep == "acl:relcl":
                index = self.at_head.get(token.head)
                cluster = self.of.get(index) if index is not None else None
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
            cluster = self.of.get(index) if index is not None else None
            if cluster is not None and cluster.kind in _HUMAN:
                return cluster
        return None

    def _pronoun(self, index: int, mention: Mention) -> Cluster | None:
        token = self.tokens[mention.head]
        if token.dep == "expl" or (mention.words[0] == "it" and self._empty(mention)):
            return None
        speaker, subject = self._governing(mention.head), self._clause_subject(mention.head)
        best, chosen = NEEDED["pronoun"], None
        for cluster in self._lately(index, mention, REACH["pronoun"]):
            if not self._agrees(mention, cluster):
                continue
            if cluster is subject and token.dep != "nmod:poss" and not mention.words[0].endswith(("self", "selves")):
                continue
            score = self._pronoun_score(index, mention, cluster)
            score += WEIGHTS["spoken"] if cluster is speaker else 0.0
            score += WEIGHTS["possessed"] if cluster is subject and token.dep == "nmod:poss" else 0.0
            if score > best:
                best, chosen = score, cluster
        return chosen

    def _pronoun_score(self, index: int, mention: Mention, cluster: Cluster) -> float:
        score = self._nearness(index, mention, cluster, "sentence")
        score += WEIGHTS["named"] if cluster.named else 0.0
        last = self.tokens[self.mentions[cluster.last].head]
        own = self.tokens[mention.head]
        if own.dep == "nmod:poss" and cluster.kind == "group" and self._is_armed(own.head):
            score += WEIGHTS["armed"]
        score += WEIGHTS["same role"] if last.dep == own.dep or (last.dep in _SUBJECT and own.dep in _SUBJECT) else 0.0
        if self.scene.quoted[own.index] != self.scene.quoted[last.index]:
            score += WEIGHTS["quoted"]
        score += WEIGHTS["list"] if cluster.listed else 0.0
        score += WEIGHTS["went on"] if self._went_on(mention, cluster) else 0.0
        score += WEIGHTS["own words"] if self._in_own_words(mention, cluster) else 0.0
        if mention.plural and cluster.kind in _BODY and not cluster.plural:
            score += WEIGHTS["people for it"]
        return score

    def _went_on(self, pronoun: Mention, cluster: Cluster) -> bool:
        """Whether the pronoun is said to speak, as the actor was in the sentence before or in this one."""
        if not self._says(pronoun):
            return False
        recent = (self.mentions[i] for i in cluster.mentions[-RECENT:])
        return any(self._apart(one.head, pronoun.head) <= 1 and self._says(one) for one in recent)

    def _in_own_words(self, pronoun: Mention, cluster: Cluster) -> bool:
        """Whether the actor is named or described in what the pronoun says behind it: "X had no weapon, he said"."""
        last = next((m for i in reversed(cluster.mentions) if (m := self.mentions[i]).form != "pronoun"), None)
        token = self.tokens[pronoun.head]
        if last is None or self.tokens[last.head].sentence != token.sentence or not self._says(pronoun):
            return False
        told = [
            c for c in self.children[token.head] if self.tokens[c].dep in ("ccomp", "parataxis") and c < token.index
        ]
        return bool(told) and self.tokens[token.index - 1].upos == "PUNCT"

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
            subjects = [c for c in self.children[verb.index] if self.tokens[c].dep in _SUBJECT and c != token.head]
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
            return kind in _HUMAN and not cluster.plural and cluster.gender in ("", gender)
        if gender == "n":
            return kind in _BODY and not (cluster.plural and mention.words[0] != "which")
        if gender == "h":
            return kind in _HUMAN
        if mention.plural:
            bodies = kind in _BODY or (kind == "people" and cluster.plural is not False)
            return bool(cluster.plural) or bodies or bool(cluster.members)
        return True

    def _governing(self, head: int) -> Cluster | None:
        """The speaker of the clause that the pronoun's verb completes."""
        verb = self.tokens[self.tokens[head].head]
        for _ in range(4):
            if verb.dep in ("ccomp", "xcomp", "conj", "advcl") and verb.head != verb.index:
                above = self.tokens[verb.head]
                if verb.dep == "ccomp":
                    return self._subject_of(above.index)
                verb = above
            else:
                break
        return None

    def _clause_subject(self, head: int) -> Cluster | None:
        """The subject of the clause the pronoun stands in, if the pronoun is not that subject."""
        at = head
        for _ in range(8):
            token = self.tokens[at]
            if token.dep in _SUBJECT:
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
            if self.tokens[child].dep in _SUBJECT:
                index = self.at_head.get(child)
                return self.of.get(index) if index is not None else None
        return None

    # ------------------------------------------------------------ collecting
    def _add(self, index: int, mention: Mention, cluster: Cluster) -> None:
        self.of[index] = cluster
        cluster.mentions.append(index)
        cluster.last = index
        self._tell_harm(mention, cluster)
        if mention.form == "pronoun":
            if mention.gender in ("m", "f") and cluster.kind == "person":
                cluster.gender = cluster.gender or mention.gender
            return
        clash = mention.kind in _HUMAN and cluster.kind in _BODY
        if (mention.form == "name" or not cluster.kinds) and not clash:
            cluster.kinds.add(mention.kind)
        cluster.named = cluster.named or mention.form == "name"
        cluster.entry = cluster.entry or mention.entry
        cluster.country = cluster.country or mention.country
        cluster.role = cluster.role or mention.role
        cluster.gender = cluster.gender or mention.gender
        if cluster.plural is None or mention.form == "name":
            cluster.plural = mention.plural
        cluster.modifiers |= mention.modifiers
        if mention.form == "name" and mention.kind != "person":
            cluster.modifiers.update(_name_words(mention))
        if len(cluster.belongs) < OWNERS:
            cluster.belongs.update(mention.belongs)
            if mention.possessor >= 0:
                cluster.belongs.add(mention.possessor)
        if mention.noun and not clash:
            cluster.nouns.add(mention.noun)
        self._describe(mention, cluster)
        for key in self._keys(mention):
            self.by_key.setdefault(key, cluster)

    def _describe(self, mention: Mention, cluster: Cluster) -> None:
        if mention.form == "nominal":
            cluster.heads.add(self._noun_head(mention))
            return
        lexicon = self.scene.lexicon
        cluster.heads |= {
            w for i in range(mention.first, mention.core) if (w := self.scene.words[i].lower()) in lexicon.nouns
        }
        if mention.kind != "person":
            cluster.heads.add(self.tokens[mention.last - 1].lemma.lower())
        words = _name_words(mention)
        if mention.kind == "person" or mention.entry is None:
            for word in words:
                self._index(word, cluster)
            if mention.kind == "person" and words:
                self._index("~" + _skeleton(words[-1]), cluster)
            cluster.words.update(words)

    def _index(self, word: str, cluster: Cluster) -> None:
        held = self.by_word.setdefault(word, [])
        if not any(c is cluster for c in held[-8:]):
            held.append(cluster)

    def _keys(self, mention: Mention) -> Iterable[tuple[str, ...]]:
        if mention.entry is not None:
            yield ("entry", mention.entry.key)
        if mention.role and mention.country:
            yield ("role", mention.country, mention.role)
        if mention.form == "name" and mention.kind != "person":
            yield ("name", *_name_words(mention))
            acronym = _acronym(mention.words)
            if acronym:
                yield ("acronym", acronym)
        if mention.form == "nominal" and mention.plural and mention.introduced == "":
            yield ("bare", *mention.words)

    def _list(self, index: int, mention: Mention) -> None:
        """At the last of "X, Y and Z": a compound actor, which becomes one only if something refers to it."""
        token = self.tokens[mention.head]
        if token.dep != "conj" or mention.form == "pronoun" or token.head not in self.at_head:
            return
        first = self.at_head[token.head]
        heads = [
            token.head,
            *(c for c in self.children[token.head] if self.tokens[c].dep == "conj" and c in self.at_head),
        ]
        clusters = [self.of[i] for h in heads if (i := self.at_head[h]) in self.of]
        human = {c.kind in _HUMAN for c in clusters}
        if heads[-1] != mention.head or len(clusters) != len(heads) or len(human) > 1 or len(set(clusters)) < 2:
            return
        made = self._new()
        made.kinds.add(
            clusters[0].kind if len({c.kind for c in clusters}) == 1 else "people" if True in human else "group"
        )
        made.plural, made.last, made.listed = True, index, (self.mentions[first].first, mention.last)
        made.members = [c.number for c in clusters]
        self.lists[index] = made

    # ------------------------------------------------------------ afterwards
    def _resolve_leads(self) -> None:
        """The unnamed "a top official of X" of the lead, named in one of the next sentences."""
        people = [c for c in self.clusters if c.mentions and c.named and c.kind == "person"]
        firsts = [c.mentions[0] for c in people]
        leads = [c for c in self.clusters if c.mentions and self._is_lead(c)]
        for lead in leads:
            after = bisect_right(firsts, lead.mentions[0])
            named = next((c for c in people[after : after + 12] if c.mentions and self._names_lead(c, lead)), None)
            if named is not None:
                self._merge(lead, named)

    def _is_lead(self, cluster: Cluster) -> bool:
        mention = self.mentions[cluster.mentions[0]]
        single = not cluster.named and not cluster.plural and cluster.kind in _HUMAN
        return single and mention.introduced in ("a", "an") and mention.form == "nominal"

    def _names_lead(self, cluster: Cluster, lead: Cluster) -> bool:
        if not (cluster.named and cluster.kind == "person" and cluster.mentions):
            return False
        first, described = self.mentions[cluster.mentions[0]], self.mentions[lead.mentions[0]]
        apart = self.tokens[first.head].sentence - self.tokens[described.head].sentence
        early = self.tokens[described.head].sentence <= 4
        if not 0 < apart <= (5 if early else 2) or (lead.gender and cluster.gender and lead.gender != cluster.gender):
            return False
        classes = self.scene.lexicon.classes
        near = bool(lead.nouns & cluster.nouns) or any(
            classes[n].joins & cluster.nouns for n in lead.nouns if n in classes
        )
        owners = {o for i in lead.belongs if (o := self._owner(i)) is not None}
        held = {o for i in cluster.belongs if (o := self._owner(i)) is not None}
        shared = bool(owners & held) or bool(lead.modifiers & cluster.modifiers)
        if apart <= 2 and lead.heads & cluster.heads and first.titled >= 0 and not owners - held:
            return True
        same_deed = self._deed(described) == self._deed(first) != ""
        return (shared and (near or same_deed)) or (near and same_deed and not owners - held)

    def _deed(self, mention: Mention) -> str:
        """What is done by or to the mention: its verb, and whether it does or suffers it."""
        token = self.tokens[mention.head]
        verb = self.tokens[token.head]
        side = "by" if token.dep in ("nsubj", "obl:agent") else "to" if token.dep in ("obj", "nsubj:pass") else ""
        return f"{verb.lemma.lower()} {side}" if side and verb.upos == "VERB" else ""

    def _merge(self, one: Cluster, other: Cluster) -> None:
        """Move the mentions of `one` into `other`."""
        other.mentions = sorted(other.mentions + one.mentions)
        for index in one.mentions:
            self.of[index] = other
        other.belongs |= one.belongs
        other.country = other.country or one.country
        other.gender = other.gender or one.gender
        one.mentions = []

    def _resolve_parts(self) -> None:
        """Wings, branches and fighters of an actor are parts of it; "the groups X and Y" has X and Y as members."""
        parts = self.scene.lexicon.words["parts"]
        for cluster in self.clusters:
            if cluster.entry is not None and cluster.entry.part_of:
                whole = self.by_key.get(("entry", cluster.entry.part_of))
                cluster.part_of = whole.number if whole is not None and whole is not cluster else None
            elif cluster.entry is None and cluster.kind in ("group", "organization") and cluster.heads & parts:
                cluster.part_of = self._whole(cluster, _BODY)
            elif (
                cluster.kind in ("people", "unnamed")
                and cluster.plural
                and cluster.nouns & {"fighter", "soldier", "officer"}
            ):
                cluster.part_of = self._whole(cluster, frozenset(("group", "organization")))
            self._gather_members(cluster)

    def _whole(self, cluster: Cluster, kinds: frozenset[str]) -> int | None:
        head = self.mentions[cluster.mentions[0]].head if cluster.mentions else 0
        for token in sorted(cluster.belongs, key=lambda t: (t > head, abs(head - t))):
            owner = self._owner(token)
            if owner is not None and owner != cluster.number and self.clusters[owner].kind in kinds:
                return owner
        return None

    def _gather_members(self, cluster: Cluster) -> None:
        for index in cluster.mentions:
            mention = self.mentions[index]
            if mention.form != "nominal" or not mention.plural:
                continue
            for listed in self._listings(mention):
                found = (o for c in listed if (o := self._owner(c)) is not None and self._may_hold(cluster, o))
                owners = list(dict.fromkeys(found))
                cluster.members += [o for o in owners if len(owners) > 1 and o not in cluster.members]

    def _listings(self, mention: Mention) -> Iterator[list[int]]:
        """The heads of names listed beside a plural description: "two men, X and Y"; "soldiers X, Y and Z"."""
        tokens = self.tokens
        starts = [c for c in self.children[mention.head] if tokens[c].dep == "appos" and c in self.at_head]
        for verb in self.children[mention.head]:
            if tokens[verb].lemma in ("identify", "name") and tokens[verb].xpos == "VBN":
                starts += [c for c in self.children[verb] if tokens[c].dep in ("obl", "xcomp") and c in self.at_head]
        if tokens[mention.head].dep == "compound":
            starts.append(tokens[mention.head].head)
        for start in starts:
            named = [c for c in self.children[start] if tokens[c].dep in ("conj", "appos") and c in self.at_head]
            nested = [c for n in named for c in self.children[n] if tokens[c].dep == "conj" and c in self.at_head]
            yield [start, *named, *nested]

    def _may_hold(self, cluster: Cluster, member: int) -> bool:
        other = self.clusters[member]
        return other is not cluster and other.named and (other.kind in _HUMAN) == (cluster.kind in _HUMAN)


def _name_words(mention: Mention) -> tuple[str, ...]:
    """The words of a name that tell it from others, without case."""
    return tuple(w.casefold() for w in mention.words if w.lower() not in _SMALL and w[0].isalnum())


def _acronym(words: Sequence[str]) -> str:
    """The initials of a name's capitalised words, without case; "" for a single word."""
    initials = [w[0] for w in words if w[0].isupper() and w.lower() not in _SMALL]
    return "".join(initials).casefold() if len(initials) > 1 else ""


def _skeleton(word: str) -> str:
    """What spellings of one foreign name share: its consonants, doubled ones once, near-equal ones as one."""
    bare = _VOWELS.sub("", word.casefold().translate(_ALIKE))
    return "".join(c for i, c in enumerate(bare) if i == 0 or bare[i - 1] != c)


_ALIKE = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "j": "y", "g": "k"})
