"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from followup_rules.errors import InvalidFieldError
from followup_rules.rulebook import Rulebook
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
        InvalidFieldError: If *plan* is one text instead of a collection of ids.
    """
    if isinstance(plan, str):
        raise InvalidFieldError("plan", plan, "a collection of visit ids, or None")
    from followup_rules.rulebooks.consulting.judging import (  # noqa: PLC0415 - for a ledger only
        judge,
    )

    return judge(
        clients,
        reports=reports,
        visits=visits,
        opinions=opinions,
        papers=papers,
        plan=plan,
        as_of=as_of,
        period=period,
        rules=rules,
        calendar=calendar,
    )
