"""
Warranties and claims over columns: until when, and whether a defect is in cover.
"""

from followup_rules.frames.warranty.judging import RESULTS, judge

__all__ = ["RESULTS", "judge"]
