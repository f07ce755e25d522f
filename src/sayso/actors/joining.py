"""Which mentions mean one actor. Mentions are taken in order of the text, each joined to a cluster or given a new one.

Names join by the base's entry, by the state office they fill, by their words (surnames, parts, acronyms, spellings):
`clusters`. What stands side by side joins by `structure`. Descriptions and pronouns join to the best of the clusters mentioned
lately: `antecedents`, by the table in `weights`; what lies outside the window is not looked at, so that the time is linear in
the mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

from sayso.actors.antecedents import Descriptions, Pronouns
from sayso.actors.clusters import Cluster, Register, name_words
from sayso.actors.completion import Completion
from sayso.actors.mention import Mention
from sayso.actors.nearness import Nearness
from sayso.actors.scene import HUMAN, Scene
from sayso.actors.structure import Structure


class Joiner:
    """Joins the mentions of one report."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention]) -> None:
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.register = Register(scene, mentions)
        self.at_head = self.register.at_head
        self.structure = Structure(scene, mentions)
        nearness = Nearness(scene, mentions, self.register)
        self.descriptions = Descriptions(scene, self.register, nearness)
        self.pronouns = Pronouns(scene, mentions, self.register, nearness)
        self.completion = Completion(scene, mentions, self.register)
        self.bound = self.structure.bound()

    def join(self) -> list[Cluster]:
        """The clusters, in order of their first mention."""
        waiting = {early: late for late, early in self.bound.items() if self.structure.waits(early, late)}
        told: dict[int, list[int]] = {}
        for early, late in waiting.items():
            told.setdefault(late, []).append(early)
        for index, mention in enumerate(self.mentions):
            if index in waiting:
                continue
            cluster = self._choose(index, mention)
            if cluster is not None:
                for early in told.get(index, ()):
                    self.register.add(early, self.mentions[early], cluster)
                self.register.add(index, mention, cluster)
                self._list(index, mention)
        self.completion.resolve_leads()
        self.completion.resolve_parts()
        return [c for c in self.register.clusters if c.mentions]

    def _choose(self, index: int, mention: Mention) -> Cluster | None:
        bound = self.register.of.get(self.bound.get(index, -1))
        if mention.form == "name":
            if index in self.structure.aliased and bound is not None and bound.kind == "person":
                bound.others.add(index)
                return bound
            own = self.register.by_name(mention)
            if own is None:
                own = bound if bound is not None and self._can_name(mention, bound) else None
            return own or self.register.new()
        if bound is not None:
            return bound
        if mention.form == "pronoun":
            return (
                self.pronouns.relative(mention)
                if mention.introduced == "relative"
                else self.pronouns.pronoun(index, mention)
            )
        return self.descriptions.nominal(index, mention)

    def _can_name(self, mention: Mention, cluster: Cluster) -> bool:
        if cluster.entry is not None and mention.entry is not None and cluster.entry is not mention.entry:
            return False
        if mention.kind == "person" and cluster.named and cluster.kind == "person":
            return bool(set(name_words(mention)) & cluster.words)
        return (mention.kind in HUMAN) == (cluster.kind in HUMAN)

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
        clusters = [self.register.of[i] for h in heads if (i := self.at_head[h]) in self.register.of]
        human = {c.kind in HUMAN for c in clusters}
        if heads[-1] != mention.head or len(clusters) != len(heads) or len(human) > 1 or len(set(clusters)) < 2:
            return
        made = self.register.new()
        made.kinds.add(
            clusters[0].kind if len({c.kind for c in clusters}) == 1 else "people" if True in human else "group"
        )
        made.plural, made.last, made.listed = True, index, (self.mentions[first].first, mention.last)
        made.members = [c.number for c in clusters]
        self.register.lists[index] = made
