"""
Follow-up visits after property repairs (维修回访工作制度).

>>> import pendulum
>>> from followup_rules.rulebooks import repair
>>> done = pendulum.datetime(2026, 3, 2, 16, 30, tz="Asia/Shanghai")
>>> repair.VISIT_DEADLINE.due(done, category="safety_facility").last_day
Date(2026, 3, 4)
>>> repair.VISIT_QUOTAS["office"].required(population=7)
1
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.repair.assess import assess
from followup_rules.rulebooks.repair.rules import (
    CLAUSES,
    READINGS,
    RECTIFICATION,
    RECTIFICATION_NOTICE,
    REGISTRATION,
    REGULATION,
    RULES,
    VISIT_DEADLINE,
    VISIT_QUOTAS,
    VISIT_RECORD,
    VISITORS,
)

if TYPE_CHECKING:
    from followup_rules.rulebooks.repair.facts import (
        CHANNELS,
        PREMISES,
        Problem,
        ProblemFacts,
        Repair,
        RepairFacts,
        Visit,
        VisitFacts,
        Visitor,
        VisitorFacts,
    )
    from followup_rules.rulebooks.repair.planning import Plan, PlannedVisit, plan
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "facts": (
                "CHANNELS",
                "PREMISES",
                "Problem",
                "ProblemFacts",
                "Repair",
                "RepairFacts",
                "Visit",
                "VisitFacts",
                "Visitor",
                "VisitorFacts",
            ),
            "planning": ("Plan", "PlannedVisit", "plan"),
        },
    )

__all__ = [
    "CHANNELS",
    "CLAUSES",
    "PREMISES",
    "READINGS",
    "RECTIFICATION",
    "RECTIFICATION_NOTICE",
    "REGISTRATION",
    "REGULATION",
    "RULES",
    "VISITORS",
    "VISIT_DEADLINE",
    "VISIT_QUOTAS",
    "VISIT_RECORD",
    "Plan",
    "PlannedVisit",
    "Problem",
    "ProblemFacts",
    "Repair",
    "RepairFacts",
    "Visit",
    "VisitFacts",
    "Visitor",
    "VisitorFacts",
    "assess",
    "plan",
]
