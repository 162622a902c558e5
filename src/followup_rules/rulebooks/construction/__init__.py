"""
Project follow-up visits and warranty (工程的回访保修制度).

>>> import datetime as dt
>>> from followup_rules.rulebooks import construction
>>> from followup_rules.timing.seasons import published
>>> construction.WARRANTY.cover(
...     "roof_waterproofing", accepted_on=dt.date(2024, 2, 29)
... ).last_day
Date(2029, 2, 28)
>>> claim = construction.WARRANTY.assess_claim(
...     "heating",
...     accepted_on=dt.date(2023, 12, 20),
...     occurred_at=dt.date(2025, 12, 1),
...     seasons=published("beijing"),
... )
>>> claim.status.name, claim.deadline.last_day
('MET', Date(2026, 3, 15))
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.construction.assess import assess
from followup_rules.rulebooks.construction.readings import READINGS
from followup_rules.rulebooks.construction.rules import (
    CLOSE_OUT,
    COMPENSATION,
    DEFECT_REPAIR,
    DEVELOPER_PRESENCE,
    DISPATCH,
    EXPIRY_ADVICE,
    HAND_OVER,
    HEATING_SEASON_CONTENTS,
    HEATING_SEASON_VISIT,
    JOINT_APPRAISAL,
    LEFTOVERS,
    LETTER_CONTENTS,
    PRE_EXPIRY_VISIT,
    RAINY_SEASON_CONTENTS,
    RAINY_SEASON_VISIT,
    RULES,
    STATUTORY_LETTER,
    SUPERVISION,
    TECHNICAL_CONTENTS,
    TECHNICAL_TEAM,
    TECHNICAL_VISIT,
    VISIT_CONTENTS,
    VISIT_NOTICES,
    VISIT_ORGANISER,
    VISIT_PAPER,
    VISIT_TEAM,
    WARRANTY,
    WARRANTY_REPAIR,
)
from followup_rules.rulebooks.construction.text import CLAUSES, REGULATION

if TYPE_CHECKING:
    from followup_rules.rulebooks.construction.case import VISIT_KINDS
    from followup_rules.rulebooks.construction.facts import (
        Claim,
        ClaimFacts,
        Project,
        ProjectFacts,
        SiteVisit,
        SiteVisitFacts,
    )
    from followup_rules.rulebooks.construction.owed import Owed, OwedList, owed_visits
    from followup_rules.rulebooks.construction.retention import (
        RETENTION_CAP,
        RETENTION_REFUND,
    )
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "case": ("VISIT_KINDS",),
            "facts": (
                "Claim",
                "ClaimFacts",
                "Project",
                "ProjectFacts",
                "SiteVisit",
                "SiteVisitFacts",
            ),
            "owed": ("Owed", "OwedList", "owed_visits"),
            "retention": ("RETENTION_CAP", "RETENTION_REFUND"),
        },
    )

__all__ = [
    "CLAUSES",
    "CLOSE_OUT",
    "COMPENSATION",
    "DEFECT_REPAIR",
    "DEVELOPER_PRESENCE",
    "DISPATCH",
    "EXPIRY_ADVICE",
    "HAND_OVER",
    "HEATING_SEASON_CONTENTS",
    "HEATING_SEASON_VISIT",
    "JOINT_APPRAISAL",
    "LEFTOVERS",
    "LETTER_CONTENTS",
    "PRE_EXPIRY_VISIT",
    "RAINY_SEASON_CONTENTS",
    "RAINY_SEASON_VISIT",
    "READINGS",
    "REGULATION",
    "RETENTION_CAP",
    "RETENTION_REFUND",
    "RULES",
    "STATUTORY_LETTER",
    "SUPERVISION",
    "TECHNICAL_CONTENTS",
    "TECHNICAL_TEAM",
    "TECHNICAL_VISIT",
    "VISIT_CONTENTS",
    "VISIT_KINDS",
    "VISIT_NOTICES",
    "VISIT_ORGANISER",
    "VISIT_PAPER",
    "VISIT_TEAM",
    "WARRANTY",
    "WARRANTY_REPAIR",
    "Claim",
    "ClaimFacts",
    "Owed",
    "OwedList",
    "Project",
    "ProjectFacts",
    "SiteVisit",
    "SiteVisitFacts",
    "assess",
    "owed_visits",
]
