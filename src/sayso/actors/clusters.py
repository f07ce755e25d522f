"""The actors of a report while its mentions are gathered, and how they are looked up by the words of their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.actors.base import Entry
from sayso.actors.mention import Mention
from sayso.actors.scene import BODY, HUMAN, Scene, singular

NAMESAKES = 32
"""How many of the actors that share a word a name is compared with, the latest ones."""
OWNERS = 16
"""How many words that an actor belongs to are kept."""
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "del", "y", "al", "el", "&", "-", "a", "'s"))
_KILLINGS = frozenset(
    ("killing", "murder", "death", "lynching", "stabbing", "shooting", "kidnapping", "abduction", "body")
)
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
        self.others: set[int] = set()  # mentions by another name: "alias Toofan"

    @property
    def kind(self) -> str:
        """The kind of its names, else of its first description."""
        for kind in ("country", "person", "group", "organization", "people", "unnamed"):
            if kind in self.kinds:
                return kind
        return ""


class Register:
    """All clusters of a report: made, added to, merged, and found by key, by word and by mention."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention]) -> None:
        self.scene = scene
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.at_head = {m.head: i for i, m in enumerate(mentions)}
        self.clusters: list[Cluster] = []
        self.of: dict[int, Cluster] = {}
        self.by_key: dict[tuple[str, ...], Cluster] = {}
        self.by_word: dict[str, list[Cluster]] = {}
        self.lists: dict[int, Cluster] = {}

    def new(self) -> Cluster:
        cluster = Cluster(len(self.clusters))
        self.clusters.append(cluster)
        return cluster

    def by_name(self, mention: Mention) -> Cluster | None:
        if mention.entry is not None:
            found = self.by_key.get(("entry", mention.entry.key))
            if found is not None:
                return found
        if mention.role and mention.country:
            return self.by_key.get(("role", mention.country, mention.role))
        if mention.kind == "person":
            return self._person(mention)
        if mention.entry is not None:
            return self.by_key.get(("name", *name_words(mention)))
        return self._body(mention)

    def _person(self, mention: Mention) -> Cluster | None:
        words = name_words(mention)
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
        bare = skeleton(words[-1])
        return self._sharing("~" + bare) if len(bare) >= 4 else []

    def _sharing(self, word: str) -> list[Cluster]:
        """The latest clusters with this word in a name."""
        return self.by_word.get(word, [])[-NAMESAKES:]

    def _same_person(self, mention: Mention, words: Sequence[str], cluster: Cluster) -> bool:
        if mention.gender and cluster.gender and mention.gender != cluster.gender:
            return False
        if mention.entry is not None and cluster.entry is not None:
            return False
        held = cluster.words | {"~" + skeleton(w) for w in cluster.words}
        new = [w for w in words if w not in cluster.words and "~" + skeleton(w) not in held]
        if not new:
            return True
        return len(cluster.words) == 1 or cluster.words <= set(words) or all(self._initial(w, cluster) for w in new)

    def _initial(self, word: str, cluster: Cluster) -> bool:
        return len(word.rstrip(".")) == 1 and any(w.startswith(word[0]) for w in cluster.words)

    def _body(self, mention: Mention) -> Cluster | None:
        words = name_words(mention)
        if not words:
            return None
        found = self.by_key.get(("name", *words))
        if found is None and len(words) == 1 and mention.words[0].isupper():
            found = self.by_key.get(("acronym", words[0]))
        if found is None and len(words) > 1:
            found = self.by_key.get(("name", acronym(mention.words))) if acronym(mention.words) else None
        if found is None:
            found = next((c for c in reversed(self._sharing(words[-1])) if self._same_body(words, c)), None)
        if found is None and len(words) == 1 and len(words[0]) >= 4:
            found = next((c for c in reversed(self._sharing(words[0])) if self._begins(words[0], c)), None)
        return found

    def _same_body(self, words: Sequence[str], cluster: Cluster) -> bool:
        """A shorter or longer form with the same last word."""
        if cluster.kind not in BODY or cluster.entry is not None or len(words) < 2 or len(cluster.words) < 2:
            return False
        return set(words) <= cluster.words or cluster.words <= set(words)

    def _begins(self, word: str, cluster: Cluster) -> bool:
        if cluster.kind not in BODY or cluster.entry is not None:
            return False
        return any(
            name_words(self.mentions[i])[:1] == (word,) for i in cluster.mentions[:4] if self.mentions[i].form == "name"
        )

    def owner(self, token: int) -> int | None:
        index = self.at_head.get(token)
        if index is None:
            return None
        cluster = self.of.get(index)
        if cluster is None and self.mentions[index].form == "name":
            cluster = self.by_name(self.mentions[index])
        return cluster.number if cluster is not None else None

    def noun_head(self, mention: Mention) -> str:
        token = self.tokens[mention.head]
        lemma = token.lemma.lower()
        return singular(lemma) if token.upos == "PROPN" and lemma not in self.scene.lexicon.nouns else lemma

    def add(self, index: int, mention: Mention, cluster: Cluster) -> None:
        self.of[index] = cluster
        cluster.mentions.append(index)
        cluster.last = index
        self._tell_harm(mention, cluster)
        if mention.form == "pronoun":
            if mention.gender in ("m", "f") and cluster.kind == "person":
                cluster.gender = cluster.gender or mention.gender
            return
        clash = mention.kind in HUMAN and cluster.kind in BODY
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
            cluster.modifiers.update(name_words(mention))
        if len(cluster.belongs) < OWNERS:
            cluster.belongs.update(mention.belongs)
            if mention.possessor >= 0:
                cluster.belongs.add(mention.possessor)
        if mention.noun and not clash:
            cluster.nouns.add(mention.noun)
        self._describe(mention, cluster)
        for key in self._keys(mention):
            self.by_key.setdefault(key, cluster)

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

    def _describe(self, mention: Mention, cluster: Cluster) -> None:
        if mention.form == "nominal":
            cluster.heads.add(self.noun_head(mention))
            self._shorten(mention.first, mention.last, mention, cluster)
            return
        lexicon = self.scene.lexicon
        cluster.heads |= {
            w for i in range(mention.first, mention.core) if (w := self.scene.words[i].lower()) in lexicon.nouns
        }
        self._shorten(mention.titled, mention.core, mention, cluster)
        if mention.kind != "person":
            cluster.heads.add(self.tokens[mention.last - 1].lemma.lower())
        words = name_words(mention)
        if mention.kind == "person" or mention.entry is None:
            for word in words:
                self._index(word, cluster)
            if mention.kind == "person" and words:
                self._index("~" + skeleton(words[-1]), cluster)
            cluster.words.update(words)

    def _shorten(self, first: int, last: int, mention: Mention, cluster: Cluster) -> None:
        """Keep the initials of a person's post, by which it may be called: "the DPO" after "District Police Officer"."""
        words = self.scene.words[first:last] if 0 <= first < last - 1 and mention.kind in HUMAN else []
        initials = acronym([w for w in words if w[:1].isupper()])
        if len(initials) > 1:
            cluster.heads.add(initials)
            cluster.nouns.add("official")

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
            yield ("name", *name_words(mention))
            initials = acronym(mention.words)
            if initials:
                yield ("acronym", initials)
        if mention.form == "nominal" and mention.plural and mention.introduced == "":
            yield ("bare", *mention.words)

    def merge(self, one: Cluster, other: Cluster) -> None:
        """Move the mentions of `one` into `other`."""
        other.mentions = sorted(other.mentions + one.mentions)
        for index in one.mentions:
            self.of[index] = other
        other.belongs |= one.belongs
        other.country = other.country or one.country
        other.gender = other.gender or one.gender
        one.mentions = []


def name_words(mention: Mention) -> tuple[str, ...]:
    """The words of a name that tell it from others, without case."""
    return tuple(w.casefold() for w in mention.words if w.lower() not in _SMALL and w[0].isalnum())


def acronym(words: Sequence[str]) -> str:
    """The initials of a name's capitalised words, without case; "" for a single word."""
    initials = [w[0] for w in words if w[0].isupper() and w.lower() not in _SMALL]
    return "".join(initials).casefold() if len(initials) > 1 else ""


def skeleton(word: str) -> str:
    """What spellings of one foreign name share: its consonants, doubled ones once, near-equal ones as one."""
    bare = _VOWELS.sub("", word.casefold().translate(_ALIKE))
    return "".join(c for i, c in enumerate(bare) if i == 0 or bare[i - 1] != c)


_ALIKE = str.maketrans({"q": "k", "c": "k", "z": "s", "v": "f", "j": "y", "g": "k"})
