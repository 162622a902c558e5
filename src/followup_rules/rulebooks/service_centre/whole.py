"""
A whole hall: its rows read, every article judged, one report.
"""

import datetime as dt
from typing import Any

from followup_rules.books.rulebook import Rulebook
from followup_rules.reports import Report
from followup_rules.rulebooks.service_centre.findings import judge_findings
from followup_rules.rulebooks.service_centre.hall import Rows, read_hall
from followup_rules.rulebooks.service_centre.rounds import (
    judge_calls,
    judge_forms,
    judge_rounds,
    judge_weeks,
)
from followup_rules.rulebooks.service_centre.scores import judge_scores, judge_years
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.verdicts import Basis


def judge_hall(
    *,
    basis: Basis,
    now: dt.datetime,
    period: Period | None,
    rules: Rulebook,
    calendar: WorkCalendar | None,
    **rows: Any,
) -> Report:
    """
    Judge the rows of a hall; the arguments are those of `assess`.
    """
    hall = read_hall(
        Rows(**rows),
        rules=rules,
        basis=basis,
        now=now,
        period=period,
        calendar=calendar,
    )
    verdicts = [
        *judge_calls(hall),
        *judge_weeks(hall),
        *judge_rounds(hall),
        *judge_forms(hall),
        *judge_findings(hall),
        *judge_scores(hall),
        *judge_years(hall),
    ]
    return rules.report(verdicts, basis, row_errors=hall.errors, left_out=hall.left_out)
