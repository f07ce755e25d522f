"""From scored pairs to events: average linkage that respects what can never be the same.

The result depends on the pairs alone, not on the order in which they came: of all clusters that may be joined, those with
the highest mean score are joined first, and equals in the order of their names.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

N = TypeVar("N", int, str)

NEVER = -1000.0
"""The weight of a pair that can never be one event."""

Links = Mapping[tuple[str, str], float]
Forbids = Callable[[str, str], bool]
"""Whether two nodes can never be one event."""


def components(nodes: Iterable[N], joined: Iterable[tuple[N, N]]) -> list[list[N]]:
    """The connected components, each sorted, in order of their first node."""
    parent: dict[N, N] = {node: node for node in nodes}

    def root(node: N) -> N:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in joined:
        one, two = root(a), root(b)
        if one != two:
            parent[max(one, two)] = min(one, two)
    groups: dict[N, list[N]] = {}
    for node in sorted(parent):
        groups.setdefault(root(node), []).append(node)
    return [groups[name] for name in sorted(groups)]


class _Agglomeration:
    """Clusters of one component; between two, the sum and the number of the scored pairs."""

    def __init__(self, nodes: Iterable[str], links: Links, forbids: Forbids | None) -> None:
        self.forbids = forbids
        self.members = {node: [node] for node in nodes}
        self.between: dict[str, dict[str, tuple[float, int]]] = {node: {} for node in self.members}
        for (a, b), weight in links.items():
            if a in self.members and b in self.members:
                self.between[a][b] = self.between[b][a] = (weight, 1)
        self.queue = [self.entry(a, b) for a in self.members for b in self.between[a] if a < b]
        heapq.heapify(self.queue)

    def entry(self, a: str, b: str) -> tuple[float, str, str]:
        total, number = self.between[a][b]
        return (-total / number, min(a, b), max(a, b))

    def run(self, threshold: float) -> list[list[str]]:
        while self.queue:
            entry = heapq.heappop(self.queue)
            _, a, b = entry
            if -entry[0] <= threshold:
                break
            if a in self.members and b in self.members and b in self.between[a] and self.entry(a, b) == entry:
                if self.forbidden(a, b):
                    self.between[a][b] = self.between[b][a] = (NEVER, 1)
                else:
                    self.join(a, b)
        return sorted(sorted(members) for members in self.members.values())

    def forbidden(self, a: str, b: str) -> bool:
        """Whether any pair between two groups can never be one event."""
        forbids = self.forbids
        return forbids is not None and any(forbids(x, y) for x in self.members[a] for y in self.members[b])

    def join(self, a: str, b: str) -> None:
        """b goes into a; a is the lesser name, so a cluster is named by its least member."""
        self.members[a] += self.members.pop(b)
        del self.between[a][b]
        for other, (total, number) in self.between.pop(b).items():
            if other == a:
                continue
            del self.between[other][b]
            before = self.between[a].get(other, (0.0, 0))
            merged = (before[0] + total, before[1] + number)
            self.between[a][other] = self.between[other][a] = merged
            heapq.heappush(self.queue, self.entry(a, other))


def cluster(
    nodes: Iterable[str], links: Links, threshold: float = 0.0, forbids: Forbids | None = None
) -> list[list[str]]:
    """Groups of nodes that are one event: joined while the mean score of the pairs between two groups is above the threshold.

    A pair of weight NEVER, or that `forbids` names, keeps its groups apart whatever the rest says. Groups and their members
    are sorted.
    """
    return _Agglomeration(sorted(nodes), links, forbids).run(threshold)
