"""
At most, or at least, so long between one and the next.

Either what was done last starts the count anew, however early or late it came; or the
plan is anchored: from a first day on, each stretch of the same length asks for one, and
an early or a late one moves nothing. A rule may hold in one season of the year alone.
"""

from followup_rules.policies.intervals.evidence import IntervalEvidence
from followup_rules.policies.intervals.policy import IntervalPolicy
from followup_rules.policies.intervals.stretches import CountedFrom

__all__ = ["CountedFrom", "IntervalEvidence", "IntervalPolicy"]
