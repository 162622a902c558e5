"""
Do something within a period after a trigger.

What starts the count is named by the policy; the start day is not counted and the
last day counts, unless its `Counting` says otherwise. A policy without a limit is
open-ended: it reports elapsed time and is never late.
"""

from followup_rules.policies.deadlines.evidence import DeadlineEvidence
from followup_rules.policies.deadlines.ladder import LadderStep, Rung
from followup_rules.policies.deadlines.policy import Case, Conflict, DeadlinePolicy

__all__ = [
    "Case",
    "Conflict",
    "DeadlineEvidence",
    "DeadlinePolicy",
    "LadderStep",
    "Rung",
]
