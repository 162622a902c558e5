"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from followup_rules.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.consulting.rules import RULES
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.reports import Report
    from followup_rules.rulebooks.consulting.facts import (
        ClientFacts,
        ClientReportFacts,
        OpinionFacts,
        PaperFacts,
        VisitFacts,
    )
    from followup_rules.timing.cycles import Period


def assess(
    clients: "Iterable[ClientFacts]" = (),
    *,
    reports: "Iterable[ClientReportFacts]" = (),
    visits: "Iterable[VisitFacts]" = (),
    opinions: "Iterable[OpinionFacts]" = (),
    papers: "Iterable[PaperFacts]" = (),
    plan: Collection[str] | None = None,
    as_of: dt.datetime,
    period: "Period",
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> "Report":
    """
    Judge a consulting firm against every clause.

    Visits, opinions and papers of the period are judged one by one, clients whenever
    they were taken on; quarters are judged whole wherever they have a day in the
    period. What is dated after *as_of* is left out and counted; rows that cannot be
    judged are in the report's `row_errors`.

    Args:
        clients: The clients and their data; see `facts.ClientFacts`.
        reports: Reports on the clients.
        visits: Client visits.
        opinions: What clients said on them.
        papers: Records of communication, and material of visits.
        plan: The ids of the visits that the firm planned; None is unknown.
        as_of: The moment of judgement.
        period: The days that are reported on, usually a quarter.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only for limits in working days that a host has set.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    from followup_rules.ledger import check_ids  # noqa: PLC0415 - for a ledger only
    from followup_rules.rulebooks.consulting.judging import (  # noqa: PLC0415 - for a ledger only
        judge,
    )

    basis = basis_of(
        rules, RULES, as_of, period=period, calendar=calendar, needs_period=True
    )
    check_ids("plan", plan)
    return judge(
        clients,
        reports=reports,
        visits=visits,
        opinions=opinions,
        papers=papers,
        plan=plan,
        basis=basis,
        now=as_of,
        period=period,
        rules=rules,
        calendar=calendar,
    )
