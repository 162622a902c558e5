"""
A rate against a bound: binding (达到), or striven for (力争).

The comparators bear the words of the texts: 不低于, 不超过 and 以下 include the
bound, 低于, 不满 and 超过 exclude it. Numbers are compared by cross-multiplication,
so 199 of 200 is not 100 %.
"""

from followup_rules.policies.targets.evidence import Bound, TargetEvidence
from followup_rules.policies.targets.policy import TargetPolicy

__all__ = [
    "Bound",
    "TargetEvidence",
    "TargetPolicy",
]
