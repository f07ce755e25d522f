"""The ledger: many reports, one event, every version of it. The public names, and nothing else."""

from sayso.ledger.filters import Filters
from sayso.ledger.history import Change
from sayso.ledger.judgements import Judgement
from sayso.ledger.ledger import ActorRow, ClaimRow, Ledger, ReportRow, SpeakerRow, UnreadRow, UnsurePair
from sayso.ledger.lines import EventLine
from sayso.ledger.pages import ActorView, EventView
from sayso.ledger.policies import POLICIES, Answer, Policy, TallyLine, policy
from sayso.ledger.statements import Statement
from sayso.ledger.store import Added

__all__ = [
    "POLICIES", "ActorRow", "ActorView", "Added", "Answer", "Change", "ClaimRow", "EventLine", "EventView", "Filters",
    "Judgement", "Ledger", "Policy", "ReportRow", "SpeakerRow", "Statement", "TallyLine", "UnreadRow", "UnsurePair", "policy",
]  # fmt: skip
