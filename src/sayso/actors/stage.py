"""The actors stage: fills `Reading.actors`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from sayso.actors.base import load, shipped
from sayso.actors.clusters import Cluster
from sayso.actors.finding import Finder
from sayso.actors.joining import Joiner
from sayso.actors.mention import Mention
from sayso.actors.nouns import Lexicon, lexicon
from sayso.actors.scene import Scene
from sayso.model import Actor, ActorKind, Reading, Span

AGE = 6
"""Tokens at the head of a phrase in which an age may stand: "62", "-", "year", "-", "old"."""
DESCRIPTIONS = 6
"""How many of the first descriptions of an unnamed actor are compared for its name."""
_UNNAMED_SECTORS = frozenset(("CVL", "JRN", "REL", "MIL", "REB", "COP"))


class ActorsStage:
    """Who is mentioned, each actor once with all its mentions."""

    name = "actors"
    needs = frozenset({"analysis", "places"})
    fills = frozenset({"actors"})

    def __init__(self, own: Path | None = None) -> None:
        """`own`: a file of the user's own actors, in the format of actors.tsv. Raises ResourceError for a broken one."""
        self.base = load(own) if own is not None else shipped()
        self.lexicon = lexicon()

    def __call__(self, batch: Sequence[Reading]) -> list[Reading]:
        return [msgspec.structs.replace(reading, actors=self._actors(reading)) for reading in batch]

    def _actors(self, reading: Reading) -> tuple[Actor, ...]:
        scene = Scene(reading, self.base, self.lexicon)
        mentions = Finder(scene).find()
        return Writer(reading, scene, mentions, Joiner(scene, mentions).join(), self.lexicon).actors()


class Writer:
    """Turns clusters into actors."""

    def __init__(
        self, reading: Reading, scene: Scene, mentions: Sequence[Mention], clusters: Sequence[Cluster], words: Lexicon
    ) -> None:
        self.text = reading.text
        self.scene, self.mentions, self.lexicon = scene, mentions, words
        self.clusters = [c for c in clusters if c.listed or any(mentions[i].form != "pronoun" for i in c.mentions)]
        self._by_number = {cluster.number: cluster for cluster in self.clusters}
        self.ids = {cluster.number: f"a{n}" for n, cluster in enumerate(self.clusters, 1)}

    def actors(self) -> tuple[Actor, ...]:
        """One actor a cluster, in order of first mention."""
        return tuple(map(self._actor, self.clusters))

    def _actor(self, cluster: Cluster) -> Actor:
        spans = sorted({self.scene.span(self.mentions[i]) for i in cluster.mentions} | self._listed(cluster))
        entry, name = cluster.entry, self._name(cluster)
        return Actor(
            id=self.ids[cluster.number], name=name, kind=self._kind(cluster), mentions=tuple(spans),
            country=cluster.country, sector=self._sector(cluster),
            identifier=entry.identifier if entry is not None and entry.kind != "people" else None,
            part_of=self.ids.get(cluster.part_of) if cluster.part_of is not None else None,
            aliases=self._aliases(cluster, name),
            members=tuple(self.ids[m] for m in cluster.members if m in self.ids),
        )  # fmt: skip

    def _listed(self, cluster: Cluster) -> set[Span]:
        """Where a compound actor is listed: "Ana Ruiz and Leo Paz"."""
        if not cluster.listed:
            return set()
        tokens, (first, last) = self.scene.tokens, cluster.listed
        return {Span(tokens[first].start, tokens[last - 1].end)}

    def _kind(self, cluster: Cluster) -> ActorKind:
        kind = cluster.kind
        if kind == "person" and not cluster.named:
            return "people" if cluster.plural and self._sector(cluster) in _UNNAMED_SECTORS else "unnamed"
        return kind or "unnamed"  # type: ignore[return-value]

    def _sector(self, cluster: Cluster) -> str | None:
        if cluster.entry is not None and cluster.entry.sector:
            return cluster.entry.sector
        found = Counter(m.sector for i in cluster.mentions if (m := self.mentions[i]).sector)
        own = found.most_common(1)[0][0] if found else None
        if own not in (None, "CVL") or (own and cluster.named):
            return own
        whole = self._by_number.get(cluster.part_of) if cluster.part_of is not None else None
        among = self._sector(whole) if whole is not None and whole.part_of is None else None
        return among or self._side(cluster) or own  # "members of the army" are no civilians

    def _side(self, cluster: Cluster) -> str | None:
        """Of which side those are who are only counted: "rebel casualties", "army losses"."""
        if not cluster.heads & self.lexicon.words["tolled"]:
            return None
        sides = (self.lexicon.nouns.get(word) for word in sorted(cluster.modifiers))
        return next((side.sector for side in sides if side is not None and side.sector), None)

    # ------------------------------------------------------------ names
    def _name(self, cluster: Cluster) -> str:
        """The fullest name; of a body known by its office the name most used; else the first description."""
        named = [m for i in cluster.mentions if (m := self.mentions[i]).form == "name" and i not in cluster.others]
        entry = cluster.entry
        if cluster.listed:
            return " ".join(next(iter(self._listed(cluster))).of(self.text).split())
        if not named:
            return self._described(cluster)
        if cluster.kind == "country" and cluster.entry is not None:
            spelt = [m for m in named if m.sort in ("name", "alias")]
            return max((self._words(m) for m in spelt), key=_fullness, default=cluster.entry.name)
        if cluster.kind == "person":
            return max((self._words(m) for m in named), key=_fullness)
        names = [self._fuller(m) for m in named]
        if cluster.kind == "group" and entry is not None:
            known = {entry.name.lower(), *map(str.lower, entry.aliases)}
            names = [name for name in names if name.lower() in known] or names
        if cluster.role and cluster.country:
            every = [m for i in cluster.mentions if (m := self.mentions[i]).form != "pronoun"]
            local = [self._fuller(m) for m in every if self._says_country(m)]
            return Counter(local or names).most_common(1)[0][0]
        return max(names, key=_fullness)

    def _says_country(self, mention: Mention) -> bool:
        return mention.country is not None and (mention.entry is not None or mention.first < mention.head)

    def _described(self, cluster: Cluster) -> str:
        """Of the first descriptions the first of most words; of a few people with how many they are ("three young men").

        Of those who came to harm without it: their number is a toll, which differs from one telling to the next.
        """
        found = [m for i in cluster.mentions if (m := self.mentions[i]).form == "nominal"][:DESCRIPTIONS]
        names = ((not cluster.harmed and self._few(m)) or self._fuller(m) for m in found)
        return max(names, key=lambda name: (_fullness(name)[0], len(name.split())))

    def _few(self, mention: Mention) -> str:
        """The description of people from the word for their small number on, with what makes it rough; "" for others.

        A number in figures is a count and no part of who they are.
        """
        few, words = self.lexicon.words["few"], self.scene.words
        if not mention.plural or mention.kind in ("group", "organization"):
            return ""
        at = next((i for i in range(mention.first, mention.head) if words[i].lower() in few), -1)
        if at < 0 or any(self._is_hedge(i) for i in range(at, mention.head)):
            return ""
        rough = self.lexicon.words["rough"]
        size = next((n for n in (2, 1) if " ".join(words[max(at - n, 0) : at]).lower() in rough), 0)
        at -= size
        name = self._between(at, max(mention.last, mention.tail))
        if name.partition(" ")[0].isupper():
            return name
        return name[0].lower() + name[1:]  # "Two men" at the head of a sentence are named by nothing

    def _is_hedge(self, index: int) -> bool:
        """Whether a word only says how sure it is that someone is what he is called: "alleged", "self-styled"."""
        words, hedges = self.scene.words, self.lexicon.words["hedges"]
        hyphenated = index > 1 and words[index - 1] == "-" and words[index - 2].lower() in ("so", "self")
        return words[index].lower() in hedges or hyphenated

    def _between(self, first: int, last: int) -> str:
        """The words of some tokens, with single spaces."""
        tokens = self.scene.tokens
        return " ".join(self.text[tokens[first].start : tokens[last - 1].end].split())

    def _words(self, mention: Mention) -> str:
        """The name itself, without titles and descriptions."""
        tokens, last = self.scene.tokens, mention.last
        while (
            mention.kind == "person"
            and last - mention.core > 2
            and tokens[last - 1].word in self.lexicon.words["behind names"]
        ):
            last -= 1
        return " ".join(self.text[tokens[mention.core].start : tokens[last - 1].end].split())

    def _fuller(self, mention: Mention) -> str:
        """The phrase with what is part of its name, without numbers and quantities before it."""
        tokens, counting = self.scene.tokens, self.lexicon.words["counting"]
        first, last = mention.first, max(mention.last, mention.tail)
        body = mention.kind in ("group", "organization")
        if body and (mention.entry is not None or self._is_described(mention)):
            first = mention.core
        first = self._past_hedges(self._past_age(first, mention.head), mention.head)
        if first + 2 < mention.head and tokens[first].upos == "NUM" and tokens[first + 1].word == "-":
            first += 3  # "four-person"
        while first < mention.head and (
            tokens[first].upos in ("NUM", "PUNCT", "DET") or tokens[first].lemma.lower() in counting
            or tokens[first].word in ("of", "them") or tokens[first].word.lower() in ("his", "her", "its", "their", "our", "my")
        ):  # fmt: skip
            first += 1
        return self._between(first, last)

    def _past_hedges(self, first: int, head: int) -> int:
        """The first token of a phrase after what hedges it: "members" of "two alleged members"."""
        return 1 + max((i for i in range(first, head) if self._is_hedge(i)), default=first - 1)

    def _is_described(self, mention: Mention) -> bool:
        """Whether small words describe a named body before its name: "the disaster agency X"."""
        words = self.scene.words[mention.first : mention.core]
        own = self.scene.words[mention.core].lower() not in self.lexicon.nouns
        return mention.form == "name" and own and bool(words) and not any(w[:1].isupper() for w in words)

    def _past_age(self, first: int, head: int) -> int:
        """The first token of a phrase after "62-year-old"."""
        words = [self.scene.words[i].lower() for i in range(first, min(first + AGE, head))]
        return first + words.index("old") + 1 if "old" in words and words[0] != "old" else first

    def _aliases(self, cluster: Cluster, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for index in cluster.mentions:
            mention = self.mentions[index]
            if mention.form == "name" and mention.sort not in ("adjective", "people"):
                found.setdefault(self._words(mention))
        found.pop(name, None)
        return tuple(found)


def _fullness(name: str) -> tuple[bool, int]:
    """Full names before acronyms, then longer ones."""
    plain = name.replace(".", "").replace("-", "")
    return not (plain.isupper() and plain.isalpha() and len(plain) <= 8), len(name)
