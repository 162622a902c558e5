"""
Follow-up visits by a residential-estate office (小区管理处回访制度).

>>> import datetime as dt
>>> import pendulum
>>> from followup_rules.rulebooks import community
>>> now = pendulum.datetime(2026, 8, 1, tz="Asia/Shanghai")
>>> meetings = [dt.date(2026, 3, 31), dt.date(2026, 7, 1)]
>>> community.REPRESENTATIVES_MEETING.assess(
...     meetings, cell=dt.date(2026, 5, 1), as_of=now
... ).status.name
'BREACHED'
>>> community.HANDLING_RATE.assess(199, 200).status.name
'BREACHED'
"""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from followup_rules.books.doors import check_rules
from followup_rules.books.rulebook import Rulebook
from followup_rules.rulebooks.community.facts import (
    CHANNELS,
    KINDS,
    PAPERS,
    SOURCES,
    Area,
    Caller,
    Estate,
    Matter,
    Meeting,
    Paper,
    Post,
    Visit,
)
from followup_rules.rulebooks.community.text import RULES
from followup_rules.rulebooks.community.visits import AreaUnit, RoundUnit
from followup_rules.timing.calendars import WorkCalendar

if TYPE_CHECKING:
    from followup_rules.books.progress import Progress
    from followup_rules.policies.cadence import CadencePolicy
    from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy
    from followup_rules.policies.deadlines import DeadlinePolicy
    from followup_rules.policies.procedures import ProcedurePolicy
    from followup_rules.policies.targets import TargetPolicy
    from followup_rules.protocols.community import (
        CallerFacts,
        EstateFacts,
        MatterFacts,
        MeetingFacts,
        PaperFacts,
        VisitFacts,
    )
    from followup_rules.reports import Report
    from followup_rules.timing.cycles import Period

REGULATION: Final = RULES.regulation
CLAUSES: Final = RULES.clauses
READINGS: Final = RULES.readings
APPOINTED_REPLY: Final["DeadlinePolicy"] = RULES["appointed_reply"]
AREA_OFFICERS: Final["ChecklistPolicy"] = RULES["area_officers"]
AREA_VISITS: Final["CadencePolicy"] = RULES["area_visits"]
CALLER_REGISTER: Final["ChecklistPolicy"] = RULES["caller_register"]
COMPLAINT_CHANNELS: Final["ChecklistPolicy"] = RULES["complaint_channels"]
COMPLAINT_DESIGNEE: Final["ChecklistPolicy"] = RULES["complaint_designee"]
COMPLAINT_RATE: Final["TargetPolicy"] = RULES["complaint_rate"]
COMPLAINT_RECEIVER: Final["ActorPolicy"] = RULES["complaint_receiver"]
COMPLAINT_ROUTING: Final["ProcedurePolicy"] = RULES["complaint_routing"]
DIRECTOR_ROUNDS: Final["CadencePolicy"] = RULES["director_rounds"]
DUTY_HOLDERS: Final["ActorPolicy"] = RULES["duty_holders"]
ESCALATION: Final["ProcedurePolicy"] = RULES["escalation"]
HANDLING_RATE: Final["TargetPolicy"] = RULES["handling_rate"]
JOB_DUTIES: Final["ChecklistPolicy"] = RULES["job_duties"]
MATTER_REGISTER: Final["ChecklistPolicy"] = RULES["matter_register"]
OUTCOME_AND_REPLY: Final["ChecklistPolicy"] = RULES["outcome_and_reply"]
REPRESENTATIVES_MEETING: Final["CadencePolicy"] = RULES["representatives_meeting"]
ROUND_VISITORS: Final["ActorPolicy"] = RULES["round_visitors"]
SETTLEMENT: Final["DeadlinePolicy"] = RULES["settlement"]
VISIT_RECORD: Final["ChecklistPolicy"] = RULES["visit_record"]
YEARLY_APPRAISAL: Final["CadencePolicy"] = RULES["yearly_appraisal"]
YEARLY_PAPER: Final["ChecklistPolicy"] = RULES["yearly_paper"]
YEARLY_PLAN: Final["CadencePolicy"] = RULES["yearly_plan"]


def assess(
    estate: "EstateFacts",
    *,
    visits: Iterable["VisitFacts"] = (),
    matters: Iterable["MatterFacts"] = (),
    meetings: Iterable["MeetingFacts"] = (),
    papers: Iterable["PaperFacts"] = (),
    callers: Iterable["CallerFacts"] = (),
    as_of: dt.datetime,
    period: "Period",
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    progress: "Progress | None" = None,
) -> "Report":
    """
    Judge an estate office against every clause.

    Visits, matters and callers of the period are judged one by one. Months, quarters
    and years are judged whole wherever they have a day in the period, so the ledger
    must hold all of them: a year for the rounds and the complaint rate. What was not
    known at *as_of* is left out and counted; rows that cannot be judged, the estate
    among them, are in the report's `row_errors`.

    Args:
        estate: The estate and its office, as `Estate` lists it.
        visits: Rounds, officers' calls and other visits.
        matters: What residents raised, through whatever channel.
        meetings: The building representatives' meetings.
        papers: Work plans and appraisals.
        callers: Callers at the office.
        as_of: The moment of judgement.
        period: The days that are reported on, usually a year.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only for limits in working days that a host has set.
        progress: Is told how many rows are done, of how many.

    Raises:
        NaiveTimeError, NotAnInstantError: If *as_of* is no aware datetime.
        InvalidFieldError: If another argument is not what it must be.
    """
    ledgers = {
        "estate": (estate,),
        "visit": visits,
        "matter": matters,
        "meeting": meetings,
        "document": papers,
        "caller": callers,
    }
    return check_rules(rules, RULES).assess(
        ledgers, as_of=as_of, period=period, calendar=calendar, progress=progress
    )


__all__ = [
    "APPOINTED_REPLY",
    "AREA_OFFICERS",
    "AREA_VISITS",
    "CALLER_REGISTER",
    "CHANNELS",
    "CLAUSES",
    "COMPLAINT_CHANNELS",
    "COMPLAINT_DESIGNEE",
    "COMPLAINT_RATE",
    "COMPLAINT_RECEIVER",
    "COMPLAINT_ROUTING",
    "DIRECTOR_ROUNDS",
    "DUTY_HOLDERS",
    "ESCALATION",
    "HANDLING_RATE",
    "JOB_DUTIES",
    "KINDS",
    "MATTER_REGISTER",
    "OUTCOME_AND_REPLY",
    "PAPERS",
    "READINGS",
    "REGULATION",
    "REPRESENTATIVES_MEETING",
    "ROUND_VISITORS",
    "RULES",
    "SETTLEMENT",
    "SOURCES",
    "VISIT_RECORD",
    "YEARLY_APPRAISAL",
    "YEARLY_PAPER",
    "YEARLY_PLAN",
    "Area",
    "AreaUnit",
    "Caller",
    "Estate",
    "Matter",
    "Meeting",
    "Paper",
    "Post",
    "RoundUnit",
    "Visit",
    "assess",
]
