"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from followup_rules.books.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.construction.rules import RULES
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.seasons import SeasonSource

if TYPE_CHECKING:
    from followup_rules.reports import Report
    from followup_rules.rulebooks.construction.facts import ProjectFacts
    from followup_rules.timing.cycles import Period


def assess(
    projects: "Iterable[ProjectFacts]",
    *,
    as_of: dt.datetime,
    period: "Period | None" = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    seasons: Mapping[str, SeasonSource] | None = None,
) -> "Report":
    """
    Judge a portfolio of projects against every clause.

    Within *period* are the visits made, the defects reported, the acceptances, the
    ends of warranty and the inspections that fall in it, and the visits owed whose
    window has a day in it. What is dated after *as_of* is left out and counted; rows
    that cannot be judged are in the report's `row_errors`.

    Args:
        projects: The projects, with their visits and claims; see `facts`.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only under readings that ask for working days.
        seasons: The season tables of each place, by the projects' `place`.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be, such as
            *seasons* that are no mapping from place.
    """
    from followup_rules.rulebooks.construction import (  # noqa: PLC0415 - for a portfolio
        case,
        claims,
        papers,
        visits,
    )

    basis = basis_of(rules, RULES, as_of, period=period, calendar=calendar)
    portfolio = case.read(
        projects,
        rules=rules,
        basis=basis,
        now=as_of,
        period=period,
        calendar=calendar,
        seasons=seasons,
    )
    parts = (
        papers.hand_over,
        papers.covers,
        claims.claims,
        visits.records,
        visits.windows,
        papers.close_out,
        papers.supervision,
    )
    verdicts = [
        verdict for one in portfolio.cases for part in parts for verdict in part(one)
    ]
    left_out = {"later_facts": portfolio.later, "outside_period": portfolio.outside}
    return rules.report(verdicts, basis, row_errors=portfolio.errors, left_out=left_out)
