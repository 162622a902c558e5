"""
Follow-up calls of a government service hall (政务中心电话回访制度).

>>> import datetime as dt
>>> from followup_rules.rulebooks import service_centre
>>> ledger = [f"{number:04d}" for number in range(1, 201)]
>>> draw = service_centre.PHONE_DRAW.draw(
...     ledger, seed="31415926535897932384", window="A", on=dt.date(2026, 3, 11)
... )
>>> len(draw.chosen), draw.chosen[:2], draw.receipt["period"]
(20, ('A/0151', 'A/0041'), '2026-W11')
"""

from typing import TYPE_CHECKING

from followup_rules.lazily import import_lazily
from followup_rules.rulebooks.service_centre.assess import assess
from followup_rules.rulebooks.service_centre.readings import READINGS
from followup_rules.rulebooks.service_centre.rules import (
    APPLICANTS,
    CALL_RECORD,
    DESIGNEES,
    FEEDBACK,
    FORM_GRADES,
    FORM_ON_SITE,
    FORM_TOPICS,
    FORMS_ISSUED,
    FORMS_ORGANISER,
    FORMS_SUMMARY,
    OPINIONS_SUMMARY,
    PHONE_DRAW,
    PHONE_ORGANISER,
    PHONE_ROUND,
    PUBLICATION,
    RECTIFICATION,
    RULES,
    STATISTICS,
    TOPICS,
    WINDOW_SCORE,
    YEAR_SCORE,
)
from followup_rules.rulebooks.service_centre.text import CLAUSES, REGULATION

if TYPE_CHECKING:
    from followup_rules.rulebooks.service_centre.facts import (
        Call,
        CallFacts,
        Case,
        CaseFacts,
        Finding,
        FindingFacts,
        Form,
        FormFacts,
        Rating,
        RatingFacts,
        Round,
        RoundFacts,
    )
    from followup_rules.rulebooks.service_centre.frame import (
        PhoneFrame,
        draw_id,
        draw_round,
        phone_frame,
    )
    from followup_rules.rulebooks.service_centre.hall import FINDINGS
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "facts": (
                "Call",
                "CallFacts",
                "Case",
                "CaseFacts",
                "Finding",
                "FindingFacts",
                "Form",
                "FormFacts",
                "Rating",
                "RatingFacts",
                "Round",
                "RoundFacts",
            ),
            "frame": ("PhoneFrame", "draw_id", "draw_round", "phone_frame"),
            "hall": ("FINDINGS",),
        },
    )

__all__ = [
    "APPLICANTS",
    "CALL_RECORD",
    "CLAUSES",
    "DESIGNEES",
    "FEEDBACK",
    "FINDINGS",
    "FORMS_ISSUED",
    "FORMS_ORGANISER",
    "FORMS_SUMMARY",
    "FORM_GRADES",
    "FORM_ON_SITE",
    "FORM_TOPICS",
    "OPINIONS_SUMMARY",
    "PHONE_DRAW",
    "PHONE_ORGANISER",
    "PHONE_ROUND",
    "PUBLICATION",
    "READINGS",
    "RECTIFICATION",
    "REGULATION",
    "RULES",
    "STATISTICS",
    "TOPICS",
    "WINDOW_SCORE",
    "YEAR_SCORE",
    "Call",
    "CallFacts",
    "Case",
    "CaseFacts",
    "Finding",
    "FindingFacts",
    "Form",
    "FormFacts",
    "PhoneFrame",
    "Rating",
    "RatingFacts",
    "Round",
    "RoundFacts",
    "assess",
    "draw_id",
    "draw_round",
    "phone_frame",
]
