"""
All verdicts of one call: what they come to, as text, as data and against another.
"""

from followup_rules.reports.changes import Change, Changes
from followup_rules.reports.counts import Counts
from followup_rules.reports.data import (
    AccountData,
    ReportData,
    RowData,
    RowErrorData,
)
from followup_rules.reports.report import Report
from followup_rules.verdicts import VerdictData

__all__ = [
    "AccountData",
    "Change",
    "Changes",
    "Counts",
    "Report",
    "ReportData",
    "RowData",
    "RowErrorData",
    "VerdictData",
]
