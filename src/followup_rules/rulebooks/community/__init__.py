"""
Follow-up visits by a residential-estate office (小区管理处回访制度).

>>> import datetime as dt
>>> import pendulum
>>> from followup_rules.rulebooks import community
>>> now = pendulum.datetime(2026, 8, 1, tz="Asia/Shanghai")
>>> meetings = [dt.date(2026, 3, 31), dt.date(2026, 7, 1)]
>>> community.REPRESENTATIVES_MEETING.assess(
...     meetings, cell=dt.date(2026, 5, 1), as_of=now
... ).status.name
'BREACHED'
>>> community.HANDLING_RATE.assess(199, 200).status.name
'BREACHED'
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.community.assess import assess
from followup_rules.rulebooks.community.readings import READINGS
from followup_rules.rulebooks.community.rules import (
    APPOINTED_REPLY,
    AREA_OFFICERS,
    AREA_VISITS,
    CALLER_REGISTER,
    COMPLAINT_CHANNELS,
    COMPLAINT_DESIGNEE,
    COMPLAINT_RATE,
    COMPLAINT_RECEIVER,
    COMPLAINT_ROUTING,
    DIRECTOR_ROUNDS,
    DUTY_HOLDERS,
    ESCALATION,
    HANDLING_RATE,
    JOB_DUTIES,
    MATTER_REGISTER,
    OUTCOME_AND_REPLY,
    REPRESENTATIVES_MEETING,
    ROUND_VISITORS,
    RULES,
    SETTLEMENT,
    VISIT_RECORD,
    YEARLY_APPRAISAL,
    YEARLY_PAPER,
    YEARLY_PLAN,
)
from followup_rules.rulebooks.community.text import CLAUSES, REGULATION

if TYPE_CHECKING:
    from followup_rules.rulebooks.community.case import CHANNELS, KINDS, PAPERS, SOURCES
    from followup_rules.rulebooks.community.facts import (
        Area,
        AreaFacts,
        Caller,
        CallerFacts,
        Estate,
        EstateFacts,
        Matter,
        MatterFacts,
        Meeting,
        MeetingFacts,
        Paper,
        PaperFacts,
        Post,
        PostFacts,
        Visit,
        VisitFacts,
    )
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "case": ("CHANNELS", "KINDS", "PAPERS", "SOURCES"),
            "facts": (
                "Area",
                "AreaFacts",
                "Caller",
                "CallerFacts",
                "Estate",
                "EstateFacts",
                "Matter",
                "MatterFacts",
                "Meeting",
                "MeetingFacts",
                "Paper",
                "PaperFacts",
                "Post",
                "PostFacts",
                "Visit",
                "VisitFacts",
            ),
        },
    )

__all__ = [
    "APPOINTED_REPLY",
    "AREA_OFFICERS",
    "AREA_VISITS",
    "CALLER_REGISTER",
    "CHANNELS",
    "CLAUSES",
    "COMPLAINT_CHANNELS",
    "COMPLAINT_DESIGNEE",
    "COMPLAINT_RATE",
    "COMPLAINT_RECEIVER",
    "COMPLAINT_ROUTING",
    "DIRECTOR_ROUNDS",
    "DUTY_HOLDERS",
    "ESCALATION",
    "HANDLING_RATE",
    "JOB_DUTIES",
    "KINDS",
    "MATTER_REGISTER",
    "OUTCOME_AND_REPLY",
    "PAPERS",
    "READINGS",
    "REGULATION",
    "REPRESENTATIVES_MEETING",
    "ROUND_VISITORS",
    "RULES",
    "SETTLEMENT",
    "SOURCES",
    "VISIT_RECORD",
    "YEARLY_APPRAISAL",
    "YEARLY_PAPER",
    "YEARLY_PLAN",
    "Area",
    "AreaFacts",
    "Caller",
    "CallerFacts",
    "Estate",
    "EstateFacts",
    "Matter",
    "MatterFacts",
    "Meeting",
    "MeetingFacts",
    "Paper",
    "PaperFacts",
    "Post",
    "PostFacts",
    "Visit",
    "VisitFacts",
    "assess",
]
