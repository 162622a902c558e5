"""
What covers and claims can come to over columns.
"""

from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.outcomes import Outcomes, first_of

OUTCOMES: Final = Outcomes(
    "cover_running",
    "claim_in_cover",
    "duty_to_repair",
    "cover_ended",
    "claim_after_cover",
    "claim_before_cover",
    "claim_after_void",
    "cause_excluded",
    "no_duty_under_text",
    "trigger_absent",
    "claim_absent",
    "fact_missing:category",
    "fact_missing:occurred_at",
    "fact_missing:reported_at",
    "fact_missing:cause",
    "fact_missing:affects_use",
    "fact_missing:delivered_on",
    "fact_missing:contract",
    "fact_missing:design_life",
    "fact_missing:season_kind",
    "fact_missing:seasons",
    "fact_missing:season_end",
    "fact_missing:clock_time",
    "season_not_covered",
    "calendar_missing",
    "calendar_not_covered",
    "unknown_category",
    "unknown_cause",
    "unknown_cause_category",
    "invalid_fact:contract",
    "invalid_fact:extended_by",
    "invalid_fact:design_life",
    "date_out_of_range",
    "impossible_order",
)
code = OUTCOMES.code
NONE: Final = -1
ERRORS: Final = tuple(
    map(code, ("invalid_fact:design_life", "date_out_of_range", "impossible_order"))
)
"""For these a single call raises, whatever else is known."""


def first_reason(branches: Iterable[tuple[Any, str]]) -> Any:
    """
    Return the place of the first reason whose condition holds, else `NONE`.
    """
    made = [(condition, code(reason)) for condition, reason in branches]
    return first_of(made, NONE).cast(nw.Int64)
