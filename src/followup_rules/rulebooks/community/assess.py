"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from followup_rules.books.rulebook import Rulebook, basis_of
from followup_rules.rulebooks.community.rules import RULES
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.reports import Report
    from followup_rules.rulebooks.community.facts import (
        CallerFacts,
        EstateFacts,
        MatterFacts,
        MeetingFacts,
        PaperFacts,
        VisitFacts,
    )
    from followup_rules.timing.cycles import Period


def assess(
    estate: "EstateFacts",
    *,
    visits: "Iterable[VisitFacts]" = (),
    matters: "Iterable[MatterFacts]" = (),
    meetings: "Iterable[MeetingFacts]" = (),
    papers: "Iterable[PaperFacts]" = (),
    callers: "Iterable[CallerFacts]" = (),
    as_of: dt.datetime,
    period: "Period",
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> "Report":
    """
    Judge an estate office against every clause.

    Visits, matters and callers of the period are judged one by one. Months, quarters
    and years are judged whole wherever they have a day in the period, so the ledger
    must hold all of them: a year for the rounds and the complaint rate. What is dated
    after *as_of* is left out and counted; rows that cannot be judged are in the
    report's `row_errors`.

    Args:
        estate: The estate and its office; see `facts.EstateFacts`.
        visits: Rounds, officers' calls and other visits.
        matters: What residents raised, through whatever channel.
        meetings: The building representatives' meetings.
        papers: Work plans and appraisals.
        callers: Callers at the office.
        as_of: The moment of judgement.
        period: The days that are reported on, usually a year.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only for limits in working days that a host has set.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        RowError: If the estate itself cannot be used.
        InvalidFieldError: If another argument is not what it must be.
    """
    from followup_rules.rulebooks.community import (  # noqa: PLC0415 - for a ledger only
        case,
        office,
    )
    from followup_rules.rulebooks.community import (  # noqa: PLC0415 - for a ledger only
        matters as raised,
    )
    from followup_rules.rulebooks.community import (  # noqa: PLC0415 - for a ledger only
        visits as made,
    )

    basis = basis_of(
        rules, RULES, as_of, period=period, calendar=calendar, needs_period=True
    )
    one = case.read(
        estate,
        visits=visits,
        matters=matters,
        meetings=meetings,
        papers=papers,
        callers=callers,
        rules=rules,
        basis=basis,
        now=as_of,
        period=period,
        calendar=calendar,
    )
    unusable = sum(error.kind == "matter" for error in one.errors)
    verdicts = [
        *office.duties(one),
        *office.papers(one),
        *made.records(one),
        *raised.appointments(one),
        *raised.entries(one),
        *raised.escalations(one),
        *raised.conclusions(one),
        raised.handling_rate(one, unusable=unusable),
        *raised.complaint_rates(one, unusable=unusable),
        *made.director_rounds(one),
        *made.area_officers(one),
        *made.area_visits(one),
        *made.meetings(one),
        *office.complaint_channels(one),
        *raised.complaint_handling(one),
        *office.callers(one),
    ]
    return rules.report(
        verdicts, one.basis, row_errors=one.errors, left_out=one.left_out
    )
