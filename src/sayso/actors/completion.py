"""What can be told only at a report's end: the name of its lead's unnamed one, wholes of parts, members of groups."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from sayso.actors.clusters import Cluster, Register
from sayso.actors.mention import Mention
from sayso.actors.scene import BODY, HUMAN, Scene


class Completion:
    """Completes the clusters of a register."""

    def __init__(self, scene: Scene, mentions: Sequence[Mention], register: Register) -> None:
        self.scene = scene
        self.mentions = mentions
        self.tokens, self.children = scene.tokens, scene.analysis.children
        self.register, self.at_head = register, register.at_head

    def resolve_leads(self) -> None:
        """The unnamed "a top official of X" of the lead, named in one of the next sentences."""
        people = [c for c in self.register.clusters if c.mentions and c.named and c.kind == "person"]
        firsts = [c.mentions[0] for c in people]
        leads = [c for c in self.register.clusters if c.mentions and self._is_lead(c)]
        for lead in leads:
            after = bisect_right(firsts, lead.mentions[0])
            named = next((c for c in people[after : after + 12] if c.mentions and self._names_lead(c, lead)), None)
            if named is not None:
                self.register.merge(lead, named)

    def _is_lead(self, cluster: Cluster) -> bool:
        mention = self.mentions[cluster.mentions[0]]
        single = not cluster.named and not cluster.plural and cluster.kind in HUMAN
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
        owners = {o for i in lead.belongs if (o := self.register.owner(i)) is not None}
        held = {o for i in cluster.belongs if (o := self.register.owner(i)) is not None}
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

    def resolve_parts(self) -> None:
        """Wings, branches and fighters of an actor are parts of it; "the groups X and Y" has X and Y as members."""
        parts = self.scene.lexicon.words["parts"]
        for cluster in self.register.clusters:
            if cluster.entry is not None and cluster.entry.part_of:
                whole = self.register.by_key.get(("entry", cluster.entry.part_of))
                cluster.part_of = whole.number if whole is not None and whole is not cluster else None
            elif cluster.entry is None and cluster.kind in ("group", "organization") and cluster.heads & parts:
                cluster.part_of = self._whole(cluster, BODY)
            elif cluster.kind in ("people", "unnamed") and self._belonging(cluster):
                cluster.part_of = self._whole(cluster, frozenset(("group", "organization")))
            self._gather_members(cluster)
        for cluster in self.register.clusters:
            self._look_through(cluster)

    def _belonging(self, cluster: Cluster) -> bool:
        """Whether a description is one of those who make up what it is said to be of: "fighters", "members", "men"."""
        if cluster.heads & self.scene.lexicon.words["ranks"]:
            return True
        if cluster.plural and "man" in cluster.heads:  # "men of the front", but not "men from the ministry"
            return any(self.scene.case(token) == "of" for token in cluster.belongs)
        return bool(cluster.plural and cluster.nouns & {"fighter", "soldier", "officer"})

    def _look_through(self, cluster: Cluster) -> None:
        """People of an unnamed part of a named whole are part of the whole: "members of the southern wing of X"."""
        part = self.register.clusters[cluster.part_of] if cluster.part_of is not None else None
        if part is not None and cluster.kind in ("people", "unnamed") and not part.named and part.part_of is not None:
            whole = self.register.clusters[part.part_of]
            cluster.part_of = whole.number if whole.named else cluster.part_of

    def _whole(self, cluster: Cluster, kinds: frozenset[str]) -> int | None:
        head = self.mentions[cluster.mentions[0]].head if cluster.mentions else 0
        before = (c for c in self.children[head] if self.tokens[c].dep == "compound")
        for token in sorted(cluster.belongs.union(before), key=lambda t: (t > head, abs(head - t))):
            owner = self.register.owner(token)
            if owner is not None and owner != cluster.number and self.register.clusters[owner].kind in kinds:
                return owner
        return None

    def _gather_members(self, cluster: Cluster) -> None:
        for index in cluster.mentions:
            mention = self.mentions[index]
            if mention.form != "nominal" or not mention.plural:
                continue
            for listed in self._listings(mention):
                found = (o for c in listed if (o := self.register.owner(c)) is not None and self._may_hold(cluster, o))
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
        other = self.register.clusters[member]
        return other is not cluster and other.named and (other.kind in HUMAN) == (cluster.kind in HUMAN)
