"""What holds of actors: offices, bodies they head or belong to, backers, allies, designations, other names."""

from sayso.facts.stage import FactsStage

__all__ = ["FactsStage"]
