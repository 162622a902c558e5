"""
How long each category of work is covered, and whether a claim is.

A cover begins on the day that acceptance is passed: that day is covered, and the
count begins on the next. It ends at 24:00 of the corresponding day so many years
later, or with the last of so many local seasons. What was agreed goes before the
statutory period only where it is longer.
"""

from followup_rules.policies.warranty.claims import CoverEvidence, Duty
from followup_rules.policies.warranty.cover import (
    FULL,
    PARTIAL_COUNTS,
    Cover,
    ExpiryNotice,
    Meter,
    SeasonCount,
)
from followup_rules.policies.warranty.judging import LACKING, lack_of
from followup_rules.policies.warranty.policy import WarrantyPolicy
from followup_rules.policies.warranty.reckoning import Restart, WarrantyCase
from followup_rules.policies.warranty.starting import Start, StartEvent
from followup_rules.policies.warranty.terms import Agreed, Term, read_agreed, read_term

__all__ = [
    "FULL",
    "LACKING",
    "PARTIAL_COUNTS",
    "Agreed",
    "Cover",
    "CoverEvidence",
    "Duty",
    "ExpiryNotice",
    "Meter",
    "Restart",
    "SeasonCount",
    "Start",
    "StartEvent",
    "Term",
    "WarrantyCase",
    "WarrantyPolicy",
    "lack_of",
    "read_agreed",
    "read_term",
]
