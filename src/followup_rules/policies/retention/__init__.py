"""
Retention money, and the defects liability period after which it is paid back.

This is another clock than the warranty, with the same usual start: paying the money
back ends no warranty, and a warranty holds no money back. Money is exact: whole
numbers, fractions or decimals, never floats.
"""

from followup_rules.policies.retention.money import (
    NOT_AGREED,
    LiabilityPeriod,
    RetentionCap,
    RetentionEvidence,
)
from followup_rules.policies.retention.refund import (
    DELAYED_BY,
    RefundEvidence,
    RefundSteps,
    RetentionRefund,
)

__all__ = [
    "DELAYED_BY",
    "NOT_AGREED",
    "LiabilityPeriod",
    "RefundEvidence",
    "RefundSteps",
    "RetentionCap",
    "RetentionEvidence",
    "RetentionRefund",
]
