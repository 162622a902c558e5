"""
Do something inside a window of days around an anchor.

The window is so long after an event, so long before an end, or given by the caller
day by day as a season is. Both its days belong to it. What comes before the window
does not count; what comes after it is late, or does not count either.
"""

from followup_rules.policies.windows.policy import WindowPolicy
from followup_rules.policies.windows.spans import (
    After,
    Anchor,
    Before,
    Bounds,
    Given,
    Span,
    WindowEvidence,
)

__all__ = [
    "After",
    "Anchor",
    "Before",
    "Bounds",
    "Given",
    "Span",
    "WindowEvidence",
    "WindowPolicy",
]
