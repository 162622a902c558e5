"""
Facts and rules into a report, clause by clause.
"""

import datetime as dt
from collections.abc import Iterable

from followup_rules.reports import Report
from followup_rules.rulebook import Rulebook
from followup_rules.rulebooks.community.case import read
from followup_rules.rulebooks.community.facts import (
    CallerFacts,
    EstateFacts,
    MatterFacts,
    MeetingFacts,
    PaperFacts,
    VisitFacts,
)
from followup_rules.rulebooks.community.matters import (
    appointments,
    complaint_handling,
    complaint_rates,
    conclusions,
    entries,
    escalations,
    handling_rate,
)
from followup_rules.rulebooks.community.office import (
    callers as caller_register,
)
from followup_rules.rulebooks.community.office import (
    complaint_channels,
    duties,
)
from followup_rules.rulebooks.community.office import (
    papers as yearly_papers,
)
from followup_rules.rulebooks.community.rules import RULES
from followup_rules.rulebooks.community.visits import (
    area_officers,
    area_visits,
    director_rounds,
    records,
)
from followup_rules.rulebooks.community.visits import (
    meetings as quarterly_meetings,
)
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period


def assess(
    estate: EstateFacts,
    *,
    visits: Iterable[VisitFacts] = (),
    matters: Iterable[MatterFacts] = (),
    meetings: Iterable[MeetingFacts] = (),
    papers: Iterable[PaperFacts] = (),
    callers: Iterable[CallerFacts] = (),
    as_of: dt.datetime,
    period: Period,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
) -> Report:
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
    """
    case = read(
        estate,
        visits=visits,
        matters=matters,
        meetings=meetings,
        papers=papers,
        callers=callers,
        rules=rules,
        basis=rules.basis(as_of, calendar=calendar),
        now=as_of,
        period=period,
        calendar=calendar,
    )
    unusable = sum(error.kind == "matter" for error in case.errors)
    verdicts = [
        *duties(case),
        *yearly_papers(case),
        *records(case),
        *appointments(case),
        *entries(case),
        *escalations(case),
        *conclusions(case),
        handling_rate(case, unusable=unusable),
        *complaint_rates(case, unusable=unusable),
        *director_rounds(case),
        *area_officers(case),
        *area_visits(case),
        *quarterly_meetings(case),
        *complaint_channels(case),
        *complaint_handling(case),
        *caller_register(case),
    ]
    return rules.report(
        verdicts, case.basis, row_errors=case.errors, left_out=case.left_out
    )
