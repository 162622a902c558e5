"""
What changed between two rulebooks, in words; and whose verdicts change with it.
"""

from followup_rules.interchange.difference.comparing import (
    Change,
    Turn,
    changes,
)
from followup_rules.interchange.difference.effects import (
    Difference,
    Shift,
    diff,
)
from followup_rules.interchange.difference.saying import (
    page_words,
    say_value,
)

__all__ = [
    "Change",
    "Difference",
    "Shift",
    "Turn",
    "changes",
    "diff",
    "page_words",
    "say_value",
]
