"""
Again and again: so many in a row, within a span, or altogether.

What is counted are dated events (the repairs of one part), or cells of the calendar with
what they came to (the months at the bottom of a list, the verdicts on a rule month by
month). When the number is full, something is owed, or the number itself is the breach.
"""

from followup_rules.policies.streaks.evidence import (
    Cell,
    Outcome,
    Reached,
    Several,
    Streak,
    StreakEvidence,
)
from followup_rules.policies.streaks.policy import Occasion, StreakPolicy

__all__ = [
    "Cell",
    "Occasion",
    "Outcome",
    "Reached",
    "Several",
    "Streak",
    "StreakEvidence",
    "StreakPolicy",
]
