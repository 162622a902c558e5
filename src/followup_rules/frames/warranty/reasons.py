"""
What covers and claims can come to over columns.
"""

from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.outcomes import Outcomes, first_of
from followup_rules.verdicts import Status

_U: Final = Status.UNDETERMINED
_NA: Final = Status.NOT_APPLICABLE
OUTCOMES: Final = Outcomes(
    (Status.MET, "cover_running"),
    (Status.MET, "claim_in_cover"),
    (Status.MET, "duty_to_repair"),
    (_NA, "cover_ended"),
    (_NA, "claim_after_cover"),
    (_NA, "claim_before_cover"),
    (_NA, "claim_after_void"),
    (_NA, "cause_excluded"),
    (_NA, "no_duty_under_text"),
    (_NA, "trigger_absent"),
    (_NA, "claim_absent"),
    (_U, "fact_missing:category"),
    (_U, "fact_missing:occurred_at"),
    (_U, "fact_missing:reported_at"),
    (_U, "fact_missing:cause"),
    (_U, "fact_missing:affects_use"),
    (_U, "fact_missing:delivered_on"),
    (_U, "fact_missing:contract"),
    (_U, "fact_missing:design_life"),
    (_U, "fact_missing:season_kind"),
    (_U, "fact_missing:seasons"),
    (_U, "fact_missing:season_end"),
    (_U, "fact_missing:clock_time"),
    (_U, "season_not_covered"),
    (_U, "calendar_missing"),
    (_U, "calendar_not_covered"),
    (_U, "unknown_category"),
    (_U, "unknown_cause"),
    (_U, "unknown_cause_category"),
    (_U, "invalid_fact:contract"),
    (_U, "invalid_fact:extended_by"),
    (_U, "invalid_fact:design_life"),
    (_U, "date_out_of_range"),
    (_U, "impossible_order"),
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
