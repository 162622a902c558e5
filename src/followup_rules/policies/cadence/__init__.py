"""
At least so many in each cell of the calendar: 每周, 每月, 每季度, 每年.

A cell is Monday to Sunday, a calendar month, a quarter or a year; both its ends
belong to it, and what is done in one cell never counts for another. A cell is
judged when it has ended, so within a cell nothing is late.
"""

from followup_rules.policies.cadence.cells import (
    CellsEvidence,
    CountedBy,
    Coverage,
    Event,
    coverage,
)
from followup_rules.policies.cadence.policy import CadencePolicy

__all__ = [
    "CadencePolicy",
    "CellsEvidence",
    "CountedBy",
    "Coverage",
    "Event",
    "coverage",
]
