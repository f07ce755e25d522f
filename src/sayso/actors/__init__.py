"""Who: names, descriptions and pronouns, and which of them mean one actor.

`base` knows actors by name, `nouns` the words that describe one. `finding` cuts a report's mentions: `scene` is the report as
it sees it, `naming` (with `titles`, `senses`, `evidence`) reads names, `describing` descriptions. `joining` brings the mentions
of one actor together: `structure` by what stands side by side, `clusters` by name, `antecedents` (with `nearness`, `weights`)
by description and pronoun, `completion` at the end. `stage` writes the actors into the reading.
"""

from sayso.actors.base import ActorBase, Entry, load, shipped
from sayso.actors.stage import ActorsStage

__all__ = ["ActorBase", "ActorsStage", "Entry", "load", "search", "shipped"]


def search(query: str, limit: int = 20) -> list[Entry]:
    """Actors of the shipped base by name, alias or note, best first."""
    return shipped().search(query, limit)
