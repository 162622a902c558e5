"""
A series of visits planned from one first day, each in a window of its own.

The weeks of a pregnancy, the months of a child, the visits of a trial: each planned
visit lies so long after the anchor, with a tolerance, or between two such times. A
visit that lies in no window of an open one is an answer of its own: unscheduled.
"""

from followup_rules.policies.series.evidence import SeriesEvidence
from followup_rules.policies.series.plan import Around, Between, PlannedVisit
from followup_rules.policies.series.policy import SeriesPolicy

__all__ = ["Around", "Between", "PlannedVisit", "SeriesEvidence", "SeriesPolicy"]
