"""
Warranties and claims over columns: until when, and whether a defect is in cover.
"""

from followup_rules.frames.warranty.judging import RESULTS, assess

__all__ = ["RESULTS", "assess"]
