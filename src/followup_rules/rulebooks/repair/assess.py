"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from followup_rules.books.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.repair.rules import RULES
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.reports import Report
    from followup_rules.rulebooks.repair.facts import RepairFacts, VisitFacts
    from followup_rules.timing.cycles import Period


def assess(
    repairs: "Iterable[RepairFacts]",
    visits: "Iterable[VisitFacts]",
    *,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> "Report":
    """
    Judge a ledger of repairs and visits against every clause.

    The cohort is the repairs completed in *period*, with all their visits, whenever
    those took place. What is dated after *as_of* is left out and counted. Rows that
    cannot be judged are in the report's `row_errors`.

    Args:
        repairs: The repairs; see `facts.RepairFacts`.
        visits: Their visits and failed attempts; see `facts.VisitFacts`.
        as_of: The moment of judgement.
        period: The days of completion that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    from followup_rules.rulebooks.repair import (  # noqa: PLC0415 - for a ledger only
        cohort,
        shares,
    )
    from followup_rules.rulebooks.repair import (  # noqa: PLC0415 - for a ledger only
        visits as made,
    )

    basis = basis_of(rules, RULES, as_of, period=period, calendar=calendar)
    rows = cohort.read(repairs, visits, rules)
    case = cohort.sift(rows, rules, basis, period, calendar)
    verdicts = [
        *made.visitors(case),
        *shares.quotas(case, unusable=len(rows.errors)),
        *made.registers(case),
        *made.deadlines(case),
        *made.records(case),
        *made.notices(case),
    ]
    left_out = {
        "later_facts": case.later,
        "outside_period": case.outside,
    }
    return rules.report(verdicts, basis, row_errors=rows.errors, left_out=left_out)
