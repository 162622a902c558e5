"""
Why a verdict is what it is: the one register of reasons.

`register` holds every code with the status that it decides, and what is to be mended
where a fact is missing or wrong. The sentences stand beside it, one module for each
kind of rule, and are loaded when they are asked for.
"""

from followup_rules.reasons.register import (
    DECIDED_BY,
    FORMERLY,
    NOTES,
    STATUS_OF,
    status_of,
    to_mend,
)
from followup_rules.reasons.statuses import Status

__all__ = [
    "DECIDED_BY",
    "FORMERLY",
    "NOTES",
    "STATUS_OF",
    "Status",
    "status_of",
    "to_mend",
]
