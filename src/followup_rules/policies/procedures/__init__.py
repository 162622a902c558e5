"""
Steps in order, each with the party that owes it.

A step may follow others, be owed on the same day as another, be a notice that must
come before the procedure's trigger, or be owed only if a fact holds. A step without
a limit is open until the matter closes and a breach from then on. Steps that another
party owes never make the procedure a breach of the party that owes the whole.
"""

from followup_rules.policies.procedures.evidence import StepsEvidence
from followup_rules.policies.procedures.policy import ProcedurePolicy
from followup_rules.policies.procedures.steps import Done, Notice, Step, TooEarly

__all__ = [
    "Done",
    "Notice",
    "ProcedurePolicy",
    "Step",
    "StepsEvidence",
    "TooEarly",
]
