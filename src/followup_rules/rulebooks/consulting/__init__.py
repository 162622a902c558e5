"""
Client communication and follow-up of a cost-consulting firm (客户沟通与回访制度).

>>> import datetime as dt
>>> import pendulum
>>> from followup_rules.rulebooks import consulting
>>> now = pendulum.datetime(2026, 6, 30, 18, tz="Asia/Shanghai")
>>> feedback = consulting.FEEDBACK.assess(
...     dt.date(2026, 3, 1), dt.date(2026, 6, 30), as_of=now
... )
>>> feedback.status.name, feedback.evidence.elapsed_days
('MET', 121)
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.consulting.assess import assess
from followup_rules.rulebooks.consulting.readings import READINGS
from followup_rules.rulebooks.consulting.rules import (
    CLIENT_DATA,
    CLIENT_FILE,
    COMMUNICATION_FILING,
    DATA_KEEPER,
    FEEDBACK,
    FEEDBACK_CONTENT,
    MATERIAL_FILING,
    OPINION_ACCEPTOR,
    OPINION_ROUTING,
    QUARTERLY_REPORT,
    REPORT_RECIPIENTS,
    RULES,
    VISIT_ARRANGER,
    VISIT_TOPICS,
)
from followup_rules.rulebooks.consulting.text import CLAUSES, REGULATION

if TYPE_CHECKING:
    from followup_rules.rulebooks.consulting.facts import (
        Client,
        ClientFacts,
        ClientReport,
        ClientReportFacts,
        Opinion,
        OpinionFacts,
        Paper,
        PaperFacts,
        Visit,
        VisitFacts,
    )
    from followup_rules.rulebooks.consulting.judging import PAPERS
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "facts": (
                "Client",
                "ClientFacts",
                "ClientReport",
                "ClientReportFacts",
                "Opinion",
                "OpinionFacts",
                "Paper",
                "PaperFacts",
                "Visit",
                "VisitFacts",
            ),
            "judging": ("PAPERS",),
        },
    )

__all__ = [
    "CLAUSES",
    "CLIENT_DATA",
    "CLIENT_FILE",
    "COMMUNICATION_FILING",
    "DATA_KEEPER",
    "FEEDBACK",
    "FEEDBACK_CONTENT",
    "MATERIAL_FILING",
    "OPINION_ACCEPTOR",
    "OPINION_ROUTING",
    "PAPERS",
    "QUARTERLY_REPORT",
    "READINGS",
    "REGULATION",
    "REPORT_RECIPIENTS",
    "RULES",
    "VISIT_ARRANGER",
    "VISIT_TOPICS",
    "Client",
    "ClientFacts",
    "ClientReport",
    "ClientReportFacts",
    "Opinion",
    "OpinionFacts",
    "Paper",
    "PaperFacts",
    "Visit",
    "VisitFacts",
    "assess",
]
